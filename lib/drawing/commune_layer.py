"""The map of today's communes as its script reads it: shapes once, three measures, every text written."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from lib.campaign.campaign import Campaign
from lib.campaign.measures import rate_measure
from lib.drawing.map_geometry import path_rings, svg_geometry
from lib.language.display import THEMES
from lib.views.documents.communes import all_communes
from lib.views.documents.known_communes import KnownCommune

#: Width of the drawing: fine enough for a district that fills the screen.
_WIDE = 2000


def commune_payload(campaign: Campaign) -> dict[str, Any] | None:
    """Shapes, values and words; None where no boundary layer holds the communes.

    ``units``: code, name, path, label point, box, former district, one class a measure (None: nothing known), its text.
    ``districts``: code, name, path, box of the former districts, drawn over them.
    """
    every = all_communes(campaign)
    codes = {known.commune.unit for known in every}
    layer = next((layer for layer in campaign.edition.layers.values() if codes and codes == set(layer["unit"])), None)
    if layer is None:
        return None
    say = campaign.wording.say
    drawing = svg_geometry(layer, campaign.edition.context, _WIDE)
    shapes = {unit["u"]: unit for unit in drawing["units"]}
    borders = svg_geometry(campaign.edition.layer, campaign.edition.context, _WIDE, bounds=layer.total_bounds)
    measures = [_rates(campaign), _difficult(campaign), _sizes(campaign)]
    units = []
    for known in every:
        shape, commune = shapes[known.commune.unit], known.commune
        values = [measure["of"](known) for measure in measures]
        units.append({
            "u": commune.unit, "n": commune.name, "d": shape["d"], "x": shape["lx"], "y": shape["ly"], "b": _box(shape["d"]),
            "f": list(commune.former), "c": [value[0] for value in values], "t": [value[1] for value in values],
        })  # fmt: skip
    districts = [
        {"u": unit["u"], "n": campaign.full_names[unit["u"]], "d": unit["d"], "b": _box(unit["d"])}
        for unit in borders["units"]
    ]
    words = campaign.wording.section("communes.map")
    return {
        "w": drawing["w"], "h": drawing["h"], "units": units, "districts": districts,
        "neighbours": [shape["d"] for shape in drawing["neighbours"]],
        "measures": [{name: part for name, part in measure.items() if name != "of"} for measure in measures],
        "palette": {theme: {"missing": "none", "ink": getattr(campaign.display.charts, theme).ink,
                            "dark": getattr(campaign.display.map, theme).ink_dark,
                            "light": getattr(campaign.display.map, theme).ink_light} for theme in THEMES},
        "words": {**words, "label": say("communes.map.label", count=len(units), measure="{measure}"),
                  "of": say("communes.map.of", name="{name}")},
    }  # fmt: skip


def _box(path: str) -> list[int]:
    points = [point for ring in path_rings(path) for point in ring]
    xs, ys = zip(*points, strict=True)
    return [min(xs), min(ys), max(xs), max(ys)]


def _rates(campaign: Campaign) -> dict[str, Any]:
    rule, marks = campaign.display.measures[rate_measure(campaign)], campaign.marks
    words = campaign.wording.section("communes.map")

    def of(known: KnownCommune) -> tuple[int | None, str]:
        if not known.rate.known:
            return None, words["unknown"]
        return bisect_right(rule.breaks, known.rate.value), marks.standing(known.rate)

    return {
        "id": "rate", "label": campaign.wording.section("communes.measures")["rate"], "of": of,
        "colors": {theme: list(getattr(rule.colors, theme)) for theme in THEMES},
        "classes": _spans(campaign, [campaign.numbers.percent(step, 0) for step in rule.breaks]),
    }  # fmt: skip


def _difficult(campaign: Campaign) -> dict[str, Any]:
    words = campaign.wording.section("communes.map")
    shades = campaign.display.communes.difficult

    def of(known: KnownCommune) -> tuple[int | None, str]:
        return (0, words["in_list"]) if known.difficult else (None, words["not_in_list"])

    return {
        "id": "kv3", "label": campaign.wording.section("communes.measures")["kv3"], "of": of,
        "colors": {theme: list(getattr(shades, theme)) for theme in THEMES}, "classes": [words["in_list"]],
        "blank": words["not_in_list"],
    }  # fmt: skip


def _sizes(campaign: Campaign) -> dict[str, Any]:
    rule = campaign.display.communes

    def of(known: KnownCommune) -> tuple[int | None, str]:
        count = known.commune.households_2019
        return bisect_right(rule.household_breaks, count), campaign.numbers.households(count)

    return {
        "id": "households", "label": campaign.wording.section("communes.measures")["households"], "of": of,
        "colors": {theme: list(getattr(rule.households, theme)) for theme in THEMES},
        "classes": _spans(campaign, [campaign.numbers.households(step) for step in rule.household_breaks]),
    }  # fmt: skip


def _spans(campaign: Campaign, bounds: list[str]) -> list[str]:
    """The classes between some bounds, written."""
    say = campaign.wording.say
    middle = [say("communes.map.from", low=low, high=high) for low, high in zip(bounds, bounds[1:], strict=False)]
    return [say("communes.map.fewer", high=bounds[0]), *middle, say("communes.map.more", low=bounds[-1])]
