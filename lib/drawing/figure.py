"""A Plotly figure written as plain data.

Plotly's own figure classes check every property as it is set: twenty small charts take a fifth of a second, each time
a reader selects something else. Here traces and layout are dictionaries; a test has Plotly check every chart once.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure


@cache
def _template() -> dict[str, Any]:
    """Plotly's default template, which a figure of its own would carry."""
    return go.Figure().to_dict()["layout"]["template"]


class Drawing(BaseFigure):
    """What :class:`plotly.graph_objects.Figure` is to those who show it, without its checks.

    The methods take and merge what Plotly's take. ``titles`` makes a grid of subplots, ``columns`` wide, with gaps as
    shares of the whole.
    """

    def __init__(self, titles: Sequence[str] = (), columns: int = 1, gaps: tuple[float, float] = (0.0, 0.0)) -> None:
        # The base class would begin to check: it is not initialised, nothing of it is used but its name.
        self._traces: list[dict[str, Any]] = []
        self._frame: dict[str, Any] = {"template": _template(), "xaxis": {}, "yaxis": {}}
        self._columns = columns
        if titles:
            self._grid(titles, columns, gaps)

    def _grid(self, titles: Sequence[str], columns: int, gaps: tuple[float, float]) -> None:
        rows = -(-len(titles) // columns)
        across, down = gaps
        width, height = (1 - across * (columns - 1)) / columns, (1 - down * (rows - 1)) / rows
        notes = []
        for place in range(rows * columns):
            row, column = divmod(place, columns)
            left, bottom = column * (width + across), (rows - 1 - row) * (height + down)
            mark = str(place + 1) if place else ""
            self._frame[f"xaxis{mark}"] = {"anchor": f"y{mark}", "domain": [left, min(1.0, left + width)]}
            self._frame[f"yaxis{mark}"] = {"anchor": f"x{mark}", "domain": [bottom, min(1.0, bottom + height)]}
            if place < len(titles):
                notes.append({
                    "text": titles[place], "x": left + width / 2, "y": min(1.0, bottom + height), "xref": "paper", "yref": "paper",
                    "xanchor": "center", "yanchor": "bottom", "showarrow": False, "font": {"size": 16},
                })  # fmt: skip
        self._frame["annotations"] = notes

    def add_scatter(self, *, row: int | None = None, col: int | None = None, **trace: Any) -> None:
        """A trace of lines or points; ``row`` and ``col`` (from 1) place it in the grid."""
        if row is not None and col is not None:
            place = (row - 1) * self._columns + col
            mark = str(place) if place > 1 else ""
            trace |= {"xaxis": f"x{mark}", "yaxis": f"y{mark}"}
        self._traces.append({"type": "scatter", **trace})

    def add_annotation(self, **annotation: Any) -> None:
        """A text at a place."""
        self._frame.setdefault("annotations", []).append(annotation)

    def add_vline(self, x: float, line: dict[str, Any]) -> None:
        """A line across the whole height."""
        shape = {"type": "line", "x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain", "line": line}
        self._frame.setdefault("shapes", []).append(shape)

    def update_layout(self, **changes: Any) -> None:
        """Merge into the layout."""
        _merge(self._frame, changes)

    def update_xaxes(self, **changes: Any) -> None:
        """Merge into every horizontal axis."""
        self._update_axes("xaxis", changes)

    def update_yaxes(self, **changes: Any) -> None:
        """Merge into every vertical axis."""
        self._update_axes("yaxis", changes)

    def update_axis(self, name: str, **changes: Any) -> None:
        """Merge into one axis (``yaxis``, of a grid's third chart ``yaxis3``)."""
        _merge(self._frame[name], changes)

    def heights(self, mark: str = "") -> list[float]:
        """The vertical values of the traces of one chart of a grid (``mark`` 2, 3 ...), or of the whole."""
        own = [trace for trace in self._traces if trace.get("yaxis", "y") == f"y{mark}"]
        return [value for trace in own for value in trace["y"] if value is not None]

    def update_annotations(self, **changes: Any) -> None:
        """Merge into every annotation there is."""
        for annotation in self._frame.get("annotations", []):
            _merge(annotation, changes)

    def _update_axes(self, kind: str, changes: dict[str, Any]) -> None:
        for name, axis in self._frame.items():
            if name.startswith(kind):
                _merge(axis, changes)

    def to_dict(self) -> dict[str, Any]:
        """Traces and layout. What is given may be changed by whoever gets it."""
        layout = {name: part if name == "template" else deepcopy(part) for name, part in self._frame.items()}
        return {"data": [dict(trace) for trace in self._traces], "layout": layout}


def _merge(target: dict[str, Any], changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        if isinstance(value, dict) and isinstance(target.get(name), dict):
            _merge(target[name], value)
        else:
            target[name] = deepcopy(value)
