"""Streamlit's own interface in Vietnamese: its index page and script files, changed on their way to the browser.

Streamlit's texts are fixed in its JavaScript and have no setting. The changed files are made once at the start, from
the installed Streamlit and ``framework_texts.yaml``, and served under an address that carries their fingerprint:
browsers keep Streamlit's scripts for a year, so a changed text needs a new address.
"""

from __future__ import annotations

import hashlib
import html
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.base.findings import DataError
from lib.editions import framework_texts
from lib.editions.store import installed_place
from lib.web.framework.files import static_directory

_LOG = logging.getLogger(__name__)
_VERSIONED = re.compile(r"/static/v-([0-9a-f]{12})/(.+)$")
_FOREVER = "public, immutable, max-age=31536000"
#: Without being told, Streamlit's client looks for its server under the page's own path first and is answered 404.
#: The index page's relative links already start where the app is, whatever the host, port or base path.
SERVER_ADDRESS = "<script>window.__streamlit??={BACKEND_BASE_URL:new URL('.',document.baseURI).href}</script>"


@dataclass(frozen=True)
class Replacement:
    """One entry of the file of texts: in script files called ``files``, any of ``old`` becomes its ``new``."""

    name: str
    files: str
    pairs: tuple[tuple[str, str], ...]

    def apply(self, text: str) -> str:
        """``text`` with every occurrence replaced."""
        for old, new in self.pairs:
            text = text.replace(old, new)
        return text


@dataclass(frozen=True)
class Frontend:
    """Streamlit's changed files: the index page, scripts by their path under ``static``, entries found nowhere."""

    page: bytes
    page_etag: str
    scripts: dict[str, bytes]
    version: str
    missing: tuple[str, ...]


def build(static: Path | None = None, texts: Path | None = None) -> Frontend:
    """Change Streamlit's files in ``static`` by the entries of ``texts``, by default those of the installation.

    Unusable texts raise :class:`lib.base.findings.DataError`.
    """
    static = static or static_directory()
    content = framework_texts.read_texts(texts or installed_place().data / framework_texts.FILE)
    replacements, words = list(_replacements(content)), content.page
    found: set[Replacement] = set()
    scripts = {}
    for path in sorted((static / "static" / "js").glob("*.js")):
        wanted = [replacement for replacement in replacements if fnmatchcase(path.name, replacement.files)]
        if not wanted:
            continue
        original = changed = path.read_text(encoding="utf-8")
        for replacement in wanted:
            before, changed = changed, replacement.apply(changed)
            if changed != before:
                found.add(replacement)
        if changed != original:
            scripts[f"js/{path.name}"] = changed.encode()
    missing = [replacement.name for replacement in replacements if replacement not in found]

    index = static / "index.html"
    page = index.read_text(encoding="utf-8")
    for name, pattern, new in (
        ("lang", r'(?<=<html lang=")[^"]*', html.escape(words.lang)),
        ("title", r"(?<=<title>)[^<]*", html.escape(words.title)),
        ("noscript", r"(?s)(?<=<noscript>).*?(?=</noscript>)", f"<p>{html.escape(words.noscript)}</p>"),
        # No program is invited to an interface that is not served (lib/ui/headers.py).
        ("agent API", r"(?s)\s*<!--[^<]*agent API[^<]*-->\s*<link rel=\"service-desc\"[^>]*>", ""),
        ("server address", r"(?=<script)", SERVER_ADDRESS),
    ):
        # A function as replacement: backslashes in a text are no group references.
        page, count = re.subn(pattern, partial(_always, new), page, count=1)
        if not count:
            missing.append(f"index.html: {name}")
    digest = hashlib.sha256(page.encode())
    for name, script in scripts.items():
        digest.update(name.encode() + script)
    version = digest.hexdigest()[:12]
    page = page.replace('"./static/', f'"./static/v-{version}/')
    etag = FileResponse(index, stat_result=os.stat(index)).headers["etag"]
    return Frontend(page.encode(), etag, scripts, version, tuple(missing))


def _replacements(content: framework_texts.FrameworkTexts) -> Iterator[Replacement]:
    # Patches come first: they are written against the code as Streamlit ships it.
    for patch in content.patches:
        yield Replacement(f"{patch.files}: {patch.name}", patch.files, ((patch.before, patch.after),))
    for group in content.texts:
        for english, vietnamese in group.words.items():
            # Whole literals only: a word within another text or in the code itself is left alone.
            pairs = tuple((f"{quote}{english}{quote}", f"{quote}{vietnamese}{quote}") for quote in "`\"'")
            yield Replacement(f"{group.files}: {english}", group.files, pairs)


class FrameworkTexts:
    """ASGI middleware that serves Streamlit's changed files; whatever is wrong with them, the app is served."""

    def __init__(self, app: ASGIApp, static: Path | None = None, texts: Path | None = None) -> None:
        self.app = app
        self._frontend: Frontend | None = None
        try:
            self._frontend = build(static, texts)
        except (DataError, OSError):
            _LOG.exception("Streamlit's own texts stay English")
        else:
            for name in self._frontend.missing:
                _LOG.warning("not in this Streamlit, left as it is: %s", name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer requests for changed files; pass everything else on."""
        if self._frontend is None or scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
        elif match := _VERSIONED.search(scope["path"]):
            await self._static(self._frontend, match, scope, receive, send)
        else:
            await self.app(scope, receive, _page_sender(self._frontend, send))

    async def _static(
        self, frontend: Frontend, match: re.Match[str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        version, name = match.groups()
        script = frontend.scripts.get(name)
        if script is None:
            path = _VERSIONED.sub(r"/static/\2", scope["path"])
            await self.app({**scope, "path": path, "raw_path": path.encode()}, receive, send)
            return
        # A page opened before the server's last start may still ask for an older version: not to be kept.
        caching = _FOREVER if version == frontend.version else "no-cache"
        response = Response(script, media_type="text/javascript", headers={"Cache-Control": caching})
        await response(scope, receive, send)


def _page_sender(frontend: Frontend, send: Send) -> Send:
    """A ``send`` that puts the changed index page in place of the original one, known by its validator.

    Streamlit answers every unknown path with its index page, so the address does not tell. A browser that still
    has the original page would be answered 304: it is sent the changed page as well.
    """
    replaced = False

    async def _send(message: Message) -> None:
        nonlocal replaced
        if message["type"] == "http.response.start":
            replaced = Headers(raw=message["headers"]).get("etag") == frontend.page_etag
            if replaced:
                message["status"] = 200
                headers = MutableHeaders(raw=message["headers"])
                for name in ("etag", "last-modified", "accept-ranges", "content-range", "content-encoding"):
                    del headers[name]
                headers["content-type"] = "text/html; charset=utf-8"
                headers["content-length"] = str(len(frontend.page))
                headers["cache-control"] = "no-cache"
                await send({**message, "headers": headers.raw})
                await send({"type": "http.response.body", "body": frontend.page})
                return
        if not replaced:
            await send(message)

    return _send


def _always(new: str, _: re.Match[str]) -> str:
    return new
