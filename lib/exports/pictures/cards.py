"""Targets as cards in a picture."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.drawing.font import wrapped
from lib.exports.office import clean
from lib.exports.pictures.sheet import PAD, Sheet, text_svg
from lib.views.meeting.scene import Card, CardsBlock

#: Cards side by side at most; pixels between two of them, within one.
_ACROSS, _GAP, _IN = 3, 16, 14
_LINE = 1.3


def draw_cards(campaign: Campaign, block: CardsBlock, sheet: Sheet) -> None:
    """Cards in rows, those of a row equally high."""
    across = min(_ACROSS, len(block.cards)) or 1
    width = (sheet.room - _GAP * (across - 1)) / across
    for start in range(0, len(block.cards), across):
        row = block.cards[start : start + across]
        lines = [_lines(card, width - 2 * _IN, sheet.ink, sheet.muted) for card in row]
        height = max(sum(size * _LINE for _, size, _, _ in own) for own in lines) + 2 * _IN
        for place, (card, own) in enumerate(zip(row, lines, strict=True)):
            left, y = PAD + place * (width + _GAP), sheet.y + _IN
            sheet.put(
                f'<rect x="{left:g}" y="{sheet.y:g}" width="{width:g}" height="{height:g}" rx="8" fill="{sheet.ground}" '
                f'stroke="{card.tone.light}" stroke-width="2.5"/>'
            )
            for text, size, bold, colour in own:
                y += size * _LINE
                sheet.put(text_svg(left + _IN, y - size * 0.3, text, size, bold=bold, colour=colour))
        sheet.y += height + _GAP
    sheet.y -= _GAP


def _lines(card: Card, width: float, ink: str, muted: str) -> list[tuple[str, float, bool, str]]:
    """What a card says, in lines: text, size, weight, colour."""
    said = [
        (card.heading, 17, True, ink), (card.goal, 14, False, muted), (card.value, 28, True, ink), (card.words, 14, False, muted),
        (f"{card.tone.symbol} {card.tone.word}", 17, True, card.tone.light),
        *((note, 14, False, ink) for note in card.notes),
    ]  # fmt: skip
    return [
        (line, size, bold, colour)
        for text, size, bold, colour in said
        if text
        for line in wrapped(clean(text), size, width, bold)
    ]
