"""The map of one measure and year as plain SVG: readable without scripts, in the theme of whoever looks at it.

Drawn from the same packed figures as the interactive map (:mod:`lib.drawing.map_payload`), so it cannot show others.
"""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from lib.drawing.map_geometry import path_rings
from lib.language.numbers import NBSP, Numbers

#: A unit at least this wide and high, in units of the drawing, has room for its own name.
_WIDE, _HIGH = 135, 95
_TEXTURES = {
    "e": '<pattern id="fv-e" width="11" height="11" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V11" class="texture"/></pattern>',
    "d": '<pattern id="fv-d" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<circle cx="7" cy="7" r="2.4" class="dot"/></pattern>',
    "m": '<pattern id="fv-m" width="13" height="13" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V13M0 0H13" class="texture"/></pattern>',
}


def map_svg(payload: Mapping[str, Any], measure_id: str, year: int, numbers: Numbers) -> tuple[str, str]:
    """The SVG and the list of the units named by a number in it, both HTML.

    ``payload``: what ``build_payload`` packs. Colours are custom properties of :func:`class_rules`.
    """
    measure = next(m for m in payload["measures"] if m["id"] == measure_id)
    place, geometry = payload["years"].index(year), payload["geometry"]
    outlined = {unit for g in payload["groups"] if g["style"] == "outline" for unit in g["units"]}
    symbols = {unit: g["symbol"] for g in payload["groups"] if g["style"] == "symbol" for unit in g["units"]}
    shapes: list[str] = []
    outlines: list[str] = []
    labels: list[str] = []
    listed: list[str] = []
    for unit in geometry["units"]:
        cell = measure["values"].get(unit["u"], [[None, "m"]] * (place + 1))[place]
        status = cell[1]
        name = " ".join(filter(None, [symbols.get(unit["u"], ""), unit["name"]]))
        text = value_text(payload, measure, cell, numbers)
        shapes.append(
            f'<path d="{unit["d"]}" class="unit" data-unit="{html.escape(unit["u"])}" style="fill:var(--fv-{class_index(measure, cell)})"/>'
        )
        if status in _TEXTURES:
            shapes.append(f'<path d="{unit["d"]}" fill="url(#fv-{status})"/>')
        if unit["u"] in outlined:
            outlines.append(f'<path d="{unit["d"]}" class="group"/>')
        x, y = unit["lx"], unit["ly"]
        ink = f"fill:var(--fv-ink-{class_index(measure, cell)})"
        if _roomy(unit["d"]):
            labels.append(f'<text x="{x}" y="{y - 4}" style="{ink}">{html.escape(name)}</text>')
            labels.append(f'<text x="{x}" y="{y + 20}" style="{ink}">{html.escape(text)}</text>')
        else:
            number = len(listed) + 1
            labels.append(f'<circle cx="{x}" cy="{y}" r="15" class="badge"/>')
            labels.append(f'<text x="{x}" y="{y + 7}" class="number">{number}</text>')
            listed.append(f"<li><span>{html.escape(name)}</span> <b>{html.escape(text)}</b></li>")
    neighbours = "".join(f'<path d="{n["d"]}" class="neighbour"/>' for n in geometry["neighbours"])
    label = html.escape(f"{measure['label']}, {payload['words']['at_year'].format(year=year)}")
    svg = (
        f'<svg class="fv-map" viewBox="0 0 {geometry["w"]} {geometry["h"]}" role="img" aria-label="{label}">'
        f"<defs>{''.join(_TEXTURES.values())}</defs>{neighbours}{''.join(shapes)}{''.join(outlines)}{''.join(labels)}"
        f'<text x="12" y="{geometry["h"] - 16}" class="year">{year}</text></svg>'
    )
    return svg, f'<ol class="fv-list">{"".join(listed)}</ol>' if listed else ""


def value_text(payload: Mapping[str, Any], measure: Mapping[str, Any], cell: list[Any], numbers: Numbers) -> str:
    """A packed figure as the map writes it: mark of its status, number, percent sign, grade."""
    words = payload["words"]["status"][cell[1]]
    if cell[1] == "m":
        return words["mark"]
    decimals = measure["decimals_published"] if cell[1] in ("c", "d") else measure["decimals"]
    if len(cell) > 7 and cell[7] is not None:
        decimals = cell[7]
    number = numbers.number(cell[0], decimals, signed=measure["signed"])
    unit = f"{NBSP}%" if measure["unit"] == "%" else ""
    grade = (cell[6] if len(cell) > 6 else None) or ""
    return f"{words['mark']}{NBSP if words['mark'] else ''}{number}{unit}{grade}"


def class_rules(payload: Mapping[str, Any], measure_id: str, theme: str, inks: Mapping[int, str]) -> str:
    """Colours of the measure's classes and of what is missing in one theme, as custom properties.

    ``inks``: the readable ink of each class, the last one of what is missing.
    """
    measure = next(m for m in payload["measures"] if m["id"] == measure_id)
    palette = payload["palette"][theme]
    colours = [*measure["classes"][f"colors_{theme}"], palette["missing"]]
    rules = "".join(f"--fv-{i}:{colour};--fv-ink-{i}:{inks[i]};" for i, colour in enumerate(colours))
    return f"{rules}--fv-border:{palette['border']};--fv-group:{palette['group']};"


def class_texts(measure: Mapping[str, Any], numbers: Numbers) -> list[str]:
    """How the classes read, low to high: ``< 1 %``, ``1–2 %``, ``≥ 2 %``."""
    breaks, unit = measure["classes"]["breaks"], f"{NBSP}{measure['unit']}"
    ends = [numbers.plain(value) for value in breaks]
    between = "–" if breaks[0] >= 0 else f"{NBSP}…{NBSP}"
    middle = [f"{low}{between}{high}" for low, high in zip(ends, ends[1:], strict=False)]
    return [f"<{NBSP}{ends[0]}{unit}", *middle, f"≥{NBSP}{ends[-1]}{unit}"]


def class_index(measure: Mapping[str, Any], cell: list[Any]) -> int:
    """The class of a packed figure, low to high, the one after the last for what is missing; undecided is as zero."""
    breaks = measure["classes"]["breaks"]
    if cell[0] is None:
        return len(breaks) + 1
    undecided = len(cell) > 5 and cell[5]
    return bisect_right(breaks, 0 if undecided else cell[0])


def _roomy(path: str) -> bool:
    """Whether the largest ring of a path has room for a name."""
    widest = (0, 0)
    for ring in path_rings(path):
        xs, ys = zip(*ring, strict=True)
        widest = max(widest, (max(xs) - min(xs), max(ys) - min(ys)))
    return widest[0] >= _WIDE and widest[1] >= _HIGH
