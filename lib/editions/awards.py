"""What a proposal for a reward must meet (``data/award_conditions.csv``), and official scores that a person entered
(``data/award_scores.csv``).

No score is ever worked out here: each row names the decision it was read from and that decision's date. Both tables may be
left away.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from lib.base import tables
from lib.base.findings import Finding

CONDITIONS, SCORES = "award_conditions.csv", "award_scores.csv"
_must = tables.text(required=True)
CONDITIONS_SCHEMA = tables.table(
    {
        "condition": tables.text(required=True, unique=True, pattern="[a-z_]+", pattern_vi="phải là mã chữ thường"),
        "award_vi": _must,
        "text_vi": _must,
        "decided_by_vi": _must,
        # Whether this product has evidence of it: figures of poverty, part of it, or none.
        "held": tables.text(one_of=["yes", "partly", "no"]),
        "held_vi": _must,
        "source_vi": _must,
    }
)
SCORES_SCHEMA = tables.table(
    {
        "unit": _must,
        "year": tables.year(),
        "score": tables.number(low=0),
        "most": tables.number(low=0),
        "decision": tables.text(
            required=True,
            longest=80,
            pattern=r"\d+[a-z]?/(\d{4}/)?[A-ZĐ][\wĐ]*(-[\wĐ]+)+",
            pattern_vi="phải là số, ký hiệu của quyết định, ví dụ 123/QĐ-UBND",
        ),
        "decided": tables.date(required=True),
        "note": tables.text(),
    },
    unique=["unit", "year"],
)


def read_conditions(directory: Path) -> pd.DataFrame:
    """The conditions in the order of the file. Raises :class:`lib.base.findings.DataError`."""
    return _read(directory / CONDITIONS, CONDITIONS_SCHEMA)


def read_scores(directory: Path) -> pd.DataFrame:
    """The scores somebody entered. Raises :class:`lib.base.findings.DataError`, of a row without number or date too."""
    return _read(directory / SCORES, SCORES_SCHEMA)


def score_findings(scores: pd.DataFrame, units: Iterable[str], years: Iterable[int], today: date) -> list[Finding]:
    """Scores of units or years the plan does not have, above the most that can be had, decided before their year or after ``today``."""
    known, of_plan, remedy = set(units), set(years), "So lại với quyết định ban hành bảng điểm."
    found = [
        Finding(SCORES, f"không có đơn vị “{unit}” trong kế hoạch.", int(row), "unit", remedy="Ghi mã có ở units.csv.")
        for row, unit in scores["unit"].items()
        if unit not in known
    ]
    return found + [
        Finding(SCORES, f"điểm {r.score:g} lớn hơn điểm tối đa {r.most:g}.", int(r.Index), "score",
                remedy="So lại với bảng điểm ban hành kèm quyết định.")
        for r in scores.itertuples()
        if r.score > r.most
    ] + [
        Finding(SCORES, told, int(r.Index), column, remedy=remedy)
        for r in scores.itertuples()
        for column, told, wrong in (
            ("most", "điểm tối đa phải lớn hơn 0.", r.most <= 0),
            ("year", f"năm {int(r.year)} không thuộc thời gian của kế hoạch.", int(r.year) not in of_plan),
            ("decided", "quyết định có trước năm được chấm điểm.", r.decided.year < int(r.year)),
            ("decided", "ngày quyết định ở sau hôm nay.", r.decided.date() > today),
        )
        if wrong
    ]  # fmt: skip


def _read(path: Path, schema: pa.DataFrameSchema) -> pd.DataFrame:
    if not path.exists():
        return pd.DataFrame(columns=list(schema.columns))
    return tables.load_table(path, schema, may_be_empty=True)
