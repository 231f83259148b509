"""Every judgement's word explains itself: its rule, its figures, what would change it."""

from __future__ import annotations

import pytest

from lib.drawing import blocks
from lib.scenes.explanations import explained
from tests.visits import DESK, HALL, PHONE, settle

YEARS = (2022, 2023, 2024, 2025)


def judged(campaign, year):
    """Every target and every unit and group of a year."""
    units = [*campaign.groups, *campaign.districts]
    return [
        *(campaign.assess(target, year=year) for target in campaign.targets),
        *(campaign.standing(unit, year).assessment for unit in units),
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
    assert change == "Chỉ đổi nếu số công bố cuối năm 2024 được đính chính lên cao hơn 41.670 hộ."


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
            assert change.split(" hơn ")[0].endswith("cao")
        if kind == "bad":
            assert "trở xuống" in change or "hoặc thấp hơn" in change
        if kind == "open":
            assert change.startswith("Rõ khi")
        assert ("Mức này cũng ước tính" in change) == (a.baseline.status == "estimated")
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
    drawn = blocks.queue(campaign, standings, "light", lambda unit: f"#{unit}")
    assert drawn.count("<details") == len(standings)
    cards = blocks.target_cards(campaign, [campaign.assess(t, year=year) for t in campaign.targets], "light")
    assert cards.count("<details") == len(campaign.targets)


@pytest.mark.browser
@pytest.mark.parametrize(("path", "size"), [("", DESK), ("", PHONE), ("vung_cham", HALL), ("ho_so?huyen=417", DESK)])
def test_a_click_or_a_key_opens_it_within_the_window(open_page, path, size):
    page = open_page(path, *size)
    words = page.locator("[data-testid=stMain] .why > summary")
    for place in {0, words.count() - 1}:
        word = words.nth(place)
        panel = page.locator("[data-testid=stMain] .why > div").nth(place)
        assert not panel.is_visible()
        word.focus()
        page.keyboard.press("Enter")
        panel.wait_for(state="visible")
        panel.scroll_into_view_if_needed()
        box = panel.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= size[0] and box["width"] > 200
        assert "“" in panel.inner_text()
        word.click()
        panel.wait_for(state="hidden")
    settle(page)
