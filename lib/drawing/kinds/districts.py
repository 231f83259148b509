"""Former districts row by row: all places of each on the boundaries of a period, how many of them are in region III, and beside it
the same district on the boundaries of the next. Bars of two boundaries stand in columns of their own, nothing joins them.
"""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.campaign.facts import figure_of
from lib.drawing.chart.areas import box
from lib.drawing.chart.look import clear, colours, frame_of, marker_of
from lib.drawing.figure import Drawing
from lib.language.numbers import NBSP
from lib.views.sentences import difficult, facts
from lib.views.sentences.difficult import OfDistrict

#: Half the height of a bar, of the room between two rows taken as 1; as many places a count beside its bar is wide on a phone,
#: and the room between two columns.
_HALF, _BESIDE, _GAP = 0.36, 17, 2
_ROW = 34


def draw(campaign: Campaign, theme: str) -> Drawing:
    """One row a district, one column a period that prints counts of districts, all bars on one scale."""
    palette, drawing, listed = colours(campaign.display, theme), Drawing(), campaign.display.difficult
    rows = difficult.by_district(campaign, listed) if listed else {}
    table = list(rows.values())
    # A period of which no district is printed is told in words, not drawn.
    shown = [place for place in range(len(table[0]) if table else 0) if any(row[place].third for row in table)]
    starts, left = {}, 0
    for place in shown:
        starts[place] = left
        left += max(row[place].base + (_BESIDE if row[place].third else 0) for row in table) + _GAP
    shade = getattr(campaign.display.communes.difficult, theme)[0]
    for y, row in enumerate(table):
        for place in shown:
            _bar(campaign, drawing, palette, shade, starts[place], -y, row[place])
    drawing.update_layout(
        **frame_of(campaign.numbers, palette, "percent"), height=90 + _ROW * len(rows), showlegend=False
    )
    middles = [starts[place] + max(row[place].base for row in table) / 2 for place in shown]
    drawing.update_xaxes(tickvals=middles, ticktext=[table[0][place].period.label for place in shown], showgrid=False, zeroline=False,
                         range=[-0.5, left], tickangle=0, tickfont={"size": 13})  # fmt: skip
    drawing.update_yaxes(tickvals=[-y for y in range(len(rows))], ticktext=[campaign.names[unit] for unit in rows], showgrid=False,
                         zeroline=False, range=[-len(rows) + 0.4, 0.6], tickfont={"size": 14}, gridcolor=palette["paper"])  # fmt: skip
    return drawing


def _bar(
    campaign: Campaign, drawing: Drawing, palette: dict, shade: str, left: float, y: float, one: OfDistrict
) -> None:
    """All places of a district as a frame, those in region III filled with their count; where none is printed, in words."""
    low, high = y - _HALF, y + _HALF
    if one.third:
        end = left + one.third.value
        pale = clear(shade, 0.42)
        box(drawing, (left, end), (low, high), line={"color": pale, "width": 0}, fill=pale)
    end = left + one.base
    box(drawing, (left, end), (low, high), line={"color": palette["muted"], "width": 1.5})
    say, all_of = campaign.wording.say, campaign.numbers.number(one.base)
    if one.third is None:
        drawing.add_annotation(x=left + one.base / 2, y=y, text=say("difficult.chart.unprinted"), showarrow=False, xanchor="center",
                               yanchor="middle", font={"size": 13, "color": palette["ink"]})  # fmt: skip
        return
    told = say("difficult.chart.hover", what=campaign.full_indicator_names[one.third.indicator],
               value=say("difficult.places.of", count=facts.value(campaign, one.third), all=all_of),
               period=facts.period(campaign, one.third))  # fmt: skip
    text = say("difficult.chart.of", count=campaign.numbers.number(one.third.value), all=all_of)
    drawing.add_scatter(
        x=[end + 1.7], y=[y], mode="markers+text", showlegend=False, hoverinfo="text", hovertext=[told], cliponaxis=False,
        marker=marker_of([figure_of(campaign.ledger, one.third)], shade, palette, 8), text=[NBSP + text],
        textposition="middle right", textfont={"size": 13, "color": palette["ink"]},
    )  # fmt: skip
