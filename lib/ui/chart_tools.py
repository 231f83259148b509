"""Buttons above a Plotly chart: copy the address, fill the screen, save the chart as an SVG or PNG picture.

Everything happens in the browser (``assets/charts/index.js``). Streamlit draws the chart; this component finds it by
the CSS class Streamlit gives to an element with a key. The words are those of the map's buttons.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from lib.drawing.bundle import asset, script
from lib.language.catalogue import Catalogue
from lib.language.names import plain_name

_NAMES = ("tools", "copy", "copied", "copy_by_hand", "full", "shrink", "svg", "png")
#: Longest part of a file name that comes from the title.
_LONGEST = 60


def chart_tools(wording: Catalogue, key: str, *, title: str, subtitle: str, notes: Sequence[str]) -> None:
    """Four buttons for the chart that ``st.plotly_chart(..., key=key)`` draws in the same run.

    ``title``, ``subtitle`` (the year, the unit) and ``notes`` (source, status marks, method; one line each) go
    into the pictures and frame the chart in full screen. The title also tells the buttons of several charts apart.
    """
    if "__" in key:
        raise ValueError("the key of a component must not contain two underscores in a row")
    _TOOLS(key=f"{key}-tools", data=tools_payload(wording, key, title, subtitle, notes))


def tools_payload(wording: Catalogue, key: str, title: str, subtitle: str, notes: Sequence[str]) -> dict[str, Any]:
    """What the buttons are sent: a ``ChartPayload`` of ``assets/charts/types.d.ts``."""
    return {
        "key": key,
        "title": title,
        "subtitle": subtitle,
        "notes": [note for note in notes if note.strip()],
        "file": file_name(title, key),
        "words": {name: wording.say(f"map.{name}") for name in _NAMES},
    }


def file_name(title: str, key: str) -> str:
    """Name of a picture's file without its ending: ``Quỹ đạo``, ``trajectory`` -> ``quy-dao-trajectory``."""
    name = plain_name(title)
    if len(name) > _LONGEST:
        name = name[: _LONGEST + 1].rsplit("-", 1)[0]
    return "-".join(part for part in (name, plain_name(key)) if part)


_TOOLS = st.components.v2.component("chart_tools", css=asset("chart_tools.css"), js=script("charts/index.js"))
