"""What is new since the edition before: only where something was published."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made
from lib.views.meeting.scene import Block, Scene, TextBlock
from lib.views.sentences import news


def known(campaign: Campaign) -> list[str]:
    """Where there is a publication."""
    return ["co_gi_moi"] if campaign.edition.publications else []


def in_meeting(campaign: Campaign, asked: Asked) -> list[str]:  # noqa: ARG001 - what is new is new for everybody
    """As :func:`known`."""
    return known(campaign)


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """Who published what, and what it changed; the first judgements that turned, by name."""
    say, last = campaign.wording.say, campaign.edition.publications[0]
    turned = news.judged_table(campaign, last)
    told = tuple(
        say("news.turned", name=row[0], year=row[1], target=row[2], before=row[3], after=row[4])
        for row in turned.head(_MOST).itertuples(index=False)
    )
    blocks: list[Block] = [TextBlock(say("news.changed"), news.lines(campaign, last))]
    blocks += [TextBlock(say("news.judgements"), told)] if told else []
    rest = [] if len(turned) <= _MOST else [say("news.more", count=len(turned) - _MOST)]
    return made(campaign, code, asked, say("news.headline", day=campaign.numbers.day(last.day)), [news.lead(campaign, last)], blocks,
                [], read=rest, dated=False)  # fmt: skip


#: Judgements named on a wall; the rest is in the notes.
_MOST = 5
