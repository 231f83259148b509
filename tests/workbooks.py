"""Workbooks for the tests of what is handed in: written by several programs, changed part by part, or by hand."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import openpyxl
import xlsxwriter
import xlwt

Rows = Sequence[Sequence[Any]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def saved(book: openpyxl.Workbook | xlwt.Workbook) -> bytes:
    """The bytes of a workbook of openpyxl or xlwt."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def book(sheets: Mapping[str, Rows], change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """An .xlsx of openpyxl: its formulas have no cached values. ``change``: what is done to it before it is saved."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    if change:
        change(made)
    return saved(made)


def counted_book(sheets: Mapping[str, Rows]) -> bytes:
    """An .xlsx of xlsxwriter; a pair of a formula and its value is a formula with that cached value."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as made:
        for title, rows in sheets.items():
            sheet = made.add_worksheet(title)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, tuple):
                        sheet.write_formula(r, c, value[0], None, value[1])
                    elif value is not None:
                        sheet.write(r, c, value)
    return content.getvalue()


def old_book(sheets: Mapping[str, Rows], change: Callable[[xlwt.Workbook], None] | None = None) -> bytes:
    """An .xls of xlwt."""
    made = xlwt.Workbook(encoding="utf-8")
    for title, rows in sheets.items():
        sheet = made.add_sheet(title)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value)
    if change:
        change(made)
    return saved(made)


def zipped(files: Mapping[str, bytes | str] | Iterable[tuple[str, bytes | str]]) -> bytes:
    """A zip of these parts, in their order."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in files.items() if isinstance(files, Mapping) else files:
            made.writestr(name, part)
    return content.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return {name: made.read(name) for name in made.namelist()}


def replaced(content: bytes, part: str, old: str, new: str) -> bytes:
    """A zip with a text of one part replaced; the text must stand there."""
    files = parts(content)
    text = files[part].decode()
    assert old in text, text[:2000]
    return zipped({**files, part: text.replace(old, new).encode()})


def written(
    cells: str,
    *,
    after: str = "",
    before: str = "",
    shared: str = "",
    styles: str = "",
    book: str = "",
    more: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """An .xlsx written by hand. ``cells``: what stands in sheetData; ``before``, ``after``: what stands beside it;
    ``shared``, ``styles``: inside of sst and styleSheet; ``book``: in the workbook before its sheets; ``more``: other parts.
    """
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    kinds = {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(kinds.items(), start=1)
    )
    return zipped(
        {
            "[Content_Types].xml": f'{head}<Types xmlns="{_PACKAGE}/content-types"/>',
            "_rels/.rels": f'{head}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{head}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}">{book}<sheets>'
            '<sheet name="Biểu 1" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
            "</Relationships>",
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{_MAIN}">{before}<sheetData>{cells}</sheetData>{after}'
            "</worksheet>",
            "xl/sharedStrings.xml": f'{head}<sst xmlns="{_MAIN}">{shared}</sst>',
            "xl/styles.xml": f'{head}<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
            **(more or {}),
        }
    )


def text_cell(place: str, text: str, style: int = 0) -> str:
    """A cell with a text of its own, for :func:`written`."""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def fonts(*names: str) -> str:
    """Styles for :func:`written`: style n has the n-th font."""
    declared = "".join(f'<font><sz val="11"/><name val="{name}"/></font>' for name in names)
    used = "".join(f'<xf numFmtId="0" fontId="{n}"/>' for n in range(len(names)))
    return f"<fonts>{declared}</fonts><cellXfs>{used}</cellXfs>"


def compound(*streams: str) -> bytes:
    """The beginning of a compound file (OLE2) whose directory names these streams; they hold nothing."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 2, 2, 1) for name in ("Root Entry", *streams)
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entries.ljust(1024, b"\0")
