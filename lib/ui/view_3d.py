"""The 3-D view: height = poor households, colour = poor rate. Drawn without any base map or network."""

from __future__ import annotations

import bisect
import html
import math

import pydeck as pdk
import streamlit as st
from shapely.geometry import mapping

from lib.campaign import measures
from lib.campaign.campaign import POOR, RATE, Campaign
from lib.language.display import Display, Measure
from lib.language.markdown import plain
from lib.ledger.figure import ESTIMATED
from lib.ui.session import Selection, theme

# Metres of height for one household: the highest column stays below a third of the province's width.
METRES_EACH = 7
START = {"latitude": 19.22, "longitude": 104.95, "zoom": 7.65, "pitch": 48, "bearing": -12}
FONT = "Noto Sans, Segoe UI, Arial"
INK = {"light": [22, 34, 43], "dark": [240, 244, 246]}
PAPER = {"light": [255, 255, 255, 225], "dark": [16, 24, 30, 225]}
_WHEEL_JS = """
// The wheel scrolls the page; it comes to the map only after a click into it, until the next click elsewhere.
export default function () {
  const within = (event) => event.target.closest?.("[data-testid=stDeckGlJsonChart]") ?? null;
  let clicked = null;
  const click = (event) => { clicked = within(event); };
  const wheel = (event) => { if (within(event) && within(event) !== clicked) event.stopPropagation(); };
  document.addEventListener("pointerdown", click, true);
  document.addEventListener("wheel", wheel, { capture: true, passive: true });
  return () => {
    document.removeEventListener("pointerdown", click, true);
    document.removeEventListener("wheel", wheel, true);
  };
}
"""
_WHEEL = st.components.v2.component("map_3d_wheel", js=_WHEEL_JS)


def show(data: Campaign, selection: Selection) -> None:
    """Draw the turnable map of the selection's year, its legend and the scale of its heights."""
    blocks, say = _blocks(data, selection.year), data.wording.say
    if not blocks:
        st.info(plain(say("spatial.missing", year=selection.year)))
        return
    deck = pdk.Deck(
        [_columns(blocks), _names(blocks)], initial_view_state=pdk.ViewState(**START), map_provider=None,
        # The browser fills in the names, district by district.
        tooltip={"text": say("spatial.tooltip", name="{name}", rate="{rate}", count="{count}")},
    )  # fmt: skip
    with st.container(gap=None):
        st.pydeck_chart(deck, key="map-3d", height=560)
        _WHEEL(key="map-3d-view")
    st.html(_legend(data, blocks))
    st.caption(plain(say("spatial.caption", year=selection.year, scale=_height_scale(data, blocks))))


def _blocks(data: Campaign, year: int) -> list[dict]:
    rule = rate_measure(data.display)
    colours = getattr(rule.colors, theme())
    blocks = []
    for row in data.edition.layer.itertuples():
        rate, count = data.figure(row.unit, RATE, year), data.figure(row.unit, POOR, year)
        if not (rate.known and count.known):
            continue
        place = bisect.bisect_right(rule.breaks, rate.value)
        point = row.geometry.representative_point()
        blocks.append({
            "geometry": mapping(row.geometry), "name": data.names[row.unit], "class": place,
            "rate": data.marks.standing(rate, interval=True), "count": data.marks.standing(count, interval=True), "short": data.marks.standing(count),
            "height": count.value, "position": [point.x, point.y, count.value * METRES_EACH],
            # Estimates are translucent, published values solid: the mark survives in three dimensions.
            "colour": [*_rgb(colours[place]), 175 if ESTIMATED in (rate.status, count.status) else 255],
        })  # fmt: skip
    return blocks


def rate_measure(display: Display) -> Measure:
    """The map measure whose classes and colours the poor rate has everywhere."""
    return display.measures[measures.rate_measure(display)]


def _rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _columns(blocks: list[dict]) -> pdk.Layer:
    shown = ("name", "rate", "count", "height", "colour")
    features = [
        {"type": "Feature", "geometry": block["geometry"], "properties": {name: block[name] for name in shown}}
        for block in blocks
    ]
    return pdk.Layer(
        "GeoJsonLayer", {"type": "FeatureCollection", "features": features}, id="districts", extruded=True,
        pickable=True, auto_highlight=True, get_fill_color="properties.colour", get_elevation="properties.height",
        elevation_scale=METRES_EACH, wireframe=True, get_line_color=[255, 255, 255],
    )  # fmt: skip


def _names(blocks: list[dict]) -> pdk.Layer:
    """The districts' names on top of their columns."""
    rows = [
        {"name": block["name"], "position": block["position"], "offset": [0, offset]}
        for block, offset in zip(blocks, _offsets(blocks), strict=True)
    ]
    return pdk.Layer(
        "TextLayer", rows, id="names", get_position="position", get_text="name", get_size=12,
        get_color=INK[theme()], get_pixel_offset="offset", font_family=pdk.types.String(FONT),
        font_weight=pdk.types.String("bold"), background=True, get_background_color=PAPER[theme()],
        background_padding=[4, 2], billboard=True,
        # The layer knows ASCII only, unless it is told which letters the names need.
        character_set=pdk.types.String("".join(sorted({letter for block in blocks for letter in block["name"]}))),
        parameters={"depthTest": False, "depthCompare": "always"},
    )  # fmt: skip


def _offsets(blocks: list[dict]) -> list[int]:
    """Pixels by which each name moves up or down so that none covers another in the view the map opens with."""
    placed: list[tuple[float, float, float]] = []
    offsets = [0] * len(blocks)
    for i in sorted(range(len(blocks)), key=lambda i: _on_screen(blocks[i]["position"])[1]):
        x, y = _on_screen(blocks[i]["position"])
        half = 3.9 * len(blocks[i]["name"]) + 6
        beside = [py - y for px, py, phalf in placed if abs(x - px) < half + phalf]
        steps = (sign * step for step in range(0, 20 * len(blocks), 2) for sign in (1, -1))
        offsets[i] = next(step for step in steps if all(abs(step - other) >= 19 for other in beside))
        placed.append((x, y + offsets[i], half))
    return offsets


def _on_screen(position: list[float]) -> tuple[float, float]:
    """Pixels right and down of the middle of the opening view, its perspective left out."""
    pixels = 512 * 2 ** START["zoom"] / 360
    north = math.cos(math.radians(START["latitude"]))
    bearing, pitch = math.radians(START["bearing"]), math.radians(START["pitch"])
    east, up = (position[0] - START["longitude"]) * pixels, (position[1] - START["latitude"]) * pixels / north
    lift = position[2] * pixels / (111_320 * north)
    x = east * math.cos(bearing) - up * math.sin(bearing)
    away = east * math.sin(bearing) + up * math.cos(bearing)
    return x, -away * math.cos(pitch) - lift * math.sin(pitch)


def _legend(data: Campaign, blocks: list[dict]) -> str:
    rule = rate_measure(data.display)
    colours, breaks = getattr(rule.colors, theme()), rule.breaks
    edges = [data.numbers.number(edge, 0) for edge in breaks]
    words = [
        data.wording.say("map.class_first", high=edges[0]),
        *(data.wording.say("map.class_middle", low=a, high=b) for a, b in zip(edges, edges[1:], strict=False)),
        data.wording.say("map.class_last", low=edges[-1]),
    ]
    unit, say = data.unit_words["unit_vi"], data.wording.say
    counts = [sum(block["class"] == place for block in blocks) for place in range(len(colours))]
    entries = [
        _entry(f"background:{colour}", say("spatial.class_count", **{"class": word}, count=count, unit=unit))
        for colour, word, count in reversed(list(zip(colours, words, counts, strict=True)))
    ]
    middle = colours[len(colours) // 2]
    entries += [
        _entry(f"background:{middle}", say("spatial.published")),
        _entry(f"background:{middle};opacity:.6", say("spatial.estimated")),
    ]
    title = f"{rule.label} ({rule.unit})"
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;font-size:.9rem" role="group" '
        f'aria-label="{html.escape(say("spatial.legend", title=title))}"><strong>{html.escape(title)}</strong>{"".join(entries)}</div>'
    )


def _entry(style: str, word: str) -> str:
    swatch = f'<span style="display:inline-block;width:1.6em;height:.95em;border:1px solid currentColor;forced-color-adjust:none;{style}"></span>'
    return f'<span style="display:inline-flex;align-items:center;gap:.4em">{swatch}{html.escape(word)}</span>'


def _height_scale(data: Campaign, blocks: list[dict]) -> str:
    highest = max(blocks, key=lambda block: block["height"])
    return data.wording.say(
        "spatial.scale", highest=highest["short"], unit=data.unit_words["unit_vi"], name=highest["name"]
    )
