"""The yardstick for load: plain Streamlit with the same filter, the same map, a table and one chart."""

from __future__ import annotations

import streamlit as st
from plotly_map import choropleth
from reference_data import KNOWN, Reference, load


@st.cache_resource
def _reference() -> Reference:
    return load()


reference = _reference()
st.title("Tỷ lệ nghèo đa chiều")
with st.sidebar:
    group = st.selectbox("Phạm vi", list(reference.groups), key="nhom", bind="query-params")
    years = reference.years
    year = st.selectbox("Năm", years, index=len(years) - 1, key="nam", bind="query-params")
rates = reference.rates[year]
st.html(f'{reference.names[KNOWN]} <span class="known-year">{year}</span>: <b class="known">{rates[KNOWN]:.2f}</b>')
# Plotly would fetch its world map from its own host; an empty one stands in (--server.enableStaticServing true).
st.plotly_chart(choropleth(reference, group, year), key="map", config={"topojsonURL": "/app/static/"})
members = reference.groups[group]
st.dataframe({"Huyện": [reference.names[u] for u in members], "Tỷ lệ nghèo (%)": [rates[u] for u in members]})
means = {str(y): sum(reference.rates[y][u] for u in members) / len(members) for y in years}
st.bar_chart({"Năm": list(means), "Tỷ lệ": list(means.values())}, x="Năm", y="Tỷ lệ")
