"""A workbook as it was handed in: its cells as a person sees them, whatever kind of file it came in."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from openpyxl.utils import get_column_letter

#: What a cell can hold: a text in composed Unicode (NFC), a number, a day, a truth value, or nothing.
Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``shown``: the number format (``0.00%``, ``General``); ``error``: ``#N/A`` and its like, else empty.

    ``uncounted``: a formula whose result the file does not hold.
    """

    value: Value
    shown: str = "General"
    error: str = ""
    uncounted: bool = False


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet (*trang tính*) that hold anything, by row and column from 1, as a spreadsheet program counts them.

    A merged area's value stands in its first cell only; ``merged``: first row, first column, last row, last column of each.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    hidden_columns: frozenset[int] = field(default_factory=frozenset)

    @cached_property
    def last_row(self) -> int:
        """The last row that holds anything; 0 of an empty sheet."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column that holds anything; 0 of an empty sheet."""
        return max((column for _, column in self.cells), default=0)

    @cached_property
    def rows(self) -> Mapping[int, tuple[tuple[int, Cell], ...]]:
        """The cells of each row that holds any, by column, from left to right."""
        found: dict[int, list[tuple[int, Cell]]] = defaultdict(list)
        for (row, column), cell in sorted(self.cells.items(), key=lambda one: one[0]):
            found[row].append((column, cell))
        return {row: tuple(cells) for row, cells in found.items()}

    @cached_property
    def _merged_in(self) -> Mapping[int, list[tuple[int, int, int]]]:
        """Of each column the merged areas over it, by first row: first row, last row, first column."""
        found: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for first, left, last, right in sorted(self.merged):
            for column in range(left, min(right, self.last_column) + 1):
                found[column].append((first, last, left))
        return found

    def merged_value(self, row: int, column: int) -> Value:
        """As :meth:`value`, with the value of a merged area in every cell of it."""
        value = self.value(row, column)
        areas = self._merged_in.get(column) if value is None else None
        if not areas:
            return value
        # Merged areas do not overlap: only the last that begins above can hold the row.
        at = bisect_right(areas, row, key=lambda area: area[0]) - 1
        first, last, left = areas[at]
        return self.value(first, left) if at >= 0 and row <= last else None

    def value(self, row: int, column: int) -> Value:
        """What a cell holds; None of an empty one."""
        cell = self.cells.get((row, column))
        return cell.value if cell else None


@dataclass(frozen=True)
class Workbook:
    """A workbook as it was handed in: its name, the digest (SHA-256) of its bytes, its sheets in their order.

    ``told``: what the reader had to do to it that a person should know (texts of an old font converted, cached values of
    links to other files, macros left alone), in Vietnamese.
    """

    name: str
    digest: str
    sheets: tuple[Sheet, ...]
    told: tuple[str, ...] = ()


def address(row: int, column: int) -> str:
    """A cell as a spreadsheet program names it: ``C12``."""
    return f"{get_column_letter(column)}{row}"
