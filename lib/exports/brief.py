"""A profile as a Word report (*báo cáo tóm tắt*) laid out by Decree 30/2020: an officer fills in authority, number, day and
signer, edits and sends it.

Sentences, figures and marks are the profile's own; nothing is invented in the blanks.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.figures import MODEL_SOURCE
from lib.campaign.structure import KV3_NEXT
from lib.exports import document_parts as parts
from lib.exports.brief_beside import sections
from lib.exports.document_parts import Cell
from lib.exports.document_template import blank, from_template
from lib.exports.office import clean, dated
from lib.exports.pictures.parts import MAP, UNIT, asked_for, every_part
from lib.exports.pictures.picture import part_png
from lib.exports.refusals import refuse_unknown
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure
from lib.views.documents.known_communes import FACTS
from lib.views.documents.peers import Peers
from lib.views.documents.profile import Cited, Profile, address_of, profile, subjects
from lib.views.meeting.parts import card
from lib.views.sentences import captions, projections, verdicts

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: Shares of the width of the tables' columns.
_FIGURES, _TARGETS, _PEERS, _COMMUNES = (5, 4), (8, 10, 11, 9, 14), (4, 5, 4, 4), (12, 13, 8, 9, 14, 17)


#: The part that is a place's path; pixels of a picture's drawing, in which its letters are as large as a table's, and of its
#: PNG for each.
_PATH, _PICTURE, _PIXELS = "ho_so", 640, 2


@dataclass
class _Sources:
    """The sources a brief refers to, numbered in the order of their first mention, each with the words quoted from it."""

    quoted: dict[str, list[Cited]] = field(default_factory=dict)

    def number(self, figures: Iterable[Figure]) -> tuple[int, ...]:
        """The numbers of the sources of published and projected figures; estimates rest on the model and have none."""
        known = [f.source for f in figures if f.status in (PUBLISHED, PROJECTED) and f.source != MODEL_SOURCE]
        for source in known:
            self.quoted.setdefault(source, [])
        order = list(self.quoted)
        return tuple(dict.fromkeys(order.index(source) + 1 for source in known))


@dataclass
class _Report:
    """A document being written: its campaign, its profile, the sources mentioned so far, its sections so far."""

    campaign: Campaign
    made: Profile
    document: Any
    sources: _Sources
    sections: int = 0
    parts: int = 0


def brief(campaign: Campaign, unit: str, year: int, *, template: Path | None = None) -> bytes:
    """The report of the province, a group or a district (code) at the end of ``year`` as a ``.docx``.

    ``template``: an authority's ``.docx`` or ``.dotx`` whose styles, paper, heads and feet are kept. The same edition gives the
    same bytes. Raises :class:`lib.base.findings.DataError` for an unknown unit or year and for a template of no use.
    """
    refuse_unknown(campaign.wording, ([unit], subjects(campaign)), ([year], campaign.years))
    say = campaign.wording.say
    language = campaign.numbers.locale.replace("_", "-")
    document = from_template(campaign.wording, template) if template is not None else blank(language)
    made = profile(campaign, unit, year)
    report = _Report(campaign, made, document, _Sources())
    subject = say("brief.subject", name=campaign.wording.inside(made.name), year=year)
    for write in (_head, _told, _figures, _targets, _peers, _communes, _beside, _disputes, _lacking, _reading):
        write(report)
    parts.paragraph(document, say("brief.end", subject=campaign.wording.inside(subject)), keep=True)
    _signature(report)
    _annex(report)
    parts.number_pages(document)
    when = datetime(
        campaign.plan.searched_until.year, campaign.plan.searched_until.month, campaign.plan.searched_until.day
    )
    properties = document.core_properties
    properties.title = clean(subject, 200)
    properties.subject, properties.keywords, properties.category = "", "", ""
    properties.comments = clean(say("profile.edition", name=campaign.edition.name), 200)
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = properties.last_printed = when
    properties.revision, properties.language = 1, language
    target = io.BytesIO()
    document.save(target)
    return dated(target.getvalue(), when.date())


def _head(report: _Report) -> None:
    """Authority, motto, number, place and day, all but the motto left to be filled in; the title."""
    say = report.campaign.wording.say
    left, right = parts.side_by_side(report.document, (2, 3))
    parts.line(left, say("brief.head.above"), 12, first=True)
    parts.line(left, say("brief.head.authority"), 12, bold=True)
    parts.rule(left, 0.4)
    parts.line(left, say("brief.head.number"), 13)
    parts.line(right, say("brief.head.country"), 12, bold=True, first=True)
    parts.line(right, say("brief.head.motto"), 13, bold=True)
    parts.rule(right, 0.6)
    parts.line(right, say("brief.head.day"), 13, italic=True)
    parts.line(report.document, say("brief.head.kind"), 14, bold=True, before=14)
    name = report.campaign.wording.inside(report.made.name)
    parts.line(report.document, say("brief.subject", name=name, year=report.made.year), 14, bold=True)
    parts.rule(report.document, 0.3)
    plan = report.campaign.plan
    basis = say("brief.basis", plan=plan.name_vi, decision=plan.decision, standard=report.campaign.standard_name)
    parts.paragraph(report.document, basis)


def _section(report: _Report, title: str) -> None:
    report.sections += 1
    report.parts = 0
    text = report.campaign.wording.say("brief.numbered", number=_ROMAN[report.sections - 1], title=title)
    parts.heading(report.document, text, 1)


def _part(report: _Report, title: str) -> None:
    report.parts += 1
    parts.heading(report.document, report.campaign.wording.say("brief.numbered", number=report.parts, title=title), 2)


def _told(report: _Report) -> None:
    """What is judged: of the province the plan's verdict, then the profile's lines; what is only projected."""
    campaign, made = report.campaign, report.made
    _section(report, campaign.wording.say("brief.told"))
    whole = verdicts.verdict(campaign, made.year) if made.unit == campaign.province else ""
    kinds = campaign.wording.say("brief.kinds", kinds=", ".join(made.kinds)) if made.kinds else ""
    for text in (whole, *made.lines, projections.projection_notice(campaign, made.year), kinds):
        if text:
            parts.paragraph(report.document, text)


def _figures(report: _Report) -> None:
    """The profile's figures by year, each published one with the number of its source; rates on former standards."""
    campaign, made = report.campaign, report.made
    say = campaign.wording.say
    names = {name: code for code, name in campaign.indicator_names.items()}
    at = {(figure.indicator, figure.year): figure for figure in made.figures}
    _section(report, made.numbers.title)
    rows = []
    for name, *cells in made.numbers.rows:
        figures = [at.get((names.get(name, ""), year)) for year in campaign.years]
        rows.append(
            (Cell(name), *(Cell(text, refers=report.sources.number([figure] if figure else []), middle=True)
                           for text, figure in zip(cells, figures, strict=True)))
        )  # fmt: skip
    # Figures and citations are made from one another, in one order.
    cited = [f for f in made.figures if f.status in (PUBLISHED, PROJECTED) and f.source != MODEL_SOURCE]
    for figure, citation in zip(cited, made.cited, strict=True):
        report.sources.quoted[figure.source].append(citation)
    first, other = _FIGURES
    parts.table(report.document, made.numbers.columns, rows, [first, *[other] * len(campaign.years)])
    _pictures(report)
    if made.former:
        _part(report, say("profile.former_heading"))
        for text in made.former:
            parts.paragraph(report.document, text)


def _pictures(report: _Report) -> None:
    """The place's path, and its map: of a district that of its communes, else the province's with the place marked; a group
    of households has none.
    """
    campaign, unit, year = report.campaign, report.made.unit, report.made.year
    district = unit in campaign.districts
    group = unit if unit in campaign.groups else None
    asked = replace(asked_for(campaign, [unit] if district else [], year, group), subject=None if district else unit)
    there = every_part(campaign, asked, pages=(_PATH,))
    path = campaign.figures.series(unit, campaign.yardstick.indicator, campaign.years)
    maps = [UNIT if UNIT in there else MAP] if unit in campaign.areas else []
    told = dict.fromkeys(maps, "")
    told[_PATH] = "; ".join(f"{f.year}: {campaign.marks.standing(f, interval=True)}" for f in path if f.known)
    for number, code in enumerate((_PATH, *maps), start=1):
        part = there[code]
        caption = campaign.wording.say("brief.picture", number=number, title=part.title)
        drawn = part_png(campaign, part, _PICTURE, _PIXELS)
        parts.picture(report.document, drawn, caption, f"{part.title}. {part.about}. {told[code]}".strip())


def _targets(report: _Report) -> None:
    """Every target with where it stands, the judgement, what is left, and why that is said; reductions assigned."""
    campaign, made = report.campaign, report.made
    say = campaign.wording.say
    _section(report, say("profile.targets", year=made.year))
    cards = [card(campaign, assessment) for assessment in made.assessments]
    words = campaign.wording.section("brief.targets")
    rows = [
        (
            Cell(c.heading),
            Cell(c.goal),
            Cell(f"{c.value} {c.words}", refers=report.sources.number([a.latest]), middle=True),
            Cell(f"{c.tone.symbol} {c.tone.word}", middle=True),
            Cell("; ".join(c.notes)),
        )
        for c, a in zip(cards, made.assessments, strict=True)
    ]
    columns = [words[column] for column in ("target", "goal", "value", "judged", "left")]
    parts.table(report.document, columns, rows, _TARGETS)
    for told in cards:
        _part(report, say("brief.why", target=told.heading))
        for text in told.why:
            parts.paragraph(report.document, text)
    if made.assigned:
        _part(report, say("profile.assigned.heading"))
        for text in made.assigned:
            parts.paragraph(report.document, text)


def _peers(report: _Report) -> None:
    if not report.made.peers:
        return
    _section(report, report.campaign.wording.say("brief.peers.heading", year=report.made.year))
    for group in report.made.peers:
        _part(report, group.heading)
        parts.paragraph(report.document, group.rule, keep=True)
        _peer_table(report, group)
        if group.verdict:
            parts.paragraph(report.document, group.verdict)


def _peer_table(report: _Report, group: Peers) -> None:
    campaign, made = report.campaign, report.made
    words = campaign.wording.section("brief.peers")
    rows: list[tuple[Cell, ...]] = []
    for peer in group.rows:
        figure = campaign.figure(peer.row.unit, RATE, made.year)
        own = peer.relation == "own"
        interval = figure.status == ESTIMATED and figure.low != figure.high
        span = campaign.marks.interval_of(campaign.marks.rounded(figure)) if interval else words["exact"]
        rows.append(
            (
                Cell(peer.row.name, bold=own),
                Cell(peer.row.text, refers=report.sources.number([figure]), middle=True, bold=own),
                Cell(span, middle=True),
                Cell(words["own"] if own else peer.note, middle=True),
            )
        )
    columns = [words["name"], words["rate"], words["span"], words["beside"]]
    if all(peer.relation == "member" for peer in group.rows):
        # A group's own units are not compared with it.
        rows, columns = [row[:-1] for row in rows], columns[:-1]
    parts.table(report.document, columns, rows, _PEERS[: len(columns)])


def _communes(report: _Report) -> None:
    """The communes a district became, with what is published of each."""
    campaign, made = report.campaign, report.made
    if not made.communes:
        return
    say, words = campaign.wording.say, campaign.wording.section("profile.communes")
    _section(report, words["heading"])
    parts.paragraph(report.document, made.communes_told)
    frame, nothing, rows = campaign.communes.frame, say("brief.nothing"), []
    for known in made.communes:
        unit = known.commune.unit
        own = frame.loc[frame["unit"] == unit, ["indicator", "year"]].itertuples(index=False, name=None)
        published = {code: campaign.communes.get(unit, code, year) for code, year in own}
        rate = [known.rate] if known.rate.known else []
        rows.append(
            (
                Cell(known.commune.name),
                Cell(known.rate_text or campaign.numbers.missing, refers=report.sources.number(rate), middle=True),
                Cell(
                    say("profile.communes.listed") if known.difficult else nothing,
                    refers=report.sources.number([published[KV3_NEXT]] if known.difficult else ()),
                    middle=True,
                ),
                Cell(campaign.numbers.number(known.commune.households_2019), middle=True),
                Cell(", ".join(known.commune.predecessors)),
                Cell(
                    "; ".join(known.facts) or nothing,
                    refers=report.sources.number(f for code, f in published.items() if code in FACTS),
                ),
            )
        )
    columns = [words[column] for column in ("unit", "published", "difficult", "base", "made_of", "others")]
    parts.table(report.document, columns, rows, _COMMUNES)


def _beside(report: _Report) -> None:
    """The plan's text concluded, money and things, difficult areas, improvement: what there is of the place."""
    sources = report.sources

    def quote(source: str, cited: Cited) -> None:
        if cited not in sources.quoted[source]:
            sources.quoted[source].append(cited)

    for section in sections(report.campaign, report.made.unit, report.made.year, sources.number, quote):
        _section(report, section.heading)
        for text in section.texts:
            parts.paragraph(report.document, text)
        if section.rows:
            parts.table(report.document, section.columns, section.rows, section.shares)


def _disputes(report: _Report) -> None:
    say = report.campaign.wording.say
    _section(report, say("profile.disputes.heading"))
    for text in report.made.disputes or (say("profile.disputes.none"),):
        parts.item(report.document, text)


def _lacking(report: _Report) -> None:
    """What no source publishes and nothing estimates, with the form of the yearly review that would bring it."""
    if not report.made.lacking:
        return
    _section(report, report.campaign.wording.say("profile.lacking_heading"))
    for text in report.made.lacking:
        parts.item(report.document, text)


def _reading(report: _Report) -> None:
    """How the marks are read, and until when was looked for publications."""
    campaign = report.campaign
    say, display = campaign.wording.say, campaign.display
    _section(report, say("brief.legend.heading"))
    how = {
        PUBLISHED: say("brief.legend.published"),
        PROJECTED: say("brief.legend.projected", mark=campaign.marks.words(PROJECTED).suffix.strip()),
        ESTIMATED: say("brief.legend.estimated", mark=campaign.marks.sign_of(ESTIMATED).strip()),
        MISSING: say("brief.legend.missing", mark=campaign.numbers.missing),
    }
    for status, words in how.items():
        long = campaign.marks.words(status).long
        parts.item(report.document, say("brief.legend.line", what=long, how=words))
    parts.item(report.document, say("brief.legend.caveats", grades=campaign.marks.quality_marks(),
                                    weak=display.weak_source.strip(), inferred=display.inferred_year.strip()))  # fmt: skip
    told = say("brief.until", until=verdicts.until(campaign.plan), edition=campaign.edition.name[:12])
    # Who signs never stands on a page by itself.
    parts.item(report.document, told, keep=True)


def _signature(report: _Report) -> None:
    """Whom it is sent to at the left, who signs at the right: both blank."""
    say = report.campaign.wording.say
    left, right = parts.side_by_side(report.document, (6, 6))
    start = WD_ALIGN_PARAGRAPH.LEFT
    parts.line(left, say("brief.foot.to"), 12, bold=True, italic=True, first=True, align=start)
    parts.line(left, say("brief.foot.first"), 11, align=start)
    parts.line(left, say("brief.foot.last"), 11, align=start)
    parts.line(right, say("brief.foot.office"), 14, bold=True, first=True)
    parts.line(right, say("brief.foot.name"), 14, bold=True, before=70)


def _annex(report: _Report) -> None:
    """Every source referred to by number, with the words quoted from it; pages of its own numbers."""
    campaign, document = report.campaign, report.document
    say = campaign.wording.say
    if not report.sources.quoted:
        return
    parts.restart_pages(document.add_section(WD_SECTION.NEW_PAGE))
    parts.line(document, say("brief.annex.kind"), 14, bold=True)
    parts.line(document, say("brief.annex.title"), 14, bold=True)
    parts.line(document, say("brief.annex.with"), 14, italic=True)
    parts.rule(document, 0.3)
    for number, (source, cited) in enumerate(report.sources.quoted.items(), start=1):
        name = captions.source_name(campaign, source)
        parts.source(document, number, say("brief.annex.source", name=name), address_of(campaign.sources, source))
        by_words: dict[str, list[str]] = {}
        for citation in cited:
            by_words.setdefault(citation.quote, []).append(citation.figure)
        for quote, figures in by_words.items():
            parts.item(document, say("brief.annex.quote", figures="; ".join(figures), quote=quote))
    parts.paragraph(document, say("brief.annex.model"))
