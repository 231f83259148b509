"""The meeting in the browser: a document of its own beside the pages, made from the link's selection.

``/trinh_chieu`` takes the pages' parameters; the scene shown stands behind ``#``. ``tai=1`` gives the same document as a file.
"""

from __future__ import annotations

import html
import logging
from urllib.parse import parse_qs

import streamlit as st
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.base.findings import DataError
from lib.campaign.campaign import Campaign
from lib.drawing.bundle import asset, script
from lib.drawing.deck import deck
from lib.drawing.presentation import presentation
from lib.scenes import registry
from lib.scenes.registry import Asked
from lib.ui import links, session
from lib.ui.kept import called
from lib.ui.links import Selection
from lib.ui.shell import SHELL

_LOG = logging.getLogger(__name__)
PATH = "trinh_chieu"
FILE = "tai"


class Presenter:
    """ASGI middleware that answers for the meeting's document."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for :data:`PATH`; pass everything else on."""
        if scope["type"] != "http" or scope["path"].rstrip("/").rsplit("/", 1)[-1] != PATH:
            await self.app(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD"):
            await PlainTextResponse("Method Not Allowed", status_code=405)(scope, receive, send)
            return
        await _answer(scope["query_string"].decode("latin-1"))(scope, receive, send)


def _answer(query: str) -> Response:
    params = parse_qs(query, keep_blank_values=True, max_num_fields=100)
    store = session.store_of(params.get(links.EDITION, [""])[-1])
    try:
        campaign = store.current()
    except DataError:
        return PlainTextResponse(SHELL.faults.nothing, status_code=503)
    selection = links.selection_of(campaign, links.read_link(params, campaign))
    as_file = bool(params.get(FILE))
    try:
        page = called(campaign, document, selection, as_file)
    except Exception:
        _LOG.exception("no presentation of %s", query)
        return PlainTextResponse(SHELL.faults.page, status_code=500)
    name = f"{campaign.wording.say('presenter.file_name')}-{selection.year}.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'} if as_file else {}
    return HTMLResponse(page, headers=headers)


def document(campaign: Campaign, selection: Selection, as_file: bool) -> str:
    """The meeting of a selection as one document; a file leads nowhere when it is left."""
    asked = asked_of(campaign, selection)
    scenes = [registry.scene(campaign, code, asked) for code in registry.default_codes(campaign, selection.districts)]
    title = f"{campaign.wording.say('presenter.start')}: {SHELL.product}"
    home = "" if as_file else links.address("./", _parameters(campaign, selection))
    return presentation(deck(campaign, scenes, asked), title, home=home)


def asked_of(campaign: Campaign, selection: Selection) -> Asked:
    """What scenes are about, from the pages' filter."""
    scope = campaign.scope_name(selection.group)
    return Asked(selection.group, selection.districts, selection.year, selection.shown, scope)


def _parameters(campaign: Campaign, selection: Selection) -> dict[str, str | tuple[str, ...] | None]:
    return {
        links.GROUP: None if selection.group == campaign.province else selection.group,
        links.DISTRICTS: selection.districts,
        links.YEAR: None if selection.year == campaign.latest_year else str(selection.year),
    }


def addresses(campaign: Campaign, selection: Selection, *, preview: bool = False) -> tuple[str, str]:
    """Where the meeting of a selection is, and its file."""
    values = _parameters(campaign, selection) | {links.EDITION: links.PREVIEW if preview else None}
    return links.address(f"./{PATH}", values), links.address(f"./{PATH}", values | {FILE: "1"})


def present_button(campaign: Campaign, selection: Selection) -> None:
    """The button that opens the meeting, and the link to its file."""
    say = campaign.wording.say
    address, file = addresses(campaign, selection, preview=session.previewing())
    words = {"start": say("presenter.start"), "file": say("presenter.file")}
    _BUTTON(key="present", data={"address": address, "file": file, "words": words})


def plain_links(campaign: Campaign, selection: Selection) -> str:
    """The same two as plain HTML, for the first view."""
    say = campaign.wording.say
    address, file = (html.escape(place) for place in addresses(campaign, selection))
    start, carry = (html.escape(say(f"presenter.{name}")) for name in ("start", "file"))
    return f'<p class="fv-present"><a href="{address}">{start}</a><a href="{file}" download>{carry}</a></p>'


_BUTTON = st.components.v2.component("present", css=asset("present.css"), js=script("present/index.js"))
