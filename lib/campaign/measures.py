"""Map measures: a figure by district and year, derived ones with the interval their draws give."""

from __future__ import annotations

import numpy as np

from lib.campaign.campaign import RATE, Campaign
from lib.ledger.figure import ESTIMATED, MISSING, Figure
from lib.plan.assess import weakest_status


def measure_figure(campaign: Campaign, measure: str, unit: str, year: int) -> Figure:
    """The value of a map measure of ``data/display.yaml`` for one unit or group.

    Changes are in points, distances to the yardstick's path in percent of the path's value. At the baseline
    year both are missing: there is nothing to compare yet. So is the distance of a unit that is not judged.
    """
    rule = campaign.display.measures[measure]
    if rule.indicator:
        return campaign.figure(unit, rule.indicator, year)
    indicator = rule.change_of or campaign.yardstick.indicator
    baseline_year = campaign.yardstick.baseline_year
    start, now = campaign.figure(unit, indicator, baseline_year), campaign.figure(unit, indicator, year)
    status = weakest_status((start, now))
    judged = not rule.path or campaign.standing(unit, year).assessment.judgement != "withheld"
    nan = float("nan")
    missing = Figure(unit, measure, year, nan, nan, nan, MISSING)
    if status == MISSING or year == baseline_year or not judged:
        return missing
    path = campaign.yardstick.path(start.value, year)[0] if rule.path else 0.0
    if rule.path and path <= 0:
        return missing  # a path that has reached zero leaves nothing to be a percentage of
    value = (now.value / path - 1) * 100 if rule.path else now.value - start.value
    low = high = value
    if status == ESTIMATED:
        before, after = draws(campaign, unit, indicator, baseline_year), draws(campaign, unit, indicator, year)
        sample = (after / (before * (path / start.value)) - 1) * 100 if rule.path else after - before
        tail = (1 - campaign.estimates.interval) / 2
        low, high = (float(v) for v in np.quantile(sample, [tail, 1 - tail]))
        low, high = min(low, value), max(high, value)
    return Figure(unit, measure, year, value, low, high, status, now.source)


def draws(campaign: Campaign, unit: str, indicator: str, year: int) -> np.ndarray:
    """The draws of the poor rate (percent) or of the poor households of a district or group at one year."""
    units = campaign.members_or_self(unit)
    estimates = campaign.estimates
    found = estimates.rate_draws_of(units) if indicator == RATE else estimates.draws_of(units).astype(float)
    return found[:, campaign.years.index(year)]


def chance_above(campaign: Campaign, indicator: str, unit: str, other: str, year: int) -> float | None:
    """Probability that ``unit``'s value lies above ``other``'s, from the joint draws; None where one is missing.

    What is published is known without error; where nothing is estimated the answer is 1, 0 or, for equal values, 0.5.
    """
    figures = [campaign.figure(of, indicator, year) for of in (unit, other)]
    if any(figure.status == MISSING for figure in figures):
        return None
    one, two = (
        draws(campaign, figure.unit, indicator, year) if figure.status == ESTIMATED else np.array([figure.value])
        for figure in figures
    )
    return float(np.mean((one > two) + 0.5 * (one == two)))
