"""The printed page of a profile: a document of its own beside the pages, at ``/mot_trang`` with the pages' parameters."""

from __future__ import annotations

import logging

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.base.findings import DataError
from lib.campaign import served
from lib.campaign.kept import called
from lib.drawing.sheet import sheet
from lib.scenes.profile import profile
from lib.views import links
from lib.views.shell import SHELL

_LOG = logging.getLogger(__name__)


class Sheets:
    """ASGI middleware that answers for the printed page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for :data:`lib.views.links.SHEET`; pass everything else on."""
        wanted = scope["type"] == "http" and links.last_part(scope["path"]) == links.SHEET
        if not wanted:
            await self.app(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD"):
            await _answer(scope["query_string"].decode("latin-1"))(scope, receive, send)
        else:
            await PlainTextResponse("Method Not Allowed", status_code=405)(scope, receive, send)


def _answer(query: str) -> Response:
    params = links.parsed(query)
    if params is None:
        return PlainTextResponse(SHELL.faults.address, status_code=400)
    try:
        campaign = served.store_of(params.get(links.EDITION, [""])[-1]).current()
    except DataError:
        return PlainTextResponse(SHELL.faults.nothing, status_code=503)
    link = links.read_link(params, campaign)
    selection = links.selection_of(campaign, link)
    try:
        made = called(campaign, profile, links.subject_of(selection, link.subject), selection.year)
        return HTMLResponse(called(campaign, sheet, made))
    except Exception:
        _LOG.exception("no sheet of %s", query)
        return PlainTextResponse(SHELL.faults.page, status_code=500)
