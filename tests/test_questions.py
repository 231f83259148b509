"""Questions of leaders about the plan's end (docs/questions.md), each answered in a real browser within three interactions from
Tổng quan; what is expected is worked out from the ledger, so that a new figure changes the answer and breaks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from playwright.sync_api import Page

from lib.base.paths import ROOT
from lib.campaign.balance import Outcome, balance, slow_years
from lib.campaign.campaign import POOR, Campaign
from lib.campaign.emulation import Finding, among, cases
from lib.campaign.facts import Fact, facts_of, newest
from lib.language.numbers import NBSP
from lib.views.sentences import balance as told_of_plan
from lib.views.sentences import comparison, difficult, emulation, facts, lessons, resources
from tests.visits import go, settle

pytestmark = [pytest.mark.browser, pytest.mark.live]
YEAR = 2024
#: The question that the search answers (Ctrl+K, a name, Enter).
SEARCHED = 36
MOST_STEPS = 3


class Screen:
    """A page reached from Tổng quan, what stands on it, and what a fold of it says when it is opened."""

    def __init__(self, page: Page, path: str) -> None:
        go(page, path)
        self.page, self.opened = page, dict[str, str]()
        self.text = self._read(page.locator("body"))

    def answer(self, fold: str = "") -> tuple[str, int]:
        """All words, and how many interactions they took: the page, and the fold with ``fold`` in its name."""
        if not fold:
            return self.text, 1
        if fold not in self.opened:
            part = self.page.get_by_test_id("stExpander").filter(has_text=fold).first
            part.locator("summary").click()
            settle(self.page)
            self.opened[fold] = self._read(part)
        return self.opened[fold], 2

    @staticmethod
    def _read(part) -> str:
        # What charts and parts of our own write stands beside the page's own words.
        drawn = part.locator("svg text").all_text_contents() + part.locator("a").all_inner_texts()
        return plain("\n".join([part.inner_text(), *drawn]))


def plain(text: str) -> str:
    """Words as they are compared: one kind of space, one between words, small letters (a label begins with a large one)."""
    return re.sub(r"\s+", " ", text.replace(NBSP, " ")).casefold()


def amount(campaign: Campaign, indicator: str) -> list[str]:
    """The newest figure of the province with its time, as it is written."""
    fact = newest(facts_of(campaign.ledger, [indicator], campaign.province), indicator)
    assert fact, indicator
    return both(campaign, [fact])


def both(campaign: Campaign, found: Iterable[Fact]) -> list[str]:
    """Value and time of some figures."""
    return [text for fact in found for text in (facts.value(campaign, fact), facts.period(campaign, fact))]


def entry(campaign: Campaign, commitment: str):
    """A part of the plan's text with its answer."""
    return next(one for one in balance(campaign) if one.commitment == commitment)


def part(campaign: Campaign, commitment: str) -> list[str]:
    """A part's verdict, all that is known of it, and what would decide it."""
    one = entry(campaign, commitment)
    return [
        told_of_plan.verdict(campaign, one),
        *told_of_plan.known(campaign, one),
        one.decided_by,
    ]


def about_the_plan(campaign: Campaign) -> dict[int, list[str]]:
    entries = balance(campaign)
    (mountain,) = entry(campaign, "mountain").assessments
    return {
        1: [told_of_plan.headline(campaign, entries)],
        2: [told_of_plan.verdict(campaign, one) for one in entries if one.outcome == Outcome.REACHED] + ["tạm tính"],
        3: part(campaign, "half"),
        4: part(campaign, "mountain") + [str(figure.year) for figure, _ in slow_years(campaign, mountain)],
        5: part(campaign, "poor_districts"),
        6: part(campaign, "no_return"),
        7: part(campaign, "services"),
        8: list(lessons.lines(campaign)),
        9: [campaign.numbers.day(f"{campaign.plan.searched_until:%Y-%m-%d}"), "31/12/2025"],
        10: ["In trang này"],
    }


def about_money(campaign: Campaign) -> dict[int, list[str]]:
    listed, ledger = campaign.display.resources, campaign.ledger
    paid = [one for one in facts_of(ledger, ["tet_fund"], campaign.province) if one.preferred]
    sources = [
        amount(campaign, f"houses_{what}_{who}")
        for who in ("social", "national", "merit")
        for what in ("needed", "built")
    ]
    return {
        11: amount(campaign, "movement_funds"),
        12: amount(campaign, "poor_fund"),
        13: [resources.title(campaign, listed)],
        14: amount(campaign, "houses_cost"),
        15: [text for texts in sources for text in texts],
        16: resources.disputed(campaign, list(facts_of(ledger, ["houses_built_merit"]))),
        17: both(campaign, paid),
        18: amount(campaign, "programme_funds_period") + ["Số giải ngân từng năm: chưa thấy công bố"],
        19: amount(campaign, "policy_credit") + amount(campaign, "credit_lending"),
        20: ["không cộng, không chia cho nhau"],
    }


def about_movement(campaign: Campaign) -> dict[int, list[str]]:
    listed, units = campaign.display.emulation, tuple(campaign.districts)
    found = cases(campaign, units, YEAR, listed.near)
    return {
        23: [emulation.named(campaign, [one for one in ordered(campaign, found) if one.finding == Finding.SURE])],
        24: [emulation.basis(campaign, found)],
        27: emulation.known(campaign, listed),
        28: [campaign.wording.say("emulation.draft.note"), "Tải bản nháp"],
        30: [campaign.wording.say("emulation.scores.none")],
    }


def ordered(campaign: Campaign, found):
    """As the page lists them: the poorest first."""
    order = comparison.by_level(campaign, [one.unit for one in found], YEAR)
    return sorted(found, key=lambda one: order.index(one.unit))


def about_status(campaign: Campaign) -> dict[int, list[str]]:
    listed = campaign.display.difficult
    cells = difficult.poor_table(campaign, listed)
    return {
        31: [difficult.title(campaign, listed), "không trừ cho nhau"],
        33: [text for row in cells.itertuples(index=False) for text in row],
        35: difficult.unseen(campaign, listed),
    }


PAGES = {
    "tong_ket": about_the_plan,
    "nguon_luc": about_money,
    "thi_dua": about_movement,
    "thoat_kho_khan": about_status,
}


def folded(campaign: Campaign) -> dict[int, tuple[str, str, list[str]]]:
    """Questions that a fold answers: page, a part of its name, what it says."""
    say, headings = campaign.wording.say, campaign.wording.section("resources.headings")
    listed, units = campaign.display.emulation, tuple(campaign.districts)
    found = cases(campaign, units, YEAR, listed.near)
    open_ = [one for one in found if one.finding == Finding.OPEN]
    place = among(campaign, "417", YEAR, listed)
    houses = [
        one for one in facts_of(campaign.ledger, ["houses_built", "houses_needed"]) if one.unit in campaign.districts
    ]
    done = [one for one in houses if one.indicator == "houses_built"]
    third = [
        row.Nơi if hasattr(row, "Nơi") else row[0]
        for row in difficult.named_table(campaign, difficult.named(campaign, campaign.display.difficult)).itertuples(
            index=False
        )
        if "Kỳ Sơn" in row
    ]
    villages = facts_of(campaign.ledger, ["difficult_villages_2021_2025"], campaign.province)
    return {
        21: ("nguon_luc", headings["done"], [campaign.names[one.unit] for one in done] + both(campaign, done)),
        22: ("nguon_luc", headings["pledged"], amount(campaign, "tet_fund_pledged_enterprises")),
        25: ("thi_dua", say("emulation.lists.open", count=len(open_)), [emulation.evidence(campaign, one, YEAR) for one in open_]),
        26: ("thi_dua", say("emulation.peers.table"), [campaign.names["417"], *(campaign.names[peer] for peer in place.peers)]),
        29: ("thi_dua", say("emulation.conditions.table", count=len(emulation.conditions(campaign))),
             [row[0] for row in emulation.conditions(campaign).itertuples(index=False)]),
        32: ("thoat_kho_khan", "xã khu vực III", third),
        34: ("thoat_kho_khan", "Thôn, bản", both(campaign, villages)),
    }  # fmt: skip


def written() -> dict[int, str]:
    """The questions as they are written down, by number."""
    text = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    return {int(number): question for number, question in re.findall(r"^(\d+)\. (.+)$", text, re.MULTILINE)}


def test_every_written_question_is_asked(live_campaign):
    asked = (
        [number for page in PAGES.values() for number in page(live_campaign)] + list(folded(live_campaign)) + [SEARCHED]
    )
    assert sorted(asked) == sorted(written())
    assert len(asked) >= 30


@pytest.mark.parametrize("path", PAGES)
def test_each_page_answers_its_questions(visits, live_url, live_campaign, path):
    page = visits.land(f"{live_url}/", (1440, 900))
    assert live_campaign.latest_year == YEAR
    screen, lacking = Screen(page, path), []
    questions = {number: ("", told) for number, told in PAGES[path](live_campaign).items()}
    questions |= {number: (fold, told) for number, (of, fold, told) in folded(live_campaign).items() if of == path}
    for number, (fold, told) in questions.items():
        said, steps = screen.answer(fold)
        assert steps <= MOST_STEPS
        assert told, written()[number]
        lacking += [f"{number}. {written()[number]}: {text}" for text in told if plain(text) not in said]
    faults = list(page.watch.faults)
    visits.rest(page, "light")
    assert not lacking, "\n".join(lacking)
    assert not faults, "\n".join(faults)


def test_halving_is_told_in_households(live_campaign):
    """The answer to the third question holds the count that has to halve."""
    told = plain(" ".join(part(live_campaign, "half")))
    baseline = live_campaign.figure(live_campaign.province, POOR, live_campaign.plan.baseline_year)
    assert plain(live_campaign.numbers.households(baseline.value)) in told


def test_a_former_commune_is_found_by_its_name(visits, live_url):
    page = visits.land(f"{live_url}/", (1440, 900))
    page.keyboard.press("Control+k")
    page.keyboard.type("tam thai")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/xa_phuong**")
    settle(page)
    said = plain(page.inner_text("body"))
    visits.rest(page, "light")
    assert plain("Xã Tam Thái, từ 1/7/2025; trước đó thuộc huyện Tương Dương.") in said
    assert plain("khu vực III") in said
