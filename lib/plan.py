"""The plan's arithmetic: where a unit stands on a target, at what pace, and what is still required.

Rates are in percent, differences of rates in percentage points (điểm %), counts in households (hộ).
A points-a-year target asks for a straight fall from the baseline; halving asks for a straight fall of the
count to half of it. Cut-offs follow the ratio of achieved to required change used by Open SDG and Statistics
Canada (0.95 and 0.60 and 0), taken linearly because the plan is written in points a year.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lib.figures import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure

POINTS_PER_YEAR = "points_per_year"
RATIO_OF_BASELINE = "ratio_of_baseline"


@dataclass(frozen=True)
class Target:
    """One target of a plan. ``low``/``high`` in points a year, or ``low`` = share of the baseline to remain.

    ``high`` is None where the plan sets no upper end.
    """

    target: str
    name_vi: str
    short_vi: str
    indicator: str
    unit: str
    form: str
    low: float
    high: float | None
    baseline_year: int
    end_year: int

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

    def constant_ratio_path(self, baseline: float, year: int) -> float:
        """What a path that falls by the same share every year would ask for (for comparison only)."""
        modest, _ = self.end_values(baseline)
        return baseline * (modest / baseline) ** ((year - self.baseline_year) / self.span)


@dataclass(frozen=True)
class Cutoffs:
    """Smallest ratio of achieved to required change for each judgement (``data/judgements.csv``)."""

    ahead: float
    on_track: float
    slow: float


@dataclass(frozen=True)
class Assessment:
    """Where a unit stands on a target at a year. Falls are positive numbers: a fall of 3 points is 3.0.

    ``status`` is the weakest status of the two figures. ``applies`` is False where the yardstick does not
    fit the unit (a fall larger than the unit's whole baseline rate); then ``judgement`` is ``insufficient``
    only in name: show ``reason`` instead.
    """

    target: Target
    unit: str
    baseline: Figure
    latest: Figure
    status: str
    judgement: str
    ratio: float
    fall: float
    relative_fall: float
    pace: float
    required_pace: tuple[float, float]
    end_values: tuple[float, float]
    path_values: tuple[float, float]
    still_to_fall: tuple[float, float]
    needed_pace: tuple[float, float]
    projected_end: float
    reached: bool | None
    applies: bool = True
    reason: str = ""

    @property
    def gap_to_path(self) -> float:
        """Latest value minus the modest path: positive = above the path (behind)."""
        return self.latest.value - self.path_values[0]


def weakest_status(figures: Sequence[Figure]) -> str:
    """The status a number derived from several figures inherits: missing, estimated, projected, published."""
    order = {MISSING: 0, ESTIMATED: 1, PROJECTED: 2, PUBLISHED: 3}
    return min((figure.status for figure in figures), key=order.__getitem__)


def judge(ratio: float, cutoffs: Cutoffs, *, above_range: bool | None = None) -> str:
    """Judgement of a ratio of achieved to required change.

    ``above_range``: for targets with an upper end, whether the achieved change exceeds it; None where the
    target has no upper end, then :attr:`Cutoffs.ahead` decides.
    """
    if math.isnan(ratio):
        return "insufficient"
    ahead = ratio >= cutoffs.ahead if above_range is None else above_range
    if ahead:
        return "ahead"
    if ratio >= cutoffs.on_track:
        return "on_track"
    if ratio >= cutoffs.slow:
        return "slow"
    return "very_slow" if ratio >= 0 else "reversed"


def assess(target: Target, unit: str, baseline: Figure, latest: Figure, cutoffs: Cutoffs) -> Assessment:
    """Judge ``latest`` against ``target`` from ``baseline``. Hand-checkable; see tests/test_plan.py.

    Raises ``ValueError`` when the two figures are not one unit's, one indicator's, or not in order of time.
    """
    if (baseline.unit, baseline.indicator) != (latest.unit, latest.indicator) or baseline.unit != unit:
        raise ValueError("baseline and latest must be the same indicator of the same unit")
    if not target.baseline_year == baseline.year <= latest.year <= target.end_year:
        raise ValueError("figures lie outside the target's period")
    status = weakest_status((baseline, latest))
    elapsed, left = latest.year - baseline.year, target.end_year - latest.year
    nan = float("nan")
    if status == MISSING or elapsed == 0 or baseline.value == 0:
        pair = (nan, nan)
        return Assessment(target, unit, baseline, latest, status, "insufficient", nan, nan, nan, nan, pair,
                          pair, pair, pair, pair, nan, None, reason="thiếu số đầu kỳ hoặc số mới nhất")  # fmt: skip
    fall = baseline.value - latest.value
    ends = target.end_values(baseline.value)
    required = tuple((baseline.value - end) / target.span for end in ends)
    still = tuple(max(0.0, latest.value - end) for end in ends)
    if target.form == RATIO_OF_BASELINE:
        # At most half may remain; half a household does not exist.
        still = tuple(max(0.0, latest.value - math.floor(end)) for end in ends)
    needed = tuple(value / left if left else (0.0 if value == 0 else math.inf) for value in still)
    pace = fall / elapsed
    applies = target.form == RATIO_OF_BASELINE or target.low * target.span < baseline.value
    ratio = pace / required[0] if applies else nan
    above = round(pace, 2) > target.high if target.high is not None else None
    reached = None
    if latest.year == target.end_year:
        reached = still[0] == 0
    judgement = judge(ratio, cutoffs, above_range=above) if applies else "insufficient"
    return Assessment(
        target=target,
        unit=unit,
        baseline=baseline,
        latest=latest,
        status=status,
        judgement=judgement,
        ratio=ratio,
        fall=fall,
        relative_fall=fall / baseline.value * 100,
        pace=pace,
        required_pace=required,
        end_values=ends,
        path_values=target.path(baseline.value, latest.year),
        still_to_fall=still,
        needed_pace=needed,
        projected_end=max(0.0, latest.value - pace * left),
        reached=reached,
        applies=applies,
        reason="" if applies else "mức phải giảm lớn hơn cả tỷ lệ xuất phát: thước đo này không hợp với đơn vị",
    )
