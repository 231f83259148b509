"""Where the table of a sheet is: its form, its year, the columns its header names, the first row below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lib.intake.form import Form, Forms, names, plain
from lib.intake.remarks import At, Level, Remark
from lib.intake.sheet import Cell, Sheet, address
from lib.intake.words import Words

#: No header of a form stands lower.
_DEEPEST = 60
#: Share of a form's columns that a row of numbers must name to be its row of numbers.
_ENOUGH = 0.6
_LABEL = re.compile(r"\(?\s*(\d{1,2}(?:\.\d{1,2}){0,2})\s*\)?\s*(?:=.*)?", re.DOTALL)
_FIGURE = re.compile(r"[-\u2010-\u2015\u2212]|-?[\d.,\u00a0\u202f\u2009 ]*\d\s*%?")
#: A number of an identity card (twelve digits, nine of old) or of a telephone as a text: no count is so long.
_PERSONAL = re.compile(r"0\d{11}|0\d{9}|\d{12}")
_IDENTITY = 10**10
_YEAR = re.compile(r"nam (20\d\d)\b")
_DAY = re.compile(r"(?:ngay \d{1,2} )?thang \d{1,2} nam 20\d\d")


@dataclass(frozen=True)
class Title:
    """What the text above a table says: its form (None where it names none we know), its year, whether preliminary.

    ``number``: the form's number where it stands there (``Biểu số 2``), which may be another than the words say.
    """

    form: Form | None
    year: int | None
    preliminary: bool
    last_row: int
    number: str | None = None


@dataclass(frozen=True)
class Head:
    """The header of a table. ``columns``: number of a form's column -> column of the sheet; ``peoples``: of columns a form
    leaves open, number -> what their header says. ``first``: the first row below.
    """

    columns: Mapping[str, int]
    peoples: Mapping[str, str]
    number: int | None
    unit: int
    division: int | None
    first: int


class HeaderError(ValueError):
    """The table has no header that can be read; ``remark`` says what is missing."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(str(remark))
        self.remark = remark


def text_at(sheet: Sheet, row: int, column: int) -> str:
    """The text of a cell, of a merged area in every cell of it."""
    value = sheet.merged_value(row, column)
    return "" if value is None else str(value).strip()


def row_text(sheet: Sheet, row: int) -> str:
    """The words of a row, in the order of its columns."""
    return " ".join(cell.value for _, cell in sheet.rows.get(row, ()) if isinstance(cell.value, str))


def is_list_of_persons(sheet: Sheet, words: Words) -> bool:
    """Whether a sheet lists persons: by its title, its form's number or the names of its columns."""
    for row, cells in sheet.rows.items():
        for _, cell in cells:
            # A number of an identity card in a cell of its own, whatever stands above it.
            if isinstance(cell.value, int | float) and cell.value >= _IDENTITY:
                return True
            if not isinstance(cell.value, str):
                continue
            if _PERSONAL.fullmatch(cell.value.strip()) or words.of_persons(cell.value):
                return True
            if row <= _DEEPEST and words.form_said(cell.value) in words.person_forms:
                return True
    return False


def title_of(sheet: Sheet, forms: Forms, words: Words, year: int | None) -> Title:
    """Read the text above the table: by form number (``Mẫu số 01``) or by its words, in up to three rows."""
    # Below the names of the columns a year is of what they count ("cuối năm 2024"), not of the review.
    top = named_row(sheet, words, 1) or min(sheet.last_row, _DEEPEST) + 1
    lines = [row_text(sheet, row) for row in range(1, top)]
    # What the sheet was sent with has a title and a year of its own.
    lines = ["" if words.begun(line, "sent") else line for line in lines]
    said_year = _year_of(lines)
    asked = year or said_year
    found: Form | None = None
    last = 0
    # The fewest lines that say it: with those around it a title may say another form.
    for length in (1, 2, 3):
        for start in range(len(lines)):
            window = " ".join(lines[start : start + length])
            fits = forms.by_title(window, asked) if asked else _of_any_year(forms, window)
            if len({form.form for form in fits}) == 1:
                found, last = fits[0], start + length
                break
        if found:
            break
    numbers = [number for line in lines if (number := words.form_said(line))]
    if found is None and numbers:
        known = forms.of_year(asked) if asked else forms.forms
        found = next((form for form in known if form.form == numbers[0]), None)
    return Title(found, said_year, words.said(" ".join(lines), "preliminary"), last, numbers[0] if numbers else None)


def _of_any_year(forms: Forms, text: str) -> tuple[Form, ...]:
    years = sorted({form.first_year for form in forms.forms}, reverse=True)
    return next((fits for year in years if (fits := forms.by_title(text, year))), ())


def _year_of(lines: list[str]) -> int | None:
    """The year a title names; those of dates (*ngày … tháng … năm*) are of letters."""
    for line in lines:
        if match := _YEAR.search(_DAY.sub(" ", plain(line))):
            return int(match[1])
    return None


def head_of(sheet: Sheet, form: Form, words: Words, at: At, below: int) -> Head:
    """Read the header, which stands below the title's last row.

    Raises :class:`HeaderError` where a column is missing or two fit.
    """
    numbered = _row_of_numbers(sheet, form)
    if numbered:
        row, columns = numbered
        paths = _paths(sheet, _top(sheet, words, below) or below + 1, row - 1)
        _agree(form, columns, paths, at, row)
        first = row + 1
    else:
        top, first = _header_rows(sheet, words, at, below)
        paths = _paths(sheet, top, first - 1)
        columns = _by_words(form, paths, at, first - 1)
    peoples = _peoples(sheet, form, columns, range(first - (2 if numbered else 1), below, -1))
    if missing := [column for column in form.columns if column.key not in columns]:
        told = ", ".join(f"{column.key} ({column.name})" for column in missing[:5])
        raise HeaderError(_headless(at, f"không thấy cột {told} của biểu {form.form}.", first - 1))
    left = min(columns.values())
    number, unit, division = _text_columns(sheet, words, paths, first, left)
    opened = {key: place for key, (place, _) in peoples.items()}
    return Head(columns | opened, {key: name for key, (_, name) in peoples.items()}, number, unit, division, first)


def _headless(at: At, message: str, row: int | None) -> Remark:
    remedy = "Dùng biểu trống của chương trình, hoặc giữ nguyên hàng đánh số cột (1, 2, 3 …) của biểu."
    return at.remark(Level.ERROR, "header", message, remedy, row=row or None)


def _label(value: object) -> str | None:
    """The number of a column as its row of numbers writes it: 1, ``4=3/1*100``, ``(5)``, 1.2, ``1.2.1``."""
    if isinstance(value, bool) or value is None:
        return None
    text = f"{value:g}" if isinstance(value, int | float) else str(value).strip()
    match = _LABEL.fullmatch(text)
    return match[1] if match else None


def _row_of_numbers(sheet: Sheet, form: Form) -> tuple[int, dict[str, int]] | None:
    for row in range(1, min(sheet.last_row, _DEEPEST) + 1):
        found: dict[str, int] = {}
        for column in range(1, sheet.last_column + 1):
            label = _label(sheet.value(row, column))
            # "1.0" becomes 1 in a cell of numbers.
            label = (
                label
                if label is None or label in form.by_key
                else f"{label}.0"
                if f"{label}.0" in form.by_key
                else label
            )
            if label in form.by_key and label not in found:
                found[label] = column
        order = [found[column.key] for column in form.columns if column.key in found]
        # Columns in another order need all their numbers: a row of figures may look like some of them.
        whole = len(found) == len(form.columns)
        if len(found) >= max(2, _ENOUGH * len(form.columns)) and (whole or _counts_up(order)):
            return row, found
    return None


def _counts_up(places: list[int]) -> bool:
    return all(first < second for first, second in zip(places, places[1:], strict=False))


def _peoples(sheet: Sheet, form: Form, columns: Mapping[str, int], rows: Iterable[int]) -> dict[str, tuple[int, str]]:
    """Columns a form leaves open: those behind their sum, up to the next column of the form, with what stands above them.

    ``rows``: of the header, from the lowest up.
    """
    found: dict[str, tuple[int, str]] = {}
    for column in form.columns:
        if not column.open or column.key not in columns:
            continue
        start = columns[column.key]
        end = min((place for place in columns.values() if place > start), default=sheet.last_column + 1)
        for index, place in enumerate(range(start + 1, end), start=1):
            name = next((text for row in rows if (text := text_at(sheet, row, place))), "")
            if name:
                found[f"{column.open}{index}"] = (place, name)
    return found


def _paths(sheet: Sheet, top: int, bottom: int) -> dict[int, str]:
    """What the header says of each column, joined downward, each text once."""
    paths = {}
    for column in range(1, sheet.last_column + 1):
        texts = [text for row in range(top, bottom + 1) if (text := text_at(sheet, row, column))]
        # A column headed "%" alone is of rates.
        paths[column] = plain(" ".join(dict.fromkeys(texts)).replace("%", " tỷ lệ "))
    return paths


def _fitting(form: Form, path: str) -> list[str]:
    return [column.key for column in form.columns if any(wording.fits(path) for wording in column.wordings)]


def _agree(form: Form, columns: Mapping[str, int], paths: Mapping[int, str], at: At, row: int) -> None:
    """A column whose header plainly says another column than its number is refused: nobody knows which one is meant."""
    for key, place in columns.items():
        fits = _fitting(form, paths.get(place, ""))
        if len(fits) == 1 and fits[0] != key:
            said, numbered = form.by_key[fits[0]].name, form.by_key[key].name
            message = f"hàng đánh số ghi {key} ({numbered}), tiêu đề cột lại nói “{said}”."
            raise HeaderError(
                at.remark(Level.ERROR, "header", message, "Sửa tiêu đề hoặc số của cột.", row=row, column=place)
            )


def _header_rows(sheet: Sheet, words: Words, at: At, below: int) -> tuple[int, int]:
    """Without a row of numbers: from the row that names the columns of units to the first row with numbers."""
    top = _top(sheet, words, below)
    if top is None:
        raise HeaderError(_headless(at, "không thấy hàng tiêu đề của bảng (STT, Đơn vị …) hay hàng đánh số cột.", None))
    for row in range(top + 1, sheet.last_row + 1):
        if sum(column > 2 and is_figure(cell) for column, cell in sheet.rows.get(row, ())) >= 2:
            return top, row
    raise HeaderError(_headless(at, "dưới tiêu đề không có dòng số nào.", top))


def named_row(sheet: Sheet, words: Words, start: int) -> int | None:
    """The first row that names the column of running numbers or of units."""
    return next(
        (
            row
            for row in range(max(start, 1), min(sheet.last_row, _DEEPEST) + 1)
            for column in range(1, min(sheet.last_column, 4) + 1)
            if words.named(text_at(sheet, row, column), "number_column")
            or words.named(text_at(sheet, row, column), "unit_column")
        ),
        None,
    )


def _top(sheet: Sheet, words: Words, below: int) -> int | None:
    """The first row of the header: the row that names the column of units, or headings of groups right above it."""
    row = named_row(sheet, words, below)
    # A single text above is a line of the title, or says the unit of measure.
    while row and row - 1 > below and len(sheet.rows.get(row - 1, ())) > 1:
        row -= 1
    return row


def is_figure(cell: Cell) -> bool:
    """Whether a cell is of a row of figures: a number however written, or what should have been one."""
    if cell.error or cell.uncounted:
        return True
    if isinstance(cell.value, str):
        return bool(_FIGURE.fullmatch(cell.value.strip()))
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def _by_words(form: Form, paths: Mapping[int, str], at: At, row: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, path in paths.items():
        fits = _fitting(form, path) if path else []
        if len(fits) == 1 and fits[0] in found and form.by_key[fits[0]].open:
            # A people, below the heading of their sum.
            continue
        if len(fits) > 1:
            told = ", ".join(form.by_key[key].name for key in fits)
            message = f"tiêu đề cột {address(row, place).rstrip('0123456789')} có thể là nhiều cột: {told}."
            raise HeaderError(_headless(at, message, row))
        if fits and fits[0] in found:
            message = f"hai cột cùng có tiêu đề “{form.by_key[fits[0]].name}”."
            raise HeaderError(
                at.remark(Level.ERROR, "header", message, "Giữ một cột, xoá cột kia.", row=row, column=place)
            )
        if fits:
            found[fits[0]] = place
    return found


def _text_columns(
    sheet: Sheet, words: Words, paths: Mapping[int, str], first: int, left: int
) -> tuple[int | None, int, int | None]:
    """The columns of running number, unit and division: all stand left of the numbers."""
    before = range(1, left)
    division = next((c for c in before if _divides(sheet, words, c, first)), None)
    number = next((c for c in before if words.named(paths.get(c, ""), "number_column")), None)
    rest = [c for c in before if c not in (division, number)]
    unit = next((c for c in rest if words.said(paths.get(c, ""), "unit_column")), None)
    if unit is None:
        # The column with the most words: names of places.
        unit = max(rest or [1], key=lambda c: (sum(isinstance(sheet.value(r, c), str) and len(str(sheet.value(r, c))) > 2
                                                 for r in range(first, sheet.last_row + 1)), -c))  # fmt: skip
    return number, unit, division


def _divides(sheet: Sheet, words: Words, column: int, first: int) -> bool:
    said = [
        words.division(str(sheet.value(row, column)))
        for row in range(first, sheet.last_row + 1)
        if sheet.value(row, column)
    ]
    return len([one for one in said if one]) >= 2 and {one for one in said if one} != set()


def wrong_form(title: Title, forms: Forms, year: int) -> str:
    """What to say of a sheet whose title names no form of the year."""
    return f"tiêu đề không phải của biểu nào đã biết của năm {year} ({names(forms.of_year(year))})."
