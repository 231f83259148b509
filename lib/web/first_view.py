"""The first view of a page, made by the server: shown at once, replaced when the live page is ready.

A fresh browser sees nothing while Streamlit's scripts load. The page it is sent therefore carries what the reader asked
for as plain HTML and SVG: headline, targets or map, made from the same edition, the same link and by the same functions as
the live page, so that it cannot show other figures. It is readable without scripts; with them the map in it can be
looked at long before the live one. See ``assets/first_view``.
"""

from __future__ import annotations

import hashlib
import html
import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pandas as pd
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.base.findings import DataError
from lib.campaign import served, what_if
from lib.campaign.campaign import POOR, RATE, Campaign
from lib.campaign.kept import called
from lib.drawing import blocks, charts, commune_blocks, profile_blocks
from lib.drawing.bundle import asset, script
from lib.drawing.campaign_map import map_payload, map_view
from lib.drawing.chart_svg import chart_svg
from lib.drawing.commune_layer import commune_payload
from lib.drawing.figure import Drawing
from lib.drawing.map_svg import class_rules, map_svg
from lib.language.display import readable_ink
from lib.scenes import communes, comparison, ending, stories, tables, verdicts
from lib.scenes import what_if as scenes_what_if
from lib.scenes.profile import profile, subjects
from lib.scenes.registry import rate_measure
from lib.views import choices, links
from lib.views.links import Selection
from lib.views.page_list import PAGES, page_title
from lib.views.shell import PageEntry
from lib.web.framework.files import static_directory
from lib.web.meeting import plain_links

_LOG = logging.getLogger(__name__)
SCRIPT = script("first_view/index.js").encode()
SCRIPT_PATH = f"first-view-{hashlib.sha256(SCRIPT).hexdigest()[:12]}.js"
_CSS = asset("page.css") + asset("first_view.css") + asset("chart_svg.css")
_MAP_CSS = asset("district_map.css")
#: What stands in the page to start Streamlit after the first view; allowed by its hash (:mod:`lib.ui.headers`).
STARTER = asset("first_view/start.js")
#: What loads Streamlit: beside the first view it would keep it from being painted and its map from answering.
_STREAMLIT = re.compile(
    r'\s*(?:<link rel="(?:stylesheet|modulepreload)"[^>]*>|<script type="module"[^>]*\ssrc="[^>]*></script>)'
)
#: A font this product does not use would take the line from everything else.
_FONT = re.compile(r'\s*<link\s+rel="preload"[^>]*as="font"[^>]*/>')
#: Where the page's own scripts lie.
_SCRIPTS = re.compile(r'"(\./static/(?:v-[0-9a-f]{12}/)?js/)')
#: What draws a page's charts is fetched with the page, not when its first chart asks for it.
_CHARTING = {"quy_dao": "PlotlyChart.*.js", "vung_cham": "PlotlyChart.*.js", "ho_so": "PlotlyChart.*.js"}
_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Request:
    """What the first view is made for: a page and the part of its link that shows."""

    page: PageEntry
    selection: Selection
    query: str
    #: The map's measure, or None for the one it opens with.
    measure: str | None
    #: The indicator of Quỹ đạo, or None for the first one offered.
    indicator: str | None
    #: Whose profile Hồ sơ shows; the commune that Xã, phường tells of.
    subject: str | None = None
    #: Groups that So sánh puts beside the units chosen.
    beside: tuple[str, ...] = ()
    #: Paces that Nếu … thì tries.
    paces: tuple[tuple[str, float], ...] = ()


class FirstView:
    """ASGI middleware that puts the first view into the index page; whatever is wrong with it, the page is served."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the script; add to HTML pages; pass everything else on."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
        elif scope["path"].endswith(f"/{SCRIPT_PATH}"):
            response = Response(SCRIPT, media_type="text/javascript", headers={"Cache-Control": _FOREVER})
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, self._sender(scope, send))

    def _sender(self, scope: Scope, send: Send) -> Send:
        start: Message | None = None
        body = bytearray()

        async def _send(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                if message["status"] == 200 and headers.get("content-type", "").startswith("text/html"):
                    start = message
                    return
            if start is None:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            page = _served(body.decode(), scope["path"], scope["query_string"].decode("latin-1")).encode()
            headers = MutableHeaders(raw=start["headers"])
            headers["content-length"] = str(len(page))
            await send({**start, "headers": headers.raw})
            await send({"type": "http.response.body", "body": page})

        return _send


def _served(page: str, path: str, query: str) -> str:
    """:func:`with_first_view`, or the page alone where that fails: the live page tells readers what is wrong."""
    try:
        return with_first_view(page, path, query)
    except Exception:
        _LOG.exception("no first view of %s", path)
        return page


def with_first_view(page: str, path: str, query: str) -> str:
    """``page`` with the first view of ``path`` and ``query`` in front of the application's root; unchanged for no page."""
    entry = next((p for p in PAGES if p.path == links.last_part(path)), None)
    if entry is None and path.count("/") <= 1 and path.strip("/") == "":
        entry = PAGES[0]
    made = first_view(entry, query) if entry else None
    if entry is None or made is None:
        return page
    later = "".join(_STREAMLIT.findall(page)) + _preloaded(entry, page)
    page = _STREAMLIT.sub("", _FONT.sub("", page))
    # Functions as replacement: backslashes in the text are no group references.
    page = re.sub(r"<body[^>]*>", lambda body: body[0] + made, page, count=1)
    starter = f'<template id="first-view-later">{later}</template><script>{STARTER}</script>'
    return page.replace("</body>", f"{starter}</body>", 1)


def _preloaded(entry: PageEntry, page: str) -> str:
    """Links that fetch what the page's charts need, after everything else."""
    scripts = _SCRIPTS.search(page)
    if scripts is None or entry.code not in _CHARTING:
        return ""
    return "".join(
        f'<link rel="modulepreload" crossorigin fetchpriority="low" href="{scripts[1]}{name}">'
        for name in _script_names(_CHARTING[entry.code])
    )


@cache
def _script_names(pattern: str) -> list[str]:
    """Streamlit's script files of a pattern: they do not change while the server runs."""
    return sorted(path.name for path in (static_directory() / "static" / "js").glob(pattern))


def first_view(page: PageEntry, query: str) -> str | None:
    """The first view of a page as HTML; None where there is no good edition."""
    params = links.parsed(query)
    if params is None:
        return None
    store = served.store_of(links.edition_of(params))
    try:
        campaign = store.current()
    except DataError:
        return None
    link = links.read_link(params, campaign)
    measure = params.get(links.MEASURE, [""])[-1]
    known = measure if page.code == "ban_do" and measure in campaign.display.measures else None
    indicator = link.indicator if page.code == "quy_dao" else None
    selection = links.selection_of(campaign, link)
    subject = links.subject_of(selection, link.subject) if page.code == "ho_so" else None
    if page.code == "xa_phuong":
        subject = link.commune
    beside = link.beside if page.code == "so_sanh" else ()
    paces = link.paces if page.code == "neu_thi" else ()
    return called(
        campaign, _made, Request(page, selection, _query(campaign, link), known, indicator, subject, beside, paces)
    )


def _query(campaign: Campaign, link: links.Link) -> str:
    """The link's shared part, for the addresses of the other pages."""
    year = str(link.year) if link.year else None
    return links.address("", {links.GROUP: link.group, links.DISTRICTS: link.districts, links.YEAR: year})


def _made(campaign: Campaign, request: Request) -> str:
    main = _CONTENT.get(request.page.code, _plain)(campaign, request)
    title = _title(campaign, request)
    title = html.escape(title)
    return (
        f"<style>{_themes(campaign, request.measure or rate_measure(campaign))}{_CSS}</style>"
        f'<div id="first-view" data-first-view data-edition="{campaign.edition.name}">{_sidebar(campaign, request)}'
        f'<main data-testid="stMainBlockContainer" data-page="{request.page.code}"><h1>{title}</h1>{main}</main></div>'
        f'<script type="module" async src="./{SCRIPT_PATH}"></script>'
    )


def _title(campaign: Campaign, request: Request) -> str:
    """The heading as the live page has it: of some pages it says what they are about."""
    say, code = campaign.wording.say, request.page.code
    if code == "xa_phuong":
        return say("communes.title", count=len(called(campaign, communes.all_communes)))
    if code == "neu_thi":
        return scenes_what_if.title(campaign)
    if code == "so_sanh":
        return comparison.title(campaign, *_side_by_side(campaign, request))
    if request.subject:
        return say("profile.title", name=called(campaign, profile, request.subject, request.selection.year).name)
    return page_title(campaign, code)


def _themes(campaign: Campaign, measure: str) -> str:
    rules = {
        theme: blocks.tone_rules(campaign, theme) + _map_rules(campaign, measure, theme) for theme in ("light", "dark")
    }
    return f"#first-view{{{rules['light']}}}@media (prefers-color-scheme:dark){{#first-view{{{rules['dark']}}}}}"


def _map_rules(campaign: Campaign, code: str, theme: str) -> str:
    colours = getattr(campaign.display.map, theme)
    shades = [*getattr(campaign.display.measures[code].colors, theme), colours.missing]
    inks = {place: readable_ink(shade, (colours.ink_dark, colours.ink_light)) for place, shade in enumerate(shades)}
    return class_rules(map_payload(campaign, (code,), compact=True), code, theme, inks)


def _sidebar(campaign: Campaign, request: Request) -> str:
    pages = "".join(
        f'<a href="./{page.path}{html.escape(request.query)}"{" aria-current=page" if page is request.page else ""}>'
        f"{html.escape(page.title)}</a>"
        for page in PAGES
    )
    selection, say, unit = request.selection, campaign.wording.say, campaign.unit_words["unit_vi"]
    chosen = ", ".join(campaign.names[code] for code in selection.districts) or say("filter.units_empty")
    fields = (
        (say("filter.scope"), campaign.scope_name(selection.group)),
        (say("filter.units", Unit=unit.capitalize()), chosen),
        (say("filter.year"), str(selection.year)),
    )
    boxes = "".join(f"<dt>{html.escape(label)}</dt><dd>{html.escape(value)}</dd>" for label, value in fields)
    paces = [scenes_what_if.written_pace(*pace) for pace in request.paces]
    own = {links.BESIDE: request.beside, links.PACE: paces}
    return f'<aside><nav>{pages}</nav><dl class="fields">{boxes}</dl>{plain_links(campaign, selection, own)}</aside>'


def _sentences(*texts: tuple[str, str]) -> str:
    return "".join(
        blocks.notice(text) if style == "notice" else blocks.paragraph(text, style)
        for text, style in texts
        if text.strip()
    )


def _map(campaign: Campaign, request: Request, *, compact: bool) -> str:
    """The map as SVG, and what the script needs to put the interactive one in its place."""
    measures = (rate_measure(campaign),) if compact else tuple(campaign.display.measures)
    payload, selection = map_payload(campaign, measures, compact=compact), request.selection
    shown = request.measure or measures[0]
    svg, listed = map_svg(payload, shown, selection.year)
    view = map_view(campaign, selection.year, measures[0], selection.districts, selection.scope)
    # The live map alone writes the address: two maps that do would answer each other without end.
    own = {"key": "first-view", "height": None, "view": view, "url": "read" if payload["url"] else False}
    data = json.dumps({**payload, **own}, ensure_ascii=False)
    # "</script>" inside the data would end the element.
    data = data.replace("<", "\\u003c")
    measure = next(m for m in payload["measures"] if m["id"] == shown)
    heading = html.escape(f"{measure['label']} ({measure['unit']})")
    return (
        f'<div class="fv-stage" data-map="{"overview" if compact else "main"}"><div class="fv-plain">'
        f'<p class="fv-title">{heading}</p>{svg}{listed}</div></div>'
        f'<script type="application/json" id="first-view-map">{data}</script>'
        f'<template id="first-view-css"><style>{_MAP_CSS}</style></template>'
    )


def _overview(campaign: Campaign, request: Request) -> str:
    selection = request.selection
    year, shown = selection.year, list(selection.shown)
    cards = blocks.target_cards(
        campaign, [campaign.assess(target, year=year) for target in campaign.targets], "auto", stacked=True
    )
    return (
        _sentences((ending.brief(campaign, year), "ending"), (verdicts.verdict(campaign, year, after_ending=True), "verdict"), (stories.who_lags(campaign, year, shown), "lags"),
                   (stories.projection_notice(campaign, year, after_ending=True), "notice"))
        + f'<div class="fv-columns"><div>{_map(campaign, request, compact=True)}</div><div>{cards}</div></div>'
        + _sentences((stories.clash_sentence(campaign, year), "story"), (verdicts.carried(campaign, year), "story"),
                     (stories.campaign_sentence(campaign, year), "story"))
    )  # fmt: skip


def _map_page(campaign: Campaign, request: Request) -> str:
    return (
        blocks.status_legend(campaign)
        + _sentences((stories.projection_notice(campaign, request.selection.year), "notice"))
        + _map(campaign, request, compact=False)
    )


def _trajectories(campaign: Campaign, request: Request) -> str:
    selection, say = request.selection, campaign.wording.say
    units = list(selection.districts) or [selection.group]
    offered = choices.indicators_offered(campaign, [POOR, RATE])
    indicator = request.indicator if request.indicator in offered else offered[0]
    target = choices.target_for(campaign, units[0], indicator)
    name = campaign.indicator_names[indicator]
    period = say("trajectories.period", first=campaign.years[0], last=campaign.years[-1])
    told = ""
    if target and len(units) == 1:
        sentence = stories.target_sentence(campaign, campaign.assess(target, units[0], selection.year))
        told = f"<p><b>{html.escape(campaign.names[units[0]])}</b>: {html.escape(sentence)}</p>"
    # The choice as the live page shows it, to be made there.
    choice = f'<dl class="fields fv-choice"><dt>{html.escape(say("page.pick"))}</dt><dd>{html.escape(name)}</dd></dl>'
    return "".join((
        blocks.status_legend(campaign),
        _sentences((stories.projection_notice(campaign, campaign.years[-1]), "notice")),
        f'<p class="fv-caption">{html.escape(say("trajectories.all_years", period=period, year=selection.year))}</p>',
        choice, told,
        _chart(f"{name}: {', '.join(campaign.names[unit] for unit in units)}",
               lambda theme: called(campaign, charts.trajectory, units, indicator, theme, target)),
        _table(say("trajectories.table"), called(campaign, tables.figure_rows, units, indicator)),
    ))  # fmt: skip


def _lagging(campaign: Campaign, request: Request) -> str:
    selection, say = request.selection, campaign.wording.say
    year, shown = selection.year, list(selection.shown)
    start = campaign.yardstick.baseline_year
    standings = campaign.queue(year, shown)

    def profile_of(unit: str) -> str:
        return links.profile_address(campaign, unit, year)

    listed = []
    for kind, heading, some in choices.lists_by_kind(campaign, standings, year):
        draw = blocks.queue if kind in ("bad", "open") else blocks.name_chips
        listed += [f"<h2>{html.escape(heading)}</h2>", draw(campaign, some, "auto", profile_of)]
    order = [s.assessment.unit for s in standings]
    columns = [(say("lagging.since"), _chart(say("lagging.since_title"),
                                             lambda theme: called(campaign, charts.dumbbells, order, RATE, year, theme)))]  # fmt: skip
    if year != start:
        columns.append((say("lagging.falls"), _chart(say("lagging.falls"),
                                                     lambda theme: called(campaign, charts.falls, order, year, theme))))  # fmt: skip
    return "".join((
        _sentences((stories.who_lags(campaign, year, shown), "verdict"), (stories.projection_notice(campaign, year), "notice"),
                   (stories.clash_sentence(campaign, year), "story")),
        *listed,
        blocks.status_legend(campaign),
        f"<h2>{html.escape(say('lagging.groups'))}</h2>",
        blocks.target_cards(campaign, choices.group_assessments(campaign, year), "auto"),
        '<div class="fv-halves">',
        *(f"<div><h2>{html.escape(heading)}</h2>{chart}</div>" for heading, chart in columns),
        "</div>",
        _table(say("lagging.table"), called(campaign, tables.standing_table, standings)),
    ))  # fmt: skip


def _profile(campaign: Campaign, request: Request) -> str:
    say, unit, year = campaign.wording.say, request.subject or campaign.province, request.selection.year
    made = called(campaign, profile, unit, year)
    title = say("profile.trajectory", indicator=campaign.indicator_names[made.target.indicator])
    targets = html.escape(say("profile.targets", year=year))
    choice = (
        f'<dl class="fields fv-choice"><dt>{html.escape(say("profile.pick"))}</dt>'
        f"<dd>{html.escape(subjects(campaign)[unit])}</dd></dl>"
    )
    chart = _chart(
        title, lambda theme: called(campaign, charts.trajectory, [unit], made.target.indicator, theme, made.target)
    )
    return "".join((
        choice,
        _sentences((stories.projection_notice(campaign, year), "notice")),
        profile_blocks.story(made),
        blocks.status_legend(campaign),
        f"<h2>{html.escape(made.numbers.title)}</h2>{profile_blocks.table(made.numbers)}"
        f'<div class="fv-columns"><div><h2>{html.escape(title)}</h2>{chart}</div><div><h2>{targets}</h2>',
        f"{blocks.target_cards(campaign, list(made.assessments), 'auto', stacked=True)}</div></div>",
        called(campaign, profile_blocks.peers, made),
        called(campaign, profile_blocks.communes, made, "auto"),
        called(campaign, profile_blocks.sections, made),
    ))  # fmt: skip


def _comparison(campaign: Campaign, request: Request) -> str:
    say, year, first = campaign.wording.say, request.selection.year, campaign.yardstick.baseline_year
    units, note = _side_by_side(campaign, request)
    whole = comparison.all_ranked(units, note)
    if whole:
        units = called(campaign, comparison.by_level, units, year)
        told = [(called(campaign, comparison.extremes, units, year), "lags")]
    else:
        told = [(sentence, "story") for sentence in called(campaign, comparison.sentences, units, year)]
    charted = "" if whole or campaign.yardstick.by_points else _chart(
        say("comparison.lines", first=first), lambda theme: called(campaign, charts.indexed, units, theme))  # fmt: skip
    return "".join((
        blocks.status_legend(campaign),
        _sentences((stories.projection_notice(campaign, year), "notice"), *told),
        profile_blocks.written_table(called(campaign, comparison.table, units, year), say("comparison.table")),
        charted,
    ))  # fmt: skip


def _side_by_side(campaign: Campaign, request: Request) -> tuple[list[str], str | None]:
    selection = request.selection
    return comparison.side_by_side(campaign, selection.districts, request.beside, selection.scope)


def _what_if(campaign: Campaign, request: Request) -> str:
    say, selection = campaign.wording.say, request.selection
    paces = scenes_what_if.tried(campaign, selection.districts, selection.scope, dict(request.paces))
    if not (what_if.possible(campaign) and paces):
        return _sentences((say("what_if.impossible"), "story"))
    kept, together = (called(campaign, what_if.together, tuple(tried.items())) for tried in ({}, paces))
    outcomes = called(campaign, what_if.each, tuple(paces.items()))
    return _sentences(
        (scenes_what_if.province(campaign, together, kept), "verdict"),
        (scenes_what_if.totals(campaign, kept), "notice"),
        (scenes_what_if.note(campaign), "notice"),
        *((sentence, "story") for sentence in scenes_what_if.sentences(campaign, outcomes)),
    )


def _communes(campaign: Campaign, request: Request) -> str:
    layer = called(campaign, commune_payload)
    place = called(campaign, communes.story, request.subject, request.selection.year) if request.subject else None
    return (
        _sentences(*((sentence, "story") for sentence in called(campaign, communes.overview)))
        + (commune_blocks.story(place) if place else "")
        + (commune_blocks.first_map(layer) if layer else "")
    )


def _chart(label: str, draw: Callable[[str], Drawing]) -> str:
    """A chart in both themes: what the reader's is, is not known here."""
    return "".join(f'<div class="fv-{theme}">{chart_svg(draw(theme), label)}</div>' for theme in ("light", "dark"))


def _table(label: str, table: pd.DataFrame) -> str:
    head = "".join(f"<th>{html.escape(str(column))}</th>" for column in table.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in table.itertuples(index=False)
    )
    return f"<details><summary>{html.escape(label)}</summary><table><tr>{head}</tr>{rows}</table></details>"


def _plain(campaign: Campaign, request: Request) -> str:  # noqa: ARG001 - every page is made from both
    return blocks.status_legend(campaign)


_CONTENT: dict[str, Callable[[Campaign, Request], str]] = {
    "tong_quan": _overview,
    "ban_do": _map_page,
    "quy_dao": _trajectories,
    "vung_cham": _lagging,
    "ho_so": _profile,
    "xa_phuong": _communes,
    "neu_thi": _what_if,
    "so_sanh": _comparison,
}
