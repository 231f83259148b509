"""Rates on a former standard, alone: they never share an axis with the plan's figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from lib.campaign.campaign import RATE, Campaign
from lib.drawing.chart import line
from lib.drawing.chart.look import DASH, colours, frame_of, give_scale, marker_of
from lib.drawing.chart.series import line_parts
from lib.drawing.figure import Drawing
from lib.ledger.figure import Figure

#: Percent up to which a point lies too near the axis for a name below it.
_LOW = 12.0


def former_standard(campaign: Campaign, units: Sequence[str], standard: str, theme: str) -> Drawing:
    """Rates on a former standard, alone: they never share an axis with the plan's figures.

    No two units share a colour. Of more units than there are colours those that have a line get one; what is known of one
    year alone is a pale point with its name beside it.
    """
    palette = colours(campaign.display, theme)
    rows = campaign.former_rates(units, standard)
    figure = Drawing()
    kept = rows.sort_values("year").drop_duplicates(["unit", "year"], keep="last")
    series = {
        str(unit): {
            int(r.year): Figure(str(unit), RATE, int(r.year), r.value, r.value, r.value, r.status) for r in group.itertuples()
        }
        for unit, group in kept.groupby("unit", sort=False)
    }  # fmt: skip
    tones = _tones(campaign.province, units, series, palette)
    named = _sides([f for unit, points in series.items() if unit not in tones for f in points.values()])
    for unit, points in series.items():
        colour = tones.get(unit, palette["muted"])
        texts = [
            campaign.wording.say(
                "charts.former_point", unit=campaign.names[unit], year=f.year, value=campaign.numbers.percent(f.value),
                status=campaign.marks.status_word(f.status),
            )
            for f in points.values()
        ]  # fmt: skip
        for status, x, y in line_parts(line.filled(points, range(min(points), max(points) + 1))):
            figure.add_scatter(x=x, y=y, mode="lines", hoverinfo="skip", showlegend=False,
                               line={"color": colour, "width": 2, "dash": DASH[status]})  # fmt: skip
        beside: dict = {"mode": "markers"}
        if unit not in tones:
            beside = {
                "mode": "markers+text", "text": [campaign.names[unit]] * len(points), "textfont": {"size": 13, "color": palette["ink"]},
                "textposition": [named[unit, year] for year in points], "showlegend": False,
            }  # fmt: skip
        figure.add_scatter(
            x=list(points), y=[f.value for f in points.values()], name=campaign.names[unit], hovertext=texts,
            hoverinfo="text", marker=marker_of(list(points.values()), colour, palette, 9), **beside,
        )  # fmt: skip
    figure.update_layout(**frame_of(campaign.numbers, palette, "percent"), height=340)
    give_scale(figure, campaign.numbers, " %")
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    figure.update_xaxes(tickmode="array", tickvals=list(years), range=[years[0] - 0.3, years[-1] + 0.3])
    return figure


def _tones(
    province: str, units: Sequence[str], series: Mapping[str, Mapping[int, Figure]], palette: Mapping[str, Any]
) -> dict[str, str]:
    """The colour of each unit that has one of its own: the one it has on the page's other charts where these name units by
    colours, else by its place among those with a line.
    """
    others = [unit for unit in units if unit != province]
    if len(others) > len(palette["series"]):
        others = [unit for unit in others if len(series.get(unit, ())) > 1]
    return {province: palette["ink"], **dict(zip(others, palette["series"], strict=False))}


def _sides(points: Sequence[Figure]) -> dict[tuple[str, int], str]:
    """On which side of its point each name stands: of one year by turns, from the highest down, so that neighbours part."""
    sides = {}
    seen: Counter[int] = Counter()
    for point in sorted(points, key=lambda f: -f.value):
        # Lines fall: left of a point they come from above, and near the axis there is no room below.
        left = "bottom left" if point.value > _LOW else "top left"
        sides[point.unit, point.year] = ("middle right", left)[seen[point.year] % 2]
        seen[point.year] += 1
    return sides
