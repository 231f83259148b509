"""A small Gaussian model of the districts' log-odds of being poor, conditioned on everything published.

Log-odds of district d at the end of year t:

    eta[d,t] = two_population[d] + level[area] + kv3 * kv3_share[d] + own[d] + sum of yearly steps
    step[d,t] = pace[area] + wobble[area,t] + walk[d,t]

``two_population`` is the log-odds of the rate the district would have if its ethnic-minority households and
its other households were poor at the province's rates for each. All other terms are unknowns with Gaussian
priors (``data/estimation.yaml``). Published totals and rates condition them; Gauss-Newton finds the centre,
the Laplace approximation their joint spread, and every draw is then moved onto the published totals exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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

    ``poor``: int, draws × districts × years. ``central``: float, districts × years, the mean of the draws,
    so that it satisfies every total the draws satisfy.
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
    """Draw the districts' poor households given the evidence. Deterministic for a given evidence."""
    parameters = evidence.parameters
    count = draws or parameters["draws"]
    layout = _Layout(evidence)
    centre, factor = _condition(layout)
    rng = np.random.default_rng(parameters["seed"])
    # From the precision's own factor: inverting first would magnify rounding, which differs between machines.
    unknowns = centre + solve_triangular(factor, rng.standard_normal((count, layout.size)).T).T
    eta = layout.eta(unknowns)
    poor = _onto_totals(eta, evidence, rng)
    return Draws(
        units=evidence.units,
        years=evidence.years,
        households=evidence.households,
        poor=_whole(poor, evidence),
        central=poor.mean(axis=0),
    )


class _Layout:
    """Which entry of the vector of unknowns is what; everything in it is standard normal a priori."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        prior = evidence.parameters["prior"]
        n, t = len(evidence.units), len(evidence.years)
        self.n, self.t = n, t
        self.area = np.where(evidence.mountain, 0, 1)
        blocks = [("own", n), ("level", 2), ("pace", 2), ("wobble", 2 * (t - 1)), ("walk", n * (t - 1)),
                  ("kv3", 1), ("shift", 1)]  # fmt: skip
        self.at: dict[str, slice] = {}
        start = 0
        for name, length in blocks:
            self.at[name] = slice(start, start + length)
            start += length
        self.size = start
        self.mean, self.scale = self._prior(prior)
        self.matrix = self._design()
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
                for step in range(y):
                    matrix[row, self.at["wobble"].start + area * (t - 1) + step] = 1
                    matrix[row, self.at["walk"].start + d * (t - 1) + step] = 1
        return matrix

    def eta(self, standard: np.ndarray) -> np.ndarray:
        """Log-odds, (..., districts, years), of standardised unknowns (..., size)."""
        unknowns = self.mean + standard * self.scale
        flat = unknowns @ self.matrix.T + self.offset
        return flat.reshape((*standard.shape[:-1], self.n, self.t))


@dataclass(frozen=True)
class _Observation:
    """A measured function of the log-odds: ``predict(eta) -> (value, gradient over eta)``."""

    value: float
    sd: float
    predict: Callable[[np.ndarray], tuple[float, np.ndarray]]
    shift: float = 0.0
    """How much of the old-standard shift the prediction adds."""


def _observations(layout: _Layout) -> list[_Observation]:
    e = layout.evidence
    rules = e.parameters["evidence"]
    years, units = list(e.years), list(e.units)
    found: list[_Observation] = []

    def log_odds_at(d: int, y: int) -> Callable[[np.ndarray], tuple[float, np.ndarray]]:
        def predict(eta: np.ndarray) -> tuple[float, np.ndarray]:
            gradient = np.zeros_like(eta)
            gradient[d, y] = 1
            return eta[d, y], gradient

        return predict

    def total(mask: np.ndarray, y: int) -> Callable[[np.ndarray], tuple[float, np.ndarray]]:
        def predict(eta: np.ndarray) -> tuple[float, np.ndarray]:
            rate = _expit(eta[:, y])
            weight = e.households[:, y] * mask
            gradient = np.zeros_like(eta)
            value = float(weight @ rate)
            gradient[:, y] = weight * rate * (1 - rate) / value
            return np.log(value), gradient

        return predict

    def log_rate(d: int, y: int) -> Callable[[np.ndarray], tuple[float, np.ndarray]]:
        def predict(eta: np.ndarray) -> tuple[float, np.ndarray]:
            gradient = np.zeros_like(eta)
            rate = _expit(eta[d, y])
            gradient[d, y] = 1 - rate
            return np.log(rate), gradient

        return predict

    def drop(d: int, y: int) -> Callable[[np.ndarray], tuple[float, np.ndarray]]:
        def predict(eta: np.ndarray) -> tuple[float, np.ndarray]:
            gradient = np.zeros_like(eta)
            before, after = _expit(eta[d, y - 1]), _expit(eta[d, y])
            gradient[d, y - 1] = before * (1 - before)
            gradient[d, y] = -after * (1 - after)
            return before - after, gradient

        return predict

    everywhere = np.ones(layout.n)
    for y, (value, basis) in enumerate(zip(e.province_poor, e.province_basis, strict=True)):
        sd = rules["interpolated_total_sd"] if basis == "interpolated" else _TIGHT
        found.append(_Observation(np.log(value), sd, total(everywhere, y)))
    for year, rate in e.mountain_rate.items():
        y = years.index(year)
        poor = rate / 100 * e.households[e.mountain, y].sum()
        found.append(_Observation(np.log(poor), _TIGHT, total(e.mountain.astype(float), y)))
    for pin in e.pinned:
        d, y = units.index(pin.unit), years.index(pin.year)
        found.append(_Observation(float(log_odds(pin.rate / 100)), _TIGHT, log_odds_at(d, y)))
    old = rules["old_standard"]
    for unit, (value, carried) in e.old_log_odds.items():
        sd = float(np.hypot(old["sd"], old["sd_per_year"] * carried))
        found.append(_Observation(value, sd, log_odds_at(units.index(unit), 0), shift=-1.0))
    communes = rules["communes"]
    for unit, (value, share) in e.communes.items():
        sd = communes["sd"] * float(np.sqrt((1 - share) / share))
        y = years.index(e.commune_year)
        found.append(_Observation(value - communes["selection"], sd, log_odds_at(units.index(unit), y)))
    assigned = rules["assigned"]
    for unit, (low, high) in e.assigned.items():
        d, y, middle = units.index(unit), layout.t - 1, (low + high) / 2
        sd = float(np.hypot((high - low) / 2, assigned["relative_sd"] * middle)) / 100
        found.append(_Observation(middle / 100, sd, drop(d, y)))
        level = np.log(middle / 100 / assigned["share_of_rate"])
        found.append(_Observation(level, assigned["share_log_sd"], log_rate(d, y - 1)))
    return found


def _condition(layout: _Layout) -> tuple[np.ndarray, np.ndarray]:
    """Centre of the standardised unknowns given the observations and the upper Cholesky factor of their precision
    (Gauss-Newton, Laplace).
    """
    observations = _observations(layout)
    values = np.array([o.value for o in observations])
    spreads = np.array([o.sd for o in observations])
    jacobian_eta = layout.matrix * layout.scale
    shift_at = layout.at["shift"].start
    centre = np.zeros(layout.size)

    def linearise(point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        eta = layout.eta(point)
        predicted = np.empty(len(observations))
        jacobian = np.empty((len(observations), layout.size))
        shift = layout.mean[shift_at] + point[shift_at] * layout.scale[shift_at]
        for k, observation in enumerate(observations):
            predicted[k], gradient = observation.predict(eta)
            jacobian[k] = gradient.ravel() @ jacobian_eta
            predicted[k] += observation.shift * shift
            jacobian[k, shift_at] += observation.shift * layout.scale[shift_at]
        return predicted, jacobian

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


def _onto_totals(eta: np.ndarray, evidence: Evidence, rng: np.random.Generator) -> np.ndarray:
    """Move each draw onto the published totals: poor households (float), draws × districts × years.

    Districts without a published figure of their own share one shift of log-odds for each total.
    """
    poor = np.empty_like(eta)
    spread = evidence.parameters["evidence"]["interpolated_total_sd"]
    for y, year in enumerate(evidence.years):
        households = evidence.households[:, y].astype(float)
        total = np.full(len(eta), evidence.province_poor[y])
        if evidence.province_basis[y] == "interpolated":
            total = total * np.exp(spread * np.clip(rng.standard_normal(len(eta)), -2, 2))
        poor[:, :, y] = _expit(eta[:, :, y]) * households
        pinned = {evidence.units.index(p.unit): p.poor for p in evidence.pinned if p.year == year}
        for d, value in pinned.items():
            poor[:, d, y] = value
        free = np.ones(len(evidence.units), dtype=bool)
        free[list(pinned)] = False
        if year in evidence.mountain_rate:
            area = evidence.mountain
            mountain = np.full(len(eta), float(mountain_poor(evidence, year)))
            _shift(poor, eta, households, y, area, free, mountain)
            _shift(poor, eta, households, y, ~area, free, total - mountain)
        else:
            _shift(poor, eta, households, y, np.ones_like(free), free, total)
    return poor


def mountain_poor(evidence: Evidence, year: int) -> int:
    """Poor households of the mountain area that its published rate and the household base give."""
    y = evidence.years.index(year)
    return round(evidence.mountain_rate[year] / 100 * int(evidence.households[evidence.mountain, y].sum()))


def _shift(
    poor: np.ndarray,
    eta: np.ndarray,
    households: np.ndarray,
    y: int,
    area: np.ndarray,
    free: np.ndarray,
    target: np.ndarray,
) -> None:
    """Newton for the common shift of the free districts of ``area`` that meets ``target`` in every draw."""
    moving = area & free
    rest = target - poor[:, area & ~free, y].sum(axis=1)
    if (rest <= 0).any() or (rest >= households[moving].sum()).any():
        raise ArithmeticError("published district figures exceed the published total of their area")
    shift = np.zeros(len(eta))
    for _ in range(100):
        rate = _expit(eta[:, moving, y] + shift[:, None])
        gap = (rate * households[moving]).sum(axis=1) - rest
        slope = (rate * (1 - rate) * households[moving]).sum(axis=1)
        # On the log scale the total is nearly linear in the shift, also far from the solution.
        shift -= np.clip(np.log1p(gap / rest) * (rest + gap) / slope, -2, 2)
        if np.abs(gap).max() < 1e-7:
            break
    poor[:, moving, y] = rate * households[moving]


def _whole(poor: np.ndarray, evidence: Evidence) -> np.ndarray:
    """Whole households in every draw, keeping each area's total (largest remainder), pinned figures fixed."""
    whole = np.floor(poor + 1e-6).astype(np.int32)
    for area in (evidence.mountain, ~evidence.mountain):
        part = poor[:, area]
        short = np.round(part.sum(axis=1)).astype(int) - whole[:, area].sum(axis=1)
        rank = np.argsort(np.argsort(-(part - np.floor(part + 1e-6)), axis=1, kind="stable"), axis=1)
        whole[:, area] += (rank < short[:, None, :]).astype(np.int32)
    # Where only the province is published the two areas' rounded totals may miss it by one household.
    for y, basis in enumerate(evidence.province_basis):
        if basis != "interpolated":
            miss = round(evidence.province_poor[y]) - whole[:, :, y].sum(axis=1)
            largest = int(np.argmax(evidence.households[:, y] * ~evidence.mountain))
            whole[:, largest, y] += miss.astype(np.int32)
    return whole


def without(evidence: Evidence, left_out: list[Pinned]) -> Evidence:
    """The same evidence with some published district figures left out (for validation)."""
    from dataclasses import replace

    return replace(evidence, pinned=tuple(p for p in evidence.pinned if p not in left_out))
