"""Joint draws of the districts' poor households, conditioned on everything published.

The evidence leaves a mixture of Gaussians (:mod:`lib.estimates.posterior`); draws of it are cut where published floors do
not hold, then moved onto the published totals of their years exactly. The province's projections are forecasts: they pull
with their own error, no draw is moved onto them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.linalg import cho_solve, solve_triangular
from scipy.special import log_ndtr, ndtri_exp

from lib.estimates.counted import Floor
from lib.estimates.evidence import Evidence, Pinned, log_odds
from lib.estimates.households import allocate
from lib.estimates.posterior import Gaussian, IrreconcilableError, posterior
from lib.estimates.unknowns import Spreads, expit

#: Sweeps of the sampler that keeps the floors: a handful of nearly independent directions settle in a few.
_SWEEPS = 25
#: A total worked out from a printed rate may be off by the rounding of the rate.
_ROUNDED = 0.005
#: Steps of Newton that bring draws onto the published figures, and how near (log, log-odds) is near enough: what is left is
#: put right by a last shift (:func:`_onto_totals`).
_NEWTON, _CLOSE = 12, 1e-4


@dataclass(frozen=True)
class Draws:
    """Joint draws of the districts' poor households.

    ``poor`` and ``households``: int, draws × districts × years. ``base``: int, districts × years, the middle household base;
    ``central``: float, poor households on it at the mean rates of the draws, satisfying every published total.
    ``spreads``: the pairs of spreads with the probability the evidence gives each.
    """

    units: tuple[str, ...]
    years: tuple[int, ...]
    households: np.ndarray
    poor: np.ndarray
    central: np.ndarray
    base: np.ndarray
    spreads: tuple[tuple[Spreads, float], ...] = ()

    @property
    def rates(self) -> np.ndarray:
        """Poor rates in percent, draws × districts × years."""
        return self.poor / self.households * 100


def simulate(evidence: Evidence, draws: int | None = None) -> Draws:
    """Draw the districts' poor households given the evidence. Deterministic for a given evidence.

    Raises :class:`lib.estimates.posterior.IrreconcilableError` when the evidence cannot be reconciled: no convergence,
    published figures and known parts that exceed the published total of their area.
    """
    count = draws or evidence.parameters["draws"]
    _parts_fit(evidence)
    rng = np.random.default_rng(evidence.parameters["seed"])
    gaussians = posterior(evidence)
    parts = [
        _drawn(g, size, rng, evidence) for g, size in zip(gaussians, _shares(gaussians, count), strict=True) if size
    ]
    households = np.concatenate([part[0] for part in parts])
    poor = np.concatenate([part[1] for part in parts])
    # Draws of one pair of spreads lie together: mixed, any part of them is a sample of all.
    order = rng.permutation(count)
    households, poor = households[order], poor[order]
    base = _central_households(households, evidence)
    middle = (poor / households).mean(axis=0)
    return Draws(
        units=evidence.units,
        years=evidence.years,
        households=households,
        poor=_whole(poor, evidence),
        central=_onto_totals(middle[None], base[None].astype(float), evidence)[0],
        base=base,
        spreads=tuple((g.unknowns.spreads, g.weight) for g in gaussians),
    )


def _central_households(households: np.ndarray, evidence: Evidence) -> np.ndarray:
    """The middle of the drawn household bases in whole households, districts × years; published totals stay."""
    mean = households.mean(axis=0)
    base = np.empty_like(evidence.households)
    for y in range(len(evidence.years)):
        known = evidence.household_sd[:, y] == 0
        base[known, y] = evidence.households[known, y]
        rest = int(evidence.households[:, y].sum() - base[known, y].sum())
        base[~known, y] = allocate(pd.Series(mean[~known, y]), rest).to_numpy()
    return base


def _shares(gaussians: list[Gaussian], count: int) -> list[int]:
    """How many of ``count`` draws each Gaussian gives: by its weight, the largest remainders first."""
    exact = np.array([g.weight for g in gaussians]) * count
    whole = np.floor(exact).astype(int)
    for place in np.argsort(-(exact - whole), kind="stable")[: count - whole.sum()]:
        whole[place] += 1
    return [int(size) for size in whole]


def _drawn(g: Gaussian, count: int, rng: np.random.Generator, evidence: Evidence) -> tuple[np.ndarray, np.ndarray]:
    """Households (whole) and poor households (float) of ``count`` draws."""
    # From the precision's own factor: inverting first would magnify rounding, which differs between machines.
    steps = solve_triangular(g.factor, rng.standard_normal((count, g.unknowns.size)).T).T
    state = g.unknowns.state(_onto_figures(g, g.mean + _held(g, steps, rng)))
    households = _whole_households(state.households, evidence)
    return households, _onto_totals(state.rate, households, evidence)


def _held(g: Gaussian, steps: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Steps from the mean that hold every floor: a Gaussian cut by half-spaces, sampled exactly in their directions.

    The directions of the floors are drawn from their own cut Gaussian (Gibbs); what is left of each step keeps its draw.
    """
    if not len(g.cut):
        return steps
    spread = cho_solve((g.factor, False), g.cut.T)
    covariance = g.cut @ spread
    precision = np.linalg.inv(covariance)
    along = steps @ g.cut.T
    # Starts inside: whatever lies beyond a floor begins on it.
    cut = np.maximum(along, -g.margin)
    for _ in range(_SWEEPS):
        for k in range(len(g.margin)):
            variance = 1 / precision[k, k]
            others = cut @ precision[k] - cut[:, k] * precision[k, k]
            mean, sd = -variance * others, np.sqrt(variance)
            # Uniform in the log of the upper tail: exact far out too.
            tail = log_ndtr(-(-g.margin[k] - mean) / sd)
            cut[:, k] = mean - sd * ndtri_exp(tail + np.log(rng.random(len(cut))))
    return steps + (cut - along) @ np.linalg.solve(covariance, spread.T)


@np.errstate(over="ignore", divide="ignore", invalid="ignore")
def _onto_figures(g: Gaussian, x: np.ndarray) -> np.ndarray:
    """Draws brought onto the published totals and rates in the space of the unknowns.

    A Gaussian holds a total to first order only: its draws add up to several per cent more, since a rate grows more with
    log-odds one step up than it falls with one step down. Putting only the free districts of a year right afterwards would
    bend every district with a published year. So level, pace and all else that the total is made of take up the excess, each
    as far as the other evidence leaves it free (steps of Newton with the slopes of the centre). A total that is not published
    is brought to what the Gaussian itself says of it.
    """
    figures = g.figures
    lift = g.spread @ figures.slopes.T
    back = np.linalg.solve(figures.slopes @ lift, lift.T)
    target = np.where(figures.exact, figures.values, figures.centre + (x - g.centre) @ figures.slopes.T)
    best, beside, least = x.copy(), np.zeros(target.shape), np.full(len(x), np.inf)
    tried, rows = x, np.arange(len(x))
    for step in range(_NEWTON):
        # A draw thrown far out has no figures at all, and is taken from where it was.
        gap = figures.of(g.unknowns.state(tried)) - target[rows]
        far = np.abs(gap).max(axis=1)
        better = far < least[rows]
        nearer = rows[better]
        best[nearer], beside[nearer], least[nearer] = tried[better], gap[better], far[better]
        # Only those that are not there yet go on.
        left = least[rows] >= _CLOSE
        if not left.any():
            break
        rows, better = rows[left], better[left]
        # A draw far off is brought near in several steps; one that swings around its figures takes shorter ones.
        length = np.where(better, 1.0, 0.5)[:, None] if step else 1.0
        tried = best[rows] - length * np.clip(beside[rows], -0.3, 0.3) @ back
    return best


def _parts_fit(evidence: Evidence) -> None:
    """Known parts of an area do not exceed what is published of the whole; raises :class:`IrreconcilableError`."""
    pinned = {(p.unit, p.year): p for p in evidence.pinned}
    known: dict[tuple[str, int], Pinned | Floor] = {
        (f.unit, f.year): f for f in evidence.floors if f.unit != evidence.province
    }
    for key, floor in known.items():
        pin = pinned.get(key)
        if pin and floor.poor > pin.poor * (1 if pin.count_published else 1.1):
            raise IrreconcilableError(
                "parts exceed their district", (key[0], "poor_households", key[1]), (*pin.rows, *floor.rows)
            )
    for floor in (f for f in evidence.floors if f.unit == evidence.province):
        beside = [evidence.province_poor[evidence.years.index(at)] for at in _published_beside(evidence, floor.year)]
        if beside and floor.poor > max(beside) * 1.1:
            what = (floor.unit, "poor_households", floor.year)
            raise IrreconcilableError("a bound beyond the totals before and after it", what, floor.rows)
    known |= pinned
    for y, year in enumerate(evidence.years):
        for area, mask in _areas(evidence, year):
            inside = [part for (unit, at), part in known.items() if at == year and mask[evidence.units.index(unit)]]
            whole = evidence.province_poor[y]
            if area is not None:
                mountain = evidence.mountain_rate[year] / 100 * evidence.households[evidence.mountain, y].sum()
                whole = mountain if area == "mountain" else whole - mountain
            if sum(part.poor for part in inside) > whole * 1.1:
                rows = tuple(row for part in inside for row in part.rows)
                unit = evidence.province if area is None else evidence.parameters["areas"]["mountain"]
                raise IrreconcilableError("parts exceed their area", (unit, "poor_households", year), rows)


def _published_beside(evidence: Evidence, year: int) -> list[int]:
    """The nearest years before and after ``year`` with a published total of the province."""
    known = [at for at, basis in zip(evidence.years, evidence.province_basis, strict=True) if basis == "published"]
    return [*[at for at in known if at < year][-1:], *[at for at in known if at > year][:1]]


def _areas(evidence: Evidence, year: int) -> Iterator[tuple[str | None, np.ndarray]]:
    """The areas of which a total of ``year`` is published: the province, and its mountain area and the rest."""
    if evidence.province_basis[evidence.years.index(year)] != "published":
        return
    yield None, np.ones(len(evidence.units), dtype=bool)
    if year in evidence.mountain_rate:
        yield "mountain", evidence.mountain
        yield "lowland", ~evidence.mountain


def _whole_households(households: np.ndarray, evidence: Evidence) -> np.ndarray:
    """Whole households (int32, draws × districts × years), each year still summing to the province."""
    whole = np.round(households).astype(np.int32)
    short = evidence.households.sum(axis=0) - whole.sum(axis=1)
    # A handful of households of rounding, given to the largest district: it has tens of thousands.
    whole[:, int(np.argmax(evidence.households[:, 0]))] += short.astype(np.int32)
    return whole


def _onto_totals(rates: np.ndarray, households: np.ndarray, evidence: Evidence) -> np.ndarray:
    """Move each draw onto the published figures exactly: poor households (float), draws × districts × years.

    Districts without a published figure of their own share one shift of log-odds for each total; none goes below its
    floor. Forecasts and interpolations are evidence, not totals: where nothing is published nothing is moved.
    """
    poor = rates * households
    areas = (evidence.mountain, ~evidence.mountain)
    for y, year in enumerate(evidence.years):
        free = np.ones(len(evidence.units), dtype=bool)
        lowest = np.zeros(len(evidence.units))
        for floor in (f for f in evidence.floors if f.year == year and f.unit != evidence.province):
            lowest[evidence.units.index(floor.unit)] = floor.poor
        for pin in (p for p in evidence.pinned if p.year == year):
            d = evidence.units.index(pin.unit)
            poor[:, d, y] = pin.poor if pin.count_published else pin.rate / 100 * households[:, d, y]
            free[d] = False
        move = _Move(poor[:, :, y], households[:, :, y], free, lowest, (evidence.province, "poor_households", year))
        published = evidence.province_basis[y] == "published"
        total = np.full(len(rates), evidence.province_poor[y])
        if published and year in evidence.mountain_rate:
            mountain = np.round(evidence.mountain_rate[year] / 100 * households[:, evidence.mountain, y].sum(axis=1))
            if not free[evidence.mountain].any():
                # All counted: the sum is known better than the rounded rate says.
                mountain = poor[:, evidence.mountain, y].sum(axis=1)
            move.onto(areas[0], mountain)
            move.onto(areas[1], total - mountain)
            continue
        if published:
            move.onto(np.ones_like(free), total)
        elif lowest.any():
            move.onto(np.ones_like(free), poor[:, :, y].sum(axis=1), bound=True)
        for floor in (f for f in evidence.floors if f.year == year and f.unit == evidence.province):
            move.onto(np.ones_like(free), np.maximum(poor[:, :, y].sum(axis=1), floor.poor))
    return poor


@dataclass(frozen=True)
class _Move:
    """One year's poor households (draws × districts, written in place) and who of them may move."""

    poor: np.ndarray
    households: np.ndarray
    free: np.ndarray
    lowest: np.ndarray
    what: tuple[str, str, int]

    def onto(self, area: np.ndarray, target: np.ndarray, *, bound: bool = False) -> None:
        """Shift the log-odds of the free districts of ``area`` in every draw until the area has ``target``.

        A district that would go below its floor stays on it and the others share the rest. ``bound``: a target that
        leaves nothing for the free districts is no published total and is brought up to what they need.
        """
        moving = np.flatnonzero(area & self.free)
        fixed = self.poor[:, area & ~self.free].sum(axis=1)
        if not len(moving):
            if not bound and (np.abs(target - fixed) > _ROUNDED * target + 1).any():
                raise IrreconcilableError("published district figures do not add up to the published total", self.what)
            return
        least = np.maximum(self.lowest[moving], 1e-3)
        rest = target - fixed
        if bound:
            rest = np.clip(rest, least.sum() * 1.001, self.households[:, moving].sum(axis=1) * 0.999)
        elif (rest <= least.sum()).any() or (rest >= self.households[:, moving].sum(axis=1)).any():
            raise IrreconcilableError("published district figures exceed the published total of their area", self.what)
        held = np.zeros((len(target), len(moving)), dtype=bool)
        for _ in range(len(moving) + 1):
            value = self._shifted(moving, np.where(held, 0.0, self.households[:, moving]), rest - held @ least)
            value = np.where(held, least, value)
            below = ~held & (value < least)
            if not below.any():
                break
            held |= below
        self.poor[:, moving] = value

    def _shifted(self, moving: np.ndarray, base: np.ndarray, rest: np.ndarray) -> np.ndarray:
        """Newton for the common shift of log-odds that gives the districts with a ``base`` their ``rest``."""
        share = np.clip(self.poor[:, moving] / self.households[:, moving], 1e-9, 1 - 1e-9)
        eta = log_odds(share)
        shift = np.zeros(len(rest))
        for _ in range(100):
            rate = expit(eta + shift[:, None])
            gap = (rate * base).sum(axis=1) - rest
            slope = (rate * (1 - rate) * base).sum(axis=1)
            # On the log scale the total is nearly linear in the shift, also far from the solution.
            shift -= np.clip(np.log1p(gap / rest) * (rest + gap) / slope, -2, 2)
            if np.abs(gap).max() < 1e-7:
                break
        return rate * base


def _whole(poor: np.ndarray, evidence: Evidence) -> np.ndarray:
    """Whole households in every draw, keeping each area's total (largest remainder)."""
    whole = np.floor(poor + 1e-6).astype(np.int32)
    for area in (evidence.mountain, ~evidence.mountain):
        part = poor[:, area]
        short = np.round(part.sum(axis=1)).astype(int) - whole[:, area].sum(axis=1)
        rank = np.argsort(np.argsort(-(part - np.floor(part + 1e-6)), axis=1, kind="stable"), axis=1)
        whole[:, area] += (rank < short[:, None, :]).astype(np.int32)
    # Where only the province is published the two areas' rounded totals may miss it by one household.
    for y, basis in enumerate(evidence.province_basis):
        if basis == "published":
            miss = round(evidence.province_poor[y]) - whole[:, :, y].sum(axis=1)
            largest = int(np.argmax(evidence.households[:, y] * ~evidence.mountain))
            whole[:, largest, y] += miss.astype(np.int32)
    return whole


def without(evidence: Evidence, left_out: list[Pinned]) -> Evidence:
    """The same evidence with some published district figures left out (for validation)."""
    return replace(evidence, pinned=tuple(p for p in evidence.pinned if p not in left_out))
