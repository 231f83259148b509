"""Parameters of the district estimates (``data/estimation.yaml``), checked before anything is estimated."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, RootModel, model_validator

from lib.base.documents import Strict, read_document

FILE = "estimation.yaml"

#: On the log-odds scale 10 is certainty: a larger number is a slip of the pen.
Number = Annotated[float, Field(strict=False, ge=-10, le=10)]
Year = Annotated[int, Field(ge=1990, le=2035)]
Spread = Annotated[float, Field(strict=False, gt=0, le=5)]
Share = Annotated[float, Field(strict=False, gt=0, lt=1)]


class ByArea(Strict):
    """A spread for each of the two areas."""

    mountain: Spread
    lowland: Spread


class ShareSpread(Strict):
    """Spread of an ethnic-minority share by how it is known."""

    recent: Spread
    dated: Spread
    remainder: Spread
    none: Spread


class Normal(Strict):
    """Mean and spread."""

    mean: Number
    sd: Spread


class Spreads(Strict):
    """Spreads that the evidence teaches: scales of their half-normal priors, points looked at of each."""

    district: Spread
    change: Spread
    points: Annotated[int, Field(ge=1, le=9)]


class Prior(Strict):
    """What is assumed before any district figure is seen."""

    spreads: Spreads
    share_sd: ShareSpread
    lowland_share: Share
    recent_from: Year
    level_sd: Spread
    pace: Normal
    pace_wobble_sd: Spread
    projected_step_sd: Spread
    district_walk_sd: ByArea
    district_trend_sd: ByArea
    kv3_effect: Normal


class BaseCommunes(Strict):
    """How communes' own household counts are used."""

    use: bool
    sd: Spread


class HouseholdBase(Strict):
    """Errors of the household base."""

    district_sd: Spread
    district_drift_sd: Spread
    mountain: Normal
    mountain_drift: Normal
    communes: BaseCommunes


class Minority(Strict):
    """How the province's totals of ethnic-minority households are used."""

    rates: bool
    counts: bool
    rate_sd: Spread
    denominator_sd: Spread
    projection_sd: Spread


class OldStandard(Strict):
    """How rates on a former standard are used."""

    use: bool
    standard: str = Field(min_length=1)
    shift_sd: Spread
    sd: Spread
    sd_per_year: Spread
    from_year: Year
    to_year: Year

    @model_validator(mode="after")
    def _ordered(self) -> OldStandard:
        if self.from_year > self.to_year:
            raise ValueError("from_year phải trước hay bằng to_year")
        return self


class Communes(Strict):
    """How published communes are used."""

    use: bool
    year: Year
    selection: Number
    sd: Spread


class Assigned(Strict):
    """How assigned reductions are used."""

    use: bool
    share_of_rate: Share
    share_log_sd: Spread


class Worded(Strict):
    """How rates in words are used."""

    use: bool
    reading: Literal["main", "other"]
    shift: Number
    sd: Spread


class MoreThan(Strict):
    """How a total printed as "more than" a round number is used beside being a bound: by how much it lies above, in steps of
    the rounding.
    """

    use: bool
    excess: Share
    sd: Spread


class Projections(Strict):
    """Errors of the province's projections."""

    province_sd: Spread
    mountain_sd: Spread


class EvidenceRules(Strict):
    """How each kind of evidence is used."""

    minority: Minority
    old_standard: OldStandard
    communes: Communes
    assigned: Assigned
    worded: Worded
    more_than: MoreThan
    interpolated_total_sd: Spread
    projections: Projections


class Areas(Strict):
    """The ledger's groups the model is built on: the mountain area, its poorest part, the ethnic-minority households."""

    mountain: str = Field(min_length=1)
    poorest: str = Field(min_length=1)
    population: str = Field(min_length=1)


class NoEstimates(Strict):
    """A plan whose figures are all published or missing: nothing is estimated."""

    method: Literal["none"]
    interval: float = Field(ge=0.5, le=0.99)
    certain: float = Field(gt=0.5, lt=1)


class Alternative(Strict):
    """Another defensible way to estimate: ``set`` changes parameters by their path (``evidence.minority.counts``)."""

    name: str = Field(pattern=r"[a-z][a-z0-9_]*")
    reason_vi: str = Field(min_length=1)
    set: dict[str, float | bool | str]


class TwoPopulations(Strict):
    """The model of :mod:`lib.estimates.model`."""

    method: Literal["two_populations"]
    seed: int = Field(ge=0)
    draws: int = Field(ge=200, le=50_000)
    kept: int = Field(ge=200, le=5000)
    interval: float = Field(ge=0.5, le=0.99)
    certain: float = Field(gt=0.5, lt=1)
    areas: Areas
    prior: Prior
    household_base: HouseholdBase
    evidence: EvidenceRules
    alternatives: list[Alternative] = []

    @model_validator(mode="after")
    def _alternatives_fit(self) -> TwoPopulations:
        names = [alternative.name for alternative in self.alternatives]
        if len({MAIN, *names}) != len(names) + 1:
            raise ValueError(f"tên của một cách tính khác bị lặp, hoặc là “{MAIN}”")
        whole = self.model_dump()
        for alternative in self.alternatives:
            TwoPopulations.model_validate(_changed(whole, alternative))
        return self


class Parameters(RootModel[Annotated[TwoPopulations | NoEstimates, Field(discriminator="method")]]):
    """Everything in ``data/estimation.yaml``."""


#: What the estimates themselves are called beside their alternatives.
MAIN = "main"


def alternatives(parameters: dict) -> dict[str, dict]:
    """Every alternative's parameters by its name, in the file's order."""
    return {a["name"]: _changed(parameters, Alternative(**a)) for a in parameters.get("alternatives", ())}


def _changed(parameters: dict, alternative: Alternative) -> dict:
    changed = deepcopy(parameters) | {"alternatives": []}
    for path, value in alternative.set.items():
        place: Any = changed
        *above, last = path.split(".")
        for part in above:
            place = place.get(part) if isinstance(place, dict) else None
        if not isinstance(place, dict) or last not in place:
            raise ValueError(f"cách tính khác “{alternative.name}”: không có tham số “{path}”")
        place[last] = value
    return changed


def read_parameters(path: Path) -> dict:
    """The parameters as nested dictionaries. Raises :class:`lib.base.findings.DataError`."""
    return read_document(path, Parameters).root.model_dump()
