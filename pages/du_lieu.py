"""Dữ liệu và phương pháp: every figure with its source; how estimates and judgements are made."""

from __future__ import annotations

import streamlit as st

from lib.campaign.campaign import RATE
from lib.campaign.kept import called, kept
from lib.drawing import profile_blocks
from lib.exports import tables
from lib.language import formats
from lib.language.markdown import plain, plain_table
from lib.ledger.report import completeness
from lib.scenes import explanations, method, stories
from lib.scenes import tables as scene_tables
from lib.ui import frame, parts
from lib.ui.session import campaign_or_stop
from lib.views.page_list import page_title

data = campaign_or_stop()
selection = st.session_state["selection"]
say = data.wording.say

st.title(plain(page_title(data, "du_lieu")))
frame.status_legend(data)
populations = data.ledger.groups.query("kind == 'population'")
units = list(dict.fromkeys([data.province, *populations["group"], selection.group, *selection.shown]))
unit_word = data.unit_words["unit_vi"]
st.header(say("data_page.download"))
populations_named = ", ".join(name[0].lower() + name[1:] for name in populations["name_vi"])
st.caption(
    plain(say(
        "data_page.download_note", unit=unit_word, populations=populations_named, first=data.years[0],
        last=data.years[-1],
    ))
)  # fmt: skip
table = called(data, tables.figures_table, units, list(data.years))
st.download_button(
    say("data_page.download_button", rows=formats.number(len(table))),
    kept(data, ("csv", *units), lambda: tables.csv_bytes(table)),
    file_name=f"{say('data_page.file')}.csv", mime="text/csv", on_click="ignore",
)  # fmt: skip

st.header(say("data_page.ledger"))
ledger = called(data, tables.ledger_table, None if selection.whole else units)
st.caption(plain(say("data_page.ledger_note", rows=formats.number(len(ledger)))))
st.dataframe(
    ledger, hide_index=True, height=460, alt=say("data_page.ledger_alt"),
    column_config={
        say("exports.ledger.value"): st.column_config.TextColumn(alignment="right"),
        say("exports.ledger.year"): st.column_config.NumberColumn(format="%d"),
        say("exports.ledger.link"): st.column_config.LinkColumn(display_text=say("data_page.open")),
    },
)  # fmt: skip

whole = "" if selection.whole else f" {say('data_page.unfiltered', unit=unit_word)}"
st.header(say("data_page.complete"))
st.caption(plain(say("data_page.complete_note") + whole))
full = kept(data, "completeness", lambda: completeness(data.ledger))
rate = full.loc[RATE].map(lambda s: "" if s == "missing" else data.marks.status_word(s))
rate.index = [data.names[unit] for unit in rate.index]
with st.expander(say("data_page.complete_table")):
    st.table(plain_table(rate.rename(columns=str)))

st.header(say("data_page.contradictions"))
st.caption(plain(say("data_page.contradictions_note", count=len(data.ledger.contradictions)) + whole))
for title, explained in called(data, parts.contradictions_told):
    with st.expander(title):
        st.markdown(explained)

if data.edition.evidence:
    st.header(plain(say("data_page.estimation", unit=unit_word)))
    st.markdown(method.estimation(data))
    st.markdown(method.quality(data))
    st.markdown(f"**{say('data_page.validation')}**")
    st.table(plain_table(called(data, scene_tables.validation_table)))
    st.markdown(method.validation_verdict(data))
    st.markdown(f"**{say('record.heading')}**")
    known = called(data, scene_tables.record_table)
    if known.empty:
        st.markdown(say("record.none"))
    else:
        st.table(plain_table(known))
    st.markdown(f"**{say('data_page.calibration', level=data.marks.level)}**")
    st.markdown(method.calibration_verdict(data))
    st.table(plain_table(called(data, scene_tables.calibration_table)))
    st.table(plain_table(called(data, scene_tables.claims_table)))
    st.markdown(f"**{say('alternatives.heading', year=data.latest_year)}**")
    ways = scene_tables.ways(data)
    st.markdown(say("alternatives.note", count=len(ways) + 1, certain=method.certain(data)))
    st.markdown("\n".join(f"- {plain(way)}" for way in ways))
    heading = say("alternatives.heading", year=data.latest_year)
    st.html(profile_blocks.written_table(called(data, scene_tables.alternatives_table, data.latest_year), heading))

st.header(plain(say("data_page.targets", count=stories.counted(data, len(data.targets)))))
st.table(plain_table(called(data, scene_tables.target_quotes)))

st.header(say("data_page.judgements"))
st.markdown(method.judgement_rules(data))
st.table(
    {
        say("data_page.judgement"): [plain(f"{j.symbol} {j.label_vi}") for j in data.judgements.values()],
        say("data_page.verb"): [plain(j.verb_vi) for j in data.judgements.values()],
        say("data_page.when"): [plain(explanations.when(data, j)) for j in data.judgements.values()],
    }
)

st.header(say("data_page.changes"))
st.markdown(method.changes(data))
