"""Vùng chậm: who lags, by how much, on which yardstick, with what probability."""

from __future__ import annotations

import streamlit as st

from lib.drawing import charts
from lib.scenes import captions, stories
from lib.ui import frame, parts
from lib.ui.session import campaign_or_stop, theme

data = campaign_or_stop()
selection = st.session_state["selection"]
year, shown = selection.year, list(selection.shown)

st.title("Ai đang tụt lại?")
parts.paragraph(stories.who_lags(data, year, shown), "verdict")
parts.notice(stories.projection_notice(data, year))
parts.paragraph(stories.clash_sentence(data, year), "story")

standings = data.queue(year, shown)
kinds = {kind: [s for s in standings if data.judgement(s.assessment.judgement).kind == kind] for kind in parts.KINDS}
headings = stories.list_headings(year == data.halving.end_year)
for kind in ("bad", "open"):
    if kinds[kind]:
        st.header(f"{headings[kind]}: {len(kinds[kind])} trong {len(standings)} huyện")
        parts.queue(data, kinds[kind])
for kind in ("good", "none"):
    if kinds[kind]:
        st.header(f"{headings[kind]}: {len(kinds[kind])} trong {len(standings)} huyện")
        parts.name_chips(data, kinds[kind])
frame.status_legend()

st.header("Các nhóm của kế hoạch")
if not selection.whole:
    st.caption("Luôn tính cho cả nhóm; không đổi theo phạm vi hay huyện đang chọn.")
own = {target.unit: target for target in data.targets}
parts.target_cards(
    data,
    [
        data.assess(own[group], year=year) if group in own else data.standing(group, year).assessment
        for group in ("poor_districts", "em_areas", "em_households")
    ],
)
parts.paragraph(stories.burden(data, "poor_districts", year), "story")

order = [s.assessment.unit for s in standings]
left, right = st.columns(2, gap="large")
with left:
    st.header("Từ đầu kỳ đến nay")
    figure = charts.dumbbells(data, order, "poor_rate", year, theme())
    shown_figures = [data.figure(unit, "poor_rate", at) for unit in order for at in (data.halving.baseline_year, year)]
    parts.show_chart(figure, "dumbbells", "Tỷ lệ hộ nghèo từ đầu kỳ đến nay",
                     f"cuối năm {data.halving.baseline_year} và {year}", captions.chart_notes(data, shown_figures))  # fmt: skip
with right:
    st.header("Đã giảm bao nhiêu, so với mức phải giảm")
    if year == data.halving.baseline_year:
        st.info("Năm xuất phát: chưa có nhịp giảm để so.")
    else:
        figure = charts.falls(data, order, year, theme())
        counts = [
            data.figure(unit, data.halving.indicator, at) for unit in order for at in (data.halving.baseline_year, year)
        ]
        parts.show_chart(figure, "falls", "Số hộ nghèo đã giảm, so với mức phải giảm",
                         f"từ cuối năm {data.halving.baseline_year} đến cuối năm {year}; vạch ngang: khoảng 80 %",
                         captions.chart_notes(data, counts))  # fmt: skip
        st.caption(
            "Vạch ngang là khoảng 80 %. Hai huyện có vạch chồng lên nhau không phân được hơn kém: đừng xếp hạng chúng."
        )
parts.show_table(parts.standing_table(data, standings), "Bảng đầy đủ: mức, nhịp, thước đo, xác suất")
sentence = stories.target_sentence(data, data.assess(data.halving, year=year))
st.caption(f"Toàn tỉnh để đối chiếu: {sentence}")
