"""The scorecard: every target and every district judged at a year, for people and for scripts."""

from __future__ import annotations

import math

from lib import formats
from lib.campaign import Campaign
from lib.figures import Figure
from lib.plan import POINTS_PER_YEAR, Assessment


def scorecard(campaign: Campaign, year: int | None = None) -> dict:
    """Everything as plain JSON-ready values: ``plan``, ``year``, ``targets``, ``districts``.

    Rates in percent, falls in points or households, paces a year; estimated values carry an interval.
    """
    year = year or campaign.latest_year
    return {
        "year": year,
        "targets": [_assessment(campaign, campaign.assess(target, year=year)) for target in campaign.targets],
        "districts": [
            {
                **_assessment(campaign, standing.assessment),
                "probability_behind_path": standing.behind,
                "ratio_interval": [_number(standing.ratio_low), _number(standing.ratio_high)],
            }
            for standing in campaign.queue(year)
        ],
    }


def scorecard_text(campaign: Campaign, year: int | None = None) -> str:
    """The scorecard as a Vietnamese text table."""
    year = year or campaign.latest_year
    lines = [f"Kế hoạch 834/KH-UBND, cuối năm {year} so với cuối năm {campaign.halving.baseline_year}", ""]
    for target in campaign.targets:
        lines.append(_line(campaign, campaign.assess(target, year=year), target.name_vi))
    lines += [
        "",
        "Từng huyện, thước đo chung: số hộ nghèo giảm một nửa (xếp theo số hộ còn cách đường giảm một nửa)",
    ]
    for standing in campaign.queue(year):
        text = _line(campaign, standing.assessment, campaign.names[standing.assessment.unit])
        if standing.behind is not None:
            text += f"; xác suất sau đường giảm một nửa {formats.probability(standing.behind)}"
        lines.append(text)
    return "\n".join(lines)


def _line(campaign: Campaign, assessment: Assessment, name: str) -> str:
    judgement = campaign.judgement(assessment.judgement).label_vi
    base, latest = (_text(f) for f in (assessment.baseline, assessment.latest))
    if math.isnan(assessment.pace):
        return f"- {name}: {base} → {latest}; {judgement}"
    if assessment.target.form == POINTS_PER_YEAR:
        change = f"{formats.points(-assessment.pace, signed=True)}/năm"
    else:
        change = formats.percent(-assessment.relative_fall, 1, signed=True)
    return f"- {name}: {base} → {latest}; {change}; {judgement}"


def _text(figure: Figure) -> str:
    unit = "percent" if figure.indicator.endswith("rate") else "households"
    text = formats.value_text(figure.value, unit)
    return (
        f"≈ {text}" if figure.status == "estimated" else f"{text} (dự kiến)" if figure.status == "projected" else text
    )


def _assessment(campaign: Campaign, a: Assessment) -> dict:
    return {
        "target": a.target.target,
        "unit": a.unit,
        "name": campaign.names[a.unit],
        "indicator": a.target.indicator,
        "status": a.status,
        "baseline": _figure(a.baseline),
        "latest": _figure(a.latest),
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
        "judgement_vi": campaign.judgement(a.judgement).label_vi,
        "verb_vi": campaign.judgement(a.judgement).verb_vi,
        "reached": a.reached,
    }


def _figure(figure: Figure) -> dict:
    return {
        "year": figure.year,
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "status": figure.status,
        "source": figure.source,
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) or math.isinf(value) else round(value, 4)
