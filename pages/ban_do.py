"""Bản đồ: the 21 districts on the map, five measures, five years, two years side by side, and in 3-D."""

from __future__ import annotations

import streamlit as st

from lib.scenes import stories
from lib.ui import frame, maps, parts, view_3d
from lib.ui.session import campaign_or_stop

data = campaign_or_stop()
selection = st.session_state["selection"]

st.title("Bản đồ nghèo đa chiều 21 huyện, thành phố, thị xã")
frame.status_legend()
parts.notice(stories.projection_notice(data, selection.year))
maps.show_map(data, selection, key="map-main")
st.caption(
    "Ranh giới 21 huyện trước 12/2024, dùng chung cho mọi năm để so sánh được. Từ 1/12/2024 thị xã Cửa Lò và 4 xã Nghi "
    "Lộc nhập vào Vinh; từ 1/7/2025 không còn cấp huyện."
)
if st.toggle("Xem ba chiều: chiều cao là số hộ nghèo, màu là tỷ lệ", key="ba_chieu", bind="query-params"):
    view_3d.show(data, selection)
