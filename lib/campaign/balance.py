"""What became of a plan's own words: each part of a sentence with what is known of it and what can be concluded.

Targets are judged as everywhere. What has figures but no level to be reached, and what has no figure at all, is not judged:
that nothing can be concluded is an answer of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lib.campaign.campaign import Campaign
from lib.campaign.facts import Fact, facts_of, newest
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure
from lib.plan.assess import Assessment
from lib.plan.judgement import Kind


class Outcome(StrEnum):
    """What can be concluded, what cannot be first."""

    OPEN = "open"
    MISSED = "missed"
    PARTLY = "partly"
    REACHED = "reached"


class Evidence(StrEnum):
    """What a conclusion, or that there is none, rests on."""

    PUBLISHED = "published"
    PROJECTED = "projected"
    #: Worked out from projected figures.
    ARITHMETIC = "arithmetic"
    ESTIMATED = "estimated"
    #: Figures, and no level in the plan to hold them against.
    FACTS = "facts"
    #: Figures of earlier years, none of the last.
    EARLIER = "earlier"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Entry:
    """A part of a sentence: its own words (``quote``), the targets in it judged at the plan's end, facts about it.

    ``decided_by``: the form or decision that would tell what is not known, ``decided_short`` the same in a few words.
    """

    commitment: str
    part: str
    sentence: int
    quote: str
    name: str
    decided_by: str
    decided_short: str
    assessments: tuple[Assessment, ...]
    facts: tuple[Fact, ...]
    outcome: Outcome
    evidence: Evidence

    @property
    def provisional(self) -> bool:
        """Whether it is concluded before the review is published."""
        return self.outcome != Outcome.OPEN and self.evidence != Evidence.PUBLISHED


def balance(campaign: Campaign) -> tuple[Entry, ...]:
    """The plan's own words in their order; empty where nobody has read them sentence by sentence."""
    rows = campaign.ledger.commitments
    rows = rows[rows["plan"] == campaign.plan.plan]
    return tuple(_entry(campaign, row) for row in rows.to_dict("records"))


def outcome_of(kinds: Sequence[Kind]) -> Outcome:
    """What several judgements come to: nothing as long as one of them is open, or there is none."""
    if not kinds or any(kind in (Kind.OPEN, Kind.NONE) for kind in kinds):
        return Outcome.OPEN
    if len(set(kinds)) > 1:
        return Outcome.PARTLY
    return Outcome.REACHED if kinds[0] == Kind.GOOD else Outcome.MISSED


def _entry(campaign: Campaign, row: dict) -> Entry:
    targets = {target.target: target for target in campaign.targets}
    wanted = [targets[code] for code in row["targets"].split(";") if code]
    assessments = tuple(campaign.assess(target, year=campaign.plan.end_year) for target in wanted)
    indicators = [code for code in row["indicators"].split(";") if code]
    facts = tuple(fact for code in indicators for fact in _known(campaign, code))
    return Entry(
        commitment=row["commitment"], part=row["part"], sentence=int(row["sentence"]), quote=row["quote"], name=row["name_vi"],
        decided_by=row["decided_by_vi"], decided_short=row["decided_short_vi"], assessments=assessments, facts=facts,
        outcome=outcome_of([campaign.judgement(a.judgement).kind for a in assessments]),
        evidence=_evidence(campaign, assessments, [fact for fact in facts if of_plan(campaign, fact)]),
    )  # fmt: skip


def _known(campaign: Campaign, indicator: str) -> list[Fact]:
    """The province's newest fact of an indicator; where it has none those of its places."""
    found = facts_of(campaign.ledger, [indicator])
    own = newest([fact for fact in found if fact.unit == campaign.province], indicator)
    if own:
        return [own]
    return [fact for fact in found if fact.unit in campaign.areas and fact.preferred]


class When(StrEnum):
    """How a fact's time lies to the plan's."""

    WITHIN = "within"
    #: Begins before the plan and reaches into it.
    WIDER = "wider"
    #: As things stood at the plan's baseline.
    START = "start"
    BEFORE = "before"
    AFTER = "after"
    UNDATED = "undated"


def when(campaign: Campaign, fact: Fact) -> When:
    """How a fact's time lies to the plan's years: what was before or comes after says nothing of what the plan did."""
    plan = campaign.plan
    if fact.year is None:
        return When.UNDATED
    if fact.year > plan.end_year:
        return When.AFTER
    if fact.year <= plan.baseline_year:
        return When.START if fact.year == plan.baseline_year else When.BEFORE
    return When.WIDER if fact.since is not None and fact.since < plan.baseline_year else When.WITHIN


def of_plan(campaign: Campaign, fact: Fact) -> bool:
    """Whether a fact is of the plan's time, at least in part."""
    return when(campaign, fact) in (When.WITHIN, When.WIDER)


def reached_in(campaign: Campaign, a: Assessment) -> int | None:
    """The first end of year at which a published or projected figure had reached the modest end of the target."""
    return next((figure.year for figure in _stated(campaign, a) if figure.value <= a.end_values[0]), None)


def margin(a: Assessment) -> float:
    """By how much a target is met (negative: missed) at its modest end, in its own measure: points a year of the mean fall, or
    households of the last count.
    """
    return a.pace - a.target.low if a.target.by_points else a.end_values[0] - a.latest.value


def slow_years(campaign: Campaign, a: Assessment) -> list[tuple[Figure, float]]:
    """The years, published or projected like the one before, in which a rate fell by less than the target asks for a year: the
    year's figure and the fall in points.
    """
    if not a.target.by_points:
        return []
    stated = {figure.year: figure for figure in _stated(campaign, a)}
    falls = [(now, stated[year - 1].value - now.value) for year, now in stated.items() if year - 1 in stated]
    return [(figure, fall) for figure, fall in falls if round(fall, 6) < a.target.low]


def _stated(campaign: Campaign, a: Assessment) -> list[Figure]:
    """The figures of an assessment's unit over the plan's years that are published or projected."""
    series = campaign.figures.series(a.unit, a.target.indicator, campaign.years)
    return [figure for figure in series if figure.status in (PUBLISHED, PROJECTED)]


def _evidence(campaign: Campaign, assessments: Sequence[Assessment], facts: Sequence[Fact]) -> Evidence:
    """The weakest that the judgements rest on; without any the facts of the plan's time."""
    statuses = {a.status for a in assessments}
    if MISSING in statuses or not (assessments or facts):
        series = [f for a in assessments for f in campaign.figures.series(a.unit, a.target.indicator, campaign.years)]
        return Evidence.EARLIER if any(figure.known for figure in series) else Evidence.UNKNOWN
    if not assessments:
        return Evidence.FACTS
    if ESTIMATED in statuses:
        return Evidence.ESTIMATED
    if any(a.latest.status == PROJECTED and a.latest.derived for a in assessments):
        return Evidence.ARITHMETIC
    return Evidence.PROJECTED if PROJECTED in statuses else Evidence.PUBLISHED
