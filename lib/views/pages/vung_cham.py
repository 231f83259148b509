"""Vùng chậm: who lags, by how much, on which yardstick, with what probability."""

from __future__ import annotations

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.kept import called
from lib.plan.judgement import Kind
from lib.views import choices, tables
from lib.views.charts import Dumbbells, Falls
from lib.views.page_list import page_title
from lib.views.sentences import captions, lagging, method, on_target, projections, shares
from lib.views.view import (
    Asked,
    Block,
    Caption,
    Cards,
    Chart,
    Chips,
    Fold,
    Heading,
    Legend,
    Nothing,
    Notice,
    Queue,
    Table,
    Text,
    View,
)  # fmt: skip

#: So many undecided units are told without unfolding.
_FEW = 3


def view(campaign: Campaign, asked: Asked) -> View:
    """Units by their judgement, the plan's groups, since when and how far each has come."""
    say, selection = campaign.wording.say, asked.selection
    year, shown = selection.year, list(selection.shown)
    standings, unit_word = campaign.queue(year, shown), campaign.unit_words["unit_vi"]
    listed: list[Block] = []
    for kind, heading, some in choices.lists_by_kind(campaign, standings, year):
        # Who surely lags is told at once; of the undecided the chart has said what there is, their sentences unfold.
        if kind == Kind.OPEN and len(some) > _FEW:
            listed.append(Fold(heading, (Queue(tuple(some)),)))
        else:
            listed += [Heading(heading), (Queue if kind in (Kind.BAD, Kind.OPEN) else Chips)(tuple(some))]
    order = tuple(s.unit for s in standings)
    sentence = on_target.target_sentence(campaign, campaign.assess(campaign.yardstick, campaign.province, year))
    title, rest = lagging.answer(campaign, year, shown)
    return View(title or page_title(campaign.wording, "vung_cham"), (
        Text(rest, "lags"),
        Notice(projections.projection_notice(campaign, year)),
        Text(projections.clash_sentence(campaign, year)),
        *_falls(campaign, order, year),
        Legend(),
        *listed,
        *_since(campaign, order, year),
        Heading(say("lagging.groups")),
        *([] if selection.whole else [Caption(say("lagging.groups_apart", unit=unit_word))]),
        Cards(tuple(choices.group_assessments(campaign, year))),
        Text(shares.burden(campaign, campaign.poorest_group, year) if campaign.poorest_group else ""),
        Text(shares.half(campaign, year)),
        Table(say("lagging.table"), called(campaign, tables.standing_table, standings), folded=True),
        Caption(say("lagging.province", sentence=sentence)),
    ))  # fmt: skip


def _since(campaign: Campaign, order: tuple[str, ...], year: int) -> tuple[Block, ...]:
    say, start = campaign.wording.say, campaign.yardstick.baseline_year
    notes = captions.chart_notes(campaign, _at(campaign, order, RATE, year), intervals=False)
    period = say("lagging.since_period", first=start, last=year)
    chart = Chart(Dumbbells(order, RATE, year), "dumbbells", say("lagging.since_title"), period, notes)
    return Heading(say("lagging.since")), chart


def _falls(campaign: Campaign, order: tuple[str, ...], year: int) -> tuple[Block, ...]:
    say, yardstick, level = campaign.wording.say, campaign.yardstick, campaign.marks.level
    heading = Heading(say("lagging.falls"))
    if year == yardstick.baseline_year:
        return heading, Nothing(say("lagging.falls_start"))
    title = say("lagging.falls_title", indicator=campaign.indicator_names[yardstick.indicator])
    period = say("lagging.falls_period", first=yardstick.baseline_year, last=year, level=level)
    notes = captions.chart_notes(campaign, _at(campaign, order, yardstick.indicator, year))
    note = say("lagging.falls_note", level=level, unit=campaign.unit_words["unit_vi"], certain=method.certain(campaign))
    return heading, Chart(Falls(order, year), "falls", title, period, notes), Caption(note)


def _at(campaign: Campaign, units: tuple[str, ...], indicator: str, year: int) -> list:
    """Each unit's figures of the baseline and of ``year``."""
    return [campaign.figure(unit, indicator, at) for unit in units for at in (campaign.yardstick.baseline_year, year)]
