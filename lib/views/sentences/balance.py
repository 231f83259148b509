"""What became of a plan's own words, in sentences. What cannot be concluded is counted first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lib.campaign import balance
from lib.campaign.balance import Entry, Evidence, Outcome, When
from lib.campaign.campaign import Campaign
from lib.ledger.figure import ESTIMATED, PROJECTED, Figure
from lib.plan.assess import Assessment
from lib.plan.judgement import Kind
from lib.views.sentences import captions, facts, on_target, verdicts

#: What follows a kind that is concluded before the review.
SO_FAR = "_so_far"


def headline(campaign: Campaign, entries: Sequence[Entry]) -> str:
    """How much of the plan's words can be concluded, and to what; no full stop."""
    told = "; ".join(_clauses(campaign, entries))
    return campaign.wording.say("balance.title", plan=campaign.plan.plan, told=told)


def _clauses(campaign: Campaign, entries: Sequence[Entry]) -> list[str]:
    """How many entries have each outcome, what is open first."""
    say, clauses = campaign.wording.say, []
    for outcome in Outcome:
        # What is reviewed and what is not yet are counted apart.
        for found in _apart([entry for entry in entries if entry.outcome == outcome]):
            if outcome == Outcome.OPEN:
                told = say("balance.counted.open", count=len(found), of=len(entries))
            else:
                told = say(f"balance.counted.concluded.{outcome}", count=len(found))
            clauses.append(say("balance.provisional", told=told) if found[0].provisional else told)
    return clauses


def tally(campaign: Campaign, entries: Sequence[Entry]) -> list[tuple[str, int, str]]:
    """How many are of each kind (:func:`kind_of`), what cannot be concluded first: kind, number, words."""
    counted = Counter(kind_of(entry) for entry in entries)
    words = {}
    for kind, text in campaign.wording.section("balance.kinds").items():
        words[kind] = text
        words[f"{kind}{SO_FAR}"] = campaign.wording.say("balance.provisional", told=text)
    return [(kind, counted[kind], text) for kind, text in words.items() if counted[kind]]


def kind_of(entry: Entry) -> str:
    """The outcome, with :data:`SO_FAR` after it before the review; of what is not concluded why: ``unknown``, ``earlier``,
    ``facts`` or ``undecided``.
    """
    if entry.outcome != Outcome.OPEN:
        return f"{entry.outcome}{SO_FAR if entry.provisional else ''}"
    told = (Evidence.UNKNOWN, Evidence.EARLIER, Evidence.FACTS)
    return entry.evidence.value if entry.evidence in told else "undecided"


def verdict(campaign: Campaign, entry: Entry) -> str:
    """The outcome in a word, with what it rests on; provisional until the review is published."""
    return campaign.wording.say("balance.verdict", word=outcome(campaign, entry), basis=basis(campaign, entry))


def basis(campaign: Campaign, entry: Entry) -> str:
    """What the outcome, or that there is none, rests on."""
    return campaign.wording.say(f"balance.evidence.{entry.evidence}")


def outcome(campaign: Campaign, entry: Entry) -> str:
    """The outcome alone; provisional until the review is published."""
    word = campaign.wording.say(f"balance.outcome.{entry.outcome}")
    return campaign.wording.say("balance.provisional", told=word) if entry.provisional else word


def known(campaign: Campaign, entry: Entry) -> tuple[str, ...]:
    """What is known of an entry: its targets at the plan's end with margin and year, its facts, or that there is none."""
    lines = [_target(campaign, a) for a in entry.assessments]
    say = campaign.wording.say
    if not lines and not any(balance.of_plan(campaign, fact) for fact in entry.facts):
        lines.append(say("balance.nothing", until=verdicts.until(campaign.plan)))
    for fact in entry.facts:
        told, when = facts.told(campaign, fact), balance.when(campaign, fact)
        lines.append(told if when == When.WITHIN else say(f"balance.when.{when}", told=told))
    return tuple(lines)


def known_briefly(campaign: Campaign, entry: Entry) -> tuple[str, ...]:
    """:func:`known` for a cell whose sources are numbered: the last figure and the margin of targets, facts with their time."""
    say, lines = campaign.wording.say, []
    for a in entry.assessments:
        told = campaign.marks.standing(a.latest)
        if campaign.judgement(a.judgement).kind not in (Kind.NONE, Kind.OPEN):
            told = f"{told}, {conclusion_row(campaign, entry, a)[-1]}"
        lines.append(say("beside.target", name=a.target.short_vi, told=told))
    for fact in entry.facts:
        told, when = facts.briefly(campaign, fact), balance.when(campaign, fact)
        lines.append(told if when == When.WITHIN else say(f"balance.when.{when}", told=told))
    return tuple(lines)


def stated(entry: Entry) -> list[Figure]:
    """The figures with a source that an entry's targets are told by, each once."""
    figures = [figure for a in entry.assessments for figure in (a.baseline, a.latest)]
    return list(dict.fromkeys(f for f in figures if f.source and f.status != ESTIMATED))


def _apart(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The reviewed ones and the provisional ones, each where there are any."""
    groups = ([e for e in entries if e.provisional is provisional] for provisional in (False, True))
    return [group for group in groups if group]


def concluded(campaign: Campaign, entries: Sequence[Entry]) -> str:
    """What could be concluded, or that nothing could; no full stop."""
    say, found = campaign.wording.say, [entry for entry in entries if entry.outcome != Outcome.OPEN]
    if not found:
        return say("balance.concluded.none", year=campaign.plan.end_year, of=len(entries))
    return say(
        "balance.concluded.told",
        year=campaign.plan.end_year,
        count=len(found),
        of=len(entries),
        told="; ".join(_clauses(campaign, found)),
    )


def still_open(campaign: Campaign, entries: Sequence[Entry]) -> str:
    """How much could not be concluded, and why; no full stop."""
    counted = tally(campaign, [entry for entry in entries if entry.outcome == Outcome.OPEN])
    say = campaign.wording.say
    if not counted:
        return say("balance.still_open.none", year=campaign.plan.end_year, of=len(entries))
    why = "; ".join(say("balance.still_open.why", count=count, why=words) for _, count, words in counted)
    return say(
        "balance.still_open.told",
        year=campaign.plan.end_year,
        count=sum(count for _, count, _ in counted),
        of=len(entries),
        why=why,
    )


def deciders(entries: Sequence[Entry]) -> list[tuple[str, list[str]]]:
    """What would decide what is open, with the names of the parts that wait for it; what most wait for first."""
    waiting: dict[str, list[str]] = {}
    for entry in entries:
        if entry.outcome == Outcome.OPEN:
            waiting.setdefault(entry.decided_short, []).append(entry.name)
    return sorted(waiting.items(), key=lambda item: -len(item[1]))


def conclusion_row(campaign: Campaign, entry: Entry, a: Assessment) -> tuple[str, str, str, str]:
    """A concluded target in cells: its part of the text, the outcome with its sign, the last figure, by how much."""
    say, over = campaign.wording.say, balance.margin(a)
    measure, way = "points" if a.target.by_points else "count", "beyond" if over >= 0 else "short"
    cell = say(f"balance.cell.{measure}.{way}", size=_size(campaign, a, abs(over)))
    judged = campaign.judgement(a.judgement)
    return entry.name, f"{judged.symbol} {outcome(campaign, entry)}", campaign.marks.standing(a.latest), cell


def _target(campaign: Campaign, a: Assessment) -> str:
    """One target at the plan's end: from, to, what was asked, by how much and since when it is met, by whom."""
    say, kind = campaign.wording.say, campaign.judgement(a.judgement).kind
    if kind == Kind.NONE:
        return on_target.target_sentence(campaign, a)
    told = [
        on_target.target_sentence(campaign, a),
        say("balance.asked", goal=on_target.target_goal(campaign, a.target)),
    ]
    if kind == Kind.OPEN:
        told.append(f"{campaign.wording.opening(verdicts.likely(campaign, a))}.")
    else:
        told += [_margin(campaign, a), _slow(campaign, a), _clash(campaign, a)]
    if sources := [figure.source for figure in (a.baseline, a.latest) if figure.source and figure.status != ESTIMATED]:
        told.append(f"{captions.source_line(campaign, sources)}.")
    return " ".join(filter(None, told))


def _margin(campaign: Campaign, a: Assessment) -> str:
    """By how much a target is met or missed, and at which end of year it was first met."""
    say, over, high = campaign.wording.say, balance.margin(a), a.target.high
    measure, size = "points" if a.target.by_points else "count", _size(campaign, a, abs(over))
    if over < 0:
        return say(f"balance.margin.{measure}.short", size=size)
    if a.target.by_points and high is not None and a.pace < high:
        told = say("balance.margin.points.within", size=size, high=campaign.numbers.plain(high))
    else:
        told = say(f"balance.margin.{measure}.beyond", size=size)
    year = balance.reached_in(campaign, a)
    if year is None or year == a.latest.year:
        return told
    return f"{told} {say('balance.margin.since', year=year)}"


def _slow(campaign: Campaign, a: Assessment) -> str:
    """Single years in which a rate fell by less than is asked for a year, where the whole period is in time."""
    if balance.margin(a) < 0:
        return ""
    told = [
        campaign.wording.say("balance.slow.year", year=figure.year, size=campaign.numbers.points(fall),
                             mark=campaign.marks.words(PROJECTED).suffix if figure.status == PROJECTED else "")
        for figure, fall in balance.slow_years(campaign, a)
    ]  # fmt: skip
    return campaign.wording.say("balance.slow.told", years="; ".join(told)) if told else ""


def _clash(campaign: Campaign, a: Assessment) -> str:
    """That the projection the judgement rests on hardly goes with another one."""
    conflict = campaign.conflict(a.latest.year)
    concerned = conflict and a.latest.status == PROJECTED and a.unit in (campaign.province, conflict.group)
    return campaign.wording.say("balance.clash") if concerned else ""


def _size(campaign: Campaign, a: Assessment, value: float) -> str:
    """A difference in the target's measure, marked as its figures are."""
    if a.target.by_points:
        size = campaign.numbers.value_text(value, campaign.display.units_of_measure["points_per_year"], 2)
    else:
        size = campaign.numbers.households(value)
    # What stands after the figure it is worked out from stands after it too.
    after = campaign.marks.marked_parts(a.latest)[1] if a.status == PROJECTED else ""
    return campaign.marks.sign_of(a.status) + size + after
