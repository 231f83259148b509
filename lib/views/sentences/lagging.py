"""Who is behind the common yardstick, and who is not decided."""

from __future__ import annotations

from lib.campaign import comparison
from lib.campaign.campaign import POOR, RATE, Campaign
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED
from lib.plan.assess import WITHHELD, Assessment, Code
from lib.plan.judgement import Kind
from lib.plan.targets import Target
from lib.views.sentences import verdicts
from lib.views.sentences.lists import listed
from lib.views.sentences.on_target import progress, reason, unit_line

_FIRMNESS = (ESTIMATED, PROJECTED, PUBLISHED)


def who_lags(campaign: Campaign, year: int, units: list[str]) -> str:
    """Who is behind the common yardstick among ``units``, and who is not decided; empty where nothing is judged."""
    return " ".join(filter(None, lagging_and_undecided(campaign, year, units)))


def lagging_and_undecided(campaign: Campaign, year: int, units: list[str]) -> tuple[str, str]:
    """The two sentences of :func:`who_lags`: who is behind, and who is not decided where that is to be said."""
    first, undecided, many, _ = _parts(campaign, year, units)
    return first, f"{undecided} {many}".strip()


def _parts(campaign: Campaign, year: int, units: list[str]) -> tuple[str, str, str, bool]:
    """Who is behind; of what is not decided the names, and how many are behind in all; whether anybody is named as behind.

    Groups with a target of their own are named only when all their districts are among ``units``.
    """
    say = campaign.wording.say
    by_kind: dict[str, list[Assessment]] = {"bad": [], "open": [], "good": [], "none": []}
    for standing in campaign.queue(year, units):
        by_kind[campaign.judgement(standing.judgement).kind].append(standing)
    behind, undecided, good, _ = by_kind.values()
    judged = behind + undecided + good
    if not judged:
        return "", "", "", False
    whole = (
        t.unit for t in campaign.targets if t.unit in campaign.groups and set(campaign.members(t.unit)) <= set(units)
    )
    together = [campaign.standing(group, year) for group in whole if len(units) > 1]
    together = [a for a in together if campaign.judgement(a.judgement).kind == Kind.BAD]
    names = [campaign.names[a.unit] for a in behind]
    names += [say("stories.who_lags.together", group=campaign.wording.inside(campaign.names[a.unit])) for a in together]
    if len(units) == 1:
        return f"{unit_line(campaign, judged[0])}.", "", "", bool(behind)
    path = f"{campaign.yardstick.path_vi}{_noun_after(campaign, campaign.yardstick)}"
    if names:
        # No surer than the weakest of the figures behind it.
        weakest = min(behind + together, key=lambda a: _FIRMNESS.index(a.status))
        told, certain = listed(campaign.wording, names), campaign.numbers.percent(campaign.cutoffs.certain * 100, 0)
        if weakest.chances:
            way = "end" if weakest.final else "on_the_way"
            told = say(f"stories.who_lags.estimated.{way}", names=told, certain=certain)
        text = say(
            "stories.who_lags.behind",
            when=_when(campaign, year, units),
            stands=verdicts.stands(campaign, weakest),
            names=told,
        )
    elif judged[0].final:
        goal = campaign.yardstick.goal_vi
        text = say(
            "stories.who_lags.nobody_surely_end" if undecided else "stories.who_lags.nobody_end",
            when=_when(campaign, year, units), goal=goal,
        )  # fmt: skip
    elif undecided:
        text = say("stories.who_lags.nobody_surely", when=_when(campaign, year, units), path=path)
    else:
        weakest = min(good, key=lambda a: _FIRMNESS.index(a.status))
        basis = verdicts.rests_on(weakest.status, campaign.wording)
        text = say("stories.who_lags.nobody", when=_when(campaign, year, units), path=path, basis=basis)
    if not undecided:
        return text, "", "", bool(names)
    told = say(
        "stories.who_lags.undecided", names=listed(campaign.wording, [campaign.names[a.unit] for a in undecided])
    )
    return text, told, _how_many(campaign, year, units), bool(names)


def answer(campaign: Campaign, year: int, units: list[str]) -> tuple[str, str]:
    """:func:`who_lags` as a title without full stop, and the rest: where nobody is named for sure, how many are behind in all
    comes first. Both empty where nothing is judged.
    """
    first, undecided, many, named = _parts(campaign, year, units)
    if named or not many:
        return campaign.wording.heading(first), f"{undecided} {many}".strip()
    told = campaign.wording.inside(campaign.wording.heading(many))
    title = campaign.wording.say("stories.who_lags.title", year=year, many=told)
    return title, f"{first} {undecided}"


def _when(campaign: Campaign, year: int, units: list[str]) -> str:
    """The year, and of some units only among how many it is said."""
    if set(units) >= set(campaign.districts):
        return campaign.wording.say("stories.who_lags.when", year=year)
    words = {"count": len(units), "unit": campaign.unit_words["unit_vi"]}
    return campaign.wording.say("stories.who_lags.when_among", year=year, **words)


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


def _noun_after(campaign: Campaign, target: Target) -> str:
    return "" if target.by_points else f" {campaign.noun_of(target)}"


def attention_heading(campaign: Campaign, standings: list[Assessment], first: list[Assessment]) -> str:
    """Heading of ``first``, the few of ``standings`` that most need attention; true to what the list holds."""
    say = campaign.wording.say
    kinds = [campaign.judgement(s.judgement).kind for s in standings]
    if len(standings) == 1:
        return campaign.names[standings[0].unit]
    if set(kinds) == {"none"}:
        return say("stories.attention.unjudged")
    if not first:
        return say("stories.attention.nobody")
    behind = kinds[: len(first)].count(Kind.BAD)
    slow = say("stories.attention.missed" if standings[0].final else "stories.attention.slow")
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


def lag_sentence(campaign: Campaign, a: Assessment) -> str:
    """Where a district stands on halving: level, fall against the path, households, probability."""
    say = campaign.wording.say
    rate = campaign.marks.marked(campaign.figure(a.unit, RATE, a.latest.year))
    count = campaign.marks.marked(campaign.figure(a.unit, POOR, a.latest.year))
    kind = campaign.judgement(a.judgement).kind
    if a.judgement == Code.BASELINE:
        return say("stories.lag.start", rate=rate, count=count, year=a.latest.year)
    if kind == Kind.NONE and not a.latest.known:
        return say("stories.lag.withheld" if a.reason == WITHHELD else "stories.lag.missing", year=a.latest.year)
    if kind == Kind.NONE:
        return say("stories.lag.unjudged", rate=rate, count=count, reason=reason(campaign.wording, a))
    return say("stories.lag.judged", rate=rate, progress=progress(campaign, a))
