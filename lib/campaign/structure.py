"""What a district is like besides poor: how many belong to ethnic minorities, live in region III, how many there are."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from statistics import pstdev

from lib.estimates.store import Estimates
from lib.ledger import Ledger
from lib.ledger.schemas import POINT_VALUES

#: Communes in the region of most difficulty (*khu vực III*) in the plan's years, and after them.
KV3, KV3_NEXT = "kv3_communes_2021_2025", "kv3_communes_2026_2030"
#: Features of a structure, in the order in which they are told.
EM_SHARE, KV3_SHARE, SIZE = "em_share", "kv3_share", "households"
#: Indicators that tell the share of ethnic minorities, the better one first.
EM_SHARES = ("em_share_households", "em_share_population")


def structures(ledger: Ledger, estimates: Estimates, units: Collection[str]) -> dict[str, dict[str, float]]:
    """By unit what is known of its structure: shares in percent, households of the last year.

    The newest published share of ethnic-minority households, else people; the share of its communes of 2020 in region III,
    0 for a district of which none is named there. What is not known is left out.
    """
    rows = ledger.observations
    rows = rows[rows["unit"].isin(units) & rows["preferred"] & rows["bound"].isin(POINT_VALUES)].sort_values("year")
    newest = {(r.unit, r.indicator): float(r.value) for r in rows.itertuples()}
    communes = ledger.households.groupby("district")["code_2020"].nunique()
    sizes = (
        {}
        if estimates.table.empty
        else estimates.table.query("year == @estimates.years[-1]").set_index("unit")["households"]
    )
    found: dict[str, dict[str, float]] = {}
    for unit in units:
        own = found[unit] = {}
        share = next((newest[unit, code] for code in EM_SHARES if (unit, code) in newest), None)
        if share is not None:
            own[EM_SHARE] = share
        if unit in communes.index:
            own[KV3_SHARE] = newest.get((unit, KV3), 0.0) / float(communes[unit]) * 100
        if unit in sizes:
            own[SIZE] = float(sizes[unit])
    return found


def most_alike(known: Mapping[str, Mapping[str, float]], unit: str, count: int) -> list[str]:
    """The units most like one, nearest first.

    The distance is the root mean square of the differences in standard deviations over what is known of both, households on
    a logarithmic scale; with fewer than two features in common units are not compared.
    """
    scaled = {u: {f: math.log(v) if f == SIZE else v for f, v in own.items()} for u, own in known.items()}
    spread = {
        feature: pstdev(values) or 1.0
        for feature in (EM_SHARE, KV3_SHARE, SIZE)
        if (values := [own[feature] for own in scaled.values() if feature in own])
    }

    def distance(other: str) -> float:
        both = [f for f in spread if f in scaled[unit] and f in scaled[other]]
        if len(both) < 2:
            return math.inf
        return math.sqrt(sum(((scaled[unit][f] - scaled[other][f]) / spread[f]) ** 2 for f in both) / len(both))

    near = sorted((u for u in known if u != unit and distance(u) < math.inf), key=distance)
    return near[:count]
