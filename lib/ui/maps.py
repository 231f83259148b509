"""The campaign on the district map: measures, groups and view for :mod:`lib.ui.district_map`."""

from __future__ import annotations

import math

import streamlit as st

from lib.campaign.campaign import Campaign
from lib.campaign.figures import MODEL_SOURCE
from lib.campaign.marks import display
from lib.campaign.measures import measure_figure
from lib.drawing.map_geometry import svg_geometry
from lib.geography.boundaries import load_context, load_layer
from lib.ledger.figure import ESTIMATED, MISSING, Figure
from lib.ui.district_map import (
    MapClasses,
    MapGroup,
    MapMeasure,
    MapOptions,
    MapSelection,
    MapValue,
    MapView,
    build_payload,
    district_map,
)
from lib.ui.session import YEAR, Selection, select_on_map


def show_map(data: Campaign, selection: Selection, *, key: str, measures: tuple[str, ...] | None = None,
             compact: bool = False, height: int | None = None) -> None:  # fmt: skip
    """Draw the map of the 21 districts; a click chooses the district, a year button the year, on every page."""
    chosen = measures or tuple(display()["measures"])
    view = MapView(
        year=selection.year,
        measure=chosen[0],
        selected=selection.districts,
        scope=None if len(selection.scope) == len(data.districts) else selection.scope,
    )
    payload = {**_payload(data, chosen, compact), "view": _view(view)}
    district_map(payload, key=key, on_select=_chosen, on_year=_year_chosen, height=height)


def _chosen(chosen: MapSelection) -> None:
    select_on_map(chosen.unit, chosen.add)


def _year_chosen(year: int) -> None:
    st.session_state[YEAR] = year


def _view(view: MapView) -> dict:
    return {"year": view.year, "measure": view.measure, "selected": list(view.selected),
            "scope": None if view.scope is None else list(view.scope)}  # fmt: skip


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={Campaign: id})
def _payload(data: Campaign, measures: tuple[str, ...], compact: bool) -> dict:
    return build_payload(
        svg_geometry(load_layer("districts_2021"), load_context()),
        data.years,
        [_measure(data, measure) for measure in measures],
        MapView(year=data.latest_year, measure=measures[0]),
        groups=[
            MapGroup("poor_districts", "Huyện nghèo", data.members("poor_districts"), "outline"),
            MapGroup("em_areas", "Vùng dân tộc thiểu số", data.members("em_areas"), "symbol", "◆"),
        ],
        options=MapOptions(compact=compact),
    )


def _measure(data: Campaign, measure: str) -> MapMeasure:
    rule = display()["measures"][measure]
    return MapMeasure(
        id=measure,
        label=rule["label"],
        unit=rule["unit"],
        classes=MapClasses(rule["breaks"], rule["colors"]["light"], rule["colors"]["dark"]),
        values={
            unit: [_value(data, measure_figure(data, measure, unit, year)) for year in data.years]
            for unit in data.districts
        },
        decimals=rule["decimals"],
        decimals_published=rule.get("decimals_published", _decimals_published(rule)),
        diverging=rule.get("signed", False),
        note=rule["note"],
    )


def _decimals_published(rule: dict) -> int:
    # Rates are published with two decimals, and every other page writes them so.
    return 2 if rule["unit"] == "%" and "indicator" in rule else rule["decimals"]


def _value(data: Campaign, figure: Figure) -> MapValue:
    if figure.status == MISSING or math.isnan(figure.value):
        return MapValue(None, MISSING)
    low, high = (figure.low, figure.high) if figure.status == ESTIMATED else (None, None)
    undecided = False
    if "path" in display()["measures"].get(figure.indicator, {}):
        undecided = data.standing(figure.unit, figure.year).assessment.judgement == "undecided"
    return MapValue(figure.value, figure.status, low, high, source_title(data, figure.source), undecided)


def source_title(data: Campaign, source: str) -> str:
    """Title of a ledger source, or what our model is called."""
    if source == MODEL_SOURCE:
        return "Mô hình ước tính (trang Dữ liệu và phương pháp)"
    return str(data.sources["title"].get(source, source))
