"""What a reader of workbooks has to say: what refuses a workbook, what a person has to look at, what was done to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from lib.base.findings import Finding
from lib.intake.sheet import address


class Level(Enum):
    """``ERROR`` refuses the workbook, ``WARNING`` asks a person, ``NOTICE`` tells what was done."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True)
class Remark:
    """One thing to say of a workbook; ``rule``: the rule it comes from, by which a person may waive a warning."""

    level: Level
    rule: str
    finding: Finding

    def __str__(self) -> str:
        return str(self.finding)


@dataclass(frozen=True)
class At:
    """A place in a workbook that remarks are about."""

    file: str
    sheet: str

    def remark(
        self,
        level: Level,
        rule: str,
        message: str,
        remedy: str = "",
        *,
        row: int | None = None,
        column: int | None = None,
    ) -> Remark:
        """A remark of a cell, of a row (without ``column``) or of the sheet."""
        cell = address(row, column) if row and column else None
        finding = Finding(self.file, message, None if cell else row, sheet=self.sheet, remedy=remedy, cell=cell)
        return Remark(level, rule, finding)
