"""What of the plan's text could not be concluded, and what would decide it."""

from __future__ import annotations

from lib.campaign.balance import Outcome, balance
from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made
from lib.views.meeting.scene import Block, Scene, TableBlock
from lib.views.meeting.scenes import dat_gi
from lib.views.sentences import balance as sentences


def in_meeting(campaign: Campaign, asked: Asked) -> list[str]:
    """Where there is a balance."""
    return ["chua_ro"] if dat_gi.in_meeting(campaign, asked) else []


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """Forms and decisions with the parts that wait for them."""
    say, entries = campaign.wording.say, called(campaign, balance)
    columns = (say("balance.columns.decider"), say("balance.columns.waiting"))
    rows = tuple((decider, "; ".join(names)) for decider, names in sentences.deciders(entries))
    blocks: list[Block] = [TableBlock(say("balance.tables.open"), columns, rows, prose=True)] if rows else []
    opened = [a for entry in entries if entry.outcome == Outcome.OPEN for a in entry.assessments]
    figures = [figure for a in opened for figure in (a.baseline, a.latest)]
    return made(campaign, code, asked, sentences.still_open(campaign, entries), [], blocks, figures)
