"""An edition that is not yet published: the tables of today with the figures of submissions over them, estimated anew, checked."""

from __future__ import annotations

import csv
import io
import itertools
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lib.base.findings import DataError, data_error
from lib.campaign import estimation
from lib.editions.edition import Edition, Place, estimated, load_edition
from lib.estimates import parameters
from lib.estimates.posterior import IrreconcilableError
from lib.estimates.report import findings
from lib.intake.figures import NewFigure
from lib.language.catalogue import read_catalogue
from lib.ledger import load_ledger

OBSERVATIONS, SOURCES, CONTRADICTIONS = "observations.csv", "sources.csv", "contradictions.csv"
#: What makes two rows of observations the same question.
_QUESTION = ("unit", "indicator", "year", "as_of", "period_start", "standard", "status")


@dataclass(frozen=True)
class Handed:
    """The figures of one submission, with the source they are quoted from."""

    source: str
    title: str
    issuer: str
    received: date
    figures: tuple[NewFigure, ...]


def compose(base: Path, target: Path, handed: Iterable[Handed], names: Mapping[str, str]) -> None:
    """Write into the new folder ``target`` the tables of ``base`` with the figures of ``handed`` over them.

    A figure that another row answers differently makes both a contradiction, which stays visible; the form's is preferred.
    Nothing of ``base`` is changed. ``names``: of units and indicators, for the words of a contradiction.
    """
    target.mkdir(parents=True)
    for path in base.glob("*.*"):
        if path.is_file():
            shutil.copy2(path, target / path.name)
    observations = _Observations(target / OBSERVATIONS)
    sources, contradictions = (_Table(target / name) for name in (SOURCES, CONTRADICTIONS))
    for one in handed:
        sources.add({"source": one.source, "title": one.title, "issuer_vi": one.issuer, "publisher": one.issuer,
                     "url": "", "url_is_shortened": "false", "published": f"{one.received:%Y-%m-%d}",
                     "kind": "government", "trust": "high", "note": "Biểu nộp qua chương trình"})  # fmt: skip
        for figure in one.figures:
            _put(figure, one, observations, contradictions, names)
    for table in (observations, sources, contradictions):
        table.write()


def _put(
    figure: NewFigure, handed: Handed, observations: _Observations, contradictions: _Table, names: Mapping[str, str]
) -> None:
    row = _row(figure, handed, observations.free_name(f"{figure.unit}_{figure.indicator}_{figure.year}"))
    same = observations.answers(row)
    for other in same:
        other["preferred"] = "false"
    if clash := [other for other in same if contradicts(other["bound"], float(other["value"]), figure)]:
        known = next((other["contradiction"] for other in clash if other["contradiction"]), "")
        name = known or f"bieu-{figure.unit}-{figure.indicator}-{figure.year}".replace("_", "-")
        row["contradiction"] = name
        for other in clash:
            other["contradiction"] = name
        # One that was printed in the tables keeps its own words; ours says every answer there was.
        if name.startswith("bieu-"):
            answers = " và ".join(dict.fromkeys(f"{one['value']} ({one['source']})" for one in (*clash, row)))
            what, where = (names.get(code, code) for code in (figure.indicator, figure.unit))
            contradictions.put("contradiction", {
                "contradiction": name,
                "title_vi": f"{what}, {where}, cuối năm {figure.year}: {answers}",
                "explanation_vi": f"{handed.title}: {row['value']}",
                "preferred_reason_vi": "Dùng số của biểu nộp sau cùng; giữ các số trước để đối chiếu",
            })  # fmt: skip
    observations.add(row)


def contradicts(bound: str, value: float, figure: NewFigure) -> bool:
    """Whether a figure cannot be true beside a published value with its bound (``exact``, ``over``, ``under`` ...)."""
    match bound:
        case "exact":
            return figure.bound == "exact" and value != figure.value
        case "over":
            return figure.value < value
        case "under":
            return figure.value > value
    return False


def _row(figure: NewFigure, handed: Handed, name: str) -> dict[str, str]:
    return {
        "observation": name,
        "unit": figure.unit,
        "indicator": figure.indicator,
        "year": str(figure.year),
        "as_of": "",
        "year_basis": "stated",
        "year_other": "",
        "period_start": "",
        "value": f"{figure.value:.10g}",
        "bound": figure.bound,
        "unit_of_measure": figure.unit_of_measure,
        "standard": figure.standard,
        "status": str(figure.status),
        "source": handed.source,
        "quote": figure.quote,
        "basis": "derived" if figure.derived else "quoted",
        "preferred": "true",
        "contradiction": "",
        "boundary_date": figure.boundary_date,
        "note": figure.note,
    }


def rows_of(data: Path) -> dict[int, dict[str, str]]:
    """The rows of observations as texts, by their row in a spreadsheet program."""
    return dict(enumerate(_Table(data / OBSERVATIONS).rows, start=2))


class _Table:
    """A table of the ledger as texts, in the order of its rows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            self.rows = list(reader)
            self.columns = list(reader.fieldnames or [])

    def add(self, row: Mapping[str, str]) -> None:
        self.rows.append({column: row.get(column, "") for column in self.columns})

    def put(self, key: str, row: Mapping[str, str]) -> None:
        """Add a row, or write it over the one of the same key."""
        self.rows = [other for other in self.rows if other[key] != row[key]]
        self.add(row)

    def write(self) -> None:
        text = io.StringIO()
        writer = csv.DictWriter(text, self.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        self.path.write_text(text.getvalue(), encoding="utf-8", newline="")


class _Observations(_Table):
    """The table of figures, with its rows by what they answer: a form of 130 communes asks a thousand times."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._names = {row["observation"] for row in self.rows}
        self._answers: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for row in self.rows:
            self._answers.setdefault(_question(row), []).append(row)

    def answers(self, row: Mapping[str, str]) -> list[dict[str, str]]:
        """The rows that answer the question of another one, in their order."""
        return list(self._answers.get(_question(row), ()))

    def free_name(self, name: str) -> str:
        """A name that no row has: as it is, or with the first number that is free."""
        return next(one for n in itertools.count(1) if (one := name if n == 1 else f"{name}_{n}") not in self._names)

    def add(self, row: Mapping[str, str]) -> None:
        super().add(row)
        self._names.add(row["observation"])
        self._answers.setdefault(_question(row), []).append(self.rows[-1])


def _question(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in _QUESTION)


def estimate(data: Path, today: date, progress: Callable[[int, int], None] | None = None) -> None:
    """Estimate anew in a folder of tables and seal the result. Raises :class:`lib.base.findings.DataError`."""
    ledger, settings = load_ledger(data), parameters.read_parameters(data / parameters.FILE)
    if not estimated(settings):
        return
    try:
        done = estimation.run(ledger, settings, read_catalogue(data), progress)
    except IrreconcilableError as error:
        raise DataError(findings(ledger, error)) from error
    except (ArithmeticError, LookupError, ValueError) as error:
        message = "mô hình không tính được với các số mới; chưa có gì được công bố."
        remedy = "Kiểm tra số của tỉnh và các năm bên cạnh trong biểu nộp."
        raise data_error(OBSERVATIONS, message, remedy=remedy) from error
    done.write(data, settings, ledger, today)


def checked(data: Path, geo: Path) -> Edition:
    """The edition of a folder of tables, as the gate lets it through. Raises :class:`lib.base.findings.DataError`."""
    return load_edition(Place(data, geo))
