"""What the district map does by itself in a real browser: one year with the page, pictures, address, full screen."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from lib.campaign.measures import measure_figure
from lib.language.display import contrast
from tests.visits import DESK, HALL, PHONE, go, settle, until

pytestmark = pytest.mark.browser


def choose_year(page, year: int) -> None:
    """Press a year's button on the map; it must be shown before the server has heard of it."""
    page.click(f".years[data-slot='year'] button[data-year='{year}']")
    assert page.get_attribute(".dm", "data-year") == str(year)


def back(page) -> None:
    """Show the year again with which the page was opened."""
    choose_year(page, 2024)
    until(page, "!location.search.includes('nam=')")
    settle(page)


def test_the_year_of_the_map_is_the_year_of_the_page(open_page):
    page = open_page("ban_do")
    received = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda data: received.append(data)))
    page.reload()
    settle(page)
    received.clear()
    choose_year(page, 2022)
    until(page, "location.search.includes('nam=2022')")
    settle(page)
    assert page.get_attribute(".dm", "data-year") == "2022"
    assert "bd_nam" not in page.url
    # The geometry alone weighs about 40 kB: a year must not send it again.
    assert sum(len(data) for data in received) < 30_000
    go(page, "")
    assert page.get_attribute(".dm", "data-year") == "2022"
    assert "cuối năm 2022" in page.inner_text("[data-testid=stMain]")


def test_quick_choices_end_at_the_last_one(visit):
    page = visit("ban_do")
    shown = page.evaluate_handle(
        "() => { const seen = [];"
        "const dm = [...document.querySelectorAll('*')].map(e => e.shadowRoot?.querySelector('.dm')).find(Boolean);"
        "new MutationObserver(() => seen.at(-1) !== dm.dataset.year && seen.push(dm.dataset.year))"
        ".observe(dm, { attributes: true }); return seen; }"
    )
    for year in (2022, 2023, 2022):
        choose_year(page, year)
        page.wait_for_timeout(300)
    settle(page)
    assert shown.json_value() == ["2022", "2023", "2022"]
    assert "nam=2022" in page.url
    back(page)


def test_play_runs_from_the_first_year_to_the_last(visit):
    page = visit("ban_do")
    page.click("[data-focus=play]")
    assert page.get_attribute(".dm", "data-year") == "2021"
    until(page, "location.search.includes('nam=2021')")
    page.wait_for_selector(".dm[data-year='2025']", timeout=15_000)
    until(page, "location.search.includes('nam=2025')")
    page.locator("[data-focus=play]", has_text="Chạy").wait_for()
    settle(page)
    assert page.get_attribute(".dm", "data-year") == "2025"
    assert "nam=2025" in page.url
    assert page.inner_text("[data-focus=play]") == "Chạy"
    assert page.locator("[data-testid=stAlert]").count() == 0
    # Played again from the last year, it starts from the first.
    page.click("[data-focus=play]")
    assert page.get_attribute(".dm", "data-year") == "2021"
    page.click("[data-focus=play]")
    back(page)


def test_the_table_is_part_of_the_address(visit):
    page = visit("ban_do")
    page.click("[data-focus=table]")
    assert "bd_bang=1" in page.url
    page.reload()
    settle(page)
    assert page.locator(".dm .table").is_visible()
    page.click("[data-focus=table]")
    assert "bd_bang" not in page.url


def test_the_legend_counts_the_scope(visit, campaign):
    page = visit("ban_do?nhom=poor_districts")
    size = len(campaign.members("poor_districts"))
    assert f"trong phạm vi đang chọn: {size} huyện" in page.inner_text(".dm .legend-title")
    for part in ("classes", "statuses"):
        counts = page.locator(f".dm .{part} .count").all_inner_texts()
        assert sum(int(text.split()[0]) for text in counts) == size
    assert f"{size} huyện" in page.get_attribute(".dm .pane > svg", "aria-label")


def plain(text: str) -> str:
    """Text with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("measure", "unit"), [("ty_le_ngheo", "điểm %"), ("so_ho_ngheo", "hộ"), ("thay_doi", "điểm %")]
)
def test_a_comparison_shows_the_difference_in_its_own_measure(visit, campaign, measure, unit):
    page = visit(f"ban_do?bd_chiso={measure}&bd_sosanh=2022" if measure != "ty_le_ngheo" else "ban_do?bd_sosanh=2022")
    rows = page.locator(".dm .differences tbody tr")
    assert rows.count() == len(campaign.districts)
    rule = campaign.display.measures[measure]
    last = -1e9
    for row in rows.all():
        code = row.get_attribute("data-row")
        first, second, difference = (plain(text) for text in row.locator("td").all_inner_texts())
        pair = [measure_figure(campaign, measure, code, year) for year in (2022, 2024)]
        estimated = "estimated" in (pair[0].status, pair[1].status)
        assert difference.endswith(f" {unit}")
        assert difference.startswith("≈") == estimated
        assert second.startswith("≈") == (pair[1].status == "estimated")
        decimals = rule.decimals if estimated or rule.unit != "%" else 2
        shown = float(
            difference.removeprefix("≈ ").removesuffix(f" {unit}").replace(".", "").replace(",", ".").replace("−", "-")
        )
        # The difference of what is written: each of the two may be rounded further, where little is known of it.
        least = min(
            decimals, *(len((text.split(",") + [""])[1].split()[0]) if "," in text else 0 for text in (first, second))
        )
        assert shown == pytest.approx(pair[1].value - pair[0].value, abs=1.01 * 10**-least)
        assert shown >= last
        last = shown
    page.locator("[role=button][data-unit='417']").first.dispatch_event("pointerover", {"pointerType": "mouse"})
    card = plain(page.inner_text(".dm .card"))
    assert "2022" in card
    assert "2024" in card
    assert "Chênh lệch" in card
    assert unit in card


def test_no_difference_where_a_year_is_missing(visit):
    page = visit("ban_do?bd_chiso=ty_le_can_ngheo&bd_sosanh=2022")
    cells = page.locator(".dm .differences tbody td:last-child").all_inner_texts()
    assert set(cells) == {"chưa thấy số liệu"}


SVG = "{http://www.w3.org/2000/svg}"


def downloaded(page, tool: str) -> Path:
    """The file a tool's button gives, under its own name."""
    with page.expect_download() as download:
        page.click(f"[data-focus={tool}]")
    target = Path(download.value.path()).with_name(download.value.suggested_filename)
    download.value.save_as(target)
    return target


def label_values(labels) -> list[tuple[str, str]]:
    """Unit and value of each label in the order of the units; a halo doubles its text and counts once."""
    return sorted({(unit, text) for unit, text in labels if any(sign.isdigit() for sign in text)})


@pytest.mark.parametrize(("query", "years"), [("", [2024]), ("?nam=2023&bd_sosanh=2022", [2022, 2023])])
def test_the_svg_picture_holds_what_the_screen_shows(visit, query, years):
    page = visit(f"ban_do{query}", HALL)
    path = downloaded(page, "svg")
    assert path.name == f"ban-do_ty_le_ngheo_{'_'.join(map(str, years))}.svg"
    root = ET.parse(path).getroot()
    text = plain(" ".join(root.itertext()))
    for words in ("Tỷ lệ hộ nghèo (%)", "Nguồn: ", "≈ ước tính", "tô gạch chéo", "công bố: tô liền", "20 đến dưới 40",
                  "≈ là ước tính của mô hình, không phải kết quả rà soát", "không phải đường địa giới hành chính",
                  *(f"cuối năm {year}" for year in years)):  # fmt: skip
        assert words in text
    drawn = [
        (group.get("data-unit"), plain(part.text))
        for group in root.iter(f"{SVG}g")
        if group.get("data-unit")
        for part in group.iter(f"{SVG}text")
    ]
    shown = page.locator(".dm .label .value").evaluate_all(
        "values => values.map(value => [value.closest('[data-unit]').dataset.unit, value.textContent])"
    )
    assert len(shown) == 21 * len(years)
    assert label_values(drawn) == label_values((unit, plain(value)) for unit, value in shown)
    assert {"24,94 %"} <= {value for _, value in drawn} or years != [2024]
    styled = [part for part in root.iter() if part.get("class") or part.get("style")]
    assert not styled
    source = path.read_text(encoding="utf-8")
    assert "var(" not in source
    assert source.count("http") == source.count("http://www.w3.org/2000/svg")


@pytest.mark.parametrize(("scheme", "paper"), [("light", (255, 255, 255)), ("dark", (16, 24, 30))])
def test_the_png_picture_is_twice_the_svg_on_the_themes_ground(visit, scheme, paper):
    page = visit("ban_do", PHONE, scheme)
    drawing = ET.parse(downloaded(page, "svg")).getroot()
    path = downloaded(page, "png")
    assert path.name == "ban-do_ty_le_ngheo_2024.png"
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == tuple(2 * int(drawing.get(side)) for side in ("width", "height"))
    ground = drawing.find(f"{SVG}rect").get("fill")
    assert tuple(int(ground[i : i + 2], 16) for i in (1, 3, 5)) == paper


@pytest.mark.parametrize("path", ["", "ban_do"])
def test_full_screen_and_back(visit, path):
    page = visit(path, DESK)
    width = page.locator(".dm .pane > svg").bounding_box()["width"]
    page.click("[data-focus=full]")
    until(page, "document.fullscreenElement !== null")
    page.get_by_role("button", name="Thu nhỏ").wait_for()
    assert page.locator(".dm .pane > svg").bounding_box()["width"] > width
    page.evaluate("document.exitFullscreen()")
    page.get_by_role("button", name="Toàn màn hình").wait_for()
    assert page.locator(".dm .pane > svg").bounding_box()["width"] == width


def test_the_address_is_copied_and_said(visit):
    page = visit("ban_do?bd_chiso=so_ho_ngheo")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("[data-focus=copy]")
    page.get_by_role("button", name="Đã chép").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.get_by_role("button", name="Chép đường dẫn").wait_for(timeout=4000)


def test_without_a_clipboard_the_address_stands_selected(visit):
    page = visit("ban_do?bd_chiso=so_ho_ngheo")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.click("[data-focus=copy]")
    field = page.get_by_label("Nhấn Ctrl+C để chép")
    assert field.input_value() == page.url
    assert field.evaluate("field => field.selectionEnd - field.selectionStart") == len(page.url)
    page.evaluate("delete navigator.clipboard")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pressed_button_stands_out_in_its_group(visit, scheme):
    page = visit("ban_do", DESK, scheme)
    for group in ("measures", "years"):
        pressed, other = (
            page.locator(f".dm .{group} button[aria-pressed={state}]").first.evaluate(
                "button => { const style = getComputedStyle(button); return [style.backgroundColor, style.color]; }"
            )
            for state in ("true", "false")
        )
        assert contrast(*map(hex_colour, pressed)) >= 4.5
        assert contrast(hex_colour(pressed[0]), hex_colour(other[0])) >= 4.5


def hex_colour(colour: str) -> str:
    """``rgb(1, 2, 3)`` as ``#010203``."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


def test_the_wheel_scrolls_the_page_until_the_3d_view_was_clicked(open_page):
    page = open_page("ban_do?ba_chieu=true&nam=2023")
    chart = page.locator("[data-testid=stDeckGlJsonChart] canvas").first
    chart.scroll_into_view_if_needed()
    page.evaluate(
        "() => { const chart = document.querySelector('[data-testid=stDeckGlJsonChart] canvas').parentElement;"
        " globalThis.wheels = 0; chart.addEventListener('wheel', () => { globalThis.wheels += 1; }); }"
    )
    box = chart.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    at = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = page.evaluate(at)
    page.mouse.wheel(0, -40)
    until(page, f"{at} < {before}")
    assert page.evaluate("globalThis.wheels") == 0
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.up()
    page.mouse.wheel(0, -40)
    until(page, "globalThis.wheels === 1")


def test_the_3d_view_names_what_it_shows_and_asks_nobody_for_a_base_map(open_page):
    page = open_page("ban_do?ba_chieu=true&nam=2023")
    page.wait_for_selector("[data-testid=stDeckGlJsonChart]")
    text = plain(page.inner_text("[data-testid=stMain]"))
    for words in (
        "Cuối năm 2023. Chiều cao là số hộ nghèo: cột cao nhất = ",
        "khối mờ: có số ước tính (≈)",
        "Khối mờ",
        "dưới 1 (",
    ):
        assert words in text
