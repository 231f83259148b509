"""Figures as text: never without the mark of their status, never more precise than they are known."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from statistics import NormalDist

from lib.language.display import Display, Grade, StatusWords
from lib.language.numbers import Numbers, rounded
from lib.ledger import Ledger
from lib.ledger.figure import ESTIMATED, MISSING, PUBLISHED, Figure

#: From this rate on (percent) an estimate of grade C has no decimal.
NO_DECIMAL = 10
#: Units of measure that are written with decimals: no counts.
_NO_COUNTS = ("percent", "points", "points_per_year", "billion_dong", "million_dong_per_year", "km2")


class Marks:
    """Writes figures in an edition's words: its marks, its indicators' units, the level of its intervals."""

    def __init__(self, display: Display, ledger: Ledger, interval: float, numbers: Numbers) -> None:
        self.display, self.numbers = display, numbers
        self.level = self.numbers.percent(interval * 100, 0)
        #: Width of the interval of a normal variable, in standard deviations.
        self._width = 2 * NormalDist().inv_cdf((1 + interval) / 2)
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
        """A figure in running text, never without its mark: ``≈ 38,2 %`` estimated, ``3,13 % (dự kiến)`` projected.

        ``interval`` adds the central interval to an estimate. A figure of a weak source says so. Here counts known less
        well (grades B and C) are rounded: ``≈ 960 hộ``. Where a figure stands by itself, :meth:`standing` writes it.
        """
        value, words = self._parts(figure, decimals, unit_of_measure, signed)
        return self._with_interval(figure, value, words, decimals, unit_of_measure, interval)

    def standing(self, figure: Figure, decimals: int | None = None, *, unit_of_measure: str | None = None,
                 signed: bool = False, interval: bool = False) -> str:  # fmt: skip
        """A figure that stands by itself (table, card, chart, map): ``≈ 2,1 % (C)``, with the mark of its grade and of an inferred year.

        Its count is rounded as in running text: every place says the same of it, and rounded rows need not add up.
        """
        value, words = self.marked_parts(figure, decimals, unit_of_measure=unit_of_measure, signed=signed)
        return self._with_interval(figure, value, words, decimals, unit_of_measure, interval)

    def _with_interval(self, figure: Figure, value: str, words: str, decimals: int | None,
                       unit_of_measure: str | None, interval: bool) -> str:  # fmt: skip
        figure = self.rounded(figure)
        if interval and figure.status == ESTIMATED and figure.low != figure.high:
            words = f" {self.interval_of(figure, decimals, unit_of_measure=unit_of_measure)}{words}"
        return value + words

    def marked_parts(
        self, figure: Figure, decimals: int | None = None, *, unit_of_measure: str | None = None, signed: bool = False
    ) -> tuple[str, str]:
        """:meth:`standing` in two parts: the number with its sign of estimation and its grade, and the words that follow it."""
        value, words = self._parts(figure, decimals, unit_of_measure, signed)
        return value + self.quality_mark(figure), words + self._inferred(figure)

    def _parts(self, figure: Figure, decimals: int | None, unit_of_measure: str | None, signed: bool) -> tuple[str, str]:  # fmt: skip
        if figure.status == MISSING:
            return self.numbers.missing, ""
        unit = unit_of_measure or self.unit_of(figure.indicator)
        words = self.words(figure.status)
        word = self.display.units_of_measure[unit]
        figure = self.rounded(figure)
        text = self.numbers.value_text(figure.value, word, self._digits(figure, unit, decimals) or 0, signed=signed)
        suffix = words.derived or words.suffix if figure.derived else words.suffix
        return f"{words.prefix}{text}", suffix + (self.display.weak_source if figure.weak else "")

    def interval_of(self, figure: Figure, decimals: int | None = None, *, unit_of_measure: str | None = None) -> str:
        """The interval of an estimate, ``(80 %: 29,7–45,0)``."""
        digits = self._digits(figure, unit_of_measure or self.unit_of(figure.indicator), decimals)
        return f"({self.level}: {self.numbers.span(figure.low, figure.high, digits or 0)})"

    def _digits(self, figure: Figure, unit: str, decimals: int | None) -> int | None:
        """Decimals as asked for, else the indicator's; an estimate is not written more precisely than it is known."""
        if decimals is not None:
            return decimals
        if figure.status != ESTIMATED or unit != "percent":
            return self._decimals.get(figure.indicator)
        return 0 if self.quality(figure) == "C" and figure.value >= NO_DECIMAL else 1

    def digits(self, figure: Figure) -> int:
        """Decimals with which a figure is written."""
        return self._digits(figure, self.unit_of(figure.indicator), None) or 0

    def grade(self, figure: Figure) -> Grade | None:
        """How well an estimated rate or count is known, by its coefficient of variation; None for everything else.

        The standard deviation is the one of a normal variable whose central interval is as wide. Differences have no
        grade: their value may lie near zero however well it is known.
        """
        if figure.status != ESTIMATED or figure.indicator not in self._units:
            return None
        spread = (figure.high - figure.low) / self._width
        variation = spread / figure.value if figure.value > 0 else float(spread > 0)
        return next(e for e in self.display.quality if e.below is None or variation < e.below)

    def quality(self, figure: Figure) -> str | None:
        """The grade's letter: ``A``, ``B``, ``C``."""
        found = self.grade(figure)
        return found.grade if found else None

    def quality_mark(self, figure: Figure) -> str:
        """What stands after a figure of its grade: nothing, or `` (C)``."""
        found = self.grade(figure)
        return found.mark if found else ""

    def caveats(self, figure: Figure) -> str:
        """What follows a number besides its status: its grade, that it is worked out, a weak source, an inferred year."""
        return self.quality_mark(figure) + self.caveat(figure)

    def caveat(self, figure: Figure) -> str:
        """:meth:`caveats` without the grade."""
        derived = (self.words(PUBLISHED).derived or "") if figure.derived else ""
        return derived + (self.display.weak_source if figure.weak else "") + self._inferred(figure)

    def _inferred(self, figure: Figure) -> str:
        return self.display.inferred_year if figure.inferred else ""

    def quality_legend(self, figures: Iterable[Figure]) -> str:
        """What the marks after some figures mean; empty where none has one."""
        found = {grade.grade: grade for figure in figures if (grade := self.grade(figure)) and grade.mark}
        return "; ".join(f"{grade.mark.strip()} {grade.word}" for grade in found.values())

    def quality_marks(self) -> str:
        """Every mark of a grade with its word."""
        return "; ".join(f"{grade.mark.strip()} {grade.word}" for grade in self.display.quality if grade.mark)

    def quality_of(self, figure: Figure) -> str:
        """The grade of an estimate with its word, ``B: dùng thận trọng``; empty for other figures."""
        found = self.grade(figure)
        return f"{found.grade}: {found.word}" if found else ""

    def rounded(self, figure: Figure) -> Figure:
        """An estimate as it is written: a rate to its decimals, a count known less well in tens or hundreds, never coarser than a
        tenth of it. Differences and classes are worked out from it, so that none is denied by the numbers it stands beside.
        """
        if figure.status == ESTIMATED and self._units.get(figure.indicator) == "percent":
            digits = self.digits(figure)
            value, low, high = (float(rounded(end, digits)) for end in (figure.value, figure.low, figure.high))
            made = replace(figure, value=value, low=low, high=high)
            # 9,96 becomes 10,0, which has fewer decimals.
            return made if self.digits(made) >= digits else self.rounded(made)
        grade = self.grade(figure)
        if grade is None or grade.step == 1 or self.unit_of(figure.indicator) in _NO_COUNTS:
            return figure
        step = self._step(grade, figure.value)
        value, low, high = (round(end / step) * step for end in (figure.value, figure.low, figure.high))
        return replace(figure, value=value, low=low, high=high)

    def about(self, figure: Figure, amount: float) -> float:
        """A number of households worked out from a figure, no finer than the figure is written and than a tenth of its own."""
        grade = self.grade(figure)
        if grade is None or self.unit_of(figure.indicator) in _NO_COUNTS:
            return amount
        step = self._step(grade, abs(amount))
        return round(amount / step) * step

    def _step(self, grade: Grade, value: float) -> float:
        step: float = grade.step
        while step > 1 and value < 10 * step:
            step /= 10
        return step

    def likely(self, probability: float) -> str:
        """How likely something is, in one of few words: ``rất có thể``."""
        # 1 - 0.2 is a little more or less than 0.8.
        return next(e.word for e in self.display.likelihood if round(probability, 9) >= e.least)

    def chance(self, probability: float) -> str:
        """A probability in words and whole percent: never surer than the estimates allow (``trên 90 %``)."""
        rule = self.display.chance
        if probability > rule.most:
            return rule.over.format(p=self.numbers.percent(rule.most * 100, 0))
        if probability < 1 - rule.most:
            return rule.under.format(p=self.numbers.percent((1 - rule.most) * 100, 0))
        return rule.about.format(p=self.numbers.percent(self._rounded(probability) * 100, 0))

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
