"""What is different between two editions: figures new and changed, judgements turned, places in the order of need moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.ledger.figure import ESTIMATED, Figure, Status
from lib.plan.assess import Code

#: What a review counts, in the order told.
INDICATORS = (RATE, POOR, "near_poor_rate", "near_poor_households")


class Way(StrEnum):
    """How a figure is different: there was none, it is known in another way, another value, or it is gone."""

    NEW = "new"
    STATUS = "status"
    VALUE = "value"
    GONE = "gone"


@dataclass(frozen=True)
class FigureChange:
    """A figure of one unit and year before and after; missing ones are figures too."""

    before: Figure
    after: Figure

    @property
    def way(self) -> Way:
        """How it is different."""
        if not self.before.known:
            return Way.NEW
        if not self.after.known:
            return Way.GONE
        return Way.VALUE if self.before.status == self.after.status else Way.STATUS

    @property
    def counted(self) -> bool:
        """Whether what was estimated is now known: the estimate can be held against it."""
        return self.before.status == ESTIMATED and self.after.known and self.after.status != ESTIMATED

    @property
    def inside(self) -> bool:
        """Whether what came out lies in the interval of the estimate."""
        return self.before.low <= self.after.value <= self.before.high


@dataclass(frozen=True)
class JudgementChange:
    """A judgement of a unit on a target at the end of a year, before and after, and what each rests on."""

    target: str
    unit: str
    year: int
    before: Code
    after: Code
    before_status: Status
    after_status: Status


@dataclass(frozen=True)
class PlaceChange:
    """A unit's place in the order of need (1 comes first) at the end of a year, before and after."""

    unit: str
    year: int
    before: int
    after: int


@dataclass(frozen=True)
class Changes:
    """Everything that is different; empty where two editions say the same."""

    figures: tuple[FigureChange, ...]
    judgements: tuple[JudgementChange, ...]
    places: tuple[PlaceChange, ...]

    @property
    def counted(self) -> tuple[FigureChange, ...]:
        """Estimates whose figure is known now."""
        return tuple(change for change in self.figures if change.counted)

    def as_json(self) -> tuple[Mapping[str, object], ...]:
        """Plain objects, for the history."""
        return (
            *({"kind": "figure", "unit": c.after.unit, "indicator": c.after.indicator, "year": c.after.year,
               "way": str(c.way), "before": _plain(c.before), "after": _plain(c.after)} for c in self.figures),
            *({"kind": "judgement", "target": c.target, "unit": c.unit, "year": c.year, "before": str(c.before),
               "after": str(c.after), "before_status": str(c.before_status), "after_status": str(c.after_status)} for c in self.judgements),
            *({"kind": "place", "unit": c.unit, "year": c.year, "before": c.before, "after": c.after}
              for c in self.places),
        )  # fmt: skip


def _plain(figure: Figure) -> Mapping[str, object] | None:
    if not figure.known:
        return None
    return {"value": figure.value, "low": figure.low, "high": figure.high, "status": str(figure.status)}


def compare(old: Campaign, new: Campaign) -> Changes:
    """What ``new`` says otherwise than ``old``: figures as they are written, of every unit and year of the new plan."""
    figures = tuple(
        FigureChange(before, after)
        for before, after in _figures(old, new)
        if (before.known or after.known)
        and (before.known != after.known or before.status != after.status or before.value != after.value)
    )
    return Changes(figures, tuple(_judgements(old, new)), tuple(_places(old, new)))


def _figures(old: Campaign, new: Campaign) -> Iterator[tuple[Figure, Figure]]:
    for indicator in INDICATORS:
        for unit in dict.fromkeys((new.province, *new.every_group, *new.districts)):
            for year in new.years:
                yield old.figure(unit, indicator, year), new.figure(unit, indicator, year)
        communes = _communes(new)
        for unit in new.ledger.units_of(communes) if communes else ():
            for year in new.years:
                yield old.communes.get(unit, indicator, year), new.communes.get(unit, indicator, year)


def _communes(campaign: Campaign) -> str | None:
    """The vintage of today's communes, where the edition has one besides the plan's units."""
    others = [vintage for vintage in campaign.ledger.vintages["vintage"] if vintage != campaign.plan.vintage]
    kinds = dict(zip(campaign.ledger.units["unit"], campaign.ledger.units["kind"], strict=True))
    return next((v for v in others if {kinds[u] for u in campaign.ledger.units_of(v)} == {"commune"}), None)


def _judgements(old: Campaign, new: Campaign) -> Iterator[JudgementChange]:
    known = {target.target: target for target in old.targets}
    for target in new.targets:
        before_target = known.get(target.target)
        units = dict.fromkeys((target.unit, *(new.districts if target == new.yardstick else ())))
        for unit in units if before_target else ():
            for year in new.years[1:]:
                assert before_target
                before, after = old.assess(before_target, unit, year), new.assess(target, unit, year)
                if before.judgement != after.judgement:
                    yield JudgementChange(target.target, unit, year, Code(before.judgement), Code(after.judgement),
                                          before.status, after.status)  # fmt: skip


def _places(old: Campaign, new: Campaign) -> Iterator[PlaceChange]:
    for year in new.years[1:]:
        if year not in old.years:
            continue
        before = {a.unit: place for place, a in enumerate(old.queue(year), start=1)}
        after = {a.unit: place for place, a in enumerate(new.queue(year), start=1)}
        for unit, place in after.items():
            if unit in before and before[unit] != place:
                yield PlaceChange(unit, year, before[unit], place)
