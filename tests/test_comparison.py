"""Places side by side: values by hand, order only as sure as the draws, ranks with what they allow."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from lib.campaign import comparison
from lib.campaign.campaign import POOR, RATE
from lib.campaign.comparison import NOW, POINTS, SHARE, START
from lib.drawing.chart.trajectory import index_points
from lib.language.numbers import NBSP
from lib.ledger.figure import ESTIMATED, MISSING, PUBLISHED
from lib.views import links
from lib.views.sentences import comparison as told
from lib.views.sentences import lagging


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_values_by_hand(campaign):
    values = {aspect: comparison.compared(campaign, aspect, "40", 2024).figure for aspect in comparison.ASPECTS}
    assert values[START].value == 7.80
    assert values[NOW].value == 4.16
    assert values[POINTS].value == pytest.approx(3.64)
    assert values[SHARE].value == pytest.approx((1 - 36_703 / 66_673) * 100)
    assert {figure.status for figure in values.values()} == {PUBLISHED}
    assert comparison.compared(campaign, POINTS, "40", 2021).figure.status == MISSING
    assert comparison.compared(campaign, SHARE, "em_households", 2022).figure.status == MISSING


def test_a_fall_of_estimates_has_the_interval_of_its_draws(campaign):
    made = comparison.compared(campaign, SHARE, "417", 2024)
    draws = campaign.estimates.draws_of(["417"]).astype(float)
    sample = (1 - draws[:, 3] / draws[:, 0]) * 100
    assert made.figure.status == ESTIMATED
    assert made.figure.low == pytest.approx(np.quantile(sample, 0.1))
    assert made.figure.high == pytest.approx(np.quantile(sample, 0.9))
    # What is published is known: only the baseline is uncertain.
    tuong_duong = comparison.compared(campaign, SHARE, "418", 2024)
    expected = (1 - 4604 / campaign.estimates.draws_of(["418"])[:, 0]) * 100
    assert tuong_duong.sample == pytest.approx(expected)


@pytest.mark.parametrize("aspect", [NOW, SHARE])
@pytest.mark.parametrize("year", [2022, 2024, 2025])
def test_ranks(campaign, aspect, year):
    ranks = comparison.ranks(campaign, aspect, year)
    assert sorted(ranks) == sorted(campaign.districts)
    values = {unit: comparison.compared(campaign, aspect, unit, year).figure.value for unit in ranks}
    ordered = sorted(values, key=lambda unit: -values[unit])
    assert [ranks[unit].place for unit in ordered] == sorted(rank.place for rank in ranks.values())
    for rank in ranks.values():
        assert 1 <= rank.low <= rank.place <= rank.high <= rank.of == 21


def test_who_fell_most_and_least_is_named_only_where_the_draws_bear_it(campaign):
    text = plain(told.extremes(campaign, list(campaign.districts), 2024))
    assert text.endswith("giảm nhiều nhất: chưa đủ căn cứ để nêu tên; giảm ít nhất: chưa đủ căn cứ để nêu tên.")
    few = plain(told.extremes(campaign, ["417", "418", "422"], 2024))
    assert "giảm nhiều nhất: Con Cuông (≈ 43,9 %) hoặc Tương Dương (≈ 32,8 %)" in few
    assert "giảm ít nhất: Kỳ Sơn (≈ 27,9 %) hoặc Tương Dương (≈ 32,8 %)" in few
    assert told.extremes(campaign, list(campaign.districts), 2021) == ""


def test_the_fewest_places_hold_the_extreme_with_enough_probability(campaign):
    values = comparison.known(campaign, NOW, campaign.districts, 2024)
    drawn = comparison.together(values)
    for highest in (True, False):
        chosen = comparison.extreme(values, campaign.estimates.certain, highest=highest)
        if not chosen:
            continue
        units = [entry.figure.unit for entry in values]
        best = (drawn if highest else -drawn).argmax(axis=0)
        chances = {unit: float((best == units.index(unit)).mean()) for unit in units}
        assert sum(chances[unit] for unit in chosen) >= 0.8 > sum(chances[unit] for unit in chosen[:-1])


@pytest.mark.parametrize("aspect", [NOW, SHARE])
def test_intervals_of_ranks_hold_together(campaign, aspect):
    values = comparison.known(campaign, aspect, campaign.districts, 2024)
    drawn = comparison.together(values)
    places = np.stack([1 + (drawn > row).sum(axis=0) for row in drawn])
    ranks = comparison.ranks(campaign, aspect, 2024)
    spans = [ranks[entry.figure.unit] for entry in values]
    held = np.all([(r.low <= row) & (row <= r.high) for r, row in zip(spans, places, strict=True)], axis=0)
    assert held.mean() >= 0.8
    for rank in spans:
        written = told.rank_text(campaign.wording, rank)
        assert ("chưa xếp" in written) == (rank.high - rank.low + 1 > 21 / 2)


def test_how_many_are_behind_is_told_from_the_draws(campaign):
    low, high, of = comparison.behind_span(campaign, campaign.districts, 2024)
    behind = [
        (campaign.estimates.draws_of([unit])[:, 3] > campaign.estimates.draws_of([unit])[:, 0] * 0.625)
        for unit in campaign.districts
    ]
    counts = np.sum(behind, axis=0)
    assert of == 21
    # Tương Dương's count of 2024 is published: one more household on the path is no difference in counts.
    assert abs(low - np.quantile(counts, 0.1)) <= 1
    assert abs(high - np.quantile(counts, 0.9)) <= 1
    assert f"khoảng {low}–{high} nơi chậm tiến độ" in lagging.who_lags(campaign, 2024, list(campaign.districts))


def test_two_districts_in_sentences(campaign):
    lines = [plain(line) for line in told.sentences(campaign, ["417", "418"], 2024)]
    assert lines == [
        "Cuối năm 2021, Kỳ Sơn nghèo hơn Tương Dương: ≈ 58,0 % so với ≈ 37,1 % hộ nghèo (xác suất trên 90 %).",
        "Cuối năm 2024, Kỳ Sơn nghèo hơn Tương Dương: ≈ 40,5 % so với 24,94 % hộ nghèo (xác suất trên 90 %).",
        "Từ cuối năm 2021 đến cuối năm 2024, Kỳ Sơn (giảm ≈ 17,5 điểm %) và Tương Dương (giảm ≈ 12,2 điểm %) chưa đủ căn cứ kết luận tỷ "
        "lệ nơi nào giảm nhiều hơn (xác suất Kỳ Sơn hơn: khoảng 75 %).",
        "So với số hộ nghèo lúc đầu của từng nơi, Tương Dương (giảm ≈ 32,8 %) và Kỳ Sơn (giảm ≈ 27,9 %) chưa đủ căn cứ kết luận nơi "
        "nào nhanh hơn (xác suất Tương Dương hơn: khoảng 60 %), từ cuối năm 2021 đến cuối năm 2024.",
    ]


def test_published_figures_are_compared_without_a_probability(campaign):
    line = plain(told.sentences(campaign, ["418", "422"], 2024)[1])
    assert line == "Cuối năm 2024, Tương Dương nghèo hơn Con Cuông: 24,94 % so với 13,88 % hộ nghèo."


def test_no_order_is_claimed_that_the_draws_do_not_decide(campaign):
    units = ["415", "416", "418"]
    values = [comparison.compared(campaign, NOW, unit, 2024) for unit in units]
    pairs = comparison.undecided_pairs(values, campaign.estimates.certain)
    for one in values:
        for two in values:
            chance = comparison.chance_more(one, two)
            undecided = 0.2 < chance < 0.8
            named = {one.figure.unit, two.figure.unit} in [set(pair) for pair in pairs]
            assert named == (undecided and one is not two)
    assert "chưa đủ căn cứ kết luận" in told.sentences(campaign, units, 2024)[1].lower()


def test_the_table_says_what_the_figures_say(campaign):
    table = told.table(campaign, ["417", "40"], 2024)
    row = {key: plain(value) for key, value in table.iloc[0].items()}
    assert row["Tỷ lệ hộ nghèo 2021"] == plain(campaign.marks.standing(campaign.figure("417", RATE, 2021)))
    assert row["Số hộ nghèo cuối 2024"] == plain(campaign.marks.standing(campaign.figure("417", POOR, 2024)))
    assert row["Giảm, điểm %"].startswith("≈ 17,5 điểm %")
    assert row["Hạng nghèo"] == "1/21 (1–2)"
    assert table.iloc[1]["Hạng nghèo"] == "–"
    assert plain(table.iloc[1]["Giảm, điểm %"]) == "3,64 điểm %"
    assert "Tỷ lệ hộ nghèo 2021" not in told.table(campaign, ["417"], 2021).columns


def test_what_is_known_of_each_is_worded_as_its_source_words_it(campaign):
    table = told.known_of_each(campaign, ["416", "417", "412"], 2024).set_index("Điều đã biết")
    shares = [plain(text) for text in table.loc["Tỷ trọng người dân tộc thiểu số"]]
    assert shares == ["khoảng 82,50 % (2024)", "96,68 % (2024)", "chưa thấy số liệu"]
    assert [plain(text) for text in table.loc["Tỷ trọng xã cũ thuộc khu vực III, 2021-2025"]] == ["75 %", "90 %", "0 %"]


def test_every_line_of_the_chart_starts_at_a_hundred(campaign):
    for unit in ("40", "417", "em_households", "poor_districts"):
        points = index_points(campaign, unit)
        assert points[0].value == 100
        assert [point.year for point in points] == sorted(point.year for point in points)
        for _, point in pairwise(points):
            assert point.low <= point.value <= point.high
    assert index_points(campaign, "40")[3].value == pytest.approx(36_703 / 66_673 * 100)


def test_who_stands_beside_whom(campaign):
    def chosen(districts=(), group="40", beside=()):
        return told.side_by_side(campaign, districts, beside, campaign.members(group))

    assert chosen(("417", "418"), beside=("40",)) == (["417", "418", "40"], None)
    assert chosen(("417",)) == (["417", "415"], "415")
    assert chosen(group="poor_districts") == (list(campaign.members("poor_districts")), None)
    assert len(chosen()[0]) == 21
    assert len(chosen(tuple(campaign.districts[:5]), beside=("40", "mountain"))[0]) == 6
    read = links.read_link({"voi": ["40", "em_households", "x"]}, campaign)
    assert read.beside == ("40", "em_households")
    assert read.refused == ("voi = x",)
