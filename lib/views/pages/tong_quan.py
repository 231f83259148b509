"""Tổng quan: are we reaching the plan, and who is behind? Answered in five seconds."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.views import choices
from lib.views.parts import profile_way
from lib.views.sentences import ending, lagging, lists, projections, verdicts, whole_province
from lib.views.view import (
    Asked,
    Block,
    Caption,
    Cards,
    Columns,
    Fold,
    Heading,
    Legend,
    Map,
    Notice,
    Queue,
    Text,
    View,
    Way,
)


def view(campaign: Campaign, asked: Asked) -> View:
    """The plan's verdict, its targets beside the map, who needs attention."""
    say, selection = campaign.wording.say, asked.selection
    year, shown = selection.year, list(selection.shown)
    cards: list[Block] = [Cards(tuple(campaign.assess(target, year=year) for target in campaign.targets), stacked=True)]
    if not selection.whole:
        count = lists.counted(campaign, len(campaign.targets))
        cards.insert(0, Caption(say("overview.targets_apart", count=count)))
    standings = campaign.queue(year, shown)
    first = choices.attention(campaign.judgements, standings)
    known = tuple(Text(line) for line in ending.known(campaign))
    # The answer stands where a title would.
    return View(campaign.wording.heading(verdicts.verdict(campaign, year, with_ending=True)), (
        Text(ending.brief(campaign, year), "ending"),
        Text(lagging.who_lags(campaign, year, shown), "lags"),
        Notice(projections.projection_notice(campaign, year, with_ending=True)),
        profile_way(campaign, selection),
        Columns(((Map(compact=True),), tuple(cards)), (11, 9)),
        Text(projections.clash_sentence(campaign, year)),
        Text(verdicts.carried(campaign, year)),
        Text(whole_province.campaign_sentence(campaign, year)),
        *(Text(sentence) for sentence in whole_province.two_yardsticks(campaign, year)),
        Text(whole_province.national_sentence(campaign, year)),
        *([Fold(say("ending.known", year=campaign.plan.end_year), known)] if known else []),
        Heading(lagging.attention_heading(campaign, standings, first)),
        Caption(say("overview.yardstick", noun=campaign.noun_of(campaign.yardstick), path=campaign.yardstick.path_vi)),
        *([Queue(tuple(first))] if first else []),
        Way("vung_cham", say("overview.whole_list"), ":material/arrow_forward:"),
        Legend(),
    ))  # fmt: skip
