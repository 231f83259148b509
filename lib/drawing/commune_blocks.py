"""Texts and tables of today's communes as HTML."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from lib.campaign.campaign import Campaign
from lib.drawing.profile_blocks import table
from lib.views.documents.communes import CommuneStory, became, reorganisations

#: More former districts than this are told in a part that unfolds.
_TOLD = 6


def story(place: CommuneStory) -> str:
    """One commune: its sentences, and the table of what it was made from."""
    lines = "".join(f"<li>{html.escape(line)}</li>" for line in place.lines)
    return (
        f"<h2>{html.escape(place.known.commune.name)}</h2><ul class=lines>{lines}</ul>"
        f"<h3>{html.escape(place.lineage.title)}</h3>{table(place.lineage)}"
    )


def timeline(campaign: Campaign, districts: Sequence[str]) -> str:
    """The three reorganisations, and what some districts have become."""
    steps = "".join(
        f"<li><b>{html.escape(when)}</b>: {html.escape(what)}</li>" for when, what in reorganisations(campaign.wording)
    )
    now = "".join(f"<li>{html.escape(became(campaign, unit))}</li>" for unit in districts)
    heading = html.escape(campaign.wording.say("communes.timeline"))
    told = f"<ul class=lines>{now}</ul>"
    if len(districts) > _TOLD:
        label = html.escape(campaign.wording.say("communes.became_all", count=len(districts)))
        told = f"<details><summary>{label}</summary>{told}</details>"
    return f"<h2>{heading}</h2><ol class=lines>{steps}</ol>{told}"


def first_map(layer: dict[str, Any], measure: str = "") -> str:
    """The map of a measure (empty: the first, the published rates) as plain SVG, for the page's first view."""
    return _map(layer, _place(layer, measure), (0, 0, layer["w"], layer["h"]))


def paper_map(layer: dict[str, Any], chosen: str, district: str, measure: str = "") -> str:
    """The map of a measure (empty: the first, the published rates) on paper: the ``district``'s part of it (empty: all),
    ``chosen`` outlined, numbers in the communes that are known, which the list under it names; its classes with their colours.
    """
    at = _place(layer, measure)
    units = [unit for unit in layer["units"] if not district or district in unit["f"]]
    boxes = [unit["b"] for unit in units] + [other["b"] for other in layer["districts"] if other["u"] == district]
    x0, y0 = (min(box[side] for box in boxes) for side in (0, 1))
    x1, y1 = (max(box[side] for box in boxes) for side in (2, 3))
    known = [unit for unit in units if unit["c"][at] is not None]
    wide = x1 - x0
    size = wide / 36
    marks = "".join(
        f'<circle cx="{unit["x"]}" cy="{unit["y"]}" r="{size * 0.72:.1f}" class="badge"/>'
        f'<text x="{unit["x"]}" y="{unit["y"] + size * 0.36:.1f}" font-size="{size:.1f}" class="number">{number}</text>'
        for number, unit in enumerate(known, start=1)
    )
    outline = "".join(f'<path d="{unit["d"]}" class="chosen"/>' for unit in units if unit["u"] == chosen)
    shown, words = layer["measures"][at], layer["words"]
    classes = "".join(
        f'<li><i style="background:{colour}"></i>{html.escape(label)}</li>'
        for colour, label in zip(shown["colors"]["light"], shown["classes"], strict=True)
    )
    listed = "".join(f"<li>{html.escape(unit['n'])}: {html.escape(unit['t'][at])}</li>" for unit in known)
    margin = wide * 0.03
    drawn = _map(layer, at, (x0 - margin, y0 - margin, wide + 2 * margin, y1 - y0 + 2 * margin), outline + marks)
    return (
        f'<p class="fv-title">{html.escape(shown["label"])}</p>{drawn}'
        f'<ul class="fv-classes">{classes}<li>{html.escape(shown.get("blank", words["blank"]))}</li></ul><ol class="fv-list">{listed}</ol>'
    )


def _place(layer: dict[str, Any], measure: str) -> int:
    return next((place for place, one in enumerate(layer["measures"]) if one["id"] == measure), 0)


def _map(layer: dict[str, Any], measure: int, box: tuple[float, float, float, float], over: str = "") -> str:
    colours = layer["measures"][measure]["colors"]["light"]
    shapes = "".join(
        f'<path d="{unit["d"]}" fill="{"none" if unit["c"][measure] is None else colours[unit["c"][measure]]}"/>'
        for unit in layer["units"]
    )
    borders = "".join(f'<path d="{unit["d"]}" class="border"/>' for unit in layer["districts"])
    label = html.escape(layer["words"]["label"].format(measure=layer["measures"][measure]["label"]))
    seen = " ".join(f"{part:.0f}" for part in box)
    return f'<svg class="fv-communes" viewBox="{seen}" role="img" aria-label="{label}">{shapes}{borders}{over}</svg>'
