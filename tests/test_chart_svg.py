"""The chart that is there before Plotly says the same: figures, marks of their statuses, places."""

from __future__ import annotations

import html
import re

import pytest

from lib.campaign.campaign import POOR, RATE
from lib.drawing import charts
from lib.drawing.chart_svg import chart_svg
from lib.drawing.figure import Drawing
from lib.views import choices

NBSP = "\N{NO-BREAK SPACE}"


def texts(svg: str) -> list[str]:
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def drawn(campaign, units, indicator, theme="light") -> str:
    target = choices.target_for(campaign, units[0], indicator)
    return chart_svg(charts.trajectory(campaign, units, indicator, theme, target), "Số hộ nghèo")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("indicator", [POOR, RATE])
def test_every_label_of_the_chart_is_written(campaign, indicator, theme):
    for unit in (campaign.province, "417", *campaign.focus):
        figure = charts.trajectory(
            campaign, [unit], indicator, theme, choices.target_for(campaign, unit, indicator)
        ).to_dict()
        wanted = [text for trace in figure["data"] if "text" in trace["mode"] for text in trace["text"] if text]
        written = texts(drawn(campaign, [unit], indicator, theme))
        assert wanted
        assert [text for text in wanted if text not in written] == []
        legend = re.findall(r"</svg> ([^<]+)</span>", drawn(campaign, [unit], indicator, theme))
        shown = [t["name"] for t in figure["data"] if t.get("showlegend", True) and t.get("name")]
        assert [html.unescape(name) for name in legend] == shown


def test_several_units_are_named_at_the_ends_of_their_lines(campaign):
    svg = drawn(campaign, ["417", "418"], RATE)
    assert {"Kỳ Sơn", campaign.names["418"]} <= set(texts(svg))
    assert campaign.marks.marked_parts(campaign.figure("417", RATE, campaign.years[-1]))[0] in texts(svg)


def test_lines_are_dashed_as_their_traces_say():
    figure = Drawing()
    axis = {"gridcolor": "#ccc", "tickfont": {"size": 13}, "title": {"text": ""}}
    figure.update_layout(xaxis=axis, yaxis=axis, margin={"r": 8}, font={"color": "#000"}, height=174, showlegend=False)
    for dash, y in (("solid", 0), ("dash", 10)):
        figure.add_scatter(x=[0, 10], y=[y, y], mode="lines", line={"color": "#123456", "width": 3, "dash": dash})
    lines = [line for line in re.findall(r"<polyline[^>]*>", chart_svg(figure, "x")) if "#123456" in line]
    # 174 pixels less 40 above and 34 below are 100; without a scale of its own the chart is as wide and high as what is drawn.
    assert 'points="0.0,100.0 100.0,100.0"' in lines[0]
    assert "dasharray" not in lines[0]
    assert 'points="0.0,0.0 100.0,0.0"' in lines[1]
    assert 'stroke-dasharray="9 7"' in lines[1]


def test_places_are_shares_across_and_pixels_down(campaign):
    svg = drawn(campaign, [campaign.province], POOR)
    # From 2020,7 to 2025,3: the end of 2021 lies 0,3 of 4,6 years from the left.
    first = campaign.figure(campaign.province, POOR, 2021)
    circles = re.findall(r'<circle cx="([\d.]+)%" cy="([\d.]+)"', svg)
    assert circles[0][0] == "6.522"
    # Zero is the bottom: 520 pixels less 40 and 34.
    series = [f for f in campaign.figures.series(campaign.province, POOR, campaign.years) if f.known]
    assert first.value == max(f.value for f in series)
    last = series[-1]
    heights = [446 - float(down) for _, down in circles] + [
        446 - float(down) for down in re.findall(r'<svg x="93.478%" y="([\d.]+)" class="at"><path d="M0 ', svg)
    ]
    assert heights[-1] / heights[0] == pytest.approx(last.value / first.value, abs=0.001)


def test_rows_of_units_are_drawn_first_on_top(campaign):
    order = ["417", "418", "412"]
    for figure in (
        charts.dumbbells(campaign, order, RATE, 2024, "light"),
        charts.falls(campaign, order, 2024, "light"),
    ):
        svg = chart_svg(figure, "x")
        rows = {text: float(y) for y, text in re.findall(r'<text x="0%" y="([\d.]+)"[^>]*>([^<]+)<', svg)}
        assert list(rows) == [campaign.names[unit] for unit in order]
        assert sorted(rows.values()) == list(rows.values())
        wanted = [text for trace in figure.to_dict()["data"] if "text" in trace["mode"] for text in trace["text"]]
        notes = figure.to_dict()["layout"].get("annotations", [])
        wanted += [line for note in notes for line in note["text"].split("<br>")]
        assert [text for text in wanted if text not in texts(svg)] == []


def test_an_indicator_without_figures_gives_an_empty_chart(campaign):
    frame = campaign.figures.frame
    code = next(
        c for c in campaign.indicator_names if frame[(frame["indicator"] == c) & (frame["unit"] == "430")].empty
    )
    assert "<circle" not in drawn(campaign, ["430"], code)


def test_a_grid_is_drawn_chart_by_chart(campaign):
    units = ["417", "418", "415"]
    grid = charts.small_multiples(campaign, units, RATE, 2024, "light")
    made = chart_svg(grid, "x")
    assert made.count('class="fv-chart"') == len(units)
    assert re.findall(r'class="fv-name">([^<]+)<', made) == [
        f"{campaign.judgement(campaign.standing(unit, 2024).judgement).symbol} {campaign.names[unit]}" for unit in units
    ]
    # Every point of every chart is inside its own: shares of its width, pixels of its height.
    marks = sum(
        "markers" in trace["mode"] and sum(y is not None and y == y for y in trace["y"])
        for trace in grid.to_dict()["data"]
    )
    drawn = re.findall(r'<circle cx="([\d.]+)%" cy="([\d.]+)"', made) + re.findall(
        r'<svg x="([\d.]+)%" y="([\d.]+)" class="at"', made
    )
    assert len(drawn) == marks
    assert all(0 <= float(x) <= 100 and 0 <= float(y) <= 200 for x, y in drawn)


def test_names_are_no_markup():
    figure = Drawing()
    axis = {"gridcolor": "#ccc", "tickfont": {"size": 13}, "title": {"text": "<b>"}}
    figure.update_layout(xaxis=axis, yaxis=axis, margin={"r": 8}, font={"color": "#000"}, height=174)
    figure.add_scatter(
        x=[0, 1], y=["<i>a", "<i>b"], mode="markers+text", text=["<script>", ""], textposition="top center", name="<img>",
        textfont={"size": 14}, marker={"size": 9, "symbol": "circle", "color": "#000", "line": {"width": 1, "color": "#000"}},
    )  # fmt: skip
    svg = chart_svg(figure, '"><script>')
    assert not re.search(r"<(script|img|i|b)\b", svg)
