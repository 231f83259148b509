"""Official forms (*biểu mẫu*) as data: a file a form and version in ``data/forms``, and the rules between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from lib.base.documents import Strict, read_document
from lib.base.findings import data_error
from lib.base.paths import FORMS_DIR
from lib.intake.expression import Expression, FormulaError, parsed
from lib.language.names import unaccented

BETWEEN = "between.yaml"

Text = Annotated[str, Field(min_length=1, max_length=300)]


class Division(Enum):
    """What a row counts where a form has two a unit (*phân tổ*)."""

    ALL = ""
    HOUSEHOLDS = "ho"
    PEOPLE = "khau"


@dataclass(frozen=True)
class Wording:
    """How a title or a header can be recognised: phrases it has, phrases it has not, without accents and case."""

    has: tuple[str, ...]
    lacks: tuple[str, ...]

    @staticmethod
    def of(text: str) -> Wording:
        """``hộ nghèo & số hộ & -cận nghèo``."""
        parts = [part.strip() for part in text.split("&")]
        return Wording(
            tuple(_one_spelling(plain(part)) for part in parts if not part.startswith("-")),
            tuple(_one_spelling(plain(part[1:])) for part in parts if part.startswith("-")),
        )

    def fits(self, text: str) -> bool:
        """Whether ``text``, already :func:`plain`, says so."""
        inside = f" {_one_spelling(text)} "
        return all(f" {part} " in inside for part in self.has) and not any(f" {part} " in inside for part in self.lacks)


def _one_spelling(text: str) -> str:
    """``tỉ lệ`` is written for ``tỷ lệ``."""
    return text.replace("ti le", "ty le")


def plain(text: str) -> str:
    """Letters and digits only, one space between words: ``Tỷ lệ (%)`` -> ``ty le``."""
    return " ".join(re.findall(r"[a-z0-9]+", unaccented(text)))


class Column(Strict):
    """A numbered column; ``equals``: how it follows from others of its row; ``open``: columns behind it, one a people each,
    whose names begin so; ``indicator``: what of the ledger it is.
    """

    key: Text
    name: Text
    header: tuple[Text, ...] = Field(min_length=1, strict=False)
    kind: Literal["count", "signed", "rate"]
    equals: Text | None = None
    open: Text | None = None
    indicator: Text | None = None

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """How its header is recognised."""
        return tuple(map(Wording.of, self.header))

    @cached_property
    def formula(self) -> Expression | None:
        """``equals``, read."""
        return parsed(self.equals, relation=False) if self.equals else None

    @property
    def counted(self) -> bool:
        """Whether its values add up over units."""
        return self.kind != "rate"


class Derived(Strict):
    """A figure of the whole that the plan is judged on and no column prints: worked out from those that do."""

    indicator: Text
    equals: Text

    @cached_property
    def formula(self) -> Expression:
        """``equals``, read."""
        return parsed(self.equals, relation=False)


class Rule(Strict):
    """What must hold (``error``) or mostly does (``warning``: a person looks); ``shown``: compared as exactly as shown."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9_.]+$")]
    holds: Text
    says: Text
    level: Literal["error", "warning"] = "error"
    shown: bool = False

    @cached_property
    def formula(self) -> Expression:
        """``holds``, read."""
        return parsed(self.holds, relation=True)


class Form(Strict):
    """A form in one version: which reviews it is of, by which standard, its columns and the rules within a row.

    ``divided``: every unit has a row of households and one of persons.
    """

    form: Annotated[str, Field(pattern=r"^\d{1,2}$")]
    version: Text
    title: Text
    titles: tuple[Text, ...] = Field(min_length=1, strict=False)
    first_year: int
    last_year: int
    standard: Text
    divided: bool
    columns: tuple[Column, ...] = Field(min_length=1, strict=False)
    derived: tuple[Derived, ...] = Field(default=(), strict=False)
    rules: tuple[Rule, ...] = Field(strict=False)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """How its title is recognised."""
        return tuple(map(Wording.of, self.titles))

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Its columns by their numbers."""
        return {column.key: column for column in self.columns}

    @property
    def divisions(self) -> tuple[Division, ...]:
        """What the rows of a unit count."""
        return (Division.HOUSEHOLDS, Division.PEOPLE) if self.divided else (Division.ALL,)

    @model_validator(mode="after")
    def _consistent(self) -> Form:
        keys = [column.key for column in self.columns]
        if len(set(keys)) < len(keys):
            raise ValueError("hai cột cùng số")
        if self.first_year > self.last_year:
            raise ValueError("năm đầu sau năm cuối")
        opened = {column.open for column in self.columns if column.open}
        try:
            formulas = [rule.formula for rule in self.rules] + [c.formula for c in self.columns if c.formula]
            formulas += [derived.formula for derived in self.derived]
        except FormulaError as error:
            raise ValueError(str(error)) from error
        for formula in formulas:
            if strange := [cell for cell in formula.cells if cell not in keys and cell not in opened]:
                raise ValueError(f"công thức “{formula.text}” dùng cột {strange[0]} không có trong biểu")
        return self


class Between(Strict):
    """Rules between forms and years of one unit."""

    rules: tuple[Rule, ...] = Field(strict=False)

    @model_validator(mode="after")
    def _readable(self) -> Between:
        try:
            for rule in self.rules:
                for cell in rule.formula.cells:
                    Cell.of(cell)
        except FormulaError as error:
            raise ValueError(str(error)) from error
        return self


@dataclass(frozen=True)
class Cell:
    """A cell of any form of a unit: ``[2-1:9:ho]`` is column 9, households, of form 2 one year before."""

    form: str
    years_before: int
    column: str
    division: Division

    @staticmethod
    def of(name: str) -> Cell:
        """Read the name between the brackets. Raises :class:`lib.intake.expression.FormulaError`."""
        match = re.fullmatch(r"(\d{1,2})(?:-(\d))?:([\d.]+)(?::(ho|khau))?", name)
        if not match:
            raise FormulaError(f"không hiểu ô [{name}]")
        return Cell(match[1], int(match[2] or 0), match[3], Division(match[4] or ""))


@dataclass(frozen=True)
class Forms:
    """Every form in every version, and the rules between them."""

    forms: tuple[Form, ...]
    between: tuple[Rule, ...]

    def of_year(self, year: int) -> tuple[Form, ...]:
        """The forms of a review at the end of a year."""
        return tuple(form for form in self.forms if form.first_year <= year <= form.last_year)

    def by_title(self, title: str, year: int) -> tuple[Form, ...]:
        """The forms of a year's review that a title (any text above a table) fits."""
        text = plain(title)
        return tuple(form for form in self.of_year(year) if any(wording.fits(text) for wording in form.wordings))


def read_forms(directory: Path = FORMS_DIR) -> Forms:
    """Read every form of a directory.

    Raises :class:`lib.base.findings.DataError` for a broken file, and where two versions of a form share a year.
    """
    forms = [read_document(path, Form) for path in sorted(directory.glob("mau_*.yaml"))]
    for one in forms:
        for other in forms:
            if one is not other and one.form == other.form and _overlap(one, other):
                file = f"mau_{int(one.form):02d}_{one.version}.yaml"
                message = f"biểu {one.form} có hai bản cùng dùng cho một năm ({one.version}, {other.version})."
                raise data_error(file, message, remedy="Sửa first_year, last_year.")
    between = read_document(directory / BETWEEN, Between)
    return Forms(tuple(sorted(forms, key=lambda form: (int(form.form), form.first_year))), between.rules)


def _overlap(one: Form, other: Form) -> bool:
    return one.first_year <= other.last_year and other.first_year <= one.last_year


def names(forms: Iterable[Form]) -> str:
    """Forms in words: ``biểu 1, biểu 2``."""
    return ", ".join(f"biểu {form.form}" for form in forms)
