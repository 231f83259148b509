"""Workbooks of official forms as offices send them: made-up figures in many layouts, and the cell every figure stands in."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from openpyxl import Workbook as Book

from lib.intake.form import Column, Division, Form
from lib.intake.places import Boundaries, Unit
from lib.intake.sample import PEOPLES, sample
from lib.intake.sheet import Cell, Sheet, Workbook
from lib.intake.submission import WHOLE, Key

Numbers = dict[Key, float]
#: What a cell gets: its value and its number format.
Written = tuple[object, str]
_DIVISIONS = {Division.HOUSEHOLDS: "Hộ", Division.PEOPLE: "Nhân khẩu"}


def plain_count(value: float) -> Written:
    """A whole number as a number."""
    return int(value), "#,##0"


def plain_rate(value: float) -> Written:
    """A rate as a number with all its digits."""
    return value, "General"


@dataclass(frozen=True)
class Style:
    """How a table looks. ``order`` of the rows: ``turns`` (Hộ, Nhân khẩu of each unit), ``blocks`` (all Hộ, then all Nhân khẩu) or
    ``parts`` (so for each district). ``second``: the unit in its second row: ``again``, ``blank`` or ``merged``.
    ``header``: ``names`` in one row or ``groups`` in three; ``said``: key -> other words.
    ``under`` the title stand lines across the table; ``label``: how the row of numbers writes one; ``low``: the names of the text
    columns stand in the last row of the header.
    """

    above: Sequence[str] = ()
    title: str = ""
    total: str = "last"
    order: str = "turns"
    second: str = "again"
    header: str = "names"
    numbers: bool = True
    said: Mapping[str, str] = field(default_factory=dict)
    shuffled: bool = False
    name: Callable[[Unit], str] = lambda unit: unit.name
    number: Callable[[int, int], str] = lambda district, place: f"{district}.{place}" if place else str(district)
    total_name: str = "Tổng cộng"
    total_left: bool = False
    count: Callable[[float], Written] = plain_count
    rate: Callable[[float], Written] = plain_rate
    areas: bool = False
    gap: bool = False
    below: Sequence[str] = ("Nghệ An, ngày 14 tháng 12 năm 2025", "Người lập biểu", "TM. ỦY BAN NHÂN DÂN")
    stt: bool = True
    drop: Sequence[str] = ()
    under: Sequence[str] = ()
    label: Callable[[str], object] = str
    low: bool = False


@dataclass(frozen=True)
class Made:
    """A sheet and where in it every number stands (row, column)."""

    sheet: Sheet
    places: Mapping[Key, tuple[int, int]]
    names: Mapping[tuple[str, Division], tuple[int, int]]
    numbers: Numbers

    def put(self, key: Key | tuple[int, int], value: object, shown: str = "General", **more: object) -> Made:
        """The same sheet with another cell."""
        place = self.places[key] if len(key) == 3 else key  # type: ignore[index]
        cell = Cell(value, shown, **more)  # type: ignore[arg-type]
        return replace(self, sheet=replace(self.sheet, cells={**self.sheet.cells, place: cell}))

    def without(self, key: Key | tuple[int, int]) -> Made:
        """The same sheet with a cell blank."""
        place = self.places[key] if len(key) == 3 else key  # type: ignore[index]
        return replace(self, sheet=replace(self.sheet, cells={k: v for k, v in self.sheet.cells.items() if k != place}))

    def without_row(self, row: int) -> Made:
        """The same sheet with a row blank."""
        cells = {k: v for k, v in self.sheet.cells.items() if k[0] != row}
        return replace(self, sheet=replace(self.sheet, cells=cells))


def columns_of(form: Form) -> list[tuple[str, str, Column | None]]:
    """Key, name and column of a form, with the peoples of form 9."""
    found: list[tuple[str, str, Column | None]] = []
    for column in form.columns:
        found.append((column.key, column.name, column))
        if column.open:
            found += [(f"{column.open}{index}", name, None) for index, name in enumerate(PEOPLES, start=1)]
    return found


def figures(forms: Sequence[Form], boundaries: Boundaries, seed: int, *, communes: bool = False) -> dict[str, Numbers]:
    """Numbers of every form that break no rule; with ``communes`` of districts and of the communes in them."""
    leaves = replace(boundaries, districts=()) if communes else boundaries
    found = {
        key: dict(of)
        for key, of in sample(forms, leaves, lambda _: 14.0, lambda _: 900 if communes else 9000, seed=seed).items()
    }
    if communes:
        for form in forms:
            _districts(form, found, boundaries)
    return found


def _districts(form: Form, found: dict[str, Numbers], boundaries: Boundaries) -> None:
    numbers = found[form.form]
    district = {unit.code: unit.district for unit in boundaries.communes}
    for (unit, division, key), value in list(numbers.items()):
        column = form.by_key.get(key)
        if unit and (column is None or column.counted):
            at = (district[unit], division, key)
            numbers[at] = numbers.get(at, 0.0) + value
    for unit in boundaries.districts:
        for column in form.columns:
            if column.kind == "rate" and column.formula:
                value = column.formula.value(lambda key, u=unit.code: numbers.get((u, Division.ALL, key)))  # type: ignore[misc]
                numbers[(unit.code, Division.ALL, column.key)] = value or 0.0
            elif column.kind == "rate":
                counts = found[str(int(form.form) - 1)]
                part = counts[(unit.code, Division.ALL, str(int(column.key) + 1))]
                numbers[(unit.code, Division.ALL, column.key)] = part / counts[(unit.code, Division.ALL, "1")] * 100


def made(
    form: Form, year: int, boundaries: Boundaries, numbers: Numbers, style: Style | None = None, *, name: str = ""
) -> Made:
    """One sheet. Communes have rows where ``numbers`` have some of them."""
    return _Writer(form, year, boundaries, numbers, style or Style(), name or f"Biểu {form.form}").written()


class _Writer:
    def __init__(
        self, form: Form, year: int, boundaries: Boundaries, numbers: Numbers, style: Style, name: str
    ) -> None:
        self.form, self.year, self.boundaries, self.numbers = form, year, boundaries, numbers
        self.style, self.name = style, name
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.places: dict[Key, tuple[int, int]] = {}
        self.names: dict[tuple[str, Division], tuple[int, int]] = {}
        self.row = 1
        columns = [one for one in columns_of(form) if one[0] not in style.drop]
        if style.shuffled:
            columns = _shuffled(columns)
        self.columns = columns
        self.unit = 2 if style.stt else 1
        self.left = self.unit + 1 + bool(form.divided)

    def written(self) -> Made:
        for line in (*self.style.above, self.style.title or f"{self.form.title.upper()} NĂM {self.year}"):
            self.put(self.row, 1, line)
            self.merged.append((self.row, 1, self.row, self.left + len(self.columns) - 1))
            self.row += 1
        for line in self.style.under:
            self.put(self.row, 1, line)
            self.merged.append((self.row, 1, self.row, self.left + len(self.columns) - 1))
            self.row += 1
        self.head()
        self.body()
        for index, line in enumerate(self.style.below):
            self.put(self.row + 1 + index, self.unit + index, line)
        sheet = Sheet(self.name, self.cells, tuple(self.merged))
        written = {key: value for key, value in self.numbers.items() if key in self.places}
        return Made(sheet, self.places, self.names, written)

    def put(self, row: int, column: int, value: object, shown: str = "General") -> None:
        if value not in (None, ""):
            self.cells[(row, column)] = Cell(value, shown)  # type: ignore[arg-type]

    def head(self) -> None:
        texts = [*(["STT"] if self.style.stt else []), "Đơn vị", *(["Phân tổ"] if self.form.divided else [])]
        grouped = self.style.header == "groups"
        depth = 3 if grouped else 1
        for index, text in enumerate(texts, start=1):
            self.put(self.row + (depth - 1 if self.style.low else 0), index, text)
            if depth > 1 and not self.style.low:
                self.merged.append((self.row, index, self.row + depth - 1, index))
        paths = [self.path(key, name) for key, name, _ in self.columns]
        if grouped:
            self.groups(paths)
        else:
            for index, (key, name, _) in enumerate(self.columns):
                self.put(self.row, self.left + index, self.style.said.get(key, name))
        self.row += depth
        if self.style.numbers:
            for index, text in enumerate(["A", "B", "C"][: len(texts)], start=1):
                self.put(self.row, index, text)
            for index, (key, _, column) in enumerate(self.columns):
                formula = (
                    f"={column.equals.translate(str.maketrans('', '', '[] '))}" if column and column.equals else ""
                )
                self.put(self.row, self.left + index, self.style.label(key) if not formula else f"{key}{formula}")
            self.row += 1

    def path(self, key: str, name: str) -> tuple[str, ...]:
        """What stands above a column, from the group down."""
        if ".2." in key:
            return ("Hộ nghèo" if key[0] == "1" else "Hộ cận nghèo", "Dân tộc thiểu số", name)
        if key in ("1.2", "2.2"):
            return ("Hộ nghèo" if key[0] == "1" else "Hộ cận nghèo", "Dân tộc thiểu số", "Tổng số")
        if key in self.style.said:
            return (self.style.said[key],)
        group, _, rest = name.partition(": ")
        if not rest:
            has_more = any(other.startswith(f"{name}: ") for _, other, _ in self.columns)
            return (name, "Số khẩu") if has_more else (name,)
        return group, {"tỷ lệ": "Tỷ lệ\n(%)"}.get(rest, rest.capitalize())

    def groups(self, paths: list[tuple[str, ...]]) -> None:
        for level in range(3):
            start = 0
            while start < len(paths):
                end = start
                while (
                    end + 1 < len(paths)
                    and len(paths[start]) > level
                    and paths[end + 1][: level + 1] == paths[start][: level + 1]
                ):
                    end += 1
                if len(paths[start]) > level:
                    self.put(self.row + level, self.left + start, paths[start][level])
                    last = self.row + (2 if level == len(paths[start]) - 1 else level)
                    if end > start or last > self.row + level:
                        self.merged.append((self.row + level, self.left + start, last, self.left + end))
                start = end + 1

    def body(self) -> None:
        total = [(WHOLE, self.style.total_name, "")] if self.style.total != "none" else []
        units = list(self.units())
        groups = [[line] for line in units]
        if self.style.order == "blocks":
            groups = [units]
        elif self.style.order == "parts":
            groups = []
            for line in units:
                if "." in line[2] and groups:
                    groups[-1].append(line)
                else:
                    groups.append([line])
        if self.style.total == "first":
            groups = [total, *groups]
        if self.style.total == "last":
            groups = [*groups, total]
        half = len(groups) // 2
        for index, group in enumerate(groups):
            if self.style.gap and index == half:
                self.row += 3
            if self.style.areas and index == 0:
                self.area("Khu vực thành thị")
                self.area("Khu vực nông thôn")
            for division in self.form.divisions:
                for line in group:
                    self.line(*line, division, single=len(group) == 1)

    def units(self) -> Sequence[tuple[str, str, str]]:
        listed = {unit for unit, _, _ in self.numbers}
        found = []
        top = self.boundaries.reported
        for index, unit in enumerate(top, start=1):
            if unit.code not in listed:
                continue
            found.append((unit.code, self.style.name(unit), self.style.number(index, 0)))
            own = [one for one in self.boundaries.communes if one.district == unit.code and one.code in listed]
            if self.boundaries.districts:
                found += [
                    (one.code, self.style.name(one), self.style.number(index, place))
                    for place, one in enumerate(own, start=1)
                ]
        return found

    def area(self, name: str) -> None:
        for division in self.form.divisions:
            self.put(self.row, self.unit, name)
            if self.form.divided:
                self.put(self.row, self.unit + 1, _DIVISIONS[division])
            for index, (key, _, column) in enumerate(self.columns):
                value = self.numbers.get((WHOLE, division, key), 0.0)
                self.put(
                    self.row,
                    self.left + index,
                    *(self.style.rate(value) if column and column.kind == "rate" else self.style.count(value)),
                )
            self.row += 1

    def line(self, code: str, name: str, number: str, division: Division, *, single: bool) -> None:
        second = single and division is Division.PEOPLE
        at = 1 if code == WHOLE and self.style.total_left else self.unit
        if not second or self.style.second == "again":
            self.put(self.row, at, name)
            if self.style.stt and code != WHOLE:
                self.put(self.row, 1, number)
        elif self.style.second == "merged":
            self.merged.append((self.row - 1, at, self.row, at))
        if self.form.divided:
            self.put(self.row, self.unit + 1, _DIVISIONS[division])
        self.names[(code, division)] = (self.row, at)
        for index, (key, _, column) in enumerate(self.columns):
            value = self.numbers.get((code, division, key))
            if value is None:
                continue
            written = self.style.rate(value) if column and column.kind == "rate" else self.style.count(value)
            self.put(self.row, self.left + index, *written)
            self.places[(code, division, key)] = (self.row, self.left + index)
        self.row += 1


def _shuffled(columns: list[tuple[str, str, Column | None]]) -> list[tuple[str, str, Column | None]]:
    """Columns from right to left, the peoples of a sum kept behind it."""
    groups: list[list[tuple[str, str, Column | None]]] = []
    for column in columns:
        if column[2] is None:
            groups[-1].append(column)
        else:
            groups.append([column])
    return [column for group in reversed(groups) for column in group]


def of(*sheets: Sheet | Made, name: str = "thu.xlsx") -> Workbook:
    """A workbook without a file."""
    return Workbook(name, "0" * 64, tuple(one.sheet if isinstance(one, Made) else one for one in sheets))


def saved(*sheets: Sheet | Made) -> bytes:
    """The same as a file of openpyxl."""
    book = Book()
    book.remove(book.active)
    for one in sheets:
        sheet = one.sheet if isinstance(one, Made) else one
        page = book.create_sheet(sheet.name)
        for (row, column), cell in sheet.cells.items():
            target = page.cell(row, column, cell.error or cell.value)
            target.number_format = cell.shown
        for first, left, last, right in sheet.merged:
            page.merge_cells(start_row=first, start_column=left, end_row=last, end_column=right)
        if sheet.hidden:
            page.sheet_state = "hidden"
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
