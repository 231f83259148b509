"""What each table of the ledger must look like (pandera); cross-table rules are in :mod:`lib.ledger.checks`."""

from __future__ import annotations

import pandera.pandas as pa

STATUSES = ["published", "projected", "estimated"]
STANDARDS = ["2022-2025", "2016-2020", "before-2016", "none"]
BOUNDS = ["exact", "over", "about", "under"]
BASES = ["quoted", "paraphrased", "derived"]
MEASURES = [
    "households", "percent", "points", "points_per_year", "people", "communes", "villages", "houses",
    "billion_dong", "million_dong_per_year", "km2", "districts",
]  # fmt: skip
UNIT_KINDS = [
    "province", "district", "commune", "old_commune", "country", "region", "other_province", "other_district",
    "subgroup",
]  # fmt: skip


def _text(*, required: bool = False, one_of: list[str] | None = None, unique: bool = False) -> pa.Column:
    checks = []
    if required:
        checks.append(pa.Check(lambda s: s.str.strip() != "", error="không được để trống"))
    if one_of:
        checks.append(pa.Check.isin(one_of, error=f"phải là một trong: {', '.join(one_of)}"))
    return pa.Column(str, checks, unique=unique, coerce=False)


def _number(*, low: float | None = None, nullable: bool = False, whole: bool = False) -> pa.Column:
    checks = []
    if low is not None:
        checks.append(pa.Check(lambda s: s.isna() | (s >= low), error=f"không được nhỏ hơn {low:g}"))
    if whole:
        checks.append(pa.Check(lambda s: s.isna() | (s % 1 == 0), error="phải là số nguyên"))
    return pa.Column(float, checks, nullable=nullable)


def _year(*, nullable: bool = False) -> pa.Column:
    inside = pa.Check(lambda s: s.isna() | s.between(1990, 2035), error="năm phải từ 1990 đến 2035")
    return pa.Column(float, inside, nullable=nullable)


def _date() -> pa.Column:
    return pa.Column("datetime64", nullable=True)


#: File name -> schema. The order is the order of loading and of messages.
SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "units.csv": pa.DataFrameSchema({
        "unit": _text(required=True, unique=True), "code": _text(), "name_vi": _text(required=True),
        "full_name_vi": _text(required=True), "name_en": _text(required=True),
        "kind": _text(one_of=UNIT_KINDS), "parent": _text(), "former": _text(),
        "valid_from": _date(), "valid_to": _date(), "note": _text(),
    }, strict=True),
    "groups.csv": pa.DataFrameSchema({
        "group": _text(required=True, unique=True), "name_vi": _text(required=True), "name_en": _text(required=True),
        "short_vi": _text(required=True), "kind": _text(one_of=["area", "population"]),
        "decision": _text(required=True), "source": _text(required=True),
        "valid_from": _date(), "valid_to": _date(), "note": _text(),
    }, strict=True),
    "group_members.csv": pa.DataFrameSchema(
        {"group": _text(required=True), "unit": _text(required=True)}, strict=True, unique=["group", "unit"]
    ),
    "households.csv": pa.DataFrameSchema({
        "code_2019": _text(required=True, unique=True), "name_2019": _text(required=True),
        "district": _text(required=True), "households_2019": _number(low=1, whole=True),
        "population_2019": _number(low=1, whole=True), "code_2020": _text(required=True), "name_2020": _text(),
        "code_2024": _text(required=True), "name_2024": _text(), "code_2025": _text(required=True),
        "name_2025": _text(required=True),
    }, strict=True),
    "indicators.csv": pa.DataFrameSchema({
        "indicator": _text(required=True, unique=True), "name_vi": _text(required=True),
        "name_en": _text(required=True), "short_vi": _text(required=True), "unit_of_measure": _text(one_of=MEASURES),
        "decimals": _number(low=0, whole=True),
        "direction": _text(one_of=["lower_better", "higher_better", "neutral"]), "theme": _text(required=True),
        "definition_vi": _text(required=True),
    }, strict=True),
    "sources.csv": pa.DataFrameSchema({
        "source": _text(required=True, unique=True), "title": _text(required=True), "publisher": _text(required=True),
        "url": _text(), "url_is_shortened": _text(one_of=["true", "false"]), "published": _text(),
        "kind": _text(one_of=["press", "government", "law", "census", "other"]),
        "trust": _text(one_of=["high", "fair", "weak"]), "note": _text(),
    }, strict=True),
    "contradictions.csv": pa.DataFrameSchema({
        "contradiction": _text(required=True, unique=True), "title_vi": _text(required=True),
        "explanation_vi": _text(required=True), "preferred_reason_vi": _text(required=True),
    }, strict=True),
    "plans.csv": pa.DataFrameSchema({
        "plan": _text(required=True, unique=True), "name_vi": _text(required=True), "decision": _text(required=True),
        "baseline_year": _year(), "end_year": _year(), "source": _text(required=True),
    }, strict=True),
    "targets.csv": pa.DataFrameSchema({
        "target": _text(required=True), "plan": _text(required=True), "name_vi": _text(required=True),
        "short_vi": _text(required=True), "indicator": _text(required=True), "unit": _text(required=True),
        "form": _text(one_of=["points_per_year", "ratio_of_baseline"]), "low": _number(low=0),
        "high": _number(low=0, nullable=True), "baseline_year": _year(), "end_year": _year(),
        "unit_of_measure": _text(one_of=MEASURES), "source": _text(required=True), "quote": _text(required=True),
        "note": _text(),
    }, strict=True, unique=["plan", "target"]),
    "assignments.csv": pa.DataFrameSchema({
        "unit": _text(required=True), "year": _year(), "low": _number(low=0), "high": _number(low=0),
        "unit_of_measure": _text(one_of=["points"]), "source": _text(required=True), "quote": _text(required=True),
        "note": _text(),
    }, strict=True, unique=["unit", "year"]),
    "observations.csv": pa.DataFrameSchema({
        "observation": _text(required=True, unique=True), "unit": _text(required=True),
        "indicator": _text(required=True), "year": _year(nullable=True), "as_of": _date(),
        "value": _number(low=0), "bound": _text(one_of=BOUNDS), "unit_of_measure": _text(one_of=MEASURES),
        "standard": _text(one_of=STANDARDS), "status": _text(one_of=STATUSES), "source": _text(required=True),
        "quote": _text(required=True), "basis": _text(one_of=BASES), "preferred": _text(one_of=["true", "false"]),
        "contradiction": _text(), "note": _text(),
    }, strict=True),
}  # fmt: skip
