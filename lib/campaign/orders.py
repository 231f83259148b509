"""Who has fallen faster than whom on the common yardstick, by every way to estimate that is declared.

Worked out once, from all draws, when the estimates are made (``data/estimate_orders.csv``); pages read it. Falls are measured
as the yardstick measures them: of counts against each unit's own baseline.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import combinations

import numpy as np
import pandas as pd

from lib.campaign.campaign import Campaign
from lib.campaign.chances import falls
from lib.campaign.figures import FigureTable, figure_table
from lib.campaign.kept import called
from lib.campaign.measures import share_above
from lib.editions.schemas import ORDERS_TABLE
from lib.estimates.parameters import MAIN
from lib.estimates.store import Estimates
from lib.language.catalogue import Catalogue
from lib.ledger import Ledger
from lib.ledger.figure import ESTIMATED
from lib.plan.judgement import Kind
from lib.plan.targets import Target, targets_of

COLUMNS = list(ORDERS_TABLE.columns)


class Order(StrEnum):
    """How one unit's fall lies to another's: surely larger, surely smaller, or not to be told."""

    FASTER = "faster"
    SLOWER = "slower"
    OPEN = "open"


def table(ledger: Ledger, estimates: dict[str, Estimates], wording: Catalogue) -> pd.DataFrame:
    """Probability that ``unit`` has fallen faster than ``other`` by a year (:data:`COLUMNS`), each pair once.

    ``faster`` is that of the model itself, ``least`` and ``most`` the lowest and highest that any way gives, ``error`` the
    largest standard error of drawing among them.
    """
    figures = figure_table(ledger, estimates[MAIN], wording)
    rows = ledger.targets[ledger.targets["plan"] == ledger.plan.plan]
    code = str(rows.loc[rows["yardstick"], "target"].iloc[0])
    target = next(t for t in targets_of(ledger, ledger.plan.plan) if t.target == code)
    return pd.DataFrame(list(_rows(ledger, figures, estimates, target)), columns=COLUMNS)


def _rows(
    ledger: Ledger, figures: FigureTable, estimates: dict[str, Estimates], target: Target
) -> Iterator[tuple[str, str, int, float, float, float, float]]:
    for year in range(target.baseline_year + 1, target.end_year + 1):
        known = [
            unit
            for unit in ledger.members_of(ledger.province)
            if all(figures.get(unit, target.indicator, at).known for at in (target.baseline_year, year))
        ]
        ways = [{unit: _ratios(figures, made, target, unit, year) for unit in known} for made in estimates.values()]
        main = list(estimates).index(MAIN)
        for unit, other in combinations(known, 2):
            chances = [share_above(way[unit], way[other]) for way in ways]
            error = max(np.sqrt(c * (1 - c) / len(way[unit])) for c, way in zip(chances, ways, strict=True))
            told = (chances[main], min(chances), max(chances), float(error))
            first, least, most, slack = (round(value, 4) for value in told)
            yield unit, other, year, first, least, most, slack


def _ratios(figures: FigureTable, made: Estimates, target: Target, unit: str, year: int) -> np.ndarray:
    """Draws of a unit's fall against the one the target asks of it."""
    ends = (figures.get(unit, target.indicator, at) for at in (target.baseline_year, year))
    fall, required = falls(made, [unit], target, *ends)
    # Where nobody was poor at the start nothing is asked: it is done.
    return np.divide(fall, required, out=np.ones(np.shape(fall)), where=np.asarray(required) != 0)


def decided(least: float, most: float, error: float, certain: float) -> Order:
    """What some probabilities of being faster come to: nothing is claimed that one way to estimate does not bear, less two
    errors of drawing.
    """
    if least - 2 * error >= certain:
        return Order.FASTER
    if 1 - most - 2 * error >= certain:
        return Order.SLOWER
    return Order.OPEN


def order_of(campaign: Campaign, unit: str, other: str, year: int) -> Order:
    """How ``unit``'s fall lies to ``other``'s; open where one of them is not judged."""
    one, two = campaign.standing(unit, year), campaign.standing(other, year)
    if any(campaign.judgement(a.judgement).kind == Kind.NONE for a in (one, two)):
        return Order.OPEN
    if ESTIMATED not in (one.status, two.status):
        if one.own_fall == two.own_fall:
            return Order.OPEN
        return Order.FASTER if one.own_fall > two.own_fall else Order.SLOWER
    known = called(campaign, _known)
    first, second = (unit, other) if (unit, other, year) in known else (other, unit)
    row = known.get((first, second, year))
    if row is None:
        return Order.OPEN
    found = decided(*row, campaign.cutoffs.certain)
    turned = {Order.FASTER: Order.SLOWER, Order.SLOWER: Order.FASTER, Order.OPEN: Order.OPEN}
    return found if first == unit else turned[found]


def _known(campaign: Campaign) -> dict[tuple[str, str, int], tuple[float, float, float]]:
    """Least, most and error of every pair and year."""
    rows = campaign.edition.orders
    return {(r.unit, r.other, int(r.year)): (r.least, r.most, r.error) for r in rows.itertuples()}
