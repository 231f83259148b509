"""A group of the plan on its target, its units in their order."""

from __future__ import annotations

from lib.campaign.campaign import RATE, Campaign
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made, rates, trajectory
from lib.views.meeting.scene import Block, RankingBlock, Scene
from lib.views.sentences import headlines, on_target, shares

PREFIX = "nhom-"


def known(campaign: Campaign) -> list[str]:
    """One scene a group."""
    return [f"{PREFIX}{group}" for group in campaign.every_group]


def in_meeting(campaign: Campaign, asked: Asked) -> list[str]:  # noqa: ARG001 - as all of them
    """The groups looked at on their own."""
    return [f"{PREFIX}{group}" for group in campaign.focus]


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """The group on its target or the common yardstick, its units by their rates."""
    say, group = campaign.wording.say, code.removeprefix(PREFIX)
    own = next((t for t in campaign.targets if t.unit == group), None)
    area = group in campaign.groups
    block, figures = trajectory(campaign, group, own or campaign.yardstick)
    a = campaign.assess(own, year=asked.year) if own else campaign.standing(group, asked.year)
    lead = [
        on_target.target_sentence(campaign, a),
        shares.burden(campaign, group, asked.year) if area else "",
    ]
    blocks: list[Block] = [block] if block.points else []
    if area:
        units = campaign.members(group)
        rows = rates(campaign, units, asked.year)
        title = say("scenes.group.members", indicator=campaign.indicator_names[RATE], unit=campaign.unit_words["unit_vi"],
                    year=asked.year)  # fmt: skip
        word = campaign.display.units_of_measure[campaign.marks.unit_of(RATE)]
        if rows:
            blocks.append(RankingBlock(title, word, rows))
        figures = figures + [campaign.figure(unit, RATE, asked.year) for unit in units]
    return made(campaign, code, asked, headlines.group(campaign, group, asked.year), lead, blocks, figures,
                 title=campaign.names[group])  # fmt: skip
