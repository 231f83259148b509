"""The plan's arithmetic: where a unit stands on a target, at what pace, and what is still required.

Rates are in percent, differences of rates in percentage points (điểm %), counts in households (hộ).
A points-a-year target asks for a straight fall from the baseline; halving asks for a straight fall of the
count to half of it. Cut-offs follow the ratio of achieved to required change used by Open SDG and Statistics
Canada (0.95 and 0.60 and 0), taken linearly because the plan is written in points a year. Two rules are our own:
a unit behind its path is never called on track, and in the final year a target is reached or not, without tolerance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure, Status
from lib.plan.targets import POINTS_PER_YEAR, RATIO_OF_BASELINE, Target

#: Why a unit is not judged on a target: codes, put into words where they are told. The last one is given by
#: :meth:`lib.campaign.campaign.Campaign.assess`, which knows of other figures than the unit's own.
MISSING_FIGURE, NOBODY_POOR, FALL_EXCEEDS_RATE = "missing_figure", "nobody_poor", "fall_exceeds_rate"
CLASHING_PROJECTIONS = "clashing_projections"
#: ... and that the unit's estimates are held back for now.
WITHHELD = "withheld_estimate"


class Code(StrEnum):
    """The judgements there are (rows of ``data/judgements.csv``)."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    EXPECTED_REACHED = "expected_reached"
    EXPECTED_NOT_REACHED = "expected_not_reached"
    AHEAD = "ahead"
    ON_TRACK = "on_track"
    JUST_BEHIND = "just_behind"
    SLOW = "slow"
    VERY_SLOW = "very_slow"
    REVERSED = "reversed"
    UNDECIDED = "undecided"
    BASELINE = "baseline"
    NO_BASELINE = "no_baseline"
    INSUFFICIENT = "insufficient"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Cutoffs:
    """Smallest ratio of achieved to required change for each judgement (``data/judgements.csv``).

    ``certain``: an estimate is judged only where its draws give the claim at least this probability.
    """

    ahead: float
    on_track: float
    just_behind: float
    slow: float
    very_slow: float
    certain: float


@dataclass(frozen=True)
class Chances:
    """Probabilities that the draws of an estimate give, each of the event it is named after.

    ``on_path``: at or below the modest path (in the final year: the target is reached); ``ahead``: beyond the
    upper end of the target, or beyond the cut-off for ahead where it has none. ``ratio_low`` and ``ratio_high``:
    the central interval of the ratio of achieved to required change. ``least`` and ``most``: the lowest and highest
    ``on_path`` that any declared way to estimate gives; ``error``: the largest standard error of drawing among them.
    """

    on_path: float
    ahead: float
    much_behind: float
    reversed: float
    ratio_low: float
    ratio_high: float
    least: float
    most: float
    error: float

    @property
    def behind(self) -> float:
        """Probability of being behind the modest path."""
        return 1 - self.on_path

    @property
    def surely_on_path(self) -> float:
        """Probability of being on the path by the way to estimate that gives it least, less two errors of drawing: another
        seed makes no other claim.
        """
        return self.least - 2 * self.error

    @property
    def surely_behind(self) -> float:
        """Probability of being behind the path by the way to estimate that gives it least, less two errors of drawing."""
        return 1 - self.most - 2 * self.error


@dataclass(frozen=True)
class Assessment:
    """Where a unit stands on a target at a year. Falls are positive numbers: a fall of 3 points is 3.0.

    ``status`` is the weakest status of the two figures. ``applies`` is False where the yardstick does not
    fit the unit (a fall larger than the unit's whole baseline rate); then ``judgement`` is ``insufficient``
    only in name: show ``reason`` instead, the code of why nothing is judged (empty at the baseline). ``reached`` is None
    before the final year and wherever nothing is judged; on anything but published figures it holds only if the review
    confirms it. ``chances`` is there for estimates.
    """

    target: Target
    unit: str
    baseline: Figure
    latest: Figure
    status: Status
    judgement: Code
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
    chances: Chances | None = None

    @property
    def final(self) -> bool:
        """Whether this is the target's last year, in which it is reached or not."""
        return self.latest.year == self.target.end_year

    @property
    def behind(self) -> float | None:
        """Probability that the true value lies above the modest path; None where both figures are known."""
        return self.chances.behind if self.chances else None

    @property
    def ratio_interval(self) -> tuple[float, float]:
        """The central interval of :attr:`ratio`; without draws the ratio twice."""
        return (self.chances.ratio_low, self.chances.ratio_high) if self.chances else (self.ratio, self.ratio)

    @property
    def own_fall(self) -> float:
        """The fall in the target's own measure: points, or percent of the baseline."""
        return self.fall if self.target.by_points else self.relative_fall

    @property
    def gap_to_path(self) -> float:
        """Latest value minus the modest path: positive = above the path (behind)."""
        return self.latest.value - self.path_values[0]


def weakest_status(figures: Sequence[Figure]) -> Status:
    """The status a number derived from several figures inherits: missing, estimated, projected, published."""
    order = {MISSING: 0, ESTIMATED: 1, PROJECTED: 2, PUBLISHED: 3}
    return min((figure.status for figure in figures), key=order.__getitem__)


def judge(ratio: float, cutoffs: Cutoffs, *, above_range: bool | None = None) -> Code:
    """Judgement, on the way, of a known ratio of achieved to required change.

    ``above_range``: for targets with an upper end, whether the achieved change exceeds it; None where the
    target has no upper end, then :attr:`Cutoffs.ahead` decides.
    """
    if math.isnan(ratio):
        return Code.INSUFFICIENT
    ratio = round(ratio, 9)  # 0.9999999 is arithmetic's noise, not a unit behind its path
    if ratio >= cutoffs.on_track:
        ahead = ratio >= cutoffs.ahead if above_range is None else above_range
        return Code.AHEAD if ahead else Code.ON_TRACK
    for judgement in (Code.JUST_BEHIND, Code.SLOW, Code.VERY_SLOW):
        if ratio >= getattr(cutoffs, judgement):
            return judgement
    return Code.REVERSED


def judge_estimate(chances: Chances, cutoffs: Cutoffs) -> Code:
    """Judgement, on the way, of an estimate: the strongest claim its draws make certain enough, else undecided.

    Nothing is claimed that one of the declared ways to estimate does not bear.
    """
    on_path, behind = chances.surely_on_path, chances.surely_behind
    claims = (
        (Code.AHEAD, min(chances.ahead, on_path)),
        (Code.ON_TRACK, on_path),
        (Code.REVERSED, min(chances.reversed, behind)),
        (Code.VERY_SLOW, min(chances.much_behind, behind)),
        (Code.SLOW, behind),
    )
    return next((name for name, chance in claims if chance >= cutoffs.certain), Code.UNDECIDED)


def judge_end(status: Status, reached: bool, chances: Chances | None, cutoffs: Cutoffs) -> Code:
    """Judgement in the final year: reached or not, and only expected so before a review confirms it."""
    if status == PUBLISHED:
        return Code.REACHED if reached else Code.NOT_REACHED
    if chances is not None and max(chances.surely_on_path, chances.surely_behind) < cutoffs.certain:
        return Code.UNDECIDED
    if chances is not None:
        reached = chances.surely_on_path >= cutoffs.certain
    return Code.EXPECTED_REACHED if reached else Code.EXPECTED_NOT_REACHED


def chances_of(
    target: Target, falls: np.ndarray, required: float | np.ndarray, cutoffs: Cutoffs, interval: float
) -> Chances:
    """Chances from draws of the yearly fall (points or households) against the required one of the modest end.

    ``falls`` and ``required`` may be per draw (halving asks of each draw half of its own baseline).
    """
    ratios = falls / required
    most = target.high / target.low if target.form == POINTS_PER_YEAR and target.high is not None else cutoffs.ahead
    low, high = np.quantile(ratios, [(1 - interval) / 2, (1 + interval) / 2])
    on_path = float((ratios >= 1).mean())
    return Chances(
        on_path=on_path,
        least=on_path,
        most=on_path,
        error=math.sqrt(on_path * (1 - on_path) / len(ratios)),
        ahead=float((ratios > most).mean()),
        much_behind=float((ratios < cutoffs.slow).mean()),
        reversed=float((ratios < 0).mean()),
        ratio_low=float(low),
        ratio_high=float(high),
    )


def assess(
    target: Target, unit: str, baseline: Figure, latest: Figure, cutoffs: Cutoffs, chances: Chances | None = None
) -> Assessment:
    """Judge ``latest`` against ``target`` from ``baseline``. Hand-checkable; see tests/test_plan.py.

    ``chances`` (:func:`chances_of`) is what the draws say where a figure is estimated; without it the central
    values are judged as if they were known. Raises ``ValueError`` when the two figures are not one unit's, one
    indicator's, or not in order of time.
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
        judgement, reason = Code.INSUFFICIENT, MISSING_FIGURE
        if status != MISSING and elapsed == 0:
            judgement, reason = Code.BASELINE, ""
        elif status != MISSING:
            judgement, reason = Code.NO_BASELINE, NOBODY_POOR
        return Assessment(target, unit, baseline, latest, status, judgement, nan, nan, nan, nan, pair,
                          pair, pair, pair, pair, nan, None, reason=reason)  # fmt: skip
    fall = baseline.value - latest.value
    ends = target.end_values(baseline.value)
    required = _both(ends, lambda end: (baseline.value - end) / target.span)
    still = _both(ends, lambda end: max(0.0, round(latest.value - end, 9)))
    if target.form == RATIO_OF_BASELINE:
        # At most half may remain; half a household does not exist.
        still = _both(ends, lambda end: max(0.0, latest.value - math.floor(end)))
    needed = _both(still, lambda value: value / left if left else (0.0 if value == 0 else math.inf))
    pace = fall / elapsed
    applies = target.form == RATIO_OF_BASELINE or target.low * target.span < baseline.value
    ratio = pace / required[0] if applies else nan
    chances = chances if status == ESTIMATED and applies else None
    reached, judgement = None, Code.INSUFFICIENT
    if applies and not left:
        reached = still[0] == 0
        judgement = judge_end(status, reached, chances, cutoffs)
        reached = None if judgement == Code.UNDECIDED else judgement in (Code.REACHED, Code.EXPECTED_REACHED)
    elif applies and chances:
        judgement = judge_estimate(chances, cutoffs)
    elif applies:
        above = round(pace, 2) > target.high if target.high is not None else None
        judgement = judge(ratio, cutoffs, above_range=above)
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
        reason="" if applies else FALL_EXCEEDS_RATE,
        chances=chances,
    )


def _both(ends: tuple[float, float], change: Callable[[float], float]) -> tuple[float, float]:
    """Modest and ambitious end, each changed alike."""
    return change(ends[0]), change(ends[1])
