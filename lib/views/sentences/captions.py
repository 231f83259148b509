"""What stands under a chart or its picture: status marks, sources, weak sources, standard. From the figures it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lib.campaign.campaign import Campaign
from lib.campaign.figures import MODEL_SOURCE
from lib.language.catalogue import Catalogue
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure

#: More sources than this, or longer ones than a line, are counted and left to the data page.
_NAMED, _LONGEST = 3, 110


@dataclass(frozen=True)
class Notes:
    """What goes under a chart's picture: ``lines`` in order; ``weak`` and ``cut`` are those among them that the page says too."""

    lines: tuple[str, ...]
    weak: str = ""
    cut: str = ""

    @property
    def told(self) -> str:
        """What stands on the page under the chart; empty where nothing is weak or cut."""
        return " ".join(filter(None, [self.weak, self.cut]))


def chart_notes(campaign: Campaign, figures: Iterable[Figure], *, intervals: bool = True, dated: bool = True) -> Notes:
    """Notes of a chart of these figures: marks of the statuses that occur, sources, weak sources, standard; without ``intervals``
    that those of its estimates are left out; ``dated``: they are of ends of years, on the plan's standard.
    """
    known = [figure for figure in figures if figure.status != MISSING]
    present = {figure.status for figure in known}
    marks = [
        f"{campaign.marks.words(status).mark} {campaign.marks.words(status).long}"
        for status in (PUBLISHED, PROJECTED, ESTIMATED)
        if status in present
    ]
    sources = [f.source for f in known]
    weak = weak_note(campaign, known, dated=dated)
    standard = campaign.standard_name if dated else ""
    if legend := campaign.marks.quality_legend(known):
        marks.append(legend)
    unseen = not intervals and ESTIMATED in present
    cut = campaign.wording.say("captions.cut", level=campaign.marks.level) if unseen else ""
    lines = ("   ".join(marks), source_line(campaign, sources), weak, cut, standard)
    return Notes(tuple(line for line in lines if line), weak, cut)


def caveat_lines(campaign: Campaign, figures: Iterable[Figure]) -> tuple[str, ...]:
    """What the words after some figures mean, each that occurs: grades, worked out, of a weak source, of an inferred year."""
    known, display = [figure for figure in figures if figure.known], campaign.display
    marks = {
        "derived": (campaign.marks.words(PUBLISHED).derived or "", any(figure.derived for figure in known)),
        "weak": (display.weak_source, any(figure.weak for figure in known)),
        "inferred": (display.inferred_year, any(figure.inferred for figure in known)),
    }
    grades = campaign.marks.quality_legend(known)
    told = [
        campaign.wording.say(f"captions.caveats.{name}", mark=mark.strip())
        for name, (mark, occurs) in marks.items() if mark and occurs
    ]  # fmt: skip
    return (*([grades] if grades else []), *told)


def experimental_line(wording: Catalogue, figures: Iterable[Figure]) -> str:
    """That estimates are statistics under development; empty where none is among the figures."""
    if all(figure.status != ESTIMATED for figure in figures):
        return ""
    return wording.say("captions.experimental", model=wording.say("exports.model"))


def source_line(campaign: Campaign, sources: Iterable[str]) -> str:
    """Who reported or published some sources in one line, the model left out; more than a few are counted."""
    known = [source for source in dict.fromkeys(sources) if source != MODEL_SOURCE]
    if not known:
        return ""
    names = list(dict.fromkeys(source_name(campaign, source) for source in known))
    told = names[:1]
    for name in names[1:_NAMED]:
        if len("; ".join([*told, name])) <= _LONGEST:
            told.append(name)
    text = "; ".join(told)
    if len(names) > len(told):
        return campaign.wording.say("captions.more_sources", sources=text, count=len(names) - len(told))
    return campaign.wording.say("captions.sources", sources=text)


def notices(campaign: Campaign) -> str:
    """The notices every page carries at its foot; of an edition that is only looked at, that it is."""
    told = campaign.wording.say("page.footer", standard=campaign.standard_name)
    return f"{campaign.edition.unpublished} {told}".strip()


def issuer_line(campaign: Campaign, sources: Iterable[str]) -> str:
    """Who reported the first of some sources, and how many more there are: what a wall has room for; the notes have them all."""
    known = [source for source in dict.fromkeys(sources) if source != MODEL_SOURCE]
    if not known:
        return ""
    rows = campaign.sources.loc[known]
    names = list(dict.fromkeys(row.issuer_vi or row.publisher for row in rows.itertuples()))
    if len(names) == 1:
        return campaign.wording.say("captions.sources", sources=names[0])
    return campaign.wording.say("captions.issuers", first=names[0], count=len(names) - 1)


def source_name(campaign: Campaign, source: str) -> str:
    """Who reported what a source prints, through which publisher and when; the publisher alone where nobody is named."""
    row = campaign.sources.loc[source]
    printed = campaign.numbers.day(row["published"])
    if row["issuer_vi"] and row["issuer_vi"] != row["publisher"]:
        through = ", ".join(filter(None, [row["publisher"], printed]))
        return campaign.wording.say("captions.through", issuer=row["issuer_vi"], publisher=through)
    return f"{row['publisher']} ({printed})" if printed else str(row["publisher"])


def weak_note(campaign: Campaign, figures: Iterable[Figure], *, dated: bool = True) -> str:
    """Which of the figures rest on a weak source, in one line; empty where none does. ``dated``: they are of ends of years."""
    weak = [figure for figure in figures if figure.weak]
    if not weak:
        return ""
    publishers = ", ".join(dict.fromkeys(str(campaign.sources.loc[f.source, "publisher"]) for f in weak))
    if not dated:
        return campaign.wording.say("captions.weak_publishers", publishers=publishers)
    years = ", ".join(str(year) for year in sorted({f.year for f in weak}))
    return campaign.wording.say("captions.weak_sources", years=years, publishers=publishers)


def former_notes(campaign: Campaign, units: Iterable[str], standard: str) -> Notes:
    """Notes of the chart of rates on a former standard."""
    rows = campaign.former_rates(list(units), standard)
    marks = "   ".join(
        f"{campaign.marks.words(status).mark} {campaign.marks.words(status).long}" for status in (PUBLISHED, PROJECTED)
    )
    apart = campaign.wording.say(
        "captions.former_standard", former=campaign.standard_title(standard), standard=campaign.plan.standard
    )
    return Notes((marks, source_line(campaign, rows["source"]), apart))
