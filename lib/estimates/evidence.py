"""What is known about the districts' poverty, gathered from the ledger for the estimation model.

Nothing here is a model: each function turns published observations into numbers with a place in the
model, so that a new figure in the ledger changes the estimates without touching code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import overload

import numpy as np
import pandas as pd

from lib.estimates.counted import Counted, Floor, counted, floors, preferred, province_floors
from lib.estimates.households import CENSUS_YEAR, household_base, province_households
from lib.ledger import Ledger
from lib.ledger.schemas import POINT_VALUES, WORDED


@dataclass(frozen=True)
class Pinned:
    """A published district figure that every draw reproduces exactly.

    ``poor`` in households, ``rate`` in percent; ``count_published`` tells whether the count itself is
    published or follows from the rate and the household base; ``rows`` are its rows in observations.csv.
    """

    unit: str
    year: int
    poor: int
    rate: float
    count_published: bool
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """Everything the model is given. Arrays follow ``units`` (districts) and ``years``."""

    units: tuple[str, ...]
    years: tuple[int, ...]
    province: str
    households: np.ndarray
    """int, districts × years: the household base; each year sums to the province."""
    household_sd: np.ndarray
    """districts × years: log-spread of a district's own base around the truth; 0 where its total is published."""
    mountain: np.ndarray
    """bool, districts."""
    province_poor: np.ndarray
    """float, years: the province's poor households; a guide only where the basis is ``interpolated``."""
    province_basis: tuple[str, ...]
    """``published``, ``projected`` or ``interpolated`` (:func:`between`), years."""
    mountain_rate: dict[int, float]
    """percent by year where published."""
    projected_mountain_rate: dict[int, float]
    """percent by year where only the province's projection is known."""
    pinned: tuple[Pinned, ...]
    em_share: np.ndarray
    em_share_sd: np.ndarray
    em_share_basis: tuple[str, ...]
    em_rate: float
    """percent, ethnic-minority households at the baseline."""
    majority_rate: float
    """percent, all other households at the baseline."""
    kv3_share: np.ndarray
    old_log_odds: dict[str, tuple[float, float]] = field(default_factory=dict)
    """district -> (log-odds on the old standard brought to the end of 2020, years carried)."""
    old_shift: float = 0.0
    communes: dict[str, tuple[float, float]] = field(default_factory=dict)
    """district -> (log-odds of its published communes, share of the district's households)."""
    commune_year: int = 0
    assigned: dict[str, tuple[float, float]] = field(default_factory=dict)
    """district -> (low, high) points assigned for the last year."""
    worded: tuple[tuple[str, int, float], ...] = ()
    """(district, year, log-odds) of rates a source gives in words only ("nearly half")."""
    floors: tuple[Floor, ...] = ()
    minority_rate: dict[int, tuple[float, str]] = field(default_factory=dict)
    """year -> (percent, status) of the province's ethnic-minority households."""
    minority_count: dict[int, tuple[float, str]] = field(default_factory=dict)
    """year -> (poor households, status) of them; how many minority households the source divides by is not known."""
    counted: tuple[Counted, ...] = ()
    parameters: dict = field(default_factory=dict)


#: Rates are printed to hundredths of a per cent: none at all, or all, means less than half of that away.
_LEAST_RATE = 0.005


def printed_log_odds(percent: float) -> float:
    """Log-odds of a printed rate in percent, also of 0 and 100."""
    return log_odds(float(np.clip(percent, _LEAST_RATE, 100 - _LEAST_RATE)) / 100)


@overload
def log_odds(rate: np.ndarray) -> np.ndarray: ...
@overload
def log_odds(rate: float) -> float: ...
def log_odds(rate: float | np.ndarray) -> float | np.ndarray:
    """Log-odds of a rate given as a fraction strictly between 0 and 1."""
    return np.log(rate) - np.log1p(-np.asarray(rate))


def gather(ledger: Ledger, parameters: dict) -> Evidence:
    """Read the evidence out of a validated ledger, with the model's ``parameters`` (:mod:`lib.estimates.parameters`).

    Raises ``ValueError`` when the ledger lacks the province series the model is anchored to (poor
    households and rate at the baseline, and the ethnic-minority rate and count at the baseline).
    """
    years = ledger.plan.years
    units = ledger.units_of(ledger.plan.vintage)
    areas = parameters["areas"]
    mountain_units = set(ledger.members_of(areas["mountain"]))
    base = household_base(ledger, years, ledger.plan.vintage)
    households = base.pivot(index="unit", columns="year", values="households").loc[list(units), list(years)].to_numpy()
    mountain = np.array([unit in mountain_units for unit in units])
    province_poor, basis = _province_poor(ledger, years)
    em_rate, majority_rate = _two_populations(ledger, areas["population"], years[0])
    share, share_sd, share_basis = _ethnic_minority_shares(ledger, units, mountain, parameters)
    mountain_rates = _series(ledger, "poor_rate", areas["mountain"], years)
    return Evidence(
        units=units,
        years=years,
        province=ledger.province,
        households=households,
        household_sd=_household_spreads(base, units, years, parameters["household_base"]),
        mountain=mountain,
        province_poor=province_poor,
        province_basis=basis,
        mountain_rate={year: rate for year, (rate, status) in mountain_rates.items() if status == "published"},
        projected_mountain_rate={
            year: rate for year, (rate, status) in mountain_rates.items() if status == "projected"
        },
        pinned=_pinned(ledger, units, years, households),
        em_share=share,
        em_share_sd=share_sd,
        em_share_basis=share_basis,
        em_rate=em_rate,
        majority_rate=majority_rate,
        kv3_share=_kv3_shares(ledger, units),
        old_log_odds=_old_standard(ledger, units, parameters["evidence"]["old_standard"]),
        old_shift=_standard_shift(ledger, years[0], parameters["evidence"]["old_standard"]["standard"]),
        communes=_communes(ledger, units, years, households, parameters["evidence"]["communes"]["year"]),
        commune_year=parameters["evidence"]["communes"]["year"],
        assigned=_assigned(ledger, units, years[-1]),
        worded=_worded(ledger, units, years, parameters["evidence"]["worded"]["reading"]),
        floors=(*floors(ledger, units, years), *province_floors(ledger, years)),
        minority_rate=_series(ledger, "poor_rate", areas["population"], years),
        minority_count=_series(ledger, "poor_households", areas["population"], years),
        counted=counted(ledger, units, years),
        parameters=parameters,
    )


def _series(ledger: Ledger, indicator: str, unit: str, years: tuple[int, ...]) -> dict[int, tuple[float, str]]:
    rows = preferred(ledger, indicator).query("unit == @unit")
    # A published figure outranks the province's own projection of the same year.
    rows = rows.sort_values("status", key=lambda s: s.map({"projected": 0, "published": 1}))
    return {int(r.year): (float(r.value), str(r.status)) for r in rows.itertuples() if int(r.year) in years}


def _household_spreads(
    base: pd.DataFrame, units: tuple[str, ...], years: tuple[int, ...], parameters: dict
) -> np.ndarray:
    """Log-spread of each district's household base, districts × years.

    A district whose own total is published has none in that year; around it the spread grows back to the
    others' over the years that lie between that total and the census.
    """
    spread = np.full((len(units), len(years)), float(parameters["district_sd"]))
    published = base[(base["method"] == "published") & base["unit"].isin(units)]
    for unit, rows in published.groupby("unit"):
        nearest = np.abs(np.subtract.outer(years, rows["year"].to_numpy())).min(axis=1)
        spread[units.index(unit)] *= np.minimum(1, nearest / (rows["year"].max() - CENSUS_YEAR))
    return spread


def _province_poor(ledger: Ledger, years: tuple[int, ...]) -> tuple[np.ndarray, tuple[str, ...]]:
    counts, rates = (_series(ledger, name, ledger.province, years) for name in ("poor_households", "poor_rate"))
    totals = province_households(ledger, years)["households"]
    values, basis = np.full(len(years), np.nan), []
    for index, year in enumerate(years):
        implied = {year: (round(rate / 100 * totals[year]), status) for year, (rate, status) in rates.items()}
        # What is published outranks what is projected, a count the rate it goes with.
        found = [kind[year] for kind in (counts, implied) if year in kind]
        found.sort(key=lambda entry: entry[1] != "published")
        values[index], status = found[0] if found else (np.nan, "interpolated")
        basis.append(status)
    known = ~np.isnan(values)
    if not known[0] or known.sum() < 2:
        raise ValueError("the ledger has no poor households of the province at the baseline")
    values[~known] = np.round(between(np.array(years)[~known], np.array(years)[known], values[known]))
    return values, tuple(basis)


def between(at: np.ndarray, years: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Values between known years, falling by the same share each year: counts that fall by a fifth a year do not fall
    along a straight line.
    """
    return np.exp(np.interp(at, years, np.log(values)))


def _two_populations(ledger: Ledger, population: str, year: int) -> tuple[float, float]:
    def value(unit: str, indicator: str) -> float:
        rows = preferred(ledger, indicator).query("unit == @unit and year == @year")
        if rows.empty:
            raise ValueError(f"the ledger has no {indicator} of {unit} at the end of {year}")
        return float(rows["value"].iloc[0])

    em_poor, em_rate = value(population, "poor_households"), value(population, "poor_rate")
    poor = value(ledger.province, "poor_households")
    total = province_households(ledger, (year,))["households"].iloc[0]
    em_total = em_poor / (em_rate / 100)
    return em_rate, (poor - em_poor) / (total - em_total) * 100


def _pinned(
    ledger: Ledger, units: tuple[str, ...], years: tuple[int, ...], households: np.ndarray
) -> tuple[Pinned, ...]:
    rates = preferred(ledger, "poor_rate").query("status == 'published'")
    counts = preferred(ledger, "poor_households").query("status == 'published'")
    rates = rates[rates["unit"].isin(units) & rates["year"].isin(years)]
    counts = counts[counts["unit"].isin(units) & counts["year"].isin(years)]
    count_of = {(r.unit, int(r.year)): int(r.value) for r in counts.itertuples()}
    rate_of = {(r.unit, int(r.year)): float(r.value) for r in rates.itertuples()}
    rows: dict[tuple[str, int], list[int]] = {}
    for r in (*rates.itertuples(), *counts.itertuples()):
        rows.setdefault((r.unit, int(r.year)), []).append(int(r.Index))
    pinned = []
    for unit, year in sorted(count_of.keys() | rate_of.keys()):
        total = int(households[units.index(unit), years.index(year)])
        key = unit, year
        poor = count_of[key] if key in count_of else round(rate_of[key] / 100 * total)
        rate = rate_of.get(key, poor / total * 100)
        pinned.append(Pinned(unit, year, poor, rate, key in count_of, tuple(sorted(rows[key]))))
    return tuple(pinned)


def _ethnic_minority_shares(
    ledger: Ledger, units: tuple[str, ...], mountain: np.ndarray, parameters: dict
) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    prior = parameters["prior"]
    rows = ledger.observations.query("indicator in ('em_share_households', 'em_share_population') and preferred")
    rows = rows[rows["unit"].isin(units)].copy()
    # Shares of households answer the question directly; among equals the newest wins.
    rows["direct"] = rows["indicator"] == "em_share_households"
    rows["year"] = rows["year"].fillna(0)
    newest = rows.sort_values(["direct", "year"]).groupby("unit").tail(1).set_index("unit")
    share = np.full(len(units), np.nan)
    sd = np.zeros(len(units))
    basis = [""] * len(units)
    for index, unit in enumerate(units):
        if unit in newest.index:
            share[index] = newest.loc[unit, "value"] / 100
            basis[index] = "recent" if newest.loc[unit, "year"] >= prior["recent_from"] else "dated"
        elif not mountain[index]:
            share[index] = prior["lowland_share"]
            basis[index] = "none"
    missing = np.isnan(share)
    if missing.any():
        # What the province's ethnic-minority population leaves over for the mountain districts no source covers.
        people = ledger.households.groupby("district")["population_2019"].sum()
        population = people.reindex(list(units)).to_numpy(dtype=float)
        rows = ledger.observations.query("indicator == 'em_population' and preferred")
        total = rows.loc[rows["unit"] == parameters["areas"]["population"], "value"]
        em_people = float(total.iloc[-1]) if len(total) else np.nan
        left = em_people - np.nansum(share * population)
        share[missing] = np.clip(left / population[missing].sum(), 0.05, 0.9) if len(total) else 0.4
        for place in np.flatnonzero(missing):
            basis[int(place)] = "remainder"
    for index, kind in enumerate(basis):
        sd[index] = prior["share_sd"][kind]
    return share, sd, tuple(basis)


def _kv3_shares(ledger: Ledger, units: tuple[str, ...]) -> np.ndarray:
    table = (
        ledger.observations.query("indicator == 'kv3_communes_2021_2025' and preferred")
        .drop_duplicates("unit")
        .set_index("unit")["value"]
    )
    communes = ledger.households.drop_duplicates("code_2020").groupby("district")["code_2020"].size()
    return np.array([table.get(unit, 0) / communes[unit] for unit in units], dtype=float)


def _standard_shift(ledger: Ledger, year: int, former: str) -> float:
    rows = ledger.observations.query(
        "unit == @ledger.province and indicator == 'poor_rate' and year == @year and preferred"
    )
    by_standard = rows.set_index("standard")["value"]
    return float(log_odds(by_standard[ledger.plan.standard] / 100) - log_odds(by_standard[former] / 100))


def _old_standard(ledger: Ledger, units: tuple[str, ...], parameters: dict) -> dict[str, tuple[float, float]]:
    last = parameters["to_year"]
    rows = ledger.observations.query("indicator == 'poor_rate' and preferred")
    rows = rows[rows["standard"] == parameters["standard"]]
    province = rows.query("unit == @ledger.province").sort_values("year").drop_duplicates("year")

    def province_log_odds(year: int) -> float:
        return float(np.interp(year, province["year"], log_odds(province["value"].to_numpy() / 100)))

    # "About 1,5 %" still tells the shape; only exact and approximate wordings are read, never bounds.
    rates = rows[rows["bound"].isin(POINT_VALUES)]
    rates = rates[rates["year"].between(parameters["from_year"], last)]
    result = {}
    for unit, group in rates[rates["unit"].isin(units)].groupby("unit"):
        newest = group.sort_values("year").iloc[-1]
        year = int(newest["year"])
        carried = province_log_odds(last) - province_log_odds(year)
        result[unit] = (printed_log_odds(newest["value"]) + carried, float(last - year))
    return result


def _communes(
    ledger: Ledger, units: tuple[str, ...], years: tuple[int, ...], households: np.ndarray, year: int
) -> dict[str, tuple[float, float]]:
    rates = preferred(ledger, "poor_rate").merge(ledger.units.query("kind == 'commune'")[["unit", "former"]], on="unit")
    rates = rates[rates["year"] >= year]
    # Of a year in which the whole district is published, its communes say nothing more of it, and less of the year before.
    own = preferred(ledger, "poor_rate").query("status == 'published'")[["unit", "year"]]
    whole = set(own[own["unit"].isin(units) & (own["year"] > year)].itertuples(index=False, name=None))
    rates = rates[[key not in whole for key in zip(rates["former"], rates["year"], strict=True)]]
    rates = rates.sort_values("year").drop_duplicates("unit")
    census = ledger.households.groupby("code_2025")["households_2019"].sum()
    result = {}
    for district, group in rates.groupby("former"):
        if district not in units:
            continue
        weights = group["unit"].map(census).fillna(0).to_numpy(dtype=float)
        if weights.sum() == 0:
            continue
        rate = float(np.average(group["value"], weights=weights))
        share = float(weights.sum() / households[units.index(district), years.index(year)])
        result[district] = (printed_log_odds(rate), min(share, 0.95))
    return result


def _worded(
    ledger: Ledger, units: tuple[str, ...], years: tuple[int, ...], reading: str
) -> tuple[tuple[str, int, float], ...]:
    """Rates in words; ``reading``: the year the rule gives undated words (``main``), or the other one (``other``)."""
    rows = ledger.observations.query("indicator == 'poor_rate' and standard == @ledger.plan.standard")
    rows = rows[rows["bound"].isin(WORDED)]
    if reading == "other":
        rows = rows.assign(year=rows["year_other"].fillna(rows["year"]))
    rows = rows[rows["unit"].isin(units) & rows["year"].isin(years)]
    return tuple((r.unit, int(r.year), printed_log_odds(r.value)) for r in rows.itertuples())


def _assigned(ledger: Ledger, units: tuple[str, ...], year: int) -> dict[str, tuple[float, float]]:
    rows = ledger.assignments.query("year == @year")
    rows = rows[rows["unit"].isin(units)]
    return {row.unit: (float(row.low), float(row.high)) for row in rows.itertuples()}
