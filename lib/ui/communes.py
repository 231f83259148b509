"""The map of today's communes as a Streamlit component: a commune chosen there comes back to the page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.drawing.bundle import asset, script
from lib.drawing.commune_layer import commune_payload


def commune_map(campaign: Campaign, *, chosen: str, district: str, on_select: Callable[[str], None]) -> None:
    """Draw the map with ``chosen`` outlined, opened at ``district`` (empty: everything); nothing without boundaries."""
    layer = called(campaign, commune_payload)
    if layer is None:
        return
    known = {unit["u"] for unit in layer["units"]}

    def selected() -> None:
        unit = st.session_state["communes"].get("selected")
        if unit in known:
            on_select(unit)

    _MAP(key="communes", data={"layer": layer, "chosen": chosen, "district": district}, on_selected_change=selected)


_MAP = st.components.v2.component("communes", css=asset("communes.css"), js=script("communes/index.js"))
