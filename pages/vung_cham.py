"""Vùng chậm: who lags, by how much, on which yardstick, with what probability."""

from __future__ import annotations

import streamlit as st

from lib.campaign.campaign import RATE
from lib.drawing import charts
from lib.scenes import captions, stories, tables
from lib.ui import frame, parts
from lib.ui.kept import called
from lib.ui.page_list import page_title
from lib.ui.session import campaign_or_stop, theme

data = campaign_or_stop()
selection = st.session_state["selection"]
year, shown = selection.year, list(selection.shown)

st.title(page_title(data, "vung_cham"))
parts.paragraph(stories.who_lags(data, year, shown), "verdict")
parts.notice(stories.projection_notice(data, year))
parts.paragraph(stories.clash_sentence(data, year), "story")

standings = data.queue(year, shown)
kinds = {kind: [s for s in standings if data.judgement(s.assessment.judgement).kind == kind] for kind in parts.KINDS}
headings = stories.list_headings(data, year == data.yardstick.end_year)
unit_word = data.unit_words["unit_vi"]
for kind in ("bad", "open"):
    if kinds[kind]:
        st.header(f"{headings[kind]}: {len(kinds[kind])} trong {len(standings)} {unit_word}")
        parts.queue(data, kinds[kind])
for kind in ("good", "none"):
    if kinds[kind]:
        st.header(f"{headings[kind]}: {len(kinds[kind])} trong {len(standings)} {unit_word}")
        parts.name_chips(data, kinds[kind])
frame.status_legend(data)

st.header("Các nhóm của kế hoạch")
if not selection.whole:
    st.caption(f"Luôn tính cho cả nhóm; không đổi theo phạm vi hay {unit_word} đang chọn.")
own = {target.unit: target for target in data.targets}
parts.target_cards(
    data,
    [
        data.assess(own[group], year=year) if group in own else data.standing(group, year).assessment
        for group in data.focus
    ],
)
parts.paragraph(stories.burden(data, data.poorest_group, year) if data.poorest_group else "", "story")

order = [s.assessment.unit for s in standings]
left, right = st.columns(2, gap="large")
with left:
    st.header("Từ đầu kỳ đến nay")
    figure = called(data, charts.dumbbells, order, RATE, year, theme())
    shown_figures = [data.figure(unit, RATE, at) for unit in order for at in (data.yardstick.baseline_year, year)]
    parts.show_chart(data, figure, "dumbbells", "Tỷ lệ hộ nghèo từ đầu kỳ đến nay",
                     f"cuối năm {data.yardstick.baseline_year} và {year}", captions.chart_notes(data, shown_figures))  # fmt: skip
with right:
    st.header("Đã giảm bao nhiêu, so với mức phải giảm")
    if year == data.yardstick.baseline_year:
        st.info("Năm xuất phát: chưa có nhịp giảm để so.")
    else:
        figure = called(data, charts.falls, order, year, theme())
        counts = [
            data.figure(unit, data.yardstick.indicator, at)
            for unit in order
            for at in (data.yardstick.baseline_year, year)
        ]
        parts.show_chart(data, figure, "falls", f"{data.indicator_names[data.yardstick.indicator]} đã giảm, so với mức phải giảm",
                         f"từ cuối năm {data.yardstick.baseline_year} đến cuối năm {year}; vạch ngang: khoảng {data.marks.level}",
                         captions.chart_notes(data, counts))  # fmt: skip
        st.caption(
            f"Vạch ngang là khoảng {data.marks.level}. Hai {unit_word} có vạch chồng lên nhau không phân được hơn kém: đừng xếp hạng chúng."
        )
parts.show_table(called(data, tables.standing_table, standings), "Bảng đầy đủ: mức, nhịp, thước đo, xác suất")
sentence = stories.target_sentence(data, data.assess(data.yardstick, data.province, year))
st.caption(f"Toàn tỉnh để đối chiếu: {sentence}")
