"""What a view is: a page's title and blocks, as data. The live page, its first view and its printed page draw the same one.

Every text in it is written and every figure chosen: whoever draws a view adds no figure and no word of its own. What there is
to say may change with the year; a sentence that has nothing to say stays in the view with an empty text, so that the live
page keeps its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.campaign.campaign import Campaign
from lib.ledger.figure import Figure
from lib.plan.assess import Assessment
from lib.views import links
from lib.views.charts import Shown
from lib.views.documents.balance import Balance
from lib.views.documents.communes import CommuneStory
from lib.views.documents.profile import Profile
from lib.views.downloads import Offer
from lib.views.links import Selection
from lib.views.sentences.captions import Notes


@dataclass(frozen=True)
class Asked:
    """What a page is asked for: the filter of all pages, and what is chosen on some of them (:class:`lib.views.links.Link`).

    ``measure``: the map's, None for the one it opens with.
    """

    selection: Selection
    indicator: str | None = None
    subject: str | None = None
    commune: str | None = None
    beside: tuple[str, ...] = ()
    paces: tuple[tuple[str, float], ...] = ()
    spatial: bool = False
    measure: str | None = None
    preview: bool = False


#: A choice's name in links -> the part of :class:`Asked` (and of a link) that says it.
CHOSEN = {
    links.INDICATOR: "indicator",
    links.SUBJECT: "subject",
    links.COMMUNE: "commune",
    links.BESIDE: "beside",
    links.PACE: "paces",
    links.SPATIAL: "spatial",
    links.MEASURE: "measure",
}


def asked_of(campaign: Campaign, link: links.Link, choices: Iterable[str]) -> Asked:
    """What a link asks a page for; what the page does not offer (``choices``) cannot make it another one."""
    own: dict[str, Any] = {CHOSEN[choice]: getattr(link, CHOSEN[choice]) for choice in choices}
    return Asked(links.selection_of(campaign, link), preview=link.preview, **own)


@dataclass(frozen=True)
class Text:
    """A sentence in one of the page's styles (``ending``, ``verdict``, ``lags``, ``story``); ``name`` stands before it in bold."""

    text: str
    style: str = "story"
    name: str = ""


@dataclass(frozen=True)
class Lines:
    """Sentences as a list."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """A warning about the figures of the page."""

    text: str


@dataclass(frozen=True)
class Caption:
    """What explains a heading or figures, in small letters."""

    text: str


@dataclass(frozen=True)
class Heading:
    """The heading of a part of the page (level 2), or of a part of that (3)."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Nothing:
    """Why there is nothing to see here."""

    text: str


@dataclass(frozen=True)
class Told:
    """A longer text, in Markdown."""

    text: str


@dataclass(frozen=True)
class Legend:
    """How each status is marked."""


@dataclass(frozen=True)
class Cards:
    """Targets as cards; ``stacked`` one below another."""

    assessments: tuple[Assessment, ...]
    stacked: bool = False


@dataclass(frozen=True)
class Queue:
    """Units on the common yardstick with sentences; numbered if several lag."""

    standings: tuple[Assessment, ...]


@dataclass(frozen=True)
class Chips:
    """Many units of one judgement in a line: name, value, sign."""

    standings: tuple[Assessment, ...]


@dataclass(frozen=True)
class Map:
    """The map of the plan's units; ``compact``: of its main measure alone."""

    compact: bool = False


@dataclass(frozen=True)
class Spatial:
    """The map in three dimensions: it can be turned, so that only the live page has it."""


@dataclass(frozen=True)
class CommuneMap:
    """The map of today's communes: ``chosen`` is outlined, opened at the former ``district`` (empty: everything) and at a
    ``measure`` (empty: the first).
    """

    chosen: str
    district: str
    measure: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart: what it shows, the key of its buttons, the title and period of its pictures, what stands under it."""

    shown: Shown
    key: str
    title: str
    period: str
    notes: Notes


@dataclass(frozen=True, eq=False)
class Table:
    """Written cells, the first column names the row; ``folded`` unfolds at a click. ``label`` says what it is."""

    label: str
    cells: pd.DataFrame
    folded: bool = False


@dataclass(frozen=True, eq=False)
class Ledger:
    """A long table that is searched and sorted on the live page only; ``printed``: what paper says in its place (empty: that
    it is among the files).
    """

    cells: pd.DataFrame
    label: str
    printed: str = ""


@dataclass(frozen=True, eq=False)
class Download:
    """A table as a file: what the button says, the file's name, what it depends on besides the edition, its rows."""

    label: str
    file: str
    key: tuple[str, ...]
    cells: pd.DataFrame


@dataclass(frozen=True)
class Files:
    """What can be carried away; ``label`` says what of it."""

    label: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Picture:
    """A picture of the guide, by its name; ``alt``: what it shows."""

    code: str
    alt: str


@dataclass(frozen=True)
class ProfileStory:
    """The lines of a profile."""

    profile: Profile


@dataclass(frozen=True)
class ProfileNumbers:
    """The table of a profile's figures."""

    profile: Profile


@dataclass(frozen=True)
class ProfileRest:
    """Peers, communes, sources of a profile."""

    profile: Profile


@dataclass(frozen=True)
class OneCommune:
    """A commune's sentences and what it was made from."""

    story: CommuneStory


@dataclass(frozen=True)
class Tally:
    """How many parts of a plan's text are of each kind, one tile a kind."""

    balance: Balance


@dataclass(frozen=True)
class Answers:
    """Every part of a plan's text with what became of it."""

    balance: Balance


@dataclass(frozen=True)
class Timeline:
    """The reorganisations, and what some districts have become."""

    districts: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """Where the reader of the live page chooses something: the choice's name in links, what it is called, what is chosen."""

    code: str
    label: str
    chosen: str


@dataclass(frozen=True)
class Way:
    """The way to another page, in words; no ``page``: to nowhere today, its place is kept."""

    page: str | None
    label: str = ""
    icon: str = ""


@dataclass(frozen=True)
class SheetWay:
    """The way to the printed page of somebody's profile."""

    subject: str


@dataclass(frozen=True)
class Fold:
    """Blocks that unfold at a click."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Columns:
    """Blocks side by side, each column as wide as its share of ``widths``."""

    columns: tuple[tuple[Block, ...], ...]
    widths: tuple[int, ...]


#: Blocks that nobody does anything with: they look the same wherever HTML is drawn.
Still = (
    Text | Lines | Notice | Legend | Cards | Queue | Chips | Table | ProfileStory | ProfileNumbers | ProfileRest | OneCommune | Timeline | Tally | Answers
)  # fmt: skip
Block = (
    Still | Caption | Heading | Nothing | Told | Map | Spatial | CommuneMap | Chart | Ledger | Download | Files | Picture | Choice | Way | SheetWay | Fold | Columns
)  # fmt: skip


@dataclass(frozen=True)
class View:
    """A page: its title and its blocks in the order in which they are read.

    ``dated``: what it says is of the filter's year; else every figure says of which year it is. ``figures``: what it is
    about besides the year's poor rates and counts, for the line of sources on paper. ``unfiltered``: neither scope nor year
    of the filter change it, which it says where they are set.
    """

    title: str
    blocks: tuple[Block, ...]
    dated: bool = True
    figures: tuple[Figure, ...] = ()
    unfiltered: bool = False
