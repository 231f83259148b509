"""Production entry: the dashboard behind gzip and safe headers, Streamlit's own texts in Vietnamese.

``streamlit run app.py`` serves the same app without any of them.
"""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from streamlit import net_util
from streamlit.runtime.pages_manager import PagesManager

# Heavy libraries of single pages are loaded with the server, not by the first viewer of a page.
from lib.drawing import charts  # noqa: F401
from lib.ui.connections import send_at_once
from lib.ui.first_view import FirstView
from lib.ui.former_pages import FormerPages
from lib.ui.framework_texts import FrameworkTexts
from lib.ui.headers import SafeHeaders, frame_ancestors
from lib.ui.presenter import Presenter
from lib.ui.search_index import Search
from lib.ui.sheets import Sheets

# Until the first viewer's st.navigation, Streamlit would take pages/ for its old multipage layout and run a page file
# by itself when a deep link is the first request after a start. Saying so beforehand closes that gap.
PagesManager.uses_pages_directory = False

# Asked for a connection by a foreign page, Streamlit would first ask a public server which address this machine has, with
# every other viewer waiting. An installation's other addresses are named in server.corsAllowedOrigins instead.
net_util.get_internal_ip = net_util.get_external_ip = lambda: None

send_at_once()

# Streamlit sends its JavaScript uncompressed; level 6 makes it a third without slowing a two-core server.
app = st.App(
    "app.py",
    middleware=[
        Middleware(SafeHeaders, ancestors=frame_ancestors()),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),
        Middleware(FormerPages),
        Middleware(Presenter),
        Middleware(Sheets),
        Middleware(Search),
        Middleware(FirstView),
        Middleware(FrameworkTexts),
    ],
)
