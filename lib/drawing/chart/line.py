"""A line through figures of years: its stretches, the runs of its band, the sign of each point. The same in every medium.

Over a year without a figure there is no line and no band. A stretch is as sure as the weaker of its two ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lib.ledger.figure import MISSING, PROJECTED, PUBLISHED, Figure, Status
from lib.plan.assess import weakest_status

CIRCLE, DIAMOND, SQUARE = "circle", "diamond", "square"
#: What is calculated from a pace that somebody tries; no figure has it.
STAR = "star"


@dataclass(frozen=True)
class Stretch:
    """The line between two figures of neighbouring years; ``status``: the weaker one of theirs."""

    first: Figure
    last: Figure
    status: Status


@dataclass(frozen=True)
class Sign:
    """How a point looks: its shape, and whether it is filled."""

    shape: str
    filled: bool


def sign_of(figure: Figure) -> Sign:
    """Published points are filled circles, projected ones hollow diamonds, estimates hollow circles; a figure of a weak source
    is a hollow square: no circle, so that nobody takes it for an estimate.
    """
    if figure.weak:
        return Sign(SQUARE, filled=False)
    return Sign(DIAMOND if figure.status == PROJECTED else CIRCLE, filled=figure.status == PUBLISHED)


def label_below(figure: Figure, path: Mapping[int, float]) -> bool:
    """Whether a point's number stands below it: on the side where its path (value a year) is not."""
    return figure.year in path and figure.value < path[figure.year]


def filled(points: Mapping[int, Figure], years: Iterable[int]) -> list[Figure]:
    """A series of ``years`` from the figures there are: the others are missing."""
    nan = float("nan")
    return [points.get(year, Figure("", "", year, nan, nan, nan, MISSING)) for year in years]


def runs(series: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Known figures of neighbouring years together; ``series``: one figure a year, missing ones included, in order."""
    run: list[Figure] = []
    for figure in series:
        if figure.known:
            run.append(figure)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def stretches(series: Sequence[Figure]) -> list[Stretch]:
    """The line through a series (see :func:`runs`)."""
    return [
        Stretch(first, last, weakest_status((first, last)))
        for run in runs(series)
        for first, last in zip(run, run[1:], strict=False)
    ]


def bands(series: Sequence[Figure]) -> list[list[Figure]]:
    """Runs in which an interval is to be seen: of what is published its band has no width."""
    return [run for run in runs(series) if len(run) > 1 and any(figure.low != figure.high for figure in run)]
