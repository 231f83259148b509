"""The campaign's map on a page: a click chooses a unit, a year button the year, on every page."""

from __future__ import annotations

import streamlit as st

from lib.campaign.campaign import Campaign
from lib.drawing.campaign_map import map_payload, map_view, shown_measures
from lib.ui.district_map import MapSelection, district_map
from lib.ui.session import Selection, select_on_map
from lib.views.links import YEAR


def show_map(data: Campaign, selection: Selection, *, key: str, compact: bool = False) -> None:
    """Draw the map of the plan's units; a click chooses the unit, a year button the year, on every page."""
    chosen = shown_measures(data.display, compact=compact)
    view = map_view(data, selection.year, chosen[0], selection.districts, selection.scope)
    payload = {**map_payload(data, chosen, compact), "view": view}
    district_map(payload, key=key, on_select=_chosen, on_year=_year_chosen)


def _chosen(chosen: MapSelection) -> None:
    select_on_map(chosen.unit, chosen.add)


def _year_chosen(year: int) -> None:
    st.session_state[YEAR] = year
