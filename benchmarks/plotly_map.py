"""The choropleth that the Dash and the plain Streamlit page share."""

from __future__ import annotations

import plotly.graph_objects as go
from reference_data import Reference


def choropleth(reference: Reference, group: str, year: int) -> go.Figure:
    """The rate of a year on the districts, those outside the group dimmed; no tiles, so nothing comes from elsewhere."""
    rates = reference.rates[year]
    figure = go.Figure(
        go.Choropleth(
            geojson=reference.geojson,
            featureidkey="properties.unit",
            locations=reference.units,
            z=[rates[unit] for unit in reference.units],
            zmin=0,
            zmax=60,
            text=[reference.names[unit] for unit in reference.units],
            hovertemplate="%{text}: %{z:.2f} %<extra></extra>",
            colorscale="YlOrBr",
            marker={"line": {"color": "#333", "width": 0.7}},
            # Plotly dims what is not selected; opacities of single districts it does not draw.
            selectedpoints=[at for at, unit in enumerate(reference.units) if unit in reference.groups[group]],
            unselected={"marker": {"opacity": 0.25}},
        )
    )
    figure.update_geos(fitbounds="locations", visible=False)
    figure.update_layout(height=520, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return figure
