"""Reading the ledger's files; then the rules between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from lib.base.findings import DataError, Finding, few
from lib.base.tables import load_table
from lib.ledger import checks
from lib.ledger.schemas import SCHEMAS

#: A plan may have no assigned reductions and no sources that disagree.
_MAY_BE_EMPTY = ("assignments.csv", "contradictions.csv")
_FIELDS = {"group_members.csv": "members"}


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
    assignments: pd.DataFrame
    observations: pd.DataFrame

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


def load_ledger(directory: Path) -> Ledger:
    """Read and validate every table in ``directory``.

    Raises :class:`lib.base.findings.DataError` with every finding (file, spreadsheet row, column, remedy). The rules
    between tables run only when each table by itself is sound: they would report nonsense otherwise.
    """
    findings: list[Finding] = []
    tables: dict[str, pd.DataFrame] = {}
    for name, schema in SCHEMAS.items():
        try:
            tables[_FIELDS.get(name, name.removesuffix(".csv"))] = load_table(
                Path(directory) / name, schema, may_be_empty=name in _MAY_BE_EMPTY
            )
        except DataError as error:
            findings.extend(error.findings)
    if not findings:
        ledger = Ledger(**tables)
        findings = checks.cross_checks(ledger)
    if findings:
        raise DataError(few(findings))
    return ledger
