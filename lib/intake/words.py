"""Words by which the parts of a workbook are recognised (``data/forms/words.yaml``)."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from lib.base.documents import Strict, read_document
from lib.base.paths import FORMS_DIR
from lib.intake.form import Division, plain

FILE = "words.yaml"

_Words = Annotated[tuple[str, ...], Field(min_length=1, strict=False)]


class Words(Strict):
    """The whole file; every list is compared in :func:`lib.intake.form.plain` writing."""

    form_number: _Words
    number_column: _Words
    unit_column: _Words
    division_column: _Words
    divisions: dict[Literal["ho", "khau"], _Words]
    totals: _Words
    areas: _Words
    ends: _Words
    dated: _Words
    notes: _Words
    preliminary: _Words
    sent: _Words
    persons: _Words
    persons_spared: _Words
    person_columns: _Words
    person_forms: _Words
    made_up: _Words

    @cached_property
    def _plain(self) -> dict[str, frozenset[str]]:
        lists = {name: value for name, value in self if isinstance(value, tuple)}
        return {name: frozenset(map(plain, value)) for name, value in lists.items()}

    def named(self, text: str, what: str) -> bool:
        """Whether a text is one of the words of a list, and nothing else."""
        return plain(text) in self._plain[what]

    def said(self, text: str, what: str) -> bool:
        """Whether a text says one of the words of a list anywhere."""
        inside = f" {plain(text)} "
        return any(f" {word} " in inside for word in self._plain[what])

    def of_persons(self, text: str) -> bool:
        """Whether a cell says that persons are listed; ``ra khỏi danh sách hộ nghèo`` counts households."""
        said = f" {plain(text)} "
        for word in self._plain["persons_spared"]:
            said = said.replace(f" {word} ", " ")
        return self.said(said, "persons") or self.named(text, "person_columns")

    def begun(self, text: str, what: str) -> bool:
        """Whether a text begins with one of the words of a list."""
        return any(f"{plain(text)} ".startswith(f"{word} ") for word in self._plain[what])

    def division(self, text: str) -> Division | None:
        """What a cell of the column *phân tổ* says."""
        return self._divisions.get(plain(text))

    def written(self, division: Division) -> str:
        """How a row of our own forms names a division."""
        return next(words[0] for code, words in self.divisions.items() if code == division.value).capitalize()

    @cached_property
    def _divisions(self) -> dict[str, Division]:
        return {plain(word): Division(code) for code, words in self.divisions.items() for word in words}

    def form_said(self, text: str) -> str | None:
        """The number of the form that a text names: ``Mẫu số 01`` -> ``1``."""
        return match[1] if (match := self._form.search(plain(text))) else None

    @cached_property
    def _form(self) -> re.Pattern[str]:
        words = "|".join(sorted(self._plain["form_number"], key=len, reverse=True))
        return re.compile(rf"(?:^|\s)(?:{words})\s0*(\d{{1,2}})(?:\s|$)")


def read_words(directory: Path = FORMS_DIR) -> Words:
    """Read the file. Raises :class:`lib.base.findings.DataError`."""
    return read_document(directory / FILE, Words)
