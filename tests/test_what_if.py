"""Nếu … thì: five results worked out by hand, probabilities from the draws, everything named as a calculation."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lib.campaign import what_if
from lib.drawing.charts import drawn
from lib.language.numbers import NBSP
from lib.views import links
from lib.views.charts import Kind
from lib.views.sentences import what_if as told


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


# Worked out by hand from the figures shown: rate at the end of 2024, less one year's pace, times the households of 2025; half
# of the households at the end of 2021, whole ones, is the goal. Kỳ Sơn: 40,5 %, 17.823 households, 9.901 at the start;
# Tương Dương: 24,94 %, 18.656, 6.851; Vinh: 0,26 %, 99.242, 1.125.
@pytest.mark.parametrize(
    ("unit", "pace", "rate", "count", "goal", "needed", "reached"),
    [
        ("417", 5.0, 35.5, 6_327, 4_950, 12.73, False),
        ("417", 13.0, 27.5, 4_901, 4_950, 12.73, True),
        ("418", 5.0, 19.94, 3_720, 3_425, 6.58, False),
        ("418", 7.0, 17.94, 3_347, 3_425, 6.58, True),
        ("412", 0.3, 0.0, 0, 550, 0.0, True),
    ],
)
def test_results_by_hand(campaign, unit, pace, rate, count, goal, needed, reached):
    found = what_if.outcome(campaign, unit, pace)
    assert found.rate_end == pytest.approx(rate, abs=0.005)
    assert found.count_end == pytest.approx(count, abs=1)
    assert found.goal == goal
    assert found.needed == pytest.approx(needed, abs=0.01)
    assert found.reached == reached


def test_the_needed_pace_just_reaches(campaign):
    for unit in campaign.districts:
        needed = what_if.outcome(campaign, unit, 0.0).needed
        assert what_if.outcome(campaign, unit, needed + 1e-6).reached
        if needed:
            assert not what_if.outcome(campaign, unit, needed - 0.01).reached


def test_the_probability_is_that_of_the_draws(campaign):
    rate = campaign.estimates.rate_draws_of(["417"])[:, 3]
    households = campaign.estimates.households[:, campaign.estimates.units.index("417"), 4]
    half = np.floor(campaign.estimates.draws_of(["417"])[:, 0] / 2)
    expected = np.mean(np.maximum(0, rate - 8) / 100 * households <= half)
    assert what_if.outcome(campaign, "417", 8.0).chance == pytest.approx(expected)
    chances = [what_if.outcome(campaign, "417", pace).chance for pace in (0, 4, 8, 12, 15)]
    assert chances == sorted(chances)


def test_the_province_is_the_sum_of_its_districts(campaign):
    paces = dict.fromkeys(campaign.members("poor_districts"), 5.0)
    found = what_if.together(campaign, paces.items())
    parts = [
        what_if.outcome(campaign, unit, paces.get(unit, what_if.own_pace(campaign, unit))).count_end
        for unit in campaign.districts
    ]
    assert found.count_end == pytest.approx(sum(parts))
    assert found.goal == math.floor(66_673 / 2)
    standstill = what_if.together(campaign, [(unit, 0.0) for unit in campaign.districts])
    assert not standstill.reached
    assert standstill.year is None
    assert standstill.chance < 0.1


def test_sentences_name_it_a_calculation_with_its_probability(campaign):
    text = plain(told.sentence(campaign, what_if.outcome(campaign, "417", 5.8)))
    assert text == (
        "Nếu trong năm 2025 Kỳ Sơn đã giảm 5,8 điểm % thì cuối năm còn ≈ 6.180 hộ, so với mức giảm 50 % là ≈ 4.950 hộ; xác suất "
        "giảm được 50 %: dưới 10 %. Vừa đủ là giảm ≈ 12,7 điểm %."
    )
    kept = what_if.together(campaign, ())
    faster = what_if.together(campaign, [(unit, 5.0) for unit in campaign.members("poor_districts")])
    text = plain(told.province(campaign, faster, kept))
    assert "≈ 29.784 hộ, so với mức giảm 50 % là 33.336 hộ" in text
    assert "Nếu mọi nơi giữ tỷ lệ giảm từ đầu kỳ: ≈ 30.600 hộ" in text
    assert "không phải số liệu" in campaign.wording.say("what_if.note", first=2024, end=2025)


def test_who_gets_a_pace(campaign):
    assert told.places(campaign, ("417", "412"), campaign.districts) == ["417", "412"]
    assert told.places(campaign, (), campaign.members("poor_districts")) == list(campaign.members("poor_districts"))
    lagging = told.places(campaign, (), campaign.districts)
    assert lagging[0] == "417"
    assert len(lagging) == 6


def test_paces_in_links(campaign):
    read = links.read_link({"nhip": ["417:5.5", "tat_ca:4", "999:1", "417:x", "418:99", "418:1e3"]}, campaign)
    assert dict(read.paces) == {"417": 5.5, "tat_ca": 4.0}
    assert len(read.refused) == 4


def test_a_group_falls_at_one_pace(campaign):
    poor = list(campaign.members("poor_districts"))
    read = links.read_link({"nhip": ["poor_districts:5", "417:9.0"]}, campaign)
    assert told.tried(campaign, (), campaign.districts, dict(read.paces)) == dict.fromkeys(poor, 5.0)
    assert told.tried(campaign, ("417", "418"), (), {"417": 9.0}) == {
        "417": 9.0,
        "418": what_if.own_pace(campaign, "418"),
    }
    assert told.tried(campaign, ("417", "418"), (), {"tat_ca": 3.0}) == {"417": 3.0, "418": 3.0}
    assert len(told.tried(campaign, (), (), {"40": 1.0})) == 21
    # Left as they are, paces change nothing: the same number as where nothing is tried.
    left = told.tried(campaign, (), campaign.districts, {})
    tried, kept = (what_if.together(campaign, paces) for paces in (left.items(), ()))
    assert tried.count_end == pytest.approx(kept.count_end)
    assert tried.chance == kept.chance
    assert plain(told.province(campaign, tried, kept)).startswith(
        "Nếu mọi nơi giữ tỷ lệ giảm từ đầu kỳ, toàn tỉnh cuối năm 2025 còn ≈ 30.600 hộ"
    )
    assert (
        told.sentences(campaign, what_if.each(campaign, dict.fromkeys(campaign.members("mountain"), 2.0).items())) == []
    )


def test_the_chart_shows_what_is_left_against_the_goal(campaign):
    """Kỳ Sơn by its outcome: the star stands where the count over the baseline is, coloured by whether that is reached."""
    paces = (("417", 9.0), ("418", 0.5))
    drawing = drawn(campaign, Kind("what_if", paces), "light").to_dict()
    (stars,) = (trace for trace in drawing["data"] if trace.get("marker", {}).get("symbol") == "star")
    outcomes = [what_if.together(campaign, paces), *what_if.each(campaign, paces)]
    names = [campaign.names[found.unit] for found in outcomes]
    assert list(stars["y"]) == names
    base = [campaign.figure(found.unit, "poor_households", 2021).value for found in outcomes]
    assert list(stars["x"]) == pytest.approx(
        [found.count_end / start * 100 for found, start in zip(outcomes, base, strict=True)]
    )
    goal = next(shape for shape in drawing["layout"]["shapes"])
    assert goal["x0"] == 50
    for found, share in zip(outcomes, stars["x"], strict=True):
        assert found.reached == (share <= 50.001)
    assert len(set(stars["marker"]["color"])) == len({found.reached for found in outcomes})
