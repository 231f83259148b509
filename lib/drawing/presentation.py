"""A meeting as one HTML document: everything in it, no request, the same in the browser and from a memory stick."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from lib.drawing.bundle import asset, script
from lib.drawing.font import sign_face


@cache
def presenter_script() -> str:
    """The document's one script."""
    return script("presenter/index.js")


@cache
def _styles() -> tuple[str, str]:
    return sign_face() + asset("presenter.css") + asset("chart_svg.css"), asset("district_map.css") + asset(
        "presenter_map.css"
    )


def script_hash() -> str:
    """The hash by which a content security policy allows the document's one script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(presenter_script().encode()).digest()).decode()


def policy(*, served: bool = False) -> str:
    """What the document may do: run its one script, nothing else. A file fetches nothing from anywhere; where it is ``served``,
    the server it came from makes files for it.
    """
    fetched = "connect-src 'self'; " if served else ""
    return f"default-src 'none'; {fetched}script-src '{script_hash()}'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"


def presentation(deck: Mapping[str, Any], title: str, *, home: str = "") -> str:
    """The document of a deck (:func:`lib.drawing.deck.deck`). ``home``: where leaving leads, empty in a file."""
    style, map_style = _styles()
    leave = f' data-home="{html.escape(home)}"' if home else ""
    return (
        f'<!DOCTYPE html><html lang="{html.escape(str(deck["language"]))}"{leave}><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy(served=bool(home)))}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="generator" content="{html.escape(str(deck["edition"]))}">'
        f"<title>{html.escape(title)}</title><style>{style}</style></head><body>"
        f'<script type="application/json" id="deck">{_data(deck)}</script>'
        f'<script type="application/json" id="map-css">{map_style}</script>'
        f'<script type="module">{presenter_script()}</script></body></html>'
    )


def _data(deck: Mapping[str, Any]) -> str:
    """JSON inside a script element: no "<" of the data can end it."""
    return json.dumps(deck, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")
