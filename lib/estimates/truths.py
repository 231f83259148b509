"""Simulated truths, and what would be published of them: the material of the calibration.

The truths come from models other than the estimator's own: wider ones (heavier tails, rates of both populations that differ
by place and area, lasting trends, a household base further off), and one of another kind altogether (neighbours that are alike,
falls that depend on the level, shocks in single years, evidence that is biased). Nothing in here reads what the real
estimates are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lib.estimates.counted import Counted, Floor
from lib.estimates.evidence import Evidence, Pinned, between, log_odds
from lib.estimates.unknowns import expit

#: Noise of the indirect evidence: rates on the former standard (and a year they are carried), communes, words, wishes, counts.
_NOISE = {"old": 0.45, "carried": 0.15, "communes": 0.6, "worded": 0.25, "wishes": 0.7, "counted": 0.08}


@dataclass(frozen=True)
class Truths:
    """A family of simulated truths. Spreads are on the scale of log-odds, or logs for households.

    ``population_sd``: by how much the rates of ethnic-minority and of other households differ between districts;
    ``area_sd``: the same between mountain and lowland; ``trend_sd``, ``walk_sd``: lasting and yearly differences of a
    district's change from its area's; ``wobble_sd``: an area's year from its own pace; ``base_sd``, ``mountain_base_sd``,
    ``drift_sd``: errors of the household base and their yearly drift; ``tails``: degrees of freedom of the Student
    distribution (None = Gaussian); ``noise``: factor on the noise of the indirect evidence (:data:`_NOISE`, not the
    estimator's own); ``denominator_sd``: by how much
    the number of minority households the counts are over is off; ``projection_sd``: log-error of the province's and the
    mountain's projections; ``projection_bias``: the province's on top of it. ``alike``: correlation of neighbours in the
    list of units; ``by_level``: spread of how much faster poorer districts fall; ``shocks``: share of district-years with
    one of ``shock_sd``; ``bias``: by how much the indirect evidence reads too high.
    """

    name: str
    population_sd: float
    area_sd: float
    trend_sd: float
    walk_sd: tuple[float, float]
    wobble_sd: float
    base_sd: float
    mountain_base_sd: float
    drift_sd: float
    tails: int | None
    noise: float = 1.0
    denominator_sd: float = 0.06
    projection_sd: tuple[float, float] = (0.10, 0.06)
    projection_bias: float = 0.0
    alike: float = 0.0
    by_level: float = 0.0
    shocks: float = 0.0
    shock_sd: float = 0.0
    bias: float = 0.0


WIDER = Truths(
    "wider", population_sd=0.5, area_sd=0.4, trend_sd=0.08, walk_sd=(0.12, 0.2), wobble_sd=0.08, base_sd=0.03,
    mountain_base_sd=0.02, drift_sd=0.006, tails=4, noise=1.3,
)  # fmt: skip
FAMILIES = (
    Truths(
        "narrow", population_sd=0.35, area_sd=0.3, trend_sd=0.03, walk_sd=(0.1, 0.15), wobble_sd=0.05, base_sd=0.02,
        mountain_base_sd=0.01, drift_sd=0.003, tails=None,
    ),
    WIDER,
    replace(WIDER, name="projection_wrong", projection_bias=-0.15),
    replace(WIDER, name="other_kind", tails=3, trend_sd=0.05, alike=0.6, by_level=0.04, shocks=0.05, shock_sd=0.3, bias=0.15),
)  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """A simulated province: rates (fractions) and households, districts × years; minority shares, districts."""

    rates: np.ndarray
    minority: np.ndarray
    share: np.ndarray
    households: np.ndarray
    base_error: np.ndarray

    @property
    def poor(self) -> np.ndarray:
        """Poor households, districts × years."""
        return self.rates * self.households


def truth(evidence: Evidence, family: Truths, rng: np.random.Generator) -> Truth:
    """Draw one province of a family, with the real one's units, years and structure."""
    n, t = len(evidence.units), len(evidence.years)
    prior = evidence.parameters["prior"]

    def noise(*shape: int) -> np.ndarray:
        if family.tails is None:
            return rng.standard_normal(shape)
        return rng.standard_t(family.tails, shape) * np.sqrt((family.tails - 2) / family.tails)

    def placed() -> np.ndarray:
        """One number a district, neighbours in the list alike."""
        drawn = noise(n)
        for d in range(1, n):
            drawn[d] = family.alike * drawn[d - 1] + np.sqrt(1 - family.alike**2) * drawn[d]
        return drawn

    mountain = evidence.mountain
    share = np.clip(evidence.em_share + evidence.em_share_sd * noise(n), 0.002, 0.99)
    kv3 = evidence.kv3_share * rng.normal(prior["kv3_effect"]["mean"], prior["kv3_effect"]["sd"]) * 0.5
    minority = log_odds(evidence.em_rate / 100) + family.population_sd * placed() + kv3
    others = log_odds(evidence.majority_rate / 100) + family.population_sd * placed() + kv3
    others = others + np.where(mountain, family.area_sd, 0) * rng.standard_normal()
    # Yearly paces around what such provinces show: a fifth of the odds a year, the lowland somewhat faster.
    pace = np.where(mountain, rng.normal(-0.2, 0.06), rng.normal(-0.32, 0.08))
    wobble = family.wobble_sd * noise(2, t - 1)[np.where(mountain, 0, 1)]
    steps = pace[:, None] + wobble + family.trend_sd * placed()[:, None]
    steps = steps + np.where(mountain, *family.walk_sd)[:, None] * noise(n, t - 1)
    steps = steps + (rng.random((n, t - 1)) < family.shocks) * family.shock_sd * rng.standard_normal((n, t - 1))
    level = share * minority + (1 - share) * others
    steps = steps + family.by_level * rng.standard_normal() * (level - level.mean())[:, None]
    since = np.concatenate([np.zeros((n, 1)), steps.cumsum(axis=1)], axis=1)
    of_minority, of_others = expit(minority[:, None] + since), expit(others[:, None] + since)
    error = (evidence.household_sd > 0) * (
        (family.base_sd * noise(n) * (evidence.household_sd > 0).all(axis=1))[:, None]
        + (mountain * (-0.02 + family.mountain_base_sd * rng.standard_normal()))[:, None]
        + np.outer(family.drift_sd * noise(n), np.arange(t))
        + np.outer(mountain * family.drift_sd * rng.standard_normal(), np.arange(t))
    )
    households = evidence.households * np.exp(error)
    # The published total of a district holds in every truth; the others fill up the province.
    exact = (evidence.household_sd == 0).any(axis=1)[:, None]
    rest = evidence.households.sum(axis=0) - np.where(exact, households, 0).sum(axis=0)
    free = np.where(exact, 0, households)
    households = np.where(exact, households, free * rest / free.sum(axis=0))
    rates = share[:, None] * of_minority + (1 - share[:, None]) * of_others
    return Truth(rates, of_minority, share, households, error)


def seen(evidence: Evidence, true: Truth, family: Truths, rng: np.random.Generator) -> Evidence:
    """What would be published of a truth: the real evidence's figures, places and years, with this truth's values."""
    rules = evidence.parameters["evidence"]
    units, years = list(evidence.units), list(evidence.years)
    poor, eta = true.poor, log_odds(true.rates)

    def noise(kind: str, factor: float = 1.0) -> float:
        return float(rng.normal(family.bias, _NOISE[kind] * factor * family.noise))

    def mountain(year: int) -> float:
        y = years.index(year)
        return float(poor[evidence.mountain, y].sum() / true.households[evidence.mountain, y].sum()) * 100

    totals, guide = poor.sum(axis=0), evidence.province_poor.copy()
    for y, basis in enumerate(evidence.province_basis):
        if basis == "published":
            guide[y] = round(totals[y])
        elif basis == "projected":
            guide[y] = round(totals[y] * np.exp(family.projection_bias + rng.normal(0, family.projection_sd[0])))
    known = [y for y, basis in enumerate(evidence.province_basis) if basis == "published"]
    for y, basis in enumerate(evidence.province_basis):
        if basis == "interpolated":
            guide[y] = round(float(between(np.array(y), np.array(known), guide[known])))
    communes, worded = rules["communes"], rules["worded"]
    old_log_odds = {}
    for unit, (_, carried) in evidence.old_log_odds.items():
        further = float(np.hypot(1, _NOISE["carried"] / _NOISE["old"] * carried))
        old_log_odds[unit] = float(eta[units.index(unit), 0] - evidence.old_shift) + noise("old", further), carried
    of_communes = {}
    for unit, (_, share) in evidence.communes.items():
        at = float(eta[units.index(unit), years.index(evidence.commune_year)])
        of_communes[unit] = at + communes["selection"] + noise("communes", float(np.sqrt((1 - share) / share))), share
    assigned = {}
    for unit in evidence.assigned:
        wish = true.rates[units.index(unit), -2] * 100 * rules["assigned"]["share_of_rate"]
        wish *= float(np.exp(noise("wishes")))
        assigned[unit] = (wish, wish)
    return replace(
        evidence,
        province_poor=guide,
        mountain_rate={year: round(mountain(year), 2) for year in evidence.mountain_rate},
        projected_mountain_rate={
            year: mountain(year) * np.exp(rng.normal(0, family.projection_sd[1]))
            for year in evidence.projected_mountain_rate
        },
        pinned=tuple(_pin(pin, evidence, true) for pin in evidence.pinned),
        old_log_odds=old_log_odds,
        communes=of_communes,
        assigned=assigned,
        worded=tuple(
            (unit, year, float(eta[units.index(unit), years.index(year)]) - worded["shift"] + noise("worded"))
            for unit, year, _ in evidence.worded
        ),
        floors=tuple(_floor(floor, evidence, poor, rng) for floor in evidence.floors),
        counted=tuple(_counted(counted, evidence, true, rng) for counted in evidence.counted),
        **_minority(evidence, true, family, rng),
    )


def _minority(evidence: Evidence, true: Truth, family: Truths, rng: np.random.Generator) -> dict:
    """Rates and counts of the minority households; counts are over a number of households that is off."""
    years = list(evidence.years)
    own = true.share[:, None] * true.households
    rate = (own * true.minority).sum(axis=0) / own.sum(axis=0)
    rates: dict[int, tuple[float, str]] = {}
    counts: dict[int, tuple[float, str]] = {}
    for year in {*evidence.minority_rate, *evidence.minority_count}:
        y = years.index(year)
        off = float(np.exp(rng.normal(0, family.denominator_sd)))
        for made, known, exact in (
            (rates, evidence.minority_rate, rate[y] * 100),
            (counts, evidence.minority_count, rate[y] * own[:, y].sum() * off),
        ):
            if year in known:
                status = known[year][1]
                error = family.projection_sd[1] if status == "projected" else 0.0
                made[year] = float(exact * np.exp(rng.normal(0, error))), status
    return {"minority_rate": rates, "minority_count": counts}


def _pin(pin: Pinned, evidence: Evidence, true: Truth) -> Pinned:
    d, y = evidence.units.index(pin.unit), evidence.years.index(pin.year)
    return replace(pin, rate=round(float(true.rates[d, y]) * 100, 2), poor=round(true.poor[d, y]))


def _floor(floor: Floor, evidence: Evidence, poor: np.ndarray, rng: np.random.Generator) -> Floor:
    y = evidence.years.index(floor.year)
    if floor.unit == evidence.province:
        return replace(floor, poor=int(poor[:, y].sum() // 1000 * 1000))
    # Parts with a published figure hold some of the district's poor, rarely most of them.
    return replace(floor, poor=int(poor[evidence.units.index(floor.unit), y] * rng.uniform(0.1, 0.7)))


def _counted(counted: Counted, evidence: Evidence, true: Truth, rng: np.random.Generator) -> Counted:
    sd = _NOISE["counted"] * float(np.sqrt((1 - counted.share) / counted.share))
    error = true.base_error[evidence.units.index(counted.unit), evidence.years.index(counted.year)]
    return replace(counted, log_ratio=float(error + rng.normal(0, sd)))
