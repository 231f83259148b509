"""Where a unit is on a target, and how that is worded."""

from __future__ import annotations

from dataclasses import dataclass

from lib.plan.assess import Assessment


@dataclass(frozen=True)
class Judgement:
    """Wording and colours of one judgement (a row of ``data/judgements.csv``).

    ``explanation_vi``: when it is said of what is known, ``estimated_vi`` when of an estimate (empty: never, or alike).
    ``kind``: ``good``, ``open`` (not decided), ``bad`` or ``none`` (nothing was judged).
    """

    judgement: str
    label_vi: str
    verb_vi: str
    kind: str
    rank: int
    symbol: str
    colour_light: str
    colour_dark: str
    explanation_vi: str
    estimated_vi: str

    def colour(self, theme: str) -> str:
        """The colour in a theme, ``light`` or ``dark``; always beside word and symbol."""
        return self.colour_dark if theme == "dark" else self.colour_light


@dataclass(frozen=True)
class Standing:
    """A unit against the halving path at one year."""

    assessment: Assessment

    @property
    def behind(self) -> float | None:
        """Probability that the true count lies above the linear path; None where both figures are known."""
        return self.assessment.chances.behind if self.assessment.chances else None

    @property
    def ratio_low(self) -> float:
        """Lower end of the central interval of the ratio of achieved to required fall."""
        return self.assessment.chances.ratio_low if self.assessment.chances else self.assessment.ratio

    @property
    def ratio_high(self) -> float:
        """Upper end of the central interval of the ratio of achieved to required fall."""
        return self.assessment.chances.ratio_high if self.assessment.chances else self.assessment.ratio
