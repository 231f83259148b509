"""Every judgement's word explains itself: its rule, its figures, what would change it."""

from __future__ import annotations

import pytest

from lib.drawing import blocks
from lib.views.sentences.explanations import explained
from tests.visits import DESK, HALL, PHONE, settle

YEARS = (2022, 2023, 2024, 2025)


def judged(campaign, year):
    """Every target and every unit and group of a year."""
    units = [*campaign.groups, *campaign.districts]
    return [
        *(campaign.assess(target, year=year) for target in campaign.targets),
        *(campaign.standing(unit, year) for unit in units),
    ]


def plain(lines):
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def test_a_published_figure_changes_only_by_a_correction(campaign):
    # 66.673 at the end of 2021, half of it to fall in four years: three quarters of 33.336,5 by the end of 2024.
    rule, figures, change = plain(explained(campaign, campaign.assess(campaign.yardstick, year=2024)))
    assert rule == "“vượt”: Nhanh hơn đầu trên của chỉ tiêu; chỉ tiêu không có đầu trên: từ 1,10 lần mức phải đạt."
    assert figures == (
        "66.673 hộ (cuối năm 2021) → 36.703 hộ (cuối năm 2024): giảm 45,0 %; cần giảm 37,5 %; bằng 1,20 lần mức phải đạt."
    )
    assert change == "Chỉ thành chậm nếu số công bố cuối năm 2024 được đính chính lên cao hơn 41.670 hộ."


@pytest.mark.parametrize("year", YEARS)
def test_the_line_it_would_change_at_parts_the_judgements(campaign, year):
    """What is said to lie on the line is judged otherwise beyond it: the figure's side and the sentence agree."""
    told = 0
    for a in judged(campaign, year):
        kind = campaign.judgement(a.judgement).kind
        if kind == "none":
            continue
        change = plain(explained(campaign, a))[2]
        if kind == "good":
            assert " cao hơn " in change or " thấp hơn " in change
        if kind == "bad":
            assert any(words in change for words in ("trở xuống", "hoặc thấp hơn", "trở lên"))
        if kind == "open":
            assert change.startswith("Rõ khi")
        unknown = [f.status == "estimated" for f in (a.baseline, a.latest)]
        assert ("Mức này cũng ước tính" in change) == (unknown[0] and a.latest.status != "published")
        named = f"cuối năm {a.baseline.year}" in change.split("Mức này")[0]
        assert named == (unknown[0] and a.latest.status == "published")
        told += 1
    assert told > 10


@pytest.mark.parametrize("year", (2021, *YEARS))
def test_what_is_not_judged_says_why(campaign, year):
    for a in judged(campaign, year):
        if campaign.judgement(a.judgement).kind == "none":
            rule, *reason = plain(explained(campaign, a))
            assert rule.startswith("“") and len(reason) == (1 if a.reason else 0)


@pytest.mark.parametrize("year", YEARS)
def test_cards_and_lists_carry_the_reasons_of_every_word(campaign, year):
    standings = campaign.queue(year)
    drawn = blocks.queue(campaign, standings, "light")
    assert drawn.count(" popover>") == len(standings)
    cards = blocks.target_cards(campaign, [campaign.assess(t, year=year) for t in campaign.targets], "light")
    assert cards.count(" popover>") == len(campaign.targets)


@pytest.mark.browser
@pytest.mark.parametrize(("path", "size"), [("", DESK), ("", PHONE), ("vung_cham", HALL), ("ho_so?huyen=417", DESK)])
def test_a_key_opens_it_within_the_window_and_esc_or_a_click_elsewhere_ends_it(open_page, path, size):
    page = open_page(path, *size)
    words = page.locator("[data-testid=stMain] .why")
    for place, away in ((0, "Escape"), (words.count() - 1, "click")):
        word = words.nth(place)
        panel = page.locator("[data-testid=stMain] .why-told").nth(place)
        assert not panel.is_visible()
        word.focus()
        page.keyboard.press("Enter")
        panel.wait_for(state="visible")
        box = panel.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= size[0] and box["width"] > 200
        assert box["y"] >= 0 and box["y"] + box["height"] <= size[1]
        assert "“" in panel.inner_text()
        # Over all else: what stands at its middle is its own.
        assert panel.evaluate("""(e) => { const r = e.getBoundingClientRect();
            return e.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)); }""")
        page.mouse.click(2, 2) if away == "click" else page.keyboard.press(away)
        panel.wait_for(state="hidden")
    settle(page)


def test_of_a_published_figure_with_an_estimated_start_the_start_decides(campaign):
    """Tương Dương 2024: 4.604 households are published; on course if there were at least 4.604 / 0,625 = 7.366,4 in 2021."""
    a = campaign.standing("418", 2024)
    assert (a.baseline.status, a.latest.status, a.judgement) == ("estimated", "published", "undecided")
    change = plain(explained(campaign, a))[2]
    assert change == "Rõ khi thấy số công bố cuối năm 2021: từ 7.367 hộ trở lên là đúng tiến độ, thấp hơn là chậm."


@pytest.mark.parametrize("year", [2025])
def test_the_final_year_speaks_of_reaching(campaign, year):
    told = 0
    for a in judged(campaign, year):
        if campaign.judgement(a.judgement).kind != "none":
            assert "tiến độ, cao hơn" not in plain(explained(campaign, a))[2]
            assert "đạt" in plain(explained(campaign, a))[2]
            told += 1
    assert told > 5
