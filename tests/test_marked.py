"""A faulty workbook comes back with its cells coloured and commented, and is otherwise as it was."""

from __future__ import annotations

import io

import openpyxl
import pytest

from lib.base.findings import DataError, Finding
from lib.intake.marked import marked
from lib.intake.remarks import Level, Remark


def remark(level: Level, cell: str | None, message: str, sheet: str = "Biểu 1", file: str = "a.xlsx") -> Remark:
    return Remark(level, "quy-tac", Finding(file, message, sheet=sheet, remedy="Sửa lại.", cell=cell))


def content() -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Biểu 1"
    sheet["A1"], sheet["B2"], sheet["C3"] = "=1+1", 5, "chữ"
    sheet.merge_cells("D4:E5")
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def test_faulty_cells_are_coloured_and_commented_and_everything_is_listed():
    remarks = [
        remark(Level.ERROR, "B2", "số sai."), remark(Level.WARNING, "B2", "xem lại."), remark(Level.WARNING, "C3", "trống."),
        remark(Level.NOTICE, "A1", "đã đọc."), remark(Level.ERROR, None, "=thiếu đơn vị."),
        remark(Level.ERROR, "B2", "của tệp khác.", file="b.xlsx"), remark(Level.ERROR, "A1", "không có trang này.", sheet="Biểu 9"),
        remark(Level.ERROR, "E5", "trong ô gộp."),
    ]  # fmt: skip
    back = openpyxl.load_workbook(io.BytesIO(marked("a.xlsx", content(), remarks)))
    sheet = back["Biểu 1"]
    assert sheet["B2"].comment.text == "Lỗi: số sai. Sửa lại.\nCần người xem: xem lại. Sửa lại."
    assert sheet["B2"].fill.fgColor.rgb != sheet["C3"].fill.fgColor.rgb
    assert sheet["A1"].comment is None
    assert (sheet["A1"].value, sheet["B2"].value, sheet["C3"].value) == ("=1+1", 5, "chữ")
    listed = back.worksheets[0]
    assert listed.title == "Kiểm tra"
    told = [row[3] for row in listed.iter_rows(min_row=2, values_only=True)]
    assert told == [r.finding.message for r in remarks if r.finding.file == "a.xlsx"]
    assert next(c for c in listed["D"] if c.value == "=thiếu đơn vị.").data_type == "s"


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "chữ".encode()])
def test_what_is_no_xlsx_is_told(broken):
    with pytest.raises(DataError, match=r"chỉ đánh dấu được vào tệp \.xlsx"):
        marked("a.xls", broken, [])


def test_a_workbook_that_has_the_sheet_already_keeps_it():
    held = openpyxl.load_workbook(io.BytesIO(content()))
    held.create_sheet("Kiểm tra")["A1"] = "của tôi"
    saved = io.BytesIO()
    held.save(saved)
    back = openpyxl.load_workbook(io.BytesIO(marked("a.xlsx", saved.getvalue(), [])))
    assert back["Kiểm tra"]["A1"].value == "của tôi"
    assert back.sheetnames[0] == "Kiểm tra 2"
