"""What ``python -m lib check`` prints: soundness of ledger and estimates, completeness, contradictions."""

from __future__ import annotations

from collections.abc import Sequence

from lib.base.findings import DataError, Finding
from lib.editions.edition import Edition, Place, load_edition
from lib.language.numbers import VIETNAMESE
from lib.ledger.report import completeness, contradictions

_MARKS = {"published": "C", "projected": "D", "estimated": "U", "missing": "·"}


def check_report(place: Place, beside: Sequence[Finding] = ()) -> tuple[str, int]:
    """Report text (Vietnamese) and exit code: 0 sound, 1 with findings that name file, row and column.

    ``beside``: what is wrong with the installation itself.
    """
    try:
        edition = load_edition(place)
    except DataError as error:
        found = (*beside, *error.findings)
        return "\n".join([f"Dữ liệu có {len(found)} lỗi:", *map(str, found)]), 1
    if beside:
        return "\n".join([f"Cài đặt có {len(beside)} lỗi:", *map(str, beside)]), 1
    ledger = edition.ledger
    words = edition.display.units_of_measure
    table = completeness(ledger)
    lines = [
        f"Bản dữ liệu {edition.name} hợp lệ: {len(ledger.observations)} quan sát, {len(ledger.units)} đơn vị, "
        f"{len(ledger.indicators)} chỉ tiêu, {len(ledger.sources)} nguồn.",
        *_doubts(edition),
        "",
        "Độ đầy đủ (C công bố, D tỉnh dự kiến, · chưa thấy: trang hiện số ước tính nếu có):",
    ]
    names = dict(zip(ledger.units["unit"], ledger.units["name_vi"], strict=True))
    names.update(zip(ledger.groups["group"], ledger.groups["short_vi"], strict=True))
    labels = ledger.indicators.set_index("indicator")["name_vi"]
    for indicator, part in table.groupby(level="indicator", sort=False):
        lines.append(f"{labels[indicator]}: {' '.join(str(year) for year in part.columns)}")
        for (_, unit), row in part.iterrows():
            lines.append(f"  {names[unit]:<24} {'    '.join(_MARKS[value] for value in row)}")
    found = contradictions(ledger)
    lines += ["", f"Mâu thuẫn được giữ lại ({ledger.contradictions.shape[0]}):"]
    for row in ledger.contradictions.itertuples():
        lines.append(f"- {row.title_vi}. {row.preferred_reason_vi}.")
        for case in found[found["contradiction"] == row.contradiction].itertuples():
            value = VIETNAMESE.value_text(case.value, words[case.unit_of_measure], int(case.decimals))
            year = f"{case.year:.0f}" if case.year == case.year else "không ghi năm"
            mark = "✓" if case.preferred else " "
            lines.append(f"    {mark} {value}: {labels[case.indicator]}, {names[case.unit]}, {year} ({case.source})")
    return "\n".join(lines), 0


def _doubts(edition: Edition) -> list[str]:
    """Warnings: estimates that nobody would believe are held back, whatever figures they follow from."""
    if not edition.doubts:
        return []
    return [
        "",
        f"Cảnh báo: {len(edition.withheld)} nơi có ước tính tạm giữ lại (số đã công bố vẫn hiện; không cần sửa gì):",
        *(f"- {doubt.message}" for doubt in edition.doubts),
    ]
