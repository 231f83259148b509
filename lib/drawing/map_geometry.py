"""Boundary layers as SVG paths: what the browser draws."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import geopandas as gpd
import shapely
from shapely.ops import polylabel

_NUMBER = re.compile(r"-?\d+")
MARGIN = 0.03  # share of the width left around the province


def svg_geometry(
    layer: gpd.GeoDataFrame, context: gpd.GeoDataFrame, width: int = 1000, bounds: Sequence[float] | None = None
) -> dict:
    """Geometry in SVG units (width ``width``, whole numbers, relative steps), JSON-ready.

    ``bounds``: west, south, east, north of what the drawing holds, by default the layer itself.

    ``{w, h, units: [{u, name, d, lx, ly}], outline, neighbours: [{name, d, lx, ly}]}``. Projection:
    equirectangular with the cosine of the middle latitude, true enough over two degrees.
    """
    west, south, east, north = layer.total_bounds if bounds is None else bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    pad = MARGIN * width
    scale = (width - 2 * pad) / ((east - west) * squeeze)
    height = round((north - south) * scale + 2 * pad)

    def project(lon: float, lat: float) -> tuple[int, int]:
        return round((lon - west) * squeeze * scale + pad), round((north - lat) * scale + pad)

    def path(shape: shapely.Geometry) -> str:
        return "".join(_ring(ring, project) for part in shapely.get_parts(shape) for ring in _rings(part))

    units = []
    for row in layer.itertuples():
        x, y = project(row.label_lon, row.label_lat)
        units.append({"u": row.unit, "name": row.name, "d": path(row.geometry), "lx": x, "ly": y})
    to_lon = lambda x: west + (x - pad) / scale / squeeze  # noqa: E731
    to_lat = lambda y: north - (y - pad) / scale  # noqa: E731
    frame = shapely.box(to_lon(0), to_lat(height), to_lon(width), to_lat(0))
    neighbours = []
    for row in context[context["kind"] == "neighbour"].itertuples():
        shape = shapely.intersection(shapely.make_valid(row.geometry), frame)
        if shape.is_empty or shape.area < 0.02:
            continue
        point = polylabel(max(shapely.get_parts(shape), key=lambda part: part.area), tolerance=0.002)
        x, y = project(point.x, point.y)
        neighbours.append({"name": row.name, "d": path(shape), "lx": x, "ly": y})
    outline = path(shapely.union_all(layer.geometry.values))
    return {"w": width, "h": height, "units": units, "outline": outline, "neighbours": neighbours}


def path_rings(path: str) -> Iterator[list[tuple[int, int]]]:
    """The rings of a path that :func:`svg_geometry` wrote (``M x,y l dx dy … z``), as points."""
    for start, steps in re.findall(r"M([^l]+)l([^z]+)z", path):
        x, y = (int(n) for n in _NUMBER.findall(start)[:2])
        ring = [(x, y)]
        numbers = [int(n) for n in _NUMBER.findall(steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        yield ring


def _rings(part: shapely.Geometry) -> list:
    if part.geom_type != "Polygon":
        return []
    return [part.exterior, *part.interiors]


def _ring(ring: shapely.Geometry, project: Callable[[float, float], tuple[int, int]]) -> str:
    """Path of a closed ring: one absolute point, then steps in whole units (they add up without drift)."""
    points: list[tuple[int, int]] = []
    for lon, lat in ring.coords[:-1]:
        point = project(lon, lat)
        if not points or point != points[-1]:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    if len(points) < 3:
        return ""
    steps = [(x - fromx, y - fromy) for (fromx, fromy), (x, y) in pairwise(points)]
    # A minus sign separates numbers by itself; only a positive number needs a space before it.
    numbers = "".join(f"{'' if i == 0 or n < 0 else ' '}{n}" for i, n in enumerate(n for step in steps for n in step))
    return f"M{points[0][0]},{points[0][1]}l{numbers}z"
