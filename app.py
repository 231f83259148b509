"""Entry script: page frame, navigation and the filter every page shares."""

from __future__ import annotations

import streamlit as st

from lib.ui import frame
from lib.ui.session import campaign_or_stop, sidebar

st.set_page_config(page_title="Không để ai bị bỏ lại phía sau", page_icon=":material/flag:", layout="wide")
frame.dress()
page = st.navigation([
    st.Page("pages/tong_quan.py", title="Tổng quan", icon=":material/dashboard:", default=True),
    st.Page("pages/ban_do.py", title="Bản đồ", icon=":material/map:", url_path="ban-do"),
    st.Page("pages/quy_dao.py", title="Quỹ đạo", icon=":material/trending_down:", url_path="quy-dao"),
    st.Page("pages/vung_cham.py", title="Vùng chậm", icon=":material/priority_high:", url_path="vung-cham"),
    st.Page("pages/du_lieu.py", title="Dữ liệu và phương pháp", icon=":material/database:", url_path="du-lieu"),
])  # fmt: skip
data = campaign_or_stop()
st.session_state["selection"] = sidebar(data)
page.run()
frame.footer()
