"""A small Gaussian model of the districts' log-odds of being poor, conditioned on everything published.

Log-odds of district d at the end of year t:

    eta[d,t] = two_population[d] + level[area] + kv3 * kv3_share[d] + own[d] + sum of yearly steps
    step[d,t] = pace[area] + wobble[area,t] + trend[d] + walk[d,t]

``two_population`` is the log-odds of the rate the district would have if its ethnic-minority households and
its other households were poor at the province's rates for each. The household base is unknown too: a log-error
of each district and one common to the mountain area. All unknowns have Gaussian priors (``data/estimation.yaml``).
Published totals and rates condition them; Gauss-Newton finds the centre, the Laplace approximation their joint
spread. Every draw is then moved onto the published totals of its years exactly; draws that break a published
floor are refused. The province's projections are forecasts: they pull with their own error, no draw is moved
onto them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg import cho_solve, cholesky, solve_triangular

from lib.estimates.evidence import Evidence, Pinned, log_odds

_AREAS = ("mountain", "lowland")
_ITERATIONS = 200
_SETTLED = 1e-11  # the centre moves less than this: what is left is rounding, far below one household
_TIGHTENING = (1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001)
_TIGHT = 1e-3  # relative tolerance of an exact total inside the Gaussian step; the draws are moved onto it after


@dataclass(frozen=True)
class Draws:
    """Joint draws of the districts' poor households.

    ``poor`` and ``households``: int, draws × districts × years. ``central``: float, districts × years, poor
    households on the household base at the mean rates of the draws, satisfying every published total.
    """

    units: tuple[str, ...]
    years: tuple[int, ...]
    households: np.ndarray
    poor: np.ndarray
    central: np.ndarray

    @property
    def rates(self) -> np.ndarray:
        """Poor rates in percent, draws × districts × years."""
        return self.poor / self.households * 100


def simulate(evidence: Evidence, draws: int | None = None) -> Draws:
    """Draw the districts' poor households given the evidence. Deterministic for a given evidence.

    Raises ``ArithmeticError`` when the evidence cannot be reconciled: no convergence, published districts above
    their area's total, or too few draws that respect the published floors.
    """
    parameters = evidence.parameters
    count = draws or parameters["draws"]
    layout = _Layout(evidence)
    centre, factor = _condition(layout)
    rng = np.random.default_rng(parameters["seed"])
    # From the precision's own factor: inverting first would magnify rounding, which differs between machines.
    candidates = count * parameters["candidates"]
    steps = solve_triangular(factor, rng.standard_normal((candidates, layout.size)).T).T
    eta = layout.eta(centre + steps)
    households = _whole_households(layout.households(centre + steps), evidence)
    poor = _onto_totals(eta, households, evidence, _area_rates(layout, centre, steps))
    kept = np.flatnonzero(_respects_floors(poor, evidence))[:count]
    if len(kept) < count:
        raise ArithmeticError("too few draws respect the published floors")
    households, poor = households[kept], poor[kept]
    middle = log_odds((poor / households).mean(axis=0))
    return Draws(
        units=evidence.units,
        years=evidence.years,
        households=households,
        poor=_whole(poor, evidence),
        central=_onto_totals(middle[None], evidence.households[None], evidence)[0],
    )


def _area_rates(layout: _Layout, centre: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Poor rates (fractions) of mountain and lowland in every draw and year: draws × areas × years.

    First order around the centre. Adding up the districts of a draw instead would be biased upward: a rate grows
    more with a log-odds one step up than it falls with one step down, and the districts' spreads are wide.
    """
    point = _point(layout, centre)
    rates = np.empty((len(steps), 2, layout.t))
    for area in range(2):
        mask = (layout.area == area).astype(float)
        for y in range(layout.t):
            value, gradient = _log_rate_of(layout, mask, y)(point)
            rates[:, area, y] = np.exp(value + steps @ gradient)
    return rates


def _respects_floors(poor: np.ndarray, evidence: Evidence) -> np.ndarray:
    """Which draws hold at least the poor households already known in part of each area (bool, draws)."""
    fine = np.ones(len(poor), dtype=bool)
    for floor in evidence.floors:
        y = evidence.years.index(floor.year)
        whole = (
            poor[:, :, y].sum(axis=1)
            if floor.unit == evidence.province
            else poor[:, evidence.units.index(floor.unit), y]
        )
        fine &= whole >= floor.poor
    return fine


class _Layout:
    """Which entry of the vector of unknowns is what; everything in it is standard normal a priori."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        prior = evidence.parameters["prior"]
        n, t = len(evidence.units), len(evidence.years)
        self.n, self.t = n, t
        self.area = np.where(evidence.mountain, 0, 1)
        blocks = [("own", n), ("level", 2), ("pace", 2), ("wobble", 2 * (t - 1)), ("trend", n), ("walk", n * (t - 1)),
                  ("kv3", 1), ("shift", 1), ("base", n), ("mountain_base", 1)]  # fmt: skip
        self.at: dict[str, slice] = {}
        start = 0
        for name, length in blocks:
            self.at[name] = slice(start, start + length)
            start += length
        self.size = start
        self.mean, self.scale = self._prior(prior)
        self.matrix = self._design()
        self.slopes = (self.matrix * self.scale).reshape(n, t, self.size)
        self.anchored = (evidence.household_sd == 0).any(axis=1)
        self.base_matrix = self._base_design()
        self.offset = np.repeat(self._two_populations()[:, None], t, axis=1).ravel()

    def _prior(self, prior: dict) -> tuple[np.ndarray, np.ndarray]:
        mean, scale = np.zeros(self.size), np.ones(self.size)
        own = np.array([prior["district_sd"][a] for a in _AREAS])[self.area]
        scale[self.at["own"]] = np.hypot(own, self._share_spread())
        scale[self.at["level"]] = prior["level_sd"]
        mean[self.at["pace"]], scale[self.at["pace"]] = prior["pace"]["mean"], prior["pace"]["sd"]
        # A projection may be out of step with the reviews before it: it must not bend the years before.
        projected = [basis == "projected" for basis in self.evidence.province_basis[1:]]
        wobble = np.where(projected, prior["projected_step_sd"], prior["pace_wobble_sd"])
        scale[self.at["wobble"]] = np.tile(wobble, 2)
        walk = np.array([prior["district_walk_sd"][a] for a in _AREAS])[self.area]
        scale[self.at["walk"]] = np.repeat(walk, self.t - 1)
        scale[self.at["trend"]] = np.array([prior["district_trend_sd"][a] for a in _AREAS])[self.area]
        mean[self.at["kv3"]], scale[self.at["kv3"]] = prior["kv3_effect"]["mean"], prior["kv3_effect"]["sd"]
        mean[self.at["shift"]] = self.evidence.old_shift
        scale[self.at["shift"]] = self.evidence.parameters["evidence"]["old_standard"]["shift_sd"]
        return mean, scale

    def _two_populations(self) -> np.ndarray:
        e = self.evidence
        return log_odds((e.em_share * e.em_rate + (1 - e.em_share) * e.majority_rate) / 100)

    def _share_spread(self) -> np.ndarray:
        # First-order spread of the two-population log-odds when the share itself is uncertain.
        e = self.evidence
        rate = (e.em_share * e.em_rate + (1 - e.em_share) * e.majority_rate) / 100
        return e.em_share_sd * (e.em_rate - e.majority_rate) / 100 / (rate * (1 - rate))

    def _design(self) -> np.ndarray:
        """Matrix from unknowns (already in their own scale) to eta, rows district-major then year."""
        n, t = self.n, self.t
        matrix = np.zeros((n * t, self.size))
        for d in range(n):
            area = self.area[d]
            for y in range(t):
                row = d * t + y
                matrix[row, self.at["own"].start + d] = 1
                matrix[row, self.at["level"].start + area] = 1
                matrix[row, self.at["kv3"].start] = self.evidence.kv3_share[d]
                matrix[row, self.at["pace"].start + area] = y
                matrix[row, self.at["trend"].start + d] = y
                for step in range(y):
                    matrix[row, self.at["wobble"].start + area * (t - 1) + step] = 1
                    matrix[row, self.at["walk"].start + d * (t - 1) + step] = 1
        return matrix

    def _base_design(self) -> np.ndarray:
        """Matrix from standardised unknowns to the log-error of the household base, rows as :attr:`matrix`."""
        matrix = np.zeros((self.n * self.t, self.size))
        common = self.evidence.parameters["household_base"]["mountain_sd"]
        rows = np.arange(self.n * self.t)
        matrix[rows, self.at["base"].start + rows // self.t] = self.evidence.household_sd.ravel()
        # A published total of its own says more about a district than what the mountain area has in common.
        shared = np.repeat(self.evidence.mountain & ~self.anchored, self.t)
        matrix[rows[shared], self.at["mountain_base"].start] = common
        return matrix

    def eta(self, standard: np.ndarray) -> np.ndarray:
        """Log-odds, (..., districts, years), of standardised unknowns (..., size)."""
        unknowns = self.mean + standard * self.scale
        flat = unknowns @ self.matrix.T + self.offset
        return flat.reshape((*standard.shape[:-1], self.n, self.t))

    def households(self, standard: np.ndarray) -> np.ndarray:
        """Households, (..., districts, years), of standardised unknowns: each year sums to the province.

        Districts whose own total is published stay at it; the others share the rest in proportion.
        """
        e = self.evidence
        drawn = e.households * np.exp(standard @ self.base_matrix.T).reshape((*standard.shape[:-1], self.n, self.t))
        fixed = self.anchored[:, None]
        rest = e.households.sum(axis=0) - np.where(fixed, drawn, 0).sum(axis=-2)
        shared = np.where(fixed, 0, drawn)
        return np.where(fixed, drawn, shared * (rest / shared.sum(axis=-2))[..., None, :])

    def household_slopes(self, households: np.ndarray, y: int) -> np.ndarray:
        """Derivative of one year's households (districts) over the unknowns: districts × unknowns."""
        own = self.base_matrix.reshape(self.n, self.t, self.size)[:, y]
        fixed = self.anchored
        slopes = households[:, None] * own
        rest = households[~fixed].sum()
        # What all errors together add, the districts without a published total give back in proportion.
        slopes[~fixed] -= np.outer(households[~fixed] / rest, slopes.sum(axis=0))
        return slopes


@dataclass(frozen=True)
class _Point:
    """Where the search stands: standardised unknowns with what follows from them."""

    unknowns: np.ndarray
    eta: np.ndarray
    rate: np.ndarray
    households: np.ndarray


@dataclass(frozen=True)
class _Observation:
    """A measured function of the unknowns: ``predict(point) -> (value, gradient over the unknowns)``."""

    value: float
    sd: float
    predict: Callable[[_Point], tuple[float, np.ndarray]]


def _point(layout: _Layout, unknowns: np.ndarray) -> _Point:
    eta = layout.eta(unknowns)
    return _Point(unknowns, eta, _expit(eta), layout.households(unknowns))


def _log_rate_of(layout: _Layout, mask: np.ndarray, y: int) -> Callable[[_Point], tuple[float, np.ndarray]]:
    """The log of the poor rate of the districts in ``mask`` together, as a function of the unknowns."""

    def predict(point: _Point) -> tuple[float, np.ndarray]:
        households, rate = point.households[:, y] * mask, point.rate[:, y]
        poor, total = households @ rate, households.sum()
        gradient = (households * rate * (1 - rate)) @ layout.slopes[:, y] / poor
        slopes = layout.household_slopes(point.households[:, y], y)
        return np.log(poor / total), gradient + (mask * (rate / poor - 1 / total)) @ slopes

    return predict


def _observations(layout: _Layout) -> list[_Observation]:
    e = layout.evidence
    rules = e.parameters["evidence"]
    years, units = list(e.years), list(e.units)
    shift_at = layout.at["shift"].start
    found: list[_Observation] = []

    def log_odds_at(d: int, y: int, *, old: bool = False) -> Callable[[_Point], tuple[float, np.ndarray]]:
        def predict(point: _Point) -> tuple[float, np.ndarray]:
            value, gradient = point.eta[d, y], layout.slopes[d, y].copy()
            if old:  # the old standard counts fewer households poor, by one shift for all districts
                value = value - layout.mean[shift_at] - point.unknowns[shift_at] * layout.scale[shift_at]
                gradient[shift_at] -= layout.scale[shift_at]
            return value, gradient

        return predict

    everywhere, mountain = np.ones(layout.n), e.mountain.astype(float)
    spread = {"interpolated": rules["interpolated_total_sd"], "projected": rules["projections"]["province_sd"]}
    for y, (value, basis) in enumerate(zip(e.province_poor, e.province_basis, strict=True)):
        rate = value / e.households[:, y].sum()
        found.append(_Observation(np.log(rate), spread.get(basis, _TIGHT), _log_rate_of(layout, everywhere, y)))
    for rates, sd in ((e.mountain_rate, _TIGHT), (e.projected_mountain_rate, rules["projections"]["mountain_sd"])):
        for year, rate in rates.items():
            found.append(_Observation(np.log(rate / 100), sd, _log_rate_of(layout, mountain, years.index(year))))
    for pin in e.pinned:
        d, y = units.index(pin.unit), years.index(pin.year)
        found.append(_Observation(float(log_odds(pin.rate / 100)), _TIGHT, log_odds_at(d, y)))
    old = rules["old_standard"]
    for unit, (value, carried) in e.old_log_odds.items():
        sd = float(np.hypot(old["sd"], old["sd_per_year"] * carried))
        found.append(_Observation(value, sd, log_odds_at(units.index(unit), 0, old=True)))
    communes = rules["communes"]
    for unit, (value, share) in e.communes.items():
        sd = communes["sd"] * float(np.sqrt((1 - share) / share))
        y = years.index(e.commune_year)
        found.append(_Observation(value - communes["selection"], sd, log_odds_at(units.index(unit), y)))
    for unit, year, value in e.worded:
        at = log_odds_at(units.index(unit), years.index(year))
        found.append(_Observation(value + rules["worded"]["shift"], rules["worded"]["sd"], at))
    assigned = rules["assigned"]
    for unit, (low, high) in e.assigned.items():
        level = np.log((low + high) / 2 / 100 / assigned["share_of_rate"])
        alone = np.zeros(layout.n)
        alone[units.index(unit)] = 1
        found.append(_Observation(level, assigned["share_log_sd"], _log_rate_of(layout, alone, layout.t - 2)))
    return found


def _condition(layout: _Layout) -> tuple[np.ndarray, np.ndarray]:
    """Centre of the standardised unknowns given the observations and the upper Cholesky factor of their precision
    (Gauss-Newton, Laplace).
    """
    observations = _observations(layout)
    values = np.array([o.value for o in observations])
    spreads = np.array([o.sd for o in observations])
    centre = np.zeros(layout.size)

    def linearise(unknowns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        point = _point(layout, unknowns)
        predicted, gradients = zip(*(o.predict(point) for o in observations), strict=True)
        return np.array(predicted), np.array(gradients)

    def misfit(point: np.ndarray, weights: np.ndarray) -> float:
        predicted, _ = linearise(point)
        return float(point @ point + (((values - predicted) * weights) ** 2).sum()) / 2

    def newton(point: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        predicted, jacobian = linearise(point)
        scaled = jacobian * weights[:, None]
        factor = cholesky(np.eye(layout.size) + scaled.T @ scaled)
        return cho_solve((factor, False), scaled.T @ ((values - predicted) * weights) - point), factor

    # Exact totals are approached from loose to tight; starting tight strands the search in a far corner
    # where one district carries a whole area.
    for floor in _TIGHTENING:
        weights = 1 / np.maximum(spreads, floor)
        current = misfit(centre, weights)
        for _ in range(_ITERATIONS):
            step, _ = newton(centre, weights)
            # Full Gauss-Newton steps overshoot where a rate is near 0: halve until the misfit falls.
            length = 1.0
            while (after := misfit(centre + length * step, weights)) > current and length > 1e-6:
                length /= 2
            centre = centre + length * step
            if current - after < 1e-9 * (1 + current):
                break
            current = after
        else:
            raise ArithmeticError("the district model did not converge on this evidence")
    # The misfit is flat at its bottom: settle on the step itself, so that every machine ends at the same point.
    for _ in range(_ITERATIONS):
        step, factor = newton(centre, weights)
        centre = centre + step
        if np.abs(step).max() < _SETTLED:
            return centre, factor
    raise ArithmeticError("the district model did not settle on this evidence")


def _expit(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def _whole_households(households: np.ndarray, evidence: Evidence) -> np.ndarray:
    """Whole households (int32, draws × districts × years), each year still summing to the province."""
    whole = np.round(households).astype(np.int32)
    short = evidence.households.sum(axis=0) - whole.sum(axis=1)
    # A handful of households of rounding, given to the largest district: it has tens of thousands.
    whole[:, int(np.argmax(evidence.households[:, 0]))] += short.astype(np.int32)
    return whole


def _onto_totals(
    eta: np.ndarray, households: np.ndarray, evidence: Evidence, area_rates: np.ndarray | None = None
) -> np.ndarray:
    """Move each draw onto the published figures: poor households (float), draws × districts × years.

    Districts without a published figure of their own share one shift of log-odds for each total. Where an area's
    total is not published, it is what ``area_rates`` (:func:`_area_rates`) says: forecasts and interpolations are
    evidence, not totals.
    """
    poor = _expit(eta) * households
    areas = (evidence.mountain, ~evidence.mountain)
    for y, year in enumerate(evidence.years):
        free = np.ones(len(evidence.units), dtype=bool)
        for pin in (p for p in evidence.pinned if p.year == year):
            d = evidence.units.index(pin.unit)
            poor[:, d, y] = pin.poor if pin.count_published else pin.rate / 100 * households[:, d, y]
            free[d] = False
        published = evidence.province_basis[y] == "published"
        total = np.full(len(eta), evidence.province_poor[y])
        if published and year in evidence.mountain_rate:
            mountain = np.round(evidence.mountain_rate[year] / 100 * households[:, evidence.mountain, y].sum(axis=1))
            _shift(poor, households, y, areas[0], free, mountain)
            _shift(poor, households, y, areas[1], free, total - mountain)
            continue
        if area_rates is not None:
            for a, area in enumerate(areas):
                _shift(poor, households, y, area, free, area_rates[:, a, y] * households[:, area, y].sum(axis=1))
        if published:
            _shift(poor, households, y, np.ones_like(free), free, total)
    return poor


def _shift(
    poor: np.ndarray, households: np.ndarray, y: int, area: np.ndarray, free: np.ndarray, target: np.ndarray
) -> None:
    """Newton for the common shift of log-odds of the free districts of ``area`` that meets ``target`` in every draw."""
    moving = area & free
    base = households[:, moving, y]
    eta = log_odds(poor[:, moving, y] / base)
    rest = target - poor[:, area & ~free, y].sum(axis=1)
    if (rest <= 0).any() or (rest >= base.sum(axis=1)).any():
        raise ArithmeticError("published district figures exceed the published total of their area")
    shift = np.zeros(len(eta))
    for _ in range(100):
        rate = _expit(eta + shift[:, None])
        gap = (rate * base).sum(axis=1) - rest
        slope = (rate * (1 - rate) * base).sum(axis=1)
        # On the log scale the total is nearly linear in the shift, also far from the solution.
        shift -= np.clip(np.log1p(gap / rest) * (rest + gap) / slope, -2, 2)
        if np.abs(gap).max() < 1e-7:
            break
    poor[:, moving, y] = rate * base


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
