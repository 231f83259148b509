"""A plan's targets: the values and straight paths they ask for."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.ledger import Ledger

POINTS_PER_YEAR = "points_per_year"
RATIO_OF_BASELINE = "ratio_of_baseline"


@dataclass(frozen=True)
class Target:
    """One target of a plan. ``low``/``high`` in points a year, or ``low`` = share of the baseline to remain.

    ``high`` is None where the plan sets no upper end. ``path_vi``, ``goal_vi`` and ``done_vi`` are what its path, its
    goal and reaching it are called in sentences.
    """

    target: str
    name_vi: str
    short_vi: str
    path_vi: str
    goal_vi: str
    done_vi: str
    indicator: str
    unit: str
    form: str
    low: float
    high: float | None
    baseline_year: int
    end_year: int

    @property
    def by_points(self) -> bool:
        """Whether falls are measured in points a year, not as a share of the baseline."""
        return self.form == POINTS_PER_YEAR

    @property
    def span(self) -> int:
        """Years from baseline to end."""
        return self.end_year - self.baseline_year

    def end_values(self, baseline: float) -> tuple[float, float]:
        """Value wanted at the end year: (modest end, ambitious end). Points targets never ask below zero."""
        if self.form == RATIO_OF_BASELINE:
            return baseline * self.low, baseline * self.low
        ambitious = self.high if self.high is not None else self.low
        return max(0.0, baseline - self.low * self.span), max(0.0, baseline - ambitious * self.span)

    def path(self, baseline: float, year: int) -> tuple[float, float]:
        """Value the straight path asks for at ``year``: (modest end, ambitious end)."""
        share = (year - self.baseline_year) / self.span
        modest, ambitious = self.end_values(baseline)
        return baseline - (baseline - modest) * share, baseline - (baseline - ambitious) * share

    def required_fall(self, year: int) -> float:
        """How far the modest path has fallen by ``year``: points, or percent of the baseline."""
        elapsed = year - self.baseline_year
        return self.low * elapsed if self.by_points else (1 - self.low) * elapsed / self.span * 100

    def constant_ratio_path(self, baseline: float, year: int) -> float:
        """What a path that falls by the same share every year would ask for (for comparison only)."""
        modest, _ = self.end_values(baseline)
        return baseline * (modest / baseline) ** ((year - self.baseline_year) / self.span)


def targets_of(ledger: Ledger, plan: str) -> tuple[Target, ...]:
    """The targets of a plan, in the order of targets.csv."""
    rows = ledger.targets[ledger.targets["plan"] == plan]
    return tuple(
        Target(
            target=r.target,
            name_vi=r.name_vi,
            short_vi=r.short_vi,
            path_vi=r.path_vi,
            goal_vi=r.goal_vi,
            done_vi=r.done_vi,
            indicator=r.indicator,
            unit=r.unit,
            form=r.form,
            low=float(r.low),
            high=None if pd.isna(r.high) else float(r.high),
            baseline_year=int(r.baseline_year),
            end_year=int(r.end_year),
        )
        for r in rows.itertuples()
    )
