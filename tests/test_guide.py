"""The guide: its text is fresh, its pictures are there, what it names is on the screen."""

from __future__ import annotations

import re
import urllib.error
import urllib.request

import pypdfium2 as pdfium
import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from lib.drawing.guide_pictures import PICTURES, SIZE
from lib.views.page_list import PAGES
from lib.views.pages.huong_dan import answers, tasks
from scripts.guide import PLACES, TEXT, guide_text
from tests.visits import settle


def test_the_text_is_fresh(live_campaign):
    assert TEXT.read_text(encoding="utf-8") == guide_text(live_campaign), "python -m scripts.guide writes it anew"


def test_every_task_has_its_picture_and_no_other_is_kept(live_campaign):
    codes = {code for code, _, _ in tasks(live_campaign.wording)}
    assert len(codes) == 10
    assert codes == {path.stem for path in PICTURES.iterdir()}
    assert set(PLACES) <= codes
    for path in PICTURES.iterdir():
        assert Image.open(path).size == SIZE
        assert path.stat().st_size < 60_000


@pytest.mark.browser
def test_what_the_tasks_name_is_on_the_screen(open_page, campaign):
    """Every name in bold is a button, a box or a page of the navigation."""
    page, named = open_page(""), 0

    def there(name: str) -> bool:
        settle(page)
        return any(page.get_by_role(kind, name=name).count() for kind in ("button", "link", "combobox"))

    for code, _, steps in tasks(campaign.wording):
        for name in re.findall(r"\*\*(.+?)\*\*", steps):
            # Pages and the filter are on every page; what is not is on the task's own.
            if not there(name):
                page = open_page(PLACES.get(code, code))
            assert there(name), (code, name)
            named += 1
    assert named > 15


def test_every_page_is_told_with_what_it_answers(live_campaign):
    told = live_campaign.wording.section("guide.pages.answers")
    assert list(told) == [page.code for page in PAGES]
    assert len(answers(live_campaign.wording)) == len(PAGES)


def test_the_keys_that_tasks_name_are_the_meetings_or_the_searchs(live_campaign):
    keys = " ".join(live_campaign.wording.section("presenter.keys").values()).replace(" ", "") + " Ctrl+K"
    named = [
        key
        for _, _, steps in tasks(live_campaign.wording)
        for key in re.findall(r"(?:Ctrl|Shift) ?\+ ?\w+|Backspace", steps)
    ]
    assert len(named) >= 4
    assert not [key for key in named if key.replace(" ", "") not in keys]


@pytest.mark.browser
def test_on_paper_a_task_stands_with_its_picture(open_page, app_url, live_campaign):
    page = open_page("huong_dan")
    page.goto(f"{app_url}/mot_trang?trang=huong_dan")
    document = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    titles = [title for _, title, _ in tasks(live_campaign.wording)]
    both = [
        (
            sum(title in sheet.get_textpage().get_text_range() for title in titles),
            len(list(sheet.get_objects([FPDF_PAGEOBJ_IMAGE]))),
        )
        for sheet in document
    ]
    document.close()
    assert sum(pictures for _, pictures in both) == len(titles)
    assert all(told == pictures for told, pictures in both), both


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
