"""The household base: how many households each unit has at the end of each year.

Only the census of 1 April 2019 counts households everywhere. Later totals are what the published poor
counts and rates imply; districts share them in proportion to the census, except where a district's own
total is published.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.ledger import Ledger

CENSUS_YEAR = 2019


def units_of_communes(ledger: Ledger, vintage: str) -> pd.Series:
    """The unit of ``vintage`` that each 2019 census commune belongs to.

    Returns a Series indexed like ``ledger.households`` (480 rows). Raises ``ValueError`` for an unknown vintage.
    """
    columns = dict(zip(ledger.vintages["vintage"], ledger.vintages["households_column"], strict=True))
    if vintage not in columns:
        raise ValueError(f"unknown vintage {vintage!r}: one of {', '.join(columns)}")
    return ledger.households[columns[vintage]].astype(str)


def census_households(ledger: Ledger, vintage: str) -> pd.Series:
    """Households of the 2019 census rolled up to the units of ``vintage`` (index unit, dtype int)."""
    return (
        ledger.households["households_2019"]
        .groupby(units_of_communes(ledger, vintage))
        .sum()
        .rename("households")
        .rename_axis("unit")
    )


def province_households(ledger: Ledger, years: tuple[int, ...]) -> pd.DataFrame:
    """Households of the province at the end of each year of ``years``.

    Columns ``households`` (int) and ``method``: ``census`` (2019), ``published`` (counted at the end of the year), ``implied``
    (published poor households divided by the published poor rate), ``interpolated`` (linear between implied years) or ``extrapolated``
    (the mean yearly growth between the first and the last implied year). Index ``year``.
    """
    published = ledger.observations.query(
        "unit == @ledger.province and standard == @ledger.plan.standard and status == 'published' and preferred "
        "and bound == 'exact' and indicator in ('poor_households', 'poor_rate')"
    )
    table = published.pivot(index="year", columns="indicator", values="value").dropna()
    implied = (table["poor_households"] / (table["poor_rate"] / 100)).round().astype(int)
    # A rate is rounded, a count is not.
    whole = _published_households(ledger, pd.Index([ledger.province])).get(ledger.province, pd.Series(dtype=float))
    implied = pd.concat([implied.drop(whole.index, errors="ignore"), whole.astype(int)]).sort_index()
    first, last = int(implied.index.min()), int(implied.index.max())
    growth = (implied[last] - implied[first]) / (last - first)
    rows = {}
    for year in years:
        if year == CENSUS_YEAR:
            rows[year] = (int(ledger.households["households_2019"].sum()), "census")
        elif year in implied.index:
            rows[year] = (int(implied[year]), "published" if year in whole.index else "implied")
        elif first < year < last:
            rows[year] = (round(np.interp(year, implied.index, implied)), "interpolated")
        else:
            anchor = last if year > last else first
            rows[year] = (round(implied[anchor] + growth * (year - anchor)), "extrapolated")
    return pd.DataFrame.from_dict(rows, orient="index", columns=["households", "method"]).rename_axis("year")


def household_base(ledger: Ledger, years: tuple[int, ...], vintage: str) -> pd.DataFrame:
    """Households of every unit of ``vintage`` at the end of every year.

    A unit whose total is published keeps it in that year and moves linearly between the census and that
    total; before and after it follows the province. The others share what remains in proportion to the
    census; whole households by largest remainder, so that the units sum to the province exactly.

    Returns columns ``unit, year, households, method`` (``census``, ``published``, ``interpolated`` or
    ``scaled``).
    """
    census = census_households(ledger, vintage)
    totals = province_households(ledger, years)
    known = _published_households(ledger, census.index)
    rows = []
    for year in years:
        total = int(totals.loc[year, "households"])
        fixed = {
            unit: _anchored(int(census[unit]), figures, year, total, totals)
            for unit, figures in known.items()
            if year > CENSUS_YEAR
        }
        free = census.drop(list(fixed))
        shared = allocate(free, total - sum(value for value, _ in fixed.values()))
        for unit in census.index:
            if unit in fixed:
                rows.append((unit, year, *fixed[unit]))
            else:
                rows.append((unit, year, int(shared[unit]), "census" if year == CENSUS_YEAR else "scaled"))
    return pd.DataFrame(rows, columns=["unit", "year", "households", "method"])


def allocate(weights: pd.Series, total: int) -> pd.Series:
    """Split ``total`` into whole numbers proportional to ``weights``, by largest remainder.

    Returns integers on the index of ``weights`` that sum to ``total``; ties go to the earlier unit.
    """
    exact = weights / weights.sum() * total
    whole = np.floor(exact).astype(int)
    order = np.argsort(-(exact - whole).to_numpy(), kind="stable")
    whole.iloc[order[: total - int(whole.sum())]] += 1
    return whole


def _published_households(ledger: Ledger, units: pd.Index) -> dict[str, pd.Series]:
    rows = ledger.observations.query(
        "indicator == 'households' and status == 'published' and preferred and bound == 'exact' and year > 2019"
    )
    # What was counted on another day of the year says less than what was counted at its end.
    rows = rows.sort_values("as_of", na_position="first", kind="stable").drop_duplicates(["unit", "year"])
    rows = rows[rows["unit"].isin(units)]
    return {unit: group.set_index("year")["value"].sort_index() for unit, group in rows.groupby("unit")}


def _anchored(census: int, published: pd.Series, year: int, total: int, totals: pd.DataFrame) -> tuple[int, str]:
    last = int(published.index.max())
    if year in published.index:
        return int(published[year]), "published"
    if year < last:
        points = {CENSUS_YEAR: census, **published.to_dict()}
        return round(np.interp(year, list(points), list(points.values()))), "interpolated"
    if last not in totals.index:
        return int(published[last]), "scaled"
    return round(published[last] * total / totals.loc[last, "households"]), "scaled"
