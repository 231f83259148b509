"""Another plan altogether: 2025-2030, another standard, 130 communes, five groups, no halving, nothing estimated.

Its figures are invented for the tests. :func:`write` puts a whole set of data tables into a directory.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

from lib.base.paths import DATA_DIR

STANDARD = "2026-2030"
YEARS = (2025, 2026, 2027, 2028)
#: Province: poor rate in percent and poor households at the end of each year; the last one is projected.
PROVINCE = {2025: (5.00, 44_500), 2026: (4.40, 39_400), 2027: (4.00, 36_000), 2028: (3.00, 27_200)}
GROUPS = {
    "border": ("Xã biên giới", "Biên giới", "area", "◆"),
    "hard": ("Xã đặc biệt khó khăn", "Đặc biệt khó khăn", "area", "outline"),
    "highland": ("Vùng núi", "Vùng núi", "area", ""),
    "coast": ("Ven biển", "Ven biển", "area", ""),
    "em": ("Hộ dân tộc thiểu số", "Hộ DTTS", "population", ""),
}
#: target -> unit, points a year (low, high), short name, whether it is the common yardstick
TARGETS = {
    "province": ("40", 0.8, 1.0, "Toàn tỉnh", True),
    "highland": ("highland", 1.5, 2.0, "Vùng núi", False),
    "hard": ("hard", 3.0, None, "Đặc biệt khó khăn", False),
    "em": ("em", 2.0, 3.0, "Hộ DTTS", False),
}
RATES = {
    "highland": (15.0, 13.2, 11.6, 9.9),
    "hard": (32.0, 28.5, 25.0, 21.6),
    "em": (28.0, 26.5, 25.4, 22.0),
}
_COPIED = ("judgements.csv", "wording.yaml", "texts.yaml", "framework_texts.yaml", "households.csv")


def write(directory: Path) -> None:
    """Write every input of the second plan into ``directory``."""
    for name in _COPIED:
        shutil.copy(DATA_DIR / name, directory)
    real = {row["unit"]: row for row in _rows("units.csv")}
    communes = [row for row in real.values() if row["kind"] == "commune"]
    districts = [row for row in real.values() if row["kind"] == "district"]
    _write(directory, "units.csv", [real["VN"], real["40"], *districts, *communes])
    _write(directory, "vintages.csv", _rows("vintages.csv"))
    _write(directory, "standards.csv", [
        {"standard": STANDARD, "name_vi": "Chuẩn nghèo đa chiều 2026-2030", "decision": "Nghị định thử", "first_year": 2025,
         "last_year": 2030, "note": ""},
        {"standard": "2022-2025", "name_vi": "Chuẩn nghèo đa chiều 2022-2025", "decision": "Nghị định 07/2021/NĐ-CP",
         "first_year": 2021, "last_year": 2025, "note": ""},
    ])  # fmt: skip
    _write(directory, "plans.csv", [
        {"plan": "second", "role": "main", "name_vi": "Kế hoạch thử 2025-2030", "decision": "Kế hoạch thử", "baseline_year": 2025,
         "end_year": 2030, "standard": STANDARD, "vintage": "communes_2025", "searched_until": "2029-01-31",
         "source": "trial"}
    ])  # fmt: skip
    _write(directory, "targets.csv", [_target(code, *entry) for code, entry in TARGETS.items()])
    _write(directory, "groups.csv", [
        {"group": code, "name_vi": name, "name_en": name, "short_vi": short, "kind": kind, "focus": "true" if code != "coast" else "false",
         "map_mark": mark, "decision": "Quyết định thử", "source": "trial", "valid_from": "2025-07-01", "valid_to": "", "note": ""}
        for code, (name, short, kind, mark) in GROUPS.items()
    ])  # fmt: skip
    codes = sorted(row["unit"] for row in communes)
    members = {"border": codes[100:127], "hard": codes[90:110], "highland": codes[60:130], "coast": codes[:20]}
    _write(directory, "group_members.csv", [{"group": g, "unit": u} for g, units in members.items() for u in units])
    indicators = [row for row in _rows("indicators.csv") if row["indicator"] in ("poor_households", "poor_rate")]
    extra = {"indicator": "clean_water_rate", "name_vi": "Tỷ lệ hộ dùng nước sạch", "name_en": "Clean water", "short_vi": "Nước sạch",
             "unit_of_measure": "percent", "decimals": "1", "direction": "higher_better", "theme": "services", "definition_vi": "Thử"}  # fmt: skip
    _write(directory, "indicators.csv", [*indicators, extra])
    _write(directory, "sources.csv", [
        {"source": "trial", "title": "Báo cáo thử", "issuer_vi": "", "publisher": "Nơi thử", "url": "", "url_is_shortened": "false", "published": "2028-12-31",
         "kind": "government", "trust": "high", "note": ""}
    ])  # fmt: skip
    observations = _observations(codes)
    _write(directory, "observations.csv", observations)
    _header_only(directory, "contradictions.csv")
    _header_only(directory, "assignments.csv")
    _header_only(directory, "commitments.csv")
    _header_only(directory, "provenance.csv")
    _header_only(directory, "left_out.csv")
    _header_only(directory, "estimate_record.csv")
    _header_only(directory, "award_conditions.csv")
    _header_only(directory, "award_scores.csv")
    (directory / "estimation.yaml").write_text("method: none\ninterval: 0.8\ncertain: 0.8\n", encoding="utf-8")
    display = (DATA_DIR / "display.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("label: So với tiến độ giảm 50 %", "label: So với tiến độ của kế hoạch"),
        ("so với tiến độ giảm đều 50 % từ cuối năm 2021", "so với tiến độ của kế hoạch"),
        ("cuối năm 2021", "cuối năm 2025"),
        ("chuẩn nghèo đa chiều 2022-2025", "chuẩn nghèo đa chiều 2026-2030"),
        ("indicator: near_poor_rate", "indicator: clean_water_rate"),
        ("label: Tỷ lệ hộ cận nghèo", "label: Nước sạch"),
    ):
        assert old in display, old
        display = display.replace(old, new)
    # A plan that nobody has gathered money and things, exemplars and rewards, or regions of difficulty for.
    display = re.sub(r"(?m)^(?:resources|emulation|difficult):\n(?:  [^\n]*\n)+", "", display)
    (directory / "display.yaml").write_text(display, encoding="utf-8")


def _target(code: str, unit: str, low: float, high: float | None, short: str, yardstick: bool) -> dict[str, object]:
    goal = f"mức giảm {low:g} điểm %/năm".replace(".", ",")
    return {
        "target": code, "plan": "second", "yardstick": str(yardstick).lower(), "name_vi": f"{short}: {goal}", "short_vi": short,
        "path_vi": f"tiến độ giảm {low:g} điểm %/năm".replace(".", ","), "goal_vi": goal, "done_vi": f"đạt {goal}",
        "indicator": "poor_rate", "unit": unit, "form": "points_per_year", "low": low, "high": "" if high is None else high,
        "baseline_year": 2025, "end_year": 2030, "unit_of_measure": "points_per_year", "source": "trial", "quote": goal, "note": "",
    }  # fmt: skip


def _observations(codes: list[str]) -> list[dict[str, object]]:
    rows = []
    for year, (rate, count) in PROVINCE.items():
        rows += [_figure("40", "poor_rate", year, rate), _figure("40", "poor_households", year, count)]
    for group, rates in RATES.items():
        rows += [_figure(group, "poor_rate", year, rate) for year, rate in zip(YEARS, rates, strict=True)]
    # Every third commune publishes: it starts at 2 to 41 % and falls at its own pace.
    for place, code in enumerate(codes[::3]):
        start, pace = 2 + place * 0.9, 0.2 + (place % 7) * 0.35
        rows += [
            _figure(code, "poor_rate", year, round(max(0.5, start - pace * step), 2))
            for step, year in enumerate(YEARS[:3])
        ]
    rows += [_figure("40", "clean_water_rate", year, 60 + 5 * step, "none") for step, year in enumerate(YEARS[:3])]
    rows += [_figure(code, "clean_water_rate", 2027, 40 + place, "none") for place, code in enumerate(codes[:50])]
    return rows


def _figure(unit: str, indicator: str, year: int, value: float, standard: str = STANDARD) -> dict[str, object]:
    measure = "households" if indicator == "poor_households" else "percent"
    written = f"{value:,}".replace(",", ".") if measure == "households" else f"{value:.2f}".replace(".", ",")
    return {
        "observation": f"{unit}_{indicator}_{year}", "unit": unit, "indicator": indicator, "year": year, "as_of": "", "year_basis": "stated", "year_other": "", "period_start": "",
        "value": value, "bound": "exact", "unit_of_measure": measure, "standard": standard,
        "status": "projected" if year == YEARS[-1] else "published", "source": "trial", "quote": f"Số thử: {written}",
        "basis": "quoted", "preferred": "true", "contradiction": "", "boundary_date": "", "note": "",
    }  # fmt: skip


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA_DIR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _header_only(directory: Path, name: str) -> None:
    header = (DATA_DIR / name).read_text(encoding="utf-8").splitlines()[0]
    (directory / name).write_text(header + "\n", encoding="utf-8")


def _write(directory: Path, name: str, rows: list[dict]) -> None:
    with (directory / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    import sys

    write(Path(sys.argv[1]))
    print(json.dumps(sorted(path.name for path in Path(sys.argv[1]).iterdir())))
