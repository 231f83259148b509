"""Places side by side."""

from __future__ import annotations

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.comparison import SHARE
from lib.campaign.comparison import ranks as ranked
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made, rates
from lib.views.meeting.scene import Block, RankingBlock, Scene, TextBlock
from lib.views.sentences import comparison, headlines, projections

CODE = "so_sanh"


def in_meeting(campaign: Campaign, asked: Asked) -> list[str]:  # noqa: ARG001 - as all of them
    """Where two to six places are asked for."""
    return [CODE] if 2 <= len(asked.districts) + len(asked.beside) <= comparison.MOST else []


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """Levels side by side, ranks with what estimates allow."""
    say, year = campaign.wording.say, asked.year
    units, _ = comparison.side_by_side(campaign, asked.districts, asked.beside, asked.shown)
    rows = rates(campaign, units, year)
    word = campaign.display.units_of_measure[campaign.marks.unit_of(RATE)]
    blocks: list[Block] = [RankingBlock(say("comparison.columns.rate_now", year=year), word, rows)] if rows else []
    ranks = ranked(campaign, SHARE, year)
    lines = [
        f"{campaign.names[unit]}: {comparison.rank_text(campaign.wording, ranks[unit])}"
        for unit in units
        if unit in ranks
    ]
    if 0 < len(lines) <= comparison.MOST:
        blocks.append(TextBlock(say("comparison.columns.better"), tuple(lines)))
    indicators = dict.fromkeys([RATE, campaign.yardstick.indicator])
    years = dict.fromkeys([campaign.yardstick.baseline_year, year])
    figures = [campaign.figure(unit, indicator, at) for indicator in indicators for at in years for unit in units]
    lead = [*comparison.sentences(campaign, units, year)[:2], projections.projection_notice(campaign, year)]
    return made(campaign, code, asked, headlines.compared(campaign, units, year), lead, blocks, figures)
