"""What pages offer and list: indicators, targets, units by their judgement."""

from __future__ import annotations

from collections.abc import Mapping

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.campaign.kept import called
from lib.plan.assess import Assessment
from lib.plan.judgement import Judgement, Kind
from lib.plan.targets import Target
from lib.views.sentences import lagging

#: Kinds of judgement in the order in which lists of districts show them.
KINDS = ("bad", "open", "good", "none")


def attention(judgements: Mapping[str, Judgement], standings: list[Assessment], most: int = 3) -> list[Assessment]:
    """The first few that are behind or undecided; one district asked for alone is always told."""
    if len(standings) == 1:
        return standings
    needing = [s for s in standings if judgements[s.judgement].kind in (Kind.BAD, Kind.OPEN)]
    return needing[:most]


def indicators_offered(data: Campaign) -> list[str]:
    """Indicators that can be charted: the plan's two, then every other one with a figure in the plan's years, by theme."""
    first, frame, table = [POOR, RATE], data.figures.frame, data.ledger.indicators
    known = set(frame.loc[frame["year"].isin(data.years), "indicator"]) - set(first)
    listed = table.loc[table["indicator"].isin(known)]
    order = {theme: place for place, theme in enumerate(data.display.themes)}
    return first + list(listed.iloc[listed["theme"].map(order).argsort(kind="stable")]["indicator"])


def with_theme(data: Campaign, indicator: str) -> str:
    """An indicator's name after that of its theme, as lists of many offer it."""
    theme = data.display.themes[data.indicator_themes[indicator]]
    return data.wording.say("page.themed", theme=theme, indicator=data.indicator_names[indicator])


def indicator_of(campaign: Campaign, asked: str | None) -> str:
    """The indicator that Quỹ đạo shows: the one asked for, else the first one offered."""
    offered = called(campaign, indicators_offered)
    return asked if asked in offered else offered[0]


def target_for(data: Campaign, unit: str, indicator: str) -> Target | None:
    """The target whose path belongs on a unit's chart of an indicator: its own, its group's, or the yardstick."""
    own = next((t for t in data.targets if t.unit == unit and t.indicator == indicator), None)
    if own or indicator == data.yardstick.indicator:
        return own or data.yardstick
    group = data.points_target_of(unit) if unit in data.districts else None
    return group if group and group.indicator == indicator else None


def lists_by_kind(data: Campaign, standings: list[Assessment], year: int) -> list[tuple[str, str, list[Assessment]]]:
    """Units by the kind of their judgement: kind, heading of the list, its units in their order; no empty list."""
    headings, unit = lagging.list_headings(data, year == data.yardstick.end_year), data.unit_words["unit_vi"]
    lists = {kind: [s for s in standings if data.judgement(s.judgement).kind == kind] for kind in KINDS}
    say, count = data.wording.say, len(standings)
    return [
        (kind, say("lagging.heading", heading=headings[kind], count=len(listed), all=count, unit=unit), listed)
        for kind, listed in lists.items()
        if listed
    ]


def group_assessments(data: Campaign, year: int) -> list[Assessment]:
    """The plan's groups in its order, each on its own target or, without one, on the common yardstick."""
    own = {target.unit: target for target in data.targets}
    return [data.assess(own[group], year=year) if group in own else data.standing(group, year) for group in data.focus]
