"""Vùng chậm: who lags, by how much, on which yardstick, with what probability."""

from __future__ import annotations

import streamlit as st

from lib.campaign.campaign import RATE
from lib.campaign.kept import called
from lib.drawing import charts
from lib.language.markdown import plain
from lib.scenes import captions, stories, tables
from lib.ui import frame, parts
from lib.ui.session import campaign_or_stop, theme
from lib.views import choices
from lib.views.page_list import page_title

data = campaign_or_stop()
selection = st.session_state["selection"]
year, shown = selection.year, list(selection.shown)
start, say = data.yardstick.baseline_year, data.wording.say

st.title(plain(page_title(data, "vung_cham")))
parts.paragraph(stories.who_lags(data, year, shown), "verdict")
parts.notice(stories.projection_notice(data, year))
parts.paragraph(stories.clash_sentence(data, year), "story")

standings = data.queue(year, shown)
unit_word = data.unit_words["unit_vi"]
for kind, heading, listed in choices.lists_by_kind(data, standings, year):
    st.header(plain(heading))
    draw = parts.queue if kind in ("bad", "open") else parts.name_chips
    draw(data, listed)
frame.status_legend(data)

st.header(say("lagging.groups"))
if not selection.whole:
    st.caption(plain(say("lagging.groups_apart", unit=unit_word)))
parts.target_cards(data, choices.group_assessments(data, year))
parts.paragraph(stories.burden(data, data.poorest_group, year) if data.poorest_group else "", "story")

order = [s.assessment.unit for s in standings]
left, right = st.columns(2, gap="large")
with left:
    st.header(say("lagging.since"))
    figure = called(data, charts.dumbbells, order, RATE, year, theme())
    shown_figures = [data.figure(unit, RATE, at) for unit in order for at in (start, year)]
    parts.show_chart(data, figure, "dumbbells", say("lagging.since_title"),
                     say("lagging.since_period", first=start, last=year), captions.chart_notes(data, shown_figures, intervals=False))  # fmt: skip
with right:
    st.header(say("lagging.falls"))
    if year == start:
        st.info(say("lagging.falls_start"))
    else:
        figure = called(data, charts.falls, order, year, theme())
        counts = [data.figure(unit, data.yardstick.indicator, at) for unit in order for at in (start, year)]
        title = say("lagging.falls_title", indicator=data.indicator_names[data.yardstick.indicator])
        period = say("lagging.falls_period", first=start, last=year, level=data.marks.level)
        parts.show_chart(data, figure, "falls", title, period, captions.chart_notes(data, counts))
        st.caption(plain(say("lagging.falls_note", level=data.marks.level, unit=unit_word)))
parts.show_table(called(data, tables.standing_table, standings), say("lagging.table"))
sentence = stories.target_sentence(data, data.assess(data.yardstick, data.province, year))
st.caption(plain(say("lagging.province", sentence=sentence)))
