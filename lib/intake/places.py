"""Names of a workbook to units, at the boundaries of the review's date. A doubtful name is asked, never guessed.

Reviews until 2024 list districts (21, from 12/2024 20), with or without their communes; from 2025 the 130 communes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from lib.geography.lineage import COMMUNE
from lib.intake.form import Division, plain
from lib.intake.remarks import At, Level, Remark
from lib.intake.rows import Row, RowKind
from lib.language.names import folded, spelled
from lib.ledger import Ledger

#: Short kinds of units and what they stand for.
_SHORT = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "h": "huyện", "p": "phường", "x": "xã"}
_DISTRICT_KINDS = {"thành phố", "thị xã", "huyện"}
_COMMUNE_KINDS = {"xã", "phường", "thị trấn"}
#: Name of the districts that were 21 until 12/2024 and are 20 since.
_NEW_DISTRICTS = "-2024"


@dataclass(frozen=True)
class Unit:
    """A unit at some boundaries: its code, its full name, the district it lay in (empty of a district and of today's communes)."""

    code: str
    name: str
    district: str = ""


@dataclass(frozen=True)
class Boundaries:
    """The units of a review at one date. ``name``: the vintage of the ledger whose units the figures are of."""

    name: str
    districts: tuple[Unit, ...]
    communes: tuple[Unit, ...]

    @property
    def reported(self) -> tuple[Unit, ...]:
        """The units that a whole workbook has figures of: the districts, or where there are none the communes."""
        return self.districts or self.communes

    @cached_property
    def without_communes(self) -> Boundaries:
        """The districts alone."""
        return replace(self, communes=())

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Unit, ...]]:
        """All units by their names without their kinds (:func:`lib.language.names.spelled`)."""
        return _by(self, spelled)

    @cached_property
    def by_letters(self) -> Mapping[str, tuple[Unit, ...]]:
        """All units by their names without accents (:func:`lib.language.names.folded`)."""
        return _by(self, folded)


def _by(boundaries: Boundaries, key: Callable[[str], str]) -> Mapping[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in (*boundaries.districts, *boundaries.communes):
        found[key(unit.name)].append(unit)
    return {name: tuple(units) for name, units in found.items()}


def boundaries_of(ledger: Ledger, year: int) -> tuple[Boundaries, ...]:
    """The boundaries at which a review at the end of a year may have been made; of 2024 the rows decide which of two."""
    found = []
    for vintage in ledger.vintages.sort_values("valid_from", na_position="first").itertuples():
        # A review runs from 1 September to 14 December: boundaries of any day of it were in use.
        first, last = pd.Timestamp(year, 9, 1), pd.Timestamp(year, 12, 14)
        if vintage.valid_from > last or vintage.valid_to < first:
            continue
        found.append(_boundaries(ledger, str(vintage.vintage), str(vintage.households_column), year))
    return tuple(one for one in found if one.reported)


def _boundaries(ledger: Ledger, vintage: str, column: str, year: int) -> Boundaries:
    names = ledger.units.set_index("unit")["full_name_vi"]
    codes = ledger.units_of(vintage)
    if column == "code_2025":
        return Boundaries(vintage, (), tuple(Unit(code, str(names[code])) for code in codes))
    table, suffix = ledger.households, "2024" if column == "district_2024" else "2020"
    rows = table[[f"code_{suffix}", f"name_{suffix}", column]].drop_duplicates([f"code_{suffix}", column])
    communes = tuple(Unit(str(code), str(name), str(district)) for code, name, district in rows.itertuples(index=False))
    return Boundaries(vintage, tuple(Unit(code, str(names[code])) for code in codes), communes)


@dataclass(frozen=True)
class Placed:
    """A row and the unit it is of; ``unit`` None: the whole of the rows (total) or a kind of area."""

    row: Row
    unit: Unit | None
    district: str = ""


@dataclass(frozen=True)
class Places:
    """The rows of a table with their units. ``missing``: units without a row; ``unknown``: how many rows are of no unit."""

    boundaries: Boundaries
    placed: tuple[Placed, ...]
    missing: tuple[Unit, ...]
    remarks: tuple[Remark, ...]
    unknown: int


def placed(
    rows: Iterable[Row], choices: tuple[Boundaries, ...], answers: Mapping[str, str], at: At, column: int
) -> Places:
    """Find the unit of every row, at those of the boundaries that fit most rows.

    ``answers``: names as written (:func:`lib.intake.form.plain`) -> codes, which a person gave for doubtful ones.
    """
    rows = list(rows)
    # A workbook of districts alone is read without their communes, among which are the names of other districts.
    tried = [
        _placed(rows, part, answers, at, column)
        for boundaries in choices
        for part in ([boundaries.without_communes, boundaries] if boundaries.districts else [boundaries])
    ]
    # Fewest unknown names, then fewest missing units: with Cửa Lò among them a workbook of 2024 is of 21 districts.
    return min(tried, key=lambda one: (one.unknown, len(one.missing)))


def _placed(rows: list[Row], boundaries: Boundaries, answers: Mapping[str, str], at: At, column: int) -> Places:
    found: list[Placed] = []
    remarks: list[Remark] = []
    district = ""
    used: set[tuple[str, Division]] = set()
    for row in rows:
        if row.kind is not RowKind.UNIT:
            found.append(Placed(row, None))
            district = "" if row.kind is RowKind.TOTAL else district
            continue
        unit, doubt = _unit(row, boundaries, answers, district, used)
        if unit is None:
            remarks.append(_unknown(row, doubt, at, column))
            continue
        if not unit.district and boundaries.districts:
            district = unit.code
        found.append(Placed(row, unit, unit.district))
        used.add((unit.code, row.division))
    codes = {one.unit.code for one in found if one.unit}
    unknown = len(remarks)
    if not codes and remarks:
        # Names of no unit may be names of persons: they are not repeated.
        message = f"không dòng nào mang tên một đơn vị đã biết ({len(remarks)} dòng)."
        remedy = "Kiểm tra cột tên đơn vị, năm và địa giới của đợt rà soát."
        first = next(row for row in rows if row.kind is RowKind.UNIT)
        remarks = [at.remark(Level.ERROR, "unit", message, remedy, row=first.row, column=column)]
    missing = [unit for unit in boundaries.reported if unit.code not in codes]
    if boundaries.districts:
        # Of a district that lists some of its communes all are wanted.
        listed = {one.unit.district for one in found if one.unit and one.unit.district}
        missing += [unit for unit in boundaries.communes if unit.district in listed and unit.code not in codes]
    return Places(boundaries, tuple(found), tuple(missing), tuple(remarks), unknown)


def _unknown(row: Row, doubt: tuple[Unit, ...], at: At, column: int) -> Remark:
    if doubt:
        told = " hay ".join(f"{unit.name} ({unit.code})" for unit in doubt[:4])
        message = f"chưa chắc “{row.name}” là đơn vị nào; có phải {told}?"
        remedy = f"Sửa tên trong tệp, hoặc trả lời khi nhập: --unit '{row.name}={doubt[0].code}'."
    else:
        message = f"không có đơn vị nào tên “{row.name}” ở địa giới của đợt rà soát này."
        remedy = "Sửa tên theo tên chính thức của đơn vị."
    return at.remark(Level.ERROR, "unit", message, remedy, row=row.row, column=column)


def _unit(
    row: Row, boundaries: Boundaries, answers: Mapping[str, str], district: str, used: Collection[tuple[str, Division]]
) -> tuple[Unit | None, tuple[Unit, ...]]:
    """The unit of a name, or those it may be of."""
    answer = answers.get(plain(row.name))
    if answer:
        every = (*boundaries.districts, *boundaries.communes)
        return next((unit for unit in every if unit.code == answer), None), ()
    kind, bare = _kind_and_name(row.name)
    same = [unit for unit in boundaries.by_name.get(bare, ()) if _can_be(unit, boundaries, district)]
    found = [unit for unit in same if not kind or _kind_and_name(unit.name)[0] == kind]
    # Of a district and a commune of one name the one that has its row already is not meant.
    found = [unit for unit in found if (unit.code, row.division) not in used] or found
    found = _nearest(found, district)
    if len(found) == 1:
        return found[0], ()
    if found:
        return None, tuple(found)
    # Without accents, or by another kind, names only propose.
    alike = boundaries.by_letters.get(folded(row.name), ())
    near = [unit for unit in alike if _can_be(unit, boundaries, district)] or list(alike)
    return None, tuple(_nearest(near, district))


def _can_be(unit: Unit, boundaries: Boundaries, district: str) -> bool:
    """Whether a row below a district can be of a unit: of any district, or of a commune of that district."""
    return not boundaries.districts or not unit.district or unit.district == district


def _nearest(found: list[Unit], district: str) -> list[Unit]:
    """Of several units of one name those of the district the row stands under; a district before a commune."""
    if len(found) > 1:
        own = [unit for unit in found if unit.district == district]
        return own or [unit for unit in found if not unit.district] or found
    return found


def _kind_and_name(text: str) -> tuple[str, str]:
    """``TP. Vinh`` -> (thành phố, vinh), ``Kỳ Sơn`` -> ("", kỳ sơn)."""
    words = plain(text)
    for short, kind in ((plain(kind), kind) for kind in (*_DISTRICT_KINDS, *_COMMUNE_KINDS)):
        if words.startswith(f"{short} "):
            return kind, spelled(text)
    first, _, rest = words.replace("t p ", "tp ").replace("t x ", "tx ").replace("t t ", "tt ").partition(" ")
    return (_SHORT[first] if rest and first in _SHORT else "", spelled(text))


def today_communes(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """Today's communes and the former districts each lies in."""
    rows = ledger.units[ledger.units["kind"] == COMMUNE]
    return {str(row.unit): tuple(str(row.former).split(";")) for row in rows.itertuples()}
