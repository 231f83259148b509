"""Every page in a real browser: no error, no foreign request, accessible, true to the data."""

from __future__ import annotations

import pytest

from tests.conftest import settle

pytestmark = pytest.mark.browser
PAGES = ["", "ban_do", "quy_dao", "vung_cham", "du_lieu"]


def serious(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {[n['html'][:160] for n in v['nodes'][:3]]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_and_speak_vietnamese(open_page, path):
    page = open_page(path)
    page.wait_for_function("document.documentElement.lang === 'vi'", timeout=20_000)
    text = page.inner_text("body")
    assert "Page not found" not in text
    assert "error" not in text.lower()
    assert not serious(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (390, 844)])
def test_pages_fit_other_screens(open_page, width, height, scheme):
    for path in PAGES:
        page = open_page(path, width, height, scheme)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 1, path


def test_overview_shows_the_ledgers_numbers(open_page):
    text = open_page().inner_text("body").replace("\N{NO-BREAK SPACE}", " ")
    for number in ("36.703 hộ", "4,16 %", "10,35 %", "24,92 %", "còn phải giảm thêm 3.367 hộ"):
        assert number in text


def test_switching_the_year_sends_nothing_to_the_server(open_page, campaign):
    page = open_page("ban_do")
    page.wait_for_selector(".dm[data-year='2024']")
    before = len(page.sent)
    for year in ("2021", "2022", "2025"):
        page.click(f".years button[data-year='{year}']")
        page.wait_for_selector(f".dm[data-year='{year}']")
    page.wait_for_timeout(500)
    assert len(page.sent) == before
    page.click("[data-focus='table']")
    cells = page.inner_text(".dm").replace("\N{NO-BREAK SPACE}", " ")
    assert "42,04" in cells or "42,0 %" in cells


def test_a_click_selects_on_every_page_and_survives_a_reload(open_page):
    page = open_page("ban_do")
    page.locator("[role=button][data-unit='417']").first.dispatch_event("click")
    page.wait_for_function("location.search.includes('huyen')")
    settle(page)
    page.get_by_role("link", name="Vùng chậm").click()
    settle(page)
    assert "huyen" in page.url
    assert "Kỳ Sơn" in page.inner_text("[data-testid=stSidebar]")
    page.reload()
    settle(page)
    assert "Kỳ Sơn" in page.inner_text("[data-testid=stSidebar]")


def test_estimates_are_hatched_and_published_ones_are_not(open_page):
    page = open_page("ban_do")
    labels = page.evaluate(
        "() => [...document.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [...e.shadowRoot.querySelectorAll("
        "'[role=button][data-unit]')] : []).map(e => [e.dataset.unit, e.getAttribute('aria-label') || e.textContent])"
    )
    said = dict(labels)
    assert "≈" in said["417"] or "ước tính" in said["417"]
    assert "công bố" in said["418"]
    assert "ước tính" not in said["418"]


def test_a_deep_link_works_as_the_first_request_after_a_start(browser, cold_url):
    page = browser.new_page()
    page.goto(f"{cold_url}/vung_cham?nam=2023&huyen=Kỳ Sơn")
    settle(page)
    text = page.inner_text("body")
    page.close()
    assert "Ai đang tụt lại?" in text
    assert "Tổng quan" in text
    assert "Page not found" not in text


def test_the_3d_view_asks_nobody_for_a_base_map(open_page):
    page = open_page("ban_do?ba_chieu=true")
    page.wait_for_selector("[data-testid=stDeckGlJsonChart]")
    assert "Khối mờ" in page.inner_text("body")
