"""Vùng chậm: who lags, by how much, on which yardstick, with what probability."""

from __future__ import annotations

import streamlit as st

from lib import charts, formats
from lib.display import marked
from lib.figures import PROVINCE
from lib.stories import target_sentence
from lib.ui import frame, parts
from lib.ui.session import campaign_or_stop, theme

data = campaign_or_stop()
selection = st.session_state["selection"]

st.title("Ai đang tụt lại?")
frame.status_legend()
own = {target.unit: target for target in data.targets}
parts.target_cards(
    data,
    [
        data.assess(own[group], year=selection.year)
        if group in own
        else data.standing(group, selection.year).assessment
        for group in ("poor_districts", "em_areas", "em_households")
    ],
)

standings = data.queue(selection.year, list(selection.shown))
behind = [s for s in standings if s.assessment.gap_to_path > 0]
st.subheader(f"{len(behind)} trong {len(standings)} huyện ở sau đường giảm một nửa của chính mình")
for position, standing in enumerate(behind, start=1):
    parts.queue_entry(data, standing, position)

poor = data.members("poor_districts")
total = data.figure(PROVINCE, "poor_households", selection.year)
share = data.figure("poor_districts", "poor_households", selection.year)
base = data.figure("poor_districts", "poor_households", data.halving.baseline_year)
base_total = data.figure(PROVINCE, "poor_households", data.halving.baseline_year)
st.markdown(
    f"**Gánh nặng dồn về huyện nghèo:** bốn huyện nghèo có {marked(share)} trong {marked(total)} nghèo của tỉnh, "
    f"≈ {formats.percent(share.value / total.value * 100, 0)}; cuối năm {data.halving.baseline_year} là "
    f"≈ {formats.percent(base.value / base_total.value * 100, 0)}."
)

order = [s.assessment.unit for s in standings]
left, right = st.columns(2, gap="large")
with left:
    st.subheader("Từ đầu kỳ đến nay")
    figure = charts.dumbbells(data, order, "poor_rate", selection.year, theme())
    parts.show_chart(figure, "dumbbells", "Tỷ lệ hộ nghèo đầu kỳ và nay; số liệu ở bảng dưới")
with right:
    st.subheader("Mức nghèo và nhịp giảm")
    figure = charts.level_against_pace(data, order, selection.year, theme())
    parts.show_chart(figure, "pace", "Mức nghèo và nhịp giảm; số liệu ở bảng dưới")
    st.caption(
        "Vạch dọc là khoảng 80 %. Hai huyện có vạch chồng lên nhau không phân được hơn kém: đừng xếp hạng chúng."
    )
parts.show_table(parts.standing_table(data, standings), "Bảng đầy đủ: mức, nhịp, thước đo, xác suất")
if selection.year == data.years[-1]:
    st.warning("Năm 2025 dựa trên số tỉnh dự kiến, chưa phải kết quả rà soát; ước tính từng huyện chỉ để tham khảo.")
sentence = target_sentence(data, data.assess(data.halving, year=selection.year))
st.caption(f"Toàn tỉnh để đối chiếu: {sentence}")
