"""The data of the interactive district map (bản đồ huyện): domain figures in, compact JSON out.

:func:`build_payload` packs what ``assets/map`` draws, in the page, in the first view and in a presentation alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lib.language.display import MIN_CONTRAST, contrast
from lib.language.numbers import rounded

STATUS_CODES = {"published": "c", "projected": "d", "estimated": "e", "missing": "m"}


@dataclass(frozen=True)
class MapValue:
    """One figure: value, status (``published``, ``projected``, ``estimated``, ``missing``), 80 % interval.

    ``source`` is the label shown on the card. ``low`` and ``high`` are in the unit of the value. ``undecided``: on a
    diverging scale, which side of zero the truth lies on is not decided; it is coloured as zero. ``mark``: stands after the
    number everywhere (its grade); ``decimals``: where the number has fewer than its measure; ``weak``: of a weak source;
    ``caveat``: follows where there is room (weak source, inferred year).
    """

    value: float | None
    status: str
    low: float | None = None
    high: float | None = None
    source: str | None = None
    undecided: bool = False
    mark: str = ""
    decimals: int | None = None
    weak: bool = False
    caveat: str = ""

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


def _number_or_none(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value


def _rounded(value: float | None, decimals: int) -> float | int | None:
    """Rounded as every other number is: the browser then only writes the digits."""
    if value is None or math.isnan(value):
        return None
    exact = rounded(float(value), decimals)
    return int(exact) if decimals == 0 else float(exact)


def _pack_value(figure: MapValue, measure: MapMeasure, sources: dict[str, int]) -> list[Any]:
    """``[value, status, low, high, source index, undecided, mark, decimals, weak, caveat]`` without the empty end; only an estimate has an interval."""
    if figure.status == "missing":
        return [None, "m"]
    estimated = figure.status == "estimated"
    published = measure.decimals if measure.decimals_published is None else measure.decimals_published
    decimals = measure.decimals if estimated else published
    decimals = decimals if figure.decimals is None else figure.decimals
    source = None if figure.source is None else sources.setdefault(figure.source, len(sources))
    packed = [
        _rounded(figure.value, decimals),
        STATUS_CODES[figure.status],
        _rounded(figure.low, decimals) if estimated else None,
        _rounded(figure.high, decimals) if estimated else None,
        source,
        1 if figure.undecided else None,
        figure.mark or None,
        figure.decimals,
        1 if figure.weak else None,
        figure.caveat or None,
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
