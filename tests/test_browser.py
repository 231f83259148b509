"""Every page in a real browser: no error, no foreign request, accessible, true to the data."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from tests.visits import MAP, go, settle, until

pytestmark = pytest.mark.browser


def test_overview_shows_the_ledgers_numbers(visit):
    text = visit().inner_text("body").replace("\N{NO-BREAK SPACE}", " ")
    for number in (
        "36.703 hộ",
        "4,16 %",
        "10,35 %",
        "24,92 %",
        "cả kỳ còn thiếu 3.367 hộ",
        "122.962 hộ",
        "84.541 hộ",
    ):
        assert number in text


def test_one_year_everywhere_whichever_place_it_is_changed_in(open_page):
    """Sidebar, map, cards and 3-D view: changed on the map, then in the sidebar."""
    page = open_page("")
    page.click(".years button[data-year='2022']")
    until(page, "new URLSearchParams(location.search).get('nam') === '2022'")
    settle(page)
    assert page.locator("[data-testid=stSidebar] [data-testid=stSelectbox] input").last.input_value() == "2022"
    assert "cuối năm 2022" in page.inner_text("[data-testid=stMain]")
    go(page, "ban_do")
    assert page.evaluate(f"{MAP}.dataset.year") == "2022"
    page.get_by_text("Xem ba chiều").click()
    page.wait_for_selector("[data-testid=stDeckGlJsonChart]")
    assert "Cuối năm 2022" in page.inner_text("[data-testid=stMain]")
    page.locator("[data-testid=stSidebar] [data-testid=stSelectbox]").last.locator("input").click()
    page.get_by_role("option", name="2021").click()
    until(page, f"{MAP}.dataset.year === '2021'")
    settle(page)
    assert "Cuối năm 2021" in page.inner_text("[data-testid=stMain]")
    go(page, "vung_cham")
    assert "Năm xuất phát" in page.inner_text("[data-testid=stMain]")


MOUNTAIN_NAMES = ("Kỳ Sơn", "Tương Dương", "Con Cuông", "Quỳ Hợp")


def test_one_filter_everywhere_or_the_part_says_that_it_does_not_apply(open_page):
    page = open_page("?nhom=lowland")
    overview = page.inner_text("[data-testid=stMain]")
    assert "Năm chỉ tiêu luôn tính cho toàn tỉnh" in overview
    list_part = overview.split("Thước đo chung")[0].split("Chương trình mục tiêu quốc gia")[1]
    assert "Không nơi nào trong phạm vi chậm tiến độ" in list_part
    go(page, "vung_cham")
    lag = page.inner_text("[data-testid=stMain]").replace("\N{NO-BREAK SPACE}", " ")
    lists, rest = lag.split("Các nhóm của kế hoạch")
    assert not any(name in lists for name in MOUNTAIN_NAMES)
    assert "Đúng hoặc vượt tiến độ giảm 50 %: 10 trong 10 huyện" in lists
    assert "Luôn tính cho cả nhóm" in rest
    go(page, "ban_do")
    counts = page.evaluate(
        f"[...{MAP}.querySelectorAll('.classes .count')].map(e => parseInt(e.textContent)).filter(n => n >= 0)"
    )
    assert sum(counts) == 10
    go(page, "du_lieu")
    data = page.inner_text("[data-testid=stMain]")
    assert data.count("Phần này không đổi theo phạm vi, huyện hay năm đang chọn.") == 2
    assert "nhom=lowland" in page.url


def test_one_district_is_told_about_itself_alone(open_page):
    text = open_page("?huyen=422").inner_text("[data-testid=stMain]")
    assert "nơi cần chú ý nhất" not in text
    assert "Con Cuông" in text.split("không phải chỉ tiêu của kế hoạch này")[1]


def test_a_hidden_sidebar_leaves_no_strip(open_page):
    page = open_page("vung_cham", fresh=True)
    page.hover("[data-testid=stSidebar]")
    page.click("[data-testid=stSidebarCollapseButton] button")
    page.wait_for_selector("[data-testid=stExpandSidebarButton]")
    settle(page)
    left = page.evaluate("document.querySelector('h1').getBoundingClientRect().left")
    assert left < 80


def test_old_links_open_the_same_view(open_page):
    page = open_page("ban_do?bd_nam=2022&bd_chiso=so_ho_ngheo", fresh=True)
    assert page.get_attribute(".dm", "data-year") == "2022"
    assert page.get_attribute(".dm", "data-measure") == "so_ho_ngheo"
    until(page, "new URLSearchParams(location.search).get('nam') === '2022'")
    assert "bd_nam" not in page.url


def test_names_of_former_links_become_codes(open_page):
    page = open_page(
        "quy_dao?nhom=Huyện nghèo&huyen=Kỳ Sơn&huyen=tuong duong&bd_nam=2022&chi_so=Tỷ lệ hộ nghèo", fresh=True
    )
    until(page, "new URLSearchParams(location.search).get('nam') === '2022'")
    query = parse_qs(urlsplit(page.url).query)
    assert query == {"nhom": ["poor_districts"], "huyen": ["417", "418"], "nam": ["2022"], "chi_so": ["poor_rate"]}
    assert "Kỳ Sơn" in page.inner_text("[data-testid=stMultiSelect]")


HOLD = """() => {
  const send = WebSocket.prototype.send;
  let held = [];
  WebSocket.prototype.send = function (data) { if (held) held.push(() => send.call(this, data)); else send.call(this, data); };
  window.release = () => { const all = held; held = null; for (const one of all) one(); };
}"""
DIMMED = f"[...{MAP}.querySelectorAll('.dims path')].filter((e) => Number(e.getAttribute('opacity')) > 0).length"


def test_a_choice_in_the_sidebar_shows_on_the_map_before_the_server_answers(open_page):
    page = open_page("ban_do")
    page.evaluate(HOLD)
    boxes = page.locator("[data-testid=stSidebar] [data-testid=stSelectbox] input")
    boxes.last.click()
    page.get_by_role("option", name="2022").click()
    until(page, f"{MAP}.dataset.year === '2022'")
    boxes.first.click()
    page.get_by_role("option", name="Huyện nghèo").click()
    until(page, f"{DIMMED} === 17")
    assert "2022" not in page.url
    page.evaluate("release()")
    until(page, "location.search.includes('nam=2022') && location.search.includes('nhom=poor_districts')")
    settle(page)
    assert page.evaluate(f"[{MAP}.dataset.year, {DIMMED}]") == ["2022", 17]
    assert "trong phạm vi đang chọn: 4 huyện" in page.inner_text(".dm").replace("\N{NO-BREAK SPACE}", " ")


def test_switching_the_year_waits_for_no_server_and_resends_no_geometry(open_page):
    page = open_page("ban_do")
    page.wait_for_selector(".dm[data-year='2024']")
    before = len(page.sent)
    for year in ("2021", "2022", "2025"):
        page.click(f".years button[data-year='{year}']")
        # The map has changed in the same task as the click, before any answer could have come.
        assert page.get_attribute(".dm", "data-year") == year
    until(page, "new URLSearchParams(location.search).get('nam') === '2025'")
    settle(page)
    assert len(page.sent) - before <= 2
    page.click("[data-focus='table']")
    cells = page.inner_text(".dm").replace("\N{NO-BREAK SPACE}", " ")
    assert "42,04" in cells


def test_a_click_selects_on_every_page_and_survives_a_reload(open_page):
    page = open_page("ban_do")
    page.locator("[role=button][data-unit='417']").first.dispatch_event("click")
    until(page, "location.search.includes('huyen')")
    settle(page)
    go(page, "vung_cham")
    assert "huyen" in page.url
    assert "Kỳ Sơn" in page.inner_text("[data-testid=stSidebar]")
    page.reload()
    settle(page)
    assert "Kỳ Sơn" in page.inner_text("[data-testid=stSidebar]")


def test_estimates_are_hatched_and_published_ones_are_not(visit):
    page = visit("ban_do")
    labels = page.evaluate(
        "() => [...document.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [...e.shadowRoot.querySelectorAll("
        "'[role=button][data-unit]')] : []).map(e => [e.dataset.unit, e.getAttribute('aria-label') || e.textContent])"
    )
    said = dict(labels)
    assert "≈" in said["417"] or "ước tính" in said["417"]
    assert "công bố" in said["418"]
    assert "ước tính" not in said["418"]


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("quy_dao?nam=2023", ["trajectory", "group-mountain", "multiples", "old"]),
        ("quy_dao?huyen=417&huyen=418&chi_so=poor_rate", ["trajectory", "multiples"]),
        ("vung_cham", ["dumbbells", "falls"]),
    ],
)
def test_pictures_of_charts_carry_title_source_status_and_year_and_match_the_screen(visit, tmp_path, path, keys):
    page = visit(path)
    for key in keys:
        shown = page.evaluate(
            f"[...document.querySelectorAll('.st-key-{key} .main-svg text')].map(t => t.textContent.trim()).filter(Boolean)"
        )
        with page.expect_download() as download:
            page.locator(f".st-key-{key}-tools").get_by_role("button", name="SVG").click()
        file = tmp_path / f"{key}.svg"
        download.value.save_as(file)
        picture = " ".join("".join(element.itertext()) for element in ElementTree.parse(file).iter() if element.text)
        assert shown
        # A label of two lines is one text on the screen and two in the file.
        assert not [text for text in shown if "".join(text.split()) not in "".join(picture.split())], key
        assert "Nguồn: " in picture
        assert "●" in picture
        assert re.search(r"cuối năm 20\d\d", picture), key
        assert "Chuẩn nghèo" in picture


def test_a_name_among_those_lagging_leads_to_its_profile(open_page):
    page = open_page("vung_cham?nam=2023")
    page.get_by_role("link", name="Quỳ Châu", exact=True).click()
    page.wait_for_url(re.compile(r"/ho_so\?huyen=416&nam=2023$"))
    settle(page)
    assert "Quỳ Châu" in page.get_by_role("heading", level=1).inner_text()
