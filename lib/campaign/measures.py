"""Map measures: a figure by district and year, derived ones with the interval their draws give."""

from __future__ import annotations

import numpy as np

from lib.campaign.campaign import Campaign
from lib.campaign.marks import display
from lib.ledger.figure import ESTIMATED, MISSING, Figure
from lib.plan.assess import weakest_status


def measure_figure(campaign: Campaign, measure: str, unit: str, year: int) -> Figure:
    """The value of a map measure of ``data/display.yaml`` for one district or group.

    Changes are in points, distances to the halving path in percent of the path's value. At the baseline
    year both are missing: there is nothing to compare yet. So is the distance of a unit that is not judged.
    """
    rule = display()["measures"][measure]
    if "indicator" in rule:
        return campaign.figure(unit, rule["indicator"], year)
    baseline_year = campaign.halving.baseline_year
    if "change_of" in rule:
        indicator = rule["change_of"]
        pair = campaign.figure(unit, indicator, baseline_year), campaign.figure(unit, indicator, year)
        value = pair[1].value - pair[0].value
        draws = _rate_draws(campaign, unit, year) - _rate_draws(campaign, unit, baseline_year)
    else:
        indicator = campaign.halving.indicator
        pair = campaign.figure(unit, indicator, baseline_year), campaign.figure(unit, indicator, year)
        path, _ = campaign.halving.path(pair[0].value, year)
        value = (pair[1].value / path - 1) * 100
        share = path / pair[0].value
        poor = _poor_draws(campaign, unit)
        draws = (poor[:, campaign.years.index(year)] / (poor[:, campaign.years.index(baseline_year)] * share) - 1) * 100
    status = weakest_status(pair)
    judged = "path" not in rule or campaign.standing(unit, year).assessment.judgement != "withheld"
    if status == MISSING or year == baseline_year or not judged:
        nan = float("nan")
        return Figure(unit, measure, year, nan, nan, nan, MISSING)
    low = high = value
    if status == ESTIMATED:
        tail = (1 - campaign.estimates.interval) / 2
        low, high = (float(v) for v in np.quantile(draws, [tail, 1 - tail]))
        low, high = min(low, value), max(high, value)
    return Figure(unit, measure, year, value, low, high, status, pair[1].source)


def _poor_draws(campaign: Campaign, unit: str) -> np.ndarray:
    return campaign.estimates.draws_of(campaign.members_or_self(unit)).astype(float)


def _rate_draws(campaign: Campaign, unit: str, year: int) -> np.ndarray:
    return campaign.estimates.rate_draws_of(campaign.members_or_self(unit))[:, campaign.years.index(year)]
