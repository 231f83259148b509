"""Codes that name something that is there; names that mean one thing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from functools import cache

import pandas as pd

from lib.base.findings import Finding
from lib.ledger.ledger import Ledger
from lib.ledger.rules.common import OBSERVATIONS
from lib.ledger.schemas import NO_STANDARD

_LONGEST_CODE, _MOST_CODES = 60, 2000


def references(ledger: Ledger) -> Iterator[Finding]:
    """Every code names a row that is there."""
    areas = set(ledger.units["unit"])
    districts = set(ledger.units.query("kind == 'district'")["unit"])
    communes = set(ledger.units.query("kind == 'commune'")["unit"])
    either = areas | set(ledger.groups["group"])
    standards, vintages = set(ledger.standards["standard"]), set(ledger.vintages["vintage"])
    indicators, sources = set(ledger.indicators["indicator"]), set(ledger.sources["source"])
    declared = set(ledger.contradictions["contradiction"]) | {""}
    plans, groups = set(ledger.plans["plan"]), set(ledger.groups["group"])
    for file, table, column, word, known in (
        (OBSERVATIONS, ledger.observations, "unit", "đơn vị", either),
        (OBSERVATIONS, ledger.observations, "indicator", "chỉ tiêu", indicators),
        (OBSERVATIONS, ledger.observations, "source", "nguồn", sources),
        (OBSERVATIONS, ledger.observations, "contradiction", "mâu thuẫn", declared),
        ("assignments.csv", ledger.assignments, "unit", "đơn vị", either),
        ("assignments.csv", ledger.assignments, "source", "nguồn", sources),
        ("targets.csv", ledger.targets, "unit", "đơn vị", either),
        ("targets.csv", ledger.targets, "indicator", "chỉ tiêu", indicators),
        ("targets.csv", ledger.targets, "source", "nguồn", sources),
        ("targets.csv", ledger.targets, "plan", "kế hoạch", plans),
        ("commitments.csv", ledger.commitments, "plan", "kế hoạch", plans),
        ("plans.csv", ledger.plans, "source", "nguồn", sources),
        ("groups.csv", ledger.groups, "source", "nguồn", sources),
        ("group_members.csv", ledger.members, "group", "nhóm", groups),
        ("group_members.csv", ledger.members, "unit", "đơn vị", areas),
        ("households.csv", ledger.households, "district", "huyện", districts),
        ("households.csv", ledger.households, "district_2024", "huyện", districts),
        ("plans.csv", ledger.plans, "standard", "chuẩn nghèo", standards),
        ("plans.csv", ledger.plans, "vintage", "hệ địa giới", vintages),
        (OBSERVATIONS, ledger.observations, "standard", "chuẩn nghèo", standards | {NO_STANDARD}),
        ("households.csv", ledger.households, "code_2025", "xã mới", communes),
        ("units.csv", ledger.units, "parent", "đơn vị cấp trên", areas | {""}),
    ):
        for row, value in table.loc[~table[column].isin(known), column].items():
            remedy = _code_of(ledger, value, known) or nearest(value, known)
            yield Finding(file, f"không có {word} “{value}”.", row=int(row), column=column, remedy=remedy)
    targets = set(ledger.targets["target"])
    for column, word, known in (("targets", "chỉ tiêu của kế hoạch", targets), ("indicators", "chỉ tiêu", indicators)):
        for row, codes in ledger.commitments[column].items():
            for code in filter(None, codes.split(";")):
                if code not in known:
                    message = f"không có {word} “{code}”."
                    yield Finding("commitments.csv", message, int(row), column, remedy=nearest(code, known))
    for row, former in ledger.units["former"].items():
        for code in filter(None, former.split(";")):
            if code not in districts:
                remedy = nearest(code, districts)
                yield Finding("units.csv", f"không có huyện “{code}”.", int(row), "former", remedy=remedy)


def _code_of(ledger: Ledger, value: str, known: set[str]) -> str:
    """For a name written where a code belongs ("Kỳ Sơn" instead of "417"): the code."""
    units = ledger.units
    named = units.loc[(units["name_vi"] == value) | (units["full_name_vi"] == value), "unit"]
    named = [unit for unit in named if unit in known]
    return f"Cột này ghi mã, không ghi tên: “{'” hoặc “'.join(named)}”." if len(named) else ""


def nearest(value: str, known: Iterable[str]) -> str:
    """What to do about an unknown code: the known one most like it, if there is one."""
    close = _close(value, tuple(sorted(filter(None, known))))
    return f"Có phải là “{close[0]}”?" if close else "Thêm vào bảng tương ứng hoặc sửa lại mã."


@cache
def _close(value: str, known: tuple[str, ...]) -> list[str]:
    """The known code most like a wrong one; comparing long ones, or with thousands, takes minutes and helps nobody."""
    if len(value) > _LONGEST_CODE or len(known) > _MOST_CODES:
        return []
    return difflib.get_close_matches(value, known, n=1)


def identities(ledger: Ledger) -> Iterator[Finding]:
    """An observation is called unit_indicator_year (and more, if need be): a code changed in one column shows."""
    units, indicators = {*ledger.units["unit"], *ledger.groups["group"]}, set(ledger.indicators["indicator"])
    for row in ledger.observations.itertuples():
        if row.unit not in units or row.indicator not in indicators:
            continue  # told already
        name = f"{row.unit}_{row.indicator}_{'na' if pd.isna(row.year) else int(row.year)}"
        if row.observation != name and not row.observation.startswith(f"{name}_"):
            message = f"mã “{row.observation}” trái với đơn vị, chỉ tiêu hay năm của dòng."
            remedy = f"Sửa cột sai, hoặc đổi mã thành {name} (thêm _2, _3... nếu đã có)."
            yield Finding(OBSERVATIONS, message, int(row.Index), "observation", remedy=remedy)
