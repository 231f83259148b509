"""What is new (*có gì mới*): what was published last, which figures and judgements it changed, estimates against what came out."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from lib.campaign.campaign import Campaign
from lib.editions.news import FigureChanged, JudgementChanged, Published, Value
from lib.ledger.figure import ESTIMATED, Figure, Status
from lib.views.sentences import verdicts


def lead(campaign: Campaign, last: Published) -> str:
    """Who published what, when and why."""
    forms = ", ".join(
        dict.fromkeys(campaign.wording.say("news.form", form=one.form, year=one.year) for one in last.handed)
    )
    return campaign.wording.say(
        "news.lead", day=campaign.numbers.day(last.day), actor=last.actor, reason=last.reason, forms=forms
    )


def lines(campaign: Campaign, last: Published) -> tuple[str, ...]:
    """How many figures and judgements are different, and whether the estimates had held them."""
    say, figures = campaign.wording.say, _figures(last)
    ways = Counter(change.way for change in figures)
    told = [
        say("news.figures", count=len(figures), known=ways["status"] + ways["new"], value=ways["value"])
        if figures
        else say("news.nothing")
    ]
    if counted := _counted(last):
        inside = sum(_inside(change) for change in counted)
        told.append(say("news.held", count=len(counted), inside=inside, level=_level(campaign)))
    if judged := _judged(campaign, last):
        told.append(say("news.judged", count=len(judged)))
    return tuple(told)


def _level(campaign: Campaign) -> str:
    return campaign.numbers.percent(campaign.estimates.interval * 100, 0)


def judged_table(campaign: Campaign, last: Published) -> pd.DataFrame:
    """Every judgement that turned: place, year, target, before, after."""
    heads, names = campaign.wording.section("news.columns"), campaign.names
    targets = {target.target: target.short_vi for target in campaign.targets}
    rows = [
        (names[c.unit], str(c.year), targets[c.target],
         *(verdicts.label_of(campaign, code, status, final=c.year == campaign.plan.end_year)
           for code, status in ((c.before, c.before_status), (c.after, c.after_status))))
        for c in _judged(campaign, last)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[heads[key] for key in ("name", "year", "target", "before", "after")])


def counted_table(campaign: Campaign, last: Published) -> pd.DataFrame:
    """Every estimate whose figure is known now: place, what, year, the estimate with its interval, what came out."""
    heads, marks = campaign.wording.section("news.columns"), campaign.marks
    rows = []
    for change in _counted(last):
        before, after = _figure(change, change.before), _figure(change, change.after)
        held = campaign.wording.say("news.inside") if _inside(change) else campaign.wording.say("news.outside")
        rows.append((campaign.names.get(change.unit, change.unit), campaign.indicator_names[change.indicator], str(change.year),
                     f"{marks.marked(before)} ({marks.interval_of(before)})", marks.marked(after), held))  # fmt: skip
    return pd.DataFrame(
        rows, columns=[heads[key] for key in ("name", "indicator", "year", "estimate", "figure", "held")]
    )


def publications_table(campaign: Campaign) -> pd.DataFrame:
    """Every publication: day, who, why, the forms with what they correct, what was let pass and why."""
    say, heads = campaign.wording.say, campaign.wording.section("news.columns")
    rows = []
    for one in campaign.edition.publications:
        forms = "; ".join(
            say(
                "news.corrected",
                form=form.form,
                year=form.year,
                number=form.corrects,
                reason=form.reason,
                asked_by=form.asked_by,
            )
            if form.corrects
            else say("news.form", form=form.form, year=form.year)
            for form in one.handed
        )
        passed = "; ".join(
            dict.fromkeys(say("news.passed", rule=p.rule, reason=p.reason, actor=p.actor) for p in one.passed)
        )
        rows.append((campaign.numbers.day(one.day), one.actor, one.reason, forms, passed or say("news.none_passed")))
    return pd.DataFrame(rows, columns=[heads[key] for key in ("day", "actor", "reason", "forms", "passed")])


def _figures(last: Published) -> list[FigureChanged]:
    return [change for change in last.changes if isinstance(change, FigureChanged)]


def _counted(last: Published) -> list[FigureChanged]:
    """Estimates whose figure is known now."""
    return [c for c in _figures(last) if c.before and c.after and c.before.status == ESTIMATED != c.after.status]


def _judged(campaign: Campaign, last: Published) -> list[JudgementChanged]:
    known = {target.target for target in campaign.targets}
    return [
        c for c in last.changes if isinstance(c, JudgementChanged) and c.target in known and c.unit in campaign.names
    ]


def _inside(change: FigureChanged) -> bool:
    assert change.before and change.after
    return change.before.low <= change.after.value <= change.before.high


def _figure(change: FigureChanged, value: Value | None) -> Figure:
    assert value
    return Figure(change.unit, change.indicator, change.year, value.value, value.low, value.high, Status(value.status))
