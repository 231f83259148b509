"""The pictures of the guide as HTML: fetched where a page is looked at, part of the document where it is printed."""

from __future__ import annotations

import base64
import html

from lib.base.paths import ROOT
from lib.views import links
from lib.views.view import Picture

PICTURES = ROOT / "docs" / "guide"
#: Pixels, as ``scripts/guide.py --url`` makes them.
SIZE = (960, 600)


def picture_html(picture: Picture, *, within: bool = False) -> str:
    """An image with its alternative text; ``within``: its content is in the address. Empty where there is no such picture."""
    file = PICTURES / f"{picture.code}.webp"
    if not file.exists():
        return ""
    source = links.address(f"./{links.PICTURES}", {links.PICTURE_NAME: picture.code})
    if within:
        source = f"data:image/webp;base64,{base64.b64encode(file.read_bytes()).decode()}"
    width, height = SIZE
    return f'<img class="guide" src="{source}" alt="{html.escape(picture.alt)}" width="{width}" height="{height}" loading="lazy">'
