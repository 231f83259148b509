"""*Tìm nhanh*: the search's button beside the pages' names, Ctrl+K everywhere. What it finds is :mod:`lib.web.search`'s."""

from __future__ import annotations

import streamlit as st

from lib.campaign.campaign import Campaign
from lib.drawing.bundle import asset, script
from lib.ui import session
from lib.views import links

_WORDS = ("open", "title", "hint", "none", "count", "close")


def search(campaign: Campaign) -> None:
    """Mount the search: its button beside the pages' names, Ctrl+K everywhere."""
    say = campaign.wording.say
    preview = links.PREVIEW_ASKED if session.previewing() else None
    address = links.address(f"./{links.SEARCH}", {"v": campaign.edition.name, links.EDITION: preview})
    words = {name: say(f"search.words.{name}") for name in _WORDS}
    kept = [links.YEAR, links.EDITION]
    _SEARCH(key="search", data={"address": address, "words": words, "keep": kept})


_SEARCH = st.components.v2.component("search", css=asset("search.css"), js=script("search/index.js"))
