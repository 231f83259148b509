"""A part of a page as a file of its own: SVG, PNG, or one native slide."""

from __future__ import annotations

import resvg_py

from lib.base.paths import ROOT
from lib.base.settings import setting
from lib.campaign.campaign import Campaign
from lib.drawing import charts
from lib.drawing.chart_picture import chart_picture
from lib.drawing.font import FILES
from lib.drawing.unit_map import unit_map
from lib.exports.pictures import cards, maps
from lib.exports.pictures.parts import Part, UnitPlace, every_part, part_of
from lib.exports.pictures.sheet import PAD, WIDTH, Sheet, sheet
from lib.exports.pictures.slide import part_slide
from lib.views.meeting.scene import CardsBlock, MapBlock
from lib.views.view import Asked

FORMS = ("svg", "png", "pptx")
#: Pixels of a PNG for each of the drawing: sharp on a wall.
ZOOM = 2


def parts(campaign: Campaign, asked: Asked) -> list[tuple[str, str]]:
    """Name and title of every part there is for what is asked."""
    return [(part.code, part.title) for part in every_part(campaign, asked).values()]


def picture(campaign: Campaign, asked: Asked, part: str, form: str, *, width: int = WIDTH, zoom: float = ZOOM) -> bytes:
    """The file of a part. ``form``: one of :data:`FORMS`; ``width`` in pixels, of which a PNG has ``zoom`` each.

    Raises :class:`lib.exports.pictures.parts.UnknownPartError` for a part that there is not.
    """
    found = part_of(campaign, asked, part)
    if form == "pptx":
        template = setting("slides", "template")
        return part_slide(campaign, found, template=ROOT / template if template else None)
    return part_png(campaign, found, width, zoom) if form == "png" else _svg(campaign, found, width).encode("utf-8")


def part_png(campaign: Campaign, part: Part, width: int, zoom: float = ZOOM) -> bytes:
    """A part in pixels, ``width`` wide as it is drawn, ``zoom`` pixels for each."""
    return png(_svg(campaign, part, width), zoom)


def png(svg: str, zoom: float = ZOOM) -> bytes:
    """A picture in pixels, its texts in our own font whatever the machine has."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, zoom=zoom, skip_system_fonts=True, font_files=[str(file) for file in FILES],
            font_family="Noto Sans", sans_serif_family="Noto Sans",
        )
    )  # fmt: skip


def _svg(campaign: Campaign, part: Part, width: int) -> str:
    def draw(on: Sheet) -> None:
        match part.shown:
            case MapBlock():
                maps.draw_province(campaign, part.shown, on)
            case UnitPlace(unit, year):
                drawn = unit_map(campaign, unit, year)
                if drawn:
                    maps.draw_unit(campaign, drawn, on)
            case CardsBlock():
                cards.draw_cards(campaign, part.shown, on)
            case chart:
                made = chart_picture(charts.drawn(campaign, chart.shown, "light"), on.room)
                on.put(f'<g transform="translate({PAD} {on.y:g})">{made.svg}</g>')
                on.y += made.height

    return sheet(campaign, width, part.title, part.about, draw, part.notes)
