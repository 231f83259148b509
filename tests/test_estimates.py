"""Estimates reproduce what is published, regenerate byte for byte and give way to real figures."""

from __future__ import annotations

import dataclasses
import shutil

import numpy as np
import pandas as pd
import pytest

from lib.estimates import store, validation
from lib.estimates.evidence import gather
from lib.figures import ESTIMATED, PUBLISHED, figure_table
from lib.ledger import load_ledger
from lib.paths import DATA_DIR


@pytest.fixture(scope="module")
def ledger():
    return load_ledger()


@pytest.fixture(scope="module")
def estimates(ledger):
    return store.estimate(ledger)


def test_files_regenerate_byte_for_byte(estimates, tmp_path):
    store.write(estimates, tmp_path)
    for name in (store.TABLE, store.DRAWS):
        assert (tmp_path / name).read_bytes() == (DATA_DIR / name).read_bytes(), name


@pytest.mark.parametrize(("year", "poor"), [(2021, 66673), (2023, 45333), (2024, 36703)])
def test_province_counts_exactly(estimates, year, poor):
    table = estimates.table
    assert table.loc[table["year"] == year, "poor_households"].sum() == poor
    y = estimates.years.index(year)
    assert (estimates.poor[:, :, y].sum(axis=1) == poor).all()


@pytest.mark.parametrize(("year", "rate"), [(2021, 17.24), (2024, 10.35), (2025, 8.66)])
def test_mountain_rates_exactly(ledger, estimates, year, rate):
    units = ledger.members.query("group == 'mountain'")["unit"].tolist()
    rows = estimates.table[estimates.table["unit"].isin(units) & (estimates.table["year"] == year)]
    assert round(rows["poor_households"].sum() / rows["households"].sum() * 100, 2) == rate
    totals = estimates.draws_of(units)[:, estimates.years.index(year)]
    assert np.ptp(totals) <= 1


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
    assert (estimates.poor <= estimates.table.pivot(index="unit", columns="year", values="households").to_numpy()).all()
    model = table[table["basis"] == "model"]
    assert (model["poor_households_low"] < model["poor_households_high"]).all()


def test_districts_hold_the_poor_their_communes_publish(estimates):
    # Four communes of Kỳ Sơn publish 645 + 696 + 568 + 786 poor households around the end of 2024.
    row = estimates.table.query("unit == '417' and year == 2024").iloc[0]
    assert row["poor_households_low"] > 645 + 696 + 568 + 786


def test_no_evidence_is_about_the_level_of_the_old_standard(ledger):
    evidence = gather(ledger)
    raised = {unit: (value + 0.7, carried) for unit, (value, carried) in evidence.old_log_odds.items()}
    moved = dataclasses.replace(evidence, old_log_odds=raised, old_shift=evidence.old_shift - 0.7)
    from lib.estimates.model import simulate

    assert simulate(moved, 50).central == pytest.approx(simulate(evidence, 50).central, rel=1e-3)


def test_a_real_figure_replaces_the_estimate_and_moves_the_rest(tmp_path):
    for path in DATA_DIR.glob("*.*"):
        shutil.copy(path, tmp_path)
    observations = pd.read_csv(tmp_path / "observations.csv", dtype=str, keep_default_na=False)
    new = observations.query("observation == '422_poor_rate_2024'").iloc[0].copy()
    new["observation"], new["unit"], new["value"] = "415_poor_rate_2024", "415", "35.00"
    observations.loc[len(observations)] = new
    observations.to_csv(tmp_path / "observations.csv", index=False)
    ledger = load_ledger(tmp_path)
    again = store.estimate(ledger)
    figures = figure_table(ledger, again)
    assert figures.get("415", "poor_rate", 2024).status == PUBLISHED
    assert figures.get("415", "poor_rate", 2024).value == 35.0
    assert figures.get("415", "poor_households", 2024).status == ESTIMATED
    before = store.read().table.query("unit == '417' and year == 2024")["poor_households"].iloc[0]
    after = again.table.query("unit == '417' and year == 2024")["poor_households"].iloc[0]
    assert after < before
    assert again.table.query("year == 2024")["poor_households"].sum() == 36703


def test_stored_validation_is_the_commands_own(ledger):
    pd.testing.assert_frame_equal(validation.leave_one_out(ledger), validation.read(), check_dtype=False)


def test_a_broken_estimate_file_is_named(tmp_path):
    (tmp_path / store.TABLE).write_text("unit,year\n417,2024\n", encoding="utf-8")
    shutil.copy(DATA_DIR / store.DRAWS, tmp_path)
    with pytest.raises(Exception, match=r"estimates\.csv.*python -m lib estimate"):
        store.read(tmp_path)
