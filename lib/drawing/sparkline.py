"""A small line of one unit's years, as an image with words."""

from __future__ import annotations

import html
from urllib.parse import quote

from lib.campaign.marks import Marks
from lib.drawing.chart import line
from lib.ledger.figure import MISSING, PUBLISHED, Figure


def sparkline(marks: Marks, series: list[Figure], colour: str, label: str) -> str:
    """A small SVG line (:mod:`lib.drawing.chart.line`), dashed where an end is not published."""
    known = [f for f in series if f.status != MISSING]
    if len(known) < 2:
        return ""
    years = [f.year for f in series]
    top = max(f.high for f in known) * 1.08 or 1
    x = {f.year: 8 + 184 * (f.year - years[0]) / (years[-1] - years[0]) for f in known}
    y = {f.year: 44 - 38 * f.value / top for f in known}
    parts = []
    for run in line.bands(series):
        band = [(x[f.year], 44 - 38 * f.high / top) for f in run]
        band += [(x[f.year], 44 - 38 * f.low / top) for f in reversed(run)]
        shape = " ".join(f"{a:.1f},{b:.1f}" for a, b in band)
        parts.append(f'<polygon points="{shape}" fill="{colour}" opacity=".18"/>')
    for part in line.stretches(series):
        dash = "" if part.status == PUBLISHED else ' stroke-dasharray="5 4"'
        parts.append(f'<line x1="{x[part.first.year]:.1f}" y1="{y[part.first.year]:.1f}" x2="{x[part.last.year]:.1f}" '
                     f'y2="{y[part.last.year]:.1f}" stroke="{colour}" stroke-width="2.5"{dash}/>')  # fmt: skip
    for f in known:
        sign = line.sign_of(f)
        look = f'fill="{colour if sign.filled else "none"}" stroke="{colour}" stroke-width="2"'
        if sign.shape == line.CIRCLE:
            parts.append(f'<circle cx="{x[f.year]:.1f}" cy="{y[f.year]:.1f}" r="4" {look}/>')
            continue
        turn = " rotate(45)" if sign.shape == line.DIAMOND else ""
        parts.append(f'<rect x="-4" y="-4" width="8" height="8" {look} '
                     f'transform="translate({x[f.year]:.1f} {y[f.year]:.1f}){turn}"/>')  # fmt: skip
    text = "; ".join(f"{f.year}: {marks.standing(f)}" for f in known)
    # st.html strips <svg>; an image with alternative text survives and is announced.
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50" preserveAspectRatio="xMinYMid meet">{"".join(parts)}</svg>'
    return f'<img alt="{html.escape(label)}: {html.escape(text)}" src="{data_uri(svg)}">'


def data_uri(svg: str) -> str:
    """An SVG as the address of an image."""
    return f"data:image/svg+xml,{quote(svg)}"
