"""The 3-D view: height = poor households, colour = poor rate. Drawn without any base map or network."""

from __future__ import annotations

import bisect

import pydeck as pdk
import streamlit as st
from shapely.geometry import mapping

from lib.boundaries import load_layer
from lib.campaign import Campaign
from lib.display import display, marked
from lib.figures import ESTIMATED
from lib.ui.session import Selection, theme


def show(data: Campaign, selection: Selection) -> None:
    """Draw the turnable map of the selection's year."""
    rule = display()["measures"]["ty_le_ngheo"]
    colours = rule["colors"][theme()]
    features = []
    for row in load_layer("districts_2021").itertuples():
        rate = data.figure(row.unit, "poor_rate", selection.year)
        count = data.figure(row.unit, "poor_households", selection.year)
        colour = colours[bisect.bisect_right(rule["breaks"], rate.value)]
        rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        features.append({
            "type": "Feature",
            "geometry": mapping(row.geometry),
            "properties": {
                "name": data.names[row.unit], "rate": marked(rate, interval=True),
                "count": marked(count, interval=True), "height": count.value,
                # Estimates are translucent, published values solid: the mark survives in three dimensions.
                "colour": [*rgb, 175 if ESTIMATED in (rate.status, count.status) else 255],
            },
        })  # fmt: skip
    layer = pdk.Layer(
        "GeoJsonLayer", {"type": "FeatureCollection", "features": features}, id="districts", extruded=True,
        pickable=True, auto_highlight=True, get_fill_color="properties.colour", get_elevation="properties.height",
        elevation_scale=9, wireframe=True, get_line_color=[255, 255, 255],
    )  # fmt: skip
    view = pdk.ViewState(latitude=19.05, longitude=104.9, zoom=7.6, pitch=48, bearing=-12)
    deck = pdk.Deck([layer], initial_view_state=view, map_provider=None,
                    tooltip={"text": "{name}\nTỷ lệ hộ nghèo: {rate}\nSố hộ nghèo: {count}"})  # fmt: skip
    st.pydeck_chart(deck, key="map-3d", height=560)
    st.caption(f"Cuối năm {selection.year}. Khối mờ: có số ước tính; khối đặc: số công bố. Kéo chuột phải để xoay.")
