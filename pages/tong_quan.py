"""Tổng quan: are we reaching the plan, and who is behind? Answered in five seconds."""

from __future__ import annotations

import html

import streamlit as st

from lib.stories import campaign_sentence
from lib.ui import frame, maps, parts
from lib.ui.session import campaign_or_stop

data = campaign_or_stop()
selection = st.session_state["selection"]

st.title("Có đạt mục tiêu không, và ai đang tụt lại?")
st.html(f'<p class="story">{html.escape(campaign_sentence(data, selection.year))}</p>')

parts.target_cards(data, [data.assess(target, year=selection.year) for target in data.targets])

left, right = st.columns([3, 2], gap="medium")
with left:
    st.subheader(f"Tỷ lệ hộ nghèo theo huyện, cuối năm {selection.year}")
    maps.show_map(data, selection, key="map-overview", measures=("ty_le_ngheo",), compact=True)
with right:
    st.subheader("Ba nơi cần chú ý nhất")
    st.caption("Huyện còn cách đường giảm một nửa của chính mình xa nhất, tính bằng số hộ")
    for position, standing in enumerate(data.queue(selection.year, list(selection.shown))[:3], start=1):
        parts.queue_entry(data, standing, position)
    st.page_link("pages/vung_cham.py", label="Xem toàn bộ danh sách", icon=":material/arrow_forward:")
frame.status_legend()
