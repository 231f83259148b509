"""What a judgement says in words: where something stands, how likely that is, and on what figures it rests.

The three parts are told together. The words are those of the glossary (``data/wording.yaml``); "dự kiến" is said of the
province's own projections alone, "ước tính" of what the model estimates.
"""

from __future__ import annotations

from collections.abc import Mapping

from lib.campaign.campaign import Campaign
from lib.campaign.marks import Marks
from lib.language.catalogue import Catalogue
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED
from lib.ledger.ledger import Plan
from lib.plan.assess import Assessment, Code
from lib.plan.judgement import Judgement, Kind

#: So many undecided targets have their probability in the verdict.
_FEW = 2


def label(campaign: Campaign, a: Assessment) -> str:
    """The word of a judgement; in the final year an estimate is not called what the province projects."""
    return label_of(campaign, a.judgement, a.status, final=a.final)


def label_of(campaign: Campaign, code: str, status: str, *, final: bool) -> str:
    """:func:`label` of a judgement that was told: its code and what it rests on."""
    if final and status == ESTIMATED and code in (Code.EXPECTED_REACHED, Code.EXPECTED_NOT_REACHED):
        return campaign.wording.say(f"glossary.estimated_labels.{code}")
    return campaign.judgement(code).label_vi


def stands(campaign: Campaign, a: Assessment) -> str:
    """Where a judged unit stands, with the plan's number: ``chậm so với tiến độ giảm 50 % số hộ nghèo``."""
    say, kind = campaign.wording.say, campaign.judgement(a.judgement).kind
    noun = "" if a.target.by_points else f" {campaign.noun_of(a.target)}"
    path, done = f"{a.target.path_vi}{noun}", f"{a.target.done_vi}{noun}"
    if kind == Kind.OPEN:
        if a.final:
            return say("glossary.outcome.open", done=done)
        return say("glossary.stands.open", path=path)
    if a.final:
        return say(f"glossary.outcome.{kind}.{a.status}", done=done)
    return say(f"glossary.stands.{kind}", path=path)


def rests_on(status: str, wording: Catalogue) -> str:
    """What a statement rests on: ``theo số công bố``, ``theo số tỉnh dự kiến``, ``theo ước tính``."""
    return wording.say(f"glossary.rests_on.{status}")


def likely(campaign: Campaign, a: Assessment, *, brief: bool = False) -> str:
    """How likely what is said of an estimate is, as a word with its probability; of the undecided, of its being on course.

    ``brief`` leaves the event to the sentence around it.
    """
    if a.chances is None:
        return ""
    say, kind = campaign.wording.say, campaign.judgement(a.judgement).kind
    words = chance_words(campaign, a)
    if kind == Kind.OPEN and brief:
        return say("glossary.likely.brief", **words)
    if kind == Kind.OPEN:
        return say("glossary.likely.reaching" if a.final else "glossary.likely.on_course", **words)
    return say("glossary.likely.said", **words)


def chance_words(campaign: Campaign, a: Assessment) -> dict[str, str]:
    """``word`` and ``chance`` of an estimate: of being behind where that is said of it, else of being on course.

    Of the undecided the lowest and highest probability that any declared way to estimate gives; ways that differ in the
    word leave it unclear. Raises ``ValueError`` where nothing is estimated.
    """
    marks, chances = campaign.marks, a.chances
    if chances is None:
        raise ValueError("what is not estimated has no chances")
    kind = campaign.judgement(a.judgement).kind
    if kind == Kind.OPEN:
        low, high = marks.likely(chances.least), marks.likely(chances.most)
        return {
            "word": low if low == high else marks.likely(0.5),
            "chance": marks.chance_span(chances.least, chances.most),
        }
    probability = chances.behind if kind == Kind.BAD else chances.on_path
    return {"word": marks.likely(probability), "chance": marks.chance(probability)}


def on_path_chance(marks: Marks, a: Assessment) -> str:
    """How likely an estimate is on its path by all declared ways to estimate; empty of what is not estimated."""
    return marks.chance_span(a.chances.least, a.chances.most) if a.chances else ""


def reliability(campaign: Campaign, a: Assessment) -> str:
    """What a judgement rests on and how likely it is: ``theo ước tính, rất có thể: xác suất khoảng 85 %``."""
    basis = "" if says_itself(campaign.judgements, a) else rests_on(a.status, campaign.wording)
    return ", ".join(filter(None, [basis, likely(campaign, a)]))


def says_itself(judgements: Mapping[str, Judgement], a: Assessment) -> bool:
    """Whether the words of :func:`stands` name what they rest on: of an unreviewed final year, "dự kiến" or "ước tính"."""
    return a.final and a.status != PUBLISHED and judgements[a.judgement].kind in (Kind.GOOD, Kind.BAD)


def whole(campaign: Campaign, a: Assessment) -> str:
    """All three parts of one judgement."""
    words, basis = stands(campaign, a), reliability(campaign, a)
    return campaign.wording.say("glossary.whole", stands=words, reliability=basis) if basis else words


def unseen(campaign: Campaign) -> str:
    """That no result of a review was found, and until when it was looked for."""
    return campaign.wording.say("glossary.unseen", until=until(campaign.plan))


def until(plan: Plan) -> str:
    """The day until which publications were looked for: ``27/11/2026``."""
    day = plan.searched_until
    return f"{day.day}/{day.month}/{day.year}"


def verdict(campaign: Campaign, year: int, *, with_ending: bool = False) -> str:
    """The answer to "are we reaching the plan": how many targets by which figures, how sure, and which is in danger.

    ``with_ending``: where it is said beside it that the plan is over and its review was not found.
    """
    say = campaign.wording.say
    assessments = [campaign.assess(target, year=year) for target in campaign.targets]
    by_kind: dict[str, list[Assessment]] = {"good": [], "open": [], "bad": [], "none": []}
    for a in assessments:
        by_kind[campaign.judgement(a.judgement).kind].append(a)
    good, undecided, bad, unjudged = by_kind.values()
    if all(a.judgement == Code.BASELINE for a in assessments if a.judgement != Code.INSUFFICIENT):
        return say("stories.verdict.start", year=year, next_year=year + 1)
    judged, final = len(assessments) - len(unjudged), assessments[0].final
    clauses = [_on_course(campaign, good, judged, "some" if unjudged else "all", final=final)]
    for status in (PUBLISHED, PROJECTED, ESTIMATED):
        names = _with_chances(campaign, sorted((a for a in bad if a.status == status), key=_chance_of_reaching))
        if names:
            way = "missed" if final else "behind"
            clauses.append(say(f"stories.verdict.{way}.{status}", names=names))
    if undecided:
        undecided.sort(key=_chance_of_reaching)
        # Of many only who they are: their cards say how likely each is.
        many = len(undecided) > _FEW
        names = ", ".join(a.target.short_vi for a in undecided) if many else _with_chances(campaign, undecided)
        clauses.append(say("stories.verdict.undecided", names=names))
    if unjudged:
        clauses.append(say("stories.verdict.unjudged", names=", ".join(a.target.short_vi for a in unjudged)))
    said = with_ending and campaign.plan.over
    if final and not said and any(a.status != PUBLISHED for a in good + bad + undecided):
        clauses.append(unseen(campaign))
    # In danger is what may be missed; of what is known, the one nearest to its mark.
    if good and not bad and not undecided and all(a.chances is None for a in good):
        closest = min(good, key=lambda a: a.ratio)
        clauses.append(say("stories.verdict.closest", name=closest.target.short_vi))
    return say("stories.verdict.whole", year=year, told="; ".join(clauses))


def _on_course(campaign: Campaign, good: list[Assessment], judged: int, of: str, *, final: bool) -> str:
    """How many targets are on course, by the kind of figure that says so; estimates by name, with their probability."""
    say = campaign.wording.say
    way = "final" if final else "on_the_way"
    by_status = {s: [a for a in good if a.status == s] for s in (PUBLISHED, PROJECTED, ESTIMATED)}
    present = [status for status, found in by_status.items() if found]
    if not present:
        return say(f"stories.verdict.on_course.{way}.{of}", good=0, judged=judged)
    counted = {
        s: say("stories.verdict.by", count=len(by_status[s]), rests_on=rests_on(s, campaign.wording))
        for s in present[1:]
    }
    first = say(f"stories.verdict.on_course.{way}.{of}", good=len(by_status[present[0]]), judged=judged)
    told = {present[0]: f"{first} {rests_on(present[0], campaign.wording)}", **counted}
    if ESTIMATED in told:
        names = _with_chances(campaign, sorted(by_status[ESTIMATED], key=_chance_of_reaching), brackets=False)
        told[ESTIMATED] = say("stories.verdict.named", told=told[ESTIMATED], names=names)
    return ", ".join(told.values())


def _chance_of_reaching(a: Assessment) -> float:
    return a.chances.on_path if a.chances else float(a.still_to_fall[0] == 0)


def _with_chances(campaign: Campaign, assessments: list[Assessment], *, brackets: bool = True) -> str:
    """Targets by name, each estimate with how likely what is said of it is."""
    say, names = campaign.wording.say, []
    for a in assessments:
        chance = likely(campaign, a, brief=True)
        way = "in_brackets" if brackets else "likely"
        named = say(f"stories.target_named.{way}", name=a.target.short_vi, likely=chance) if chance else ""
        names.append(named or a.target.short_vi)
    return (", " if brackets else "; ").join(names)


def carried(campaign: Campaign, year: int) -> str:
    """Which area carried more of the province's fall than its share of the poor; empty where nothing of it is known."""
    yardstick = campaign.yardstick
    if yardstick.by_points or campaign.conflict(year):
        return ""
    start, now = (campaign.figure(campaign.province, yardstick.indicator, at) for at in (yardstick.baseline_year, year))
    if not (start.known and now.known and start.value > now.value):
        return ""
    found = []
    for group in campaign.groups:
        first, last = (campaign.figure(group, yardstick.indicator, at) for at in (start.year, year))
        if first.known and last.known:
            share, fall = first.value / start.value * 100, (first.value - last.value) / (start.value - now.value) * 100
            found.append((fall - share, group, share, fall))
    if not found or max(found)[0] < 1:
        return ""
    _, group, share, fall = max(found)
    return campaign.wording.say("stories.carried", group=campaign.names[group], share=_about(campaign, share),
                                fall=_about(campaign, fall))  # fmt: skip


def _about(campaign: Campaign, percent: float) -> str:
    return campaign.marks.sign_of(ESTIMATED) + campaign.numbers.percent(percent, 0)
