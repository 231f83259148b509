"""The way to a page's printed version; it is what the browser prints, too (``assets/paper/index.js``)."""

from __future__ import annotations

import streamlit as st

from lib.drawing.bundle import asset, script


def paper_way(address: str, label: str) -> None:
    """The link to the printed version at ``address``, which lies over the live page while that is printed."""
    _PAPER(key="paper", data={"address": address, "label": label})


_PAPER = st.components.v2.component("paper", css=asset("paper.css"), js=script("paper/index.js"))
