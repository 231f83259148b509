"""What each table of the ledger must look like (pandera).

Rules between tables are in :mod:`lib.ledger.checks`; ``data/README.md`` describes every column for people.
"""

from __future__ import annotations

import pandera.pandas as pa

STATUSES = ["published", "projected", "estimated"]
STANDARDS = ["2022-2025", "2016-2020", "before-2016", "none"]
BOUNDS = ["exact", "over", "about", "under"]
BASES = ["quoted", "paraphrased", "derived"]
FLAGS = ["true", "false"]
COUNTS = ["households", "people", "communes", "villages", "houses", "districts"]
MEASURES = [*COUNTS, "percent", "points", "points_per_year", "billion_dong", "million_dong_per_year", "km2"]
UNIT_KINDS = [
    "province",
    "district",
    "commune",
    "old_commune",
    "country",
    "region",
    "other_province",
    "other_district",
    "subgroup",
]


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
    inside = pa.Check(lambda s: s.isna() | (s.between(1990, 2035) & (s % 1 == 0)), error="phải là năm từ 1990 đến 2035")
    return pa.Column(float, inside, nullable=nullable)


def _date() -> pa.Column:
    return pa.Column("datetime64", nullable=True)


def _table(columns: dict[str, pa.Column], unique: list[str] | None = None) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(columns, strict=True, unique=unique)


_key, _must = _text(required=True, unique=True), _text(required=True)
_free, _flag = _text(), _text(one_of=FLAGS)

#: File name -> schema. The order is the order of loading and of messages.
SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "units.csv": _table(
        {
            "unit": _key,
            "code": _free,
            "name_vi": _must,
            "full_name_vi": _must,
            "name_en": _must,
            "kind": _text(one_of=UNIT_KINDS),
            "parent": _free,
            "former": _free,
            "valid_from": _date(),
            "valid_to": _date(),
            "note": _free,
        }
    ),
    "groups.csv": _table(
        {
            "group": _key,
            "name_vi": _must,
            "name_en": _must,
            "short_vi": _must,
            "kind": _text(one_of=["area", "population"]),
            "decision": _must,
            "source": _must,
            "valid_from": _date(),
            "valid_to": _date(),
            "note": _free,
        }
    ),
    "group_members.csv": _table({"group": _must, "unit": _must}, unique=["group", "unit"]),
    "households.csv": _table(
        {
            "code_2019": _key,
            "name_2019": _must,
            "district": _must,
            "households_2019": _number(low=1, whole=True),
            "population_2019": _number(low=1, whole=True),
            "code_2020": _must,
            "name_2020": _free,
            "code_2024": _must,
            "name_2024": _free,
            "code_2025": _must,
            "name_2025": _must,
        }
    ),
    "indicators.csv": _table(
        {
            "indicator": _key,
            "name_vi": _must,
            "name_en": _must,
            "short_vi": _must,
            "unit_of_measure": _text(one_of=MEASURES),
            "decimals": _number(low=0, whole=True),
            "direction": _text(one_of=["lower_better", "higher_better", "neutral"]),
            "theme": _must,
            "definition_vi": _must,
        }
    ),
    "sources.csv": _table(
        {
            "source": _key,
            "title": _must,
            "publisher": _must,
            "url": _free,
            "url_is_shortened": _flag,
            "published": _free,
            "kind": _text(one_of=["press", "government", "law", "census", "other"]),
            "trust": _text(one_of=["high", "fair", "weak"]),
            "note": _free,
        }
    ),
    "contradictions.csv": _table(
        {
            "contradiction": _key,
            "title_vi": _must,
            "explanation_vi": _must,
            "preferred_reason_vi": _must,
        }
    ),
    "plans.csv": _table(
        {
            "plan": _key,
            "name_vi": _must,
            "decision": _must,
            "baseline_year": _year(),
            "end_year": _year(),
            "source": _must,
        }
    ),
    "targets.csv": _table(
        {
            "target": _must,
            "plan": _must,
            "name_vi": _must,
            "short_vi": _must,
            "indicator": _must,
            "unit": _must,
            "form": _text(one_of=["points_per_year", "ratio_of_baseline"]),
            "low": _number(low=0),
            "high": _number(low=0, nullable=True),
            "baseline_year": _year(),
            "end_year": _year(),
            "unit_of_measure": _text(one_of=MEASURES),
            "source": _must,
            "quote": _must,
            "note": _free,
        },
        unique=["plan", "target"],
    ),
    "assignments.csv": _table(
        {
            "unit": _must,
            "year": _year(),
            "low": _number(low=0),
            "high": _number(low=0),
            "unit_of_measure": _text(one_of=["points"]),
            "source": _must,
            "quote": _must,
            "note": _free,
        },
        unique=["unit", "year"],
    ),
    "observations.csv": _table(
        {
            "observation": _key,
            "unit": _must,
            "indicator": _must,
            "year": _year(nullable=True),
            "as_of": _date(),
            "period_start": _year(nullable=True),
            "value": _number(low=0),
            "bound": _text(one_of=BOUNDS),
            "unit_of_measure": _text(one_of=MEASURES),
            "standard": _text(one_of=STANDARDS),
            "status": _text(one_of=STATUSES),
            "source": _must,
            "quote": _must,
            "basis": _text(one_of=BASES),
            "preferred": _flag,
            "contradiction": _free,
            "boundary_date": _date(),
            "note": _free,
        }
    ),
}
