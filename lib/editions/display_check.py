"""Whether display.yaml and the tables speak of the same things: indicators, groups, statuses, units of measure."""

from __future__ import annotations

from lib.base.findings import Finding
from lib.language import display
from lib.language.display import Display
from lib.ledger import Ledger
from lib.ledger.schemas import MEASURES


def display_findings(shown: Display, ledger: Ledger) -> list[Finding]:
    """What display.yaml names that the tables do not have, what it lacks, and drawings of unlike units of measure."""
    indicators, remedy = set(ledger.indicators["indicator"]), "Thêm chữ của đơn vị tính này."
    units = sorted(set(ledger.indicators["unit_of_measure"]) - set(shown.units_of_measure))
    strange = sorted(set(shown.units_of_measure) - set(MEASURES))
    measure_of = dict(zip(ledger.indicators["indicator"], ledger.indicators["unit_of_measure"], strict=True))
    return (
        [
            Finding(
                display.FILE,
                f"units_of_measure: không có đơn vị tính “{unit}”.",
                remedy="Xoá mục này, hoặc sửa tên mục.",
            )
            for unit in strange
        ]
        + [Finding(display.FILE, f"units_of_measure: thiếu “{unit}”.", remedy=remedy) for unit in units]
        + [
            Finding(
                display.FILE,
                f"themes: thiếu “{theme}”.",
                remedy="Thêm tên của chủ đề này, hoặc sửa theme ở indicators.csv.",
            )
            for theme in sorted(set(ledger.indicators["theme"]) - set(shown.themes))
        ]
        + [
            Finding(
                display.FILE, f"measures → {name}: không có chỉ tiêu “{code}”.", remedy="Ghi mã có ở indicators.csv."
            )
            for name, measure in shown.measures.items()
            for code in (measure.indicator, measure.change_of)
            if code is not None and code not in indicators
        ]
        + [
            Finding(display.FILE, f"resources: không có chỉ tiêu “{code}”.", remedy="Ghi mã có ở indicators.csv.")
            for code in (shown.resources.indicators if shown.resources else ())
            if code not in indicators
        ]
        + [
            Finding(
                display.FILE,
                f"resources.drawings.{name}: các chỉ tiêu có đơn vị đo khác nhau.",
                remedy="Mỗi hình chỉ gồm chỉ tiêu cùng đơn vị đo (unit_of_measure ở indicators.csv).",
            )
            for name, bars in (shown.resources.drawings.items() if shown.resources else ())
            if len({measure_of.get(code) for code in bars.indicators}) > 1
        ]
        + [
            Finding(display.FILE, f"emulation: không có chỉ tiêu “{code}”.", remedy="Ghi mã có ở indicators.csv.")
            for code in (shown.emulation.facts if shown.emulation else ())
            if code not in indicators
        ]
        + [
            Finding(display.FILE, f"difficult: không có chỉ tiêu “{code}”.", remedy="Ghi mã có ở indicators.csv.")
            for code in (shown.difficult.named if shown.difficult else ())
            if code not in indicators
        ]
        + [
            Finding(display.FILE, f"difficult: không có nhóm “{code}”.", remedy="Ghi mã có ở groups.csv.")
            for code in ([shown.difficult.group] if shown.difficult else ())
            if code not in set(ledger.groups["group"])
        ]
    )
