"""What each table of the ledger must look like (pandera).

Rules between tables are in :mod:`lib.ledger.checks`; ``data/README.md`` describes every column for people.
"""

from __future__ import annotations

import pandera.pandas as pa

from lib.base import tables

STATUSES = ["published", "projected", "estimated"]
#: What stands in the column ``standard`` of figures that follow no poverty standard.
NO_STANDARD = "none"
BOUNDS = ["exact", "over", "about", "nearly", "under"]
#: Wordings that tell the value itself, not a side of it ("nearly" lies just below it).
WORDED = ["about", "nearly"]
POINT_VALUES = ["exact", *WORDED]
#: The source names the year, or the rule for undated words does (lib/ledger/rules/times.py).
YEAR_BASES = ["stated", "inferred"]
BASES = ["quoted", "paraphrased", "derived"]
#: What is counted beside places and people: a household helped twice makes two turns.
THINGS = ["household_turns", "works", "models", "projects", "exemplars"]
COUNTS = ["households", "people", "communes", "villages", "houses", "districts", *THINGS]
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


_key, _must = tables.text(required=True, unique=True, longest=80), tables.text(required=True)
#: Short names stand on buttons, in lists and beside points of the map.
_name = tables.text(required=True, longest=120)
_free, _flag = tables.text(), tables.flag()

#: A page's address, or (shortened, or of no page at all) words that no browser takes for one.
_ADDRESS = r"(https?://\S+|https?://\S* …\S+|(?!\s*[A-Za-z][A-Za-z0-9+.-]*:).*)"
_PUBLISHED = r"(\d{4}(-\d\d(-\d\d)?)?( \(.+\))?)?"

#: File name -> schema. The order is the order of loading and of messages.
SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "standards.csv": tables.table(
        {
            "standard": _key,
            "name_vi": _name,
            "decision": _must,
            "first_year": tables.year(),
            "last_year": tables.year(),
            "note": _free,
        }
    ),
    "vintages.csv": tables.table(
        {
            "vintage": _key,
            "name_vi": _name,
            "unit_vi": _name,
            "units_vi": _name,
            "households_column": tables.text(one_of=["district", "district_2024", "code_2025"]),
            "valid_from": tables.date(),
            "valid_to": tables.date(),
            "note_vi": _must,
        }
    ),
    "units.csv": tables.table(
        {
            "unit": _key,
            "code": tables.text(pattern=r"(\d{1,5})?", pattern_vi="phải là mã số của Tổng cục Thống kê"),
            "name_vi": _name,
            "full_name_vi": _name,
            "name_en": _name,
            "kind": tables.text(one_of=UNIT_KINDS),
            "vintages": _free,
            "parent": _free,
            "former": _free,
            "valid_from": tables.date(),
            "valid_to": tables.date(),
            "note": _free,
        }
    ),
    "groups.csv": tables.table(
        {
            "group": _key,
            "name_vi": _name,
            "name_en": _name,
            "short_vi": _name,
            "kind": tables.text(one_of=["area", "population"]),
            "focus": _flag,
            "map_mark": _free,
            "decision": _must,
            "source": _must,
            "valid_from": tables.date(),
            "valid_to": tables.date(),
            "note": _free,
        }
    ),
    "group_members.csv": tables.table({"group": _must, "unit": _must}, unique=["group", "unit"]),
    "households.csv": tables.table(
        {
            "code_2019": _key,
            "name_2019": _name,
            "district": _must,
            "households_2019": tables.number(low=1, whole=True),
            "population_2019": tables.number(low=1, whole=True),
            "code_2020": _must,
            "name_2020": _free,
            "code_2024": _must,
            "name_2024": _free,
            "district_2024": _must,
            "code_2025": _must,
            "name_2025": _name,
        }
    ),
    "indicators.csv": tables.table(
        {
            "indicator": _key,
            "name_vi": _name,
            "name_en": _name,
            "short_vi": _name,
            "unit_of_measure": tables.text(one_of=MEASURES),
            "decimals": tables.number(low=0, high=4, whole=True),
            "direction": tables.text(one_of=["lower_better", "higher_better", "neutral"]),
            "theme": _must,
            "definition_vi": _must,
        }
    ),
    "sources.csv": tables.table(
        {
            "source": _key,
            "title": _must,
            "issuer_vi": _free,
            "publisher": _must,
            "url": tables.text(pattern=_ADDRESS, pattern_vi="không phải một địa chỉ https:// không có dấu cách"),
            "url_is_shortened": _flag,
            "published": tables.text(pattern=_PUBLISHED, pattern_vi="phải là năm, năm-tháng hay năm-tháng-ngày"),
            "kind": tables.text(one_of=["press", "government", "law", "census", "other"]),
            "trust": tables.text(one_of=["high", "fair", "weak"]),
            "note": _free,
        }
    ),
    "contradictions.csv": tables.table(
        {
            "contradiction": _key,
            "title_vi": _must,
            "explanation_vi": _must,
            "preferred_reason_vi": _must,
        }
    ),
    "plans.csv": tables.table(
        {
            "plan": _key,
            "role": tables.text(one_of=["main", "beside"]),
            "name_vi": _name,
            "decision": _must,
            "baseline_year": tables.year(),
            "end_year": tables.year(),
            "standard": _must,
            "vintage": _must,
            "searched_until": tables.date(required=True),
            "source": _must,
        }
    ),
    "targets.csv": tables.table(
        {
            "target": _must,
            "plan": _must,
            "yardstick": _flag,
            "name_vi": _name,
            "short_vi": _name,
            "path_vi": _name,
            "goal_vi": _name,
            "done_vi": _name,
            "indicator": _must,
            "unit": _must,
            "form": tables.text(one_of=["points_per_year", "ratio_of_baseline"]),
            "low": tables.number(low=0),
            "high": tables.number(low=0, nullable=True),
            "baseline_year": tables.year(),
            "end_year": tables.year(),
            "unit_of_measure": tables.text(one_of=MEASURES),
            "source": _must,
            "quote": _must,
            "note": _free,
        },
        unique=["plan", "target"],
    ),
    "commitments.csv": tables.table(
        {
            "commitment": _key,
            "plan": _must,
            "part": _must,
            "sentence": tables.number(low=1, whole=True),
            "quote": _must,
            "name_vi": _name,
            "targets": _free,
            "indicators": _free,
            "decided_by_vi": _must,
            "decided_short_vi": _name,
        }
    ),
    "assignments.csv": tables.table(
        {
            "unit": _must,
            "year": tables.year(),
            "low": tables.number(low=0),
            "high": tables.number(low=0),
            "unit_of_measure": tables.text(one_of=["points"]),
            "source": _must,
            "quote": _must,
            "note": _free,
        },
        unique=["unit", "year"],
    ),
    "observations.csv": tables.table(
        {
            "observation": _key,
            "unit": _must,
            "indicator": _must,
            "year": tables.year(nullable=True),
            "as_of": tables.date(),
            "year_basis": tables.text(one_of=YEAR_BASES),
            "year_other": tables.year(nullable=True),
            "period_start": tables.year(nullable=True),
            "value": tables.number(low=0),
            "bound": tables.text(one_of=BOUNDS),
            "unit_of_measure": tables.text(one_of=MEASURES),
            "standard": _must,
            "status": tables.text(one_of=STATUSES),
            "source": _must,
            "quote": _must,
            "basis": tables.text(one_of=BASES),
            "preferred": _flag,
            "contradiction": _free,
            "boundary_date": tables.date(),
            "note": _free,
        }
    ),
}
