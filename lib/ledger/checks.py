"""Rules between the tables: keys, duplicates, wording, arithmetic of poor households, dates, standards."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd

from lib.base.findings import Finding
from lib.ledger.schemas import COUNTS, NO_STANDARD

if TYPE_CHECKING:
    from lib.ledger.reading import Ledger

_OBSERVATIONS = "observations.csv"
#: A printed rate and count / households may differ by the rounding of the print plus this share of the rate.
_RATE_SHARE = 0.005
#: Totals implied by the poor and by the near-poor pair of one unit and year may differ by this share.
_IMPLIED_SHARE = 0.01
#: Rates of neighbouring years on one standard differ by less than this factor (the largest published: under 2).
_LARGEST_JUMP = 5.0
#: Wrong rows of one rule looked at; more of them mean a table of another kind.
_MOST_FINDINGS = 200
_PAIRS = (("poor_households", "poor_rate"), ("near_poor_households", "near_poor_rate"))
#: What makes two rows the same question.
_QUESTION = ["unit", "indicator", "year", "as_of", "period_start", "standard"]


def cross_checks(ledger: Ledger) -> list[Finding]:
    """Every finding of every rule; an empty list when the ledger is sound."""
    rules = (
        _references,
        _identities,
        _wording,
        _ranges_in_words,
        _duplicates,
        _undeclared_conflicts,
        _undeclared_bounds,
        _printed_days,
        _units,
        _measures,
        _ranges,
        _poverty,
        _dates,
        _standards,
        _neighbours,
        _parts_of_the_province,
        _households,
        _explanations,
        _inferred_years,
        _spans,
        _targets,
        _groups,
        _plans,
        _unused_contradictions,
    )
    if (ledger.units["kind"] == "province").sum() != 1:
        # Most rules start from the province: without one they have nothing to say.
        return list(
            dict.fromkeys(finding for rule in (_references, _plans) for finding in islice(rule(ledger), _MOST_FINDINGS))
        )
    found = [finding for rule in rules for finding in islice(rule(ledger), _MOST_FINDINGS)]
    return list(dict.fromkeys(found))


def _references(ledger: Ledger) -> Iterator[Finding]:
    areas = set(ledger.units["unit"])
    districts = set(ledger.units.query("kind == 'district'")["unit"])
    communes = set(ledger.units.query("kind == 'commune'")["unit"])
    either = areas | set(ledger.groups["group"])
    standards, vintages = set(ledger.standards["standard"]), set(ledger.vintages["vintage"])
    indicators, sources = set(ledger.indicators["indicator"]), set(ledger.sources["source"])
    declared = set(ledger.contradictions["contradiction"]) | {""}
    plans, groups = set(ledger.plans["plan"]), set(ledger.groups["group"])
    for file, table, column, word, known in (
        (_OBSERVATIONS, ledger.observations, "unit", "đơn vị", either),
        (_OBSERVATIONS, ledger.observations, "indicator", "chỉ tiêu", indicators),
        (_OBSERVATIONS, ledger.observations, "source", "nguồn", sources),
        (_OBSERVATIONS, ledger.observations, "contradiction", "mâu thuẫn", declared),
        ("assignments.csv", ledger.assignments, "unit", "đơn vị", either),
        ("assignments.csv", ledger.assignments, "source", "nguồn", sources),
        ("targets.csv", ledger.targets, "unit", "đơn vị", either),
        ("targets.csv", ledger.targets, "indicator", "chỉ tiêu", indicators),
        ("targets.csv", ledger.targets, "source", "nguồn", sources),
        ("targets.csv", ledger.targets, "plan", "kế hoạch", plans),
        ("plans.csv", ledger.plans, "source", "nguồn", sources),
        ("groups.csv", ledger.groups, "source", "nguồn", sources),
        ("group_members.csv", ledger.members, "group", "nhóm", groups),
        ("group_members.csv", ledger.members, "unit", "đơn vị", areas),
        ("households.csv", ledger.households, "district", "huyện", districts),
        ("households.csv", ledger.households, "district_2024", "huyện", districts),
        ("plans.csv", ledger.plans, "standard", "chuẩn nghèo", standards),
        ("plans.csv", ledger.plans, "vintage", "hệ địa giới", vintages),
        (_OBSERVATIONS, ledger.observations, "standard", "chuẩn nghèo", standards | {NO_STANDARD}),
        ("households.csv", ledger.households, "code_2025", "xã mới", communes),
        ("units.csv", ledger.units, "parent", "đơn vị cấp trên", areas | {""}),
    ):
        for row, value in table.loc[~table[column].isin(known), column].items():
            remedy = _code_of(ledger, value, known) or _nearest(value, known)
            yield Finding(file, f"không có {word} “{value}”.", row=int(row), column=column, remedy=remedy)
    for row, former in ledger.units["former"].items():
        for code in filter(None, former.split(";")):
            if code not in districts:
                remedy = _nearest(code, districts)
                yield Finding("units.csv", f"không có huyện “{code}”.", int(row), "former", remedy=remedy)


def _code_of(ledger: Ledger, value: str, known: set[str]) -> str:
    """For a name written where a code belongs ("Kỳ Sơn" instead of "417"): the code."""
    units = ledger.units
    named = units.loc[(units["name_vi"] == value) | (units["full_name_vi"] == value), "unit"]
    named = [unit for unit in named if unit in known]
    return f"Cột này ghi mã, không ghi tên: “{'” hoặc “'.join(named)}”." if len(named) else ""


def _nearest(value: str, known: Iterable[str]) -> str:
    close = _close(value, tuple(sorted(filter(None, known))))
    return f"Có phải là “{close[0]}”?" if close else "Thêm vào bảng tương ứng hoặc sửa lại mã."


@cache
def _close(value: str, known: tuple[str, ...]) -> list[str]:
    """The known code most like a wrong one; comparing long ones, or with thousands, takes minutes and helps nobody."""
    if len(value) > _LONGEST_CODE or len(known) > _MOST_CODES:
        return []
    return difflib.get_close_matches(value, known, n=1)


_LONGEST_CODE, _MOST_CODES = 60, 2000


def _identities(ledger: Ledger) -> Iterator[Finding]:
    """An observation is called unit_indicator_year (and more, if need be): a code changed in one column shows."""
    units, indicators = {*ledger.units["unit"], *ledger.groups["group"]}, set(ledger.indicators["indicator"])
    for row in ledger.observations.itertuples():
        if row.unit not in units or row.indicator not in indicators:
            continue  # told already
        name = f"{row.unit}_{row.indicator}_{'na' if pd.isna(row.year) else int(row.year)}"
        if row.observation != name and not row.observation.startswith(f"{name}_"):
            message = f"mã “{row.observation}” trái với đơn vị, chỉ tiêu hay năm của dòng."
            remedy = f"Sửa cột sai, hoặc đổi mã thành {name} (thêm _2, _3... nếu đã có)."
            yield Finding(_OBSERVATIONS, message, int(row.Index), "observation", remedy=remedy)


# A day is no figure; thin and unbreakable spaces stand between thousands too.
_DAY = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "thousand": 1e3, "triệu": 1e6, "million": 1e6}
_SCALED = re.compile(rf"({_NUMBER.pattern})\s*({'|'.join(_SCALES)})\b", re.IGNORECASE)
_HALF = re.compile(r"một nửa|\bhalf\b|½|\b1/2\b", re.IGNORECASE)


def numbers_in(quote: str) -> set[float]:
    """Every number a quotation prints, in Vietnamese, English or French writing; "một nửa" is 50 and 0.5.

    "42,04" may be 42.04, "66.673" both 66673 and 66.673: which one is meant only the reader knows.
    """
    text = _DAY.sub(" ", quote)
    found = {value for match in _NUMBER.finditer(text) for value in _readings(match.group())}
    for match in _SCALED.finditer(text):
        scale = _SCALES[match.group(2).lower()]
        found |= {round(value * scale, 6) for value in _readings(match.group(1))}
    return found | ({50.0, 0.5} if _HALF.search(text) else set())


def _readings(printed: str) -> set[float]:
    """What a printed number can mean."""
    found: set[float] = set()
    # Spaces join thousands ("3 327 791") or part two numbers ("2021 2025"): both are read.
    whole = re.split(r"[\u00a0\u202f ]", printed)
    if len(whole) > 1:
        found |= {value for part in whole for value in _readings(part)}
        if all(re.fullmatch(r"\d{3}", part) for part in whole[1:-1]) and re.fullmatch(r"\d{3}([.,]\d+)?", whole[-1]):
            found |= _readings("".join(whole))
        return found
    parts = re.split("[.,]", printed)
    if len(parts) <= 2:
        found.add(float(".".join(parts)))
    if all(len(part) == 3 for part in parts[1:]):
        found.add(float("".join(parts)))
    elif len(parts) > 2 and all(len(part) == 3 for part in parts[1:-1]):
        found.add(float(f"{''.join(parts[:-1])}.{parts[-1]}"))
    return found


def _wording(ledger: Ledger) -> Iterator[Finding]:
    """A quoted value stands in its own quotation, a paraphrased one too where the paraphrase has numbers at all.

    A unit that counts itself (value 1: one of the communes of a list) is named there instead.
    """
    table = ledger.observations
    names = ledger.units.set_index("unit")["name_vi"]
    for row in table[table["basis"] != "derived"].itertuples():
        printed = numbers_in(row.quote)
        if row.value in printed or (row.basis == "paraphrased" and not printed):
            continue
        if row.unit_of_measure == "billion_dong" and "triệu" in row.quote and round(row.value * 1000, 6) in printed:
            continue
        # Lists leave the unit's kind out: "Mường Xén" for Xã Mường Xén.
        if row.value == 1 and row.unit in names.index and names[row.unit].split(" ", 1)[-1] in row.quote:
            continue
        message = f"{row.value:g} không có trong câu trích dẫn."
        remedy = "Sửa value hay quote; nếu là số suy ra, ghi basis derived và phép tính ở note."
        yield Finding(_OBSERVATIONS, message, int(row.Index), "value", remedy=remedy)


def _ranges_in_words(ledger: Ledger) -> Iterator[Finding]:
    """The ends of a target or an assigned reduction stand in its quotation; one may be left out that prints one number."""
    for file, table in (("targets.csv", ledger.targets), ("assignments.csv", ledger.assignments)):
        for row in table.itertuples():
            printed = numbers_in(row.quote)
            for column in ("low", "high") if len(printed) > 1 else ("low",):
                value = getattr(row, column)
                if pd.notna(value) and value not in printed:
                    message = f"{value:g} không có trong câu trích dẫn."
                    yield Finding(file, message, int(row.Index), column, remedy=f"Sửa {column} hay quote.")


def _duplicates(ledger: Ledger) -> Iterator[Finding]:
    table = ledger.observations
    # Neither status nor bound: one source printing one number as result and as projection is a slip of the pen.
    same = [*_QUESTION, "source", "value"]
    for row in table.index[table.duplicated(same)]:
        message = f"quan sát “{table.at[row, 'observation']}” bị nhập hai lần."
        yield Finding(_OBSERVATIONS, message, int(row), "observation", remedy="Xoá một trong hai dòng.")
    preferred = table[table["preferred"]]
    for row in preferred.index[preferred.duplicated([*_QUESTION, "status"])]:
        message = "hai số cùng được chọn (preferred) cho một đơn vị, chỉ tiêu và năm."
        remedy = "Chỉ để true ở một dòng; ghi lý do ở contradictions.csv."
        yield Finding(_OBSERVATIONS, message, int(row), "preferred", remedy=remedy)


def _undeclared_conflicts(ledger: Ledger) -> Iterator[Finding]:
    """Two exact values for one question must carry one contradiction: nothing is smoothed away silently."""
    rows = ledger.observations.query("bound == 'exact' and year == year")
    rows = rows[rows.duplicated([*_QUESTION, "status"], keep=False)]
    for _, group in rows.groupby([*_QUESTION, "status"], dropna=False):
        if group["value"].nunique() < 2:
            continue
        if group["contradiction"].nunique() == 1 and group["contradiction"].iloc[0]:
            continue
        values = " và ".join(f"{value:g}" for value in group["value"].unique())
        message = f"hai số khác nhau cho một đơn vị, chỉ tiêu và năm: {values}."
        remedy = "Khai báo ở contradictions.csv và ghi cùng một mã ở cột contradiction của các dòng này."
        yield Finding(_OBSERVATIONS, message, int(group.index[-1]), "value", remedy=remedy)


def _undeclared_bounds(ledger: Ledger) -> Iterator[Finding]:
    """An exact value on the wrong side of a printed bound of the same question must carry the bound's contradiction."""
    rows = ledger.observations.query("year == year")
    exact = rows[rows["bound"] == "exact"].reset_index()
    bounds = rows[rows["bound"].isin(["over", "under"])]
    for case in exact.merge(bounds, on=[*_QUESTION, "status"], suffixes=("", "_bound")).itertuples():
        beyond = case.value < case.value_bound if case.bound_bound == "over" else case.value > case.value_bound
        if not beyond or (case.contradiction and case.contradiction == case.contradiction_bound):
            continue
        way = "hơn" if case.bound_bound == "over" else "dưới"
        message = f"{case.value:g} trái với “{way} {case.value_bound:g}” của cùng đơn vị, chỉ tiêu và năm."
        remedy = "Khai báo ở contradictions.csv và ghi cùng một mã ở cột contradiction của hai dòng này."
        yield Finding(_OBSERVATIONS, message, int(case.row), "value", remedy=remedy)


def _measures(ledger: Ledger) -> Iterator[Finding]:
    table = ledger.observations
    expected = table["indicator"].map(ledger.indicators.set_index("indicator")["unit_of_measure"])
    for row in table.index[expected.notna() & (expected != table["unit_of_measure"])]:
        message = f"đơn vị tính “{table.at[row, 'unit_of_measure']}” khác với chỉ tiêu (“{expected[row]}”)."
        remedy = "Sửa đơn vị tính hoặc chọn chỉ tiêu khác."
        yield Finding(_OBSERVATIONS, message, int(row), "unit_of_measure", remedy=remedy)


def _ranges(ledger: Ledger) -> Iterator[Finding]:
    table = ledger.observations
    for row in table.index[table["unit_of_measure"].isin(["percent", "points"]) & (table["value"] > 100)]:
        message = f"tỷ lệ {table.at[row, 'value']:g} lớn hơn 100."
        yield Finding(_OBSERVATIONS, message, int(row), "value", remedy="Kiểm tra dấu thập phân.")
    for row in table.index[table["unit_of_measure"].isin(COUNTS) & (table["value"] % 1 != 0)]:
        message = f"{table.at[row, 'value']:g} phải là số nguyên."
        remedy = "Dấu chấm phân nghìn không được dùng trong tệp này."
        yield Finding(_OBSERVATIONS, message, int(row), "value", remedy=remedy)


def _poverty(ledger: Ledger) -> Iterator[Finding]:
    """Counts and rates of poor and near-poor households against all households and against each other."""
    for family in _families(ledger):
        yield from _totals(family)
        yield from _rates_against_counts(family)
        yield from _implied_totals(family)


#: Indicator -> its observation (row, value, contradiction) within one family.
_Family = dict[str, pd.Series]


def _families(ledger: Ledger) -> Iterator[_Family]:
    """Exact figures that belong together: one unit and end of year, or one unit and source.

    The second grouping compares an article's own total with its own counts even where their dates differ
    (the total of today, the review of last year).
    """
    names = ["households", *(name for pair in _PAIRS for name in pair)]
    rows = ledger.observations
    rows = rows[(rows["bound"] == "exact") & rows["year"].notna() & rows["indicator"].isin(names)].reset_index()
    for _, group in rows[rows["preferred"]].groupby(["unit", "year"]):
        for standard in set(group["standard"]) - {NO_STANDARD}:
            yield _family(group[group["standard"].isin([standard, NO_STANDARD])])
    for _, group in rows.groupby(["unit", "source"]):
        if len(group) > 1 and not group["indicator"].duplicated().any():
            yield _family(group)


def _family(group: pd.DataFrame) -> _Family:
    return {row["indicator"]: row for _, row in group.drop_duplicates("indicator").iterrows()}


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
            yield Finding(_OBSERVATIONS, message, int(family[count]["row"]), "value", remedy="Kiểm tra lại hai số.")
    values = _values(family, "poor_households", "near_poor_households", "households")
    if alone and values and values[0] + values[1] > values[2]:
        message = f"hộ nghèo và cận nghèo {values[0] + values[1]:g} lớn hơn tổng số hộ {values[2]:g}."
        row = int(family["near_poor_households"]["row"])
        yield Finding(_OBSERVATIONS, message, row, "value", remedy="Kiểm tra lại ba số.")


def _rates_against_counts(family: _Family) -> Iterator[Finding]:
    for count, rate in _PAIRS:
        values = _values(family, count, rate, "households")
        if not values or not values[2]:
            continue
        implied = values[0] / values[2] * 100
        if abs(implied - values[1]) > _rounding(values[1]) + values[1] * _RATE_SHARE:
            message = f"tỷ lệ {values[1]:g} % trái với {values[0]:g} / {values[2]:g} hộ = {implied:.2f} %."
            remedy = "Kiểm tra lại các số, hoặc khai báo mâu thuẫn ở contradictions.csv."
            yield Finding(_OBSERVATIONS, message, int(family[rate]["row"]), "value", remedy=remedy)


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
        yield Finding(_OBSERVATIONS, message, int(family["poor_rate"]["row"]), "value", remedy=remedy)


def _dates(ledger: Ledger) -> Iterator[Finding]:
    spans = pd.concat(
        [ledger.units[["unit", "valid_from", "valid_to"]],
         ledger.groups.rename(columns={"group": "unit"})[["unit", "valid_from", "valid_to"]]]
    )  # fmt: skip
    table = ledger.observations.reset_index().merge(spans, on="unit", how="inner")
    year_end = pd.to_datetime(table["year"].map(lambda y: f"{int(y)}-12-31" if y == y else None))
    moment = table["boundary_date"].fillna(table["as_of"]).fillna(year_end)
    for case in table[(moment > table["valid_to"]) | (moment < table["valid_from"])].itertuples():
        message = f"ngày của số liệu nằm ngoài thời gian tồn tại của đơn vị “{case.unit}”."
        column = "boundary_date" if pd.notna(case.boundary_date) else "as_of" if pd.notna(case.as_of) else "year"
        remedy = "Sửa năm, ghi as_of, hoặc ghi boundary_date nếu số liệu tính trên địa giới của ngày khác."
        yield Finding(_OBSERVATIONS, message, int(case.row), column, remedy=remedy)
    for case in table[table["as_of"].notna() & (table["as_of"].dt.year != table["year"])].itertuples():
        message = f"as_of {case.as_of:%Y-%m-%d} không thuộc năm của số liệu."
        yield Finding(_OBSERVATIONS, message, int(case.row), "as_of", remedy="Sửa as_of hoặc year.")


def _standards(ledger: Ledger) -> Iterator[Finding]:
    table = ledger.observations
    for rule in ledger.standards.itertuples():
        standard = rule.standard
        outside = ~table["year"].between(rule.first_year, rule.last_year)
        wrong = (table["standard"] == standard) & table["year"].notna() & outside
        for row in table.index[wrong]:
            message = f"chuẩn nghèo {standard} không dùng cho năm {table.at[row, 'year']:g}."
            yield Finding(_OBSERVATIONS, message, int(row), "standard", remedy="Kiểm tra năm và chuẩn nghèo.")
    themes = table["indicator"].map(ledger.indicators.set_index("indicator")["theme"])
    for row in table.index[(themes == "poverty") & (table["standard"] == NO_STANDARD)]:
        message = "số liệu nghèo phải ghi chuẩn nghèo."
        yield Finding(_OBSERVATIONS, message, int(row), "standard", remedy="Ghi một chuẩn của standards.csv.")
    for row in table.index[themes.notna() & (themes != "poverty") & (table["standard"] != NO_STANDARD)]:
        message = "chỉ tiêu này không theo chuẩn nghèo."
        yield Finding(_OBSERVATIONS, message, int(row), "standard", remedy="Ghi none.")


def _neighbours(ledger: Ledger) -> Iterator[Finding]:
    """Rates of a unit in neighbouring years do not jump: a lost digit or another unit's figure does."""
    rows = ledger.observations.query("bound == 'exact' and preferred and unit_of_measure == 'percent'").dropna(
        subset="year"
    )
    for _, group in rows.sort_values("year").groupby(["unit", "indicator", "standard"]):
        points = list(zip(group.index, group["year"], group["value"], strict=True))
        for (_, start, before), (row, end, after) in zip(points, points[1:], strict=False):
            if end - start > 1 or not before or not after or max(before / after, after / before) <= _LARGEST_JUMP:
                continue
            message = f"tỷ lệ nhảy từ {before:g} % ({start:.0f}) đến {after:g} % ({end:.0f})."
            yield Finding(
                _OBSERVATIONS, message, int(row), "value", remedy="Kiểm tra dấu thập phân và đơn vị của cả hai số."
            )


def _parts_of_the_province(ledger: Ledger) -> Iterator[Finding]:
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
        yield Finding(_OBSERVATIONS, message, int(case.row), "value", remedy="Kiểm tra hai số và đơn vị của dòng.")


#: Persons in a household on average: a commune outside has a wrong number.
_PERSONS = (2.0, 8.0)


def _households(ledger: Ledger) -> Iterator[Finding]:
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


def _explanations(ledger: Ledger) -> Iterator[Finding]:
    """What is not plainly printed must say why: no year, other boundaries, a figure we worked out."""
    table = ledger.observations
    silent = table["note"] == ""
    for condition, column, message in (
        (table["year"].isna(), "year", "không có năm mà không có chú thích."),
        (table["boundary_date"].notna(), "boundary_date", "địa giới của ngày khác mà không có chú thích."),
        (table["basis"] == "derived", "basis", "số suy ra mà không ghi phép tính."),
    ):
        for row in table.index[condition & silent]:
            yield Finding(_OBSERVATIONS, message, int(row), column, remedy="Giải thích ở cột note.")


def _inferred_years(ledger: Ledger) -> Iterator[Finding]:
    """Words printed in a year without one of their own speak of the last review before it: the end of the year before.

    Another reading is kept in ``year_other``; an inferred year is explained in ``note``.
    """
    printed = pd.to_numeric(ledger.sources.set_index("source")["published"].str[:4], errors="coerce")
    for row in ledger.observations.itertuples():
        if row.year_basis == "stated":
            if pd.notna(row.year_other):
                message = "có cách hiểu khác về năm mà năm lại ghi là do nguồn nêu."
                yield Finding(
                    _OBSERVATIONS, message, int(row.Index), "year_other", remedy="Ghi year_basis inferred, hoặc xoá."
                )
            continue
        when = printed.get(row.source)
        if pd.isna(row.year) or not row.note:
            message = "năm suy ra phải có ở cột year và được giải thích ở cột note."
            yield Finding(_OBSERVATIONS, message, int(row.Index), "year_basis", remedy="Ghi năm và lý do.")
        elif pd.notna(when) and row.year >= when:
            message = f"nguồn in năm {when:.0f} không ghi kỳ số liệu: phải hiểu là đợt rà soát trước đó, cuối năm {when - 1:.0f}."
            remedy = "Sửa year (cách hiểu khác ghi ở year_other), hoặc ghi year_basis stated nếu nguồn có nêu năm."
            yield Finding(_OBSERVATIONS, message, int(row.Index), "year", remedy=remedy)
        elif row.year_other == row.year:
            message = "cách hiểu khác về năm trùng với năm đang dùng."
            yield Finding(_OBSERVATIONS, message, int(row.Index), "year_other", remedy="Xoá year_other.")


def _spans(ledger: Ledger) -> Iterator[Finding]:
    def wrong(file: str, table: pd.DataFrame, start: str, end: str, message: str) -> Iterator[Finding]:
        for row in table.index[table[end] < table[start]]:
            yield Finding(file, message, int(row), end, remedy="Kiểm tra hai cột này.")

    late = "ngày kết thúc trước ngày bắt đầu."
    yield from wrong("units.csv", ledger.units, "valid_from", "valid_to", late)
    yield from wrong("groups.csv", ledger.groups, "valid_from", "valid_to", late)
    yield from wrong("vintages.csv", ledger.vintages, "valid_from", "valid_to", late)
    yield from wrong("plans.csv", ledger.plans, "baseline_year", "end_year", "năm cuối trước năm gốc.")
    yield from wrong("targets.csv", ledger.targets, "baseline_year", "end_year", "năm cuối trước năm gốc.")
    reversed_range = "đầu trên nhỏ hơn đầu dưới."
    yield from wrong("targets.csv", ledger.targets, "low", "high", reversed_range)
    yield from wrong("assignments.csv", ledger.assignments, "low", "high", reversed_range)
    table = ledger.observations
    for row in table.index[table["period_start"] >= table["year"]]:
        message = "kỳ bắt đầu không trước năm của số liệu."
        yield Finding(_OBSERVATIONS, message, int(row), "period_start", remedy="Ghi năm cuối của kỳ ở year.")


def _printed_days(ledger: Ledger) -> Iterator[Finding]:
    """The day a source was printed is one of the calendar."""
    printed = ledger.sources["published"].str.extract(r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
    for row in printed.dropna(subset=0).itertuples():
        parts = [int(part) if isinstance(part, str) else 1 for part in row[1:]]
        try:
            date(*parts)
        except ValueError:
            message = f"ngày đăng “{ledger.sources.at[row.Index, 'published']}” không có trong lịch."
            yield Finding(
                "sources.csv", message, int(row.Index), "published", remedy="Ghi năm, năm-tháng hay năm-tháng-ngày."
            )


def _units(ledger: Ledger) -> Iterator[Finding]:
    """No unit is its own parent; the units of a vintage are those that households.csv divides the census among."""
    units = ledger.units
    for row in units.index[units["parent"] == units["unit"]]:
        yield Finding(
            "units.csv", "đơn vị không thể là cấp trên của chính nó.", int(row), "parent", remedy="Ghi mã cấp trên."
        )
    for row in ledger.vintages.itertuples():
        wanted, found = set(ledger.units_of(row.vintage)), set(ledger.households[row.households_column].astype(str))
        if wanted and not wanted <= found:
            lost = ", ".join(sorted(wanted - found)[:3])
            message = (
                f"cột {row.households_column} của households.csv không chia hộ cho {lost}: không phải hệ địa giới này."
            )
            yield Finding(
                "vintages.csv",
                message,
                int(row.Index),
                "households_column",
                remedy="Ghi đúng cột, hoặc sửa households.csv.",
            )


def _targets(ledger: Ledger) -> Iterator[Finding]:
    """A target lies in its plan's years and is measured as its form says."""
    measure = ledger.indicators.set_index("indicator")["unit_of_measure"]
    plans = ledger.plans.set_index("plan")
    for row, target in ledger.targets.iterrows():
        if target["plan"] in plans.index:
            plan = plans.loc[target["plan"]]
            for column, outside in (
                ("baseline_year", target["baseline_year"] < plan["baseline_year"]),
                ("end_year", target["end_year"] > plan["end_year"]),
            ):
                if outside:
                    message = f"năm {target[column]} nằm ngoài kế hoạch “{target['plan']}” ({plan[column]})."
                    yield Finding("targets.csv", message, int(row), column, remedy="Sửa năm ở đây hoặc ở plans.csv.")
        by_points = target["form"] == "points_per_year"
        expected = "points_per_year" if by_points else measure.get(target["indicator"])
        if expected and target["unit_of_measure"] != expected:
            message = f"đơn vị tính “{target['unit_of_measure']}” không hợp với dạng chỉ tiêu (“{expected}”)."
            yield Finding("targets.csv", message, int(row), "unit_of_measure", remedy="Sửa đơn vị tính hoặc cột form.")


def _groups(ledger: Ledger) -> Iterator[Finding]:
    """A group has its own id and, if it is an area, districts."""
    for row, group in ledger.groups.iterrows():
        if group["group"] in set(ledger.units["unit"]):
            message = f"mã nhóm “{group['group']}” trùng với mã đơn vị."
            yield Finding("groups.csv", message, int(row), "group", remedy="Chọn mã khác cho nhóm.")
        if group["kind"] == "area" and group["group"] not in set(ledger.members["group"]):
            message = f"nhóm “{group['group']}” không có huyện nào."
            yield Finding("groups.csv", message, int(row), "group", remedy="Ghi các huyện vào group_members.csv.")


def _plans(ledger: Ledger) -> Iterator[Finding]:
    """One plan is judged, by one common yardstick, for units of one vintage; its groups hold such units only."""
    main = ledger.plans[ledger.plans["role"] == "main"]
    if len(main) != 1:
        message = f"có {len(main)} kế hoạch mang role main; phải có đúng một."
        yield Finding(
            "plans.csv", message, 2, "role", remedy="Ghi main cho kế hoạch đang theo dõi, beside cho các kế hoạch khác."
        )
        return
    plan = main.iloc[0]
    yardsticks = ledger.targets[(ledger.targets["plan"] == plan["plan"]) & ledger.targets["yardstick"]]
    if len(yardsticks) != 1:
        message = (
            f"kế hoạch “{plan['plan']}” có {len(yardsticks)} chỉ tiêu làm thước đo chung (yardstick); phải có đúng một."
        )
        row = int(yardsticks.index[-1]) if len(yardsticks) else 2
        yield Finding("targets.csv", message, row, "yardstick", remedy="Ghi true ở đúng một chỉ tiêu của kế hoạch.")
    provinces = ledger.units[ledger.units["kind"] == "province"]
    if len(provinces) != 1:
        message = f"có {len(provinces)} đơn vị loại province; phải có đúng một."
        yield Finding("units.csv", message, 2, "kind", remedy="Sửa cột kind.")
    known = set(ledger.vintages["vintage"])
    for row, entry in ledger.units["vintages"].items():
        for vintage in filter(None, entry.split(";")):
            if vintage not in known:
                yield Finding(
                    "units.csv",
                    f"không có hệ địa giới “{vintage}”.",
                    int(row),
                    "vintages",
                    remedy=_nearest(vintage, known),
                )
    units = set(ledger.units_of(plan["vintage"]))
    if not units:
        message = f"không đơn vị nào thuộc hệ địa giới “{plan['vintage']}” của kế hoạch."
        yield Finding(
            "plans.csv", message, int(main.index[0]), "vintage", remedy="Ghi hệ địa giới ở cột vintages của units.csv."
        )
    for row, unit in ledger.members.loc[~ledger.members["unit"].isin(units), "unit"].items():
        message = f"“{unit}” không thuộc hệ địa giới “{plan['vintage']}” của kế hoạch."
        yield Finding("group_members.csv", message, int(row), "unit", remedy="Sửa mã, hoặc xoá dòng.")


def _unused_contradictions(ledger: Ledger) -> Iterator[Finding]:
    used = set(ledger.observations["contradiction"])
    table = ledger.contradictions
    for row, name in table.loc[~table["contradiction"].isin(used), "contradiction"].items():
        message = f"mâu thuẫn “{name}” không có số liệu nào mang mã này."
        remedy = "Ghi mã ở cột contradiction của observations.csv hoặc xoá dòng."
        yield Finding("contradictions.csv", message, int(row), "contradiction", remedy=remedy)
