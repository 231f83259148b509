"""What a scene is: one message with its evidence, as data. Pages, the presenter and every export draw the same ones.

Every text in a scene is written and every number marked: whoever draws one adds no figure and no word of its own. The
figures behind it travel along, so that sources, statuses and changes since a saved set come from what is really shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from lib.ledger.figure import Figure, Status
from lib.views.charts import Shown


@dataclass(frozen=True)
class Tone:
    """How a judgement looks: always its symbol and word beside the colours of both themes."""

    kind: str
    symbol: str
    word: str
    light: str
    dark: str


@dataclass(frozen=True)
class MapBlock:
    """The map of a measure, in ``year`` with the way there from ``first_year``; ``focus``: the units it is about."""

    measure: str
    first_year: int
    year: int
    focus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """One figure on a line: value, interval and status, and how it is written."""

    year: int
    figure: Figure
    text: str


@dataclass(frozen=True)
class TrajectoryBlock:
    """A unit's figures over the plan's years against what its target asks for.

    ``path``: (year, modest value, ambitious value) of each year, empty without a target. ``unit_word``: what is
    written after a number.
    """

    unit: str
    name: str
    indicator: str
    title: str
    unit_word: str
    points: tuple[Point, ...]
    path: tuple[tuple[int, float, float], ...] = ()
    path_label: str = ""


@dataclass(frozen=True)
class Row:
    """A unit in a ranking: ``value`` is drawn, with its interval, ``text`` written."""

    unit: str
    name: str
    value: float
    low: float
    high: float
    status: Status
    text: str
    tone: Tone


@dataclass(frozen=True)
class ChartBlock:
    """A chart as pages have them, of whatever kind: what it shows, and what it says in words (``told``)."""

    title: str
    shown: Shown
    told: str = ""


@dataclass(frozen=True)
class RankingBlock:
    """Units in order, as bars from zero; ``line`` is what every one of them has to reach."""

    title: str
    unit_word: str
    rows: tuple[Row, ...]
    line: float | None = None
    line_label: str = ""


@dataclass(frozen=True)
class Card:
    """A target: what it asks for, where it stands, the judgement, and in sentences why that is said."""

    heading: str
    goal: str
    value: str
    words: str
    notes: tuple[str, ...]
    tone: Tone
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class CardsBlock:
    """Targets side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class TableBlock:
    """A plain table of written cells; the first column names the row. ``prose``: the others are texts, not numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    prose: bool = False


@dataclass(frozen=True)
class TextBlock:
    """Sentences under a heading."""

    heading: str
    lines: tuple[str, ...]


Block = MapBlock | ChartBlock | TrajectoryBlock | RankingBlock | CardsBlock | TableBlock | TextBlock


@dataclass(frozen=True)
class Scene:
    """One message with its evidence.

    ``code`` names it in links and saved sets; ``title`` is what lists call it; ``lead`` are the written sentences under
    the headline. ``figures``: every figure shown or said. ``statuses``: marks and words of those that occur.
    ``dated``: its figures are of ends of years, so that unit, indicator and year name each of them.
    """

    code: str
    title: str
    headline: str
    lead: tuple[str, ...]
    blocks: tuple[Block, ...]
    figures: tuple[Figure, ...]
    statuses: tuple[str, ...]
    sources: str
    notes: tuple[str, ...]
    dated: bool = True
