"""Estimates reproduce what is published and give way to real figures."""

from __future__ import annotations

import dataclasses
import shutil

import numpy as np
import pandas as pd
import pytest

from lib.__main__ import main
from lib.base.findings import DataError
from lib.base.paths import GEO_DIR
from lib.campaign.campaign import Campaign
from lib.campaign.figures import figure_table
from lib.editions.edition import Place, load_edition
from lib.estimates import calibration, sanity, store, truths
from lib.estimates.evidence import gather
from lib.estimates.parameters import read_parameters
from lib.language.catalogue import read_catalogue
from lib.ledger import load_ledger
from lib.ledger.figure import ESTIMATED, MISSING, PUBLISHED
from lib.plan.assess import WITHHELD
from lib.views.sentences import lagging
from tests.edition import seal_again
from tests.examples import own_tables


@pytest.fixture(scope="module")
def ledger():
    return load_ledger(own_tables())


@pytest.fixture(scope="module")
def settings():
    return read_parameters(own_tables() / "estimation.yaml")


@pytest.fixture(scope="module")
def estimates(ledger, settings):
    return store.estimate(ledger, settings)


@pytest.fixture(scope="module")
def evidence(ledger, settings):
    return gather(ledger, settings)


@pytest.mark.parametrize(("year", "poor"), [(2021, 66673), (2023, 45333), (2024, 36703)])
def test_province_counts_exactly(estimates, year, poor):
    table = estimates.table
    assert table.loc[table["year"] == year, "poor_households"].sum() == poor
    y = estimates.years.index(year)
    assert (estimates.poor[:, :, y].sum(axis=1) == poor).all()


@pytest.mark.parametrize(("year", "rate"), [(2021, 17.24), (2024, 10.35)])
def test_mountain_rates_exactly(ledger, estimates, year, rate):
    units = ledger.members.query("group == 'mountain'")["unit"].tolist()
    rows = estimates.table[estimates.table["unit"].isin(units) & (estimates.table["year"] == year)]
    assert round(rows["poor_households"].sum() / rows["households"].sum() * 100, 2) == rate
    drawn = estimates.rate_draws_of(units)[:, estimates.years.index(year)]
    assert np.abs(drawn - rate).max() < 0.002  # whole households
    # The household base is uncertain, so the published rate gives no exact count.
    assert np.ptp(estimates.draws_of(units)[:, estimates.years.index(year)]) > 1000


def test_projections_pull_but_do_not_bind(ledger, estimates):
    """3,13 and 8,66 % are forecasts: the draws spread around them, the lowland does not fall by four fifths."""
    y = estimates.years.index(2025)
    mountain = ledger.members.query("group == 'mountain'")["unit"].tolist()
    lowland = ledger.members.query("group == 'lowland'")["unit"].tolist()
    rates = {"mountain": estimates.rate_draws_of(mountain)[:, y], "lowland": estimates.rate_draws_of(lowland)[:, y]}
    before = estimates.rate_draws_of(lowland)[:, y - 1].mean()
    assert np.quantile(rates["mountain"], 0.1) < 8.66 < np.quantile(rates["mountain"], 0.9)
    assert rates["lowland"].mean() / before > 0.3
    low, high = np.quantile(rates["lowland"], [0.1, 0.9])
    assert high - low > 0.2
    table = estimates.table.query("year == 2025")
    assert (table["poor_rate"] >= 0.05).all()


def test_a_projection_leaves_earlier_years_alone(ledger, evidence):
    from lib.estimates.model import simulate

    other = dataclasses.replace(evidence, projected_mountain_rate={2025: 9.5})
    moved, still = simulate(other, 100), simulate(evidence, 100)
    assert moved.central[:, :4] == pytest.approx(still.central[:, :4], rel=0.05)
    assert moved.central[evidence.mountain, 4].sum() > still.central[evidence.mountain, 4].sum() * 1.01


def test_assigned_reductions_tell_the_level_never_the_fall(ledger, evidence):
    """Nam Đàn and Vinh are no longer dragged down: without the wishes their rates of 2024 are of the same size."""
    from lib.estimates.model import simulate

    places = [evidence.units.index(unit) for unit in ("412", "430")]
    with_wishes = simulate(evidence, 200).central[places, 3]
    without_wishes = simulate(dataclasses.replace(evidence, assigned={}), 200).central[places, 3]
    assert (with_wishes > without_wishes / 3.5).all()
    assert (with_wishes < without_wishes * 1.2).all()


def test_evidence_that_was_unused_is_used(ledger, evidence):
    floors = {(f.unit, f.year): f.poor for f in evidence.floors}
    assert floors["428", 2023] == 818  # 30,9 % of 2.648 households
    assert floors["417", 2024] == 645 - 1 + 696 + 568 + 787  # four communes: 64,56 % of 999, 696, 568, 44,01 % of 1.787
    assert floors["40", 2022] == 55_000
    assert [(unit, year) for unit, year, _ in evidence.worded] == [("417", 2023)]
    # Yên Thành: the preferred 1,92 % of 2019, not "1,5 %" of 2020.
    value, carried = evidence.old_log_odds["426"]
    assert carried == 1.0


def test_every_draw_respects_the_published_floors(ledger, estimates, evidence):
    for floor in evidence.floors:
        units = list(estimates.units) if floor.unit == "40" else [floor.unit]
        assert (estimates.draws_of(units)[:, estimates.years.index(floor.year)] >= floor.poor).all(), floor


def test_the_household_base_is_drawn_with_its_error(estimates):
    d = estimates.units.index
    spread = estimates.households.std(axis=0) / estimates.households.mean(axis=0)
    assert 0.02 < spread[d("417"), 3] < 0.06
    assert spread[d("418"), 3] == 0  # Tương Dương 2024: 18.464 households are published
    assert 0 < spread[d("418"), 0] < spread[d("417"), 0]
    totals = estimates.table.groupby("year")["households"].sum().to_numpy()
    assert (estimates.households.sum(axis=1) == totals).all()


@pytest.mark.parametrize(
    ("unit", "year", "rate"), [("416", 2021, 42.04), ("416", 2023, 32.37), ("418", 2024, 24.94), ("422", 2024, 13.88)]
)
def test_published_district_rates_exactly(estimates, unit, year, rate):
    row = estimates.table.query("unit == @unit and year == @year").iloc[0]
    assert row["poor_rate"] == rate
    assert row["basis"].startswith("published")


def test_published_count_of_tuong_duong(estimates):
    row = estimates.table.query("unit == '418' and year == 2024").iloc[0]
    assert (row["poor_households"], row["households"]) == (4604, 18464)


def test_intervals_and_draws_are_sane(estimates):
    table = estimates.table
    assert (table["poor_households_low"] <= table["poor_households"]).all()
    assert (table["poor_households"] <= table["poor_households_high"]).all()
    assert (table["poor_rate"].between(0, 100)).all()
    assert (estimates.poor >= 0).all()
    assert (estimates.poor <= estimates.households).all()
    model = table[table["basis"] == "model"]
    assert (model["poor_households_low"] < model["poor_households_high"]).all()
    assert (model["poor_rate_low"] < model["poor_rate_high"]).all()
    published = table[table["basis"] != "model"]
    assert (published["poor_rate_low"] == published["poor_rate_high"]).all()
    derived = table[table["basis"] == "published_rate"]
    assert (derived["poor_households_low"] < derived["poor_households_high"]).all()


def test_districts_hold_the_poor_their_communes_publish(estimates):
    # Four communes of Kỳ Sơn publish 645 + 696 + 568 + 786 poor households around the end of 2024.
    row = estimates.table.query("unit == '417' and year == 2024").iloc[0]
    assert row["poor_households_low"] > 645 + 696 + 568 + 786


def test_no_evidence_is_about_the_level_of_the_old_standard(ledger, evidence):
    raised = {unit: (value + 0.7, carried) for unit, (value, carried) in evidence.old_log_odds.items()}
    moved = dataclasses.replace(evidence, old_log_odds=raised, old_shift=evidence.old_shift - 0.7)
    from lib.estimates.model import simulate

    assert simulate(moved, 50).central == pytest.approx(simulate(evidence, 50).central, rel=1e-3)


def test_a_real_figure_replaces_the_estimate_and_moves_the_rest(tmp_path, settings, estimates):
    for path in own_tables().glob("*.*"):
        shutil.copy(path, tmp_path)
    observations = pd.read_csv(tmp_path / "observations.csv", dtype=str, keep_default_na=False)
    new = observations.query("observation == '422_poor_rate_2024'").iloc[0].copy()
    new["observation"], new["unit"], new["value"] = "415_poor_rate_2024", "415", "35.00"
    new["quote"] = "Quế Phong: 35,00% hộ nghèo"
    observations.loc[len(observations)] = new
    observations.to_csv(tmp_path / "observations.csv", index=False)
    ledger = load_ledger(tmp_path)
    again = store.estimate(ledger, settings)
    figures = figure_table(ledger, again, read_catalogue(own_tables()))
    assert figures.get("415", "poor_rate", 2024).status == PUBLISHED
    assert figures.get("415", "poor_rate", 2024).value == 35.0
    assert figures.get("415", "poor_households", 2024).status == ESTIMATED
    before = estimates.table.query("unit == '417' and year == 2024")["poor_households"].iloc[0]
    after = again.table.query("unit == '417' and year == 2024")["poor_households"].iloc[0]
    assert after < before
    assert again.table.query("year == 2024")["poor_households"].sum() == 36703


@pytest.mark.live
def test_the_stored_calibration_holds_in_every_group_and_year(live_edition):
    """Under every family of truths 80 % intervals cover 78 to 90 % of the districts' rates, within two standard errors; no truth
    is left out; a claim is made from 80 % on, and then it is true at least as often.
    """
    table = live_edition.calibration
    rates = table[(table["what"] == "rate") & (table["group"] != "all")]
    assert set(rates["group"]) == {"poor_districts", "other_mountain", "lowland"}
    assert set(rates["year"]) == {0, 2021, 2022, 2023, 2024, 2025}
    assert set(rates["truth"]) == {family.name for family in truths.FAMILIES}
    outside = rates[(rates["observed"] + 2 * rates["error"] < 0.78) | (rates["observed"] - 2 * rates["error"] > 0.90)]
    assert outside.empty, outside
    assert (table.loc[table["what"] == "failed", "observed"] == 0).all()
    claims = table[
        table["what"].str.startswith(("behind 80", "behind 90")) & (table["year"] == 0) & (table["group"] == "all")
    ]
    assert len(claims) == 2 * len(truths.FAMILIES)
    true = (claims["observed"] * claims["cases"]).groupby(claims["truth"]).sum() / claims.groupby("truth")[
        "cases"
    ].sum()
    assert (true >= live_edition.parameters["certain"]).all(), claims


@pytest.mark.live
def test_probabilities_of_being_behind_come_true_as_often_as_they_are_said(live_edition):
    """Of all groups and years together, by family of truths and class of probability: within three standard errors."""
    table = live_edition.calibration
    claims = table[table["what"].str.startswith("behind") & (table["group"] == "all") & (table["year"] == 0)]
    assert len(claims) == 4 * (len(calibration.EDGES) - 1)
    off = (claims["observed"] - claims["expected"]).abs()
    assert claims[off > 3 * claims["error"]].empty
    assert (off > 2 * claims["error"]).sum() <= len(claims) / 6
    assert off.max() <= 0.06


def test_the_calibration_command_gives_the_same_again(ledger, settings):
    again, twice = (calibration.calibrate(ledger, settings, truths=1) for _ in range(2))
    pd.testing.assert_frame_equal(again, twice)
    assert set(again.columns) == set(calibration.COLUMNS)
    assert again.loc[again["what"] != "bias", "observed"].between(0, 1).all()


@pytest.fixture
def copy(tmp_path):
    for path in own_tables().glob("*.*"):
        shutil.copy(path, tmp_path)
    return tmp_path


def edited(directory, unit, year, **cells):
    table = pd.read_csv(directory / store.TABLE, dtype={"unit": str})
    for column, value in cells.items():
        table.loc[(table["unit"] == unit) & (table["year"] == year), column] = value
    # The rate follows the count, or what contradicts itself is told first.
    if "poor_rate" not in cells:
        rates = (table["poor_households"] / table["households"] * 100).round(2)
        table["poor_rate"] = table["poor_rate"].where(table["basis"] != "model", rates)
        table["poor_rate_low"] = table[["poor_rate_low", "poor_rate"]].min(axis=1)
    table.to_csv(directory / store.TABLE, index=False)
    seal_again(directory, store.SEALED, ["estimation.yaml"], store.OUTPUTS)


@pytest.mark.parametrize(
    ("unit", "year", "cells", "words"),
    [
        ("417", 2024, {"poor_households": 2000, "poor_households_low": 1900}, "hơn hẳn mọi mức giảm"),
        ("412", 2025, {"poor_households": 20, "poor_households_low": 10}, "dưới 0.05 %"),
        ("417", 2023, {"poor_rate": 47.29, "poor_rate_low": 47.29, "poor_rate_high": 47.29}, "không có khoảng"),
        ("428", 2023, {"poor_households": 700, "poor_households_low": 600}, "ít hơn mức đã công bố (818"),
    ],
)
def test_an_estimate_nobody_would_believe_is_held_back_and_told(copy, capsys, unit, year, cells, words):
    assert main(["--data", str(copy), "check"]) == 0
    assert "tạm giữ lại" not in capsys.readouterr().out
    edited(copy, unit, year, **cells)
    assert main(["--data", str(copy), "check"]) == 0
    text = capsys.readouterr().out
    assert words in text
    assert "tạm giữ lại" in text
    held = Campaign(load_edition(Place(copy, GEO_DIR)))
    assert held.figure(unit, "poor_rate", 2022).status == MISSING
    assert held.standing(unit, 2024).reason == WITHHELD
    assert "tạm giữ lại" in lagging.lag_sentence(held, held.standing(unit, 2024))


def test_a_groups_fall_is_watched_too(copy, capsys):
    for unit in ("415", "416", "417", "418"):
        edited(copy, unit, 2025, poor_households=1000, poor_households_low=900)
    assert main(["--data", str(copy), "check"]) == 0
    assert "Huyện nghèo 2025: tỷ lệ giảm" in capsys.readouterr().out


def test_the_largest_fall_published_is_the_countrys(ledger, evidence):
    # 2,93 % (2023) to 1,93 % (2024); the lowland's implied one, 33 % a year, comes close.
    assert sanity.largest_fall(ledger, evidence) == pytest.approx(1 - 1.93 / 2.93, abs=1e-6)


def test_a_broken_estimate_file_is_named(tmp_path, settings):
    (tmp_path / store.TABLE).write_text("unit,year\n417,2024\n", encoding="utf-8")
    shutil.copy(own_tables() / store.DRAWS, tmp_path)
    with pytest.raises(DataError, match=r"estimates\.csv.*thiếu cột"):
        store.read(tmp_path, settings)
