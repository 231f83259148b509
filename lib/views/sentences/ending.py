"""A plan whose period is over: said first, and then what is known of its end, made from the figures by rule.

Per target what is published, what the province projected, what the model estimates; what follows by arithmetic from a
printed bound ("hơn 80.270 hộ nghèo và cận nghèo"). A bound is judged where it decides. What the review of the last year
answers is not said any more once it is published.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED, Figure
from lib.plan.judgement import Kind
from lib.plan.targets import Target
from lib.views.sentences import verdicts

_NEAR_POOR = "near_poor_households"


@dataclass(frozen=True)
class Bound:
    """A printed bound of a count at the plan's end: more than ``value``, or ``under`` it.

    ``confirmed``: the source names the period; ``published``: when it was printed.
    """

    value: float
    under: bool
    confirmed: bool
    published: str


def reviewed(campaign: Campaign) -> bool:
    """Whether the review of the plan's last year is published for the province's yardstick."""
    yardstick = campaign.yardstick
    return campaign.figure(campaign.province, yardstick.indicator, yardstick.end_year).status == PUBLISHED


def lines(campaign: Campaign) -> list[str]:
    """That the plan is over, and what is known of its end, in at most three short sentences; empty while it runs."""
    return [line for line in (ended(campaign), *bounds(campaign)) if line]


def ended(campaign: Campaign, *, brief: bool = False) -> str:
    """That the plan's period is over, and whether its last review is published; ``brief`` leaves the projection out."""
    if not campaign.plan.over:
        return ""
    say, end, target = campaign.wording.say, campaign.plan.end_year, campaign.yardstick
    if reviewed(campaign):
        return say("ending.reviewed", end=end, verdict=verdicts.stands(campaign, campaign.assess(target, year=end)))
    projected = campaign.figure(campaign.province, RATE, end)
    words = {"end": end, "unseen": verdicts.unseen(campaign), "year": campaign.latest_year}
    if projected.status == PROJECTED and not brief:
        return say("ending.projected", rate=campaign.numbers.percent(projected.value), **words)
    return say("ending.unseen", **words)


def brief(campaign: Campaign, year: int) -> str:
    """The shortest of :func:`lines`, above a year's figures: that the plan is over; with the newest and the last, what a bound decides."""
    newest = decided(campaign) if year in (campaign.latest_year, campaign.plan.end_year) else []
    return " ".join([ended(campaign, brief=True), *newest]).strip()


def known(campaign: Campaign) -> list[str]:
    """What stands behind :func:`brief`: what follows from a bound, and every target."""
    return [*bounds(campaign), *by_target(campaign)]


def bounds(campaign: Campaign) -> list[str]:
    """What follows from a bound of the wider count: of the targets beside the plan, and of the plan's own yardstick."""
    return [*decided(campaign), *asked(campaign)]


def decided(campaign: Campaign) -> list[str]:
    """Targets beside the plan that a bound decides."""
    return [line for target, bound in _found(campaign) if (line := _beside(campaign, target, bound))]


def asked(campaign: Campaign) -> list[str]:
    """What a bound asks of the near-poor households, if the plan's own yardstick is reached."""
    return [line for target, bound in _found(campaign) if (line := _own(campaign, target, bound))]


def _found(campaign: Campaign) -> list[tuple[Target, Bound]]:
    pairs = ((target, bound_of(campaign, target)) for target in campaign.targets_beside)
    return [(target, bound) for target, bound in pairs if bound and campaign.plan.over]


def bound_of(campaign: Campaign, target: Target) -> Bound | None:
    """The printed bound of a target's count at its end; None where there is none or the figure itself is published."""
    if campaign.figure(target.unit, target.indicator, target.end_year).known or target.by_points:
        return None
    rows = campaign.ledger.observations
    rows = rows[
        (rows["unit"] == target.unit) & (rows["indicator"] == target.indicator) & (rows["year"] == target.end_year)
        & (rows["standard"] == campaign.plan.standard) & rows["bound"].isin(["over", "under"])
    ]  # fmt: skip
    if rows.empty:
        return None
    row = rows.sort_values("preferred", ascending=False, kind="stable").iloc[0]
    printed = str(campaign.sources.loc[row["source"], "published"])
    return Bound(
        float(row["value"]),
        row["bound"] == "under",
        bool(row["preferred"]),
        campaign.numbers.day(printed) or campaign.numbers.missing,
    )


def _beside(campaign: Campaign, target: Target, bound: Bound) -> str:
    """Whether a bound decides a target beside the plan; empty where it does not."""
    baseline = campaign.figure(target.unit, target.indicator, target.baseline_year)
    if not baseline.known:
        return ""
    goal = math.floor(target.end_values(baseline.value)[0])
    if bound.value < goal if not bound.under else bound.value > goal:
        return ""
    return campaign.wording.say(
        f"ending.beside.{'reached' if bound.under else 'missed'}.{_sure(bound)}",
        bound=_written(campaign, bound), printed=bound.published, end=target.end_year, goal=campaign.numbers.households(goal),
    )  # fmt: skip


def _own(campaign: Campaign, wider: Target, bound: Bound) -> str:
    """What a lower bound of poor and near-poor households together asks of the near-poor, if the plan's halving holds."""
    own = campaign.yardstick
    baseline = campaign.figure(campaign.province, POOR, own.baseline_year)
    if own.by_points or own.indicator != POOR or bound.under or not baseline.known or reviewed(campaign):
        return ""
    goal = math.floor(own.end_values(baseline.value)[0])
    need = bound.value - goal
    near = campaign.figure(wider.unit, _NEAR_POOR, campaign.latest_year)
    projected = campaign.figure(campaign.province, POOR, own.end_year)
    if not near.known or need <= 0:
        return ""
    stated = {"bound": _written(campaign, bound), "end": own.end_year}
    if bound.confirmed:
        given = campaign.wording.say("ending.own.given.confirmed", **stated)
    else:
        given = campaign.wording.say("ending.own.given.unconfirmed", printed=bound.published, **stated)
    words = {"given": given,
             "goal": campaign.numbers.households(goal), "need": campaign.numbers.households(need), "year": near.year,
             "near": campaign.numbers.households(near.value)}  # fmt: skip
    if projected.status != PROJECTED or bound.value - projected.value <= near.value:
        return campaign.wording.say("ending.own.alone", **words)
    rising = campaign.numbers.households(round(bound.value - projected.value, -2))
    rate = campaign.figure(campaign.province, RATE, own.end_year)
    return campaign.wording.say(
        "ending.own.projected", rate=campaign.numbers.percent(rate.value), rising=rising, **words
    )


def _sure(bound: Bound) -> str:
    return "confirmed" if bound.confirmed else "unconfirmed"


def _written(campaign: Campaign, bound: Bound) -> str:
    word = campaign.wording.section("exports.bounds")["under" if bound.under else "over"]
    return f"{word} {campaign.numbers.households(bound.value)}"


def by_target(campaign: Campaign) -> list[str]:
    """Of every target what is published, what the province projected and what the model estimates of the end."""
    if not campaign.plan.over:
        return []
    return [_target(campaign, target) for target in campaign.targets]


def _target(campaign: Campaign, target: Target) -> str:
    say, end = campaign.wording.say, target.end_year
    a = campaign.assess(target, year=end)
    latest = _newest(campaign, target)
    known = say("ending.target.published", value=campaign.marks.marked(latest), year=latest.year) if latest else say(
        "ending.target.nothing")  # fmt: skip
    parts = [known]
    if a.latest.status == PROJECTED:
        parts.append(say("ending.target.projected", value=campaign.marks.marked(a.latest), year=end))
    elif a.latest.status == ESTIMATED:
        value = campaign.marks.marked(a.latest, interval=True)
        parts.append(say("ending.target.estimated", value=value, year=end))
    if campaign.judgement(a.judgement).kind != Kind.NONE:
        parts.append(verdicts.whole(campaign, a))
    return say("ending.target.line", name=target.short_vi, told="; ".join(parts))


def _newest(campaign: Campaign, target: Target) -> Figure | None:
    """The newest published figure of a target inside the plan's years."""
    series = campaign.figures.series(target.unit, target.indicator, campaign.years)
    return next((figure for figure in reversed(series) if figure.status == PUBLISHED), None)


def decided_by(campaign: Campaign) -> str:
    """What would decide an ended plan whose last review was not found; empty otherwise."""
    if not campaign.plan.over or reviewed(campaign):
        return ""
    return campaign.wording.say("ending.decided_by", end=campaign.plan.end_year, unseen=verdicts.unseen(campaign))
