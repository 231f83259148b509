"""The estimates as files: written by a command, read by everything else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd

from lib.errors import data_error
from lib.estimates.evidence import Evidence, gather
from lib.estimates.model import Draws, simulate
from lib.households import allocate
from lib.ledger import Ledger
from lib.paths import DATA_DIR

TABLE = "estimates.csv"
DRAWS = "estimate_draws.npy"
COLUMNS = [
    "unit", "year", "households", "poor_households", "poor_households_low", "poor_households_high",
    "poor_rate", "poor_rate_low", "poor_rate_high", "basis",
]  # fmt: skip


@dataclass(frozen=True)
class Estimates:
    """Estimated poor households of the districts.

    ``table``: one row a district and year (:data:`COLUMNS`), rates in percent; ``basis`` is ``model``,
    ``published_rate`` (the rate is published, the count follows from it) or ``published_count``.
    ``poor``: joint draws, draws × districts × years, in the order of ``units`` and ``years``.
    """

    table: pd.DataFrame
    units: tuple[str, ...]
    years: tuple[int, ...]
    poor: np.ndarray
    interval: float

    def draws_of(self, units: list[str] | tuple[str, ...]) -> np.ndarray:
        """Draws of the poor households of several districts together, draws × years."""
        return self.poor[:, [self.units.index(unit) for unit in units]].sum(axis=1)

    def households_of(self, units: list[str] | tuple[str, ...]) -> np.ndarray:
        """Households of several districts together, by year."""
        rows = self.table[self.table["unit"].isin(units)]
        return rows.groupby("year")["households"].sum().loc[list(self.years)].to_numpy()


def estimate(ledger: Ledger) -> Estimates:
    """Estimate from a ledger (about a second). Deterministic."""
    evidence = gather(ledger)
    return summarise(evidence, simulate(evidence))


def summarise(evidence: Evidence, draws: Draws) -> Estimates:
    """Turn joint draws into the published table: mean, central interval, whole households."""
    interval = evidence.parameters["interval"]
    tails = [(1 - interval) / 2, (1 + interval) / 2]
    low, high = np.quantile(draws.poor, tails, axis=0, method="nearest")
    pinned = {(p.unit, p.year): p for p in evidence.pinned}
    error = evidence.parameters["household_base_error"]
    rows = []
    for y, year in enumerate(evidence.years):
        poor = _whole_central(draws, evidence, y)
        for d, unit in enumerate(evidence.units):
            total = int(draws.households[d, y])
            pin = pinned.get((unit, year))
            count, first, last = int(poor[d]), float(low[d, y]), float(high[d, y])
            rate, rate_low, rate_high = count / total * 100, first / total * 100, last / total * 100
            basis = "model"
            if pin:
                basis = "published_count" if pin.count_published else "published_rate"
                rate = rate_low = rate_high = pin.rate
                slack = 0.0 if pin.count_published else error
                first, last = round(count * (1 - slack)), round(count * (1 + slack))
            first, last = min(first, count), max(last, count)
            rate_low, rate_high = min(rate_low, rate), max(rate_high, rate)
            rows.append((unit, year, total, count, int(first), int(last), rate, rate_low, rate_high, basis))
    table = pd.DataFrame(rows, columns=COLUMNS).sort_values(["unit", "year"], ignore_index=True)
    rates = ["poor_rate", "poor_rate_low", "poor_rate_high"]
    table[rates] = table[rates].round(2)
    return Estimates(table, evidence.units, evidence.years, draws.poor, interval)


def _whole_central(draws: Draws, evidence: Evidence, y: int) -> np.ndarray:
    """Whole households nearest to the mean of the draws, keeping area and province totals."""
    central = draws.central[:, y]
    result = np.zeros(len(central), dtype=int)
    total = round(central.sum())
    mountain = round(central[evidence.mountain].sum())
    for area, whole in ((evidence.mountain, mountain), (~evidence.mountain, total - mountain)):
        fixed = {
            evidence.units.index(p.unit): p.poor
            for p in evidence.pinned
            if p.year == evidence.years[y] and area[evidence.units.index(p.unit)]
        }
        free = [d for d in np.flatnonzero(area) if d not in fixed]
        for d, value in fixed.items():
            result[d] = value
        shared = allocate(pd.Series(central[free], index=free), whole - sum(fixed.values()))
        result[free] = shared.to_numpy()
    return result


def write(estimates: Estimates, directory: Path = DATA_DIR) -> None:
    """Write table and draws, each in one step so that a crash leaves the old file or the new one."""
    table = estimates.table.to_csv(index=False, lineterminator="\n", float_format="%.2f").encode()
    buffer = BytesIO()
    np.save(buffer, estimates.poor.astype(np.int32))
    for name, content in ((TABLE, table), (DRAWS, buffer.getvalue())):
        temporary = directory / f".{name}.new"
        temporary.write_bytes(content)
        os.replace(temporary, directory / name)


def read(directory: Path = DATA_DIR) -> Estimates:
    """Read the estimates. Raises :class:`lib.errors.DataError` when a file is missing or does not fit."""
    remedy = "Chạy lại lệnh: python -m lib estimate."
    path = directory / TABLE
    try:
        table = pd.read_csv(path, dtype={"unit": str})
        poor = np.load(directory / DRAWS, allow_pickle=False)
    except FileNotFoundError as error:
        raise data_error(error.filename, "không tìm thấy tệp ước tính.", remedy=remedy) from error
    except (ValueError, UnicodeDecodeError) as error:
        raise data_error(path, "không đọc được tệp ước tính.", remedy=remedy) from error
    if list(table.columns) != COLUMNS:
        raise data_error(path, "các cột không đúng.", row=1, remedy=remedy)
    units = tuple(sorted(table["unit"].unique()))
    years = tuple(int(year) for year in sorted(table["year"].unique()))
    if poor.ndim != 3 or poor.shape[1:] != (len(units), len(years)) or len(table) != len(units) * len(years):
        raise data_error(directory / DRAWS, "số huyện, số năm không khớp với estimates.csv.", remedy=remedy)
    from lib.estimates.evidence import load_parameters

    return Estimates(table, units, years, poor, load_parameters()["interval"])
