"""Reading the ledger's files; then the rules between them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lib.base.findings import DataError, Finding, few
from lib.base.tables import load_table
from lib.ledger import checks
from lib.ledger.ledger import Ledger
from lib.ledger.schemas import SCHEMAS

#: A plan may have no assigned reductions, no sources that disagree, and a text nobody has read sentence by sentence.
_MAY_BE_EMPTY = ("assignments.csv", "contradictions.csv", "commitments.csv")
_FIELDS = {"group_members.csv": "members"}


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
