"""The longer texts of the method page (``data/texts.yaml``), filled with the data's own numbers."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.campaign.marks import NO_DECIMAL
from lib.language.catalogue import Catalogue
from lib.ledger.figure import ESTIMATED


def estimation(campaign: Campaign) -> str:
    """How the district estimates are made. Raises ``ValueError`` where nothing is estimated."""
    evidence = campaign.edition.evidence
    if evidence is None:
        raise ValueError("this plan has no estimates")
    interpolated = [
        value
        for value, basis in zip(evidence.province_poor, evidence.province_basis, strict=True)
        if basis == "interpolated"
    ]
    return campaign.wording.say(
        "estimation",
        em_rate=campaign.numbers.percent(evidence.em_rate),
        majority_rate=campaign.numbers.percent(evidence.majority_rate),
        draws=campaign.numbers.number(campaign.edition.parameters["draws"]),
        interpolated=", ".join(
            campaign.marks.sign_of(ESTIMATED) + campaign.numbers.number(value) for value in interpolated
        )
        or campaign.wording.say("method.nothing_interpolated"),
    )


def quality(campaign: Campaign) -> str:
    """What the grades of estimates mean, and how figures are rounded by them."""
    say, grades, told = campaign.wording.say, campaign.display.quality, []
    for before, grade in zip((None, *grades), grades, strict=False):
        if grade.below is not None:
            limit = campaign.numbers.number(grade.below, 3)
            told.append(say("method.grade_below", grade=grade.grade, word=grade.word, limit=limit))
        elif before is not None and before.below is not None:
            limit = campaign.numbers.number(before.below, 3)
            told.append(say("method.grade_last", grade=grade.grade, word=grade.word, limit=limit))
    return say("quality", level=campaign.marks.level, grades="; ".join(told), mark=grades[-1].mark.strip(),
               column=say("exports.figures.quality"), whole=NO_DECIMAL)  # fmt: skip


def validation_verdict(campaign: Campaign) -> str:
    """What the leave-one-out validation says, in words."""
    table = campaign.edition.validation
    return campaign.wording.say(
        "verdict",
        covered=int(table["covered"].sum()),
        total=len(table),
        error=campaign.numbers.points(float(table["error_points"].abs().mean())),
    )


def calibration_verdict(campaign: Campaign) -> str:
    """What the calibration (:mod:`lib.estimates.calibration`) says, in words: its weakest cell, its claims."""
    table = campaign.edition.calibration
    wider = table[table["truth"] != "narrow"]
    rates = wider[(wider["what"] == "rate") & (wider["group"] != "all") & (wider["year"] != 0)]
    claims = wider[wider["what"].str.startswith("behind") & (wider["year"] == 0) & (wider["group"] == "all")]
    claims = claims[claims["what"].str.extract(r"(\d+)-")[0].astype(int) >= campaign.cutoffs.certain * 100]
    return campaign.wording.say(
        "calibration",
        lowest=campaign.numbers.percent(rates["observed"].min() * 100, 0),
        behind=campaign.numbers.percent((claims["observed"] * claims["cases"]).sum() / claims["cases"].sum() * 100, 0),
    )


def judgement_rules(campaign: Campaign) -> str:
    """How statuses are given, with the halving path's own numbers."""
    target, year = campaign.yardstick, campaign.latest_year
    baseline = campaign.figure(campaign.province, target.indicator, target.baseline_year).value
    amount = campaign.numbers.percent if target.by_points else lambda value: campaign.numbers.households(round(value))
    return campaign.wording.say(
        "judgement",
        baseline=target.baseline_year,
        year=year,
        linear=amount(target.path(baseline, year)[0]),
        certain=certain(campaign),
        constant=amount(target.constant_ratio_path(baseline, year)),
    )


def changes(wording: Catalogue) -> str:
    """Changes of standard and boundaries inside the period."""
    return wording.say("changes")


def certain(campaign: Campaign) -> str:
    """The probability from which a claim about an estimate is made."""
    return campaign.numbers.percent(campaign.cutoffs.certain * 100, 0)
