"""Vietnamese numbers, dates and figure texts. Every number a person reads is written here."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_decimal

LOCALE = "vi_VN"
MINUS = "\N{MINUS SIGN}"
NBSP = "\N{NO-BREAK SPACE}"
MISSING = "chưa thấy số liệu"


def number(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """``1234.5`` -> ``1.235``; ``decimals`` digits after the comma; a true minus sign.

    ``signed`` adds a plus sign to positive values. Zero never carries a sign. NaN gives :data:`MISSING`.
    """
    if value is None or math.isnan(value):
        return MISSING
    text = _unsigned(abs(float(value)), decimals)
    if not any(digit in "123456789" for digit in text):
        return text
    sign = MINUS if value < 0 else "+" if signed else ""
    return sign + text


@lru_cache(maxsize=20_000)
def _unsigned(value: float, decimals: int) -> str:
    """Kept, as the same figures are written on every page: a slider's three hundred steps took 15 ms each time."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(rounded(value, decimals), format=pattern, locale=LOCALE, decimal_quantization=True)


def rounded(value: float, decimals: int) -> Decimal:
    """To so many decimals as offices round: a half goes up, and 8,58 / 4 is a half however the machine holds it."""
    return Decimal(repr(round(float(value), 9))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def percent(value: float, decimals: int = 2, *, signed: bool = False) -> str:
    """A rate in percent (``7.8`` -> ``7,80 %``). For differences of rates use :func:`points`."""
    text = number(value, decimals, signed=signed)
    return text if text == MISSING else f"{text}{NBSP}%"


def points(value: float, decimals: int = 2, *, signed: bool = False) -> str:
    """A difference between two rates, in percentage points (điểm %)."""
    text = number(value, decimals, signed=signed)
    return text if text == MISSING else f"{text}{NBSP}điểm{NBSP}%"


def points_span(low: float, high: float) -> str:
    """A range of differences between rates: ``1–1,5 điểm %``."""
    texts = dict.fromkeys(number(end, 2).rstrip("0").rstrip(",") for end in (low, high))
    return f"{'–'.join(texts)}{NBSP}điểm{NBSP}%"


def households(value: float, *, signed: bool = False) -> str:
    """A whole number of households (hộ)."""
    text = number(value, 0, signed=signed)
    return text if text == MISSING else f"{text}{NBSP}hộ"


def value_text(value: float, word: str, decimals: int = 0, *, signed: bool = False) -> str:
    """``value`` with the word of its unit of measure after it, no line break between."""
    text = number(value, decimals, signed=signed)
    return text if text == MISSING else f"{text}{NBSP}{word.replace(' ', NBSP)}"


def day(printed: str) -> str:
    """A day of a table (``2026-01-08``, ``2026-01``, ``2026``) as Vietnamese texts write it: ``8/1/2026``, ``1/2026``, ``2026``;
    anything else as it stands.
    """
    parts = printed.split("-")
    return "/".join(str(int(part)) for part in reversed(parts)) if all(map(str.isdigit, parts)) else printed


def plain(value: float) -> str:
    """A round number without needless zeros: 4, 1,5."""
    return number(value, 1).removesuffix(",0")


def span(low: float, high: float, decimals: int = 1) -> str:
    """An interval or a range, ``31,0-45,1``; one number when both ends read the same."""
    first, last = number(low, decimals), number(high, decimals)
    return first if first == last else f"{first}–{last}"
