"""Money and things of a plan in sentences: what was needed, what came, what was done; nothing is added across kinds."""

from __future__ import annotations

import pandas as pd

from lib.campaign.campaign import Campaign
from lib.campaign.facts import Fact, facts_of, newest
from lib.language.display_pages import Bars, Resources
from lib.views.sentences import captions, facts


def title(campaign: Campaign, resources: Resources) -> str:
    """How many houses were done, against the need last surveyed; the page's own title where that is not known."""
    say = campaign.wording.say
    done, needed = (
        newest(facts_of(campaign.ledger, codes, campaign.province), *codes)
        for codes in (resources.path.done, resources.path.needed)
    )
    if not done:
        return say("resources.title")
    built = {"done": facts.value(campaign, done), "period": facts.period(campaign, done)}
    if not needed:
        return say("resources.built", **built)
    return say(
        "resources.built_of", needed=facts.value(campaign, needed), surveyed=facts.period(campaign, needed), **built
    )


#: Kinds of which nothing has come or been done yet: drawn as a frame.
ONLY_ASKED = ("needed", "planned", "pledged")


def kind_of(campaign: Campaign, indicator: str) -> str:
    """Of which kind an indicator of money or things is. Raises ``KeyError`` of any other."""
    listed = campaign.display.resources
    return {code: kind for kind, codes in (listed.kinds.items() if listed else ()) for code in codes}[indicator]


def drawn(campaign: Campaign, bars: Bars) -> list[tuple[str, list[Fact]]]:
    """The groups of a drawing: heading, and its province facts, a year's before a later one's; what has none is left out."""
    groups = []
    for group in bars.groups:
        found = facts_of(campaign.ledger, group.indicators, campaign.province)
        if group.every:
            shown = [fact for fact in found if fact.preferred]
        else:
            shown = [one for code in group.indicators if (one := newest(found, code))]
        if shown:
            groups.append((group.label, shown))
    return groups


def tiles(campaign: Campaign, resources: Resources) -> list[tuple[str, str, str]]:
    """What is told first: the newest fact of each indicator as number, what it is, kind and period."""
    words = campaign.wording.section("resources.kinds")
    told = []
    for code in resources.tiles:
        fact = newest(facts_of(campaign.ledger, [code], campaign.province), code)
        if fact:
            about = campaign.wording.say(
                "resources.tile", kind=words[kind_of(campaign, code)], period=facts.period(campaign, fact)
            )
            told.append((facts.value(campaign, fact), campaign.indicator_names[code], about))
    return told


def of_kind(campaign: Campaign, codes: tuple[str, ...]) -> list[Fact]:
    """Every fact of some indicators, of the province first, then of its places, other places last."""
    own = {campaign.province: 0} | dict.fromkeys(campaign.districts, 1)
    order = {code: place for place, code in enumerate(codes)}
    found = facts_of(campaign.ledger, codes)
    return sorted(found, key=lambda fact: (own.get(fact.unit, 2), order[fact.indicator], fact.order))


def table(campaign: Campaign, found: list[Fact]) -> pd.DataFrame:
    """Facts in written cells: what, where, how much, of which time, by whom, and what is to be known about it."""
    words = campaign.wording.section("resources.columns")
    rows = [
        (
            campaign.indicator_names[fact.indicator],
            campaign.names[fact.unit],
            facts.value(campaign, fact),
            facts.period(campaign, fact),
            captions.source_name(campaign, fact.source),
            noted(campaign, fact),
        )
        for fact in found
    ]
    return pd.DataFrame(rows, columns=[words[c] for c in ("what", "where", "value", "period", "source", "note")])


def disputed(campaign: Campaign, found: list[Fact]) -> list[str]:
    """The contradictions that some facts are part of, as they are declared."""
    codes = {fact.contradiction for fact in found if fact.contradiction}
    rows = campaign.ledger.contradictions
    rows = rows[rows["contradiction"].isin(codes)]
    return [
        campaign.wording.say("resources.disputed", title=row.title_vi, why=row.preferred_reason_vi)
        for row in rows.itertuples()
    ]


def noted(campaign: Campaign, fact: Fact) -> str:
    """The note of a fact; that another figure is preferred."""
    beside = "" if fact.preferred else campaign.wording.say("resources.beside")
    return " ".join(filter(None, [beside, fact.note]))
