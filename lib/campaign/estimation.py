"""One whole estimation: the estimates, their validation, and the chances by every declared way to estimate."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pandas as pd

from lib.campaign import chances
from lib.estimates import record, seal, store, validation
from lib.estimates.evidence import gather
from lib.estimates.parameters import MAIN, alternatives
from lib.estimates.store import Estimates
from lib.language.catalogue import Catalogue
from lib.ledger import Ledger

#: Told after each finished part: how many of how many.
Progress = Callable[[int, int], None]
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Estimation:
    """What ``python -m lib estimate`` makes."""

    estimates: Estimates
    validation: pd.DataFrame
    chances: pd.DataFrame

    def write(self, directory: Path, settings: dict, ledger: Ledger, today: date) -> None:
        """Write every file of it, then their seal. First what was estimated until ``today`` and has its figure now is put on
        record (:mod:`lib.estimates.record`).
        """
        old = record.before(directory, settings)
        if old is not None:
            known = record.read(directory) if (directory / record.TABLE).exists() else record.none()
            new = seal.new_rows(directory, "observations.csv")
            record.write(record.extended(known, ledger, old, new, today), directory)
        tables = {validation.TABLE: validation.as_csv(self.validation), store.CHANCES: _as_csv(self.chances)}
        store.write(self.estimates, tables, directory, settings["kept"])


def run(ledger: Ledger, settings: dict, wording: Catalogue, progress: Progress | None = None) -> Estimation:
    """Estimate in every declared way and predict each published figure without it. Deterministic.

    Raises :class:`lib.estimates.posterior.IrreconcilableError` when the evidence cannot be reconciled.
    """
    ways = {MAIN: settings, **alternatives(settings)}
    evidence = gather(ledger, settings)
    cases = validation.cases(evidence)
    # A thread a core in each process would make them wait for one another; processes of their own read it when they start.
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        with ProcessPoolExecutor(min(os.cpu_count() or 1, 8), get_context("spawn")) as pool:
            made = {name: pool.submit(store.estimate, ledger, way) for name, way in ways.items()}
            checked = [pool.submit(validation.predicted, evidence, case) for case in cases]
            jobs: list[Future] = [*made.values(), *checked]
            for done, job in enumerate(as_completed(jobs), start=1):
                job.result()
                if progress:
                    progress(done, len(jobs))
            estimates = {name: future.result() for name, future in made.items()}
            rows = [future.result() for future in checked]
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
    return Estimation(estimates[MAIN], validation.table(rows), chances.table(ledger, estimates, wording))


def _as_csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n", float_format="%.4f").encode()
