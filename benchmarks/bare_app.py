"""The yardstick: a bare Streamlit page with one static map of the 21 districts and one select box."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import streamlit as st

from lib.drawing.map_geometry import svg_geometry
from lib.geography.boundaries import load_context, load_layer


@st.cache_resource
def _geometry() -> dict:
    return svg_geometry(load_layer("districts_2021"), load_context())


geometry = _geometry()
shade = st.selectbox("Phạm vi", ["#F5C266", "#C9601F"])
paths = "".join(f'<path d="{unit["d"]}" fill="{shade}" stroke="#333"/>' for unit in geometry["units"])
svg = f'<svg viewBox="0 0 {geometry["w"]} {geometry["h"]}" data-map-ready="true">{paths}</svg>'
st.markdown(svg, unsafe_allow_html=True)
