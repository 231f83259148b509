"""Places beside one another: levels, falls, ranks, and how sure their order is by the joint draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.chances import falls
from lib.campaign.measures import interval, sample, share_above
from lib.ledger.figure import ESTIMATED, MISSING, Figure
from lib.plan.assess import weakest_status

#: What places are compared by: rate at the baseline, rate now, its fall in points, the yardstick's fall as a share of its
#: own baseline in percent.
START, NOW, POINTS, SHARE = "start", "now", "points", "share"
ASPECTS = (START, NOW, POINTS, SHARE)
#: Most places named where one of them is the highest or lowest.
MOST_NAMED = 4


@dataclass(frozen=True)
class Compared:
    """A place's value of one aspect as a figure (``indicator`` is the aspect's code), and its draws, one where all is known."""

    figure: Figure
    sample: np.ndarray


@dataclass(frozen=True)
class Rank:
    """The place among ``of`` units, 1 the highest value, with the interval of places the draws give (:func:`ranks`)."""

    place: int
    low: int
    high: int
    of: int

    @property
    def told(self) -> bool:
        """Whether the rank says anything: its interval is no wider than half of the places."""
        return (self.high - self.low + 1) * 2 <= self.of


def compared(campaign: Campaign, aspect: str, unit: str, year: int) -> Compared:
    """One aspect of one place at ``year``; status ``missing`` where a figure it needs is."""
    baseline = campaign.yardstick.baseline_year
    indicator = campaign.yardstick.indicator if aspect == SHARE else RATE
    years = {START: (baseline,), NOW: (year,)}.get(aspect, (baseline, year))
    figures = [campaign.figure(unit, indicator, at) for at in years]
    status = weakest_status(figures)
    nan = float("nan")
    lacking = status == MISSING or (len(years) == 2 and year == baseline) or (aspect == SHARE and not figures[0].value)
    if lacking:
        return Compared(Figure(unit, aspect, year, nan, nan, nan, MISSING), np.array([nan]))
    values, samples = [figure.value for figure in figures], [sample(campaign, figure) for figure in figures]
    if aspect == POINTS:
        value, drawn = values[0] - values[1], samples[0] - samples[1]
    elif aspect == SHARE:
        value, drawn = (1 - values[1] / values[0]) * 100, (1 - samples[1] / samples[0]) * 100
    else:
        value, drawn = values[0], samples[0]
    low = high = value
    if status == ESTIMATED and len(drawn) > 1:
        low, high = interval(drawn, value, campaign.estimates.interval)
    return Compared(Figure(unit, aspect, year, value, low, high, status), drawn)


def chance_more(one: Compared, two: Compared) -> float:
    """Probability that the first value is larger; 1, 0 or 0.5 (equal) where both are known."""
    return share_above(one.sample, two.sample)


def undecided_pairs(values: Sequence[Compared], certain: float) -> list[tuple[str, str]]:
    """The pairs of places whose order the draws do not make certain enough, by probability ``certain``."""
    return [
        (one.figure.unit, two.figure.unit)
        for one, two in combinations(values, 2)
        if 1 - certain < chance_more(one, two) < certain
    ]


def ranks(campaign: Campaign, aspect: str, year: int) -> dict[str, Rank]:
    """The rank of every district of which the aspect is known, highest value first.

    The intervals hold together: in at least the estimates' central share of the draws every district's rank lies in its own.
    """
    values = known(campaign, aspect, campaign.districts, year)
    if not values:
        return {}
    samples = together(values)
    drawn = np.stack([1 + (samples > row).sum(axis=0) for row in samples])
    low, high = _joint_span(drawn, campaign.estimates.interval)
    found = {}
    for entry, first, last in zip(values, low, high, strict=True):
        place = 1 + sum(other.figure.value > entry.figure.value for other in values)
        found[entry.figure.unit] = Rank(place, min(int(first), place), max(int(last), place), len(values))
    return found


def known(campaign: Campaign, aspect: str, units: Sequence[str], year: int) -> list[Compared]:
    """One aspect of those of some places of which it is known."""
    return [entry for unit in units if (entry := compared(campaign, aspect, unit, year)).figure.known]


def together(values: Sequence[Compared]) -> np.ndarray:
    """The draws of several places beside one another: places × draws."""
    length = max(len(entry.sample) for entry in values)
    return np.stack([np.broadcast_to(entry.sample, (length,)) for entry in values])


def _joint_span(drawn: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """The narrowest equal-tailed intervals of each row that all hold in ``level`` of the draws."""
    for tail in np.linspace((1 - level) / 2, 0, 41):
        low, high = np.quantile(drawn, [tail, 1 - tail], axis=1, method="nearest")
        if ((low[:, None] <= drawn) & (drawn <= high[:, None])).all(axis=0).mean() >= level:
            break
    return low, high


def extreme(values: Sequence[Compared], certain: float, *, highest: bool) -> list[str]:
    """The fewest places one of which has the highest (or lowest) value with probability ``certain``, the likeliest first.

    One place alone may be named; of more than :data:`MOST_NAMED` nothing can be said, then the list is empty.
    """
    samples = together(values)
    best = (samples if highest else -samples).argmax(axis=0)
    chances = np.bincount(best, minlength=len(values)) / samples.shape[1]
    chosen: list[str] = []
    total = 0.0
    for place in np.argsort(-chances, kind="stable"):
        chosen.append(values[int(place)].figure.unit)
        total += float(chances[place])
        if total >= certain:
            break
    return chosen if len(chosen) <= MOST_NAMED else []


def behind_span(campaign: Campaign, units: Sequence[str], year: int) -> tuple[int, int, int] | None:
    """How many of some units are behind the common yardstick, lowest and highest by the draws, and of how many; None where
    nothing is estimated or judged.
    """
    target = campaign.yardstick
    behind = []
    for unit in units:
        ends = [campaign.figure(unit, target.indicator, at) for at in (target.baseline_year, year)]
        if (
            year == target.baseline_year
            or not all(figure.known for figure in ends)
            or unit not in campaign.estimates.units
        ):
            continue
        fall, required = falls(campaign.estimates, [unit], target, *ends)
        behind.append(fall < required)
    if not behind:
        return None
    tail = (1 - campaign.estimates.interval) / 2
    low, high = np.quantile(np.sum(behind, axis=0), [tail, 1 - tail], method="nearest")
    return int(low), int(high), len(behind)
