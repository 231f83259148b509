"""Closed shapes on a plot that nobody points at: a bar, a frame, a band."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lib.drawing.figure import Drawing


def area(
    drawing: Drawing, x: Sequence[float], y: Sequence[float], *, line: dict[str, Any], fill: str | None = None
) -> None:
    """A shape through corners in the plot's numbers, closed to the first; ``fill``: its colour, None of a mere frame."""
    filled: dict[str, Any] = {} if fill is None else {"fill": "toself", "fillcolor": fill}
    drawing.add_scatter(
        x=[*x, x[0]],
        y=[*y, y[0]],
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
        line=line,
        row=None,
        col=None,
        **filled,
    )


def box(
    drawing: Drawing, x: tuple[float, float], y: tuple[float, float], *, line: dict[str, Any], fill: str | None = None
) -> None:
    """A rectangle between two ends on each axis."""
    (left, right), (low, high) = x, y
    area(drawing, [left, right, right, left], [low, low, high, high], line=line, fill=fill)
