"""What is published of today's communes (*xã, phường*), by former district."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.campaign.kept import called
from lib.campaign.structure import KV3, KV3_NEXT
from lib.geography.lineage import Commune, communes_of
from lib.ledger.figure import Figure

HOUSEHOLDS, NEAR = "households", "near_poor_rate"
#: What is told of a commune beside its rate.
FACTS = (POOR, NEAR, "near_poor_households", HOUSEHOLDS)


@dataclass(frozen=True)
class KnownCommune:
    """A commune of today with what is published of it: its newest rates of poor and near-poor households if any, other figures as text."""

    commune: Commune
    rate: Figure
    near: Figure
    rate_text: str
    difficult: bool
    facts: tuple[str, ...]


def known_communes(campaign: Campaign, districts: Iterable[str]) -> tuple[KnownCommune, ...]:
    """Today's communes of some districts with what is published of each; those with the highest published rates first."""
    wanted = set(districts)
    return tuple(known for known in called(campaign, _every_known) if wanted & set(known.commune.former))


def dated(campaign: Campaign, rate: Figure) -> str:
    """A known rate with its year, and whether that is inferred."""
    if rate.inferred:
        written = campaign.marks.standing(replace(rate, inferred=False))
        return campaign.wording.say("profile.communes.rate_inferred", rate=written, year=rate.year)
    return campaign.wording.say("profile.communes.rate", rate=campaign.marks.standing(rate), year=rate.year)


def _every_known(campaign: Campaign) -> tuple[KnownCommune, ...]:
    say, marks, table = campaign.wording.say, campaign.marks, campaign.communes
    rows: dict[str, list[tuple[str, int, float]]] = {}
    for unit, indicator, year, value in table.frame[["unit", "indicator", "year", "value"]].itertuples(index=False):
        rows.setdefault(unit, []).append((indicator, year, value))
    found = []
    for commune in communes_of(campaign.ledger, campaign.districts):
        own = rows.get(commune.unit, [])
        rate, near = (table.get(commune.unit, code, _newest(own, code, campaign.latest_year)) for code in (RATE, NEAR))
        text = dated(campaign, rate) if rate.known else ""
        facts = tuple(
            say("profile.communes.fact", what=campaign.indicator_names[indicator], year=year,
                value=marks.standing(table.get(commune.unit, indicator, year)))
            for indicator, year, _ in own if indicator in FACTS
        )  # fmt: skip
        difficult = any(indicator == KV3_NEXT and value > 0 for indicator, _, value in own)
        found.append(KnownCommune(commune, rate, near, text, difficult, facts))
    return tuple(sorted(found, key=lambda c: -c.rate.value if c.rate.known else 1))


def _newest(own: list[tuple[str, int, float]], indicator: str, latest_year: int) -> int:
    return max((year for code, year, _ in own if code == indicator), default=latest_year)


def communes_told(campaign: Campaign, unit: str, communes: Sequence[KnownCommune]) -> str:
    """What is known of a district's communes, in sentences."""
    say = campaign.wording.say
    if not communes:
        return ""
    named = [c for c in communes if c.rate.known]
    parts = [say("profile.communes.count", name=campaign.names[unit], count=len(communes))]
    if named:
        parts.append(
            say("profile.communes.known", count=len(named), highest=named[0].commune.name, rate=named[0].rate_text)
        )
    else:
        parts.append(say("profile.communes.unknown"))
    difficult = sum(c.difficult for c in communes)
    rows = campaign.ledger.observations
    before = rows[(rows["unit"] == unit) & (rows["indicator"] == KV3) & rows["preferred"]]
    if len(before):
        base = campaign.ledger.households
        of = base.loc[base["district"] == unit, "code_2020"].nunique()
        parts.append(say("profile.communes.kv3_before", count=int(before["value"].iloc[0]), of=of))
    parts.append(say("profile.communes.kv3_after", count=difficult) if difficult else say("profile.communes.kv3_none"))
    return " ".join(parts)
