"""Production entry: the dashboard behind gzip, Streamlit's own texts in Vietnamese.

``streamlit run app.py`` serves the same app without either.
"""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from streamlit.runtime.pages_manager import PagesManager

# Heavy libraries of single pages are loaded with the server, not by the first viewer of a page.
from lib.drawing import charts  # noqa: F401
from lib.ui.framework_texts import FrameworkTexts

# Until the first viewer's st.navigation, Streamlit would take pages/ for its old multipage layout and run a page file
# by itself when a deep link is the first request after a start. Saying so beforehand closes that gap.
PagesManager.uses_pages_directory = False

# Streamlit sends its JavaScript uncompressed; level 6 makes it a third without slowing a two-core server.
app = st.App(
    "app.py",
    middleware=[
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),
        Middleware(FrameworkTexts),
    ],
)
