"""The sheet that every picture is drawn on: title, what it is about, the drawing, and under it how to read it and where it is from."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from lib.campaign.campaign import Campaign
from lib.drawing.font import FAMILY, wrapped
from lib.exports.office import clean, writable
from lib.language.display import Display

#: As wide as a slide is in points: a letter of 15 pixels is one of 15 points where the picture fills the slide.
WIDTH = 960
PAD = 28
#: Sizes of the title, of what it is about, of a legend, of the notes; height of a line in parts of its size.
_TITLE, _SUBTITLE, LEGEND, NOTE, _LINE = 26, 17, 14, 13, 1.3
_LONGEST = 600
#: What stands between the parts of a line on a page; in a picture several spaces are one.
_APART = "   "


class Sheet:
    """A picture being drawn from top to bottom. ``y``: where the next part begins."""

    def __init__(self, display: Display, width: int) -> None:
        colours = display.charts.light
        self.ink, self.muted, self.ground = colours.ink, colours.muted, colours.surface
        self.width, self.y = width, float(PAD)
        self._parts: list[str] = []

    @property
    def room(self) -> float:
        """Width between the margins."""
        return self.width - 2 * PAD

    def put(self, svg: str) -> None:
        """Elements of SVG, in places of the sheet."""
        self._parts.append(svg)

    def text(self, x: float, y: float, text: str, size: float, *, bold: bool = False, colour: str = "",
             anchor: str = "start") -> None:  # fmt: skip
        """A line of text, ``y`` its foot."""
        self.put(text_svg(x, y, text, size, bold=bold, colour=colour, anchor=anchor))

    def paragraph(self, text: str, size: float, *, bold: bool = False, colour: str = "", x: float = PAD,
                  width: float = 0) -> None:  # fmt: skip
        """A text broken into lines at ``y``, over the width of the sheet or another."""
        for line in wrapped(clean(text, _LONGEST).replace(_APART, " · "), size, width or self.room, bold):
            self.y += size * _LINE
            self.text(x, self.y - size * 0.28, line, size, bold=bold, colour=colour)

    def svg(self, title: str) -> str:
        """The picture as a document; ``title`` is told to who cannot see it."""
        height = round(self.y + PAD / 2)
        return writable(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{height}" '
            f'viewBox="0 0 {self.width} {height}" role="img" font-family="{FAMILY}" fill="{self.ink}">'
            f"<title>{html.escape(clean(title))}</title>"
            f'<rect width="{self.width}" height="{height}" fill="{self.ground}"/>{"".join(self._parts)}</svg>'
        )


def text_svg(x: float, y: float, text: str, size: float, *, bold: bool = False, colour: str = "",
             anchor: str = "start") -> str:  # fmt: skip
    """A line of text as an element."""
    weight = ' font-weight="700"' if bold else ""
    fill = f' fill="{colour}"' if colour else ""
    aligned = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{weight}{fill}{aligned}>{html.escape(clean(text))}</text>'
    )


def sheet(campaign: Campaign, width: int, title: str, subtitle: str, draw: Callable[[Sheet], None],
          notes: Sequence[str]) -> str:  # fmt: skip
    """A picture: ``draw`` puts the drawing under the title; the edition stands last."""
    made = Sheet(campaign.display, width)
    made.y -= PAD / 3
    made.paragraph(title, _TITLE, bold=True)
    made.paragraph(subtitle, _SUBTITLE, colour=made.muted)
    made.y += PAD / 2
    draw(made)
    made.y += PAD / 3
    for note in filter(None, notes):
        made.paragraph(note, NOTE)
    edition = campaign.wording.say("slides.edition", name=campaign.edition.name[:12])
    made.paragraph(edition, NOTE, colour=made.muted)
    return made.svg(f"{title}. {subtitle}")
