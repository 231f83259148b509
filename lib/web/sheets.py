"""The printed page of a profile: a document of its own beside the pages, at ``/mot_trang`` with the pages' parameters."""

from __future__ import annotations

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.drawing.sheet import sheet
from lib.scenes.profile import profile
from lib.views import links
from lib.web.answers import Params, answered


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
            await answered(links.parsed(scope["query_string"].decode("latin-1")), _sheet)(scope, receive, send)
        else:
            await PlainTextResponse("Method Not Allowed", status_code=405)(scope, receive, send)


def _sheet(campaign: Campaign, params: Params) -> Response:
    link = links.read_link(params, campaign)
    selection = links.selection_of(campaign, link)
    made = called(campaign, profile, links.subject_of(selection, link.subject), selection.year)
    return HTMLResponse(called(campaign, sheet, made))
