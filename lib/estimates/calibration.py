"""Do the intervals hold? Truths are simulated, the same evidence is made from them, the model estimates them.

The truths come from models wider than the estimator's own (heavier tails, rates of both populations that differ by
place and area, lasting trends, a household base further off), so that a good result is not the model agreeing with
itself. Nothing in here reads what the real estimates are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from lib.base import files
from lib.base.findings import Finding
from lib.estimates import parameters, seal
from lib.estimates.evidence import Evidence, Floor, Pinned, between, gather, log_odds
from lib.estimates.model import simulate
from lib.ledger import Ledger

TABLE, SEAL = "estimate_calibration.csv", "calibration_seal.json"
COLUMNS = ["truth", "group", "year", "what", "cases", "expected", "observed"]
_DRAWS = 200  # enough for the ends of an 80 % interval; a calibration estimates hundreds of truths


@dataclass(frozen=True)
class Truths:
    """A family of simulated truths. Spreads are on the scale of log-odds, or logs for households.

    ``population_sd``: by how much the rates of ethnic-minority and of other households differ between districts;
    ``area_sd``: the same between mountain and lowland; ``trend_sd``, ``walk_sd``: lasting and yearly differences of a
    district's change from its area's; ``wobble_sd``: an area's year from its own pace; ``base_sd``,
    ``mountain_base_sd``: error of the household base; ``tails``: degrees of freedom of the Student distribution
    (None = Gaussian); ``noise``: factor on the noise of old-standard, commune, assigned and worded evidence;
    ``projection_sd``: log-error of the province's and the mountain's projections; ``projection_bias``: the province's
    on top of it.
    """

    name: str
    population_sd: float
    area_sd: float
    trend_sd: float
    walk_sd: tuple[float, float]
    wobble_sd: float
    base_sd: float
    mountain_base_sd: float
    tails: int | None
    noise: float = 1.0
    projection_sd: tuple[float, float] = (0.10, 0.06)
    projection_bias: float = 0.0


WIDER = Truths(
    "wider", population_sd=0.5, area_sd=0.4, trend_sd=0.08, walk_sd=(0.12, 0.2), wobble_sd=0.08, base_sd=0.03,
    mountain_base_sd=0.02, tails=4, noise=1.3,
)  # fmt: skip
FAMILIES = (
    Truths(
        "narrow", population_sd=0.35, area_sd=0.3, trend_sd=0.03, walk_sd=(0.1, 0.15), wobble_sd=0.05, base_sd=0.02,
        mountain_base_sd=0.01, tails=None,
    ),
    WIDER,
    replace(WIDER, name="projection_wrong", projection_bias=-0.15),
)  # fmt: skip


def calibrate(ledger: Ledger, settings: dict, truths: int = 150, seed: int = 1) -> pd.DataFrame:
    """Coverage of the intervals and of P(behind), by family of truths, group and year (:data:`COLUMNS`).

    ``what`` is ``rate`` (a district's rate inside its 80 % interval), ``total`` (the group's own count inside its
    interval) or ``behind a-b`` (of the units given a probability from a to b per cent of being behind the halving
    path in that year, the share that truly is). District-years with a published figure are left out.
    ``expected`` and ``observed`` are shares.
    """
    evidence = gather(ledger, settings)
    groups = _groups(ledger, evidence)
    yardstick = ledger.targets[(ledger.targets["plan"] == ledger.plan.plan) & ledger.targets["yardstick"]].iloc[0]
    remaining = float(yardstick["low"]) if yardstick["form"] == "ratio_of_baseline" else 0.5
    rows: list[tuple] = []
    for family in FAMILIES:
        rng = np.random.default_rng([seed, len(rows)])
        cases = [case for _ in range(truths) for case in _one(evidence, family, groups, remaining, rng)]
        rows.extend(_summed(family.name, pd.DataFrame(cases, columns=["group", "year", "what", "expected", "hit"])))
    return pd.DataFrame(rows, columns=COLUMNS)


def _groups(ledger: Ledger, evidence: Evidence) -> dict[str, np.ndarray]:
    """Disjoint groups of districts (bool masks): the poor districts, the rest of the mountain area, the lowland."""
    name = evidence.parameters["areas"]["poorest"]
    poor = np.isin(evidence.units, ledger.members_of(name))
    return {name: poor, "other_mountain": evidence.mountain & ~poor, "lowland": ~evidence.mountain}


def _one(
    evidence: Evidence, family: Truths, groups: dict[str, np.ndarray], remaining: float, rng: np.random.Generator
) -> Iterator[tuple[str, int, str, float, bool]]:
    """Simulate one truth, estimate it, and tell for every case whether the interval or the claim held."""
    while True:
        try:
            rates, households = _truth(evidence, family, rng)
            draws = simulate(_seen(evidence, rates, households, family, rng), _DRAWS)
            break
        except ArithmeticError:
            continue  # a truth so odd that its own evidence cannot be reconciled: nothing would be published of it
    poor = rates * households
    level, sure = evidence.parameters["interval"], evidence.parameters["certain"]
    edges = (0.0, round(1 - sure, 9), sure, 1.0)
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(draws.rates / 100, tails, axis=0)
    known = {(evidence.units.index(p.unit), evidence.years.index(p.year)) for p in evidence.pinned}
    for name, mask in groups.items():
        totals = draws.poor[:, mask].sum(axis=1)
        for y, year in enumerate(evidence.years):
            first, last = np.quantile(totals[:, y], tails)
            yield name, year, "total", level, bool(first <= round(poor[mask, y].sum()) <= last)
            for d in np.flatnonzero(mask):
                if (int(d), y) not in known:
                    yield name, year, "rate", level, bool(low[d, y] <= rates[d, y] <= high[d, y])
            if y == 0:
                continue
            # The plan's path (to half of the baseline), in the draws and in the truth alike.
            left = 1 - (1 - remaining) * y / (len(evidence.years) - 1)
            behind = draws.poor[:, :, y] > draws.poor[:, :, 0] * left
            truly = poor[:, y] > poor[:, 0] * left
            for d in np.flatnonzero(mask):
                share = float(behind[:, d].mean())
                place = min(sum(share >= edge for edge in edges[1:]), 2)
                a, b = edges[place], edges[place + 1]
                yield name, year, f"behind {a * 100:.0f}-{b * 100:.0f}", share, bool(truly[d])


def _summed(name: str, cases: pd.DataFrame) -> Iterator[tuple]:
    everywhere = cases.assign(group="all")
    always = pd.concat([cases, everywhere]).assign(year=0)
    for (group, year, what), part in pd.concat([cases, everywhere, always]).groupby(["group", "year", "what"]):
        expected, observed = round(part["expected"].mean(), 3), round(part["hit"].mean(), 3)
        yield name, group, int(year), what, len(part), expected, observed


def _truth(evidence: Evidence, family: Truths, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """True rates (fractions) and households, districts × years."""
    n, t = len(evidence.units), len(evidence.years)
    prior = evidence.parameters["prior"]

    def noise(*shape: int) -> np.ndarray:
        if family.tails is None:
            return rng.standard_normal(shape)
        return rng.standard_t(family.tails, shape) * np.sqrt((family.tails - 2) / family.tails)

    mountain = evidence.mountain
    share = np.clip(evidence.em_share + evidence.em_share_sd * noise(n), 0.002, 0.99)
    minority = log_odds(evidence.em_rate / 100) + family.population_sd * noise(n)
    others = log_odds(evidence.majority_rate / 100) + family.population_sd * noise(n)
    others = others + np.where(mountain, family.area_sd, 0) * rng.standard_normal()
    first = log_odds(share / (1 + np.exp(-minority)) + (1 - share) / (1 + np.exp(-others)))
    first = first + evidence.kv3_share * rng.normal(prior["kv3_effect"]["mean"], prior["kv3_effect"]["sd"]) * 0.5
    # Yearly paces around what such provinces show: a fifth of the odds a year, the lowland somewhat faster.
    pace = np.where(mountain, rng.normal(-0.2, 0.06), rng.normal(-0.32, 0.08))
    wobble = family.wobble_sd * noise(2, t - 1)[np.where(mountain, 0, 1)]
    walk = np.where(mountain, *family.walk_sd)[:, None] * noise(n, t - 1)
    steps = pace[:, None] + wobble + family.trend_sd * noise(n)[:, None] + walk
    eta = first[:, None] + np.concatenate([np.zeros((n, 1)), steps.cumsum(axis=1)], axis=1)
    error = (evidence.household_sd > 0) * (
        family.base_sd * noise(n) * (evidence.household_sd > 0).all(axis=1)
        + mountain * family.mountain_base_sd * rng.standard_normal()
    )[:, None]
    households = evidence.households * np.exp(error)
    households = households * (evidence.households.sum(axis=0) / households.sum(axis=0))
    # The published total of a district holds in every truth.
    exact = evidence.household_sd == 0
    households = np.where(exact, evidence.households, households)
    return 1 / (1 + np.exp(-eta)), households


def _seen(
    evidence: Evidence, rates: np.ndarray, households: np.ndarray, family: Truths, rng: np.random.Generator
) -> Evidence:
    """What would be published of a truth: the real evidence's figures, places and years, with this truth's values."""
    rules = evidence.parameters["evidence"]
    units, years = evidence.units, evidence.years
    poor = rates * households
    eta = log_odds(rates)

    def rate(mask: np.ndarray, y: int) -> float:
        return round(float(poor[mask, y].sum() / households[mask, y].sum()) * 100, 2)

    def noise(sd: float) -> float:
        return float(rng.normal(0, sd * family.noise))

    totals, guide = poor.sum(axis=0), evidence.province_poor.copy()
    for y, basis in enumerate(evidence.province_basis):
        if basis == "published":
            guide[y] = round(totals[y])
        elif basis == "projected":
            error = family.projection_bias + rng.normal(0, family.projection_sd[0])
            guide[y] = round(totals[y] * np.exp(error))
    known = [y for y, basis in enumerate(evidence.province_basis) if basis == "published"]
    for y, basis in enumerate(evidence.province_basis):
        if basis == "interpolated":
            guide[y] = round(float(between(np.array(y), np.array(known), guide[known])))
    projected = {
        year: rate(evidence.mountain, years.index(year)) * np.exp(rng.normal(0, family.projection_sd[1]))
        for year in evidence.projected_mountain_rate
    }
    pinned = tuple(
        _pin(pin, units.index(pin.unit), years.index(pin.year), rates, households) for pin in evidence.pinned
    )
    old = rules["old_standard"]
    old_log_odds = {
        unit: (
            float(eta[units.index(unit), 0] - evidence.old_shift)
            + noise(float(np.hypot(old["sd"], old["sd_per_year"] * carried))),
            carried,
        )
        for unit, (_, carried) in evidence.old_log_odds.items()
    }
    communes = {
        unit: (
            float(eta[units.index(unit), years.index(evidence.commune_year)]) + rules["communes"]["selection"]
            + noise(rules["communes"]["sd"] * float(np.sqrt((1 - share) / share))),
            share,
        )
        for unit, (_, share) in evidence.communes.items()
    }  # fmt: skip
    assigned = {}
    for unit in evidence.assigned:
        wish = rates[units.index(unit), -2] * 100 * rules["assigned"]["share_of_rate"]
        wish *= float(np.exp(noise(rules["assigned"]["share_log_sd"])))
        assigned[unit] = (wish, wish)
    worded = tuple(
        (
            unit,
            year,
            float(eta[units.index(unit), years.index(year)]) - rules["worded"]["shift"] + noise(rules["worded"]["sd"]),
        )
        for unit, year, _ in evidence.worded
    )
    return replace(
        evidence,
        province_poor=guide,
        mountain_rate={year: rate(evidence.mountain, years.index(year)) for year in evidence.mountain_rate},
        projected_mountain_rate=projected,
        pinned=pinned,
        old_log_odds=old_log_odds,
        communes=communes,
        assigned=assigned,
        worded=worded,
        floors=tuple(_floor(floor, evidence, poor, rng) for floor in evidence.floors),
    )


def _pin(pin: Pinned, d: int, y: int, rates: np.ndarray, households: np.ndarray) -> Pinned:
    rate = round(float(rates[d, y]) * 100, 2)
    return replace(pin, rate=rate, poor=round(rates[d, y] * households[d, y]))


def _floor(floor: Floor, evidence: Evidence, poor: np.ndarray, rng: np.random.Generator) -> Floor:
    y = evidence.years.index(floor.year)
    if floor.unit == evidence.province:
        return replace(floor, poor=int(poor[:, y].sum() // 1000 * 1000))
    # Parts with a published figure hold some of the district's poor, rarely most of them.
    return replace(floor, poor=int(poor[evidence.units.index(floor.unit), y] * rng.uniform(0.1, 0.7)))


def write(table: pd.DataFrame, directory: Path) -> None:
    """Keep the calibration beside the estimates, for the method page, tied to the parameters it is about."""
    files.replace(directory / TABLE, table.to_csv(index=False, lineterminator="\n").encode())
    seal.write(directory, (), [parameters.FILE], [TABLE], SEAL)


def seal_findings(directory: Path) -> list[Finding]:
    """Whether the stored calibration is the one made with the parameters of today."""
    return seal.broken(directory, (), [parameters.FILE], [TABLE], SEAL, again="python -m lib calibrate")


def text(table: pd.DataFrame) -> str:
    """The calibration as a Vietnamese text table: coverage of the 80 % interval, then the claims of being behind."""
    lines = ["Độ phủ của khoảng 80 % (tỷ lệ huyện, trừ số đã công bố; trong ngoặc: tổng của nhóm)"]
    years = sorted(table["year"].unique())
    for (truth, group), part in table.groupby(["truth", "group"], sort=False):
        cells = []
        for year in years:
            at = part[part["year"] == year].set_index("what")["observed"]
            total = f" ({at['total']:.2f})" if "total" in at and group != "all" else ""
            cells.append(f"{year or 'cả kỳ'}: {at['rate']:.2f}{total}")
        lines.append(f"- {truth}, {group}: " + "; ".join(cells))
    lines.append("Xác suất sau đường giảm một nửa: đã nói bao nhiêu, đúng bao nhiêu")
    claims = table[table["what"].str.startswith("behind") & (table["year"] == 0)]
    for row in claims.itertuples():
        lines.append(f"- {row.truth}, {row.group}, {row.what} %: {row.expected:.2f} → {row.observed:.2f} ({row.cases})")
    return "\n".join(lines)
