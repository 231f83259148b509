"""What the tables beside the ledger must look like: judgements, checks of the estimates, provenance."""

from __future__ import annotations

from lib.base import tables

#: Every judgement the plan's arithmetic can give, with whether its row needs a smallest ratio.
JUDGEMENTS = {
    "ahead": True, "on_track": True, "just_behind": True, "slow": True, "very_slow": True, "undecided": False,
    "reversed": False, "reached": False, "expected_reached": False, "expected_not_reached": False,
    "not_reached": False, "withheld": False, "insufficient": False, "no_baseline": False, "baseline": False,
}  # fmt: skip
KINDS = ("good", "open", "bad", "none")

_must = tables.text(required=True)
_name = tables.text(required=True, longest=120)
_share = tables.number(low=0, high=1)
_percent = tables.number(low=0, high=100)
_colour = tables.text(required=True, pattern=r"#[0-9A-Fa-f]{6}", pattern_vi="phải là màu dạng #1A2B3C")

JUDGEMENT_TABLE = tables.table(
    {
        "judgement": tables.text(one_of=list(JUDGEMENTS), unique=True),
        "label_vi": _name,
        "label_en": _name,
        "verb_vi": tables.text(longest=120),
        "verb_en": tables.text(longest=120),
        "kind": tables.text(one_of=list(KINDS)),
        "rank": tables.number(low=0, high=9, whole=True),
        "min_ratio": tables.number(low=0, high=5, nullable=True),
        "symbol": tables.text(
            required=True,
            longest=4,
            pattern=r"[^\w\s<>&\"'`;{}\\]+",
            pattern_vi="phải là ký hiệu, không phải chữ hay dấu mã",
        ),
        "colour_light": _colour,
        "colour_dark": _colour,
        "explanation_vi": _must,
        "estimated_vi": tables.text(),
    }
)
VALIDATION_TABLE = tables.table(
    {
        "left_out": tables.text(one_of=["figure", "district"]),
        "unit": _must,
        "year": tables.year(),
        "predicted": _percent,
        "low": _percent,
        "high": _percent,
        "actual": _percent,
        "error_points": tables.number(low=-100, high=100),
        "covered": tables.flag(),
    },
    unique=["left_out", "unit", "year"],
)
CHANCES_TABLE = tables.table(
    {
        "alternative": _must,
        "target": _must,
        "unit": _must,
        "year": tables.year(),
        "on_path": _share,
        "error": _share,
    },
    unique=["alternative", "target", "unit", "year"],
)
ORDERS_TABLE = tables.table(
    {
        "unit": _must,
        "other": _must,
        "year": tables.year(),
        "faster": _share,
        "least": _share,
        "most": _share,
        "error": _share,
    },
    unique=["unit", "other", "year"],
)
CALIBRATION_TABLE = tables.table(
    {
        "truth": _must,
        "group": _must,
        "year": tables.number(low=0, whole=True),
        "what": _must,
        "cases": tables.number(low=1, whole=True),
        "expected": _share,
        # The bias is in points of a rate, everything else a share.
        "observed": tables.number(low=-100, high=100),
        "error": tables.number(low=0, high=100),
    },
    unique=["truth", "group", "year", "what"],
)
#: The collections of published figures the ledger was made from.
_collection = tables.text(one_of=["1", "3"])
PROVENANCE_TABLE = tables.table(
    {"collection": _collection, "input_row": tables.number(low=1, whole=True), "table": _must, "key": _must},
    unique=["collection", "input_row", "table", "key"],
)
LEFT_OUT_TABLE = tables.table(
    {
        "collection": _collection,
        "input_row": tables.number(low=1, whole=True),
        "area": _must,
        "indicator": _must,
        "year": tables.text(pattern=r"(\d{4})?", pattern_vi="phải là năm"),
        "value": _must,
        "reason": _must,
    },
    unique=["collection", "input_row"],
)
