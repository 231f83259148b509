"""Production entry: the dashboard behind gzip and safe headers, Streamlit's own texts in Vietnamese.

``streamlit run app.py`` serves the same app without any of them.
"""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

# Heavy libraries of single pages are loaded with the server, not by the first viewer of a page.
from lib.drawing import charts  # noqa: F401
from lib.web.documents import routes
from lib.web.first_view import FirstView
from lib.web.framework.addresses import stay_here
from lib.web.framework.connections import send_at_once
from lib.web.framework.pages_directory import leave_alone
from lib.web.framework.texts import FrameworkTexts
from lib.web.headers import SafeHeaders, frame_ancestors

leave_alone()
stay_here()
send_at_once()

# Streamlit sends its JavaScript uncompressed; level 6 makes it a third without slowing a two-core server.
app = st.App(
    "app.py",
    routes=routes(),
    middleware=[
        Middleware(SafeHeaders, ancestors=frame_ancestors()),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),
        Middleware(FirstView),
        Middleware(FrameworkTexts),
    ],
)
