"""The interactive district map (bản đồ huyện): plain figures in, a Streamlit component out.

:func:`build_payload` turns domain data (no Streamlit types) into the compact JSON that
``assets/map/index.js`` draws; :func:`district_map` mounts it. Measure, comparison, card and table work in the
browser alone. Two things reach the server: the choice of a district, as :class:`MapSelection`, and the year, which
the browser shows at once and tells the server a moment later, so that the rest of the page follows.

The payload travels in two mounts. The heavy part (geometry, values) changes only with the data, so Streamlit
sends it once and afterwards refers to it by hash; the small *view* (selected units, scope, year and initial
measure) is a component of its own. A changed filter therefore costs about one kilobyte, not the geometry.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Literal

import streamlit as st

from lib.language.display import MIN_CONTRAST, contrast
from lib.ui.bundle import asset, script

STATUS_CODES = {"published": "c", "projected": "d", "estimated": "e", "missing": "m"}


@dataclass(frozen=True)
class MapValue:
    """One figure: value, status (``published``, ``projected``, ``estimated``, ``missing``), 80 % interval.

    ``source`` is the label shown on the card. ``low`` and ``high`` are in the unit of the value. ``undecided``: on a
    diverging scale, which side of zero the truth lies on is not decided; it is coloured as zero.
    """

    value: float | None
    status: str
    low: float | None = None
    high: float | None = None
    source: str | None = None
    undecided: bool = False

    def __post_init__(self) -> None:
        if self.status not in STATUS_CODES:
            raise ValueError(f"unknown status {self.status!r}; use one of {', '.join(STATUS_CODES)}")
        if _number_or_none(self.value) is None and self.status != "missing":
            raise ValueError(f"a figure with status {self.status!r} needs a value")
        if self.status == "estimated" and None in (_number_or_none(self.low), _number_or_none(self.high)):
            raise ValueError("an estimated figure needs its interval (low and high)")


@dataclass(frozen=True)
class MapClasses:
    """Round-number classes: ``len(breaks) + 1`` colours, low to high; a class starts at its break."""

    breaks: Sequence[float]
    colors_light: Sequence[str]
    colors_dark: Sequence[str]
    labels: Sequence[str] | None = None

    def __post_init__(self) -> None:
        if list(self.breaks) != sorted(set(self.breaks)) or not self.breaks:
            raise ValueError("class breaks must rise and there must be at least one")
        for name in ("colors_light", "colors_dark", "labels"):
            entries = getattr(self, name)
            if entries is not None and len(entries) != len(self.breaks) + 1:
                raise ValueError(f"{name}: {len(self.breaks)} breaks need {len(self.breaks) + 1} entries")


@dataclass(frozen=True)
class MapMeasure:
    """One measure (chỉ số). ``values`` holds, by unit code, one :class:`MapValue` for each year.

    ``unit`` is written after every number (``%``, ``hộ``, ``điểm %``). ``decimals`` is for estimates,
    ``decimals_published`` (default: the same) for published and projected figures. ``signed`` writes a plus
    sign too (default: on a diverging scale).
    """

    id: str
    label: str
    unit: str
    classes: MapClasses
    values: Mapping[str, Sequence[MapValue]]
    decimals: int = 1
    decimals_published: int | None = None
    diverging: bool = False
    signed: bool | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class MapGroup:
    """A group marked on the map: ``outline`` (thick border) or ``symbol`` (a sign before the name)."""

    id: str
    label: str
    units: Sequence[str]
    style: Literal["outline", "symbol"] = "outline"
    symbol: str = ""


@dataclass(frozen=True)
class MapView:
    """What the server decides and may change at any rerun. ``scope`` ``None`` means every unit."""

    year: int
    measure: str
    selected: Sequence[str] = ()
    scope: Sequence[str] | None = None


@dataclass(frozen=True)
class MapSelection:
    """A district chosen on the map; ``add`` when Shift or Ctrl was held."""

    unit: str
    year: int
    measure: str
    add: bool


@dataclass(frozen=True)
class MapFilter:
    """The page's own filter, whose choices the map shows before the server answers.

    ``year`` and ``group``: what its two boxes are called. ``scopes``: option of a group -> its units, None for every unit.
    """

    year: str
    group: str
    scopes: Mapping[str, Sequence[str] | None]


@dataclass(frozen=True)
class MapOptions:
    """How the map presents itself: its wording and colours (see ``wording.yaml``, ``display.yaml``), the level of intervals.

    ``url`` keeps the reader's choices in the address (not when compact).
    """

    words: Mapping[str, Any]
    palette: Mapping[str, Mapping[str, str]]
    level: int
    compact: bool = False
    url: bool | None = None
    filter: MapFilter | None = None


def build_payload(
    geometry: Mapping[str, Any],
    years: Sequence[int],
    measures: Sequence[MapMeasure],
    view: MapView,
    options: MapOptions,
    groups: Sequence[MapGroup] = (),
) -> dict[str, Any]:
    """The JSON-ready payload of :func:`district_map`.

    ``geometry`` is ``{w, h, units: [{u, name, d, lx, ly}], outline, neighbours: [{name, d, lx, ly}]}`` with
    SVG polygon paths (commands M, L, H, V, Z) in one coordinate system. Raises ``ValueError`` for an unknown
    unit, measure or year, a wrong number of years, or a class colour on which no ink is readable.
    """
    codes = [unit["u"] for unit in geometry["units"]]
    _check_view(view, codes, years, measures)
    for group in groups:
        _check_units(group.units, codes, f"group {group.id}")
    sources: dict[str, int] = {}
    packed = [_pack_measure(measure, codes, years, sources) for measure in measures]
    for measure in measures:
        _check_contrast(measure, options.palette)
    return {
        "geometry": dict(geometry),
        "years": [int(year) for year in years],
        "measures": packed,
        "groups": [_pack_group(group) for group in groups],
        "sources": list(sources),
        "words": dict(options.words),
        "palette": {theme: dict(colours) for theme, colours in options.palette.items()},
        "level": options.level,
        "compact": options.compact,
        "url": not options.compact if options.url is None else options.url,
        "filter": _pack_filter(options.filter, codes),
        "view": pack_view(view),
    }


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


def _number_or_none(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value


def _rounded(value: float | None, decimals: int) -> float | int | None:
    """Rounded as Babel rounds (half to even, in decimal): the browser then only writes the digits."""
    if value is None or math.isnan(value):
        return None
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    return int(exact) if decimals == 0 else float(exact)


def _pack_value(figure: MapValue, measure: MapMeasure, sources: dict[str, int]) -> list[Any]:
    """``[value, status, low, high, source index, undecided]`` without the empty end; only an estimate has an interval."""
    if figure.status == "missing":
        return [None, "m"]
    estimated = figure.status == "estimated"
    published = measure.decimals if measure.decimals_published is None else measure.decimals_published
    decimals = measure.decimals if estimated else published
    source = None if figure.source is None else sources.setdefault(figure.source, len(sources))
    packed = [
        _rounded(figure.value, decimals),
        STATUS_CODES[figure.status],
        _rounded(figure.low, measure.decimals) if estimated else None,
        _rounded(figure.high, measure.decimals) if estimated else None,
        source,
        1 if figure.undecided else None,
    ]
    while packed[-1] is None:
        packed.pop()
    return packed


def _pack_measure(
    measure: MapMeasure, codes: Sequence[str], years: Sequence[int], sources: dict[str, int]
) -> dict[str, Any]:
    _check_units(measure.values, codes, f"measure {measure.id}")
    for code, figures in measure.values.items():
        if len(figures) != len(years):
            raise ValueError(f"measure {measure.id}, unit {code}: {len(figures)} figures for {len(years)} years")
    published = measure.decimals if measure.decimals_published is None else measure.decimals_published
    classes = measure.classes
    return {
        "id": measure.id,
        "label": measure.label,
        "unit": measure.unit,
        "decimals": measure.decimals,
        "decimals_published": published,
        "diverging": measure.diverging,
        "signed": measure.diverging if measure.signed is None else measure.signed,
        "note": measure.note,
        "source": measure.source,
        "classes": {
            "breaks": list(classes.breaks),
            "colors_light": list(classes.colors_light),
            "colors_dark": list(classes.colors_dark),
            "labels": None if classes.labels is None else list(classes.labels),
        },
        "values": {
            code: [_pack_value(figure, measure, sources) for figure in measure.values[code]]
            for code in codes
            if code in measure.values
        },
    }


def _pack_group(group: MapGroup) -> dict[str, Any]:
    return {
        "id": group.id,
        "label": group.label,
        "style": group.style,
        "symbol": group.symbol,
        "units": list(group.units),
    }


def _pack_filter(boxes: MapFilter | None, codes: Sequence[str]) -> dict[str, Any] | None:
    if boxes is None:
        return None
    for option, units in boxes.scopes.items():
        _check_units(units or (), codes, option)
    scopes = {option: None if units is None else list(units) for option, units in boxes.scopes.items()}
    return {"year": boxes.year, "group": boxes.group, "scopes": scopes}


def pack_view(view: MapView) -> dict[str, Any]:
    """The view as the browser reads it."""
    return {
        "year": int(view.year),
        "measure": view.measure,
        "selected": list(view.selected),
        "scope": None if view.scope is None else list(view.scope),
    }


def _check_units(units: Iterable[str], codes: Sequence[str], place: str) -> None:
    unknown = sorted(set(units) - set(codes))
    if unknown:
        raise ValueError(f"{place}: units without a boundary: {', '.join(unknown)}")


def _check_view(view: MapView, codes: Sequence[str], years: Sequence[int], measures: Sequence[MapMeasure]) -> None:
    _check_units(view.selected, codes, "selected")
    _check_units(view.scope or (), codes, "scope")
    if view.year not in years:
        raise ValueError(f"initial year {view.year} is not among {list(years)}")
    if view.measure not in {measure.id for measure in measures}:
        raise ValueError(f"initial measure {view.measure!r} is not among the measures")


def _check_contrast(measure: MapMeasure, palette: Mapping[str, Mapping[str, str]]) -> None:
    for theme, colours in (("light", measure.classes.colors_light), ("dark", measure.classes.colors_dark)):
        inks = palette[theme]["ink_dark"], palette[theme]["ink_light"]
        for colour in (*colours, palette[theme]["missing"]):
            if max(contrast(ink, colour) for ink in inks) < MIN_CONTRAST:
                raise ValueError(f"measure {measure.id}: no ink is readable on {colour} ({theme})")


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
