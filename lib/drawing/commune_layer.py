"""The map of today's communes as its script reads it: shapes once, four measures, every text written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import geopandas as gpd

from lib.campaign.campaign import Campaign
from lib.drawing.map_geometry import path_rings, svg_geometry
from lib.language.catalogue import Catalogue
from lib.language.display import THEMES, CommuneClasses, Shades
from lib.ledger.figure import Figure
from lib.views.documents import communes
from lib.views.documents.communes import all_communes
from lib.views.documents.known_communes import KnownCommune, dated

#: Width of the drawing: fine enough for a district that fills the screen.
_WIDE = 2000
#: Words that are the districts' map's too.
_MEANS = ("tools", "copy", "copied", "copy_by_hand", "full", "shrink", "svg", "png", "statistical")
#: Class of a commune (None: nothing known), what is written of it, and what of that stands on the map.
Seen = tuple[int | None, str, str]


def commune_payload(campaign: Campaign) -> dict[str, Any] | None:
    """Shapes, values and words; None where no boundary layer holds the communes.

    ``units``: code, name, path, label point, box, former district, one class a measure (None: nothing known), its text,
    the value beside its name where it is known.
    ``districts``: code, name, path, box of the former districts, drawn over them, and a sentence a measure of what is seen
    there; ``seen``: those of the whole.
    """
    every, layer = all_communes(campaign), layer_of_communes(campaign)
    if layer is None:
        return None
    say = campaign.wording.say
    drawing = svg_geometry(layer, campaign.edition.context, _WIDE)
    shapes = {unit["u"]: unit for unit in drawing["units"]}
    borders = svg_geometry(campaign.edition.layer, campaign.edition.context, _WIDE, bounds=layer.total_bounds)
    rule = campaign.display.communes
    measures = [
        _rates(campaign, "rate", rule.rate),
        _rates(campaign, "near", rule.near),
        _difficult(campaign),
        _sizes(campaign),
    ]
    units = []
    for known in every:
        shape, commune = shapes[known.commune.unit], known.commune
        values = [measure["of"](known) for measure in measures]
        units.append({
            "u": commune.unit, "n": commune.name, "d": shape["d"], "x": shape["lx"], "y": shape["ly"], "b": _box(shape["d"]),
            "f": list(commune.former), "c": [value[0] for value in values], "t": [value[1] for value in values],
            "s": [value[2] for value in values],
        })  # fmt: skip
    districts = [
        {
            "u": unit["u"],
            "n": campaign.full_names[unit["u"]],
            "d": unit["d"],
            "b": _box(unit["d"]),
            "h": communes.seen(campaign, unit["u"]),
        }
        for unit in borders["units"]
    ]
    words, means = campaign.wording.section("communes.map"), campaign.wording.section("map")
    return {
        "w": drawing["w"], "h": drawing["h"], "seen": communes.seen(campaign), "units": units, "districts": districts,
        "neighbours": [shape["d"] for shape in drawing["neighbours"]],
        "measures": [{name: part for name, part in measure.items() if name != "of"} for measure in measures],
        "palette": {theme: {"ink": getattr(campaign.display.charts, theme).ink,
                            "dark": getattr(campaign.display.map, theme).ink_dark,
                            "light": getattr(campaign.display.map, theme).ink_light} for theme in THEMES},
        "words": {**{name: means[name] for name in _MEANS}, **words, "label": say("communes.map.label", count=len(units), measure="{measure}"),
                  "of": say("communes.map.of", name="{name}")},
    }  # fmt: skip


def layer_of_communes(campaign: Campaign) -> gpd.GeoDataFrame | None:
    """The boundary layer that holds today's communes, None where there is none."""
    codes = {known.commune.unit for known in all_communes(campaign)}
    return next((layer for layer in campaign.edition.layers.values() if codes and codes == set(layer["unit"])), None)


def commune_class(campaign: Campaign, figure: Figure, name: str = "rate") -> Seen:
    """The class of a commune's rate, its text, and what of that stands on a map; ``name``: the rate's rule in display.yaml."""
    rule: CommuneClasses = getattr(campaign.display.communes, name)
    if not figure.known:
        return None, campaign.wording.section("communes.map")["unknown"], ""
    written = campaign.numbers.percent(figure.value, 1)
    return bisect_right(rule.breaks, figure.value), dated(campaign, figure), written


def _box(path: str) -> list[int]:
    points = [point for ring in path_rings(path) for point in ring]
    xs, ys = zip(*points, strict=True)
    return [min(xs), min(ys), max(xs), max(ys)]


def _rates(campaign: Campaign, name: str, rule: CommuneClasses) -> dict[str, Any]:
    def of(known: KnownCommune) -> Seen:
        return commune_class(campaign, getattr(known, name), name)

    return _measure(campaign.wording, name, of, rule.colors, rate_classes(campaign, name))


def rate_classes(campaign: Campaign, name: str = "rate") -> list[str]:
    """The classes of a rate of communes, written, low to high."""
    rule: CommuneClasses = getattr(campaign.display.communes, name)
    return _spans(campaign.wording, [campaign.numbers.percent(step, 0) for step in rule.breaks])


def _difficult(campaign: Campaign) -> dict[str, Any]:
    words = campaign.wording.section("communes.map")

    def of(known: KnownCommune) -> Seen:
        return (0, words["in_list"], "") if known.difficult else (None, words["not_in_list"], "")

    shades = campaign.display.communes.difficult
    return {**_measure(campaign.wording, "kv3", of, shades, [words["in_list"]]), "blank": words["not_in_list"]}


def _sizes(campaign: Campaign) -> dict[str, Any]:
    rule, households = campaign.display.communes.households, campaign.numbers.households

    def of(known: KnownCommune) -> Seen:
        count = known.commune.households_2019
        return bisect_right(rule.breaks, count), households(count), ""

    classes = _spans(campaign.wording, [households(step) for step in rule.breaks])
    return _measure(campaign.wording, "households", of, rule.colors, classes)


def _measure(
    wording: Catalogue, name: str, of: Callable[[KnownCommune], Seen], shades: Shades, classes: list[str]
) -> dict[str, Any]:
    return {
        "id": name, "label": wording.section("communes.measures")[name], "of": of,
        "colors": {theme: list(getattr(shades, theme)) for theme in THEMES}, "classes": classes,
    }  # fmt: skip


def _spans(wording: Catalogue, bounds: list[str]) -> list[str]:
    """The classes between some bounds, written."""
    say = wording.say
    middle = [say("communes.map.from", low=low, high=high) for low, high in zip(bounds, bounds[1:], strict=False)]
    return [say("communes.map.fewer", high=bounds[0]), *middle, say("communes.map.more", low=bounds[-1])]
