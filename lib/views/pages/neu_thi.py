"""Nếu … thì: what follows if some districts fall at another pace; a calculation, never a figure."""

from __future__ import annotations

from lib.campaign import what_if as calculation
from lib.campaign.campaign import POOR, Campaign
from lib.campaign.kept import called
from lib.views.charts import Kind
from lib.views.links import PACE
from lib.views.sentences import captions, what_if
from lib.views.view import Asked, Caption, Chart, Choice, Heading, Nothing, Notice, Table, Text, View

CHOICES = (PACE,)


def view(campaign: Campaign, asked: Asked) -> View:
    """What the paces tried lead to."""
    say, selection = campaign.wording.say, asked.selection
    paces = what_if.tried(campaign, selection.districts, selection.scope, dict(asked.paces))
    if not (calculation.possible(campaign) and paces):
        return View(what_if.title(campaign), (Nothing(say("what_if.impossible")),))
    kept, together = (called(campaign, calculation.together, tuple(tried.items())) for tried in ({}, paces))
    outcomes = called(campaign, calculation.each, tuple(paces.items()))
    told = tuple(Text(sentence) for sentence in what_if.sentences(campaign, outcomes))
    chart = say("what_if.chart", first=campaign.yardstick.baseline_year)
    period = say("lagging.since_period", first=campaign.latest_year, last=campaign.yardstick.end_year)
    figures = [campaign.figure(unit, POOR, campaign.latest_year) for unit in (campaign.province, *paces)]
    notes = captions.chart_notes(campaign, figures, intervals=False)
    return View(what_if.title(campaign), (
        # What follows is read first, on a phone too; the sliders come below it.
        Text(what_if.province(campaign, together, kept), "verdict"),
        Choice(PACE, say("what_if.whose"), ""),
        Heading(chart),
        Chart(Kind("what_if", tuple(paces.items())), "what-if", chart, period, notes),
        Notice(what_if.note(campaign)),
        Notice(what_if.totals(campaign, kept)),
        *told,
        Table(say("what_if.table"), what_if.table(campaign, outcomes)),
        Caption(say("what_if.who")),
    ), dated=False, figures=tuple(figures))  # fmt: skip
