"""Units, groups, targets and plans."""

from __future__ import annotations

from collections.abc import Iterator

from lib.base.findings import Finding
from lib.ledger.ledger import Ledger
from lib.ledger.rules.references import nearest


def units(ledger: Ledger) -> Iterator[Finding]:
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


def targets(ledger: Ledger) -> Iterator[Finding]:
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


def commitments(ledger: Ledger) -> Iterator[Finding]:
    """A plan whose text is divided into commitments has each of its targets in one of them, in the order of its sentences."""
    for plan, rows in ledger.commitments.groupby("plan", sort=False):
        named = [code for codes in rows["targets"] for code in codes.split(";") if code]
        for code in ledger.targets.loc[ledger.targets["plan"] == plan, "target"]:
            if named.count(code) != 1:
                message = f"chỉ tiêu “{code}” đứng ở {named.count(code)} nội dung; phải đứng ở đúng một."
                remedy = "Ghi chỉ tiêu vào nội dung nêu nó, và chỉ ở đó."
                yield Finding("commitments.csv", message, int(rows.index[0]), "targets", remedy=remedy)
        for row in rows.index[rows["sentence"].diff() < 0]:
            message = "câu đứng trước câu có số nhỏ hơn."
            yield Finding("commitments.csv", message, int(row), "sentence", remedy="Xếp theo thứ tự trong văn bản.")


def groups(ledger: Ledger) -> Iterator[Finding]:
    """A group has its own id and, if it is an area, districts."""
    for row, group in ledger.groups.iterrows():
        if group["group"] in set(ledger.units["unit"]):
            message = f"mã nhóm “{group['group']}” trùng với mã đơn vị."
            yield Finding("groups.csv", message, int(row), "group", remedy="Chọn mã khác cho nhóm.")
        if group["kind"] == "area" and group["group"] not in set(ledger.members["group"]):
            message = f"nhóm “{group['group']}” không có huyện nào."
            yield Finding("groups.csv", message, int(row), "group", remedy="Ghi các huyện vào group_members.csv.")


def plans(ledger: Ledger) -> Iterator[Finding]:
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
                    remedy=nearest(vintage, known),
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
