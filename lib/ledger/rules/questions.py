"""Two answers to one question: duplicates, contradictions that nobody declared."""

from __future__ import annotations

from collections.abc import Iterator

from lib.base.findings import Finding
from lib.ledger.ledger import Ledger
from lib.ledger.rules.common import OBSERVATIONS

#: What makes two rows the same question.
_QUESTION = ["unit", "indicator", "year", "as_of", "period_start", "standard"]


def duplicates(ledger: Ledger) -> Iterator[Finding]:
    """The same figure of the same source twice."""
    table = ledger.observations
    # Neither status nor bound: one source printing one number as result and as projection is a slip of the pen.
    same = [*_QUESTION, "source", "value"]
    for row in table.index[table.duplicated(same)]:
        message = f"quan sát “{table.at[row, 'observation']}” bị nhập hai lần."
        yield Finding(OBSERVATIONS, message, int(row), "observation", remedy="Xoá một trong hai dòng.")
    preferred = table[table["preferred"]]
    for row in preferred.index[preferred.duplicated([*_QUESTION, "status"])]:
        message = "hai số cùng được chọn (preferred) cho một đơn vị, chỉ tiêu và năm."
        remedy = "Chỉ để true ở một dòng; ghi lý do ở contradictions.csv."
        yield Finding(OBSERVATIONS, message, int(row), "preferred", remedy=remedy)


def undeclared_conflicts(ledger: Ledger) -> Iterator[Finding]:
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
        yield Finding(OBSERVATIONS, message, int(group.index[-1]), "value", remedy=remedy)


def undeclared_bounds(ledger: Ledger) -> Iterator[Finding]:
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
        yield Finding(OBSERVATIONS, message, int(case.row), "value", remedy=remedy)


def explanations(ledger: Ledger) -> Iterator[Finding]:
    """What is not plainly printed must say why: no year, other boundaries, a figure we worked out."""
    table = ledger.observations
    silent = table["note"] == ""
    for condition, column, message in (
        (table["year"].isna(), "year", "không có năm mà không có chú thích."),
        (table["boundary_date"].notna(), "boundary_date", "địa giới của ngày khác mà không có chú thích."),
        (table["basis"] == "derived", "basis", "số suy ra mà không ghi phép tính."),
    ):
        for row in table.index[condition & silent]:
            yield Finding(OBSERVATIONS, message, int(row), column, remedy="Giải thích ở cột note.")


def unused_contradictions(ledger: Ledger) -> Iterator[Finding]:
    """A contradiction that no figure names."""
    used = set(ledger.observations["contradiction"])
    table = ledger.contradictions
    for row, name in table.loc[~table["contradiction"].isin(used), "contradiction"].items():
        message = f"mâu thuẫn “{name}” không có số liệu nào mang mã này."
        remedy = "Ghi mã ở cột contradiction của observations.csv hoặc xoá dòng."
        yield Finding("contradictions.csv", message, int(row), "contradiction", remedy=remedy)
