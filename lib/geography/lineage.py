"""What became of which place: the communes of the 2019 census, 2020, December 2024 and July 2025, and their districts.

``households.csv`` leads every commune of the census through the three reorganisations; see ``data/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lib.ledger import Ledger

#: Kind of the units that followed the districts.
COMMUNE = "commune"


@dataclass(frozen=True)
class Commune:
    """A commune or ward of today (*xã, phường*): the districts it was made from, the communes of 2024, the census base."""

    unit: str
    name: str
    former: tuple[str, ...]
    predecessors: tuple[str, ...]
    households_2019: int


def communes_of(ledger: Ledger, districts: Iterable[str]) -> tuple[Commune, ...]:
    """Today's communes that hold parts of some districts, in the order of their codes; none where the ledger has none.

    ``former`` names every district a commune was made from, also those not asked for.
    """
    wanted = set(districts)
    base = ledger.households.groupby("code_2025", sort=False)
    names = base["name_2024"].agg(lambda column: tuple(dict.fromkeys(column)))
    households = base["households_2019"].sum()
    rows = ledger.units[ledger.units["kind"] == COMMUNE].sort_values("unit")
    found = []
    for row in rows.itertuples():
        former = tuple(code for code in str(row.former).split(";") if code)
        if wanted & set(former):
            found.append(
                Commune(
                    str(row.unit), str(row.name_vi), former, names.get(row.unit, ()), int(households.get(row.unit, 0))
                )
            )
    return tuple(found)
