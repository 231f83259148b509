"""The guide: its text is fresh, its pictures are there, what it names is on the screen."""

from __future__ import annotations

import re
import urllib.error
import urllib.request

import pytest
from PIL import Image

from lib.drawing.guide_pictures import PICTURES, SIZE
from lib.views.pages.huong_dan import tasks
from scripts.guide import PLACES, TEXT, guide_text
from tests.visits import settle

#: On which page the buttons that a task names are, where it is not the page of its code.
SHOWN_ON = {"tim_nhanh": "", "loc": "", "trinh_chieu": ""}


def test_the_text_is_fresh(live_campaign):
    assert TEXT.read_text(encoding="utf-8") == guide_text(live_campaign), "python -m scripts.guide writes it anew"


def test_every_task_has_its_picture_and_no_other_is_kept(live_campaign):
    codes = {code for code, _, _ in tasks(live_campaign)}
    assert len(codes) == 10
    assert codes == {path.stem for path in PICTURES.iterdir()}
    assert set(PLACES) <= codes
    for path in PICTURES.iterdir():
        assert Image.open(path).size == SIZE
        assert path.stat().st_size < 60_000


@pytest.mark.browser
def test_what_the_tasks_name_is_on_the_screen(open_page, campaign):
    """Every name in bold is a button, a box or a page of the navigation."""
    page, at = open_page(""), ""
    named = 0
    for code, _, steps in tasks(campaign):
        wanted = SHOWN_ON.get(code, PLACES.get(code, "" if code == "tong_quan" else code))
        if wanted != at:
            page, at = open_page(wanted), wanted
        settle(page)
        for name in re.findall(r"\*\*(.+?)\*\*", steps):
            kinds = [page.get_by_role(kind, name=name).first for kind in ("button", "link", "combobox")]
            assert any(kind.count() for kind in kinds), (code, name)
            named += 1
    assert named > 15


@pytest.mark.browser
def test_pictures_come_from_this_machine(open_page, app_url):
    page = open_page("huong_dan")
    pictures = page.locator("img.guide")
    assert pictures.count() == 10
    pictures.last.scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('img.guide')].at(-1).naturalWidth > 0")
    assert all(picture.get_attribute("alt") for picture in pictures.all())
    assert not page.watch.faults
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{app_url}/hinh?ten=../wording", timeout=20)
