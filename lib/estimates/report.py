"""Evidence that cannot all be true, told with its rows: for whoever entered the figures, not for whoever wrote the model."""

from __future__ import annotations

from lib.base.findings import Finding
from lib.estimates.posterior import IrreconcilableError
from lib.ledger import Ledger

_FILE = "observations.csv"


def findings(ledger: Ledger, error: IrreconcilableError) -> list[Finding]:
    """One finding a row that is concerned; one without a row where none is known. The estimates of before stay."""
    unit, indicator, year = error.what
    names = dict(zip(ledger.units["unit"], ledger.units["full_name_vi"], strict=True))
    names |= dict(zip(ledger.groups["group"], ledger.groups["short_vi"], strict=True))
    what = str(ledger.indicators.set_index("indicator")["short_vi"].get(indicator, indicator)).lower()
    message = (
        f"{what} của {names.get(unit, unit)} cuối năm {year} không thể cùng đúng với các số khác của năm ấy; ước tính trước "
        "đó được giữ nguyên."
    )
    remedy = (
        "So lại các dòng này với văn bản: số của một phần không được lớn hơn số của cả vùng, số hộ phải khớp tỷ lệ."
    )
    rows = error.rows or _rows(ledger, unit, year)
    return [Finding(_FILE, message, row=row, remedy=remedy) for row in rows or (None,)]


def _rows(ledger: Ledger, unit: str, year: int) -> tuple[int, ...]:
    """Rows of what is published of a unit's poverty in a year."""
    rows = ledger.observations
    rows = rows[
        (rows["unit"] == unit) & (rows["year"] == year) & rows["indicator"].isin(["poor_rate", "poor_households"])
    ]
    return tuple(int(row) for row in rows.index)
