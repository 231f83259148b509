"""Does the model predict what is published? Each published district figure is left out and predicted."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from lib.estimates.evidence import Evidence, Pinned, gather
from lib.estimates.model import simulate, without
from lib.language.numbers import VIETNAMESE
from lib.ledger import Ledger

TABLE = "estimate_validation.csv"
COLUMNS = ["left_out", "unit", "year", "predicted", "low", "high", "actual", "error_points", "covered"]


#: What is left out, the figure that is predicted, everything left out with it.
Case = tuple[str, Pinned, list[Pinned]]
_DRAWS = 2000


def cases(evidence: Evidence) -> list[Case]:
    """Every published district rate alone (``figure``), and with everything published of its district (``district``: the
    harder test where a district has two published years). Of a year in which most districts are published none is left out:
    it would follow from the total and the others, which is no prediction.
    """
    counted = Counter(pin.year for pin in evidence.pinned)
    pinned = [pin for pin in evidence.pinned if 2 * counted[pin.year] <= len(evidence.units)]
    found: list[Case] = []
    for pin in pinned:
        others = [p for p in pinned if p.unit == pin.unit]
        found.append(("figure", pin, [pin]))
        if len(others) > 1:
            found.append(("district", pin, others))
    return found


def predicted(evidence: Evidence, case: Case) -> tuple:
    """One row of :data:`COLUMNS`: a published rate predicted from the rest of the evidence, in percent, the error in points."""
    kind, pin, gone = case
    tails = [(1 - evidence.parameters["interval"]) / 2, (1 + evidence.parameters["interval"]) / 2]
    rates = simulate(without(evidence, gone), _DRAWS).rates
    sample = rates[:, evidence.units.index(pin.unit), evidence.years.index(pin.year)]
    low, high = np.quantile(sample, tails)
    return (kind, pin.unit, pin.year, round(sample.mean(), 2), round(low, 2), round(high, 2), round(pin.rate, 2),
            round(sample.mean() - pin.rate, 2), bool(low <= pin.rate <= high))  # fmt: skip


def table(rows: list[tuple]) -> pd.DataFrame:
    """The rows of :func:`predicted` as a table."""
    return pd.DataFrame(rows, columns=COLUMNS)


def leave_one_out(ledger: Ledger, parameters: dict) -> pd.DataFrame:
    """Predict every published district rate from the rest of the evidence (:data:`COLUMNS`)."""
    evidence = gather(ledger, parameters)
    return table([predicted(evidence, case) for case in cases(evidence)])


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
            f"{row.unit} {row.year} ({kind}): dự đoán {VIETNAMESE.percent(row.predicted)} "
            f"[{VIETNAMESE.span(row.low, row.high)}], thực tế {VIETNAMESE.percent(row.actual)}, "
            f"sai {VIETNAMESE.points(row.error_points, signed=True)}, "
            f"{'trong khoảng' if row.covered else 'NGOÀI khoảng'}"
        )
    lines.append(
        f"Sai số tuyệt đối trung bình {VIETNAMESE.points(table['error_points'].abs().mean())}; "
        f"{int(table['covered'].sum())}/{len(table)} số thực tế nằm trong khoảng 80 %."
    )
    return "\n".join(lines)
