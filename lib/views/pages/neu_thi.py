"""Nếu … thì: what follows if some districts fall at another pace; a calculation, never a figure."""

from __future__ import annotations

from lib.campaign import what_if as calculation
from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.views.links import PACE
from lib.views.sentences import what_if
from lib.views.view import Asked, Caption, Choice, Nothing, Notice, Table, Text, View

CHOICES = (PACE,)


def view(campaign: Campaign, asked: Asked) -> View:
    """What the paces tried lead to."""
    say, selection = campaign.wording.say, asked.selection
    paces = what_if.tried(campaign, selection.districts, selection.scope, dict(asked.paces))
    if not (calculation.possible(campaign) and paces):
        return View(what_if.title(campaign), (Nothing(say("what_if.impossible")),))
    kept, together = (called(campaign, calculation.together, tuple(tried.items())) for tried in ({}, paces))
    outcomes = called(campaign, calculation.each, tuple(paces.items()))
    return View(what_if.title(campaign), (
        # What follows is read first, on a phone too; the sliders come below it.
        Text(what_if.province(campaign, together, kept), "verdict"),
        Notice(what_if.totals(campaign, kept)),
        Notice(what_if.note(campaign)),
        Choice(PACE, say("what_if.whose"), ""),
        *(Text(sentence) for sentence in what_if.sentences(campaign, outcomes)),
        Table(say("what_if.table"), what_if.table(campaign, outcomes)),
        Caption(say("what_if.who")),
    ))  # fmt: skip
