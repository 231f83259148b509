"""What the province's own projections are, and that two of them cannot both come true."""

from __future__ import annotations

from lib.campaign.campaign import Campaign, ProjectionConflict
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED
from lib.views.sentences import lists, verdicts


def projection_notice(campaign: Campaign, year: int, *, with_ending: bool = False) -> str:
    """What is only projected in a year, and what is not judged therefore; empty where nothing is.

    ``with_ending``: where it is said beside it that the plan is over and its review was not found.
    """
    say, sentences = campaign.wording.say, []
    statuses = {target: campaign.assess(target, year=year).status for target in campaign.targets}
    projected = [target for target, status in statuses.items() if status == PROJECTED]
    if projected and PUBLISHED in statuses.values():
        # Part of the review is published: what of it is not is named.
        names = lists.listed(campaign.wording, list(dict.fromkeys(campaign.names[target.unit] for target in projected)))
        sentences.append(say("stories.notice.projected_some", names=names, year=year, unseen=verdicts.unseen(campaign)))
    elif projected and not (with_ending and campaign.plan.over):
        sentences.append(say("stories.notice.projected", year=year, unseen=verdicts.unseen(campaign)))
    conflict = campaign.conflict(year)
    if conflict:
        group = campaign.wording.inside(campaign.names[conflict.group])
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
        province_rate=campaign.numbers.percent(c.province.value),
        group=campaign.wording.inside(campaign.names[c.group]),
        group_rate=campaign.numbers.percent(c.group_rate.value),
        implied_rate=campaign.marks.sign_of(ESTIMATED) + campaign.numbers.percent(c.implied_rate),
        count=len(c.units),
        before=campaign.marks.marked(c.before),
        before_year=c.before.year,
        change=campaign.numbers.percent(change, 0, signed=True),
        estimate=campaign.marks.marked(c.estimate),
        span=campaign.numbers.span(c.estimate.low, c.estimate.high),
        year=c.year,
        total=campaign.marks.marked(c.total),
    )
