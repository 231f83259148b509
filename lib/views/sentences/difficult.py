"""Regions I-III, especially difficult villages and poor districts in sentences and tables; counts of different boundaries or
decisions stand beside one another, nothing is subtracted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from lib.campaign.campaign import Campaign
from lib.campaign.facts import Fact, facts_of, figure_of, newest
from lib.campaign.kept import called
from lib.geography.lineage import COMMUNE, FORMER_YEARS
from lib.language.display_pages import DifficultAreas, DifficultPeriod
from lib.ledger.figure import MISSING
from lib.views.documents.known_communes import KnownCommune, known_communes
from lib.views.sentences import captions, facts, resources


@dataclass(frozen=True)
class Counted:
    """A period with the province's preferred figures, None where none is published, and how many places its base has."""

    period: DifficultPeriod
    base: int
    third: Fact | None
    second: Fact | None
    first: Fact | None
    villages: Fact | None


def counted(campaign: Campaign) -> tuple[Counted, ...]:
    """Every period with what is published of the province; none where the display file says nothing of periods."""
    listed = campaign.display.difficult
    return () if listed is None else tuple(_counted(campaign, period) for period in listed.periods)


def _counted(campaign: Campaign, period: DifficultPeriod) -> Counted:
    found = facts_of(campaign.ledger, period.indicators, campaign.province)
    base = int(campaign.ledger.households[period.base].nunique())
    third, second, first, villages = (newest(found, code) for code in period.indicators)
    return Counted(period, base, third, second, first, villages)


def drawn(campaign: Campaign) -> list[Fact]:
    """Every figure that the picture of the periods shows."""
    return [
        fact for one in counted(campaign) for fact in (one.third, one.second, one.first, one.villages) if fact is not None
    ]  # fmt: skip


def title(campaign: Campaign, listed: DifficultAreas) -> str:
    """How many communes are in region III in the newest period that says so, and whether a poor district was found to have
    left; the page's own title where no count is known.
    """
    say = campaign.wording.say
    known = [(one, one.third) for one in counted(campaign) if one.third]
    if not known:
        return say("difficult.title")
    one, fact = known[-1]
    told = say(
        "difficult.titles.known",
        period=one.period.label,
        count=facts.value(campaign, fact),
        all=base_name(campaign, one),
    )
    if listed.left and facts_of(campaign.ledger, [listed.left]):
        return told
    return say("difficult.titles.unseen", told=told)


def base_name(campaign: Campaign, one: Counted) -> str:
    """The places that a period is counted on: ``460 xã, phường, thị trấn (từ 2020)``."""
    return campaign.wording.say(f"difficult.bases.{one.period.base}", count=campaign.numbers.number(one.base))


def steps(campaign: Campaign) -> list[str]:
    """By which decision and on which boundaries each period is counted, and what changed before it."""
    say, found = campaign.wording.say, counted(campaign)
    lines = [say("difficult.steps.first", period=one.period.label, decision=one.period.note, base=base_name(campaign, one)) for one in found[:1]]  # fmt: skip
    for before, one in zip(found, found[1:], strict=False):
        lines.append(
            say("difficult.steps.next", before=before.period.label, period=one.period.label, base=base_name(campaign, one),
                from_base=base_name(campaign, before), when=one.period.word, changed=one.period.long, decision=one.period.note)
        )  # fmt: skip
    return lines


def unseen(campaign: Campaign, listed: DifficultAreas, *, brief: bool = False) -> list[str]:
    """What no public figure says of the province, with the decision that would tell; ``brief``: without it."""
    say = campaign.wording.say
    return [
        say("difficult.unseen.brief", what=entry.note)
        if brief
        else say("difficult.unseen.line", what=entry.note, decided=entry.long)
        for entry in listed.unseen
        if not any(fact.unit in _own(campaign) for fact in facts_of(campaign.ledger, entry.indicators))
    ]


def _own(campaign: Campaign) -> frozenset[str]:
    return frozenset((campaign.province, *campaign.districts))


def of_kind(campaign: Campaign, codes: tuple[str, ...]) -> list[Fact]:
    """The figures of some indicators but those of single communes, which are a list of names (:func:`named`)."""
    communes = _communes(campaign)
    return [fact for fact in resources.of_kind(campaign, codes) if fact.unit not in communes]


def named(campaign: Campaign, listed: DifficultAreas) -> list[Fact]:
    """The figures of single communes: who is in the list of a period, by former district and name."""
    communes = _communes(campaign)
    found = [fact for fact in facts_of(campaign.ledger, listed.indicators) if fact.unit in communes]
    places = {known.commune.unit: place for place, known in enumerate(_every(campaign))}
    return sorted(found, key=lambda fact: (fact.order, places.get(fact.unit, len(places)), fact.observation))


def _communes(campaign: Campaign) -> frozenset[str]:
    units = campaign.ledger.units
    return frozenset(units.loc[units["kind"] == COMMUNE, "unit"])


def _every(campaign: Campaign) -> list[KnownCommune]:
    """Today's communes by former district, then by name."""
    order = {code: place for place, code in enumerate(campaign.districts)}
    every = called(campaign, known_communes, list(campaign.districts))
    return sorted(every, key=lambda known: (order.get(known.commune.former[0], len(order)), known.commune.name))


def named_table(campaign: Campaign, found: list[Fact]) -> pd.DataFrame:
    """Communes of a list in written cells: name, former district, status, period, source, note."""
    words = campaign.wording.section("difficult.named.columns")
    former = {known.commune.unit: known.commune.former for known in _every(campaign)}
    rows = [
        (
            campaign.names[fact.unit],
            ", ".join(campaign.names[code] for code in former.get(fact.unit, ())),
            status(campaign, fact),
            facts.period(campaign, fact),
            captions.source_name(campaign, fact.source),
            fact.note,
        )
        for fact in found
    ]
    return pd.DataFrame(rows, columns=[words[c] for c in ("name", "former", "status", "period", "source", "note")])


def status(campaign: Campaign, fact: Fact) -> str:
    """How a figure is known, in a word; of a weak source: marked."""
    word = campaign.marks.status_word(fact.status)
    return word + campaign.display.weak_source if figure_of(campaign.ledger, fact).weak else word


@dataclass(frozen=True)
class OfDistrict:
    """A former district in one period: how many places it had on the period's boundaries, its figure of region III if printed."""

    period: DifficultPeriod
    base: int
    third: Fact | None


def by_district(campaign: Campaign, listed: DifficultAreas) -> dict[str, tuple[OfDistrict, ...]]:
    """Every former district that any period prints a count of region III for, period by period."""
    printed = {period.third: facts_of(campaign.ledger, [period.third]) for period in listed.periods}
    own = {fact.unit for found in printed.values() for fact in found}
    return {
        unit: tuple(_of_district(campaign, period, unit, printed[period.third]) for period in listed.periods)
        for unit in campaign.districts
        if unit in own
    }


def _of_district(campaign: Campaign, period: DifficultPeriod, unit: str, printed: Iterable[Fact]) -> OfDistrict:
    places = campaign.ledger.households
    base = int(places.loc[places["district"] == unit, period.base].nunique())
    return OfDistrict(period, base, newest([fact for fact in printed if fact.unit == unit], period.third))


def places_table(campaign: Campaign, listed: DifficultAreas) -> pd.DataFrame:
    """By former district how many of its places each period printed in region III, and who is named in the last one."""
    say, words = campaign.wording.say, campaign.wording.section("difficult.places.columns")
    last = listed.periods[-1]
    named_units = {fact.unit for fact in named(campaign, listed) if fact.indicator == last.third}
    rows = []
    for unit, periods in by_district(campaign, listed).items():
        communes = [known.commune for known in _every(campaign) if unit in known.commune.former]
        names = [commune.name for commune in communes if commune.unit in named_units]
        cells = [_of_all(campaign, one) for one in periods]
        rows.append((campaign.names[unit], *cells, ", ".join(names) or say("difficult.places.none")))
    columns = [
        words["name"],
        *(say("difficult.places.columns.period", period=period.label) for period in listed.periods),
        say("difficult.places.columns.names", period=last.label),
    ]
    return pd.DataFrame(rows, columns=columns)


def _of_all(campaign: Campaign, one: OfDistrict) -> str:
    if one.third is None:
        return campaign.marks.status_word(MISSING)
    count = facts.value(campaign, one.third)
    return campaign.wording.say("difficult.places.of", count=count, all=campaign.numbers.number(one.base))


def poor_table(campaign: Campaign, listed: DifficultAreas) -> pd.DataFrame:
    """Each poor district with how many communes it is today, how many are named in region III, and whether it was found to have left."""
    say, last = campaign.wording.say, listed.periods[-1]
    found = {fact.unit: fact for fact in named(campaign, listed) if fact.indicator == last.third}
    rows = []
    for unit in campaign.ledger.members_of(listed.group):
        communes = [known.commune.unit for known in _every(campaign) if unit in known.commune.former]
        inside = [found[code] for code in communes if code in found]
        weak = any(figure_of(campaign.ledger, fact).weak for fact in inside)
        # Counted here from the names of the list.
        told = say("facts.derived", value=say("difficult.places.of", count=len(inside), all=len(communes)))
        left = newest(facts_of(campaign.ledger, [listed.left], unit), listed.left) if listed.left else None
        rows.append((
            campaign.names[unit], say("difficult.poor.now", count=len(communes)),
            told + campaign.display.weak_source if weak else told,
            facts.period(campaign, left) if left else say("difficult.poor.unseen"),
        ))  # fmt: skip
    words = campaign.wording.section("difficult.poor.columns")
    listed_in = say("difficult.poor.columns.listed", period=last.label)
    return pd.DataFrame(rows, columns=[words["name"], words["now"], listed_in, words["left"]])


def former_table(campaign: Campaign, listed: DifficultAreas) -> pd.DataFrame:
    """Every place of the census with its names since, the commune it is in today, and whether that is named in region III."""
    say, heads = campaign.wording.say, campaign.wording.section("communes.steps")
    words, last = campaign.wording.section("difficult.former"), listed.periods[-1]
    named_units = {fact.unit for fact in named(campaign, listed) if fact.indicator == last.third}
    rows = [
        (*(getattr(row, f"name_{year}") for year in FORMER_YEARS), campaign.names[row.code_2025], campaign.names[row.district],
         words["listed"] if row.code_2025 in named_units else words["not_listed"])
        for row in campaign.ledger.households.itertuples()
    ]  # fmt: skip
    columns = [*(heads[str(year)] for year in FORMER_YEARS), heads["today"], words["columns.district"]]
    return pd.DataFrame(rows, columns=[*columns, say("difficult.former.columns.listed", period=last.label)])
