"""The campaign on the district map: measures, groups, words and view, as :mod:`lib.drawing.map_payload` packs them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.figures import MODEL_SOURCE
from lib.campaign.measures import measure_figure, rate_measure
from lib.drawing.map_geometry import svg_geometry
from lib.drawing.map_payload import (
    STATUS_CODES,
    MapClasses,
    MapFilter,
    MapGroup,
    MapMeasure,
    MapOptions,
    MapValue,
    MapView,
    build_payload,
    pack_view,
)
from lib.language.display import Display, Measure
from lib.ledger.figure import ESTIMATED, MISSING, Figure
from lib.plan.assess import Code

#: What the map of an edition is made of, kept as long as its campaign lives: no figure outlasts its edition.
_PAYLOADS: WeakKeyDictionary[Campaign, dict[tuple, dict]] = WeakKeyDictionary()


def map_payload(data: Campaign, measures: tuple[str, ...], compact: bool) -> dict:
    """Everything the browser draws but the view; made once an edition."""
    made = _PAYLOADS.setdefault(data, {})
    if (measures, compact) not in made:
        # Units are called as the ledger calls them, whatever the layer does.
        layer = data.edition.layer.assign(name=data.edition.layer["unit"].map(data.names))
        made[measures, compact] = build_payload(
            svg_geometry(layer, data.edition.context),
            data.years,
            [_measure(data, measure) for measure in measures],
            MapView(year=data.latest_year, measure=measures[0]),
            groups=_groups(data),
            options=MapOptions(
                compact=compact,
                level=round(data.estimates.interval * 100),
                words=map_words(data),
                palette=data.display.map.model_dump(),
                filter=_filter(data),
            ),
        )
    return made[measures, compact]


def shown_measures(display: Display, *, compact: bool) -> tuple[str, ...]:
    """The measures of a map: the poor rate alone, or all."""
    return (rate_measure(display),) if compact else tuple(display.measures)


def map_view(data: Campaign, year: int, measure: str, selected: Sequence[str], scope: Sequence[str]) -> dict:
    """What a filter says of the map, as the browser reads it."""
    return pack_view(MapView(year, measure, selected, _scope(data.districts, scope)))


def _filter(data: Campaign) -> MapFilter:
    """The boxes of the pages' sidebar."""
    groups = {
        data.scope_name(code): _scope(data.districts, data.members(code)) for code in (data.province, *data.groups)
    }
    return MapFilter(data.wording.say("filter.year"), data.wording.say("filter.scope"), groups)


def _scope(districts: Sequence[str], units: Sequence[str]) -> Sequence[str] | None:
    """The units of a selection, None where they are all."""
    return None if len(units) == len(districts) else units


def _groups(data: Campaign) -> list[MapGroup]:
    """Groups with a mark on the map: ``outline``, or a symbol before the names of their units."""
    marked = data.ledger.groups[data.ledger.groups["map_mark"] != ""]
    return [
        MapGroup(
            row.group, re.sub(r"\s*\(.*\)$", "", row.name_vi), data.members(row.group),
            "outline" if row.map_mark == "outline" else "symbol", "" if row.map_mark == "outline" else row.map_mark,
        )
        for row in marked.itertuples()
    ]  # fmt: skip


def map_words(data: Campaign) -> dict:
    """The map's wording, with the names of the plan's units and the marks of the statuses."""
    units = data.unit_words
    known = {**units, "Units_vi": data.wording.opening(units["units_vi"])}
    section = {
        key: re.sub(r"\{(\w+)\}", lambda m: known.get(m[1], m[0]), text)
        for key, text in data.wording.section("map").items()
        if not key.startswith("explain.")
    }
    status = {}
    for name, code in STATUS_CODES.items():
        words = data.marks.words(name)
        # A published number carries no mark; an estimate the one it carries everywhere; a projection its sign.
        mark = {"published": "", "estimated": words.prefix.strip()}.get(name, words.mark)
        status[code] = {"word": words.label, "mark": mark, "explain": data.wording.say(f"map.explain.{name}")}
    decimal, group = data.numbers.separators
    return {**section, "status": status, "decimal": decimal, "group": group}


def _measure(data: Campaign, measure: str) -> MapMeasure:
    rule = data.display.measures[measure]
    return MapMeasure(
        id=measure,
        label=rule.label,
        unit=rule.unit,
        classes=MapClasses(rule.breaks, rule.colors.light, rule.colors.dark),
        values={
            unit: [
                _value(data, measure_figure(data, measure, unit, year), undecided=bool(rule.path))
                for year in data.years
            ]
            for unit in data.districts
        },
        decimals=rule.decimals,
        decimals_published=_decimals_published(rule),
        diverging=rule.signed,
        note=rule.note,
    )


def _decimals_published(rule: Measure) -> int:
    if rule.decimals_published is not None:
        return rule.decimals_published
    # Rates are published with two decimals; they and their differences are written so everywhere.
    return 2 if rule.change_of == RATE or (rule.indicator and rule.unit == "%") else rule.decimals


def _value(data: Campaign, figure: Figure, *, undecided: bool) -> MapValue:
    if figure.status == MISSING or math.isnan(figure.value):
        return MapValue(None, MISSING)
    low, high = (figure.low, figure.high) if figure.status == ESTIMATED else (None, None)
    if undecided:
        undecided = data.standing(figure.unit, figure.year).judgement == Code.UNDECIDED
    rough = data.marks.quality(figure) == "C" and data.marks.unit_of(figure.indicator) == "percent"
    decimals = 0 if rough and data.marks.digits(figure) == 0 else None
    return MapValue(figure.value, figure.status, low, high, source_title(data, figure.source), undecided,
                    data.marks.quality_mark(figure), decimals, figure.weak, data.marks.caveat(figure))  # fmt: skip


def source_title(data: Campaign, source: str) -> str:
    """Title of a ledger source, or what our model is called."""
    if source == MODEL_SOURCE:
        return data.wording.say("page.model_source")
    return str(data.sources["title"].get(source, source))
