"""A part of a page as one slide, everything on it native."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from lib.campaign.campaign import Campaign
from lib.drawing.unit_map import BADGE, HEIGHT, WIDTH, Label, UnitMap, unit_map
from lib.exports.office import clean
from lib.exports.pictures.maps import AROUND, BEYOND, LAND, commune_lines
from lib.exports.pictures.parts import Part, UnitPlace
from lib.exports.slide_parts import GAP, Box, Said, describe, flat, largest, rgb, text_box
from lib.exports.slides import one_slide, slides
from lib.language.display import readable_ink
from lib.views.charts import Falls, Shown, Trajectory
from lib.views.meeting.parts import falls, trajectory
from lib.views.meeting.scene import Block, CardsBlock, ChartBlock, MapBlock, Scene
from lib.views.view import Chart

#: Steps of a shape's outline, in parts of a unit of the drawing.
_FINE = 10
#: The map has so much of the width at most.
_MOST = 0.66


def part_slide(campaign: Campaign, part: Part, *, template: Path | None = None) -> bytes:
    """A ``.pptx`` with a single slide: the part under its title, its sources in the notes too."""
    blocks = () if isinstance(part.shown, UnitPlace) else (_block(campaign, part.shown),)
    scene = Scene(
        code=part.code, title=part.title, headline=part.title, lead=(part.about,) if blocks else (), blocks=blocks, figures=part.figures,
        statuses=(), sources=" · ".join(part.notes), notes=(part.about, *part.notes),
    )  # fmt: skip
    if not isinstance(part.shown, UnitPlace):
        return slides(campaign, [scene], template=template)
    place = part.shown

    def draw(slide: Any, box: Box) -> None:
        drawn = unit_map(campaign, place.unit, place.year)
        if drawn:
            _draw_unit(campaign, slide, drawn, part, box)

    return one_slide(campaign, scene, draw, template=template)


def _block(campaign: Campaign, shown: MapBlock | Chart | CardsBlock) -> Block:
    """The evidence as slides draw it; a native chart where office programs have one of its kind."""
    if not isinstance(shown, Chart):
        return shown
    native = _native(campaign, shown.shown)
    return native or ChartBlock(shown.title, shown.shown, shown.notes.told)


def _native(campaign: Campaign, shown: Shown) -> Block | None:
    match shown:
        case Falls(units, year):
            ranking = falls(campaign, [campaign.standing(unit, year) for unit in units], year)
            return ranking if ranking.rows else None
        case Trajectory((unit,), indicator, target) if target is not None and target.indicator == indicator:
            line, _ = trajectory(campaign, unit, target)
            return line if line.points else None
    return None


def _draw_unit(campaign: Campaign, slide: Any, drawn: UnitMap, part: Part, box: Box) -> None:
    """Communes as shapes in a group, their names as text boxes; beside the map the district's own figure and the list of all."""
    title = part.title
    colours, palette, chart = (
        campaign.display.communes.rate.colors.light, campaign.display.map.light, campaign.display.charts.light,
    )  # fmt: skip
    scale = min(box.width * _MOST / WIDTH, box.height / HEIGHT)
    place = (box.left, box.top, scale)
    start = box.left + int(WIDTH * scale) + 2 * GAP
    right = Box(start, box.top, box.left + box.width - start, box.height)
    group = slide.shapes.add_group_shape()
    for shape, fill in [*((s, BEYOND) for s in drawn.beyond), *((s, AROUND) for s in drawn.districts)]:
        _area(group.shapes, shape, place, fill, "#B9B2A8")
    shades = {}
    published, rest = commune_lines(campaign.wording, drawn)
    told = [part.about, *published, *filter(None, [rest])]
    for commune in drawn.communes:
        fill = LAND if commune.shade is None else colours[commune.shade]
        shades[commune.known.commune.unit] = fill
        text = f"{commune.known.commune.name}: {commune.known.rate_text or campaign.numbers.missing}"
        for drawn_shape in _area(group.shapes, commune.shape, place, fill, palette.border):
            describe(drawn_shape, commune.known.commune.name, text)
    _area(group.shapes, drawn.outline, place, None, palette.group, 2.5)
    describe(group, title, f"{title}. {'; '.join(told)}")
    for label in drawn.labels:
        ink = readable_ink(shades[label.code], (palette.ink_dark, palette.ink_light))
        _words(slide.shapes, label, place, ink)
    for label in drawn.around:
        _words(slide.shapes, label, place, chart.muted)
    for commune, x, y in drawn.badges:
        _area(slide.shapes, shapely.Point(x, y).buffer(BADGE), place, palette.ink_light, palette.border)
        badge = Label("", (str(commune.number),), 11, (x - BADGE, y - BADGE, 2 * BADGE, 2 * BADGE), 1)
        _words(slide.shapes, badge, place, chart.ink)
    size = largest(told, right, (16, 15, 14, 13, 12))
    text_box(slide.shapes, right, [Said(clean(line), size) for line in told], title)


def _area(shapes: Any, area: Any, place: tuple[int, int, float], fill: str | None, line: str, width: float = 0.75) -> list[Any]:  # fmt: skip
    """A shape for each part of an area."""
    left, top, scale = place
    made = []
    for part in shapely.get_parts(area):
        rings = [
            [(round(x * _FINE), round(y * _FINE)) for x, y in ring.coords] for ring in (part.exterior, *part.interiors)
        ]
        builder = shapes.build_freeform(*rings[0][0], scale=scale / _FINE)
        for ring in rings:
            if ring is not rings[0]:
                builder.move_to(*ring[0])
            builder.add_line_segments(ring[1:], close=True)
        shape = builder.convert_to_shape(Emu(left), Emu(top))
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = rgb(fill)
        else:
            shape.fill.background()
        shape.line.color.rgb = rgb(line)
        shape.line.width = Pt(width)
        flat(shape)
        made.append(shape)
    return made


def _words(shapes: Any, label: Label, place: tuple[int, int, float], ink: str) -> None:
    left, top, scale = place
    x, y, width, height = (int(end * scale) for end in label.box)
    # As large as in the drawing, in the points that the drawing's units are here.
    size = int(label.size * scale / Pt(1))
    said = [Said(clean(line), size, i < label.bold, ink) for i, line in enumerate(label.lines)]
    shape = text_box(shapes, Box(left + x, top + y, width, height), said, " ".join(label.lines), align=PP_ALIGN.CENTER,
                     anchor=MSO_ANCHOR.MIDDLE, spacing=0)  # fmt: skip
    shape.text_frame.word_wrap = False
