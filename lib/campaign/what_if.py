"""What follows if a place's poor rate falls at some pace from the latest published year on (*nếu … thì*): a calculation, no forecast.

A pace is the fall of the first year, in points; the years after fall by the same share of what is left, so that no rate runs
into zero along a straight line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.campaign.measures import interval, sample
from lib.estimates.store import Estimates
from lib.ledger.figure import ESTIMATED, Figure

#: Years after the plan's end up to which the year of reaching is looked for.
_BEYOND = 10


@dataclass(frozen=True)
class Outcome:
    """What a pace leads to. Paces in points of the first year, counts in households.

    ``low``, ``high``: the interval of ``count_end``, by the joint draws;
    ``own_pace``: of the same share as on average since the baseline; ``per_year``: how many fewer poor households each year; ``goal``: most that may remain;
    ``needed``: the pace that just reaches it, 0 where it is reached; ``chance``: probability of reaching it, by the joint draws; ``year``: the first
    year in which the middle value is at the goal, if the pace goes on; None where it is not within ten years after the plan.
    """

    unit: str
    pace: float
    own_pace: float
    rate_end: float
    count_end: float
    low: float
    high: float
    per_year: float
    goal: float
    needed: float
    chance: float
    year: int | None

    def rate(self, year: int) -> Figure:
        """``rate_end`` with its interval, as sure as an estimate of the households that are left."""
        part = self.rate_end / self.count_end if self.count_end else 0.0
        return Figure(self.unit, RATE, year, self.rate_end, self.low * part, self.high * part, ESTIMATED)

    def count(self, year: int) -> Figure:
        """``count_end`` with its interval."""
        return Figure(self.unit, POOR, year, self.count_end, self.low, self.high, ESTIMATED)

    @property
    def reached(self) -> bool:
        """Whether the middle value reaches the goal by the plan's end."""
        return self.count_end <= self.goal


def possible(campaign: Campaign) -> bool:
    """Whether there is something to calculate with: a yardstick of counts, estimates, years left."""
    ratio = not campaign.yardstick.by_points and campaign.yardstick.indicator == POOR
    return ratio and not campaign.estimates.table.empty and campaign.latest_year < campaign.yardstick.end_year


def own_pace(campaign: Campaign, unit: str) -> float:
    """The next year's fall of a place's rate, in points, if it falls by the share it lost a year on average since the baseline."""
    base, now = campaign.yardstick.baseline_year, campaign.latest_year
    first, last = (campaign.exact(unit, RATE, year) for year in (base, now))
    return float(_kept(first, last, now - base)) if now > base else 0.0


def _kept(first: float | np.ndarray, last: float | np.ndarray, years: int) -> float | np.ndarray:
    """The fall of one more year by the mean yearly share of the fall from ``first`` to ``last``."""
    return last * (1 - (last / first) ** (1 / years))


def _after(rate: float | np.ndarray, pace: float | np.ndarray, years: int) -> float | np.ndarray:
    """What is left of a rate after some years, the first of which falls by ``pace`` points."""
    return rate * np.maximum(0.0, 1 - pace / np.maximum(rate, 1e-9)) ** years


def outcome(campaign: Campaign, unit: str, pace: float) -> Outcome:
    """What ``pace`` leads to in one district."""
    return _outcome(campaign, unit, {unit: pace}, [unit], pace)


def each(campaign: Campaign, paces: Iterable[tuple[str, float]]) -> tuple[Outcome, ...]:
    """:func:`outcome` of some districts, each at its pace."""
    return tuple(outcome(campaign, *pace) for pace in paces)


def together(campaign: Campaign, paces: Iterable[tuple[str, float]]) -> Outcome:
    """What becomes of the province when some districts fall at other paces and every other one keeps its own."""
    return _outcome(campaign, campaign.province, dict(paces), list(campaign.districts), math.nan)


def _outcome(campaign: Campaign, unit: str, paces: Mapping[str, float], parts: list[str], pace: float) -> Outcome:
    base, now, end = campaign.yardstick.baseline_year, campaign.latest_year, campaign.yardstick.end_year
    left, estimates = end - now, campaign.estimates
    start = campaign.figure(unit, POOR, base).value
    goal = math.floor(campaign.yardstick.end_values(start)[0])
    used = {part: paces.get(part, own_pace(campaign, part)) for part in parts}

    def count(years: int) -> float:
        return sum(
            float(_after(campaign.exact(part, RATE, now), used[part], years)) / 100 * _households(estimates, part, now + years)
            for part in parts
        )  # fmt: skip

    count_end, households = count(left), sum(_households(estimates, part, end) for part in parts)
    count_now = campaign.figure(unit, POOR, now).value
    rate_now = campaign.exact(unit, RATE, now)
    remaining = _remaining(campaign, paces, parts)
    low, high = interval(remaining, count_end, estimates.interval)
    allowed = np.floor(sample(campaign, campaign.figure(unit, POOR, base)) * campaign.yardstick.low)
    reached = (now + years for years in range(left + _BEYOND + 1) if count(years) <= goal)
    return Outcome(
        unit=unit, pace=pace, own_pace=own_pace(campaign, unit), rate_end=count_end / households * 100, count_end=count_end,
        low=low, high=high,
        per_year=(count_now - count_end) / left, goal=goal, needed=_needed(rate_now, goal / households * 100, left),
        chance=float(np.mean(remaining <= allowed)), year=next(reached, None),
    )  # fmt: skip


def _needed(rate: float, goal: float, years: int) -> float:
    """The pace that just brings ``rate`` to ``goal`` in some years; 0 where it is there."""
    return max(0.0, rate * (1 - (goal / rate) ** (1 / years))) if rate > 0 else 0.0


def _households(estimates: Estimates, unit: str, year: int) -> float:
    """The household base; after its last year as in that year."""
    years = estimates.years
    return float(estimates.households_of((unit,))[years.index(min(year, years[-1]))])


def _remaining(campaign: Campaign, paces: Mapping[str, float], parts: list[str]) -> np.ndarray:
    """What remains at the end in each of the draws; a district that keeps its pace keeps each draw's own."""
    base, now, end = campaign.yardstick.baseline_year, campaign.latest_year, campaign.yardstick.end_year
    at = campaign.estimates.years.index(end)
    remaining = np.zeros(len(campaign.estimates.poor))
    for part in parts:
        rate = sample(campaign, campaign.figure(part, RATE, now))
        pace = paces.get(part)
        own = _kept(sample(campaign, campaign.figure(part, RATE, base)), rate, now - base)
        # The pace it has kept, told as a number, is in each draw that draw's own.
        pace = None if pace == own_pace(campaign, part) else pace
        households = campaign.estimates.households[:, campaign.estimates.units.index(part), at]
        remaining = remaining + _after(rate, own if pace is None else pace, end - now) / 100 * households
    return remaining
