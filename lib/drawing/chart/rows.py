"""One row a unit: from the baseline to now, and the fall against what is asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from lib.campaign.campaign import Campaign
from lib.drawing.chart import line
from lib.drawing.chart.look import (
    BESIDE,
    axis_of,
    colours,
    frame_of,
    hover_text,
    marker_of,
    measure_of,
    room_beside,
    suffix_of,
)
from lib.drawing.chart.scale import FEW, scale
from lib.drawing.figure import Drawing
from lib.ledger.figure import ESTIMATED
from lib.plan.assess import Assessment
from lib.views.sentences import verdicts


def dumbbells(campaign: Campaign, units: Sequence[str], indicator: str, year: int, theme: str) -> Drawing:
    """Start to now, one row a unit in the given order (first on top)."""
    palette = colours(campaign.display, theme)
    figure = Drawing()
    baseline_year = campaign.yardstick.baseline_year
    names = [campaign.names[unit] for unit in units]
    pairs = [(campaign.figure(u, indicator, baseline_year), campaign.figure(u, indicator, year)) for u in units]
    for name, (start, now) in zip(names, pairs, strict=True):
        estimated = ESTIMATED in (start.status, now.status)
        figure.add_scatter(
            x=[start.value, now.value], y=[name, name], mode="lines", showlegend=False, hoverinfo="skip",
            line={"color": palette["muted"], "width": 3, "dash": "dash" if estimated else "solid"},
        )  # fmt: skip
    ends = [(0, palette["muted"], baseline_year), (1, palette["series"][0], year)]
    for position, colour, label in ends if year != baseline_year else ends[:1]:
        figures = [pair[position] for pair in pairs]
        figure.add_scatter(
            x=[f.value for f in figures], y=names, mode="markers", name=campaign.wording.say("charts.end_of_year", year=label),
            marker=marker_of(figures, colour, palette, 13),
            hovertext=[hover_text(campaign, f) for f in figures], hoverinfo="text", cliponaxis=False,
        )  # fmt: skip
    written = [[campaign.marks.marked_parts(f)[0] for f in pair] for pair in pairs]
    for name, (first, last) in zip(names, written, strict=True):
        # In two lines: what is hardly known has longer marks than a phone has room for in one.
        text = (
            first if year == baseline_year else campaign.wording.say("charts.from_to", first=first, last=f"<br>{last}")
        )
        figure.add_annotation(x=1, xref="paper", y=name, text=text, showarrow=False, xanchor="left", xshift=BESIDE, align="left",
                              font={"size": 13, "color": palette["ink"]})  # fmt: skip
    figure.update_layout(
        **frame_of(campaign.numbers, palette, *measure_of(campaign, indicator)), height=70 + 44 * len(units)
    )
    figure.update_layout(margin={"r": room_beside([f"{text} →" for texts in written for text in texts], 13)})
    values = [f.value for pair in pairs for f in pair if f.known]
    across = scale([0.0, *values], campaign.numbers, suffix=suffix_of(campaign.marks, indicator), steps=FEW)
    # Two numbers find room on a phone, too; a point near zero keeps off the names.
    spaced = replace(
        across, low=across.low - 0.09 * (across.high - across.low), ticks=(across.ticks[0], across.ticks[-1])
    )
    figure.update_xaxes(tickangle=0, zeroline=False, **axis_of(spaced))
    figure.update_yaxes(categoryorder="array", categoryarray=names)
    name_rows(figure)
    return figure


def falls(campaign: Campaign, units: Sequence[str], year: int, theme: str) -> Drawing:
    """Fall since the baseline against what the common yardstick asks for, one row a unit.

    Bars are the 80 % interval; colour and sign are those of the judgement. Rows in the given order, first on top.
    """
    palette = colours(campaign.display, theme)
    figure = Drawing()
    standings = [campaign.standing(unit, year) for unit in units]
    entries = [campaign.judgement(s.judgement) for s in standings]
    tones = [entry.colour(theme) for entry in entries]
    known = [not math.isnan(s.fall) and not math.isnan(s.ratio) for s in standings]
    names = [campaign.names[unit] for unit in units]
    signs = [_fall_sign(s) for s in standings]
    yardstick = campaign.yardstick
    need = yardstick.required_fall(year)
    write = campaign.numbers.points if yardstick.by_points else campaign.numbers.percent
    for name, standing, colour, has in zip(names, standings, tones, known, strict=True):
        if has and standing.chances:
            low, high = (end * need for end in standing.ratio_interval)
            figure.add_scatter(x=[low, high], y=[name, name], mode="lines", line={"color": colour, "width": 5},
                               opacity=0.4, hoverinfo="skip", showlegend=False)  # fmt: skip
    figure.add_scatter(
        x=[s.own_fall if has else None for s, has in zip(standings, known, strict=True)], y=names, mode="markers",
        marker={"size": 13, "color": [c if sign.filled else palette["surface"] for sign, c in zip(signs, tones, strict=True)],
                "line": {"width": 2.5, "color": tones}, "symbol": [sign.shape for sign in signs]},
        showlegend=False, hoverinfo="text", cliponaxis=False,
        hovertext=[f"{name}: {campaign.noun_of(yardstick)} {_change(campaign, s)}; {verdicts.label(campaign, s)}"
                   for name, s in zip(names, standings, strict=True)],
    )  # fmt: skip
    labels = [
        f"{entry.symbol} {_fallen(campaign, standing)}" if has else verdicts.label(campaign, standing)
        for standing, entry, has in zip(standings, entries, known, strict=True)
    ]
    for name, text, colour in zip(names, labels, tones, strict=True):
        figure.add_annotation(x=1, xref="paper", y=name, text=text, showarrow=False, xanchor="left", xshift=BESIDE,
                              font={"size": 14, "color": colour})  # fmt: skip
    figure.add_vline(x=need, line={"color": palette["target"], "dash": "longdash", "width": 2})
    figure.add_annotation(x=need, y=1, yref="paper", yanchor="bottom", showarrow=False,
                          text=campaign.wording.say("charts.required_fall", required=write(need, 1)),
                          font={"size": 14, "color": palette["target"]})  # fmt: skip
    figure.update_layout(
        **frame_of(campaign.numbers, palette, "points" if yardstick.by_points else "percent"),
        height=70 + 36 * len(units),
    )
    figure.update_layout(margin={"r": room_beside(labels, 14)})
    ends = [end * need for s in standings for end in s.ratio_interval if not math.isnan(end)]
    across = scale([*ends, 1.2 * need], campaign.numbers, suffix="" if yardstick.by_points else " %", steps=FEW)
    figure.update_xaxes(tickangle=0, **axis_of(across))
    figure.update_yaxes(categoryorder="array", categoryarray=names)
    name_rows(figure)
    return figure


def _fall_sign(a: Assessment) -> line.Sign:
    """A fall looks as sure as the weaker of its two figures."""
    return line.sign_of(replace(a.latest, status=a.status, weak=a.baseline.weak or a.latest.weak))


def _fallen(campaign: Campaign, a: Assessment) -> str:
    """How much it fell, as the chart's axis counts: a rise has a minus."""
    return _written(campaign, a, a.own_fall, signed=False)


def _change(campaign: Campaign, a: Assessment) -> str:
    """How much it changed: a fall has a minus."""
    return _written(campaign, a, -a.own_fall, signed=True)


def _written(campaign: Campaign, a: Assessment, value: float, *, signed: bool) -> str:
    write = campaign.numbers.points if a.target.by_points else campaign.numbers.percent
    return f"{campaign.marks.sign_of(a.status)}{write(value, 1, signed=signed)}"


def name_rows(figure: Drawing) -> None:
    """One row a unit, the first on top, no numbers on the axis of names."""
    figure.update_yaxes(
        autorange="reversed", tickfont={"size": 16}, ticks="", ticklabelstandoff=4,
    )  # fmt: skip
