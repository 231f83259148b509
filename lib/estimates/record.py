"""Past estimates beside what came out later (``data/estimate_record.csv``): the model's record, kept by the program.

A row is added when the estimates are made anew and a figure has been published for what was estimated until then: the last
estimate that stood before, and the rate that was published. Rows are never changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from lib.base import tables
from lib.base.findings import DataError
from lib.estimates import store
from lib.estimates.store import Estimates
from lib.ledger import Ledger

TABLE = "estimate_record.csv"
_percent = tables.number(low=0, high=100)
#: ``basis``: what was published, a rate or a count (its rate follows from the households).
BASES = ("published_rate", "published_count")
SCHEMA = tables.table(
    {
        "recorded": tables.date(),
        "unit": tables.text(required=True),
        "year": tables.year(),
        "rate": _percent,
        "low": _percent,
        "high": _percent,
        "basis": tables.text(one_of=list(BASES)),
        "published": _percent,
    },
    unique=["unit", "year"],
)
COLUMNS = list(SCHEMA.columns)
#: An interval of a rate narrower than this (points) was no estimate: the rate was published, or followed from what was.
_NARROW = 0.05


def read(directory: Path) -> pd.DataFrame:
    """The record; empty until the first estimate has met its figure. Raises :class:`lib.base.findings.DataError`."""
    return tables.load_table(directory / TABLE, SCHEMA, may_be_empty=True).reset_index(drop=True)


def none() -> pd.DataFrame:
    """A record without a row."""
    return pd.DataFrame(columns=COLUMNS)


def before(directory: Path, settings: dict) -> Estimates | None:
    """The estimates that stand in ``directory`` until new ones are written; None where none can be read."""
    try:
        return store.read(directory, settings)
    except DataError:
        return None


def extended(known: pd.DataFrame, ledger: Ledger, old: Estimates, new: Collection[int], today: date) -> pd.DataFrame:
    """The record with a row more for each estimate of ``old`` whose figure is among the ``new`` rows of the observations: of
    districts, areas, province.
    """
    have = set(zip(known["unit"], known["year"], strict=True))
    rows = [row for row in _met(ledger, old, new, today) if (row[1], row[2]) not in have]
    return pd.concat([known, pd.DataFrame(rows, columns=COLUMNS)], ignore_index=True) if rows else known


def as_csv(table: pd.DataFrame) -> bytes:
    """The record as its file holds it, old rows first."""
    told = table.assign(recorded=pd.to_datetime(table["recorded"]).dt.strftime("%Y-%m-%d"))
    return told.to_csv(index=False, lineterminator="\n", float_format="%.2f").encode()


def _met(ledger: Ledger, old: Estimates, new: Collection[int], today: date) -> Iterator[tuple]:
    rates, counts = (_published(ledger, indicator, new) for indicator in ("poor_rate", "poor_households"))
    for unit, year, rate, low, high in _estimated(ledger, old):
        members = ledger.members_of(unit) or (unit,)
        total = float(old.households_of(members)[old.years.index(year)])
        if (unit, year) in rates:
            yield (today, unit, year, rate, low, high, "published_rate", rates[unit, year])
        elif (unit, year) in counts:
            yield (today, unit, year, rate, low, high, "published_count", round(counts[unit, year] / total * 100, 2))


def _estimated(ledger: Ledger, old: Estimates) -> Iterator[tuple[str, int, float, float, float]]:
    """What was estimated: unit, year, rate with its interval."""
    for row in old.table[old.table["basis"] == "model"].itertuples():
        yield row.unit, int(row.year), float(row.poor_rate), float(row.poor_rate_low), float(row.poor_rate_high)
    tails = [(1 - old.interval) / 2, (1 + old.interval) / 2]
    central = old.table.set_index("unit")
    for group in [ledger.province, *ledger.groups.query("kind == 'area'")["group"]]:
        units = ledger.members_of(group)
        households, poor, drawn = old.households_of(units), old.draws_of(units), old.rate_draws_of(units)
        for place, year in enumerate(old.years):
            count = central[(central["year"] == year) & central.index.isin(units)]["poor_households"].sum()
            rate = float(count / households[place] * 100)
            low, high = (float(end) for end in np.quantile(drawn[:, place], tails))
            # A published count is the same in every draw, a published rate nearly so.
            if high - low > _NARROW and np.ptp(poor[:, place]) > 0:
                yield group, int(year), round(rate, 2), round(min(low, rate), 2), round(max(high, rate), 2)


def _published(ledger: Ledger, indicator: str, new: Collection[int]) -> dict[tuple[str, int], float]:
    """Preferred exact published figures on the plan's standard among some rows, by unit and year."""
    rows = ledger.observations
    rows = rows[rows.index.isin(new)]
    rows = rows[
        (rows["indicator"] == indicator)
        & (rows["standard"] == ledger.plan.standard)
        & (rows["status"] == "published")
        & (rows["bound"] == "exact")
        & rows["preferred"]
        & rows["year"].notna()
    ]
    return {(str(r.unit), int(r.year)): float(r.value) for r in rows.itertuples()}
