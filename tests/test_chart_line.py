"""One line in every medium: page, small image, meeting and slide draw the same stretches, signs and intervals."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.oxml.ns import qn

from lib.campaign.campaign import RATE
from lib.drawing import charts
from lib.drawing.chart import line
from lib.drawing.deck import deck
from lib.drawing.sparkline import sparkline
from lib.exports import slide_charts
from lib.exports.slide_parts import Box
from lib.exports.slide_template import blank
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure
from lib.views.charts import MOST_RIBBONS
from lib.views.meeting import about, registry
from lib.views.meeting.scene import TrajectoryBlock
from lib.views.sentences import captions

YEARS = range(2021, 2026)
ORDER = {ESTIMATED: 0, PROJECTED: 1, PUBLISHED: 2}


def series_of(statuses):
    nan = float("nan")
    return [
        Figure("40", RATE, year, nan, nan, nan, MISSING) if status == MISSING
        else Figure("40", RATE, year, 10.0, 8.0 if status == ESTIMATED else 10.0, 12.0 if status == ESTIMATED else 10.0, status)
        for year, status in zip(YEARS, statuses, strict=True)
    ]  # fmt: skip


@given(st.lists(st.sampled_from([PUBLISHED, PROJECTED, ESTIMATED, MISSING]), min_size=5, max_size=5))
def test_a_line_joins_neighbouring_years_and_nothing_else(statuses):
    series = series_of(statuses)
    found = {(s.first.year, s.last.year): s.status for s in line.stretches(series)}
    known = {f.year: f.status for f in series if f.known}
    assert set(found) == {(year, year + 1) for year in known if year + 1 in known}
    for (first, last), status in found.items():
        assert ORDER[status] == min(ORDER[known[first]], ORDER[known[last]])
    assert [f.year for run in line.runs(series) for f in run] == list(known)
    for band in line.bands(series):
        assert [f.year for f in band] == list(range(band[0].year, band[-1].year + 1))
        assert ESTIMATED in {f.status for f in band}


def slide_chart(campaign, block):
    presentation = blank(campaign.display.charts.light, campaign.wording)
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    slide_charts.draw_trajectory(campaign, slide, block, Box(0, 0, 6_000_000, 3_000_000))
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


@pytest.fixture(scope="module")
def gap(campaign):
    """The minority households' rate: nothing is known of 2022 and 2023."""
    series = campaign.figures.series("em_households", RATE, campaign.years)
    assert [f.year for f in series if not f.known] == [2022, 2023]
    return series


def pairs_of(drawing):
    """Years that a Plotly drawing joins by lines of the figures' colour."""
    found = set()
    for trace in drawing.to_dict()["data"]:
        if trace.get("mode") == "lines" and "fill" not in trace and trace["line"].get("width") in (3, 2):
            found |= {
                (a, b) for a, b in zip(trace["x"], trace["x"][1:], strict=False) if a is not None and b is not None
            }
    return found


@pytest.mark.parametrize("units", [["em_households"], ["em_households", "40", "mountain", "417"]])
def test_a_year_without_a_figure_is_a_gap_on_the_page(campaign, gap, units):
    drawing = charts.trajectory(campaign, units, RATE, "light", None)
    # The others of several units have figures everywhere: only one of theirs may join those years.
    joined = sum(pair == (2021, 2024) for pair in pairs_of(drawing))
    assert joined == 0
    if len(units) == 1:
        assert pairs_of(drawing) == {(2024, 2025)}


def test_a_year_without_a_figure_is_a_gap_in_the_small_image(campaign, gap):
    image = unquote(sparkline(campaign.marks, gap, "#123456", "x"))
    places = [float(x) for x in re.findall(r'<line x1="([\d.]+)"', image)]
    assert places == [8 + 184 * 3 / 4]  # from 2024 on


def test_a_year_without_a_figure_is_a_gap_in_the_meeting_and_on_its_slide(campaign, gap):
    asked = about.asked(campaign, campaign.province, (), 2024)
    made = registry.scene(campaign, "nhom-em_households", asked)
    block = next(b for b in made.blocks if isinstance(b, TrajectoryBlock))
    told = next(
        b for b in deck(campaign, [made], asked)["scenes"]["nhom-em_households"]["blocks"] if b["kind"] == "line"
    )
    assert [stretch[:2] for stretch in told["lines"]] == [[2024, 2025]]
    assert [(p["shape"], p["filled"]) for p in told["points"]] == [
        ("circle", True),
        ("circle", True),
        ("diamond", False),
    ]
    chart = slide_chart(campaign, block)
    drawn = chart.plots[0].series[-1]
    years = [int(name) for name in chart.plots[0].categories]
    assert [year for year, value in zip(years, drawn.values, strict=True) if value is None] == [2022, 2023]
    assert chart._chartSpace.find(".//" + qn("c:dispBlanksAs")).get("val") == "gap"
    assert {p.year for p in block.points} == {2021, 2024, 2025}


@pytest.mark.parametrize("code", ["nhom-poor_districts", "huyen-417", "giam_mot_nua"])
def test_slides_draw_the_interval_of_every_estimate(campaign, code):
    asked = about.asked(campaign, campaign.province, ("417",), 2024)
    made = registry.scene(campaign, code, asked)
    block = next(b for b in made.blocks if isinstance(b, TrajectoryBlock))
    chart = slide_chart(campaign, block)
    bars = chart.plots[0].series[-1]._element.find(qn("c:errBars"))
    years = [int(name) for name in chart.plots[0].categories]
    spans = {}
    for side in ("c:plus", "c:minus"):
        for place in bars.find(qn(side)).iter(qn("c:pt")):
            spans.setdefault(years[int(place.get("idx"))], []).append(float(place.find(qn("c:v")).text))
    for point in block.points:
        f = point.figure
        wanted = (f.high - f.value, f.value - f.low) if f.status == ESTIMATED else (0.0, 0.0)
        assert spans[point.year] == pytest.approx(wanted, rel=1e-4, abs=1e-6)
    assert any(plus for plus, _ in spans.values())


@pytest.mark.parametrize(("places", "cut"), [(2, False), (3, False), (4, True), (6, True)])
def test_a_chart_that_leaves_intervals_out_says_so(campaign, places, cut):
    units = list(campaign.districts)[:places]
    drawing = charts.trajectory(campaign, units, RATE, "light", None)
    bands = [trace for trace in drawing.to_dict()["data"] if trace.get("fill") == "toself"]
    assert bool(bands) != cut
    figures = [f for unit in units for f in campaign.figures.series(unit, RATE, campaign.years)]
    notes = captions.chart_notes(campaign, figures, intervals=places <= MOST_RIBBONS)
    assert bool(notes.cut) == cut
    assert (notes.cut in notes.lines) == cut
    published = [f for f in figures if f.status == PUBLISHED]
    assert not captions.chart_notes(campaign, published, intervals=False).cut
