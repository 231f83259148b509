"""Make the font of pictures (``lib/drawing/assets/fonts``) from the fonts of Debian's package ``fonts-noto-core``.

    python scripts/build_fonts.py /usr/share/fonts/truetype/noto

Kept are the letters of Vietnamese and the signs that marks and judgements use. Needs ``fonttools`` (``requirements-dev.txt``).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
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
    """Write both weights."""
    FONTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        signs = [part(source / name, [ord(s) for s in some], Path(place) / name) for name, some in SIGNS.items()]
        for weight in ("Regular", "Bold"):
            name = f"NotoSans-{weight}.ttf"
            letters = part(source / name, LETTERS, Path(place) / name)
            Merger().merge([str(path) for path in (letters, *signs)]).save(FONTS / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
