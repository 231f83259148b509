"""A workbook's styles: of each, the number format and the font; nothing else of them is needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from lib.intake.opening_bounds import MOST_ENTRIES, SAVE_AGAIN, broken, refusal
from lib.intake.opening_texts import cleaned
from lib.intake.opening_xml import Attributes, elements
from lib.intake.opening_zip import Package


@dataclass
class Styles:
    """Number formats and fonts' names by a cell's style."""

    formats: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)

    def shown(self, style: int) -> str:
        """The number format of a style; General of one that is not declared."""
        return self.formats[style] if 0 <= style < len(self.formats) else "General"

    def font(self, style: int) -> str:
        """The font's name of a style, empty where none is named."""
        return self.fonts[style] if 0 <= style < len(self.fonts) else ""


@lru_cache(maxsize=512)
def is_day(shown: str) -> bool:
    """Whether a number format shows a number as a day or a time."""
    return shown != "General" and bool(is_date_format(shown))


def styles_of(package: Package, part: str) -> Styles:
    """The styles of a workbook.

    Raises :class:`lib.base.findings.DataError` for a part that is broken, like one with an empty ``<fill/>``: other
    programs refuse to open it.
    """
    own: dict[int, str] = {}
    fonts: list[str] = []
    cells: list[tuple[int, int]] = []
    # Fills that were begun, and those of them that say what they are.
    fills = [0, 0]

    def seen(path: tuple[str, ...], attributes: Attributes) -> None:
        if len(cells) + len(fonts) + len(own) > MOST_ENTRIES:
            raise broken(package.name, part)
        if path[-2:] == ("numFmts", "numFmt"):
            own[int(attributes.get("numFmtId", "0"))] = cleaned(attributes.get("formatCode", "General"))
        elif path[-2:] == ("fonts", "font"):
            fonts.append("")
        elif path == ("fonts", "font", "name"):
            fonts[-1] = cleaned(attributes.get("val", ""))
        elif path[-2:] == ("fills", "fill"):
            fills[0] += 1
        elif path[:2] == ("fills", "fill"):
            fills[1] += 1
        elif path[-2:] == ("cellXfs", "xf"):
            cells.append((int(attributes.get("numFmtId", "0")), int(attributes.get("fontId", "0"))))

    elements(package, part, seen)
    if fills[1] < fills[0]:
        message = "kiểu ô trong tệp bị hỏng (nền ô trống, do chương trình đã ghi tệp): sổ chưa mở chắc được."
        raise refusal(package.name, message, SAVE_AGAIN)
    return Styles(
        [own.get(number) or BUILTIN_FORMATS.get(number, "General") for number, _ in cells],
        [fonts[font] if 0 <= font < len(fonts) else "" for _, font in cells],
    )
