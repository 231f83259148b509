"""What the paces tried lead to: a calculation; the figures it starts from are those of the scene."""

from __future__ import annotations

from lib.campaign import what_if as calculation
from lib.campaign.campaign import POOR, Campaign
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made
from lib.views.meeting.scene import Block, Scene, TableBlock
from lib.views.sentences import what_if

#: Rows of a table that the back row can still read.
_MOST_ROWS = 8


CODE = "neu_thi"


def known(campaign: Campaign) -> list[str]:
    """While there is a year left to calculate."""
    return [CODE] if calculation.possible(campaign) else []


def in_meeting(campaign: Campaign, asked: Asked) -> list[str]:
    """Where paces are tried."""
    return known(campaign) if asked.paces else []


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """A calculation; the figures it starts from are the scene's."""
    say, first, end = campaign.wording.say, campaign.latest_year, campaign.yardstick.end_year
    paces = what_if.tried(campaign, asked.districts, asked.shown, dict(asked.paces))
    found, kept = (calculation.together(campaign, tried.items()) for tried in (paces, {}))
    table = what_if.table(campaign, calculation.each(campaign, paces.items()))
    # What the back row can read: the pace, what remains, how likely it is enough.
    shown = [
        say("what_if.columns.place"),
        say("what_if.columns.pace"),
        say("what_if.columns.count", year=end),
        say("what_if.columns.chance"),
    ]
    blocks: list[Block] = []
    if len(table):
        cells = tuple(table[shown].head(_MOST_ROWS).itertuples(index=False, name=None))
        blocks.append(TableBlock(say("what_if.table"), tuple(shown), cells))
    lead = [what_if.note(campaign), what_if.province(campaign, found, kept)]
    years = (campaign.yardstick.baseline_year, first)
    figures = [campaign.figure(unit, POOR, at) for unit in (*paces, campaign.province) for at in years]
    return made(campaign, code, asked, what_if.headline(campaign, found), lead, blocks, figures)
