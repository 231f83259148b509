"""A figure: one value of one indicator of one unit at the end of one year, never without its status."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a figure is known, the surest first."""

    PUBLISHED = "published"
    PROJECTED = "projected"
    ESTIMATED = "estimated"
    MISSING = "missing"


PUBLISHED, PROJECTED, ESTIMATED, MISSING = Status


@dataclass(frozen=True)
class Figure:
    """A value with everything a reader needs to judge it. ``low``/``high`` equal ``value`` unless estimated.

    ``weak``: its source is one to be named as weak wherever the figure is used; ``derived``: worked out from
    printed figures (``note`` says how); ``inferred``: its source does not say of which year it is.
    """

    unit: str
    indicator: str
    year: int
    value: float
    low: float
    high: float
    status: Status
    source: str = ""
    quote: str = ""
    note: str = ""
    weak: bool = False
    derived: bool = False
    inferred: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a value at all."""
        return self.status != MISSING
