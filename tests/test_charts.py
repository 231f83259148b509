"""Charts are written as plain data: Plotly itself checks every one of them here."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from lib.drawing import charts
from lib.drawing.figure import Drawing


def all_charts(campaign, theme):
    order = [s.assessment.unit for s in campaign.queue(2024)]
    group = next(t for t in campaign.targets if t.unit in campaign.groups)
    yield charts.trajectory(campaign, ["40"], "poor_households", theme, campaign.yardstick)
    yield charts.trajectory(campaign, ["417", "418"], "poor_rate", theme, None)
    yield charts.small_trajectory(campaign, group.unit, theme, group)
    yield charts.small_multiples(campaign, order, "poor_households", theme)
    yield charts.small_multiples(campaign, order[:5], "poor_rate", theme)
    yield charts.falls(campaign, order, 2024, theme)
    yield charts.dumbbells(campaign, order, "poor_rate", 2025, theme)
    yield charts.former_standard(campaign, ["40", "417"], "2016-2020", theme)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_plotly_finds_nothing_wrong_with_any_chart(campaign, theme):
    for drawing in all_charts(campaign, theme):
        checked = go.Figure(drawing.to_dict())
        assert len(checked.data) == len(drawing.to_dict()["data"]) > 0


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
            assert checked.layout.yaxis.ticksuffix == " %"
        else:
            assert checked.layout.yaxis.title.text == campaign.display.units_of_measure[measure]
        figure = campaign.figure(row.unit, row.indicator, int(row.year))
        assert campaign.display.units_of_measure[measure].split()[0] in campaign.marks.marked(figure)
