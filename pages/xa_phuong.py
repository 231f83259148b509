"""Xã, phường: today's communes and wards on the map, what is published of each, and what became of the former ones."""

from __future__ import annotations

import streamlit as st

from lib.campaign.kept import called
from lib.drawing import commune_blocks
from lib.language.markdown import plain
from lib.scenes import communes
from lib.ui import parts
from lib.ui.communes import commune_map
from lib.ui.session import campaign_or_stop
from lib.views.links import COMMUNE

data = campaign_or_stop()
selection = st.session_state["selection"]
say = data.wording.say

every = called(data, communes.all_communes)
st.title(plain(say("communes.title", count=len(every))))
for sentence in called(data, communes.overview):
    parts.paragraph(sentence, "story")
chosen = parts.chosen_commune([known.commune.unit for known in every], st.session_state["asked"].commune)
st.session_state["own_link"][COMMUNE] = chosen
place = called(data, communes.story, chosen, selection.year) if chosen else None
if place:
    st.html(commune_blocks.story(place))
former = place.known.commune.former[0] if place else next(iter(selection.districts), "")
commune_map(data, chosen=chosen or "", district=former, on_select=lambda unit: st.session_state.update({COMMUNE: unit}))
districts = list(place.known.commune.former) if place else list(selection.shown)
st.html(commune_blocks.timeline(data, districts))
