"""The estimates as files: written by a command, read by everything else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd

from lib.base.findings import data_error
from lib.base.paths import DATA_DIR
from lib.estimates.evidence import Evidence, gather, load_parameters
from lib.estimates.households import allocate
from lib.estimates.model import Draws, simulate
from lib.ledger import Ledger

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
    ``published_rate`` (the rate is published, the count follows from it and the household base) or ``published_count``.
    ``poor`` and ``households``: joint draws, draws × districts × years, in the order of ``units`` and ``years``.
    """

    table: pd.DataFrame
    units: tuple[str, ...]
    years: tuple[int, ...]
    poor: np.ndarray
    households: np.ndarray
    interval: float
    certain: float
    """Probability from which a claim about an estimate counts as decided."""

    def draws_of(self, units: list[str] | tuple[str, ...]) -> np.ndarray:
        """Draws of the poor households of several districts together, draws × years."""
        return self.poor[:, self._places(units)].sum(axis=1)

    def rate_draws_of(self, units: list[str] | tuple[str, ...]) -> np.ndarray:
        """Draws of the poor rate of several districts together in percent, draws × years."""
        return self.draws_of(units) / self.households[:, self._places(units)].sum(axis=1) * 100

    def _places(self, units: list[str] | tuple[str, ...]) -> list[int]:
        return [self.units.index(unit) for unit in units]

    def households_of(self, units: list[str] | tuple[str, ...]) -> np.ndarray:
        """Households of several districts together, by year."""
        rows = self.table[self.table["unit"].isin(units)]
        return rows.groupby("year")["households"].sum().loc[list(self.years)].to_numpy()


def estimate(ledger: Ledger) -> Estimates:
    """Estimate from a ledger (about a second). Deterministic."""
    evidence = gather(ledger)
    return summarise(evidence, simulate(evidence))


def summarise(evidence: Evidence, draws: Draws) -> Estimates:
    """Turn joint draws into the published table: mean, central interval, whole households.

    A published rate or count has no interval; the count that follows from a published rate carries the error of
    the household base.
    """
    interval = evidence.parameters["interval"]
    tails = [(1 - interval) / 2, (1 + interval) / 2]
    counts = np.quantile(draws.poor, tails, axis=0, method="nearest")
    rates = np.quantile(draws.rates, tails, axis=0, method="nearest")
    pinned = {(p.unit, p.year): p for p in evidence.pinned}
    rows = []
    for y, year in enumerate(evidence.years):
        poor = _whole_central(draws, evidence, y)
        for d, unit in enumerate(evidence.units):
            total, count = int(evidence.households[d, y]), int(poor[d])
            pin = pinned.get((unit, year))
            rate = pin.rate if pin else count / total * 100
            basis = "model" if not pin else "published_count" if pin.count_published else "published_rate"
            # A skewed spread can leave the mean outside its central interval: the interval then reaches to it.
            first, last = min(int(counts[0, d, y]), count), max(int(counts[1, d, y]), count)
            low, high = (rate, rate) if pin else (min(rates[0, d, y], rate), max(rates[1, d, y], rate))
            rows.append((unit, year, total, count, first, last, rate, low, high, basis))
    table = pd.DataFrame(rows, columns=COLUMNS).sort_values(["unit", "year"], ignore_index=True)
    percent = ["poor_rate", "poor_rate_low", "poor_rate_high"]
    table[percent] = table[percent].round(2)
    return Estimates(
        table, evidence.units, evidence.years, draws.poor, draws.households, interval, evidence.parameters["certain"]
    )


def _whole_central(draws: Draws, evidence: Evidence, y: int) -> np.ndarray:
    """Whole households nearest to the central figures, keeping area and province totals."""
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
    np.save(buffer, np.stack([estimates.poor, estimates.households]).astype(np.int32))
    for name, content in ((TABLE, table), (DRAWS, buffer.getvalue())):
        temporary = directory / f".{name}.new"
        temporary.write_bytes(content)
        os.replace(temporary, directory / name)


def read(directory: Path = DATA_DIR) -> Estimates:
    """Read the estimates. Raises :class:`lib.base.findings.DataError` when a file is missing or does not fit."""
    remedy = "Chạy lại lệnh: python -m lib estimate."
    path = directory / TABLE
    try:
        table = pd.read_csv(path, dtype={"unit": str})
        draws = np.load(directory / DRAWS, allow_pickle=False)
    except FileNotFoundError as error:
        raise data_error(error.filename, "không tìm thấy tệp ước tính.", remedy=remedy) from error
    except (ValueError, UnicodeDecodeError) as error:
        raise data_error(path, "không đọc được tệp ước tính.", remedy=remedy) from error
    if list(table.columns) != COLUMNS:
        raise data_error(path, "các cột không đúng.", row=1, remedy=remedy)
    units = tuple(sorted(table["unit"].unique()))
    years = tuple(int(year) for year in sorted(table["year"].unique()))
    fits = draws.ndim == 4 and draws.shape[0] == 2 and draws.shape[2:] == (len(units), len(years))
    if not fits or len(table) != len(units) * len(years):
        raise data_error(directory / DRAWS, "số huyện, số năm không khớp với estimates.csv.", remedy=remedy)
    parameters = load_parameters()
    return Estimates(table, units, years, draws[0], draws[1], parameters["interval"], parameters["certain"])
