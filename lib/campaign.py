"""The campaign as a whole: ledger, estimates and plan put together, and judged.

Everything a page, an export or the command line shows comes from a :class:`Campaign`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from lib.errors import data_error
from lib.estimates import store
from lib.estimates.store import Estimates
from lib.figures import ESTIMATED, PROVINCE, Figure, FigureTable, figure_table, group_units
from lib.ledger import Ledger, load_ledger
from lib.paths import DATA_DIR
from lib.plan import RATIO_OF_BASELINE, Assessment, Cutoffs, Target, assess, judge


@dataclass(frozen=True)
class Judgement:
    """Wording and colours of one judgement (a row of ``data/judgements.csv``)."""

    judgement: str
    label_vi: str
    verb_vi: str
    rank: int
    symbol: str
    colour_light: str
    colour_dark: str
    explanation_vi: str


@dataclass(frozen=True)
class Standing:
    """A unit against the halving path at one year, with what the draws say about it.

    ``behind`` is the probability that the true count lies above the linear path (None where both figures are
    published), ``range_on_path`` the 80 % interval of the ratio of achieved to required fall.
    """

    assessment: Assessment
    behind: float | None
    ratio_low: float
    ratio_high: float


class Campaign:
    """A plan, its figures and its judgements. Immutable by convention; one instance serves all sessions."""

    def __init__(self, ledger: Ledger, estimates: Estimates, directory: Path = DATA_DIR, plan: str = "834") -> None:
        self.ledger = ledger
        self.estimates = estimates
        self.figures: FigureTable = figure_table(ledger, estimates)
        self.targets = _targets(ledger, plan)
        self.judgements, self.cutoffs = _judgements(directory)
        self.years = estimates.years
        self._members: dict[str, list[str]] = {}
        self._standings: dict[tuple[str, int], Standing] = {}
        self.districts = tuple(group_units(ledger, PROVINCE))
        self.groups = tuple(ledger.groups.query("kind == 'area'")["group"])

    @cached_property
    def names(self) -> dict[str, str]:
        """Vietnamese name of every unit and group; groups by their short name."""
        names = dict(zip(self.ledger.units["unit"], self.ledger.units["name_vi"], strict=True))
        names.update(zip(self.ledger.groups["group"], self.ledger.groups["short_vi"], strict=True))
        return names

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
        """Judge ``unit`` (default: the target's own) on ``target`` at ``year`` (default: latest published)."""
        unit = unit or target.unit
        year = year or self.latest_year
        baseline = self.figures.get(unit, target.indicator, target.baseline_year)
        latest = self.figures.get(unit, target.indicator, year)
        return assess(target, unit, baseline, latest, self.cutoffs)

    def standing(self, unit: str, year: int | None = None) -> Standing:
        """Where a district, group or the province stands on halving its own poor households."""
        year = year or self.latest_year
        if (unit, year) not in self._standings:
            self._standings[unit, year] = self._standing(unit, year)
        return self._standings[unit, year]

    def _standing(self, unit: str, year: int) -> Standing:
        assessment = self.assess(self.halving, unit, year)
        if assessment.status != ESTIMATED:
            return Standing(assessment, None, assessment.ratio, assessment.ratio)
        ratios = self.fall_ratios(unit, year)
        low, high = np.quantile(ratios, [(1 - self.estimates.interval) / 2, (1 + self.estimates.interval) / 2])
        return Standing(assessment, float((ratios < 1).mean()), float(low), float(high))

    def fall_ratios(self, unit: str, year: int) -> np.ndarray:
        """Draws of achieved over required fall on the halving path, one a draw."""
        units = [unit] if unit in self.districts else self.members(unit)
        poor = self.estimates.draws_of(units).astype(float)
        baseline, latest = (poor[:, self.years.index(y)] for y in (self.halving.baseline_year, year))
        share = (year - self.halving.baseline_year) / self.halving.span
        return (1 - latest / baseline) / ((1 - self.halving.low) * share)

    def probability_of(self, unit: str, year: int, worse_than: str = "on_track") -> float:
        """Probability that a unit's halving judgement is below ``worse_than`` at its cut-off."""
        return float((self.fall_ratios(unit, year) < getattr(self.cutoffs, worse_than)).mean())

    def probability_of_pace(self, target: Target, year: int) -> float | None:
        """Probability that an estimated group or district fell at least at the target's modest pace.

        None where the judgement rests on published or projected figures, or the target is not in points.
        """
        if target.form == RATIO_OF_BASELINE or self.assess(target, year=year).status != ESTIMATED:
            return None
        units = self.members(target.unit)
        rates = self.estimates.draws_of(units) / self.estimates.households_of(units) * 100
        start, now = (rates[:, self.years.index(y)] for y in (target.baseline_year, year))
        return float(((start - now) / (year - target.baseline_year) >= target.low).mean())

    def points_target_of(self, unit: str) -> Target | None:
        """The points-a-year target of the narrowest group a district belongs to; None on plain and coast."""
        for group in ("poor_districts", "mountain"):
            if unit in self.members(group):
                return next((t for t in self.targets if t.unit == group), None)
        return None

    def queue(self, year: int | None = None, units: list[str] | None = None) -> list[Standing]:
        """Districts ordered by need: those furthest behind their own halving path, in households, first."""
        year = year or self.latest_year
        standings = [self.standing(unit, year) for unit in units or self.districts]
        return sorted(standings, key=lambda s: (-s.assessment.gap_to_path, s.assessment.unit))

    def judgement(self, code: str) -> Judgement:
        """Wording of a judgement code."""
        return self.judgements[code]

    def judge_ratio(self, ratio: float) -> str:
        """Judgement of a ratio on a target without upper end."""
        return judge(ratio, self.cutoffs)


def load_campaign(directory: Path = DATA_DIR) -> Campaign:
    """Load, validate and put together everything in ``directory``.

    Raises :class:`lib.errors.DataError` with all findings when a file is missing or wrong.
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


def _judgements(directory: Path) -> tuple[dict[str, Judgement], Cutoffs]:
    path = directory / "judgements.csv"
    try:
        table = pd.read_csv(path, keep_default_na=False)
        ratios = table.set_index("judgement")["min_ratio"]
        cutoffs = Cutoffs(*(float(ratios[name]) for name in ("ahead", "on_track", "slow")))
        rows = {r.judgement: Judgement(**{f: getattr(r, f) for f in Judgement.__annotations__}) for r in
                table.itertuples()}  # fmt: skip
    except FileNotFoundError as error:
        raise data_error(path, "không tìm thấy tệp.", remedy="Lấy lại tệp này từ bản gốc.") from error
    except (KeyError, ValueError, AttributeError) as error:
        raise data_error(path, f"bảng ngưỡng đánh giá không đọc được ({error}).") from error
    return rows, cutoffs
