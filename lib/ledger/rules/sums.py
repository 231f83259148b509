"""Arithmetic of households: rates against counts, parts against wholes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from lib.base.findings import Finding
from lib.ledger.ledger import Ledger
from lib.ledger.rules.common import OBSERVATIONS
from lib.ledger.schemas import COUNTS, NO_STANDARD

#: A printed rate and count / households may differ by the rounding of the print plus this share of the rate.
_RATE_SHARE = 0.005
#: Totals implied by the poor and by the near-poor pair of one unit and year may differ by this share.
_IMPLIED_SHARE = 0.01
_PAIRS = (("poor_households", "poor_rate"), ("near_poor_households", "near_poor_rate"))
#: Indicator -> its observation (row, value, contradiction) within one family.
_Family = dict[str, dict[str, Any]]
#: Persons in a household on average: a commune outside has a wrong number.
_PERSONS = (2.0, 8.0)


def measures(ledger: Ledger) -> Iterator[Finding]:
    """Every figure has the unit of measure of its indicator."""
    table = ledger.observations
    expected = table["indicator"].map(ledger.indicators.set_index("indicator")["unit_of_measure"])
    for row in table.index[expected.notna() & (expected != table["unit_of_measure"])]:
        message = f"đơn vị tính “{table.at[row, 'unit_of_measure']}” khác với chỉ tiêu (“{expected[row]}”)."
        remedy = "Sửa đơn vị tính hoặc chọn chỉ tiêu khác."
        yield Finding(OBSERVATIONS, message, int(row), "unit_of_measure", remedy=remedy)


def ranges(ledger: Ledger) -> Iterator[Finding]:
    """No value outside of what its unit of measure can be."""
    table = ledger.observations
    for row in table.index[table["unit_of_measure"].isin(["percent", "points"]) & (table["value"] > 100)]:
        message = f"tỷ lệ {table.at[row, 'value']:g} lớn hơn 100."
        yield Finding(OBSERVATIONS, message, int(row), "value", remedy="Kiểm tra dấu thập phân.")
    for row in table.index[table["unit_of_measure"].isin(COUNTS) & (table["value"] % 1 != 0)]:
        message = f"{table.at[row, 'value']:g} phải là số nguyên."
        remedy = "Dấu chấm phân nghìn không được dùng trong tệp này."
        yield Finding(OBSERVATIONS, message, int(row), "value", remedy=remedy)


def poverty(ledger: Ledger) -> Iterator[Finding]:
    """Counts and rates of poor and near-poor households against all households and against each other."""
    for family in _families(ledger):
        yield from _totals(family)
        yield from _rates_against_counts(family)
        yield from _implied_totals(family)


def _families(ledger: Ledger) -> Iterator[_Family]:
    """Exact figures that belong together: one unit and end of year (results apart from projections), or one unit and source.

    The second grouping compares an article's own total with its own counts even where their dates differ
    (the total of today, the review of last year).
    """
    names = ["households", *(name for pair in _PAIRS for name in pair)]
    rows = ledger.observations
    rows = rows[(rows["bound"] == "exact") & rows["year"].notna() & rows["indicator"].isin(names)].reset_index()
    # What is counted at the end of the year comes before what is counted on another day of it.
    records = rows.sort_values("as_of", na_position="first", kind="stable").to_dict("records")
    for group in _together([row for row in records if row["preferred"]], "unit", "year", "status"):
        for standard in {row["standard"] for row in group} - {NO_STANDARD}:
            yield _family([row for row in group if row["standard"] in (standard, NO_STANDARD)])
    for group in _together(records, "unit", "source"):
        if 1 < len(group) == len({row["indicator"] for row in group}):
            yield _family(group)


def _together(rows: list[dict], *columns: str) -> Iterator[list[dict]]:
    key = itemgetter(*columns)
    return (list(group) for _, group in groupby(sorted(rows, key=key), key=key))


def _family(group: list[dict]) -> _Family:
    """The first figure of each indicator."""
    return {row["indicator"]: row for row in reversed(group)}


def _values(family: _Family, *names: str) -> list[float] | None:
    """The figures, or nothing when one is missing or two of them carry the same declared contradiction."""
    if any(name not in family for name in names):
        return None
    declared = [family[name]["contradiction"] for name in names if family[name]["contradiction"]]
    if len(set(declared)) < len(declared):
        return None
    return [float(family[name]["value"]) for name in names]


def _totals(family: _Family) -> Iterator[Finding]:
    alone = True
    for count, word in (("poor_households", "nghèo"), ("near_poor_households", "cận nghèo")):
        values = _values(family, count, "households")
        if values and values[0] > values[1]:
            alone = False
            message = f"số hộ {word} {values[0]:g} lớn hơn tổng số hộ {values[1]:g}."
            yield Finding(OBSERVATIONS, message, int(family[count]["row"]), "value", remedy="Kiểm tra lại hai số.")
    values = _values(family, "poor_households", "near_poor_households", "households")
    if alone and values and values[0] + values[1] > values[2]:
        message = f"hộ nghèo và cận nghèo {values[0] + values[1]:g} lớn hơn tổng số hộ {values[2]:g}."
        row = int(family["near_poor_households"]["row"])
        yield Finding(OBSERVATIONS, message, row, "value", remedy="Kiểm tra lại ba số.")


def _rates_against_counts(family: _Family) -> Iterator[Finding]:
    for count, rate in _PAIRS:
        values = _values(family, count, rate, "households")
        if not values or not values[2]:
            continue
        implied = values[0] / values[2] * 100
        if abs(implied - values[1]) > _rounding(values[1]) + values[1] * _RATE_SHARE:
            message = f"tỷ lệ {values[1]:g} % trái với {values[0]:g} / {values[2]:g} hộ = {implied:.2f} %."
            remedy = "Kiểm tra lại các số, hoặc khai báo mâu thuẫn ở contradictions.csv."
            yield Finding(OBSERVATIONS, message, int(family[rate]["row"]), "value", remedy=remedy)


def _rounding(value: float) -> float:
    """Half a unit of the last decimal that is not zero: 61 % stands for 60.5 to 61.5, 4.16 % for 4.155 to 4.165."""
    decimals = len(f"{value:.4f}".rstrip("0").split(".")[1])
    return 0.5 * 10**-decimals


def _implied_totals(family: _Family) -> Iterator[Finding]:
    """Where no total is published, the poor pair and the near-poor pair must imply the same one."""
    values = _values(family, *(name for pair in _PAIRS for name in pair))
    if "households" in family or not values or not all(values):
        return
    first, second = values[0] / values[1] * 100, values[2] / values[3] * 100
    if abs(first - second) > _IMPLIED_SHARE * max(first, second):
        message = f"hộ nghèo ngụ ý {first:.0f} hộ, hộ cận nghèo ngụ ý {second:.0f} hộ: hai số phải bằng nhau."
        remedy = "Kiểm tra lại hai cặp số hộ và tỷ lệ."
        yield Finding(OBSERVATIONS, message, int(family["poor_rate"]["row"]), "value", remedy=remedy)


def parts_of_the_province(ledger: Ledger) -> Iterator[Finding]:
    """No district, commune or group of the province has more than the province."""
    province = ledger.province
    inside = set(ledger.units.loc[ledger.units["kind"].isin(["district", "commune", "old_commune"]), "unit"])
    inside |= set(ledger.groups["group"])
    same = ["indicator", "year", "as_of", "period_start", "standard"]
    rows = ledger.observations.query("bound == 'exact'").dropna(subset="year").reset_index()
    rows = rows[rows["unit_of_measure"].isin(COUNTS)]
    whole = rows[rows["unit"] == province].groupby(same, dropna=False)["value"].max().rename("whole").reset_index()
    for case in rows[rows["unit"].isin(inside)].merge(whole, on=same).query("value > whole").itertuples():
        message = f"{case.value:g} lớn hơn số của cả tỉnh cùng năm ({case.whole:g})."
        yield Finding(OBSERVATIONS, message, int(case.row), "value", remedy="Kiểm tra hai số và đơn vị của dòng.")


def households(ledger: Ledger) -> Iterator[Finding]:
    """The communes of the census add up to what was published for the province; codes and names belong together."""
    file, table = "households.csv", ledger.households
    persons = table["population_2019"] / table["households_2019"]
    for row in table.index[(persons < _PERSONS[0]) | (persons > _PERSONS[1])]:
        message = f"{persons[row]:.1f} người một hộ."
        yield Finding(file, message, int(row), "households_2019", remedy="Kiểm tra số hộ và số người.")
    published = ledger.observations.query(
        "unit == @ledger.province and year == 2019 and preferred and bound == 'exact'"
    )
    for indicator, column in (("households", "households_2019"), ("population", "population_2019")):
        total = table[column].sum()
        for value in published.loc[published["indicator"] == indicator, "value"]:
            if value != total:
                message = f"tổng cột là {total}, số công bố của tỉnh là {value:g}."
                yield Finding(file, message, column=column, remedy="Tìm dòng bị thiếu, thừa hay sai.")
    for year in ("2020", "2024"):
        code, name = f"code_{year}", f"name_{year}"
        for row in table.index[table.groupby(code)[name].transform("nunique") > 1]:
            message = f"mã {table.at[row, code]} có nhiều tên khác nhau."
            yield Finding(file, message, int(row), name, remedy="Sửa mã hay tên cho khớp.")
    names = ledger.units.set_index("unit")["full_name_vi"]
    for row, unit in table["code_2025"].items():
        if names.get(unit, table.at[row, "name_2025"]) != table.at[row, "name_2025"]:
            message = f"mã {unit} là “{names[unit]}”, không phải “{table.at[row, 'name_2025']}”."
            yield Finding(file, message, int(row), "name_2025", remedy="Sửa mã hay tên cho khớp.")
