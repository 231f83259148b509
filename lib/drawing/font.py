"""The fonts that travel with the product: letters of pictures, which look the same on every machine, and signs of screens."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from PIL import ImageFont

_DIRECTORY = Path(__file__).with_name("assets") / "fonts"
#: Regular and bold, the only ones that pictures of points are drawn with.
FILES = (_DIRECTORY / "NotoSans-Regular.ttf", _DIRECTORY / "NotoSans-Bold.ttf")
#: First our own; the others are those of machines without it, none of them wider.
FAMILY = "Noto Sans, Segoe UI, Roboto, Arial, sans-serif"
#: Widths are read at this size: letters grow evenly.
_READ_AT = 100
#: The font of signs (``scripts/build_fonts.py`` draws them), which style sheets name before the letters'.
SIGNS = _DIRECTORY / "Signs.woff"


@cache
@cache
def sign_face() -> str:
    """The font of signs as a rule for a document's style: it has the signs alone, so that letters come from the next."""
    packed = base64.b64encode(SIGNS.read_bytes()).decode()
    return f"@font-face{{font-family:Signs;font-weight:1 999;src:url(data:font/woff;base64,{packed})}}"


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FILES[bold]), _READ_AT, layout_engine=ImageFont.Layout.BASIC)


@cache
def text_width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line is, in the unit of ``size``."""
    return float(_font(bold).getlength(text)) * size / _READ_AT


def wrapped(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """A text in lines no wider than ``width``; a word that is wider has a line of its own."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
