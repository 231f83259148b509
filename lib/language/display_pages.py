"""What single pages are set up with in display.yaml: which indicators, periods and groups they show."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from lib.base.documents import Strict

Word = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]


class HousingPath(Strict):
    """Indicators of what was needed and of what was done, by the day."""

    needed: tuple[Word, ...] = Field(strict=False)
    done: tuple[Word, ...] = Field(strict=False)


class Amounts(Strict):
    """A group of bars: the newest figure of each indicator, or with ``every`` all of them, one a time."""

    label: Word
    indicators: tuple[Word, ...] = Field(strict=False, min_length=1)
    every: bool = False


class Bars(Strict):
    """A drawing of amounts in one unit of measure."""

    title: Word
    groups: tuple[Amounts, ...] = Field(strict=False, min_length=1)

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator of every group."""
        return tuple(code for group in self.groups for code in group.indicators)


class Resources(Strict):
    """Money and things by what they are: kind -> indicators; what is told first; the path from need to done; what is drawn as bars."""

    path: HousingPath
    tiles: tuple[Word, ...] = Field(strict=False)
    drawings: dict[str, Bars] = Field(default_factory=dict)
    kinds: dict[str, Annotated[tuple[Word, ...], Field(strict=False)]]

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator of every kind."""
        return tuple(code for codes in self.kinds.values() for code in codes)

    @model_validator(mode="after")
    def _once(self) -> Resources:
        if len(set(self.indicators)) < len(self.indicators):
            raise ValueError("kinds: một chỉ tiêu đứng ở hai loại")
        drawn = {code for bars in self.drawings.values() for code in bars.indicators}
        if lost := sorted({*self.tiles, *self.path.needed, *self.path.done, *drawn} - set(self.indicators)):
            raise ValueError(f"kinds: chưa xếp loại {', '.join(lost)}")
        return self


class Emulation(Strict):
    """The page Thi đua: most and fewest units of like structure, how near to the limit a claim is called near, facts told
    and the parts of the plan's text (commitments.csv) that they belong to.
    """

    peers: int = Field(ge=1, le=20)
    fewest: int = Field(ge=1, le=20)
    near: float = Field(ge=0, le=0.2)
    facts: tuple[Word, ...] = Field(strict=False)
    commitments: tuple[Word, ...] = Field(strict=False)

    @model_validator(mode="after")
    def _fits(self) -> Emulation:
        if self.fewest > self.peers:
            raise ValueError("fewest: không được lớn hơn peers")
        return self


class DifficultPeriod(Strict):
    """A period of the classification: its decision (``note``), the boundaries its places are counted on, its indicators.

    ``base``: the column of ``households.csv`` with the communes of its time. ``word``: when the places were reorganised since the
    period before, empty for the first; ``long``: what else is new in it.
    """

    label: Word
    note: Word
    word: str = Field(max_length=60)
    long: str = Field(max_length=400)
    base: Literal["code_2019", "code_2020", "code_2024", "code_2025"]
    third: Word
    second: Word
    first: Word
    villages: Word

    @property
    def indicators(self) -> tuple[str, ...]:
        """Region III, II, I and villages."""
        return self.third, self.second, self.first, self.villages


class Unseen(Strict):
    """What nobody has published yet (``note``) and what would tell it (``long``); told as long as no indicator of it has a figure."""

    indicators: tuple[Word, ...] = Field(strict=False)
    note: Word
    long: Word


class DifficultAreas(Strict):
    """Regions and especially difficult villages by period; the group of poor districts, and the indicator that tells that one
    left (None: there is none yet); all indicators by what they are; what is not known.
    """

    group: Word
    left: Word | None = None
    periods: tuple[DifficultPeriod, ...] = Field(min_length=1, strict=False)
    kinds: dict[str, Annotated[tuple[Word, ...], Field(strict=False)]]
    unseen: tuple[Unseen, ...] = Field(strict=False)

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator of every kind."""
        return tuple(code for codes in self.kinds.values() for code in codes)

    @property
    def named(self) -> tuple[str, ...]:
        """Every indicator the section names, each once."""
        unseen = (code for entry in self.unseen for code in entry.indicators)
        return tuple(dict.fromkeys((*self.indicators, *filter(None, [self.left]), *unseen)))

    @model_validator(mode="after")
    def _once(self) -> DifficultAreas:
        if len(set(self.indicators)) < len(self.indicators):
            raise ValueError("kinds: một chỉ tiêu đứng ở hai loại")
        drawn = {code for period in self.periods for code in period.indicators}
        if lost := sorted(drawn - set(self.indicators)):
            raise ValueError(f"kinds: chưa xếp loại {', '.join(lost)}")
        return self
