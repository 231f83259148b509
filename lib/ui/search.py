"""*Tìm nhanh*: the search's button beside the pages' names, Ctrl+K everywhere. What it finds is :mod:`lib.web.search`'s."""

from __future__ import annotations

import streamlit as st

from lib.campaign.campaign import Campaign
from lib.drawing.bundle import asset, script
from lib.ui import session
from lib.views import links
from lib.views.page_list import PAGES

_WORDS = ("open", "title", "hint", "none", "count", "close")
_COMPARING = ("joins", "compared", "what")


def search(campaign: Campaign) -> None:
    """Mount the search: its button beside the pages' names, Ctrl+K everywhere."""
    say = campaign.wording.say
    preview = links.PREVIEW_ASKED if session.previewing() else None
    address = links.address(f"./{links.SEARCH}", {"v": campaign.edition.name, links.EDITION: preview})
    words = {name: say(f"search.words.{name}") for name in _WORDS}
    said = {name: say(f"search.comparing.{name}") for name in _COMPARING}
    comparing = {**said, "to": "./so_sanh", "most": links.MOST_DISTRICTS}
    data = {"address": address, "words": words, "keep": [links.YEAR, links.EDITION], "home": PAGES[0].code}
    _SEARCH(key="search", data=data | {"comparing": comparing})


_SEARCH = st.components.v2.component("search", css=asset("search.css"), js=script("search/index.js"))
