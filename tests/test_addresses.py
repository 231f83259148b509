"""Every address gets a right answer, in Vietnamese: too many parameters, unknown pages, methods nobody answers, foreign starts."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.views import links
from lib.views.downloads import KIND, SLIDES
from lib.views.page_list import PAGES
from lib.views.shell import SHELL
from lib.web import first_view
from lib.web.documents import DOCUMENTS, routes
from lib.web.first_view import with_first_view
from lib.web.framework import addresses

LONG = "&".join(f"a{number}=1" for number in range(150))
MADE = (links.MEETING, links.SHEET, links.SEARCH)


@pytest.fixture(scope="module")
def client(campaign):
    with TestClient(Starlette(routes=routes()), follow_redirects=False) as made:
        yield made


@pytest.mark.parametrize("name", MADE)
def test_too_many_parameters_are_a_wrong_address(client, name):
    answer = client.get(f"/{name}?{LONG}")
    assert (answer.status_code, answer.text) == (400, SHELL.faults.address)


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS"])
def test_methods_that_nobody_answers_are_refused_in_vietnamese(client, name, method):
    answer = client.request(method, f"/{name}")
    assert (answer.status_code, answer.text) == (405, SHELL.faults.method)
    assert answer.headers["allow"]


@pytest.mark.parametrize("path", ["/{name}", "/{name}/", "/cong/du_an/{name}", "/quy_dao/{name}/"])
@pytest.mark.parametrize("name", MADE)
def test_documents_answer_wherever_a_page_leads_to_them(client, path, name):
    assert client.get(path.format(name=name)).status_code == 200


def test_slides_are_begun_by_the_button_alone(client):
    address = f"/{links.FILES}?{KIND}={SLIDES}"
    assert client.get(address).status_code == 405
    foreign = client.post(address, headers={"sec-fetch-site": "cross-site"})
    assert (foreign.status_code, foreign.text) == (403, SHELL.faults.foreign)


def test_a_page_with_too_many_parameters_is_the_page_alone():
    page = "<html><body></body></html>"
    assert with_first_view(page, "/", LONG) == page


def test_parameters_are_read_as_before():
    assert links.parsed("nam=2024&huyen=417&huyen=418&x=") == {"nam": ["2024"], "huyen": ["417", "418"], "x": [""]}


@pytest.mark.parametrize("mounted", ["", "/cong"])
def test_pages_are_known_wherever_the_app_is_mounted(monkeypatch, mounted):
    monkeypatch.setattr(addresses.config, "get_option", lambda name: mounted)
    for page in PAGES:
        assert first_view.entry_of(f"{mounted}/{page.path}") == page
        assert first_view.entry_of(f"/{page.path}") == page
    assert first_view.entry_of(f"{mounted}/khong_co") is None
    told = first_view.unknown()
    assert SHELL.faults.unknown in told
    assert f'href="{mounted}/quy_dao"' in told


@pytest.mark.browser
def test_an_address_that_is_no_page_is_not_found(app_url):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{app_url}/khong_co?nam=2024", timeout=20)
    assert refused.value.code == 404
    assert SHELL.faults.unknown in refused.value.read().decode()
    assert urllib.request.urlopen(f"{app_url}/quy_dao", timeout=20).status == 200


@pytest.mark.browser
def test_the_first_pages_own_name_is_no_former_address(app_url):
    with urllib.request.urlopen(f"{app_url}/{PAGES[0].code}?nam=2023", timeout=20) as answer:
        assert answer.url.endswith("/?nam=2023")
