"""The pages in Streamlit's navigation."""

from __future__ import annotations

import streamlit as st

from lib.views import page_list


def navigation() -> list[st.Page]:
    """The pages as Streamlit's navigation takes them."""
    return [
        st.Page(page.file, title=page.title, icon=page.icon, default=True)
        if not page.path
        else st.Page(page.file, title=page.title, icon=page.icon, url_path=page.path)
        for page in page_list.PAGES
    ]
