"""Does the model predict what is published? Each published district figure is left out and predicted."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.estimates.evidence import gather
from lib.estimates.model import simulate, without
from lib.language import formats
from lib.ledger import Ledger

TABLE = "estimate_validation.csv"
COLUMNS = ["left_out", "unit", "year", "predicted", "low", "high", "actual", "error_points", "covered"]


def leave_one_out(ledger: Ledger, parameters: dict, draws: int = 500) -> pd.DataFrame:
    """Predict every published district rate from the rest of the evidence.

    ``left_out`` is ``figure`` (only that district and year) or ``district`` (everything published of that
    district: the harder test where a district has two published years). Rates in percent, errors in points.
    """
    evidence = gather(ledger, parameters)
    tails = [(1 - evidence.parameters["interval"]) / 2, (1 + evidence.parameters["interval"]) / 2]
    rows = []
    for pin in evidence.pinned:
        others = [p for p in evidence.pinned if p.unit == pin.unit]
        for kind, gone in (("figure", [pin]), ("district", others)):
            if kind == "district" and len(others) == 1:
                continue
            rates = simulate(without(evidence, gone), draws).rates
            sample = rates[:, evidence.units.index(pin.unit), evidence.years.index(pin.year)]
            low, high = np.quantile(sample, tails)
            rows.append((kind, pin.unit, pin.year, round(sample.mean(), 2), round(low, 2), round(high, 2),
                         round(pin.rate, 2), round(sample.mean() - pin.rate, 2), bool(low <= pin.rate <= high)))  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def as_csv(table: pd.DataFrame) -> bytes:
    """The validation as its file holds it."""
    flags = table["covered"].map({True: "true", False: "false"})
    return table.assign(covered=flags).to_csv(index=False, lineterminator="\n").encode()


def text(table: pd.DataFrame) -> str:
    """The validation as a Vietnamese text table with its summary."""
    lines = []
    for row in table.itertuples():
        kind = "bỏ một số" if row.left_out == "figure" else "bỏ cả huyện"
        lines.append(
            f"{row.unit} {row.year} ({kind}): dự đoán {formats.percent(row.predicted)} "
            f"[{formats.span(row.low, row.high)}], thực tế {formats.percent(row.actual)}, "
            f"sai {formats.points(row.error_points, signed=True)}, "
            f"{'trong khoảng' if row.covered else 'NGOÀI khoảng'}"
        )
    lines.append(
        f"Sai số tuyệt đối trung bình {formats.points(table['error_points'].abs().mean())}; "
        f"{int(table['covered'].sum())}/{len(table)} số thực tế nằm trong khoảng 80 %."
    )
    return "\n".join(lines)
