"""Written sentences made from the figures by rule. Every number in them carries its status mark.

A sentence claims no more than the judgement beside it: an undecided unit is neither ahead nor behind, and nothing is
reached before the review confirms it.
"""

from __future__ import annotations

from lib.campaign.campaign import POOR, RATE, Campaign, ProjectionConflict
from lib.language import formats
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED, Figure
from lib.plan.assess import Assessment
from lib.plan.standing import Standing
from lib.plan.targets import Target

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
    """Who is behind the common yardstick among ``units``, in one sentence.

    Groups with a target of their own are named only when all their districts are among ``units``.
    """
    yardstick = campaign.yardstick
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
        done = yardstick.done_vi if yardstick.by_points else f"{yardstick.done_vi} {campaign.noun_of(yardstick)}"
        end = f"{'Không' if reviewed else 'Dự kiến không'} {done}"
        lead = end if final else f"Tụt lại sau {yardstick.path_vi} của chính mình"
        text = f"{lead}: {_listed(names)}."
    elif undecided and len(units) == 1:
        what = f"đạt hay không đạt {yardstick.goal_vi}" if final else f"chậm hay không chậm hơn {yardstick.path_vi}"
        return f"{campaign.names[units[0]]}: chưa phân định, chưa nói được là {what}."
    elif undecided:
        text = "Chưa nơi nào chậm đến mức nói chắc được."
    elif len(units) == 1:
        name = campaign.names[units[0]]
        end = f"dự kiến {yardstick.done_vi}" if final else f"không ở sau {yardstick.path_vi} của chính mình"
        return f"{name} {end}."
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


def list_headings(campaign: Campaign, final: bool) -> dict[str, str]:
    """Headings of the four lists of units, by kind of judgement."""
    path, goal = campaign.yardstick.path_vi, campaign.yardstick.goal_vi
    if final:
        return {
            "bad": f"Không đạt hoặc dự kiến không đạt {goal}", "open": "Chưa phân định",
            "good": f"Đạt hoặc dự kiến đạt {goal}", "none": "Chưa đánh giá",
        }  # fmt: skip
    return {
        "bad": f"Chậm hơn {path} của chính mình", "open": "Chưa phân định",
        "good": f"Không chậm hơn {path}", "none": "Chưa đánh giá",
    }  # fmt: skip


def burden(campaign: Campaign, group: str, year: int) -> str:
    """What share of the province's poor households a group holds, now and at the baseline; empty without figures."""
    start = campaign.yardstick.baseline_year
    share, total, first, first_total = (
        campaign.figure(of, POOR, at) for at in (year, start) for of in (group, campaign.province)
    )
    if not (share.known and total.known and first.known and first_total.known):
        return ""
    if campaign.conflict(year):
        return (
            f"{campaign.names[group]} có {campaign.marks.marked(share)} nghèo; chưa tính tỷ trọng trong tỉnh cho năm {year}, vì hai số dự "
            "kiến khó đi cùng nhau."
        )
    text = (
        f"{campaign.names[group]} có {campaign.marks.marked(share)} nghèo, toàn tỉnh có {campaign.marks.marked(total)}: "
        f"{campaign.marks.sign_of(ESTIMATED)}{formats.percent(share.value / total.value * 100, 0)}"
    )
    if year == start:
        return f"{text}."
    return f"{text}; cuối năm {start} là {campaign.marks.sign_of(ESTIMATED)}{formats.percent(first.value / first_total.value * 100, 0)}."


def campaign_sentence(campaign: Campaign, year: int) -> str:
    """The state of the campaign in numbers: count, rate, fall, the path, what is left."""
    a = campaign.assess(campaign.yardstick, campaign.province, year)
    count, rate = (campaign.figure(campaign.province, indicator, year) for indicator in (POOR, RATE))
    if a.judgement == "insufficient" or not count.known:
        return f"Chưa có số hộ nghèo toàn tỉnh cuối năm {year}."
    level = f"{campaign.marks.marked(count)}, tức {campaign.marks.marked(rate)}"
    if a.judgement == "baseline":
        goal = a.target.end_values(a.latest.value)[0]
        most = formats.percent(goal) if a.target.by_points else formats.households(int(goal))
        verb = a.target.goal_vi if a.target.by_points else "giảm một nửa"
        return (
            f"Cuối năm {year}, số hộ nghèo toàn tỉnh là {level}; "
            f"{verb} là còn nhiều nhất {most} vào cuối năm {a.target.end_year}."
        )
    text = (
        f"Đến cuối năm {year}, số hộ nghèo toàn tỉnh còn {level}, "
        f"{_fallen(campaign, a)} so với cuối năm {a.baseline.year}; "
    )
    if a.final:
        return f"{text}{_end_words(campaign, a)}."
    text += f"{_against_path(campaign, a)} (đến năm đó phải giảm {_path_fall(a)})"
    left = a.still_to_fall[0]
    return f"{text}, còn phải giảm thêm {_approximately(campaign, a)}{_amount(a, left)}." if left else f"{text}."


def two_yardsticks(campaign: Campaign, year: int) -> list[str]:
    """Groups whose own points target and whose halving say different things: both, and why, in one breath."""
    sentences: list[str] = []
    if campaign.yardstick.by_points:
        return sentences  # one kind of yardstick only
    for target in campaign.targets:
        if not target.by_points or target.unit not in campaign.groups:
            continue
        points, halving = campaign.assess(target, year=year), campaign.standing(target.unit, year).assessment
        kinds = [campaign.judgement(a.judgement).kind for a in (points, halving)]
        if "none" in kinds or kinds[0] == kinds[1]:
            continue
        sure = f" (xác suất {campaign.marks.chance(points.chances.on_path)})" if points.chances else ""
        behind = f"; xác suất ở sau đường: {campaign.marks.chance(halving.chances.behind)}" if halving.chances else ""
        joint = "nhưng" if kinds[0] == "good" else "còn"
        sentences.append(
            f"{campaign.names[target.unit]}: tỷ lệ {_pace(campaign, points)}, {_against_pace(points)} {_plain(target.low)} điểm % "
            f"của chỉ tiêu{sure}, {joint} số hộ nghèo mới {_fallen(campaign, halving)}, "
            f"{_against_path(campaign, halving)} của chính nhóm (phải giảm {_path_fall(halving)}{behind}). "
            "Hai thước đo khác nhau: xuất phát càng cao, cùng số điểm % là phần giảm càng nhỏ."
        )
    return sentences


def national_sentence(campaign: Campaign, year: int) -> str:
    """The national programme's wider halving beside the plan's own, named as what it is."""
    sentences = []
    for target in campaign.targets_beside:
        a = campaign.assess(target, year=year)
        what = (
            "Mục tiêu của Chương trình mục tiêu quốc gia (giảm một nửa số hộ nghèo và cận nghèo cộng lại, không phải chỉ "
            "tiêu của kế hoạch này)"
        )
        if a.judgement == "baseline":
            sentences.append(f"{what}: {campaign.marks.marked(a.latest)} cuối năm {year}, năm xuất phát.")
        elif campaign.judgement(a.judgement).kind == "none":
            sentences.append(f"{what}: chưa có số cuối năm {year}.")
        else:
            need = "" if a.final else f" trong khi phải giảm {_path_fall(a)}"
            sentences.append(
                f"{what}: {campaign.marks.marked(a.baseline)} ({a.baseline.year}) → {campaign.marks.marked(a.latest)} ({year}), {_fallen(campaign, a)}{need}: "
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
        f"{campaign.marks.sign_of(ESTIMATED)}{formats.percent(c.implied_rate)} ở {len(c.units)} huyện thị còn lại, sau {campaign.marks.marked(c.before)} cuối năm "
        f"{c.before.year} ({formats.percent(change, 0, signed=True)} trong một năm); mô hình ước tính "
        f"{campaign.marks.marked(c.estimate)} (80 %: {formats.span(c.estimate.low, c.estimate.high)}). Vì vậy không đánh giá "
        f"{len(c.units)} huyện thị ấy cho năm {c.year}, và tổng ước tính các huyện, {campaign.marks.marked(c.total)}, không bằng số dự kiến của "
        f"tỉnh."
    )


def target_goal(target: Target) -> str:
    """What a target asks for, in a few words: ``giảm 1–1,5 điểm %/năm``."""
    if not target.by_points:
        left = formats.percent(target.low * 100, 0)
        return f"còn nhiều nhất {left} của {target.baseline_year}"
    if target.high is None:
        return f"giảm trên {_plain(target.low)} điểm %/năm"
    return f"giảm {_plain(target.low)}–{_plain(target.high)} điểm %/năm"


def target_sentence(campaign: Campaign, assessment: Assessment) -> str:
    """One target in words: from, to, pace, range, what is still required."""
    a = assessment
    if a.judgement == "baseline":
        return f"{campaign.marks.marked(a.latest)} cuối năm {a.latest.year}, năm xuất phát."
    if campaign.judgement(a.judgement).kind == "none":
        return f"Chưa đánh giá được cuối năm {a.latest.year}: {a.reason}."
    return f"{campaign.marks.marked(a.baseline)} ({a.baseline.year}) → {campaign.marks.marked(a.latest)} ({a.latest.year}): {change_and_rest(campaign, a)}."


def change_and_rest(campaign: Campaign, assessment: Assessment, *, brief: bool = False) -> str:
    """How fast, and what is left: the second half of :func:`target_sentence`; empty where nothing is judged.

    ``brief`` leaves out what the judgement beside it says already (the final year's verdict and its condition).
    """
    a = assessment
    if campaign.judgement(a.judgement).kind == "none":
        return "" if a.judgement == "baseline" else a.reason
    mark, rest = _approximately(campaign, a), a.still_to_fall[0]
    by_points = a.target.by_points
    change = _pace(campaign, a) if by_points else _fallen(campaign, a)
    if a.final and not brief:
        return f"{change}; {_end_words(campaign, a)}"
    if a.final:
        return change + _shortfall(campaign, a)
    if rest > 0:
        return f"{change}; còn phải giảm thêm {mark}{_amount(a, rest)}"
    if not by_points:
        return f"{change}; {_half(campaign, a)}"
    return f"{change}; {'đã giảm đủ' if a.status == PUBLISHED else 'đủ'} mức thấp của cả giai đoạn"


def chance_sentence(campaign: Campaign, assessment: Assessment) -> str:
    """What the draws say about an estimated standing, each probability with the event it belongs to; else empty."""
    a = assessment
    if a.chances is None:
        return ""
    if not a.target.by_points:
        if a.final:
            return f"xác suất {a.target.done_vi}: {campaign.marks.chance(a.chances.on_path)}"
        return f"xác suất ở sau đường: {campaign.marks.chance(a.chances.behind)}"
    text = f"xác suất giảm ít nhất {_plain(a.target.low)} điểm %/năm: {campaign.marks.chance(a.chances.on_path)}"
    if a.target.high is not None:
        text += f"; trên {_plain(a.target.high)}: {campaign.marks.chance(a.chances.ahead)}"
    return text


def lag_sentence(campaign: Campaign, standing: Standing) -> str:
    """Where a district stands on halving: level, fall against the path, households, probability."""
    a = standing.assessment
    rate = campaign.figure(a.unit, RATE, a.latest.year)
    kind = campaign.judgement(a.judgement).kind
    if a.judgement == "baseline":
        return f"{_level(campaign, a, rate)} cuối năm {a.latest.year}; năm xuất phát."
    if kind == "none" and not a.latest.known:
        return f"Chưa có số liệu cuối năm {a.latest.year}."
    if kind == "none":
        return f"{_level(campaign, a, rate)}; chưa đánh giá: {a.reason}."
    end = a.target.goal_vi if a.target.by_points else "giảm một nửa"
    need = f"{end if a.final else a.target.path_vi} cần {_path_fall(a)}"
    words = f"{campaign.marks.marked(rate)} hộ nghèo; {campaign.noun_of(a.target)} {_fallen(campaign, a)}, {need}; {_beside_line(campaign, a, kind)}"
    if a.chances:
        words += f"; {chance_sentence(campaign, a)}"
        words += "" if a.final else f" ({campaign.marks.certainty(kind)})"
    return f"{words}."


def _beside_line(campaign: Campaign, a: Assessment, kind: str) -> str:
    """By how many households a count lies above or below its line, no surer than the judgement."""
    line = a.target.goal_vi if a.final else "đường"
    gap = round(abs(a.gap_to_path), 2 if a.target.by_points else 0)
    if gap == 0:
        return f"vừa đúng {line}"
    side, size = (
        "trên" if a.gap_to_path > 0 else "dưới",
        f"{line} {_approximately(campaign, a)}{_amount(a, gap)}",
    )
    if kind == "open":
        # The middle of the draws lies on one side, but not surely enough to say so as a fact.
        return f"số giữa {side} {size}"
    expected = "dự kiến " if a.final and a.status != PUBLISHED else ""
    if side == "trên":
        return f"{expected}còn trên {size}"
    return f"{expected or 'đã '}dưới {size}"


_NUMBERS = ("Không", "Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")


def counted(number: int) -> str:
    """A small number as the first word of a sentence: ``Năm``."""
    return _NUMBERS[number] if number < len(_NUMBERS) else formats.number(number)


def former_period(campaign: Campaign, standard: str) -> str:
    """The years a former standard was used for reviews."""
    row = campaign.ledger.standards.set_index("standard").loc[standard]
    return f"cuối năm {row['first_year']}-{row['last_year']}"


def former_standard(campaign: Campaign, standard: str) -> str:
    """Why rates on a former standard stand apart: the same households of one year on both, where both are published."""
    rows = campaign.ledger.observations.query("indicator == @RATE and unit == @campaign.province and preferred")
    by_year = {s: g.set_index("year")["value"] for s, g in rows[rows["bound"] == "exact"].groupby("standard")}
    old, new = by_year.get(standard), by_year.get(campaign.plan.standard)
    both = [] if old is None or new is None else sorted(set(old.index) & set(new.index))
    if not both:
        return "Không nối với số liệu trên: hai chuẩn đo khác nhau. Mọi năm."
    year = both[-1]
    return (
        f"Không nối với số liệu trên: cuối năm {year:.0f} cùng những hộ ấy là {formats.percent(old[year])} theo chuẩn cũ và "
        f"{formats.percent(new[year])} theo chuẩn mới. Mọi năm."
    )


def _amount(a: Assessment, value: float) -> str:
    """A difference in the target's own unit: points or households."""
    return formats.points(value) if a.target.by_points else formats.households(value)


def _level(campaign: Campaign, a: Assessment, rate: Figure) -> str:
    """Rate and count of a unit, each with its mark."""
    count = campaign.figure(a.unit, POOR, a.latest.year)
    return f"{campaign.marks.marked(rate)} hộ nghèo, {campaign.marks.marked(count)}"


def _listed(names: list[str]) -> str:
    if len(names) > _NAMED:
        return f"{', '.join(names[: _NAMED - 1])} và {len(names) - _NAMED + 1} nơi khác"
    return ", ".join(names)


def _plain(value: float) -> str:
    """A round target value without needless zeros: 4, 1,5."""
    return formats.number(value, 1).removesuffix(",0")


def _approximately(campaign: Campaign, assessment: Assessment) -> str:
    return campaign.marks.sign_of(assessment.status)


def _projected(campaign: Campaign, assessment: Assessment) -> str:
    return " (dự kiến)" if assessment.status == PROJECTED else ""


def _direction(fall: float, text: str) -> str:
    return f"giảm {text}" if fall >= 0 else f"tăng {text}"


def _fallen(campaign: Campaign, a: Assessment) -> str:
    size = formats.points(abs(a.fall)) if a.target.by_points else formats.percent(abs(a.relative_fall), 1)
    return f"{_direction(a.fall, _approximately(campaign, a) + size)}{_projected(campaign, a)}"


def _pace(campaign: Campaign, a: Assessment) -> str:
    return (
        f"{_direction(a.pace, _approximately(campaign, a) + formats.points(abs(a.pace)))}/năm{_projected(campaign, a)}"
    )


def _path_fall(a: Assessment) -> str:
    if a.target.by_points:
        return formats.points(a.baseline.value - a.path_values[0])
    return formats.percent((1 - a.path_values[0] / a.baseline.value) * 100, 1)


def _against_path(campaign: Campaign, a: Assessment) -> str:
    """How the count compares with the halving path, no surer than the judgement."""
    if a.judgement == "undecided":
        return f"chưa phân định so với {a.target.path_vi}"
    return f"{'chậm' if a.gap_to_path > 0 else 'nhanh'} hơn {a.target.path_vi}"


def _against_pace(a: Assessment) -> str:
    if a.judgement == "undecided":
        return "chưa phân định so với mức"
    return "nhanh hơn mức" if a.ratio >= 1 else "chậm hơn mức"


def _half(campaign: Campaign, a: Assessment) -> str:
    return f"{'đã đạt' if a.status == PUBLISHED else 'đủ'} {a.target.goal_vi}"


def _shortfall(campaign: Campaign, a: Assessment) -> str:
    rest = a.still_to_fall[0]
    if not rest or a.judgement == "undecided":
        return ""
    return f", còn thiếu {_approximately(campaign, a)}{_amount(a, rest)}"


def _end_words(campaign: Campaign, a: Assessment) -> str:
    """The final year in words: reached or not, and by how much; only expected so before the review."""
    what = a.target.goal_vi
    if a.judgement == "undecided":
        return f"chưa phân định có đạt {what} hay không"
    short = _shortfall(campaign, a)
    if a.status == PUBLISHED:
        return f"đạt {what}" if a.reached else f"không đạt {what}{short}"
    word = "dự kiến đạt" if a.reached else "dự kiến không đạt"
    return f"{word} {what}{'' if a.reached else short}, nếu kết quả rà soát xác nhận"
