"""Entry script: page frame, navigation and the filter every page shares."""

from __future__ import annotations

import logging

import streamlit as st

from lib.ui import frame, page_list, session
from lib.ui.frame import SIDEBAR_PX

st.set_page_config(
    page_title="Không để ai bị bỏ lại phía sau", page_icon="lib/ui/assets/icon.png", layout="wide",
    initial_sidebar_state=SIDEBAR_PX,
)  # fmt: skip
frame.dress()
page = st.navigation(page_list.navigation())
data = session.campaign_or_stop()
session.edition_notice()
asked = session.link()
selection = session.sidebar(data, asked)
st.session_state["selection"], st.session_state["asked"], st.session_state["own_link"] = selection, asked, {}
try:
    page.run()
except Exception:
    # Streamlit would answer in English; the cause goes to the server's log.
    logging.getLogger(__name__).exception("page failed")
    st.error("Trang này gặp lỗi nên chưa hiển thị hết. Hãy tải lại; nếu vẫn lỗi, báo người phụ trách kèm giờ xảy ra.")
frame.footer(data)
session.write_link(data, selection, **st.session_state["own_link"])
