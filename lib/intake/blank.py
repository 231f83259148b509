"""Empty forms to fill: workbooks with the units filled in, formulas, checks in the cells, what must not change protected."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from lib.intake.form import Column, Division, Form
from lib.intake.places import Boundaries, Unit
from lib.intake.words import Words

#: A number for a cell: (code of the unit, division, number of the column); None leaves it empty.
Given = Callable[[str, Division, str], float | None]
_TITLE_ROWS = 6
_WIDEST = 60


@dataclass(frozen=True)
class Layout:
    """How a workbook is laid out. ``heading`` stands above the title; ``peoples``: columns a form leaves open, named here;
    ``total_first``: the total above the units; ``communes``: districts with their communes below them.
    """

    heading: str = ""
    peoples: Sequence[str] = ()
    total_first: bool = False
    communes: bool = False


def nothing(unit: str, division: Division, column: str) -> float | None:  # noqa: ARG001
    """Leave every cell empty."""
    return None


def workbook(
    form: Form, year: int, boundaries: Boundaries, words: Words, given: Given = nothing, layout: Layout | None = None
) -> bytes:
    """A form as .xlsx, ready to be filled (or filled with ``given``); what it writes the reader reads back."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _Sheet(book, form, year, boundaries, words, given, layout or Layout()).write()
    book.close()
    return content.getvalue()


class _Sheet:
    """One form on one sheet: STT, unit, division where it has one, the numbered columns."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        form: Form,
        year: int,
        boundaries: Boundaries,
        words: Words,
        given: Given,
        layout: Layout,
    ) -> None:
        self.form, self.year, self.words, self.given, self.layout = form, year, words, given, layout
        self.boundaries = boundaries
        self.sheet = book.add_worksheet(f"Biểu {form.form}")
        self.formats = {name: book.add_format(settings) for name, settings in _FORMATS.items()}
        self.columns = list(_columns(form, layout.peoples))
        self.left = 3 if form.divided else 2
        self.places = {key: self.left + index for index, (key, _, _) in enumerate(self.columns)}

    def write(self) -> None:
        sheet, form, formats = self.sheet, self.form, self.formats
        sheet.write(0, 0, self.layout.heading, formats["plain"])
        sheet.write(1, 0, f"Biểu số {form.form}", formats["bold"])
        sheet.write(2, 0, form.title, formats["bold"])
        sheet.write(3, 0, f"Năm {self.year}", formats["plain"])
        heads = ["STT", "Đơn vị", *(["Phân tổ"] if form.divided else []), *(name for _, name, _ in self.columns)]
        for index, name in enumerate(heads):
            sheet.write(4, index, name, formats["head"])
        labels = [
            "A",
            "B",
            *(["C"] if form.divided else []),
            *(_numbered(key, column) for key, _, column in self.columns),
        ]
        for index, label in enumerate(labels):
            sheet.write_string(5, index, label, formats["head"])
        last = self._rows()
        sheet.write(last + 1, 1, "Người lập biểu", formats["plain"])
        sheet.write(last + 1, self.left + 1, "TM. ỦY BAN NHÂN DÂN", formats["plain"])
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, 30)
        sheet.set_column(self.left, self.left + len(self.columns) - 1, 14)
        sheet.set_row(4, _WIDEST)
        sheet.freeze_panes(_TITLE_ROWS, self.left)
        sheet.repeat_rows(4, 5)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _rows(self) -> int:
        """Write units and total; returns the row below."""
        listed = list(_listed(self.boundaries, communes=self.layout.communes))
        step = len(self.form.divisions)
        first = _TITLE_ROWS + (step if self.layout.total_first else 0)
        total = _TITLE_ROWS if self.layout.total_first else first + step * len(listed)
        rows = {unit.code: first + step * index for index, (_, unit) in enumerate(listed)}
        parts: dict[str, list[int]] = {}
        for _, unit in listed:
            if self.layout.communes and unit.district:
                parts.setdefault(unit.district, []).append(rows[unit.code])
        for number, unit in listed:
            self._unit(rows[unit.code], number, unit.name, unit.code, parts.get(unit.code, []))
        top = [rows[unit.code] for _, unit in listed if not unit.district] or [rows[unit.code] for _, unit in listed]
        self._unit(total, "", self.words.totals[0].capitalize(), "", top)
        return first + step * len(listed) + (0 if self.layout.total_first else step)

    def _unit(self, row: int, number: str, name: str, code: str, parts: Sequence[int]) -> None:
        for offset, division in enumerate(self.form.divisions):
            place = row + offset
            self.sheet.write_string(place, 0, number if offset == 0 else "", self.formats["cell"])
            self.sheet.write_string(place, 1, name, self.formats["bold_cell" if parts else "cell"])
            if self.form.divided:
                self.sheet.write_string(place, 2, self.words.written(division), self.formats["cell"])
            for key, _, column in self.columns:
                self._cell(place, key, column, code, division, [part + offset for part in parts])

    def _cell(
        self, row: int, key: str, column: Column | None, code: str, division: Division, parts: Sequence[int]
    ) -> None:
        kind = column.kind if column else "count"
        place, value = self.places[key], self.given(code, division, key)
        if kind != "rate" and parts:
            # A range where the rows follow one another: a row put in or taken out there is counted still.
            together = list(parts) == list(range(parts[0], parts[-1] + 1))
            ends = (parts[0], parts[-1]) if together else parts
            cells = (":" if together else ",").join(xl_rowcol_to_cell(part, place) for part in ends)
            self.sheet.write_formula(row, place, f"=SUM({cells})", self.formats["sum"], "" if value is None else value)
        elif column and column.formula:
            formula = _formula(column, row, self.places)
            self.sheet.write_formula(row, place, formula, self.formats["rate" if kind == "rate" else "sum"],
                                     "" if value is None else value)  # fmt: skip
        else:
            asked = self.formats["input_rate" if kind == "rate" else "input"]
            if value is None:
                self.sheet.write_blank(row, place, None, asked)
            else:
                self.sheet.write_number(row, place, value, asked)
            self.sheet.data_validation(row, place, row, place, _VALIDATIONS[kind])


_BORDER = {"border": 1, "font_name": "Times New Roman", "font_size": 11}
_FORMATS: Mapping[str, dict] = {
    "plain": {"font_name": "Times New Roman", "font_size": 12},
    "bold": {"font_name": "Times New Roman", "font_size": 13, "bold": True},
    "head": {**_BORDER, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True},
    "cell": _BORDER,
    "bold_cell": {**_BORDER, "bold": True},
    "sum": {**_BORDER, "num_format": "#,##0", "bg_color": "#EEF2F5"},
    "rate": {**_BORDER, "num_format": "0.00", "bg_color": "#EEF2F5"},
    "input": {**_BORDER, "num_format": "#,##0", "locked": False},
    "input_rate": {**_BORDER, "num_format": "0.00", "locked": False},
}
_WRONG = {"error_title": "Số không dùng được", "error_type": "stop"}
_VALIDATIONS: Mapping[str, dict] = {
    "count": {"validate": "integer", "criteria": ">=", "value": 0, "error_message": "Ghi số nguyên từ 0 trở lên.", **_WRONG},
    "signed": {"validate": "integer", "criteria": "between", "minimum": -(10**7), "maximum": 10**7,
               "error_message": "Ghi một số nguyên.", **_WRONG},
    "rate": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100,
             "error_message": "Ghi tỷ lệ từ 0 đến 100.", **_WRONG},
}  # fmt: skip


def _columns(form: Form, peoples: Sequence[str]) -> Iterable[tuple[str, str, Column | None]]:
    """Number, name and column of the form; behind a sum that a form leaves open one for each people."""
    for column in form.columns:
        yield column.key, column.name, column
        if column.open:
            yield from ((f"{column.open}{index}", people, None) for index, people in enumerate(peoples, start=1))


def _numbered(key: str, column: Column | None) -> str:
    """As the row of numbers writes it: ``4=3/1*100``."""
    return f"{key}={column.equals.translate(_BARE)}" if column and column.equals else key


_BARE = str.maketrans("", "", "[] ")


def _formula(column: Column, row: int, places: Mapping[str, int]) -> str:
    """A column's formula over the cells of a row; nothing where it divides by 0."""
    text = column.equals or ""
    for key in sorted(places, key=len, reverse=True):
        text = text.replace(f"[{key}]", xl_rowcol_to_cell(row, places[key]))
    return f'=IFERROR({text},"")' if column.kind == "rate" else f"={text}"


def _listed(boundaries: Boundaries, *, communes: bool) -> Iterable[tuple[str, Unit]]:
    """Running number and unit of every row."""
    if not communes or not boundaries.districts:
        yield from ((str(index), unit) for index, unit in enumerate(boundaries.reported, start=1))
        return
    for index, district in enumerate(boundaries.districts, start=1):
        yield str(index), district
        own = (unit for unit in boundaries.communes if unit.district == district.code)
        yield from ((f"{index}.{place}", unit) for place, unit in enumerate(own, start=1))
