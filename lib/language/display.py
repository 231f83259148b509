"""How figures look and read (``data/display.yaml``): marks of the statuses, map measures, colours, words for chances."""

from __future__ import annotations

import string
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from lib.base.documents import Strict, read_document
from lib.language.display_pages import DifficultAreas, Emulation, Resources, Word

FILE = "display.yaml"
THEMES = ("light", "dark")
#: The contrast every ink must reach on every class colour (WCAG 2.2, text of normal size).
MIN_CONTRAST = 4.5
#: ... and every line of a chart on its ground (WCAG 2.2, graphics).
MIN_LINE_CONTRAST = 3.0

Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
#: What a style sheet takes for a colour and nothing more: it is written into pages.
AnyColour = Annotated[str, Field(pattern=r"^(#[0-9A-Fa-f]{6}|rgba?\(\d{1,3}(,\s*\d{1,3}){2}(,\s*[01]?(\.\d+)?)?\))$")]
Number = Annotated[float, Field(strict=False)]


class StatusWords(Strict):
    """How a status is marked: sign in lists, word, sentence, what stands before and after a number."""

    mark: Word
    label: Word
    long: Word
    prefix: str = Field(max_length=20)
    suffix: str = Field(max_length=40)
    derived: str | None = Field(default=None, max_length=60)


class Statuses(Strict):
    """The four statuses. A projection and an estimate are never written like a published figure."""

    published: StatusWords
    projected: StatusWords
    estimated: StatusWords
    missing: StatusWords

    @model_validator(mode="after")
    def _told_apart(self) -> Statuses:
        entries = (self.published, self.projected, self.estimated, self.missing)
        for what in ("mark", "label", "long"):
            if len({getattr(entry, what) for entry in entries}) < len(entries):
                raise ValueError(f"hai tình trạng có cùng {what}: không phân biệt được trên màn hình")
        for entry in (self.projected, self.estimated):
            if not (entry.prefix.strip() or entry.suffix.strip()):
                raise ValueError("số dự kiến và số ước tính phải có dấu ở prefix hoặc suffix")
        if self.published.prefix.strip() or self.published.suffix.strip():
            raise ValueError("số công bố không mang dấu: prefix và suffix của published để trống")
        return self


class Shades(Strict):
    """Class colours of a measure, low to high, in both themes."""

    light: tuple[Colour, ...] = Field(strict=False)
    dark: tuple[Colour, ...] = Field(strict=False)


class Measure(Strict):
    """A map measure: an indicator, its change since the baseline, or the distance to the common yardstick's path.

    ``unit`` is written after every number; ``breaks`` are the lower bounds of all classes but the first.
    """

    label: Word
    indicator: str | None = None
    change_of: str | None = None
    path: Literal["yardstick"] | None = None
    unit: Word
    decimals: int = Field(ge=0, le=6)
    decimals_published: int | None = Field(default=None, ge=0, le=6)
    signed: bool = False
    breaks: tuple[Number, ...] = Field(min_length=1, max_length=12, strict=False)
    colors: Shades
    note: Word

    @model_validator(mode="after")
    def _fits(self) -> Measure:
        if sum(bool(kind) for kind in (self.indicator, self.change_of, self.path)) != 1:
            raise ValueError("phải có đúng một trong: indicator, change_of, path")
        if list(self.breaks) != sorted(set(self.breaks)):
            raise ValueError("breaks phải tăng dần, không lặp")
        for theme in THEMES:
            if len(getattr(self.colors, theme)) != len(self.breaks) + 1:
                raise ValueError(f"colors.{theme} phải có {len(self.breaks) + 1} màu: hơn số mốc một")
        return self


class ChartColours(Strict):
    """Colours of the charts in a theme."""

    ink: Colour
    grid: Colour
    muted: Colour
    target: Colour
    area: AnyColour
    corridor: AnyColour
    paper: AnyColour
    surface: Colour
    series: tuple[Colour, ...] = Field(min_length=6, strict=False)

    @model_validator(mode="after")
    def _visible(self) -> ChartColours:
        for name, colours, least in (
            ("ink", [self.ink], MIN_CONTRAST),
            ("muted", [self.muted], MIN_CONTRAST),
            ("target", [self.target], MIN_LINE_CONTRAST),
            ("series", self.series, MIN_LINE_CONTRAST),
        ):
            for colour in colours:
                if contrast(colour, self.surface) < least:
                    raise ValueError(f"{name}: màu {colour} không đủ rõ trên nền {self.surface}")
        return self


class ChartThemes(Strict):
    """Chart colours of both themes."""

    light: ChartColours
    dark: ChartColours


class MapColours(Strict):
    """Colours of the map that are not a measure's."""

    ink_dark: Colour
    ink_light: Colour
    missing: Colour
    border: Colour
    group: Colour
    selected: Colour


class MapThemes(Strict):
    """Map colours of both themes."""

    light: MapColours
    dark: MapColours


class Likelihood(Strict):
    """How likely something is, in a word: from a probability of ``least`` on."""

    least: float = Field(ge=0, lt=1)
    word: Word


class Chance(Strict):
    """How a probability is written: no surer than ``most``, in steps."""

    most: float = Field(gt=0.5, lt=1)
    step: float = Field(gt=0, le=0.1)
    over: Word
    under: Word
    about: Word
    span: Word

    @model_validator(mode="after")
    def _templates(self) -> Chance:
        for name, wanted in (("over", ["p"]), ("under", ["p"]), ("about", ["p"]), ("span", ["low", "high"])):
            try:
                parts = [part[1:] for part in string.Formatter().parse(getattr(self, name)) if part[1] is not None]
            except ValueError:
                parts = []
            if parts != [(part, "", None) for part in wanted]:
                places = ", ".join(f"{{{part}}}" for part in wanted)
                raise ValueError(
                    f"{name} phải chứa {places}, chỗ của con số, đúng một lần, và không có dấu ngoặc nào khác"
                )
        return self


class Grade(Strict):
    """How well an estimate is known, by its coefficient of variation: ``below`` this limit (the last grade has none).

    ``mark`` stands after a figure of this grade that stands by itself; counts in running text are rounded to ``step``.
    """

    grade: Literal["A", "B", "C"]
    below: float | None = Field(default=None, gt=0, le=2)
    word: Word
    mark: str = Field(max_length=12)
    step: Literal[1, 10, 100]


class CommuneClasses(Strict):
    """Classes of a measure of communes: round bounds, one colour more than bounds."""

    breaks: tuple[float, ...] = Field(min_length=1, strict=False)
    colors: Shades

    @model_validator(mode="after")
    def _fits(self) -> CommuneClasses:
        if list(self.breaks) != sorted(set(self.breaks)):
            raise ValueError("breaks phải tăng dần, không lặp")
        for theme in THEMES:
            if len(getattr(self.colors, theme)) != len(self.breaks) + 1:
                raise ValueError(f"colors.{theme}: cần nhiều hơn breaks đúng một màu")
        return self


class CommuneColours(Strict):
    """The map of communes: rates of poor and near-poor households, region III, households."""

    rate: CommuneClasses
    near: CommuneClasses
    households: CommuneClasses
    difficult: Shades

    @model_validator(mode="after")
    def _fits(self) -> CommuneColours:
        for theme in THEMES:
            if len(getattr(self.difficult, theme)) != 1:
                raise ValueError(f"difficult.{theme}: cần đúng một màu")
        return self


class Display(Strict):
    """The whole file."""

    status: Statuses
    weak_source: Word
    inferred_year: Word
    quality: tuple[Grade, ...] = Field(min_length=3, max_length=3, strict=False)
    units_of_measure: dict[str, Word]
    themes: dict[str, Word]
    measures: dict[str, Measure] = Field(min_length=1)
    charts: ChartThemes
    map: MapThemes
    communes: CommuneColours
    resources: Resources | None = None
    emulation: Emulation | None = None
    difficult: DifficultAreas | None = None
    likelihood: tuple[Likelihood, ...] = Field(min_length=1, strict=False)
    chance: Chance

    @model_validator(mode="after")
    def _readable(self) -> Display:
        least = [entry.least for entry in self.likelihood]
        if least != sorted(set(least), reverse=True) or least[-1] != 0:
            raise ValueError("likelihood: least phải giảm dần, không lặp, mức cuối là 0")
        if [entry.grade for entry in self.quality] != ["A", "B", "C"]:
            raise ValueError("quality: đúng ba bậc A, B, C, theo thứ tự đó")
        *limits, last = [entry.below for entry in self.quality]
        if last is not None or None in limits or limits != sorted(set(limits)):  # type: ignore[type-var]
            raise ValueError("quality: below phải tăng dần, bậc cuối không có below")
        if not self.quality[-1].mark.strip():
            raise ValueError("quality: bậc C phải có dấu ở mark")
        if len({entry.word for entry in self.quality}) < len(self.quality):
            raise ValueError("quality: hai bậc có cùng word")
        for name, measure in self.measures.items():
            for theme in THEMES:
                colours = getattr(self.map, theme)
                for colour in (*getattr(measure.colors, theme), colours.missing):
                    if max(contrast(ink, colour) for ink in (colours.ink_dark, colours.ink_light)) < MIN_CONTRAST:
                        raise ValueError(f"measures.{name}: không mực nào đọc được trên màu {colour} ({theme})")
        return self


def read_display(path: Path) -> Display:
    """The file at ``path``. Raises :class:`lib.base.findings.DataError` with every finding."""
    return read_document(path, Display)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1 to 21 (WCAG)."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def readable_ink(colour: str, inks: Iterable[str]) -> str:
    """The one of some inks that reads best on a colour."""
    return max(inks, key=lambda ink: contrast(ink, colour))


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
