"""The pages, once (``shell.yaml``): navigation, tests, pictures and the README's table follow this list."""

from __future__ import annotations

import streamlit as st

from lib.campaign.campaign import Campaign
from lib.ui.shell import SHELL

PAGES = tuple(SHELL.pages)


def page_title(campaign: Campaign, code: str) -> str:
    """The heading of a page: its wording's title, or the one it has in the navigation."""
    titles = campaign.wording.section("pages")
    if f"{code}.title" not in titles:
        return next(page.title for page in PAGES if page.code == code)
    values: dict[str, dict[str, object]] = {
        "ban_do": {"units": campaign.unit_words["name_vi"]},
        "quy_dao": {"year": campaign.plan.end_year},
    }
    return campaign.wording.say(f"pages.{code}.title", **values.get(code, {}))


def navigation() -> list[st.Page]:
    """The pages as Streamlit's navigation takes them."""
    return [
        st.Page(page.file, title=page.title, icon=page.icon, default=True)
        if not page.path
        else st.Page(page.file, title=page.title, icon=page.icon, url_path=page.path)
        for page in PAGES
    ]
