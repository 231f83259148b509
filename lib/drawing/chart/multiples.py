"""One small chart a unit."""

from __future__ import annotations

from collections.abc import Sequence

from lib.campaign.campaign import Campaign
from lib.drawing.chart import line
from lib.drawing.chart.look import SPILL, axis_of, colours, frame_of, measure_of, suffix_of
from lib.drawing.chart.scale import FEW, scale
from lib.drawing.chart.series import draw_figures
from lib.drawing.chart.trajectory import index_points, known_figures
from lib.drawing.figure import Drawing
from lib.views.charts import in_shares

#: Pixels: a row of small multiples, and between two rows the years of one and the name of the next.
_ROW = 190
_GAP = 62


def small_multiples(campaign: Campaign, units: Sequence[str], indicator: str, year: int, theme: str) -> Drawing:
    """One small chart a district that has figures, in the given order, all on one scale, its judgement at the end of ``year``
    before its name; the yardstick's counts in percent of each one's baseline, with the path that holds for all.
    """
    palette = colours(campaign.display, theme)
    shares = in_shares(campaign.yardstick, indicator)
    series = {
        unit: index_points(campaign, unit) if shares else known_figures(campaign, unit, indicator) for unit in units
    }
    shown = [unit for unit in units if series[unit]]
    columns = 2  # three would write over each other on a phone
    rows = -(-len(shown) // columns) or 1
    figure = Drawing([_title(campaign, unit, year) for unit in shown], columns, (0.12, _GAP / (_ROW * rows)))
    years = list(campaign.years)
    for index, unit in enumerate(shown):
        row, col = index // columns + 1, index % columns + 1
        if shares:
            path = [campaign.yardstick.path(100.0, at)[0] for at in years]
            figure.add_scatter(x=years, y=path, mode="lines", hoverinfo="skip", showlegend=False,
                               line={"color": palette["target"], "width": 1.5, "dash": "longdash"}, row=row, col=col)  # fmt: skip
        points = line.filled({f.year: f for f in series[unit]}, years)
        draw_figures(figure, campaign, points, palette["series"][0], palette, name=campaign.names[unit],
                     ribbon=True, row=row, col=col)  # fmt: skip
    layout = frame_of(campaign.numbers, palette, *(("percent", "") if shares else measure_of(campaign, indicator)))
    layout.pop("legend")
    figure.update_layout(**layout, height=_ROW * rows + 40, showlegend=False)
    figure.update_xaxes(tickvals=[campaign.years[0], campaign.years[-1]], tickfont={"size": 13}, **SPILL)
    figure.update_yaxes(gridcolor=palette["grid"], tickfont={"size": 13}, **SPILL)
    marks = [str(place + 1) if place else "" for place in range(len(shown))]
    suffix = " %" if shares else suffix_of(campaign.marks, indicator)
    whole = scale([high for mark in marks for high in figure.heights(mark)], campaign.numbers, suffix=suffix, steps=FEW)
    for mark in marks:
        figure.update_axis(f"yaxis{mark}", **axis_of(whole))
    figure.update_annotations(font={"size": 16, "color": palette["ink"]})
    return figure


def _title(campaign: Campaign, unit: str, year: int) -> str:
    """A district's name after the sign of its judgement."""
    symbol = campaign.judgement(campaign.standing(unit, year).judgement).symbol
    return f"{symbol} {campaign.names[unit]}".strip()
