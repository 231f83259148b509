"""So sánh: two to six places on the same scales; where fewer are chosen, all units of the scope in their ranks."""

from __future__ import annotations

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.kept import called
from lib.views import tables
from lib.views.charts import MOST_RIBBONS, Dumbbells, Indexed, Trajectory
from lib.views.links import BESIDE
from lib.views.parts import whole_period
from lib.views.sentences import captions, comparison, projections
from lib.views.view import Asked, Block, Caption, Chart, Choice, Columns, Heading, Legend, Notice, Table, Text, View

CHOICES = (BESIDE,)


def view(campaign: Campaign, asked: Asked) -> View:
    """Places side by side, or all of them in their ranks."""
    say, selection = campaign.wording.say, asked.selection
    units, other = comparison.side_by_side(campaign, selection.districts, asked.beside, selection.scope)
    year, whole = selection.year, comparison.all_ranked(units, other)
    title = comparison.title(campaign, units, other)
    told: list[Block] = []
    if whole:
        units = called(campaign, comparison.by_level, units, year)
        hint = say("comparison.hint", unit=campaign.unit_words["unit_vi"], count=len(units))
        told = [Caption(hint), Text(called(campaign, comparison.extremes, units, year), "lags")]
    else:
        told = [Caption(say("comparison.alone", name=campaign.names[other]))] if other else []
        told += [Text(sentence) for sentence in called(campaign, comparison.sentences, units, year)]
    beside = ", ".join(campaign.names[group] for group in asked.beside)
    return View(title, (
        Choice(BESIDE, say("comparison.beside"), beside),
        *told,
        *([_levels(campaign, units, year)] if whole else [_lines(campaign, units)]),
        Legend(),
        Notice(projections.projection_notice(campaign, year)),
        Table(say("comparison.table"), called(campaign, comparison.table, units, year)),
        Caption(say("comparison.ranks_note", level=campaign.marks.level)),
        *([] if whole else _more(campaign, units, year)),
    ))  # fmt: skip


def _levels(campaign: Campaign, units: list[str], year: int) -> Chart:
    """Every place at the baseline and now."""
    say, start = campaign.wording.say, campaign.yardstick.baseline_year
    shown = [campaign.figure(unit, RATE, at) for unit in units for at in dict.fromkeys((start, year))]
    notes = captions.chart_notes(campaign, shown, intervals=False)
    period = say("lagging.since_period", first=start, last=year)
    return Chart(Dumbbells(tuple(units), RATE, year), "levels", say("lagging.since_title"), period, notes)


def _lines(campaign: Campaign, units: list[str]) -> Columns:
    say, period = campaign.wording.say, whole_period(campaign)
    names, places = ", ".join(campaign.names[unit] for unit in units), tuple(units)
    left: tuple[Block, ...] = ()
    if not campaign.yardstick.by_points:
        title = say("comparison.lines", first=campaign.yardstick.baseline_year)
        notes = captions.chart_notes(campaign, _series(campaign, units, campaign.yardstick.indicator), intervals=False)
        chart = Chart(Indexed(places), "indexed", f"{title}: {names}", period, notes)
        left = (Heading(title), Caption(say("comparison.lines_note")), chart)
    title = say("comparison.rates")
    notes = captions.chart_notes(campaign, _series(campaign, units, RATE), intervals=len(units) <= MOST_RIBBONS)
    right = Heading(title), Chart(Trajectory(places, RATE, None), "beside", f"{title}: {names}", period, notes)
    return Columns((left, right), (1, 1))


def _more(campaign: Campaign, units: list[str], year: int) -> list[Block]:
    say = campaign.wording.say
    return [
        Table(say("trajectories.table"), called(campaign, tables.figure_rows, units, RATE), folded=True),
        Heading(say("comparison.why")),
        Caption(say("comparison.why_note")),
        Table(say("comparison.why"), called(campaign, comparison.known_of_each, units, year)),
    ]


def _series(campaign: Campaign, units: list[str], indicator: str) -> list:
    return [figure for unit in units for figure in campaign.figures.series(unit, indicator, campaign.years)]
