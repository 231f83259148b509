"""Addresses that pages had before: they lead to the page of today, whose first run says so."""

from __future__ import annotations

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.views.links import FORMER_PAGE, address, last_part
from lib.views.page_list import FORMER
from lib.views.shell import PageEntry


class FormerPages:
    """ASGI middleware that leads former addresses on, their link's parameters with them."""

    def __init__(self, app: ASGIApp, former: dict[str, PageEntry] | None = None) -> None:
        self.app = app
        self.former = FORMER if former is None else former

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect what asks for a former address; pass everything else on."""
        name = last_part(scope["path"]) if scope["type"] == "http" else ""
        page = self.former.get(name) if scope.get("method") in ("GET", "HEAD") else None
        if page is None:
            await self.app(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        said = address("", {FORMER_PAGE: name}).removeprefix("?")
        # One level up where the address ends in a slash.
        start = "../" if scope["path"].endswith("/") else "./"
        await RedirectResponse(f"{start}{page.path}?{'&'.join(filter(None, [query, said]))}")(scope, receive, send)
