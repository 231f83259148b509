"""Tổng quan: are we reaching the plan, and who is behind? Answered in five seconds."""

from __future__ import annotations

import streamlit as st

from lib.language.markdown import plain
from lib.scenes import ending, stories, verdicts
from lib.scenes.registry import rate_measure
from lib.ui import frame, maps, parts
from lib.ui.session import campaign_or_stop
from lib.views import choices
from lib.views.page_list import page_title

data = campaign_or_stop()
selection = st.session_state["selection"]
year, shown = selection.year, list(selection.shown)
say = data.wording.say

st.title(plain(page_title(data, "tong_quan")))
parts.paragraph(ending.brief(data, year), "ending")
parts.paragraph(verdicts.verdict(data, year, after_ending=True), "verdict")
parts.paragraph(stories.who_lags(data, year, shown), "lags")
parts.notice(stories.projection_notice(data, year, after_ending=True))
parts.profile_link(data, selection)

left, right = st.columns([11, 9], gap="medium")
with left:
    maps.show_map(data, selection, key="map-overview", measures=(rate_measure(data),), compact=True)
with right:
    if not selection.whole:
        count = stories.counted(data, len(data.targets))
        st.caption(plain(say("overview.targets_apart", count=count)))
    parts.target_cards(data, [data.assess(target, year=year) for target in data.targets], stacked=True)

parts.paragraph(stories.clash_sentence(data, year), "story")
parts.paragraph(verdicts.carried(data, year), "story")
parts.paragraph(stories.campaign_sentence(data, year), "story")
for sentence in stories.two_yardsticks(data, year):
    parts.paragraph(sentence, "story")
parts.paragraph(stories.national_sentence(data, year), "story")
known = ending.known(data)
if known:
    with st.expander(say("ending.known", year=data.plan.end_year)):
        for line in known:
            parts.paragraph(line, "story")

standings = data.queue(year, shown)
first = choices.attention(data, standings)
st.header(plain(stories.attention_heading(data, standings, first)))
st.caption(plain(say("overview.yardstick", noun=data.noun_of(data.yardstick), path=data.yardstick.path_vi)))
if first:
    parts.queue(data, first)
st.page_link("pages/vung_cham.py", label=say("overview.whole_list"), icon=":material/arrow_forward:")
frame.status_legend(data)
