"""The data the map component draws: geometry, every measure and year, marks and wording."""

from __future__ import annotations

import math

from lib.boundaries import load_context, load_layer
from lib.campaign import Campaign
from lib.display import display
from lib.figures import MISSING
from lib.map_geometry import svg_geometry
from lib.measures import measure_figure


def base_payload(campaign: Campaign, measures: list[str] | None = None) -> dict:
    """Everything that does not depend on the viewer: geometry, years and measure values (JSON-ready).

    Values are rounded to what the map shows plus one digit, so that 21 districts × 5 years × 5 measures stay
    a few dozen kilobytes.
    """
    chosen = measures or list(display()["measures"])
    return {
        "geometry": svg_geometry(load_layer("districts_2021"), load_context()),
        "years": list(campaign.years),
        "poor": campaign.members("poor_districts"),
        "em": campaign.members("em_areas"),
        "words": display()["map_words"],
        "measures": [_measure(campaign, measure) for measure in chosen],
    }


def view_payload(
    base: dict, *, year: int, measure: str, selected: list[str], scope: list[str], compact: bool = False
) -> dict:
    """``base`` with one viewer's selection. ``scope``: districts of the chosen group; others are dimmed."""
    return {**base, "year": year, "measure": measure, "selected": selected, "scope": scope, "compact": compact}


def _measure(campaign: Campaign, measure: str) -> dict:
    rule = display()["measures"][measure]
    decimals = rule["decimals"] + 1
    codes = {status: words["code"] for status, words in display()["status"].items()}
    values = {}
    for unit in campaign.districts:
        row = []
        for year in campaign.years:
            figure = measure_figure(campaign, measure, unit, year)
            if figure.status == MISSING or math.isnan(figure.value):
                row.append(None)
            else:
                numbers = [round(v, decimals) for v in (figure.value, figure.low, figure.high)]
                row.append([numbers[0], codes[figure.status], *numbers[1:]])
        values[unit] = row
    return {
        "id": measure,
        "label": rule["label"],
        "unit": rule["unit"],
        "decimals": rule["decimals"],
        "signed": rule.get("signed", False),
        "breaks": rule["breaks"],
        "colors_light": rule["colors"]["light"],
        "colors_dark": rule["colors"]["dark"],
        "note": rule["note"],
        "values": values,
    }
