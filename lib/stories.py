"""Written sentences made from the figures by rule. Every number in them carries its status mark."""

from __future__ import annotations

from lib import formats
from lib.campaign import Campaign, Standing
from lib.display import certainty, marked
from lib.figures import ESTIMATED, PROJECTED, PUBLISHED
from lib.plan import POINTS_PER_YEAR, Assessment, Target


def campaign_sentence(campaign: Campaign, year: int) -> str:
    """The state of the campaign in one or two sentences: count, rate, fall, gap, who holds it back."""
    count = campaign.assess(campaign.halving, year=year)
    rate = campaign.figure(campaign.halving.unit, "poor_rate", year)
    text = (
        f"Đến cuối năm {year}, toàn tỉnh còn {marked(count.latest)} nghèo, tức {marked(rate)}, "
        f"{_fallen(count)} so với cuối năm {count.baseline.year}; "
    )
    path = (1 - count.path_values[0] / count.baseline.value) * 100
    relation = "nhanh hơn" if count.gap_to_path < 0 else "chậm hơn" if count.gap_to_path > 0 else "đúng bằng"
    text += f"{relation} đường giảm một nửa (đến năm đó phải giảm {formats.percent(path, 1)})"
    left = count.still_to_fall[0]
    text += (
        f", còn phải giảm thêm {_approximately(count)}{formats.households(left)}." if left else f", {_reached(count)}."
    )
    poor = campaign.standing("poor_districts", year).assessment
    if poor.status in (ESTIMATED, PROJECTED) or poor.latest.known:
        side = "chậm hơn" if poor.gap_to_path > 0 else "nhanh hơn"
        text += (
            f" Bốn huyện nghèo {side} đường của chính mình: {_fallen(poor)}"
            f"{', ước tính của mô hình' if poor.status == ESTIMATED else ''}."
        )
    return text


def target_goal(target: Target) -> str:
    """What a target asks for, in a few words: ``giảm 1–1,5 điểm % mỗi năm``."""
    if target.form != POINTS_PER_YEAR:
        left = formats.percent(target.low * 100, 0)
        return f"số hộ nghèo còn nhiều nhất {left} của cuối năm {target.baseline_year}"
    if target.high is None:
        return f"giảm trên {formats.number(target.low, 0)} điểm % mỗi năm"
    ends = [formats.number(v, 1).removesuffix(",0") for v in (target.low, target.high)]
    return f"giảm {ends[0]}–{ends[1]} điểm % mỗi năm"


def target_sentence(campaign: Campaign, assessment: Assessment) -> str:
    """One target in words: from, to, pace, range, what is still required."""
    a = assessment
    if a.judgement == "insufficient":
        return f"{a.target.name_vi}: chưa đủ số liệu để đánh giá."
    mark = _approximately(a)
    if a.target.form == POINTS_PER_YEAR:
        change = f"{_direction(a.pace, mark + formats.points(abs(a.pace)))}/năm"
        rest = a.still_to_fall[0]
        need = (
            f"còn phải giảm thêm {mark}{formats.points(rest)}"
            if rest > 0
            else f"{_already(a)} giảm đủ mức thấp của cả giai đoạn{_if_confirmed(a)}"
        )
    else:
        change = _fallen(a)
        rest = a.still_to_fall[0]
        need = f"còn phải giảm thêm {mark}{formats.households(rest)}" if rest > 0 else _reached(a)
    return f"{marked(a.baseline)} ({a.baseline.year}) → {marked(a.latest)} ({a.latest.year}): {change}; {need}."


def lag_sentence(campaign: Campaign, standing: Standing) -> str:
    """Why a district needs attention: level, fall against the path, households, probability."""
    a = standing.assessment
    rate = campaign.figure(a.unit, "poor_rate", a.latest.year)
    path = (1 - a.path_values[0] / a.baseline.value) * 100
    gap = a.gap_to_path
    words = f"{marked(rate)} hộ nghèo; {_fallen(a)}, đường giảm một nửa cần {formats.percent(path, 1)}"
    if gap > 0:
        words += f"; {_approximately(a)}{formats.households(round(gap))} phía sau đường"
    else:
        words += f"; {_approximately(a)}{formats.households(round(-gap))} phía trước đường"
    if standing.behind is not None:
        words += f"; {certainty(standing.behind)} (xác suất {formats.probability(standing.behind)})"
    return words + "."


def _approximately(assessment: Assessment) -> str:
    return "≈ " if assessment.status == ESTIMATED else ""


def _already(assessment: Assessment) -> str:
    return "đã" if assessment.status == PUBLISHED else "sẽ" if _if_confirmed(assessment) else "đã"


def _if_confirmed(assessment: Assessment) -> str:
    # The end year is known from the province's projection only: nothing is reached before the review says so.
    final = assessment.latest.year == assessment.target.end_year
    return " nếu kết quả rà soát xác nhận" if final and assessment.status != PUBLISHED else ""


def _reached(assessment: Assessment) -> str:
    return f"{_already(assessment)} đạt mức một nửa{_if_confirmed(assessment)}"


def _direction(fall: float, text: str) -> str:
    return f"giảm {text}" if fall >= 0 else f"tăng {text}"


def _fallen(assessment: Assessment) -> str:
    mark = _approximately(assessment)
    suffix = " (dự kiến)" if assessment.status == PROJECTED else ""
    size = formats.percent(abs(assessment.relative_fall), 1)
    return f"{_direction(assessment.relative_fall, mark + size)}{suffix}"
