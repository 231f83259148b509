"""The way from a page into the meeting: its button, and the links to its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from lib.campaign.campaign import Campaign
from lib.drawing.bundle import asset, script
from lib.ui import session
from lib.views import links
from lib.views.links import Selection
from lib.views.meeting.addresses import ALL, FILE, JOB, SLIDES, addresses

_WORDS = ("start", "file", "slides", "making", "cancel", "failed")


def present_button(campaign: Campaign, selection: Selection, own: Mapping[str, Sequence[str]]) -> None:
    """The button that opens the meeting, and the link to its file (see :func:`addresses`)."""
    say = campaign.wording.say
    address, file = addresses(campaign, selection, own, preview=session.previewing())
    words = {name: say(f"presenter.{name}") for name in _WORDS}
    words["all_slides"] = say(
        "presenter.all_slides", count=len(campaign.districts), unit=campaign.unit_words["unit_vi"]
    )
    slides = file.replace(f"{FILE}=1", f"{FILE}={SLIDES}")
    _BUTTON(
        key="present",
        data={
            "address": address,
            "file": file,
            "slides": slides,
            "all": f"{slides}&{ALL}=1",
            "job": f"./{links.MEETING}?{JOB}=",
            "words": words,
        },
    )


_BUTTON = st.components.v2.component("present", css=asset("present.css"), js=script("present/index.js"))
