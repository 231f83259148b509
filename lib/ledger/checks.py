"""Rules between the tables: keys, duplicates, arithmetic of poor households, dates, standards."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from lib.errors import Finding

if TYPE_CHECKING:
    from lib.ledger.reading import Ledger

_OBSERVATIONS = "observations.csv"
#: A count and a rate printed with two decimals agree within rounding plus this share of the households.
_RATE_TOLERANCE = 0.005


def cross_checks(ledger: Ledger) -> list[Finding]:
    """Every finding of every rule; an empty list when the ledger is sound."""
    rules = (_references, _duplicates, _measures, _ranges, _arithmetic, _dates, _standards, _plans)
    return [finding for rule in rules for finding in rule(ledger)]


def _references(ledger: Ledger) -> Iterator[Finding]:
    units = set(ledger.units["unit"]) | set(ledger.groups["group"])
    sources = set(ledger.sources["source"])
    known = {
        "unit": units,
        "indicator": set(ledger.indicators["indicator"]),
        "source": sources,
        "contradiction": set(ledger.contradictions["contradiction"]) | {""},
        "group": set(ledger.groups["group"]),
        "plan": set(ledger.plans["plan"]),
        "district": set(ledger.units.query("kind == 'district'")["unit"]),
        "code_2025": set(ledger.units.query("kind == 'commune'")["unit"]),
        "parent": set(ledger.units["unit"]) | {""},
    }
    words = {"unit": "đơn vị", "indicator": "chỉ tiêu", "source": "nguồn", "contradiction": "mâu thuẫn",
             "group": "nhóm", "plan": "kế hoạch", "district": "huyện", "code_2025": "xã mới",
             "parent": "đơn vị cấp trên"}  # fmt: skip
    for file, table, columns in (
        (_OBSERVATIONS, ledger.observations, ("unit", "indicator", "source", "contradiction")),
        ("assignments.csv", ledger.assignments, ("unit", "source")),
        ("targets.csv", ledger.targets, ("unit", "indicator", "source", "plan")),
        ("plans.csv", ledger.plans, ("source",)),
        ("groups.csv", ledger.groups, ("source",)),
        ("group_members.csv", ledger.members, ("group", "unit")),
        ("households.csv", ledger.households, ("district", "code_2025")),
        ("units.csv", ledger.units, ("parent",)),
    ):
        for column in columns:
            for row, value in table.loc[~table[column].isin(known[column]), column].items():
                yield Finding(file, f"không có {words[column]} “{value}”.", row=int(row), column=column,
                              remedy=_nearest(value, known[column]))  # fmt: skip


def _nearest(value: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(value, sorted(known), n=1)
    return f"Có phải là “{close[0]}”?" if close else "Thêm vào bảng tương ứng hoặc sửa lại mã."


def _duplicates(ledger: Ledger) -> Iterator[Finding]:
    table = ledger.observations
    same = ["unit", "indicator", "year", "as_of", "standard", "source", "value", "bound", "status"]
    for row in table.index[table.duplicated(same)]:
        yield Finding(_OBSERVATIONS, f"quan sát “{table.at[row, 'observation']}” bị nhập hai lần.", row=int(row),
                      column="observation", remedy="Xoá một trong hai dòng.")  # fmt: skip
    preferred = table[table["preferred"]]
    key = ["unit", "indicator", "year", "as_of", "standard", "status"]
    for row in preferred.index[preferred.duplicated(key)]:
        yield Finding(_OBSERVATIONS, "hai số cùng được chọn (preferred) cho một đơn vị, chỉ tiêu và năm.",
                      row=int(row), column="preferred", remedy="Chỉ để true ở một dòng, ghi lý do ở note.")  # fmt: skip


def _measures(ledger: Ledger) -> Iterator[Finding]:
    measure = ledger.indicators.set_index("indicator")["unit_of_measure"]
    for file, table in ((_OBSERVATIONS, ledger.observations),):
        expected = table["indicator"].map(measure)
        for row in table.index[expected.notna() & (expected != table["unit_of_measure"])]:
            yield Finding(file, f"đơn vị tính “{table.at[row, 'unit_of_measure']}” khác với chỉ tiêu "
                          f"(“{expected[row]}”).", row=int(row), column="unit_of_measure")  # fmt: skip


def _ranges(ledger: Ledger) -> Iterator[Finding]:
    table = ledger.observations
    for row in table.index[(table["unit_of_measure"] == "percent") & (table["value"] > 100)]:
        yield Finding(_OBSERVATIONS, f"tỷ lệ {table.at[row, 'value']:g} lớn hơn 100.", row=int(row), column="value",
                      remedy="Kiểm tra dấu thập phân.")  # fmt: skip
    whole = table["unit_of_measure"].isin(["households", "people", "communes", "villages", "houses", "districts"])
    for row in table.index[whole & (table["value"] % 1 != 0)]:
        yield Finding(_OBSERVATIONS, f"{table.at[row, 'value']:g} phải là số nguyên.", row=int(row), column="value",
                      remedy="Dấu chấm phân nghìn không được dùng trong tệp này.")  # fmt: skip


def _arithmetic(ledger: Ledger) -> Iterator[Finding]:
    rows = ledger.observations.query("preferred and bound == 'exact' and year == year and status == 'published'")
    rows = rows.reset_index()
    wide = rows.pivot_table(index=["unit", "year"], columns="indicator", values="value", aggfunc="first")
    place = rows.pivot_table(index=["unit", "year"], columns="indicator", values="row", aggfunc="first")
    wide = wide.reindex(columns=["households", "poor_households", "poor_rate", "near_poor_households",
                                 "near_poor_rate"])  # fmt: skip
    place = place.reindex(columns=wide.columns)
    for key, figures in wide.iterrows():
        total, at = figures["households"], place.loc[key]
        if pd.isna(total):
            continue
        poor, near = figures["poor_households"], figures["near_poor_households"]
        if poor > total:
            yield Finding(_OBSERVATIONS, f"số hộ nghèo {poor:g} lớn hơn tổng số hộ {total:g}.",
                          row=int(at["poor_households"]), column="value")  # fmt: skip
        elif poor + near > total:
            yield Finding(_OBSERVATIONS, f"hộ nghèo và cận nghèo {poor + near:g} lớn hơn tổng số hộ {total:g}.",
                          row=int(at["near_poor_households"]), column="value")  # fmt: skip
        for count, rate in (("poor_households", "poor_rate"), ("near_poor_households", "near_poor_rate")):
            if pd.isna(figures[count]) or pd.isna(figures[rate]) or _declared(ledger, rows, key, count):
                continue
            implied = figures[count] / total * 100
            if abs(implied - figures[rate]) > max(0.05, figures[rate] * _RATE_TOLERANCE):
                yield Finding(_OBSERVATIONS, f"tỷ lệ {figures[rate]:g} % trái với {figures[count]:g} / {total:g} hộ "
                              f"= {implied:.2f} %.", row=int(at[rate]), column="value",
                              remedy="Kiểm tra lại hai số, hoặc khai báo mâu thuẫn.")  # fmt: skip


def _declared(ledger: Ledger, rows: pd.DataFrame, key: tuple, indicator: str) -> bool:
    unit, year = key
    match = rows.query("unit == @unit and year == @year and indicator == @indicator")
    return bool((match["contradiction"] != "").any())


def _dates(ledger: Ledger) -> Iterator[Finding]:
    table = ledger.observations.reset_index().merge(
        ledger.units[["unit", "valid_from", "valid_to"]], on="unit", how="inner"
    )
    end = pd.to_datetime(table["year"].map(lambda y: f"{int(y)}-12-31" if y == y else None))
    moment = table["as_of"].fillna(end)
    outside = (moment > table["valid_to"]) | (moment < table["valid_from"])
    # Counts put together for former districts and figures printed for a unit before it began carry a note.
    for case in table[outside & (table["note"] == "")].itertuples():
        yield Finding(_OBSERVATIONS, f"ngày của số liệu nằm ngoài thời gian tồn tại của đơn vị “{case.unit}”.",
                      row=int(case.row), column="as_of" if pd.notna(case.as_of) else "year",
                      remedy="Sửa năm, ghi as_of, hoặc giải thích ở note.")  # fmt: skip


def _standards(ledger: Ledger) -> Iterator[Finding]:
    table = ledger.observations
    first = {"2022-2025": (2021, 2025), "2016-2020": (2015, 2021)}
    for standard, (low, high) in first.items():
        wrong = (table["standard"] == standard) & table["year"].notna() & ~table["year"].between(low, high)
        for row in table.index[wrong]:
            yield Finding(_OBSERVATIONS, f"chuẩn nghèo {standard} không dùng cho năm {table.at[row, 'year']:g}.",
                          row=int(row), column="standard")  # fmt: skip
    poverty = table["indicator"].isin(["poor_rate", "poor_households", "near_poor_rate", "near_poor_households"])
    for row in table.index[poverty & (table["standard"] == "none")]:
        yield Finding(_OBSERVATIONS, "số liệu nghèo phải ghi chuẩn nghèo.", row=int(row), column="standard")


def _plans(ledger: Ledger) -> Iterator[Finding]:
    for row, target in ledger.targets.iterrows():
        if target["baseline_year"] >= target["end_year"]:
            yield Finding("targets.csv", "năm cuối phải sau năm gốc.", row=int(row), column="end_year")
        if target["high"] < target["low"]:
            yield Finding("targets.csv", "đầu trên nhỏ hơn đầu dưới.", row=int(row), column="high")
    for row, assigned in ledger.assignments.iterrows():
        if assigned["high"] < assigned["low"]:
            yield Finding("assignments.csv", "đầu trên nhỏ hơn đầu dưới.", row=int(row), column="high")
