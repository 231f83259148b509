"""Where a label fits into an area of a map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely

#: So much of a box has to lie in the area.
_ACROSS, _DOWN = 0.92, 0.85


def places(
    area: Any,
    point: tuple[float, float],
    width: float,
    height: float,
    step: float,
    *,
    at_least_one: bool = False,
    whole: bool = False,
) -> list[Any]:
    """Boxes of a label that lie inside an area, the nearest to its point first; with ``at_least_one`` else the one at the point.

    Letters do not fill the corners of their box: those may lie outside, unless the ``whole`` box has to be in.
    """
    left, top, right, bottom = area.bounds
    across = np.arange(left + width / 2, right - width / 2, step)
    down = np.arange(top + height / 2, bottom - height / 2, step)
    centres = np.vstack([[point], np.array(np.meshgrid(across, down)).T.reshape(-1, 2)])
    centres = centres[np.argsort(np.hypot(*(centres - point).T), kind="stable")]
    shapely.prepare(area)
    across_in, down_in = (1.0, 1.0) if whole else (_ACROSS, _DOWN)
    inside = centres[shapely.covers(area, _boxes(centres, width * across_in, height * down_in))]
    if not len(inside) and at_least_one:
        inside = np.array([point])
    return list(_boxes(inside, width, height))


def free_place(spots: Iterable[Any], taken: Iterable[Any]) -> Any | None:
    """The first of some boxes that touches nothing ``taken``; None where every one does."""
    return next((spot for spot in spots if not any(spot.intersects(other) for other in taken)), None)


def _boxes(centres: Any, width: float, height: float) -> Any:
    x, y = np.asarray(centres, dtype=float).reshape(-1, 2).T
    return shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
