"""The rows of a table: which unit, division or total each is of; the table ends at the signature, not at the first blank row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from lib.intake.form import Division, Form, plain
from lib.intake.header import Head, is_figure, row_text, text_at
from lib.intake.remarks import At, Level, Remark
from lib.intake.sheet import Sheet
from lib.intake.words import Words

#: A running number in front of a name; Roman ones only before a kind of district ("X. Châu Tiến" is a commune).
_NUMBERED = re.compile(
    r"^(?:\d+(?:\.\d+)*[.)]?\s+|\d+(?:\.\d+)*[.)]\s*|[IVX]+[.)]?\s+(?=(?:huyện|thành phố|thị xã|tp|tx|h\.|t\.)))(?=\D)",
    re.IGNORECASE,
)


class RowKind(Enum):
    """What a row is of: a unit, the whole, or a part of it by kind of area (*thành thị*, *nông thôn*)."""

    UNIT = "unit"
    TOTAL = "total"
    AREA = "area"


@dataclass(frozen=True)
class Row:
    """A row with figures. ``name``: of its unit as written; ``number``: its running number as written."""

    row: int
    kind: RowKind
    name: str
    number: str
    division: Division


def rows_of(sheet: Sheet, head: Head, form: Form, words: Words, at: At) -> tuple[list[Row], list[Remark]]:
    """Every row of the table in its order, and what is wrong with some."""
    found: list[Row] = []
    remarks: list[Remark] = []
    for row in range(head.first, sheet.last_row + 1):
        if _ends(sheet, words, row):
            remarks += _below(sheet, head, row, at)
            break
        filled = _filled(sheet, head, row)
        name, number = _name(sheet, head, row), text_at(sheet, row, head.number) if head.number else ""
        division = _division(sheet, head, form, words, row)
        if not filled:
            # A heading of its own ("Khu vực miền núi") or a unit without any figure: the latter is told as missing.
            continue
        if words.begun(name, "notes"):
            continue
        if division is None:
            message = f"không rõ dòng này là {_names(words)}."
            remedy = f"Ghi {_names(words)} ở cột phân tổ."
            remarks.append(at.remark(Level.ERROR, "division", message, remedy, row=row, column=head.division))
            continue
        if not name and found and form.divided and division not in _divisions_of(found, found[-1].name):
            name = found[-1].name
        if not name:
            message = "dòng có số mà không có tên đơn vị."
            remarks.append(at.remark(Level.ERROR, "unit", message, "Ghi tên đơn vị, hoặc xoá dòng.", row=row))
            continue
        found.append(Row(row, _kind(name, words), name, number, division))
    return found, remarks


def _below(sheet: Sheet, head: Head, end: int, at: At) -> Iterator[Remark]:
    """Figures below the signature, as of a second table: not read, and never without a word."""
    below = [row for row in sheet.rows if row > end and sum(
        c in head.columns.values() and is_figure(cell) for c, cell in sheet.rows[row]) >= 2]  # fmt: skip
    if below:
        message = f"dưới dòng ký còn {len(below)} dòng có số: không đọc."
        remedy = "Đưa các dòng đó lên trên dòng ký, hoặc sang trang tính riêng."
        yield at.remark(Level.WARNING, "below", message, remedy, row=below[0], column=head.unit)


def _filled(sheet: Sheet, head: Head, row: int) -> bool:
    cells = (sheet.cells.get((row, column)) for column in head.columns.values())
    return any(cell and (cell.error or cell.uncounted or cell.value not in (None, "")) for cell in cells)


def _ends(sheet: Sheet, words: Words, row: int) -> bool:
    cells = [cell for _, cell in sheet.rows.get(row, ())]
    if any(isinstance(cell.value, int | float) for cell in cells):
        return False
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    return any(words.begun(text, "ends") or words.said(_without_digits(text), "dated") for text in texts)


def _without_digits(text: str) -> str:
    return " ".join(part for part in plain(text).split() if not part.isdigit())


def _name(sheet: Sheet, head: Head, row: int) -> str:
    name = text_at(sheet, row, head.unit)
    if name and not name.replace(".", "").isdigit():
        return _NUMBERED.sub("", " ".join(name.split()))
    # "Tổng cộng" mostly stands in the column of running numbers, merged or not.
    left = next(
        (
            text
            for column in range(1, head.unit)
            if (text := text_at(sheet, row, column)) and not re.search(r"\d", text)
        ),
        "",
    )
    return left if len(left) > 3 else ""


def _division(sheet: Sheet, head: Head, form: Form, words: Words, row: int) -> Division | None:
    if not form.divided:
        return Division.ALL
    # A form without the column counts households.
    return words.division(text_at(sheet, row, head.division)) if head.division else Division.HOUSEHOLDS


def _divisions_of(rows: list[Row], name: str) -> set[Division]:
    same: set[Division] = set()
    for row in reversed(rows):
        if row.name != name:
            break
        same.add(row.division)
    return same


def _kind(name: str, words: Words) -> RowKind:
    if words.named(name, "totals"):
        return RowKind.TOTAL
    return RowKind.AREA if words.named(_without_numbering(name), "areas") else RowKind.UNIT


def _without_numbering(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.strip(".)").upper() in ("I", "II", "III", "1", "2", "3") and rest else name


def _names(words: Words) -> str:
    return " hay ".join(written[0] for written in words.divisions.values())


def head_lines(sheet: Sheet, head: Head) -> Iterator[str]:
    """The texts above the table, a line a row."""
    return (text for row in range(1, head.first) if (text := row_text(sheet, row)))
