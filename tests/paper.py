"""What stands on the pages of a PDF: the boxes of its texts, measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium

#: Of the lower one's height two lines may share: ascenders and descenders without ink.
_SHARED = 0.4
_WIDE_PT = 2


@dataclass(frozen=True)
class Words:
    """A word on a page, its box in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Sheet:
    """One page: its size in points and its words."""

    width: float
    height: float
    words: tuple[Words, ...]

    @property
    def text(self) -> str:
        """All of it, a space between words."""
        return " ".join(run.text for run in self.words)


def sheets(pdf: bytes) -> list[Sheet]:
    """The pages of a file."""
    document = pdfium.PdfDocument(pdf)
    found = [Sheet(*page.get_size(), tuple(_words(page.get_textpage()))) for page in document]
    document.close()
    return found


def _words(page: pdfium.PdfTextPage) -> Iterator[Words]:
    """Letters that follow one another on a line without a gap."""
    letters: list[Words] = []
    text = page.get_text_range()
    boxes = [Words(letter, *page.get_charbox(place)) if letter.strip() else None for place, letter in enumerate(text)]
    for box, then in zip(boxes, [*boxes[1:], None], strict=True):
        if box and then and _halo(box, then):
            continue
        if letters and (box is None or not _follows(letters[-1], box)):
            yield _joined(letters)
            letters = []
        letters += [box] if box else []
    if letters:
        yield _joined(letters)


def _halo(box: Words, then: Words) -> bool:
    """Whether a letter is the halo of the one after it: the same one drawn wider around it."""
    within = box.left <= then.left and box.bottom <= then.bottom and then.right <= box.right and then.top <= box.top
    return box.text == then.text and within


def _follows(before: Words, box: Words) -> bool:
    wide = max(before.top - before.bottom, box.top - box.bottom)
    level = box.bottom < before.top and before.bottom < box.top
    return level and -0.3 * wide < box.left - before.right < 0.5 * wide


def _joined(letters: list[Words]) -> Words:
    return Words("".join(box.text for box in letters), letters[0].left, min(box.bottom for box in letters),
                 letters[-1].right, max(box.top for box in letters))  # fmt: skip


def collisions(sheet: Sheet) -> list[str]:
    """Words that lie over one another, and words beyond the paper."""
    told = [
        f"beyond the paper: {run.text}" for run in sheet.words
        if run.left < 0 or run.bottom < 0 or run.right > sheet.width or run.top > sheet.height
    ]  # fmt: skip
    # From left to right: what begins behind a word's end lies over it no more.
    words = sorted(sheet.words, key=lambda run: run.left)
    for place, one in enumerate(words):
        for other in words[place + 1 :]:
            if one.right - other.left <= _WIDE_PT:
                break
            wide = min(one.right, other.right) - other.left
            high = min(one.top, other.top) - max(one.bottom, other.bottom)
            if wide > _WIDE_PT and high > _SHARED * min(one.top - one.bottom, other.top - other.bottom):
                told.append(f"{one.text} / {other.text}")
    return told
