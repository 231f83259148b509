"""How likely each target is reached where the figures are estimates: by every way to estimate that is declared.

The probabilities are worked out once, from all draws, when the estimates are made (``data/estimate_chances.csv``); pages
read them. A chance is that of being on the target's modest path, in the final year of having reached it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from lib.campaign.figures import FigureTable, figure_table
from lib.editions.schemas import CHANCES_TABLE
from lib.estimates.parameters import MAIN
from lib.estimates.store import Estimates
from lib.language.catalogue import Catalogue
from lib.ledger import Ledger
from lib.ledger.figure import ESTIMATED, PUBLISHED, Figure
from lib.plan.targets import RATIO_OF_BASELINE, Target, targets_of

COLUMNS = list(CHANCES_TABLE.columns)


def needed(ledger: Ledger, figures: FigureTable) -> Iterator[tuple[Target, str, int]]:
    """Every target, unit and year that is judged on an estimate: units and groups on the yardstick, members of a group on
    its points target (not every district on the province's).
    """
    groups = list(ledger.groups.query("kind == 'area'")["group"])
    areas = [ledger.province, *groups, *ledger.members_of(ledger.province)]
    rows = ledger.targets[ledger.targets["plan"] == ledger.plan.plan]
    yardstick = str(rows.loc[rows["yardstick"], "target"].iloc[0])
    for target in targets_of(ledger, ledger.plan.plan):
        own = [target.unit, *(ledger.members_of(target.unit) if target.unit in groups else ())]
        for unit in areas if target.target == yardstick else [u for u in own if u in areas]:
            for year in range(target.baseline_year + 1, target.end_year + 1):
                ends = [figures.get(unit, target.indicator, at) for at in (target.baseline_year, year)]
                if all(figure.known for figure in ends) and ESTIMATED in {figure.status for figure in ends}:
                    yield target, unit, year


def falls(
    estimates: Estimates, members: list[str] | tuple[str, ...], target: Target, baseline: Figure, latest: Figure
) -> tuple[np.ndarray, np.ndarray | float]:
    """Draws of the yearly fall of some units together, and of the fall the modest end asks for.

    A projection is a forecast: only what is published is known without error. Halving asks of each draw half of its own
    baseline.
    """
    by_count = target.form == RATIO_OF_BASELINE
    draws = estimates.draws_of(members).astype(float) if by_count else estimates.rate_draws_of(members)
    start, now = (
        np.full(len(draws), figure.value)
        if figure.status == PUBLISHED
        else draws[:, estimates.years.index(figure.year)]
        for figure in (baseline, latest)
    )
    required = start * (1 - target.low) / target.span if by_count else target.low
    return (start - now) / (latest.year - baseline.year), required


def table(ledger: Ledger, estimates: dict[str, Estimates], wording: Catalogue) -> pd.DataFrame:
    """The chances by every way to estimate (:data:`COLUMNS`); the first entry of ``estimates`` is called ``main``.

    ``error`` is the standard error of drawing: the square root of p (1 - p) / draws.
    """
    figures = figure_table(ledger, estimates[MAIN], wording)
    asked = list(needed(ledger, figures))
    return pd.DataFrame(list(_rows(ledger, figures, estimates, asked)), columns=COLUMNS)


def _rows(
    ledger: Ledger, figures: FigureTable, estimates: dict[str, Estimates], asked: list[tuple[Target, str, int]]
) -> Iterator[tuple]:
    for name, made in estimates.items():
        for target, unit, year in asked:
            members = [unit] if unit in made.units else ledger.members_of(unit)
            ends = (figures.get(unit, target.indicator, at) for at in (target.baseline_year, year))
            fall, required = falls(made, members, target, *ends)
            chance = float((fall >= required).mean())
            error = float(np.sqrt(chance * (1 - chance) / len(fall)))
            yield name, target.target, unit, year, round(chance, 4), round(error, 4)
