"""Hồ sơ: everything known of one district, group or the province on one page."""

from __future__ import annotations

import streamlit as st

from lib.campaign.kept import called
from lib.drawing import charts, profile_blocks
from lib.language.markdown import plain
from lib.scenes import captions, stories
from lib.scenes.profile import profile
from lib.ui import frame, parts
from lib.ui.session import campaign_or_stop, theme

data = campaign_or_stop()
selection = st.session_state["selection"]
say, year = data.wording.say, selection.year

heading = st.container()
unit = parts.choose_subject(data, selection, st.session_state["asked"].subject)
made = called(data, profile, unit, year)
heading.title(plain(say("profile.title", name=made.name)))
parts.notice(stories.projection_notice(data, year))
st.html(profile_blocks.story(made))
frame.status_legend(data)
parts.sheet_link(data, selection, unit)

st.header(plain(made.numbers.title))
st.html(profile_blocks.table(made.numbers))
left, right = st.columns([11, 9], gap="large")
with left:
    indicator = made.target.indicator
    title = say("profile.trajectory", indicator=data.indicator_names[indicator])
    st.header(plain(title))
    series = data.figures.series(unit, indicator, data.years)
    parts.show_chart(
        data, called(data, charts.trajectory, [unit], indicator, theme(), made.target), "profile", f"{title}: {made.name}",
        say("trajectories.period", first=data.years[0], last=data.years[-1]), captions.chart_notes(data, series),
    )  # fmt: skip
with right:
    st.header(plain(say("profile.targets", year=year)))
    parts.target_cards(data, list(made.assessments), stacked=True)
for html in (
    called(data, profile_blocks.peers, made),
    called(data, profile_blocks.communes, made, theme()),
    called(data, profile_blocks.sections, made),
):
    if html:
        st.html(html)
