"""The province on the plan's yardstick."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made, trajectory
from lib.views.meeting.scene import Scene
from lib.views.sentences import ending, headlines, on_target, whole_province


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """How far the province is on the yardstick, beside the national programme."""
    a = campaign.assess(campaign.yardstick, campaign.province, asked.year)
    block, figures = trajectory(campaign, campaign.province, campaign.yardstick)
    over, national = campaign.plan.over, whole_province.national_sentence(campaign, asked.year)
    lead = [*ending.lines(campaign), whole_province.campaign_sentence(campaign, asked.year)]
    # What is known of the plan's end leaves no room for the national programme on the wall: it is in the notes.
    lead += [] if over else [on_target.beside_sentence(campaign, a), national]
    read = [national] if over else []
    return made(campaign, code, asked, headlines.yardstick(campaign, a), lead, [block], figures, read=read)
