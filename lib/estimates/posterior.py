"""What the evidence leaves of the unknowns: a Gaussian for each pair of spreads, weighted by how well the pair explains it.

Gauss-Newton finds the centre, the Laplace approximation the spread around it. The spreads themselves are learnt: half-normal
priors, looked at on a grid of their quantiles, each point weighted by the probability it gives the evidence. Published floors
(a part of a district, "more than") are truncation: the Gaussian is taken where they hold, and cut there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from scipy.linalg import cho_solve, cholesky, solve_triangular
from scipy.special import log_ndtr, ndtri

from lib.estimates.evidence import Evidence, log_odds
from lib.estimates.observations import TIGHT, Observation, Predict, floor_of, observations
from lib.estimates.unknowns import Spreads, State, Unknowns

_ITERATIONS = 500
_SETTLED = 1e-9  # the centre moves less than this: what is left is rounding, far below one household
_TIGHTENING = (1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001)
#: A floor pulls the centre to where it holds by a few hundredths of the count.
_FLOOR_SD = 0.03


class IrreconcilableError(ArithmeticError):
    """Evidence that cannot all be true: ``what`` (unit, indicator, year) it is about, ``rows`` of observations.csv."""

    def __init__(self, message: str, what: tuple[str, str, int], rows: tuple[int, ...] = ()) -> None:
        # All of it, so that it comes whole out of another process.
        super().__init__(message, what, rows)
        self.what, self.rows = what, rows


@dataclass(frozen=True)
class Figures:
    """Totals and rates that draws are brought onto: of areas (a mask of districts and a year) in logs, of single districts in
    log-odds, those of areas first.

    ``values``: what is published; ``exact``: whether it is (else a forecast or an interpolation); ``centre``, ``slopes``: value
    and slope at the centre of a Gaussian.
    """

    areas: tuple[tuple[np.ndarray, int], ...]
    districts: tuple[tuple[int, int], ...]
    values: np.ndarray
    exact: np.ndarray
    centre: np.ndarray
    slopes: np.ndarray

    def of(self, state: State) -> np.ndarray:
        """The figures of many points: points × figures."""
        poor = state.rate * state.households
        found = [
            np.log((poor[..., y] @ mask) / (state.households[..., y] @ mask)) for mask, y in self.areas
        ]  # fmt: skip
        found += [log_odds(state.rate[..., d, y]) for d, y in self.districts]
        return np.stack(found, axis=-1)


@dataclass(frozen=True)
class Gaussian:
    """One pair of spreads: where the centre is taken, the mean and the upper Cholesky factor of the precision, and the cut.

    ``cut`` (floors × unknowns) and ``margin``: a point x holds the floors where ``cut @ (x - mean) >= -margin``.
    ``weight``: probability of the pair of spreads. ``figures``: what draws are brought onto; ``spread``: the covariance that
    everything else leaves.
    """

    unknowns: Unknowns
    centre: np.ndarray
    mean: np.ndarray
    factor: np.ndarray
    cut: np.ndarray
    margin: np.ndarray
    weight: float
    figures: Figures
    spread: np.ndarray


def posterior(evidence: Evidence) -> list[Gaussian]:
    """The Gaussians of every pair of spreads. Raises :class:`IrreconcilableError`."""
    learnt = evidence.parameters["prior"]["spreads"]
    found: list[Gaussian] = []
    logs: list[float] = []
    near: np.ndarray | None = None
    for district, change in product(*(_points(learnt[name], learnt["points"]) for name in ("district", "change"))):
        unknowns = Unknowns(evidence, Spreads(district, change))
        fit = _Fit(unknowns)
        # The centre of one pair of spreads lies near the next one's.
        near = fit.search(near)
        gaussian, log_evidence = fit.gaussian(near)
        found.append(gaussian)
        logs.append(log_evidence)
    weights = np.exp(np.array(logs) - max(logs))
    weights /= weights.sum()
    return [replace(gaussian, weight=float(weight)) for gaussian, weight in zip(found, weights, strict=True)]


def _points(scale: float, count: int) -> list[float]:
    """Middles of ``count`` equally likely parts of a half-normal prior: each weighs the same before the evidence."""
    return [float(scale * ndtri(0.5 + (i + 0.5) / (2 * count))) for i in range(count)]


class _Fit:
    """The search for the centre of one pair of spreads."""

    def __init__(self, unknowns: Unknowns) -> None:
        self.unknowns = unknowns
        self.observed = observations(unknowns)
        self.values = np.array([o.value for o in self.observed])
        self.spreads = np.array([o.sd for o in self.observed])
        # What is published of a whole district says more than what is published of its parts.
        known = {(pin.unit, pin.year) for pin in unknowns.evidence.pinned}
        floors = [floor for floor in unknowns.evidence.floors if (floor.unit, floor.year) not in known]
        self.floors: list[Predict] = [floor_of(unknowns, floor) for floor in floors]
        self.lowest = np.log([max(floor.poor, 1) for floor in floors]) if floors else np.zeros(0)

    @np.errstate(over="ignore", divide="ignore", invalid="ignore")
    def _linear(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        # A step far too long gives rates of 0 or 1 and no misfit at all: it is halved.
        state = self.unknowns.state(x)
        slopes = self.unknowns.slopes(state)
        found = [o.predict(x, state, slopes) for o in self.observed] + [f(x, state, slopes) for f in self.floors]
        values, gradients = np.array([v for v, _ in found]), np.array([g for _, g in found])
        count = len(self.observed)
        return values[:count], gradients[:count], values[count:], gradients[count:]

    def _misfit(self, x: np.ndarray, weights: np.ndarray, linear: tuple) -> float:
        predicted, _, floored, _ = linear
        held = log_ndtr((floored - self.lowest) / _FLOOR_SD).sum()
        return float(x @ x + (((self.values - predicted) * weights) ** 2).sum()) / 2 - float(held)

    def _step(self, x: np.ndarray, weights: np.ndarray, linear: tuple) -> np.ndarray:
        predicted, jacobian, floored, floor_jacobian = linear
        scaled = jacobian * weights[:, None]
        score = (floored - self.lowest) / _FLOOR_SD
        # First and (minus) second derivative of the log of the probability that a floor holds.
        pull = np.exp(-0.5 * score**2 - 0.5 * math.log(2 * math.pi) - log_ndtr(score))
        bend = np.maximum(pull * (pull + score), 1e-12)
        held = floor_jacobian * (np.sqrt(bend) / _FLOOR_SD)[:, None]
        gradient = scaled.T @ ((self.values - predicted) * weights) + floor_jacobian.T @ (pull / _FLOOR_SD) - x
        # There are fewer figures than unknowns: (1 + A'A)^-1 = 1 - A'(1 + AA')^-1 A is solved where it is small.
        rows = np.vstack([scaled, held])
        small = cholesky(np.eye(len(rows)) + rows @ rows.T)
        return gradient - rows.T @ cho_solve((small, False), rows @ gradient)

    def search(self, near: np.ndarray | None = None) -> np.ndarray:
        """The centre, looked for from ``near`` where one is known. Raises :class:`IrreconcilableError` where there is none."""
        x = np.zeros(self.unknowns.size) if near is None else near
        # Exact totals are approached from loose to tight; starting tight from afar strands the search in a far corner
        # where one district carries a whole area.
        for floor in _TIGHTENING if near is None else _TIGHTENING[-1:]:
            weights = 1 / np.maximum(self.spreads, floor)
            linear = self._linear(x)
            current = self._misfit(x, weights, linear)
            for _ in range(_ITERATIONS):
                step = self._step(x, weights, linear)
                # Full Gauss-Newton steps overshoot where a rate is near 0: halve until the misfit falls.
                length = 1.0
                while True:
                    tried = self._linear(x + length * step)
                    after = self._misfit(x + length * step, weights, tried)
                    if after <= current or length <= 1e-6:
                        break
                    length /= 2
                x, linear = x + length * step, tried
                if current - after < 1e-7 * (1 + current):
                    break
                current = after
            else:
                raise self._worst(x)
        # The misfit is flat at its bottom: settle on the step itself, so that every machine ends at the same point.
        before: np.ndarray | None = None
        for _ in range(_ITERATIONS):
            step = self._step(x, 1 / self.spreads, linear)
            length = 1.0
            if before is not None:
                ratio = float(step @ before / (before @ before))
                # Steps along one line that grow smaller by one ratio: the next one goes to where they would end (Aitken).
                if abs(ratio) > 0.9 * np.linalg.norm(step) / np.linalg.norm(before) and ratio < 0.999:
                    length = 1 / (1 - ratio)
            before = step if length == 1 else None
            x = x + length * step
            linear = self._linear(x)
            if np.abs(step).max() < _SETTLED:
                return x
        raise self._worst(x)

    def _worst(self, x: np.ndarray) -> IrreconcilableError:
        predicted, _, _, _ = self._linear(x)
        worst: Observation = self.observed[int(np.argmax(np.abs((self.values - predicted) / self.spreads)))]
        return IrreconcilableError("the evidence cannot be reconciled", worst.what, worst.rows)

    def gaussian(self, x: np.ndarray) -> tuple[Gaussian, float]:
        """The Gaussian at ``x`` without the pull of the floors, cut by them; and the log of the evidence's probability."""
        predicted, jacobian, floored, cut = self._linear(x)
        weights = 1 / self.spreads
        scaled = jacobian * weights[:, None]
        factor = cholesky(np.eye(x.size) + scaled.T @ scaled)
        mean = x + cho_solve((factor, False), scaled.T @ ((self.values - predicted) * weights) - x)
        margin = floored - self.lowest + cut @ (mean - x) if len(cut) else np.zeros(0)
        # At the mean of the Gaussian: misfit of the linearised evidence, determinant, and how much of it the floors keep.
        left = (self.values - predicted - jacobian @ (mean - x)) * weights
        log_evidence = -float(mean @ mean + left @ left) / 2 - float(np.log(np.diag(factor)).sum())
        if len(cut):
            reach = np.sqrt((solve_triangular(factor, cut.T, trans="T") ** 2).sum(axis=0))
            log_evidence += float(log_ndtr(margin / reach).sum())
        figures, others = self._figures(predicted, jacobian)
        rest = jacobian[others] * weights[others, None]
        spread = np.linalg.inv(np.eye(x.size) + rest.T @ rest)
        return Gaussian(self.unknowns, x, mean, factor, cut, margin, 1.0, figures, spread), log_evidence

    def _figures(self, predicted: np.ndarray, jacobian: np.ndarray) -> tuple[Figures, np.ndarray]:
        """Totals, area rates and published districts among the observations; and which are none of them (bool)."""
        at = [k for k, o in enumerate(self.observed) if o.area is not None]
        at += [k for k, o in enumerate(self.observed) if o.district is not None]
        others = np.ones(len(self.observed), dtype=bool)
        others[at] = False
        areas = tuple(o.area for o in self.observed if o.area is not None)
        districts = tuple(o.district for o in self.observed if o.district is not None)
        exact = self.spreads[at] <= TIGHT
        return Figures(areas, districts, self.values[at], exact, predicted[at], jacobian[at]), others
