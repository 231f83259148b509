"""The household base sums to what census and published figures say."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.estimates.households import allocate, census_households, household_base, province_households
from lib.ledger import load_ledger
from tests.examples import own_tables


@pytest.fixture(scope="module")
def ledger():
    return load_ledger(own_tables())


@pytest.mark.parametrize("vintage", ["districts_2021", "districts_2024", "communes_2025"])
@pytest.mark.parametrize(("year", "total"), [(2019, 848977), (2021, 854782), (2024, 882284)])
def test_sums(ledger, vintage, year, total):
    base = household_base(ledger, (year,), vintage)
    assert base["households"].sum() == total


def test_mountain_area_of_the_census(ledger):
    units = ledger.members.query("group == 'mountain'")["unit"]
    assert census_households(ledger, "districts_2021")[units].sum() == 297865


def test_vintages_have_their_units(ledger):
    sizes = {
        vintage: len(census_households(ledger, vintage))
        for vintage in ("districts_2021", "districts_2024", "communes_2025")
    }
    assert sizes == {"districts_2021": 21, "districts_2024": 20, "communes_2025": 130}


def test_published_total_is_kept_and_methods_are_said(ledger):
    base = household_base(ledger, (2021, 2024), "districts_2021").set_index(["unit", "year"])
    assert base.loc[("418", 2024), "households"] == 18464
    assert base.loc[("418", 2024), "method"] == "published"
    assert base.loc[("418", 2021), "method"] == "interpolated"
    assert province_households(ledger, (2022, 2023, 2025))["method"].tolist() == [
        "interpolated",
        "implied",
        "extrapolated",
    ]


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=30), st.integers(0, 1_000_000))
def test_allocation_is_whole_exact_and_fair(weights, total):
    series = pd.Series(weights)
    shared = allocate(series, total)
    assert shared.sum() == total
    assert ((shared - series / series.sum() * total).abs() < 1 + 1e-6).all()
