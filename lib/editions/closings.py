"""Balances as they stood when somebody closed them (``data/closings.csv``): written by the command ``close``, never changed.

A closing keeps the words themselves: what was concluded that day is answerable whatever the figures say later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd

from lib.base import tables
from lib.base.findings import Finding, data_error
from lib.language.numbers import VIETNAMESE

TABLE = "closings.csv"
SCHEMA = tables.table(
    {
        "closed": tables.date(required=True),
        "plan": tables.text(required=True),
        "edition": tables.text(required=True),
        "commitment": tables.text(required=True),
        "kind": tables.text(pattern="[a-z_]+", pattern_vi="không phải một loại kết luận"),
        "name_vi": tables.text(required=True),
        "verdict_vi": tables.text(required=True),
        "known_vi": tables.text(),
    },
    unique=["closed", "plan", "commitment"],
)
COLUMNS = list(SCHEMA.columns)


def read(directory: Path) -> pd.DataFrame:
    """Every closing, oldest first; empty where nothing was ever closed. Raises :class:`lib.base.findings.DataError`."""
    path = directory / TABLE
    if not path.exists():
        return none()
    return tables.load_table(path, SCHEMA, may_be_empty=True).reset_index(drop=True)


def findings(table: pd.DataFrame, plans: Iterable[str]) -> list[Finding]:
    """Closings of plans that are not in plans.csv: nobody would see them."""
    known = set(plans)
    return [
        Finding(
            TABLE,
            f"không có kế hoạch “{plan}” ở plans.csv.",
            row=line,
            column="plan",
            remedy="Sửa mã kế hoạch, hoặc lấy lại tệp từ bản lưu.",
        )
        for line, plan in enumerate(table["plan"], start=2)
        if plan not in known
    ]


def none() -> pd.DataFrame:
    """No closing."""
    return pd.DataFrame(columns=COLUMNS)


def extended(
    known: pd.DataFrame, today: date, plan: str, edition: str, rows: Iterable[tuple[str, ...]]
) -> pd.DataFrame:
    """The closings with one more, of ``today``; ``rows``: commitment, kind, name, verdict, what was known.

    Raises :class:`lib.base.findings.DataError` where the plan was closed that day already: a closing is never replaced.
    """
    day = pd.Timestamp(today)
    if ((known["closed"] == day) & (known["plan"] == plan)).any():
        message = f"kế hoạch {plan} đã có bản chốt ngày {VIETNAMESE.day(today.isoformat())}; bản đã chốt không ghi đè."
        raise data_error(TABLE, message, remedy="Chốt vào ngày khác; so với bản đã chốt ở trang Tổng kết.")
    added = pd.DataFrame([(day, plan, edition, *row) for row in rows], columns=COLUMNS)
    return added if known.empty else pd.concat([known, added], ignore_index=True)


def as_csv(table: pd.DataFrame) -> bytes:
    """The closings as their file holds them."""
    told = table.assign(closed=pd.to_datetime(table["closed"]).dt.strftime("%Y-%m-%d"))
    return told.to_csv(index=False, lineterminator="\n").encode()
