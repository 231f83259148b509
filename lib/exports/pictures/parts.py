"""What of the pages can be had alone: each part with the name it is asked for by, from the pages' own views.

``ban_do`` the map of the province, ``huyen`` one district with its communes, ``the`` the plan's targets; a chart is called by its
page (``quy_dao``), a further one of the same page by page and chart (``quy_dao-multiples``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.measures import measure_figure, rate_measure
from lib.exports.refusals import refuse_unknown
from lib.ledger.figure import MISSING, Figure
from lib.plan.assess import Assessment
from lib.views.charts import Dumbbells, Falls, Former, Indexed, Multiples, Shown, Trajectory
from lib.views.documents.known_communes import known_communes
from lib.views.links import Selection, selection
from lib.views.meeting import about
from lib.views.meeting.parts import card
from lib.views.meeting.scene import CardsBlock, MapBlock
from lib.views.page_list import PAGES
from lib.views.pages import view_of
from lib.views.sentences import captions
from lib.views.view import Asked, Block, Cards, Chart, Columns, Fold, Heading

MAP, UNIT, CARDS = "ban_do", "huyen", "the"


@dataclass(frozen=True)
class UnitPlace:
    """One district with its communes."""

    unit: str
    year: int


@dataclass(frozen=True)
class Part:
    """A part of a page: its name, title, what it is about (year, unit of measure, place), the evidence, what stands under it."""

    code: str
    title: str
    about: str
    shown: MapBlock | UnitPlace | Chart | CardsBlock
    notes: tuple[str, ...]
    figures: tuple[Figure, ...] = ()


class UnknownPartError(LookupError):
    """A part that there is not; the message names those there are."""


def asked_for(
    campaign: Campaign, units: Sequence[str], year: int | None = None, group: str | None = None, beside: Sequence[str] = (),
    measure: str | None = None,
) -> Asked:  # fmt: skip
    """What a part is asked for by codes. Raises :class:`lib.base.findings.DataError` for those the plan does not have."""
    group = group or campaign.province
    districts = tuple(campaign.districts) if list(units) == ["all"] else tuple(units)
    refuse_unknown(
        campaign.wording, *about.kinds(campaign, group, districts, year, beside),
        ([measure] if measure else [], campaign.display.measures),
    )  # fmt: skip
    chosen = selection(campaign, group, districts, year or campaign.latest_year)
    return Asked(chosen, beside=tuple(beside), measure=measure)


def every_part(campaign: Campaign, asked: Asked, pages: Collection[str] | None = None) -> dict[str, Part]:
    """Every part there is for what is asked, by its name; of ``pages`` (codes) alone besides the maps where they are given."""
    found = [_map(campaign, asked), *_units(campaign, asked)]
    for page in PAGES if pages is None else [page for page in PAGES if page.code in pages]:
        charts, heading = 0, campaign.wording.say("pictures.cards")
        for block in _flat(view_of(campaign, page.code, asked).blocks):
            if isinstance(block, Chart):
                found.append(_chart(campaign, page.code if not charts else f"{page.code}-{block.key}", block))
                charts += 1
            elif isinstance(block, Cards) and block.assessments:
                code = CARDS if page is PAGES[0] else f"{page.code}-{CARDS}"
                found.append(_cards(campaign, code, heading, block.assessments))
            elif isinstance(block, Heading):
                heading = block.text
    return {part.code: part for part in found}


def part_of(campaign: Campaign, asked: Asked, code: str) -> Part:
    """One part. Raises :class:`UnknownPartError`, which names those there are."""
    every = every_part(campaign, asked)
    if code not in every:
        say = campaign.wording.say
        if code == UNIT:
            raise UnknownPartError(say("pictures.needs_unit", part=code, unit=campaign.unit_words["unit_vi"]))
        raise UnknownPartError(say("pictures.unknown", part=code, known=", ".join(every)))
    return every[code]


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with those inside folds and columns."""
    for block in blocks:
        if isinstance(block, Fold):
            yield from _flat(block.blocks)
        elif isinstance(block, Columns):
            yield from _flat(inner for column in block.columns for inner in column)
        else:
            yield block


def _map(campaign: Campaign, asked: Asked) -> Part:
    say, year = campaign.wording.say, asked.selection.year
    measure = asked.measure if asked.measure in campaign.display.measures else rate_measure(campaign.display)
    rule = campaign.display.measures[measure]
    figures = tuple(measure_figure(campaign, measure, unit, year) for unit in campaign.districts)
    focus = () if asked.selection.whole else asked.selection.shown
    where = say(
        "pictures.place", units=campaign.unit_words["units_vi"], year=year, scope=_scope(campaign, asked.selection)
    )
    notes = [
        rule.note, captions.source_line(campaign, [f.source for f in figures if f.known]), captions.weak_note(campaign, figures),
        campaign.marks.quality_legend(figures), say("map.statistical"),
    ]  # fmt: skip
    block = MapBlock(measure, campaign.years[0], year, tuple(focus))
    return Part(MAP, f"{rule.label} ({rule.unit})", where, block, tuple(filter(None, notes)), figures)


def _scope(campaign: Campaign, chosen: Selection) -> str:
    if chosen.districts:
        return ", ".join(campaign.names[unit] for unit in chosen.districts)
    return campaign.scope_name(chosen.group)


def _units(campaign: Campaign, asked: Asked) -> list[Part]:
    """The first district asked for."""
    say, year = campaign.wording.say, asked.selection.year
    if not asked.selection.districts:
        return []
    unit = asked.selection.districts[0]
    communes = known_communes(campaign, [unit])
    if not communes:
        return []
    named = [known for known in communes if known.rate.known]
    rate = campaign.figure(unit, RATE, year)
    told = say("profile.communes.unknown")
    if named:
        told = say("pictures.published", count=len(named), all=len(communes))
    if rate.known:
        name = campaign.wording.opening(campaign.full_names[unit])
        own = say("communes.district", name=name, year=year, rate=campaign.marks.marked(rate, interval=True))
        told = f"{own} {told}"
    figures = (rate, *(known.rate for known in named))
    title = say("pictures.unit", name=campaign.names[unit])
    notes = (*captions.chart_notes(campaign, figures).lines, say("map.statistical"))
    return [Part(UNIT, title, told, UnitPlace(unit, year), notes, figures)]


def _chart(campaign: Campaign, code: str, chart: Chart) -> Part:
    word = _unit_word(campaign, chart.shown)
    told = campaign.wording.say("pictures.period", period=chart.period, unit=word) if word else chart.period
    return Part(code, chart.title, campaign.wording.opening(told), chart, chart.notes.lines)


def _unit_word(campaign: Campaign, shown: Shown) -> str:
    """What the numbers of a chart are counted in; empty where its kind is not known here."""
    match shown:
        case Trajectory() | Multiples() | Dumbbells():
            unit = campaign.marks.unit_of(shown.indicator)
        case Falls():
            unit = "points" if campaign.yardstick.by_points else "percent"
        case Indexed() | Former():
            unit = "percent"
        case _:
            return ""
    return campaign.display.units_of_measure[unit]


def _cards(campaign: Campaign, code: str, heading: str, assessments: Sequence[Assessment]) -> Part:
    year = assessments[0].latest.year
    figures = tuple(figure for a in assessments for figure in (a.baseline, a.latest))
    block = CardsBlock(tuple(card(campaign, a) for a in assessments))
    words = campaign.marks.words(MISSING)
    lacking = [f"{words.mark} {words.long}"] if any(figure.status == MISSING for figure in figures) else []
    notes = (*lacking, *captions.chart_notes(campaign, figures).lines)
    units = {a.unit for a in assessments}
    # Cards of a single place stand under its name on their page.
    title = f"{heading}: {campaign.scope_name(units.pop())}" if len(units) == 1 and code != CARDS else heading
    return Part(code, title, campaign.wording.say("pictures.year", year=year), block, notes, figures)
