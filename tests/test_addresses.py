"""Addresses with more than any link of ours has are answered in Vietnamese, never with a server's error."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from lib.views import links
from lib.views.shell import SHELL
from lib.web.first_view import with_first_view
from lib.web.meeting import Presenter
from lib.web.search import Search
from lib.web.sheets import Sheets

LONG = "&".join(f"a{number}=1" for number in range(150))


def answer(middleware: type, path: str, query: str) -> tuple[int, str]:
    """Status and text of a document beside the pages."""
    sent: list[dict] = []

    async def passed_on(scope, receive, send):
        raise AssertionError("not answered")

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    # In a thread of its own: a browser of another test may keep a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, middleware(passed_on)(scope, None, send)).result(timeout=30)
    return sent[0]["status"], sent[1]["body"].decode()


@pytest.mark.parametrize(
    ("middleware", "path"), [(Presenter, "/trinh_chieu"), (Sheets, "/mot_trang"), (Search, "/tim_nhanh")]
)
def test_too_many_parameters_are_a_wrong_address(middleware, path):
    assert answer(middleware, path, LONG) == (400, SHELL.faults.address)


def test_a_page_with_too_many_parameters_is_the_page_alone():
    page = "<html><body></body></html>"
    assert with_first_view(page, "/", LONG) == page


def test_parameters_are_read_as_before():
    assert links.parsed("nam=2024&huyen=417&huyen=418&x=") == {"nam": ["2024"], "huyen": ["417", "418"], "x": [""]}
