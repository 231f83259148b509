"""What is recorded against the words it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

from lib.base.findings import Finding
from lib.ledger.ledger import Ledger
from lib.ledger.rules.common import OBSERVATIONS

# A day is no figure; thin and unbreakable spaces stand between thousands too.
_DAY = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "thousand": 1e3, "triệu": 1e6, "million": 1e6}
_SCALED = re.compile(rf"({_NUMBER.pattern})\s*({'|'.join(_SCALES)})\b", re.IGNORECASE)
#: Words that bound the number they stand before, in the languages of the sources.
_BOUNDING = {
    "over": "hơn|trên|more than|over|plus de|más de|mehr als|более",
    "about": "khoảng|about|around|approximately|environ",
    "nearly": "gần|nearly|almost|près de|近",
    "under": "dưới|less than|under|below",
}
_HALF = re.compile(r"một nửa|\bhalf\b|½|\b1/2\b", re.IGNORECASE)
_BOUNDS = [(name, re.compile(rf"(?<!\w)(?:{words})$", re.IGNORECASE)) for name, words in _BOUNDING.items()]


def numbers_in(quote: str) -> set[float]:
    """Every number a quotation prints, in Vietnamese, English or French writing; "một nửa" is 50 and 0.5.

    "42,04" may be 42.04, "66.673" both 66673 and 66.673: which one is meant only the reader knows.
    """
    text = _DAY.sub(" ", quote)
    found = {value for match in _NUMBER.finditer(text) for value in _readings(match.group())}
    for match in _SCALED.finditer(text):
        scale = _SCALES[match.group(2).lower()]
        found |= {round(value * scale, 6) for value in _readings(match.group(1))}
    return found | ({50.0, 0.5} if _HALF.search(text) else set())


def _readings(printed: str) -> set[float]:
    """What a printed number can mean."""
    found: set[float] = set()
    # Spaces join thousands ("3 327 791") or part two numbers ("2021 2025"): both are read.
    whole = re.split(r"[\u00a0\u202f ]", printed)
    if len(whole) > 1:
        found |= {value for part in whole for value in _readings(part)}
        if all(re.fullmatch(r"\d{3}", part) for part in whole[1:-1]) and re.fullmatch(r"\d{3}([.,]\d+)?", whole[-1]):
            found |= _readings("".join(whole))
        return found
    parts = re.split("[.,]", printed)
    if len(parts) <= 2:
        found.add(float(".".join(parts)))
    if all(len(part) == 3 for part in parts[1:]):
        found.add(float("".join(parts)))
    elif len(parts) > 2 and all(len(part) == 3 for part in parts[1:-1]):
        found.add(float(f"{''.join(parts[:-1])}.{parts[-1]}"))
    return found


def wording(ledger: Ledger) -> Iterator[Finding]:
    """A quoted value stands in its own quotation, a paraphrased one too where the paraphrase has numbers at all.

    A unit that counts itself (value 1: one of the communes of a list) is named there instead.
    """
    table = ledger.observations
    names = ledger.units.set_index("unit")["name_vi"]
    for row in table[table["basis"] != "derived"].itertuples():
        printed = numbers_in(row.quote)
        if row.value in printed or (row.basis == "paraphrased" and not printed):
            continue
        if row.unit_of_measure == "billion_dong" and "triệu" in row.quote and round(row.value * 1000, 6) in printed:
            continue
        # Lists leave the unit's kind out: "Mường Xén" for Xã Mường Xén.
        if row.value == 1 and row.unit in names.index and names[row.unit].split(" ", 1)[-1] in row.quote:
            continue
        message = f"{row.value:g} không có trong câu trích dẫn."
        remedy = "Sửa value hay quote; nếu là số suy ra, ghi basis derived và phép tính ở note."
        yield Finding(OBSERVATIONS, message, int(row.Index), "value", remedy=remedy)


def bounding_words(ledger: Ledger) -> Iterator[Finding]:
    """A value is bounded as its quotation bounds it: "gần 146" is neither 146 nor "hơn 146"."""
    table = ledger.observations
    for row in table[table["basis"] == "quoted"].itertuples():
        said = bounds_of(row.value, row.quote)
        # Where a place prints it bare, its bound is the recorder's care (a rounded number, a word behind it).
        if said and "exact" not in said and row.bound not in said:
            word = " hay ".join(sorted(said))
            message = f"trong câu trích dẫn, từ đứng trước {row.value:.15g} có nghĩa {word}, cột này ghi {row.bound}."
            yield Finding(OBSERVATIONS, message, int(row.Index), "bound", remedy=f"Ghi {word}.")


def bounds_of(value: float, quote: str) -> set[str]:
    """How a quotation bounds a number wherever it prints it; ``exact`` where a place of it has no such word."""
    said: set[str] = set()
    for match in _NUMBER.finditer(quote):
        scaled = _SCALED.match(quote, match.start())
        if value in numbers_in(scaled.group() if scaled else match.group()):
            before = quote[: match.start()].rstrip()
            said.add(next((name for name, words in _BOUNDS if words.search(before)), "exact"))
    return said


def ranges_in_words(ledger: Ledger) -> Iterator[Finding]:
    """The ends of a target or an assigned reduction stand in its quotation; one may be left out that prints one number."""
    for file, table in (("targets.csv", ledger.targets), ("assignments.csv", ledger.assignments)):
        for row in table.itertuples():
            printed = numbers_in(row.quote)
            for column in ("low", "high") if len(printed) > 1 else ("low",):
                value = getattr(row, column)
                if pd.notna(value) and value not in printed:
                    message = f"{value:g} không có trong câu trích dẫn."
                    yield Finding(file, message, int(row.Index), column, remedy=f"Sửa {column} hay quote.")


def printed_days(ledger: Ledger) -> Iterator[Finding]:
    """The day a source was printed is one of the calendar."""
    printed = ledger.sources["published"].str.extract(r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
    for row in printed.dropna(subset=0).itertuples():
        parts = [int(part) if isinstance(part, str) else 1 for part in row[1:]]
        try:
            date(*parts)
        except ValueError:
            message = f"ngày đăng “{ledger.sources.at[row.Index, 'published']}” không có trong lịch."
            yield Finding(
                "sources.csv", message, int(row.Index), "published", remedy="Ghi năm, năm-tháng hay năm-tháng-ngày."
            )
