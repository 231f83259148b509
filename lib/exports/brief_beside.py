"""What a Word report says beside its figures of poverty: the plan's text concluded, money and things, difficult areas, improvement.

Of the province all of it, of a unit or group what is printed of it; nothing where nothing is. No figures are added.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from lib.campaign.balance import Entry, balance
from lib.campaign.campaign import RATE, Campaign
from lib.campaign.emulation import Finding, cases
from lib.campaign.facts import Fact, facts_of, figure_of, newest
from lib.campaign.kept import called
from lib.exports.document_parts import Cell
from lib.ledger.figure import Figure
from lib.views.documents.profile import Cited, address_of
from lib.views.sentences import balance as balanced
from lib.views.sentences import captions, emulation, facts, verdicts
from lib.views.sentences.comparison import written

#: Gives the numbers of some figures' sources; notes the words that are quoted from a source.
Number = Callable[[Sequence[Figure]], tuple[int, ...]]
Quote = Callable[[str, Cited], None]
#: Shares of the width of the tables' columns.
_BALANCE, _KINDS, _FACTS, _UNITS = (11, 7, 17, 12), (9, 14, 10, 9), (18, 9, 9), (8, 9, 12, 11, 11)


@dataclass(frozen=True)
class Section:
    """A section: its heading, its paragraphs, and its table if it has one (heads, rows, shares of the width)."""

    heading: str
    texts: tuple[str, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    shares: tuple[int, ...] = ()


def sections(campaign: Campaign, unit: str, year: int, number: Number, quote: Quote) -> list[Section]:
    """The sections of a place (code) in their order; sources are numbered as they come up in it."""
    asked = _Sections(campaign, unit, year, number, quote)
    if unit == campaign.province:
        made = [asked.concluded(), asked.resources(), asked.difficult(), asked.improved()]
    else:
        made = [asked.of_unit(), asked.improvement()]
    return [section for section in made if section]


class _Sections:
    def __init__(self, campaign: Campaign, unit: str, year: int, number: Number, quote: Quote) -> None:
        self.campaign, self.unit, self.year, self.number, self.quote = campaign, unit, year, number, quote
        self.say = campaign.wording.say

    def concluded(self) -> Section | None:
        """Every part of the plan's text, once the plan is over."""
        campaign, say, end = self.campaign, self.say, self.campaign.plan.end_year
        entries = called(campaign, balance) if campaign.plan.over else ()
        if not entries:
            return None
        words = campaign.wording.section("beside.sections.balance")
        texts = (
            f"{balanced.headline(campaign, entries)}.",
            say("balance.note", decision=campaign.plan.decision),
        )
        rows = tuple(self._concluded(entry) for entry in entries)
        columns = tuple(words[key] for key in ("name", "outcome", "basis", "decider"))
        return Section(say("beside.sections.balance.heading", year=end), texts, columns, rows, _BALANCE)

    def _concluded(self, entry: Entry) -> tuple[Cell, ...]:
        campaign = self.campaign
        told = "; ".join((balanced.basis(campaign, entry), *balanced.known_briefly(campaign, entry)))
        figures = [*balanced.stated(entry), *(self._cited(fact) for fact in entry.facts)]
        return (
            Cell(entry.name),
            Cell(balanced.outcome(campaign, entry), middle=True),
            Cell(campaign.wording.opening(told), refers=self.number(figures)),
            Cell(entry.decided_by),
        )

    def resources(self) -> Section | None:
        """The province's newest figures of money and things by what they are."""
        listed, wording = self.campaign.display.resources, self.campaign.wording
        if listed is None:
            return None
        words = wording.section("resources.kinds")
        rows = tuple(
            (Cell(wording.opening(words[kind])), *cells)
            for kind, codes in listed.kinds.items()
            for cells in self._facts(codes)
        )
        columns, note = self._columns("kind", "what", "value", "period"), self.say("resources.never_added")
        return Section(self.say("beside.sections.resources.heading"), (note,), columns, rows, _KINDS) if rows else None

    def difficult(self) -> Section | None:
        """The province's newest figures of regions and villages."""
        listed, say = self.campaign.display.difficult, self.say
        if listed is None:
            return None
        note = say("beside.sheets.difficult.never_added")
        return self._listed(say("beside.sections.difficult.heading"), listed.indicators, note)

    def of_unit(self) -> Section | None:
        """What is printed of a unit or group itself."""
        listed = [part for part in (self.campaign.display.resources, self.campaign.display.difficult) if part]
        return self._listed(
            self.say("beside.sections.of_unit.heading"), [code for part in listed for code in part.indicators]
        )

    def _listed(self, heading: str, codes: Collection[str], *texts: str) -> Section | None:
        rows = self._facts(codes)
        return Section(heading, texts, self._columns("what", "value", "period"), tuple(rows), _FACTS) if rows else None

    def _columns(self, *keys: str) -> tuple[str, ...]:
        words = self.campaign.wording.section("beside.sections.facts")
        return tuple(words[key] for key in keys)

    def _facts(self, codes: Collection[str]) -> list[tuple[Cell, ...]]:
        """The newest preferred figure of each indicator: what, how much with its source, of which time."""
        campaign, rows = self.campaign, list[tuple[Cell, ...]]()
        found = facts_of(campaign.ledger, codes, self.unit)
        for code in codes:
            if fact := newest(found, code):
                value = facts.value(campaign, fact)
                rows.append(
                    (
                        Cell(campaign.indicator_names[code]),
                        Cell(value, refers=self.number([self._cited(fact)]), middle=True),
                        Cell(facts.period(campaign, fact), middle=True),
                    )
                )
        return rows

    def _cited(self, fact: Fact) -> Figure:
        """A fact as a figure, with its words noted for the list of sources."""
        campaign, figure = self.campaign, figure_of(self.campaign.ledger, fact)
        self.number([figure])
        name, address = captions.source_name(campaign, fact.source), address_of(campaign.sources, fact.source)
        if fact.quote:
            self.quote(fact.source, Cited(facts.briefly(campaign, fact), name, fact.quote, address))
        return figure

    def improved(self) -> Section | None:
        """Who improved surely, and a row for every unit that is judged."""
        campaign, say, listed = self.campaign, self.say, self.campaign.display.emulation
        if listed is None or self.year == campaign.yardstick.baseline_year:
            return None
        found = called(campaign, cases, tuple(campaign.districts), self.year, listed.near)
        if all(case.finding == Finding.NONE for case in found):
            return None
        words, rows, nothing = campaign.wording.section("emulation.columns"), [], say("brief.nothing")
        for case in found:
            level, fall = campaign.figure(case.unit, RATE, self.year), emulation.fall_of(campaign, case.unit, self.year)
            none = case.finding == Finding.NONE
            rows.append(
                (
                    Cell(campaign.names[case.unit]),
                    Cell(campaign.marks.standing(level), refers=self.number([level]), middle=True),
                    Cell(written(campaign.marks, fall, interval=True) if fall.known else nothing, middle=True),
                    Cell(emulation.judged(campaign, case.own), middle=True),
                    Cell("" if none else verdicts.on_path_chance(campaign.marks, case.own), middle=True),
                )
            )
        texts = (
            f"{emulation.title(campaign, found, self.year)}.",
            emulation.basis(campaign, found),
            emulation.named(campaign, found),
            emulation.rule(campaign),
        )
        columns = (
            words["place"],
            say("emulation.columns.level", year=self.year),
            say("emulation.columns.fall", first=campaign.yardstick.baseline_year),
            words["judgement"],
            words["chance"],
        )
        heading = say("beside.sections.emulation.heading", year=self.year)
        return Section(heading, tuple(filter(None, texts)), columns, tuple(rows), _UNITS)

    def improvement(self) -> Section | None:
        """What is found of one unit, with its evidence."""
        campaign, listed = self.campaign, self.campaign.display.emulation
        if listed is None or self.unit not in campaign.districts or self.year == campaign.yardstick.baseline_year:
            return None
        found = called(campaign, cases, (self.unit,), self.year, listed.near)
        if found[0].finding == Finding.NONE:
            return None
        texts = (emulation.evidence(campaign, found[0], self.year), emulation.rule(campaign))
        return Section(self.say("beside.sections.emulation.heading", year=self.year), texts)
