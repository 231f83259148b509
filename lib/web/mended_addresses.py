"""Addresses that a chat or a letter has changed at their end, or in capitals, lead to what they meant."""

from __future__ import annotations

from collections.abc import Collection

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from lib.views.links import last_part, mended_part
from lib.web.answers import refused


class MendedRoute(Route):
    """Answers where the last part of an address is none of ``known`` and, mended, one of them."""

    def __init__(self, known: Collection[str], methods: Collection[str]) -> None:
        super().__init__("/{anything:path}", _answer, methods=list(methods))
        self._known = frozenset(known)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Nothing but such addresses; everything else is Streamlit's."""
        path = scope.get("path", "")
        if last_part(path) in self._known or mended_part(path) not in self._known:
            return Match.NONE, {}
        return super().matches(scope)


async def _answer(request: Request) -> Response:
    if request.method not in ("GET", "HEAD"):
        return refused(("GET", "HEAD"))
    path, query = request.scope["path"], request.scope["query_string"].decode("latin-1")
    start = "../" if path.endswith("/") else "./"
    return RedirectResponse(f"{start}{mended_part(path)}{'?' if query else ''}{query}")
