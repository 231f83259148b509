"""Entry script: page frame, navigation and the filter every page shares."""

from __future__ import annotations

import logging

import streamlit as st

from lib.ui import frame, meeting_button, navigation, search, session
from lib.ui.frame import SIDEBAR_PX
from lib.ui.turns import turn
from lib.views.shell import SHELL

with turn():
    st.set_page_config(
        page_title=SHELL.product, page_icon="lib/drawing/assets/icon.png", layout="wide",
        initial_sidebar_state=SIDEBAR_PX,
    )  # fmt: skip
    frame.dress()
    pages = navigation.pages()
    # A page behind "more" would be a page nobody knows of.
    page = st.navigation(list(pages.values()), expanded=True)
    data = session.campaign_or_stop()
    session.edition_notice(data.wording)
    asked = session.link()
    selection = session.sidebar(data, asked)
    meeting = st.sidebar.container()
    st.session_state.update(pages=pages, selection=selection, asked=asked, own_link={})
    try:
        page.run()
    except Exception:
        # Streamlit would answer in English; the cause goes to the server's log.
        logging.getLogger(__name__).exception("page failed")
        st.error(SHELL.faults.page)
    with meeting:
        # What the page adds to its link is part of the meeting too.
        meeting_button.present_button(data, selection, st.session_state["own_link"])
    frame.footer(data)
    search.search(data)
    session.write_link(data, selection, **st.session_state["own_link"])
