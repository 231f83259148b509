"""Former addresses lead to the page of today with their parameters, and the page says so."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.base.documents import read_document
from lib.views.links import FORMER_PAGE
from lib.views.page_list import PAGES
from lib.views.shell import PageEntry, Shell
from lib.web import former_pages
from lib.web.documents import routes
from lib.web.former_pages import FORMER
from tests.conftest import ROOT, settle


@pytest.fixture
def client(monkeypatch) -> TestClient:
    """A server with one renamed page."""
    renamed = PageEntry(code="quy_dao", title="Quỹ đạo", icon=":material/map:", former=("tien_do",))
    monkeypatch.setattr(former_pages, "FORMER", {"tien_do": renamed, PAGES[0].code: PAGES[0]})
    patterns = ("/tien_do", "/{mount:path}/tien_do/", f"/{PAGES[0].code}")
    return TestClient(Starlette(routes=[Route(p, former_pages.answer) for p in patterns]), follow_redirects=False)


def led(client: TestClient, address: str) -> str:
    """Where an address leads."""
    answer = client.get(address)
    assert answer.status_code == 307
    return answer.headers["location"]


def test_a_former_address_leads_on_with_its_parameters(client):
    assert led(client, "/tien_do?nam=2023&huyen=417") == "./quy_dao?nam=2023&huyen=417&trang_cu=tien_do"
    assert led(client, "/tien_do") == "./quy_dao?trang_cu=tien_do"
    assert led(client, "/portal/tien_do/") == "../quy_dao?trang_cu=tien_do"


def test_the_first_pages_own_code_leads_home_and_says_nothing_of_it(client):
    assert led(client, f"/{PAGES[0].code}?nam=2023") == "./?nam=2023"
    assert led(client, f"/{PAGES[0].code}") == "./"


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
    page = open_page(f"?nam=2023&{FORMER_PAGE}={PAGES[0].code}", fresh=True)
    assert page.get_by_test_id("stAlert").inner_text().endswith("Địa chỉ tong_quan đã đổi: đây là trang Tổng quan.")
    assert page.url.endswith("/?nam=2023")
    page.reload()
    settle(page)
    assert not page.get_by_test_id("stAlert").count()


@pytest.mark.parametrize(
    ("address", "leads"),
    [("/ban_do.", "./ban_do"), ("/BAN_DO?nam=2023", "./ban_do?nam=2023"), ("/portal/ban_do)/", "../ban_do"),
     ("/Trinh_Chieu,", "./trinh_chieu"), ("/mot_trang).", "./mot_trang")],
)  # fmt: skip
def test_an_address_changed_by_a_chat_leads_to_what_it_meant(address, leads):
    client = TestClient(Starlette(routes=routes()), follow_redirects=False)
    assert led(client, address) == leads


def test_other_addresses_are_not_led_anywhere():
    client = TestClient(Starlette(routes=routes()), follow_redirects=False)
    for address in ("/", "/ban_do", "/static/js/index.js", "/khong_co.", "/_stcore/health", "/media/a.PNG"):
        assert client.get(address).status_code == 404, address
    assert client.post("/ban_do.").status_code == 405
