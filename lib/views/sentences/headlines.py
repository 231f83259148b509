"""The one message of each scene, made from the figures by rule. A headline never claims more than the evidence beside it.

What is undecided is said to be undecided, what nothing can be said of is "chưa đủ căn cứ", and before a review the final
year is only expected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lib.campaign import comparison
from lib.campaign.campaign import RATE, Campaign
from lib.campaign.comparison import NOW, POINTS, SHARE
from lib.campaign.measures import measure_figure
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED, Figure
from lib.plan.assess import Assessment, Code
from lib.plan.judgement import Judgement, Kind
from lib.views.sentences import comparison as side_by_side
from lib.views.sentences import ending, on_target, verdicts
from lib.views.sentences.lagging import lagging_and_undecided


def way_of(assessment: Assessment) -> str:
    """How surely an outcome can be told: ``on_the_way``, and in the final year ``reviewed`` or only ``expected``."""
    if not assessment.final:
        return "on_the_way"
    return "reviewed" if assessment.status == PUBLISHED else "expected"


def targets(campaign: Campaign, year: int) -> str:
    """How many of the targets are on course."""
    return campaign.wording.heading(verdicts.verdict(campaign, year))


def change_on_map(campaign: Campaign, measure: str, year: int) -> str:
    """How many units were above the measure's mark at the baseline and are in ``year``; no surer than their figures."""
    say, first = campaign.wording.say, campaign.years[0]
    rule = campaign.display.measures[measure]
    mark = marked_class(campaign, measure)
    before, now = (above(campaign, measure, at, mark) for at in (first, year))
    if not all(figure.known for at in (first, year) for figure in _of_all(campaign, measure, at)):
        return say("scenes.map.missing", measure=rule.label, year=year)
    unit = campaign.unit_words["unit_vi"]
    level = campaign.numbers.value_text(mark, rule.unit, 0)
    counted = {}
    for name, found, at in (("before", before, first), ("now", now, year)):
        # A count is an estimate where an estimate is in it or may belong to it.
        sure = not any(f.status == ESTIMATED for f in (*found, *straddling(campaign, measure, at, mark)))
        counted[name] = f"{'' if sure else campaign.marks.sign_of(ESTIMATED)}{len(found)}"
    words = {"measure": rule.label, "unit": unit, "level": level, "year": year}
    if year == first:
        return say("scenes.map.start", now=counted["now"], **words)
    return say("scenes.map.later", first=first, **counted, **words)


def marked_class(campaign: Campaign, measure: str) -> float:
    """The highest class of a measure that a quarter of the units reach at the baseline; the lowest where none is."""
    breaks, first = campaign.display.measures[measure].breaks, campaign.years[0]
    few = max(1, len(campaign.districts) // 4)
    return next((b for b in reversed(breaks) if len(above(campaign, measure, first, b)) >= few), breaks[0])


def above(campaign: Campaign, measure: str, year: int, mark: float) -> list[Figure]:
    """The units' figures at or above ``mark``."""
    return [figure for figure in _of_all(campaign, measure, year) if figure.known and figure.value >= mark]


def straddling(campaign: Campaign, measure: str, year: int, mark: float) -> list[Figure]:
    """The estimates whose interval holds ``mark``: on which side of it the truth lies is not known."""
    found = _of_all(campaign, measure, year)
    return [f for f in found if f.status == ESTIMATED and f.low < mark <= f.high]


def _of_all(campaign: Campaign, measure: str, year: int) -> list[Figure]:
    return [measure_figure(campaign, measure, unit, year) for unit in campaign.districts]


def yardstick(campaign: Campaign, assessment: Assessment) -> str:
    """Where the province is on the common yardstick, with how far it is still to go."""
    a, say = assessment, campaign.wording.say
    target = a.target
    if a.judgement == Code.BASELINE:
        return say("scenes.yardstick.start", task=on_target.task_of(campaign.wording, target), end_year=target.end_year,
                   year=a.latest.year)  # fmt: skip
    if campaign.judgement(a.judgement).kind == Kind.NONE:
        return say("scenes.yardstick.none", goal=target.goal_vi, year=a.latest.year)
    return say("scenes.yardstick.told", year=a.latest.year, noun=campaign.noun_of(target),
               change=on_target.change_text(campaign, a), told=verdicts.whole(campaign, a))  # fmt: skip


def lagging(campaign: Campaign, year: int, units: list[str]) -> tuple[str, str]:
    """Who lags, and in a second sentence who is not decided (empty where nobody)."""
    behind, undecided = lagging_and_undecided(campaign, year, units)
    if not behind:
        start = year == campaign.yardstick.baseline_year
        return campaign.wording.say("scenes.lagging.start" if start else "scenes.lagging.none", year=year), ""
    return campaign.wording.heading(behind), undecided


def group(campaign: Campaign, code: str, year: int) -> str:
    """A group on its own target and, where it is an area, on halving: both, since they can say different things."""
    say, name = campaign.wording.say, campaign.names[code]
    parts = []
    own = next((t for t in campaign.targets if t.unit == code), None)
    if own:
        parts.append(_outcome(campaign.judgements, campaign.assess(own, year=year)))
    if code in campaign.groups or own is None:
        parts.append(_outcome(campaign.judgements, campaign.standing(code, year)))
    if {part for part, _ in parts} == {"none"}:
        return say("scenes.group.thin", group=name, year=year)
    if {part for part, _ in parts} == {"start"}:
        return say("scenes.group.start", group=name, year=year)
    told = [a for part, a in parts if part not in ("none", "start")]
    if len(told) == 1:
        return on_target.unit_line(campaign, told[0])
    weakest = min(told, key=lambda a: (ESTIMATED, PROJECTED, PUBLISHED).index(a.status))
    basis = ""
    if not verdicts.says_itself(campaign.judgements, weakest):
        basis = say("scenes.group.rests_on", rests_on=verdicts.rests_on(weakest.status, campaign.wording))
    words = {"group": name, "year": year, "rests_on": basis}
    words |= {"first": verdicts.stands(campaign, told[0]), "second": verdicts.stands(campaign, told[1])}
    return say("scenes.group.differs" if parts[0][0] != parts[1][0] else "scenes.group.same", **words)


def _outcome(judgements: Mapping[str, Judgement], a: Assessment) -> tuple[str, Assessment]:
    return "start" if a.judgement == Code.BASELINE else judgements[a.judgement].kind, a


def district(campaign: Campaign, unit: str, year: int) -> str:
    """Where one unit is on the common yardstick."""
    say, name = campaign.wording.say, campaign.names[unit]
    a = campaign.standing(unit, year)
    if a.judgement == Code.BASELINE:
        rate = campaign.marks.marked(campaign.figure(unit, RATE, year))
        return say("scenes.district.start", name=name, rate=rate, year=year)
    if campaign.judgement(a.judgement).kind == Kind.NONE:
        return say("scenes.district.none", name=name, year=year)
    return on_target.unit_line(campaign, a)


def ahead(campaign: Campaign, year: int, lacking: int, undecided: int = 0) -> str:
    """What has to happen next on the common yardstick: how much, by when; ``lacking``: units that are not there yet.

    In the final year ``lacking`` are those judged not to reach it, ``undecided`` those of which it cannot be said.
    """
    say, a = campaign.wording.say, campaign.assess(campaign.yardstick, campaign.province, year)
    target, unit = a.target, campaign.unit_words["unit_vi"]
    kind = campaign.judgement(a.judgement).kind
    if a.judgement == Code.BASELINE:
        pace = (a.latest.value - target.end_values(a.latest.value)[0]) / target.span
        each = campaign.marks.sign_of(a.status) + on_target.amount(campaign.numbers, a, pace)
        return say("scenes.ahead.start", year=year, task=on_target.task_of(campaign.wording, target), each=each)
    if kind == Kind.NONE:
        return say("scenes.ahead.none", year=year)
    if a.final:
        way = way_of(a)
        if way == "expected" and not lacking:
            return say("scenes.ahead.undecided", year=year, open=undecided, unit=unit, goal=target.goal_vi)
        return say(f"scenes.ahead.final.{way}", year=year, count=lacking, open=undecided, unit=unit,
                   goal=target.goal_vi)  # fmt: skip
    left = target.end_year - year
    if not a.still_to_fall[0]:
        return say("scenes.ahead.enough", year=year, count=lacking, unit=unit, goal=target.goal_vi)
    words = {
        "year": year,
        "goal": target.goal_vi,
        "rest": on_target.left_text(campaign, a),
        "end_year": target.end_year,
    }
    if ending.reviewed(campaign):
        end = campaign.assess(target, year=target.end_year)
        return say("scenes.ahead.over_reviewed", stands=verdicts.stands(campaign, end), **words)
    if campaign.plan.over:
        return say("scenes.ahead.over", **words)
    each = campaign.marks.sign_of(a.status) + on_target.amount(campaign.numbers, a, a.needed_pace[0])
    if left == 1:
        return say("scenes.ahead.one_year", **words)
    return say("scenes.ahead.years", years=left, each=each, **words)


def compared(campaign: Campaign, units: Sequence[str], year: int) -> str:
    """Of some places side by side, the ends of what the campaign measures: how far each has come; else how poor each is."""
    names = campaign.names
    for aspect in (POINTS if campaign.yardstick.by_points else SHARE, NOW):
        found = [comparison.compared(campaign, aspect, unit, year) for unit in units]
        known = sorted((c for c in found if c.figure.known), key=lambda c: -c.figure.value)
        if len(known) < 2:
            continue
        high, low = known[0], known[-1]
        decided = comparison.chance_more(high, low) >= campaign.estimates.certain
        words = {
            "high": names[high.figure.unit], "high_value": side_by_side.written(campaign.marks, high.figure),
            "low": names[low.figure.unit], "low_value": side_by_side.written(campaign.marks, low.figure), "year": year,
        }  # fmt: skip
        return campaign.wording.say(f"scenes.compared.{aspect}.{'decided' if decided else 'open'}", **words)
    return campaign.wording.say("scenes.compared.none", year=year)
