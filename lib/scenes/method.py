"""The longer texts of the method page, from ``data/texts.yaml``, filled with the data's own numbers."""

from __future__ import annotations

from functools import cache

import pandas as pd
import yaml

from lib.base.paths import DATA_DIR
from lib.campaign.campaign import Campaign
from lib.campaign.marks import sign_of
from lib.language import formats
from lib.ledger.figure import ESTIMATED


@cache
def _texts() -> dict[str, str]:
    return yaml.safe_load((DATA_DIR / "texts.yaml").read_text(encoding="utf-8"))


def estimation(campaign: Campaign) -> str:
    """How the district estimates are made."""
    evidence = campaign.evidence
    interpolated = [
        value
        for value, basis in zip(evidence.province_poor, evidence.province_basis, strict=True)
        if basis == "interpolated"
    ]
    return _texts()["estimation"].format(
        em_rate=formats.percent(evidence.em_rate),
        majority_rate=formats.percent(evidence.majority_rate),
        draws=formats.number(len(campaign.estimates.poor)),
        interpolated=", ".join(sign_of(ESTIMATED) + formats.number(value) for value in interpolated) or "không có",
    )


def validation_verdict(table: pd.DataFrame) -> str:
    """What the leave-one-out validation says, in words."""
    return _texts()["verdict"].format(
        covered=int(table["covered"].sum()),
        total=len(table),
        error=formats.points(float(table["error_points"].abs().mean())),
    )


def calibration_verdict(table: pd.DataFrame) -> str:
    """What the calibration (:mod:`lib.estimates.calibration`) says, in words: its weakest cell, its claims."""
    wider = table[table["truth"] != "narrow"]
    rates = wider[(wider["what"] == "rate") & (wider["group"] != "all") & (wider["year"] != 0)]
    claims = wider[wider["what"].str.startswith("behind 80") & (wider["year"] == 0) & (wider["group"] == "all")]
    return _texts()["calibration"].format(
        lowest=formats.percent(rates["observed"].min() * 100, 0),
        behind=formats.percent((claims["observed"] * claims["cases"]).sum() / claims["cases"].sum() * 100, 0),
    )


def judgement_rules(campaign: Campaign) -> str:
    """How statuses are given, with the halving path's own numbers."""
    halving, year = campaign.halving, campaign.latest_year
    baseline = campaign.figure(halving.unit, halving.indicator, halving.baseline_year).value
    return _texts()["judgement"].format(
        baseline=halving.baseline_year,
        year=year,
        linear=formats.households(round(halving.path(baseline, year)[0])),
        certain=formats.percent(campaign.cutoffs.certain * 100, 0),
        constant=formats.households(round(halving.constant_ratio_path(baseline, year))),
    )


def changes() -> str:
    """Changes of standard and boundaries inside the period."""
    return _texts()["changes"]
