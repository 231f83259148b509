"""Places beside one another: levels, falls, ranks, and how sure their order is by the joint draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.measures import interval, sample, share_above
from lib.ledger.figure import ESTIMATED, MISSING, Figure
from lib.plan.assess import weakest_status

#: What places are compared by: rate at the baseline, rate now, its fall in points, the yardstick's fall as a share of its
#: own baseline in percent.
START, NOW, POINTS, SHARE = "start", "now", "points", "share"
ASPECTS = (START, NOW, POINTS, SHARE)


@dataclass(frozen=True)
class Compared:
    """A place's value of one aspect as a figure (``indicator`` is the aspect's code), and its draws, one where all is known."""

    figure: Figure
    sample: np.ndarray


@dataclass(frozen=True)
class Rank:
    """The place among ``of`` units, 1 the highest value, with the central interval of places the draws give."""

    place: int
    low: int
    high: int
    of: int


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
    low, high = interval(campaign, drawn, value) if status == ESTIMATED and len(drawn) > 1 else (value, value)
    return Compared(Figure(unit, aspect, year, value, low, high, status), drawn)


def chance_more(one: Compared, two: Compared) -> float:
    """Probability that the first value is larger; 1, 0 or 0.5 (equal) where both are known."""
    return share_above(one.sample, two.sample)


def undecided_pairs(campaign: Campaign, values: Sequence[Compared]) -> list[tuple[str, str]]:
    """The pairs of places whose order the draws do not make certain enough."""
    certain = campaign.estimates.certain
    return [
        (one.figure.unit, two.figure.unit)
        for one, two in combinations(values, 2)
        if 1 - certain < chance_more(one, two) < certain
    ]


def ranks(campaign: Campaign, aspect: str, year: int) -> dict[str, Rank]:
    """The rank of every district of which the aspect is known, highest value first."""
    values = [entry for unit in campaign.districts if (entry := compared(campaign, aspect, unit, year)).figure.known]
    if not values:
        return {}
    length = max(len(entry.sample) for entry in values)
    samples = np.stack([np.broadcast_to(entry.sample, (length,)) for entry in values])
    tail = (1 - campaign.estimates.interval) / 2
    found = {}
    for index, entry in enumerate(values):
        above = 1 + (samples > samples[index]).sum(axis=0)
        place = 1 + sum(other.figure.value > entry.figure.value for other in values)
        low, high = (int(v) for v in np.quantile(above, [tail, 1 - tail], method="nearest"))
        found[entry.figure.unit] = Rank(place, min(low, place), max(high, place), len(values))
    return found
