"""What was done against what was needed, by the day: a count that grows and one that is surveyed anew."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.campaign.facts import dated, facts_of, figure_of
from lib.drawing.chart.look import colours, frame_of, give_scale, marker_of
from lib.drawing.figure import Drawing
from lib.views.sentences import facts


def draw(campaign: Campaign, theme: str, unit: str, needed: tuple[str, ...], done: tuple[str, ...]) -> Drawing:
    """Two lines over time, every point a printed figure with its day; the last ones written out."""
    palette, drawing = colours(campaign.display, theme), Drawing()
    ends: list[float] = []
    for codes, colour, dash, end in (
        (needed, palette["target"], "longdash", "top right"),
        (done, palette["series"][0], "solid", "bottom center"),
    ):
        known = sorted(dated(facts_of(campaign.ledger, codes, unit)), key=lambda fact: fact.moment)
        if not known:
            continue
        figures = [figure_of(campaign.ledger, fact) for fact in known]
        told = [f"{facts.value(campaign, fact)}, {facts.period(campaign, fact)}" for fact in known]
        last = len(known) - 1
        # On the side that the line leaves free.
        first = "bottom right" if known[0].value < known[last].value else "top right"
        drawing.add_scatter(
            x=[fact.moment for fact in known], y=[fact.value for fact in known], mode="lines+markers+text",
            name=campaign.indicator_names[codes[0]], line={"color": colour, "width": 3, "dash": dash},
            marker=marker_of(figures, colour, palette, 11), hoverinfo="text", hovertext=told, cliponaxis=False,
            text=[facts.value(campaign, fact) if i in (0, last) else "" for i, fact in enumerate(known)],
            textposition=[first] * last + [end], textfont={"size": 15},
        )  # fmt: skip
        ends += [known[0].moment, known[-1].moment]
    word = campaign.display.units_of_measure["houses"]
    drawing.update_layout(**frame_of(campaign.numbers, palette, "houses", word), height=420)
    if ends:
        # Beside the first year stands the word of the other axis.
        last_shown = max(ends) + 0.35
        years = range(int(min(ends)), int(last_shown) + 1)
        drawing.update_xaxes(tickvals=[float(year) for year in years], ticktext=[f"1/{year}" for year in years],
                             range=[years[0] - 0.25, last_shown])  # fmt: skip
        give_scale(drawing, campaign.numbers, "")
    return drawing
