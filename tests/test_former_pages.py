"""Former addresses lead to the page of today with their parameters, and the page says so."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import PlainTextResponse

from lib.base.documents import read_document
from lib.views.page_list import PAGES
from lib.views.shell import PageEntry, Shell
from lib.web.former_pages import FORMER, FormerPages
from tests.conftest import ROOT, settle


def answer(path: str, query: str = "", method: str = "GET") -> tuple[int, str]:
    """Status and location that a server with one renamed page answers."""
    pages = {"tien_do": PageEntry(code="quy_dao", title="Quỹ đạo", icon=":material/map:", former=("tien_do",))}
    sent: list[dict] = []

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": []}
    # The browser's tests leave a loop running in this thread.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, FormerPages(PlainTextResponse("page"), pages)(scope, None, send)).result(timeout=60)
    return sent[0]["status"], dict(sent[0]["headers"]).get(b"location", b"").decode()


def test_a_former_address_leads_on_with_its_parameters():
    assert answer("/tien_do", "nam=2023&huyen=417") == (307, "./quy_dao?nam=2023&huyen=417&trang_cu=tien_do")
    assert answer("/tien_do") == (307, "./quy_dao?trang_cu=tien_do")
    assert answer("/portal/tien_do/") == (307, "../quy_dao?trang_cu=tien_do")


def test_everything_else_is_left_alone():
    assert answer("/quy_dao") == (200, "")
    assert answer("/tien_do", method="POST") == (200, "")
    assert answer("/static/tien_do.js") == (200, "")


def test_the_list_of_pages_is_read_with_former_addresses(tmp_path):
    listed = (ROOT / "lib/ui/shell.yaml").read_text(encoding="utf-8")
    path = tmp_path / "shell.yaml"
    path.write_text(listed.replace("code: quy_dao,", "code: quy_dao, former: [tien_do, duong_di],"), encoding="utf-8")
    assert {name: page.code for page in read_document(path, Shell).pages for name in page.former} == {
        "tien_do": "quy_dao",
        "duong_di": "quy_dao",
    }


def test_no_former_address_is_a_page_of_today():
    assert not set(FORMER) & {page.path for page in PAGES}
    assert FORMER[PAGES[0].code] is PAGES[0]


@pytest.mark.browser
def test_the_page_says_so_once(open_page):
    page = open_page("tong_quan?nam=2023")
    assert page.get_by_test_id("stAlert").inner_text().endswith("Địa chỉ tong_quan đã đổi: đây là trang Tổng quan.")
    assert page.url.endswith("/?nam=2023")
    page.reload()
    settle(page)
    assert not page.get_by_test_id("stAlert").count()
