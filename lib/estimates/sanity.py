"""Would anybody believe it? Rules that every estimated series must keep, or be explained in data.

What breaks a rule is a finding until ``data/estimate_exceptions.csv`` explains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from lib.base.findings import DataError, Finding
from lib.base.tables import read_table
from lib.estimates.evidence import Evidence
from lib.estimates.store import TABLE, Estimates
from lib.ledger import Ledger

EXCEPTIONS = "estimate_exceptions.csv"
COLUMNS = ["rule", "unit", "year", "limit", "explanation_vi"]
RULES = ("fall", "near_zero", "no_interval", "bound")
#: A limit may exceed the largest fall it explains by this much.
_SPARE = 0.1
LOWEST_RATE = 0.05  # percent: one household in two thousand


@dataclass(frozen=True)
class _Breach:
    rule: str
    unit: str
    year: int
    size: float
    message: str


def broken_rules(ledger: Ledger, estimates: Estimates, evidence: Evidence, directory: Path) -> list[Finding]:
    """Every breach that nothing explains; an empty list when all is well.

    Rules: ``fall`` (a district's or group's rate falls in a year by a larger share than anything published, or implied by
    published figures, ever did), ``near_zero`` (a rate under :data:`LOWEST_RATE`), ``no_interval`` (an estimate
    without one), ``bound`` (an estimate outside a published bound or below a published part of itself). An explanation
    holds for a unit or all units of a group, for its year or (blank) for every year, and for falls up to its limit.
    """
    try:
        table = read_table(directory / EXCEPTIONS)
    except DataError as error:
        return list(error.findings)
    if list(table.columns) != COLUMNS:
        return [Finding(EXCEPTIONS, f"các cột phải là: {', '.join(COLUMNS)}.", row=1, remedy="Xem data/README.md.")]
    found = list(_wrong_rows(ledger, table))
    if found:
        return found
    members = ledger.members.groupby("group")["unit"].agg(set).to_dict()
    key = ["rule", "unit", "year", "limit"]
    for row in table.index[table.duplicated(key)]:
        message = f"“{', '.join(filter(None, table.loc[row, key]))}” bị lặp."
        found.append(Finding(EXCEPTIONS, message, row=int(row), column="unit", remedy="Xoá một trong hai dòng."))
    used: dict[int, float] = {}
    for breach in _breaches(ledger, estimates, evidence):
        explaining = [int(row.Index) for row in table.itertuples() if _explains(row, breach, members)]
        if explaining:
            used |= {row: max(breach.size, used.get(row, 0.0)) for row in explaining}
            continue
        at = (estimates.table["unit"] == breach.unit) & (estimates.table["year"] == breach.year)
        rows = estimates.table.index[at]
        remedy = (
            f"Sửa số liệu hoặc tham số rồi ước tính lại, hoặc giải thích ở {EXCEPTIONS} "
            f"(rule {breach.rule}, unit {breach.unit}, year {breach.year})."
        )
        found.append(Finding(TABLE, breach.message, row=int(rows[0]) + 2 if len(rows) else None, remedy=remedy))
    return found + list(_idle_rows(table, used))


def _idle_rows(table: pd.DataFrame, used: dict[int, float]) -> Iterator[Finding]:
    """Explanations of nothing, or of far more than there is: they would hide what comes later."""
    for row in table.itertuples():
        if row.Index not in used:
            message = "không ước tính nào cần lời giải thích này."
            yield Finding(
                EXCEPTIONS, message, row=int(row.Index), column="rule", remedy="Xoá dòng, hoặc sửa rule, unit, year."
            )
        elif row.rule == "fall" and float(row.limit) > used[row.Index] + _SPARE:
            message = f"mức {row.limit} lớn hơn hẳn mức giảm lớn nhất mà dòng này giải thích ({used[row.Index]:.2f})."
            yield Finding(EXCEPTIONS, message, row=int(row.Index), column="limit", remedy="Ghi một mức sát hơn.")


def _wrong_rows(ledger: Ledger, table: pd.DataFrame) -> Iterator[Finding]:
    units = {*ledger.units["unit"], *ledger.groups["group"]}
    for row in table.itertuples():
        for column, wrong, message, remedy in (
            ("rule", row.rule not in RULES, f"không có quy tắc “{row.rule}”.", f"Một trong: {', '.join(RULES)}."),
            ("unit", row.unit not in units, f"không có đơn vị hay nhóm “{row.unit}”.", "Sửa mã đơn vị."),
            ("year", not re.fullmatch(r"(\d{4})?", row.year), f"“{row.year}” không phải năm.", "Để trống là mọi năm."),
            (
                "limit",
                not re.fullmatch(r"(0\.\d+)?", row.limit),
                f"“{row.limit}” không phải phần của một.",
                "Ví dụ 0.38.",
            ),
            ("explanation_vi", not row.explanation_vi, "không được để trống.", "Ghi lý do."),
        ):
            if wrong:
                yield Finding(EXCEPTIONS, message, row=int(row.Index), column=column, remedy=remedy)


def _explains(row: Any, breach: _Breach, members: dict[str, set[str]]) -> bool:
    return (
        row.rule == breach.rule
        and breach.unit in {row.unit, *members.get(row.unit, set())}
        and row.year in ("", str(breach.year))
        and (breach.rule != "fall" or breach.size <= float(row.limit or 0))
    )


def largest_fall(ledger: Ledger, evidence: Evidence) -> float:
    """The largest yearly fall of a poor rate, as a share of itself, that published figures show or imply.

    Looks at every unit with two published rates on the plan's standard, and at what the province minus its mountain
    area leaves; falls over several years count as their yearly mean.
    """
    rows = ledger.observations.query(
        "indicator == 'poor_rate' and standard == @ledger.plan.standard and preferred and status == 'published' "
        "and bound == 'exact'"
    ).dropna(subset=["year"])
    series = [list(zip(g["year"], g["value"], strict=True)) for _, g in rows.sort_values("year").groupby("unit")]
    lowland = []
    for year in sorted(evidence.mountain_rate):
        y = evidence.years.index(year)
        households = evidence.households[:, y]
        rest = evidence.province_poor[y] - evidence.mountain_rate[year] / 100 * households[evidence.mountain].sum()
        lowland.append((year, rest / households[~evidence.mountain].sum() * 100))
    return max(
        1 - (after / before) ** (1 / (end - start))
        for points in [*series, lowland]
        for (start, before), (end, after) in zip(points, points[1:], strict=False)
    )


def _breaches(ledger: Ledger, estimates: Estimates, evidence: Evidence) -> Iterator[_Breach]:
    table = estimates.table
    names = ledger.units.set_index("unit")["name_vi"]
    most = largest_fall(ledger, evidence)
    names = names.to_dict() | dict(zip(ledger.groups["group"], ledger.groups["short_vi"], strict=True))
    series = {unit: [unit] for unit in estimates.units}
    series |= ledger.members.groupby("group")["unit"].agg(list).to_dict()
    for unit, members in series.items():
        sums = table[table["unit"].isin(members)].groupby("year")[["poor_households", "households"]].sum()
        rates = list((sums["poor_households"] / sums["households"]).items())
        for (_, before), (year, after) in zip(rates, rates[1:], strict=False):
            fall = 1 - after / before if before else 0.0
            if fall > most:
                message = (
                    f"{names[unit]} {year}: tỷ lệ giảm {fall * 100:.0f} % trong một năm, hơn mọi mức giảm từng công bố "
                    f"hay suy ra được ({most * 100:.0f} %)."
                )
                yield _Breach("fall", unit, int(year), fall, message)
    for r in table.itertuples():
        where = f"{names[r.unit]} {r.year}"
        rate = r.poor_households / r.households * 100
        if rate < LOWEST_RATE:
            yield _Breach("near_zero", r.unit, r.year, rate, f"{where}: tỷ lệ dưới {LOWEST_RATE:g} %.")
        count_alone = r.basis != "published_count" and r.poor_households_low == r.poor_households_high
        if count_alone or (r.basis == "model" and r.poor_rate_low == r.poor_rate_high):
            yield _Breach("no_interval", r.unit, r.year, 0.0, f"{where}: ước tính không có khoảng.")
    counts = table.pivot(index="unit", columns="year", values="poor_households")
    for floor in evidence.floors:
        value = counts[floor.year].sum() if floor.unit == evidence.province else counts.loc[floor.unit, floor.year]
        if value < floor.poor:
            message = f"{names[floor.unit]} {floor.year}: {value:.0f} hộ, ít hơn mức đã công bố ({floor.poor} hộ)."
            yield _Breach("bound", floor.unit, floor.year, float(value), message)
    bounds = ledger.observations.query(
        "standard == @ledger.plan.standard and bound in ('over', 'under') "
        "and indicator in ('poor_households', 'poor_rate')"
    )
    at = table.set_index(["unit", "year"])
    for b in bounds.itertuples():
        if (b.unit, b.year) not in at.index:
            continue
        value = at.loc[(b.unit, b.year), b.indicator]
        if (value < b.value) if b.bound == "over" else (value > b.value):
            message = f"{names[b.unit]} {b.year:.0f}: {value:g} nằm ngoài mức đã công bố ({b.value:g})."
            yield _Breach("bound", b.unit, int(b.year), float(value), message)
