"""The campaign as a whole: an edition and its plan put together, and judged.

Everything a page, an export or the command line shows comes from a :class:`Campaign`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from lib.campaign.chances import falls
from lib.campaign.figures import FigureTable, figure_table, published_table
from lib.campaign.marks import Marks
from lib.campaign.structure import structures
from lib.editions.edition import Edition
from lib.estimates.parameters import MAIN
from lib.geography.lineage import Gone, gone
from lib.language.catalogue import Catalogue
from lib.language.display import Display
from lib.language.numbers import Numbers
from lib.ledger import Ledger, Plan
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED, Figure
from lib.plan.assess import (
    CLASHING_PROJECTIONS,
    MISSING_FIGURE,
    WITHHELD,
    Assessment,
    Chances,
    Code,
    Cutoffs,
    assess,
    chances_of,
)
from lib.plan.judgement import Judgement, Kind
from lib.plan.targets import POINTS_PER_YEAR, Target, targets_of

#: The two figures the plan is about: everything else in the ledger explains them.
POOR, RATE = "poor_households", "poor_rate"


@dataclass(frozen=True)
class ProjectionConflict:
    """Two projections of one year that leave an area less (or more) than its own evidence allows.

    ``implied_poor`` and ``implied_rate`` (percent) are what the province's projection leaves outside ``group``'s;
    ``estimate`` is the model's rate of those ``units`` in that year, ``before`` the one of the year before.
    ``total`` is what the model's districts add up to in the whole province.
    """

    year: int
    group: str
    units: tuple[str, ...]
    province: Figure
    group_rate: Figure
    implied_poor: float
    implied_rate: float
    estimate: Figure
    before: Figure
    total: Figure


class Campaign:
    """A plan, its figures and its judgements. Immutable by convention; one instance serves all sessions."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.ledger: Ledger = edition.ledger
        self.estimates = edition.estimates
        self.display: Display = edition.display
        self.wording: Catalogue = edition.wording
        self.numbers: Numbers = edition.wording.numbers
        self.marks = Marks(edition.display, edition.ledger, edition.estimates.interval, self.numbers)
        self._worked_out: FigureTable = figure_table(self.ledger, self.estimates, self.wording, edition.withheld)
        self.figures: FigureTable = self._worked_out.written(self.marks.rounded)
        self.plan: Plan = self.ledger.plan
        self.years = self.plan.years
        self.province = self.ledger.province
        self.targets = targets_of(self.ledger, self.plan.plan)
        self.targets_beside = tuple(
            t for plan in self.ledger.plans_of("beside") for t in targets_of(self.ledger, plan.plan)
        )
        self.judgements, self.cutoffs = _judgements(edition.judgements, self.estimates.certain)
        self._members: dict[str, tuple[str, ...]] = {}
        self._told = _told(edition.chances)
        self._standings: dict[tuple[str, int], Assessment] = {}
        self._conflicts: dict[int, ProjectionConflict | None] = {}
        self.districts = self.ledger.members_of(self.province)
        self.groups = tuple(self.ledger.groups.query("kind == 'area'")["group"])

    @cached_property
    def names(self) -> dict[str, str]:
        """Vietnamese name of every unit and group; groups by their short name."""
        names = dict(zip(self.ledger.units["unit"], self.ledger.units["name_vi"], strict=True))
        names.update(zip(self.ledger.groups["group"], self.ledger.groups["short_vi"], strict=True))
        return names

    @cached_property
    def full_names(self) -> dict[str, str]:
        """Name of every unit with what it is, as written inside a sentence: ``huyện Kỳ Sơn``, ``thành phố Vinh``."""
        names = zip(self.ledger.units["unit"], self.ledger.units["full_name_vi"], strict=True)
        return {unit: self.wording.inside(name) for unit, name in names}

    @cached_property
    def sources(self) -> pd.DataFrame:
        """The ledger's sources by their id."""
        return self.ledger.sources.set_index("source")

    @cached_property
    def latest_year(self) -> int:
        """Last of the plan's years whose province figure is published; the baseline where none is."""
        rows = self.figures.frame
        wanted = (rows["unit"] == self.province) & (rows["status"] == PUBLISHED) & rows["indicator"].isin([POOR, RATE])
        published = rows.loc[wanted & rows["year"].isin(self.years), "year"]
        return int(published.max()) if len(published) else self.years[0]

    @cached_property
    def yardstick(self) -> Target:
        """The target that every unit is measured by: its common yardstick."""
        rows = self.ledger.targets[(self.ledger.targets["plan"] == self.plan.plan) & self.ledger.targets["yardstick"]]
        return next(target for target in self.targets if target.target == rows["target"].iloc[0])

    @cached_property
    def indicator_names(self) -> dict[str, str]:
        """Short Vietnamese name of every indicator."""
        table = self.ledger.indicators
        return dict(zip(table["indicator"], table["short_vi"], strict=True))

    @cached_property
    def full_indicator_names(self) -> dict[str, str]:
        """Name of every indicator with all that it is about."""
        indicators = self.ledger.indicators
        return dict(zip(indicators["indicator"], indicators["name_vi"], strict=True))

    @cached_property
    def indicator_themes(self) -> dict[str, str]:
        """Theme (code) of every indicator."""
        table = self.ledger.indicators
        return dict(zip(table["indicator"], table["theme"], strict=True))

    def scope_name(self, group: str) -> str:
        """What a group, or the whole province, is called as a scope."""
        if group != self.province:
            return self.names[group]
        return self.wording.say("filter.whole", count=len(self.districts), unit=self.unit_words["unit_vi"])

    def noun_of(self, target: Target) -> str:
        """What a target counts, inside a sentence: số hộ nghèo, tỷ lệ hộ nghèo."""
        return self.wording.inside(self.indicator_names[target.indicator])

    @cached_property
    def unit_words(self) -> dict[str, str]:
        """What the plan's units are called: ``unit_vi`` (huyện), ``units_vi`` (huyện, thành phố, thị xã), ``name_vi``."""
        rows = self.ledger.vintages.set_index("vintage")
        return {name: str(rows.loc[self.plan.vintage, name]) for name in ("unit_vi", "units_vi", "name_vi", "note_vi")}

    @cached_property
    def standard_name(self) -> str:
        """The plan's poverty standard with its decision in brackets."""
        return self.standard_title(self.plan.standard)

    def standard_title(self, standard: str) -> str:
        """A poverty standard's name with its decision in brackets."""
        row = self.ledger.standards.set_index("standard").loc[standard]
        return f"{row['name_vi']} ({row['decision']})"

    @cached_property
    def former_standards(self) -> list[str]:
        """The poverty standards before the plan's, the newest first; one that comes after it is none of them."""
        first = self.ledger.standards.set_index("standard")["first_year"]
        return list(first[first < first[self.plan.standard]].sort_values(ascending=False).index)

    def former_standard(self, units: list[str]) -> str | None:
        """The newest of them on which some of the units have rates."""
        return next((s for s in self.former_standards if len(self.former_rates(units, s))), None)

    def former_rates(self, units: Sequence[str], standard: str) -> pd.DataFrame:
        """Poor rates of some units on a former standard (rows of observations.csv), in that standard's years."""
        rows = self.ledger.observations.query("indicator == @RATE and standard == @standard and preferred")
        first = self.ledger.standards.set_index("standard")["first_year"][standard]
        return rows[rows["unit"].isin(units) & (rows["year"] >= first)]

    @cached_property
    def communes(self) -> FigureTable:
        """What is published of today's communes; nothing is estimated for them."""
        units = self.ledger.units
        return published_table(self.ledger, set(units.loc[units["kind"] == "commune", "unit"]))

    @cached_property
    def gone(self) -> dict[str, Gone]:
        """Places that are no more, by code (:func:`lib.geography.lineage.gone`)."""
        return gone(self.ledger)

    @cached_property
    def structures(self) -> dict[str, dict[str, float]]:
        """What is known of each district's structure (:func:`lib.campaign.structure.structures`)."""
        return structures(self.ledger, self.estimates, self.districts)

    @cached_property
    def focus(self) -> tuple[str, ...]:
        """The groups looked at on their own, in the ledger's order."""
        return tuple(self.ledger.groups.loc[self.ledger.groups["focus"], "group"])

    @cached_property
    def every_group(self) -> tuple[str, ...]:
        """Every group of units or of households, those looked at on their own first."""
        return tuple(dict.fromkeys([*self.focus, *self.groups]))

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """What has land, and so can be filtered by and estimated: the province, the groups of units, the units."""
        return (self.province, *self.groups, *self.districts)

    def household_base(self, unit: str, year: int) -> float | None:
        """Households the estimates of an area rest on; None where nothing is estimated."""
        if unit not in self.areas or self.estimates.table.empty:
            return None
        return float(self.estimates.households_of(tuple(self.members_or_self(unit)))[self.years.index(year)])

    def members(self, group: str) -> list[str]:
        """Units of a group (or of the province), in the ledger's order."""
        if group not in self._members:
            self._members[group] = self.ledger.members_of(group)
        return list(self._members[group])

    def figure(self, unit: str, indicator: str, year: int) -> Figure:
        """One figure with its status, an estimate as it is written."""
        return self.figures.get(unit, indicator, year)

    def exact(self, unit: str, indicator: str, year: int) -> float:
        """A figure's value before it is rounded for writing: for sums over many units, where roundings would add up."""
        return self._worked_out.get(unit, indicator, year).value

    def assess(self, target: Target, unit: str | None = None, year: int | None = None) -> Assessment:
        """Judge ``unit`` (default: the target's own) on ``target`` at ``year`` (default: latest published).

        A unit whose figure would rest on what two clashing projections leave over is not judged (``withheld``).
        """
        unit = unit or target.unit
        year = year or self.latest_year
        baseline = self.figures.get(unit, target.indicator, target.baseline_year)
        latest = self.figures.get(unit, target.indicator, year)
        chances = self._chances(target, unit, baseline, latest)
        assessment = assess(target, unit, baseline, latest, self.cutoffs, chances)
        if assessment.reason == MISSING_FIGURE and unit in self.edition.withheld:
            return replace(assessment, reason=WITHHELD)
        conflict = self.conflict(year)
        if assessment.status == ESTIMATED and conflict and set(self.members_or_self(unit)) <= set(conflict.units):
            return replace(assessment, judgement=Code.WITHHELD, reached=None, reason=CLASHING_PROJECTIONS)
        return assessment

    def _chances(self, target: Target, unit: str, baseline: Figure, latest: Figure) -> Chances | None:
        if ESTIMATED not in (baseline.status, latest.status) or latest.year == baseline.year:
            return None
        fall, required = falls(self.estimates, self.members_or_self(unit), target, baseline, latest)
        found = chances_of(target, fall, required, self.cutoffs, self.estimates.interval)
        told = self._told.get((target.target, unit, latest.year))
        return replace(found, **told) if told else found

    def members_or_self(self, unit: str) -> list[str]:
        """The districts of a group; the district itself."""
        return [unit] if unit in self.districts else self.members(unit)

    def standing(self, unit: str, year: int | None = None) -> Assessment:
        """Where a district, group or the province stands on the common yardstick."""
        year = year or self.latest_year
        if (unit, year) not in self._standings:
            self._standings[unit, year] = self.assess(self.yardstick, unit, year)
        return self._standings[unit, year]

    def conflict(self, year: int) -> ProjectionConflict | None:
        """The clash between the province's own projections of ``year``, if there is one.

        They clash where the projected total minus a projected group leaves the other districts a rate outside the
        interval that everything else known about them gives.
        """
        if year not in self._conflicts:
            found = (self._conflict(group, year) for group in self.groups)
            self._conflicts[year] = next((conflict for conflict in found if conflict), None)
        return self._conflicts[year]

    def _conflict(self, group: str, year: int) -> ProjectionConflict | None:
        province, rate = (self.figure(unit, RATE, year) for unit in (self.province, group))
        others = tuple(unit for unit in self.districts if unit not in self.members(group))
        if not others or self.estimates.table.empty or {province.status, rate.status} != {PROJECTED}:
            return None
        y = self.years.index(year)
        households = self.estimates.households_of(others)[y]
        implied = self.figure(self.province, POOR, year).value - self.figure(group, POOR, year).value
        implied_rate = float(implied / households * 100)
        estimate, before = (self._estimated_rate(others, at) for at in (year, year - 1))
        if math.isnan(implied_rate) or estimate.low <= implied_rate <= estimate.high:
            return None
        total = self._estimated_rate(self.districts, year)
        return ProjectionConflict(
            year, group, others, province, rate, float(implied), implied_rate, estimate, before, total
        )

    def _estimated_rate(self, units: tuple[str, ...], year: int) -> Figure:
        """The model's own rate of several districts together, whatever is published or projected of them."""
        y, tail = self.years.index(year), (1 - self.estimates.interval) / 2
        sample = self.estimates.rate_draws_of(units)[:, y]
        low, high = np.quantile(sample, [tail, 1 - tail])
        table = self.estimates.table
        poor = table.loc[table["unit"].isin(units) & (table["year"] == year), "poor_households"].sum()
        value = float(poor / self.estimates.households_of(units)[y] * 100)
        return Figure(units[0], RATE, year, value, float(low), float(high), ESTIMATED)

    @cached_property
    def _narrowest_first(self) -> list[Target]:
        """Points-a-year targets of groups that are areas, the smallest group first."""
        own = [t for t in self.targets if t.form == POINTS_PER_YEAR and t.unit in self.groups]
        return sorted(own, key=lambda target: len(self.members(target.unit)))

    def points_target_of(self, unit: str) -> Target | None:
        """The points-a-year target of the narrowest group a unit belongs to; None where it belongs to none."""
        return next((t for t in self._narrowest_first if unit in self.members(t.unit)), None)

    @cached_property
    def poorest_group(self) -> str | None:
        """The smallest area with a target of its own: the one whose share of the province's poor is told."""
        return self._narrowest_first[0].unit if self._narrowest_first else None

    def queue(self, year: int | None = None, units: list[str] | None = None) -> list[Assessment]:
        """Districts ordered by need: those judged behind first, then the undecided, the others, those not judged.

        Inside each kind those furthest behind their own halving path, in households, come first, those ahead of it last; the
        undecided by how poor they are: a small place is not named before a poor one.
        """
        year = year or self.latest_year
        order = {"bad": 0, "open": 1, "good": 2, "none": 3}

        def need(a: Assessment) -> tuple:
            kind = self.judgement(a.judgement).kind
            if kind == Kind.OPEN:
                rate = self.figure(a.unit, RATE, a.latest.year)
                return order[kind], False, -rate.value if rate.known else math.inf, a.unit
            gap = a.gap_to_path if a.latest.known and a.baseline.known else -math.inf
            return order[kind], a.judgement == Code.AHEAD, 0 if math.isnan(gap) else -gap, a.unit

        return sorted((self.standing(unit, year) for unit in units or self.districts), key=need)

    def judgement(self, code: str) -> Judgement:
        """Wording of a judgement code."""
        return self.judgements[code]


def _judgements(table: pd.DataFrame, certain: float) -> tuple[dict[str, Judgement], Cutoffs]:
    ratios = table.set_index("judgement")["min_ratio"]
    names = ("ahead", "on_track", "just_behind", "slow", "very_slow")
    cutoffs = Cutoffs(**{name: float(ratios[name]) for name in names}, certain=certain)
    fields = Judgement.__annotations__
    rows = ({field: getattr(row, field) for field in fields} for row in table.itertuples())
    return {row["judgement"]: Judgement(**{**row, "kind": Kind(row["kind"])}) for row in rows}, cutoffs


def _told(chances: pd.DataFrame) -> dict[tuple[str, str, int], dict[str, float]]:
    """The chances of all draws by target, unit and year, with the lowest and highest that any way to estimate gives."""
    found: dict[tuple[str, str, int], dict[str, float]] = {}
    for row in chances.itertuples():
        key = row.target, row.unit, int(row.year)
        if row.alternative == MAIN:
            found[key] = {"on_path": row.on_path, "error": row.error, "least": row.on_path, "most": row.on_path}
        elif key in found:
            at = found[key]
            at["least"], at["most"] = min(at["least"], row.on_path), max(at["most"], row.on_path)
            at["error"] = max(at["error"], row.error)
    return found
