"""One unit's years on a chart: ribbon, line, points and their numbers."""

from __future__ import annotations

from collections.abc import Mapping

from lib.campaign.campaign import Campaign
from lib.drawing.chart import line
from lib.drawing.chart.look import DASH, hover_text, marker_of, see_through
from lib.drawing.figure import Drawing
from lib.ledger.figure import Figure, Status

NO_PATH: Mapping[int, float] = {}
#: Pixels: height of a trajectory chart, what its title row and years take of it, height of a two-line end label.
HEIGHT = 520
FRAME = 100
#: Pixels: years of a trajectory on a phone lie this close; a value beside its point is this wide.
_NARROW = 52
_WIDE = 68


def draw_series(figure: Drawing, campaign: Campaign, unit: str, indicator: str, colour: str, palette: dict, *, name: str,
            ribbon: bool, labelled: tuple[int, ...] = (),
            path: Mapping[int, float] = NO_PATH, row: int | None = None, col: int | None = None) -> None:  # fmt: skip
    """Draw one unit's years of an indicator (:func:`draw_figures`)."""
    draw_figures(figure, campaign, campaign.figures.series(unit, indicator, campaign.years), colour, palette, name=name,
                 ribbon=ribbon, labelled=labelled, path=path, row=row, col=col)  # fmt: skip


def draw_figures(figure: Drawing, campaign: Campaign, series: list[Figure], colour: str, palette: dict, *, name: str,
            ribbon: bool, labelled: tuple[int, ...] = (),
            path: Mapping[int, float] = NO_PATH, row: int | None = None, col: int | None = None) -> None:  # fmt: skip
    """Draw figures of years, missing ones included, in ``colour``: ``ribbon`` with the intervals of its estimates, numbers at the
    points of ``labelled`` years on the side that ``path`` leaves free; ``row`` and ``col`` place it in a grid.
    """
    points = [f for f in series if f.known]
    if not points:
        return
    years = [f.year for f in points]
    for run in line.bands(series) if ribbon else ():
        at = [f.year for f in run]
        figure.add_scatter(
            x=at + at[::-1], y=[f.high for f in run] + [f.low for f in reversed(run)], fill="toself", mode="lines",
            fillcolor=see_through(colour), line={"width": 0}, hoverinfo="skip", showlegend=False, row=row, col=col,
        )  # fmt: skip
    for status, x, y in line_parts(series):
        figure.add_scatter(x=x, y=y, mode="lines", hoverinfo="skip",
                           line={"color": colour, "width": 3, "dash": DASH[status]}, showlegend=False, row=row, col=col)  # fmt: skip
    figure.add_scatter(
        x=years, y=[f.value for f in points], mode="markers+text" if labelled else "markers", name=name,
        showlegend=False, marker=marker_of(points, colour, palette, 12 if labelled else 7),
        text=[_short(campaign, f) if f.year in labelled else "" for f in points], textposition=_label_places(points, path),
        textfont={"size": 15},
        hovertext=[hover_text(campaign, f) for f in points], hoverinfo="text", cliponaxis=False, row=row, col=col,
    )  # fmt: skip


def line_parts(series: list[Figure]) -> list[tuple[Status, list[int | None], list[float | None]]]:
    """The line through a series (:mod:`lib.drawing.chart.line`): status, years and values of its parts, gaps between them.

    All stretches of one status are one trace, which Plotly draws much sooner.
    """
    parts: dict[Status, tuple[list[int | None], list[float | None]]] = {}
    for stretch in line.stretches(series):
        years, values = parts.setdefault(stretch.status, ([], []))
        if years and years[-1] != stretch.first.year:
            years.append(None)
            values.append(None)
        if not years or years[-1] is None:
            years.append(stretch.first.year)
            values.append(stretch.first.value)
        years.append(stretch.last.year)
        values.append(stretch.last.value)
    return [(status, years, values) for status, (years, values) in parts.items()]


def _short(campaign: Campaign, figure: Figure) -> str:
    """A value as a label of its point: with its sign, without the word for households (the axis has it)."""
    if campaign.marks.unit_of(figure.indicator) == "percent":
        return campaign.marks.marked_parts(figure)[0]
    return campaign.marks.sign_of(figure.status) + campaign.numbers.number(figure.value)


def _label_places(points: list[Figure], path: Mapping[int, float]) -> list[str]:
    """A side for the label of each point so that none covers another even on a phone, where points lie close.

    Above right keeps off a falling line, below keeps off the path over it; the last label must stay inside
    the chart.
    """
    top = max((f.high for f in points), default=1) or 1
    taken: list[tuple[float, float, float, float]] = []
    places = []
    for index, f in enumerate(points):
        x, y = index * _NARROW, f.value / top * (HEIGHT - FRAME)
        boxes = {
            "top right": (x + 4, x + 4 + _WIDE, y + 6, y + 26),
            "bottom center": (x - _WIDE / 2, x + _WIDE / 2, y - 28, y - 8),
            "top center": (x - _WIDE / 2, x + _WIDE / 2, y + 8, y + 28),
        }
        if index == len(points) - 1:
            del boxes["top right"]
        if index > 0 and line.label_below(f, path):
            boxes = {"bottom center": boxes.pop("bottom center"), **boxes}
        free = [place for place, box in boxes.items() if not any(_touch(box, other) for other in taken)]
        places.append(free[0] if free else "top center")
        taken.append(boxes[places[-1]])
    return places


def _touch(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]
