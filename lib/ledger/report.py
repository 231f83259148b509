"""What ``python -m lib check`` prints: soundness, completeness, contradictions."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lib import formats
from lib.errors import DataError
from lib.ledger.reading import Ledger, load_ledger

#: Indicators whose completeness by district and year matters for the plan.
CORE = ("poor_households", "poor_rate", "near_poor_households", "near_poor_rate")
_FIRMNESS = {"estimated": 0, "projected": 1, "published": 2}
_MARKS = {"published": "C", "projected": "D", "estimated": "U", "missing": "·"}


def completeness(ledger: Ledger, years: tuple[int, ...] = (2021, 2022, 2023, 2024, 2025)) -> pd.DataFrame:
    """How each core figure is known: index (indicator, unit), columns years, values status or ``missing``.

    Units are the province, the groups and the 21 districts; plan's poverty standard only.
    """
    districts = ledger.units.query("kind == 'district'")["unit"]
    units = ["40", *ledger.groups["group"], *sorted(u for u in districts if "-" not in u)]
    rows = ledger.observations.query("standard == '2022-2025' and preferred and bound == 'exact'")
    index = pd.MultiIndex.from_product([CORE, units], names=["indicator", "unit"])
    table = pd.DataFrame("missing", index=index, columns=list(years))
    # The firmest last, so that a published figure of the same year overwrites a projection.
    for row in rows.sort_values("status", key=lambda status: status.map(_FIRMNESS)).itertuples():
        if (row.indicator, row.unit) in index and row.year in years:
            table.loc[(row.indicator, row.unit), int(row.year)] = row.status
    return table


def contradictions(ledger: Ledger) -> pd.DataFrame:
    """Every contradiction with the figures that carry it, the preferred one first (and their indicator's decimals)."""
    rows = ledger.observations[ledger.observations["contradiction"] != ""]
    decimals = ledger.indicators[["indicator", "decimals"]]
    table = rows.merge(ledger.contradictions, on="contradiction").merge(decimals, on="indicator")
    return table.sort_values(["contradiction", "preferred"], ascending=[True, False], ignore_index=True)


def check_report(directory: Path) -> tuple[str, int]:
    """Report text (Vietnamese) and exit code: 0 sound, 1 with findings that name file, row and column."""
    try:
        ledger = load_ledger(directory)
    except DataError as error:
        return f"Sổ số liệu có {len(error.findings)} lỗi:\n{error}", 1
    table = completeness(ledger)
    lines = [
        f"Sổ số liệu hợp lệ: {len(ledger.observations)} quan sát, {len(ledger.units)} đơn vị, "
        f"{len(ledger.indicators)} chỉ tiêu, {len(ledger.sources)} nguồn.",
        "",
        "Độ đầy đủ (C công bố, D tỉnh dự kiến, U ước tính, · chưa có):",
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
            value = formats.value_text(case.value, case.unit_of_measure, int(case.decimals))
            year = f"{case.year:.0f}" if case.year == case.year else "không ghi năm"
            mark = "✓" if case.preferred else " "
            lines.append(f"    {mark} {value}: {labels[case.indicator]}, {names[case.unit]}, {year} ({case.source})")
    return "\n".join(lines), 0
