"""Compute the project's generalised boundary layers from reference layers of full detail.

    python scripts/build_boundaries.py REFERENCE_DIR [--out geo] [--report]

REFERENCE_DIR holds districts_2021, communes_2020, communes_2025, province and neighbours as GeoJSON. All unit
layers are unions of one coverage of pieces, simplified once with shared edges and rounded on one grid, so the
layers' common edges are identical and nothing gaps or overlaps.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import mapping
from shapely.ops import polylabel

ROOT = Path(__file__).resolve().parent.parent
METRES = 32648  # UTM 48N: what "metres" means below
GRID = 1e-4  # degrees, about 11 m
ISLET = 5e-4  # square degrees, about 6 km²: smaller islands of the neighbours are left out
SPECK_KM2 = 0.05  # a part smaller than this is an accident of digitising, invisible at the scale of a province
JOINED_VINH = {"Xã Nghi Xuân", "Xã Phúc Thọ", "Xã Nghi Thái", "Xã Nghi Phong"}
NOTICE = "Bản đồ phục vụ thống kê, không phải đường địa giới hành chính pháp lý"

Key = TypeVar("Key", int, str)


def main() -> int:
    """Build and write every layer; ``--report`` prints sizes and accuracy instead of only writing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "geo")
    parser.add_argument("--report", action="store_true")
    options = parser.parse_args()
    layers = build(options.reference)
    for name, content in layers.items():
        (options.out / f"{name}.geojson").write_text(content, encoding="utf-8")
    if options.report:
        report(options.reference, options.out)
    return 0


def build(reference: Path) -> dict[str, str]:
    """The GeoJSON text of every layer, by name."""
    pieces = _pieces(reference)
    pieces = _simplified(pieces)
    districts = _dissolve(pieces, "district")
    later = _dissolve(pieces, "district_2024")
    communes = _dissolve(pieces, "commune")
    former = pieces.groupby("commune")["district"].agg(lambda codes: sorted(set(codes)))
    # One spelling everywhere: the units table's (the reference writes some tone marks elsewhere).
    units = pd.read_csv(ROOT / "data" / "units.csv", dtype=str, keep_default_na=False)
    names = dict(zip(units["unit"], units["name_vi"], strict=True))
    return {
        "districts_2021": _text(districts, names),
        "districts_2024": _text(later, names),
        "communes_2025": _text(communes, names, former),
        "context": _context(reference, shapely.union_all(districts["geometry"].values)),
    }


def _pieces(reference: Path) -> gpd.GeoDataFrame:
    """The finest pieces: each 2025 commune cut by former district and by the move to Vinh of 12/2024."""
    old = gpd.read_file(reference / "communes_2020.geojson")
    moved = old["name"].isin(JOINED_VINH) & (old["district_code"] == "429")
    old["district_2024"] = old["district_code"].where(~(moved | old["district_code"].isin(["412", "413"])), "412-2024")
    old.loc[(old["district_code"] == "429") & ~moved, "district_2024"] = "429-2024"
    pieces = old.drop(columns="district").rename(columns={"district_code": "district", "code_2025": "commune"})
    pieces = pieces.dissolve(["district", "district_2024", "commune"]).reset_index()
    pieces = pieces[["district", "district_2024", "commune", "geometry"]]
    return pieces.set_geometry(_without_specks(pieces.geometry))


def _without_specks(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Specks go to the piece they share most border with; specks in the open sea are dropped."""
    parts = shapes.explode()
    small = (parts.to_crs(METRES).area / 1e6 < SPECK_KM2).to_numpy()
    kept = parts[~small].groupby(level=0).agg(lambda group: shapely.union_all(group.values)).to_dict()
    for speck in parts[small].values:
        owner = _longest_border(speck, kept)
        if owner is not None:
            kept[owner] = shapely.union(kept[owner], speck)
    return gpd.GeoSeries([kept[i] for i in shapes.index], index=shapes.index, crs=shapes.crs)


def _longest_border(shape: shapely.Geometry, others: dict[Key, shapely.Geometry]) -> Key | None:
    """Key of the other shape that shares most border with ``shape``; None when none shares any."""
    shared = {key: shapely.length(shapely.intersection(shape, other)) for key, other in others.items()
              if shapely.intersects(shape, other)}  # fmt: skip
    best = max(shared, key=lambda key: shared[key], default=None)
    return best if best is not None and shared[best] > 0 else None


def _simplified(pieces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    metric = pieces.to_crs(METRES)
    # Small units are simplified less: their outline is all they have.
    area = metric.dissolve("district").area / 1e6
    tolerance = metric["district"].map(lambda d: 260.0 if area[d] < 200 else 420.0 if area[d] < 700 else 650.0)
    shapes = metric.geometry.values
    for step in sorted(tolerance.unique()):
        # Simplify the whole coverage at the small tolerance first, then only the larger units further: edges
        # they share with small units are already final in the small units' eyes, so both sides stay equal.
        chosen = np.flatnonzero((tolerance >= step).to_numpy())
        part = shapely.coverage_simplify(np.asarray(shapes)[chosen], step, simplify_boundary=step == min(tolerance))
        shapes = np.asarray(shapes).copy()
        shapes[chosen] = part
    simplified = gpd.GeoSeries(shapes, crs=METRES).to_crs(4326)
    rounded = shapely.set_precision(np.asarray(simplified.values), GRID, mode="pointwise")
    rounded = _repaired(rounded)
    return pieces.set_geometry(gpd.GeoSeries(rounded, index=pieces.index, crs=4326))


def _repaired(shapes: np.ndarray) -> np.ndarray:
    """Node the rounded coverage on the grid: rebuild the pieces from the faces between all edges.

    Rounding can cross two edges (a face of two pieces: the first keeps it) or open a gap (a face of none: it goes
    to the piece it shares most border with).
    """
    edges = shapely.union_all(shapely.boundary(shapes), grid_size=GRID)
    clean = shapely.make_valid(shapes)
    owned: dict[int, list[shapely.Geometry]] = {i: [] for i in range(len(shapes))}
    gaps = []
    for face in shapely.get_parts(shapely.polygonize([edges])):
        holders = np.flatnonzero(shapely.intersects(clean, face.representative_point()))
        if len(holders):
            owned[int(holders[0])].append(face)
        else:
            gaps.append(face)
    merged = {i: shapely.union_all(faces, grid_size=GRID) for i, faces in owned.items()}
    for gap in gaps:
        owner = _longest_border(gap, merged)
        merged[owner] = shapely.union(merged[owner], gap, grid_size=GRID)
    return np.array([merged[i] for i in range(len(shapes))])


def _dissolve(pieces: gpd.GeoDataFrame, by: str) -> gpd.GeoDataFrame:
    rows = [
        (unit, shapely.normalize(shapely.coverage_union_all(np.asarray(group.values))))
        for unit, group in pieces.set_index(by).geometry.groupby(level=0)
    ]
    return gpd.GeoDataFrame({"unit": [r[0] for r in rows]}, geometry=[r[1] for r in rows], crs=4326)


def _label(shape: shapely.Geometry) -> list[float]:
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    point = polylabel(largest, tolerance=0.002)
    return [round(point.x, 4), round(point.y, 4)]


def _text(layer: gpd.GeoDataFrame, names: dict[str, str], former: pd.Series | None = None) -> str:
    features = []
    for row in layer.sort_values("unit").itertuples():
        properties = {"unit": row.unit, "name": names[row.unit], "label": _label(row.geometry)}
        if former is not None:
            properties["former"] = former[row.unit]
        features.append({"type": "Feature", "properties": properties, "geometry": _geometry(row.geometry)})
    return _collection(features)


def _geometry(shape: shapely.Geometry, digits: int = 4) -> dict:
    def rounded(value: object) -> object:
        return round(value, digits) if isinstance(value, float) else [rounded(part) for part in value]

    content = mapping(shape)
    return {"type": content["type"], "coordinates": rounded(content["coordinates"])}


def _collection(features: list[dict]) -> str:
    content = {"type": "FeatureCollection", "notice": NOTICE, "features": features}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _context(reference: Path, province: shapely.Geometry) -> str:
    features = [{"type": "Feature", "properties": {"kind": "outline", "unit": "40", "name": "Nghệ An"},
                 "geometry": _geometry(shapely.normalize(province))}]  # fmt: skip
    west, south, east, north = province.bounds
    frame = shapely.box(west - 0.6, south - 0.5, east + 0.8, north + 0.5)
    shapes = {}
    for row in gpd.read_file(reference / "neighbours.geojson").itertuples():
        shape = shapely.intersection(shapely.make_valid(row.geometry), frame)
        # The coarse grid only lightens the far lines: a precision that stayed would coarsen the province's too.
        shape = shapely.set_precision(shapely.set_precision(shapely.simplify(shape, 0.012), 0.001), 0)
        shape = shapely.union_all([part for part in shapely.get_parts(shape) if part.area > ISLET])
        # Việt Nam as a whole lies under Thanh Hóa and Hà Tĩnh: two names in one place.
        if not shape.is_empty and row.name != "Việt Nam":
            shapes[row.name] = shape
    for name, shape in _closed_to(province, shapes, frame).items():
        properties = {"kind": "neighbour", "name": name}
        features.append({"type": "Feature", "properties": properties, "geometry": _geometry(shape)})
    return _collection(features)


def _closed_to(
    province: shapely.Geometry, shapes: dict[str, shapely.Geometry], frame: shapely.Geometry
) -> dict[str, shapely.Geometry]:
    """Neighbours that end exactly at the province, so that no strip of land looks like water.

    The neighbours' lines come from other surveys, off by kilometres in the mountains. Land that belongs to nobody
    goes to the neighbour it shares most border with; the sea (the part that reaches the eastern edge) stays empty.
    """
    closed: dict[str, shapely.Geometry] = {}
    taken = province
    for name, shape in shapes.items():
        closed[name] = shapely.difference(shape, taken, grid_size=GRID)
        taken = shapely.union(taken, shape, grid_size=GRID)
    for part in shapely.get_parts(shapely.difference(frame, taken, grid_size=GRID)):
        sea = shapely.bounds(part)[2] >= frame.bounds[2]
        owner = None if sea else _longest_border(part, closed)
        if owner is not None:
            closed[owner] = shapely.union(closed[owner], part, grid_size=GRID)
    return {name: _polygons(shape) for name, shape in closed.items()}


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """The polygons of a shape, without the points and lines that differences leave where two lines touch."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return shapely.normalize(shapely.MultiPolygon(parts))


def report(reference: Path, out: Path) -> None:
    """Print size, vertices and accuracy against the reference of each district."""
    for path in sorted(out.glob("*.geojson")):
        layer = gpd.read_file(path)
        points = int(shapely.get_num_coordinates(layer.geometry.values).sum())
        print(f"{path.name}: {path.stat().st_size / 1000:.1f} kB, {len(layer)} units, {points} points")
    truth = gpd.read_file(reference / "districts_2021.geojson").to_crs(METRES).set_index("code").geometry
    ours = gpd.read_file(out / "districts_2021.geojson").to_crs(METRES).set_index("unit").geometry
    for unit in ours.index:
        both = truth[unit].intersection(ours[unit]).area / truth[unit].union(ours[unit]).area
        print(
            f"{unit}: IoU {both:.3f}, {ours[unit].area / 1e6:.1f} km² ({ours[unit].area / truth[unit].area - 1:+.2%})"
        )


if __name__ == "__main__":
    sys.exit(main())
