"""Numbers, dates and figure texts in a language. Every number a person reads is written here.

Which language is data: its words stand in ``wording.yaml`` under ``language``, its separators come from Babel's locale.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

MINUS = "\N{MINUS SIGN}"
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Numbers:
    """How a language writes numbers: ``locale`` as Babel names it, what stands for a missing number, the words of the two
    units that code itself writes, the parts of a day in their order.
    """

    locale: str
    missing: str
    points_word: str
    households_word: str
    day_order: str

    @property
    def separators(self) -> tuple[str, str]:
        """The decimal sign, and the one between thousands."""
        return get_decimal_symbol(self.locale), get_group_symbol(self.locale)

    def number(self, value: float, decimals: int = 0, *, signed: bool = False) -> str:
        """``1234.5`` -> ``1.235``; ``decimals`` digits after the comma; a true minus sign.

        ``signed`` adds a plus sign to positive values. Zero never carries a sign. NaN gives what stands for a missing one.
        """
        if value is None or math.isnan(value):
            return self.missing
        text = _unsigned(abs(float(value)), decimals, self.locale)
        if not any(digit in "123456789" for digit in text):
            return text
        sign = MINUS if value < 0 else "+" if signed else ""
        return sign + text

    def percent(self, value: float, decimals: int = 2, *, signed: bool = False) -> str:
        """A rate in percent (``7.8`` -> ``7,80 %``). For differences of rates use :meth:`points`."""
        return self.value_text(value, "%", decimals, signed=signed)

    def points(self, value: float, decimals: int = 2, *, signed: bool = False) -> str:
        """A difference between two rates, in percentage points (điểm %)."""
        return self.value_text(value, self.points_word, decimals, signed=signed)

    def points_span(self, low: float, high: float) -> str:
        """A range of differences between rates: ``1–1,5 điểm %``."""
        decimal, _ = self.separators
        texts = dict.fromkeys(self.number(end, 2).rstrip("0").rstrip(decimal) for end in (low, high))
        return self._with_word("–".join(texts), self.points_word)

    def households(self, value: float, *, signed: bool = False) -> str:
        """A whole number of households (hộ)."""
        return self.value_text(value, self.households_word, signed=signed)

    def value_text(self, value: float, word: str, decimals: int = 0, *, signed: bool = False) -> str:
        """``value`` with the word of its unit of measure after it, no line break between."""
        text = self.number(value, decimals, signed=signed)
        return text if text == self.missing else self._with_word(text, word)

    @staticmethod
    def _with_word(text: str, word: str) -> str:
        return f"{text}{NBSP}{word.replace(' ', NBSP)}"

    def day(self, printed: str) -> str:
        """A day of a table (``2026-01-08``, ``2026-01``, ``2026``) as texts write it: ``8/1/2026``, ``1/2026``, ``2026``;
        anything else as it stands.
        """
        parts = printed.split("-")
        if not all(map(str.isdigit, parts)) or len(parts) > len("ymd"):
            return printed
        known = dict(zip("ymd", (str(int(part)) for part in parts), strict=False))
        return "/".join(known[part] for part in self.day_order if part in known)

    def plain(self, value: float) -> str:
        """A round number without needless zeros: 4, 1,5."""
        decimal, _ = self.separators
        return self.number(value, 1).removesuffix(f"{decimal}0")

    def span(self, low: float, high: float, decimals: int = 1) -> str:
        """An interval or a range, ``31,0-45,1``; one number when both ends read the same."""
        first, last = self.number(low, decimals), self.number(high, decimals)
        return first if first == last else f"{first}–{last}"

    def plural(self, count: float) -> str:
        """Which form a word takes beside a count, as Unicode names it: ``other`` always in Vietnamese, ``one`` in English."""
        return str(Locale.parse(self.locale).plural_form(count))


#: What the commands write to whoever runs them, whatever language the pages speak.
VIETNAMESE = Numbers("vi_VN", "chưa thấy số liệu", "điểm %", "hộ", "dmy")


@lru_cache(maxsize=20_000)
def _unsigned(value: float, decimals: int, locale: str) -> str:
    """Kept, as the same figures are written on every page: a slider's three hundred steps took 15 ms each time."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(rounded(value, decimals), format=pattern, locale=locale, decimal_quantization=True)


def rounded(value: float, decimals: int) -> Decimal:
    """To so many decimals as offices round: a half goes up, and 8,58 / 4 is a half however the machine holds it."""
    return Decimal(repr(round(float(value), 9))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
