"""What share of the province's poor households a group or unit holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

import numpy as np

from lib.campaign.campaign import POOR, Campaign
from lib.campaign.measures import interval, sample
from lib.ledger.figure import ESTIMATED, Figure

_HALF = 50.0


def burden(campaign: Campaign, group: str, year: int) -> str:
    """What share of the province's poor households a group holds, now and at the baseline; empty without figures."""
    say, marked = campaign.wording.say, campaign.marks.marked
    start = campaign.yardstick.baseline_year
    count, total, first, first_total = (
        campaign.figure(of, POOR, at) for at in (year, start) for of in (group, campaign.province)
    )
    if not (count.known and total.known and first.known and first_total.known):
        return ""
    name = campaign.names[group]
    if campaign.conflict(year):
        return say("stories.burden.clash", group=name, count=marked(count), year=year)
    share = _share(campaign, count, total)
    if year == start:
        return say("stories.burden.start", group=name, count=marked(count), total=marked(total), share=share)
    return say(
        "stories.burden.later", group=name, count=marked(count), total=marked(total), share=share, start=start,
        first_share=_share(campaign, first, first_total),
    )  # fmt: skip


def half(campaign: Campaign, year: int) -> str:
    """The fewest units that together hold half of the province's poor households, the largest first, and what they hold;
    empty where a unit's figure is missing or projections clash. Chosen by the middles of the estimates; more than half is
    said only where the draws bear it, and what they hold has its interval.
    """
    whole = campaign.figure(campaign.province, POOR, year)
    counts = {unit: campaign.figure(unit, POOR, year) for unit in campaign.districts}
    if not whole.known or campaign.conflict(year) or not all(figure.known for figure in counts.values()):
        return ""
    most = sorted(counts, key=lambda unit: -counts[unit].value)
    held = list(accumulate(counts[unit].value for unit in most))
    count = next(place for place, sum_ in enumerate(held, start=1) if 2 * sum_ >= whole.value)
    part = replace(whole, value=held[count - 1])
    drawn = sum(sample(campaign, counts[unit]) for unit in most[:count]) / sample(campaign, whole) * 100
    surely = float(np.mean(drawn >= _HALF)) >= campaign.estimates.certain
    low, high = interval(drawn, part.value / whole.value * 100, campaign.estimates.interval)
    share = f"{_share(campaign, part, whole)} ({campaign.marks.level}: {campaign.numbers.span(low, high, 0)})"
    return campaign.wording.say(
        "stories.half.surely" if surely else "stories.half.about", year=year, count=count, share=share,
        unit=campaign.unit_words["unit_vi"], names=", ".join(campaign.names[unit] for unit in most[:count]),
    )  # fmt: skip


def share_of(campaign: Campaign, unit: str, year: int) -> str:
    """What share of the province's poor households a unit holds; empty without figures or where projections clash."""
    part, whole = (campaign.figure(of, POOR, year) for of in (unit, campaign.province))
    if not (part.known and whole.known) or campaign.conflict(year):
        return ""
    return _share(campaign, part, whole)


def _share(campaign: Campaign, part: Figure, whole: Figure) -> str:
    share = part.value / whole.value * 100
    # Nobody's share of the poor is told as nothing.
    return campaign.marks.sign_of(ESTIMATED) + campaign.numbers.percent(share, 0 if share >= 1 else 1)
