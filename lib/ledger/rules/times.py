"""Days, years, standards, and jumps between neighbouring years."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from lib.base.findings import Finding
from lib.ledger.ledger import Ledger
from lib.ledger.rules.common import OBSERVATIONS
from lib.ledger.schemas import NO_STANDARD

#: Rates of neighbouring years on one standard differ by less than this factor (the largest published: under 2).
_LARGEST_JUMP = 5.0
#: The month in which the first results of a year's review are made known.
_FIRST_RESULTS = "12"
#: Words of what is expected, not found.
_EXPECTED = re.compile(r"\b(ước|dự kiến|phấn đấu)\b", re.IGNORECASE)


def dates(ledger: Ledger) -> Iterator[Finding]:
    """The day of a figure lies in the time of its unit, its ``as_of`` in its year."""
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
        yield Finding(OBSERVATIONS, message, int(case.row), column, remedy=remedy)
    for case in table[table["as_of"].notna() & (table["as_of"].dt.year != table["year"])].itertuples():
        message = f"as_of {case.as_of:%Y-%m-%d} không thuộc năm của số liệu."
        yield Finding(OBSERVATIONS, message, int(case.row), "as_of", remedy="Sửa as_of hoặc year.")


def standards(ledger: Ledger) -> Iterator[Finding]:
    """Every figure follows a standard that was in force."""
    table = ledger.observations
    for rule in ledger.standards.itertuples():
        standard = rule.standard
        outside = ~table["year"].between(rule.first_year, rule.last_year)
        wrong = (table["standard"] == standard) & table["year"].notna() & outside
        for row in table.index[wrong]:
            message = f"chuẩn nghèo {standard} không dùng cho năm {table.at[row, 'year']:g}."
            yield Finding(OBSERVATIONS, message, int(row), "standard", remedy="Kiểm tra năm và chuẩn nghèo.")
    themes = table["indicator"].map(ledger.indicators.set_index("indicator")["theme"])
    for row in table.index[(themes == "poverty") & (table["standard"] == NO_STANDARD)]:
        message = "số liệu nghèo phải ghi chuẩn nghèo."
        yield Finding(OBSERVATIONS, message, int(row), "standard", remedy="Ghi một chuẩn của standards.csv.")
    for row in table.index[themes.notna() & (themes != "poverty") & (table["standard"] != NO_STANDARD)]:
        message = "chỉ tiêu này không theo chuẩn nghèo."
        yield Finding(OBSERVATIONS, message, int(row), "standard", remedy="Ghi none.")


def neighbours(ledger: Ledger) -> Iterator[Finding]:
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
                OBSERVATIONS, message, int(row), "value", remedy="Kiểm tra dấu thập phân và đơn vị của cả hai số."
            )


def inferred_years(ledger: Ledger) -> Iterator[Finding]:
    """Words printed in a year without one of their own speak of the last review before it: the end of the year before.

    Another reading is kept in ``year_other``; an inferred year is explained in ``note``.
    """
    printed = pd.to_numeric(ledger.sources.set_index("source")["published"].str[:4], errors="coerce")
    for row in ledger.observations.itertuples():
        if row.year_basis == "stated":
            if pd.notna(row.year_other):
                message = "có cách hiểu khác về năm mà năm lại ghi là do nguồn nêu."
                yield Finding(
                    OBSERVATIONS, message, int(row.Index), "year_other", remedy="Ghi year_basis inferred, hoặc xoá."
                )
            continue
        when = printed.get(row.source)
        if pd.isna(row.year) or not row.note:
            message = "năm suy ra phải có ở cột year và được giải thích ở cột note."
            yield Finding(OBSERVATIONS, message, int(row.Index), "year_basis", remedy="Ghi năm và lý do.")
        elif pd.notna(when) and row.year >= when:
            message = f"nguồn in năm {when:.0f} không ghi kỳ số liệu: phải hiểu là đợt rà soát trước đó, cuối năm {when - 1:.0f}."
            remedy = "Sửa year (cách hiểu khác ghi ở year_other), hoặc ghi year_basis stated nếu nguồn có nêu năm."
            yield Finding(OBSERVATIONS, message, int(row.Index), "year", remedy=remedy)
        elif row.year_other == row.year:
            message = "cách hiểu khác về năm trùng với năm đang dùng."
            yield Finding(OBSERVATIONS, message, int(row.Index), "year_other", remedy="Xoá year_other.")


def reviews(ledger: Ledger) -> Iterator[Finding]:
    """What a review at a year's end has found is printed after it, and not as expected.

    Of figures in use about poverty; one of another day of the year has its ``as_of``.
    """
    about_poverty = set(ledger.indicators.query("theme == 'poverty'")["indicator"])
    printed = ledger.sources.set_index("source")["published"]
    table = ledger.observations
    used = table["preferred"] & (table["status"] == "published") & table["indicator"].isin(about_poverty)
    for row in table[used & table["as_of"].isna() & table["year"].notna()].itertuples():
        when = str(printed.get(row.source) or "")
        # Days and months of the same form come in the order of time; where the year alone is known nothing is said.
        if row.year_basis == "stated" and len(when) >= len("2025-10") and when[:7] < f"{row.year:.0f}-{_FIRST_RESULTS}":
            message = (
                f"nguồn in {when}, trước khi đợt rà soát cuối năm {row.year:.0f} có kết quả: chưa thể là số công bố."
            )
            remedy = "Ghi status projected nếu nguồn dự kiến, ghi as_of nếu là số của ngày khác, hoặc sửa year."
            yield Finding(OBSERVATIONS, message, int(row.Index), "status", remedy=remedy)
        elif row.basis == "quoted" and _EXPECTED.search(str(row.quote or "")):
            message = "nguyên văn nói là ước hoặc dự kiến mà số lại ghi là công bố."
            yield Finding(
                OBSERVATIONS, message, int(row.Index), "status", remedy="Ghi status projected, hoặc sửa quote."
            )


def spans(ledger: Ledger) -> Iterator[Finding]:
    """Periods begin before they end."""

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
        yield Finding(OBSERVATIONS, message, int(row), "period_start", remedy="Ghi năm cuối của kỳ ở year.")
