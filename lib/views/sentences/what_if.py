"""*Nếu … thì* in words: what a pace leads to, always named as a calculation."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import pandas as pd

from lib.campaign import what_if
from lib.campaign.campaign import POOR, Campaign
from lib.campaign.what_if import Outcome
from lib.ledger.figure import ESTIMATED, PROJECTED
from lib.plan.judgement import Kind
from lib.views.sentences import verdicts

#: Places that get a pace of their own.
MOST = 6
#: In place of a unit's code: one pace for all.
ALL_UNITS = "tat_ca"
#: Most points a year that a pace can be.
MOST_PACE = 15.0
_PACE = re.compile(r"\d{1,2}(\.\d)?")


def read_paces(areas: Collection[str], texts: Iterable[str]) -> tuple[tuple[tuple[str, float], ...], list[str]]:
    """Paces as links and files say them, the last one of each place, and the texts that are none.

    ``417:5.5`` is a unit, a group (each of its units) or :data:`ALL_UNITS`, and points a year.
    """
    known = (*areas, ALL_UNITS)
    paces: dict[str, float] = {}
    wrong = []
    for text in texts:
        unit, _, number = text.partition(":")
        if unit in known and _PACE.fullmatch(number) and float(number) <= MOST_PACE:
            paces[unit] = float(number)
        else:
            wrong.append(text)
    return tuple(paces.items()), wrong


def groups_at_one_pace(campaign: Campaign) -> list[str]:
    """Groups of units that can fall at one pace, the whole province last."""
    return [*campaign.groups, campaign.province]


def written_pace(unit: str, pace: float) -> str:
    """A pace as :func:`read_paces` reads it."""
    return f"{unit}:{pace:.1f}"


def tried(
    campaign: Campaign, districts: Sequence[str], scope: Sequence[str], asked: Mapping[str, float]
) -> dict[str, float]:
    """The pace of each unit of the group asked for; without one, of each place of :func:`places` the one for all, else its
    own, else exactly the one it has kept so far.
    """
    group = next((code for code in groups_at_one_pace(campaign) if code in asked), None)
    if group:
        return dict.fromkeys(campaign.members(group), asked[group])
    units = places(campaign, districts, scope)
    return {unit: asked.get(ALL_UNITS, asked.get(unit, what_if.own_pace(campaign, unit))) for unit in units}


def places(campaign: Campaign, districts: Sequence[str], scope: Sequence[str]) -> list[str]:
    """Who gets a pace of its own: the districts chosen, a small scope's own, else those behind or undecided, most behind first."""
    if districts:
        return list(districts)[:MOST]
    if len(scope) <= MOST:
        return list(scope)
    queue = campaign.queue(campaign.latest_year, list(scope))
    needing = [s.unit for s in queue if campaign.judgement(s.judgement).kind in (Kind.BAD, Kind.OPEN)]
    return needing[:MOST]


def start_pace(campaign: Campaign, unit: str) -> float:
    """Where a slider begins: at the pace kept so far, to a tenth of a point; left there it means exactly that pace."""
    return max(0.0, round(what_if.own_pace(campaign, unit), 1))


def headline(campaign: Campaign, found: Outcome) -> str:
    """The province's outcome in one line, named as a calculation."""
    words = {
        "end": campaign.yardstick.end_year,
        "count": _count(campaign, found),
        "goal": _goal(campaign, found),
        "chance": campaign.marks.chance(found.chance),
    }
    return campaign.wording.say("scenes.tried", **words)


def sentence(campaign: Campaign, found: Outcome) -> str:
    """One district's outcome in words."""
    say, end = campaign.wording.say, campaign.yardstick.end_year
    words = {
        "name": campaign.names[found.unit], "pace": campaign.numbers.points(found.pace, 1), "end": end,
        "count": _count(campaign, found), "goal": _goal(campaign, found),
        "chance": campaign.marks.chance(found.chance), "needed": _pace(campaign, found.needed),
    }  # fmt: skip
    way = "over" if campaign.plan.over and end - campaign.latest_year == 1 else "running"
    return say(f"what_if.each_tried.{way}", **words)


def sentences(campaign: Campaign, outcomes: Sequence[Outcome]) -> list[str]:
    """The outcome of each place, where they are few enough to be read; the table has them all."""
    return [sentence(campaign, found) for found in outcomes] if len(outcomes) <= MOST else []


def left(campaign: Campaign, found: Outcome) -> str:
    """How many households are left, beside their point on the chart."""
    return campaign.marks.standing(found.count(campaign.yardstick.end_year))


def province(campaign: Campaign, found: Outcome, kept: Outcome) -> str:
    """The province's outcome in words, beside what it is if everybody keeps the own pace (``kept``)."""
    say, end = campaign.wording.say, campaign.yardstick.end_year
    words = {
        "end": end, "count": _count(campaign, found), "goal": _goal(campaign, found),
        "chance": campaign.marks.chance(found.chance), "kept": _count(campaign, kept),
        "kept_chance": campaign.marks.chance(kept.chance),
    }  # fmt: skip
    if math.isclose(found.count_end, kept.count_end):
        return say("what_if.province.kept", **words)
    text = say("what_if.province.tried", **words)
    if found.reached or found.year is None:
        return text
    return f"{text} {say('what_if.province.later', year=found.year)}"


def note(campaign: Campaign) -> str:
    """What kind of calculation it is; of a plan that is over, why it changes nothing any more."""
    words = {"first": campaign.latest_year, "end": campaign.yardstick.end_year}
    if campaign.plan.over:
        return campaign.wording.say("what_if.note_over", unseen=verdicts.unseen(campaign), **words)
    return campaign.wording.say("what_if.note", **words)


def title(campaign: Campaign) -> str:
    """What is asked: of a plan that is over, how much had to be reached."""
    if campaign.plan.over:
        return campaign.wording.say("what_if.title_over", end=campaign.yardstick.end_year)
    return campaign.wording.say("what_if.title")


def totals(campaign: Campaign, kept: Outcome) -> str:
    """The totals of the last year beside one another, and why they differ; empty where there is one."""
    end = campaign.yardstick.end_year
    projected = campaign.figure(campaign.province, POOR, end)
    if projected.status != PROJECTED:
        return ""
    table = campaign.estimates.table
    modelled = float(table.loc[table["year"] == end, "poor_households"].sum())
    return campaign.wording.say(
        "what_if.totals", end=end, projected=campaign.numbers.households(projected.value), kept=_count(campaign, kept),
        modelled=campaign.marks.sign_of(ESTIMATED) + campaign.numbers.households(round(modelled)), unit=campaign.unit_words["unit_vi"],
    )  # fmt: skip


def table(campaign: Campaign, outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """One row a district with a pace of its own; all written."""
    say, end = campaign.wording.say, campaign.yardstick.end_year
    rows = []
    sign = campaign.marks.sign_of(ESTIMATED)
    for found in outcomes:
        rows.append({
            say("what_if.columns.place"): campaign.names[found.unit],
            say("what_if.columns.own"): _pace(campaign, found.own_pace),
            say("what_if.columns.pace"): campaign.numbers.points(found.pace, 1),
            say("what_if.columns.rate", year=end): campaign.marks.standing(found.rate(end)),
            say("what_if.columns.count", year=end): campaign.marks.standing(found.count(end), interval=True),
            say("what_if.columns.per_year"): sign + campaign.numbers.households(round(campaign.marks.about(found.count(end), found.per_year))),
            say("what_if.columns.goal"): _goal(campaign, found, grade=True),
            say("what_if.columns.chance"): campaign.marks.chance(found.chance),
            say("what_if.columns.needed"): _pace(campaign, found.needed),
        })  # fmt: skip
    return pd.DataFrame(rows)


def _count(campaign: Campaign, found: Outcome) -> str:
    """What is left, in running text."""
    return campaign.marks.marked(found.count(campaign.yardstick.end_year))


def _goal(campaign: Campaign, found: Outcome, *, grade: bool = False) -> str:
    """Half of the baseline, marked and rounded as the baseline is."""
    base = campaign.figure(found.unit, POOR, campaign.yardstick.baseline_year)
    goal = campaign.numbers.households(campaign.marks.about(base, found.goal))
    return campaign.marks.sign_of(base.status) + goal + (campaign.marks.quality_mark(base) if grade else "")


def _pace(campaign: Campaign, pace: float) -> str:
    return campaign.marks.sign_of(ESTIMATED) + campaign.numbers.points(pace, 1)
