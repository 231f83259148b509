"""The meeting printed: every shown scene on a sheet of its own, alone or above its notes; nothing covers anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lib.drawing import presentation
from lib.drawing.deck import deck
from lib.views.meeting import about
from lib.views.meeting.registry import default_codes, scene
from tests.paper import Sheet, collisions, sheets
from tests.test_presenter import SHOWN
from tests.visits import until

pytestmark = pytest.mark.browser
#: What the browser's own dialogue would do is not opened here; that it was asked for is counted.
NO_DIALOGUE = "void (window.print = () => { window.printed = (window.printed ?? 0) + 1; });"


@pytest.fixture(scope="module", params=[(), ("417", "412")], ids=["default", "units"])
def made(request, campaign):
    """The default meeting, and one with two districts."""
    asked = about.asked(
        campaign, campaign.province, request.param, 2024, paces=(("417", 8.0),) if request.param else ()
    )
    return deck(campaign, [scene(campaign, code, asked) for code in default_codes(campaign, asked)], asked)


@pytest.fixture
def page(browser, made, tmp_path):
    """The meeting's file opened in a dark room."""
    path: Path = tmp_path / "trinh-chieu.html"
    path.write_text(presentation.presentation(made, "Trình chiếu"), encoding="utf-8")
    context = browser.new_context(offline=True, color_scheme="dark", viewport={"width": 1440, "height": 900})
    context.add_init_script(NO_DIALOGUE)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.goto(f"file://{path}")
    until(page, f"{SHOWN} === 'mo_dau'")
    yield page
    assert not faults
    context.close()


def written(text: str) -> str:
    """A text without its spaces, which a sheet's words and lines part otherwise."""
    return re.sub(r"\s", "", text)


def read(page, made, order: list[str]) -> list[Sheet]:
    """The sheets; each has what it must say and nothing over anything."""
    found = sheets(page.pdf(prefer_css_page_size=True, print_background=True))
    assert len(found) == len(order)
    for number, (sheet, code) in enumerate(zip(found, order, strict=True), start=1):
        told = made["scenes"][code]
        text = written(sheet.text)
        assert collisions(sheet) == [], code
        wanted = [told["title"], told["headline"], told["sources"], made["selected"], f"{number} / {len(order)}"]
        for part in (*wanted, *told["statuses"]):
            assert written(part) in text, (code, part)
    # Back on the screen nothing of it is left.
    assert page.locator("#paper").count() == 0
    return found


def test_every_shown_scene_is_a_sheet(page, made):
    page.keyboard.press("Control+P")
    assert page.evaluate("window.printed") == 1
    for sheet in read(page, made, made["order"]):
        assert (round(sheet.width), round(sheet.height)) == (842, 595)
    # As it was arranged, in its order and without what is hidden; the room stays as it was.
    page.keyboard.press("Shift+E")
    page.get_by_label("Hiện: Mở đầu").uncheck()
    page.get_by_role("button", name=f"Lên trước: {made['scenes'][made['order'][2]]['title']}").click()
    page.keyboard.press("Escape")
    shown = page.evaluate(SHOWN)
    first, second, *rest = made["order"][1:]
    read(page, made, [second, first, *rest])
    assert page.evaluate(SHOWN) == shown
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_handout_has_each_scene_above_its_notes(page, made):
    page.keyboard.press("Shift+M")
    assert page.evaluate("window.printed") == 1
    for sheet, code in zip(read(page, made, made["order"]), made["order"], strict=True):
        assert (round(sheet.width), round(sheet.height)) == (595, 842)
        for line in made["scenes"][code]["notes"]:
            assert written(line) in written(sheet.text), (code, line)
    # The next time it is the scenes again.
    assert {round(sheet.width) for sheet in read(page, made, made["order"])} == {842}


def test_in_the_frame_over_a_page_the_meeting_alone_is_printed(open_page):
    page = open_page("")
    page.evaluate(NO_DIALOGUE)
    page.get_by_role("button", name="Trình chiếu").click()
    frame = page.locator("iframe[title='Trình chiếu']").element_handle().content_frame()
    until(frame, f"document.querySelector('.stage') && {SHOWN} === 'mo_dau'")
    frame.evaluate(NO_DIALOGUE)
    page.keyboard.press("Control+P")
    assert frame.evaluate("window.printed") == 1
    # Nor does it write a letter into a name.
    page.keyboard.press("/")
    page.keyboard.press("Control+P")
    assert frame.evaluate("window.printed") == 2
    assert page.evaluate("window.printed ?? 0") == 0
