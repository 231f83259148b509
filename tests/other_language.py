"""A language made up for tests: every text of the data is put between marks, and numbers are written as English writes them.

Whatever a page, a scene or a file shows outside the marks stands in code and not in a catalogue; a sentence that is cut, or
begun with another letter, loses a mark or the letter that tells of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pandas as pd

from lib.campaign.campaign import Campaign
from lib.editions.edition import Edition
from lib.language.catalogue import Catalogue
from lib.language.display import Display

#: Letters that nothing else is written with: another case of them is no mark.
FIRST, LAST = "Ɱ", "Ꞑ"
_WORD = re.compile(r"[^\W\d_]{2}")
_TEXT_COLUMN = re.compile(r"_vi$|^(title|publisher|quote|note|decision|name_\d{4}|printed|bound_vi)$")
_DISPLAY = (
    "label",
    "title",
    "long",
    "word",
    "note",
    "suffix",
    "derived",
    "over",
    "under",
    "about",
    "span",
    "inferred_year",
    "weak_source",
)
_TABLES = ("standards", "vintages", "units", "groups", "indicators", "sources", "contradictions", "plans", "targets", "commitments",
           "assignments", "observations", "households")  # fmt: skip


def marked(text: str) -> str:
    """A text in the other language: itself, between marks."""
    return f"{FIRST}{text}{LAST}" if _WORD.search(text) else text


def spoken(campaign: Campaign) -> Campaign:
    """The same campaign in the other language."""
    edition = campaign.edition
    ledger = replace(edition.ledger, **{name: _table(getattr(edition.ledger, name)) for name in _TABLES})
    reasons = [way | {"reason_vi": marked(way["reason_vi"])} for way in edition.parameters.get("alternatives", ())]
    other = replace(
        edition, name="fedcba987654", ledger=ledger, context=edition.context.assign(name=edition.context["name"].map(marked)), wording=_catalogue(edition), judgements=_table(edition.judgements), conditions=_table(edition.conditions), scores=_table(edition.scores),
        display=Display.model_validate(_shown(edition.display.model_dump())),
        parameters={**edition.parameters, "alternatives": reasons},
    )  # fmt: skip
    return Campaign(other)


def unmarked(text: str) -> list[str]:
    """Words of a text that stand outside all marks; a mark without its partner counts as one."""
    depth, outside, wrong = 0, [], []
    for letter in text:
        if letter == FIRST:
            depth += 1
        elif letter == LAST:
            depth -= 1
            if depth < 0:
                wrong.append(LAST)
                depth = 0
            outside.append(" ")
        elif not depth:
            outside.append(letter)
    if depth:
        wrong.append(FIRST)
    return wrong + re.findall(r"[^\W\d_]{2,}", "".join(outside))


def _table(table: pd.DataFrame) -> pd.DataFrame:
    table = table.copy()
    for column in table:
        if _TEXT_COLUMN.search(str(column)):
            table[column] = table[column].map(lambda text: marked(text) if isinstance(text, str) else text)
    return table


def _catalogue(edition: Edition) -> Catalogue:
    texts = {
        # A file's name has no space in it.
        key: text if key.endswith("file") and " " not in text else marked(text)
        for key, text in edition.wording.texts.items()
    }
    numbers = {"code": "en", "small_inside": "no", "locale": "en_US", "missing": marked("none"), "points": marked("points"),
               "households": marked("households"), "day": "mdy"}  # fmt: skip
    return Catalogue(texts | {f"language.{key}": text for key, text in numbers.items()})


def _shown(part: Any, name: str = "") -> Any:
    if isinstance(part, dict):
        return {
            key: marked(value) if name in ("units_of_measure", "themes") else _shown(value, key)
            for key, value in part.items()
        }
    if isinstance(part, (list, tuple)):
        return [_shown(value, name) for value in part]
    return marked(part) if isinstance(part, str) and name in _DISPLAY else part
