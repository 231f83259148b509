"""The unknowns of the district model, and what follows from them.

Two populations live in every district: ethnic-minority households and the others. For district d at the end of year t
(y years after the baseline), on the scale of log-odds of being poor:

    minority[d,t] = rate of the province's minority households + level + kv3 * kv3_share[d] + own_m[d] + time
    others[d,t]   = rate of the province's other households    + level + kv3 * kv3_share[d] + own_o[d] + time
    time          = pace * y + wobbles of the years so far + trend[d] * y + the district's own steps so far

Level, pace and wobbles belong to a stream: minority households, others of the mountain area, others of the lowland. The
district's poor rate is the mean of its two populations by their share, which is unknown itself. So is the household base:
an error of each district and its drift since the census, and a shift of the mountain area with a drift of its own.
Everything in the vector of unknowns is standard normal a priori; :class:`Spreads` are learnt beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from lib.estimates.evidence import Evidence, log_odds
from lib.estimates.households import CENSUS_YEAR

_AREAS = ("mountain", "lowland")
#: Streams of level and pace: minority households, others in the mountain area, others in the lowland.
_MINORITY, _OTHERS = 0, (1, 2)


#: Share of the province's households that districts with totals of their own may keep in all years.
_MOST_KEPT = 0.5


@dataclass(frozen=True)
class Spreads:
    """Spreads that the evidence teaches: of districts around what their populations imply (log-odds), and of their own
    changes (a factor on the steps and trends of ``estimation.yaml``).
    """

    district: float
    change: float


@dataclass(frozen=True)
class State:
    """What follows from unknowns; arrays end in districts × years, those of more than one point begin with the points.

    ``minority``, ``others``: poor rates of the two populations; ``share`` (districts): of minority households; ``rate``:
    poor rate of the district; ``households``: each year sums to the province.
    """

    minority: np.ndarray
    others: np.ndarray
    share: np.ndarray
    rate: np.ndarray
    households: np.ndarray


@dataclass(frozen=True)
class Slopes:
    """Derivatives of :class:`State` over the unknowns: districts × years × unknowns; ``share`` districts × unknowns."""

    minority: np.ndarray
    share: np.ndarray
    rate: np.ndarray
    households: np.ndarray


class Unknowns:
    """Which entry of the vector of unknowns is what, for one pair of :class:`Spreads`."""

    def __init__(self, evidence: Evidence, spreads: Spreads) -> None:
        self.evidence, self.spreads = evidence, spreads
        self.n, self.t = len(evidence.units), len(evidence.years)
        self.area = np.where(evidence.mountain, 0, 1)
        n, t = self.n, self.t
        blocks = [("share", n), ("own_minority", n), ("own_others", n), ("level", 3), ("pace", 3), ("wobble", 3 * (t - 1)),
                  ("trend", n), ("walk", n * (t - 1)), ("kv3", 1), ("shift", 1), ("base", n), ("base_drift", n),
                  ("mountain_base", 1), ("mountain_drift", 1), ("denominator", t)]  # fmt: skip
        self.at: dict[str, slice] = {}
        start = 0
        for name, length in blocks:
            self.at[name] = slice(start, start + length)
            start += length
        self.size = start
        self.mean, self.scale = self._prior()
        published = evidence.household_sd == 0
        self.anchored = published.any(axis=1)
        # A district with a total of its own keeps to it in every year, and the others share the rest. Where most of the
        # province has one, too little would be left to share: each then keeps to it only in the years it is published.
        few = evidence.households[self.anchored].sum() < _MOST_KEPT * evidence.households.sum()
        self.kept = np.repeat(self.anchored[:, None], self.t, axis=1) if few else published
        minority, others = self._designs()
        self._minority, self._others = minority * self.scale, others * self.scale
        self._minority_at = minority @ self.mean + log_odds(evidence.em_rate / 100)
        self._others_at = others @ self.mean + log_odds(evidence.majority_rate / 100)
        base = self._base_design()
        self._base, self._base_at = base * self.scale, base @ self.mean
        # Each row has a handful of entries other than 0: many points at once are thirty times faster so.
        self._designs_sparse = csr_array(
            np.concatenate([self._minority, self._others, self._base]).reshape(-1, self.size)
        )
        share = np.clip(evidence.em_share, 1e-3, 1 - 1e-3)
        self._share_at, self._share_scale = log_odds(share), evidence.em_share_sd / (share * (1 - share))

    def _prior(self) -> tuple[np.ndarray, np.ndarray]:
        e = self.evidence
        prior, base = e.parameters["prior"], e.parameters["household_base"]
        mean, scale = np.zeros(self.size), np.ones(self.size)

        def put(name: str, spread: float | np.ndarray, centre: float = 0.0) -> None:
            scale[self.at[name]], mean[self.at[name]] = spread, centre

        put("own_minority", self.spreads.district)
        put("own_others", self.spreads.district)
        put("level", prior["level_sd"])
        put("pace", prior["pace"]["sd"], prior["pace"]["mean"])
        # A projection may be out of step with the reviews before it: it must not bend the years before.
        projected = [basis == "projected" for basis in e.province_basis[1:]]
        put("wobble", np.tile(np.where(projected, prior["projected_step_sd"], prior["pace_wobble_sd"]), 3))
        walk, trend = ([prior[key][a] for a in _AREAS] for key in ("district_walk_sd", "district_trend_sd"))
        put("walk", np.repeat(np.array(walk)[self.area], self.t - 1) * self.spreads.change)
        put("trend", np.array(trend)[self.area] * self.spreads.change)
        put("kv3", prior["kv3_effect"]["sd"], prior["kv3_effect"]["mean"])
        put("shift", e.parameters["evidence"]["old_standard"]["shift_sd"], e.old_shift)
        put("mountain_base", base["mountain"]["sd"], base["mountain"]["mean"])
        put("mountain_drift", base["mountain_drift"]["sd"], base["mountain_drift"]["mean"])
        put("base_drift", base["district_drift_sd"])
        put("denominator", e.parameters["evidence"]["minority"]["denominator_sd"])
        return mean, scale

    def _designs(self) -> tuple[np.ndarray, np.ndarray]:
        """Matrices from unknowns in their own scale to the log-odds of minority and other households."""
        n, t = self.n, self.t
        found = np.zeros((2, n, t, self.size))
        for d in range(n):
            for population, stream in enumerate((_MINORITY, _OTHERS[self.area[d]])):
                rows = found[population, d]
                rows[:, self.at["own_others" if population else "own_minority"].start + d] = 1
                rows[:, self.at["level"].start + stream] = 1
                rows[:, self.at["kv3"].start] = self.evidence.kv3_share[d]
                rows[:, self.at["pace"].start + stream] = np.arange(t)
                rows[:, self.at["trend"].start + d] = np.arange(t)
                for step in range(t - 1):
                    rows[step + 1 :, self.at["wobble"].start + stream * (t - 1) + step] = 1
                    rows[step + 1 :, self.at["walk"].start + d * (t - 1) + step] = 1
        return found[0], found[1]

    def _base_design(self) -> np.ndarray:
        """Matrix from unknowns in their own scale to the log-error of the household base."""
        e = self.evidence
        matrix = np.zeros((self.n, self.t, self.size))
        since = np.array(e.years) - CENSUS_YEAR
        for d in range(self.n):
            matrix[d, :, self.at["base"].start + d] = e.household_sd[d]
            if self.anchored[d]:
                # A published total of its own says more about a district than what the mountain area has in common.
                known = np.flatnonzero(e.household_sd[d] == 0)
                matrix[d, :, self.at["base_drift"].start + d] = np.abs(np.subtract.outer(range(self.t), known)).min(
                    axis=1
                )
                continue
            matrix[d, :, self.at["base_drift"].start + d] = since
            if e.mountain[d]:
                matrix[d, :, self.at["mountain_base"].start] = 1
                matrix[d, :, self.at["mountain_drift"].start] = np.arange(self.t)
        return matrix

    def base_error(self, d: int, y: int, x: np.ndarray) -> tuple[float, np.ndarray]:
        """Log-error of a district's household base before the years are brought to the province, and its slope."""
        return float(self._base_at[d, y] + self._base[d, y] @ x), self._base[d, y]

    def state(self, x: np.ndarray) -> State:
        """What follows from ``x``, one point or many (points × unknowns)."""
        shape = (*x.shape[:-1], 3, self.n, self.t)
        minority, others, base = np.moveaxis((self._designs_sparse @ x.T).T.reshape(shape), -3, 0)
        minority, others = expit(minority + self._minority_at), expit(others + self._others_at)
        share = expit(self._share_at + self._share_scale * x[..., self.at["share"]])
        rate = share[..., None] * minority + (1 - share[..., None]) * others
        return State(minority, others, share, rate, self._households(np.exp(base + self._base_at)))

    def _households(self, factor: np.ndarray) -> np.ndarray:
        """Households of each year, brought to the province: districts whose own total is published keep it."""
        e = self.evidence
        drawn = e.households * factor
        fixed = self.kept
        rest = e.households.sum(axis=0) - np.where(fixed, drawn, 0).sum(axis=-2)
        shared = np.where(fixed, 0, drawn)
        # Where every district has its own total nothing is left to share.
        return np.where(fixed, drawn, shared * (rest / np.maximum(shared.sum(axis=-2), 1))[..., None, :])

    def slopes(self, state: State) -> Slopes:
        """Derivatives at one point."""
        share = np.zeros((self.n, self.size))
        share[np.arange(self.n), np.arange(self.n) + self.at["share"].start] = (
            state.share * (1 - state.share) * self._share_scale
        )
        minority = (state.minority * (1 - state.minority))[..., None] * self._minority
        others = (state.others * (1 - state.others))[..., None] * self._others
        s = state.share[:, None, None]
        rate = s * minority + (1 - s) * others + (state.minority - state.others)[..., None] * share[:, None, :]
        return Slopes(minority, share, rate, self._household_slopes(state.households))

    def _household_slopes(self, households: np.ndarray) -> np.ndarray:
        slopes = households[..., None] * self._base
        # What all errors together add, the districts that keep to no total of their own give back in proportion.
        shared = np.where(self.kept, 0, households)
        part = shared / np.maximum(shared.sum(axis=0), 1)
        return slopes - part[..., None] * slopes.sum(axis=0)[None]


def expit(x: np.ndarray) -> np.ndarray:
    """The rate of log-odds."""
    return 1 / (1 + np.exp(-x))
