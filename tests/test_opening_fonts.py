"""Texts in fonts from before Unicode are converted by the font of each piece; what cannot be told is a finding."""

from __future__ import annotations

import unicodedata

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from lib.base.findings import DataError
from lib.intake.legacy_fonts import TCVN3, TCVN3_CAPITALS, VNI, coding, converted, sort_of
from lib.intake.opening import opened
from tests.workbooks import fonts, old_book, text_cell, written

SMALL = "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
) + "đbcghklmnpqrstvx"  # fmt: skip
CAPITALS = SMALL.upper()
#: Codes in the order of SMALL, written down anew (hexadecimal, TCVN 5712:1993).
CODES_TCVN3 = bytes.fromhex(
    "61b5b6b7b8b9 a8bbbcbdbec6 a9c7c8c9cacb 65cccecfd0d1 aad2d3d4d5d6 69d7d8dcddde 6fdfe1e2e3e4 abe5e6e7e8e9 aceaebecedee"
    "75eff1f2f3f4 adf5f6f7f8f9 79fafbfcfdfe ae".replace(" ", "")
).decode("latin-1")
TO_TCVN3 = dict(zip(SMALL, CODES_TCVN3 + SMALL[73:], strict=True)) | dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
CODES_VNI = [
    "a",
    "aø",
    "aû",
    "aõ",
    "aù",
    "aï",
    "aê",
    "aè",
    "aú",
    "aü",
    "aé",
    "aë",
    "aâ",
    "aà",
    "aå",
    "aã",
    "aá",
    "aä",
    "e",
    "eø",
    "eû",
    "eõ",
    "eù",
    "eï",
    "eâ",
    "eà",
    "eå",
    "eã",
    "eá",
    "eä",
    "i",
    "ì",
    "æ",
    "ó",
    "í",
    "ò",
    "o",
    "oø",
    "oû",
    "oõ",
    "où",
    "oï",
    "oâ",
    "oà",
    "oå",
    "oã",
    "oá",
    "oä",
    "ô",
    "ôø",
    "ôû",
    "ôõ",
    "ôù",
    "ôï",
    "u",
    "uø",
    "uû",
    "uõ",
    "uù",
    "uï",
    "ö",
    "öø",
    "öû",
    "öõ",
    "öù",
    "öï",
    "y",
    "yø",
    "yû",
    "yõ",
    "yù",
    "î",
    "ñ",
    "b",
    "c",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "q",
    "r",
    "s",
    "t",
    "v",
    "x",
]
TO_VNI = dict(zip(SMALL, CODES_VNI, strict=True))
TO_VNI |= {letter.upper(): code.upper() for letter, code in TO_VNI.items()}

KNOWN = [
    (".VnTime", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    (".VnArial", "Tæng ®iÒu tra d©n sè", "Tổng điều tra dân số"),
    (".VnTimeH", "ñy ban nh©n d©n x· Kú S¬n", "ỦY BAN NHÂN DÂN XÃ KỲ SƠN"),
    (".VnTime", "§« L­¬ng", "Đô Lương"),
    ("VNI-Times", "Toång ñieàu tra daân soá", "Tổng điều tra dân số"),
    ("VNI-Helve", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("VNI-Times", "ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
    ("VNI-Times", "Nöôùc, Tyû leä, ngöôøi Myõ, moät kyø", "Nước, Tỷ lệ, người Mỹ, một kỳ"),
]


@pytest.mark.parametrize(("font", "text", "expected"), KNOWN)
def test_known_texts(font, text, expected):
    code = coding(font)
    assert code is not None
    assert converted(text, code) == (expected, "")


@given(st.text(SMALL + CAPITALS + " ,-12", max_size=30))
def test_every_letter_comes_back_from_vni(text):
    assert converted("".join(TO_VNI.get(letter, letter) for letter in text), VNI) == (text, "")


@given(st.text(SMALL + "ĂÂÊÔƠƯĐABC ,-12", max_size=30))
def test_every_letter_comes_back_from_tcvn3(text):
    old = "".join(TO_TCVN3.get(letter, letter) for letter in text)
    assert converted(old, TCVN3) == (text, "")
    assert converted(old, TCVN3_CAPITALS) == (text.upper(), "")


@pytest.mark.parametrize(
    ("font", "code"),
    [
        (".VnTime", TCVN3), (".vntime", TCVN3), (".VnArial Narrow", TCVN3), (".VnTimeH", TCVN3_CAPITALS), (".VnArial NarrowH", TCVN3_CAPITALS),
        ("VNI-Times", VNI), ("vni-helve-condense", VNI), ("Times New Roman", None), ("", None), ("Vni", None), ("VnTime", None),
    ],
)  # fmt: skip
def test_fonts_are_told_by_their_names(font, code):
    assert coding(font) == code


@pytest.mark.parametrize(
    ("text", "code", "sort"),
    [
        ("Xa A 12", TCVN3, "plain"), ("Hé nghÌo", TCVN3, "either"), ("Tæng sè", TCVN3, "old"), ("Tổng số", TCVN3, "unicode"),
        ("Xã", TCVN3, "either"), ("daân", VNI, "old"), ("hoà", VNI, "either"), ("quà, yên", VNI, "either"), ("số – 1", VNI, "unicode"), ("1 – 2", VNI, "plain"),
        ("®ăn", TCVN3, "mixed"), ("Tổng sè ®", TCVN3, "mixed"), ("số daïn", VNI, "mixed"), ("số 1 °", TCVN3, "unicode"),
    ],
)  # fmt: skip
def test_what_a_text_is_by_its_signs(text, code, sort):
    assert sort_of(text, code) == sort


def two_kinds(font: str, *texts: str) -> list[bytes]:
    """The same texts in column A in a font, in both kinds of workbooks."""
    cells = "".join(f'<row r="{r}">{text_cell(f"A{r}", text, 1)}</row>' for r, text in enumerate(texts, start=1))

    def change(made: xlwt.Workbook) -> None:
        for row, text in enumerate(texts):
            made.get_sheet(0).write(row, 0, text, xlwt.easyxf(f"font: name {font}"))

    return [written(cells, styles=fonts("Arial", font)), old_book({"Biểu 1": []}, change)]


@pytest.mark.parametrize(("font", "text", "expected"), KNOWN)
@pytest.mark.parametrize("kind", [0, 1], ids=["xlsx", "xls"])
def test_cells_in_old_fonts_are_converted_and_counted(font, text, expected, kind):
    (workbook,) = opened("a.xlsx", two_kinds(font, text, "12", text)[kind])
    assert [workbook.sheets[0].value(r, 1) for r in (1, 2, 3)] == [expected, "12", expected]
    assert workbook.told == (f"Đã chuyển chữ của 2 ô từ phông cũ ({font}) sang Unicode.",)


@pytest.mark.parametrize("kind", [0, 1], ids=["xlsx", "xls"])
def test_unicode_in_cells_of_an_old_font_stays(kind):
    (workbook,) = opened("a.xlsx", two_kinds(".VnTime", "Tổng số", "Xã A", "12")[kind])
    assert [workbook.sheets[0].value(r, 1) for r in (1, 2)] == ["Tổng số", "Xã A"]
    assert workbook.told == ()


@pytest.mark.parametrize("kind", [0, 1], ids=["xlsx", "xls"])
@pytest.mark.parametrize(
    ("font", "texts", "cells"),
    [
        (".VnTime", ("Tæng sè", "Tổng số", "Xã A"), {"A3"}),
        (".VnTimeH", ("Tæng sè", "®ăn"), {"A2"}),
        (".VnTime", ("Tæng sè", "Tæng ÿ sè", "Tổng"), {"A2"}),
        ("VNI-Times", ("daân soá", "daân ÿ", "ø"), {"A2", "A3"}),
    ],
)
def test_what_cannot_be_told_is_a_finding(font, texts, cells, kind):
    with pytest.raises(DataError) as told:
        opened("a.xlsx", two_kinds(font, *texts)[kind])
    assert {finding.cell for finding in told.value.findings} == cells
    assert {finding.sheet for finding in told.value.findings} == {"Biểu 1"}


def test_each_piece_of_a_text_has_its_own_font():
    cell = '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="0" t="s"><v>1</v></c></row>'
    shared = (
        '<si><r><t>Hé </t></r><r><rPr><rFont val="Times New Roman"/></rPr><t>nghèo ở </t></r>'
        '<r><rPr><rFont val=".VnTimeH"/></rPr><t>x·</t></r></si><si><t>Hé</t></si>'
    )
    (workbook,) = opened("a.xlsx", written(cell, shared=shared, styles=fonts("Arial", ".VnTime")))
    assert [workbook.sheets[0].value(1, c) for c in (1, 2)] == ["Hộ nghèo ở XÃ", "Hé"]
    assert workbook.told == ("Đã chuyển chữ của 1 ô từ phông cũ (.VnTime, .VnTimeH) sang Unicode.",)


def test_each_piece_of_an_old_workbooks_text_has_its_own_font():
    def change(made: xlwt.Workbook) -> None:
        old, new = xlwt.easyfont("name .VnTime"), xlwt.easyfont("name Arial")
        made.get_sheet(0).write_rich_text(0, 0, [("Hé ", old), ("nghèo", new)], xlwt.easyxf("font: name Arial"))

    (workbook,) = opened("a.xls", old_book({"a": []}, change))
    assert workbook.sheets[0].value(1, 1) == "Hộ nghèo"
