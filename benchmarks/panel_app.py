"""The same map in Panel with Bokeh, its own plotting library; only columns of the data source change.

python benchmarks/panel_app.py PORT
"""

from __future__ import annotations

import sys

import panel as pn
from bokeh.models import ColumnDataSource, LinearColorMapper
from bokeh.palettes import YlOrBr9
from bokeh.plotting import figure
from reference_data import KNOWN, PROVINCE, Reference, load

pn.extension()
reference = load()


def rings(reference: Reference, axis: int) -> list:
    """Bokeh's nesting for multi_polygons: unit, polygon, ring, coordinate."""
    shapes = []
    for feature in reference.geojson["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        shapes.append([[[point[axis] for point in ring] for ring in polygon] for polygon in polygons])
    return shapes


XS, YS = rings(reference, 0), rings(reference, 1)


def page() -> pn.Column:
    """One viewer's page."""
    group = pn.widgets.Select(name="Phạm vi", options=list(reference.groups), value=PROVINCE)
    year = pn.widgets.Select(name="Năm", options=reference.years, value=reference.years[-1])
    source = ColumnDataSource(
        {"xs": XS, "ys": YS, "name": list(reference.names.values()), **columns(group.value, year.value)}
    )
    plot = figure(height=520, width=760, match_aspect=True, tooltips="@name: @rate{0.00} %", toolbar_location=None)
    plot.axis.visible = plot.grid.visible = False
    colours = LinearColorMapper(palette=YlOrBr9[::-1], low=0, high=60)
    plot.multi_polygons(
        "xs",
        "ys",
        source=source,
        fill_alpha="alpha",
        line_color="#333",
        fill_color={"field": "rate", "transform": colours},
    )

    def known(year: int) -> str:
        name, rate = reference.names[KNOWN], reference.rates[year][KNOWN]
        return f'{name} <span class="known-year">{year}</span>: <b class="known">{rate:.2f}</b>'

    def change(*_: object) -> None:
        source.data.update(columns(group.value, year.value))

    group.param.watch(change, "value")
    year.param.watch(change, "value")
    return pn.Column("# Tỷ lệ nghèo đa chiều", group, year, pn.pane.HTML(pn.bind(known, year)), pn.pane.Bokeh(plot))


def columns(group: str, year: int) -> dict[str, list[float]]:
    """What a choice changes: rates and opacities."""
    return {"rate": [reference.rates[year][unit] for unit in reference.units], "alpha": reference.opacities(group)}


if __name__ == "__main__":
    # Bokeh's server compresses only when Tornado is told to; any reverse proxy in front of it would.
    pn.serve(page, port=int(sys.argv[1]), address="127.0.0.1", show=False, compress_response=True)
