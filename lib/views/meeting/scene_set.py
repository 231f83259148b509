"""A saved meeting: which scenes in which order, and what was written anew. Its figures are references, never numbers.

A set saved last month therefore shows today's figures; what each reference said when it was saved travels along, so that
it can be told what has changed since. The browser writes such files (``assets/presenter/saved.js``), both read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from lib.base.documents import Strict, read_document
from lib.base.findings import data_error
from lib.campaign.campaign import Campaign
from lib.ledger.figure import Figure
from lib.views.meeting import about, registry
from lib.views.meeting.about import Asked
from lib.views.meeting.scene import Scene
from lib.views.sentences.what_if import read_paces

#: ``{418:poor_rate:2024}``: unit, indicator and year of the figure meant.
_REFERENCE = re.compile(r"\{([\w-]+):(\w+):(\d{4})\}")
Text = Annotated[str, Field(max_length=2000)]


class SavedScene(Strict):
    """One scene of a set; ``headline`` and ``notes`` only where they were written anew."""

    code: Annotated[str, Field(max_length=80)]
    shown: bool = True
    headline: Text | None = None
    notes: Text | None = None
    seen: dict[str, Text] = {}


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
    paces, wrong = read_paces(campaign, saved.paces)
    unknown = about.not_in_plan(campaign, saved.group, saved.districts, saved.year, saved.beside)
    _refuse(campaign, file, unknown + wrong)
    return about.asked(campaign, saved.group, saved.districts, saved.year, saved.beside, paces)


def scenes_of(campaign: Campaign, saved: SceneSet, *, file: str) -> list[Scene]:
    """The shown scenes of a set with today's figures. Raises :class:`DataError` for a scene or figure there is not."""
    asked = asked_of(campaign, saved, file=file)
    known = set(registry.known_codes(campaign))
    wrong = [entry.code for entry in saved.scenes if entry.code not in known]
    for entry in saved.scenes:
        wrong += [found[0] for found in _REFERENCE.finditer(entry.headline or "") if _figure(campaign, found) is None]
    _refuse(campaign, file, wrong)
    return [
        _edited(campaign, registry.scene(campaign, entry.code, asked), entry) for entry in saved.scenes if entry.shown
    ]


def _refuse(campaign: Campaign, file: str, wrong: list[str]) -> None:
    """Raise :class:`DataError` that names what the plan does not have, if there is anything."""
    say = campaign.wording.say
    if wrong:
        raise data_error(file, say("scenes.saved.unknown", values=", ".join(wrong)), remedy=say("scenes.saved.remedy"))


def _edited(campaign: Campaign, made: Scene, entry: SavedScene) -> Scene:
    headline = made.headline if entry.headline is None else filled(campaign, entry.headline)
    notes = (
        made.notes if entry.notes is None else (*filter(None, filled(campaign, entry.notes).splitlines()), *made.notes)
    )
    return replace(made, headline=headline, notes=tuple(notes))


def filled(campaign: Campaign, text: str) -> str:
    """``text`` with its references written as today's figures; one that names none stays as it is."""

    def written(found: re.Match[str]) -> str:
        figure = _figure(campaign, found)
        return found[0] if figure is None else campaign.marks.marked(figure)

    return _REFERENCE.sub(written, text)


def _figure(campaign: Campaign, found: re.Match[str]) -> Figure | None:
    unit, indicator, year = found[1], found[2], int(found[3])
    if unit not in campaign.names or indicator not in campaign.indicator_names:
        return None
    return campaign.figure(unit, indicator, year)


def reference(figure: Figure) -> str:
    """How a set names a figure."""
    return f"{figure.unit}:{figure.indicator}:{figure.year}"


def figure_texts(campaign: Campaign, scenes: Iterable[Scene]) -> dict[str, tuple[str, str]]:
    """Reference -> how the figure is written, and what it is, for every figure of some scenes."""
    found = {reference(f): f for made in scenes for f in made.figures if f.indicator in campaign.indicator_names}
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
    for name, before in (pair for entry in saved.scenes for pair in entry.seen.items()):
        match = _REFERENCE.fullmatch(f"{{{name}}}")
        figure = _figure(campaign, match) if match else None
        if figure and (now := campaign.marks.marked(figure)) != before:
            told[name] = say("scenes.saved.changed", what=_called(campaign, figure), before=before, now=now)
    return list(told.values())
