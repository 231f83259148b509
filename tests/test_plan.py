"""The plan's arithmetic against figures computed by hand."""

from __future__ import annotations

import dataclasses
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.__main__ import main
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure
from lib.plan.assess import (
    FALL_EXCEEDS_RATE,
    Chances,
    Cutoffs,
    assess,
    chances_of,
    judge,
    judge_end,
    judge_estimate,
    weakest_status,
)
from lib.plan.targets import Target

CUTOFFS = Cutoffs(ahead=1.1, on_track=1.0, just_behind=0.95, slow=0.6, very_slow=0.0, certain=0.8)
HALVING = Target("h", "", "", "", "", "", "poor_households", "u", "ratio_of_baseline", 0.5, None, 2021, 2025)
POINTS = Target("p", "", "", "", "", "", "poor_rate", "u", "points_per_year", 1, 1.5, 2021, 2025)


def figure(value: float, year: int, indicator: str, status: str = PUBLISHED) -> Figure:
    return Figure("u", indicator, year, value, value, value, status)


def assessed(target: Target, start: float, now: float, year: int = 2024):
    return assess(target, "u", figure(start, 2021, target.indicator), figure(now, year, target.indicator), CUTOFFS)


@pytest.fixture(scope="module")
def by_target(campaign):
    return {target.target: campaign.assess(target) for target in campaign.targets}


@pytest.mark.parametrize(
    ("target", "baseline", "latest", "pace", "judgement"),
    [
        ("province_points", 7.80, 4.16, 1.21, "on_track"),
        ("mountain_points", 17.24, 10.35, 2.30, "on_track"),
        ("em_points", 38.58, 24.92, 4.55, "ahead"),
    ],
)
def test_points_targets_of_the_plan(by_target, target, baseline, latest, pace, judgement):
    a = by_target[target]
    assert (a.baseline.value, a.latest.value) == (baseline, latest)
    assert (a.baseline.status, a.latest.status) == (PUBLISHED, PUBLISHED)
    assert round(a.pace, 2) == pace
    assert a.judgement == judgement


def test_halving_of_the_province(by_target):
    a = by_target["halving"]
    assert (a.baseline.value, a.latest.value) == (66673, 36703)
    assert round(a.relative_fall, 1) == 45.0
    assert round(a.path_values[0]) == 41671  # 66.673 × (1 − 0,375)
    assert math.floor(a.end_values[0]) == 33336
    assert a.still_to_fall[0] == 3367
    assert a.judgement == "ahead"


def test_projection_for_2025_halves_if_confirmed(campaign):
    count = campaign.assess(campaign.yardstick, year=2025)
    assert campaign.figure("40", "poor_rate", 2025).status == PROJECTED
    assert round(count.relative_fall) == 58
    # A projected rate times households: projected and derived, not estimated, and without a pretended interval.
    assert count.status == PROJECTED
    assert count.latest.derived
    assert count.judgement == "expected_reached"
    assert count.reached is True


def test_poor_districts_have_no_published_aggregate(by_target):
    a = by_target["poor_districts_points"]
    assert a.status == ESTIMATED
    assert a.latest.low < a.latest.value < a.latest.high


def test_needed_pace_uses_both_ends():
    a = assessed(POINTS, 7.80, 4.16)
    assert a.end_values == pytest.approx((3.80, 1.80))
    assert a.still_to_fall == pytest.approx((0.36, 2.36))
    assert a.needed_pace == pytest.approx((0.36, 2.36))
    assert a.projected_end == pytest.approx(4.16 - 3.64 / 3)


def test_a_lowland_district_is_never_failed_on_points(campaign):
    for unit in campaign.members("lowland"):
        assert campaign.points_target_of(unit) is None
    low = assessed(POINTS, 0.9, 0.5)
    assert not low.applies
    assert low.reason == FALL_EXCEEDS_RATE


def test_constant_ratio_path_differs_from_the_line():
    assert HALVING.path(66673, 2023)[0] == pytest.approx(50004.75)
    assert HALVING.constant_ratio_path(66673, 2023) == pytest.approx(66673 * 0.5**0.5)


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [(1.2, "ahead"), (1.1, "ahead"), (1.0, "on_track"), (1 - 1e-12, "on_track"), (0.999, "just_behind"),
     (0.95, "just_behind"), (0.949, "slow"), (0.6, "slow"), (0.59, "very_slow"), (0.0, "very_slow"), (-0.01, "reversed"), (math.nan, "insufficient")],
)  # fmt: skip
def test_cutoffs(ratio, expected):
    assert judge(ratio, CUTOFFS) == expected


def test_missing_figures_are_not_judged():
    a = assess(HALVING, "u", figure(100, 2021, "poor_households"),
               figure(math.nan, 2024, "poor_households", MISSING), CUTOFFS)  # fmt: skip
    assert a.judgement == "insufficient"


def test_reached_is_only_said_at_the_end_year():
    assert assessed(HALVING, 100, 40).reached is None
    assert assessed(HALVING, 101, 50, 2025).reached is True
    assert assessed(HALVING, 101, 51, 2025).reached is False


@pytest.mark.parametrize(
    ("now", "status", "expected"),
    [(50, PUBLISHED, "reached"), (51, PUBLISHED, "not_reached"), (50, PROJECTED, "expected_reached"),
     (51, PROJECTED, "expected_not_reached"), (50.9, PUBLISHED, "not_reached")],
)  # fmt: skip
def test_the_final_year_knows_no_tolerance(now, status, expected):
    a = assess(
        HALVING, "u", figure(101, 2021, "poor_households"), figure(now, 2025, "poor_households", status), CUTOFFS
    )
    assert a.judgement == expected


def chances(on_path, ahead=0.0, much_behind=0.0, reversed_=0.0):
    return Chances(on_path, ahead, much_behind, reversed_, 0.5, 1.5, on_path, on_path, 0.0)


@pytest.mark.parametrize(
    ("draws", "expected"),
    [
        (chances(0.95, 0.85), "ahead"), (chances(0.95, 0.65), "on_track"), (chances(0.80), "on_track"),
        (chances(0.79), "undecided"), (chances(0.5), "undecided"), (chances(0.21), "undecided"),
        (chances(0.19), "slow"), (chances(0.05, much_behind=0.9), "very_slow"),
        (chances(0.0, much_behind=1.0, reversed_=0.9), "reversed"),
    ],
)  # fmt: skip
def test_an_estimate_is_judged_only_as_far_as_its_draws_go(draws, expected):
    assert judge_estimate(draws, CUTOFFS) == expected


def test_a_claim_needs_every_way_to_estimate_and_two_errors_of_drawing():
    sure = dataclasses.replace(chances(0.95), least=0.81, most=0.99)
    assert judge_estimate(sure, CUTOFFS) == "on_track"
    assert judge_estimate(dataclasses.replace(sure, least=0.79), CUTOFFS) == "undecided"
    assert judge_estimate(dataclasses.replace(sure, error=0.006), CUTOFFS) == "undecided"
    behind = dataclasses.replace(chances(0.05), least=0.01, most=0.19)
    assert judge_estimate(behind, CUTOFFS) == "slow"
    assert judge_estimate(dataclasses.replace(behind, most=0.21), CUTOFFS) == "undecided"
    assert judge_end(ESTIMATED, True, dataclasses.replace(sure, least=0.79), CUTOFFS) == "undecided"
    assert judge_end(ESTIMATED, False, behind, CUTOFFS) == "expected_not_reached"


@pytest.mark.parametrize(
    ("on_path", "expected"), [(0.81, "expected_reached"), (0.5, "undecided"), (0.1, "expected_not_reached")]
)
def test_the_final_year_of_an_estimate_is_undecided_without_certainty(on_path, expected):
    assert judge_end(ESTIMATED, on_path > 0.5, chances(on_path), CUTOFFS) == expected


def test_chances_name_their_own_events():
    # Yearly falls of ten draws, by hand: seven at least 1, three over 1,5, two under 0,6, one negative.
    falls = np.array([-0.1, 0.5, 0.9, 1.0, 1.2, 1.3, 1.4, 1.6, 1.7, 1.8])
    found = chances_of(POINTS, falls, 1.0, CUTOFFS, 0.8)
    assert (found.on_path, found.ahead, found.much_behind, found.reversed) == (0.7, 0.3, 0.2, 0.1)
    assert found.behind == pytest.approx(0.3)


def test_no_unit_behind_its_path_is_green_or_keeps_its_pace(campaign):
    good = {entry.colour_light for entry in campaign.judgements.values() if entry.kind == "good"}
    for year in campaign.years:
        units = [*campaign.districts, *campaign.groups, "40"]
        assessments = [campaign.standing(unit, year) for unit in units]
        assessments += [campaign.assess(target, year=year) for target in campaign.targets + campaign.targets_beside]
        for a in assessments:
            entry = campaign.judgement(a.judgement)
            if a.chances is None and a.ratio < 1 - 1e-9:
                assert entry.kind in ("bad", "none"), (a.unit, year)
            if a.chances is not None and 0.2 < a.chances.on_path < 0.8:
                assert entry.kind in ("open", "none"), (a.unit, year)
            if entry.kind != "good":
                assert entry.verb_vi != "duy trì"
                assert entry.colour_light not in good


def test_the_national_programme_halves_poor_and_near_poor_together(campaign):
    (target,) = campaign.targets_beside
    a = campaign.assess(target, year=2024)
    assert (a.baseline.value, a.latest.value) == (122_962, 84_541)  # 66.673 + 56.289; 36.703 + 47.838
    assert round(a.relative_fall, 1) == 31.2
    assert round(a.ratio, 2) == 0.83
    assert a.judgement == "slow"


def test_clashing_projections_leave_the_lowland_unjudged(campaign):
    conflict = campaign.conflict(2025)
    assert set(conflict.units) == set(campaign.members("lowland"))
    # 3,13 % of all households minus 8,66 % of the mountain's: 856 households in 577.000.
    assert round(conflict.implied_rate, 2) == 0.15
    for unit in campaign.members("lowland"):
        assert campaign.standing(unit, 2025).judgement == "withheld"
    assert campaign.standing("417", 2025).judgement != "withheld"
    assert campaign.assess(campaign.yardstick, year=2025).judgement == "expected_reached"
    assert all(campaign.conflict(year) is None for year in campaign.years[:-1])


@pytest.mark.parametrize("year", [2020, 2026])
def test_figures_outside_the_period_are_refused(year):
    with pytest.raises(ValueError, match="period"):
        assessed(HALVING, 100, 50, year)


def test_the_weakest_status_wins():
    figures = [figure(1, 2021, "x", status) for status in (PUBLISHED, ESTIMATED, PROJECTED)]
    assert weakest_status(figures) == ESTIMATED


@given(start=st.integers(1, 100_000), now=st.integers(0, 150_000), year=st.integers(2022, 2025))
def test_judgement_never_improves_when_more_households_are_poor(start, now, year):
    order = ["reversed", "very_slow", "slow", "just_behind", "not_reached", "on_track", "reached", "ahead"]
    better, worse = assessed(HALVING, start, now, year), assessed(HALVING, start, now + 1, year)
    assert order.index(better.judgement) >= order.index(worse.judgement)
    assert better.still_to_fall[0] <= worse.still_to_fall[0]


@given(start=st.floats(0.5, 90), fall=st.floats(-5, 80), year=st.integers(2022, 2025))
def test_pace_times_years_is_the_fall(start, fall, year):
    a = assessed(POINTS, start, max(0.0, start - fall), year)
    assert a.pace * (year - 2021) == pytest.approx(a.fall)
    assert a.projected_end >= 0
    assert all(end >= 0 for end in a.end_values)


def test_scorecard_json_gives_the_pinned_numbers(capsys):
    assert main(["scorecard", "--format", "json"]) == 0
    card = json.loads(capsys.readouterr().out)
    targets = {row["target"]: row for row in card["targets"]}
    assert card["year"] == 2024
    assert targets["halving"]["latest"]["value"] == 36703
    assert targets["halving"]["still_to_fall"][0] == 3367
    assert round(targets["province_points"]["pace_per_year"], 2) == 1.21
    assert len(card["districts"]) == 21
    assert all(row["status"] == "estimated" for row in card["districts"])
    assert all(row["probability_behind_path"] is not None for row in card["districts"])
    assert {row["unit"] for row in card["districts"] if row["judgement"] == "slow"} == {"417"}
    assert [row["judgement"] for row in card["national_targets"]] == ["slow"]
    assert card["notice"] is None


def test_scorecard_of_the_final_year_reaches_nothing_without_its_condition(capsys):
    assert main(["scorecard", "--format", "json", "--year", "2025"]) == 0
    card = json.loads(capsys.readouterr().out)
    for row in card["targets"]:
        assert row["judgement"] == "expected_reached"
        assert row["reached_if"] == "kết quả rà soát xác nhận"
    assert "khó đi cùng nhau" in card["notice"]
    lowland = [row for row in card["districts"] if row["judgement"] == "withheld"]
    assert len(lowland) == 10
    assert all(row["reached"] is None for row in lowland)


def test_scorecard_refuses_a_year_outside_the_plan(capsys):
    assert main(["scorecard", "--year", "2019"]) == 2
    assert "Năm phải từ" in capsys.readouterr().err
