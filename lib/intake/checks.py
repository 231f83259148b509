"""What must hold within a form: every number readable, formulas and rules of each row, parts that add up to the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lib.intake import numbers
from lib.intake.expression import CLOSE, Lookup
from lib.intake.form import Column, Division, Form
from lib.intake.header import Head
from lib.intake.numbers import Reading
from lib.intake.places import Placed, Places
from lib.intake.remarks import At, Level, Remark
from lib.intake.rows import RowKind
from lib.intake.sheet import Sheet, address
from lib.intake.submission import WHOLE, Key, Number, Submission

#: Blank cells named one by one in a remark.
_TOLD = 5


def read_numbers(
    sheet: Sheet, form: Form, head: Head, places: Places, at: At
) -> tuple[dict[Key, Number], list[Remark]]:
    """Every number of the rows of units and of the whole; what cannot be read, what is blank, what was done to read it."""
    found: dict[Key, Number] = {}
    remarks: list[Remark] = []
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    blank: dict[str, list[tuple[int, int]]] = defaultdict(list)
    readings: dict[tuple[Placed, str], Reading] = {}
    for one in places.placed:
        if one.row.kind is RowKind.AREA:
            continue
        for key, place in head.columns.items():
            column = form.by_key.get(key)
            cell = sheet.cells.get((one.row.row, place))
            reading = numbers.rate(cell) if column and column.kind == "rate" else numbers.count(
                cell, signed=bool(column and column.kind == "signed"))  # fmt: skip
            if reading.divided and _nothing_counted(sheet, form, head, one.row.row, column):
                told[(key, f"{cell.error if cell else ''} trên số 0 đọc là trống")].append(address(one.row.row, place))
                continue
            if reading.wrong:
                remarks.append(at.remark(Level.ERROR, "number", f"{reading.wrong}.", reading.remedy,
                                         row=one.row.row, column=place))  # fmt: skip
                continue
            readings[(one, key)] = reading
            if reading.value is None:
                blank[key].append((one.row.row, place))
                continue
            if reading.told:
                told[(key, reading.told)].append(address(one.row.row, place))
            unit = one.unit.code if one.unit else WHOLE
            found[(unit, one.row.division, key)] = Number(reading.value, one.row.row, place, reading.tolerance)
    remarks += _fractions(form, head, readings, found, at)
    remarks += _small(form, readings, head, at)
    remarks += _points(form, readings, found, head, at)
    for (key, what), read in told.items():
        message = f"cột {key}: {what} ({_some(read)})."
        remarks.append(at.remark(Level.NOTICE, "read", message))
    for key, cells in blank.items():
        # Rates are worked out again; a column that nobody filled is told once.
        if (column := form.by_key.get(key)) is None or column.counted or column.formula is None:
            message = f"cột {key} để trống ở {_some([address(*one) for one in cells])}: trống không phải là 0."
            row, place = cells[0]
            remarks.append(
                at.remark(Level.WARNING, "blank", message, "Ghi 0 nếu thật là không có.", row=row, column=place)
            )
    return found, remarks


def _nothing_counted(sheet: Sheet, form: Form, head: Head, row: int, column: Column | None) -> bool:
    """Whether a rate of a row is over 0: the last cell of its formula is, or without one all counts of the row are."""
    if column is None or column.kind != "rate":
        return False
    keys = column.formula.cells[-1:] if column.formula else [one.key for one in form.columns if one.counted]
    return all(numbers.count(sheet.cells.get((row, head.columns[key]))).value == 0 for key in keys)


def _some(cells: list[str]) -> str:
    return ", ".join(cells[:_TOLD]) + (f" và {len(cells) - _TOLD} ô khác" if len(cells) > _TOLD else "")


def _computed(column: Column, unit: str, division: Division, found: Mapping[Key, Number]) -> float | None:
    def lookup(cell: str) -> float | None:
        number = found.get((unit, division, cell))
        return number.value if number else None

    return column.formula.value(lookup) if column.formula else None


def _fractions(
    form: Form, head: Head, readings: Mapping[tuple[Placed, str], Reading], found: dict[Key, Number], at: At
) -> list[Remark]:
    """Columns of rates written as fractions of 1: as percent where every one of them then is what its formula gives."""
    remarks = []
    for column in form.columns:
        cases = [(one, reading) for (one, key), reading in readings.items() if key == column.key and reading.value]
        if column.kind != "rate" or not cases or not all(reading.fraction for _, reading in cases):
            continue
        pairs = [(reading.value or 0.0, _computed(column, one.unit.code if one.unit else WHOLE, one.row.division, found),
                  reading) for one, reading in cases]  # fmt: skip
        if any(computed is None for _, computed, _ in pairs):
            continue
        as_percent = all(
            abs(value * 100 - (computed or 0)) <= max(0.5 * 10 ** (2 - reading.digits), 0.005)
            for value, computed, reading in pairs
        )
        as_shown = all(abs(value - (computed or 0)) <= reading.tolerance for value, computed, reading in pairs)
        if as_percent and not as_shown:
            for one, _ in cases:
                key = (one.unit.code if one.unit else WHOLE, one.row.division, column.key)
                old = found[key]
                found[key] = Number(old.value * 100, old.row, old.column, 0.05)
            message = f"cột {column.key}: tỷ lệ ghi dạng phân số của 1, đọc là phần trăm."
            remarks.append(at.remark(Level.NOTICE, "read", message, row=None, column=head.columns[column.key]))
    return remarks


def _small(form: Form, readings: Mapping[tuple[Placed, str], Reading], head: Head, at: At) -> Iterator[Remark]:
    """Rates that no formula confirms and that all are at most 1 look like fractions: a person has to say."""
    shares = {column.key for column in form.columns if column.kind == "rate" and column.formula is None}
    cases = [reading for (_, key), reading in readings.items() if key in shares and reading.value]
    if cases and all(reading.fraction for reading in cases):
        place = head.columns[min(shares, key=lambda key: head.columns[key])]
        message = "mọi tỷ lệ của biểu đều không quá 1: có thể là phân số của 1, không phải phần trăm."
        yield at.remark(Level.WARNING, "fraction", message, "Ghi theo phần trăm (35,2), hoặc định dạng ô là %.",
                        row=head.first, column=place)  # fmt: skip


def _points(
    form: Form, readings: Mapping[tuple[Placed, str], Reading], found: Mapping[Key, Number], head: Head, at: At
) -> Iterator[Remark]:
    """A text with a point ("5.19") is a rate only where its formula gives the same."""
    for (one, key), reading in readings.items():
        column = form.by_key.get(key)
        if not reading.point or column is None:
            continue
        computed = _computed(column, one.unit.code if one.unit else WHOLE, one.row.division, found)
        if computed is None or abs(computed - (reading.value or 0)) > reading.tolerance:
            message = "chữ có dấu chấm, không rõ là dấu thập phân hay dấu phân nghìn."
            yield at.remark(Level.ERROR, "number", message, "Ghi dạng số, hoặc dùng dấu phẩy thập phân.",
                            row=one.row.row, column=head.columns[key])  # fmt: skip


def within(submission: Submission, at: At) -> Iterator[Remark]:
    """Formulas and rules of every row."""
    form = submission.form
    for unit, division in submission.rows():

        def lookup(cell: str, unit: str = unit, division: Division = division) -> float | None:
            return submission.value(unit, cell, division)

        for column in form.columns:
            number = submission.numbers.get((unit, division, column.key))
            if column.formula is None or number is None:
                continue
            computed = column.formula.value(lookup)
            if computed is None and column.kind == "rate" and _on_nothing(column, lookup):
                # Nothing of nothing is 0 or stays blank.
                computed = 0.0
            allowed = number.tolerance + CLOSE if column.kind == "rate" else CLOSE
            if computed is not None and abs(computed - number.value) > allowed:
                message = (f"cột {column.key} ghi {_said(number.value)}, công thức {_read(column.equals)} cho "
                           f"{_said(computed, 4 if column.kind == 'rate' else 0)}.")  # fmt: skip
                yield at.remark(Level.ERROR, f"f{form.form}.column_{column.key}", message, "Sửa số sai trong dòng này.",
                                row=number.row, column=number.column)  # fmt: skip
        for rule in form.rules:
            if rule.formula.holds(lookup) is False:
                left, right = rule.formula.sides(lookup)
                sides = "" if left is None or right is None else f" ({_said(left)} và {_said(right)})"
                level = Level.ERROR if rule.level == "error" else Level.WARNING
                message = f"{rule.says}: {_read(rule.holds)}{sides}."
                # Told at the first cell of the rule: what it says of.
                number = next(n for c in rule.formula.cells if (n := submission.numbers.get((unit, division, c))))
                yield at.remark(level, rule.code, message, "Kiểm tra các ô của dòng này.",
                                row=number.row, column=number.column)  # fmt: skip


def duplicates(places: Places, at: At, column: int) -> Iterator[Remark]:
    """A unit that stands twice, and a second total."""
    seen: dict[tuple[str, Division], int] = {}
    for one in places.placed:
        if one.row.kind is RowKind.AREA:
            continue
        key = (one.unit.code if one.unit else WHOLE, one.row.division)
        if key in seen:
            message = f"“{one.row.name}” đã có ở dòng {seen[key]}."
            yield at.remark(Level.ERROR, "twice", message, "Xoá một trong hai dòng.", row=one.row.row, column=column)
        seen.setdefault(key, one.row.row)


def sums(submission: Submission, at: At) -> Iterator[Remark]:
    """Counts of districts are the sums of their communes, the printed total is the sum of all.

    With units missing a difference is a warning: they may hold it.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    for unit in submission.units:
        parts[unit.district].append(unit.code)
    listed = {unit.code for unit in submission.units}
    incomplete = {unit.district for unit in submission.missing}
    whole = any(not unit.district for unit in submission.missing)
    for district, communes in parts.items():
        if district and district in listed:
            yield from _sum(submission, district, communes, at, short=district in incomplete)
    top = [unit.code for unit in submission.units if not unit.district] or [unit.code for unit in submission.units]
    yield from _sum(submission, WHOLE, top, at, short=whole)


def _sum(submission: Submission, unit: str, parts: Iterable[str], at: At, *, short: bool) -> Iterator[Remark]:
    parts = list(parts)
    for division in submission.form.divisions:
        for key, number in _counted(submission, unit, division):
            found = [submission.numbers.get((part, division, key)) for part in parts]
            if not any(found):
                continue
            # A number that is not there may be the difference: that it is not there is told at its cell.
            open_ = short or None in found
            total = sum(part.value for part in found if part)
            if abs(total - number.value) <= CLOSE:
                continue
            message = (f"cột {key} ghi {_said(number.value)}, cộng các đơn vị được {_said(total)} "
                       f"(chênh {_said(number.value - total)}).")  # fmt: skip
            level = Level.WARNING if open_ and number.value > total else Level.ERROR
            remedy = (
                "Còn thiếu đơn vị hoặc ô: kiểm tra phần chênh."
                if level is Level.WARNING
                else "Sửa dòng cộng, hoặc số của đơn vị."
            )
            yield at.remark(level, "sum", message, remedy, row=number.row, column=number.column)


def _on_nothing(column: Column, lookup: Lookup) -> bool:
    """Whether a rate has all it needs and divides by 0."""
    return column.formula is not None and all(lookup(cell) is not None for cell in column.formula.cells)


def _counted(submission: Submission, unit: str, division: Division) -> Iterator[tuple[str, Number]]:
    for (of, part, key), number in submission.numbers.items():
        column = submission.form.by_key.get(key)
        if (of, part) == (unit, division) and (column is None or column.counted):
            yield key, number


def _read(formula: str | None) -> str:
    return (formula or "").replace("[", "").replace("]", "").replace("==", "=").replace("<=", "≤").replace(">=", "≥")


def _said(value: float, digits: int = 2) -> str:
    text = f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.rstrip("0").rstrip(",") if "," in text else text
