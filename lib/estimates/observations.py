"""What is measured of the unknowns: each published figure as a function of them, with its error.

A measured thing gives its predicted value and the slope over the unknowns at a point. Exact totals and rates have the
tolerance :data:`TIGHT`: the draws are moved onto them afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from lib.estimates.counted import Floor
from lib.estimates.evidence import Evidence, log_odds, printed_log_odds
from lib.estimates.unknowns import Slopes, State, Unknowns

TIGHT = 1e-3
#: A step of the rounding larger than this share of the number says little of what lies above it.
_ROUND = 0.1
Predict = Callable[[np.ndarray, State, Slopes], tuple[float, np.ndarray]]


@dataclass(frozen=True)
class Observation:
    """A value, its error and how it follows from the unknowns; ``what`` names it where it fits nothing else.

    ``rows``: its rows in observations.csv, where it stands there. ``area`` (mask of districts, year) of a total or the rate of
    an area; ``district`` (district, year) of a published district rate: draws are brought onto these.
    """

    value: float
    sd: float
    predict: Predict
    what: tuple[str, str, int]
    rows: tuple[int, ...] = ()
    area: tuple[np.ndarray, int] | None = None
    district: tuple[int, int] | None = None


def observations(unknowns: Unknowns) -> list[Observation]:
    """Everything the evidence says of the unknowns."""
    e = unknowns.evidence
    return [*_totals(unknowns, e), *_minority(unknowns, e), *_districts(unknowns, e), *_households(unknowns, e)]


def floor_of(unknowns: Unknowns, floor: Floor) -> Predict:
    """The log of the poor households that a floor is about."""
    e = unknowns.evidence
    mask = np.ones(unknowns.n) if floor.unit == e.province else _only(e, floor.unit)
    return _log_poor(mask, e.years.index(floor.year))


def log_rate_of(mask: np.ndarray, y: int) -> Predict:
    """The log of the poor rate of the districts in ``mask`` together."""

    def predict(_: np.ndarray, state: State, slopes: Slopes) -> tuple[float, np.ndarray]:
        poor, poor_slope = _poor(mask, y, state, slopes)
        total, total_slope = mask @ state.households[:, y], mask @ slopes.households[:, y]
        return float(np.log(poor / total)), poor_slope / poor - total_slope / total

    return predict


def _log_poor(mask: np.ndarray, y: int) -> Predict:
    def predict(_: np.ndarray, state: State, slopes: Slopes) -> tuple[float, np.ndarray]:
        poor, slope = _poor(mask, y, state, slopes)
        return float(np.log(poor)), slope / poor

    return predict


def _poor(mask: np.ndarray, y: int, state: State, slopes: Slopes) -> tuple[float, np.ndarray]:
    rate, households = state.rate[:, y] * mask, state.households[:, y] * mask
    return float(rate @ state.households[:, y]), rate @ slopes.households[:, y] + households @ slopes.rate[:, y]


def _only(e: Evidence, unit: str) -> np.ndarray:
    mask = np.zeros(len(e.units))
    mask[e.units.index(unit)] = 1
    return mask


def _totals(unknowns: Unknowns, e: Evidence) -> Iterator[Observation]:
    """Totals of the province and rates of the mountain area, published, projected or between their neighbours."""
    rules = e.parameters["evidence"]
    spread = {"interpolated": rules["interpolated_total_sd"], "projected": rules["projections"]["province_sd"]}
    for y, (value, basis) in enumerate(zip(e.province_poor, e.province_basis, strict=True)):
        rate = np.log(value / e.households[:, y].sum())
        what = (e.province, "poor_households", e.years[y])
        whole = np.ones(unknowns.n)
        yield Observation(float(rate), spread.get(basis, TIGHT), log_rate_of(whole, y), what, area=(whole, y))
    more = rules["more_than"]
    for floor in (f for f in e.floors if f.unit == e.province and f.poor and more["use"]):
        y, step = e.years.index(floor.year), _rounding_step(floor.poor)
        if not TIGHT <= step / floor.poor <= _ROUND:
            continue  # not a round number, or one digit alone: a bound, and no more
        rate = (floor.poor + more["excess"] * step) / e.households[:, y].sum()
        what = (e.province, "poor_households", floor.year)
        sd = more["sd"] * step / floor.poor
        yield Observation(float(np.log(rate)), sd, log_rate_of(np.ones(unknowns.n), y), what, floor.rows)
    for rates, sd in ((e.mountain_rate, TIGHT), (e.projected_mountain_rate, rules["projections"]["mountain_sd"])):
        for year, rate in rates.items():
            area = e.mountain.astype(float), e.years.index(year)
            what = (e.parameters["areas"]["mountain"], "poor_rate", year)
            yield Observation(float(np.log(rate / 100)), sd, log_rate_of(*area), what, area=area)


def _rounding_step(number: int) -> int:
    """The place of the last digit of a round number that is kept: 1.000 of 55.000."""
    return 10 ** (len(str(number)) - len(str(number).rstrip("0")))


def _minority(unknowns: Unknowns, e: Evidence) -> Iterator[Observation]:
    """The province's minority households: their rate, and their count over a number of households that is not known."""
    rules, unit = e.parameters["evidence"]["minority"], e.parameters["areas"]["population"]
    projected = {"published": 0.0, "projected": rules["projection_sd"]}
    for year, (rate, status) in e.minority_rate.items() if rules["rates"] else ():
        sd = float(np.hypot(rules["rate_sd"], projected[status]))
        yield Observation(float(np.log(rate / 100)), sd, _minority_rate(e.years.index(year)), (unit, "poor_rate", year))
    for year, (count, status) in e.minority_count.items() if rules["counts"] else ():
        sd = float(np.hypot(rules["rate_sd"], projected[status]))
        predict = _minority_count(e.years.index(year), unknowns)
        yield Observation(float(np.log(count)), sd, predict, (unit, "poor_households", year))


def _minority_parts(y: int, state: State, slopes: Slopes) -> tuple[float, np.ndarray, float, np.ndarray]:
    """Minority poor households and minority households, each with its slope."""
    share, households = state.share, state.households[:, y]
    own = share * households
    own_slope = households[:, None] * slopes.share + share[:, None] * slopes.households[:, y]
    poor = float(own @ state.minority[:, y])
    return poor, state.minority[:, y] @ own_slope + own @ slopes.minority[:, y], float(own.sum()), own_slope.sum(axis=0)


def _minority_rate(y: int) -> Predict:
    def predict(_: np.ndarray, state: State, slopes: Slopes) -> tuple[float, np.ndarray]:
        poor, poor_slope, total, total_slope = _minority_parts(y, state, slopes)
        return float(np.log(poor / total)), poor_slope / poor - total_slope / total

    return predict


def _minority_count(y: int, unknowns: Unknowns) -> Predict:
    # The source counts over its own number of minority households: off by an unknown factor a year.
    at = unknowns.at["denominator"].start + y
    scale = unknowns.scale[at]

    def predict(x: np.ndarray, state: State, slopes: Slopes) -> tuple[float, np.ndarray]:
        poor, slope, _, _ = _minority_parts(y, state, slopes)
        slope = slope / poor
        slope[at] += scale
        return float(np.log(poor) + scale * x[at]), slope

    return predict


def _districts(unknowns: Unknowns, e: Evidence) -> Iterator[Observation]:
    """Rates of single districts: published, on the former standard, of their communes, in words, by what was assigned."""
    rules = e.parameters["evidence"]
    units, years = list(e.units), list(e.years)
    shift_at = unknowns.at["shift"].start

    def log_odds_at(d: int, y: int, *, old: bool = False) -> Predict:
        def predict(x: np.ndarray, state: State, slopes: Slopes) -> tuple[float, np.ndarray]:
            rate = state.rate[d, y]
            value, gradient = float(log_odds(rate)), slopes.rate[d, y] / (rate * (1 - rate))
            if old:  # the old standard counts fewer households poor, by one shift for all districts
                value -= float(unknowns.mean[shift_at] + x[shift_at] * unknowns.scale[shift_at])
                gradient = gradient.copy()
                gradient[shift_at] -= unknowns.scale[shift_at]
            return value, gradient

        return predict

    for pin in e.pinned:
        place = units.index(pin.unit), years.index(pin.year)
        value = printed_log_odds(pin.rate)
        what = (pin.unit, "poor_rate", pin.year)
        yield Observation(value, TIGHT, log_odds_at(*place), what, pin.rows, district=place)
    old = rules["old_standard"]
    for unit, (value, carried) in e.old_log_odds.items() if old["use"] else ():
        sd = float(np.hypot(old["sd"], old["sd_per_year"] * carried))
        yield Observation(value, sd, log_odds_at(units.index(unit), 0, old=True), (unit, "poor_rate", years[0]))
    communes = rules["communes"]
    for unit, (value, share) in e.communes.items() if communes["use"] else ():
        sd = communes["sd"] * float(np.sqrt((1 - share) / share))
        at = log_odds_at(units.index(unit), years.index(e.commune_year))
        yield Observation(value - communes["selection"], sd, at, (unit, "poor_rate", e.commune_year))
    worded = rules["worded"]
    for unit, year, value in e.worded if worded["use"] else ():
        at = log_odds_at(units.index(unit), years.index(year))
        yield Observation(value + worded["shift"], worded["sd"], at, (unit, "poor_rate", year))
    assigned = rules["assigned"]
    for unit, (low, high) in e.assigned.items() if assigned["use"] else ():
        level = float(np.log((low + high) / 2 / 100 / assigned["share_of_rate"]))
        at = log_rate_of(_only(e, unit), unknowns.t - 2)
        yield Observation(level, assigned["share_log_sd"], at, (unit, "poor_rate", years[-2]))


def _households(unknowns: Unknowns, e: Evidence) -> Iterator[Observation]:
    """What communes counted: a sample of the district's households, larger samples say more."""
    rules = e.parameters["household_base"]["communes"]
    for counted in e.counted if rules["use"] else ():
        d, y = e.units.index(counted.unit), e.years.index(counted.year)
        sd = rules["sd"] * float(np.sqrt((1 - counted.share) / counted.share))

        def predict(x: np.ndarray, state: State, slopes: Slopes, d: int = d, y: int = y) -> tuple[float, np.ndarray]:
            return unknowns.base_error(d, y, x)

        yield Observation(counted.log_ratio, sd, predict, (counted.unit, "households", counted.year))
