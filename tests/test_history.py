"""Back and forward lead between the states of one page as they lead between pages, and restore all that the link says."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from lib.views.documents.profile import subjects
from tests.visits import MAP, choose_year, go, settle, until

pytestmark = pytest.mark.browser


#: Seconds until a step of the history has asked for its run; a busy browser sends it late.
_ASKED_S = 5.0


def back(page: Page) -> str:
    """One step back; the address without its host."""
    return _stepped(page, page.go_back)


def forward(page: Page) -> str:
    """One step forward; the address without its host."""
    return _stepped(page, page.go_forward)


def _stepped(page: Page, step: Callable[[], object]) -> str:
    """A step and its run: the address changes before the run is asked for, and until then the page stands still as if it
    were done. Another step in between would have its address written over by the first one's run.
    """
    before, end = page.watch.runs, time.monotonic() + _ASKED_S
    step()
    while page.watch.runs == before and time.monotonic() < end:
        page.wait_for_timeout(20)
    settle(page)
    return page.url.split("/", 3)[3]


def choose_group(page: Page, name: str) -> None:
    """Choose a scope in the sidebar."""
    page.get_by_role("combobox", name="Phạm vi").click()
    page.get_by_role("option", name=name, exact=True).click()
    settle(page)


def shown(page: Page) -> tuple[str, str]:
    """Scope and year that the sidebar shows."""
    return tuple(page.get_by_role("combobox", name=name).input_value() for name in ("Phạm vi", "Năm (cuối năm)"))


def test_each_choice_is_a_step_and_the_page_of_before_one_more(open_page):
    page = open_page("", fresh=True)
    whole, latest = shown(page)
    choose_year(page, 2022)
    choose_group(page, "Huyện nghèo")
    go(page, "vung_cham")
    assert page.url.endswith("/vung_cham?nhom=poor_districts&nam=2022")
    choose_year(page, 2023)
    assert back(page) == "vung_cham?nhom=poor_districts&nam=2022"
    assert shown(page) == ("Huyện nghèo", "2022")
    # A page come to by the navigation is one step, not a bare one and its filter's.
    assert back(page) == "?nhom=poor_districts&nam=2022"
    assert page.get_by_role("heading", level=1).inner_text() != "Vùng chậm"
    assert page.evaluate(f"{MAP}.dataset.year") == "2022"
    assert back(page) == "?nam=2022"
    assert shown(page) == (whole, "2022")
    assert back(page) == ""
    assert shown(page) == (whole, latest)
    assert page.evaluate(f"{MAP}.dataset.year") == latest
    assert forward(page) == "?nam=2022"
    assert forward(page) == "?nhom=poor_districts&nam=2022"
    assert forward(page) == "vung_cham?nhom=poor_districts&nam=2022"
    assert forward(page) == "vung_cham?nhom=poor_districts&nam=2023"
    assert shown(page) == ("Huyện nghèo", "2023")


def test_a_choice_after_a_step_back_counts(open_page):
    page = open_page("vung_cham?nam=2022", fresh=True)
    choose_year(page, 2023)
    back(page)
    choose_group(page, "Huyện nghèo")
    assert page.url.endswith("/vung_cham?nhom=poor_districts&nam=2022")
    assert back(page) == "vung_cham?nam=2022"


def test_places_beside_and_paces_come_back(open_page):
    page = open_page("so_sanh?huyen=417&huyen=418", fresh=True)
    page.get_by_role("button", name="Miền núi", exact=True).click()
    settle(page)
    assert page.url.endswith("voi=mountain")
    heading = page.get_by_role("heading", level=1)
    three = heading.inner_text()
    assert back(page) == "so_sanh?huyen=417&huyen=418"
    assert heading.inner_text() != three
    assert forward(page).endswith("voi=mountain")
    assert heading.inner_text() == three

    go(page, "neu_thi")
    calm = page.locator(".verdict").inner_text()
    pace = page.get_by_test_id("stSliderThumbValue").first
    page.get_by_role("slider").first.focus()
    page.keyboard.press("ArrowRight")
    until(page, "location.search.includes('nhip=417')")
    settle(page)
    faster = pace.inner_text()
    assert "nhip" not in back(page)
    assert pace.inner_text() != faster
    assert page.locator(".verdict").inner_text() == calm
    assert "nhip=417" in forward(page)
    assert pace.inner_text() == faster
    # Back from there to the page before, with what stood beside.
    back(page)
    assert back(page).endswith("voi=mountain")
    assert heading.inner_text() == three


def test_profiles_communes_and_indicators_come_back(open_page, campaign):
    page = open_page("ho_so?huyen=417", fresh=True)
    heading = page.get_by_role("heading", level=1)
    box = page.get_by_role("combobox", name="Hồ sơ của")
    box.click()
    households = next(group for group in campaign.focus if group not in campaign.groups)
    page.get_by_role("option", name=subjects(campaign)[households], exact=True).click()
    settle(page)
    minority = heading.inner_text()
    assert back(page) == "ho_so?huyen=417"
    assert "Kỳ Sơn" in heading.inner_text()
    forward(page)
    assert heading.inner_text() == minority

    go(page, "xa_phuong")
    rows = page.locator(".cm .list button")
    names = []
    for place in (0, 1):
        # The first one leads the list to its district.
        names.append(rows.nth(place).locator("b").inner_text())
        rows.nth(place).click()
        page.get_by_role("heading", name=names[-1], exact=True).wait_for()
        settle(page)
    assert names[0] != names[1]
    back(page)
    assert page.get_by_role("heading", name=names[0], exact=True).is_visible()
    forward(page)
    assert page.get_by_role("heading", name=names[1], exact=True).is_visible()

    go(page, "quy_dao")
    rate = page.get_by_role("radio", name="Tỷ lệ hộ nghèo", exact=True)
    rate.click()
    settle(page)
    assert "chi_so=poor_rate" in page.url
    assert "chi_so" not in back(page)
    assert rate.get_attribute("aria-checked") != "true"
    forward(page)
    assert rate.get_attribute("aria-checked") == "true"


@pytest.mark.parametrize("path", ["vung_cham?huyen=412-2024", "xa_phuong?xa=16666"])
def test_a_link_to_a_place_that_is_no_more_leads_on_and_says_so(open_page, path):
    page = open_page(path, fresh=True)
    told = page.get_by_test_id("stAlert").inner_text()
    assert "nay không còn là một đơn vị trong bảng này; đang xem nơi tương ứng: " in told
    assert ("Phường Vinh Phú" if "xa=" in path else "Vinh, Cửa Lò") in told
    assert page.url.endswith("xa=16702" if "xa=" in path else "huyen=412&huyen=413")


def test_what_the_browser_alone_keeps_comes_back_too(open_page):
    page = open_page("ban_do", fresh=True)
    measures = page.locator(".dm .measures button")
    assert measures.count() > 1
    first = page.evaluate(f"{MAP}.dataset.measure")
    choose_year(page, 2022)
    measures.nth(1).click()
    until(page, "location.search.includes('bd_chiso')")
    second = page.evaluate(f"{MAP}.dataset.measure")
    assert "bd_chiso" not in back(page)
    assert page.evaluate(f"{MAP}.dataset.measure") == first
    assert "bd_chiso" in forward(page)
    assert page.evaluate(f"{MAP}.dataset.measure") == second


@pytest.mark.parametrize(("path", "parameter"), [("ban_do", "bd_chiso"), ("xa_phuong", "bd_xa_chiso")])
def test_an_entry_before_the_last_visit_of_a_map_is_found_as_it_was_left(open_page, path, parameter):
    page = open_page(path, fresh=True)
    measures = page.locator(".dm .measures button, .cm .switches button")
    choose_year(page, 2022)
    assert parameter not in page.url
    go(page, "huong_dan")
    go(page, path)
    measures.nth(1).click()
    until(page, f"location.search.includes('{parameter}')")
    settle(page)
    go(page, "huong_dan")
    for _ in range(3):
        back(page)
    assert urlsplit(page.url).path == f"/{path}"
    page.wait_for_selector(".dm[data-ready='1'], .cm[data-ready='1']")
    settle(page)
    assert parameter not in page.url
    assert measures.nth(0).get_attribute("aria-pressed") == "true"


def test_playing_the_years_is_one_step(open_page):
    page = open_page("ban_do?nam=2022", fresh=True)
    before = page.evaluate("history.length")
    page.get_by_role("button", name="Chạy", exact=True).click()
    until(page, f"location.search.includes('nam=2025') && {MAP}.dataset.year === '2025'")
    settle(page)
    assert page.evaluate("history.length") == before + 1
    assert back(page) == "ban_do?nam=2022"
    assert page.evaluate(f"{MAP}.dataset.year") == "2022"


def test_what_is_told_while_the_reader_leaves_makes_no_step(open_page):
    """Streamlit may say what the next page asks for while the address is still the left page's (seen on a busy machine)."""
    page = open_page("ban_do", fresh=True)
    page.locator(".dm .measures button").nth(1).click()
    until(page, "location.search.includes('bd_chiso')")
    settle(page)
    steps, address = page.evaluate("[history.length, location.href]")
    told = "([query]) => { history.pushState(history.state, '', location.pathname + query); return [history.length, location.href]; }"
    # What the browser alone keeps is not named by the server.
    assert page.evaluate(told, [""]) == [steps, address]
    page.evaluate("""() => {
        const link = document.querySelector('[data-testid=stSidebarNav] a[href*=so_sanh]');
        link.addEventListener('click', (event) => { event.preventDefault(); event.stopPropagation(); }, { once: true });
        link.click();
    }""")
    assert page.evaluate(told, ["?nam=2022"]) == [steps, address]
    # The reader stayed: the next act is a step again.
    page.get_by_role("heading", level=1).click()
    assert page.evaluate(told, ["?nam=2022"])[1].endswith("/ban_do?nam=2022")
