"""Bản đồ: the plan's units on the map, all measures, all years, two years side by side, and in 3-D."""

from __future__ import annotations

import streamlit as st

from lib.language.markdown import plain
from lib.scenes import stories
from lib.ui import frame, maps, parts, view_3d
from lib.ui.session import campaign_or_stop, take_from_link
from lib.views.links import SPATIAL
from lib.views.page_list import page_title

data = campaign_or_stop()
selection = st.session_state["selection"]

st.title(plain(page_title(data, "ban_do")))
frame.status_legend(data)
parts.notice(stories.projection_notice(data, selection.year))
parts.profile_link(data, selection)
maps.show_map(data, selection, key="map-main")
st.caption(plain(data.unit_words["note_vi"]))
take_from_link(SPATIAL, st.session_state["asked"].spatial)
if st.toggle(data.wording.say("map_page.spatial"), key=SPATIAL):
    st.session_state["own_link"][SPATIAL] = "1"
    view_3d.show(data, selection)
