"""What became of which place: the communes of the 2019 census, 2020, December 2024 and July 2025, and their districts.

``households.csv`` leads every commune of the census through the three reorganisations; see ``data/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lib.language.names import name_key
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


@dataclass(frozen=True)
class FormerName:
    """A name that a commune had before July 2025: in which ``years`` it stood, its district, the commune it is in today.

    ``codes``: the statistical office's for the commune of that name.
    """

    name: str
    district: str
    successor: str
    years: tuple[int, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Gone:
    """A place that is no more, as it was called, and the ``units`` to look at instead."""

    name: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One commune of the census on its way: its names in 2019, 2020, December 2024; households of the census."""

    names: tuple[str, ...]
    households: int


#: The years whose names ``households.csv`` has beside today's.
FORMER_YEARS = (2019, 2020, 2024)


def former_names(ledger: Ledger) -> tuple[FormerName, ...]:
    """Every name of the census and of the two reorganisations after it; two spellings of one name are one."""
    found: dict[tuple[str, ...], list[int]] = {}
    written: dict[tuple[str, ...], str] = {}
    codes: dict[tuple[str, ...], list[str]] = {}
    for year in FORMER_YEARS:
        columns = ledger.households[[f"name_{year}", "district", "code_2025", f"code_{year}"]].drop_duplicates()
        for name, district, successor, code in columns.itertuples(index=False):
            key = (*name_key(name), district, successor)
            found.setdefault(key, []).append(year)
            codes.setdefault(key, []).append(str(code))
            written[key] = name
    return tuple(
        FormerName(written[key], key[2], key[3], tuple(dict.fromkeys(years)), tuple(dict.fromkeys(codes[key])))
        for key, years in found.items()
    )


def gone(ledger: Ledger) -> dict[str, Gone]:
    """By their codes, which a link may still name, the places that are no more.

    A district of December 2024 leads to the districts of before that went into it for the most part; a commune of 2019,
    2020 or 2024 to what it became, several where it was divided. Codes that today's communes carry mean these.
    """
    table = ledger.households
    kept = set(ledger.units.loc[ledger.units["kind"] == COMMUNE, "unit"]) | set(table["district"])
    names = ledger.units.set_index("unit")["full_name_vi"]
    whole = table["district"].value_counts()
    found: dict[str, Gone] = {}
    for code, part in table.groupby("district_2024"):
        counts = part["district"].value_counts().sort_index()
        found[str(code)] = Gone(
            str(names[code]), tuple(str(unit) for unit in counts[2 * counts > whole[counts.index]].index)
        )
    for year in reversed(FORMER_YEARS):
        for code, part in table.groupby(f"code_{year}"):
            units = tuple(dict.fromkeys(map(str, part["code_2025"])))
            found.setdefault(str(code), Gone(str(part[f"name_{year}"].iloc[0]), units))
    return {code: place for code, place in found.items() if place.units and code not in kept}


def lineage(ledger: Ledger, commune: str) -> tuple[Step, ...]:
    """The communes of the census that a commune of today was made from, each with its names since."""
    rows = ledger.households[ledger.households["code_2025"] == commune]
    return tuple(
        Step(tuple(getattr(row, f"name_{year}") for year in FORMER_YEARS), int(row.households_2019))
        for row in rows.itertuples()
    )


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
