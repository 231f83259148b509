"""A point has one sign in every medium: in SVG, on paper, on slides, in legends; no sign stands for another."""

from __future__ import annotations

import html
import re
from collections import Counter

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu

from lib.drawing.chart import line, signs
from lib.drawing.chart_picture import chart_picture
from lib.drawing.chart_svg import chart_svg, charts_of, legend_entries, missing
from lib.drawing.charts import drawn
from lib.drawing.font import text_width
from lib.exports.slide_drawing import draw_chart
from lib.exports.slide_parts import Box
from lib.views import view as parts
from lib.views.charts import Kind
from lib.views.meeting.scene import ChartBlock
from tests.test_views import CODES, every, viewed

QUERIES = [{}, {"nam": ["2025"]}, {"huyen": ["419", "412"]}, {"nhom": ["lowland"]}]
SHAPES = {
    line.CIRCLE: MSO_SHAPE.OVAL,
    line.SQUARE: MSO_SHAPE.RECTANGLE,
    line.DIAMOND: MSO_SHAPE.DIAMOND,
    line.STAR: MSO_SHAPE.STAR_5_POINT,
}


def charts(campaign, code):
    """Every chart that a page has."""
    kinds = [
        block.shown
        for query in QUERIES
        for block in every(viewed(campaign, code, query).blocks)
        if isinstance(block, parts.Chart)
    ]
    return list(dict.fromkeys(kinds))


def points(drawing) -> Counter:
    """How many points of each sign a drawing has."""
    counted: Counter = Counter()
    for one in charts_of(drawing):
        for trace in one.traces:
            if "markers" not in trace["mode"]:
                continue
            symbols = trace["marker"]["symbol"]
            for i, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
                if not (missing(x) or missing(y)):
                    counted[symbols[i] if isinstance(symbols, list) else symbols] += 1
    return counted


def outlines(symbol: str) -> set[str]:
    return {signs.outline(symbol, size) for size in range(5, 21)}


def in_svg(svg: str) -> Counter:
    """How many points of each sign an SVG has, legends left out."""
    at = re.findall(r'(?:class="at">|translate\([\d.-]+ [\d.-]+\)">)<path d="([^"]*)"', svg)
    counted = Counter(
        {symbol: sum(path in outlines(symbol) for path in at) for symbol in SHAPES if symbol != line.CIRCLE}
    )
    counted[line.CIRCLE] = len(re.findall(r"<circle", svg))
    return +counted


@pytest.mark.parametrize("code", CODES)
def test_every_medium_draws_every_points_own_sign(campaign, code):
    deck = Presentation()
    for kind in charts(campaign, code):
        drawing = drawn(campaign, kind, "light")
        wanted = points(drawing)
        assert set(wanted) <= set(signs.LETTERS)
        assert in_svg(chart_svg(drawing, "x")) == wanted, kind
        assert in_svg(chart_picture(drawing, 900).svg) == wanted, kind
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        draw_chart(campaign, slide, ChartBlock("x", kind), Box(Emu(0), Emu(0), deck.slide_width, deck.slide_height))
        shapes = Counter(shape.auto_shape_type for shape in flat(slide.shapes) if "AUTO" in str(shape.shape_type))
        for symbol, shape in SHAPES.items():
            assert shapes[shape] == wanted[symbol], (kind, symbol)


def flat(shapes):
    for shape in shapes:
        if "GROUP" in str(shape.shape_type):
            yield from flat(shape.shapes)
        else:
            yield shape


def test_a_calculation_has_a_sign_that_no_figure_has(campaign):
    (kind,) = charts(campaign, "neu_thi")[:1]
    assert points(drawn(campaign, kind, "light"))[line.STAR]
    for code in CODES:
        for other in charts(campaign, code):
            assert (
                isinstance(other, Kind)
                and other.name == "what_if"
                or not points(drawn(campaign, other, "light"))[line.STAR]
            )


def test_a_legend_names_the_signs_that_its_points_have(campaign):
    """The last known year has a published point and estimates: both signs; the calculation has its own."""
    (kind,) = charts(campaign, "neu_thi")[:1]
    (one,) = charts_of(drawn(campaign, kind, "light"))
    now, end = (sign for sign, _ in legend_entries(one.traces, one.layout))
    assert now.count("<path") == 2
    assert len(set(re.findall(r'fill="([^"]+)"', now))) == 2
    assert [symbol for symbol in SHAPES if any(path in html.unescape(end) for path in outlines(symbol))] == [line.STAR]


def test_a_sign_that_no_medium_has_is_no_circle():
    with pytest.raises(KeyError):
        signs.outline("hexagon", 12)


@pytest.mark.parametrize("code", CODES)
def test_what_stands_right_of_a_plot_has_its_room(campaign, code):
    """Marks and grades make labels longer than the numbers alone; the margin holds the longest of them."""
    for kind in charts(campaign, code):
        for one in charts_of(drawn(campaign, kind, "light")):
            for note in one.layout.get("annotations", []):
                # What begins at the plot's left edge has the whole plot for itself.
                if note.get("xanchor") != "left" or (note.get("x") == 0 and "xref" not in note):
                    continue
                lines = re.sub(r"<[^>]+>", "\n", note["text"]).split("\n")
                wide = max(text_width(line_, note["font"]["size"], "<b>" in note["text"]) for line_ in lines)
                assert wide + (note.get("xshift") or note.get("ax") or 0) <= one.layout["margin"]["r"] + 30 * (
                    "ax" in note
                ), note["text"]
