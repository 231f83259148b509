"""A saved meeting: which scenes in which order, and what was written anew. Its figures are references, never numbers.

A set saved last month therefore shows today's figures; what each reference said when it was saved travels along, so that
it can be told what has changed since. The browser writes such files (``assets/presenter/saved.js``), both read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from lib.base.documents import Strict, read_document
from lib.base.findings import data_error
from lib.campaign.campaign import Campaign
from lib.language.catalogue import Catalogue
from lib.language.numbers import NBSP
from lib.ledger.figure import Figure
from lib.views.meeting import about, registry
from lib.views.meeting.about import Asked
from lib.views.meeting.scene import Scene, TextBlock
from lib.views.sentences.what_if import read_paces

#: ``{418:poor_rate:2024}``: unit, indicator and year of the figure meant.
_REFERENCE = re.compile(r"\{([\w-]+):(\w+):(\d{4})\}")
#: Codes of scenes of one's own: a heading and lines.
_OWN = re.compile(r"rieng-\d{1,3}")
Text = Annotated[str, Field(max_length=2000)]


class SavedScene(Strict):
    """One scene of a set; ``headline`` and ``notes`` only where they were written anew, ``lines`` of a scene of one's own."""

    code: Annotated[str, Field(max_length=80)]
    shown: bool = True
    headline: Text | None = None
    notes: Text | None = None
    lines: Annotated[list[Text], Field(max_length=200)] = []
    seen: dict[str, Text] = {}

    @property
    def own(self) -> bool:
        """Whether it is a scene of one's own."""
        return _OWN.fullmatch(self.code) is not None

    @property
    def texts(self) -> list[str]:
        """What was written anew."""
        return [text for text in (self.headline, self.notes, *(self.lines if self.own else ())) if text]


class SceneSet(Strict):
    """A meeting's scenes and what they are about."""

    version: Literal[1]
    edition: Annotated[str, Field(max_length=80)]
    group: Annotated[str, Field(max_length=80)]
    districts: Annotated[list[str], Field(max_length=30)]
    year: int
    #: Groups beside the districts and paces tried, as links say them; sets saved before there were any have none.
    beside: Annotated[list[str], Field(max_length=6)] = []
    paces: Annotated[list[str], Field(max_length=30)] = []
    scenes: Annotated[list[SavedScene], Field(min_length=1, max_length=200)]


def read_set(path: Path) -> SceneSet:
    """Read a saved set. Raises :class:`lib.base.findings.DataError` for a file that is none."""
    return read_document(path, SceneSet)


def asked_of(campaign: Campaign, saved: SceneSet, *, file: str) -> Asked:
    """What a set is about. Raises :class:`lib.base.findings.DataError` for a year, group or unit that the plan does not have."""
    paces, wrong = read_paces(campaign.areas, saved.paces)
    unknown = about.not_in_plan(campaign, saved.group, saved.districts, saved.year, saved.beside)
    _refuse(campaign.wording, file, unknown + wrong)
    return about.asked(campaign, saved.group, saved.districts, saved.year, saved.beside, paces)


def scenes_of(campaign: Campaign, saved: SceneSet, *, file: str) -> list[Scene]:
    """The shown scenes of a set with today's figures. Raises :class:`DataError` for a scene or figure there is not."""
    asked = asked_of(campaign, saved, file=file)
    known = set(registry.known_codes(campaign))
    wrong = [entry.code for entry in saved.scenes if entry.code not in known and not entry.own]
    for entry in saved.scenes:
        lost = [found for found in _named(entry) if _figure(campaign, found) is None]
        # What it said when the set was saved can stand for a figure that there is no longer.
        wrong += [found[0] for found in lost if found[0][1:-1] not in entry.seen]
    _refuse(campaign.wording, file, wrong)
    return [
        _own(campaign, entry) if entry.own else _edited(campaign, registry.scene(campaign, entry.code, asked), entry)
        for entry in saved.scenes
        if entry.shown
    ]


def _named(entry: SavedScene) -> list[re.Match[str]]:
    return [found for text in entry.texts for found in _REFERENCE.finditer(text)]


def _refuse(wording: Catalogue, file: str, wrong: list[str]) -> None:
    """Raise :class:`DataError` that names what the plan does not have, if there is anything."""
    say = wording.say
    if wrong:
        raise data_error(file, say("scenes.saved.unknown", values=", ".join(wrong)), remedy=say("scenes.saved.remedy"))


def _edited(campaign: Campaign, made: Scene, entry: SavedScene) -> Scene:
    headline = made.headline if entry.headline is None else _filled(campaign, entry.headline, entry.seen)
    return replace(made, headline=headline, notes=(*_notes(campaign, entry), *made.notes))


def _own(campaign: Campaign, entry: SavedScene) -> Scene:
    """A scene of one's own: its figures are those it names, its source is who speaks."""
    say = campaign.wording.say
    title = say("presenter.own_title")
    lines = tuple(filter(None, (_filled(campaign, line, entry.seen) for line in entry.lines)))
    figures = [figure for found in _named(entry) if (figure := _figure(campaign, found))]
    return Scene(
        code=entry.code, title=title, lead=(), statuses=(), sources=say("presenter.own_source"),
        headline=title if entry.headline is None else _filled(campaign, entry.headline, entry.seen),
        blocks=(TextBlock("", lines),) if lines else (), figures=tuple(dict.fromkeys(figures)),
        notes=tuple(_notes(campaign, entry)),
    )  # fmt: skip


def _notes(campaign: Campaign, entry: SavedScene) -> list[str]:
    return [line for line in _filled(campaign, entry.notes or "", entry.seen).split("\n") if line]


def _filled(campaign: Campaign, text: str, seen: Mapping[str, str]) -> str:
    """``text`` with its references written as today's figures; of one there is no longer, as it was when it was saved."""
    gone = campaign.wording.say("scenes.saved.gone")

    def written(found: re.Match[str]) -> str:
        figure = _figure(campaign, found)
        if figure is not None:
            return campaign.marks.marked(figure)
        # The browser may have written the remark into the text already.
        noted = text[found.end() :].lstrip().startswith(gone)
        return seen[found[0][1:-1]] + ("" if noted else f" {gone}")

    return _REFERENCE.sub(written, text)


def _figure(campaign: Campaign, found: re.Match[str]) -> Figure | None:
    unit, indicator, year = found[1], found[2], int(found[3])
    if unit not in campaign.names or indicator not in campaign.indicator_names:
        return None
    figure = campaign.figure(unit, indicator, year)
    return figure if figure.known else None


def reference(figure: Figure) -> str:
    """How a set names a figure."""
    return f"{figure.unit}:{figure.indicator}:{figure.year}"


def references(campaign: Campaign, made: Scene) -> list[str]:
    """The figures of a scene that a set can name."""
    shown = made.figures if made.dated else ()
    return [reference(figure) for figure in shown if figure.known and figure.indicator in campaign.indicator_names]


def figure_texts(campaign: Campaign, scenes: Iterable[Scene]) -> dict[str, tuple[str, str]]:
    """Reference -> how the figure is written, and what it is, for every figure there is or scenes show.

    A set made for another year or scope may name any of them; all are a few ten kilobytes.
    """
    rows = campaign.figures.frame[["unit", "indicator", "year"]].itertuples(index=False)
    every = [campaign.figure(row.unit, row.indicator, int(row.year)) for row in rows]
    every += [figure for made in scenes if made.dated for figure in made.figures]
    found = {
        reference(f): f
        for f in every
        if f.known and f.unit in campaign.names and f.indicator in campaign.indicator_names
    }
    return {name: (campaign.marks.marked(f), _called(campaign, f)) for name, f in found.items()}


def _called(campaign: Campaign, figure: Figure) -> str:
    """What a figure is."""
    return campaign.wording.say(
        "scenes.saved.figure",
        unit=campaign.names[figure.unit],
        indicator=campaign.indicator_names[figure.indicator],
        year=figure.year,
    )


def changes(campaign: Campaign, saved: SceneSet) -> list[str]:
    """What a set's figures said when it was saved and say otherwise today, a sentence each."""
    say, told = campaign.wording.say, {}
    for entry in saved.scenes:
        named = {found[0][1:-1] for found in _named(entry)}
        for name, before in entry.seen.items():
            match = _REFERENCE.fullmatch(f"{{{name}}}")
            figure = _figure(campaign, match) if match else None
            if figure and _spaced(now := campaign.marks.marked(figure)) != _spaced(before):
                told[name] = say("scenes.saved.changed", what=_called(campaign, figure), before=before, now=now)
            elif figure is None and name in named:
                told[name] = say("scenes.saved.lost_figure", reference=name, before=before)
    return list(told.values())


def _spaced(text: str) -> str:
    return text.replace(NBSP, " ")
