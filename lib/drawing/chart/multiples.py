"""One small chart a unit."""

from __future__ import annotations

from collections.abc import Sequence

from lib.campaign.campaign import Campaign
from lib.drawing.chart.look import SPILL, colours, frame_of, give_scale, measure_of, suffix_of
from lib.drawing.chart.scale import FEW
from lib.drawing.chart.series import draw_series
from lib.drawing.figure import Drawing

#: Pixels: a row of small multiples, and between two rows the years of one and the name of the next.
_ROW = 190
_GAP = 62


def small_multiples(campaign: Campaign, units: Sequence[str], indicator: str, theme: str) -> Drawing:
    """One small chart a district in the given order, own scale each, with its halving path for counts."""
    palette = colours(campaign, theme)
    columns = 2  # three would write over each other on a phone
    rows = -(-len(units) // columns)
    figure = Drawing([campaign.names[unit] for unit in units], columns, (0.12, _GAP / (_ROW * rows)))
    for index, unit in enumerate(units):
        row, col = index // columns + 1, index % columns + 1
        if indicator == campaign.yardstick.indicator:
            baseline = campaign.figure(unit, indicator, campaign.yardstick.baseline_year)
            path = [campaign.yardstick.path(baseline.value, year)[0] for year in campaign.years]
            figure.add_scatter(x=list(campaign.years), y=path, mode="lines", hoverinfo="skip", showlegend=False,
                               line={"color": palette["target"], "width": 1.5, "dash": "longdash"}, row=row, col=col)  # fmt: skip
        draw_series(figure, campaign, unit, indicator, palette["series"][0], palette, name=campaign.names[unit],
                ribbon=True, row=row, col=col)  # fmt: skip
    layout = frame_of(campaign.numbers, palette, *measure_of(campaign, indicator))
    layout.pop("legend")
    figure.update_layout(**layout, height=_ROW * rows + 40, showlegend=False)
    figure.update_xaxes(tickvals=[campaign.years[0], campaign.years[-1]], tickfont={"size": 13}, **SPILL)
    figure.update_yaxes(gridcolor=palette["grid"], tickfont={"size": 13}, **SPILL)
    for place in range(len(units)):
        give_scale(
            figure, campaign.numbers, suffix_of(campaign, indicator), mark=str(place + 1) if place else "", steps=FEW
        )
    figure.update_annotations(font={"size": 16, "color": palette["ink"]})
    return figure
