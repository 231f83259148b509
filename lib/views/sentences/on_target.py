"""One assessment in words: what its target asks for, the change so far, what is left, how likely it is.

A sentence claims no more than the judgement beside it: an undecided unit is neither ahead nor behind, and nothing is
reached before the review confirms it.
"""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.campaign.marks import Marks
from lib.language.catalogue import Catalogue
from lib.language.numbers import Numbers
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED
from lib.plan.assess import CLASHING_PROJECTIONS, Assessment, Code
from lib.plan.judgement import Kind
from lib.plan.targets import Target
from lib.views.sentences import verdicts


def unit_line(campaign: Campaign, a: Assessment) -> str:
    """One judged unit in a line: name, year, where it stands, how likely, on what figures; no full stop."""
    return campaign.wording.say("stories.unit_line", name=campaign.names[a.unit], year=a.latest.year,
                                told=verdicts.whole(campaign, a))  # fmt: skip


def target_goal(campaign: Campaign, target: Target) -> str:
    """What a target asks for, in a few words: ``giảm 1–1,5 điểm %/năm``."""
    say = campaign.wording.say
    if not target.by_points:
        return say("stories.goal.ratio", share=campaign.numbers.percent(target.low * 100, 0), year=target.baseline_year)
    if target.high is None:
        return say("stories.goal.points", low=campaign.numbers.plain(target.low))
    return say(
        "stories.goal.points_range", low=campaign.numbers.plain(target.low), high=campaign.numbers.plain(target.high)
    )


def target_sentence(campaign: Campaign, assessment: Assessment) -> str:
    """One target in words: from, to, pace, range, what is still required."""
    a, say, marked = assessment, campaign.wording.say, campaign.marks.marked
    if a.judgement == Code.BASELINE:
        return say("stories.target.start", value=marked(a.latest), year=a.latest.year)
    if campaign.judgement(a.judgement).kind == Kind.NONE:
        return say("stories.target.unjudged", year=a.latest.year, reason=reason(campaign.wording, a))
    return (
        f"{marked(a.baseline)} ({a.baseline.year}) → {marked(a.latest)} ({a.latest.year}): "
        f"{change_and_rest(campaign, a)}."
    )


def change_and_rest(campaign: Campaign, assessment: Assessment, *, brief: bool = False) -> str:
    """How fast, and what is left: the second half of :func:`target_sentence`; empty where nothing is judged.

    ``brief`` leaves out what the judgement beside it says already (the final year's verdict and its condition).
    """
    a, say = assessment, campaign.wording.say
    if campaign.judgement(a.judgement).kind == Kind.NONE:
        return reason(campaign.wording, a) if a.reason else ""
    change = pace(campaign, a) if a.target.by_points else change_text(campaign, a)
    if a.final and not brief:
        return f"{change}; {end_words(campaign, a)}"
    if a.final:
        return say("stories.rest.short", change=change, left=left_text(campaign, a)) if _falls_short(a) else change
    if a.still_to_fall[0] > 0:
        way = "over" if campaign.plan.over else "running"
        return f"{change}; {say(f'stories.rest.left.{way}', left=left_text(campaign, a))}"
    sure = "published" if a.status == PUBLISHED else "unreviewed"
    if a.target.by_points:
        return f"{change}; {say(f'stories.rest.points_enough.{sure}')}"
    return f"{change}; {say(f'stories.rest.ratio_enough.{sure}', goal=a.target.goal_vi)}"


def chance_sentence(campaign: Campaign, assessment: Assessment) -> str:
    """What the draws say about an estimated standing, each probability with the event it belongs to; else empty."""
    a, say, marks = assessment, campaign.wording.say, campaign.marks
    if a.chances is None:
        return ""
    kind = campaign.judgement(a.judgement).kind
    bad = kind == Kind.BAD
    if not a.target.by_points:
        words = verdicts.chance_words(campaign, a)
        if a.final:
            return say("stories.chances.not_done" if bad else "stories.chances.done", done=a.target.done_vi, **words)
        return say("stories.chances.behind" if bad else "stories.chances.on_course", **words)
    low = campaign.numbers.plain(a.target.low)
    words = {"word": marks.likely(a.chances.on_path), "chance": marks.chance(a.chances.on_path)}
    if kind == Kind.OPEN:
        words = verdicts.chance_words(campaign, a)
    if a.target.high is None:
        return say("stories.chances.points", low=low, **words)
    ahead = marks.chance(a.chances.ahead)
    return say(
        "stories.chances.points_range", low=low, high=campaign.numbers.plain(a.target.high), ahead=ahead, **words
    )


def card_heading(campaign: Campaign, a: Assessment) -> str:
    """What a target's card is about: the target, or a unit and the path it is measured by."""
    if a.unit == a.target.unit:
        return a.target.short_vi
    path = a.target.path_vi.removeprefix(campaign.wording.say("blocks.path_prefix"))
    return campaign.wording.say("blocks.unit_on_yardstick", unit=campaign.names[a.unit], path=path)


def card_notes(campaign: Campaign, a: Assessment) -> tuple[str, ...]:
    """What a target's card says under its judgement: pace and what is left, how likely an estimate is, the other yardstick."""
    notes = (change_and_rest(campaign, a, brief=True), chance_sentence(campaign, a), _second_yardstick(campaign, a))
    return tuple(note for note in notes if note)


def _second_yardstick(campaign: Campaign, a: Assessment) -> str:
    """For a group judged in points: where it is on the common yardstick, if that says something else."""
    if a.unit not in campaign.groups or not a.target.by_points or campaign.yardstick.by_points:
        return ""
    common = campaign.standing(a.unit, a.latest.year)
    first, second = (campaign.judgement(one.judgement) for one in (a, common))
    if second.kind in (first.kind, Kind.NONE):
        return ""
    fall = f"{campaign.marks.sign_of(common.status)}{campaign.numbers.percent(common.relative_fall, 1)}"
    return campaign.wording.say(
        "blocks.second_yardstick", symbol=second.symbol, label=verdicts.label(campaign, common), fall=fall
    )


def subject(campaign: Campaign, a: Assessment) -> str:
    """Whose standing it is: the target's own name, or a unit on the target of its group (``Kỳ Sơn theo mức của huyện nghèo``)."""
    if a.unit == a.target.unit:
        return a.target.short_vi
    return campaign.wording.say(
        "stories.on_the_target_of", unit=campaign.names[a.unit], target=campaign.wording.inside(a.target.short_vi)
    )


def points_line(campaign: Campaign, a: Assessment) -> str:
    """Where a unit is on a points-a-year target; empty where it is not judged on it."""
    if campaign.judgement(a.judgement).kind == Kind.NONE or not a.applies or a.judgement == Code.BASELINE:
        return ""
    head = f"{subject(campaign, a)} ({target_goal(campaign, a.target)})"
    return f"{head}: {change_and_rest(campaign, a)}."


def progress(campaign: Campaign, a: Assessment) -> str:
    """How far a judged unit has come against what the yardstick asks for, and how likely it is behind; no full stop."""
    words = campaign.wording.say(
        "stories.lag.progress", noun=campaign.noun_of(a.target), change=change_text(campaign, a), required=path_fall(campaign.numbers, a),
        beside=_beside_line(campaign, a),
    )  # fmt: skip
    chance = chance_sentence(campaign, a)
    return f"{words}; {chance}" if chance else words


def beside_sentence(campaign: Campaign, a: Assessment) -> str:
    """By how much a figure lies above or below its line, as a sentence; empty where nothing is judged."""
    if campaign.judgement(a.judgement).kind == Kind.NONE:
        return ""
    words = _beside_line(campaign, a)
    return campaign.wording.say("scenes.yardstick.beside", Beside=campaign.wording.opening(words))


def _beside_line(campaign: Campaign, a: Assessment) -> str:
    """By how much a figure lies above or below what its path asks for; an estimate's distance is about so much."""
    say = campaign.wording.say
    gap = round(abs(a.gap_to_path), 2 if a.target.by_points else 0)
    if gap == 0:
        return say("glossary.beside.exactly")
    side = "above" if a.gap_to_path > 0 else "below"
    written = amount(campaign.numbers, a, campaign.marks.about(a.latest, gap))
    if a.status == ESTIMATED:
        written = say("glossary.about", amount=written)
    words = say(f"glossary.beside.{side}.{'points' if a.target.by_points else 'count'}", gap=written)
    return words + _projected(campaign.marks, a)


def reason(wording: Catalogue, a: Assessment) -> str:
    """Why nothing is judged."""
    if a.reason == CLASHING_PROJECTIONS:
        return wording.say("reasons.clashing_projections", year=a.latest.year)
    return wording.say(f"reasons.{a.reason}")


def task_of(wording: Catalogue, target: Target) -> str:
    """What a target asks for, as a thing to do where its path is named after one: ``giảm 50 %``."""
    if target.by_points:
        return target.goal_vi
    return target.path_vi.removeprefix(wording.say("blocks.path_prefix"))


def amount(numbers: Numbers, a: Assessment, value: float) -> str:
    """A difference in the target's own unit: points or households."""
    return numbers.points(value) if a.target.by_points else numbers.households(value)


def left_text(campaign: Campaign, a: Assessment) -> str:
    """What is still to fall to the modest end of the target."""
    return campaign.marks.sign_of(a.status) + amount(
        campaign.numbers, a, campaign.marks.about(a.latest, a.still_to_fall[0])
    )


def change_text(campaign: Campaign, a: Assessment) -> str:
    """The fall or rise since the baseline, in points or in percent of the baseline."""
    size = (
        campaign.numbers.points(abs(a.fall))
        if a.target.by_points
        else campaign.numbers.percent(abs(a.relative_fall), 1)
    )
    return campaign.wording.say(
        f"stories.change.{'fell' if a.fall >= 0 else 'rose'}",
        size=campaign.marks.sign_of(a.status) + size,
        mark=_projected(campaign.marks, a),
    )


def pace(campaign: Campaign, a: Assessment) -> str:
    """The fall or rise a year, in points."""
    return campaign.wording.say(
        f"stories.pace.{'fell' if a.pace >= 0 else 'rose'}",
        size=campaign.marks.sign_of(a.status) + campaign.numbers.points(abs(a.pace)),
        mark=_projected(campaign.marks, a),
    )


def _projected(marks: Marks, a: Assessment) -> str:
    """The mark that follows what rests on a projection."""
    return marks.words(PROJECTED).suffix if a.status == PROJECTED else ""


def path_fall(numbers: Numbers, a: Assessment) -> str:
    """How far the path has fallen up to the year of the assessment: points, or percent of the baseline."""
    if a.target.by_points:
        return numbers.points(a.baseline.value - a.path_values[0])
    return numbers.percent((1 - a.path_values[0] / a.baseline.value) * 100, 1)


def _falls_short(a: Assessment) -> bool:
    """Whether it can be said by how much the target is missed in its final year."""
    return a.still_to_fall[0] > 0 and a.judgement != Code.UNDECIDED


def end_words(campaign: Campaign, a: Assessment) -> str:
    """The final year in words: reached or not, and by how much; only expected so before the review."""
    say = campaign.wording.say
    words = verdicts.stands(campaign, a)
    if a.judgement == Code.UNDECIDED or a.status == PUBLISHED:
        told = words
    else:
        told = say("stories.end.unconfirmed", stands=words)
    # Only draws can be against it where the central value is not.
    return say("stories.end.short", told=told, left=left_text(campaign, a)) if _falls_short(a) else told
