"""Printed figures that are no poverty at the end of a year: money, houses, people helped, places, each with its period.

They are told one by one. A figure of a whole period, of one year and of a day are of different kinds (:class:`Span`): nothing
adds or divides figures of unlike spans.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from lib.ledger.figure import Figure, Status
from lib.ledger.ledger import Ledger


class Span(StrEnum):
    """What stretch of time a figure is about."""

    #: From the end of a year to a day.
    SINCE = "since"
    #: Several whole years.
    YEARS = "years"
    #: How things stood, or what was counted in a year so far, on a day.
    DAY = "day"
    #: One year.
    YEAR = "year"
    #: The source names no time.
    UNDATED = "undated"


@dataclass(frozen=True)
class Fact:
    """A printed figure: ``value`` in ``unit_of_measure``, exact or only bounded (``over``, ``about``, ``under``).

    ``since``: the end of the year before its period begins; ``year``: the one it ends in, None where no source says; ``day``:
    the last day, as tables write it (``2025-12-17``), empty for a whole year. ``inferred``: the year is not its source's own.
    """

    observation: str
    unit: str
    indicator: str
    value: float
    bound: str
    unit_of_measure: str
    since: int | None
    year: int | None
    day: str
    status: Status
    source: str
    quote: str
    note: str
    derived: bool
    inferred: bool
    contradiction: str
    preferred: bool

    @property
    def span(self) -> Span:
        """What stretch of time it is about."""
        if self.year is None:
            return Span.UNDATED
        if self.since is not None:
            if self.day:
                return Span.SINCE
            return Span.YEARS if self.year - self.since > 1 else Span.YEAR
        return Span.DAY if self.day else Span.YEAR

    @property
    def first_year(self) -> int | None:
        """The first year of its period, None of what is of one year or day."""
        return None if self.since is None else self.since + 1

    @property
    def moment(self) -> float:
        """The year and the share of it that has passed on its last day. Raises ``ValueError`` of an undated one."""
        if self.year is None:
            raise ValueError("nothing is known of its time")
        if not self.day:
            return self.year + 1.0
        day = date.fromisoformat(self.day)
        return day.year + (day.timetuple().tm_yday - 0.5) / 366

    @property
    def order(self) -> tuple[int, str]:
        """Later ones last."""
        return self.year or 0, self.day or f"{self.year}-12-31"


def facts_of(ledger: Ledger, indicators: Collection[str], unit: str | None = None) -> tuple[Fact, ...]:
    """The facts of some indicators, of one unit or (None) of all, in the order of their time; what is not preferred too."""
    rows = ledger.observations
    rows = rows[rows["indicator"].isin(list(indicators))]
    if unit is not None:
        rows = rows[rows["unit"] == unit]
    return tuple(sorted((_fact(row) for row in rows.to_dict("records")), key=lambda fact: fact.order))


def newest(facts: Collection[Fact], *indicators: str) -> Fact | None:
    """The newest preferred fact of some indicators, if there is one."""
    return next((f for f in reversed(tuple(facts)) if f.indicator in indicators and f.preferred), None)


def dated(facts: Collection[Fact]) -> list[Fact]:
    """The preferred facts of a day, or of all the time up to the end of a year: what can be a point on a line of time."""
    return [f for f in facts if f.preferred and (f.day or f.span == Span.YEARS)]


def figure_of(ledger: Ledger, fact: Fact) -> Figure:
    """A fact as a figure, for its sign and its sources."""
    value = fact.value
    return Figure(fact.unit, fact.indicator, fact.year or 0, value, value, value, fact.status, fact.source, fact.quote, fact.note,
                  weak=fact.source in ledger.weak_sources, derived=fact.derived, inferred=fact.inferred)  # fmt: skip


def _fact(row: dict) -> Fact:
    known = {name: None if pd.isna(row[name]) else int(row[name]) for name in ("year", "period_start")}
    day = "" if pd.isna(row["as_of"]) else f"{row['as_of']:%Y-%m-%d}"
    return Fact(
        observation=row["observation"], unit=row["unit"], indicator=row["indicator"], value=float(row["value"]),
        bound=row["bound"], unit_of_measure=row["unit_of_measure"], since=known["period_start"], year=known["year"], day=day,
        status=Status(row["status"]), source=row["source"], quote=row["quote"], note=row["note"],
        derived=row["basis"] == "derived", inferred=row["year_basis"] == "inferred", contradiction=row["contradiction"],
        preferred=bool(row["preferred"]),
    )  # fmt: skip
