"""The state of the campaign: the province on its yardstick, beside the groups and the national programme."""

from __future__ import annotations

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.plan.assess import Assessment, Code
from lib.plan.judgement import Kind
from lib.views.sentences import verdicts
from lib.views.sentences.on_target import chance_sentence, change_text, end_words, left_text, pace, path_fall, task_of


def campaign_sentence(campaign: Campaign, year: int) -> str:
    """The state of the campaign in numbers: count, rate, fall, the path, what is left."""
    say = campaign.wording.say
    a = campaign.assess(campaign.yardstick, campaign.province, year)
    poor, poor_rate = (campaign.figure(campaign.province, indicator, year) for indicator in (POOR, RATE))
    if a.judgement == Code.INSUFFICIENT or not poor.known:
        return say("stories.campaign.missing", year=year, until=verdicts.until(campaign.plan))
    count, rate = campaign.marks.marked(poor), campaign.marks.marked(poor_rate)
    if a.judgement == Code.BASELINE:
        most = a.target.end_values(a.latest.value)[0]
        return say(
            "stories.campaign.start", year=year, count=count, rate=rate, task=task_of(campaign.wording, a.target),
            most=campaign.numbers.percent(most) if a.target.by_points else campaign.numbers.households(int(most)),
            end_year=a.target.end_year,
        )  # fmt: skip
    change, start = change_text(campaign, a), a.baseline.year
    if a.final:
        return say("stories.campaign.final", year=year, count=count, rate=rate, change=change, start=start,
                   end=end_words(campaign, a))  # fmt: skip
    against, required = _against_path(campaign, a), path_fall(campaign.numbers, a)
    if not a.still_to_fall[0] or campaign.plan.over:
        return say("stories.campaign.enough", year=year, count=count, rate=rate, change=change, start=start,
                   against=against, required=required)  # fmt: skip
    return say("stories.campaign.on_the_way", year=year, count=count, rate=rate, change=change, start=start,
               against=against, required=required, left=left_text(campaign, a))  # fmt: skip


def two_yardsticks(campaign: Campaign, year: int) -> list[str]:
    """Groups whose own points target and whose halving say different things: both, and why, in one breath."""
    say = campaign.wording.say
    sentences: list[str] = []
    if campaign.yardstick.by_points:
        return sentences  # one kind of yardstick only
    for target in campaign.targets:
        if not target.by_points or target.unit not in campaign.groups:
            continue
        points, halving = campaign.assess(target, year=year), campaign.standing(target.unit, year)
        kinds = [campaign.judgement(a.judgement).kind for a in (points, halving)]
        if "none" in kinds or kinds[0] == kinds[1]:
            continue
        level = say(f"stories.two_yardsticks.pace.{_pace_side(points)}", low=campaign.numbers.plain(target.low))
        if points.chances:
            chance = campaign.marks.chance(points.chances.on_path)
            level = say("stories.two_yardsticks.pace_chance", pace=level, chance=chance)
        required = say("stories.two_yardsticks.required", required=path_fall(campaign.numbers, halving))
        if halving.chances:
            required = f"{required}; {chance_sentence(campaign, halving)}"
        sentences.append(
            say(
                "stories.two_yardsticks.good_pace" if kinds[0] == "good" else "stories.two_yardsticks.other_pace",
                group=campaign.names[target.unit], pace=pace(campaign, points), against_pace=level,
                change=change_text(campaign, halving), against_path=_against_path(campaign, halving), required=required,
            )
        )  # fmt: skip
    return sentences


def national_sentence(campaign: Campaign, year: int) -> str:
    """The national programme's wider halving beside the plan's own, named as what it is."""
    say, marked = campaign.wording.say, campaign.marks.marked
    sentences = []
    for target in campaign.targets_beside:
        a, what = campaign.assess(target, year=year), say("stories.national.what")
        entry = campaign.judgement(a.judgement)
        if a.judgement == Code.BASELINE:
            sentences.append(say("stories.national.start", what=what, value=marked(a.latest), year=year))
            continue
        if entry.kind == Kind.NONE:
            sentences.append(say("stories.national.missing", what=what, year=year, until=verdicts.until(campaign.plan)))
            continue
        change = change_text(campaign, a)
        if not a.final:
            change = say("stories.national.on_the_way", change=change, required=path_fall(campaign.numbers, a))
        sentences.append(
            say("stories.national.judged", what=what, first=marked(a.baseline), first_year=a.baseline.year,
                last=marked(a.latest), last_year=year, change=change, judgement=verdicts.label(campaign, a))
        )  # fmt: skip
    return " ".join(sentences)


def _against_path(campaign: Campaign, a: Assessment) -> str:
    """How the count compares with the halving path, no surer than the judgement."""
    if a.final:
        return verdicts.stands(campaign, a)
    side = "bad" if a.gap_to_path > 0 else "good"
    if a.judgement == Code.UNDECIDED:
        side = "open"
    return campaign.wording.say(f"glossary.stands.{side}", path=a.target.path_vi)


def _pace_side(a: Assessment) -> str:
    if a.judgement == Code.UNDECIDED:
        return "undecided"
    return "faster" if a.ratio >= 1 else "slower"
