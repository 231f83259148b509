"""The pages in Streamlit's navigation."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import streamlit as st

from lib.base.paths import ROOT
from lib.ui.page import show
from lib.views import page_list
from lib.views.shell import PageEntry


def pages() -> dict[str, st.Page]:
    """The pages as Streamlit's navigation takes them, by code."""
    return {
        page.code: st.Page(_script(page), title=page.title, icon=page.icon, default=True)
        if not page.path
        else st.Page(_script(page), title=page.title, icon=page.icon, url_path=page.path)
        for page in page_list.PAGES
    }


def _script(page: PageEntry) -> str | Callable[[], None]:
    """A page's script; one that has only a view needs none."""
    if _exists(page.file):
        return page.file

    def run() -> None:
        show(page.code)

    return run


@cache
def _exists(file: str) -> bool:
    """Whether a page has a script; looked up once, a new page is known after a restart."""
    return (ROOT / file).exists()
