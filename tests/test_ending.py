"""A plan whose period is over: what is said of its end, before and after the last review, with and without a printed bound."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from lib.campaign.campaign import Campaign
from lib.ledger.figure import PROJECTED
from lib.views.meeting.about import asked
from lib.views.meeting.registry import known_codes, scene
from lib.views.meeting.scenes import neu_thi
from lib.views.sentences import ending, verdicts, whole_province
from tests.test_stories import Situation, figure, missing, plain, rate

ENDED = (
    "Kế hoạch đã kết thúc ngày 31/12/2025; chưa thấy công bố kết quả rà soát (tính đến 27/11/2026). Số công bố mới nhất: "
    "cuối năm 2024; tỉnh dự kiến cuối năm 2025 còn 3,13 %."
)
MISSED = (
    "Nếu “hơn 80.270 hộ nghèo và cận nghèo” (đăng ngày 8/1/2026, chưa xác nhận kỳ số liệu) là số cuối năm 2025 thì không đạt "
    "mục tiêu quốc gia giảm 50 % (61.481 hộ)."
)
NEEDED = (
    "Nếu “hơn 80.270 hộ nghèo và cận nghèo” (đăng ngày 8/1/2026, chưa xác nhận kỳ số liệu) là số cuối năm 2025, kế hoạch chỉ đạt mức giảm 50 % (33.336 hộ nghèo) nếu hộ cận nghèo từ "
    "46.934 hộ trở lên (cuối năm 2024: 47.838 hộ); còn 3,13 % như tỉnh dự kiến thì hộ cận nghèo phải tăng lên khoảng 52.400 hộ."
)
LETTER = "40_poor_or_near_poor_households_2025"


def told(campaign: Campaign) -> list[str]:
    return [plain(line) for line in ending.lines(campaign)]


def with_letter(campaign: Campaign, *figures, **changed) -> Situation:
    """The campaign with the printed bound changed, or without it (``value=None``)."""
    situation = Situation(campaign, *figures)
    rows = campaign.ledger.observations.copy()
    at = rows["observation"] == LETTER
    if "value" in changed and changed["value"] is None:
        rows = rows[~at]
    else:
        for column, value in changed.items():
            rows.loc[at, column] = value
    situation.ledger = dataclasses.replace(campaign.ledger, observations=rows)
    return situation


def until(campaign: Campaign, day: str) -> Situation:
    """The campaign as of another day."""
    situation = Situation(campaign)
    situation.plan = dataclasses.replace(campaign.plan, searched_until=pd.Timestamp(day))
    return situation


def test_it_says_that_the_plan_is_over_and_what_follows(campaign):
    assert told(campaign) == [ENDED, MISSED, NEEDED]
    assert plain(ending.brief(campaign, 2024)) == f"{ENDED.split('; tỉnh dự kiến')[0]}. {MISSED}"
    assert plain(ending.brief(campaign, 2022)) == f"{ENDED.split('; tỉnh dự kiến')[0]}."


BOUNDS = [
    ("no letter", {"value": None}, [ENDED]),
    ("confirmed", {"preferred": True}, [
        ENDED, "Cuối năm 2025 còn hơn 80.270 hộ nghèo và cận nghèo (đăng ngày 8/1/2026): không đạt mục tiêu quốc gia giảm 50 % "
        "(61.481 hộ).", "Với hơn 80.270 hộ nghèo và cận nghèo cuối năm 2025" + NEEDED.split("là số cuối năm 2025")[1]]),
    ("a bound that decides nothing of the country's target", {"value": 60_000.0}, [
        ENDED, "Nếu “hơn 60.000 hộ nghèo và cận nghèo” (đăng ngày 8/1/2026, chưa xác nhận kỳ số liệu) là số cuối năm 2025, kế hoạch chỉ đạt mức giảm 50 % (33.336 hộ nghèo) nếu hộ cận "
        "nghèo từ 26.664 hộ trở lên (cuối năm 2024: 47.838 hộ)."]),
    ("exactly at the mark: more than it is too many", {"value": 61_481.0}, [
        ENDED, MISSED.replace("80.270", "61.481"),
        "Nếu “hơn 61.481 hộ nghèo và cận nghèo” (đăng ngày 8/1/2026, chưa xác nhận kỳ số liệu) là số cuối năm 2025, kế hoạch chỉ đạt mức giảm 50 % (33.336 hộ nghèo) nếu hộ cận nghèo "
        "từ 28.145 hộ trở lên (cuối năm 2024: 47.838 hộ)."]),
    ("a small bound", {"value": 30_000.0}, [ENDED]),
    ("an upper bound that decides", {"value": 60_000.0, "bound": "under"}, [
        ENDED, "Nếu “dưới 60.000 hộ nghèo và cận nghèo” (đăng ngày 8/1/2026, chưa xác nhận kỳ số liệu) là số cuối năm 2025 thì "
        "đạt mục tiêu quốc gia giảm 50 % (61.481 hộ)."]),
    ("an upper bound that does not", {"value": 70_000.0, "bound": "under"}, [ENDED]),
    ("about so many", {"bound": "about"}, [ENDED]),
    ("of another standard", {"standard": "2016-2020"}, [ENDED]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "changed", "lines"), BOUNDS)
def test_a_bound_is_judged_where_it_decides(campaign, what, changed, lines):
    assert told(with_letter(campaign, **changed)) == lines, what


def test_without_a_projection_nothing_is_said_of_it(campaign):
    bare = Situation(campaign, missing("40", 2025, "poor_rate"), missing("40", 2025, "poor_households"))
    assert told(bare)[0] == ENDED.split("; tỉnh dự kiến")[0] + "."
    assert told(bare)[2] == NEEDED.split("; còn 3,13 %")[0] + "."


def test_the_review_takes_the_place_of_what_was_not_known(campaign):
    reached = Situation(campaign, figure("40", 2025, 30_000), rate("40", 2025, 3.4))
    assert told(reached) == [
        "Kế hoạch đã kết thúc ngày 31/12/2025. Kết quả rà soát cuối năm 2025: giảm được 50 % số hộ nghèo.", MISSED,
    ]  # fmt: skip
    lost = Situation(
        campaign, figure("40", 2025, 34_000), figure("40", 2025, 70_000, indicator="poor_or_near_poor_households")
    )
    assert told(lost) == [
        "Kế hoạch đã kết thúc ngày 31/12/2025. Kết quả rà soát cuối năm 2025: không giảm được 50 % số hộ nghèo."
    ]
    assert ending.decided_by(lost) == ""
    made = scene(lost, "viec_tiep", asked(lost, "40", (), 2024))
    assert plain(made.headline) == (
        "Cuối năm 2024: còn 3.367 hộ nữa mới đến mức giảm 50 %; cuối năm 2025 không giảm được 50 % số hộ nghèo"
    )


def test_a_plan_that_runs_speaks_of_what_is_left(campaign):
    running = until(campaign, "2025-06-30")
    assert told(running) == ending.known(running) == []
    made = scene(running, "viec_tiep", asked(running, "40", (), 2024))
    assert plain(made.headline) == "Cuối năm 2024: để đạt mức giảm 50 %, còn phải giảm thêm 3.367 hộ trong năm 2025"
    earlier = scene(running, "viec_tiep", asked(running, "40", (), 2023))
    assert plain(earlier.headline).endswith("còn phải giảm thêm 11.997 hộ đến cuối năm 2025, tức 5.999 hộ mỗi năm")
    assert plain(whole_province.campaign_sentence(running, 2024)).endswith("còn phải giảm thêm 3.367 hộ.")
    # On the last day of its last year it still runs.
    assert not until(campaign, "2025-12-31").plan.over
    assert until(campaign, "2026-01-01").plan.over


def test_every_target_is_told_with_what_is_known_of_its_end(campaign):
    lines = {line.split(":")[0]: plain(line) for line in ending.by_target(campaign)}
    assert list(lines) == [target.short_vi for target in campaign.targets]
    assert lines["Miền núi"] == (
        "Miền núi: số công bố mới nhất 10,35 % (cuối năm 2024); tỉnh dự kiến cuối năm 2025: 8,66 % (dự kiến); dự kiến đạt mức "
        "thấp 2 điểm %/năm."
    )
    assert lines["Huyện nghèo"].endswith("ước tính đạt mức thấp 4 điểm %/năm (rất có thể: xác suất trên 90 %).")
    assert "dự kiến" not in lines["Huyện nghèo"]


@pytest.mark.parametrize(
    ("figures", "year", "said"),
    [
        ([rate("mountain", 2025, 9.9, PROJECTED), rate("40", 2025, 4.2, PROJECTED)], 2025, "; dự kiến không đạt: Toàn tỉnh, Miền núi; "),
        ([rate("mountain", 2025, 9.9)], 2025, "; không đạt: Miền núi; chưa thấy công bố"),
        ([rate("mountain", 2025, 8.6)], 2025,
         "1 trong 5 chỉ tiêu đạt theo số công bố, 3 theo số tỉnh dự kiến, 1 theo ước tính (Huyện nghèo, rất có thể: "),
        ([rate("mountain", 2024, 14.0), rate("40", 2024, 7.0)], 2024, "; chậm tiến độ: Toàn tỉnh, Miền núi."),
        ([rate("poor_districts", 2021, 44.0), rate("poor_districts", 2024, 30.0)], 2024,
         "5 trong 5 chỉ tiêu đúng hoặc vượt tiến độ theo số công bố; gần ngưỡng nhất: Miền núi."),
    ],
)  # fmt: skip
def test_a_verdict_names_what_it_rests_on(campaign, figures, year, said):
    text = plain(verdicts.verdict(Situation(campaign, *figures), year))
    assert text.startswith(f"Cuối năm {year}: ")
    assert said in text


@pytest.mark.parametrize(
    ("probability", "word"),
    [(0.95, "rất có thể"), (0.8, "rất có thể"), (0.7, "có thể nhưng chưa chắc"), (0.6, "có thể nhưng chưa chắc"), (0.5, "chưa rõ"),
     (0.3, "khó nhưng chưa chắc"), (1 - 0.8, "khó nhưng chưa chắc"), (0.1, "rất khó"), (0.0, "rất khó")],
)  # fmt: skip
def test_how_likely_is_said_in_one_of_five_words(campaign, probability, word):
    assert campaign.marks.likely(probability) == word


def test_who_carried_the_fall_is_said_in_one_sentence(campaign):
    assert plain(verdicts.carried(campaign, 2024)) == (
        "Đồng bằng, ven biển có ≈ 22 % số hộ nghèo lúc đầu nhưng góp ≈ 34 % mức giảm của toàn tỉnh."
    )
    assert verdicts.carried(campaign, 2021) == ""
    assert verdicts.carried(campaign, 2025) == ""  # the projections clash


def test_an_estimate_is_never_called_what_the_province_projects(campaign):
    for unit in campaign.districts:
        a = campaign.standing(unit, 2025)
        if campaign.judgement(a.judgement).kind != "none":
            assert "dự kiến" not in verdicts.label(campaign, a) + verdicts.whole(campaign, a)
    assert verdicts.label(campaign, campaign.standing("417", 2025)) == "ước tính không đạt"
    assert verdicts.label(campaign, campaign.assess(campaign.targets[0], year=2025)) == "dự kiến đạt"


def test_every_headline_names_its_year(campaign):
    for year in campaign.years:
        for code in known_codes(campaign):
            headline = scene(campaign, code, asked(campaign, "40", ("417", "418"), year)).headline
            # The balance is of the plan's end, what it teaches of the newest review, whichever year is looked at.
            own = {"dat_gi": campaign.plan.end_year, "chua_ro": campaign.plan.end_year, "bai_hoc": campaign.latest_year}
            # Money and regions have times of their own.
            if code not in ("mo_dau", neu_thi.CODE, "nguon_luc", "thoat_kho_khan"):
                assert str(own.get(code, year)) in headline, (code, headline)


def test_the_last_year_is_not_waited_for(campaign):
    """Nothing is open any more in a year that is over; what was not found is said to be not found, and until when."""
    for code in known_codes(campaign):
        for year in (2024, 2025):
            made = scene(campaign, code, asked(campaign, "40", ("417", "418"), year))
            text = plain(" ".join([made.headline, *made.lead, *made.notes]))
            assert "trong năm 2025" not in text
            assert "còn phải giảm" not in text
            assert "chờ kết quả" not in text
            assert "chưa có kết quả" not in text
