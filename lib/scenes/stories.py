"""Written sentences made from the figures by rule. Every number in them carries its status mark.

A sentence claims no more than the judgement beside it: an undecided unit is neither ahead nor behind, and nothing is
reached before the review confirms it.
"""

from __future__ import annotations

from lib.campaign import comparison
from lib.campaign.campaign import POOR, RATE, Campaign, ProjectionConflict
from lib.language import formats
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED, Figure
from lib.plan.assess import CLASHING_PROJECTIONS, WITHHELD, Assessment
from lib.plan.standing import Standing
from lib.plan.targets import Target
from lib.scenes import verdicts

_NAMED = 4  # more names than this are counted instead
_FIRMNESS = (ESTIMATED, PROJECTED, PUBLISHED)


def who_lags(campaign: Campaign, year: int, units: list[str]) -> str:
    """Who is behind the common yardstick among ``units``, and who is not decided; empty where nothing is judged."""
    return " ".join(filter(None, lagging_and_undecided(campaign, year, units)))


def lagging_and_undecided(campaign: Campaign, year: int, units: list[str]) -> tuple[str, str]:
    """The two sentences of :func:`who_lags`: who is behind, and who is not decided where that is to be said.

    Groups with a target of their own are named only when all their districts are among ``units``.
    """
    say = campaign.wording.say
    by_kind: dict[str, list[Assessment]] = {"bad": [], "open": [], "good": [], "none": []}
    for standing in campaign.queue(year, units):
        by_kind[campaign.judgement(standing.assessment.judgement).kind].append(standing.assessment)
    behind, undecided, good, _ = by_kind.values()
    judged = behind + undecided + good
    if not judged:
        return "", ""
    whole = (
        t.unit for t in campaign.targets if t.unit in campaign.groups and set(campaign.members(t.unit)) <= set(units)
    )
    together = [campaign.standing(group, year).assessment for group in whole if len(units) > 1]
    together = [a for a in together if campaign.judgement(a.judgement).kind == "bad"]
    names = [campaign.names[a.unit] for a in behind]
    names += [say("stories.who_lags.together", group=campaign.names[a.unit].lower()) for a in together]
    if len(units) == 1:
        return f"{unit_line(campaign, judged[0])}.", ""
    path = f"{campaign.yardstick.path_vi}{_noun_after(campaign, campaign.yardstick)}"
    if names:
        # No surer than the weakest of the figures behind it.
        weakest = min(behind + together, key=lambda a: _FIRMNESS.index(a.status))
        told, certain = listed(campaign, names), formats.percent(campaign.cutoffs.certain * 100, 0)
        if weakest.chances:
            way = "end" if weakest.final else "on_the_way"
            told = say(f"stories.who_lags.estimated.{way}", names=told, certain=certain)
        text = say("stories.who_lags.behind", year=year, stands=verdicts.stands(campaign, weakest), names=told)
    elif judged[0].final:
        goal = campaign.yardstick.goal_vi
        text = say(
            "stories.who_lags.nobody_surely_end" if undecided else "stories.who_lags.nobody_end", year=year, goal=goal
        )
    else:
        text = say("stories.who_lags.nobody_surely" if undecided else "stories.who_lags.nobody", year=year, path=path)
    if not undecided:
        return text, ""
    told = say("stories.who_lags.undecided", names=listed(campaign, [campaign.names[a.unit] for a in undecided]))
    return text, f"{told} {_how_many(campaign, year, units)}".strip()


def _how_many(campaign: Campaign, year: int, units: list[str]) -> str:
    """How many of some units are behind in all, by the joint draws; empty of two and fewer."""
    span = comparison.behind_span(campaign, units, year)
    if span is None or len(units) < 3:
        return ""
    low, high, of = span
    way = "end" if year == campaign.yardstick.end_year else "on_the_way"
    words = {"of": of, "unit": campaign.unit_words["unit_vi"]}
    if low == high:
        return campaign.wording.say(f"stories.who_lags.all.{way}", count=low, **words)
    return campaign.wording.say(f"stories.who_lags.between.{way}", low=low, high=high, **words)


def unit_line(campaign: Campaign, a: Assessment) -> str:
    """One judged unit in a line: name, year, where it stands, how likely, on what figures; no full stop."""
    return campaign.wording.say("stories.unit_line", name=campaign.names[a.unit], year=a.latest.year,
                                told=verdicts.whole(campaign, a))  # fmt: skip


def _noun_after(campaign: Campaign, target: Target) -> str:
    return "" if target.by_points else f" {campaign.noun_of(target)}"


def attention_heading(campaign: Campaign, standings: list[Standing], first: list[Standing]) -> str:
    """Heading of ``first``, the few of ``standings`` that most need attention; true to what the list holds."""
    say = campaign.wording.say
    kinds = [campaign.judgement(s.assessment.judgement).kind for s in standings]
    if len(standings) == 1:
        return campaign.names[standings[0].assessment.unit]
    if set(kinds) == {"none"}:
        return say("stories.attention.unjudged")
    if not first:
        return say("stories.attention.nobody")
    behind = kinds[: len(first)].count("bad")
    slow = say("stories.attention.missed" if standings[0].assessment.final else "stories.attention.slow")
    if behind == len(first):
        return say("stories.attention.behind", count=behind, slow=slow)
    if not behind:
        return say("stories.attention.undecided", count=len(first))
    return say("stories.attention.both", count=len(first), behind=behind, slow=slow, undecided=len(first) - behind)


def list_headings(campaign: Campaign, final: bool) -> dict[str, str]:
    """Headings of the four lists of units, by kind of judgement."""
    say, path, goal = campaign.wording.say, campaign.yardstick.path_vi, campaign.yardstick.goal_vi
    bad = say("stories.headings.not_reached", goal=goal) if final else say("stories.headings.behind", path=path)
    good = say("stories.headings.reached", goal=goal) if final else say("stories.headings.not_behind", path=path)
    return {
        "bad": bad, "open": say("stories.headings.undecided"),
        "good": good, "none": say("stories.headings.unjudged"),
    }  # fmt: skip


def burden(campaign: Campaign, group: str, year: int) -> str:
    """What share of the province's poor households a group holds, now and at the baseline; empty without figures."""
    say, marked = campaign.wording.say, campaign.marks.marked
    start = campaign.yardstick.baseline_year
    count, total, first, first_total = (
        campaign.figure(of, POOR, at) for at in (year, start) for of in (group, campaign.province)
    )
    if not (count.known and total.known and first.known and first_total.known):
        return ""
    name = campaign.names[group]
    if campaign.conflict(year):
        return say("stories.burden.clash", group=name, count=marked(count), year=year)
    share = _share(campaign, count, total)
    if year == start:
        return say("stories.burden.start", group=name, count=marked(count), total=marked(total), share=share)
    return say(
        "stories.burden.later", group=name, count=marked(count), total=marked(total), share=share, start=start,
        first_share=_share(campaign, first, first_total),
    )  # fmt: skip


def share_of(campaign: Campaign, unit: str, year: int) -> str:
    """What share of the province's poor households a unit holds; empty without figures or where projections clash."""
    part, whole = (campaign.figure(of, POOR, year) for of in (unit, campaign.province))
    if not (part.known and whole.known) or campaign.conflict(year):
        return ""
    return _share(campaign, part, whole)


def _share(campaign: Campaign, part: Figure, whole: Figure) -> str:
    share = part.value / whole.value * 100
    # Nobody's share of the poor is told as nothing.
    return campaign.marks.sign_of(ESTIMATED) + formats.percent(share, 0 if share >= 1 else 1)


def campaign_sentence(campaign: Campaign, year: int) -> str:
    """The state of the campaign in numbers: count, rate, fall, the path, what is left."""
    say = campaign.wording.say
    a = campaign.assess(campaign.yardstick, campaign.province, year)
    poor, poor_rate = (campaign.figure(campaign.province, indicator, year) for indicator in (POOR, RATE))
    if a.judgement == "insufficient" or not poor.known:
        return say("stories.campaign.missing", year=year, until=verdicts.until(campaign))
    count, rate = campaign.marks.marked(poor), campaign.marks.marked(poor_rate)
    if a.judgement == "baseline":
        most = a.target.end_values(a.latest.value)[0]
        return say(
            "stories.campaign.start", year=year, count=count, rate=rate, task=task_of(campaign, a.target),
            most=formats.percent(most) if a.target.by_points else formats.households(int(most)),
            end_year=a.target.end_year,
        )  # fmt: skip
    change, start = change_text(campaign, a), a.baseline.year
    if a.final:
        return say("stories.campaign.final", year=year, count=count, rate=rate, change=change, start=start,
                   end=_end_words(campaign, a))  # fmt: skip
    against, required = _against_path(campaign, a), path_fall(a)
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
        points, halving = campaign.assess(target, year=year), campaign.standing(target.unit, year).assessment
        kinds = [campaign.judgement(a.judgement).kind for a in (points, halving)]
        if "none" in kinds or kinds[0] == kinds[1]:
            continue
        level = say(f"stories.two_yardsticks.pace.{_pace_side(points)}", low=formats.plain(target.low))
        if points.chances:
            chance = campaign.marks.chance(points.chances.on_path)
            level = say("stories.two_yardsticks.pace_chance", pace=level, chance=chance)
        required = say("stories.two_yardsticks.required", required=path_fall(halving))
        if halving.chances:
            required = f"{required}; {chance_sentence(campaign, halving)}"
        sentences.append(
            say(
                "stories.two_yardsticks.good_pace" if kinds[0] == "good" else "stories.two_yardsticks.other_pace",
                group=campaign.names[target.unit], pace=_pace(campaign, points), against_pace=level,
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
        if a.judgement == "baseline":
            sentences.append(say("stories.national.start", what=what, value=marked(a.latest), year=year))
            continue
        if entry.kind == "none":
            sentences.append(say("stories.national.missing", what=what, year=year, until=verdicts.until(campaign)))
            continue
        change = change_text(campaign, a)
        if not a.final:
            change = say("stories.national.on_the_way", change=change, required=path_fall(a))
        sentences.append(
            say("stories.national.judged", what=what, first=marked(a.baseline), first_year=a.baseline.year,
                last=marked(a.latest), last_year=year, change=change, judgement=verdicts.label(campaign, a))
        )  # fmt: skip
    return " ".join(sentences)


def projection_notice(campaign: Campaign, year: int, *, after_ending: bool = False) -> str:
    """What is only projected in a year, and what is not judged therefore; empty where nothing is.

    ``after_ending``: where it is said above already that the plan is over and its review was not found.
    """
    say, sentences = campaign.wording.say, []
    if not (after_ending and campaign.plan.over) and any(
        campaign.assess(t, year=year).status == PROJECTED for t in campaign.targets
    ):
        sentences.append(say("stories.notice.projected", year=year, unseen=verdicts.unseen(campaign)))
    conflict = campaign.conflict(year)
    if conflict:
        group = campaign.names[conflict.group].lower()
        sentences.append(say("stories.notice.clash", count=len(conflict.units), group=group))
    return " ".join(sentences)


def clash_sentence(campaign: Campaign, year: int) -> str:
    """Why the projections of a year hardly fit together, in numbers, and what follows; empty where they do."""
    conflict = campaign.conflict(year)
    return _clash(campaign, conflict) if conflict else ""


def _clash(campaign: Campaign, c: ProjectionConflict) -> str:
    change = (c.implied_rate / c.before.value - 1) * 100
    return campaign.wording.say(
        "stories.clash",
        province_rate=formats.percent(c.province.value),
        group=campaign.names[c.group].lower(),
        group_rate=formats.percent(c.group_rate.value),
        implied_rate=campaign.marks.sign_of(ESTIMATED) + formats.percent(c.implied_rate),
        count=len(c.units),
        before=campaign.marks.marked(c.before),
        before_year=c.before.year,
        change=formats.percent(change, 0, signed=True),
        estimate=campaign.marks.marked(c.estimate),
        span=formats.span(c.estimate.low, c.estimate.high),
        year=c.year,
        total=campaign.marks.marked(c.total),
    )


def target_goal(campaign: Campaign, target: Target) -> str:
    """What a target asks for, in a few words: ``giảm 1–1,5 điểm %/năm``."""
    say = campaign.wording.say
    if not target.by_points:
        return say("stories.goal.ratio", share=formats.percent(target.low * 100, 0), year=target.baseline_year)
    if target.high is None:
        return say("stories.goal.points", low=formats.plain(target.low))
    return say("stories.goal.points_range", low=formats.plain(target.low), high=formats.plain(target.high))


def target_sentence(campaign: Campaign, assessment: Assessment) -> str:
    """One target in words: from, to, pace, range, what is still required."""
    a, say, marked = assessment, campaign.wording.say, campaign.marks.marked
    if a.judgement == "baseline":
        return say("stories.target.start", value=marked(a.latest), year=a.latest.year)
    if campaign.judgement(a.judgement).kind == "none":
        return say("stories.target.unjudged", year=a.latest.year, reason=_reason(campaign, a))
    return (
        f"{marked(a.baseline)} ({a.baseline.year}) → {marked(a.latest)} ({a.latest.year}): "
        f"{change_and_rest(campaign, a)}."
    )


def change_and_rest(campaign: Campaign, assessment: Assessment, *, brief: bool = False) -> str:
    """How fast, and what is left: the second half of :func:`target_sentence`; empty where nothing is judged.

    ``brief`` leaves out what the judgement beside it says already (the final year's verdict and its condition).
    """
    a, say = assessment, campaign.wording.say
    if campaign.judgement(a.judgement).kind == "none":
        return _reason(campaign, a) if a.reason else ""
    change = _pace(campaign, a) if a.target.by_points else change_text(campaign, a)
    if a.final and not brief:
        return f"{change}; {_end_words(campaign, a)}"
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
    bad = kind == "bad"
    if not a.target.by_points:
        words = verdicts.chance_words(campaign, a)
        if a.final:
            return say("stories.chances.not_done" if bad else "stories.chances.done", done=a.target.done_vi, **words)
        return say("stories.chances.behind" if bad else "stories.chances.on_course", **words)
    low = formats.plain(a.target.low)
    words = {"word": marks.likely(a.chances.on_path), "chance": marks.chance(a.chances.on_path)}
    if kind == "open":
        words = verdicts.chance_words(campaign, a)
    if a.target.high is None:
        return say("stories.chances.points", low=low, **words)
    ahead = marks.chance(a.chances.ahead)
    return say("stories.chances.points_range", low=low, high=formats.plain(a.target.high), ahead=ahead, **words)


def points_line(campaign: Campaign, a: Assessment) -> str:
    """Where a unit is on a points-a-year target; empty where it is not judged on it."""
    if campaign.judgement(a.judgement).kind == "none" or not a.applies or a.judgement == "baseline":
        return ""
    head = f"{a.target.short_vi} ({target_goal(campaign, a.target)})"
    return f"{head}: {change_and_rest(campaign, a)}."


def lag_sentence(campaign: Campaign, standing: Standing) -> str:
    """Where a district stands on halving: level, fall against the path, households, probability."""
    a, say = standing.assessment, campaign.wording.say
    rate = campaign.marks.marked(campaign.figure(a.unit, RATE, a.latest.year))
    count = campaign.marks.marked(campaign.figure(a.unit, POOR, a.latest.year))
    kind = campaign.judgement(a.judgement).kind
    if a.judgement == "baseline":
        return say("stories.lag.start", rate=rate, count=count, year=a.latest.year)
    if kind == "none" and not a.latest.known:
        return say("stories.lag.withheld" if a.reason == WITHHELD else "stories.lag.missing", year=a.latest.year)
    if kind == "none":
        return say("stories.lag.unjudged", rate=rate, count=count, reason=_reason(campaign, a))
    return say("stories.lag.judged", rate=rate, progress=progress(campaign, a))


def progress(campaign: Campaign, a: Assessment) -> str:
    """How far a judged unit has come against what the yardstick asks for, and how likely it is behind; no full stop."""
    words = campaign.wording.say(
        "stories.lag.progress", noun=campaign.noun_of(a.target), change=change_text(campaign, a), required=path_fall(a),
        beside=_beside_line(campaign, a),
    )  # fmt: skip
    chance = chance_sentence(campaign, a)
    return f"{words}; {chance}" if chance else words


def beside_sentence(campaign: Campaign, a: Assessment) -> str:
    """By how much a figure lies above or below its line, as a sentence; empty where nothing is judged."""
    if campaign.judgement(a.judgement).kind == "none":
        return ""
    words = _beside_line(campaign, a)
    return campaign.wording.say("scenes.yardstick.beside", Beside=words[:1].upper() + words[1:])


def _beside_line(campaign: Campaign, a: Assessment) -> str:
    """By how much a figure lies above or below what its path asks for; an estimate's distance is about so much."""
    say = campaign.wording.say
    gap = round(abs(a.gap_to_path), 2 if a.target.by_points else 0)
    if gap == 0:
        return say("glossary.beside.exactly")
    side = "above" if a.gap_to_path > 0 else "below"
    written = amount(a, campaign.marks.about(a.latest, gap))
    if a.status == ESTIMATED:
        written = say("glossary.about", amount=written)
    words = say(f"glossary.beside.{side}.{'points' if a.target.by_points else 'count'}", gap=written)
    return words + _projected(campaign, a)


_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(campaign: Campaign, number: int) -> str:
    """A small number as the first word of a sentence: ``Năm``."""
    if number >= len(_NUMBERS):
        return formats.number(number)
    return campaign.wording.say(f"stories.numbers.{_NUMBERS[number]}")


def former_period(campaign: Campaign, standard: str) -> str:
    """The years a former standard was used for reviews."""
    row = campaign.ledger.standards.set_index("standard").loc[standard]
    return campaign.wording.say("stories.former.period", first=row["first_year"], last=row["last_year"])


def former_standard(campaign: Campaign, standard: str) -> str:
    """Why rates on a former standard stand apart: the same households of one year on both, where both are published."""
    rows = campaign.ledger.observations.query("indicator == @RATE and unit == @campaign.province and preferred")
    by_year = {s: g.set_index("year")["value"] for s, g in rows[rows["bound"] == "exact"].groupby("standard")}
    old, new = by_year.get(standard), by_year.get(campaign.plan.standard)
    both = [] if old is None or new is None else sorted(set(old.index) & set(new.index))
    if old is None or new is None or not both:
        return campaign.wording.say("stories.former.apart")
    year = int(both[-1])
    old_rate, new_rate = formats.percent(old[year]), formats.percent(new[year])
    return campaign.wording.say("stories.former.apart_on_both", year=year, old_rate=old_rate, new_rate=new_rate)


def _reason(campaign: Campaign, a: Assessment) -> str:
    """Why nothing is judged."""
    if a.reason == CLASHING_PROJECTIONS:
        return campaign.wording.say("reasons.clashing_projections", year=a.latest.year)
    return campaign.wording.say(f"reasons.{a.reason}")


def task_of(campaign: Campaign, target: Target) -> str:
    """What a target asks for, as a thing to do where its path is named after one: ``giảm 50 %``."""
    if target.by_points:
        return target.goal_vi
    return target.path_vi.removeprefix(campaign.wording.say("blocks.path_prefix"))


def amount(a: Assessment, value: float) -> str:
    """A difference in the target's own unit: points or households."""
    return formats.points(value) if a.target.by_points else formats.households(value)


def left_text(campaign: Campaign, a: Assessment) -> str:
    """What is still to fall to the modest end of the target."""
    return campaign.marks.sign_of(a.status) + amount(a, campaign.marks.about(a.latest, a.still_to_fall[0]))


def listed(campaign: Campaign, names: list[str]) -> str:
    """Names in a sentence; more than a few are counted."""
    if len(names) <= _NAMED:
        return ", ".join(names)
    named = ", ".join(names[: _NAMED - 1])
    return campaign.wording.say("stories.listed", names=named, count=len(names) - _NAMED + 1)


def change_text(campaign: Campaign, a: Assessment) -> str:
    """The fall or rise since the baseline, in points or in percent of the baseline."""
    size = formats.points(abs(a.fall)) if a.target.by_points else formats.percent(abs(a.relative_fall), 1)
    return campaign.wording.say(
        f"stories.change.{'fell' if a.fall >= 0 else 'rose'}",
        size=campaign.marks.sign_of(a.status) + size,
        mark=_projected(campaign, a),
    )


def _pace(campaign: Campaign, a: Assessment) -> str:
    """The fall or rise a year, in points."""
    return campaign.wording.say(
        f"stories.pace.{'fell' if a.pace >= 0 else 'rose'}",
        size=campaign.marks.sign_of(a.status) + formats.points(abs(a.pace)),
        mark=_projected(campaign, a),
    )


def _projected(campaign: Campaign, a: Assessment) -> str:
    """The mark that follows what rests on a projection."""
    return campaign.marks.words(PROJECTED).suffix if a.status == PROJECTED else ""


def path_fall(a: Assessment) -> str:
    """How far the path has fallen up to the year of the assessment: points, or percent of the baseline."""
    if a.target.by_points:
        return formats.points(a.baseline.value - a.path_values[0])
    return formats.percent((1 - a.path_values[0] / a.baseline.value) * 100, 1)


def _against_path(campaign: Campaign, a: Assessment) -> str:
    """How the count compares with the halving path, no surer than the judgement."""
    if a.final:
        return verdicts.stands(campaign, a)
    side = "bad" if a.gap_to_path > 0 else "good"
    if a.judgement == "undecided":
        side = "open"
    return campaign.wording.say(f"glossary.stands.{side}", path=a.target.path_vi)


def _pace_side(a: Assessment) -> str:
    if a.judgement == "undecided":
        return "undecided"
    return "faster" if a.ratio >= 1 else "slower"


def _falls_short(a: Assessment) -> bool:
    """Whether it can be said by how much the target is missed in its final year."""
    return a.still_to_fall[0] > 0 and a.judgement != "undecided"


def _end_words(campaign: Campaign, a: Assessment) -> str:
    """The final year in words: reached or not, and by how much; only expected so before the review."""
    say = campaign.wording.say
    words = verdicts.stands(campaign, a)
    if a.judgement == "undecided" or a.status == PUBLISHED:
        told = words
    else:
        told = say("stories.end.unconfirmed", stands=words)
    # Only draws can be against it where the central value is not.
    return say("stories.end.short", told=told, left=left_text(campaign, a)) if _falls_short(a) else told
