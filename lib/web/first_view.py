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
from functools import cache

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.base.findings import DataError
from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.campaign.measures import rate_measure
from lib.drawing.bundle import asset, script
from lib.drawing.campaign_map import map_payload, map_view, shown_measures
from lib.drawing.font import sign_face
from lib.drawing.view_html import Medium, colour_rules, plain_map, view_html
from lib.language.display import THEMES
from lib.views import links
from lib.views.page_list import PAGES
from lib.views.pages import choices_of, view_of
from lib.views.sentences import what_if
from lib.views.shell import SHELL, PageEntry
from lib.views.view import Asked, asked_of
from lib.web.answers import beside, refused
from lib.web.framework.addresses import inside, mount
from lib.web.framework.files import static_directory
from lib.web.meeting import plain_link

_LOG = logging.getLogger(__name__)
SCRIPT = script("first_view/index.js").encode()
SCRIPT_PATH = f"first-view-{hashlib.sha256(SCRIPT).hexdigest()[:12]}.js"
_CSS = sign_face() + asset("page.css") + asset("view_html.css") + asset("first_view.css") + asset("chart_svg.css")
_MAP_CSS = asset("district_map.css")
#: What stands in the page to start Streamlit after the first view; allowed by its hash (:mod:`lib.web.headers`).
STARTER = asset("first_view/start.js")
#: What loads Streamlit: beside the first view it would keep it from being painted and its map from answering.
_STREAMLIT = re.compile(
    r'\s*(?:<link rel="(?:stylesheet|modulepreload)"[^>]*>|<script type="module"[^>]*\ssrc="[^>]*></script>)'
)
#: A font this product does not use would take the line from everything else.
_FONT = re.compile(r'\s*<link\s+rel="preload"[^>]*as="font"[^>]*/>')
#: What Streamlit answers to any address that it has no file for.
_ROOT = '<div id="root">'
#: Where the page's own scripts lie.
_SCRIPTS = re.compile(r'"(\./static/(?:v-[0-9a-f]{12}/)?js/)')
#: What draws charts is fetched with a page that has one, not when its first chart asks for it.
_CHARTING, _CHART = "PlotlyChart.*.js", 'class="fv-chart"'
#: The first screen has no more of them: the live page brings the others.
_MOST_CHARTS = 2
_FOREVER = "public, max-age=31536000, immutable"


class FirstView:
    """ASGI middleware that puts the first view into the index page; whatever is wrong with it, the page is served."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add to HTML pages; pass everything else on."""
        if scope["type"] == "http" and scope["method"] == "GET":
            send = self._sender(scope, send)
        await self.app(scope, receive, send)

    def _sender(self, scope: Scope, send: Send) -> Send:
        start: Message | None = None
        body = bytearray()

        async def _send(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                # What is packed already is a document of ours: Streamlit sends its index as it is.
                html_page = headers.get("content-type", "").startswith("text/html")
                if message["status"] == 200 and html_page and "content-encoding" not in headers:
                    start = message
                    return
            if start is None:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            query = scope["query_string"].decode("latin-1")
            page, status = await beside(_served, body.decode(), scope["path"], query)
            headers = MutableHeaders(raw=start["headers"])
            headers["content-length"] = str(len(page))
            await send({**start, "status": status, "headers": headers.raw})
            await send({"type": "http.response.body", "body": page})

        return _send


async def script_answer(request: Request) -> Response:
    """The first view's script: its address names its content."""
    if request.method not in ("GET", "HEAD"):
        return refused(("GET", "HEAD"))
    return Response(SCRIPT, media_type="text/javascript", headers={"Cache-Control": _FOREVER})


def _served(page: str, path: str, query: str) -> tuple[bytes, int]:
    """:func:`with_first_view` and its status, or the page alone where that fails: the live page tells readers what is wrong.

    What Streamlit would answer with its index for an address that is none of ours is not found.
    """
    if _ROOT in page and entry_of(path) is None:
        return unknown().encode(), 404
    try:
        return with_first_view(page, path, query).encode(), 200
    except Exception:
        _LOG.exception("no first view of %s", path)
        return page.encode(), 200


def entry_of(path: str) -> PageEntry | None:
    """The page of an address, wherever the app is mounted; None where there is none."""
    path = inside(path)
    if path.strip("/") == "":
        return PAGES[0]
    return next((page for page in PAGES if page.path == links.last_part(path)), None)


def unknown() -> str:
    """What is said where no page is, with the ways to those there are."""
    ways = "".join(f'<li><a href="{mount()}/{page.path}">{html.escape(page.title)}</a></li>' for page in PAGES)
    said = html.escape(SHELL.faults.unknown)
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{html.escape(SHELL.product)}</title>'
        f"<style>body{{font:1.2rem/1.5 sans-serif;margin:3rem auto;max-width:40rem;padding:0 1rem}}</style></head>"
        f"<body><h1>{said}</h1><ul>{ways}</ul></body></html>"
    )


def with_first_view(page: str, path: str, query: str) -> str:
    """``page`` with the first view of ``path`` and ``query`` in front of the application's root; unchanged for no page."""
    entry = entry_of(path)
    made = first_view(entry, query) if entry else None
    if entry is None or made is None:
        return page
    later = "".join(_STREAMLIT.findall(page)) + _preloaded(made, page)
    page = _STREAMLIT.sub("", _FONT.sub("", page))
    # Functions as replacement: backslashes in the text are no group references.
    page = re.sub(r"<body[^>]*>", lambda body: body[0] + made, page, count=1)
    starter = f'<template id="first-view-later">{later}</template><script>{STARTER}</script>'
    return page.replace("</body>", f"{starter}</body>", 1)


def _preloaded(made: str, page: str) -> str:
    """Links that fetch what the charts of a first view need, after everything else."""
    scripts = _SCRIPTS.search(page)
    if scripts is None or _CHART not in made:
        return ""
    return "".join(
        f'<link rel="modulepreload" crossorigin fetchpriority="low" href="{scripts[1]}{name}">'
        for name in _script_names(_CHARTING)
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
    asked = asked_of(campaign, link, choices_of(page.code))
    return called(campaign, _made, page, asked, _query(campaign, link))


def _query(campaign: Campaign, link: links.Link) -> str:
    """The link's shared part, for the addresses of the other pages."""
    year = str(link.year) if link.year else None
    return links.address("", {links.GROUP: link.group, links.DISTRICTS: link.districts, links.YEAR: year})


def _made(campaign: Campaign, page: PageEntry, asked: Asked, query: str) -> str:
    view = view_of(campaign, page.code, asked)
    medium = Medium("auto", lambda shown: _map(campaign, asked, compact=shown.compact), most_charts=_MOST_CHARTS)
    return (
        f"<style>{_themes(campaign, asked.measure or rate_measure(campaign.display))}{_CSS}</style>"
        f'<div id="first-view" data-first-view data-edition="{campaign.edition.name}">{_sidebar(campaign, page, asked, query)}'
        f'<main data-testid="stMainBlockContainer" data-page="{page.code}"><h1>{html.escape(view.title)}</h1>'
        f"{view_html(campaign, view, asked, medium)}</main></div>"
        f'<script type="module" async src="./{SCRIPT_PATH}"></script>'
    )


def _themes(campaign: Campaign, measure: str) -> str:
    rules = {theme: colour_rules(campaign, measure, theme) for theme in THEMES}
    return f"#first-view{{{rules['light']}}}@media (prefers-color-scheme:dark){{#first-view{{{rules['dark']}}}}}"


def _sidebar(campaign: Campaign, shown: PageEntry, asked: Asked, query: str) -> str:
    pages = "".join(
        f'<a href="./{page.path}{html.escape(query)}"{" aria-current=page" if page is shown else ""}>'
        f"{html.escape(page.title)}</a>"
        for page in PAGES
    )
    selection, say, unit = asked.selection, campaign.wording.say, campaign.unit_words["unit_vi"]
    chosen = ", ".join(campaign.names[code] for code in selection.districts) or say("filter.units_empty")
    fields = (
        (say("filter.scope"), campaign.scope_name(selection.group)),
        (say("filter.units", Unit=campaign.wording.opening(unit)), chosen),
        (say("filter.year"), str(selection.year)),
    )
    boxes = "".join(f"<dt>{html.escape(label)}</dt><dd>{html.escape(value)}</dd>" for label, value in fields)
    paces = [what_if.written_pace(*pace) for pace in asked.paces]
    own = {links.BESIDE: asked.beside, links.PACE: paces}
    return f'<aside><nav>{pages}</nav><dl class="fields">{boxes}</dl>{plain_link(campaign, selection, own)}</aside>'


def _map(campaign: Campaign, asked: Asked, *, compact: bool) -> str:
    """The map as SVG, and what the script needs to put the interactive one in its place."""
    measures, selection = shown_measures(campaign.display, compact=compact), asked.selection
    payload = map_payload(campaign, measures, compact=compact)
    view = map_view(campaign, selection.year, measures[0], selection.districts, selection.scope)
    # The live map alone writes the address: two maps that do would answer each other without end.
    own = {"key": "first-view", "height": None, "view": view, "url": "read" if payload["url"] else False}
    data = json.dumps({**payload, **own}, ensure_ascii=False)
    # "</script>" inside the data would end the element.
    data = data.replace("<", "\\u003c")
    return (
        f'<div class="fv-stage" data-map="{"overview" if compact else "main"}"><div class="fv-plain">'
        f"{plain_map(campaign, asked, compact=compact)}</div></div>"
        f'<script type="application/json" id="first-view-map">{data}</script>'
        f'<template id="first-view-css"><style>{_MAP_CSS}</style></template>'
    )
