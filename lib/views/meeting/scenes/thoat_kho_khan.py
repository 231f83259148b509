"""Regions of difficulty by period, each on its own boundaries, and what is not known of them."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.campaign.facts import facts_of, figure_of
from lib.views.charts import Kind
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made
from lib.views.meeting.scene import Block, ChartBlock, Scene, TextBlock
from lib.views.sentences import difficult, facts, verdicts


def known(campaign: Campaign) -> list[str]:
    """One scene, where the display file lists periods and any of them has a figure."""
    listed = campaign.display.difficult
    return ["thoat_kho_khan"] if listed and facts_of(campaign.ledger, listed.indicators) else []


def in_meeting(campaign: Campaign, asked: Asked) -> list[str]:  # noqa: ARG001 - periods are not years
    """Wherever there is one."""
    return known(campaign)


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """The periods as a picture, beside it what no public figure says."""
    say, listed = campaign.wording.say, campaign.display.difficult
    assert listed is not None
    drawn = difficult.drawn(campaign)
    blocks: list[Block] = []
    if drawn:
        told = "; ".join(
            say("difficult.chart.hover", what=campaign.full_indicator_names[fact.indicator],
                value=facts.value(campaign, fact), period=facts.period(campaign, fact))
            for fact in drawn
        )  # fmt: skip
        blocks.append(ChartBlock(say("difficult.chart.title"), Kind("periods", ()), f"{told}."))
    if unseen := difficult.unseen(campaign, listed, brief=True):
        heading = say("scenes.difficult.unseen", until=verdicts.until(campaign.plan))
        blocks.append(TextBlock(heading, tuple(unseen)))
    lead = [say("scenes.difficult.read")] if drawn else []
    figures = [figure_of(campaign.ledger, fact) for fact in drawn]
    read = difficult.unseen(campaign, listed)
    return made(campaign, code, asked, difficult.title(campaign, listed), lead, blocks, figures, read=read, dated=False)
