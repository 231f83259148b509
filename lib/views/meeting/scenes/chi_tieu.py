"""The plan's targets and where they stand."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import card, made
from lib.views.meeting.scene import CardsBlock, Scene
from lib.views.sentences import ending, headlines, projections, verdicts


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """Every target as a card, the whole in a headline."""
    assessments = [campaign.assess(target, year=asked.year) for target in campaign.targets]
    cards = CardsBlock(tuple(card(campaign, a) for a in assessments))
    figures = [figure for a in assessments for figure in (a.baseline, a.latest)]
    # An earlier year is told for itself: there the scene has no room for the plan's end.
    newest = asked.year in (campaign.latest_year, campaign.plan.end_year)
    lead = [
        ending.brief(campaign, asked.year) if newest else "", verdicts.carried(campaign, asked.year) if newest else "",
        projections.projection_notice(campaign, asked.year, with_ending=True),
    ]  # fmt: skip
    return made(campaign, code, asked, headlines.targets(campaign, asked.year), lead, [cards], figures)
