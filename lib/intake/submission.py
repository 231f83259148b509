"""What a workbook says, read: every number of a form by unit, division and column, with the cell it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lib.intake.form import Division, Form
from lib.intake.places import Unit
from lib.intake.remarks import Level, Remark

#: A number's place in a form: code of the unit, division, number of the column.
Key = tuple[str, Division, str]
#: Stands for the unit of the row that adds up all others.
WHOLE = ""


@dataclass(frozen=True)
class Number:
    """One number of a form. ``tolerance``: how far a rate may be from its formula (half its last digit); ``row``, ``column``: its cell."""

    value: float
    row: int
    column: int
    tolerance: float = 0.0


@dataclass(frozen=True)
class Submission:
    """One form in one sheet of one workbook.

    ``vintage``: whose units its figures are of; ``units``: the units reported, in the order of the rows; ``districts``: of
    communes the district each was listed under; ``numbers`` hold the printed total under :data:`WHOLE`. ``made_up``: it says
    itself that its figures are of no real place.
    """

    file: str
    digest: str
    sheet: str
    form: Form
    year: int
    preliminary: bool
    vintage: str
    units: tuple[Unit, ...]
    missing: tuple[Unit, ...]
    numbers: Mapping[Key, Number]
    peoples: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()
    made_up: bool = False

    @property
    def refused(self) -> bool:
        """Whether it holds what must not come in."""
        return any(remark.level is Level.ERROR for remark in self.remarks)

    def value(self, unit: str, column: str, division: Division) -> float | None:
        """A number; with ``*`` behind it the sum of all columns whose number begins so."""
        if column.endswith("*"):
            found = [self.numbers.get((unit, division, key)) for key in self.peoples if key.startswith(column[:-1])]
            return sum(number.value for number in found if number) if any(found) else None
        number = self.numbers.get((unit, division, column))
        return number.value if number else None

    def rows(self) -> Iterator[tuple[str, Division]]:
        """Every unit and division that has numbers, in their order."""
        return iter(dict.fromkeys((unit, division) for unit, division, _ in self.numbers))
