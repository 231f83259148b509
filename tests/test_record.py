"""The record of past estimates beside what came out later."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from lib.campaign.estimation import Estimation
from lib.estimates import parameters, record, store
from lib.ledger import load_ledger
from lib.views import tables as scene_tables
from tests.one_more import add

TODAY = date(2026, 3, 1)


@pytest.fixture
def directory(tables, tmp_path):
    for path in tables.glob("*.*"):
        shutil.copy(path, tmp_path)
    return tmp_path


def settled(directory, today=TODAY):
    """What is on record once the estimates of a directory are written anew (the same ones: how they are made is no matter)."""
    settings = parameters.read_parameters(directory / parameters.FILE)
    ledger, old = load_ledger(directory), store.read(directory, settings)
    told = (pd.read_csv(directory / name) for name in ("estimate_validation.csv", store.CHANCES, store.ORDERS))
    Estimation(old, *told).write(directory, settings, ledger, today)
    return record.read(directory)


def test_nothing_new_leaves_the_record_empty(directory):
    assert settled(directory).empty


def test_a_districts_first_own_figure_is_put_beside_its_last_estimate(directory, campaign):
    assert campaign.figure("412", "poor_rate", 2024).status == "estimated"
    estimate = campaign.estimates.table.set_index(["unit", "year"]).loc[("412", 2024)]
    add(directory, "412", 2024, rate=0.31)
    kept = settled(directory)
    assert kept.to_dict("records") == [
        {"recorded": pd.Timestamp(TODAY), "unit": "412", "year": 2024, "rate": estimate["poor_rate"],
         "low": estimate["poor_rate_low"], "high": estimate["poor_rate_high"], "basis": "published_rate", "published": 0.31}
    ]  # fmt: skip
    # It is written once, whatever is estimated later.
    add(directory, "412", 2023, count=500)
    later = settled(directory, date(2027, 1, 1))
    assert later.iloc[:1].equals(kept)
    assert later[["unit", "year"]].to_numpy().tolist() == [["412", 2024], ["412", 2023]]


def test_a_count_is_put_on_record_as_the_rate_it_makes(directory, campaign):
    households = campaign.estimates.table.set_index(["unit", "year"]).loc[("412", 2023), "households"]
    add(directory, "412", 2023, count=500)
    row = settled(directory).iloc[0]
    assert (row["basis"], row["published"]) == ("published_count", round(500 / households * 100, 2))


def test_the_province_is_on_record_too_and_a_figure_that_was_known_is_not(directory, campaign):
    add(directory, "40", 2025, rate=3.2)
    add(directory, "416", 2023, count=4_000)  # its rate was published before
    kept = settled(directory)
    assert kept[["unit", "year"]].to_numpy().tolist() == [["40", 2025]]
    assert kept.loc[0, "low"] < kept.loc[0, "rate"] < kept.loc[0, "high"]


def test_the_page_shows_the_record(campaign):
    assert scene_tables.record_table(campaign).empty
    row = {"recorded": pd.Timestamp(TODAY), "unit": "412", "year": 2024, "rate": 0.26, "low": 0.1, "high": 0.49,
           "basis": "published_rate", "published": 0.61}  # fmt: skip

    class Shown:
        edition = replace(campaign.edition, record=pd.DataFrame([row]))
        wording, marks, names, numbers = campaign.wording, campaign.marks, campaign.names, campaign.numbers

    table = scene_tables.record_table(Shown)
    assert list(table.index) == ["Vinh 2024"]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in table.iloc[0]] == [
        "≈ 0,3 %", "0,1–0,5", "0,61 %", "−0,35", "KHÔNG", "1/3/2026",
    ]  # fmt: skip
