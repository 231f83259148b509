"""Money and things of the plan: what was needed and done by the day, the newest sums beside it."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.campaign.facts import Fact, dated, facts_of, figure_of, newest
from lib.language.display_pages import Resources
from lib.views.charts import Kind
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made
from lib.views.meeting.scene import Block, ChartBlock, Scene, TextBlock
from lib.views.sentences import captions, facts, resources


def known(campaign: Campaign) -> list[str]:
    """One scene, where the display file lists resources and any of them has a figure."""
    listed = campaign.display.resources
    return ["nguon_luc"] if listed and facts_of(campaign.ledger, listed.indicators) else []


def in_meeting(campaign: Campaign, asked: Asked) -> list[str]:  # noqa: ARG001 - every figure has a time of its own
    """Wherever there is one."""
    return known(campaign)


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """The houses from need to done, and each kind's newest sum with its period; nothing is added."""
    say, listed = campaign.wording.say, campaign.display.resources
    assert listed is not None
    drawn = _drawn(campaign, listed)
    blocks: list[Block] = []
    if drawn:
        path = listed.path
        told = "; ".join(
            say("scenes.resources.told", what=campaign.indicator_names[fact.indicator], value=facts.value(campaign, fact),
                about=facts.period(campaign, fact))
            for fact in drawn
        )  # fmt: skip
        shown = Kind("in_time", (campaign.province, path.needed, path.done))
        blocks.append(ChartBlock(say("resources.path_title"), shown, f"{told}."))
    sums = resources.tiles(campaign, listed)
    if sums:
        lines = [say("scenes.resources.told", value=value, what=what, about=about) for value, what, about in sums]
        blocks.append(TextBlock(say("scenes.resources.sums"), (*lines, say("resources.never_added"))))
    told_sums = [newest(facts_of(campaign.ledger, [code], campaign.province), code) for code in listed.tiles]
    figures = [figure_of(campaign.ledger, fact) for fact in (*drawn, *told_sums) if fact]
    return made(campaign, code, asked, resources.title(campaign, listed), [], blocks, figures,
                read=captions.caveat_lines(campaign, figures), dated=False)  # fmt: skip


def _drawn(campaign: Campaign, listed: Resources) -> list[Fact]:
    codes = (*listed.path.needed, *listed.path.done)
    return dated(facts_of(campaign.ledger, codes, campaign.province))
