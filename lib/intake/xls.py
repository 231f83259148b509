"""Workbooks of older programs (.xls, BIFF), read through xlrd. They keep a result for every formula."""

from __future__ import annotations

import os
import struct

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.book import Book
from xlrd.sheet import Sheet as OldSheet

from lib.base.findings import DataError, Finding
from lib.intake.opening_bounds import MOST_SHEETS, SAVE_AGAIN, Bounds, broken, refusal
from lib.intake.opening_cells import day_of
from lib.intake.opening_styles import is_day
from lib.intake.opening_texts import Cells, Runs, Texts, cleaned, too_many_merged, without_covered
from lib.intake.sheet import Cell, Sheet

_EOF, _LINKED = 0x000A, 0x01AE
_ALL_COLUMNS = 256


def read_xls(name: str, content: bytes, bounds: Bounds) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """The sheets of a workbook in their order, and what a person should know of it.

    Raises :class:`lib.base.findings.DataError`; ``xlrd.XLRDError`` and whatever xlrd raises on strange bytes.
    """
    # xlrd prints what it wonders about.
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, on_demand=True, ragged_rows=True, logfile=nowhere
        )
        try:
            return _read(name, book, content, bounds)
        finally:
            book.release_resources()


def _read(name: str, book: Book, content: bytes, bounds: Bounds) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    if book.nsheets > MOST_SHEETS:
        raise refusal(name, f"sổ có hơn {MOST_SHEETS} trang tính.", "Chỉ giữ các trang tính của biểu mẫu.")
    linked = _linked(book)
    if len(set(book._sh_abs_posn)) < book.nsheets:
        # Sheets that share their bytes cost their reading once each.
        raise broken(name)
    texts = Texts(name, bounds)
    sheets = []
    for index in range(book.nsheets):
        sheets.append(_sheet(name, book, book.sheet_by_index(index), texts, bounds))
        book.unload_sheet(index)
    if not sheets:
        raise refusal(name, "sổ không có trang tính nào.", SAVE_AGAIN)
    told = texts.settle()
    if linked:
        named = ", ".join(linked[:10]) + (" …" if len(linked) > 10 else "")
        told.append(f"Sổ có liên kết tới tệp khác ({named}): dùng giá trị đã lưu trong sổ, không mở các tệp ấy.")
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        told.append("Sổ có macro: macro không được chạy, chỉ đọc các ô.")
    return tuple(sheets), tuple(told)


def _sheet(name: str, book: Book, old: OldSheet, texts: Texts, bounds: Bounds) -> Sheet:
    title = cleaned(old.name)
    cells: Cells = {}
    for row in range(old.nrows):
        for column, kind in enumerate(old.row_types(row)):
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                bounds.cell(name, title)
                _keep(book, old, texts, title, cells, (row, column))
    merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in old.merged_cells]
    if too_many_merged(cells, merged):
        message = "trang tính có quá nhiều ô gộp."
        raise DataError([Finding(name, message, sheet=title, remedy=SAVE_AGAIN)])
    without_covered(cells, merged)
    sheet = Sheet(title, cells, tuple(merged), old.visibility != 0)
    rows = frozenset(r + 1 for r, info in old.rowinfo_map.items() if info.hidden and r < sheet.last_row)
    columns = frozenset(
        c + 1 for c, info in old.colinfo_map.items() if (info.hidden or info.width == 0) and c < sheet.last_column
    )
    return Sheet(title, cells, tuple(merged), sheet.hidden, rows, columns)


def _keep(book: Book, old: OldSheet, texts: Texts, title: str, cells: Cells, at: tuple[int, int]) -> None:
    row, column = at
    place = (row + 1, column + 1)
    value = old.cell_value(row, column)
    kind = old.cell_type(row, column)
    style = book.xf_list[old.cell_xf_index(row, column)]
    format_ = book.format_map.get(style.format_key)
    shown = cleaned(format_.format_str) if format_ and format_.format_str else "General"
    if kind == xlrd.XL_CELL_TEXT:
        texts.put(title, cells, place, _runs(book, old, at, str(value), style.font_index), shown)
    elif kind == xlrd.XL_CELL_ERROR:
        cells[place] = Cell(None, shown, error=error_text_from_code.get(value, "#LỖI"))
    elif kind == xlrd.XL_CELL_BOOLEAN:
        cells[place] = Cell(bool(value), shown)
    else:
        number = float(value)
        plain = int(number) if number.is_integer() and abs(number) < 1e15 else number
        if number - number != 0:
            cells[place] = Cell(None, shown, error="#NUM!")
        elif is_day(shown):
            cells[place] = Cell(day_of(number, bool(book.datemode)) or plain, shown)
        else:
            cells[place] = Cell(plain, shown)


def _runs(book: Book, old: OldSheet, at: tuple[int, int], text: str, font: int) -> Runs:
    """A text in pieces, each with its font's name."""
    starts = [(0, font), *old.rich_text_runlist_map.get(at, ())]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return tuple(
        (book.font_list[index].name if index < len(book.font_list) else "", text[start:end])
        for (start, index), end in zip(starts, ends, strict=True)
        if start < end
    )


def _linked(book: Book) -> list[str]:
    """Names of the files that formulas of the workbook lead to, from the records of its first part."""
    files: dict[str, None] = {}
    memory, position = book.mem, book.base
    while position + 4 <= len(memory):
        record, length = struct.unpack_from("<HH", memory, position)
        body = bytes(memory[position + 4 : position + 4 + length])
        if record == _EOF:
            break
        # Longer than a mark of the workbook itself: number of sheets, letters, one byte of how they are written, letters.
        if record == _LINKED and len(body) > 5:
            count, wide = struct.unpack_from("<HB", body, 2)
            path = (
                body[5 : 5 + count * 2].decode("utf-16-le", "replace")
                if wide & 1
                else body[5 : 5 + count].decode("latin-1")
            )
            # Steps of the path are parted by control signs; a server of old links is no file.
            steps = [
                step
                for step in "".join(s if s.isprintable() else "/" for s in path).replace("\\", "/").split("/")
                if step
            ]
            if steps and "." in steps[-1]:
                files[cleaned(steps[-1])[:100]] = None
        position += 4 + length
    return list(files)
