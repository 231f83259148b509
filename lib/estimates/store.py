"""The estimates as files: written by a command, read by everything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd

from lib.base import files, tables
from lib.base.findings import DataError, Finding, data_error, few
from lib.estimates import parameters, seal, validation
from lib.estimates.evidence import Evidence, Pinned, gather
from lib.estimates.households import allocate
from lib.estimates.model import Draws, simulate
from lib.ledger import Ledger
from lib.ledger.schemas import SCHEMAS

TABLE = "estimates.csv"
DRAWS = "estimate_draws.npy"
#: How likely targets are reached, by every declared way to estimate (:mod:`lib.campaign.chances`).
CHANCES = "estimate_chances.csv"
#: Who has fallen faster than whom, by all of them together (:mod:`lib.campaign.orders`).
ORDERS = "estimate_orders.csv"
_COUNT, _RATE = tables.number(low=0, whole=True), tables.number(low=0, high=100)
SCHEMA = tables.table(
    {
        "unit": tables.text(required=True),
        "year": tables.year(),
        "households": tables.number(low=1, whole=True),
        "poor_households": _COUNT,
        "poor_households_low": _COUNT,
        "poor_households_high": _COUNT,
        "poor_rate": _RATE,
        "poor_rate_low": _RATE,
        "poor_rate_high": _RATE,
        "basis": tables.text(one_of=["model", "published_rate", "published_count"]),
    },
    unique=["unit", "year"],
)
COLUMNS = list(SCHEMA.columns)
#: What the machine writes; the calibration takes minutes and has a command of its own.
OUTPUTS = (TABLE, DRAWS, validation.TABLE, CHANCES, ORDERS)
#: Means of the draws may stray from the table by this share of the households (rounding, the error of the base).
_DRAWN_SHARE = 0.02
#: What is sealed: the ledger, and where its figures came from.
SEALED = (*(name for name in SCHEMAS if name != "commitments.csv"), "provenance.csv", "left_out.csv")


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


def estimate(ledger: Ledger, settings: dict) -> Estimates:
    """Estimate from a ledger (about a second). Deterministic."""
    evidence = gather(ledger, settings)
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
            total, count = int(draws.base[d, y]), int(poor[d])
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


def _implied(pin: Pinned, draws: Draws, evidence: Evidence, y: int) -> int:
    """The count that follows from a published rate and the middle household base."""
    return round(pin.rate / 100 * int(draws.base[evidence.units.index(pin.unit), y]))


def _whole_central(draws: Draws, evidence: Evidence, y: int) -> np.ndarray:
    """Whole households nearest to the central figures, keeping area and province totals."""
    central = draws.central[:, y]
    result = np.zeros(len(central), dtype=int)
    total = round(central.sum())
    mountain = round(central[evidence.mountain].sum())
    for area, whole in ((evidence.mountain, mountain), (~evidence.mountain, total - mountain)):
        fixed = {
            evidence.units.index(p.unit): p.poor if p.count_published else _implied(p, draws, evidence, y)
            for p in evidence.pinned
            if p.year == evidence.years[y] and area[evidence.units.index(p.unit)]
        }
        free = [d for d in np.flatnonzero(area) if d not in fixed]
        for d, value in fixed.items():
            result[d] = value
        shared = allocate(pd.Series(central[free], index=free), whole - sum(fixed.values()))
        result[free] = shared.to_numpy()
    return result


def write(estimates: Estimates, beside: dict[str, bytes], directory: Path, kept: int) -> None:
    """Write table, kept draws and what is made ``beside`` them (file name -> content), at last the seal that ties them to the
    ledger in ``directory``.

    All lie on the disk before the first takes its place; what is read between two of them does not fit the seal and is refused.
    """
    buffer = BytesIO()
    np.save(buffer, np.stack([estimates.poor, estimates.households]).astype(np.int32)[:, :kept])
    contents = {
        TABLE: estimates.table.to_csv(index=False, lineterminator="\n", float_format="%.2f").encode(),
        DRAWS: buffer.getvalue(),
        **beside,
    }
    made = {name: contents[name] for name in OUTPUTS}
    contents[seal.FILE] = seal.sealed(directory, SEALED, [parameters.FILE], made)
    files.replace_all({directory / name: content for name, content in contents.items()})


def read(directory: Path, settings: dict) -> Estimates:
    """Read the estimates made with ``settings`` (:mod:`lib.estimates.parameters`).

    Raises :class:`lib.base.findings.DataError` when a file is missing or does not fit.
    """
    remedy = "Chạy lại lệnh: python -m lib estimate."
    table = tables.load_table(directory / TABLE, SCHEMA).reset_index(drop=True)
    path = directory / DRAWS
    try:
        draws = np.load(path, allow_pickle=False)
    except FileNotFoundError as error:
        raise data_error(path, "không tìm thấy tệp ước tính.", remedy=remedy) from error
    except (ValueError, OSError, EOFError) as error:
        raise data_error(path, "không đọc được tệp ước tính.", remedy=remedy) from error
    units = tuple(sorted(table["unit"].unique()))
    years = tuple(int(year) for year in sorted(table["year"].unique()))
    fits = draws.ndim == 4 and draws.shape[0] == 2 and draws.shape[2:] == (len(units), len(years))
    if not fits or len(table) != len(units) * len(years) or draws.shape[1] != settings["kept"]:
        raise data_error(path, "số bộ, số huyện hay số năm không khớp với estimates.csv.", remedy=remedy)
    if draws.dtype.kind not in "iu":
        raise data_error(path, "các bộ số hộ phải là số nguyên.", remedy=remedy)
    if draws.min() < 0 or (draws[0] > draws[1]).any():
        raise data_error(path, "có bộ số hộ nghèo âm hoặc lớn hơn tổng số hộ.", remedy=remedy)
    found = [*_row_findings(table, remedy), *_draw_findings(table, draws, units, years, remedy)]
    if found:
        raise DataError(few(found))
    return Estimates(table, units, years, draws[0], draws[1], settings["interval"], settings["certain"])


def _row_findings(table: pd.DataFrame, remedy: str) -> Iterator[Finding]:
    """Rows that contradict themselves."""
    for number, row in enumerate(table.itertuples(), start=2):
        for name, word in (("poor_households", "số hộ nghèo"), ("poor_rate", "tỷ lệ")):
            low, value, high = (getattr(row, f"{name}{end}") for end in ("_low", "", "_high"))
            if not low <= value <= high:
                message = f"{word} {value:g} nằm ngoài khoảng {low:g}–{high:g} của nó."
                yield Finding(TABLE, message, row=number, column=name, remedy=remedy)
        if row.poor_households_high > row.households:
            message = f"số hộ nghèo {row.poor_households_high} lớn hơn tổng số hộ {row.households}."
            yield Finding(TABLE, message, row=number, column="poor_households_high", remedy=remedy)
        implied = row.poor_households / row.households * 100
        # Half a household and half a unit of the last decimal.
        if abs(row.poor_rate - implied) > 50 / row.households + 0.0051:
            message = (
                f"tỷ lệ {row.poor_rate:g} % trái với {row.poor_households} / {row.households} hộ = {implied:.2f} %."
            )
            yield Finding(TABLE, message, row=number, column="poor_rate", remedy=remedy)


def _draw_findings(
    table: pd.DataFrame, draws: np.ndarray, units: tuple[str, ...], years: tuple[int, ...], remedy: str
) -> Iterator[Finding]:
    """Districts and years whose draws are not about the figures of the table: shuffled, or of another estimation."""
    places = [table["unit"].map(units.index).to_numpy(), table["year"].map(years.index).to_numpy()]
    poor, households = (part.mean(axis=0)[places[0], places[1]] for part in draws)
    table = table.reset_index(drop=True)
    slack = table["households"] * _DRAWN_SHARE
    far = (
        (poor < table["poor_households_low"] - slack)
        | (poor > table["poor_households_high"] + slack)
        | ((households - table["households"]).abs() > slack)
    )
    for row in table[far].itertuples():
        message = f"các bộ của {row.unit}, {row.year} không phải của con số trong estimates.csv."
        yield Finding(DRAWS, message, remedy=remedy)


def none(years: tuple[int, ...], settings: dict) -> Estimates:
    """No estimates at all: for a plan whose figures are all published or missing."""
    empty = np.empty((0, 0, len(years)), dtype=np.int32)
    table = pd.DataFrame({name: [] for name in COLUMNS})
    return Estimates(table, (), years, empty, empty, settings["interval"], settings["certain"])


def seal_findings(directory: Path) -> list[Finding]:
    """What has changed since the estimates were written (:func:`lib.estimates.seal.broken`)."""
    return seal.broken(directory, SEALED, [parameters.FILE], OUTPUTS)
