"""Entry script: page frame, navigation and the filter every page shares."""

from __future__ import annotations

import logging

import streamlit as st

from lib.ui import frame
from lib.ui.frame import SIDEBAR_PX
from lib.ui.session import campaign_or_stop, sidebar

st.set_page_config(
    page_title="Không để ai bị bỏ lại phía sau", page_icon="lib/ui/assets/icon.png", layout="wide",
    initial_sidebar_state=SIDEBAR_PX,
)  # fmt: skip
frame.dress()
page = st.navigation([
    st.Page("pages/tong_quan.py", title="Tổng quan", icon=":material/dashboard:", default=True),
    st.Page("pages/ban_do.py", title="Bản đồ", icon=":material/map:", url_path="ban_do"),
    st.Page("pages/quy_dao.py", title="Quỹ đạo", icon=":material/trending_down:", url_path="quy_dao"),
    st.Page("pages/vung_cham.py", title="Vùng chậm", icon=":material/priority_high:", url_path="vung_cham"),
    st.Page("pages/du_lieu.py", title="Dữ liệu và phương pháp", icon=":material/database:", url_path="du_lieu"),
])  # fmt: skip
data = campaign_or_stop()
st.session_state["selection"] = sidebar(data)
try:
    page.run()
except Exception:
    # Streamlit would answer in English; the cause goes to the server's log.
    logging.getLogger(__name__).exception("page failed")
    st.error("Trang này gặp lỗi nên chưa hiển thị hết. Hãy tải lại; nếu vẫn lỗi, báo người phụ trách kèm giờ xảy ra.")
frame.footer()
