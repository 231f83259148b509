"""Written sentences made from the figures by rule. Every number in them carries its status mark.

A sentence claims no more than the judgement beside it: an undecided unit is neither ahead nor behind, and nothing is
reached before the review confirms it.
"""

from __future__ import annotations

from lib.campaign.campaign import Campaign, ProjectionConflict
from lib.campaign.marks import certainty, chance, marked, sign_of
from lib.language import formats
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED
from lib.plan.assess import Assessment
from lib.plan.standing import Standing
from lib.plan.targets import POINTS_PER_YEAR, Target

_NAMED = 4  # more names than this are counted instead


def verdict(campaign: Campaign, year: int) -> str:
    """The answer to "are we reaching the plan": how many targets are on course, and which is in danger."""
    assessments = [campaign.assess(target, year=year) for target in campaign.targets]
    by_kind: dict[str, list[Assessment]] = {"good": [], "open": [], "bad": [], "none": []}
    for a in assessments:
        by_kind[campaign.judgement(a.judgement).kind].append(a)
    good, undecided, bad, unjudged = by_kind.values()
    if all(a.judgement == "baseline" for a in assessments if a.judgement != "insufficient"):
        return f"Cuối năm {year} là năm xuất phát: chưa có gì để so. Tiến độ tính từ cuối năm {year + 1}."
    judged = len(assessments) - len(unjudged)
    which = "chỉ tiêu" if not unjudged else "chỉ tiêu đánh giá được"
    if assessments[0].final:
        word = "Đạt" if all(a.status == PUBLISHED for a in good + bad + undecided) else "Dự kiến đạt"
        text = f"{word} {len(good)} trong {judged} {which}"
        text += "" if word == "Đạt" else ", nếu kết quả rà soát xác nhận"
        fallen = "không đạt" if word == "Đạt" else "dự kiến không đạt"
    else:
        text = f"{len(good)} trong {judged} {which} đúng hoặc vượt tiến độ"
        fallen = "chậm"
    if bad:
        text += f"; {fallen}: {_listed([a.target.short_vi for a in bad])}"
    if undecided:
        text += f"; chưa phân định: {_listed([a.target.short_vi for a in undecided])}"
    if unjudged:
        text += f"; chưa đủ số liệu: {_listed([a.target.short_vi for a in unjudged])}"
    if good and not bad and not undecided:
        closest = min(good, key=lambda a: a.ratio)
        text += f"; sát mức phải đạt nhất: {closest.target.short_vi}"
    return text + "."


def who_lags(campaign: Campaign, year: int, units: list[str]) -> str:
    """Who is behind the halving of its own poor households among ``units``, in one sentence.

    Groups with a target of their own are named only when all their districts are among ``units``.
    """
    by_kind: dict[str, list[Assessment]] = {"bad": [], "open": [], "good": [], "none": []}
    for standing in campaign.queue(year, units):
        by_kind[campaign.judgement(standing.assessment.judgement).kind].append(standing.assessment)
    behind, undecided, good, _ = by_kind.values()
    if not (behind or undecided or good):
        return ""
    whole = (
        t.unit for t in campaign.targets if t.unit in campaign.groups and set(campaign.members(t.unit)) <= set(units)
    )
    together = [campaign.standing(group, year).assessment for group in whole if len(units) > 1]
    together = [a for a in together if campaign.judgement(a.judgement).kind == "bad"]
    final = (behind + undecided + good)[0].final
    names = [campaign.names[a.unit] for a in behind]
    names += [f"{campaign.names[a.unit].lower()} tính chung" for a in together]
    if names:
        reviewed = all(a.status == PUBLISHED for a in behind + together)
        end = f"{'Không' if reviewed else 'Dự kiến không'} giảm được một nửa số hộ nghèo"
        lead = end if final else "Tụt lại sau đường giảm một nửa của chính mình"
        text = f"{lead}: {_listed(names)}."
    elif undecided and len(units) == 1:
        what = "đạt hay không đạt mức một nửa" if final else "chậm hay không chậm hơn đường giảm một nửa"
        return f"{campaign.names[units[0]]}: chưa phân định, chưa nói được là {what}."
    elif undecided:
        text = "Chưa nơi nào chậm đến mức nói chắc được."
    elif len(units) == 1:
        name = campaign.names[units[0]]
        return f"{name} {'dự kiến giảm được một nửa' if final else 'không ở sau đường giảm một nửa của chính mình'}."
    else:
        text = "Không nơi nào trong phạm vi tụt lại."
    if undecided:
        text += f" Chưa phân định: {_listed([campaign.names[a.unit] for a in undecided])}."
    return text


def attention_heading(campaign: Campaign, standings: list[Standing], first: list[Standing]) -> str:
    """Heading of ``first``, the few of ``standings`` that most need attention; true to what the list holds."""
    kinds = [campaign.judgement(s.assessment.judgement).kind for s in standings]
    if len(standings) == 1:
        return campaign.names[standings[0].assessment.unit]
    if set(kinds) == {"none"}:
        return "Chưa đánh giá nơi nào trong phạm vi này"
    if not first:
        return "Không nơi nào trong phạm vi tụt lại"
    behind = kinds[: len(first)].count("bad")
    if behind == len(first):
        return f"{behind} nơi cần chú ý nhất: tụt lại"
    if not behind:
        return f"{len(first)} nơi cần theo dõi nhất: chưa phân định"
    return f"{len(first)} nơi cần chú ý nhất: {behind} tụt lại, {len(first) - behind} chưa phân định"


def list_headings(final: bool) -> dict[str, str]:
    """Headings of the four lists of districts, by kind of judgement."""
    if final:
        return {
            "bad": "Không đạt hoặc dự kiến không đạt mức một nửa", "open": "Chưa phân định",
            "good": "Đạt hoặc dự kiến đạt mức một nửa", "none": "Chưa đánh giá",
        }  # fmt: skip
    return {
        "bad": "Chậm hơn đường giảm một nửa của chính mình", "open": "Chưa phân định",
        "good": "Không chậm hơn đường giảm một nửa", "none": "Chưa đánh giá",
    }  # fmt: skip


def burden(campaign: Campaign, group: str, year: int) -> str:
    """What share of the province's poor households a group holds, now and at the baseline; empty without figures."""
    start = campaign.halving.baseline_year
    unit = campaign.halving.unit
    share, total, first, first_total = (
        campaign.figure(of, campaign.halving.indicator, at) for at in (year, start) for of in (group, unit)
    )
    if not (share.known and total.known and first.known and first_total.known):
        return ""
    if campaign.conflict(year):
        return (
            f"{campaign.names[group]} có {marked(share)} nghèo; chưa tính tỷ trọng trong tỉnh cho năm {year}, vì hai số dự "
            "kiến khó đi cùng nhau."
        )
    text = (
        f"{campaign.names[group]} có {marked(share)} nghèo, toàn tỉnh có {marked(total)}: "
        f"{sign_of(ESTIMATED)}{formats.percent(share.value / total.value * 100, 0)}"
    )
    if year == start:
        return f"{text}."
    return (
        f"{text}; cuối năm {start} là {sign_of(ESTIMATED)}{formats.percent(first.value / first_total.value * 100, 0)}."
    )


def campaign_sentence(campaign: Campaign, year: int) -> str:
    """The state of the campaign in numbers: count, rate, fall, the path, what is left."""
    a = campaign.assess(campaign.halving, year=year)
    rate = campaign.figure(campaign.halving.unit, "poor_rate", year)
    if a.judgement == "insufficient":
        return f"Chưa có số hộ nghèo toàn tỉnh cuối năm {year}."
    if a.judgement == "baseline":
        half = formats.households(int(a.target.end_values(a.latest.value)[0]))
        return (
            f"Cuối năm {year}, số hộ nghèo toàn tỉnh là {marked(a.latest)}, tức {marked(rate)}; "
            f"giảm một nửa là còn nhiều nhất {half} vào cuối năm {a.target.end_year}."
        )
    text = (
        f"Đến cuối năm {year}, số hộ nghèo toàn tỉnh còn {marked(a.latest)}, tức {marked(rate)}, "
        f"{_fallen(a)} so với cuối năm {a.baseline.year}; "
    )
    if a.final:
        return f"{text}{_end_words(a)}."
    text += f"{_against_path(a)} (đến năm đó phải giảm {_path_fall(a)})"
    left = a.still_to_fall[0]
    return f"{text}, còn phải giảm thêm {_approximately(a)}{formats.households(left)}." if left else f"{text}."


def two_yardsticks(campaign: Campaign, year: int) -> list[str]:
    """Groups whose own points target and whose halving say different things: both, and why, in one breath."""
    sentences = []
    for target in campaign.targets:
        if target.form != POINTS_PER_YEAR or target.unit not in campaign.groups:
            continue
        points, halving = campaign.assess(target, year=year), campaign.standing(target.unit, year).assessment
        kinds = [campaign.judgement(a.judgement).kind for a in (points, halving)]
        if "none" in kinds or kinds[0] == kinds[1]:
            continue
        sure = f" (xác suất {chance(points.chances.on_path)})" if points.chances else ""
        behind = f"; xác suất ở sau đường: {chance(halving.chances.behind)}" if halving.chances else ""
        joint = "nhưng" if kinds[0] == "good" else "còn"
        sentences.append(
            f"{campaign.names[target.unit]}: tỷ lệ {_pace(points)}, {_against_pace(points)} {_plain(target.low)} điểm % "
            f"của chỉ tiêu{sure}, {joint} số hộ nghèo mới {_fallen(halving)}, "
            f"{_against_path(halving)} của chính nhóm (phải giảm {_path_fall(halving)}{behind}). "
            "Hai thước đo khác nhau: xuất phát càng cao, cùng số điểm % là phần giảm càng nhỏ."
        )
    return sentences


def national_sentence(campaign: Campaign, year: int) -> str:
    """The national programme's wider halving beside the plan's own, named as what it is."""
    sentences = []
    for target in campaign.national_targets:
        a = campaign.assess(target, year=year)
        what = (
            "Mục tiêu của Chương trình mục tiêu quốc gia (giảm một nửa số hộ nghèo và cận nghèo cộng lại, không phải chỉ "
            "tiêu của kế hoạch này)"
        )
        if a.judgement == "baseline":
            sentences.append(f"{what}: {marked(a.latest)} cuối năm {year}, năm xuất phát.")
        elif campaign.judgement(a.judgement).kind == "none":
            sentences.append(f"{what}: chưa có số cuối năm {year}.")
        else:
            need = "" if a.final else f" trong khi phải giảm {_path_fall(a)}"
            sentences.append(
                f"{what}: {marked(a.baseline)} ({a.baseline.year}) → {marked(a.latest)} ({year}), {_fallen(a)}{need}: "
                f"{campaign.judgement(a.judgement).label_vi}."
            )
    return " ".join(sentences)


def projection_notice(campaign: Campaign, year: int) -> str:
    """What is only projected in a year, and what is not judged therefore; empty where nothing is."""
    projected = any(campaign.assess(t, year=year).status == PROJECTED for t in campaign.targets)
    text = f"Năm {year} mới có số tỉnh dự kiến, chưa có kết quả rà soát." if projected else ""
    conflict = campaign.conflict(year)
    if conflict:
        text += f" Hai số dự kiến khó đi cùng nhau, vì vậy không đánh giá {len(conflict.units)} huyện thị ngoài {campaign.names[conflict.group].lower()}."
    return text.strip()


def clash_sentence(campaign: Campaign, year: int) -> str:
    """Why the projections of a year hardly fit together, in numbers, and what follows; empty where they do."""
    conflict = campaign.conflict(year)
    return _clash(campaign, conflict) if conflict else ""


def _clash(campaign: Campaign, c: ProjectionConflict) -> str:
    change = (c.implied_rate / c.before.value - 1) * 100
    return (
        f"Hai số dự kiến khó đi cùng nhau: toàn tỉnh {formats.percent(c.province.value)} và "
        f"{campaign.names[c.group].lower()} {formats.percent(c.group_rate.value)} chỉ để lại "
        f"{sign_of(ESTIMATED)}{formats.percent(c.implied_rate)} ở {len(c.units)} huyện thị còn lại, sau {marked(c.before)} cuối năm "
        f"{c.before.year} ({formats.percent(change, 0, signed=True)} trong một năm); mô hình ước tính "
        f"{marked(c.estimate)} (80 %: {formats.span(c.estimate.low, c.estimate.high)}). Vì vậy không đánh giá "
        f"{len(c.units)} huyện thị ấy cho năm {c.year}, và tổng ước tính các huyện, {marked(c.total)}, không bằng số dự kiến của "
        f"tỉnh."
    )


def target_goal(target: Target) -> str:
    """What a target asks for, in a few words: ``giảm 1–1,5 điểm %/năm``."""
    if target.form != POINTS_PER_YEAR:
        left = formats.percent(target.low * 100, 0)
        return f"còn nhiều nhất {left} của {target.baseline_year}"
    if target.high is None:
        return f"giảm trên {_plain(target.low)} điểm %/năm"
    return f"giảm {_plain(target.low)}–{_plain(target.high)} điểm %/năm"


def target_sentence(campaign: Campaign, assessment: Assessment) -> str:
    """One target in words: from, to, pace, range, what is still required."""
    a = assessment
    if a.judgement == "baseline":
        return f"{marked(a.latest)} cuối năm {a.latest.year}, năm xuất phát."
    if campaign.judgement(a.judgement).kind == "none":
        return f"Chưa đánh giá được cuối năm {a.latest.year}: {a.reason}."
    return f"{marked(a.baseline)} ({a.baseline.year}) → {marked(a.latest)} ({a.latest.year}): {change_and_rest(campaign, a)}."


def change_and_rest(campaign: Campaign, assessment: Assessment, *, brief: bool = False) -> str:
    """How fast, and what is left: the second half of :func:`target_sentence`; empty where nothing is judged.

    ``brief`` leaves out what the judgement beside it says already (the final year's verdict and its condition).
    """
    a = assessment
    if campaign.judgement(a.judgement).kind == "none":
        return "" if a.judgement == "baseline" else a.reason
    mark, rest = _approximately(a), a.still_to_fall[0]
    by_points = a.target.form == POINTS_PER_YEAR
    change = _pace(a) if by_points else _fallen(a)
    if a.final and not brief:
        return f"{change}; {_end_words(a)}"
    if a.final:
        return change + _shortfall(a)
    if rest > 0:
        return f"{change}; còn phải giảm thêm {mark}{formats.points(rest) if by_points else formats.households(rest)}"
    if not by_points:
        return f"{change}; {_half(a)}"
    return f"{change}; {'đã giảm đủ' if a.status == PUBLISHED else 'đủ'} mức thấp của cả giai đoạn"


def chance_sentence(assessment: Assessment) -> str:
    """What the draws say about an estimated standing, each probability with the event it belongs to; else empty."""
    a = assessment
    if a.chances is None:
        return ""
    if a.target.form != POINTS_PER_YEAR:
        if a.final:
            return f"xác suất giảm được một nửa: {chance(a.chances.on_path)}"
        return f"xác suất ở sau đường: {chance(a.chances.behind)}"
    text = f"xác suất giảm ít nhất {_plain(a.target.low)} điểm %/năm: {chance(a.chances.on_path)}"
    if a.target.high is not None:
        text += f"; trên {_plain(a.target.high)}: {chance(a.chances.ahead)}"
    return text


def lag_sentence(campaign: Campaign, standing: Standing) -> str:
    """Where a district stands on halving: level, fall against the path, households, probability."""
    a = standing.assessment
    rate = campaign.figure(a.unit, "poor_rate", a.latest.year)
    kind = campaign.judgement(a.judgement).kind
    if a.judgement == "baseline":
        return f"{marked(rate)} hộ nghèo, {marked(a.latest)} cuối năm {a.latest.year}; năm xuất phát."
    if kind == "none" and not a.latest.known:
        return f"Chưa có số liệu cuối năm {a.latest.year}."
    if kind == "none":
        return f"{marked(rate)} hộ nghèo, {marked(a.latest)}; chưa đánh giá: {a.reason}."
    need = f"{'giảm một nửa' if a.final else 'đường giảm một nửa'} cần {_path_fall(a)}"
    words = f"{marked(rate)} hộ nghèo; số hộ nghèo {_fallen(a)}, {need}; {_beside_line(a, kind)}"
    if a.chances:
        words += f"; {chance_sentence(a)}"
        words += "" if a.final else f" ({certainty(kind)})"
    return f"{words}."


def _beside_line(a: Assessment, kind: str) -> str:
    """By how many households a count lies above or below its line, no surer than the judgement."""
    line = "mức một nửa" if a.final else "đường"
    gap = round(abs(a.gap_to_path))
    if gap == 0:
        return f"vừa đúng {line}"
    side, size = "trên" if a.gap_to_path > 0 else "dưới", f"{line} {_approximately(a)}{formats.households(gap)}"
    if kind == "open":
        # The middle of the draws lies on one side, but not surely enough to say so as a fact.
        return f"số giữa {side} {size}"
    expected = "dự kiến " if a.final and a.status != PUBLISHED else ""
    if side == "trên":
        return f"{expected}còn trên {size}"
    return f"{expected or 'đã '}dưới {size}"


def _listed(names: list[str]) -> str:
    if len(names) > _NAMED:
        return f"{', '.join(names[: _NAMED - 1])} và {len(names) - _NAMED + 1} nơi khác"
    return ", ".join(names)


def _plain(value: float) -> str:
    """A round target value without needless zeros: 4, 1,5."""
    return formats.number(value, 1).removesuffix(",0")


def _approximately(assessment: Assessment) -> str:
    return sign_of(assessment.status)


def _projected(assessment: Assessment) -> str:
    return " (dự kiến)" if assessment.status == PROJECTED else ""


def _direction(fall: float, text: str) -> str:
    return f"giảm {text}" if fall >= 0 else f"tăng {text}"


def _fallen(a: Assessment) -> str:
    size = formats.percent(abs(a.relative_fall), 1)
    return f"{_direction(a.relative_fall, _approximately(a) + size)}{_projected(a)}"


def _pace(a: Assessment) -> str:
    return f"{_direction(a.pace, _approximately(a) + formats.points(abs(a.pace)))}/năm{_projected(a)}"


def _path_fall(a: Assessment) -> str:
    return formats.percent((1 - a.path_values[0] / a.baseline.value) * 100, 1)


def _against_path(a: Assessment) -> str:
    """How the count compares with the halving path, no surer than the judgement."""
    if a.judgement == "undecided":
        return "chưa phân định so với đường giảm một nửa"
    return "chậm hơn đường giảm một nửa" if a.gap_to_path > 0 else "nhanh hơn đường giảm một nửa"


def _against_pace(a: Assessment) -> str:
    if a.judgement == "undecided":
        return "chưa phân định so với mức"
    return "nhanh hơn mức" if a.ratio >= 1 else "chậm hơn mức"


def _half(a: Assessment) -> str:
    return "đã đạt mức một nửa" if a.status == PUBLISHED else "đủ mức một nửa"


def _shortfall(a: Assessment) -> str:
    rest = a.still_to_fall[0]
    if not rest or a.judgement == "undecided":
        return ""
    size = formats.points(rest) if a.target.form == POINTS_PER_YEAR else formats.households(rest)
    return f", còn thiếu {_approximately(a)}{size}"


def _end_words(a: Assessment) -> str:
    """The final year in words: reached or not, and by how much; only expected so before the review."""
    by_points = a.target.form == POINTS_PER_YEAR
    what = f"mức thấp {_plain(a.target.low)} điểm %/năm" if by_points else "mức một nửa"
    if a.judgement == "undecided":
        return f"chưa phân định có đạt {what} hay không"
    short = _shortfall(a)
    if a.status == PUBLISHED:
        return f"đạt {what}" if a.reached else f"không đạt {what}{short}"
    word = "dự kiến đạt" if a.reached else "dự kiến không đạt"
    return f"{word} {what}{'' if a.reached else short}, nếu kết quả rà soát xác nhận"
