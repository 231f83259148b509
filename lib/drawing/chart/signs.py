"""The signs of a chart's points: their outlines, their letters, which ones a legend has to name. The same in every medium."""

from __future__ import annotations

import math
from typing import Any

from lib.drawing.chart.line import CIRCLE, DIAMOND, SQUARE, STAR

#: A sign in a line of text: filled, hollow.
LETTERS = {
    CIRCLE: ("\N{BLACK CIRCLE}", "\N{WHITE CIRCLE}"),
    DIAMOND: ("\N{BLACK DIAMOND}", "\N{WHITE DIAMOND}"),
    SQUARE: ("\N{BLACK SQUARE}", "\N{WHITE SQUARE}"),
    STAR: ("\N{BLACK STAR}", "\N{WHITE STAR}"),
}
#: Corners as shares of a sign's size, the upper one first.
_CORNERS = {
    DIAMOND: [(x / 1.6, y / 1.6) for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0))],
    SQUARE: [(x / 2.2, y / 2.2) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))],
    STAR: [
        (math.sin(math.pi * i / 5) * share, -math.cos(math.pi * i / 5) * share)
        for i, share in enumerate([0.75, 0.3] * 5)
    ],
}


def outline(symbol: str, size: float) -> str:
    """A sign's path in SVG, ``size`` pixels wide, around its middle.

    Raises:
        KeyError: of a sign that no medium has; a point never looks like another one because its sign is unknown.
    """
    if symbol == CIRCLE:
        half = size / 2
        return f"M{-half:g} 0a{half:g} {half:g} 0 1 0 {size:g} 0a{half:g} {half:g} 0 1 0 {-size:g} 0z"
    return "M" + "L".join(f"{x * size:.4g} {y * size:.4g}" for x, y in _CORNERS[symbol]) + "z"


def of_trace(trace: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Each sign of a trace's points once, in their order: shape, colour within, colour of its edge (one colour: filled)."""
    marker = trace["marker"]
    found: dict[tuple[str, bool], tuple[str, str, str]] = {}
    for i in range(len(trace["x"])):
        symbol, colour, stroke = (
            value[i] if isinstance(value, (list, tuple)) else value
            for value in (marker["symbol"], marker["color"], marker["line"]["color"])
        )
        found.setdefault((symbol, _filled(symbol, colour, stroke)), (symbol, colour, stroke))
    return list(found.values())


def letters(trace: dict[str, Any]) -> str:
    """:func:`of_trace` as letters, where a legend is a line of text."""
    return "".join(
        LETTERS[symbol][0 if _filled(symbol, colour, stroke) else 1] for symbol, colour, stroke in of_trace(trace)
    )


def _filled(symbol: str, colour: str, stroke: str) -> bool:
    """Whether a sign is filled: a star always, its edge only sets it off."""
    return colour == stroke or symbol == STAR
