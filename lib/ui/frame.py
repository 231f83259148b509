"""Page frame: language, small style rules Streamlit has no option for, the notice at the foot."""

from __future__ import annotations

import streamlit as st

from lib.campaign.campaign import Campaign
from lib.drawing.bundle import asset
from lib.drawing.font import sign_face
from lib.language.markdown import plain
from lib.views.sentences.captions import notices

#: Wide enough for the longest page name and district, so that the map gets the rest.
SIDEBAR_PX = 290

_COLOURS_JS = """
// A browser that turns dark or light while the page is open: Streamlit changes its own colours without a run, and the
// page's are drawn on the server (seen in 1.67).
export default function ({ setTriggerValue }) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // After Streamlit has heard of it too: its run takes along what it shows then.
  const turned = () => setTimeout(() => setTriggerValue("turned", true), 0);
  dark.addEventListener("change", turned);
  return () => dark.removeEventListener("change", turned);
}
"""
_COLOURS = st.components.v2.component("colours", js=_COLOURS_JS)


def dress() -> None:
    """Set the document language and the style; called once a run, before the page."""
    st.html(f"<style>{sign_face()}{asset('page.css')}</style>")
    # Served without asgi.py, Streamlit's index.html says English; screen readers need to know the text is Vietnamese.
    st.html("<script>document.documentElement.lang='vi'</script>", unsafe_allow_javascript=True)
    # A run is all it asks for.
    _COLOURS(key="colours-view", on_turned_change=lambda: None)


def footer(data: Campaign) -> None:
    """The notices every page carries."""
    st.caption(plain(notices(data)))
