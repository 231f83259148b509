"""*Nếu … thì*: what is left at the last known year and what a pace leaves at the plan's end, in percent of the baseline."""

from __future__ import annotations

from dataclasses import replace

from lib.campaign import what_if as calculation
from lib.campaign.campaign import POOR, Campaign
from lib.campaign.kept import called
from lib.campaign.what_if import Outcome
from lib.drawing.chart.line import STAR
from lib.drawing.chart.look import BESIDE, axis_of, colours, frame_of, marker_of, room_beside
from lib.drawing.chart.rows import name_rows
from lib.drawing.chart.scale import FEW, scale
from lib.drawing.chart.trajectory import index_points
from lib.drawing.figure import Drawing
from lib.views.sentences import what_if


def draw(campaign: Campaign, theme: str, *paces: tuple[str, float]) -> Drawing:
    """One row for the province, where all others keep their own pace, and one a place of ``paces``, in their order.

    The first point is a figure with its own sign; the second one is calculated: a star, which no figure is.
    """
    palette, yardstick = colours(campaign.display, theme), campaign.yardstick
    found = [called(campaign, calculation.together, paces), *called(campaign, calculation.each, paces)]
    names = [campaign.names[one.unit] for one in found]
    now = [next(p for p in index_points(campaign, one.unit) if p.year == campaign.latest_year) for one in found]
    ends = [_share(campaign, one) for one in found]
    tones = [palette["series"][0] if one.reached else palette["target"] for one in found]
    figure = Drawing()
    for name, first, last in zip(names, now, ends, strict=True):
        figure.add_scatter(x=[first.value, last], y=[name, name], mode="lines", showlegend=False, hoverinfo="skip",
                           line={"color": palette["muted"], "width": 3, "dash": "dash"})  # fmt: skip
    say = campaign.wording.say
    figure.add_scatter(
        x=[point.value for point in now], y=names, mode="markers", name=say("what_if.left_now", year=campaign.latest_year),
        marker=marker_of(now, palette["muted"], palette, 12), hoverinfo="text", cliponaxis=False,
        hovertext=[campaign.marks.standing(p, 1, unit_of_measure="percent", interval=True) for p in now],
    )  # fmt: skip
    texts = [what_if.left(campaign, one) for one in found]
    figure.add_scatter(
        x=ends, y=names, mode="markers", name=say("what_if.left_end", year=yardstick.end_year), hoverinfo="text",
        hovertext=texts, cliponaxis=False, marker={"size": 15, "symbol": STAR, "color": tones, "line": {"width": 1, "color": palette["ink"]}},
    )  # fmt: skip
    for name, text, tone in zip(names, texts, tones, strict=True):
        figure.add_annotation(x=1, xref="paper", y=name, text=text, showarrow=False, xanchor="left", xshift=BESIDE,
                              font={"size": 14, "color": tone})  # fmt: skip
    goal = yardstick.low * 100
    figure.add_vline(x=goal, line={"color": palette["target"], "dash": "longdash", "width": 2})
    figure.add_annotation(x=goal, y=1, yref="paper", yanchor="bottom", showarrow=False, font={"size": 14, "color": palette["target"]},
                          text=say("what_if.at_most"))  # fmt: skip
    figure.update_layout(**frame_of(campaign.numbers, palette, "percent"), height=144 + 36 * len(names))
    figure.update_layout(
        margin={"r": room_beside(texts, 14), "t": 88}, legend={"y": 1.0, "yref": "container", "yanchor": "top"}
    )
    across = scale([0.0, *ends, *(point.value for point in now)], campaign.numbers, suffix=" %", steps=FEW)
    # Two numbers find room on a phone, too.
    figure.update_xaxes(tickangle=0, **axis_of(replace(across, ticks=(across.ticks[0], across.ticks[-1]))))
    figure.update_yaxes(categoryorder="array", categoryarray=names)
    name_rows(figure)
    return figure


def _share(campaign: Campaign, found: Outcome) -> float:
    """What is left at the end, in percent of the baseline."""
    start = campaign.figure(found.unit, POOR, campaign.yardstick.baseline_year)
    return found.count_end / start.value * 100
