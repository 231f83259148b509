"""One row a unit: one aspect of it with its interval, and the places that it may have among all units."""

from __future__ import annotations

from dataclasses import replace

from lib.campaign import comparison as ranked
from lib.campaign.campaign import RATE, Campaign
from lib.campaign.comparison import NOW
from lib.campaign.emulation import fitting
from lib.drawing.chart.line import sign_of
from lib.drawing.chart.look import BESIDE, axis_of, colours, frame_of, room_beside
from lib.drawing.chart.rows import name_rows
from lib.drawing.chart.scale import FEW, scale
from lib.drawing.figure import Drawing
from lib.ledger.figure import ESTIMATED, Figure
from lib.views.sentences import emulation
from lib.views.sentences.comparison import written


def draw(campaign: Campaign, theme: str, aspect: str, units: tuple[str, ...], year: int) -> Drawing:
    """Rows in the given order, the first on top; beside each its value, and its places from-to: never one place where the draws
    leave several.
    """
    palette, drawing = colours(campaign.display, theme), Drawing()
    places = list(units)
    names, figures = (
        [campaign.names[unit] for unit in places],
        [_figure(campaign, aspect, unit, year) for unit in places],
    )
    told, tones = [_told(campaign, one) for one in figures], [palette["muted"]] * len(figures)
    if aspect != NOW:
        # A fall carries sign and colour of what is judged of it on the yardstick that fits its unit.
        entries = [campaign.judgement(fitting(campaign, unit, year).judgement) for unit in places]
        tones = [entry.colour(theme) for entry in entries]
        told = [
            f"{entry.symbol} {text}" if one.known else text
            for entry, text, one in zip(entries, told, figures, strict=True)
        ]
    for name, one, tone in zip(names, figures, tones, strict=True):
        if one.status == ESTIMATED:
            drawing.add_scatter(x=[one.low, one.high], y=[name, name], mode="lines", line={"color": tone, "width": 5}, opacity=0.4,
                                hoverinfo="skip", showlegend=False)  # fmt: skip
    signs = [sign_of(one) for one in figures]
    marker = {
        "size": 13,
        "symbol": [sign.shape for sign in signs],
        "color": [tone if sign.filled else palette["surface"] for sign, tone in zip(signs, tones, strict=True)],
        "line": {"width": 2.5, "color": tones},
        "opacity": 1,
    }
    drawing.add_scatter(
        x=[one.value if one.known else None for one in figures], y=names, mode="markers", showlegend=False,
        marker=marker, hoverinfo="text", cliponaxis=False,
        hovertext=[campaign.wording.say("emulation.chart.point", name=name, value=_told(campaign, one, interval=True))
                   for name, one in zip(names, figures, strict=True)],
    )  # fmt: skip
    ranks = ranked.ranks(campaign, aspect, year)
    texts = [
        emulation.placed(campaign, value, ranks.get(unit) if one.known else None)
        for value, unit, one in zip(told, places, figures, strict=True)
    ]
    for name, text in zip(names, texts, strict=True):
        drawing.add_annotation(x=1, xref="paper", y=name, text=text, showarrow=False, xanchor="left", xshift=BESIDE, align="left",
                               font={"size": 13, "color": palette["ink"]})  # fmt: skip
    drawing.update_layout(**frame_of(campaign.numbers, palette, "percent"), height=60 + 44 * len(places))
    drawing.update_layout(
        margin={"r": room_beside([line for text in texts for line in text.split("<br>")], 13), "t": 8}
    )
    ends = [end for one in figures if one.known for end in (one.low, one.high)]
    across = scale([0.0, *ends], campaign.numbers, suffix=" %" if aspect == NOW else "", steps=FEW)
    # Two numbers find room on a phone, too.
    drawing.update_xaxes(tickangle=0, **axis_of(replace(across, ticks=(across.ticks[0], across.ticks[-1]))))
    drawing.update_yaxes(categoryorder="array", categoryarray=names)
    name_rows(drawing)
    return drawing


def _figure(campaign: Campaign, aspect: str, unit: str, year: int) -> Figure:
    """The figure itself of a level, with its marks; a fall of a unit that is not judged is not shown."""
    if aspect == NOW:
        return campaign.figure(unit, RATE, year)
    return emulation.fall_of(campaign, unit, year)


def _told(campaign: Campaign, one: Figure, *, interval: bool = False) -> str:
    if not one.known:
        return campaign.wording.say("emulation.chart.unjudged")
    if one.indicator == RATE:
        return campaign.marks.standing(one, interval=interval)
    return written(campaign.marks, one, interval=interval)
