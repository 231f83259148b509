"""Charts are written as plain data: Plotly itself checks every one of them here."""

from __future__ import annotations

import re
from urllib.parse import unquote

import plotly.graph_objects as go
import pytest
from pptx.enum.chart import XL_MARKER_STYLE

from lib.drawing import charts
from lib.drawing.chart import line, look, signs
from lib.drawing.chart_svg import chart_svg
from lib.drawing.deck import deck
from lib.drawing.figure import Drawing
from lib.drawing.sparkline import sparkline
from lib.exports import slide_charts
from lib.exports.slide_parts import Box
from lib.exports.slide_template import blank
from lib.views.meeting import about, parts, registry
from lib.views.sentences import captions


def all_charts(campaign, theme):
    order = [s.unit for s in campaign.queue(2024)]
    group = next(t for t in campaign.targets if t.unit in campaign.groups)
    yield charts.trajectory(campaign, ["40"], "poor_households", theme, campaign.yardstick)
    yield charts.trajectory(campaign, ["417", "418"], "poor_rate", theme, None)
    yield charts.trajectory(campaign, [group.unit], group.indicator, theme, group, small=True)
    yield charts.small_multiples(campaign, order, "poor_households", 2024, theme)
    yield charts.small_multiples(campaign, order[:5], "poor_rate", 2024, theme)
    yield charts.falls(campaign, order, 2024, theme)
    yield charts.dumbbells(campaign, order, "poor_rate", 2025, theme)
    yield charts.former_standard(campaign, ["40", "417"], "2016-2020", theme)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_plotly_finds_nothing_wrong_with_any_chart(campaign, theme):
    for drawing in all_charts(campaign, theme):
        checked = go.Figure(drawing.to_dict())
        assert len(checked.data) == len(drawing.to_dict()["data"]) > 0


def test_small_charts_share_one_scale_and_name_the_judgement(campaign):
    """Counts in percent of each one's beginning; a district without a figure has no empty chart."""
    order = [s.unit for s in campaign.queue(2024)]
    drawing = charts.small_multiples(campaign, order, "poor_households", 2024, "light").to_dict()
    axes = [axis for name, axis in drawing["layout"].items() if name.startswith("yaxis") and "range" in axis]
    assert len(axes) == len(order)
    assert len({tuple(axis["range"]) for axis in axes}) == 1
    points = [trace for trace in drawing["data"] if trace.get("hovertext")]
    assert [trace["y"][0] for trace in points] == [100.0] * len(order)
    titles = [note["text"] for note in drawing["layout"]["annotations"]]
    assert titles == [
        f"{campaign.judgement(campaign.standing(unit, 2024).judgement).symbol} {campaign.names[unit]}" for unit in order
    ]
    known = [
        unit for unit in order if any(f.known for f in campaign.figures.series(unit, "near_poor_rate", campaign.years))
    ]
    assert len(known) < len(order)
    few = charts.small_multiples(campaign, order, "near_poor_rate", 2024, "light").to_dict()
    assert len(few["layout"].get("annotations", [])) == len(known)


def test_a_wrong_property_would_be_noticed():
    drawing = Drawing()
    drawing.add_scatter(x=[1], y=[2], mode="sideways")
    with pytest.raises(ValueError, match="mode"):
        go.Figure(drawing.to_dict())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_indicator_of_the_ledger_can_be_charted(live_campaign, theme):
    """With its own unit and standard, whatever it measures."""
    campaign = live_campaign
    frame = campaign.figures.frame
    known = frame[frame["year"].isin(campaign.years)].drop_duplicates("indicator")
    assert len(known) > 20
    for row in known.itertuples():
        drawing = charts.trajectory(campaign, [row.unit], row.indicator, theme, None)
        checked = go.Figure(drawing.to_dict())
        measure = campaign.marks.unit_of(row.indicator)
        if measure == "percent":
            assert all(text.endswith(" %") for text in checked.layout.yaxis.ticktext)
        else:
            assert checked.layout.yaxis.title.text == campaign.display.units_of_measure[measure]
        figure = campaign.figure(row.unit, row.indicator, int(row.year))
        assert campaign.display.units_of_measure[measure].split()[0] in campaign.marks.marked(figure)


def test_a_figure_of_a_weak_source_looks_weak_in_every_drawing(campaign):
    """The province's households of 2023: a hollow square in every chart, and the words where a chart has words."""
    target, unit = campaign.yardstick, campaign.province
    series = [f for f in campaign.figures.series(unit, target.indicator, campaign.years) if f.known]
    weak = [f.year for f in series if f.weak]
    assert weak == [2023]
    surface, said = look.colours(campaign.display, "light")["surface"], campaign.display.weak_source.strip()

    def drawn_weak(drawing) -> tuple[list, list, list]:
        points = [trace for trace in drawing.to_dict()["data"] if "marker" in trace]
        found = [(x, sign, fill, hover) for t in points
                 for x, sign, fill, hover in zip(t["x"], t["marker"]["symbol"], t["marker"]["color"], t["hovertext"], strict=True)]  # fmt: skip
        return ([x for x, sign, *_ in found if sign == line.SQUARE],
                [fill for _, sign, fill, _ in found if sign == line.SQUARE], [x for x, *_, hover in found if said in hover])  # fmt: skip

    for drawing in (
        charts.trajectory(campaign, [unit], target.indicator, "light", target),
        charts.trajectory(campaign, [unit, "417"], target.indicator, "light", None),
        charts.trajectory(campaign, [unit], target.indicator, "light", target, small=True),
        charts.indexed(campaign, [unit], "light"),
    ):
        assert drawn_weak(drawing) == (weak, [surface], weak)
        at = re.findall(r'class="at"><path d="([^"]*)" fill="([^"]+)"', chart_svg(drawing, "x"))
        squares = {signs.outline(line.SQUARE, size) for size in range(5, 21)}
        square = [fill for path, fill in at if path in squares]
        assert square == [surface]

    image = unquote(sparkline(campaign.marks, series, "#123456", "x"))
    assert re.findall(r'<rect [^>]*fill="(\w+)"[^>]*transform="translate\([^)]*\)"', image) == ["none"]
    assert said in image

    block, _ = parts.trajectory(campaign, unit, target)
    asked = about.Asked(unit, (), 2024, tuple(campaign.districts), "")
    made = deck(campaign, [registry.scene(campaign, registry.default_codes(campaign, asked)[1], asked)], asked)
    lines = [b for s in made["scenes"].values() for b in s["blocks"] if b["kind"] == "line" and b["unit"] == unit]
    assert lines
    for told in lines:
        assert [p["year"] for p in told["points"] if p["shape"] == line.SQUARE] == weak
        assert all((said in p["text"]) == (p["shape"] == line.SQUARE) for p in told["points"])

    presentation = blank(campaign.display.charts.light, campaign.wording)
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    slide_charts.draw_trajectory(campaign, slide, block, Box(0, 0, 6_000_000, 3_000_000))
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    points = chart.plots[0].series[-1].points
    years = [int(category) for category in chart.plots[0].categories]
    styles = {year: points[i].marker.style for i, year in enumerate(years)}
    assert [year for year, style in styles.items() if style == XL_MARKER_STYLE.SQUARE] == weak
    fill = points[years.index(2023)].marker.format.fill.fore_color.rgb
    assert f"#{fill}".lower() == surface.lower()
    legend = captions.chart_notes(campaign, series)
    assert "□ Nguồn yếu" in legend.weak


def test_no_two_units_of_a_former_standard_share_a_colour(campaign):
    """Of all districts those with a line have a colour each, the others their name beside a pale point."""
    everywhere = [campaign.province, *campaign.districts]
    for units in (everywhere, everywhere[:4]):
        traces = [
            t for t in charts.former_standard(campaign, units, "2016-2020", "light").to_dict()["data"] if "marker" in t
        ]
        coloured = [t for t in traces if "text" not in t["mode"]]
        edges = [t["marker"]["line"]["color"] for t in coloured]
        assert len(set(edges)) == len(edges)
        for trace in traces:
            if "text" in trace["mode"]:
                assert set(trace["text"]) == {trace["name"]}
                assert len(trace["x"]) == 1
