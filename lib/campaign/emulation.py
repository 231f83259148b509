"""Who improved surely, by the yardstick that fits each unit, who cannot be told, and how thin the evidence is.

A unit is named as improved only where its judgement is good on the yardstick that fits it (of an estimate: with the declared
probability by every way to estimate) and the common yardstick does not say that it lags.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.campaign.orders import Order, order_of
from lib.campaign.structure import most_alike
from lib.language.display_pages import Emulation
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED
from lib.plan.assess import Assessment
from lib.plan.judgement import Kind
from lib.plan.targets import Target

#: A chance below it: rather not.
_EVEN = 0.5


class Finding(StrEnum):
    """What can be said of a unit's improvement."""

    SURE = "sure"
    #: Good on its own yardstick, behind on the common one.
    SPLIT = "split"
    OPEN = "open"
    BEHIND = "behind"
    #: Nothing to judge: the baseline, figures missing or withheld.
    NONE = "none"


class Thin(StrEnum):
    """Why evidence is thin, the gravest reason first."""

    #: No figure of the unit's own was published in the plan's years.
    NO_OWN = "no_own"
    START = "start"
    NOW = "now"
    PROJECTED = "projected"
    #: A figure hardly known, or of a weak source.
    WEAK = "weak"
    #: The lowest probability lies close above the limit.
    NEAR = "near"
    #: The common yardstick does not decide.
    COMMON = "common"


@dataclass(frozen=True)
class Case:
    """A unit at the end of a year: judged on the yardstick that fits it (``own``) and on the ``common`` one."""

    unit: str
    own: Assessment
    common: Assessment
    finding: Finding
    thin: tuple[Thin, ...]

    @property
    def apart(self) -> bool:
        """Whether the yardstick that fits is another than the common one."""
        return self.own.target.target != self.common.target.target


@dataclass(frozen=True)
class Among:
    """A unit among its peers: those it surely fell faster and slower than, and those that cannot be told."""

    unit: str
    peers: tuple[str, ...]
    faster: tuple[str, ...]
    slower: tuple[str, ...]
    open: tuple[str, ...]


def cases(campaign: Campaign, units: tuple[str, ...], year: int, near: float) -> list[Case]:
    """Every unit with what can be said of it; the order is that of ``units``."""
    return [case_of(campaign, unit, year, near) for unit in units]


def case_of(campaign: Campaign, unit: str, year: int, near: float) -> Case:
    """What can be said of one unit."""
    common, own = campaign.standing(unit, year), fitting(campaign, unit, year)
    kinds = [campaign.judgement(a.judgement).kind for a in (own, common)]
    lags = common.chances is not None and common.chances.most < _EVEN
    return Case(unit, own, common, finding_of(*kinds, lags=lags), _thin(campaign, own, common, near))


def finding_of(own: Kind, common: Kind, *, lags: bool = False) -> Finding:
    """What two judgements come to; nobody is named as improved whom the common yardstick calls behind, or who by every way to
    estimate more likely ``lags`` on it than not.
    """
    if own == Kind.GOOD:
        if common == Kind.BAD:
            return Finding.SPLIT
        return Finding.OPEN if lags else Finding.SURE
    return {Kind.BAD: Finding.BEHIND, Kind.OPEN: Finding.OPEN}.get(own, Finding.NONE)


def fitting(campaign: Campaign, unit: str, year: int) -> Assessment:
    """A unit on the yardstick that fits it: the points target of its narrowest group where that asks no more of the unit than
    the common yardstick does, else the common one.

    A fall in points is asked of a whole group: of a place that began far below its group it would ask nearly everything.
    """
    common, target = campaign.standing(unit, year), campaign.points_target_of(unit)
    if target is None:
        return common
    own = campaign.assess(target, unit, year)
    return own if own.applies and fits(target, own.baseline.value, campaign.yardstick) else common


def fits(target: Target, start: float, yardstick: Target) -> bool:
    """Whether a points target asks no larger fall of a rate of ``start`` than the common yardstick; beside one in points itself
    the group's own always does.
    """
    return yardstick.by_points or target.low * target.span <= (1 - yardstick.low) * start


def _thin(campaign: Campaign, own: Assessment, common: Assessment, near: float) -> tuple[Thin, ...]:
    ends = (own.baseline, own.latest)
    kinds = {"own": campaign.judgement(own.judgement).kind, "common": campaign.judgement(common.judgement).kind}
    alone = not has_own(campaign, own.unit)
    grades = [campaign.marks.grade(end) for end in ends]
    last = campaign.display.quality[-1].grade
    told = {
        Thin.NO_OWN: alone,
        Thin.START: not alone and own.baseline.status == ESTIMATED,
        Thin.NOW: not alone and own.latest.status == ESTIMATED,
        Thin.PROJECTED: PROJECTED in {end.status for end in ends},
        Thin.WEAK: any(end.weak for end in ends) or any(grade and grade.grade == last for grade in grades),
        Thin.NEAR: kinds["own"] == Kind.GOOD
        and own.chances is not None
        and own.chances.surely_on_path < campaign.cutoffs.certain + near,
        Thin.COMMON: kinds["own"] == Kind.GOOD and kinds["common"] == Kind.OPEN,
    }
    return tuple(reason for reason, holds in told.items() if holds)


def has_own(campaign: Campaign, unit: str) -> bool:
    """Whether any figure of poor households of the unit itself was published in the plan's years."""
    return any(
        campaign.figure(unit, indicator, year).status == PUBLISHED
        for indicator in (RATE, POOR)
        for year in campaign.years
    )


def narrowest(campaign: Campaign, unit: str) -> str | None:
    """The smallest of the plan's groups that a unit belongs to."""
    own = [group for group in campaign.groups if unit in campaign.members(group)]
    return min(own, key=lambda group: len(campaign.members(group)), default=None)


def peers_of(campaign: Campaign, unit: str, rule: Emulation) -> tuple[str, ...]:
    """Units of like structure, the most alike first; none where too few are known to be alike."""
    group = narrowest(campaign, unit)
    if group is None:
        return ()
    known = {u: campaign.structures[u] for u in campaign.members(group) if narrowest(campaign, u) == group}
    found = most_alike(known, unit, rule.peers)
    return tuple(found) if len(found) >= rule.fewest else ()


def among(campaign: Campaign, unit: str, year: int, rule: Emulation) -> Among:
    """Where a unit stands among its peers."""
    peers = peers_of(campaign, unit, rule)
    orders = {peer: order_of(campaign, unit, peer, year) for peer in peers}
    parts = (tuple(p for p in peers if orders[p] == order) for order in (Order.FASTER, Order.SLOWER, Order.OPEN))
    return Among(unit, peers, *parts)
