"""What a form says in the ledger's terms: a figure a unit, indicator and year, and the sums that the plan is judged on.

A district form gives the plan's units. The 130 communes of 2025 are added up to the former districts: 129 lie in one; what
a commune across two districts counts is shared out by the households of its parts in the census, and both are "about".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from lib.intake.form import Column, Form
from lib.intake.places import today_communes
from lib.intake.sheet import address
from lib.intake.submission import WHOLE, Number, Submission
from lib.ledger import Ledger
from lib.ledger.figure import PROJECTED, PUBLISHED, Status
from lib.ledger.schemas import NO_STANDARD

#: Rates in the ledger have as many digits as official tables print.
_DIGITS = 2


@dataclass(frozen=True)
class NewFigure:
    """A figure of a form. ``note`` says how it was worked out where it is ``derived``; ``boundary_date`` of which day its
    unit's boundaries are, where the unit ended before the year did.
    """

    unit: str
    indicator: str
    year: int
    value: float
    unit_of_measure: str
    standard: str
    status: Status
    quote: str
    note: str = ""
    derived: bool = False
    bound: str = "exact"
    boundary_date: str = ""


def figures_of(submission: Submission, ledger: Ledger) -> tuple[NewFigure, ...]:
    """Every figure of the ledger that a form holds by itself; none where none of its columns is one."""
    return unit_figures(submission, ledger) + whole_figures(submission, ledger)


def unit_figures(submission: Submission, ledger: Ledger) -> tuple[NewFigure, ...]:
    """The figures of the units that the review reports: not of communes below their districts, whose codes today mean others."""
    made = _made(submission, ledger)
    if made is None:
        return ()
    known = set(ledger.units_of(submission.vintage))
    found = [figure for unit in made.units if unit.code in known for figure in made.printed(unit.code)]
    return tuple(map(made.dated, found))


def whole_figures(submission: Submission, ledger: Ledger) -> tuple[NewFigure, ...]:
    """The figures of the province, of former districts and of the plan's groups that its units make up."""
    made = _made(submission, ledger)
    if made is None:
        return ()
    # The total of some units is no total of the province.
    whole = [] if submission.missing else list(made.of_the_whole())
    return tuple(map(made.dated, [*whole, *made.derived()]))


def _made(submission: Submission, ledger: Ledger) -> _Made | None:
    measures = ledger.indicators.set_index("indicator")["unit_of_measure"]
    columns = [column for column in submission.form.columns if column.indicator in measures.index]
    return _Made(submission, ledger, columns, measures) if columns else None


class _Made:
    """Figures of one submission."""

    def __init__(
        self, submission: Submission, ledger: Ledger, columns: list[Column], measures: Mapping[str, str]
    ) -> None:
        self.submission, self.ledger, self.columns, self.measures = submission, ledger, columns, measures
        self.division = submission.form.divisions[0]
        #: Districts, or today's communes: their communes are in the districts already.
        self.units = [unit for unit in submission.units if not unit.district]
        self.of_a_standard = set(ledger.indicators.loc[ledger.indicators["theme"] == "poverty", "indicator"])
        self.ends = pd.concat([
            ledger.units.set_index("unit")["valid_to"], ledger.groups.set_index("group")["valid_to"],
        ])  # fmt: skip

    def _number(self, unit: str, key: str) -> Number | None:
        return self.submission.numbers.get((unit, self.division, key))

    def _value(self, column: Column, counts: Mapping[str, float]) -> float | None:
        """A column's value from the counts of a row: rates by their formula."""
        if column.counted:
            return counts.get(column.key)
        return column.formula.value(counts.get) if column.formula else None

    def _figure(
        self, unit: str, column: Column, value: float, quote: str, note: str = "", bound: str = "exact"
    ) -> NewFigure:
        return self._of(unit, str(column.indicator), value, quote, note, bound)

    def _of(self, unit: str, indicator: str, value: float, quote: str, note: str, bound: str = "exact") -> NewFigure:
        submission = self.submission
        status = PROJECTED if submission.preliminary else PUBLISHED
        said = "; ".join(filter(None, ["kết quả sơ bộ" if submission.preliminary else "", note]))
        # Households and persons are counted by no standard of poverty.
        standard = submission.form.standard if indicator in self.of_a_standard else NO_STANDARD
        return NewFigure(unit, indicator, submission.year, value, self.measures[indicator], standard, status, quote, said,
                         bool(note), bound)  # fmt: skip

    def printed(self, unit: str) -> Iterator[NewFigure]:
        """A unit's own row: what is printed, a rate that is not by its formula."""
        counts = self._counts(unit)
        for column in self.columns:
            number = self._number(unit, column.key)
            if number is not None:
                value = number.value if column.counted else round(number.value, _DIGITS)
                yield self._figure(unit, column, value, self._quote(number, value))
            elif (computed := self._value(column, counts)) is not None:
                yield self._figure(unit, column, round(computed, _DIGITS), self._row_quote(unit), _formula(column))

    def of_the_whole(self) -> Iterator[NewFigure]:
        """The province: the printed total, or where there is none the sum of all units."""
        units = [unit.code for unit in self.units]
        if any(unit == WHOLE for unit, _, _ in self.submission.numbers):
            yield from (replace(figure, unit=self.ledger.province) for figure in self.printed(WHOLE))
            counts = self._counts(WHOLE)
        else:
            parts = dict.fromkeys(units, 1.0)
            yield from self._sum(self.ledger.province, parts, f"cộng {len(units)} đơn vị của biểu")
            counts = self._added(parts)
        for derived in self.submission.form.derived:
            value = derived.formula.value(counts.get)
            if value is not None and derived.indicator in self.measures:
                note = f"tính từ biểu: {_bare(derived.equals)}"
                yield self._of(self.ledger.province, derived.indicator, value, self._form_quote(), note)

    def derived(self) -> Iterator[NewFigure]:
        """Former districts of today's communes, and the plan's groups of areas whose units are all there."""
        shares = self._shares()
        districts = set(self.ledger.units_of(self.ledger.plan.vintage))
        of_communes = self.submission.vintage != self.ledger.plan.vintage and not districts & set(shares)
        if of_communes:
            for district, parts in self._by_district(shares).items():
                apart = any(share < 1 for share in parts.values())
                note = f"cộng {len(parts)} xã, phường hiện nay nằm trong huyện cũ"
                if apart:
                    note += "; xã, phường nằm ở hai huyện cũ được chia theo số hộ của tổng điều tra 1/4/2019"
                yield from self._sum(district, parts, note, bound="about" if apart else "exact")
        for group in self._groups():
            members = set(self.ledger.members_of(group))
            parts = dict.fromkeys(self._inside(members, shares, of_communes=of_communes), 1.0)
            if parts:
                yield from self._sum(group, parts, f"cộng {len(parts)} đơn vị của biểu trong nhóm")

    def _groups(self) -> list[str]:
        targets = self.ledger.targets
        areas = set(self.ledger.groups.query("kind == 'area'")["group"])
        return [
            unit
            for unit in dict.fromkeys(targets.loc[targets["plan"] == self.ledger.plan.plan, "unit"])
            if unit in areas
        ]

    def _shares(self) -> dict[str, dict[str, float]]:
        """Of every reported unit the former districts it lies in, each with its share of the unit's households."""
        former = today_communes(self.ledger)
        base = self.ledger.households.groupby(["code_2025", "district"])["households_2019"].sum()
        found = {}
        for unit in self.units:
            districts = former.get(unit.code, (unit.code,))
            if len(districts) == 1:
                found[unit.code] = {districts[0]: 1.0}
                continue
            counted = base[unit.code]
            found[unit.code] = {district: float(counted[district] / counted.sum()) for district in districts}
        return found

    def _by_district(self, shares: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
        """The units of each former district that is reported whole, each with the share of it that lies there."""
        missing = {unit.code for unit in self.submission.missing}
        gone = today_communes(self.ledger)
        found: dict[str, dict[str, float]] = {}
        for unit, parts in shares.items():
            for district, share in parts.items():
                found.setdefault(district, {})[unit] = share
        incomplete = {district for unit in missing for district in gone.get(unit, ())}
        return {district: parts for district, parts in sorted(found.items()) if district not in incomplete}

    def _inside(self, members: set[str], shares: Mapping[str, Mapping[str, float]], *, of_communes: bool) -> list[str]:
        """The reported units of a group; none where one of them is missing or lies across its border."""
        inside = [unit for unit, parts in shares.items() if set(parts) <= members]
        across = [unit for unit, parts in shares.items() if set(parts) & members and not set(parts) <= members]
        former = today_communes(self.ledger)
        missing = any(set(former.get(unit.code, (unit.code,))) & members for unit in self.submission.missing)
        whole = of_communes or members <= set(inside)
        return inside if inside and whole and not across and not missing else []

    def _sum(self, unit: str, parts: Mapping[str, float], note: str, bound: str = "exact") -> Iterator[NewFigure]:
        whole = self._added(parts)
        for column in self.columns:
            value = self._value(column, whole)
            if value is not None:
                value = whole[column.key] if column.counted else round(value, _DIGITS)
                yield self._figure(unit, column, value, self._form_quote(), note, bound)

    def _added(self, parts: Mapping[str, float]) -> dict[str, float]:
        """Counts of several units together, each with its share, in whole numbers; columns that one of them lacks are left out."""
        counts: dict[str, float] = {}
        for column in self.submission.form.columns:
            numbers = [self._number(part, column.key) for part in parts]
            if column.counted and all(numbers):
                counts[column.key] = sum(n.value * share for n, share in zip(numbers, parts.values(), strict=True) if n)
        return {key: float(round(value)) for key, value in counts.items()}

    def _counts(self, unit: str) -> dict[str, float]:
        counted = (column for column in self.submission.form.columns if column.counted)
        return {column.key: number.value for column in counted if (number := self._number(unit, column.key))}

    def _form_quote(self) -> str:
        return f"Biểu {self.submission.form.form} năm {self.submission.year}"

    def _quote(self, number: Number, value: float) -> str:
        return f"{self._form_quote()}, ô {address(number.row, number.column)}: {_said(value)}"

    def _row_quote(self, unit: str) -> str:
        row = next(number.row for (of, _, _), number in self.submission.numbers.items() if of == unit)
        return f"{self._form_quote()}, dòng {row}"

    def dated(self, figure: NewFigure) -> NewFigure:
        """With the day of its boundaries, where its unit ended before the year did."""
        end = self.ends.get(figure.unit)
        if pd.isna(end) or end >= pd.Timestamp(figure.year, 12, 31):
            return figure
        note = "; ".join(filter(None, [figure.note, f"theo địa giới đến {end.day}/{end.month}/{end.year}"]))
        return replace(figure, boundary_date=f"{end:%Y-%m-%d}", note=note)


def _formula(column: Column) -> str:
    return f"tính lại: {_bare(column.equals or '')}"


def _bare(formula: str) -> str:
    return formula.replace("[", "cột ").replace("]", "")


def _said(value: float) -> str:
    """As it is printed in Vietnam: 1.234 and 5,19."""
    whole, _, digits = f"{value:,.{_DIGITS}f}".partition(".")
    digits = digits.rstrip("0")
    return whole.replace(",", ".") + (f",{digits}" if digits else "")


def form_name(form: Form, year: int) -> str:
    """A form in the title of a source: ``Biểu 1 năm 2025: Tổng hợp …``."""
    return f"Biểu {form.form} năm {year}: {form.title}"
