"""What every slide is made of: places, clean text that fits, native boxes with names and alternative texts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from lib.campaign.campaign import Campaign
from lib.exports.office import clean
from lib.views.meeting.scene import Card, CardsBlock, TableBlock, TextBlock

#: Points: what the back row reads, and what stands under the evidence.
BODY, SMALL = 14, 12
GAP = int(Pt(9))
#: Mean width of a letter and height of a line, in parts of the font's size.
_LETTER, _LINE = 0.51, 1.2
#: Letters of a cell.
_MOST_IN_CELL = 400
#: Beginnings that a workbook would take for a formula or a link.
_ACTIVE = re.compile(r"^\s*([=+\-@{]|\w+:)")


@dataclass(frozen=True)
class Box:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.top + self.height

    def rows(self, height: int) -> tuple[Box, Box]:
        """A strip of ``height`` at the top and what is left under it, a gap between."""
        height = min(height, self.height)
        rest = max(0, self.height - height - GAP)
        return Box(self.left, self.top, self.width, height), Box(self.left, self.bottom - rest, self.width, rest)

    def columns(self, shares: Sequence[float]) -> list[Box]:
        """Side by side in these shares of the width, with gaps."""
        gap = 2 * GAP
        free, left, boxes = self.width - gap * (len(shares) - 1), self.left, []
        for share in shares:
            width = int(free * share / sum(shares))
            boxes.append(Box(left, self.top, width, self.height))
            left += width + gap
        return boxes


@dataclass(frozen=True)
class Said:
    """A paragraph: its text, size in points, weight and colour (``#rrggbb``; empty: the theme's)."""

    text: str
    size: float = BODY
    bold: bool = False
    colour: str = ""


def cell(text: str, most: int = 60) -> str:
    """A name for the workbook of a chart: never a formula or a link, whatever it begins with."""
    plain = clean(text, most)
    return f" {plain}" if _ACTIVE.match(plain) else plain


def rgb(colour: str) -> RGBColor:
    """A colour of the display file."""
    return RGBColor.from_string(colour.lstrip("#").upper())


def mixed(first: str, second: str, share: float) -> str:
    """A colour between two, ``share`` of the second."""
    ends = [[int(c.lstrip("#")[i : i + 2], 16) for i in (0, 2, 4)] for c in (first, second)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in zip(*ends, strict=True))


def describe(shape: Any, name: str, alt: str) -> None:
    """Name a shape for the selection pane and for those who cannot see it."""
    shape.name = clean(name, 120)
    shape._element._nvXxPr.cNvPr.set("descr", clean(alt, 4000))


def flat(shape: Any) -> None:
    """Without the shadow that a theme gives to what is drawn."""
    for reference in shape._element.iter(qn("a:effectRef")):
        reference.set("idx", "0")


def text_width(text: str, size: float, bold: bool = False) -> int:
    """About how wide a line is, in EMU."""
    return int(Pt(len(text) * size * _LETTER * (1.08 if bold else 1)))


def text_height(said: Iterable[Said], width: int, spacing: float = 0.3) -> int:
    """About how high paragraphs are in this width, in EMU; ``spacing`` after each, in parts of a line."""
    return sum(
        int(Pt(s.size * _LINE) * (math.ceil(1.04 * text_width(s.text, s.size, s.bold) / max(width, 1)) + spacing))
        for s in said
    )


def largest(texts: Sequence[str], box: Box, sizes: Iterable[float], bold: bool = False, spacing: float = 0.3) -> float:
    """The first of these sizes (falling) at which the texts fit, else the last."""
    size: float = BODY
    for size in sizes:
        if text_height([Said(text, size, bold) for text in texts], box.width, spacing) <= box.height:
            break
    return size


def write(frame: Any, said: Sequence[Said], *, align: Any = None, spacing: float = 0.3) -> None:
    """Fill a text frame with paragraphs, in Vietnamese."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    for place, line in enumerate(said):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = align
        if place < len(said) - 1:
            paragraph.space_after = Pt(round(line.size * spacing))
        set_font(paragraph.add_run(), line)


def set_font(run: Any, line: Said) -> None:
    """Text and look of a run."""
    run.text = line.text
    run.font.size = Pt(line.size)
    run.font.bold = line.bold
    run.font.language_id = MSO_LANGUAGE_ID.VIETNAMESE
    if line.colour:
        run.font.color.rgb = rgb(line.colour)


def text_box(shapes: Any, box: Box, said: Sequence[Said], name: str, *, align: Any = None, anchor: Any = MSO_ANCHOR.TOP,
             margin: int = 0, spacing: float = 0.3) -> Any:  # fmt: skip
    """A native text box."""
    shape = shapes.add_textbox(Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height))
    shape.name = clean(name, 120)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(margin)
    frame.vertical_anchor = anchor
    write(frame, said, align=align, spacing=spacing)
    return shape


def draw_text(campaign: Campaign, slide: Any, block: TextBlock, box: Box) -> None:
    """Sentences under a heading."""
    heading, lines = clean(block.heading), [clean(line) for line in block.lines]
    size = largest([heading, *lines], box, (20, 18, 16, 15, BODY))
    text_box(slide.shapes, box, [Said(heading, size + 1, True), *(Said(line, size) for line in lines)], heading)


def draw_cards(campaign: Campaign, slide: Any, block: CardsBlock, box: Box) -> None:
    """Targets side by side; more than six in two rows."""
    cards, colours = block.cards, campaign.display.charts.light
    rows = 1 if len(cards) <= 6 else 2
    across = math.ceil(len(cards) / rows)
    height = min(int((box.height - GAP * (rows - 1)) / rows), int(Pt(345)))
    room = replace(box, height=height).columns([1] * across)[0]
    sizes, needed = _card_sizes(cards, room)
    if needed >= room.height:
        # What does not fit is told by the notes of the slide, as on the stage by the judgement's word.
        cards = tuple(replace(card, notes=card.notes[:1]) for card in cards)
        sizes, needed = _card_sizes(cards, room)
    height = needed
    for place, card in enumerate(cards):
        row, column = divmod(place, across)
        strip = Box(box.left, box.top + row * (height + GAP), box.width, height)
        at = strip.columns([1] * across)[column]
        shape = slide.shapes.add_shape(
            MSO_SHAPE.ROUNDED_RECTANGLE, Emu(at.left), Emu(at.top), Emu(at.width), Emu(at.height)
        )
        shape.adjustments[0] = 0.05
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colours.surface)
        shape.line.color.rgb = rgb(card.tone.light)
        shape.line.width = Pt(3)
        flat(shape)
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = Pt(9)
        frame.vertical_anchor = MSO_ANCHOR.TOP
        said = _card_lines(colours.ink, colours.muted, card, sizes)
        describe(shape, card.heading, ". ".join(line.text for line in said))
        write(frame, said, align=PP_ALIGN.LEFT, spacing=0.45)


def _card_sizes(cards: Sequence[Card], box: Box) -> tuple[tuple[int, int], int]:
    """Sizes of the value and of the rest at which every card holds its text, the same for all, and the height they need."""
    width = box.width - int(Pt(20))
    for sizes in ((28, 16), (26, 15), (24, BODY), (20, BODY), (18, SMALL)):
        # A value is never broken over two lines.
        whole = all(
            text_width(word, line.size, line.bold) <= width
            for card in cards
            for line in _card_lines("#000000", "#000000", card, sizes)
            for word in ([line.text] if line.text == clean(card.value) else line.text.split(" "))
        )
        highest = max(text_height(_card_lines("#000000", "#000000", card, sizes), width, 0.45) for card in cards)
        # Office programs set lines a little wider apart than our font asks for.
        if whole and highest * 1.08 <= box.height - int(Pt(12)):
            break
    return sizes, min(box.height, highest + int(Pt(36)))


def _card_lines(ink: str, muted: str, card: Card, sizes: tuple[int, int]) -> list[Said]:
    value, plain = sizes
    said = [
        Said(clean(card.heading), plain + 2, True, ink),
        Said(clean(card.goal), plain, False, muted),
        Said(clean(card.value), value, True, ink),
        Said(clean(card.words), plain, False, muted),
        Said(clean(f"{card.tone.symbol} {card.tone.word}"), plain + 2, True, card.tone.light),
        *(Said(clean(note), plain, False, ink) for note in card.notes),
    ]
    return [line for line in said if line.text]


def draw_table(campaign: Campaign, slide: Any, block: TableBlock, box: Box) -> None:
    """A native table in the theme's look under its title."""
    title = clean(block.title)
    head, body = box.rows(int(Pt(24)))
    text_box(slide.shapes, head, [Said(title, 16, True)], title)
    texts = [[clean(text, _MOST_IN_CELL) for text in row] for row in (block.columns, *block.rows)]
    across = len(block.columns)
    longest = [max(max(len(row[i]) for row in texts), 6) for i in range(across)]
    longest = [min(length, 3 * min(longest)) for length in longest]
    wide = [int(body.width * length / sum(longest)) for length in longest]
    size = next((s for s in (18, 16, 15, BODY) if sum(_row_heights(texts, wide, s)) <= body.height), SMALL)
    heights = _row_heights(texts, wide, size)
    shape = slide.shapes.add_table(
        len(texts), across, Emu(body.left), Emu(body.top), Emu(body.width), Emu(sum(heights))
    )
    lines = ["; ".join(filter(None, row)) for row in texts]
    describe(shape, campaign.wording.say("slides.table", title=title), f"{title}. {'. '.join(lines)}")
    for i, column in enumerate(shape.table.columns):
        column.width = Emu(wide[i])
    for row, height in zip(shape.table.rows, heights, strict=True):
        row.height = Emu(height)
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            place = shape.table.cell(r, c)
            place.margin_top = place.margin_bottom = Pt(2)
            place.vertical_anchor = MSO_ANCHOR.MIDDLE
            write_cell(
                place.text_frame, Said(text, size, r == 0), PP_ALIGN.RIGHT if c and not block.prose else PP_ALIGN.LEFT
            )


def _row_heights(texts: Sequence[Sequence[str]], wide: Sequence[int], size: float) -> list[int]:
    """How high each row is with letters of ``size``, in EMU: its longest cell in lines, and air."""
    air, inset = int(Pt(size * 0.5)), int(Pt(15))
    return [
        max(
            text_height([Said(text or "n", size, r == 0)], width - inset, 0)
            for text, width in zip(row, wide, strict=True)
        )
        + air
        for r, row in enumerate(texts)
    ]


def write_cell(frame: Any, line: Said, align: Any) -> None:
    """The one paragraph of a cell; an empty one keeps the row's height by its size."""
    frame.paragraphs[0].alignment = align
    frame.paragraphs[0].font.size = Pt(line.size)
    if line.text:
        set_font(frame.paragraphs[0].add_run(), line)
