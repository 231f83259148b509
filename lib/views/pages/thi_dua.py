"""Thi đua: level and improvement side by side, who improved surely, what a proposal for a reward must meet."""

from __future__ import annotations

import pandas as pd

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.comparison import NOW, POINTS
from lib.campaign.emulation import Case, Finding, among, cases
from lib.campaign.kept import called
from lib.language.display_pages import Emulation
from lib.views.charts import Kind
from lib.views.page_list import page_title
from lib.views.sentences import captions, comparison, emulation, projections
from lib.views.view import (
    Asked,
    Block,
    Caption,
    Chart,
    Columns,
    Download,
    Fold,
    Heading,
    Legend,
    Lines,
    Nothing,
    Notice,
    Table,
    Text,
    View,
    Way,
)  # fmt: skip

#: Columns of the draft that its file has and the page leaves to the other tables.
_IN_THE_FILE = (
    "level_rank",
    "fall_rank",
    "common",
    "peers",
    "faster",
    "slower",
    "undecided",
    "proposed",
    "award",
    "reason",
)


def view(campaign: Campaign, asked: Asked) -> View:
    """The picture, then who is found what on which evidence, peers, the draft, and what a proposal must meet."""
    return called(campaign, _view, asked.selection.year, tuple(asked.selection.shown))


def _view(campaign: Campaign, year: int, shown: tuple[str, ...]) -> View:
    say, listed = campaign.wording.say, campaign.display.emulation
    if listed is None:
        return View(page_title(campaign.wording, "thi_dua"), (Nothing(say("emulation.facts.none")),))
    units = tuple(called(campaign, comparison.by_level, list(shown), year))
    found = called(campaign, cases, units, year, listed.near)
    judged: list[Block] = []
    if any(case.finding != Finding.NONE for case in found):
        judged = [
            *_who(campaign, found, year),
            *_peers(campaign, units, year, listed),
            *_draft(campaign, found, year, listed),
        ]
    return View(emulation.title(campaign, found, year), (
        Text(emulation.basis(campaign, found), "lags"),
        Notice(projections.projection_notice(campaign, year)),
        Text(projections.clash_sentence(campaign, year)),
        *_picture(campaign, units, year),
        Legend(),
        *judged,
        *_facts(campaign, listed),
        *_conditions(campaign),
        *_scores(campaign, units),
    ))  # fmt: skip


def _picture(campaign: Campaign, units: tuple[str, ...], year: int) -> list[Block]:
    """Level and improvement beside one another, in the same rows."""
    say, first = campaign.wording.say, campaign.yardstick.baseline_year
    now = [campaign.figure(unit, RATE, year) for unit in units]
    level = Chart(Kind("ranking", (NOW, units, year)), "level", say("emulation.level"), say("emulation.level_period", year=year),
                  captions.chart_notes(campaign, now))  # fmt: skip
    left: tuple[Block, ...] = (
        Heading(say("emulation.level")),
        Caption(say("emulation.level_period", year=year)),
        level,
    )
    if year == first:
        return [*left]
    period = say("emulation.fall_period", first=first, year=year)
    both = [campaign.figure(unit, RATE, at) for unit in units for at in (first, year)]
    fall = Chart(Kind("ranking", (POINTS, units, year)), "improvement", say("emulation.fall"), period,
                 captions.chart_notes(campaign, both))  # fmt: skip
    right: tuple[Block, ...] = (Heading(say("emulation.fall")), Caption(period), fall)
    note = say("emulation.picture_note", level=campaign.marks.level, of=len(campaign.districts),
               unit=campaign.unit_words["unit_vi"])  # fmt: skip
    return [Columns((left, right), (1, 1)), Caption(note)]


def _who(campaign: Campaign, found: list[Case], year: int) -> list[Block]:
    """Names by the rule, each with its evidence a click away; who lags is told on a page of its own."""
    say = campaign.wording.say
    blocks: list[Block] = [
        Heading(say("emulation.who")),
        Text(emulation.named(campaign, found)),
        Caption(emulation.rule(campaign)),
    ]
    for finding in (Finding.SURE, Finding.SPLIT, Finding.OPEN, Finding.NONE):
        some = [case for case in found if case.finding == finding]
        if some:
            lines = tuple(emulation.evidence(campaign, case, year) for case in some)
            blocks.append(Fold(say(f"emulation.lists.{finding}", count=len(some)), (Lines(lines),)))
    blocks.append(Table(say("emulation.table"), called(campaign, _table, tuple(found), year), folded=True))
    if any(case.finding == Finding.BEHIND for case in found):
        blocks.append(Way("vung_cham", say("emulation.behind"), ":material/priority_high:"))
    return blocks


def _table(campaign: Campaign, found: tuple[Case, ...], year: int) -> pd.DataFrame:
    return emulation.some_of(campaign, emulation.table(campaign, found, year), "status", "warning")


def _peers(campaign: Campaign, units: tuple[str, ...], year: int, listed: Emulation) -> list[Block]:
    say, found = campaign.wording.say, [among(campaign, unit, year, listed) for unit in units]
    certain = campaign.numbers.percent(campaign.cutoffs.certain * 100, 0)
    return [
        Heading(say("emulation.peers.heading")),
        Text(emulation.peers_told(campaign, found)),
        Caption(say("emulation.peers.rule", count=listed.peers, certain=certain)),
        Table(say("emulation.peers.table"), emulation.peers_table(campaign, found), folded=True),
    ]


def _draft(campaign: Campaign, found: list[Case], year: int, listed: Emulation) -> list[Block]:
    """The list an officer goes on with: evidence beside each name, columns of his own; nothing of it is kept here."""
    say, cells = campaign.wording.say, emulation.draft(campaign, found, year, listed)
    heading = Heading(say("emulation.draft.heading"))
    if cells.empty:
        return [heading, Nothing(say("emulation.draft.nobody"))]
    count, units = len(cells), tuple(case.unit for case in found)
    return [
        heading,
        Caption(say("emulation.draft.note")),
        Table(
            say("emulation.draft.table", count=count), emulation.some_of(campaign, cells, *_IN_THE_FILE), folded=True
        ),
        Download(say("emulation.draft.button", count=count), say("emulation.draft.file"), (str(year), *units), cells),
    ]


def _facts(campaign: Campaign, listed: Emulation) -> list[Block]:
    say, told = campaign.wording.say, emulation.known(campaign, listed)
    heading = Heading(say("emulation.facts.heading"))
    return [heading, Lines(tuple(told)) if told else Nothing(say("emulation.facts.none"))]


def _conditions(campaign: Campaign) -> list[Block]:
    say, cells = campaign.wording.say, emulation.conditions(campaign)
    if cells.empty:
        return []
    return [
        Heading(say("emulation.conditions.heading")),
        Text(emulation.conditions_told(campaign)),
        Caption(say("emulation.conditions.note")),
        Table(say("emulation.conditions.table", count=len(cells)), cells, folded=True),
    ]


def _scores(campaign: Campaign, units: tuple[str, ...]) -> list[Block]:
    say, cells = campaign.wording.say, emulation.scores(campaign, units)
    heading = Heading(say("emulation.scores.heading"))
    if cells.empty:
        return [heading, Caption(say("emulation.scores.none"))]
    return [heading, Caption(say("emulation.scores.note")), Table(say("emulation.scores.table"), cells)]
