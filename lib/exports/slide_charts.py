"""Charts on a slide: native and editable, every point with its written figure and the look of its status."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from lib.campaign.campaign import Campaign
from lib.campaign.marks import Marks
from lib.drawing.chart import line
from lib.drawing.chart.scale import line_scale, rank_scale
from lib.exports.office import clean
from lib.exports.slide_parts import (
    BODY,
    SMALL,
    Box,
    Said,
    cell,
    describe,
    flat,
    rgb,
    set_font,
    text_box,
    text_height,
    text_width,
)
from lib.language.display import ChartColours
from lib.language.numbers import Numbers
from lib.ledger.figure import ESTIMATED, PUBLISHED
from lib.views.meeting.scene import Point, RankingBlock, Row, TrajectoryBlock

#: Room between the longest bar's label and the edge, in points.
_AIR = 10
#: Points of height in which a name of an axis is sure to be written.
_ROW = 18
_MARKERS = {
    line.CIRCLE: XL_MARKER_STYLE.CIRCLE,
    line.DIAMOND: XL_MARKER_STYLE.DIAMOND,
    line.SQUARE: XL_MARKER_STYLE.SQUARE,
}
#: Thousands with the point that the written figures have, whatever language the office speaks.
_NUMBERS = r"[>=1000000]#\.000\.000;[>=1000]#\.000;General"


def draw_trajectory(campaign: Campaign, slide: Any, block: TrajectoryBlock, box: Box) -> None:
    """A line chart: the unit's figures, and the path that its target asks for (two where it is a corridor)."""
    colours = campaign.display.charts.light
    points = {point.year: point for point in block.points}
    years = sorted({*points, *(year for year, _, _ in block.path)})
    data = CategoryChartData()
    data.categories = [str(year) for year in years]
    modest = {year: low for year, low, _ in block.path}
    ambitious = {year: high for year, _, high in block.path}
    if block.path:
        data.add_series(cell(block.path_label), [modest.get(y) for y in years])
    if modest != ambitious:
        high = campaign.wording.say("slides.path_high")
        data.add_series(cell(high), [ambitious.get(y) for y in years])
    # Last: the figures lie over their path.
    data.add_series(cell(block.name), [points[y].figure.value if y in points else None for y in years])
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.LINE_MARKERS, Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height), data
    )
    title = clean(f"{block.name}: {block.title} ({block.unit_word})", 160)
    told = "; ".join(f"{point.year}: {_point_alt(campaign.marks, point)}" for point in block.points)
    path = ", ".join(f"{year}: {campaign.numbers.number(low, 1)}" for year, low, _ in block.path)
    path = f". {block.path_label}: {path}" if path else ""
    describe(frame, campaign.wording.say("slides.chart", title=title), f"{title}: {told}{path}")
    chart = frame.chart
    _look(chart, Said(title, BODY, True, colours.ink), colours)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(SMALL)
    values = chart.value_axis
    made = line_scale(block, campaign.numbers)
    values.minimum_scale, values.maximum_scale, values.major_unit = made.low, made.high, made.step
    values.tick_labels.font.size = Pt(SMALL)
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = _NUMBERS, False
    values.major_gridlines.format.line.color.rgb = rgb(colours.grid)
    values.format.line.fill.background()
    chart.category_axis.tick_labels.font.size = Pt(SMALL)
    chart.category_axis.format.line.color.rgb = rgb(colours.muted)
    *paths, drawn = chart.plots[0].series
    for series, colour in zip(paths, (colours.target, colours.series[2]), strict=False):
        series.smooth = False
        series.marker.style = XL_MARKER_STYLE.NONE
        series.format.line.color.rgb = rgb(colour)
        series.format.line.width = Pt(2.25)
        series.format.line.dash_style = MSO_LINE_DASH_STYLE.SQUARE_DOT
    _draw_line(drawn, years, points, modest, colours)


def _draw_line(
    series: Any, years: list[int], points: dict[int, Point], path: dict[int, float], colours: ChartColours
) -> None:
    """Markers by status (hollow squares for a weak source), written labels, segments dashed where an end is not published."""
    ink = rgb(colours.series[0])
    series.smooth = False
    series.format.line.color.rgb = ink
    series.format.line.width = Pt(3)
    series.marker.style = XL_MARKER_STYLE.CIRCLE
    series.marker.size = 9
    figures = line.filled({year: written.figure for year, written in points.items()}, years)
    unsure = {stretch.last.year for stretch in line.stretches(figures) if stretch.status != PUBLISHED}
    spans = [
        (f.value - f.low, f.high - f.value) if f.status == ESTIMATED and f.low < f.high else (0.0, 0.0) for f in figures
    ]
    _intervals(series, spans, colours.series[0], wide=139700, alpha=22000)
    for place, year in enumerate(years):
        if year not in points:
            continue
        written = points[year]
        point, sign = series.points[place], line.sign_of(written.figure)
        point.marker.style = _MARKERS[sign.shape]
        point.marker.size = 11 if sign.shape == line.DIAMOND else 9
        point.marker.format.fill.solid()
        point.marker.format.fill.fore_color.rgb = ink if sign.filled else rgb(colours.surface)
        point.marker.format.line.color.rgb = ink
        point.marker.format.line.width = Pt(2)
        point.format.line.color.rgb = ink
        point.format.line.width = Pt(3)
        # A point's line is the one that leads to it.
        if year in unsure:
            point.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        # On the side where the path is not.
        under = line.label_below(written.figure, path)
        _label(point, written.text, colours, XL_LABEL_POSITION.BELOW if under else XL_LABEL_POSITION.ABOVE)


def _intervals(series: Any, spans: Sequence[tuple[float, float]], colour: str, *, wide: int, alpha: int) -> None:
    """A bar over the interval of each estimate; ``spans``: below and above each value, ``wide`` in EMU."""
    if not any(map(any, spans)):
        return
    sides = [
        f'<c:{name}><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(spans)}"/>'
        + "".join(f'<c:pt idx="{i}"><c:v>{span[side]:.6g}</c:v></c:pt>' for i, span in enumerate(spans))
        + f"</c:numLit></c:{name}>"
        for name, side in (("plus", 1), ("minus", 0))
    ]
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>{"".join(sides)}'
        f'<c:spPr><a:ln w="{wide}" cap="flat"><a:solidFill><a:srgbClr val="{colour.lstrip("#")}"><a:alpha val="{alpha}"/></a:srgbClr></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    series._element.find(qn("c:cat")).addprevious(bars)


def draw_ranking(campaign: Campaign, slide: Any, block: RankingBlock, box: Box) -> None:
    """A bar chart, first row on top, in the tone of each row's judgement; what has to be reached as a line across."""
    colours = campaign.display.charts.light
    tones = list(dict.fromkeys(row.tone for row in block.rows))
    told = [(clean(f"{tone.symbol} {tone.word}", 90), tone.light) for tone in tones]
    told += [(clean(f"┆ {block.line_label}", 90), colours.target)] if block.line is not None else []
    high = text_height([Said("   ".join(text for text, _ in told), SMALL, True)], box.width, 0) + int(Pt(4))
    key = Box(box.left, box.bottom - high, box.width, high)
    box = Box(box.left, box.top, box.width, box.height - high - int(Pt(4)))
    rows = block.rows
    data = CategoryChartData()
    data.categories = [cell(row.name, 32) for row in rows]
    data.add_series(cell(block.unit_word), [row.value for row in rows])
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height), data
    )
    title = Said(clean(block.title, 160), BODY, True, colours.ink)
    values = "; ".join(f"{row.name} {_row_alt(campaign, row)}" for row in rows)
    heading = ". ".join(filter(None, [title.text, block.line_label]))
    describe(frame, campaign.wording.say("slides.chart", title=title.text), f"{heading}: {values}")
    chart = frame.chart
    _look(chart, title, colours)
    chart.has_legend = False
    _place_title(chart)
    bars = chart.plots[0]
    bars.gap_width = 30
    names = chart.category_axis
    names.reverse_order = True
    names.tick_labels.font.size = Pt(SMALL)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = rgb(colours.muted)
    # Every name is written, however many there are.
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    names._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    labels = [clean(f"{row.tone.symbol} {row.text}", 60) for row in rows]
    inner = _plot(box, title, [row.name for row in rows])
    low, most = _ends(
        block, campaign.numbers, inner, max((text_width(text, SMALL, True) for text in labels), default=0)
    )
    if inner.height < len(rows) * Pt(_ROW):
        _names(slide, rows, names, box, inner)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = low, most
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.visible = False
    _fix_plot(chart, box, inner)
    series = bars.series[0]
    series.invert_if_negative = False
    spans = [(row.value - row.low, row.high - row.value) if row.status == ESTIMATED else (0.0, 0.0) for row in rows]
    _intervals(series, spans, colours.ink, wide=int(Pt(3)), alpha=75000)
    for place, row in enumerate(rows):
        point, colour = series.points[place], rgb(row.tone.light)
        if row.status == PUBLISHED:
            point.format.fill.solid()
            point.format.fill.fore_color.rgb = colour
        else:
            point.format.fill.patterned()
            estimated = row.status == ESTIMATED
            point.format.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL if estimated else MSO_PATTERN.PERCENT_50
            point.format.fill.fore_color.rgb = colour
            point.format.fill.back_color.rgb = rgb(colours.surface)
        point.format.line.color.rgb = colour
        # A label stands beyond the interval; one that the line would cross lies on its bar, if that is long enough.
        scale, wide = inner.width / (most - low), text_width(labels[place], SMALL, True) + int(Pt(_AIR))
        end = row.value + spans[place][1]
        beyond = -1.0 if block.line is None else (block.line - end) * scale
        crossed = 0 <= beyond <= wide < row.value * scale
        _label(
            point, labels[place], colours, XL_LABEL_POSITION.INSIDE_END if crossed else XL_LABEL_POSITION.OUTSIDE_END,
            shift=0.0 if crossed else (end - row.value) * scale / box.width,
        )  # fmt: skip
        if crossed:
            _ground(point, colours)
    if block.line is not None:
        across = inner.left + int(inner.width * (block.line - low) / (most - low))
        mark = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, across, inner.top, across, inner.bottom)
        flat(mark)
        mark.line.color.rgb = rgb(colours.target)
        mark.line.width = Pt(2)
        mark.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        describe(mark, block.line_label, block.line_label)
    shape = text_box(slide.shapes, key, [], campaign.wording.say("slides.tones"))
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colours.surface)
    for place, (text, ink) in enumerate(told):
        after = "   " if place < len(told) - 1 else ""
        set_font(shape.text_frame.paragraphs[0].add_run(), Said(text + after, SMALL, True, ink))


def _plot(box: Box, title: Said, names: list[str]) -> Box:
    """Where the bars are: beside the names, under the title."""
    wanted = max((text_width(clean(name, 32), SMALL) for name in names), default=0) + int(Pt(16))
    left = min(wanted, int(box.width * 0.4))
    top = text_height([title], int(box.width * 0.95), 0) + int(Pt(12))
    return Box(box.left + left, box.top + top, box.width - left - int(Pt(4)), box.height - top - int(Pt(4)))


def _ends(block: RankingBlock, numbers: Numbers, inner: Box, label: int) -> tuple[float, float]:
    """Ends of the scale: zero among them, room for the longest label right of the longest bar."""
    ends = rank_scale(block, numbers)
    low, high = ends.low, ends.high
    free = max(0.3, 1 - (label + int(Pt(_AIR))) / inner.width)
    high = low + (high - low) / free
    return low, round(high, 6)


def _fix_plot(chart: Any, box: Box, inner: Box) -> None:
    """Lay the plot's inside exactly there: a shape across the bars then lies where its value does."""
    places = {
        "x": (inner.left - box.left) / box.width,
        "y": (inner.top - box.top) / box.height,
        "w": inner.width / box.width,
        "h": inner.height / box.height,
    }
    parts = "".join(f'<c:{name} val="{value:.5f}"/>' for name, value in places.items())
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{parts}</c:manualLayout></c:layout>'
    )
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, layout)


def _place_title(chart: Any) -> None:
    """Lay the title at the upper left, over a plot whose place is fixed."""
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0.005"/>'
        '<c:y val="0.005"/></c:manualLayout></c:layout>'
    )
    title = chart._chartSpace.chart.find(qn("c:title"))
    for old in title.findall(qn("c:layout")):
        title.remove(old)
    title.find(qn("c:overlay")).addprevious(layout)


def _look(chart: Any, title: Said, colours: ChartColours) -> None:
    """Title, ink and a light ground, so that a dark template does not swallow the chart."""
    chart.has_title = True
    set_font(chart.chart_title.text_frame.paragraphs[0].add_run(), title)
    chart.chart_title.include_in_layout = False
    chart.font.size = Pt(SMALL)
    chart.font.color.rgb = rgb(colours.ink)
    ground = parse_xml(
        f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="{colours.surface.lstrip("#")}"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></c:spPr>"
    )
    space = chart._chartSpace
    space.find(qn("c:txPr")).addprevious(ground)


def _names(slide: Any, rows: Sequence[Row], axis: Any, box: Box, inner: Box) -> None:
    """The names of many rows in one text, a line a row: an axis leaves out those that have no room of their own."""
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    told = "\n".join(row.name for row in rows)
    shape = text_box(
        slide.shapes, Box(box.left, inner.top, inner.left - box.left - int(Pt(6)), inner.height), [], told[:60]
    )
    frame = shape.text_frame
    frame.word_wrap = False
    for place, row in enumerate(rows):
        line = frame.paragraphs[0] if not place else frame.add_paragraph()
        line.alignment, line.line_spacing = PP_ALIGN.RIGHT, Emu(inner.height // len(rows))
        set_font(line.add_run(), Said(clean(row.name, 32), SMALL))


def _label(point: Any, text: str, colours: ChartColours, position: Any, *, shift: float = 0.0) -> None:
    """A point's text; ``shift``: how far to the right of its place, as a share of the chart's width."""
    label = point.data_label
    set_font(label.text_frame.paragraphs[0].add_run(), Said(clean(text, 60), SMALL, True, colours.ink))
    label.text_frame.word_wrap = False
    label.position = position
    if shift:
        moved = f'<c:layout {nsdecls("c")}><c:manualLayout><c:x val="{shift:.5f}"/><c:y val="0"/></c:manualLayout></c:layout>'
        label._dLbl.find(qn("c:idx")).addnext(parse_xml(moved))


def _ground(point: Any, colours: ChartColours) -> None:
    """A plain ground under a label that lies on its bar."""
    ground = parse_xml(
        f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="{colours.surface.lstrip("#")}"/></a:solidFill></c:spPr>'
    )
    point.data_label._dLbl.find(qn("c:dLblPos")).addprevious(ground)


def _point_alt(marks: Marks, point: Point) -> str:
    figure = point.figure
    known = figure.status == ESTIMATED and figure.low != figure.high
    return f"{point.text} {marks.interval_of(figure)}" if known else point.text


def _row_alt(campaign: Campaign, row: Row) -> str:
    """Symbol's word, written value, interval of an estimate."""
    text = f"{row.text}, {row.tone.word}"
    if row.status != ESTIMATED or math.isclose(row.low, row.high):
        return text
    return f"{row.text} ({campaign.marks.level}: {campaign.numbers.span(row.low, row.high)}), {row.tone.word}"
