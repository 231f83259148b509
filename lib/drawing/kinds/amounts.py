"""Printed amounts as bars from zero, one bar a figure, in groups of one meaning: what is only needed, planned or promised as a frame,
what came or was done filled. Nothing is stacked: no bar is a sum of others.
"""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.campaign.facts import Fact, figure_of
from lib.drawing.chart.areas import box
from lib.drawing.chart.look import BESIDE, clear, colours, frame_of, marker_of, room_beside
from lib.drawing.figure import Drawing
from lib.views.sentences import captions, facts, resources

#: Pixels of a row; parts of it: a group's name, the room before the next group, and where below its words a bar ends and begins.
_ROW, _NAME, _APART, _LOW, _HIGH = 56, 0.5, 0.2, 0.84, 0.42
_LETTERS = 15


def draw(campaign: Campaign, theme: str, name: str) -> Drawing:
    """The drawing ``name`` of the section ``resources`` of display.yaml; empty without figures."""
    palette, drawing, listed = colours(campaign.display, theme), Drawing(), campaign.display.resources
    groups = resources.drawn(campaign, listed.drawings[name]) if listed else []
    every = [fact for _, group in groups for fact in group]
    told = [facts.value(campaign, fact) for fact in every]
    y = 0.0
    for heading, group in groups:
        _write(drawing, palette, y, f"<b>{heading}</b>", 16)
        y -= _NAME
        # Of one thing over time the group has said what it is.
        same = len(group) > 1 and len({fact.indicator for fact in group}) == 1
        for fact in group:
            _bar(campaign, drawing, palette, y, fact, brief=same)
            y -= 1
        y -= _APART
    drawing.update_layout(
        **frame_of(campaign.numbers, palette, "percent"), height=round(24 - y * _ROW), showlegend=False
    )
    drawing.update_layout(margin={"l": 4, "r": room_beside(told, _LETTERS) + 8, "t": 8, "b": 8})
    # Nothing reaches the edge: the sign at a bar's end keeps off its number.
    drawing.update_xaxes(range=[0, 1.03 * max((fact.value for fact in every), default=1.0)], showgrid=False, zeroline=False,
                         tickvals=[], ticktext=[])  # fmt: skip
    drawing.update_yaxes(range=[y, 0.1], showgrid=False, zeroline=False, tickvals=[], ticktext=[])
    return drawing


def _write(drawing: Drawing, palette: dict, y: float, text: str, size: int) -> None:
    drawing.add_annotation(x=0, y=y, text=text, showarrow=False, xanchor="left", yanchor="top", align="left",
                           font={"size": size, "color": palette["ink"]})  # fmt: skip


def _bar(campaign: Campaign, drawing: Drawing, palette: dict, y: float, fact: Fact, *, brief: bool) -> None:
    """What it is and of which time, below it the bar, beside that the number with its marks."""
    say, tone = campaign.wording.say, palette["series"][0]
    what, when = campaign.indicator_names[fact.indicator], facts.period(campaign, fact)
    label = campaign.wording.opening(when) if brief else say("resources.bar", what=what, period=when)
    _write(drawing, palette, y, label, 14)
    promised = resources.kind_of(campaign, fact.indicator) in resources.ONLY_ASKED
    low, high = y - _LOW, y - _HIGH
    line = {"color": tone, "width": 2, "dash": "dash" if promised else "solid"}
    box(drawing, (0, fact.value), (low, high), line=line, fill=palette["paper"] if promised else clear(tone, 0.55))
    told = say("resources.bar_told", what=campaign.full_indicator_names[fact.indicator], value=facts.value(campaign, fact),
               period=when, source=captions.source_name(campaign, fact.source))  # fmt: skip
    middle = (low + high) / 2
    drawing.add_scatter(
        x=[fact.value], y=[middle], mode="markers", showlegend=False, hoverinfo="text", hovertext=[told], cliponaxis=False,
        marker=marker_of([figure_of(campaign.ledger, fact)], tone, palette, 10),
    )  # fmt: skip
    drawing.add_annotation(x=1, xref="paper", y=middle, text=facts.value(campaign, fact), showarrow=False, xanchor="left", xshift=BESIDE,
                           font={"size": _LETTERS, "color": palette["ink"]})  # fmt: skip
