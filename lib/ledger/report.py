"""How complete the ledger is, and where its sources contradict each other."""

from __future__ import annotations

import pandas as pd

from lib.ledger.ledger import Ledger

#: Indicators whose completeness by district and year matters for the plan.
CORE = ("poor_households", "poor_rate", "near_poor_households", "near_poor_rate")
_FIRMNESS = {"estimated": 0, "projected": 1, "published": 2}


def completeness(ledger: Ledger) -> pd.DataFrame:
    """How each core figure is known: index (indicator, unit), columns years, values status or ``missing``.

    Units are the province, the groups and the plan's units; its years and poverty standard only.
    """
    years = ledger.plan.years
    units = [ledger.province, *ledger.groups["group"], *ledger.units_of(ledger.plan.vintage)]
    rows = ledger.observations.query("standard == @ledger.plan.standard and preferred and bound == 'exact'")
    known = [code for code in CORE if code in set(ledger.indicators["indicator"])]
    index = pd.MultiIndex.from_product([known, units], names=["indicator", "unit"])
    table = pd.DataFrame("missing", index=index, columns=list(years))
    # The firmest last, so that a published figure of the same year overwrites a projection.
    for row in rows.sort_values("status", key=lambda status: status.map(_FIRMNESS)).itertuples():
        if (row.indicator, row.unit) in index and row.year in years:
            table.loc[(row.indicator, row.unit), int(row.year)] = row.status
    return table


def contradictions(ledger: Ledger) -> pd.DataFrame:
    """Every contradiction with the figures that carry it, the preferred one first (and their indicator's decimals)."""
    rows = ledger.observations[ledger.observations["contradiction"] != ""]
    decimals = ledger.indicators[["indicator", "decimals"]]
    table = rows.merge(ledger.contradictions, on="contradiction").merge(decimals, on="indicator")
    return table.sort_values(["contradiction", "preferred"], ascending=[True, False], ignore_index=True)
