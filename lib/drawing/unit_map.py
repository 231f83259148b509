"""One former district with today's communes and what lies around it, worked out once for a picture and for a slide.

Places are in units of the drawing, ``width`` wide and ``height`` high. Which names find room is decided here, by the widths of
our own font: no two texts touch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from lib.campaign.campaign import RATE, Campaign
from lib.drawing.commune_layer import commune_class, layer_of_communes
from lib.drawing.font import text_width
from lib.drawing.label_places import free_place, places
from lib.ledger.figure import Figure
from lib.views.documents.known_communes import KnownCommune, known_communes

WIDTH, HEIGHT = 600, 470
#: Sizes tried for a name of a commune, one for those around; between places tried, around a text, height of a line.
_SIZES, _AROUND_SIZE, _STEP, _AIR, _LINE = (15, 13, 11), 13, 4, 2, 1.2
#: Share of the frame left around the district.
_MARGIN = 0.07
#: The mark of a commune without room for its name.
BADGE = 9
#: A part of a neighbour smaller than this is no place to anybody.
_SPECK = 300


@dataclass(frozen=True)
class Label:
    """Lines of text in the middle of a box (left, top, width, height), the first ``bold`` ones heavy; ``code`` is whose."""

    code: str
    lines: tuple[str, ...]
    size: float
    box: tuple[float, float, float, float]
    bold: int = 0


@dataclass(frozen=True)
class CommunePlace:
    """A commune on the map: its short name, its shape, what of that the letters may stand on, its class (None: nothing published), how its rate is written, its number in the list."""

    known: KnownCommune
    name: str
    shape: Any
    room: Any
    shade: int | None
    text: str
    number: int


@dataclass(frozen=True)
class UnitMap:
    """The map: communes in the order of the list, the district's outline, neighbours inside and outside the province, texts.

    ``badges`` are the communes (by code) that have their number instead of a name, with its place.
    """

    unit: str
    rate: Figure
    communes: tuple[CommunePlace, ...]
    outline: Any
    districts: tuple[Any, ...]
    beyond: tuple[Any, ...]
    labels: tuple[Label, ...]
    around: tuple[Label, ...]
    badges: tuple[tuple[CommunePlace, float, float], ...]


class _Frame:
    """From degrees to the drawing, a district in the middle of it."""

    def __init__(self, bounds: tuple[float, float, float, float]) -> None:
        west, south, east, north = bounds
        self._squeeze = math.cos(math.radians((south + north) / 2))
        across, down = (east - west) * self._squeeze, north - south
        self._scale = min(WIDTH * (1 - 2 * _MARGIN) / across, HEIGHT * (1 - 2 * _MARGIN) / down)
        self._left = (WIDTH - across * self._scale) / 2 - west * self._squeeze * self._scale
        self._top = (HEIGHT - down * self._scale) / 2 + north * self._scale

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        return lon * self._squeeze * self._scale + self._left, self._top - lat * self._scale

    def shape(self, shape: Any) -> Any:
        """A shape in the drawing, cut at its edges."""
        drawn = shapely.transform(shape, lambda at: np.column_stack(self.point(at[:, 0], at[:, 1])))
        return _areas(shapely.clip_by_rect(shapely.make_valid(drawn), 0, 0, WIDTH, HEIGHT))


def _areas(shape: Any) -> Any:
    """The areas of a shape alone: what is cut may leave lines and points."""
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def unit_map(campaign: Campaign, unit: str, year: int) -> UnitMap | None:
    """The map of a district; None where no boundary layer holds the communes or the district."""
    layer, districts = layer_of_communes(campaign), campaign.edition.layer.set_index("unit")
    if layer is None or unit not in districts.index:
        return None
    frame = _Frame(tuple(districts.geometry[unit].bounds))
    shapes = layer.set_index("unit")
    outline = frame.shape(districts.geometry[unit])
    border = shapely.buffer(outline.boundary, _AIR)
    found = []
    for number, known in enumerate(known_communes(campaign, [unit]), start=1):
        code = known.commune.unit
        shade, *_ = commune_class(campaign, known.rate)
        # That its year is inferred is told in the list beside the map.
        text = campaign.marks.standing(replace(known.rate, inferred=False)) if known.rate.known else ""
        shape = frame.shape(shapes.geometry[code])
        # Not on the district's border, which a commune may lie on both sides of.
        room = _areas(shapely.difference(shape, border))
        found.append(CommunePlace(known, _short(campaign.names[code]), shape, room, shade, text, number))
    others = [code for code in districts.index if code != unit]
    near = {campaign.names[code]: frame.shape(districts.geometry[code]) for code in others}
    beyond = _beyond(campaign.edition.context, frame)
    labels, badges = _names(found, shapes, frame)
    taken = [shapely.box(x, y, x + w, y + h) for x, y, w, h in (label.box for label in labels)]
    taken += [shapely.Point(x, y).buffer(BADGE + _AIR) for _, x, y in badges]
    inside = shapely.union_all([outline, *(place.shape for place in found)])
    around = _around({**near, **beyond}, inside, taken)
    return UnitMap(
        unit, campaign.figure(unit, RATE, year), tuple(found), outline, tuple(s for s in near.values() if not s.is_empty),
        tuple(s for s in beyond.values() if not s.is_empty), tuple(labels), tuple(around), tuple(badges),
    )  # fmt: skip


def _beyond(context: gpd.GeoDataFrame, frame: _Frame) -> dict[str, Any]:
    rows = context[context["kind"] == "neighbour"]
    return {name: frame.shape(shape) for name, shape in zip(rows["name"], rows.geometry, strict=True)}


def _names(
    communes: list[CommunePlace], shapes: gpd.GeoDataFrame, frame: _Frame
) -> tuple[list[Label], list[tuple[CommunePlace, float, float]]]:
    """Names with their values where there is room, largest letters first; numbers where there is none."""
    labels: list[Label] = []
    badges: list[tuple[CommunePlace, float, float]] = []
    taken: list[Any] = []
    # Those with a value choose first.
    for place in communes:
        row = shapes.loc[place.known.commune.unit]
        point = frame.point(row.label_lon, row.label_lat)
        values = [place.text] if place.text else []
        lines = [[place.name, *values], [*place.name.split(" "), *values]]
        tried = [(size, text) for size in _SIZES for text in lines]
        label = _label(place.known.commune.unit, tried, place.room, point, taken, values=len(values))
        if label:
            labels.append(label)
            continue
        spots = places(place.shape, point, 2 * BADGE, 2 * BADGE, _STEP, at_least_one=True)
        spot = free_place(spots, taken)
        if spot is not None:
            taken.append(spot)
            badges.append((place, spot.centroid.x, spot.centroid.y))
    return labels, badges


def _short(name: str) -> str:
    """A name without the kind of place, which the map's title says."""
    kind, _, rest = name.partition(" ")
    return rest or kind


def _label(code: str, tried: list[tuple[int, list[str]]], area: Any, point: tuple[float, float], taken: list[Any], values: int | None = None) -> Label | None:  # fmt: skip
    """The first of some texts that finds a free place in an area; that place is taken from then on. All lines of a name are bold but
    its last ``values``; None: no line is.
    """
    if area.is_empty:
        return None
    for size, lines in tried:
        width = max(text_width(line, size, True) for line in lines) + 2 * _AIR
        height = size * _LINE * len(lines) + 2 * _AIR
        spots = places(area, point, width, height, _STEP, whole=True)
        free = free_place(spots, taken)
        if free is not None:
            taken.append(free)
            left, top, *_ = free.bounds
            bold = 0 if values is None else len(lines) - values
            return Label(code, tuple(lines), size, (left, top, width, height), bold)
    return None


def _around(shapes: dict[str, Any], inside: Any, taken: list[Any]) -> list[Label]:
    """Names of what lies around, each in the largest part of it that is seen."""
    found = []
    for name, shape in shapes.items():
        seen = _areas(shapely.difference(shape, inside))
        if seen.area < _SPECK:
            continue
        part = max(shapely.get_parts(seen), key=lambda one: one.area)
        point = part.representative_point()
        tried = [(_AROUND_SIZE, [name]), (_AROUND_SIZE, name.split(" "))]
        label = _label(name, tried, part, (point.x, point.y), taken)
        if label:
            found.append(label)
    return found
