"""One whole estimation: the estimates, their validation, chances and orders by every declared way to estimate."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from lib.campaign import chances, orders
from lib.estimates import record, seal, store, validation
from lib.estimates.evidence import gather
from lib.estimates.parameters import MAIN, alternatives
from lib.estimates.processes import processes
from lib.estimates.store import Estimates
from lib.language.catalogue import Catalogue
from lib.ledger import Ledger

#: Told after each finished part: how many of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Estimation:
    """What ``python -m lib estimate`` makes."""

    estimates: Estimates
    validation: pd.DataFrame
    chances: pd.DataFrame
    orders: pd.DataFrame

    def write(self, directory: Path, settings: dict, ledger: Ledger, today: date) -> None:
        """Write every file of it with their seal. What was estimated until ``today`` and has its figure now is put on record
        (:mod:`lib.estimates.record`).
        """
        tables = {validation.TABLE: validation.as_csv(self.validation), store.CHANCES: _as_csv(self.chances),
                  store.ORDERS: _as_csv(self.orders)}  # fmt: skip
        old = record.before(directory, settings)
        if old is not None:
            known = record.read(directory) if (directory / record.TABLE).exists() else record.none()
            new = seal.new_rows(directory, "observations.csv")
            tables[record.TABLE] = record.as_csv(record.extended(known, ledger, old, new, today))
        store.write(self.estimates, tables, directory, settings["kept"])


def run(ledger: Ledger, settings: dict, wording: Catalogue, progress: Progress | None = None) -> Estimation:
    """Estimate in every declared way and predict each published figure without it. Deterministic.

    Raises :class:`lib.estimates.posterior.IrreconcilableError` when the evidence cannot be reconciled.
    """
    ways = {MAIN: settings, **alternatives(settings)}
    evidence = gather(ledger, settings)
    cases = validation.cases(evidence)
    with processes() as pool:
        made = {name: pool.submit(store.estimate, ledger, way) for name, way in ways.items()}
        checked = [pool.submit(validation.predicted, evidence, case) for case in cases]
        jobs: list[Future] = [*made.values(), *checked]
        for done, job in enumerate(as_completed(jobs), start=1):
            job.result()
            if progress:
                progress(done, len(jobs))
        estimates = {name: future.result() for name, future in made.items()}
        rows = [future.result() for future in checked]
    told = (module.table(ledger, estimates, wording) for module in (chances, orders))
    return Estimation(estimates[MAIN], validation.table(rows), *told)


@dataclass(frozen=True)
class Flip:
    """A claim that not every seed makes: how often it is made of how many."""

    target: str
    unit: str
    year: int
    made: int
    of: int


def stability(
    ledger: Ledger, settings: dict, wording: Catalogue, seeds: int, progress: Progress | None = None
) -> tuple[int, list[Flip]]:
    """Whether the same claims are made with other seeds, each by every declared way to estimate.

    Returns how many claims (on course, behind) are made with every seed, and those made with some only.
    """
    made: dict[tuple[str, str, int, str], int] = {}
    with processes() as pool:
        jobs = [pool.submit(_chances, ledger, settings | {"seed": settings["seed"] + n}, wording) for n in range(seeds)]
        for done, job in enumerate(as_completed(jobs), start=1):
            for (target, unit, year), rows in job.result().groupby(["target", "unit", "year"]):
                slack = settings["certain"] + 2 * float(rows["error"].max())
                for claim, least in (("on", rows["on_path"].min()), ("behind", 1 - rows["on_path"].max())):
                    key = (str(target), str(unit), int(year), claim)
                    made[key] = made.get(key, 0) + int(least >= slack)
            if progress:
                progress(done, seeds)
    made = {key: times for key, times in made.items() if times}
    flips = [Flip(t, u, y, n, seeds) for (t, u, y, _), n in made.items() if n < seeds]
    return len(made) - len(flips), flips


def _chances(ledger: Ledger, settings: dict, wording: Catalogue) -> pd.DataFrame:
    ways = {MAIN: settings, **alternatives(settings)}
    return chances.table(ledger, {name: store.estimate(ledger, way) for name, way in ways.items()}, wording)


def _as_csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n", float_format="%.4f").encode()
