"""How every chart looks: colours, signs, scales, texts under the pointer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from lib.campaign.campaign import Campaign
from lib.campaign.comparison import SHARE
from lib.campaign.marks import Marks
from lib.drawing.chart import line
from lib.drawing.chart.scale import MANY, Scale, scale
from lib.drawing.figure import Drawing
from lib.drawing.font import text_width
from lib.language.display import Display
from lib.language.numbers import Numbers
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED, Figure

DASH = {PUBLISHED: "solid", PROJECTED: "dot", ESTIMATED: "dash"}
#: Margins leave room for the numbers of an axis; looking each time whether one sticks out takes a quarter of the drawing.
#: Pixels between a plot and what stands right of it.
BESIDE = 8
SPILL = {"ticklabeloverflow": "allow"}


def colours(display: Display, theme: str) -> dict:
    """The chart colours of a theme, ``light`` or ``dark``."""
    return getattr(display.charts, theme).model_dump()


def give_scale(figure: Drawing, numbers: Numbers, suffix: str, *, mark: str = "", steps: int = MANY) -> Scale:
    """Give a chart the scale of what is drawn on it."""
    made = scale(figure.heights(mark), numbers, suffix=suffix, steps=steps)
    figure.update_axis(f"yaxis{mark}", **axis_of(made))
    return made


def axis_of(made: Scale) -> dict:
    """A scale as Plotly takes it."""
    values, texts = zip(*made.ticks, strict=True)
    return {"range": [made.low, made.high], "tickmode": "array", "tickvals": list(values), "ticktext": list(texts)}


def suffix_of(marks: Marks, indicator: str) -> str:
    """What follows the numbers of an axis."""
    return " %" if marks.unit_of(indicator) == "percent" else ""


def measure_of(campaign: Campaign, indicator: str) -> tuple[str, str]:
    """An indicator's unit of measure and its word for an axis."""
    unit = campaign.marks.unit_of(indicator)
    return unit, campaign.display.units_of_measure[unit]


def marker_of(figures: list[Figure], colour: str, palette: dict, size: int) -> dict:
    """Published points filled, projected and estimated ones hollow; those of a weak source hollow squares."""
    signs = [line.sign_of(f) for f in figures]
    return {
        "size": size,
        "symbol": [sign.shape for sign in signs],
        "color": [colour if sign.filled else palette["surface"] for sign in signs],
        "line": {"width": 2.5, "color": colour},
        "opacity": 1,
    }


def hover_text(campaign: Campaign, figure: Figure) -> str:
    """A point's words under the pointer: place, year, value with interval, status; of a share of the baseline in percent."""
    decimals, unit = (1, "percent") if figure.indicator == SHARE else (None, None)
    return campaign.wording.say(
        "charts.point",
        unit=campaign.names[figure.unit],
        year=figure.year,
        value=campaign.marks.standing(figure, decimals, interval=True, unit_of_measure=unit),
        status=campaign.marks.status_word(figure.status),
    )


def see_through(colour: str) -> str:
    """The colour of a ribbon, from ``#RRGGBB``."""
    return clear(colour, 0.16)


def clear(colour: str, strength: float) -> str:
    """A ``#RRGGBB`` only so strong that letters over it stay readable."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength})"


def room_beside(texts: Iterable[str], size: float) -> int:
    """Pixels right of a plot in which texts stand whole, as far from it as they are put (:data:`BESIDE`)."""
    return math.ceil(max((text_width(text, size) for text in texts), default=0.0)) + 2 * BESIDE


def years_range(years: Sequence[int]) -> list[float]:
    """The ends of an axis of the plan's years."""
    return [years[0] - 0.3, years[-1] + 0.3]


def frame_of(numbers: Numbers, palette: dict, unit: str, word: str = "") -> dict:
    """The layout that every chart begins with; ``unit``, ``word``: the unit of measure and its word (:func:`measure_of`)."""
    return {
        "separators": "".join(numbers.separators),
        "paper_bgcolor": palette["paper"],
        "plot_bgcolor": palette["paper"],
        "font": {
            "size": 15,
            "color": palette["ink"],
            "family": "Signs, Segoe UI, Noto Sans, Roboto, Arial, sans-serif",
        },
        "margin": {"l": 8, "r": 24, "t": 40, "b": 8},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 15}},
        "xaxis": {"gridcolor": palette["grid"], "automargin": True, "tickfont": {"size": 13}, **SPILL},
        "yaxis": {
            "gridcolor": palette["grid"],
            "automargin": True,
            **SPILL,
            "title": {"text": "" if unit == "percent" else word, "font": {"size": 14}},
        },
        "hoverlabel": {"font": {"size": 15}},
    }
