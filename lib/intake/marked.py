"""A workbook given back with what is wrong in it: faulty cells coloured and commented, everything said on a sheet of its own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from lib.base.findings import DataError, Finding
from lib.intake.remarks import Level, Remark

_FILLS = {Level.ERROR: PatternFill("solid", fgColor="F8C9C0"), Level.WARNING: PatternFill("solid", fgColor="FCE8B2")}
_WORDS = {Level.ERROR: "Lỗi", Level.WARNING: "Cần người xem", Level.NOTICE: "Đã làm"}
_AUTHOR, _SHEET = "Kiểm tra biểu", "Kiểm tra"
#: Excel's own limit of a name is 31 letters; a comment's box is made large enough for a sentence.
_WIDTH, _HEIGHT = 320, 120


def marked(name: str, content: bytes, remarks: Iterable[Remark]) -> bytes:
    """The workbook ``content`` (.xlsx or .xlsm) with the remarks about ``name`` in it.

    Raises :class:`lib.base.findings.DataError` for a file that cannot be written back.
    """
    own = [remark for remark in remarks if remark.finding.file == name]
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), keep_vba=name.lower().endswith(".xlsm"))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, ParseError) as error:
        remedy = "Lưu tệp dạng .xlsx bằng Excel rồi làm lại; các lỗi đã được kể ở trên."
        raise DataError([Finding(name, "chỉ đánh dấu được vào tệp .xlsx.", remedy=remedy)]) from error
    for remark in own:
        if remark.finding.cell and remark.finding.sheet in book.sheetnames and remark.level in _FILLS:
            _mark(book[remark.finding.sheet][remark.finding.cell], remark)
    _list(book, own)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _mark(cell: object, remark: Remark) -> None:
    """Colour a cell and comment it; several remarks of one cell share its comment."""
    told = f"{_WORDS[remark.level]}: {remark.finding.message} {remark.finding.remedy}".strip()
    # Inside a merged area only its first cell can be written to.
    if not hasattr(cell, "comment") or type(cell).__name__ == "MergedCell":
        return
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + told, _AUTHOR, width=_WIDTH, height=_HEIGHT)
    if not (remark.level is Level.WARNING and before):
        cell.fill = _FILLS[remark.level]  # type: ignore[attr-defined]


def _list(book: openpyxl.Workbook, remarks: list[Remark]) -> None:
    sheet = book.create_sheet(_free(book), 0)
    rows = [("Mức", "Trang tính", "Ô", "Điều cần biết", "Cần làm")]
    rows += [
        (_WORDS[r.level], r.finding.sheet or "", r.finding.cell or (f"dòng {r.finding.row}" if r.finding.row else ""),
         r.finding.message, r.finding.remedy)
        for r in remarks
    ]  # fmt: skip
    for at, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(at, place, text)
            # A text that begins like a formula is none.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(name="Times New Roman", bold=at == 1)
    for letter, width in zip("ABCDE", (16, 20, 10, 70, 50), strict=True):
        sheet.column_dimensions[letter].width = width


def _free(book: openpyxl.Workbook) -> str:
    return next(name for n in range(1, 100) if (name := _SHEET if n == 1 else f"{_SHEET} {n}") not in book.sheetnames)
