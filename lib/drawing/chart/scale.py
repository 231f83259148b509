"""The scale of a chart: its ends and its written ticks, worked out once for every medium that draws it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from lib.language.numbers import Numbers
from lib.views.meeting.scene import RankingBlock, TrajectoryBlock

#: Steps between ticks: at most so many on a chart, fewer where charts are small.
MANY, FEW = 6, 4
#: Room above the highest value, as a share of the scale: a label stands there.
_ROOM = 0.08
#: Nothing that is shown differs by less.
_LEAST = 1e-6


@dataclass(frozen=True)
class Scale:
    """From ``low`` to ``high``; ``ticks``: values and how they are written."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    @property
    def step(self) -> float:
        """The distance of two ticks."""
        return self.ticks[1][0] - self.ticks[0][0] if len(self.ticks) > 1 else self.high - self.low

    def holds(self, value: float) -> bool:
        """Whether a value lies inside."""
        return self.low <= value <= self.high


def scale(
    values: Iterable[float], numbers: Numbers, *, suffix: str = "", steps: int = MANY, room: float = _ROOM
) -> Scale:
    """The scale that holds zero and every finite one of ``values``, with round ticks; ``suffix`` follows their numbers."""
    known = [float(value) for value in values if math.isfinite(value)]
    low, high = min([0.0, *known]), max([0.0, *known])
    if high - low < _LEAST:
        high = low + 1
    length = high - low
    high += room * length
    low -= room * length if low < 0 else 0
    step = _step((high - low) / steps)
    decimals = max(0, -math.floor(math.log10(step)))
    places = range(math.ceil(low / step), math.floor(high / step) + 1)
    ticks = tuple((round(i * step, 9), numbers.number(i * step, decimals) + suffix) for i in places)
    return Scale(low, high, ticks)


def line_scale(block: TrajectoryBlock, numbers: Numbers) -> Scale:
    """The scale of a scene's line: its figures, their intervals, its path."""
    ends = [end for point in block.points for end in (point.figure.value, point.figure.high)]
    return scale([*ends, *(end for _, low, high in block.path for end in (low, high))], numbers)


def rank_scale(block: RankingBlock, numbers: Numbers) -> Scale:
    """The scale of a scene's ranking: its values, their intervals, what has to be reached."""
    ends = [end for row in block.rows for end in (row.value, row.low, row.high)]
    return scale([*ends, *([block.line] if block.line is not None else [])], numbers)


def _step(least: float) -> float:
    """The round step (1, 2 or 5 times a power of ten) that is not below ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next((factor * power for factor in (1, 2, 5) if factor * power >= least * (1 - 1e-9)), 10 * power)
