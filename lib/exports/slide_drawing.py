"""Any chart of a page on a slide, as shapes of the office program: lines, areas, points and texts can be changed there.

Drawn from what :mod:`lib.drawing.charts` draws, by the axes of the chart on paper (:mod:`lib.drawing.chart_svg`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from lib.campaign.campaign import Campaign
from lib.drawing import charts
from lib.drawing.chart import line, signs
from lib.drawing.chart_svg import Axis, One, axis_for, charts_of, missing, stretches
from lib.exports.office import clean
from lib.exports.slide_parts import (
    BODY,
    GAP,
    SMALL,
    Box,
    Said,
    describe,
    flat,
    mixed,
    rgb,
    text_box,
    text_height,
    text_width,
)
from lib.views.meeting.scene import ChartBlock

_DASHES = {
    "dash": MSO_LINE_DASH_STYLE.DASH,
    "dot": MSO_LINE_DASH_STYLE.SQUARE_DOT,
    "longdash": MSO_LINE_DASH_STYLE.LONG_DASH,
}
_SYMBOLS = {
    line.CIRCLE: MSO_SHAPE.OVAL,
    line.SQUARE: MSO_SHAPE.RECTANGLE,
    line.DIAMOND: MSO_SHAPE.DIAMOND,
    line.STAR: MSO_SHAPE.STAR_5_POINT,
}
_TAG = re.compile(r"<[^>]+>")
_RGBA = re.compile(r"rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)")
#: Height of a line of small letters, in EMU; a label's distance from its point.
_LINE, _AIR = int(Pt(SMALL * 1.5)), int(Pt(7))


@dataclass(frozen=True)
class _Plot:
    """Axes, the box between them and the one around all, the group that everything is put into, the colours of ink and ground."""

    x: Axis
    y: Axis
    box: Box
    outer: Box
    shapes: Any
    ink: str
    ground: str

    def at(self, x: float | str, y: float | str) -> tuple[int, int]:
        """A place of the slide, in EMU."""
        box = self.box
        return box.left + int(self.x.share(x) * box.width), box.top + int((1 - self.y.share(y)) * box.height)


def draw_chart(campaign: Campaign, slide: Any, block: ChartBlock, box: Box) -> None:
    """The chart under its title; of a grid each one in its place. Its words are its alternative text."""
    colours = campaign.display.charts.light
    title = Said(clean(block.title, 160), BODY, True, colours.ink)
    high = text_height([title], box.width, 0) + GAP // 2
    text_box(
        slide.shapes,
        Box(box.left, box.top, box.width, high),
        [title],
        campaign.wording.say("slides.chart", title=title.text),
    )
    drawn = charts_of(charts.drawn(campaign, block.shown, "light"))
    across = min(2, len(drawn))
    down = -(-len(drawn) // across)
    each = (box.height - high) // down
    rows = [Box(box.left, box.top + high + row * each, box.width, each - GAP) for row in range(down)]
    places = [place for row in rows for place in row.columns([1] * across)]
    for one, place in zip(drawn, places, strict=False):
        group = slide.shapes.add_group_shape()
        _draw(group.shapes, one, place, colours.ink, colours.surface)
        name = ": ".join(filter(None, (block.title, one.name)))
        describe(
            group, campaign.wording.say("slides.chart", title=name), f"{name}. {block.told}" if block.told else name
        )


def _draw(shapes: Any, one: One, box: Box, ink: str, ground: str) -> None:
    x = axis_for([value for trace in one.traces for value in trace["x"]], one.layout["xaxis"])
    y = axis_for([value for trace in one.traces for value in trace["y"]], one.layout["yaxis"])
    top = _head(shapes, one, box, ink, ground)
    left = box.left + max((text_width(text, SMALL, True) for _, text in y.ticks), default=0) + int(Pt(12))
    right = box.left + box.width - _beside(one)
    under = _LINE if x.ticks else int(Pt(4))
    inner = Box(left, top, max(right - left, 1), max(box.top + box.height - under - top, 1))
    plot = _Plot(x, y, inner, box, shapes, ink, ground)
    _axes(plot, one.layout)
    # Opaque, so under everything else.
    for trace in one.traces:
        _areas(plot, trace)
    for trace in one.traces:
        _lines(plot, trace)
    for shape in one.layout.get("shapes", []):
        at, _ = plot.at(shape["x0"], y.low)
        _segment(shapes, (at, inner.top), (at, inner.top + inner.height), shape["line"], plot)
    for trace in one.traces:
        _points(plot, trace)
    for note in one.layout.get("annotations", []):
        _note(plot, note)


def _head(shapes: Any, one: One, box: Box, ink: str, ground: str) -> int:
    """The chart's name in a grid and its legend; where the plot begins."""
    top = box.top
    if one.name:
        said = [Said(clean(one.name, 200), SMALL, True, ink)]
        text_box(shapes, Box(box.left, top, box.width, _LINE), said, one.name)
        top += _LINE
    if one.layout.get("showlegend") is not False:
        named = [t for t in one.traces if t.get("showlegend", True) and "name" in t]
        top = _legend(shapes, named, Box(box.left, top, box.width, _LINE), ink, ground)
    return top + int(Pt(SMALL * 2))


def _legend(shapes: Any, named: list[dict[str, Any]], box: Box, ink: str, ground: str) -> int:
    """What the lines are, each name after its sign in its colour; where the next part begins."""
    left, top = box.left, box.top
    for trace in named:
        text = clean(f"{_sign(trace)} {trace['name']}", 80)
        width = text_width(text, SMALL, True) + int(Pt(14))
        if left + width > box.left + box.width and left > box.left:
            left, top = box.left, top + _LINE
        colour = trace["line"]["color"] if "lines" in trace["mode"] and not trace.get("fill") else ink
        said = [Said(text, SMALL, False, _solid(colour, ground))]
        text_box(shapes, Box(left, top, width, _LINE), said, text).text_frame.word_wrap = False
        left += width
    return top + _LINE if named else top


def _sign(trace: dict[str, Any]) -> str:
    if trace.get("fill") == "toself":
        return "\N{BLACK RECTANGLE}"
    if "lines" not in trace["mode"]:
        return signs.letters(trace)
    return "- -" if trace["line"].get("dash", "solid") != "solid" else "\N{EM DASH}"


def _beside(one: One) -> int:
    """Room right of the plot for what stands there."""
    notes = [n for n in one.layout.get("annotations", []) if n.get("xanchor") == "left"]
    texts = [line for note in notes for line in _TAG.sub("\n", note["text"]).split("\n")]
    return max((text_width(text, SMALL) for text in texts), default=0) + int(Pt(16))


def _axes(plot: _Plot, layout: dict[str, Any]) -> None:
    box = plot.box
    for value, text in plot.y.ticks:
        _, at = plot.at(plot.x.low, value)
        if not plot.y.categories:
            grid = {"color": layout["yaxis"]["gridcolor"], "width": 1}
            _segment(plot.shapes, (box.left, at), (box.left + box.width, at), grid, plot)
        _words(plot, text, box.left - int(Pt(6)), at, "middle left", plot.ink)
    for value, text in plot.x.ticks:
        at, _ = plot.at(value, plot.y.low)
        _words(plot, text, at, box.top + box.height, "bottom center", plot.ink)
    word = layout["yaxis"]["title"]["text"]
    if word:
        _words(plot, word, box.left, box.top - int(Pt(SMALL)), "middle center", plot.ink)


def _areas(plot: _Plot, trace: dict[str, Any]) -> None:
    if trace.get("fill") != "toself":
        return
    for first, *others in _runs(plot, trace):
        builder = plot.shapes.build_freeform(*first)
        builder.add_line_segments(others, close=True)
        area = builder.convert_to_shape()
        area.fill.solid()
        area.fill.fore_color.rgb = rgb(_solid(trace["fillcolor"], plot.ground))
        area.line.fill.background()
        flat(area)


def _lines(plot: _Plot, trace: dict[str, Any]) -> None:
    if "lines" not in trace["mode"] or not trace["line"]["width"]:
        return
    colour = mixed(plot.ground, trace["line"]["color"], trace.get("opacity", 1))
    for run in _runs(plot, trace):
        for start, end in zip(run, run[1:], strict=False):
            _segment(plot.shapes, start, end, {**trace["line"], "color": colour}, plot)


def _runs(plot: _Plot, trace: dict[str, Any]) -> list[list[tuple[int, int]]]:
    return [[plot.at(x, y) for x, y in run] for run in stretches(trace) if len(run) > 1]


def _segment(shapes: Any, start: tuple[int, int], end: tuple[int, int], line: dict[str, Any], plot: _Plot) -> None:
    drawn = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Emu, (*start, *end)))
    drawn.line.color.rgb = rgb(_solid(line["color"], plot.ground))
    drawn.line.width = Pt(line["width"])
    if line.get("dash") in _DASHES:
        drawn.line.dash_style = _DASHES[line["dash"]]
    flat(drawn)


def _points(plot: _Plot, trace: dict[str, Any]) -> None:
    """Points by status, and what is written at them."""
    if "markers" not in trace["mode"]:
        return
    marker = trace["marker"]
    for i, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        if missing(x) or missing(y):
            continue
        across, down = plot.at(x, y)
        size = int(Pt(_of(marker["size"], i) * 0.75))
        kind = _SYMBOLS[_of(marker["symbol"], i)]
        drawn = plot.shapes.add_shape(kind, Emu(across - size // 2), Emu(down - size // 2), Emu(size), Emu(size))
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = rgb(_of(marker["color"], i))
        drawn.line.color.rgb = rgb(_of(marker["line"]["color"], i))
        drawn.line.width = Pt(_of(marker["line"]["width"], i) * 0.75)
        flat(drawn)
        if "text" in trace["mode"] and trace["text"][i]:
            _words(plot, trace["text"][i], across, down, _of(trace["textposition"], i), plot.ink)


def _note(plot: _Plot, note: dict[str, Any]) -> None:
    """A text beside a place, or at an end of the plot."""
    box = plot.box
    across = box.left + box.width if note.get("xref") == "paper" else plot.at(note["x"], plot.y.low)[0]
    down = box.top if note.get("yref") == "paper" else plot.at(plot.x.low, note["y"])[1]
    if note.get("showarrow"):
        down += int(Pt(note["ay"] * 0.75))
    upright = "top" if note.get("yanchor") == "bottom" else "middle"
    beside = {"left": "right", "right": "left"}.get(note.get("xanchor", "center"), "center")
    colour, words = note["font"].get("color", plot.ink), note["text"]
    # About a place its lines stay; beside the plot, where rows are low, they are one.
    text = words if (upright, beside) == ("middle", "center") else words.replace("<br>", " ")
    _words(plot, text, across, down, f"{upright} {beside}", colour)


def _words(plot: _Plot, text: str, across: int, down: int, place: str, colour: str) -> None:
    """A text on a side of a place (``top right`` as Plotly names them), each of its lines on one."""
    lines = [clean(_TAG.sub(" ", line), 80) for line in text.split("<br>")]
    upright, beside = place.split()
    width = max(text_width(line, SMALL, True) for line in lines) + int(Pt(6))
    left = {"left": across - width - (_AIR if upright == "middle" else 0), "center": across - width // 2,
            "right": across + (_AIR if upright == "middle" else 0)}[beside]  # fmt: skip
    outer, high = plot.outer, _LINE * len(lines)
    width = min(width, outer.width)
    left = max(outer.left, min(left, outer.left + outer.width - width))
    top = {"top": down - high - _AIR // 2, "middle": down - high // 2, "bottom": down + _AIR // 2}[upright]
    align = {"left": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.LEFT}[beside]
    said = [Said(line, SMALL, False, colour) for line in lines]
    shape = text_box(plot.shapes, Box(left, top, width, high), said, " ".join(lines), align=align, anchor=MSO_ANCHOR.MIDDLE,
                     spacing=0)  # fmt: skip
    shape.text_frame.word_wrap = False


def _of(value: Any, place: int) -> Any:
    """Plotly takes one value for all points, or one each."""
    return value[place] if isinstance(value, list) else value


def _solid(colour: str, ground: str) -> str:
    """A colour that lets the ground through, as one that does not: office programs disagree on what is transparent."""
    found = _RGBA.fullmatch(colour)
    if found is None:
        return colour
    red, green, blue = (int(part) for part in found.groups()[:3])
    return mixed(ground, f"#{red:02x}{green:02x}{blue:02x}", float(found[4]))
