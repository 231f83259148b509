"""What is served beside Streamlit, as routes: the meeting, what is printed, the search's index, files, former addresses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.views import links
from lib.views.page_list import PAGES
from lib.web import files, first_view, former_pages, meeting, pictures, search, sheets
from lib.web.mended_addresses import MendedRoute

Endpoint = Callable[[Request], Awaitable[Response]]
#: Every document says itself what it does not know, in Vietnamese.
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
#: The last part of an address -> who answers.
DOCUMENTS: dict[str, Endpoint] = {
    links.MEETING: meeting.answer,
    links.SHEET: sheets.answer,
    links.SEARCH: search.answer,
    links.FILES: files.answer,
    links.PICTURES: pictures.answer,
    first_view.SCRIPT_PATH: first_view.script_answer,
    **dict.fromkeys(former_pages.FORMER, former_pages.answer),
}


def routes() -> list[Route]:
    """The routes, wherever the app is mounted: links lead here from the address of any page."""
    named = [
        Route(pattern, endpoint, methods=_METHODS)
        for name, endpoint in DOCUMENTS.items()
        for pattern in (f"/{name}", f"/{name}/", f"/{{mount:path}}/{name}", f"/{{mount:path}}/{name}/")
    ]
    return [*named, MendedRoute([*DOCUMENTS, *(page.path for page in PAGES if page.path)], _METHODS)]
