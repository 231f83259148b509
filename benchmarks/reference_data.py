"""What every reference app draws: the 21 districts, the groups, the poor rate of each year. Standard library only."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PROVINCE = "Toàn tỉnh"
#: The district whose figure the benchmark reads on every page: its rate differs clearly from year to year.
KNOWN = "418"


@dataclass(frozen=True)
class Reference:
    """``geojson`` as plotting libraries take it; ``rates`` by year and unit; ``groups`` from name to unit codes."""

    geojson: dict[str, Any]
    names: dict[str, str]
    groups: dict[str, list[str]]
    rates: dict[int, dict[str, float]]

    @property
    def units(self) -> list[str]:
        """Codes of the districts, in the order of the boundary file."""
        return list(self.names)

    @property
    def years(self) -> list[int]:
        """Years with a rate."""
        return sorted(self.rates)

    def opacities(self, group: str, dimmed: float = 0.25) -> list[float]:
        """One opacity a unit: what is outside the group is dimmed."""
        members = set(self.groups[group])
        return [1.0 if unit in members else dimmed for unit in self.units]


def load() -> Reference:
    """Read boundaries, groups and estimates of the repository."""
    geojson = json.loads((ROOT / "geo/districts_2021.geojson").read_text(encoding="utf-8"))
    for feature in geojson["features"]:
        feature["geometry"]["coordinates"] = _clockwise(feature["geometry"])
    names = {f["properties"]["unit"]: f["properties"]["name"] for f in geojson["features"]}
    labels = {row["group"]: row["short_vi"] for row in _rows("groups") if row["kind"] == "area"}
    groups = {PROVINCE: list(names)} | {label: [] for label in labels.values()}
    for row in _rows("group_members"):
        if row["group"] in labels:
            groups[labels[row["group"]]].append(row["unit"])
    rates: dict[int, dict[str, float]] = {}
    for row in _rows("estimates"):
        if row["unit"] in names:
            rates.setdefault(int(row["year"]), {})[row["unit"]] = float(row["poor_rate"])
    return Reference(geojson, names, groups, rates)


def _rows(table: str) -> list[dict[str, str]]:
    with (ROOT / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _clockwise(geometry: dict[str, Any]) -> list:
    """Outer rings clockwise: on Plotly's sphere the other way round would fill the rest of the world."""
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        return [_turned(ring, clockwise=not index) for index, ring in enumerate(coordinates)]
    return [[_turned(ring, clockwise=not index) for index, ring in enumerate(part)] for part in coordinates]


def _turned(ring: list[list[float]], *, clockwise: bool) -> list[list[float]]:
    doubled = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in zip(ring, ring[1:], strict=False))
    return ring if (doubled > 0) == clockwise else ring[::-1]
