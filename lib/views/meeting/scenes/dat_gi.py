"""What of the plan's text could be concluded, and by how much."""

from __future__ import annotations

from lib.campaign.balance import Outcome, balance
from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made
from lib.views.meeting.scene import Block, Scene, TableBlock
from lib.views.sentences import balance as sentences
from lib.views.sentences import ending, projections


def in_meeting(campaign: Campaign, asked: Asked) -> list[str]:  # noqa: ARG001 - as all of them
    """Of a plan that is over and whose text is divided."""
    return ["dat_gi"] if campaign.plan.over and called(campaign, balance) else []


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """The targets that are judged at the plan's end, with the last figure and the margin."""
    say, entries = campaign.wording.say, called(campaign, balance)
    judged = [(entry, a) for entry in entries if entry.outcome != Outcome.OPEN for a in entry.assessments]
    columns = (
        say("balance.columns.name"),
        say("balance.columns.outcome"),
        say("balance.columns.value", year=campaign.plan.end_year),
        say("balance.columns.margin"),
    )
    rows = tuple(sentences.conclusion_row(campaign, entry, a) for entry, a in judged)
    blocks: list[Block] = [TableBlock(say("balance.tables.concluded"), columns, rows)] if rows else []
    figures = [figure for _, a in judged for figure in (a.baseline, a.latest)]
    end = campaign.plan.end_year
    lead = [ending.ended(campaign, brief=True), projections.projection_notice(campaign, end, with_ending=True)]
    return made(campaign, code, asked, sentences.concluded(campaign, entries), lead, blocks, figures)
