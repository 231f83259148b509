"""What was counted in parts of an area: bounds on the whole, and how its households have grown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.estimates.households import CENSUS_YEAR, province_households
from lib.ledger import Ledger
from lib.ledger.schemas import POINT_VALUES


@dataclass(frozen=True)
class Floor:
    """Poor households known to live in part of an area: the whole area has at least as many.

    ``unit`` is a district, or the province for a total printed as "more than"; ``rows`` are its rows in observations.csv.
    """

    unit: str
    year: int
    poor: int
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Counted:
    """How many households communes of a district counted later, against the census brought to that year by the province.

    ``log_ratio``: by how much the counts exceed it; ``share``: part of the district's census households they hold.
    """

    unit: str
    year: int
    log_ratio: float
    share: float


def floors(ledger: Ledger, units: tuple[str, ...], years: tuple[int, ...]) -> tuple[Floor, ...]:
    """Poor households published for communes and subgroups of one district, added up by year."""
    parts = ledger.units[ledger.units["kind"].isin(["commune", "old_commune", "subgroup"])]
    parts = parts[parts["former"].isin(units)][["unit", "former"]]

    def figures(indicator: str, standard: str | None = None) -> pd.DataFrame:
        rows = preferred(ledger, indicator, standard).query("status == 'published'")
        return rows.assign(row=rows.index).merge(parts, on="unit").dropna(subset=["year"])

    counts = figures("poor_households")[["unit", "former", "year", "value", "row"]]
    totals = figures("households", "none")
    rows = [counts]
    for rate in figures("poor_rate").itertuples():
        own = totals[totals["unit"] == rate.unit]
        if own.empty or ((counts["unit"] == rate.unit) & (counts["year"] == rate.year)).any():
            continue
        nearest = own.loc[(own["year"] - rate.year).abs().idxmin(), "value"]
        row = {
            "unit": rate.unit,
            "former": rate.former,
            "year": rate.year,
            "value": rate.value / 100 * nearest,
            "row": rate.row,
        }
        rows.append(pd.DataFrame([row]))
    table = pd.concat(rows)
    return tuple(
        Floor(str(unit), int(year), int(part["value"].sum()), tuple(sorted(part["row"].astype(int))))
        for (unit, year), part in table[table["year"].isin(years)].groupby(["former", "year"])
    )


def province_floors(ledger: Ledger, years: tuple[int, ...]) -> tuple[Floor, ...]:
    """Totals of the province that are printed as "more than", in years without an exact one."""
    rows = ledger.observations.query(
        "unit == @ledger.province and indicator == 'poor_households' and standard == @ledger.plan.standard and bound == 'over'"
        " and status == 'published'"
    )
    # Of several in one year the highest holds the others.
    rows = rows.sort_values("value").drop_duplicates("year", keep="last")
    exact = set(
        preferred(ledger, "poor_households").query("unit == @ledger.province and status == 'published'")["year"]
    )
    return tuple(
        Floor(ledger.province, int(r.year), int(r.value), (int(r.Index),))
        for r in rows.itertuples()
        if r.year in years and r.year not in exact
    )


def counted(ledger: Ledger, units: tuple[str, ...], years: tuple[int, ...]) -> tuple[Counted, ...]:
    """Households that today's communes counted in the plan's years, added up by former district and year."""
    rows = ledger.observations.query("indicator == 'households' and preferred")
    rows = rows[rows["bound"].isin(POINT_VALUES)]
    rows = rows.merge(ledger.units.query("kind == 'commune'")[["unit", "former"]], on="unit")
    rows = rows[rows["year"].isin(years) & rows["former"].isin(units)]
    # A commune that was counted twice says what it counted last.
    rows = rows.sort_values("year").groupby("unit").tail(1)
    census = ledger.households.groupby("code_2025")["households_2019"].sum()
    districts = ledger.households.groupby("district")["households_2019"].sum()
    totals = province_households(ledger, (CENSUS_YEAR, *years))["households"]
    found = []
    for (district, year), part in rows.groupby(["former", "year"]):
        then = float(census.reindex(part["unit"]).sum())
        if then > 0:
            ratio = float(np.log(part["value"].sum() / (then * totals[int(year)] / totals[CENSUS_YEAR])))
            found.append(Counted(str(district), int(year), ratio, min(then / float(districts[district]), 0.95)))
    return tuple(found)


def preferred(ledger: Ledger, indicator: str, standard: str | None = None) -> pd.DataFrame:
    """Preferred exact figures of an indicator, on the plan's standard unless another is named."""
    rows = ledger.observations
    asked = (rows["indicator"] == indicator) & (rows["standard"] == (standard or ledger.plan.standard))
    return rows[asked & rows["preferred"] & (rows["bound"] == "exact")]
