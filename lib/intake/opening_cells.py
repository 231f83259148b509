"""The cells of one sheet of a workbook of today, read as a stream: styled blanks cost their passing by, nothing else."""

from __future__ import annotations

import re
from array import array
from datetime import date, datetime
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from lib.base.findings import DataError, Finding
from lib.intake.opening_bounds import (
    DEEPEST,
    MOST_CELLS,
    MOST_ENTRIES,
    MOST_LETTERS,
    SAVE_AGAIN,
    Bounds,
    broken,
    too_many_letters,
)
from lib.intake.opening_styles import Styles, is_day
from lib.intake.opening_texts import Cells, Runs, Texts, too_many_merged, without_covered
from lib.intake.opening_xml import Attributes, local, walk, without_blanks
from lib.intake.opening_zip import Package
from lib.intake.sheet import Cell, Sheet, Value, address

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
# Signs that XML cannot hold are written by their code.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
#: Whole numbers beyond this many digits are no counts and lose digits in a spreadsheet program anyway.
_MOST_DIGITS = 15
_MOST_FINDINGS = 200
_PIECE = 20
#: A spreadsheet program's cell has at most 32 767 letters.
_LONGEST_VALUE = 1_000_000


def day_of(value: float, from_1904: bool) -> date | None:
    """The day that a number shown as one stands for; None of a time without a day and of what no calendar has."""
    if not 1 <= value < 2_958_466:
        return None
    try:
        day = from_excel(value, CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900)
    except (ValueError, OverflowError, TypeError):
        return None
    if isinstance(day, datetime):
        return day.date()
    return day if isinstance(day, date) else None


def number_of(text: str) -> int | float | None:
    """A number as a workbook writes it; None of anything else."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    if len(text) <= _MOST_DIGITS and text.lstrip("+-").isdigit():
        return int(text)
    value = float(text)
    if value.is_integer() and abs(value) < 10**_MOST_DIGITS:
        return int(value)
    return value if abs(value) < float("inf") else None


def unescaped(text: str) -> str:
    """A text without the codes that stand for signs XML cannot hold (``_x000D_``)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def shared_texts(package: Package, part: str) -> list[Runs]:
    """The texts that cells share, each in pieces with their fonts.

    Raises :class:`lib.base.findings.DataError` for more of them than a workbook of forms can have.
    """
    found: list[Runs] = []
    pieces = _Pieces(package.name)

    def attach(parser: expat.XMLParserType) -> None:
        def start(tag: str, attributes: Attributes) -> None:
            if local(tag) == "si":
                pieces.begin()
            else:
                pieces.start(local(tag), attributes)

        def end(tag: str) -> None:
            if local(tag) == "si":
                found.append(pieces.runs())
                if len(found) > MOST_CELLS:
                    raise too_many_letters(package.name)
            else:
                pieces.end(local(tag))

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = pieces.letters

    walk(package, part, attach)
    return found


class _Pieces:
    """Gathers a text of several fonts; how it is pronounced (``rPh``) is no part of it."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._count = 0
        self.begin()

    def begin(self) -> None:
        self._done: list[tuple[str, str]] = []
        self._font = ""
        self._letters: list[str] = []
        self._inside = self._aside = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "t":
            self._inside, self._letters = not self._aside, []
        elif name == "r":
            self._font = ""
            # A piece costs more than its letters.
            self._counted(_PIECE)
        elif name == "rFont":
            self._font = attributes.get("val", "")
        elif name == "rPh":
            self._aside = True

    def end(self, name: str) -> None:
        if name == "t" and self._inside:
            self._done.append((self._font, unescaped("".join(self._letters))))
            self._inside = False
        elif name == "rPh":
            self._aside = False

    def letters(self, text: str) -> None:
        if self._inside:
            self._counted(len(text))
            self._letters.append(text)

    def _counted(self, letters: int) -> None:
        self._count += letters
        if self._count > MOST_LETTERS:
            raise too_many_letters(self._file)

    def runs(self) -> Runs:
        return tuple(self._done)


class CellReader:
    """Reads one sheet. What is wrong with single cells is gathered in ``findings``; ``counted_zeros``: formulas whose
    kept result is 0.
    """

    def __init__(
        self,
        package: Package,
        part: str,
        title: str,
        strings: list[Runs],
        styles: Styles,
        texts: Texts,
        from_1904: bool,
        bounds: Bounds,
    ) -> None:
        self._package, self._part, self._title = package, part, title
        self._strings, self._styles, self._texts = strings, styles, texts
        self._from_1904, self._bounds = from_1904, bounds
        self.findings: list[Finding] = []
        self.counted_zeros = 0
        self._cells: Cells = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._hidden_rows = array("I")
        self._hidden_columns: list[tuple[int, int]] = []
        # Where the reader stands: the row; the last place written in it and cells without one since.
        self._row = 0
        self._place = ""
        self._step = 0
        self._cell: Attributes | None = None
        self._depth = self._nested = self._count = 0
        self._in_value = False
        self._prefix = ""
        self._formula = False
        self._value: list[str] | None = None
        self._inline = _Pieces(package.name)

    def sheet(self, hidden: bool) -> Sheet:
        """The sheet. Raises :class:`lib.base.findings.DataError` for what cannot be read on."""
        walk(self._package, self._part, self._attach, without_blanks)
        if too_many_merged(self._cells, self._merged):
            message = "trang tính có quá nhiều ô gộp."
            raise DataError([Finding(self._package.name, message, sheet=self._title, remedy=SAVE_AGAIN)])
        without_covered(self._cells, self._merged)
        sheet = Sheet(self._title, self._cells, tuple(self._merged), hidden)
        last_row, last_column = sheet.last_row, sheet.last_column
        rows = frozenset(row for row in self._hidden_rows if row <= last_row)
        columns = frozenset(c for first, last in self._hidden_columns for c in range(first, min(last, last_column) + 1))
        return Sheet(self._title, self._cells, tuple(self._merged), hidden, rows, columns)

    def _attach(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        parser.StartElementHandler = self._root
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = None

    def _root(self, tag: str, _: Attributes) -> None:
        self._prefix = tag.removesuffix(local(tag))
        self._c, self._r = f"{self._prefix}c", f"{self._prefix}row"
        self._parser.StartElementHandler = self._start

    def _start(self, tag: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise broken(self._package.name, self._part)
        # The two that a sheet has a million of come first.
        if tag == self._c:
            self._cell = attributes
            place = attributes.get("r")
            if place is None:
                self._step += 1
            else:
                self._place, self._step = place, 0
        elif tag == self._r:
            self._cell = None
            row = attributes.get("r")
            self._row = int(row) if row else self._row + 1
            self._place, self._step = "", 0
            if attributes.get("hidden", "0") in ("1", "true") or attributes.get("ht") == "0":
                self._hidden_rows.append(self._row)
        elif tag.startswith(self._prefix):
            self._other(tag.removeprefix(self._prefix), attributes)

    def _other(self, name: str, attributes: Attributes) -> None:
        if self._cell is not None and name in ("f", "v", "is"):
            # Only of cells that hold something is more than their place looked at.
            self._parser.StartElementHandler = self._inside
            self._parser.EndElementHandler = self._inside_end
            self._parser.CharacterDataHandler = self._letters
            self._formula, self._value = False, None
            self._nested, self._count = 0, 0
            self._inline.begin()
            self._inside(self._prefix + name, attributes)
            return
        self._cell = None
        if name == "mergeCell":
            area = self._area(attributes.get("ref", ""))
            if area and area[:2] != area[2:]:
                self._merged.append(area)
                if len(self._merged) > MOST_ENTRIES:
                    raise broken(self._package.name, self._part)
        elif name == "col" and (attributes.get("hidden", "0") in ("1", "true") or attributes.get("width") == "0"):
            self._hidden_columns.append((int(attributes.get("min", "1")), int(attributes.get("max", "0"))))
            if len(self._hidden_columns) > _LAST_COLUMN:
                raise broken(self._package.name, self._part)

    def _inside(self, tag: str, attributes: Attributes) -> None:
        if tag == self._c or self._nested > DEEPEST:
            raise broken(self._package.name, self._part)
        self._nested += 1
        name = tag.removeprefix(self._prefix)
        if name == "f":
            self._formula = True
            self._in_value = False
        elif name == "v":
            self._value, self._in_value = [], True
        else:
            self._in_value = False
            self._inline.start(name, attributes)

    def _letters(self, text: str) -> None:
        if self._in_value and self._value is not None:
            self._value.append(text)
            self._count += len(text)
            if self._count > _LONGEST_VALUE:
                raise broken(self._package.name, self._part)
        else:
            self._inline.letters(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if tag == self._c:
            self._cell = None

    def _inside_end(self, tag: str) -> None:
        if tag == self._c:
            # The element inside the cell that was counted before it was known what it is.
            self._depth -= 2
            self._parser.StartElementHandler = self._start
            self._parser.EndElementHandler = self._end
            self._parser.CharacterDataHandler = None
            assert self._cell is not None
            self._keep(self._cell)
            self._cell = None
        else:
            self._nested -= 1
            self._in_value = False
            self._inline.end(tag.removeprefix(self._prefix))

    def _keep(self, attributes: Attributes) -> None:
        """Put the cell that has just ended among those that hold something."""
        kind = attributes.get("t", "n")
        text = "".join(self._value or ())
        style = int(attributes.get("s", "0"))
        shown = self._styles.shown(style)
        # A formula whose result is no letters is a blank; one without any result was never counted.
        if not text and kind != "inlineStr" and not (self._formula and (kind != "str" or self._value is None)):
            return
        place = self._where()
        if place is None or place in self._cells:
            self._wrong(place, "địa chỉ ô sai hoặc lặp lại: trang tính bị hỏng.")
            return
        self._bounds.cell(self._package.name, self._title)
        if not text and self._formula:
            self._cells[place] = Cell(None, shown, uncounted=True)
        elif kind in ("s", "inlineStr", "str"):
            runs = self._runs(kind, text)
            if runs is None:
                self._wrong(place, "ô trỏ tới chữ không có trong tệp: sổ bị hỏng.")
                return
            font = self._styles.font(style)
            runs = tuple((own or font, piece) for own, piece in runs)
            self._texts.put(self._title, self._cells, place, runs, shown)
        elif kind == "e":
            self._cells[place] = Cell(None, shown, error=text.strip()[:20])
        else:
            value = self._plain(kind, text, shown)
            if value is None:
                self._wrong(place, f"giá trị “{text[:30]}” không đúng kiểu của ô: sổ bị hỏng.")
                return
            self.counted_zeros += self._formula and value is not False and value == 0
            self._cells[place] = Cell(value, shown)

    def _runs(self, kind: str, text: str) -> Runs | None:
        if kind == "inlineStr":
            return self._inline.runs()
        if kind == "str":
            return (("", unescaped(text)),)
        index = int(text) if text.strip().isdecimal() and len(text) < 10 else -1
        return self._strings[index] if 0 <= index < len(self._strings) else None

    def _plain(self, kind: str, text: str, shown: str) -> Value:
        if kind == "b":
            return {"1": True, "0": False, "true": True, "false": False}.get(text.strip())
        if kind == "d":
            try:
                return date.fromisoformat(text.strip()[:10])
            except ValueError:
                return None
        number = number_of(text) if kind == "n" else None
        if number is not None and is_day(shown):
            return day_of(number, self._from_1904) or number
        return number

    def _where(self) -> tuple[int, int] | None:
        """The row and column of the cell that has just ended; None of a place that no sheet has."""
        row, column = self._row, 0
        if self._place:
            found = _PLACE.fullmatch(self._place)
            if not found:
                return None
            row, column = int(found[2]), column_index_from_string(found[1])
        column += self._step
        return (row, column) if 1 <= row <= _LAST_ROW and 1 <= column <= _LAST_COLUMN else None

    def _area(self, text: str) -> tuple[int, int, int, int] | None:
        corners = [_PLACE.fullmatch(corner) for corner in text.split(":")]
        rows = sorted(min(int(corner[2]), _LAST_ROW) for corner in corners if corner)
        columns = sorted(min(column_index_from_string(corner[1]), _LAST_COLUMN) for corner in corners if corner)
        return (rows[0], columns[0], rows[-1], columns[-1]) if len(rows) == 2 else None

    def _wrong(self, place: tuple[int, int] | None, message: str) -> None:
        cell = address(*place) if place else self._place[:20] or None
        self.findings.append(Finding(self._package.name, message, sheet=self._title, cell=cell, remedy=SAVE_AGAIN))
        if len(self.findings) > _MOST_FINDINGS:
            raise broken(self._package.name, self._part)
