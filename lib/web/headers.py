"""What every answer of the server tells the browser: what the page may load, who may frame it, what it may keep.

The page needs nothing but its own server, so the browser is told to fetch from nowhere else: even a text from the data
that became markup could then neither load a foreign script nor carry anything out.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import Iterable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.base.findings import DataError
from lib.base.settings import setting, unusable_ancestors
from lib.drawing.presentation import presenter_script
from lib.drawing.sheet import PRINT_SCRIPT
from lib.web.first_view import STARTER
from lib.web.framework.files import static_directory
from lib.web.framework.texts import SERVER_ADDRESS

_LOG = logging.getLogger(__name__)
#: Scripts that pages hand to ``st.html(..., unsafe_allow_javascript=True)``, and the one that starts Streamlit, the
#: meeting's and the printed page's, letter by letter: allowed by their hash.
PAGE_SCRIPTS = ("document.documentElement.lang='vi'", STARTER, presenter_script(), PRINT_SCRIPT)
FOREVER = "public, max-age=31536000, immutable"
#: Larger media files are named after their length and three samples of their content, not after all of it.
WHOLLY_HASHED = 1024 * 1024
_HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_SCRIPT = re.compile(r"<script(?![^>]*\s(?:src=|type=\"application/json\"))[^>]*>(.*?)</script>", re.DOTALL)
_HASHED_FILE = re.compile(r"/static/(?:v-[0-9a-f]{12}/)?(?:js|css|media)/[^/]+\.[\w-]{8}\.\w+$")
_MEDIA_FILE = re.compile(r"/media/[0-9a-f]{32,}\.\w+$")
# The browser needs three of Streamlit's own endpoints. Closed with the others: the counters of the running server, the
# upload of files (no page asks for any) and the programs' interface to the app.
_CLOSED = re.compile(r"/_stcore/(?!(?:health|host-config|stream)$)")
_FEATURES = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), fullscreen=(self), clipboard-write=(self)"


class SafeHeaders:
    """ASGI middleware, the outermost: headers on every HTTP answer, endpoints nobody needs closed.

    ``ancestors`` are the sources that may show the pages in a frame: ``'self'``, ``'none'`` or addresses such as
    ``https://portal.example``, with spaces between. Anything else raises ``ValueError``.
    """

    def __init__(self, app: ASGIApp, ancestors: str | None = None, static: Path | None = None) -> None:
        self.app = app
        sources = (ancestors or "").split() or ["'self'"]
        if wrong := unusable_ancestors(" ".join(sources)):
            raise ValueError(f"may not be said of frames: {' '.join(wrong)}")
        page = (Path(static or static_directory()) / "index.html").read_text(encoding="utf-8")
        # Whether the page is served as it is or changed: both texts' scripts.
        self._policy = policy([*inline_scripts(page + SERVER_ADDRESS), *PAGE_SCRIPTS], sources)
        self._fixed = {
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "permissions-policy": _FEATURES,
            "cross-origin-opener-policy": "same-origin",
        }
        # The older header knows no list of addresses: with one, browsers go by the policy alone.
        older = {"'self'": "SAMEORIGIN", "'none'": "DENY"}.get(" ".join(sources))
        if older:
            self._fixed["x-frame-options"] = older

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer requests for closed endpoints; pass everything else on and complete what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def _send(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": self._complete(scope, message)}
            await send(message)

        if _CLOSED.search(scope["path"]):
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, _send)
            return
        try:
            await self.app(scope, receive, _send)
        except Exception:
            # Starlette would answer outside of all middlewares; it still sees and logs the error.
            if not started:
                await PlainTextResponse("Internal Server Error", status_code=500)(scope, receive, _send)
            raise

    def _complete(self, scope: Scope, start: Message) -> list[tuple[bytes, bytes]]:
        """The answer's headers with ours."""
        headers = MutableHeaders(raw=list(start.get("headers", ())))
        for name, value in self._fixed.items():
            headers[name] = value
        host = Headers(scope=scope).get("host", "")
        # Older browsers do not count a socket to the page's own host as 'self'.
        sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
        headers["content-security-policy"] = self._policy.replace("connect-src 'self'", f"connect-src 'self'{sockets}")
        headers["cache-control"] = caching(scope["path"], start["status"], headers)
        return headers.raw


def frame_ancestors() -> str | None:
    """Who else may frame the pages, as the installation says; nobody while its settings are broken.

    The pages stay up then: ``python -m lib check`` tells what is wrong, and so does the log.
    """
    try:
        said = setting("server", "frame_ancestors")
    except DataError:
        return None
    wrong = unusable_ancestors(said or "")
    if wrong:
        _LOG.error("frame_ancestors ignored, may not be said of frames: %s", " ".join(wrong))
    return None if wrong else said


def caching(path: str, status: int, headers: Headers) -> str:
    """How long an answer may be kept: for good where its address names its content, else asked for again each time.

    What the server said itself stands, but that Streamlit calls files immutable whose names carry no hash.
    """
    said = headers.get("cache-control", "")
    if "immutable" in said:
        return FOREVER if _HASHED_FILE.search(path) else "no-cache"
    if said:
        return said
    whole = status == 200 and int(headers.get("content-length", WHOLLY_HASHED + 1)) <= WHOLLY_HASHED
    return FOREVER if whole and _MEDIA_FILE.search(path) else "no-cache"


def inline_scripts(page: str) -> list[str]:
    """The texts of a page's scripts that stand in the page itself; data in script elements does not run."""
    return _SCRIPT.findall(page)


def policy(scripts: Iterable[str], ancestors: Iterable[str]) -> str:
    """The content security policy that allows these inline scripts and these frames around the page."""
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in dict.fromkeys(hashes))
    rules = {
        "default-src": "'self'",
        # Components are imported from blob addresses, which only a running script can make; the reading of Streamlit's
        # messages tries a few bytes of WebAssembly. Neither lets a text become a script.
        "script-src": f"'self' blob: 'wasm-unsafe-eval' {allowed}",
        # Streamlit, its tables and charts write style elements and attributes at any time.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "frame-src": "'self'",
        "base-uri": "'self'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(ancestors),
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
