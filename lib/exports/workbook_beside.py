"""The workbook's sheets beside the figures of poverty: the plan's text concluded, money and things, difficult areas, improvement.

A sheet is made only of what the edition has. Figures of unlike kinds and times stand beside one another and are never added.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lib.campaign import comparison as ranked
from lib.campaign.balance import Entry, balance
from lib.campaign.campaign import RATE, Campaign
from lib.campaign.comparison import NOW, POINTS, Rank
from lib.campaign.emulation import Case, Finding, cases
from lib.campaign.facts import Fact, figure_of
from lib.campaign.figures import MODEL_SOURCE
from lib.campaign.kept import called
from lib.exports.workbook_sheet import Column, Sheet
from lib.ledger.figure import ESTIMATED, Figure
from lib.plan.judgement import Kind
from lib.views.documents.balance import written
from lib.views.documents.known_communes import known_communes
from lib.views.sentences import balance as balanced
from lib.views.sentences import captions, emulation, facts, projections, resources, verdicts

#: Makes a sheet from its name, its title and its notes.
Maker = Callable[..., Sheet]
#: Widths of the columns, in letters; those of a page of the figures in blocks of as many columns.
_BALANCE = {"place": 13, "name": 20, "quote": 37, "outcome": 14, "basis": 20, "known": 46, "decider": 28}
_FACTS = {"kind": 15, "what": 31, "where": 13, "bound": 8, "value": 10, "unit": 9, "period": 17, "status": 14,
          "source": 26, "code": 16, "note": 24}  # fmt: skip
_LEVEL = {"level": 10, "level_status": 17, "level_low": 8, "level_high": 8, "level_first": 7, "level_last": 7}
_FALL = {"fall": 10, "fall_status": 17, "fall_low": 8, "fall_high": 8, "fall_first": 7, "fall_last": 7}
_JUDGED = {"yardstick": 20, "judgement": 18, "chance": 18, "common": 18, "status": 11, "warning": 60}
_PLACE, _BLOCK = {"code": 7, "name": 15, "kind": 8}, 6


@dataclass
class Beside:
    """A sheet that was made, and the names of what in it rests on each source."""

    sheet: Sheet
    sources: dict[str, dict[str, None]] = field(default_factory=dict)

    def rests_on(self, source: str, name: str) -> None:
        """Note that what is called so rests on a source."""
        if source and source != MODEL_SOURCE:
            self.sources.setdefault(source, {})[name] = None

    def rests(self, say: Callable[..., str]) -> dict[str, str]:
        """By source what rests on it, in words."""
        return {
            source: say("beside.sheets.rests", sheet=self.sheet.name, names=", ".join(names))
            for source, names in self.sources.items()
        }


def sheets_beside(campaign: Campaign, places: Sequence[str], make: Maker) -> list[Beside]:
    """The sheets that the edition has something for, in their order; of units only those among ``places``."""
    found = (
        _balance(campaign, make),
        _resources(campaign, places, make),
        _difficult(campaign, places, make),
        _emulation(campaign, places, make),
    )
    return [made for made in found if made]


def status_text(campaign: Campaign, figure: Figure) -> str:
    """Mark, word, what else a reader must know: ``≈ ○ ước tính (C)``."""
    words = campaign.marks.words(figure.status)
    return f"{words.mark} {words.label}{campaign.marks.caveats(figure)}"


def _balance(campaign: Campaign, make: Maker) -> Beside | None:
    """Every part of the plan's text, once the plan is over."""
    entries = called(campaign, balance) if campaign.plan.over else ()
    if not entries:
        return None
    say, made = campaign.wording.say, called(campaign, written)
    notes = [projections.clash_sentence(campaign, campaign.plan.end_year)]
    notes += [say("balance.note", decision=campaign.plan.decision)]
    beside = Beside(make(say("beside.sheets.balance.sheet"), made.headline, *filter(None, notes)))
    sheet = beside.sheet
    for row, (entry, answer) in enumerate(zip(entries, made.answers, strict=True), start=sheet.first):
        judged = campaign.judgements[answer.tone]
        sheet.text(row, 0, answer.place)
        sheet.text(row, 1, entry.name, bold=True)
        sheet.text(row, 2, entry.quote)
        sheet.text(row, 3, f"{judged.symbol} {balanced.outcome(campaign, entry)}", colour=judged.colour_light)
        for column, text in enumerate((balanced.basis(campaign, entry), " ".join(answer.known), entry.decided_by)):
            sheet.text(row, 4 + column, text)
        for source in _sources(entry):
            beside.rests_on(source, entry.name)
    columns = [Column(say(f"beside.sheets.balance.{key}"), width) for key, width in _BALANCE.items()]
    sheet.table(columns, len(entries), fixed=2)
    return beside


def _sources(entry: Entry) -> list[str]:
    return [f.source for f in balanced.stated(entry)] + [fact.source for fact in entry.facts]


def _resources(campaign: Campaign, places: Sequence[str], make: Maker) -> Beside | None:
    """Every figure of money and things, kind by kind."""
    listed, words = campaign.display.resources, campaign.wording.section("resources.kinds")
    if listed is None:
        return None
    found = [(words[kind], fact) for kind, codes in listed.kinds.items() for fact in resources.of_kind(campaign, codes)]
    return _facts(campaign, "resources", _of(campaign, found, places), make, campaign.wording.say("resources.never_added"))  # fmt: skip


def _difficult(campaign: Campaign, places: Sequence[str], make: Maker) -> Beside | None:
    """Every figure of regions and villages, single communes too."""
    listed, words = campaign.display.difficult, campaign.wording.section("difficult.kinds")
    if listed is None:
        return None
    found = [(words[kind], fact) for kind, codes in listed.kinds.items() for fact in resources.of_kind(campaign, codes)]
    note = campaign.wording.say("beside.sheets.difficult.never_added")
    return _facts(campaign, "difficult", _of(campaign, found, places), make, note)


def _of(campaign: Campaign, found: Sequence[tuple[str, Fact]], places: Sequence[str]) -> list[tuple[str, Fact]]:
    """The figures of the places listed, of their communes, and of whatever is no unit of the plan."""
    left_out = [unit for unit in campaign.districts if unit not in places]
    communes = {known.commune.unit: known.commune.former for known in called(campaign, known_communes, left_out)}
    gone = {unit for unit, former in communes.items() if not set(former) & set(places)}
    return [(kind, fact) for kind, fact in found if fact.unit not in gone and fact.unit not in left_out]


def _facts(campaign: Campaign, name: str, found: Sequence[tuple[str, Fact]], make: Maker, note: str) -> Beside | None:
    """Printed figures in rows: the value as a number, what bounds it, its time, status and source in columns of their own."""
    if not found:
        return None
    say, wording = campaign.wording.say, campaign.wording
    title = say(f"beside.sheets.{name}.title", count=len(found))
    beside = Beside(make(say(f"beside.sheets.{name}.sheet"), title, note, say("beside.sheets.facts.reading")))
    sheet = beside.sheet
    for row, (kind, fact) in enumerate(found, start=sheet.first):
        figure, names = figure_of(campaign.ledger, fact), campaign.indicator_names
        cells = {
            "kind": wording.opening(kind),
            "what": names[fact.indicator],
            "where": campaign.names[fact.unit],
            "bound": facts.bound(campaign, fact),
            "value": "",
            "unit": campaign.display.units_of_measure[fact.unit_of_measure],
            "period": facts.period(campaign, fact),
            "status": status_text(campaign, figure),
            "source": captions.source_name(campaign, fact.source),
            "code": fact.source,
            "note": resources.noted(campaign, fact),
        }
        for column, key in enumerate(_FACTS):
            if key == "value":
                prefix = campaign.marks.sign_of(fact.status)
                sheet.number(row, column, fact.value, facts.digits(fact), fact.status, prefix=prefix, weak=figure.weak)
            elif key == "status":
                sheet.text(row, column, cells[key], status=fact.status, weak=figure.weak)
            else:
                sheet.text(row, column, cells[key])
        beside.rests_on(fact.source, names[fact.indicator])
    columns = [Column(say(f"beside.sheets.facts.{key}"), width) for key, width in _FACTS.items()]
    sheet.table(columns, len(found), fixed=3)
    return beside


def _emulation(campaign: Campaign, places: Sequence[str], make: Maker) -> Beside | None:
    """Level and improvement of every unit at the latest published year, with its yardstick, judgement and warnings."""
    listed, year, say = campaign.display.emulation, campaign.latest_year, campaign.wording.say
    units = tuple(unit for unit in campaign.districts if unit in places)
    if listed is None or year == campaign.yardstick.baseline_year:
        return None
    found = called(campaign, cases, units, year, listed.near)
    if all(case.finding == Finding.NONE for case in found):
        return None
    level = campaign.marks.level
    notes = (emulation.title(campaign, found, year), say("beside.sheets.emulation.note", level=level))
    sheet = make(say("beside.sheets.emulation.sheet"), say("beside.sheets.emulation.heading", year=year), *notes)
    ranks = [ranked.ranks(campaign, aspect, year) for aspect in (NOW, POINTS)]
    for row, case in enumerate(found, start=sheet.first):
        figures = (campaign.figure(case.unit, RATE, year), emulation.fall_of(campaign, case.unit, year))
        kind = campaign.wording.opening(campaign.unit_words["unit_vi"])
        for column, text in enumerate((case.unit, campaign.names[case.unit], kind)):
            sheet.text(row, column, text)
        for block, (figure, rank) in enumerate(zip(figures, ranks, strict=True)):
            digits = (1 if figure.status == ESTIMATED else 2) if block else campaign.marks.digits(figure)
            _measured(campaign, sheet, row, len(_PLACE) + block * _BLOCK, figure, digits, rank.get(case.unit))
        _judged(campaign, sheet, row, len(_PLACE) + 2 * _BLOCK, case)
    columns = [Column(say(f"workbook.columns.{key}"), width) for key, width in _PLACE.items()]
    words = {"level": {"year": year}, "fall": {"first": campaign.yardstick.baseline_year}}
    for key, width in (_LEVEL | _FALL).items():
        given = words.get(key, {"level": level} if key.endswith(("low", "high")) else {})
        columns.append(Column(say(f"beside.sheets.emulation.{key}", **given), width))
    columns += [Column(say(f"emulation.columns.{key}"), width) for key, width in _JUDGED.items()]
    sheet.table(columns, len(found), fixed=len(_PLACE), block=_BLOCK)
    return Beside(sheet)


def _measured(campaign: Campaign, sheet: Sheet, row: int, column: int, figure: Figure, digits: int, rank: Rank | None) -> None:  # fmt: skip
    """A number with its status, the ends of its interval, and the places it may have."""
    if figure.known:
        prefix = campaign.marks.sign_of(figure.status)
        sheet.number(row, column, figure.value, digits, figure.status, prefix=prefix, weak=figure.weak)
    else:
        sheet.text(row, column, "")
    sheet.text(row, column + 1, status_text(campaign, figure), status=figure.status, weak=figure.weak)
    for side, end in enumerate((figure.low, figure.high)):
        if figure.status == ESTIMATED:
            sheet.number(row, column + 2 + side, end, digits, ESTIMATED)
        else:
            sheet.text(row, column + 2 + side, "")
    for side, place in enumerate((rank.low, rank.high) if rank and figure.known else ()):
        sheet.number(row, column + 4 + side, place, 0, figure.status)


def _judged(campaign: Campaign, sheet: Sheet, row: int, column: int, case: Case) -> None:
    """The yardstick that fits, the judgement and its probability, the common judgement, what they rest on, what to beware of."""
    none = case.finding == Finding.NONE
    cells = (
        emulation.yardstick_cell(campaign, case),
        emulation.judged(campaign, case.own),
        "" if none else verdicts.on_path_chance(campaign.marks, case.own),
        emulation.judged(campaign, case.common),
        campaign.marks.status_word(case.own.status),
        "; ".join(emulation.reasons(campaign, case)) or campaign.wording.say("emulation.firm"),
    )
    for place, text in enumerate(cells):
        entry = campaign.judgement((case.own if place == 1 else case.common).judgement)
        colour = entry.colour_light if place in (1, 3) and entry.kind != Kind.NONE else ""
        sheet.text(row, column + place, text, colour=colour, status=case.own.status if place == 4 else None)
