"""Lines over the years: one unit against its target, several beside one another, several in percent of their beginnings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lib.campaign.campaign import Campaign
from lib.campaign.comparison import SHARE, compared
from lib.campaign.marks import Marks
from lib.drawing.chart import line
from lib.drawing.chart.look import (
    DASH,
    colours,
    frame_of,
    give_scale,
    hover_text,
    marker_of,
    measure_of,
    room_beside,
    suffix_of,
    years_range,
)
from lib.drawing.chart.series import FRAME, HEIGHT, NO_PATH, draw_series, line_parts
from lib.drawing.figure import Drawing
from lib.ledger.figure import Figure
from lib.plan.targets import RATIO_OF_BASELINE, Target
from lib.views.charts import MOST_RIBBONS

_LABEL = 36
#: Pixels from a line's end to its label.
_LEADER = 26
_TAG = re.compile(r"<[^>]+>")


def trajectory(
    campaign: Campaign, units: Sequence[str], indicator: str, theme: str, target: Target | None, *, small: bool = False
) -> Drawing:
    """Trajectories of several units with interval ribbons, the target's path and the path still required.

    One unit has its values beside its points and its target's path; several have name and last value at the end of
    their lines, moved apart where they would touch (paths of different units do not coincide). ``small`` labels only
    the baseline and the latest published year.
    """
    palette = colours(campaign.display, theme)
    figure = Drawing()
    alone = len(units) == 1
    if target is not None and alone:
        _target_path(figure, campaign, units[0], target, palette)
    for index, unit in enumerate(units):
        labelled = (campaign.yardstick.baseline_year, campaign.latest_year) if small else campaign.years
        draw_series(figure, campaign, unit, indicator, palette["series"][index % len(palette["series"])], palette,
                name=campaign.names[unit], ribbon=len(units) <= MOST_RIBBONS, labelled=labelled if alone else (), path=_modest(campaign, unit, target) if alone else NO_PATH)  # fmt: skip
    figure.update_layout(**frame_of(campaign.numbers, palette, *measure_of(campaign, indicator)), height=HEIGHT)
    if small:
        figure.update_layout(height=340, showlegend=False)
    top = give_scale(figure, campaign.numbers, suffix_of(campaign.marks, indicator)).high
    if not alone:
        labels = _end_labels(campaign, units, indicator, top, palette)
        figure.update_layout(margin={"r": _room(labels)}, annotations=labels)
    figure.update_xaxes(tickmode="array", tickvals=list(campaign.years), range=years_range(campaign.years), tickangle=0)
    return figure


def indexed(campaign: Campaign, units: Sequence[str], theme: str) -> Drawing:
    """Each place's count of the yardstick in percent of its own baseline: one scale and one path for all of them."""
    palette, yardstick = colours(campaign.display, theme), campaign.yardstick
    figure = Drawing()
    years = list(campaign.years)
    figure.add_scatter(
        x=years, y=[yardstick.path(100.0, year)[0] for year in years], mode="lines", hoverinfo="skip",
        name=campaign.wording.opening(yardstick.path_vi), line={"color": palette["target"], "width": 2.5, "dash": "longdash"},
    )  # fmt: skip
    ends: dict[str, Figure] = {}
    for index, unit in enumerate(units):
        points = index_points(campaign, unit)
        if not points:
            continue
        colour, ends[unit] = palette["series"][index % len(palette["series"])], points[-1]
        for status, x, y in line_parts(line.filled({f.year: f for f in points}, years)):
            figure.add_scatter(x=x, y=y, mode="lines", hoverinfo="skip", showlegend=False,
                               line={"color": colour, "width": 3, "dash": DASH[status]})  # fmt: skip
        figure.add_scatter(
            x=[f.year for f in points], y=[f.value for f in points], mode="markers", name=campaign.names[unit], showlegend=False,
            marker=marker_of(points, colour, palette, 11), hoverinfo="text", cliponaxis=False,
            hovertext=[hover_text(campaign, f) for f in points],
        )  # fmt: skip
    figure.update_layout(**frame_of(campaign.numbers, palette, "percent"), height=HEIGHT)
    top = give_scale(figure, campaign.numbers, " %").high
    labels = _labels_at_ends(campaign, units, ends, top, palette, "percent")
    figure.update_layout(margin={"r": _room(labels)}, annotations=labels)
    figure.update_xaxes(tickmode="array", tickvals=years, range=years_range(campaign.years), tickangle=0)
    return figure


def index_points(campaign: Campaign, unit: str) -> list[Figure]:
    """A place's count of the yardstick by year in percent of the baseline's, with intervals; the baseline is 100."""
    baseline = campaign.figure(unit, campaign.yardstick.indicator, campaign.yardstick.baseline_year)
    if not baseline.known or not baseline.value:
        return []
    points = [Figure(unit, SHARE, baseline.year, 100.0, 100.0, 100.0, baseline.status)]
    for year in campaign.years:
        fall = compared(campaign, SHARE, unit, year).figure
        if fall.known:
            weak = campaign.figure(unit, campaign.yardstick.indicator, year).weak
            points.append(
                Figure(unit, SHARE, year, 100 - fall.value, 100 - fall.high, 100 - fall.low, fall.status, weak=weak)
            )
    return points


def known_figures(campaign: Campaign, unit: str, indicator: str) -> list[Figure]:
    """A unit's figures of the plan's years, without the missing ones."""
    return [f for f in campaign.figures.series(unit, indicator, campaign.years) if f.known]


def _end_labels(campaign: Campaign, units: Sequence[str], indicator: str, top: float, palette: dict) -> list[dict]:
    """Name and last value right of each line; a short leader leads from a moved label to its point."""
    series = {unit: known_figures(campaign, unit, indicator) for unit in units}
    last = {unit: points[-1] for unit, points in series.items() if points}
    return _labels_at_ends(campaign, units, last, top, palette, campaign.marks.unit_of(indicator))


def _labels_at_ends(
    campaign: Campaign, units: Sequence[str], last: dict[str, Figure], top: float, palette: dict, unit_of_measure: str
) -> list[dict]:
    pixels = (HEIGHT - FRAME) / top
    order = sorted(last, key=lambda unit: last[unit].value)
    wanted = [last[unit].value * pixels for unit in order]
    places = _apart(wanted, _LABEL, HEIGHT - FRAME)
    return [
        {
            "x": last[unit].year, "y": last[unit].value, "ax": _LEADER, "ay": want - place, "xanchor": "left", "align": "left",
            "text": f"<b>{campaign.names[unit]}</b><br>{_end_text(campaign.marks, last[unit], unit_of_measure)}", "showarrow": True, "arrowhead": 0,
            "arrowwidth": 1, "standoff": 6, "arrowcolor": palette["muted"],
            "font": {"size": 13, "color": palette["series"][units.index(unit) % len(palette["series"])]},
        }
        for unit, want, place in zip(order, wanted, places, strict=True)
    ]  # fmt: skip


def _room(labels: list[dict]) -> int:
    """Pixels right of the plot in which the labels at the ends of lines stand whole; names are bold, a tenth wider."""
    return (
        round(1.1 * room_beside((line for label in labels for line in _TAG.sub("\n", label["text"]).split("\n")), 13))
        + _LEADER
    )


def _end_text(marks: Marks, figure: Figure, unit_of_measure: str) -> str:
    decimals = 1 if figure.indicator == SHARE else None
    return marks.marked_parts(figure, decimals, unit_of_measure=unit_of_measure)[0]


def _apart(wanted: list[float], gap: float, size: float) -> list[float]:
    """Rising positions moved to at least ``gap`` apart inside [0, size], each as little as pushing from below allows."""
    places: list[float] = []
    for want in wanted:
        places.append(max(want, places[-1] + gap if places else gap / 2))
    limit = size - gap / 2
    for i in range(len(places) - 1, -1, -1):
        places[i] = min(places[i], limit)
        limit = places[i] - gap
    return places


def _modest(campaign: Campaign, unit: str, target: Target | None) -> Mapping[int, float]:
    """The modest path of a unit on a target, a value a year; empty without one."""
    if target is None:
        return NO_PATH
    baseline = campaign.figure(unit, target.indicator, target.baseline_year)
    return {year: target.path(baseline.value, year)[0] for year in campaign.years} if baseline.known else NO_PATH


def _target_path(figure: Drawing, campaign: Campaign, unit: str, target: Target, palette: dict) -> None:
    baseline = campaign.figure(unit, target.indicator, target.baseline_year)
    if not baseline.known:
        return
    years = list(campaign.years)
    modest = [target.path(baseline.value, year)[0] for year in years]
    if target.form == RATIO_OF_BASELINE:
        label = campaign.wording.opening(target.path_vi)
    else:
        ambitious = [target.path(baseline.value, year)[1] for year in years]
        wanted = campaign.numbers.span(target.low, target.high or target.low, 1)
        label = campaign.wording.say("charts.corridor", wanted=wanted)
        figure.add_scatter(x=years + years[::-1], y=modest + ambitious[::-1], fill="toself", mode="lines", line={"width": 0},
                           fillcolor=palette["corridor"], name=label, hoverinfo="skip")  # fmt: skip
    figure.add_scatter(x=years, y=modest, mode="lines", name=label, hoverinfo="skip",
                       showlegend=target.form == RATIO_OF_BASELINE,
                       line={"color": palette["target"], "width": 2.5, "dash": "longdash"})  # fmt: skip
    latest = campaign.figure(unit, target.indicator, campaign.latest_year)
    if latest.known and latest.value > modest[-1]:
        figure.add_scatter(
            x=[latest.year, years[-1]], y=[latest.value, modest[-1]], mode="lines",
            name=campaign.wording.say("charts.path_left"),
            line={"color": palette["target"], "width": 2, "dash": "dot"}, hoverinfo="skip",
        )  # fmt: skip
