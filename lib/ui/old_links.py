"""Links made before the map and the page shared one year: the server answers with the same view's address of today."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

from lib.ui.session import OLD_MAP_YEAR, YEAR


class OldLinks:
    """ASGI middleware: a page asked for with the map's own year is redirected to the one year of today."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Redirect GET requests with an old parameter; everything else passes."""
        target = current(scope["query_string"].decode("latin-1")) if scope["type"] == "http" else None
        if target is None or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        # Relative: the same page, whatever host, port or base path the reader sees.
        headers = [
            (b"location", f"?{target}".encode("latin-1")),
            (b"content-length", b"0"),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": 307, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def current(query: str) -> str | None:
    """Today's query of an old one, or None where nothing is old. The map's year was the one the reader looked at."""
    pairs = parse_qsl(query, keep_blank_values=True)
    years = [value for name, value in pairs if name == OLD_MAP_YEAR]
    if not years:
        return None
    kept = [(name, value) for name, value in pairs if name not in (OLD_MAP_YEAR, YEAR)]
    return urlencode([*kept, (YEAR, years[-1])])
