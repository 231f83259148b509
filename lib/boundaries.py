"""Boundary layers: the project's own, or an authority's file in their place, checked before use."""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from lib.errors import DataError, Finding, data_error
from lib.names import match_unit_name
from lib.paths import GEO_DIR
from lib.settings import setting

LAYERS = ("districts_2021", "districts_2024", "communes_2025")
#: Replaceable layers and the setting that names the file.
_REPLACEABLE = {"districts_2021": ("boundaries", "districts")}
_METRES = 32648
_OVERLAP_KM2 = 1.0


def load_layer(name: str, path: Path | None = None) -> gpd.GeoDataFrame:
    """A layer of units in WGS84: columns ``unit, name, label_lon, label_lat, former, geometry``.

    ``path`` (or the installation's setting) puts an authority's file in the place of ours. Raises
    :class:`lib.errors.DataError` with everything wrong in it, ``ValueError`` for an unknown layer.
    """
    if name not in LAYERS:
        raise ValueError(f"unknown layer {name!r}: one of {', '.join(LAYERS)}")
    if path is None and name in _REPLACEABLE:
        own = setting(*_REPLACEABLE[name])
        path = Path(own) if own else None
    own_layer = _own(name)
    return own_layer if path is None else _authority(path, own_layer)


@cache
def load_context() -> gpd.GeoDataFrame:
    """Province outline and neighbours for orientation: columns ``kind`` (outline, neighbour), ``name``."""
    return _read(GEO_DIR / "context.geojson")


@cache
def _own(name: str) -> gpd.GeoDataFrame:
    layer = _read(GEO_DIR / f"{name}.geojson")
    missing = {"unit", "name", "label"} - set(layer.columns)
    if missing:
        raise data_error(f"{name}.geojson", f"thiếu thuộc tính {', '.join(sorted(missing))}.")
    labels = pd.DataFrame(layer["label"].tolist(), columns=["label_lon", "label_lat"], index=layer.index)
    former = layer["former"] if "former" in layer else pd.Series([[]] * len(layer), index=layer.index)
    return gpd.GeoDataFrame(
        {"unit": layer["unit"], "name": layer["name"], **labels, "former": former},
        geometry=layer.geometry,
        crs=4326,
    )


def _read(path: Path) -> gpd.GeoDataFrame:
    if not path.exists():
        raise data_error(path, "không tìm thấy tệp ranh giới.", remedy="Đặt lại tệp, hoặc sửa settings.toml.")
    try:
        return gpd.read_file(path)
    except Exception as error:  # the readers raise many kinds; all mean the same to the officer
        raise data_error(path, "không đọc được tệp ranh giới.",
                         remedy="Cần GeoJSON, GeoPackage hoặc Shapefile (đủ .shp, .shx, .dbf, .prj).") from error  # fmt: skip


def _authority(path: Path, reference: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    layer = _read(path)
    file = path.name
    if layer.crs is None:
        raise data_error(path, "tệp không ghi hệ toạ độ.", remedy="Gán hệ toạ độ (ví dụ VN-2000 hay WGS84) rồi lưu.")
    layer = layer.to_crs(4326)
    findings: list[Finding] = []
    layer["unit"] = _recognised(file, layer, reference, findings)
    for unit, count in layer["unit"].value_counts().items():
        if count > 1:
            findings.append(Finding(file, f"{_name(reference, unit)} có {count} lần.", remedy="Gộp thành một vùng."))
    for unit in sorted(set(reference["unit"]) - set(layer["unit"].dropna())):
        findings.append(Finding(file, f"thiếu {_name(reference, unit)} (mã {unit}).", remedy="Thêm vùng này vào tệp."))
    layer = layer[layer["unit"].notna()]
    layer = layer.set_geometry(shapely.make_valid(layer.geometry.values))
    findings += _geometry_findings(file, layer, reference)
    if findings:
        raise DataError(findings)
    points = layer.geometry.representative_point()
    return gpd.GeoDataFrame(
        {
            "unit": layer["unit"],
            "name": layer["unit"].map(reference.set_index("unit")["name"]),
            "label_lon": points.x,
            "label_lat": points.y,
            "former": [[]] * len(layer),
        },
        geometry=layer.geometry,
        crs=4326,
    ).sort_values("unit", ignore_index=True)


def _recognised(file: str, layer: gpd.GeoDataFrame, reference: gpd.GeoDataFrame, findings: list[Finding]) -> list:
    """Codes found in the column that holds the most codes or names; the rest become findings."""
    names = dict(zip(reference["name"], reference["unit"], strict=True))
    codes = set(reference["unit"])
    best: list[str | None] = [None] * len(layer)
    column_of_best = ""
    for column in layer.columns.drop("geometry"):
        texts = layer[column].astype(str).str.strip().str.removesuffix(".0")
        found = [t if t in codes else match_unit_name(t, names) for t in texts]
        if sum(f is not None for f in found) > sum(f is not None for f in best):
            best, column_of_best = found, column
    if not column_of_best:
        findings.append(Finding(file, "không có cột nào chứa mã hoặc tên huyện."))
        return best
    for position, unit in enumerate(best):
        if unit is None:
            text = str(layer[column_of_best].iloc[position])
            close = difflib.get_close_matches(text, list(names), n=1)
            remedy = f"Có phải là “{close[0]}”?" if close else "Xoá vùng này hoặc sửa tên."
            findings.append(
                Finding(
                    file,
                    f"không có huyện nào tên “{text}”.",
                    row=position + 1,
                    column=column_of_best,
                    remedy=remedy,
                )
            )
    return best


def _geometry_findings(file: str, layer: gpd.GeoDataFrame, reference: gpd.GeoDataFrame) -> list[Finding]:
    found = []
    areal = shapely.area(layer.geometry.values) > 0
    for unit in layer.loc[~areal, "unit"]:
        found.append(Finding(file, f"{_name(reference, unit)} không có vùng (hình rỗng hoặc hỏng)."))
    truth = reference.set_index("unit").geometry
    for row in layer[areal].itertuples():
        if not row.geometry.intersects(truth[row.unit]):
            found.append(Finding(file, f"{_name(reference, row.unit)} nằm sai chỗ, không giao với vị trí đã biết.",
                                 remedy="Kiểm tra hệ toạ độ và thứ tự kinh độ, vĩ độ."))  # fmt: skip
    metric = layer[areal].to_crs(_METRES).reset_index(drop=True)
    first, second = metric.sindex.query(metric.geometry, predicate="intersects")
    for i, j in zip(first, second, strict=True):
        if i < j:
            overlap = metric.geometry[i].intersection(metric.geometry[j]).area / 1e6
            if overlap > _OVERLAP_KM2:
                one, two = (_name(reference, metric["unit"][k]) for k in (i, j))
                found.append(Finding(file, f"{one} và {two} chồng lên nhau {overlap:.0f} km²."))
    return found


def _name(reference: gpd.GeoDataFrame, unit: str) -> str:
    return str(reference.set_index("unit")["name"].get(unit, unit))
