"""Nếu … thì: what follows if some districts fall at another pace; a calculation, never a figure."""

from __future__ import annotations

import streamlit as st

from lib.campaign import what_if as calculation
from lib.campaign.kept import called
from lib.drawing import profile_blocks
from lib.scenes import what_if
from lib.ui import parts
from lib.ui.session import campaign_or_stop

data = campaign_or_stop()
selection = st.session_state["selection"]
say = data.wording.say

st.title(what_if.title(data))
units = what_if.places(data, selection.districts, selection.scope)
if calculation.possible(data) and units:
    # What follows is read first, on a phone too; the sliders come below it.
    verdict = st.container()
    parts.notice(what_if.note(data))
    paces = parts.choose_paces(data, units, dict(st.session_state["asked"].paces))
    kept = called(data, calculation.together, ())
    together = called(data, calculation.together, tuple(paces.items()))
    with verdict:
        parts.paragraph(what_if.province(data, together, kept), "verdict")
        parts.notice(what_if.totals(data, kept))
    outcomes = called(data, calculation.each, tuple(paces.items()))
    for sentence in what_if.sentences(data, outcomes):
        parts.paragraph(sentence, "story")
    st.html(profile_blocks.written_table(what_if.table(data, outcomes), say("what_if.table")))
    st.caption(say("what_if.who"))
else:
    st.info(say("what_if.impossible"))
