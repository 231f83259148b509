"""How figures look and read, from ``data/display.yaml``."""

from __future__ import annotations

from functools import cache

import yaml

from lib.base.findings import data_error
from lib.base.paths import DATA_DIR
from lib.language import formats
from lib.ledger.figure import ESTIMATED, MISSING, Figure

FILE = "display.yaml"


@cache
def display() -> dict:
    """The whole file. Raises :class:`lib.base.findings.DataError` when it is missing or not YAML."""
    path = DATA_DIR / FILE
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise data_error(path, "không đọc được tệp cách hiển thị.", remedy="Lấy lại tệp từ bản gốc.") from error


def status_word(status: str) -> str:
    """Vietnamese word of a status: công bố, tỉnh dự kiến, ước tính, chưa có số liệu."""
    return display()["status"][status]["label"]


def sign_of(status: str) -> str:
    """The sign before a number of this status, ``≈`` for an estimate, with its space."""
    return display()["status"][status]["prefix"]


def unit_of(indicator: str) -> str:
    """Unit of measure of an indicator on the pages: ``percent`` or ``households``."""
    return "percent" if indicator.endswith("rate") else "households"


def marked(figure: Figure, decimals: int | None = None, *, unit_of_measure: str | None = None,
           signed: bool = False, interval: bool = False) -> str:  # fmt: skip
    """A figure as text, never without its mark: ``≈ 38,2 %`` estimated, ``3,13 % (dự kiến)`` projected.

    ``interval`` adds the 80 % interval to an estimate. A figure of a weak source says so.
    """
    value, words = marked_parts(figure, decimals, unit_of_measure=unit_of_measure, signed=signed)
    if interval and figure.status == ESTIMATED and figure.low != figure.high:
        words = f" {interval_of(figure, decimals, unit_of_measure=unit_of_measure)}{words}"
    return value + words


def marked_parts(
    figure: Figure, decimals: int | None = None, *, unit_of_measure: str | None = None, signed: bool = False
) -> tuple[str, str]:
    """:func:`marked` in two parts: the number with its sign of estimation, and the words that follow it."""
    if figure.status == MISSING:
        return formats.MISSING, ""
    unit = unit_of_measure or unit_of(figure.indicator)
    words = display()["status"][figure.status]
    text = formats.value_text(figure.value, unit, _decimals(figure, unit, decimals), signed=signed)
    suffix = words.get("derived", words["suffix"]) if figure.derived else words["suffix"]
    return f"{words['prefix']}{text}", suffix + (display()["weak_source"] if figure.weak else "")


def interval_of(figure: Figure, decimals: int | None = None, *, unit_of_measure: str | None = None) -> str:
    """The interval of an estimate, ``(80 %: 29,7–45,0)``."""
    digits = _decimals(figure, unit_of_measure or unit_of(figure.indicator), decimals)
    return f"(80{formats.NBSP}%: {formats.span(figure.low, figure.high, digits or 0)})"


def _decimals(figure: Figure, unit: str, decimals: int | None) -> int | None:
    """An estimate is not written more precisely than it is known."""
    return 1 if decimals is None and figure.status == ESTIMATED and unit == "percent" else decimals


def certainty(kind: str) -> str:
    """Words for how likely an estimate lies behind its path, by the kind of its judgement (bad, open, good)."""
    return display()["certainty"][kind]


def chance(probability: float) -> str:
    """A probability in words and whole percent: never surer than the estimates allow (``trên 90 %``)."""
    rule = display()["chance"]
    most = rule["most"]
    if probability > most:
        return rule["over"].format(p=formats.percent(most * 100, 0))
    if probability < 1 - most:
        return rule["under"].format(p=formats.percent((1 - most) * 100, 0))
    return rule["about"].format(p=formats.percent(round(probability / rule["step"]) * rule["step"] * 100, 0))
