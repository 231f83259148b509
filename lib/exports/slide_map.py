"""The map on a slide: one native shape a unit, in the colours and textures of the map on the pages."""

from __future__ import annotations

from typing import Any

import shapely
from pptx.dml.fill import FillFormat
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from lib.campaign.campaign import Campaign
from lib.campaign.measures import measure_figure
from lib.drawing.campaign_map import map_payload
from lib.drawing.label_places import free_place, places
from lib.drawing.map_geometry import path_rings
from lib.drawing.map_svg import class_index, class_texts
from lib.exports.office import clean
from lib.exports.slide_parts import GAP, SMALL, Box, Said, describe, flat, mixed, rgb, text_box, text_width
from lib.language.display import readable_ink
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure, Status
from lib.views.meeting.scene import MapBlock

#: Status -> the texture over its colour; a published figure has none.
PATTERNS = {
    ESTIMATED: MSO_PATTERN.LIGHT_UPWARD_DIAGONAL,
    PROJECTED: MSO_PATTERN.PERCENT_20,
    MISSING: MSO_PATTERN.SMALL_GRID,
}
#: A list of all units stands beside a map in a place this much wider than high.
_WIDE = 1.9
#: Units of the drawing between places tried for a label.
_STEP = 12


def written(campaign: Campaign, measure: str, figure: Figure, *, interval: bool = False) -> str:
    """A map figure as text, with the mark of its status; ``interval`` adds that of an estimate."""
    rule = campaign.display.measures[measure]
    if rule.indicator or not figure.known:
        return campaign.marks.standing(figure, interval=interval)
    words = campaign.marks.words(figure.status)
    text = words.prefix + campaign.numbers.value_text(figure.value, rule.unit, rule.decimals, signed=rule.signed)
    if interval and figure.status == ESTIMATED:
        low, high = (
            campaign.numbers.number(end, rule.decimals, signed=rule.signed) for end in (figure.low, figure.high)
        )
        text += f" ({campaign.marks.level}: {low} … {high})"
    return text + words.suffix


def draw_map(campaign: Campaign, slide: Any, block: MapBlock, box: Box) -> None:
    """The group of units, their names where there is room, a legend; beside a wide map the list of all units."""
    payload = map_payload(campaign, (block.measure,), True)
    geometry = payload["geometry"]
    legend = int(Pt(56))
    picture, key = Box(box.left, box.top, box.width, box.height - legend - GAP), box
    if box.width > _WIDE * box.height:
        # Beside a wide map, list and legend leave it the whole height.
        picture, key = box.columns([1.25, 1])
        _list(campaign, slide, block, Box(key.left, key.top, key.width, key.height - legend - GAP))
    scale = min(picture.width / geometry["w"], picture.height / geometry["h"])
    left = picture.left + int((picture.width - geometry["w"] * scale) / 2)
    _units(campaign, slide, block, payload, (left, picture.top, scale))
    _legend(campaign, slide, block, payload, Box(key.left, key.bottom - legend, key.width, legend))


def _units(campaign: Campaign, slide: Any, block: MapBlock, payload: dict, place: tuple[int, int, float]) -> None:
    say, left, top, scale = campaign.wording.say, *place
    measure, palette = payload["measures"][0], payload["palette"]["light"]
    column = payload["years"].index(block.year)
    title = say("slides.map", measure=measure["label"], year=block.year)
    group = slide.shapes.add_group_shape()
    told, names = [], []
    # Those the slide is about last: no neighbour covers their outline.
    for unit in sorted(payload["geometry"]["units"], key=lambda unit: unit["u"] in block.focus):
        code, name = unit["u"], clean(campaign.names[unit["u"]], 80)
        figure = measure_figure(campaign, block.measure, code, block.year)
        packed = measure["values"].get(code)
        colour = class_colour(measure, palette, packed[column] if packed else [None, "m"])
        rings = list(path_rings(unit["d"]))
        if not rings:
            continue
        shape = _freeform(group.shapes, rings, place)
        fill(shape.fill, figure.status, colour, palette)
        focus = code in block.focus
        shape.line.color.rgb = rgb(palette["group" if focus else "border"])
        shape.line.width = Pt(3 if focus else 0.75)
        flat(shape)
        text = written(campaign, block.measure, figure, interval=True)
        status = campaign.marks.status_word(figure.status)
        alt = say("slides.unit", name=name, year=block.year, value=text, status=status)
        describe(shape, say("slides.shape", name=name), alt)
        told.append(f"{name} {written(campaign, block.measure, figure)}")
        value = written(campaign, block.measure, figure)
        names.append((unit, rings, name, value, colour, focus))
    describe(group, title, f"{title}. {'; '.join(told)}")
    _names(slide, names, palette, (left, top, scale), say("slides.names"))


def _freeform(shapes: Any, rings: list[list[tuple[int, int]]], place: tuple[int, int, float]) -> Any:
    left, top, scale = place
    builder = shapes.build_freeform(*rings[0][0], scale=scale)
    for ring in rings:
        if ring is not rings[0]:
            builder.move_to(*ring[0])
        builder.add_line_segments(ring[1:], close=True)
    return builder.convert_to_shape(Emu(left), Emu(top))


def class_colour(measure: dict, palette: dict, packed: list) -> str:
    """The colour of a packed figure's class on the light palette."""
    return [*measure["classes"]["colors_light"], palette["missing"]][class_index(measure, packed)]


def fill(fill: FillFormat, status: Status, colour: str, palette: dict) -> None:
    """Fill with a class colour, under the texture of the status."""
    if status not in PATTERNS:
        fill.solid()
        fill.fore_color.rgb = rgb(colour)
        return
    fill.patterned()
    fill.pattern = PATTERNS[status]
    fill.back_color.rgb = rgb(colour)
    fill.fore_color.rgb = rgb(mixed(colour, ink_on(colour, palette), 0.4))


def ink_on(colour: str, palette: dict) -> str:
    """The ink that is easier to read on a colour."""
    return readable_ink(colour, (palette["ink_dark"], palette["ink_light"]))


def _names(slide: Any, units: list[tuple], palette: dict, place: tuple[int, int, float], called: str) -> None:
    """Names and values of units with room for them; those the slide is about always have theirs, on white."""
    left, top, scale = place
    group = slide.shapes.add_group_shape()
    taken: list[Any] = []
    for unit, rings, name, value, colour, focus in sorted(units, key=lambda entry: not entry[5]):
        area = shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in rings])
        for lines in ([name, value], [name], name.split()):
            bold = focus
            width = int(max(text_width(line, SMALL, bold) for line in lines) * 1.03) + int(Pt(2))
            height = int(Pt(SMALL * 1.17 * len(lines)))
            spots = places(area, (unit["lx"], unit["ly"]), width / scale, height / scale, _STEP, at_least_one=focus)
            free = free_place(spots, taken)
            if free is None:
                continue
            taken.append(free)
            x, y = free.bounds[:2]
            at = Box(left + int(x * scale), top + int(y * scale), width, height)
            chip = focus and not area.covers(shapely.affinity.scale(free, 0.9, 0.8))
            ink = palette["ink_dark"] if chip else ink_on(colour, palette)
            shape = text_box(group.shapes, at, [Said(line, SMALL, bold, ink) for line in lines], name,
                             align=PP_ALIGN.CENTER, anchor=MSO_ANCHOR.MIDDLE, spacing=0)  # fmt: skip
            shape.text_frame.word_wrap = False
            # A plain ground under the letters: textures make them hard to read.
            shape.fill.solid()
            shape.fill.fore_color.rgb = rgb(palette["ink_light"] if chip else colour)
            break
    if not len(group.shapes):
        group._element.getparent().remove(group._element)
        return
    describe(group, called, "; ".join(shape.text_frame.text.replace("\n", " ") for shape in group.shapes))


def _list(campaign: Campaign, slide: Any, block: MapBlock, box: Box) -> None:
    """Every unit with its value, highest first, in two columns: also those too small for a name on the map."""
    figures = [measure_figure(campaign, block.measure, unit, block.year) for unit in campaign.districts]
    figures.sort(key=lambda figure: (not figure.known, -figure.value if figure.known else 0))
    lines = [f"{clean(campaign.names[f.unit], 40)}: {written(campaign, block.measure, f)}" for f in figures]
    half = -(-len(lines) // 2)
    size = next((s for s in (16, 15, 14, 13) if Pt(s * 1.55) * half <= box.height), SMALL)
    for column, part in zip(box.columns([1, 1]), (lines[:half], lines[half:]), strict=True):
        said = [
            Said(text, size, f.unit in block.focus)
            for text, f in zip(part, figures[:half] if part == lines[:half] else figures[half:], strict=True)
        ]
        if said:
            text_box(slide.shapes, column, said, campaign.wording.say("slides.names"), spacing=0.25)


def _legend(campaign: Campaign, slide: Any, block: MapBlock, payload: dict, box: Box) -> None:
    """Classes in one row, textures in another, as native shapes in a group."""
    measure, palette = payload["measures"][0], payload["palette"]["light"]
    texts = class_texts(measure, campaign.numbers)
    group = slide.shapes.add_group_shape()
    width, high = min(box.width // len(texts), int(Pt(92))), int(Pt(12))
    for i, text in enumerate(texts):
        at = Box(box.left + i * width, box.top, width, high)
        _swatch(group.shapes, at, PUBLISHED, measure["classes"]["colors_light"][i], palette)
        text_box(group.shapes, Box(at.left, at.bottom, width, int(Pt(17))), [Said(text, SMALL)], text,
                 align=PP_ALIGN.CENTER)  # fmt: skip
    present = [measure_figure(campaign, block.measure, unit, block.year).status for unit in campaign.districts]
    left = box.left
    for status in (PUBLISHED, PROJECTED, ESTIMATED, MISSING):
        if status not in present:
            continue
        words = campaign.marks.words(status)
        text = f"{words.mark} {words.label}"
        colour = palette["missing"] if status == MISSING else measure["classes"]["colors_light"][len(texts) // 2]
        top = box.top + int(Pt(37))
        _swatch(group.shapes, Box(left, top, int(Pt(26)), int(Pt(16))), status, colour, palette)
        wide = text_width(text, SMALL) + int(Pt(12))
        text_box(group.shapes, Box(left + int(Pt(32)), top, wide, int(Pt(17))), [Said(text, SMALL)], text)
        left += int(Pt(32)) + wide + GAP
    legend = campaign.wording.say("slides.legend", measure=measure["label"])
    describe(group, legend, f"{legend}: {'; '.join(texts)}")


def _swatch(shapes: Any, box: Box, status: Status, colour: str, palette: dict) -> None:
    shape = shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height))
    fill(shape.fill, status, colour, palette)
    shape.line.color.rgb = rgb(palette["border"])
    shape.line.width = Pt(0.75)
    flat(shape)
