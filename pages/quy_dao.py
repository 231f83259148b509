"""Quỹ đạo: counts and rates against the yardstick's path and the points-a-year corridors."""

from __future__ import annotations

import streamlit as st

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.campaign.kept import called
from lib.drawing import charts
from lib.language.markdown import plain
from lib.scenes import captions, stories, tables
from lib.ui import frame, parts
from lib.ui.session import campaign_or_stop, theme
from lib.views import choices
from lib.views.links import INDICATOR
from lib.views.page_list import page_title

data = campaign_or_stop()
selection = st.session_state["selection"]
say = data.wording.say
PERIOD = say("trajectories.period", first=data.years[0], last=data.years[-1])
UNIT = data.unit_words["unit_vi"]


def notes_of(units: list[str], of: str, *, seen: bool = True) -> captions.Notes:
    """Notes of a chart of these units' series; ``seen``: with the intervals of its estimates."""
    figures = [f for unit in units for f in data.figures.series(unit, of, data.years)]
    return captions.chart_notes(data, figures, intervals=seen)


st.title(plain(page_title(data, "quy_dao")))
frame.status_legend(data)
# The last year is on every chart of this page, whichever year is chosen.
parts.notice(stories.projection_notice(data, data.years[-1]))
st.caption(plain(say("trajectories.all_years", period=PERIOD, year=selection.year)))
offered = choices.indicators_offered(data, [POOR, RATE])
indicator = parts.choose_indicator(data, offered, st.session_state["asked"].indicator)
st.session_state["own_link"][INDICATOR] = None if indicator == offered[0] else indicator
name = data.indicator_names[indicator]
units = list(selection.districts) or [selection.group]
target = choices.target_for(data, units[0], indicator)
if target and len(units) == 1:
    st.markdown(
        f"**{plain(data.names[units[0]])}**: "
        f"{plain(stories.target_sentence(data, data.assess(target, units[0], selection.year)))}"
    )
names = ", ".join(data.names[u] for u in units)
parts.show_chart(
    data, called(data, charts.trajectory, units, indicator, theme(), target), "trajectory", f"{name}: {names}", PERIOD,
    notes_of(units, indicator, seen=len(units) <= charts.MOST_RIBBONS),
)  # fmt: skip
parts.show_table(called(data, tables.figure_rows, units, indicator), say("trajectories.table"))

own_targets = [t for t in data.targets if t.unit != data.province]
if selection.whole and own_targets and indicator in (POOR, RATE):
    st.header(say("trajectories.groups"))
    for column, points in zip(st.columns(len(own_targets)), own_targets, strict=True):
        with column:
            st.markdown(
                f"**{plain(points.short_vi)}**: "
                f"{plain(stories.target_sentence(data, data.assess(points, year=selection.year)))}"
            )
            parts.show_chart(
                data, called(data, charts.small_trajectory, points.unit, theme(), points),
                f"group-{points.unit}", f"{data.indicator_names[points.indicator]}: {points.short_vi}", PERIOD,
                notes_of([points.unit], points.indicator),
            )  # fmt: skip

st.header(plain(say("trajectories.each", unit=UNIT)))
st.caption(plain(say("trajectories.each_note", path=data.yardstick.path_vi, level=data.marks.level)))
order = [s.assessment.unit for s in data.queue(selection.year, list(selection.shown))]
parts.show_chart(
    data, called(data, charts.small_multiples, order, indicator, theme()), "multiples",
    say("trajectories.each_title", indicator=name, unit=UNIT), PERIOD, notes_of(order, indicator),
)  # fmt: skip
parts.show_table(called(data, tables.figure_rows, order, indicator), say("trajectories.each_table", unit=UNIT))

compared = [data.province, *selection.shown]
former = called(data, Campaign.former_standard, compared)
if former is None:
    st.header(say("trajectories.former_none"))
    st.info(say("trajectories.former_missing"))
else:
    st.header(plain(say("trajectories.former", standard=former)))
    st.caption(plain(called(data, stories.former_standard, former)))
    parts.show_chart(
        data, called(data, charts.former_standard, compared, former, theme()), "old", say("trajectories.former_title", standard=former),
        stories.former_period(data, former), called(data, captions.former_notes, compared, former),
    )  # fmt: skip
