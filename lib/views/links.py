"""What a link says: the selection in codes. Reads today's links and those of former days, writes today's.

``nhom`` a group's code, ``huyen`` unit codes (at most six), ``nam`` a year, ``chi_so`` an indicator, ``ba_chieu`` the
3-D view, ``don_vi`` the group of households whose profile is read (no area, so that it cannot be filtered by), ``xa`` a
commune of today, ``voi`` groups put beside the districts chosen, ``nhip`` a code and the points a year it is tried with
(``417:5.5``). What equals the default is not written. The map's own choices (``bd_…``) belong to the browser.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.campaign.served import PREVIEW_ASKED
from lib.geography.lineage import Gone
from lib.language.names import unaccented
from lib.views.sentences.comparison import MOST, offered_beside
from lib.views.sentences.what_if import read_paces

GROUP, DISTRICTS, YEAR, INDICATOR, SPATIAL, EDITION = "nhom", "huyen", "nam", "chi_so", "ba_chieu", "ban"
SUBJECT, COMMUNE, BESIDE, PACE = "don_vi", "xa", "voi", "nhip"
#: The documents beside the pages: the meeting, a profile's printed page, the index of the search, files made by jobs, pictures of the guide.
MEETING, SHEET, SEARCH, FILES, PICTURES = "trinh_chieu", "mot_trang", "tim_nhanh", "tep", "hinh"
#: The page that is printed; the picture that is shown.
PAGE, PICTURE_NAME = "trang", "ten"
#: Put there by the server: the former address of the page that was asked for.
FORMER_PAGE = "trang_cu"
#: The map's own year in links made before map and page shared one.
FORMER_YEAR = "bd_nam"
BROWSER_PREFIX = "bd_"
#: The measure chosen on the map (``assets/map/url.js``).
MEASURE = "bd_chiso"
MOST_DISTRICTS = MOST
_TRUE, _FALSE = ("1", "true"), ("0", "false", "")


@dataclass(frozen=True)
class Link:
    """What a link asks for, each part valid or None where it does not say. ``refused``: parts that cannot be used."""

    group: str | None = None
    districts: tuple[str, ...] = ()
    year: int | None = None
    indicator: str | None = None
    spatial: bool = False
    subject: str | None = None
    commune: str | None = None
    beside: tuple[str, ...] = ()
    paces: tuple[tuple[str, float], ...] = ()
    #: The map's measure: chosen in the browser, so that nonsense there is not told.
    measure: str | None = None
    #: Whether the edition not yet published is looked at.
    preview: bool = False
    refused: tuple[str, ...] = ()
    #: Places asked for that are no more: those named in them are looked at instead.
    moved: tuple[Gone, ...] = ()


@dataclass(frozen=True)
class Selection:
    """The viewer's filter: ``group`` (a group or the province), ``districts`` chosen by name, ``year``.

    ``scope`` are the units of the group; ``whole`` tells that nothing is filtered.
    """

    group: str
    scope: tuple[str, ...]
    districts: tuple[str, ...]
    year: int
    whole: bool

    @property
    def shown(self) -> tuple[str, ...]:
        """Units a table or chart lists: the chosen ones, or the whole scope when none is chosen."""
        return self.districts or self.scope


def selection(campaign: Campaign, group: str, districts: tuple[str, ...], year: int) -> Selection:
    """The filter made of a group, units chosen by name and a year."""
    whole = group == campaign.province and not districts
    return Selection(group, tuple(campaign.members(group)), districts, year, whole)


def selection_of(campaign: Campaign, link: Link) -> Selection:
    """What a link selects, with the defaults where it does not say."""
    return selection(campaign, link.group or campaign.province, link.districts, link.year or campaign.latest_year)


def filtered(campaign: Campaign, selection: Selection) -> bool:
    """Whether scope or year are set to anything else than a page opens with."""
    return not selection.whole or selection.year != campaign.latest_year


def scope_words(campaign: Campaign, selection: Selection) -> str:
    """What is selected, in words: the units chosen, else the scope."""
    return ", ".join(campaign.names[unit] for unit in selection.districts) or campaign.scope_name(selection.group)


def profile_address(campaign: Campaign, unit: str, year: int | None = None, *, preview: bool = False) -> str:
    """Where the profile of a unit, group or the province is, in the latest year or another."""
    group = unit if unit in campaign.groups else campaign.province
    districts = (unit,) if unit in campaign.districts else ()
    shared = parameters(campaign, selection(campaign, group, districts, year or campaign.latest_year), preview=preview)
    return address("./ho_so", shared | {SUBJECT: population_of(campaign.areas, unit)})


def population_of(areas: Collection[str], unit: str) -> str | None:
    """The group of households that ``unit`` is; None for what can be filtered by."""
    return None if unit in areas else unit


def subject_of(selection: Selection, population: str | None) -> str:
    """Whose profile is read: the first unit chosen, else the group; where nothing is filtered a group of households."""
    if selection.districts:
        return selection.districts[0]
    return population if selection.whole and population else selection.group


def parameters(campaign: Campaign, selection: Selection, *, preview: bool) -> dict[str, str | tuple[str, ...] | None]:
    """What a link says of a selection; what a page opens with anyway is None."""
    return {
        GROUP: None if selection.group == campaign.province else selection.group,
        DISTRICTS: selection.districts,
        YEAR: None if selection.year == campaign.latest_year else str(selection.year),
        EDITION: PREVIEW_ASKED if preview else None,
    }


def read_link(params: Mapping[str, Sequence[str]], campaign: Campaign) -> Link:
    """Read the parameters of a link. Codes, and the names links carried in former days, are understood."""
    params = mended(params)
    refused: list[str] = []

    def one(key: str, known: Mapping[str, str]) -> str | None:
        values = [value for value in params.get(key, ()) if value]
        found = known.get(_key(values[-1])) if values else None
        if len(values) > 1 or (values and found is None):
            refused.append(_shown(key, values))
        return found if len(values) == 1 else None

    names = called(campaign, _Names.of)
    units, communes = names.units, names.communes
    moved: dict[str, Gone] = {}
    years = {str(year): str(year) for year in campaign.years}
    chosen: list[str] = []
    for value in _each(params.get(DISTRICTS, ()), units):
        unit = units.get(_key(value))
        former = campaign.gone.get(value) if unit is None else None
        if former and set(former.units) <= set(campaign.districts):
            moved[value] = former
        elif unit is None:
            refused.append(_shown(DISTRICTS, [value]))
        instead = moved[value].units if value in moved else (unit,) if unit else ()
        chosen += [other for other in instead if other not in chosen]
    if len(chosen) > MOST_DISTRICTS:
        refused.append(_shown(DISTRICTS, chosen[MOST_DISTRICTS:]))
    asked = [value for value in params.get(BESIDE, ()) if value]
    beside = tuple(dict.fromkeys(value for value in asked if value in offered_beside(campaign)))
    if strange := [value for value in asked if value not in beside]:
        refused.append(_shown(BESIDE, strange))
    paces, wrong = read_paces(campaign.areas, filter(None, params.get(PACE, ())))
    refused += [_shown(PACE, [value]) for value in wrong]
    commune = (params.get(COMMUNE) or ("",))[-1]
    # Places that are no more are gathered from the ledger only where a link asks for one.
    former = campaign.gone.get(commune) if commune and commune not in communes else None
    if former and set(former.units) <= set(communes.values()):
        moved[commune] = former
    # The map's year was the one the reader of a former link looked at.
    year = one(FORMER_YEAR, years) if params.get(FORMER_YEAR) else one(YEAR, years)
    measure = (params.get(MEASURE) or ("",))[-1]
    edition = edition_of(params)
    preview = served.store_of(edition) is served.PREVIEW
    if edition and not preview:
        refused.append(_shown(EDITION, [edition]))
    switch = params.get(SPATIAL, ("",))[-1]
    if switch not in (*_TRUE, *_FALSE):
        refused.append(_shown(SPATIAL, [switch]))
    return Link(
        group=one(GROUP, names.groups),
        districts=tuple(chosen[:MOST_DISTRICTS]),
        year=int(year) if year else None,
        indicator=one(INDICATOR, names.indicators),
        spatial=switch in _TRUE,
        subject=one(SUBJECT, names.populations),
        commune=moved[commune].units[0] if commune in moved else one(COMMUNE, communes),
        beside=beside[:MOST_DISTRICTS],
        paces=paces,
        measure=measure if measure in campaign.display.measures else None,
        preview=preview,
        refused=tuple(refused),
        moved=tuple(moved.values()),
    )


def _each(values: Iterable[str], known: Mapping[str, str]) -> Iterator[str]:
    """One name or code after the other; several that a person wrote as one value, with commas between, are several."""
    for value in values:
        parts = [value] if _key(value) in known else _BETWEEN.split(value)
        yield from filter(None, map(str.strip, parts))


def query_of(values: Mapping[str, str | Sequence[str] | None]) -> dict[str, list[str]]:
    """Parameters of a link that says ``values``; empty ones are left out."""
    lists = {key: [value] if isinstance(value, str) else list(value or ()) for key, value in values.items()}
    return {key: said for key, entries in lists.items() if (said := [entry for entry in entries if entry])}


def address(path: str, values: Mapping[str, str | Sequence[str] | None]) -> str:
    """``path`` with the link's parameters."""
    query = urlencode(query_of(values), doseq=True)
    return f"{path}?{query}" if query else path


#: Signs that a chat or a letter takes along with a link (`assets/shared/address.js` leaves out the same ones).
_TRAILING = re.compile(r"""[\s.,;:!?)\]}>»"'”’…]+$""")
#: What is left of an ampersand that was written for HTML.
_ESCAPED = "amp;"
#: What a person writes between several codes of one parameter.
_BETWEEN = re.compile(r"[,;]")


def mended(params: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Parameters as they were before a chat, a letter or a typewriter's capitals got hold of the link."""
    whole: dict[str, list[str]] = {}
    for key, values in params.items():
        name = key.removeprefix(_ESCAPED).lower()
        whole.setdefault(name, []).extend(map(_without_trailing, values))
    return whole


def _without_trailing(value: str) -> str:
    """A bracket that a value itself has opened belongs to it: ``Toàn tỉnh (21 huyện)``."""
    shorter = _TRAILING.sub("", value)
    return f"{shorter})" if "(" in shorter and value[len(shorter) :].lstrip().startswith(")") else shorter


#: More than any of our links has by far.
_MOST_PARAMETERS = 100


def parsed(query: str) -> dict[str, list[str]] | None:
    """An address's parameters for the documents beside the pages; None where it has more than any link of ours."""
    try:
        return parse_qs(query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return None


def edition_of(params: Mapping[str, Sequence[str]]) -> str:
    """Which edition an address asks for; empty for the public one."""
    return mended(params).get(EDITION, [""])[-1]


def last_part(path: str) -> str:
    """The last part of a path, which names a page or a document beside the pages wherever the app is mounted."""
    return path.rstrip("/").rsplit("/", 1)[-1]


def mended_part(path: str) -> str:
    """:func:`last_part` as it was before a chat or a typewriter's capitals got hold of the address."""
    return _TRAILING.sub("", last_part(path)).lower()


@dataclass(frozen=True)
class _Names:
    """What links can name, by code and by name; gathered once an edition."""

    groups: Mapping[str, str]
    units: Mapping[str, str]
    populations: Mapping[str, str]
    communes: Mapping[str, str]
    indicators: Mapping[str, str]

    @staticmethod
    def of(campaign: Campaign) -> _Names:
        province = [(campaign.province, campaign.scope_name(campaign.province))]
        table, indicators = campaign.ledger.units, campaign.ledger.indicators
        return _Names(
            groups=_known(((g, campaign.names[g]) for g in campaign.groups), province),
            units=_known((u, campaign.names[u]) for u in campaign.districts),
            populations=_known((g, campaign.names[g]) for g in campaign.focus if g not in campaign.groups),
            communes=_known((code, code) for code in table.loc[table["kind"] == "commune", "unit"]),
            indicators=_known(zip(indicators["indicator"], indicators["name_vi"], strict=True)),
        )


def _known(*entries: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Code by code and by name; names without regard to case and accents, unless two would be the same."""
    known: dict[str, str] = {}
    for code, name in (pair for part in entries for pair in part):
        for text in (code, name):
            known.setdefault(_key(text), code)
    return known


def _key(text: str) -> str:
    return " ".join(unaccented(text).split())


def _shown(key: str, values: Iterable[str]) -> str:
    return f"{key} = {', '.join(value[:40] for value in values)}"
