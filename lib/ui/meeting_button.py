"""The way from a page into the meeting: its button, and the button of its slides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from lib.campaign.campaign import Campaign
from lib.drawing.bundle import asset, script
from lib.ui import session
from lib.views import downloads
from lib.views.links import Selection
from lib.views.meeting.addresses import addresses


def present_button(campaign: Campaign, selection: Selection, own: Mapping[str, Sequence[str]]) -> None:
    """The button that opens the meeting, and the one of its slides; ``own``: see :func:`addresses`."""
    section, preview = campaign.wording.section, session.previewing()
    address, _ = addresses(campaign, selection, own, preview=preview)
    slides = downloads.slides_address(campaign, selection, own, preview=preview)
    words = {name: section("presenter")[name] for name in ("start", "slides")}
    data = {
        "address": address,
        "slides": slides,
        "job": downloads.JOB_ADDRESS,
        "words": words,
        "files": section("files.words"),
    }
    _BUTTON(key="present", data=data)


_BUTTON = st.components.v2.component("present", css=asset("present.css"), js=script("present/index.js"))
