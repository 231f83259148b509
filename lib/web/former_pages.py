"""Addresses that pages had before: they lead to the page of today, whose first run says so."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lib.views.links import FORMER_PAGE, address, last_part
from lib.views.page_list import FORMER
from lib.web.answers import refused


async def answer(request: Request) -> Response:
    """Lead a former address on, its link's parameters with it. The first page's own code is no former address: nothing is said."""
    if request.method not in ("GET", "HEAD"):
        return refused(("GET", "HEAD"))
    path = request.scope["path"]
    name = last_part(path)
    page = FORMER[name]
    said = address("", {FORMER_PAGE: name if name in page.former else None}).removeprefix("?")
    query = "&".join(filter(None, [request.scope["query_string"].decode("latin-1"), said]))
    # One level up where the address ends in a slash.
    start = "../" if path.endswith("/") else "./"
    return RedirectResponse(f"{start}{page.path}{'?' if query else ''}{query}")
