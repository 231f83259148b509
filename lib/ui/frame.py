"""Page frame: language, small style rules Streamlit has no option for, the notice at the foot."""

from __future__ import annotations

import streamlit as st

from lib.campaign.campaign import Campaign
from lib.drawing.bundle import asset
from lib.drawing.font import sign_face
from lib.language.markdown import plain

#: Wide enough for the longest page name and district, so that the map gets the rest.
SIDEBAR_PX = 290


def dress() -> None:
    """Set the document language and the style; called once a run, before the page."""
    st.html(f"<style>{sign_face()}{asset('page.css')}</style>")
    # Served without asgi.py, Streamlit's index.html says English; screen readers need to know the text is Vietnamese.
    st.html("<script>document.documentElement.lang='vi'</script>", unsafe_allow_javascript=True)


def footer(data: Campaign) -> None:
    """The notices every page carries."""
    st.caption(plain(data.wording.say("page.footer", standard=data.standard_name)))
