"""Rules between the forms of a review, and between a review and the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lib.intake.expression import CLOSE
from lib.intake.form import Cell, Division, Rule
from lib.intake.remarks import At, Level, Remark
from lib.intake.submission import WHOLE, Number, Submission

#: A number of a unit: (form, year, unit, division, column) -> value, or None where nobody has it.
Known = Callable[[str, int, str, Division, str], float | None]


def nothing_known(form: str, year: int, unit: str, division: Division, column: str) -> float | None:  # noqa: ARG001
    """Nothing of earlier reviews."""
    return None


def between(submissions: Iterable[Submission], rules: Iterable[Rule], known: Known = nothing_known) -> Iterator[Remark]:
    """Every rule, for every unit of which all its cells are there: in ``submissions``, or ``known`` from those before.

    A rule across years is looked at only where the unit is the same place at both: the code says so.
    """
    given = [one for one in submissions if one.numbers]
    for rule in rules:
        cells = [Cell.of(name) for name in rule.formula.cells]
        forms = list(dict.fromkeys(cell.form for cell in cells if not cell.years_before))
        seen: set[tuple[str, int]] = set()
        # Told where the rule's first cell stands, or where that was handed in before, where another one does.
        for form in forms:
            for told in (one for one in given if one.form.form == form):
                for unit in (WHOLE, *(unit.code for unit in told.units)):
                    if (unit, told.year) not in seen or unit == WHOLE:
                        seen.add((unit, told.year))
                        yield from _looked_at(rule, told, unit, given, known)


def _looked_at(rule: Rule, told: Submission, unit: str, given: list[Submission], known: Known) -> Iterator[Remark]:
    def lookup(name: str) -> float | None:
        cell = Cell.of(name)
        year = told.year - cell.years_before
        for one in given:
            # A new standard counts other households: nothing is compared across it.
            if (
                (one.form.form, one.year) == (cell.form, year)
                and one.form.standard == told.form.standard
                and _same_place(told, one, unit)
            ):
                value = one.value(unit, cell.column, cell.division)
                if value is not None:
                    return value
        return known(cell.form, year, unit, cell.division, cell.column) if unit != WHOLE else None

    left, right = rule.formula.sides(lookup)
    if left is None or right is None or rule.formula.holds(lookup) is not False:
        return
    # The cell of this form that the rule is about.
    own = (cell for cell in map(Cell.of, rule.formula.cells) if cell.form == told.form.form and not cell.years_before)
    first = next(own, Cell.of(rule.formula.cells[0]))
    number = told.numbers.get((unit, first.division, first.column))
    if rule.shown and number and abs(left - right) <= number.tolerance + CLOSE:
        return
    row, column = (number.row, number.column) if number else _somewhere(told, unit)
    level = Level.ERROR if rule.level == "error" else Level.WARNING
    message = f"{rule.says} ({_said(left)} và {_said(right)})."
    yield At(told.file, told.sheet).remark(
        level, rule.code, message, "Sửa biểu sai rồi nộp lại.", row=row, column=column
    )


def _same_place(one: Submission, other: Submission, unit: str) -> bool:
    return unit != WHOLE or (
        one.vintage == other.vintage and {u.code for u in one.units} == {u.code for u in other.units}
    )


def _somewhere(told: Submission, unit: str) -> tuple[int, int]:
    same = (number for (of, _, _), number in told.numbers.items() if of == unit)
    found: Number = next(same, next(iter(told.numbers.values())))
    return found.row, found.column


def _said(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
