"""How a judgement is worded and coloured."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a judgement says: in time, not decided, late, or nothing."""

    GOOD = "good"
    OPEN = "open"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True)
class Judgement:
    """Wording and colours of one judgement (a row of ``data/judgements.csv``).

    ``explanation_vi``: when it is said of what is known, ``estimated_vi`` when of an estimate (empty: never, or alike).
    ``kind``: ``good``, ``open`` (not decided), ``bad`` or ``none`` (nothing was judged).
    """

    judgement: str
    label_vi: str
    verb_vi: str
    kind: Kind
    rank: int
    symbol: str
    colour_light: str
    colour_dark: str
    explanation_vi: str
    estimated_vi: str

    def colour(self, theme: str) -> str:
        """The colour in a theme, ``light`` or ``dark``; always beside word and symbol."""
        return self.colour_dark if theme == "dark" else self.colour_light
