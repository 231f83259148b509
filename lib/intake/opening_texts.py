"""Texts of cells: composed Unicode without signs of no width; those in fonts from before Unicode are converted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from lib.base.findings import DataError, Finding, few
from lib.intake.legacy_fonts import coding, converted, sort_of
from lib.intake.opening_bounds import MOST_ENTRIES, Bounds
from lib.intake.sheet import Cell, address

#: A text in pieces, each with its font's name ("" where none is named).
Runs = tuple[tuple[str, str], ...]
Cells = dict[tuple[int, int], Cell]

# Control signs, signs of no width, marks of writing direction.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_RETYPE = "Chọn ô, đổi sang phông Unicode (Times New Roman, Arial …) và gõ lại chữ."


def cleaned(text: str) -> str:
    """A text in NFC, its lines ended by ``\\n``, without signs that cannot be seen; otherwise as typed."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _SURROGATE.sub("\ufffd", text)))


@dataclass(frozen=True)
class _Old:
    sheet: str
    cells: Cells
    place: tuple[int, int]
    runs: Runs


class Texts:
    """The texts of a workbook in old fonts, set aside until all are known: only together do they tell whether people
    pasted Unicode into such cells.
    """

    def __init__(self, name: str, bounds: Bounds) -> None:
        self._name, self._bounds = name, bounds
        self._old: list[_Old] = []

    def put(self, sheet: str, cells: Cells, place: tuple[int, int], runs: Runs, shown: str) -> None:
        """Put a text into its cell, or set it aside; a text of which nothing can be seen leaves the cell empty.

        Raises :class:`lib.base.findings.DataError` where there is more text than a workbook of forms can have.
        """
        self._bounds.take_letters(self._name, sum(len(text) for _, text in runs))
        if any(coding(font) for font, _ in runs):
            self._old.append(_Old(sheet, cells, place, runs))
            # Keeps the place in the order of cells.
            cells[place] = Cell("", shown)
        elif text := cleaned("".join(text for _, text in runs)):
            cells[place] = Cell(text, shown)

    def settle(self) -> list[str]:
        """Convert what was set aside; what a person should know of it.

        Raises :class:`lib.base.findings.DataError` with each cell of which it cannot be told what it says.
        """
        sorts = {sort_of(text, code) for old in self._old for font, text in old.runs if (code := coding(font))}
        findings: list[Finding] = []
        fonts: dict[str, None] = {}
        count = 0
        for old in self._old:
            parts = []
            changed = False
            for font, text in old.runs:
                code = coding(font)
                sort = sort_of(text, code) if code else "plain"
                kept = code is None or sort == "unicode" or (sort == "either" and "unicode" in sorts)
                if sort == "mixed":
                    message = f"“{text[:40]}” lẫn chữ {code} (phông {font}) với chữ Unicode."
                    findings.append(_finding(self._name, old, message))
                    continue
                if code and sort == "either" and {"old", "unicode"} <= sorts:
                    message = f"“{text[:40]}” có thể là chữ {code} (phông {font}) hay Unicode."
                    findings.append(_finding(self._name, old, message))
                if code and not kept:
                    read, unknown = converted(text, code)
                    if unknown:
                        message = (
                            f"“{read[:40]}” có ký hiệu “{unknown[:10]}” không thuộc bảng mã {code} (phông {font})."
                        )
                        findings.append(_finding(self._name, old, message))
                    if read != text:
                        changed = True
                        fonts[font] = None
                    text = read
                parts.append(text)
            count += changed
            if seen := cleaned("".join(parts)):
                old.cells[old.place] = Cell(seen, old.cells[old.place].shown)
            else:
                del old.cells[old.place]
        if findings:
            raise DataError(few(findings))
        if not count:
            return []
        named = ", ".join(list(fonts)[:5]) + (" …" if len(fonts) > 5 else "")
        return [f"Đã chuyển chữ của {count} ô từ phông cũ ({named}) sang Unicode."]


def _finding(name: str, old: _Old, message: str) -> Finding:
    return Finding(name, message, sheet=old.sheet, cell=address(*old.place), remedy=_RETYPE)


def without_covered(cells: Cells, merged: list[tuple[int, int, int, int]]) -> None:
    """Take out what stands under merged areas: only the first cell of each is seen."""
    for top, left, bottom, right in merged:
        if (bottom - top + 1) * (right - left + 1) <= len(cells):
            covered = [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1) if (r, c) in cells]
        else:
            covered = [(r, c) for r, c in cells if top <= r <= bottom and left <= c <= right]
        for place in covered:
            if place != (top, left):
                del cells[place]


def too_many_merged(cells: Cells, merged: list[tuple[int, int, int, int]]) -> bool:
    """Whether looking under merged areas costs more than any form's."""
    work = sum(min((b - t + 1) * (r - le + 1), len(cells)) for t, le, b, r in merged)
    return work > 20_000_000 or len(merged) > MOST_ENTRIES
