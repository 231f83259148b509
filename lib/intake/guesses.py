"""About how many poor and how many households a unit has: what made-up figures begin with."""

from __future__ import annotations

from lib.campaign.campaign import RATE, Campaign
from lib.intake.places import today_communes

#: Where nothing at all is known of a unit.
_RATE = 5.0


def poor_rate_of(campaign: Campaign, unit: str, year: int) -> float:
    """The rate (%) of the former district a unit lies in, of the nearest year that has one."""
    district = today_communes(campaign.ledger).get(unit, (unit,))[0].split("-")[0]
    year = min(max(year, campaign.years[0]), campaign.years[-1])
    figure = campaign.figure(district, RATE, year)
    return figure.value if figure.known else _RATE


def households_of(campaign: Campaign, unit: str) -> int:
    """Households of a unit in the census of 2019."""
    table = campaign.ledger.households
    rows = table[(table[["code_2025", "code_2024", "code_2020", "district", "district_2024"]] == unit).any(axis=1)]
    return int(rows["households_2019"].sum())
