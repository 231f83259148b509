"""One unit: its way over the years beside the path that its headline judges it by."""

from __future__ import annotations

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.ledger.figure import ESTIMATED
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made, place_lines, trajectory
from lib.views.meeting.scene import Block, Scene, TextBlock
from lib.views.sentences import headlines, lagging, on_target

PREFIX = "huyen-"


def known(campaign: Campaign) -> list[str]:
    """One scene a unit."""
    return [f"{PREFIX}{unit}" for unit in campaign.districts]


def in_meeting(campaign: Campaign, asked: Asked) -> list[str]:  # noqa: ARG001 - as all of them
    """The units asked for."""
    return [f"{PREFIX}{unit}" for unit in asked.districts]


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """Where the unit stands and on what figures."""
    say, unit, year = campaign.wording.say, code.removeprefix(PREFIX), asked.year
    name, standing = campaign.names[unit], campaign.standing(unit, year)
    block, figures = trajectory(campaign, unit, campaign.yardstick)
    now = [campaign.figure(unit, indicator, year) for indicator in (RATE, POOR)]
    lead = [lagging.lag_sentence(campaign, standing)]
    if {figure.status for figure in now} == {ESTIMATED}:
        lead.insert(0, say("scenes.district.estimated", name=name, year=year))
    lines = place_lines(campaign, unit, year)
    target = campaign.points_target_of(unit)
    if target:
        points = campaign.assess(target, unit, year)
        line = on_target.points_line(campaign, points)
        if line:
            lines.append(line)
            figures = [*figures, points.baseline, points.latest]
    blocks: list[Block] = [block] if block.points else []
    if lines:
        blocks.append(TextBlock(say("scenes.district.beside"), tuple(lines)))
    return made(campaign, code, asked, headlines.district(campaign, unit, year), lead, blocks, [*figures, *now],
                 title=name)  # fmt: skip
