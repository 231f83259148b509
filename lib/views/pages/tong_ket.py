"""Tổng kết: what became of the plan's own words, sentence by sentence."""

from __future__ import annotations

import pandas as pd

from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.views.documents.balance import closings, written
from lib.views.page_list import page_title
from lib.views.sentences import ending, lessons, projections
from lib.views.view import (
    Answers,
    Asked,
    Block,
    Caption,
    Fold,
    Heading,
    Legend,
    Lines,
    Nothing,
    Table,
    Tally,
    Text,
    View,
)


def view(campaign: Campaign, asked: Asked) -> View:  # noqa: ARG001 - the plan's end is not of a year or place
    """How much can be concluded, what the figures teach, every part of the text with what is known and what would decide it."""
    return called(campaign, _view)


def _view(campaign: Campaign) -> View:
    say, made = campaign.wording.say, called(campaign, written)
    title = page_title(campaign.wording, "tong_ket")
    if not campaign.plan.over:
        return View(title, (Nothing(say("balance.running", end=campaign.plan.end_year)),), dated=False, unfiltered=True)
    if not made.answers:
        return View(title, (Nothing(say("balance.none")),), dated=False, unfiltered=True)
    return View(made.headline, (
        Text(ending.brief(campaign, campaign.plan.end_year), "ending"),
        Tally(made),
        Text(projections.clash_sentence(campaign, campaign.plan.end_year)),
        Caption(say("balance.note", decision=campaign.plan.decision)),
        Heading(say("balance.lessons")),
        Lines(called(campaign, lessons.lines)),
        Heading(say("balance.each")),
        Answers(made),
        *_closed(campaign),
        Legend(),
    ), dated=False, unfiltered=True)  # fmt: skip


def _closed(campaign: Campaign) -> list[Block]:
    """The balances that were closed, with what has turned since."""
    say, made = campaign.wording.say, closings(campaign)
    if not made:
        return []
    columns = [say("balance.columns.name"), say("balance.columns.outcome"), say("balance.closings.known")]
    folds = [
        Fold(one.heading, (Lines(one.changes), Table(one.heading, pd.DataFrame(list(one.rows), columns=columns))))
        for one in made
    ]
    return [Heading(say("balance.closings.title")), *folds]
