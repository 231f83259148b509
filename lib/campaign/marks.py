"""Figures as text: never without the mark of their status, never more precise than they are known."""

from __future__ import annotations

import math

from lib.language import formats
from lib.language.display import Display, StatusWords
from lib.ledger import Ledger
from lib.ledger.figure import ESTIMATED, MISSING, Figure


class Marks:
    """Writes figures in an edition's words: its marks, its indicators' units, the level of its intervals."""

    def __init__(self, display: Display, ledger: Ledger, interval: float) -> None:
        self.display = display
        self.level = formats.percent(interval * 100, 0)
        table = ledger.indicators
        self._units = dict(zip(table["indicator"], table["unit_of_measure"], strict=True))
        self._decimals = dict(zip(table["indicator"], table["decimals"], strict=True))

    def words(self, status: str) -> StatusWords:
        """How a status is marked."""
        return getattr(self.display.status, status)

    def status_word(self, status: str) -> str:
        """Vietnamese word of a status: công bố, tỉnh dự kiến, ước tính, chưa có số liệu."""
        return self.words(status).label

    def sign_of(self, status: str) -> str:
        """The sign before a number of this status, ``≈`` for an estimate, with its space."""
        return self.words(status).prefix

    def unit_of(self, indicator: str) -> str:
        """Unit of measure of an indicator, as indicators.csv names it."""
        return self._units[indicator]

    def marked(self, figure: Figure, decimals: int | None = None, *, unit_of_measure: str | None = None,
               signed: bool = False, interval: bool = False) -> str:  # fmt: skip
        """A figure as text, never without its mark: ``≈ 38,2 %`` estimated, ``3,13 % (dự kiến)`` projected.

        ``interval`` adds the central interval to an estimate. A figure of a weak source says so.
        """
        value, words = self.marked_parts(figure, decimals, unit_of_measure=unit_of_measure, signed=signed)
        if interval and figure.status == ESTIMATED and figure.low != figure.high:
            words = f" {self.interval_of(figure, decimals, unit_of_measure=unit_of_measure)}{words}"
        return value + words

    def marked_parts(
        self, figure: Figure, decimals: int | None = None, *, unit_of_measure: str | None = None, signed: bool = False
    ) -> tuple[str, str]:
        """:meth:`marked` in two parts: the number with its sign of estimation, and the words that follow it."""
        if figure.status == MISSING:
            return formats.MISSING, ""
        unit = unit_of_measure or self.unit_of(figure.indicator)
        words = self.words(figure.status)
        word = self.display.units_of_measure[unit]
        text = formats.value_text(figure.value, word, self._digits(figure, unit, decimals) or 0, signed=signed)
        suffix = words.derived or words.suffix if figure.derived else words.suffix
        return f"{words.prefix}{text}", suffix + (self.display.weak_source if figure.weak else "")

    def interval_of(self, figure: Figure, decimals: int | None = None, *, unit_of_measure: str | None = None) -> str:
        """The interval of an estimate, ``(80 %: 29,7–45,0)``."""
        digits = self._digits(figure, unit_of_measure or self.unit_of(figure.indicator), decimals)
        return f"({self.level}: {formats.span(figure.low, figure.high, digits or 0)})"

    def _digits(self, figure: Figure, unit: str, decimals: int | None) -> int | None:
        """Decimals as asked for, else the indicator's; an estimate is not written more precisely than it is known."""
        if decimals is not None:
            return decimals
        return 1 if figure.status == ESTIMATED and unit == "percent" else self._decimals.get(figure.indicator)

    def likely(self, probability: float) -> str:
        """How likely something is, in one of few words: ``rất có thể``."""
        # 1 - 0.2 is a little more or less than 0.8.
        return next(e.word for e in self.display.likelihood if round(probability, 9) >= e.least)

    def chance(self, probability: float) -> str:
        """A probability in words and whole percent: never surer than the estimates allow (``trên 90 %``)."""
        rule = self.display.chance
        if probability > rule.most:
            return rule.over.format(p=formats.percent(rule.most * 100, 0))
        if probability < 1 - rule.most:
            return rule.under.format(p=formats.percent((1 - rule.most) * 100, 0))
        return rule.about.format(p=formats.percent(self._rounded(probability) * 100, 0))

    def chance_span(self, low: float, high: float) -> str:
        """A probability that ways to estimate put between two: ``từ dưới 10 % đến 35 %``; no surer than :meth:`chance`."""
        first, last = self.chance(low), self.chance(high)
        if first == last:
            return first
        ends = [text.removeprefix(self.display.chance.about.format(p="")) for text in (first, last)]
        return self.display.chance.span.format(low=ends[0], high=ends[1])

    def _rounded(self, probability: float) -> float:
        """To the step it is told in; where that would lead to another word of likelihood, to a whole per cent before it."""
        step = self.display.chance.step
        rounded = round(probability / step) * step
        if self.likely(rounded) == self.likely(probability):
            return rounded
        # 0.796 is not told as 0.80: that would be likely.
        hundred = probability * 100
        return (math.floor(hundred) if rounded > probability else math.ceil(hundred)) / 100
