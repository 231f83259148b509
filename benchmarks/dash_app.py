"""The same map in Dash, as its documentation has it deployed: gunicorn, compressed, scripts from its own server.

gunicorn --chdir benchmarks --workers 2 dash_app:server
"""

from __future__ import annotations

from dash import Dash, Input, Output, dcc, html
from plotly_map import choropleth
from reference_data import KNOWN, PROVINCE, load

# Plotly would fetch its world map from its own host; an empty one stands in.
CONFIG = {"topojsonURL": "/assets/"}
reference = load()
app = Dash(__name__, serve_locally=True, compress=True, title="Dash", assets_folder="static")
server = app.server
app.layout = html.Main(
    [
        html.H1("Tỷ lệ nghèo đa chiều"),
        dcc.Dropdown(list(reference.groups), PROVINCE, id="group", clearable=False),
        dcc.Dropdown(reference.years, reference.years[-1], id="year", clearable=False),
        html.P([reference.names[KNOWN], " ", html.Span(id="known-year"), ": ", html.B(id="known")]),
        dcc.Graph(id="map", figure=choropleth(reference, PROVINCE, reference.years[-1]), config=CONFIG),
    ]
)


@app.callback(
    Output("map", "figure"),
    Output("known", "children"),
    Output("known-year", "children"),
    Input("group", "value"),
    Input("year", "value"),
    prevent_initial_call=False,
)
def draw(group: str, year: int) -> tuple:
    """The figure and the known district's rate."""
    return choropleth(reference, group, year), f"{reference.rates[year][KNOWN]:.2f}", str(year)
