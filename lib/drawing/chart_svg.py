"""A chart as plain HTML and SVG: readable before any script has run, from the same drawing that Plotly gets.

Draws what :mod:`lib.drawing.charts` uses: lines, closed areas, points with labels, texts beside places, one line across.
The chart is as high as Plotly makes it and as wide as its place: across it lengths are shares of the width, down it
pixels, so that letters keep their size on a phone.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lib.drawing.chart import signs
from lib.drawing.chart.line import CIRCLE
from lib.drawing.figure import Drawing

#: Pixels above the plot (the legend lies there) and below it (numbers of the axis).
ABOVE, BELOW = 40, 34
#: Pixels left of the plot for each letter of the longest word of the axis.
_LETTER = 7.6
_RIGHT = 24
_DASHES = {"dash": "9 7", "dot": "3 5", "longdash": "15 9"}
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Axis:
    """From a value, or a category's name, to its share of the axis' length (0 to 1). ``ticks``: values and texts."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    categories: tuple[str, ...] = ()

    def share(self, value: float | str) -> float:
        """Where a value lies."""
        place = float(self.categories.index(value)) if isinstance(value, str) else float(value)
        return (place - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class One:
    """One chart of a drawing: its name in a grid, its traces and its layout, as Plotly names them."""

    name: str
    traces: list[dict[str, Any]]
    layout: dict[str, Any]


@dataclass(frozen=True)
class Plot:
    """The plot's axes and height in pixels; its ``width`` in pixels, None where it is as wide as its place."""

    x: Axis
    y: Axis
    height: float
    width: float | None = None

    def across(self, x: float | str) -> float:
        """Per cent of the width, or pixels."""
        return round(self.x.share(x) * self.right, 3)

    @property
    def right(self) -> float:
        """The right end."""
        return 100.0 if self.width is None else self.width

    def put(self, across: float, down: float, drawn: str) -> str:
        """A drawing at a place."""
        if self.width is None:
            return f'<svg x="{across}%" y="{down}" class="at">{drawn}</svg>'
        return f'<g transform="translate({across} {down})">{drawn}</g>'

    def x_of(self, across: float) -> str:
        """A place across as an attribute says it."""
        return f"{across}%" if self.width is None else f"{across}"

    def down(self, y: float | str) -> float:
        """Pixels from the top."""
        return round((1 - self.y.share(y)) * self.height, 2)

    def at(self, x: float | str, y: float | str) -> tuple[float, float]:
        """Both."""
        return self.across(x), self.down(y)


def chart_svg(drawing: Drawing, label: str) -> str:
    """The chart, or the grid of charts, as HTML; ``label`` is what it is called."""
    charts = charts_of(drawing)
    if len(charts) == 1:
        (one,) = charts
        return _chart(one.traces, one.layout, label)
    drawn = (
        f'<div><p class="fv-name">{html.escape(one.name)}</p>{_chart(one.traces, one.layout, f"{label}: {one.name}")}</div>'
        for one in charts
    )
    return f'<div class="fv-grid">{"".join(drawn)}</div>'


def charts_of(drawing: Drawing) -> list[One]:
    """The chart; of a grid each one, under its name (the layout's annotations in their order)."""
    content = drawing.to_dict()
    traces, layout = content["data"], content["layout"]
    if "xaxis2" not in layout:
        return [One("", traces, layout)]
    charts = []
    for place, title in enumerate(note["text"] for note in layout["annotations"]):
        mark = str(place + 1) if place else ""
        own = [trace for trace in traces if trace.get("xaxis", "x") == f"x{mark}"]
        low, high = layout[f"yaxis{mark}"]["domain"]
        axes = {name: layout[name] | layout[f"{name}{mark}"] for name in ("xaxis", "yaxis")}
        # A small chart has no room for the word of its axis: the heading says it.
        axes["yaxis"] = {**axes["yaxis"], "title": {"text": ""}}
        height = round((high - low) * layout["height"]) + ABOVE + BELOW
        charts.append(One(title, own, {**layout, **axes, "height": height, "annotations": []}))
    return charts


def _chart(traces: list[dict[str, Any]], layout: dict[str, Any], label: str) -> str:
    plot = plot_of(traces, layout)
    height = plot.height
    left = 12 + _LETTER * max((len(text) for _, text in plot.y.ticks), default=0)
    right = max(_RIGHT, layout["margin"]["r"])
    shapes, over = drawn_parts(plot, traces, layout)
    ink = layout["font"]["color"]
    return (
        f'<div class="fv-chart" role="img" aria-label="{html.escape(label)}" style="height:{layout["height"]}px;color:{ink}">'
        f"{_legend(traces, layout, left)}"
        f'<svg aria-hidden="true" style="left:{left:.0f}px;width:calc(100% - {left + right:.0f}px);top:{ABOVE}px" height="{height}">'
        f'<svg width="100%" height="{height}" viewBox="0 0 100 {height}" preserveAspectRatio="none">{"".join(shapes)}</svg>'
        f"{''.join(over)}</svg></div>"
    )


def plot_of(traces: list[dict[str, Any]], layout: dict[str, Any], width: float | None = None) -> Plot:
    """The plot of a chart: its axes, its height, its width in pixels if it has one."""
    return Plot(
        axis_for([v for t in traces for v in t["x"]], layout["xaxis"]),
        axis_for([v for t in traces for v in t["y"]], layout["yaxis"]),
        layout["height"] - ABOVE - BELOW,
        width,
    )


def drawn_parts(plot: Plot, traces: list[dict[str, Any]], layout: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What is drawn on a plot: lines and areas, and over them points and texts."""
    shapes = [*_grid(plot, layout), *(part for trace in traces for part in _trace(plot, trace))]
    texts = [*_numbers(plot, layout), *(part for note in layout.get("annotations", []) for part in _note(plot, note))]
    return shapes, [*(part for trace in traces for part in _points(plot, trace)), *texts]


def axis_for(values: Sequence[Any], settings: dict[str, Any]) -> Axis:
    """The axis of a chart whose traces have these values; ``settings``: the layout's ``xaxis`` or ``yaxis``."""
    names = tuple(dict.fromkeys(value for value in values if isinstance(value, str)))
    if names:
        # First on top, as the rows of lists are read; half a row of room at both ends.
        ticks = tuple((float(place), name) for place, name in enumerate(names))
        return Axis(len(names) - 0.5, -0.5, ticks, names)
    numbers = [float(value) for value in values if not missing(value)]
    low, high = settings.get("range") or (min(numbers, default=0.0), max(numbers, default=1.0))
    return Axis(low, high if high > low else low + 1, tuple(_ticks(settings)))


def _ticks(settings: dict[str, Any]) -> list[tuple[float, str]]:
    """The ticks that the chart's scale has (:mod:`lib.drawing.chart.scale`)."""
    if settings.get("showticklabels") is False or "tickvals" not in settings:
        return []
    texts = settings.get("ticktext") or [str(value) for value in settings["tickvals"]]
    return list(zip(settings["tickvals"], texts, strict=True))


def missing(value: object) -> bool:
    """Whether a trace has nothing here: its line has a gap."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def _grid(plot: Plot, layout: dict[str, Any]) -> list[str]:
    parts = [
        _line([plot.at(plot.x.low, value), plot.at(plot.x.high, value)], layout["yaxis"]["gridcolor"], 1)
        for value, _ in plot.y.ticks
    ]
    if layout["xaxis"].get("showgrid", True):
        parts += [_upright(plot, value, colour=layout["xaxis"]["gridcolor"], width=1) for value, _ in plot.x.ticks]
    return parts + [_upright(plot, shape["x0"], **_stroke(shape["line"])) for shape in layout.get("shapes", [])]


def _upright(plot: Plot, x: float, **stroke: Any) -> str:
    """A line across the whole height."""
    return _line([(plot.across(x), 0.0), (plot.across(x), plot.height)], **stroke)


def _trace(plot: Plot, trace: dict[str, Any]) -> list[str]:
    """Areas and lines; missing values leave a gap."""
    if "lines" not in trace["mode"]:
        return []
    parts = []
    for run in ([plot.at(x, y) for x, y in stretch] for stretch in stretches(trace)):
        if trace.get("fill") == "toself":
            path = " ".join(f"{x},{y}" for x, y in run)
            parts.append(f'<polygon points="{path}" fill="{trace["fillcolor"]}"/>')
        if trace["line"]["width"] and len(run) > 1:
            parts.append(_line(run, **_stroke(trace["line"]), opacity=trace.get("opacity", 1)))
    return parts


def stretches(trace: dict[str, Any]) -> list[list[tuple[Any, Any]]]:
    """The places of a trace, parted where a value is missing: there is a gap."""
    runs: list[list[tuple[Any, Any]]] = [[]]
    for x, y in zip(trace["x"], trace["y"], strict=True):
        if missing(x) or missing(y):
            runs.append([])
        else:
            runs[-1].append((x, y))
    return runs


def _stroke(line: dict[str, Any]) -> dict[str, Any]:
    return {"colour": line["color"], "width": line["width"], "dash": line.get("dash", "solid")}


def _line(points: list[tuple[float, float]], colour: str, width: float, dash: str = "solid", opacity: float = 1) -> str:
    path = " ".join(f"{x},{y}" for x, y in points)
    dashes = f' stroke-dasharray="{_DASHES[dash]}"' if dash in _DASHES else ""
    faint = f' stroke-opacity="{opacity}"' if opacity != 1 else ""
    return f'<polyline points="{path}" stroke="{colour}" stroke-width="{width}"{dashes}{faint}/>'


def _points(plot: Plot, trace: dict[str, Any]) -> list[str]:
    """Markers and their labels."""
    if "markers" not in trace["mode"]:
        return []
    parts = []
    for i, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        if missing(x) or missing(y):
            continue
        across, down = plot.at(x, y)
        marker = {name: value[i] if isinstance(value, list) else value for name, value in trace["marker"].items()}
        line = marker["line"]
        stroke = line["color"][i] if isinstance(line["color"], list) else line["color"]
        parts.append(
            _marker(plot, across, down, marker["size"], marker["symbol"], marker["color"], stroke, line["width"])
        )
        if "text" in trace["mode"] and trace["text"][i]:
            places = trace["textposition"]
            place = places if isinstance(places, str) else places[i]
            parts.append(_label(plot, across, down, trace["text"][i], place, trace["textfont"]))
    return parts


def _marker(
    plot: Plot, across: float, down: float, size: float, symbol: str, colour: str, stroke: str, width: float
) -> str:
    drawn = f'fill="{colour}" stroke="{stroke}" stroke-width="{width}"'
    if symbol == CIRCLE:
        return f'<circle cx="{plot.x_of(across)}" cy="{down}" r="{size / 2}" {drawn}/>'
    return plot.put(across, down, f'<path d="{signs.outline(symbol, size)}" {drawn}/>')


def _label(plot: Plot, across: float, down: float, text: str, place: str, font: dict[str, Any]) -> str:
    upright, beside = place.split()
    dy = {"top": -12, "middle": 5, "bottom": 24}[upright]
    anchor = {"left": "end", "center": "middle", "right": "start"}[beside]
    dx = {"left": -1, "center": 0, "right": 1}[beside] * (12 if upright == "middle" else 4)
    return _text(plot, across, down, text, font, dx=dx, dy=dy, anchor=anchor)


def _text(plot: Plot, across: float, down: float, text: str, font: dict[str, Any], *, dx: float = 0, dy: float = 0,
          anchor: str = "start", bold: bool = False) -> str:  # fmt: skip
    colour = f"fill:{font['color']};" if "color" in font else ""
    weight = "font-weight:700;" if bold else ""
    return (
        f'<text x="{plot.x_of(across)}" y="{down}" dx="{dx:g}" dy="{dy:g}" text-anchor="{anchor}" '
        f'style="{colour}{weight}font-size:{font.get("size", 15)}px">{html.escape(text)}</text>'
    )


def _numbers(plot: Plot, layout: dict[str, Any]) -> list[str]:
    """What stands at the axes."""
    down = [
        _text(plot, 0, plot.down(value), text, layout["yaxis"].get("tickfont", {}), dx=-8, dy=5, anchor="end")
        for value, text in plot.y.ticks
    ]
    across = [
        _text(plot, plot.across(value), plot.height, text, layout["xaxis"]["tickfont"], dy=22, anchor="middle")
        for value, text in plot.x.ticks
    ]
    word = layout["yaxis"]["title"]["text"]
    # Under the lowest number, where no legend and no year is.
    return [
        *down,
        *across,
        *([_text(plot, 0, plot.height, word, {"size": 14}, dx=-8, dy=24, anchor="end")] if word else []),
    ]


def _note(plot: Plot, note: dict[str, Any]) -> list[str]:
    """A text beside a place, line by line, with its leader."""
    across = plot.right if note.get("xref") == "paper" else plot.across(note["x"])
    down = 0.0 if note.get("yref") == "paper" else plot.down(note["y"])
    lines = note["text"].split("<br>")
    leader = []
    dx, dy = float(note.get("xshift", 0)), 5.0
    if note.get("showarrow"):
        dx, dy = float(note["ax"]), float(note["ay"]) + 5
        leader = [
            plot.put(
                across,
                down,
                f'<path d="M8 0L{note["ax"] - 3} {note["ay"]}" fill="none" stroke="{note["arrowcolor"]}"/>',
            )
        ]
    if note.get("yanchor") == "bottom":
        dy = -8.0
    anchor = {"left": "start", "center": "middle", "right": "end"}[note.get("xanchor", "center")]
    gap = note["font"]["size"] * 1.3
    first = dy - gap * (len(lines) - 1) / 2
    return leader + [
        _text(plot, across, down, _TAG.sub("", line), note["font"], dx=dx, dy=first + gap * i, anchor=anchor, bold="<b>" in line)
        for i, line in enumerate(lines)
    ]  # fmt: skip


def _legend(traces: list[dict[str, Any]], layout: dict[str, Any], left: float) -> str:
    entries = [
        f'<span><svg width="30" height="14">{sign}</svg> {html.escape(name)}</span>'
        for sign, name in legend_entries(traces, layout)
    ]
    return f'<div class="fv-legend" style="padding-left:{left:.0f}px">{"".join(entries)}</div>' if entries else ""


def legend_entries(traces: list[dict[str, Any]], layout: dict[str, Any]) -> list[tuple[str, str]]:
    """What a chart's legend has: each sign, 30 wide and 14 high, and its name."""
    if layout.get("showlegend") is False:
        return []
    entries = []
    for trace in traces:
        if not trace.get("showlegend", True) or "name" not in trace:
            continue
        if trace.get("fill") == "toself":
            sign = f'<rect y="2" width="30" height="10" fill="{trace["fillcolor"]}"/>'
        elif "lines" in trace["mode"]:
            sign = _line([(0, 7), (30, 7)], **_stroke(trace["line"]))
        else:
            sign = _signs(trace)
        entries.append((sign, trace["name"]))
    return entries


def _signs(trace: dict[str, Any]) -> str:
    """The signs that a trace's points have, beside one another: one for each status, never one for all."""
    found = signs.of_trace(trace)
    size = 11 if len(found) < 3 else 8
    return "".join(
        f'<path transform="translate({30 * (i + 0.5) / len(found):g} 7)" d="{signs.outline(symbol, size)}" '
        f'fill="{colour}" stroke="{stroke}" stroke-width="2"/>'
        for i, (symbol, colour, stroke) in enumerate(found)
    )
