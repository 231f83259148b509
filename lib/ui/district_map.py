"""The interactive district map (bản đồ huyện) as a Streamlit component.

:func:`lib.drawing.map_payload.build_payload` packs the figures that ``assets/map/index.js`` draws; :func:`district_map`
mounts it. Measure, comparison, card and table work in the browser alone. Two things reach the server: the choice of a
district, as :class:`MapSelection`, and the year, which the browser shows at once and tells the server a moment later, so
that the rest of the page follows.

The payload travels in two mounts. The heavy part (geometry, values) changes only with the data, so Streamlit
sends it once and afterwards refers to it by hash; the small *view* (selected units, scope, year and initial
measure) is a component of its own. A changed filter therefore costs about one kilobyte, not the geometry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.drawing.bundle import asset, script


@dataclass(frozen=True)
class MapSelection:
    """A district chosen on the map; ``add`` when Shift or Ctrl was held."""

    unit: str
    year: int
    measure: str
    add: bool


def district_map(
    payload: Mapping[str, Any],
    *,
    key: str,
    on_select: Callable[[MapSelection], None] | None = None,
    on_year: Callable[[int], None] | None = None,
    height: int | None = None,
) -> MapSelection | None:
    """Mounts the map and returns the district chosen in this run, if any.

    ``on_select`` and ``on_year`` are called before the script body runs, as Streamlit's callbacks are; the
    year given to ``on_year`` should come back as the year of the next view. ``height`` caps the height of the
    map itself in pixels (default: about three quarters of the window).
    """
    if "__" in key:
        raise ValueError("the key of a component must not contain two underscores in a row")

    def chosen() -> None:
        selection = _read_selection(st.session_state[key].get("selected"), payload)
        if selection and on_select:
            on_select(selection)

    turn_key = f"{key}-year-turn"

    def year_chosen() -> None:
        choice = _read_year(st.session_state[key].get("year"), payload)
        if choice:
            year, st.session_state[turn_key] = choice
            if on_year:
                on_year(year)

    constant = {name: part for name, part in payload.items() if name != "view"}
    # The first view travels with the map too, for the instant before its own component runs; it is the one
    # this browser session started with, so that a later change does not alter (and resend) the heavy part.
    first_view = st.session_state.setdefault(f"{key}-first-view", dict(payload["view"]))
    with st.container(gap=None):
        # The turn tells the browser which of its choices of a year this view already knows of.
        _VIEW(key=f"{key}-view", data={"key": key, "turn": st.session_state.get(turn_key, 0), **payload["view"]})
        result = _MAP(
            key=key,
            data={**constant, "key": key, "height": height, "view": first_view},
            on_selected_change=chosen,
            on_year_change=year_chosen,
        )
    return _read_selection(result.get("selected"), payload)


def _read_selection(raw: object, payload: Mapping[str, Any]) -> MapSelection | None:
    """What the browser sent, or ``None`` when it names a unit, year or measure the payload does not have."""
    if not isinstance(raw, Mapping):
        return None
    known = (
        raw.get("unit") in {unit["u"] for unit in payload["geometry"]["units"]}
        and raw.get("year") in payload["years"]
        and raw.get("measure") in {measure["id"] for measure in payload["measures"]}
    )
    if not known:
        return None
    return MapSelection(str(raw["unit"]), int(raw["year"]), str(raw["measure"]), bool(raw.get("add")))


def _read_year(raw: object, payload: Mapping[str, Any]) -> tuple[int, int] | None:
    """Year and turn of a choice made in the browser, or ``None`` for a year the payload does not have."""
    if not isinstance(raw, Mapping) or raw.get("year") not in payload["years"]:
        return None
    turn = raw.get("turn")
    return int(raw["year"]), turn if isinstance(turn, int) else 0


_VIEW_JS = """
// Hands the small, often changing view to the map with the same key (see map/index.js).
export default function ({ data }) {
  globalThis.districtMapViews ??= new Map();
  globalThis.districtMapViews.set(data.key, data);
  globalThis.dispatchEvent(new CustomEvent("district-map-view", { detail: data.key }));
}
"""


_MAP = st.components.v2.component("district_map", css=asset("district_map.css"), js=script("map/index.js"))
_VIEW = st.components.v2.component("district_map_view", js=_VIEW_JS)
