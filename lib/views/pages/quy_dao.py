"""Quỹ đạo: counts and rates against the yardstick's path and the points-a-year corridors."""

from __future__ import annotations

from collections.abc import Sequence

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.campaign.kept import called
from lib.plan.targets import Target
from lib.views import choices, tables
from lib.views.charts import MOST_RIBBONS, Former, Multiples, Trajectory, in_shares
from lib.views.links import INDICATOR, Selection
from lib.views.parts import whole_period
from lib.views.sentences import captions, former_standards, on_target, projections
from lib.views.view import (
    Asked,
    Block,
    Caption,
    Chart,
    Choice,
    Columns,
    Heading,
    Legend,
    Nothing,
    Notice,
    Table,
    Text,
    View,
)

CHOICES = (INDICATOR,)


def view(campaign: Campaign, asked: Asked) -> View:
    """The places chosen on one chart, the plan's groups each on its target, every unit small, the former standard apart."""
    say, selection, unit_word = campaign.wording.say, asked.selection, campaign.unit_words["unit_vi"]
    period = whole_period(campaign)
    indicator = choices.indicator_of(campaign, asked.indicator)
    name = campaign.indicator_names[indicator]
    units = list(selection.districts) or [selection.group]
    target = choices.target_for(campaign, units[0], indicator)
    told: list[Block] = []
    if target and len(units) == 1:
        assessment = campaign.assess(target, units[0], selection.year)
        told = [Text(on_target.target_sentence(campaign, assessment), name=campaign.names[units[0]])]
    title = f"{name}: {', '.join(campaign.names[unit] for unit in units)}"
    order = [s.unit for s in campaign.queue(selection.year, list(selection.shown))]
    return View(say("trajectories.title", indicator=name, year=campaign.plan.end_year), (
        Choice(INDICATOR, say("page.pick"), name),
        *told,
        Chart(Trajectory(tuple(units), indicator, target), "trajectory", title, period,
              _notes(campaign, units, indicator, seen=len(units) <= MOST_RIBBONS)),
        Legend(),
        # The last year is on every chart of this page, whichever year is chosen.
        Notice(projections.projection_notice(campaign, campaign.years[-1])),
        Caption(say("trajectories.all_years", period=period, year=selection.year)),
        Table(say("trajectories.table"), called(campaign, tables.figure_rows, units, indicator), folded=True),
        *(_groups(campaign, selection, indicator) if selection.whole and indicator in (POOR, RATE) else ()),
        Heading(say("trajectories.each", unit=unit_word)),
        *_each(campaign, order, indicator, selection.year),
        *_former(campaign, [campaign.province, *selection.shown]),
    ))  # fmt: skip


def _each(campaign: Campaign, order: Sequence[str], indicator: str, year: int) -> tuple[Block, ...]:
    """Every unit small, worst first; of what is known of no unit no empty panels."""
    say, unit_word, name = campaign.wording.say, campaign.unit_words["unit_vi"], campaign.indicator_names[indicator]
    if not any(figure.known for unit in order for figure in campaign.figures.series(unit, indicator, campaign.years)):
        return (Nothing(say("trajectories.each_none", unit=unit_word, indicator=campaign.wording.inside(name))),)
    title = say("trajectories.each_title", indicator=name, unit=unit_word)
    return (
        Caption(_each_note(campaign, indicator, year)),
        Chart(
            Multiples(tuple(order), indicator, year),
            "multiples",
            title,
            whole_period(campaign),
            _notes(campaign, order, indicator),
        ),
        Table(
            say("trajectories.each_table", unit=unit_word),
            called(campaign, tables.figure_rows, order, indicator),
            folded=True,
        ),
    )


def _each_note(campaign: Campaign, indicator: str, year: int) -> str:
    """How the small charts are read."""
    say, yardstick = campaign.wording.say, campaign.yardstick
    note = say("trajectories.each_note", year=year, level=campaign.marks.level)
    share = say("trajectories.each_share", first=yardstick.baseline_year, path=yardstick.path_vi)
    return f"{share} {note}" if in_shares(campaign.yardstick, indicator) else note


def _notes(campaign: Campaign, units: Sequence[str], indicator: str, *, seen: bool = True) -> captions.Notes:
    """Notes of a chart of these units' series; ``seen``: with the intervals of its estimates."""
    figures = [f for unit in units for f in campaign.figures.series(unit, indicator, campaign.years)]
    return captions.chart_notes(campaign, figures, intervals=seen)


def _groups(campaign: Campaign, selection: Selection, indicator: str) -> list[Block]:
    """The groups that have a target of their own, side by side."""
    own = [target for target in campaign.targets if target.unit != campaign.province]
    if not own:
        return []
    columns = tuple(_on_target(campaign, target, selection.year) for target in own)
    return [Heading(campaign.wording.say("trajectories.groups")), Columns(columns, (1,) * len(columns))]


def _on_target(campaign: Campaign, target: Target, year: int) -> tuple[Block, ...]:
    sentence = on_target.target_sentence(campaign, campaign.assess(target, year=year))
    shown = Trajectory((target.unit,), target.indicator, target, small=True)
    title = f"{campaign.indicator_names[target.indicator]}: {target.short_vi}"
    notes = _notes(campaign, [target.unit], target.indicator)
    chart = Chart(shown, f"group-{target.unit}", title, whole_period(campaign), notes)
    return Text(sentence, name=target.short_vi), chart


def _former(campaign: Campaign, compared: list[str]) -> list[Block]:
    """Rates on the former standard, on an axis of their own."""
    say, former = campaign.wording.say, called(campaign, Campaign.former_standard, compared)
    if former is None:
        return [Heading(say("trajectories.former_none")), Nothing(say("trajectories.former_missing"))]
    return [
        Heading(say("trajectories.former", standard=former)),
        Caption(called(campaign, former_standards.former_standard, former)),
        Chart(Former(tuple(compared), former), "old", say("trajectories.former_title", standard=former),
              former_standards.former_period(campaign, former), called(campaign, captions.former_notes, compared, former)),
    ]  # fmt: skip
