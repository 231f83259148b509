"""Periods of the classification side by side: each a column of all its places with regions III, II, I in it. A grey band leads
the places of one to those of the next; nothing joins the counts, and columns stand on no common ground.
"""

from __future__ import annotations

import textwrap

from lib.campaign.campaign import Campaign
from lib.campaign.facts import Fact, figure_of
from lib.drawing.chart.areas import area, box
from lib.drawing.chart.look import clear, colours, frame_of, marker_of
from lib.drawing.figure import Drawing
from lib.language.numbers import NBSP
from lib.views.sentences import difficult, facts
from lib.views.sentences.difficult import Counted

#: Half the width of a column, of the room between two taken as 1.
_HALF = 0.3
#: Share of the tallest column left above it and under it, for texts.
_ABOVE, _BELOW = 0.1, 0.12
#: Letters of a line that fit a column on a phone.
_LINE = 9


def draw(campaign: Campaign, theme: str) -> Drawing:
    """One column a period, as high as it has places, all with their middle at one height: what grows fewer grows narrower."""
    found = difficult.counted(campaign)
    painter = _Painter(campaign, theme, max((one.base for one in found), default=1))
    for place, (before, after) in enumerate(zip(found, found[1:], strict=False)):
        painter.band(place, before, after)
    for place, one in enumerate(found):
        painter.column(place, one)
    drawing, top = painter.drawing, painter.top
    drawing.update_layout(**frame_of(campaign.numbers, painter.palette, "percent"), height=540, showlegend=False)
    drawing.update_xaxes(tickvals=list(range(len(found))), ticktext=[one.period.label for one in found], showgrid=False,
                         zeroline=False, range=[-0.5, len(found) - 0.5], tickangle=0, tickfont={"size": 16})  # fmt: skip
    ends = [-top * (0.5 + _BELOW), top * (0.5 + _ABOVE)]
    drawing.update_yaxes(range=ends, showticklabels=False, showgrid=False, zeroline=False)
    return drawing


class _Painter:
    def __init__(self, campaign: Campaign, theme: str, top: int) -> None:
        self.campaign, self.top, self.drawing = campaign, top, Drawing()
        self.palette = colours(campaign.display, theme)
        plain = self.palette["series"][0]
        self.regions = {
            "third": (getattr(campaign.display.communes.difficult, theme)[0], 0.42),
            "second": (plain, 0.26),
            "first": (plain, 0.12),
        }

    def band(self, place: int, before: Counted, after: Counted) -> None:
        """From all places of a period to what they became."""
        left, right = place + _HALF, place + 1 - _HALF
        ends = [-before.base / 2, -after.base / 2, after.base / 2, before.base / 2]
        pale = clear(self.palette["muted"], 0.18)
        area(self.drawing, [left, right, right, left], ends, line={"color": pale, "width": 0}, fill=pale)
        text = self.campaign.wording.say("difficult.chart.reorganised", when=after.period.word)
        self._text(place + 0.5, 0, text, 11, self.palette["ink"])

    def column(self, place: int, one: Counted) -> None:
        """All places of a period, the regions from below, what is not known in words where it would stand."""
        say, words = self.campaign.wording.say, self.campaign.wording.section("difficult.chart")
        numbers, ink = self.campaign.numbers, self.palette["ink"]
        x, ground, above = (place - _HALF, place + _HALF), -one.base / 2, one.base / 2
        box(self.drawing, x, (ground, above), line={"color": self.palette["muted"], "width": 1.5})
        for region, (colour, strength) in self.regions.items():
            fact: Fact | None = getattr(one, region)
            if fact is None:
                continue
            end = ground + fact.value
            if fact.value:
                pale = clear(colour, strength)
                box(self.drawing, x, (ground, end), line={"color": pale, "width": 0}, fill=pale)
            text = say(f"difficult.chart.regions.{region}", count=numbers.number(fact.value))
            self._point(fact, place, (ground + end) / 2, text, colour)
            ground = end
        if ground < above:
            whole = None not in (one.third, one.second, one.first)
            self._text(place, (ground + above) / 2, words["outside"] if whole else words["unknown"], 13, ink)
        self._text(
            place, above + self.top * 0.045, say("difficult.chart.units", count=numbers.number(one.base)), 16, ink
        )
        under = -self.top * (0.5 + _BELOW / 2)
        if one.villages is None:
            self._text(place, under, words["no_villages"], 14, ink)
        else:
            told = say("difficult.chart.villages", count=numbers.number(one.villages.value))
            self._point(one.villages, place, under, told, ink)

    def _point(self, fact: Fact, place: int, y: float, text: str, colour: str) -> None:
        """The sign of a figure's status, what it counts beside it."""
        campaign, palette = self.campaign, self.palette
        told = campaign.wording.say("difficult.chart.hover", what=campaign.full_indicator_names[fact.indicator],
                                    value=facts.value(campaign, fact), period=facts.period(campaign, fact))  # fmt: skip
        # What is none has no height: it stands beside the texts of its neighbours, not between them.
        at = place - _HALF + 0.07 if fact.value else place + 0.04
        self.drawing.add_scatter(
            x=[at], y=[y], mode="markers+text", showlegend=False, hoverinfo="text", hovertext=[told],
            marker=marker_of([figure_of(campaign.ledger, fact)], colour, palette, 9), text=[NBSP + text],
            textposition="middle right", textfont={"size": 14, "color": palette["ink"]}, cliponaxis=False,
        )  # fmt: skip

    def _text(self, x: float, y: float, text: str, size: int, colour: str) -> None:
        """A text about a place, in lines that fit a column."""
        self.drawing.add_annotation(x=x, y=y, text="<br>".join(textwrap.wrap(text, _LINE)), showarrow=False, xanchor="center",
                                    yanchor="middle", font={"size": size, "color": colour})  # fmt: skip
