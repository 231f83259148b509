"""How figures look and read, from ``data/display.yaml``."""

from __future__ import annotations

from functools import cache

import yaml

from lib import formats
from lib.errors import data_error
from lib.figures import ESTIMATED, MISSING, Figure
from lib.paths import DATA_DIR

FILE = "display.yaml"


@cache
def display() -> dict:
    """The whole file. Raises :class:`lib.errors.DataError` when it is missing or not YAML."""
    path = DATA_DIR / FILE
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise data_error(path, "không đọc được tệp cách hiển thị.", remedy="Lấy lại tệp từ bản gốc.") from error


def status_word(status: str) -> str:
    """Vietnamese word of a status: công bố, tỉnh dự kiến, ước tính, chưa có số liệu."""
    return display()["status"][status]["label"]


def unit_of(indicator: str) -> str:
    """Unit of measure of an indicator on the pages: ``percent`` or ``households``."""
    return "percent" if indicator.endswith("rate") else "households"


def marked(figure: Figure, decimals: int | None = None, *, unit_of_measure: str | None = None,
           signed: bool = False, interval: bool = False) -> str:  # fmt: skip
    """A figure as text, never without its mark: ``≈ 38,20 %`` estimated, ``3,13 % (dự kiến)`` projected.

    ``interval`` adds the 80 % interval to an estimate.
    """
    if figure.status == MISSING:
        return formats.MISSING
    unit = unit_of_measure or unit_of(figure.indicator)
    if figure.status == ESTIMATED and decimals is None and unit == "percent":
        decimals = 1
    words = display()["status"][figure.status]
    text = formats.value_text(figure.value, unit, decimals, signed=signed)
    text = f"{words['prefix']}{text}{words['suffix']}"
    if interval and figure.status == ESTIMATED and figure.low != figure.high:
        text += f" (80 %: {formats.span(figure.low, figure.high, decimals if decimals is not None else 0)})"
    return text


def certainty(probability: float | None) -> str:
    """Words for the probability of being behind the path; empty where figures are published."""
    if probability is None:
        return ""
    return next(row["label"] for row in display()["certainty"] if probability >= row["from"])
