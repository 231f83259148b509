"""Printed figures that are no poverty at the end of a year, in words: the value as its source bounds it, and of which time."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.campaign.facts import Fact, Span, figure_of
from lib.ledger.figure import ESTIMATED, PROJECTED
from lib.views.sentences import captions

#: Digits after the comma that anything is printed with.
_MOST_DIGITS = 3


def value(campaign: Campaign, fact: Fact) -> str:
    """``hơn 2.072 tỷ đồng``: as exactly as its source prints it; projected, worked out, of a weak source: marked."""
    word = campaign.display.units_of_measure[fact.unit_of_measure]
    written = campaign.wording.say(
        f"facts.bound.{fact.bound}", value=campaign.numbers.value_text(fact.value, word, digits(fact))
    )
    if fact.status == ESTIMATED:
        written = campaign.marks.sign_of(ESTIMATED) + written
    if fact.status == PROJECTED:
        written += campaign.marks.words(PROJECTED).suffix
    if fact.derived:
        written = campaign.wording.say("facts.derived", value=written)
    return written + campaign.display.weak_source if figure_of(campaign.ledger, fact).weak else written


def digits(fact: Fact) -> int:
    """Digits after the comma that a fact is printed with."""
    return len(f"{fact.value:.{_MOST_DIGITS}f}".rstrip("0").partition(".")[2])


def bound(campaign: Campaign, fact: Fact) -> str:
    """The word that bounds a value (``hơn``, ``khoảng``) without it; empty of an exact one."""
    return campaign.wording.say(f"facts.bound.{fact.bound}", value="").strip()


def briefly(campaign: Campaign, fact: Fact) -> str:
    """A fact where its source is told beside it: what, where if not of the province, how much, of which time."""
    say, what = campaign.wording.say, campaign.indicator_names[fact.indicator]
    if fact.unit != campaign.province:
        what = say("facts.of", what=what, name=campaign.names[fact.unit])
    return say("beside.fact", what=what, value=value(campaign, fact), period=period(campaign, fact))


def period(campaign: Campaign, fact: Fact) -> str:
    """Of which time a figure is: ``2021-2025``, ``từ năm 2023 đến 17/12/2025``, ``đến 30/1/2026``, ``năm 2024``."""
    told = _stretch(campaign, fact)
    # Of a day or a stretch up to it the day is known; what the source does not say is the year of anything else.
    inferred = fact.inferred and fact.span in (Span.YEAR, Span.YEARS)
    return told + campaign.display.inferred_year if inferred else told


def _stretch(campaign: Campaign, fact: Fact) -> str:
    say, day = campaign.wording.say, campaign.numbers.day(fact.day)
    match fact.span:
        case Span.SINCE:
            return say("facts.period.since", first=fact.first_year, day=day)
        case Span.YEARS:
            return say("facts.period.years", first=fact.first_year, last=fact.year)
        case Span.DAY:
            return say("facts.period.day", day=day)
        case Span.YEAR:
            return say("facts.period.year", year=fact.year)
    return say("facts.period.undated")


def told(campaign: Campaign, fact: Fact) -> str:
    """A fact in a line: what, how much, of which time, where if not of the province, by whom, and what is to be known about it."""
    say = campaign.wording.say
    what = campaign.full_indicator_names[fact.indicator]
    if fact.unit != campaign.province:
        what = say("facts.of", what=what, name=campaign.names[fact.unit])
    line = say("facts.line", what=what, value=value(campaign, fact), period=period(campaign, fact),
               source=captions.source_name(campaign, fact.source))  # fmt: skip
    return say("facts.noted", told=line, note=fact.note) if fact.note else line
