"""The map of today's communes as a Streamlit component: a commune chosen there comes back to the page.

It travels in two mounts, as the districts' does (:mod:`lib.ui.district_map`): the layer once, what of it is looked at with
every run.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.drawing.bundle import asset, script
from lib.drawing.commune_layer import commune_payload
from lib.views.documents.communes import all_communes


def commune_map(
    campaign: Campaign, *, chosen: str, district: str, measure: str, on_select: Callable[[str], None]
) -> None:
    """Draw the map with ``chosen`` outlined, opened at ``district`` and ``measure`` (empty: everything, the first); nothing
    without boundaries.
    """
    layer = called(campaign, commune_payload)
    if layer is None:
        return
    known = called(campaign, _units)

    def selected() -> None:
        unit = st.session_state["communes"].get("selected")
        if unit in known:
            on_select(unit)

    # For the instant before the view's own mount runs; as the session began, so that the layer is sent once.
    view = {"chosen": chosen, "district": district, "measure": measure}
    first = st.session_state.setdefault("communes-first-view", view)
    with st.container(gap=None):
        _VIEW(key="communes-view", data=view)
        _MAP(key="communes", data={"layer": layer, "view": first}, on_selected_change=selected)


def _units(campaign: Campaign) -> frozenset[str]:
    return frozenset(known.commune.unit for known in all_communes(campaign))


_VIEW_JS = """
// Hands what is looked at to the map (see communes/index.js).
export default function ({ data }) {
  globalThis.communesView = data;
  globalThis.dispatchEvent(new CustomEvent("communes-view"));
}
"""

_VIEW = st.components.v2.component("communes_view", js=_VIEW_JS)
_MAP = st.components.v2.component("communes", css=asset("communes.css"), js=script("communes/index.js"))
