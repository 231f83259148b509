"""Numbers, marks and sentences in Vietnamese."""

from __future__ import annotations

import datetime as dt
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import exports, formats, texts
from lib.display import certainty, marked
from lib.estimates import validation
from lib.figures import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure
from lib.stories import campaign_sentence, lag_sentence, target_sentence

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
        (formats.households(36703), f"36.703{NBSP}hộ"), (formats.number(math.nan), "chưa có số liệu"),
        (formats.span(31, 45.04), "31,0–45,0"), (formats.span(2, 2), "2,0"),
        (formats.day(dt.date(2024, 12, 31)), "31/12/2024"), (formats.probability(0.999), f"trên{NBSP}99{NBSP}%"),
        (formats.probability(0), f"dưới{NBSP}1{NBSP}%"), (formats.probability(0.894), f"89{NBSP}%"),
    ],
)  # fmt: skip
def test_numbers(text, expected):
    assert text == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (figure(4.16, PUBLISHED), "4,16 %"), (figure(3.13, PROJECTED), "3,13 % (dự kiến)"),
        (figure(37.45, ESTIMATED, 29.7, 45.0), "≈ 37,5 %"), (figure(math.nan, MISSING), "chưa có số liệu"),
        (figure(6606, ESTIMATED, 5241, 7937, "poor_households"), "≈ 6.606 hộ"),
    ],
)  # fmt: skip
def test_marks(one, expected):
    assert marked(one).replace(NBSP, " ") in (expected, expected.replace("37,5", "37,4"))


def test_interval_follows_an_estimate():
    assert "(80 %: 29,7–45,0)" in marked(figure(37.45, ESTIMATED, 29.7, 45.0), interval=True)
    assert "80 %" not in marked(figure(4.16, PUBLISHED), interval=True)


@given(st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 3))
def test_numbers_read_back(value, decimals):
    text = formats.number(value, decimals)
    back = float(text.replace(".", "").replace(",", ".").replace("−", "-"))
    assert back == pytest.approx(value, abs=0.51 * 10**-decimals)


def test_campaign_sentence_of_2024(campaign):
    text = campaign_sentence(campaign, 2024).replace(NBSP, " ")
    assert text.startswith(
        "Đến cuối năm 2024, toàn tỉnh còn 36.703 hộ nghèo, tức 4,16 %, giảm 45,0 % so với cuối năm 2021; "
        "nhanh hơn đường giảm một nửa (đến năm đó phải giảm 37,5 %), còn phải giảm thêm 3.367 hộ."
    )
    assert "≈" in text.split("Bốn huyện nghèo")[1]


def test_nothing_is_called_reached_before_the_review(campaign):
    assert "sẽ đạt mức một nửa nếu kết quả rà soát xác nhận" in campaign_sentence(campaign, 2025)
    for target in campaign.targets:
        assert not re.search("đã (đạt|giảm đủ)", target_sentence(campaign, campaign.assess(target, year=2025)))


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_sentences_mark_estimates_and_never_call_points_percent(campaign, year):
    for target in campaign.targets:
        a = campaign.assess(target, year=year)
        text = target_sentence(campaign, a)
        if a.status == ESTIMATED:
            assert "≈" in text or "ước tính" in text or "chưa đủ" in text, text
        if target.form == "points_per_year" and "/năm" in text:
            assert re.search(r"điểm\s%/năm", text), text
    for standing in campaign.queue(year):
        text = lag_sentence(campaign, standing)
        assert "≈" in text
        assert ("sau đường" in text) == (standing.assessment.gap_to_path > 0)
        assert certainty(standing.behind) in text


def test_method_texts_are_filled(campaign):
    for text in (texts.estimation(campaign), texts.judgement_rules(campaign), texts.changes(),
                 texts.validation_verdict(validation.read())):  # fmt: skip
        assert "{" not in text
    assert "41.671" in texts.judgement_rules(campaign)


def test_downloads_carry_status_interval_and_source(campaign):
    table = exports.figures_table(campaign, ["40", "417", "418"], [2021, 2024])
    estimated = table[table["tinh_trang"] == "ước tính"]
    assert len(estimated)
    assert (estimated["nguon"] == "Mô hình ước tính của bảng điều hành").all()
    assert (estimated["khoang_80_thap"] < estimated["khoang_80_cao"]).any()
    published = table[table["tinh_trang"] == "công bố"]
    assert (published["nguon"] != "").all()
    assert published["nguyen_van"].ne("").all()
    content = exports.csv_bytes(table).decode("utf-8-sig")
    assert content.splitlines()[0].startswith("ma_don_vi,don_vi,chi_tieu,cuoi_nam,gia_tri")


def test_downloads_never_start_a_formula(campaign):
    table = exports.ledger_table(campaign)
    table.loc[0, "Nguyên văn"] = "=HYPERLINK(1)"
    assert "'=HYPERLINK" in exports.csv_bytes(table).decode("utf-8-sig")
