"""Numbers, marks and sentences in Vietnamese."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.exports import tables
from lib.language import formats
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure
from lib.scenes import method

NBSP = formats.NBSP


def figure(value, status, low=None, high=None, indicator="poor_rate"):
    return Figure("417", indicator, 2024, value, low or value, high or value, status)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (formats.number(1234567), "1.234.567"), (formats.number(-1234.5, 1), "−1.234,5"),
        (formats.number(0.0, 1, signed=True), "0,0"), (formats.number(2.5, 1, signed=True), "+2,5"),
        (formats.number(-0.004, 2), "0,00"), (formats.percent(7.8), f"7,80{NBSP}%"),
        (formats.points(-1.21, signed=True), f"−1,21{NBSP}điểm{NBSP}%"),
        (formats.households(36703), f"36.703{NBSP}hộ"), (formats.number(math.nan), "chưa thấy số liệu"),
        (formats.span(31, 45.04), "31,0–45,0"), (formats.span(2, 2), "2,0"),
            ],
)  # fmt: skip
def test_numbers(text, expected):
    assert text == expected


@pytest.mark.parametrize(
    ("probability", "expected"), [(0.999, "trên 90 %"), (0, "dưới 10 %"), (0.876, "khoảng 90 %"), (0.5, "khoảng 50 %")]
)
def test_chances_are_said_no_surer_than_they_are(campaign, probability, expected):
    assert campaign.marks.chance(probability).replace(NBSP, " ") == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (figure(4.16, PUBLISHED), "4,16 %"), (figure(3.13, PROJECTED), "3,13 % (dự kiến)"),
        (figure(37.46, ESTIMATED, 29.7, 45.0), "≈ 37,5 %"), (figure(math.nan, MISSING), "chưa thấy số liệu"),
        (figure(6606, ESTIMATED, 5241, 7937, "poor_households"), "≈ 6.606 hộ"),
    ],
)  # fmt: skip
def test_marks(campaign, one, expected):
    assert campaign.marks.marked(one).replace(NBSP, " ") == expected


def test_a_weak_source_and_a_derived_projection_are_named(campaign):
    weak = dataclasses.replace(figure(5.19, PUBLISHED), weak=True)
    assert campaign.marks.marked(weak).replace(NBSP, " ") == "5,19 % (nguồn yếu)"
    derived = dataclasses.replace(figure(27902, PROJECTED, indicator="poor_households"), derived=True)
    assert campaign.marks.marked(derived).replace(NBSP, " ") == "27.902 hộ (dự kiến, suy ra)"


def test_the_weak_source_of_2023_is_named_wherever_its_figure_is_used(campaign):
    for indicator in ("poor_households", "poor_rate"):
        assert "nguồn yếu" in campaign.marks.marked(campaign.figure("40", indicator, 2023))
    table = tables.figures_table(campaign, ["40"], [2023])
    assert table[table["chi_tieu"].isin(["Số hộ nghèo", "Tỷ lệ hộ nghèo"])]["ghi_chu"].str.contains("nguồn yếu").all()


def test_interval_follows_an_estimate(campaign):
    assert f"(80{NBSP}%: 29,7–45,0)" in campaign.marks.marked(figure(37.45, ESTIMATED, 29.7, 45.0), interval=True)
    assert "80" not in campaign.marks.marked(figure(4.16, PUBLISHED), interval=True)


@given(st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 3))
def test_numbers_read_back(value, decimals):
    text = formats.number(value, decimals)
    back = float(text.replace(".", "").replace(",", ".").replace("−", "-"))
    assert back == pytest.approx(value, abs=0.51 * 10**-decimals)


def test_method_texts_are_filled(campaign):
    for text in (method.estimation(campaign), method.judgement_rules(campaign), method.changes(campaign),
                 method.validation_verdict(campaign)):  # fmt: skip
        assert "{" not in text
    assert "41.671" in method.judgement_rules(campaign)


def test_downloads_carry_status_interval_and_source(campaign):
    table = tables.figures_table(campaign, ["40", "417", "418"], [2021, 2024])
    estimated = table[table["tinh_trang"] == "ước tính"]
    assert len(estimated)
    assert (estimated["nguon"] == "Mô hình ước tính của bảng điều hành").all()
    assert (estimated["khoang_80_thap"] < estimated["khoang_80_cao"]).any()
    published = table[table["tinh_trang"] == "công bố"]
    assert (published["nguon"] != "").all()
    assert published["nguyen_van"].ne("").all()
    assert published[["khoang_80_thap", "khoang_80_cao"]].isna().all().all()
    assert set(published["noi_dang"]) - {""}
    content = tables.csv_bytes(table).decode("utf-8-sig")
    assert content.splitlines()[0].startswith("ma_don_vi,don_vi,chi_tieu,cuoi_nam,gia_tri")


def test_no_dead_link_is_given(campaign):
    table = tables.ledger_table(campaign)
    live = table[table["Liên kết"] != ""]
    assert (live["Địa chỉ"] == "đầy đủ").all()
    assert live["Liên kết"].str.startswith("http").all()
    assert not live["Liên kết"].str.contains("…").any()
    cut = table[table["Liên kết"] == ""]
    assert cut["Địa chỉ"].str.match("bị rút gọn: |không có").all()
    assert (cut["Nơi đăng"] != "").all()
    assert set(table["Độ tin cậy"]) == {"cao", "khá", "yếu"}


def test_downloads_never_start_a_formula(campaign):
    table = tables.ledger_table(campaign)
    table.loc[0, "Nguyên văn"] = "=HYPERLINK(1)"
    assert "'=HYPERLINK" in tables.csv_bytes(table).decode("utf-8-sig")
