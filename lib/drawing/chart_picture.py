"""A chart as a drawing of fixed width: SVG that needs no style sheet and no page around it.

The same parts as the chart on a page (:mod:`lib.drawing.chart_svg`), with every place in pixels.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from lib.drawing.chart_svg import ABOVE, BELOW, One, charts_of, drawn_parts, legend_entries, plot_of
from lib.drawing.figure import Drawing
from lib.drawing.font import text_width

#: A grid has so many charts in a row at most; pixels between two of them.
_COLUMNS, _GAP = 3, 28
#: Pixels of a letter, of a line of the legend, between a text and what stands beside it, right of the plot at least.
_SIZE, _LINE, _AIR, _RIGHT = 15, 22, 12, 24
#: The name of a chart in a grid.
_NAME = 16
_SIGN = 30
_RGBA = re.compile(r'(fill|stroke)="rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)"')
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Drawn:
    """SVG elements and how high they are."""

    svg: str
    height: float


def chart_picture(drawing: Drawing, width: float) -> Drawn:
    """The chart, or the grid of charts, this wide."""
    charts = charts_of(drawing)
    columns = min(_COLUMNS, len(charts))
    each = (width - _GAP * (columns - 1)) / columns
    parts, top = [], 0.0
    for start in range(0, len(charts), columns):
        row = [_chart(one, each) for one in charts[start : start + columns]]
        parts += [f'<g transform="translate({i * (each + _GAP):g} {top:g})">{one.svg}</g>' for i, one in enumerate(row)]
        top += max(one.height for one in row)
    ink = charts[0].layout["font"]["color"]
    return Drawn(f'<g fill="{ink}">{"".join(parts)}</g>', top)


def _chart(one: One, width: float) -> Drawn:
    axis = one.layout["yaxis"].get("tickfont", {}).get("size", _SIZE)
    ticks = plot_of(one.traces, one.layout).y.ticks
    left = _AIR + max((text_width(text, axis) for _, text in ticks), default=0)
    head = _name(one.name, width) + _legend(one, left, width)
    plot = plot_of(one.traces, one.layout, max(width - left - _beside(one), 1))
    shapes, over = drawn_parts(plot, one.traces, one.layout)
    # Where there is neither name nor legend, what stands over the points still needs room.
    top = max(sum(part.height for part in head), ABOVE if not one.name else 0)
    svg = (
        f'{"".join(part.svg for part in head)}<g transform="translate({left:g} {top:g})">'
        f'<g fill="none">{"".join(shapes)}</g>{"".join(over)}</g>'
    )
    return Drawn(_RGBA.sub(_solid, svg), top + plot.height + BELOW)


def _name(name: str, width: float) -> list[Drawn]:
    if not name:
        return []
    text = f'<text x="{width / 2:g}" y="{_NAME}" font-size="{_NAME}" font-weight="700" text-anchor="middle">{html.escape(name)}</text>'
    return [Drawn(text, 2.2 * _NAME)]


def _legend(one: One, left: float, width: float) -> list[Drawn]:
    """Signs and names in lines; room for the labels of the highest points under them."""
    parts, x, y = [], left, 0
    for sign, name in legend_entries(one.traces, one.layout):
        wide = _SIGN + 8 + text_width(name, _SIZE)
        if x > left and x + wide > width:
            x, y = left, y + _LINE
        parts.append(
            f'<g transform="translate({x:g} {y})" fill="none">{sign}</g>'
            f'<text x="{x + _SIGN + 8:g}" y="{y + _AIR}" font-size="{_SIZE}">{html.escape(name)}</text>'
        )
        x += wide + 2 * _AIR
    return [Drawn("".join(parts), y + 2 * _LINE)] if parts else []


def _beside(one: One) -> float:
    """Room right of the plot for what is written there, and for half of the last number under it."""
    beside = [n for n in one.layout.get("annotations", []) if n.get("xanchor") == "left"]
    words = [
        (_TAG.sub("", line), note["font"].get("size", _SIZE)) for note in beside for line in note["text"].split("<br>")
    ]
    widest = max((text_width(text, size, True) for text, size in words), default=0)
    return max(_RIGHT, widest + 2 * _AIR)


def _solid(found: re.Match[str]) -> str:
    """Office programs do not read colours that let the ground through; they do read an opacity."""
    what, red, green, blue, opacity = found.groups()
    return f'{what}="#{int(red):02x}{int(green):02x}{int(blue):02x}" {what}-opacity="{opacity}"'
