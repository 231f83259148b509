"""Maps as pictures: one district with its communes, and the province by a measure."""

from __future__ import annotations

from typing import Any

import shapely

from lib.campaign.campaign import Campaign
from lib.campaign.measures import measure_figure
from lib.drawing.campaign_map import map_payload
from lib.drawing.commune_layer import rate_classes
from lib.drawing.font import text_width
from lib.drawing.label_places import free_place, places
from lib.drawing.map_geometry import path_rings
from lib.drawing.map_svg import class_index
from lib.drawing.unit_map import BADGE, HEIGHT, WIDTH, Label, UnitMap
from lib.exports.pictures.sheet import LEGEND, PAD, Sheet, text_svg
from lib.exports.slide_map import class_colour, class_texts, ink_on, written
from lib.language.catalogue import Catalogue
from lib.language.display import readable_ink
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED
from lib.views.meeting.scene import MapBlock

#: What lies around a district: in the province, beyond it; a commune without a figure; the sea.
AROUND, BEYOND, LAND, SEA = "#F3F0EB", "#E4E4E2", "#FFFFFF", "#E3EFF6"
_ROW, _SWATCH, _AIR = 20, 26, 10
_NAME, _STEP = 13, 8
_TEXTURES = {
    ESTIMATED: '<pattern id="t-e" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V7" stroke="{ink}" stroke-opacity=".45" stroke-width="1.6"/></pattern>',
    PROJECTED: '<pattern id="t-d" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<circle cx="4" cy="4" r="1.5" fill="{ink}" fill-opacity=".55"/></pattern>',
    MISSING: '<pattern id="t-m" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V8M0 0H8" fill="none" stroke="{ink}" stroke-opacity=".4"/></pattern>',
}
_MARKS = {ESTIMATED: "t-e", PROJECTED: "t-d", MISSING: "t-m"}


def path_of(shape: Any) -> str:
    """A shape as the path of SVG."""
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(f"M{'L'.join(f'{x:.1f},{y:.1f}' for x, y in ring.coords[:-1])}z" for ring in rings)


def _shape(shape: Any, fill: str, stroke: str, width: float = 0.8) -> str:
    return f'<path d="{path_of(shape)}" fill="{fill}" stroke="{stroke}" stroke-width="{width}"/>'


def _written(label: Label, colour: str) -> str:
    """A label in the middle of its box."""
    left, top, width, height = label.box
    line = height / len(label.lines)
    return "".join(
        text_svg(left + width / 2, top + line * (i + 1) - line * 0.28, text, label.size, bold=i < label.bold,
                 colour=colour, anchor="middle")
        for i, text in enumerate(label.lines)
    )  # fmt: skip


def draw_unit(campaign: Campaign, drawn: UnitMap, sheet: Sheet) -> None:
    """The district with its communes, what lies around it; beside it the list of communes and the legend."""
    palette, colours = campaign.display.map.light, campaign.display.communes.rate.colors.light
    muted = sheet.muted
    scale = min(1.0, (sheet.room * 0.64) / WIDTH)
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{SEA}"/>']
    parts += [_shape(shape, BEYOND, "#B8BEC4") for shape in drawn.beyond]
    parts += [_shape(shape, AROUND, "#B9B2A8") for shape in drawn.districts]
    for place in drawn.communes:
        parts.append(_shape(place.shape, LAND if place.shade is None else colours[place.shade], palette.border))
    parts.append(_shape(drawn.outline, "none", palette.group, 2.4))
    shades = {place.known.commune.unit: place.shade for place in drawn.communes}
    for label in drawn.labels:
        shade = shades[label.code]
        ink = sheet.ink if shade is None else readable_ink(colours[shade], (palette.ink_dark, palette.ink_light))
        parts.append(_written(label, ink))
    parts += [_written(label, muted) for label in drawn.around]
    for place, x, y in drawn.badges:
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{BADGE}" fill="{sheet.ground}" stroke="{palette.border}"/>')
        parts.append(text_svg(x, y + 4, str(place.number), 11, bold=True, anchor="middle"))
    parts.append(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#B9B2A8"/>')
    top = sheet.y
    sheet.put(f'<g transform="translate({PAD} {top:g}) scale({scale:.4f})">{"".join(parts)}</g>')
    left = PAD + WIDTH * scale + PAD
    _communes(campaign.wording, drawn, sheet, left)
    _unit_legend(campaign, drawn, sheet, left)
    sheet.y = max(sheet.y, top + HEIGHT * scale)


def _communes(wording: Catalogue, drawn: UnitMap, sheet: Sheet, left: float) -> None:
    """Every commune: its rate with its year where one is published; then those without."""
    width = sheet.width - PAD - left
    published, rest = commune_lines(wording, drawn)
    for line in published:
        sheet.paragraph(line, LEGEND, x=left, width=width)
        sheet.y += 3
    if rest:
        sheet.y += 3
        sheet.paragraph(rest, LEGEND, colour=sheet.muted, x=left, width=width)
    sheet.y += PAD / 2


def commune_lines(wording: Catalogue, drawn: UnitMap) -> tuple[list[str], str]:
    """The list beside the map: a line for each commune with a published rate, and one that names the others. Those that have a
    number on the map have it here.
    """
    numbered = {place.number for place, _, _ in drawn.badges}
    named = {
        place.number: f"{place.number}. {place.name}" if place.number in numbered else place.name
        for place in drawn.communes
    }
    published = [f"{named[p.number]}: {p.known.rate_text}" for p in drawn.communes if p.known.rate.known]
    blank = [named[place.number] for place in drawn.communes if not place.known.rate.known]
    rest = wording.say("pictures.unpublished", count=len(blank), names=", ".join(blank)) if blank else ""
    return published, rest


def _unit_legend(campaign: Campaign, drawn: UnitMap, sheet: Sheet, left: float) -> None:
    """The classes that occur, and what is left blank."""
    colours, border = campaign.display.communes.rate.colors.light, campaign.display.map.light.border
    texts = rate_classes(campaign)
    for shade in sorted({place.shade for place in drawn.communes if place.shade is not None}):
        _row(sheet, left, colours[shade], border, texts[shade])
    if any(place.shade is None for place in drawn.communes):
        _row(sheet, left, LAND, border, campaign.wording.say("pictures.blank"))


def _row(sheet: Sheet, left: float, colour: str, border: str, text: str, *, texture: str = "") -> None:
    """An entry of a legend: its swatch and what it says."""
    box = f'x="{left:g}" y="{sheet.y + 3:g}" width="{_SWATCH}" height="14"'
    sheet.put(f'<rect {box} fill="{colour}" stroke="{border}"/>')
    if texture:
        sheet.put(f'<rect {box} fill="url(#{texture})"/>')
    top, start = sheet.y, left + _SWATCH + 8
    sheet.paragraph(text, LEGEND, x=start, width=sheet.width - PAD - start + 1)
    sheet.y = max(sheet.y, top + _ROW)


def draw_province(campaign: Campaign, block: MapBlock, sheet: Sheet) -> None:
    """The map of a measure with names and values, the list of all units beside it, the legend with counts under both."""
    payload = map_payload(campaign, (block.measure,), True)
    geometry, measure, palette = payload["geometry"], payload["measures"][0], payload["palette"]["light"]
    column = payload["years"].index(block.year)
    figures = {u["u"]: measure_figure(campaign, block.measure, u["u"], block.year) for u in geometry["units"]}
    order = sorted(figures, key=lambda u: (not figures[u].known, -figures[u].value if figures[u].known else 0))
    numbers = {unit: place for place, unit in enumerate(order, start=1)}
    cells = {u: (measure["values"].get(u) or {column: [None, "m"]})[column] for u in figures}
    scale = sheet.room * 0.66 / geometry["w"]
    parts = ["<defs>", *(texture.format(ink=palette["ink_dark"]) for texture in _TEXTURES.values()), "</defs>"]
    parts.append(f'<g transform="scale({scale:.4f})" stroke-linejoin="round">')
    parts += [f'<path d="{n["d"]}" fill="{BEYOND}" stroke="#B8BEC4"/>' for n in geometry["neighbours"]]
    for unit in sorted(geometry["units"], key=lambda unit: unit["u"] in block.focus):
        focus = unit["u"] in block.focus
        line = f'stroke="{palette["group" if focus else "border"]}" stroke-width="{4.5 if focus else 1.3}"'
        parts.append(f'<path d="{unit["d"]}" fill="{class_colour(measure, palette, cells[unit["u"]])}" {line}/>')
        if texture := _MARKS.get(figures[unit["u"]].status):
            parts.append(f'<path d="{unit["d"]}" fill="url(#{texture})"/>')
    parts.append("</g>")
    taken: list[Any] = []
    parts += [part for neighbour in geometry["neighbours"] for part in _neighbour(neighbour, scale, sheet.muted, taken)]
    for unit in geometry["units"]:
        code = unit["u"]
        colour = class_colour(measure, palette, cells[code])
        value = written(campaign, block.measure, figures[code])
        parts += _unit_name(
            unit, campaign.names[code], value, colour, ink_on(colour, palette), numbers[code], scale, taken
        )
    top = sheet.y
    sheet.put(f'<g transform="translate({PAD} {top:g})">{"".join(parts)}</g>')
    left = PAD + sheet.room * 0.68
    for unit in order:
        text, value = f"{numbers[unit]}. {campaign.names[unit]}", written(campaign, block.measure, figures[unit])
        sheet.y += _ROW
        sheet.text(left, sheet.y - 5, text, LEGEND, bold=unit in block.focus)
        if not fits_beside(text, value, sheet.width - PAD - left):
            sheet.y += _ROW
        sheet.text(sheet.width - PAD, sheet.y - 5, value, LEGEND, bold=True, anchor="end")
    sheet.y = max(sheet.y, top + geometry["h"] * scale) + PAD / 2
    _province_legend(campaign, measure, palette, list(cells.values()), [f.status for f in figures.values()], sheet)


def fits_beside(name: str, value: str, room: float) -> bool:
    """Whether a place and its value stand in one line of the list, some air between them."""
    return text_width(name, LEGEND, True) + text_width(value, LEGEND, True) + _AIR <= room


def _unit_name(unit: dict[str, Any], name: str, value: str, colour: str, ink: str, number: int, scale: float,
               taken: list[Any]) -> list[str]:  # fmt: skip
    """A unit's name and value where both have room, on a plain ground under the letters; else its number."""
    area = _area(unit["d"], scale)
    point = (unit["lx"] * scale, unit["ly"] * scale)
    halves = name.split(" ", 1)
    for lines in ([name, value], [*halves, value]):
        width = max(text_width(line, _NAME, True) for line in lines) + 4
        height = _NAME * 1.2 * len(lines) + 2
        spots = places(area, point, width, height, _STEP, whole=True)
        free = free_place(spots, taken)
        if free is None:
            continue
        taken.append(free)
        left, top, *_ = free.bounds
        ground = f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'
        return [ground, _written(Label(name, tuple(lines), _NAME, (left, top, width, height), len(lines) - 1), ink)]
    spots = places(area, point, 2 * BADGE, 2 * BADGE, _STEP, at_least_one=True)
    spot = free_place(spots, taken) or spots[0]
    taken.append(spot)
    x, y = spot.centroid.x, spot.centroid.y
    return [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{BADGE}" fill="#FFFFFF" stroke="#6F6A64"/>',
            text_svg(x, y + 4, str(number), 11, bold=True, colour="#000000", anchor="middle")]  # fmt: skip


def _area(path: str, scale: float) -> Any:
    """A shape of the packed geometry, this much smaller."""
    rings = [shapely.make_valid(shapely.Polygon(ring)) for ring in path_rings(path)]
    return shapely.transform(shapely.union_all(rings), lambda at: at * scale)


def _neighbour(shape: dict[str, Any], scale: float, colour: str, taken: list[Any]) -> list[str]:
    """The name of what lies beyond the province, where it has room."""
    width, height = text_width(shape["name"], _NAME) + 4, _NAME * 1.2 + 2
    point = (shape["lx"] * scale, shape["ly"] * scale)
    for free in places(_area(shape["d"], scale), point, width, height, _STEP, whole=True)[:1]:
        taken.append(free)
        left, top, *_ = free.bounds
        return [_written(Label("", (shape["name"],), _NAME, (left, top, width, height)), colour)]
    return []


def _province_legend(
    campaign: Campaign, measure: dict, palette: dict, cells: list, statuses: list, sheet: Sheet
) -> None:
    """Classes in a line, under them the statuses; how many units there are of each."""
    texts, shades = class_texts(measure, campaign.numbers), measure["classes"]["colors_light"]
    classes = [class_index(measure, cell) for cell in cells]
    rows = [(shades[place], "", f"{text}: {classes.count(place)}") for place, text in enumerate(texts)]
    _rows(sheet, rows, palette["border"])
    present = [status for status in (PUBLISHED, PROJECTED, ESTIMATED, MISSING) if status in statuses]
    rows = []
    for status in present:
        words = campaign.marks.words(status)
        colour = palette["missing"] if status == MISSING else shades[len(texts) // 3]
        rows.append((colour, _MARKS.get(status, ""), f"{words.mark} {words.long}: {statuses.count(status)}"))
    _rows(sheet, rows, palette["border"])


def _rows(sheet: Sheet, entries: list[tuple[str, str, str]], border: str) -> None:
    """Entries of a legend (colour, texture, text) side by side, broken into lines."""
    left = float(PAD)
    for colour, texture, text in entries:
        wide = _SWATCH + 8 + text_width(text, LEGEND) + PAD
        if left > PAD and left + wide - PAD > sheet.width - PAD:
            left, sheet.y = PAD, sheet.y + _ROW
        top = sheet.y
        _row(sheet, left, colour, border, text, texture=texture)
        left, sheet.y = left + wide, top
    sheet.y += _ROW * 1.2
