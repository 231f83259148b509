"""What is handed in is opened by its bytes, whatever its name; everything else is refused in words, before it costs anything."""

from __future__ import annotations

import datetime
import hashlib
import random
import struct
import unicodedata

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.base.findings import DataError
from lib.intake import opening_bounds
from lib.intake.opening import opened
from lib.intake.opening_bounds import Bounds
from lib.intake.sheet import Cell, Sheet
from tests.workbooks import (
    book,
    compound,
    counted_book,
    fonts,
    old_book,
    parts,
    replaced,
    text_cell,
    written,
    zipped,
)

ROWS = [["STT", "Đơn vị", "Hộ nghèo"], [1, "Xã Châu Tiến", 12], [2, "Phường Vinh Lộc", 5.19]]
XLSX, XLS, COUNTED = book({"Biểu 1": ROWS}), old_book({"Biểu 1": ROWS}), counted_book({"Biểu 1": ROWS})


def sheet_of(content: bytes, name: str = "tep.xlsx") -> Sheet:
    (workbook,) = opened(name, content)
    return workbook.sheets[0]


def refused(content: bytes, name: str = "tep.xlsx") -> str:
    with pytest.raises(DataError) as told:
        opened(name, content)
    for finding in told.value.findings:
        assert finding.file.startswith(name)
        assert finding.remedy
        assert finding.message.endswith((".", "…"))
    return str(told.value)


def values(sheet: Sheet) -> list[list[object]]:
    return [[sheet.value(r, c) for c in range(1, sheet.last_column + 1)] for r in range(1, sheet.last_row + 1)]


@pytest.mark.parametrize("name", ["bieu.xlsx", "bieu.xls", "bieu.zip", "bieu", "biểu 1.XLSM"])
@pytest.mark.parametrize("content", [XLSX, XLS, COUNTED], ids=["xlsx", "xls", "counted"])
def test_a_workbook_is_known_by_its_bytes(content, name):
    (workbook,) = opened(name, content)
    assert (workbook.name, workbook.digest, workbook.told) == (name, hashlib.sha256(content).hexdigest(), ())
    assert [sheet.name for sheet in workbook.sheets] == ["Biểu 1"]
    assert values(workbook.sheets[0]) == ROWS
    assert type(workbook.sheets[0].value(2, 3)) is int


# Several in a zip


def test_a_zip_holds_several_workbooks():
    files = {
        "xa/b.xlsx": XLSX, "xa/a.xls": XLS, "__MACOSX/xa/._b.xlsx": b"\0", ".DS_Store": b"x", "xa/~$b.xlsx": b"x",
        "Thumbs.db": b"x", "xa/": b"",
    }  # fmt: skip
    assert [w.name for w in opened("bo.zip", zipped(files))] == ["bo.zip/xa/a.xls", "bo.zip/xa/b.xlsx"]


def test_names_of_a_zip_are_those_a_person_knows():
    for name, page in (("huyện.xlsx", "utf-8"), ("huyÖn.xlsx", "cp437")):
        info = zipped({"q.xlsx": XLSX})
        raw = name.encode(page)
        length = len(raw).to_bytes(2, "little")
        at = info.rindex(b"PK\x01\x02")
        end = info.rindex(b"PK\x05\x06")
        local_ = info[:26] + length + info[28:30] + raw + info[36:at]
        central = info[at : at + 28] + length + info[at + 30 : at + 46] + raw + info[at + 52 : end]
        tail = info[end : end + 12] + len(central).to_bytes(4, "little") + len(local_).to_bytes(4, "little") + b"\0\0"
        (workbook,) = opened("bo.zip", local_ + central + tail)
        if page == "utf-8":
            assert workbook.name == "bo.zip/huyện.xlsx"


def test_all_that_is_wrong_in_a_zip_is_told():
    told = refused(
        zipped({"a.xlsx": XLSX, "b.pdf": b"%PDF-1.7", "c.xls": b"<html>", "d.zip": zipped({"e.xlsx": XLSX})}), "bo.zip"
    )
    assert all(text in told for text in ("bo.zip/b.pdf", "PDF", "bo.zip/c.xls", "HTML", "bo.zip/d.zip", "lồng nhau"))
    assert "a.xlsx" not in told


@pytest.mark.parametrize("files", [{}, {"__MACOSX/a.xlsx": XLSX}, {".a.xlsx": XLSX, "b/": b""}])
def test_a_zip_without_a_workbook(files):
    assert "không có sổ nào" in refused(zipped(files), "bo.zip")


# What is not taken


@pytest.mark.parametrize("name", ["bieu.xls", "bieu.xlsx", "bieu.dat"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "rỗng"), (b"\r\n \t", "rỗng"), (bytes(5000), "rỗng"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "HTML"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html PUBLIC '-//W3C'><html>", "HTML"),
        ("<html xmlns:x='urn:schemas-microsoft-com:office:excel'>".encode("utf-16"), "HTML"),
        (b"<TABLE border=1>", "HTML"), (b"<meta charset=utf-8><div>", "HTML"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "MHT"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML 2003"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML 2003"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        ("STT\tĐơn vị\n1\tXã A\n".encode(), "Tab"), ("STT\tĐơn vị\n1\tXã A\n".encode("utf-16"), "Tab"),
        ("STT\tTổng số hộ nghèo của huyện\n".encode("cp1258", "replace"), "Tab"),
        ("STT,Đơn vị\n1,Xã A\n".encode(), "CSV"), ("STT;Đơn vị\n1;Xã A\n".encode("utf-8-sig"), "CSV"),
        (b"xin chao", "chữ thường"), (b"%PDF-1.4\n\x00\xff", "PDF"), (b"\x89PNG\r\n\x1a\n", "ảnh"), (b"\xff\xd8\xff\xe0", "ảnh"),
        (b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b\x08", "gzip"), (b"{\\rtf1", "RTF"),
        (bytes(range(256)) * 9, "không phải sổ Excel"),
        (compound("EncryptionInfo", "EncryptedPackage"), "mật khẩu"),
        (compound("WordDocument", "1Table"), "văn bản Word"), (compound("PowerPoint Document"), "không phải sổ Excel"),
        (compound("Workbook"), "hỏng"),
        (XLSX[: len(XLSX) // 2], "cắt cụt"), (XLSX[:-30], "cắt cụt"), (XLSX[:4], "cắt cụt"), (XLS[:600], "hỏng"),
    ],
)  # fmt: skip
def test_files_of_other_kinds_are_told_what_they_are(content, told, name):
    assert told in refused(content, name)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"[Content_Types].xml": "<a/>", "xl/workbook.bin": b"x"}, ".xlsb"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, ".ods"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, "văn bản OpenDocument"),
        ({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}, "văn bản Word"),
        ({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}, "PowerPoint"),
        ({"[Content_Types].xml": "<a/>"}, "hỏng"),
        ({"../xl/a.xlsx": XLSX}, "dẫn ra ngoài"), ({"/etc/a.xlsx": XLSX}, "dẫn ra ngoài"),
        ({"C:\\a.xlsx": XLSX}, "dẫn ra ngoài"), ({"a\\..\\..\\b.xlsx": XLSX}, "dẫn ra ngoài"),
        ([("a.xlsx", XLSX), ("A.xlsx", XLSX)], "cùng tên"),
    ],
)  # fmt: skip
def test_zips_of_other_kinds_are_told_what_they_are(files, told):
    assert told in refused(zipped(files), "bo.zip")


def test_passwords_are_told():
    locked = bytearray(zipped({"a.xlsx": XLSX}))
    locked[6] |= 1
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert "mật khẩu" in refused(bytes(locked), "bo.zip")
    # FILEPASS after the first record of the workbook's globals.
    made = bytearray(XLS)
    at = made.index(b"\x09\x08\x10\x00")
    length = int.from_bytes(made[at + 22 : at + 24], "little")
    made[at + 20 : at + 24] = b"\x2f\x00" + length.to_bytes(2, "little")
    assert "mật khẩu" in refused(bytes(made), "bieu.xls")


# Bombs


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/media/a.bmp"])
def test_a_bomb_is_refused_unopened(part):
    assert "bom nén" in refused(zipped({**parts(COUNTED), part: bytes(3_000_000)}))
    assert "bom nén" in refused(zipped({"a.xlsx": XLSX, "b.xlsx": bytes(3_000_000)}), "bo.zip")


def test_what_a_file_may_cost_is_bounded(monkeypatch):
    cells = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 60))
    monkeypatch.setattr("lib.intake.opening.Bounds", lambda: Bounds(cells=50))
    told = refused(written(cells))
    assert "ô có nội dung" in told
    assert "Biểu 1" in told
    # What several workbooks cost is counted together, and looked at no further.
    one = written('<row r="1"><c r="A1"><v>1</v></c></row>')
    monkeypatch.setattr("lib.intake.opening.Bounds", lambda: Bounds(cells=2))
    assert len(opened("bo.zip", zipped({"a.xlsx": one, "b.xlsx": one}))) == 2
    assert refused(zipped({f"{n}.xlsx": one for n in range(5)}), "bo.zip").count("ô có nội dung") == 1
    monkeypatch.setattr("lib.intake.opening.Bounds", lambda: Bounds(unpacked=2000))
    assert "giải nén ra quá" in refused(XLSX)
    monkeypatch.setattr("lib.intake.opening_zip.Bounds", lambda: Bounds(unpacked=9000))
    assert "giải nén ra quá" in refused(zipped({**parts(XLSX), "xl/media/a.bmp": random.Random(1).randbytes(10_000)}))


def test_too_large_a_file_is_refused_before_it_is_looked_at():
    assert "quá lớn" in refused(b"PK\x03\x04" + bytes(opening_bounds.MOST_BYTES))


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr("lib.intake.opening_zip.MOST_PARTS", 12)
    assert "hơn 12 phần" in refused(zipped({f"{n}.xlsx": b"" for n in range(13)}), "bo.zip")
    monkeypatch.setattr("lib.intake.opening.MOST_MEMBERS", 2)
    assert "hơn 2 sổ" in refused(zipped({f"{n}.xlsx": b"" for n in range(3)}), "bo.zip")
    monkeypatch.setattr("lib.intake.xlsx.MOST_SHEETS", 2)
    assert "hơn 2 trang tính" in refused(book({str(n): [[n]] for n in range(3)}))


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"]
)
@pytest.mark.parametrize("entity", ['<!ENTITY a "aaaa">', '<!ENTITY a SYSTEM "file:///etc/passwd">', ""])
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_entities_are_refused(part, entity, coding):
    files = parts(COUNTED)
    text = files[part].decode()
    body = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
    files[part] = f'<?xml version="1.0" encoding="{coding}"?><!DOCTYPE x [{entity}]>{body}'.encode(coding)
    assert "ENTITY" in refused(zipped(files))


def test_deep_wide_and_long_parts_are_refused(monkeypatch):
    deep = "<a>" * 200
    for cells in (
        deep,
        f'<row r="1"><c r="A1"><is>{deep}',
        '<row r="1"><c r="A1"><v>1<c r="B1"><v>2</v></c></v></c></row>',
    ):
        assert "hỏng" in refused(written(cells))
    assert "hỏng" in refused(written("", styles=deep))
    rng = random.Random(2)
    letters = "".join(f"{rng.getrandbits(64):x}" for _ in range(300_000))
    assert "hỏng" in refused(written(f'<row x="{letters}">'))
    assert "hỏng" in refused(written("", book=f'<x x="{letters}"/>'))
    assert "hỏng" in refused(written(f'<row r="1"><c r="A1"><v>{letters}</v></c></row>'))
    monkeypatch.setattr("lib.intake.opening_styles.MOST_ENTRIES", 50)
    assert "hỏng" in refused(written("", styles=fonts(*["Arial"] * 60)))
    monkeypatch.setattr("lib.intake.opening_cells.MOST_ENTRIES", 50)
    merged = "".join(f'<mergeCell ref="A{r}:B{r}"/>' for r in range(1, 60))
    assert "hỏng" in refused(written("", after=f"<mergeCells>{merged}</mergeCells>"))


def test_letters_are_bounded_however_often_they_are_shown(monkeypatch):
    monkeypatch.setattr("lib.intake.opening_cells.MOST_LETTERS", 1000)
    assert "chữ trong sổ" in refused(written("", shared=f"<si><t>{'Xã ' * 500}</t></si>"))
    assert "chữ trong sổ" in refused(written("", shared=f"<si>{'<r><t/></r>' * 100}</si>"))
    shown = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 30))
    monkeypatch.setattr("lib.intake.opening.Bounds", lambda: Bounds(letters=500))
    assert "chữ trong sổ" in refused(written(shown, shared=f"<si><t>{'Xã ' * 10}</t></si>"))


# Cells


def test_kinds_of_cells():
    def change(made):
        sheet = made.active
        sheet["A1"], sheet["A2"], sheet["A3"] = (
            True,
            datetime.date(2024, 12, 31),
            datetime.datetime(2024, 12, 31, 8, 30),
        )
        sheet["B1"], sheet["B2"] = 0.0519, 5.19
        sheet["B1"].number_format = "0.00%"
        sheet["C1"], sheet["C2"], sheet["C3"] = "#N/A", "#REF!", "=A1+1"
        sheet["D1"], sheet["D2"], sheet["D3"] = "x\ny", " 1 234 ", "\u00a05,19"

    cells = sheet_of(book({"a": []}, change)).cells
    assert cells[1, 1].value is True
    assert cells[2, 1] == Cell(datetime.date(2024, 12, 31), "yyyy-mm-dd")
    assert type(cells[3, 1].value) is datetime.date
    assert cells[1, 2] == Cell(0.0519, "0.00%")
    assert (cells[1, 3], cells[2, 3]) == (Cell(None, error="#N/A"), Cell(None, error="#REF!"))
    assert cells[3, 3] == Cell(None, uncounted=True)
    assert [cells[r, 4].value for r in (1, 2, 3)] == ["x\ny", " 1 234 ", "\u00a05,19"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', Cell(2)), ('<c r="A1"><f>1+1</f></c>', Cell(None, uncounted=True)),
        ('<c r="A1"><f>1+1</f><v></v></c>', Cell(None, uncounted=True)), ('<c r="A1"><f t="shared" si="0"/></c>', Cell(None, uncounted=True)),
        ('<c r="A1" t="str"><f>A2</f><v>Xã A</v></c>', Cell("Xã A")), ('<c r="A1" t="str"><f>A2</f><v></v></c>', None),
        ('<c r="A1" t="str"><f>A2</f></c>', Cell(None, uncounted=True)), ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Cell(None, error="#DIV/0!")), ('<c r="A1" t="e"><v>#NAME?</v></c>', Cell(None, error="#NAME?")),
        ('<c r="A1" t="b"><v>0</v></c>', Cell(False)), ('<c r="A1" t="d"><v>2024-05-06T00:00:00</v></c>', Cell(datetime.date(2024, 5, 6))),
        ('<c r="A1"><v>1E3</v></c>', Cell(1000)), ('<c r="A1"><v>-0.5</v></c>', Cell(-0.5)), ('<c r="A1"><v>5.1900000000000004</v></c>', Cell(5.19)),
        ('<c r="A1" s="3"/>', None), ('<c><v>7</v></c>', Cell(7)), (text_cell("A1", "Ho\u0300a"), Cell("Hòa")),
        (text_cell("A1", "X\u200b\ufeffã\u00ad A "), Cell("Xã A ")), (text_cell("A1", "\u200b"), None), (text_cell("A1", "a_x000D_b_x0041_"), Cell("a\nbA")),
        ('<c r="A1" t="inlineStr"><is><r><t>Hộ </t></r><r><rPr><b/></rPr><t>nghèo</t></r><rPh sb="0"><t>x</t></rPh></is></c>', Cell("Hộ nghèo")),
    ],
)  # fmt: skip
def test_a_cell_as_it_is_written(cell, expected):
    assert sheet_of(written(f'<row r="1">{cell}</row>')).cells.get((1, 1)) == expected


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><v>abc</v></c>', '<c r="A1"><v>NaN</v></c>', '<c r="A1"><v>1e999</v></c>', '<c r="A1" t="s"><v>5</v></c>', '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" t="b"><v>2</v></c>', '<c r="A1" t="d"><v>hôm nay</v></c>', '<c r="XFE1"><v>1</v></c>', '<c r="A1048577"><v>1</v></c>',
        '<c r="?"><v>1</v></c>', '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', '<c r="A1" s="x"><v>1</v></c>', '<c r="A1"><v>1</c>',
    ],
)  # fmt: skip
def test_a_broken_cell_is_told(cell):
    assert "hỏng" in refused(written(f'<row r="1">{cell}</row>'))


def test_days_count_from_1900_or_1904():
    styles = '<cellXfs><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs>'
    styles = '<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts>' + styles
    cells = '<row r="1"><c r="A1" s="0"><v>45657</v></c><c r="B1" s="1"><v>12</v></c><c r="C1" s="1"><v>0.5</v></c><c r="D1" s="1"><v>-3</v></c></row>'
    sheet = sheet_of(written(cells, styles=styles))
    assert sheet.cells[1, 1] == Cell(datetime.date(2024, 12, 31), "mm-dd-yy")
    assert sheet.cells[1, 2] == Cell(datetime.date(1900, 1, 12), "dd/mm/yyyy")
    assert (sheet.value(1, 3), sheet.value(1, 4)) == (0.5, -3)
    later = sheet_of(written(cells, styles=styles, book='<workbookPr date1904="1"/>'))
    assert later.value(1, 1) == datetime.date(2029, 1, 1)


def test_what_is_hidden_and_merged():
    def change(made):
        for title, state in (("b", "hidden"), ("c", "veryHidden")):
            made[title].sheet_state = state
        sheet = made["a"]
        sheet["A1"], sheet["E5"], sheet["A9"] = "Biểu 1", 5, "cuối"
        sheet.merge_cells("A1:C2")
        sheet.row_dimensions[5].hidden = sheet.row_dimensions[50].hidden = True
        sheet.column_dimensions["B"].hidden = True

    (workbook,) = opened("a.xlsx", book({"b": [[1]], "a": [], "c": [[1]]}, change))
    assert [(sheet.name, sheet.hidden) for sheet in workbook.sheets] == [("b", True), ("a", False), ("c", True)]
    sheet = workbook.sheets[1]
    assert (sheet.merged, sheet.hidden_rows, sheet.hidden_columns) == (((1, 1, 2, 3),), {5}, {2})


def test_what_stands_under_a_merged_area_is_not_seen():
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="C2"><v>4</v></c></row>'
    for area in ("A1:B2", "A1:B1048576"):
        sheet = sheet_of(written(cells, after=f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'))
        assert {place: cell.value for place, cell in sheet.cells.items()} == {(1, 1): 1, (2, 3): 4}


@pytest.mark.parametrize("dimension", ["A1", "A1:A1", "A1:XFD1048576", "?"])
def test_blanks_styled_to_the_end_and_false_dimensions_do_not_matter(dimension):
    cells = '<row r="1"><c r="A1" s="1"><v>1</v></c></row>' + "".join(
        f'<row r="{r}" s="1"><c r="A{r}" s="1"/></row>' for r in range(2, 5000)
    )
    last = '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    sheet = sheet_of(
        written(
            cells + '<row r="6000"><c r="C6000"><v>2</v></c></row>' + last, before=f'<dimension ref="{dimension}"/>'
        )
    )
    assert (sheet.last_row, sheet.last_column, len(sheet.cells)) == (6000, 3, 2)


def test_rows_that_are_hidden_are_known_whatever_they_hold():
    rows = (
        '<row r="1" spans="1:3" ht="15.75" customHeight="1"/><row r="2" hidden="1"/><row r="3" ht="0" customHeight="1"></row>'
        '<row r="4" s="1"><c r="A4" s="1"/></row><row r="5" hidden="1"><c r="A5" s="1"/></row><row r="6"/>'
        '<row><c><v>7</v></c></row><row r="8"/><row r="9" hidden="true"/>'
    )
    sheet = sheet_of(written(rows))
    assert (set(sheet.cells), sheet.hidden_rows) == ({(7, 1)}, {2, 3, 5})


def test_cells_that_do_not_say_where_they_stand_follow_the_one_before():
    blank = '<c r="B1" s="1"/>'
    for cells in (
        f"{blank}<c><v>1</v></c>",
        f"{blank}<c/><c><v>1</v></c>",
        f'<c r="A1"/>{blank}<c s="1"/><c><v>1</v></c>',
    ):
        (place,) = sheet_of(written(f'<row r="1">{cells}</row>')).cells
        assert place == (1, 2 + cells.count("<c>") + cells.count("<c/>") + cells.count('<c s="1"/>'))
    text = f'<![CDATA[{blank}<c r="]]>'
    assert sheet_of(written(f"<row>{text_cell('A1', text)}</row>")).value(1, 1) == f'{blank}<c r="'


def test_prefixed_names_and_extensions_are_read():
    files = parts(
        written(
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="0"/></row>',
            after='<extLst><y:f xmlns:y="y">9</y:f><f>9</f><v>9</v></extLst>',
        )
    )
    assert set(sheet_of(zipped(files)).cells) == {(1, 1)}
    text = files["xl/worksheets/sheet1.xml"].decode()
    for tag in ("worksheet", "sheetData", "row", "c ", "c>", "v>"):
        text = text.replace(f"<{tag}", f"<x:{tag}").replace(f"</{tag}", f"</x:{tag}")
    text = text.replace("xmlns=", "xmlns:x=")
    assert set(sheet_of(zipped({**files, "xl/worksheets/sheet1.xml": text})).cells) == {(1, 1)}


def test_parts_are_found_whatever_the_size_of_their_letters_and_their_slashes():
    files = {
        name.replace("sharedStrings", "sharedstrings").replace("/", "\\"): part for name, part in parts(COUNTED).items()
    }
    assert values(sheet_of(zipped(files))) == ROWS


def test_an_empty_fill_is_told():
    content = replaced(XLSX, "xl/styles.xml", "<fill><patternFill", "<fill/><fill><patternFill")
    assert "lưu" in refused(content).lower()


def test_links_and_macros_are_told():
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content = replaced(
        XLSX,
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        f'<Relationship Id="x9" Type="{related}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>',
    )
    link = f'<Relationships><Relationship Id="r1" Type="{related}/externalLinkPath" Target="file:///C:/so%20lieu/x%C3%A3.xlsx" TargetMode="External"/></Relationships>'
    files = {
        **parts(content),
        "xl/externalLinks/externalLink1.xml": "<a/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": link,
    }
    (workbook,) = opened("a.xlsx", zipped({**files, "xl/vbaProject.bin": b"x"}))
    assert len(workbook.told) == 2
    assert "(xã.xlsx)" in workbook.told[0]
    assert "macro" in workbook.told[1]


def test_zeros_that_nobody_counted_are_told():
    (workbook,) = opened("a.xlsx", counted_book({"a": [[1, ("=A1*2", 0), ("=A1*3", 3)]]}))
    assert workbook.sheets[0].value(1, 3) == 3
    assert "1 công thức" in workbook.told[0]


# Older programs


def test_an_old_workbook_has_all_a_new_one_has():
    def change(made):
        sheet = made.get_sheet(0)
        sheet.write(0, 0, 0.0519, xlwt.easyxf(num_format_str="0.00%"))
        sheet.write(0, 1, datetime.date(2024, 12, 31), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
        sheet.write(0, 2, True)
        sheet.row(1).set_cell_error(0, "#N/A!")
        sheet.row(1).set_cell_error(1, "#DIV/0!")
        sheet.write_merge(2, 3, 0, 2, "Tổng cộng")
        sheet.write(5, 5, 1)
        sheet.row(4).hidden = True
        sheet.col(1).hidden = True
        made.add_sheet("ẩn").visibility = 2
        made.active_sheet = 0

    (workbook,) = opened("a.xls", old_book({"a": []}, change))
    sheet = workbook.sheets[0]
    assert sheet.cells == {
        (1, 1): Cell(0.0519, "0.00%"), (1, 2): Cell(datetime.date(2024, 12, 31), "dd/mm/yyyy"), (1, 3): Cell(True),
        (2, 1): Cell(None, error="#N/A"), (2, 2): Cell(None, error="#DIV/0!"), (3, 1): Cell("Tổng cộng"), (6, 6): Cell(1),
    }  # fmt: skip
    assert (sheet.merged, sheet.hidden_rows, sheet.hidden_columns) == (((3, 1, 4, 3),), {5}, {2})
    assert workbook.sheets[1].hidden


def test_links_and_macros_of_an_old_workbook_are_told():
    made = xlwt.Workbook()
    made.add_sheet("a").write(0, 0, 1)
    stream = made.get_biff_data()
    path = "\x01\x01C\x03so lieu\x03xã.xls"
    body = struct.pack("<HHB", 1, len(path), 1) + path.encode("utf-16-le")
    record = struct.pack("<HH", 0x01AE, len(body)) + body
    # The sheet's place stands in its record among the workbook's globals, which end before it.
    place = stream.index(b"\x85\x00") + 4
    start = int.from_bytes(stream[place : place + 4], "little")
    moved = stream[:place] + (start + len(record)).to_bytes(4, "little") + stream[place + 4 : start - 4]
    (workbook,) = opened("a.xls", moved + record + stream[start - 4 :] + "_VBA_PROJECT_CUR".encode("utf-16-le"))
    assert workbook.sheets[0].value(1, 1) == 1
    assert "(xã.xls)" in workbook.told[0]
    assert "macro" in workbook.told[1]


# Strange bytes


@given(
    st.binary(max_size=300),
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08\x10\x00", b"<?xml", b"\xff\xfe"]
    ),
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_refused_in_words(content, beginning):
    refused(beginning + content, "la.xls")


SMALL = written(f'<row r="1">{text_cell("A1", "Hộ")}<c r="B1"><f>1</f><v>2</v></c></row>', styles=fonts("Arial"))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_damaged_workbooks_are_read_or_refused(data):
    content = bytearray(data.draw(st.sampled_from([SMALL, COUNTED, XLS])))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        opened("a.xlsx", bytes(content[: data.draw(st.sampled_from([None, None, len(content) // 2]))]))
    except DataError as error:
        assert all(finding.remedy for finding in error.findings)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_damaged_parts_are_read_or_refused(data):
    files = {name: bytearray(part) for name, part in parts(SMALL).items()}
    part = files[data.draw(st.sampled_from(sorted(files)))]
    start = data.draw(st.integers(0, len(part) - 1))
    part[start : start + data.draw(st.integers(0, 9))] = data.draw(
        st.one_of(st.binary(max_size=6), st.sampled_from([b"<c/>", b'"', b"<v>", b"9" * 30]))
    )
    try:
        opened("a.xlsx", zipped({name: bytes(part) for name, part in files.items()}))
    except DataError as error:
        assert all(finding.remedy for finding in error.findings)


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.integers(-(10**12), 10**12),
                st.booleans(),
                st.text("Hộ nghèoẫ1,.\u0301 ", min_size=1, max_size=9),
            ),
            max_size=5,
        ),
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None)
def test_what_was_written_is_read(rows):
    expected = {
        (r, c): unicodedata.normalize("NFC", value) if isinstance(value, str) else value
        for r, row in enumerate(rows, start=1)
        for c, value in enumerate(row, start=1)
        if value is not None
    }
    for content in (book({"a": rows}), old_book({"a": rows})):
        assert {place: cell.value for place, cell in sheet_of(content).cells.items()} == expected
