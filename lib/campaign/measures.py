"""Map measures: a figure by district and year, derived ones with the interval their draws give."""

from __future__ import annotations

import numpy as np

from lib.campaign.campaign import RATE, Campaign
from lib.language.display import Display
from lib.ledger.figure import ESTIMATED, MISSING, PUBLISHED, Figure
from lib.plan.assess import Code, weakest_status


def rate_measure(display: Display) -> str:
    """The map measure of the poor rate: what the campaign is about."""
    return next(code for code, rule in display.measures.items() if rule.indicator == RATE)


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
    judged = not rule.path or campaign.standing(unit, year).judgement != Code.WITHHELD
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
        values = (after / (before * (path / start.value)) - 1) * 100 if rule.path else after - before
        low, high = interval(values, value, campaign.estimates.interval)
    return Figure(unit, measure, year, value, low, high, status, now.source)


def draws(campaign: Campaign, unit: str, indicator: str, year: int) -> np.ndarray:
    """The draws of the poor rate (percent) or of the poor households of a district or group at one year."""
    units = campaign.members_or_self(unit)
    estimates = campaign.estimates
    found = estimates.rate_draws_of(units) if indicator == RATE else estimates.draws_of(units).astype(float)
    return found[:, campaign.years.index(year)]


def sample(campaign: Campaign, figure: Figure) -> np.ndarray:
    """A figure's draws; one value where it is published, which is known without error, or where nothing is estimated."""
    if figure.status == PUBLISHED or figure.unit not in campaign.areas or campaign.estimates.table.empty:
        return np.array([figure.value])
    return draws(campaign, figure.unit, figure.indicator, figure.year)


def interval(values: np.ndarray, middle: float, level: float) -> tuple[float, float]:
    """The central interval that holds ``level`` of some draws (0.8: four of five); ``middle`` lies within it."""
    tail = (1 - level) / 2
    low, high = (float(v) for v in np.quantile(values, [tail, 1 - tail]))
    return min(low, middle), max(high, middle)


def share_above(one: np.ndarray, two: np.ndarray) -> float:
    """Probability that the first value is the larger one, by joint draws; equal ones count half."""
    return float(np.mean((one > two) + 0.5 * (one == two)))


def chance_above(campaign: Campaign, indicator: str, unit: str, other: str, year: int) -> float | None:
    """Probability that ``unit``'s value lies above ``other``'s, from the joint draws; None where one is missing."""
    figures = [campaign.figure(of, indicator, year) for of in (unit, other)]
    if any(figure.status == MISSING for figure in figures):
        return None
    return share_above(*(sample(campaign, figure) for figure in figures))
