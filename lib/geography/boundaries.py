"""Boundary layers: the project's own, or an authority's file in their place, checked before use."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj.exceptions import ProjError
from shapely.ops import polylabel

from lib.base import letters, tables
from lib.base.documents import MARKUP
from lib.base.findings import DataError, Finding, data_error, few
from lib.language.names import folded, match_unit_name

CHECKSUMS = "checksums.csv"
CONTEXT = "context.geojson"
AREAS = "official_areas.csv"
_CHECKSUM_TABLE = tables.table(
    {
        "file": tables.text(required=True, unique=True),
        "sha256": tables.text(pattern="[0-9a-f]{64}", pattern_vi="không phải mã kiểm SHA-256"),
    }
)
_AREA_TABLE = tables.table(
    {
        "unit": tables.text(required=True, unique=True),
        "name": tables.text(required=True, longest=120),
        "km2": tables.number(low=0.01, high=100_000),
        "source": tables.text(required=True),
    }
)
#: An island left out makes the smallest town 8 % too small (geo/README.md); a shape of another unit is far off.
_AREA_SHARE = 0.1
#: Layers of one coverage differ by the rounding of sums alone.
_COVERAGE_SHARE = 1e-6
_CONTEXT_KINDS = ("outline", "neighbour")
#: What lies in Vietnam's north and its neighbours: anything else is another order or system of coordinates.
_HERE = (95.0, 5.0, 115.0, 30.0)
_RESTORE = "Lấy lại tệp này từ bản gốc."
_METRES = 32648
_MOST_BYTES = 60_000_000
_OVERLAP_KM2 = 1.0
#: An authority's district covers at least this share of ours, and lies outside Nghệ An with at most this share.
_SHARE_COVERED = 0.5
_SHARE_OUTSIDE = 0.25
_PROVINCE_MARGIN = 0.03  # degrees, about 3 km: two surveys of one border may differ by this much
_NAMED_STRANGERS = 10  # more unknown areas than this (a national file) are told in one sentence
#: A layer with more points than this is generalised before a browser draws it (ours has about 3000).
_MAX_POINTS = 8000
_GENERALISED_METRES = 200.0


def load_layer(path: Path, own: Path | None = None) -> gpd.GeoDataFrame:
    """A layer of units in WGS84: columns ``unit, name, label_lon, label_lat, former, geometry``.

    ``own`` puts an authority's file in the place of ours at ``path``, after a check against it. Raises
    :class:`lib.base.findings.DataError` with everything wrong.
    """
    layer = _ours(path)
    if own is None:
        return layer
    if not own.exists():
        raise data_error(own, "không tìm thấy tệp ranh giới.", remedy="Đặt lại tệp, hoặc sửa settings.toml.")
    if not own.is_file() and own.suffix != ".gdb":
        raise data_error(
            own, "đây là thư mục, không phải tệp ranh giới.", remedy="Ghi đường dẫn của tệp trong settings.toml."
        )
    if own.is_file() and own.stat().st_size > _MOST_BYTES:
        raise data_error(own, f"tệp quá lớn ({own.stat().st_size // 1_000_000} MB).",
                         remedy="Khái quát hoá ranh giới trước, hoặc chỉ giữ các huyện của Nghệ An.")  # fmt: skip
    return _authority(own, layer)


def load_context(directory: Path) -> gpd.GeoDataFrame:
    """Province outline and neighbours for orientation: columns ``kind`` (outline, neighbour), ``name``."""
    layer = _read(directory / CONTEXT)
    missing = {"kind", "name"} - set(layer.columns)
    if missing:
        raise data_error(CONTEXT, f"thiếu thuộc tính {', '.join(sorted(missing))}.", remedy=_RESTORE)
    found = list(_shape_findings(CONTEXT, layer))
    if not set(layer["kind"]) <= set(_CONTEXT_KINDS) or (layer["kind"] == "outline").sum() != 1:
        found.append(
            Finding(CONTEXT, "phải có đúng một đường bao của tỉnh (outline) và các vùng lân cận.", remedy=_RESTORE)
        )
    if layer["name"].duplicated().any():
        found.append(Finding(CONTEXT, "có vùng bị lặp.", remedy=_RESTORE))
    if found:
        raise DataError(few(found))
    return layer


def coverage_findings(file: str, layer: gpd.GeoDataFrame, context: gpd.GeoDataFrame) -> list[Finding]:
    """A layer of ours fills the province's outline: all are cut from one coverage (geo/README.md)."""
    outline = shapely.area(context.geometry[context["kind"] == "outline"].values).sum()
    covered = shapely.area(layer.geometry.values).sum()
    if abs(covered / outline - 1) <= _COVERAGE_SHARE:
        return []
    message = f"các vùng cộng lại bằng {covered / outline * 100:.1f} % diện tích trong đường bao của tỉnh ({CONTEXT})."
    return [Finding(file, message, remedy=_RESTORE)]


def area_findings(directory: Path, layer: gpd.GeoDataFrame, file: str) -> list[Finding]:
    """Units of a layer whose area is not the official one (``official_areas.csv``): another unit's shape, or a part."""
    try:
        official = tables.load_table(directory / AREAS, _AREA_TABLE)
    except DataError as error:
        return list(error.findings)
    shapes = layer.to_crs(_METRES).set_index("unit").geometry.area / 1e6
    names = layer.set_index("unit")["name"]
    found = []
    for row in official.itertuples():
        if row.unit not in shapes:
            found.append(Finding(AREAS, f"{file} không có vùng “{row.unit}”.", int(row.Index), "unit", remedy=_RESTORE))
        elif row.name != names[row.unit]:
            found.append(Finding(AREAS, f"“{row.unit}” là {names[row.unit]}.", int(row.Index), "name", remedy=_RESTORE))
        elif abs(shapes[row.unit] / row.km2 - 1) > _AREA_SHARE:
            message = f"{row.name} rộng {shapes[row.unit]:.0f} km² trên bản đồ, diện tích công bố là {row.km2:g} km²."
            found.append(Finding(AREAS, message, int(row.Index), "km2", remedy="Lấy lại cả hai tệp từ bản gốc."))
    for unit in sorted(set(shapes.index) - set(official["unit"])):
        found.append(Finding(AREAS, f"thiếu dòng của “{unit}”.", remedy=_RESTORE))
    return found


def checksum_findings(directory: Path, names: Iterable[str]) -> list[Finding]:
    """Files of ours that are not what ``checksums.csv`` beside them says: they are made by a script, never by hand."""
    try:
        table = tables.load_table(directory / CHECKSUMS, _CHECKSUM_TABLE)
    except DataError as error:
        return list(error.findings)
    names = list(names)
    known = dict(zip(table["file"], table["sha256"], strict=True))
    found = [
        Finding(CHECKSUMS, f"không có tệp “{name}” trong các hệ địa giới.", int(row), "file", remedy="Xoá dòng này.")
        for row, name in table.loc[~table["file"].isin(names), "file"].items()
    ]
    for name in names:
        path = directory / name
        if name not in known:
            found.append(Finding(CHECKSUMS, f"thiếu dòng của “{name}”.", remedy=_RESTORE))
        elif path.is_file() and letters.digest(path) != known[name]:
            found.append(Finding(name, "tệp ranh giới không còn như bản gốc.", remedy=_RESTORE))
    return found


def unit_findings(file: str, layer: gpd.GeoDataFrame, names: dict[str, str]) -> list[Finding]:
    """Where a layer's units are not those of units.csv (``names``: code -> name)."""
    doubled = sorted(set(layer.loc[layer["unit"].duplicated(), "unit"]))
    found = [Finding(file, f"vùng “{unit}” có hai lần.", remedy=_RESTORE) for unit in doubled]
    found += [
        Finding(file, f"thiếu vùng “{unit}”.", remedy=_RESTORE) for unit in sorted(set(names) - set(layer["unit"]))
    ]
    for unit, name in zip(layer["unit"], layer["name"], strict=True):
        if unit not in names:
            found.append(Finding(file, f"vùng “{unit}” không thuộc hệ địa giới này ở units.csv.", remedy=_RESTORE))
        elif names[unit] != name:
            found.append(Finding(file, f"vùng “{unit}” tên “{name}”, units.csv ghi “{names[unit]}”.", remedy=_RESTORE))
    return found


def _ours(path: Path) -> gpd.GeoDataFrame:
    layer = _read(path)
    missing = {"unit", "name", "label"} - set(layer.columns)
    if missing:
        raise data_error(path, f"thiếu thuộc tính {', '.join(sorted(missing))}.", remedy=_RESTORE)
    found = list(_shape_findings(path.name, layer))
    if found:
        raise DataError(few(found))
    labels = pd.DataFrame(map(_point, layer["label"]), columns=["label_lon", "label_lat"], index=layer.index)
    inside = shapely.contains_xy(layer.geometry.values, labels["label_lon"], labels["label_lat"])
    if not inside.all():
        units = ", ".join(map(str, layer.loc[~inside, "unit"].head(5)))
        raise data_error(path, f"điểm ghi nhãn nằm ngoài vùng của nó: {units}.", remedy=_RESTORE)
    former = layer["former"] if "former" in layer else pd.Series([[]] * len(layer), index=layer.index)
    return gpd.GeoDataFrame(
        {"unit": layer["unit"], "name": layer["name"], **labels, "former": former},
        geometry=layer.geometry,
        crs=4326,
    )


def _point(label: object) -> tuple[float, float]:
    """A label's longitude and latitude; what is no pair of numbers lies in no unit."""
    pair = list(label) if isinstance(label, (list, tuple, np.ndarray)) else []
    if len(pair) == 2 and all(isinstance(part, (int, float)) for part in pair):
        return float(pair[0]), float(pair[1])
    return np.nan, np.nan


def _shape_findings(file: str, layer: gpd.GeoDataFrame) -> Iterator[Finding]:
    """Names that are no text; shapes that are missing, no areas, crossed, or elsewhere on Earth."""
    # The context's neighbours have no code.
    for column in ("name",) if file == CONTEXT else ("unit", "name"):
        texts = [value if isinstance(value, str) else "" for value in layer[column]]
        if not all(text.strip() and not MARKUP.search(text) for text in texts):
            yield Finding(file, f"thuộc tính {column} của một vùng trống hoặc không phải chữ.", remedy=_RESTORE)
        for text in texts:
            if told := letters.broken(text):
                yield Finding(file, f"thuộc tính {column} của một vùng: {told[0]}", remedy=_RESTORE)
    shapes = layer.geometry
    if shapes.isna().any() or shapes.is_empty.any():
        yield Finding(file, "có vùng không có hình.", remedy=_RESTORE)
    elif not shapes.geom_type.isin(["Polygon", "MultiPolygon"]).all() or not shapes.is_valid.all():
        yield Finding(file, "có vùng không phải một hình đa giác đúng.", remedy=_RESTORE)
    elif not ((shapes.total_bounds[:2] >= _HERE[:2]).all() and (shapes.total_bounds[2:] <= _HERE[2:]).all()):
        yield Finding(file, "có toạ độ không ở vùng này (nhầm thứ tự kinh độ, vĩ độ?).", remedy=_RESTORE)


def _read(path: Path) -> gpd.GeoDataFrame:
    if not path.exists():
        raise data_error(path, "không tìm thấy tệp ranh giới.", remedy=_RESTORE)
    try:
        layer = gpd.read_file(path)
    except Exception as error:  # the readers raise many kinds; all mean the same to the officer
        raise data_error(path, "không đọc được tệp ranh giới.",
                         remedy="Cần GeoJSON, GeoPackage hoặc Shapefile (đủ .shp, .shx, .dbf, .prj).") from error  # fmt: skip
    if not isinstance(layer, gpd.GeoDataFrame) or layer.empty:
        raise data_error(path, "tệp không có vùng nào.", remedy="Cần một lớp đa giác của 21 huyện, thị xã, thành phố.")
    return layer


def _authority(path: Path, reference: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    layer = _in_degrees(path)
    findings: list[Finding] = []
    layer["unit"] = _recognised(path.name, layer, reference, findings)
    layer = layer[layer["unit"].notna()]
    counts = layer["unit"].value_counts()
    for unit, name in zip(reference["unit"], reference["name"], strict=True):
        if unit not in counts:
            findings.append(Finding(path.name, f"thiếu {name} (mã {unit}).", remedy="Thêm vùng này vào tệp."))
        elif counts[unit] > 1:
            findings.append(Finding(path.name, f"{name} có {counts[unit]} lần.", remedy="Gộp thành một vùng."))
    layer = layer.set_geometry(_repaired(layer.geometry.values))
    findings += _geometry_findings(path.name, layer, reference)
    if findings:
        raise DataError(findings)
    layer = _generalised(layer).sort_values("unit", ignore_index=True)
    points = [_label_point(shape) for shape in layer.geometry]
    return gpd.GeoDataFrame(
        {
            "unit": layer["unit"],
            "name": layer["unit"].map(reference.set_index("unit")["name"]),
            "label_lon": [point.x for point in points],
            "label_lat": [point.y for point in points],
            "former": [[] for _ in points],
        },
        geometry=layer.geometry,
        crs=4326,
    )


def _in_degrees(path: Path) -> gpd.GeoDataFrame:
    """The file in WGS84, refused when its coordinates cannot be what its coordinate system says."""
    layer = _read(path)
    if layer.crs is None:
        raise data_error(path, "tệp không ghi hệ toạ độ.", remedy="Gán hệ toạ độ (ví dụ VN-2000 hay WGS84) rồi lưu.")
    try:
        layer = layer.to_crs(4326)
    except ProjError as error:
        raise data_error(path, "không đổi được hệ toạ độ của tệp sang kinh độ, vĩ độ.",
                         remedy="Lưu lại tệp theo VN-2000 hay WGS84.") from error  # fmt: skip
    bounds = layer.bounds.dropna().to_numpy()
    if not (np.isfinite(bounds).all() and (np.abs(bounds) <= [180, 90, 180, 90]).all()):
        raise data_error(path, "toạ độ không phải kinh độ, vĩ độ như hệ toạ độ của tệp ghi.",
                         remedy="GeoJSON phải theo WGS84; tệp theo mét cần ghi đúng hệ toạ độ (ví dụ VN-2000).")  # fmt: skip
    return layer


def _recognised(file: str, layer: gpd.GeoDataFrame, reference: gpd.GeoDataFrame, findings: list[Finding]) -> list:
    """Unit of each row (None: unknown), from the column that holds the most codes or names.

    Unknown rows, and rows where another column names another district, become findings.
    """
    names = dict(zip(reference["name"], reference["unit"], strict=True))
    known = {**{code: code for code in names.values()}, **{name.casefold(): code for name, code in names.items()}}
    columns = {}
    for column in layer.columns.drop(layer.geometry.name):
        texts = layer[column].astype("string").fillna("").str.strip().str.removesuffix(".0")
        units = [known.get(text.casefold()) or match_unit_name(text, names) for text in texts]
        # A column with hardly any hit (an area that happens to be 412) says nothing about the district.
        if sum(unit is not None for unit in units) * 2 >= min(len(units), len(names)):
            columns[column] = (units, list(texts))
    if not columns:
        findings.append(Finding(file, "không có cột nào chứa mã hoặc tên huyện.",
                                remedy="Thêm cột mã theo Tổng cục Thống kê (412-432) hoặc cột tên."))  # fmt: skip
        return [None] * len(layer)
    best = max(columns, key=lambda column: sum(unit is not None for unit in columns[column][0]))
    units, texts = columns.pop(best)
    strangers = [position for position, unit in enumerate(units) if unit is None]
    for position in strangers[:_NAMED_STRANGERS]:
        findings.append(
            Finding(
                file,
                f"không có huyện nào là “{texts[position]}”." if texts[position] else "ô mã hoặc tên huyện để trống.",
                row=position + 1,
                column=str(best),
                remedy=_nearest(texts[position], names),
            )
        )
    if len(strangers) > _NAMED_STRANGERS:
        findings.append(Finding(file, f"còn {len(strangers) - _NAMED_STRANGERS} vùng khác không thuộc 21 huyện.",
                                remedy="Chỉ giữ các huyện, thị xã, thành phố của Nghệ An."))  # fmt: skip
    for column, (others, other_texts) in columns.items():
        for position, (unit, other) in enumerate(zip(units, others, strict=True)):
            if unit and other and unit != other:
                findings.append(
                    Finding(
                        file,
                        f"“{texts[position]}” (cột {best}) và “{other_texts[position]}” là hai huyện khác nhau.",
                        row=position + 1,
                        column=str(column),
                        remedy="Sửa mã hoặc tên cho khớp.",
                    )
                )
    return units


def _nearest(text: str, names: dict[str, str]) -> str:
    by_key = {folded(name): name for name in names}
    close = difflib.get_close_matches(folded(text), list(by_key), n=1)
    return f"Có phải là “{by_key[close[0]]}”?" if close else "Xoá vùng này hoặc sửa tên."


def _repaired(shapes: np.ndarray) -> np.ndarray:
    """The areal part of each shape, valid; an empty polygon where nothing areal is left."""
    valid = [shapely.make_valid(shape, method="structure", keep_collapsed=False) for shape in shapes]
    return np.array([_areal(shape) for shape in valid], dtype=object)


def _areal(shape: shapely.Geometry | None) -> shapely.Geometry:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _geometry_findings(file: str, layer: gpd.GeoDataFrame, reference: gpd.GeoDataFrame) -> list[Finding]:
    found = []
    truth = reference.set_index("unit").geometry
    names = reference.set_index("unit")["name"]
    province = shapely.buffer(shapely.union_all(truth.values), _PROVINCE_MARGIN)
    placed = []
    for unit, shape in zip(layer["unit"], layer.geometry, strict=True):
        if shape.is_empty:
            found.append(Finding(file, f"{names[unit]} không có vùng (hình rỗng hoặc hỏng, không sửa được).",
                                 remedy="Vẽ lại vùng này."))  # fmt: skip
        elif shapely.intersection(shape, truth[unit]).area < _SHARE_COVERED * truth[unit].area:
            found.append(Finding(file, f"{names[unit]} nằm sai chỗ: không phủ nơi huyện này ở.",
                                 remedy="Kiểm tra hệ toạ độ, thứ tự kinh độ - vĩ độ, và mã hay tên huyện."))  # fmt: skip
        elif shapely.difference(shape, province).area > _SHARE_OUTSIDE * shape.area:
            found.append(Finding(file, f"{names[unit]} vượt xa ra ngoài Nghệ An.", remedy="Cắt lại vùng này."))
        else:
            placed.append((unit, shape))
    # Overlaps are only told between areas in their places: elsewhere they follow from what was told already.
    metric = gpd.GeoSeries([shape for _, shape in placed], crs=4326).to_crs(_METRES)
    for i, j in zip(*metric.sindex.query(metric.values, predicate="intersects"), strict=True):
        one, two = placed[i][0], placed[j][0]
        if i < j and one != two:
            overlap = shapely.intersection(metric[i], metric[j]).area / 1e6
            if overlap > _OVERLAP_KM2:
                found.append(Finding(file, f"{names[one]} và {names[two]} chồng lên nhau {overlap:.0f} km².",
                                     remedy="Sửa ranh giới chung của hai vùng."))  # fmt: skip
    return found


def _generalised(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A survey's full detail is too heavy for a browser: simplified with the shared edges kept shared."""
    if shapely.get_num_coordinates(layer.geometry.values).sum() <= _MAX_POINTS:
        return layer
    metric = layer.to_crs(_METRES)
    # Points that two neighbours share may differ by a hair after a change of system: one grid makes them equal.
    shapes = shapely.set_precision(metric.geometry.values, 0.1, mode="pointwise")
    light = _repaired(shapely.coverage_simplify(_repaired(shapes), _GENERALISED_METRES))
    return metric.set_geometry(light).to_crs(4326)


def _label_point(shape: shapely.Geometry) -> shapely.Point:
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    return polylabel(largest, tolerance=0.002)
