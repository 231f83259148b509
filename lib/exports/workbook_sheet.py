"""A sheet of the Excel workbook: title, notes, one head, cells in the style of their status, ready for the printer."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from lib.exports.office import clean
from lib.exports.slide_parts import mixed
from lib.language.display import Display
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, Status

#: What Excel takes in a cell, and in the name of a sheet.
_MOST_LETTERS, _MOST_NAME = 32_000, 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
#: Excel's number of the pattern "thin diagonal stripes", of A4, of a thin, a dashed and a hair line.
_STRIPES, _A4, _THIN, _DASHED, _HAIR = 14, 9, 1, 3, 7
#: Points a line of text takes; of a head, in bold and broken between words, fewer letters fit than a column is wide.
_LINE, _HEAD_FILLED = 15, 0.75
_FOOTER_LETTERS = 100
_MOST_LINES = 27
#: Letters that an A4 sheet lying has room for in the size they are written in; smaller than this part of it nobody reads them.
_PAPER, _LEAST_SCALE = 110, 0.62


@dataclass(frozen=True)
class Column:
    """A column's head, and its width in letters."""

    head: str
    width: float


class Styles:
    """The workbook's cell formats, each made once."""

    def __init__(self, book: Workbook, display: Display) -> None:
        self._book, self._colours = book, display.charts.light
        self._kept: dict[tuple, Any] = {}

    def get(self, status: Status | None = None, *, weak: bool = False, **properties: object) -> Any:
        """The format of a cell of some status: projected italic, estimated striped, missing muted, of a weak source underlined
        by dashes.
        """
        grid, muted = self._colours.grid, self._colours.muted
        wanted: dict[str, object] = {"valign": "top", "bottom": _HAIR, "bottom_color": grid, **properties}
        if status == PROJECTED:
            wanted["italic"] = True
        if status == ESTIMATED:
            wanted |= {"pattern": _STRIPES, "fg_color": mixed(grid, muted, 0.3), "bg_color": self._colours.surface}
        if status == MISSING:
            wanted["font_color"] = muted
        if weak:
            wanted |= {"bottom": _DASHED, "bottom_color": self._colours.target}
        key = tuple(sorted(wanted.items(), key=lambda item: item[0]))
        if key not in self._kept:
            self._kept[key] = self._book.add_format(wanted)
        return self._kept[key]

    def head(self) -> Any:
        """The format of a table's head."""
        colours = self._colours
        return self.get(bold=True, text_wrap=True, bg_color=colours.grid, font_color=colours.ink, border=_THIN,
                        border_color=colours.muted)  # fmt: skip


class Sheet:
    """A sheet with its title and notes; ``head`` is the row for the table's head, ``first`` the one under it (from 0)."""

    def __init__(
        self, book: Workbook, styles: Styles, name: str, title: str, notes: Sequence[str], footer: str
    ) -> None:
        self.name = _name(name, [known.get_name() for known in book.worksheets()])
        self.title, self._styles = clean(title, _MOST_LETTERS), styles
        self.sheet: Any = book.add_worksheet(self.name)
        self.sheet.write_string(0, 0, self.title, styles.get(bold=True, font_size=14, bottom=0))
        self.sheet.set_row(0, 24)
        # Letters of the wrapped texts of each row, by column.
        self._letters: dict[int, list[tuple[int, int]]] = {}
        self._notes = [clean(note, _MOST_LETTERS) for note in notes]
        for row, note in enumerate(self._notes, start=1):
            self.sheet.write_string(row, 0, note, styles.get(bottom=0))
        self.head = len(notes) + 2
        self.first = self.head + 1
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        # An ampersand begins an order to the printer.
        told = clean(footer, _FOOTER_LETTERS).replace("&", "&&")
        self.sheet.set_footer(f"&L{told}&C&A&R&P / &N")

    def text(self, row: int, column: int, text: str, *, status: Status | None = None, weak: bool = False,
             bold: bool = False, colour: str = "") -> None:  # fmt: skip
        """Write text as text, whatever it begins with; an empty cell for an empty one."""
        properties = {"text_wrap": True} | ({"bold": True} if bold else {}) | ({"font_color": colour} if colour else {})
        plain = clean(text, _MOST_LETTERS)
        style = self._styles.get(status, weak=weak, **properties)
        if not plain:
            self.sheet.write_blank(row, column, None, style)
            return
        self.sheet.write_string(row, column, plain, style)
        self._letters.setdefault(row, []).append((column, len(plain)))

    def number(self, row: int, column: int, value: float, digits: int, status: Status, *, prefix: str = "",
               weak: bool = False) -> None:  # fmt: skip
        """Write a number with so many digits; ``prefix`` is only shown, the cell stays a number."""
        self.sheet.write_number(row, column, value, self._number(digits, status, prefix, weak))

    def formula(self, row: int, column: int, formula: str, value: float, digits: int, status: Status, *,
                prefix: str = "") -> None:  # fmt: skip
        """Write a formula with the value it has, for whoever opens the file without working it out."""
        self.sheet.write_formula(row, column, formula, self._number(digits, status, prefix, False), value)

    def _number(self, digits: int, status: Status, prefix: str, weak: bool) -> Any:
        # Excel writes point and comma as its own language has them.
        shown = "#,##0" + ("." + "0" * digits if digits else "")
        sign = '"{}"'.format(prefix.replace('"', "")) if prefix else ""
        return self._styles.get(status, weak=weak, num_format=f"{sign}{shown}")

    def reference(self, row: int, column: int) -> str:
        """The address of a cell for formulas of other sheets."""
        return f"{quote_sheetname(self.name)}!{xl_rowcol_to_cell(row, column)}"

    def link(self, row: int, column: int, other: Sheet) -> None:
        """The name of another sheet, which leads there."""
        self.sheet.write_url(row, column, f"internal:{quote_sheetname(other.name)}!A1", string=other.name)

    def heading(self, row: int, heads: Sequence[str | int]) -> None:
        """A head of a block of cells: texts, and years as numbers."""
        for column, head in enumerate(heads):
            self.sheet.write(row, column, clean(head) if isinstance(head, str) else head, self._styles.head())

    def table(self, columns: Sequence[Column], rows: int, *, fixed: int = 0, block: int = 0) -> None:
        """The head over ``rows`` written rows: filtered, repeated on paper, staying on the screen with ``fixed`` columns.

        What is too wide for one sheet of paper goes on on another one, after whole blocks of ``block`` columns (0: it is made
        smaller instead), with the fixed ones again.
        """
        self.heading(self.head, [column.head for column in columns])
        lines = max(math.ceil(len(column.head) / (column.width * _HEAD_FILLED)) for column in columns)
        self.sheet.set_row(self.head, lines * _LINE)
        last = self.head + max(rows, 1)
        self.sheet.autofilter(self.head, 0, last, len(columns) - 1)
        self.sheet.repeat_rows(self.head)
        self.sheet.print_area(0, 0, last, len(columns) - 1)
        self.sheet.freeze_panes(self.first, fixed)
        # Codes are digits, and text.
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(last, 0)}"})
        widths = [column.width for column in columns]
        self.plain(widths, freeze=False)
        if breaks := _breaks(widths, fixed, block):
            self.sheet.repeat_columns(0, fixed - 1)
            self.sheet.set_v_pagebreaks(breaks)
            pages = zip([fixed, *breaks], [*breaks, len(widths)], strict=True)
            widest = sum(widths[:fixed]) + max(sum(widths[start:end]) for start, end in pages)
            self.sheet.set_print_scale(min(100, int(_PAPER / widest * 100)))
        else:
            self._whole_notes(len(widths) - 1, sum(widths))

    def _whole_notes(self, last: int, room: float) -> None:
        """Break notes that are longer than the table is wide, in letters: on paper nothing stands beside it."""
        for row, note in enumerate(self._notes, start=1):
            lines = math.ceil(len(note) / room)
            if lines > 1:
                self.sheet.merge_range(row, 0, row, last, note, self._styles.get(bottom=0, text_wrap=True))
                self.sheet.set_row(row, lines * _LINE)

    def plain(self, widths: Sequence[float], *, freeze: bool) -> None:
        """Widths of the columns, in letters, and heights of the rows for their texts; ``freeze`` keeps the title on the screen."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        # Not every program works out how high a wrapped text is.
        for row, texts in self._letters.items():
            lines = max(math.ceil(letters / widths[column]) for column, letters in texts)
            self.sheet.set_row(row, min(lines, _MOST_LINES) * _LINE)
        if freeze:
            self.sheet.freeze_panes(1, 0)


def _breaks(widths: Sequence[float], fixed: int, block: int) -> list[int]:
    """The columns before which another sheet of paper begins; none where all fit on one, or there are no blocks."""
    room = _PAPER / _LEAST_SCALE
    if not block or sum(widths) <= room:
        return []
    breaks, taken = [], sum(widths[:fixed])
    for start in range(fixed, len(widths), block):
        wide = sum(widths[start : start + block])
        if taken + wide > room and start > fixed:
            breaks.append(start)
            taken = sum(widths[:fixed])
        taken += wide
    return breaks


def _name(wanted: str, taken: Sequence[str]) -> str:
    """A name that Excel takes for a sheet: at most 31 letters, none of ``[]:*?/\\``, no apostrophe at its ends, used once."""
    plain = _NOT_IN_NAMES.sub(" ", clean(wanted, _MOST_NAME)).strip("' ") or "-"
    lower, name, number = {other.lower() for other in taken}, plain, 1
    while name.lower() in lower:
        number += 1
        name = f"{plain[: _MOST_NAME - 4]} ({number})"
    return name
