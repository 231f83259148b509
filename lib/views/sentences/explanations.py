"""Why a judgement's word stands where it stands: its rule, the figures, and what would change it."""

from __future__ import annotations

import math
from dataclasses import replace

from lib.campaign.campaign import Campaign
from lib.language.catalogue import Catalogue
from lib.ledger.figure import PUBLISHED, Figure
from lib.plan.assess import Assessment
from lib.plan.judgement import Judgement, Kind
from lib.views.sentences import on_target, verdicts


def explained(campaign: Campaign, a: Assessment) -> tuple[str, ...]:
    """Sentences that explain one judgement, each whole: the rule it was made by, the figures, what would change it."""
    say, entry = campaign.wording.say, campaign.judgement(a.judgement)
    rule = say("explained.rule", label=verdicts.label(campaign, a), rule=_rule(entry, a))
    if entry.kind == Kind.NONE:
        reason = on_target.change_and_rest(campaign, a)
        return (rule, say("explained.reason", reason=reason)) if reason else (rule,)
    return rule, _figures(campaign, a), _change(campaign, a)


def when(wording: Catalogue, entry: Judgement) -> str:
    """When a judgement is made: of what is known, and of an estimate."""
    if not entry.estimated_vi:
        return entry.explanation_vi
    return wording.say("explained.when", known=entry.explanation_vi, estimated=entry.estimated_vi)


def _rule(entry: Judgement, a: Assessment) -> str:
    return entry.estimated_vi if a.chances and entry.estimated_vi else entry.explanation_vi


def _figures(campaign: Campaign, a: Assessment) -> str:
    say, marked = campaign.wording.say, campaign.marks.marked
    told = say(
        "explained.figures", first=marked(a.baseline), start=a.baseline.year, last=marked(a.latest), year=a.latest.year,
        change=on_target.change_text(campaign, a), required=on_target.path_fall(campaign.numbers, a),
        ratio=campaign.marks.sign_of(a.status) + campaign.numbers.number(a.ratio, 2),
    )  # fmt: skip
    if a.chances is None:
        return told
    chance = verdicts.on_path_chance(campaign.marks, a)
    return say(f"explained.chance.{'final' if a.final else 'on_the_way'}", told=told, chance=chance)


def _change(campaign: Campaign, a: Assessment) -> str:
    """Which figure would make another judgement: the later one, or the first one where only that is not published."""
    say, kind, marked = campaign.wording.say, campaign.judgement(a.judgement).kind, campaign.marks.marked
    sides = campaign.wording.section(f"explained.sides.{'final' if a.final else 'on_the_way'}")
    if a.status == PUBLISHED:
        return say(f"explained.change.published.{kind}", line=marked(_line(a)), year=a.latest.year, **sides)
    if a.latest.status == PUBLISHED:
        return say(f"explained.change.start.{kind}", line=marked(_first(a)), start=a.baseline.year, **sides)
    told = say(f"explained.change.unreviewed.{kind}", line=marked(_line(a)), year=a.latest.year, **sides)
    if a.baseline.status == PUBLISHED:
        return told
    return say("explained.change.both", told=told, start=a.baseline.year)


def _line(a: Assessment) -> Figure:
    """The most that the path allows in the year judged: as uncertain as the start it comes from, in whole households."""
    start, path = a.baseline, a.path_values[0]
    if a.target.by_points:
        low, high = (end - (start.value - path) for end in (start.low, start.high))
        return replace(start, year=a.latest.year, value=path, low=low, high=high)
    share = path / start.value
    return replace(
        start, year=a.latest.year, value=math.floor(path), low=start.low * share, high=start.high * share
    )  # fmt: skip


def _first(a: Assessment) -> Figure:
    """The least first figure from which the latest one, which is known, is on the path."""
    if a.target.by_points:
        value = a.latest.value + (a.baseline.value - a.path_values[0])
    else:
        value = math.ceil(round(a.latest.value * a.baseline.value / a.path_values[0], 6))
    return replace(a.latest, year=a.baseline.year, value=value, low=value, high=value, inferred=False)
