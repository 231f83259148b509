"""The scorecard: every target and every district judged at a year, for people and for scripts."""

from __future__ import annotations

import math

from lib.campaign.campaign import Campaign
from lib.campaign.marks import Marks
from lib.ledger.figure import PUBLISHED, Figure
from lib.plan.assess import Assessment
from lib.plan.judgement import Kind
from lib.plan.targets import POINTS_PER_YEAR
from lib.views.sentences import verdicts
from lib.views.sentences.on_target import chance_sentence
from lib.views.sentences.projections import clash_sentence, projection_notice
from lib.views.sentences.whole_province import national_sentence


def scorecard(campaign: Campaign, year: int | None = None) -> dict:
    """Everything as plain JSON-ready values: ``year``, ``targets``, ``national_targets``, ``districts``, ``notice``.

    Rates in percent, falls in points or households, paces a year; estimated values carry an interval. ``reached`` is
    told in the final year only, and holds as it stands only where ``reached_if`` is null.
    """
    year = year or campaign.latest_year
    return {
        "year": year,
        "targets": [_assessment(campaign, campaign.assess(target, year=year)) for target in campaign.targets],
        "national_targets": [
            _assessment(campaign, campaign.assess(target, year=year)) for target in campaign.targets_beside
        ],
        "notice": clash_sentence(campaign, year) or projection_notice(campaign, year) or None,
        "districts": [
            {
                **_assessment(campaign, standing),
                "probability_behind_path": standing.behind,
                "ratio_interval": [_number(end) for end in standing.ratio_interval],
            }
            for standing in campaign.queue(year)
        ],
    }


def scorecard_text(campaign: Campaign, year: int | None = None) -> str:
    """The scorecard as a Vietnamese text table."""
    year = year or campaign.latest_year
    say, yardstick = campaign.wording.say, campaign.yardstick
    lines = [say("scorecard.title", plan=campaign.plan.decision, year=year, baseline=yardstick.baseline_year), ""]
    for target in campaign.targets:
        lines.append(_line(campaign, campaign.assess(target, year=year), target.name_vi))
    lines += [
        text
        for text in (
            "",
            national_sentence(campaign, year),
            projection_notice(campaign, year),
            clash_sentence(campaign, year),
        )
        if text
    ]
    lines += [
        "",
        say(
            "scorecard.units", unit=campaign.unit_words["unit_vi"], yardstick=yardstick.name_vi, path=yardstick.path_vi
        ),
    ]
    for a in campaign.queue(year):
        said = chance_sentence(campaign, a) if campaign.judgement(a.judgement).kind != Kind.NONE else ""
        lines.append(_line(campaign, a, campaign.names[a.unit]) + (f"; {said}" if said else ""))
    return "\n".join(lines)


def _line(campaign: Campaign, assessment: Assessment, name: str) -> str:
    judgement = verdicts.label(campaign, assessment)
    base, latest = (campaign.marks.standing(f) for f in (assessment.baseline, assessment.latest))
    if math.isnan(assessment.pace):
        return f"- {name}: {base} → {latest}; {judgement}"
    if assessment.target.form == POINTS_PER_YEAR:
        change = campaign.wording.say("scorecard.pace", pace=campaign.numbers.points(-assessment.pace, signed=True))
    else:
        change = campaign.numbers.percent(-assessment.relative_fall, 1, signed=True)
    return f"- {name}: {base} → {latest}; {change}; {judgement}"


def _assessment(campaign: Campaign, a: Assessment) -> dict:
    return {
        "target": a.target.target,
        "unit": a.unit,
        "name": campaign.names[a.unit],
        "indicator": a.target.indicator,
        "status": a.status,
        "baseline": _figure(campaign.marks, a.baseline),
        "latest": _figure(campaign.marks, a.latest),
        "fall": _number(a.fall),
        "relative_fall_percent": _number(a.relative_fall),
        "pace_per_year": _number(a.pace),
        "required_pace": [_number(v) for v in a.required_pace],
        "path_value": [_number(v) for v in a.path_values],
        "target_value": [_number(v) for v in a.end_values],
        "still_to_fall": [_number(v) for v in a.still_to_fall],
        "needed_pace": [_number(v) for v in a.needed_pace],
        "projected_end": _number(a.projected_end),
        "ratio": _number(a.ratio),
        "judgement": a.judgement,
        "judgement_vi": verdicts.label(campaign, a),
        "verb_vi": campaign.judgement(a.judgement).verb_vi,
        "reached": a.reached,
        "reached_if": None
        if a.reached is None or a.status == PUBLISHED
        else campaign.wording.say("scorecard.reached_if"),
        "chances": None
        if a.chances is None
        else {
            "on_path": _number(a.chances.on_path),
            "ahead": _number(a.chances.ahead),
        },
    }


def _figure(marks: Marks, figure: Figure) -> dict:
    return {
        "year": figure.year,
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "status": figure.status,
        "quality": marks.quality(figure),
        "source": figure.source,
        "weak_source": bool(figure.weak),
        "derived": bool(figure.derived),
        "inferred_year": bool(figure.inferred),
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) or math.isinf(value) else round(value, 4)
