"""A meeting arranged in the browser: kept for its selection, written on the stage, with scenes of one's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pptx import Presentation

from lib.drawing import presentation
from lib.drawing.deck import deck
from lib.views.meeting import about
from lib.views.meeting.registry import default_codes, scene
from tests.test_presenter import FAULTS, SHOWN
from tests.visits import until

pytestmark = pytest.mark.browser
HEADLINE = "document.querySelector('.body > h1').textContent"
#: A browser that keeps nothing, as private windows and strict settings have it.
BLOCKED = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked', 'SecurityError'); }});"
)


def write(campaign, path: Path, districts=("417", "418"), year=2024) -> Path:
    selected = about.asked(campaign, campaign.province, districts, year)
    scenes = [scene(campaign, code, selected) for code in default_codes(campaign, selected)]
    path.write_text(presentation.presentation(deck(campaign, scenes, selected), "Trình chiếu"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def file(campaign, tmp_path_factory) -> Path:
    return write(campaign, tmp_path_factory.mktemp("meeting") / "trinh-chieu.html")


@pytest.fixture
def page(browser, file):
    """The meeting in a browser that has never seen it."""
    context = browser.new_context(offline=True, reduced_motion="reduce", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda m: page.faults.append(m.text) if m.type in ("error", "warning") else None)
    opened(page, file)
    yield page
    assert not page.faults
    context.close()


def opened(page, file) -> None:
    page.goto(f"file://{file}")
    until(page, f"{SHOWN} === 'mo_dau'")


def test_what_was_arranged_is_there_after_a_reload_for_this_selection_alone(campaign, page, file, tmp_path):
    assert not page.locator(".kept").is_visible()
    page.keyboard.press("Shift+E")
    page.get_by_label("Tiêu đề riêng: Mở đầu").fill("Kính thưa hội nghị")
    page.get_by_label("Hiện: Các chỉ tiêu").uncheck()
    page.get_by_role("button", name="Thêm cảnh của tôi").click()
    page.get_by_label("Tiêu đề riêng: Cảnh của tôi 1").fill("Đề nghị của sở")
    page.get_by_label("Nội dung, mỗi dòng một ý: Cảnh của tôi 1").fill("Một việc\n\nHai việc")
    page.keyboard.press("Escape")
    count = page.inner_text(".place").split(" / ")[1]
    for again in (page.reload, lambda: opened(page, file)):
        again()
        until(page, f"{HEADLINE} === 'Kính thưa hội nghị'")
        assert page.inner_text(".place") == f"1 / {count}"
        assert "Đang dùng bài đã sắp xếp" in page.inner_text(".kept")
    # Other units, another year: the meeting as it is made for them.
    for name, more in (("a.html", {"districts": ("418",)}), ("b.html", {"year": 2025})):
        opened(page, write(campaign, tmp_path / name, **more))
        assert not page.locator(".kept").is_visible()
        assert "Phong trào" in page.evaluate(HEADLINE)
    opened(page, file)
    page.keyboard.press("End")
    assert not page.locator(".kept").is_visible()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(HEADLINE) == "Đề nghị của sở"
    assert page.locator(".text li").all_inner_texts() == ["Một việc", "Hai việc"]
    assert "người trình bày soạn" in page.inner_text("footer")
    assert not page.evaluate(FAULTS)
    address = page.url
    page.reload()
    until(page, f"{HEADLINE} === 'Đề nghị của sở'")
    assert page.url == address


def test_an_arrangement_is_given_up_and_taken_back(page, file):
    page.keyboard.press("Shift+E")
    assert not page.get_by_role("button", name="Bỏ sắp xếp").is_visible()
    page.get_by_label("Tiêu đề riêng: Mở đầu").fill("Kính thưa hội nghị")
    page.get_by_label("Lời dẫn riêng: Mở đầu").focus()
    assert page.locator(".editor").get_by_role("button", name="Bỏ sắp xếp").is_visible()
    page.reload()
    page.locator(".kept").get_by_role("button", name="Bỏ sắp xếp, về mặc định").click()
    until(page, f"{HEADLINE}.includes('Phong trào')")
    page.locator(".kept").get_by_role("button", name="Lấy lại").click()
    until(page, f"{HEADLINE} === 'Kính thưa hội nghị'")
    page.reload()
    page.locator(".kept").get_by_role("button", name="Bỏ sắp xếp, về mặc định").click()
    page.reload()
    until(page, f"{HEADLINE}.includes('Phong trào')")
    assert not page.locator(".kept").is_visible()


def test_a_headline_is_written_where_it_stands(page):
    before = page.evaluate(HEADLINE)
    page.keyboard.press("Shift+H")
    # Letters and keys are the text's, not the meeting's.
    page.keyboard.type("Kính thưa b 1")
    page.keyboard.press("Escape")
    assert page.evaluate(HEADLINE) == before
    assert page.evaluate(SHOWN) == "mo_dau"
    page.locator(".body > h1").dblclick()
    page.keyboard.press("Control+A")
    page.keyboard.type("Kính thưa hội nghị")
    page.keyboard.press("Enter")
    assert page.evaluate(HEADLINE) == "Kính thưa hội nghị"
    page.keyboard.press("Shift+E")
    assert page.get_by_label("Tiêu đề riêng: Mở đầu").input_value() == "Kính thưa hội nghị"
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SHOWN) == "chi_tieu"
    page.keyboard.press("Home")
    # Emptied, the scene's own headline is there again.
    page.keyboard.press("Shift+H")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    assert page.evaluate(HEADLINE) == before
    # One asked for beside the set keeps its headline too, and does not become one of the set.
    count = page.inner_text(".place").split(" / ")[1]
    page.evaluate("location.hash = 'huyen-412'")
    until(page, f"{SHOWN} === 'huyen-412'")
    page.keyboard.press("Shift+H")
    page.keyboard.press("Control+A")
    page.keyboard.type("Thành phố Vinh")
    page.keyboard.press("Enter")
    assert page.evaluate(HEADLINE) == "Thành phố Vinh"
    assert page.inner_text(".place") == "ngoài bài"
    page.keyboard.press("Home")
    assert page.inner_text(".place").endswith(f"/ {count}")


def test_where_nothing_is_kept_it_asks_before_anything_is_lost(browser, file, tmp_path):
    context = browser.new_context(offline=True, reduced_motion="reduce")
    context.add_init_script(BLOCKED)
    page = context.new_page()
    home = tmp_path / "home.html"
    home.write_text("trang")
    led = tmp_path / "meeting.html"
    led.write_text(
        file.read_text(encoding="utf-8").replace("<html ", '<html data-home="home.html" ', 1), encoding="utf-8"
    )
    asked = []
    page.on("dialog", lambda dialog: (asked.append((dialog.type, dialog.message)), dialog.dismiss()))
    opened(page, led)
    page.keyboard.press("Shift+H")
    page.keyboard.type("Riêng")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert [kind for kind, _ in asked] == ["confirm"]
    assert "không giữ được" in asked[0][1]
    assert page.evaluate(HEADLINE) == "Riêng"
    page.evaluate("location.href = 'home.html'")
    until(page, "true")
    page.wait_for_timeout(300)
    assert [kind for kind, _ in asked] == ["confirm", "beforeunload"]
    # Saved to a file, nothing is lost.
    page.keyboard.press("Shift+E")
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu bài").click()
    assert json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["scenes"][0]["headline"] == "Riêng"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile("home.html$"), wait_until="commit")
    assert len(asked) == 2
    context.close()


def test_files_of_the_set_as_it_was_arranged_are_made_where_the_meeting_is_served(browser, page, app_url, tmp_path):
    page.keyboard.press("Shift+E")
    assert page.get_by_role("button", name="theo bài đã sắp xếp").count() == 0
    page = browser.new_page()
    page.goto(f"{app_url}/trinh_chieu?huyen=418&nam=2023")
    until(page, f"{SHOWN} === 'mo_dau'")
    page.keyboard.press("Shift+E")
    page.get_by_label("Tiêu đề riêng: Mở đầu").fill("Kính thưa hội nghị")
    page.get_by_role("button", name="Xuống sau: Mở đầu").click()
    page.get_by_label("Hiện: Bản đồ").uncheck()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Tải PowerPoint theo bài đã sắp xếp").click()
    assert download.value.suggested_filename.endswith(".pptx")
    download.value.save_as(tmp_path / "a.pptx")
    slides = [slide.shapes.title.text_frame.text for slide in Presentation(str(tmp_path / "a.pptx")).slides]
    assert slides[1] == "Kính thưa hội nghị"
    assert "2023" in slides[0]
    shown = page.locator(".entries input:checked").count()
    assert len(slides) == shown
    page.locator(".jobs").get_by_text("Đã làm xong").wait_for()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Tải bài trình chiếu theo bài đã sắp xếp").click()
    download.value.save_as(tmp_path / "a.html")
    made = re.search(r'id="deck">(.*?)</script>', (tmp_path / "a.html").read_text(encoding="utf-8"), re.DOTALL)
    order = json.loads(made[1])["order"]
    assert order[:2] == ["chi_tieu", "mo_dau"]
    assert "ban_do" not in order
    assert len(order) == shown
    # A set of another plan: what is wrong with it is said.
    foreign = {
        "version": 1,
        "edition": "x",
        "group": "40",
        "districts": [],
        "year": 2024,
        "scenes": [{"code": "khong_co"}],
    }
    page.route("**/tep?loai=pptx*", lambda route: route.continue_(post_data=json.dumps(foreign)))
    page.get_by_role("button", name="Tải PowerPoint theo bài đã sắp xếp").click()
    page.locator(".jobs").get_by_text("không có trong kế hoạch này: khong_co").wait_for()
    page.close()


def test_full_screen_is_not_left_with_what_would_be_lost(open_page):
    page = open_page("", fresh=True)
    said = []
    page.on(
        "dialog", lambda dialog: (said.append(dialog.message), dialog.accept() if len(said) > 1 else dialog.dismiss())
    )
    page.context.add_init_script(BLOCKED.replace("window, ", "window.parent === window ? {} : window, "))
    page.get_by_role("button", name="Trình chiếu").click()
    until(page, "document.fullscreenElement?.localName === 'iframe'")
    frame = page.frame_locator("iframe[title='Trình chiếu']")
    frame.locator(".stage[data-scene=mo_dau]").wait_for()
    page.keyboard.press("Shift+H")
    page.keyboard.type("Riêng")
    page.keyboard.press("Enter")
    # What Esc does in full screen: the browser gives the screen back itself.
    page.evaluate("void document.exitFullscreen()")
    until(page, "!document.fullscreenElement")
    page.wait_for_timeout(300)
    assert len(said) == 1
    assert "không giữ được" in said[0]
    assert frame.locator(".body > h1").inner_text() == "Riêng"
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('iframe')")
    assert len(said) == 2


def test_an_enter_that_ends_a_composed_letter_chooses_nothing(page):
    page.keyboard.press("/")
    page.keyboard.type("qh")
    for told in ("{isComposing: true}", "{keyCode: 229}"):
        page.evaluate(
            f"document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter', bubbles: true, ...{told}}}))"
        )
        assert page.evaluate(SHOWN) == "mo_dau"
    page.keyboard.press("Enter")
    assert page.evaluate(SHOWN) == "huyen-420"


@pytest.mark.parametrize("size", [(390, 844), (844, 390), (1440, 900)], ids=str)
def test_the_line_about_what_is_kept_leaves_the_sources_free(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+H")
    page.keyboard.type("Riêng")
    page.keyboard.press("Enter")
    page.reload()
    until(page, f"{HEADLINE} === 'Riêng'")
    line, foot = (page.locator(part).bounding_box() for part in (".kept", "footer"))
    assert line["y"] >= 0
    assert line["y"] + line["height"] <= foot["y"]
