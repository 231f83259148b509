"""What can be carried away: every file that is made of a selection, what is in it, and where it is asked for.

A file that takes longer than a moment is a job of :mod:`lib.web.files`, begun by a button; the others are links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.campaign.campaign import Campaign
from lib.views import links
from lib.views.links import Selection
from lib.views.meeting.addresses import OWN, addresses

#: Parameters of a file: what it is, the job that makes it, the job's file; how a table is written; which part of the pages a
#: picture shows, and its form.
KIND, JOB, FETCH, LAYOUT, CONVENTION, PART, FORM = "loai", "viec", "lay", "bang", "kieu", "phan", "dang"
SLIDES, ALL_SLIDES, MEETING_FILE, BRIEF, WORKBOOK, TABLE, PICTURE = (
    "pptx",
    "pptx-du",
    "html",
    "docx",
    "xlsx",
    "csv",
    "anh",
)
#: The part that is one unit with its communes.
UNIT_PART = "huyen"
#: The address of a job before its name.
JOB_ADDRESS = f"./{links.FILES}?{JOB}="


@dataclass(frozen=True)
class Way:
    """A button (``job``) or a link to a file: what it says, where the file is asked for."""

    label: str
    address: str
    job: bool = True


@dataclass(frozen=True)
class Offer:
    """A file or a few that differ in form: what it is called, what is in it, the ways to it."""

    name: str
    about: str
    ways: tuple[Way, ...]


def slides_address(
    campaign: Campaign, selection: Selection, own: Mapping[str, Sequence[str]], *, preview: bool = False
) -> str:
    """Where the slides of a selection are begun; ``own``: what a page adds to the link that scenes are made of."""
    values = links.parameters(campaign, selection, preview=preview) | {key: own.get(key, ()) for key in OWN}
    return links.address(f"./{links.FILES}", {KIND: SLIDES, **values})


def offers(campaign: Campaign, selection: Selection, *, preview: bool = False) -> dict[str, tuple[Offer, ...]]:
    """By heading, all that a selection can be carried away as."""
    return _Offers(campaign, selection, preview).all()


class _Offers:
    def __init__(self, campaign: Campaign, selection: Selection, preview: bool) -> None:
        self.campaign, self.selection, self.preview = campaign, selection, preview
        self.say, self.scope = campaign.wording.say, links.scope_words(campaign, selection)

    def all(self) -> dict[str, tuple[Offer, ...]]:
        say = self.say
        return {
            say("files.headings.meeting"): (self._slides(), self._meeting()),
            say("files.headings.office"): (self._briefs(), self._sheets()),
            say("files.headings.figures"): (self._workbook(), self._tables()),
            say("files.headings.pictures"): self._pictures(),
        }

    def _job(
        self, label: str, kind: str, values: Mapping[str, Any] | None = None, more: Mapping[str, str] | None = None
    ) -> Way:
        values = values or links.parameters(self.campaign, self.selection, preview=self.preview)
        return Way(label, links.address(f"./{links.FILES}", {KIND: kind, **values, **(more or {})}))

    def _slides(self) -> Offer:
        say, unit = self.say, self.campaign.unit_words["unit_vi"]
        ways = (
            self._job(say("files.slides.way"), SLIDES),
            self._job(say("files.slides.all", count=len(self.campaign.districts), unit=unit), ALL_SLIDES),
        )
        return Offer(
            say("files.slides.name"), say("files.slides.about", scope=self.scope, year=self.selection.year), ways
        )

    def _meeting(self) -> Offer:
        say = self.say
        _, file = addresses(self.campaign, self.selection, {}, preview=self.preview)
        about = say("files.meeting.about", scope=self.scope, year=self.selection.year)
        return Offer(say("files.meeting.name"), about, (Way(say("files.meeting.way"), file, job=False),))

    def _briefs(self) -> Offer:
        ways = tuple(self._job(name, BRIEF, values) for name, values in self._subjects())
        return Offer(self.say("files.brief.name"), self.say("files.brief.about", year=self.selection.year), ways)

    def _sheets(self) -> Offer:
        ways = tuple(
            Way(name, links.address(f"./{links.SHEET}", values), job=False) for name, values in self._subjects()
        )
        return Offer(self.say("files.sheet.name"), self.say("files.sheet.about", year=self.selection.year), ways)

    def _workbook(self) -> Offer:
        say, years = self.say, self.campaign.years
        about = say("files.workbook.about", first=years[0], last=years[-1], scope=self.scope)
        return Offer(say("files.workbook.name"), about, (self._job(say("files.workbook.way"), WORKBOOK),))

    def _tables(self) -> Offer:
        say, section = self.say, self.campaign.wording.section
        ways = tuple(
            self._job(f"{layout_word}, {convention_word}", TABLE, more={LAYOUT: layout, CONVENTION: convention})
            for layout, layout_word in section("files.layouts").items()
            for convention, convention_word in section("files.conventions").items()
        )
        return Offer(say("files.table.name"), say("files.table.about", scope=self.scope), ways)

    def _pictures(self) -> tuple[Offer, ...]:
        say, campaign, year = self.say, self.campaign, self.selection.year
        shared = links.parameters(campaign, self.selection, preview=self.preview)
        units = [
            (say("files.picture.unit", name=campaign.names[unit]), UNIT_PART, {**shared, links.DISTRICTS: (unit,)})
            for unit in self.selection.districts
        ]
        parts = [(name, part, shared) for part, name in campaign.wording.section("files.picture.parts").items()]
        about = say("files.picture.about", scope=self.scope, year=year)
        return tuple(
            Offer(
                name,
                "" if part == UNIT_PART else about,
                tuple(
                    self._job(word, PICTURE, values, {PART: part, FORM: form})
                    for form, word in campaign.wording.section("files.forms").items()
                ),
            )
            for name, part, values in [*units, *parts]
        )

    def _subjects(self) -> list[tuple[str, dict[str, Any]]]:
        """Whom a document of one place can be about, each with the parameters that say so: the group, the units chosen,
        where nothing is filtered the groups of households.
        """
        campaign, selection = self.campaign, self.selection
        shared = links.parameters(campaign, selection, preview=self.preview)
        populations = [g for g in campaign.focus if g not in campaign.groups] if selection.whole else []
        told: list[tuple[str, dict[str, Any]]] = [(selection.group, {**shared, links.DISTRICTS: None})]
        told += [(unit, {**shared, links.DISTRICTS: (unit,)}) for unit in selection.districts]
        told += [(group, {**shared, links.SUBJECT: group}) for group in populations]
        return [(campaign.names[code], values) for code, values in told]
