"""The ledger: all its tables, validated, and the plans in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd


@dataclass(frozen=True)
class Plan:
    """A plan: its period, the poverty standard it is measured on and the units (a vintage) it is followed for.

    ``searched_until``: the day until which publications were looked for.
    """

    plan: str
    name_vi: str
    decision: str
    baseline_year: int
    end_year: int
    standard: str
    vintage: str
    searched_until: pd.Timestamp

    @property
    def over(self) -> bool:
        """Whether the plan's last year was over on the day until which publications were looked for."""
        return self.searched_until.year > self.end_year

    @property
    def years(self) -> tuple[int, ...]:
        """Ends of year from the baseline to the last year."""
        return tuple(range(self.baseline_year, self.end_year + 1))


@dataclass(frozen=True)
class Ledger:
    """All tables of the ledger, validated; each table's index is the spreadsheet row.

    Text columns are never null (empty text instead); years are numbers, dates datetimes, flags booleans.
    """

    standards: pd.DataFrame
    vintages: pd.DataFrame
    units: pd.DataFrame
    groups: pd.DataFrame
    members: pd.DataFrame
    households: pd.DataFrame
    indicators: pd.DataFrame
    sources: pd.DataFrame
    contradictions: pd.DataFrame
    plans: pd.DataFrame
    targets: pd.DataFrame
    commitments: pd.DataFrame
    assignments: pd.DataFrame
    observations: pd.DataFrame

    @cached_property
    def weak_sources(self) -> frozenset[str]:
        """Sources that are trusted least: what rests on them is marked."""
        return frozenset(self.sources.loc[self.sources["trust"] == "weak", "source"])

    @cached_property
    def plan(self) -> Plan:
        """The plan the dashboard judges (role ``main``)."""
        return self.plans_of("main")[0]

    def plans_of(self, role: str) -> tuple[Plan, ...]:
        """The plans with a role, in the order of the file."""
        return tuple(
            Plan(r.plan, r.name_vi, r.decision, r.baseline_year, r.end_year, r.standard, r.vintage, r.searched_until)
            for r in self.plans[self.plans["role"] == role].itertuples()
        )

    @cached_property
    def province(self) -> str:
        """Code of the province."""
        return str(self.units.loc[self.units["kind"] == "province", "unit"].iloc[0])

    def units_of(self, vintage: str) -> tuple[str, ...]:
        """Codes of the units of a vintage (set of boundaries), sorted."""
        vintages = self.units["vintages"].str.split(";")
        return tuple(sorted(self.units.loc[[vintage in entry for entry in vintages], "unit"]))

    def members_of(self, group: str) -> tuple[str, ...]:
        """The plan's units in a group, in the file's order, or all of them for the province."""
        if group == self.province:
            return self.units_of(self.plan.vintage)
        return tuple(self.members.loc[self.members["group"] == group, "unit"])
