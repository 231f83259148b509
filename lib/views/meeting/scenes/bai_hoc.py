"""What the figures teach for the next plan."""

from __future__ import annotations

from lib.campaign.campaign import POOR, Campaign
from lib.campaign.kept import called
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made
from lib.views.meeting.scene import Block, Scene, TextBlock
from lib.views.meeting.scenes import dat_gi
from lib.views.sentences import lessons


def in_meeting(campaign: Campaign, asked: Asked) -> list[str]:
    """Where there is a balance, and something to learn."""
    learnt = called(campaign, lessons.lines)
    return ["bai_hoc"] if learnt and dat_gi.in_meeting(campaign, asked) else []


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """Sentences by rule, of the newest reviewed year."""
    say, year, lines = campaign.wording.say, campaign.latest_year, called(campaign, lessons.lines)
    units = [unit for unit in (campaign.province, campaign.poorest_group) if unit]
    figures = [campaign.figure(unit, POOR, year) for unit in units]
    blocks: list[Block] = [TextBlock(say("balance.lessons"), lines)] if lines else []
    return made(campaign, code, asked, say("scenes.lessons", year=year), [], blocks, figures)
