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
        f"<li><b>{html.escape(when)}</b>: {html.escape(what)}</li>" for when, what in reorganisations(campaign)
    )
    now = "".join(f"<li>{html.escape(became(campaign, unit))}</li>" for unit in districts)
    heading = html.escape(campaign.wording.say("communes.timeline"))
    told = f"<ul class=lines>{now}</ul>"
    if len(districts) > _TOLD:
        label = html.escape(campaign.wording.say("communes.became_all", count=len(districts)))
        told = f"<details><summary>{label}</summary>{told}</details>"
    return f"<h2>{heading}</h2><ol class=lines>{steps}</ol>{told}"


def first_map(layer: dict[str, Any]) -> str:
    """The map of the published rates as plain SVG, for the page's first view."""
    colours = layer["measures"][0]["colors"]["light"]
    shapes = "".join(
        f'<path d="{unit["d"]}" fill="{"none" if unit["c"][0] is None else colours[unit["c"][0]]}"/>'
        for unit in layer["units"]
    )
    borders = "".join(f'<path d="{unit["d"]}" class="border"/>' for unit in layer["districts"])
    label = html.escape(layer["words"]["label"].format(measure=layer["measures"][0]["label"]))
    return f'<svg class="fv-communes" viewBox="0 0 {layer["w"]} {layer["h"]}" role="img" aria-label="{label}">{shapes}{borders}</svg>'
