"""The campaign as a whole: ledger, estimates and plan put together, and judged.

Everything a page, an export or the command line shows comes from a :class:`Campaign`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from lib.base.findings import data_error
from lib.base.paths import DATA_DIR
from lib.campaign.figures import PROVINCE, FigureTable, figure_table, group_units
from lib.estimates import store
from lib.estimates.evidence import Evidence, gather
from lib.estimates.store import Estimates
from lib.ledger import Ledger, load_ledger
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED, Figure
from lib.plan.assess import Assessment, Chances, Cutoffs, assess, chances_of
from lib.plan.standing import Judgement, Standing
from lib.plan.targets import RATIO_OF_BASELINE, Target

#: The plan whose targets the dashboard judges, and the national programme shown beside it.
PLAN, NATIONAL_PLAN = "834", "national-2021-2025"


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

    def __init__(self, ledger: Ledger, estimates: Estimates, directory: Path = DATA_DIR, plan: str = PLAN) -> None:
        self.ledger = ledger
        self.estimates = estimates
        self.figures: FigureTable = figure_table(ledger, estimates)
        self.targets = _targets(ledger, plan)
        self.national_targets = _targets(ledger, NATIONAL_PLAN)
        self.judgements, self.cutoffs = _judgements(directory, estimates.certain)
        self.years = estimates.years
        self._members: dict[str, list[str]] = {}
        self._standings: dict[tuple[str, int], Standing] = {}
        self._conflicts: dict[int, ProjectionConflict | None] = {}
        self.districts = tuple(group_units(ledger, PROVINCE))
        self.groups = tuple(ledger.groups.query("kind == 'area'")["group"])

    @cached_property
    def names(self) -> dict[str, str]:
        """Vietnamese name of every unit and group; groups by their short name."""
        names = dict(zip(self.ledger.units["unit"], self.ledger.units["name_vi"], strict=True))
        names.update(zip(self.ledger.groups["group"], self.ledger.groups["short_vi"], strict=True))
        return names

    @cached_property
    def sources(self) -> pd.DataFrame:
        """The ledger's sources by their id."""
        return self.ledger.sources.set_index("source")

    @cached_property
    def evidence(self) -> Evidence:
        """What the estimates were made from, for the texts about them."""
        return gather(self.ledger)

    @cached_property
    def latest_year(self) -> int:
        """Last year whose province figure is published."""
        rows = self.figures.frame
        published = rows[(rows["unit"] == PROVINCE) & (rows["status"] == "published")]
        return int(published["year"].max())

    @property
    def halving(self) -> Target:
        """The target of halving the number of poor households."""
        return next(target for target in self.targets if target.form == RATIO_OF_BASELINE)

    def members(self, group: str) -> list[str]:
        """Districts of a group (or of the province), in the ledger's order."""
        if group not in self._members:
            self._members[group] = group_units(self.ledger, group)
        return list(self._members[group])

    def figure(self, unit: str, indicator: str, year: int) -> Figure:
        """One figure with its status."""
        return self.figures.get(unit, indicator, year)

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
        conflict = self.conflict(year)
        if assessment.status == ESTIMATED and conflict and {unit, *self.members_or_self(unit)} <= set(conflict.units):
            reason = f"hai số dự kiến cho cuối năm {year} khó đi cùng nhau"
            return replace(assessment, judgement="withheld", reached=None, reason=reason)
        return assessment

    def _chances(self, target: Target, unit: str, baseline: Figure, latest: Figure) -> Chances | None:
        if ESTIMATED not in (baseline.status, latest.status) or latest.year == baseline.year:
            return None
        units = self.members_or_self(unit)
        by_count = target.form == RATIO_OF_BASELINE
        draws = self.estimates.draws_of(units).astype(float) if by_count else self.estimates.rate_draws_of(units)
        # A projection is a forecast: only what is published is known without error.
        start, now = (
            figure.value if figure.status == PUBLISHED else draws[:, self.years.index(figure.year)]
            for figure in (baseline, latest)
        )
        pace = (start - now) / (latest.year - baseline.year)
        required = start * (1 - target.low) / target.span if by_count else target.low
        return chances_of(target, pace, required, self.cutoffs, self.estimates.interval)

    def members_or_self(self, unit: str) -> list[str]:
        """The districts of a group; the district itself."""
        return [unit] if unit in self.districts else self.members(unit)

    def standing(self, unit: str, year: int | None = None) -> Standing:
        """Where a district, group or the province stands on halving its own poor households."""
        year = year or self.latest_year
        if (unit, year) not in self._standings:
            self._standings[unit, year] = Standing(self.assess(self.halving, unit, year))
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
        province, rate = (self.figure(unit, "poor_rate", year) for unit in (PROVINCE, group))
        others = tuple(unit for unit in self.districts if unit not in self.members(group))
        if not others or {province.status, rate.status} != {PROJECTED}:
            return None
        y = self.years.index(year)
        households = self.estimates.households_of(others)[y]
        implied = (
            self.figure(PROVINCE, "poor_households", year).value - self.figure(group, "poor_households", year).value
        )
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
        return Figure(units[0], "poor_rate", year, value, float(low), float(high), ESTIMATED)

    def points_target_of(self, unit: str) -> Target | None:
        """The points-a-year target of the narrowest group a district belongs to; None on plain and coast."""
        for group in ("poor_districts", "mountain"):
            if unit in self.members(group):
                return next((t for t in self.targets if t.unit == group), None)
        return None

    def queue(self, year: int | None = None, units: list[str] | None = None) -> list[Standing]:
        """Districts ordered by need: those judged behind first, then the undecided, the others, those not judged.

        Inside each kind those furthest behind their own halving path, in households, come first.
        """
        year = year or self.latest_year
        order = {"bad": 0, "open": 1, "good": 2, "none": 3}

        def need(standing: Standing) -> tuple:
            a = standing.assessment
            gap = a.gap_to_path if a.latest.known and a.baseline.known else -math.inf
            return order[self.judgement(a.judgement).kind], 0 if math.isnan(gap) else -gap, a.unit

        return sorted((self.standing(unit, year) for unit in units or self.districts), key=need)

    def judgement(self, code: str) -> Judgement:
        """Wording of a judgement code."""
        return self.judgements[code]


def load_campaign(directory: Path = DATA_DIR) -> Campaign:
    """Load, validate and put together everything in ``directory``.

    Raises :class:`lib.base.findings.DataError` with all findings when a file is missing or wrong.
    """
    return Campaign(load_ledger(directory), store.read(directory), directory)


def _targets(ledger: Ledger, plan: str) -> tuple[Target, ...]:
    rows = ledger.targets[ledger.targets["plan"] == plan]
    return tuple(
        Target(
            target=r.target,
            name_vi=r.name_vi,
            short_vi=r.short_vi,
            indicator=r.indicator,
            unit=r.unit,
            form=r.form,
            low=float(r.low),
            high=None if pd.isna(r.high) else float(r.high),
            baseline_year=int(r.baseline_year),
            end_year=int(r.end_year),
        )
        for r in rows.itertuples()
    )


def _judgements(directory: Path, certain: float) -> tuple[dict[str, Judgement], Cutoffs]:
    path = directory / "judgements.csv"
    try:
        table = pd.read_csv(path, keep_default_na=False)
        ratios = table.set_index("judgement")["min_ratio"]
        names = ("ahead", "on_track", "just_behind", "slow", "very_slow")
        cutoffs = Cutoffs(*(float(ratios[name]) for name in names), certain=certain)
        rows = {r.judgement: Judgement(**{f: getattr(r, f) for f in Judgement.__annotations__}) for r in
                table.itertuples()}  # fmt: skip
    except FileNotFoundError as error:
        raise data_error(path, "không tìm thấy tệp.", remedy="Lấy lại tệp này từ bản gốc.") from error
    except (KeyError, ValueError, AttributeError) as error:
        raise data_error(path, f"bảng ngưỡng đánh giá không đọc được ({error}).") from error
    return rows, cutoffs
