"""The opening: which plan, what is looked at."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made
from lib.views.meeting.scene import Scene


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """Plan, decision, years."""
    say, plan = campaign.wording.say, campaign.plan
    lead = [
        say("scenes.opening.lead", year=asked.year, scope=asked.scope),
        say("scenes.opening.plan", decision=plan.decision, first=campaign.years[0] + 1, last=plan.end_year,
            baseline=plan.baseline_year),
    ]  # fmt: skip
    return made(campaign, code, asked, plan.name_vi, lead, [], [])
