"""The charts that views show: what each is about. How they look is drawn by :mod:`lib.drawing.charts`."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from lib.plan.targets import Target


def in_shares(yardstick: Target, indicator: str) -> bool:
    """Whether small charts of an indicator are in percent of each unit's baseline: counts that are to be halved."""
    return indicator == yardstick.indicator and not yardstick.by_points


#: Ribbons of more places would hide one another: a chart without them says so.
MOST_RIBBONS = 3


@dataclass(frozen=True)
class Trajectory:
    """Figures of some units over the plan's years; one unit alone with its target's path. ``small``: beside others."""

    units: tuple[str, ...]
    indicator: str
    target: Target | None
    small: bool = False


@dataclass(frozen=True)
class Indexed:
    """Counts of the yardstick in percent of each unit's own baseline."""

    units: tuple[str, ...]


@dataclass(frozen=True)
class Multiples:
    """One small chart a unit, its judgement at the end of ``year`` beside its name."""

    units: tuple[str, ...]
    indicator: str
    year: int


@dataclass(frozen=True)
class Former:
    """Rates on a former standard, alone."""

    units: tuple[str, ...]
    standard: str


@dataclass(frozen=True)
class Dumbbells:
    """Baseline and ``year`` of each unit, joined."""

    units: tuple[str, ...]
    indicator: str
    year: int


@dataclass(frozen=True)
class Falls:
    """How far each unit has come by ``year``, with intervals, against what the common yardstick asks for."""

    units: tuple[str, ...]
    year: int


@dataclass(frozen=True)
class Kind:
    """A chart of a kind of its own: the module of ``lib/drawing/kinds`` that draws it, and what it is drawn from."""

    name: str
    arguments: tuple[Hashable, ...]


Shown = Trajectory | Indexed | Multiples | Former | Dumbbells | Falls | Kind
