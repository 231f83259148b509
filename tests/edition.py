"""The edition the tests are written on: the plan's structure with few figures and beliefs one can check by hand.

``tests/data`` holds its ledger: a published series, groups, districts with and without figures, a gap (the minority rate of
2022 and 2023), contradictions, a weak source, two projections of 2025 that clash. :data:`ENDED` adds the review of the last
year: the plan is over, one target is reached and one is not. Words, colours, units, groups and boundaries are the product's
own; the figures of ``data/`` may change without a test of this edition.

``tests/data/estimates.csv`` is what the model is taken to believe. The draws behind it follow one rule, so that a probability
can be worked out by hand (:func:`draws_of`); no test of a page, sentence or chart depends on how the model estimates.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import ndtri

from lib.base.paths import DATA_DIR
from lib.campaign import chances, orders
from lib.estimates import calibration, parameters, seal, store
from lib.language.catalogue import read_catalogue
from lib.ledger import load_ledger
from lib.ledger.schemas import SCHEMAS

TABLES = Path(__file__).resolve().parent / "data"
#: The review of the plan's last year, added to the ledger (:func:`write` with ``ended``).
ENDED = "ended_observations.csv"
#: What the product itself brings: how things are called, drawn and bounded.
_PRODUCT = ("standards.csv", "vintages.csv", "units.csv", "groups.csv", "group_members.csv", "households.csv", "indicators.csv",
            "plans.csv", "targets.csv", "commitments.csv", "award_conditions.csv", "award_scores.csv", "judgements.csv", "display.yaml", "wording.yaml", "texts.yaml", "framework_texts.yaml",
            "estimation.yaml")  # fmt: skip
_OWN = ("observations.csv", "sources.csv", "contradictions.csv", "assignments.csv", "estimates.csv", "estimate_validation.csv",
        "estimate_calibration.csv")  # fmt: skip
#: Part of the variance of a district's error that all its years share; the rest is each year's own.
_SHARED = 0.75
_DRAWS = 2000


def write(directory: Path, *, ended: bool = False) -> Path:
    """Write the whole edition into ``directory`` and return it; ``ended`` with the review of the last year."""
    for name in _PRODUCT:
        shutil.copy(DATA_DIR / name, directory)
    for name in _OWN:
        shutil.copy(TABLES / name, directory)
    for name in ("provenance.csv", "left_out.csv", "estimate_record.csv"):
        header = (DATA_DIR / name).read_text(encoding="utf-8").splitlines()[0]
        (directory / name).write_text(f"{header}\n", encoding="utf-8")
    if ended:
        rows = (TABLES / ENDED).read_text(encoding="utf-8").split("\n", 1)[1]
        with (directory / "observations.csv").open("a", encoding="utf-8") as file:
            file.write(rows)
    # Whatever is estimated anew in a copy of this edition shows that it works, not how sure it is: fewer draws do.
    path = directory / parameters.FILE
    path.write_text(re.sub(r"(?m)^draws: \d+", f"draws: {_DRAWS}", path.read_text(encoding="utf-8")), encoding="utf-8")
    settings = parameters.read_parameters(path)
    table = pd.read_csv(directory / store.TABLE, dtype={"unit": str})
    buffer = BytesIO()
    np.save(buffer, draws_of(table, settings["kept"]))
    (directory / store.DRAWS).write_bytes(buffer.getvalue())
    ledger, estimates = load_ledger(directory), store.read(directory, settings)
    for name, module in ((store.CHANCES, chances), (store.ORDERS, orders)):
        told = module.table(ledger, {parameters.MAIN: estimates}, read_catalogue(directory))
        told.to_csv(directory / name, index=False, lineterminator="\n", float_format="%.4f")
    seal_again(directory, store.SEALED, [parameters.FILE], store.OUTPUTS)
    seal_again(directory, (), [parameters.FILE], [calibration.TABLE], calibration.SEAL)
    return directory


def seal_again(
    directory: Path, tables: Iterable[str], documents: Iterable[str], outputs: Iterable[str], file: str = seal.FILE
) -> None:
    """Seal outputs that were changed by hand, as if they had been made so."""
    made = {name: (directory / name).read_bytes() for name in outputs}
    (directory / file).write_bytes(seal.sealed(directory, tables, documents, made))


def draws_of(table: pd.DataFrame, count: int) -> np.ndarray:
    """Draws of poor households and of households, 2 × draws × districts × years, that say what ``table`` says.

    A district's draws are normal scores, three quarters of their variance shared by all its years; the score 0 is the
    table's value, ±1.28 are the ends of its 80 % interval, straight lines between and beyond, never under one
    household. What is published as a count is the same in every draw; a published rate is the same rate.
    """
    units, years = sorted(table["unit"].unique()), sorted(table["year"].unique())
    end, rng = float(ndtri(0.9)), np.random.default_rng(1)
    scores = ndtri((np.arange(count) + 0.5) / count)
    drawn = np.zeros((2, count, len(units), len(years)), dtype=np.int32)
    cells = table.set_index(["unit", "year"])
    for d, unit in enumerate(units):
        shared = rng.permutation(scores)
        for y, year in enumerate(years):
            cell = cells.loc[(unit, year)]
            score = np.sqrt(_SHARED) * shared + np.sqrt(1 - _SHARED) * rng.permutation(scores)
            value = cell["poor_households"]
            side = np.where(score < 0, value - cell["poor_households_low"], cell["poor_households_high"] - value) / end
            poor = np.maximum(1, np.round(value + score * side)).astype(np.int32)
            if cell["basis"] == "published_count":
                poor[:] = value
            drawn[0, :, d, y] = poor
            total = poor / cell["poor_rate"] * 100 if cell["basis"] == "published_rate" else cell["households"]
            drawn[1, :, d, y] = np.round(total)
    return drawn


#: Tables of the ledger that the test edition has of its own.
OWN_TABLES = tuple(name for name in _OWN if name in SCHEMAS)
