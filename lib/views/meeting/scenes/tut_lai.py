"""Who lags, and why that is said."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.plan.judgement import Kind
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import falls, made
from lib.views.meeting.scene import Block, Scene, TextBlock
from lib.views.sentences import headlines, lagging, projections

_REASONS = 3


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """Units in the order of attention with the reasons of the first."""
    say = campaign.wording.say
    headline, rest = headlines.lagging(campaign, asked.year, list(asked.shown))
    standings = campaign.queue(asked.year, list(asked.shown))
    blocks: list[Block] = []
    ranking = falls(campaign, standings, asked.year)
    if ranking.rows:
        blocks.append(ranking)
    needing = [s for s in standings if campaign.judgement(s.judgement).kind == Kind.BAD]
    needing = needing or [s for s in standings if campaign.judgement(s.judgement).kind == Kind.OPEN]
    reasons = tuple(f"{campaign.names[s.unit]}: {lagging.lag_sentence(campaign, s)}" for s in needing[:_REASONS])
    if reasons:
        blocks.append(TextBlock(say("scenes.lagging.reasons"), reasons))
    figures = [figure for s in standings for figure in (s.baseline, s.latest)]
    lead = [rest, projections.projection_notice(campaign, asked.year)]
    return made(campaign, code, asked, headline, lead, blocks, figures)
