"""The pages, once: navigation, tests, pictures and the README's table follow this list."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lib.campaign.campaign import Campaign


@dataclass(frozen=True)
class PageEntry:
    """A page: its code (file name and address), Vietnamese title and icon. The first one is shown at the root."""

    code: str
    title: str
    icon: str

    @property
    def path(self) -> str:
        """Its address after the root's slash; empty for the first page."""
        return "" if self is PAGES[0] else self.code

    @property
    def file(self) -> str:
        """Its script."""
        return f"pages/{self.code}.py"


PAGES = (
    PageEntry("tong_quan", "Tổng quan", ":material/dashboard:"),
    PageEntry("ban_do", "Bản đồ", ":material/map:"),
    PageEntry("quy_dao", "Quỹ đạo", ":material/trending_down:"),
    PageEntry("vung_cham", "Vùng chậm", ":material/priority_high:"),
    PageEntry("du_lieu", "Dữ liệu và phương pháp", ":material/database:"),
)


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
