"""A live page: what is chosen on it, its view, drawn."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lib.ui import choices
from lib.ui.paper import paper_way
from lib.ui.render import render
from lib.ui.session import campaign_or_stop, previewing
from lib.views import links
from lib.views.pages import choices_of, view_of
from lib.views.view import Asked


def show(code: str) -> None:
    """Draw the page of a code, for the filter of this run (``app.py``)."""
    campaign, selection = campaign_or_stop(), st.session_state["selection"]
    chosen: dict[str, Any] = choices.read(campaign, selection, st.session_state["asked"], choices_of(code))
    asked = Asked(selection, preview=previewing(), **chosen)
    render(campaign, view_of(campaign, code, asked), asked)
    own = st.session_state["own_link"] | {links.PAGE: code, links.MEASURE: asked.measure}
    address = links.address(f"./{links.SHEET}", links.parameters(campaign, selection, preview=asked.preview) | own)
    paper_way(address, campaign.wording.say("printed.way"))
