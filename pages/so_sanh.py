"""So sánh: two to six places on the same scales; where fewer are chosen, all units of the scope in their ranks."""

from __future__ import annotations

import streamlit as st

from lib.campaign.campaign import RATE
from lib.campaign.kept import called
from lib.drawing import charts, profile_blocks
from lib.language.markdown import plain
from lib.scenes import captions, comparison, stories, tables
from lib.ui import frame, parts
from lib.ui.session import campaign_or_stop, theme

data = campaign_or_stop()
selection = st.session_state["selection"]
say, year, first = data.wording.say, selection.year, data.yardstick.baseline_year
period = say("trajectories.period", first=data.years[0], last=data.years[-1])

heading = st.container()
beside = parts.choose_beside(data, st.session_state["asked"].beside)
units, note = comparison.side_by_side(data, selection.districts, beside, selection.scope)
whole = comparison.all_ranked(units, note)
names = ", ".join(data.names[unit] for unit in units)
unit_word = data.unit_words["unit_vi"]
heading.title(plain(comparison.title(data, units, note)))
frame.status_legend(data)
parts.notice(stories.projection_notice(data, year))
if whole:
    units = called(data, comparison.by_level, units, year)
    st.caption(plain(say("comparison.hint", unit=unit_word, count=len(units))))
    parts.paragraph(called(data, comparison.extremes, units, year), "lags")
else:
    if note:
        st.caption(plain(say("comparison.alone", name=data.names[note])))
    for sentence in called(data, comparison.sentences, units, year):
        parts.paragraph(sentence, "story")
st.html(profile_blocks.written_table(called(data, comparison.table, units, year), say("comparison.table")))
st.caption(plain(say("comparison.ranks_note", level=data.marks.level)))

if not whole:
    left, right = st.columns(2, gap="large")
    shown = [figure for unit in units for figure in data.figures.series(unit, RATE, data.years)]
    with left:
        if not data.yardstick.by_points:
            title = say("comparison.lines", first=first)
            st.header(plain(title))
            st.caption(say("comparison.lines_note"))
            counts = [f for unit in units for f in data.figures.series(unit, data.yardstick.indicator, data.years)]
            parts.show_chart(data, called(data, charts.indexed, units, theme()), "indexed", f"{title}: {names}", period,
                             captions.chart_notes(data, counts, intervals=False))  # fmt: skip
    with right:
        title = say("comparison.rates")
        st.header(plain(title))
        parts.show_chart(data, called(data, charts.trajectory, units, RATE, theme(), None), "beside", f"{title}: {names}", period,
                         captions.chart_notes(data, shown, intervals=len(units) <= charts.MOST_RIBBONS))  # fmt: skip
    parts.show_table(called(data, tables.figure_rows, units, RATE), say("trajectories.table"))
    st.header(say("comparison.why"))
    st.caption(say("comparison.why_note"))
    st.html(profile_blocks.written_table(called(data, comparison.known_of_each, units, year), say("comparison.why")))
