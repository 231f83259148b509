"""Every page printed from the browser: upright and lying nothing covers anything, nothing is cut, the filter is in words."""

from __future__ import annotations

import re
from datetime import date

import pytest

from lib.language.numbers import VIETNAMESE
from lib.views.page_list import PAGES
from tests.paper import Sheet, Words, collisions, sheets

pytestmark = pytest.mark.browser


#: What shows figures of other years, each with its own, or none.
UNDATED = {"xa_phuong", "neu_thi", "tong_ket", "nguon_luc", "thoat_kho_khan", "huong_dan"}
#: What scope and year do not change, and says so.
UNFILTERED = {"tong_ket", "nguon_luc", "thoat_kho_khan"}
FILTERED = "huyen=417&huyen=412&nam=2023"


@pytest.mark.parametrize(
    ("page", "query"), [(PAGES[0], ""), *((page, FILTERED) for page in PAGES)], ids=lambda of: getattr(of, "code", of)
)
def test_a_page_printed_from_the_browser(open_page, page, query):
    live = open_page(f"{page.path}?{query}")
    title = " ".join(live.locator("h1").inner_text().split())
    for landscape in (False, True):
        made = sheets(live.pdf(format="A4", landscape=landscape))
        assert (made[0].width > made[0].height) is landscape
        whole = " ".join(" ".join(sheet.text for sheet in made).split())
        # The filter's year stands at the head of what is about that year, and of nothing else.
        unfiltered = query and page.code in UNFILTERED
        scope = "không theo phạm vi hay năm" if unfiltered else "Kỳ Sơn, Vinh" if query else "Toàn tỉnh"
        dated = page.code not in UNDATED
        year = "2023" if query else "2024"
        assert bool(re.search(rf"{scope}( \(21 huyện\))?, cuối năm {year}", whole[:400])) is dated
        for text in (title, scope, "Số liệu công bố", "Nguồn: ",
                     f"In ngày {VIETNAMESE.day(date.today().isoformat())}"):  # fmt: skip
            assert text in whole, text
        for number, sheet in enumerate(made, start=1):
            assert collisions(sheet) == [], (landscape, number)
            assert f"{number}/{len(made)}" in sheet.text.replace(" ", "")
        # Nothing of what is only for screens.
        assert not {"Phạm vi", "Tìm nhanh", "Trình chiếu", "Toàn màn hình"} & {
            run.text for sheet in made for run in sheet.words
        }
    # Back on the screen nothing of it is left.
    assert live.locator("#paper").count() == 0
    assert not live.watch.faults


def test_words_over_words_and_beyond_the_paper_are_found():
    one, over, beyond = Words("a", 10, 10, 40, 20), Words("b", 30, 12, 60, 22), Words("c", 90, 50, 120, 60)
    assert len(collisions(Sheet(100, 100, (one, over, beyond)))) == 2
    assert collisions(Sheet(100, 100, (one, Words("b", 10, 21, 40, 31)))) == []
