"""A chart of a page on a meeting's stage: as high as the stage has room, no letters smaller than the stage's own.

The presenter draws a pixel of it as :data:`UNITS` of the stage, which is 1920 of them wide (``assets/presenter/blocks.js``).
"""

from __future__ import annotations

import re
from typing import Any

from lib.drawing.chart_svg import chart_svg
from lib.drawing.figure import Drawing

#: Units of the stage in a pixel, pixels of the smallest letters, pixels of a chart's height.
UNITS, LETTERS, HEIGHT = 1.6, 15, 420
_SIZE = re.compile(r"font-size:([\d.]+)px")


def stage_chart(drawing: Drawing, label: str) -> str:
    """The chart as HTML; ``drawing`` is the stage's from now on."""
    notes = [{**note, "font": _raised(note["font"])} for note in drawing.to_dict()["layout"].get("annotations", [])]
    drawing.update_layout(height=HEIGHT, annotations=notes)
    return _SIZE.sub(lambda found: f"font-size:{max(float(found[1]), LETTERS):g}px", chart_svg(drawing, label))


def _raised(font: dict[str, Any]) -> dict[str, Any]:
    """Lines of a text stand as far apart as its letters ask for."""
    return {**font, "size": max(font.get("size", LETTERS), LETTERS)}
