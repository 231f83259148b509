"""Would anybody believe it? Rules that every estimated series must keep; a unit that breaks one is withheld.

A lawful figure is never blocked by what a model makes of it: the doubt is told to whoever runs ``python -m lib check``, and
the pages show no estimate of that unit until it is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lib.estimates.evidence import Evidence
from lib.estimates.store import Estimates
from lib.ledger import Ledger

#: Estimates of single units may fall faster than anything published or implied, but not by more than this factor.
_MARGIN = 1.25
LOWEST_RATE = 0.05  # percent: one household in two thousand


@dataclass(frozen=True)
class Doubt:
    """An estimate that breaks a rule: ``fall``, ``near_zero``, ``no_interval`` or ``bound``; ``unit`` may be a group."""

    rule: str
    unit: str
    year: int
    message: str


def doubts(ledger: Ledger, estimates: Estimates, evidence: Evidence) -> list[Doubt]:
    """Every estimate that breaks a rule; an empty list when all is well.

    Rules: ``fall`` (a district's or group's rate falls in a year by a share larger by a quarter than anything published, or
    implied by published figures, ever did), ``near_zero`` (a rate under :data:`LOWEST_RATE`), ``no_interval`` (an estimate
    without one), ``bound`` (an estimate outside a published bound or below a published part of itself).
    """
    return list(_doubts(ledger, estimates, evidence))


def largest_fall(ledger: Ledger, evidence: Evidence) -> float:
    """The largest yearly fall of a poor rate, as a share of itself, that published figures show or imply.

    Looks at every unit with two published rates on the plan's standard, and at what the province minus its mountain
    area leaves; falls over several years count as their yearly mean.
    """
    rows = ledger.observations.query(
        "indicator == 'poor_rate' and standard == @ledger.plan.standard and preferred and status == 'published' "
        "and bound == 'exact'"
    ).dropna(subset=["year"])
    series = [list(zip(g["year"], g["value"], strict=True)) for _, g in rows.sort_values("year").groupby("unit")]
    lowland = []
    for year in sorted(evidence.mountain_rate):
        y = evidence.years.index(year)
        households = evidence.households[:, y]
        rest = evidence.province_poor[y] - evidence.mountain_rate[year] / 100 * households[evidence.mountain].sum()
        lowland.append((year, rest / households[~evidence.mountain].sum() * 100))
    return max(
        1 - (after / before) ** (1 / (end - start))
        for points in [*series, lowland]
        for (start, before), (end, after) in zip(points, points[1:], strict=False)
    )


def _doubts(ledger: Ledger, estimates: Estimates, evidence: Evidence) -> Iterator[Doubt]:
    table = estimates.table
    names = ledger.units.set_index("unit")["name_vi"]
    most = largest_fall(ledger, evidence)
    names = names.to_dict() | dict(zip(ledger.groups["group"], ledger.groups["short_vi"], strict=True))
    series = {unit: [unit] for unit in estimates.units}
    series |= ledger.members.groupby("group")["unit"].agg(list).to_dict()
    for unit, members in series.items():
        sums = table[table["unit"].isin(members)].groupby("year")[["poor_households", "households"]].sum()
        rates = list((sums["poor_households"] / sums["households"]).items())
        for (_, before), (year, after) in zip(rates, rates[1:], strict=False):
            fall = 1 - after / before if before else 0.0
            if fall > most * _MARGIN:
                message = (
                    f"{names[unit]} {year}: tỷ lệ giảm {fall * 100:.0f} % trong một năm, hơn hẳn mọi mức giảm từng công "
                    f"bố hay suy ra được ({most * 100:.0f} %)."
                )
                yield Doubt("fall", unit, int(year), message)
    for r in table.itertuples():
        where = f"{names[r.unit]} {r.year}"
        rate = r.poor_households / r.households * 100
        if rate < LOWEST_RATE:
            yield Doubt("near_zero", r.unit, r.year, f"{where}: tỷ lệ dưới {LOWEST_RATE:g} %.")
        count_alone = r.basis != "published_count" and r.poor_households_low == r.poor_households_high
        if count_alone or (r.basis == "model" and r.poor_rate_low == r.poor_rate_high):
            yield Doubt("no_interval", r.unit, r.year, f"{where}: ước tính không có khoảng.")
    counts = table.pivot(index="unit", columns="year", values="poor_households")
    for floor in evidence.floors:
        value = counts[floor.year].sum() if floor.unit == evidence.province else counts.loc[floor.unit, floor.year]
        if value < floor.poor:
            message = f"{names[floor.unit]} {floor.year}: {value:.0f} hộ, ít hơn mức đã công bố ({floor.poor} hộ)."
            yield Doubt("bound", floor.unit, floor.year, message)
    bounds = ledger.observations.query(
        "standard == @ledger.plan.standard and bound in ('over', 'under') "
        "and indicator in ('poor_households', 'poor_rate')"
    )
    at = table.set_index(["unit", "year"])
    for b in bounds.itertuples():
        if (b.unit, b.year) not in at.index:
            continue
        value = at.loc[(b.unit, b.year), b.indicator]
        if (value < b.value) if b.bound == "over" else (value > b.value):
            message = f"{names[b.unit]} {b.year:.0f}: {value:g} nằm ngoài mức đã công bố ({b.value:g})."
            yield Doubt("bound", b.unit, int(b.year), message)
