"""Make the fonts (``lib/drawing/assets/fonts``): that of pictures from Debian's package ``fonts-noto-core``, that of signs
from the drawings below.

    python scripts/build_fonts.py /usr/share/fonts/truetype/noto

Kept for pictures are the letters of Vietnamese and the signs that marks and judgements use. On screens letters are the
reader's own, and the signs ours, in every place and of one size: typed, ◐ is a sliver in most fonts, ▽ larger than ▼.
Needs ``fonttools`` (``requirements-dev.txt``).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.merge import Merger
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "lib" / "drawing" / "assets" / "fonts"
#: Latin with the letters and tones of Vietnamese, composed and not; dashes, quotation marks.
LETTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x300, 0x305), *range(0x306, 0x30A), 0x31B,
    0x323, *range(0x1EA0, 0x1EFA), *range(0x2010, 0x2016), *range(0x2018, 0x201F), *range(0x2020, 0x2023), 0x2026, 0x2030,
    0x20AB,
]  # fmt: skip
#: Signs that the font of letters lacks, by the font that has them.
SIGNS = {"NotoSansMath-Regular.ttf": "←↑→↓−≈≤≥", "NotoSansSymbols2-Regular.ttf": "□▲▼▽◆◇○●◐✓✖■"}
#: The signs of screens on an em of 1000, upward from the letters' foot; a hole runs against its frame.
DRAWINGS = {
    "●": "M80 357A300 300 0 0 0 680 357A300 300 0 0 0 80 357Z",
    "○": "M50 357A330 330 0 0 0 710 357A330 330 0 0 0 50 357ZM138 357A242 242 0 0 1 622 357A242 242 0 0 1 138 357Z",
    "◐": "M50 357A330 330 0 0 0 710 357A330 330 0 0 0 50 357ZM380 115A242 242 0 0 1 380 599Z",
    "▲": "M20 10L380 700L740 10Z",
    "▼": "M20 690L740 690L380 0Z",
    "▽": "M20 690L740 690L380 0ZM160 606L380 184L600 606Z",
    "◆": "M380 -13L10 357L380 727L750 357Z",
    "◇": "M380 -13L10 357L380 727L750 357ZM380 107L630 357L380 607L130 357Z",
    "■": "M70 47V667H690V47Z",
    "□": "M70 47V667H690V47ZM158 135H602V579H158Z",
    "✓": "M40 330L130 420L290 255L635 695L730 612L296 60Z",
    "✖": "M60 130L287 357L60 584L153 677L380 450L607 677L700 584L473 357L700 130L607 37L380 264L153 37Z",
}
WIDTH = 760


def sign_font(target: Path) -> None:
    """The font of signs."""
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for sign, drawing in DRAWINGS.items():
        pen = TTGlyphPen(None)
        parse_path(drawing, Cu2QuPen(pen, 1))
        glyphs[f"u{ord(sign):X}"] = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap({ord(sign): f"u{ord(sign):X}" for sign in DRAWINGS})
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics({name: (WIDTH, getattr(glyph, "xMin", 0)) for name, glyph in glyphs.items()})
    font.setupHorizontalHeader(ascent=900, descent=-200)
    font.setupNameTable({"familyName": "Signs", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=900, sTypoDescender=-200, usWinAscent=900, usWinDescent=200)
    font.setupPost(keepGlyphNames=False)
    # The day it was made would make every font another one.
    font.font["head"].created = font.font["head"].modified = 0
    font.font.recalcTimestamp = False
    font.font.flavor = "woff"
    font.save(target)


def part(path: Path, letters: list[int], target: Path) -> Path:
    """A font with some letters alone."""
    font, options = TTFont(path), Options()
    options.hinting = False
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
    # Tables of formulas and names of glyphs: nothing that text needs.
    options.drop_tables += ["MATH", "FFTM"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.save(target)
    return target


def main(source: Path) -> None:
    """Write the signs, and both weights of the letters."""
    FONTS.mkdir(exist_ok=True)
    sign_font(FONTS / "Signs.woff")
    with tempfile.TemporaryDirectory() as place:
        signs = [part(source / name, [ord(s) for s in some], Path(place) / name) for name, some in SIGNS.items()]
        for weight in ("Regular", "Bold"):
            name = f"NotoSans-{weight}.ttf"
            letters = part(source / name, LETTERS, Path(place) / name)
            Merger().merge([str(path) for path in (letters, *signs)]).save(FONTS / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
