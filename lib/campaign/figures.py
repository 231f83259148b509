"""One table of figures for every view: published and projected ones from the ledger, estimates elsewhere.

A figure never loses its status on the way to the screen: each row carries value, interval, status, source
and wording together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from lib.estimates.store import Estimates
from lib.language.catalogue import Catalogue
from lib.ledger import Ledger
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure, Status
from lib.ledger.schemas import NO_STANDARD

COLUMNS = ["unit", "indicator", "year", "value", "low", "high", "status", "source", "quote", "note", "weak", "derived",
           "inferred"]  # fmt: skip
MODEL_SOURCE = "model"


class FigureTable:
    """Figures by unit, indicator and year; those about poverty on the plan's standard.

    ``frame`` has the columns :data:`COLUMNS`; at most one row a unit, indicator and year.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self._rows = {
            (row.unit, row.indicator, int(row.year)): _figure(row._asdict()) for row in frame.itertuples(index=False)
        }

    def get(self, unit: str, indicator: str, year: int) -> Figure:
        """The figure, or one with status ``missing`` and value NaN."""
        nan = float("nan")
        return self._rows.get((unit, indicator, year), Figure(unit, indicator, year, nan, nan, nan, MISSING))

    def written(self, rounded: Callable[[Figure], Figure]) -> FigureTable:
        """The same table with each estimate as it is written everywhere: whoever draws, lists or saves it has one value."""
        rows = [rounded(figure) if figure.status == ESTIMATED else figure for figure in self._rows.values()]
        return FigureTable(pd.DataFrame([asdict(figure) for figure in rows], columns=COLUMNS))

    def series(self, unit: str, indicator: str, years: tuple[int, ...]) -> list[Figure]:
        """The figures of one unit over several years, missing ones included."""
        return [self.get(unit, indicator, year) for year in years]


def _figure(row: dict[str, Any]) -> Figure:
    """A row of the table as a figure, its status one of the closed set."""
    return Figure(**{**row, "status": Status(row["status"])})


def figure_table(
    ledger: Ledger, estimates: Estimates, wording: Catalogue, withheld: Collection[str] = ()
) -> FigureTable:
    """Put published, projected and estimated figures of districts, groups and province side by side.

    A published figure outranks a projection, a projection outranks an estimate. ``wording`` has the notes of derived ones.
    Of ``withheld`` units and groups no estimate is shown.
    """
    wanted = {ledger.province, *ledger.units_of(ledger.plan.vintage), *ledger.groups["group"]}
    known = _from_ledger(ledger, wanted)
    projected = _from_projections(ledger, estimates, known, wording.say("figures.from_projected_rate"))
    rows = [*known, *projected, *_from_estimates(ledger, estimates, wording.say("figures.from_published_rate"))]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame = frame[(frame["status"] != ESTIMATED) | ~frame["unit"].isin(withheld)]
    rank = frame["status"].map({PUBLISHED: 0, PROJECTED: 1, ESTIMATED: 2})
    frame = (
        frame.assign(rank=rank)
        .sort_values(["unit", "indicator", "year", "rank"], kind="stable")
        .drop_duplicates(["unit", "indicator", "year"])
        .drop(columns="rank")
        .reset_index(drop=True)
    )
    return FigureTable(frame)


def published_table(ledger: Ledger, units: Collection[str]) -> FigureTable:
    """What is published and projected of some units of any kind; nothing is estimated for them."""
    frame = pd.DataFrame(_from_ledger(ledger, units), columns=COLUMNS)
    return FigureTable(frame.drop_duplicates(["unit", "indicator", "year"], ignore_index=True))


def _from_ledger(ledger: Ledger, wanted: Collection[str]) -> list[tuple]:
    """Preferred exact figures of every indicator, at the end of a year: poverty on the plan's standard, others on none.

    A fall over a period counts for its last year where it is that year's own; what is known of poverty on another day of
    the year is no figure of its end.
    """
    rows = ledger.observations
    about_poverty = rows["indicator"].isin(ledger.indicators.query("theme == 'poverty'")["indicator"])
    year_end = rows["as_of"].dt.strftime("%m-%d") == "12-31"
    own_year = rows["period_start"].isna() | (rows["period_start"] == rows["year"] - 1)
    rows = rows[
        rows["unit"].isin(wanted)
        & rows["standard"].isin([ledger.plan.standard, NO_STANDARD])
        & rows["preferred"]
        & (rows["bound"] == "exact")
        & rows["year"].notna()
        & own_year
        & (rows["as_of"].isna() | year_end | ~about_poverty)
    ].sort_values("as_of", na_position="first", ascending=False, kind="stable")
    weak = ledger.weak_sources
    return [
        (r.unit, r.indicator, int(r.year), float(r.value), float(r.value), float(r.value), r.status, r.source,
         r.quote, r.note, r.source in weak, r.basis == "derived", r.year_basis == "inferred")
        for r in rows.itertuples()
    ]  # fmt: skip


def _from_projections(ledger: Ledger, estimates: Estimates, known: list[tuple], note: str) -> list[tuple]:
    """Counts that follow from projected rates and the household base: projected too, and marked as derived."""
    if estimates.table.empty:
        return []
    figures = [dict(zip(COLUMNS, row, strict=True)) for row in known]
    counted = {(f["unit"], f["year"]) for f in figures if f["indicator"] == "poor_households"}
    areas = {ledger.province, *ledger.groups.query("kind == 'area'")["group"]}
    rows = []
    for f in figures:
        key = (f["unit"], f["year"])
        if f["indicator"] != "poor_rate" or f["status"] != PROJECTED or f["unit"] not in areas or key in counted:
            continue
        households = estimates.households_of(ledger.members_of(f["unit"]))[estimates.years.index(f["year"])]
        count = float(round(f["value"] / 100 * households))
        rows.append((f["unit"], "poor_households", f["year"], count, count, count, PROJECTED, f["source"], f["quote"],
                     note, f["weak"], True, f["inferred"]))  # fmt: skip
    return rows


def _from_estimates(ledger: Ledger, estimates: Estimates, derived_note: str) -> list[tuple]:
    """Estimates of districts and areas; a count that follows from a published rate is marked as derived."""
    rows: list[tuple] = []
    if estimates.table.empty:
        return rows
    for r in estimates.table.itertuples():
        note = derived_note if r.basis == "published_rate" else ""
        if r.basis != "published_count":
            rows.append((r.unit, "poor_households", r.year, float(r.poor_households),
                         float(r.poor_households_low), float(r.poor_households_high), ESTIMATED,
                         MODEL_SOURCE, "", note, False, bool(note), False))  # fmt: skip
        if r.basis == "model":
            rows.append((r.unit, "poor_rate", r.year, float(r.poor_rate), float(r.poor_rate_low),
                         float(r.poor_rate_high), ESTIMATED, MODEL_SOURCE, "", "", False, False, False))  # fmt: skip
    tails = [(1 - estimates.interval) / 2, (1 + estimates.interval) / 2]
    areas = ledger.groups.query("kind == 'area'")["group"].tolist()
    for group in [ledger.province, *areas]:
        units = ledger.members_of(group)
        poor, rates = estimates.draws_of(units), estimates.rate_draws_of(units)
        households = estimates.households_of(units)
        central = estimates.table[estimates.table["unit"].isin(units)].groupby("year")["poor_households"].sum()
        for y, year in enumerate(estimates.years):
            value = float(central[year])
            rate = value / households[y] * 100
            for indicator, middle, sample, decimals in (
                ("poor_households", value, poor[:, y], 0),
                ("poor_rate", rate, rates[:, y], 2),
            ):
                low, high = np.quantile(sample, tails)
                ends = (round(float(v), decimals) for v in (middle, min(low, middle), max(high, middle)))
                rows.append((group, indicator, year, *ends, ESTIMATED, MODEL_SOURCE, "", "", False, False, False))
    return rows
