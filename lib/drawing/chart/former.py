"""Rates on a former standard, alone: they never share an axis with the plan's figures."""

from __future__ import annotations

from collections.abc import Sequence

from lib.campaign.campaign import RATE, Campaign
from lib.drawing.chart import line
from lib.drawing.chart.look import DASH, colours, frame_of, give_scale, marker_of
from lib.drawing.chart.series import line_parts
from lib.drawing.figure import Drawing
from lib.ledger.figure import Figure


def former_standard(campaign: Campaign, units: Sequence[str], standard: str, theme: str) -> Drawing:
    """Rates on a former standard, alone: they never share an axis with the plan's figures."""
    palette = colours(campaign, theme)
    rows = campaign.former_rates(units, standard)
    figure = Drawing()
    kept = rows.sort_values("year").drop_duplicates(["unit", "year"], keep="last")
    for unit, group in kept.groupby("unit", sort=False):
        # The colour a unit has on the page's other charts: by its place among those shown, the province apart.
        place = (
            [other for other in units if other != campaign.province].index(unit) if unit != campaign.province else None
        )
        colour = palette["ink"] if place is None else palette["series"][place % len(palette["series"])]
        texts = [
            campaign.wording.say(
                "charts.former_point",
                unit=campaign.names[unit],
                year=int(r.year),
                value=campaign.numbers.percent(r.value),
                status=r.status_word,
            )
            for r in group.assign(status_word=group["status"].map(campaign.marks.status_word)).itertuples()
        ]
        points = {
            int(r.year): Figure(unit, RATE, int(r.year), r.value, r.value, r.value, r.status)
            for r in group.itertuples()
        }
        for status, x, y in line_parts(line.filled(points, range(min(points), max(points) + 1))):
            figure.add_scatter(x=x, y=y, mode="lines", hoverinfo="skip", showlegend=False,
                               line={"color": colour, "width": 2, "dash": DASH[status]})  # fmt: skip
        figure.add_scatter(
            x=list(points), y=[f.value for f in points.values()], mode="markers", name=campaign.names[unit], hovertext=texts,
            hoverinfo="text", marker=marker_of(list(points.values()), colour, palette, 9),
        )  # fmt: skip
    figure.update_layout(**frame_of(campaign.numbers, palette, "percent"), height=340)
    give_scale(figure, campaign.numbers, " %")
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    figure.update_xaxes(tickmode="array", tickvals=list(years), range=[years[0] - 0.3, years[-1] + 0.3])
    return figure
