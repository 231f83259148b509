"""Made-up figures of every form, whole and consistent, to try the way in with. They are of no real place and never published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from lib.intake.form import Division, Form
from lib.intake.places import Boundaries, Unit
from lib.intake.submission import WHOLE, Key

_HO, _KHAU, _ALL = Division.HOUSEHOLDS, Division.PEOPLE, Division.ALL
#: Peoples of the made-up columns of form 9.
PEOPLES = ("Thái", "Thổ", "Mông", "Khơ Mú", "Ơ Đu", "Khác")
_DEPRIVATIONS = 12

#: All numbers of one form.
Numbers = dict[Key, float]


def sample(
    forms: Iterable[Form],
    boundaries: Boundaries,
    poor: Callable[[str], float],
    households: Callable[[str], int],
    *,
    seed: int,
) -> Mapping[str, Numbers]:
    """Numbers of every form, by form; the same for the same ``seed``.

    ``poor``: about which rate (%) a unit gets, ``households``: about how many households; both are shaken. Counts of
    districts and of the whole are sums of their parts; all rules of the forms and between them hold.
    """
    rng = np.random.default_rng(seed)
    leaves = boundaries.communes if not boundaries.districts else boundaries.districts
    found: dict[str, Numbers] = {form.form: {} for form in forms}
    for unit in leaves:
        _unit(found, unit, poor(unit.code), households(unit.code), rng)
    for form in forms:
        _whole(found[form.form], leaves)
        _formulas(form, found[form.form])
    for shares, counts in _SHARES.items():
        if shares in found and counts in found:
            _shares_of_whole(found[shares], found[counts])
    return found


#: Forms of shares and the forms of the counts they are of: column j is column j + 1 there.
_SHARES = {"5": "4", "7": "6"}


def _shares_of_whole(shares: Numbers, counts: Numbers) -> None:
    of = counts.get((WHOLE, _ALL, "1"), 0.0)
    for index in range(2, _DEPRIVATIONS + 2):
        shares[(WHOLE, _ALL, str(index))] = counts[(WHOLE, _ALL, str(index + 1))] / of * 100 if of else 0.0


def _unit(found: dict[str, Numbers], unit: Unit, rate: float, households: int, rng: np.random.Generator) -> None:
    count = max(int(households * rng.uniform(0.97, 1.06)), 50)
    start = int(count * min(rate * rng.uniform(0.9, 1.15), 90) / 100)
    near_start = int(count * min(rate * rng.uniform(0.9, 1.3) + 1, 95 - rate) / 100)
    size = rng.uniform(3.4, 4.6)

    def part(of: int, most: float) -> int:
        return int(of * rng.uniform(0, most))

    leaving = {"2": part(start, 0.12), "3": part(start, 0.05), "4": part(start, 0.01)}
    coming = {"5": part(near_start, 0.03), "6": part(start, 0.01), "7": part(start, 0.02), "8": part(start, 0.005)}
    near_leaving = {"2": coming["5"], "3": part(near_start, 0.12), "4": part(near_start, 0.01)}
    near_coming = {"5": leaving["2"], "6": part(near_start, 0.01), "7": part(near_start, 0.02), "8": 0}
    poor_end = start - sum(leaving.values()) + sum(coming.values())
    near_end = near_start - sum(near_leaving.values()) + sum(near_coming.values())
    people: dict[str, int] = {}
    for form, (first, out, into) in {
        "2": (start, leaving, coming),
        "3": (near_start, near_leaving, near_coming),
    }.items():
        end = first - sum(out.values()) + sum(into.values())
        for key, value in {"1": first, **out, **into, "9": end}.items():
            _put(found, form, unit, _HO, key, value)
        members = {key: int(np.ceil(value * size)) for key, value in {"1": first, **out, **into}.items()}
        people[form] = max(
            members["1"] - sum(members[key] for key in out) + sum(members[key] for key in into), int(np.ceil(end * 1.2))
        )
        # What is rounded up in the parts is put right in the last of them.
        members["1"] += people[form] - (
            members["1"] - sum(members[key] for key in out) + sum(members[key] for key in into)
        )
        for key, value in {**members, "9": people[form]}.items():
            _put(found, form, unit, _KHAU, key, value)
    average = part(count - poor_end - near_end, 0.1)
    everybody = max(int(count * size), people["2"] + people["3"] + 4 * average + count)
    for key, value in {"1": count, "2": everybody, "3": poor_end, "5": near_end, "7": average, "9": people["2"],
                       "11": people["3"], "13": 4 * average}.items():  # fmt: skip
        _put(found, "1", unit, _ALL, key, value)
    _deprivations(found, unit, poor_end, near_end, rng)
    _groups(found, unit, poor_end, near_end, people, rng)


def _deprivations(found: dict[str, Numbers], unit: Unit, poor: int, near: int, rng: np.random.Generator) -> None:
    for form, count, low, high in (("4", poor, 0.3, 0.9), ("6", near, 0.02, 0.14)):
        lacking = [int(np.ceil(count * rng.uniform(low, high))) if form == "4" else int(count * rng.uniform(low, high))
                   for _ in range(_DEPRIVATIONS)]  # fmt: skip
        _put(found, form, unit, _ALL, "1", count)
        _put(found, form, unit, _ALL, "2", sum(lacking))
        _put(found, str(int(form) + 1), unit, _ALL, "1", count)
        for index, value in enumerate(lacking):
            _put(found, form, unit, _ALL, str(index + 3), value)
            _put(found, str(int(form) + 1), unit, _ALL, str(index + 2), round(value / count * 100, 2) if count else 0)


def _groups(
    found: dict[str, Numbers], unit: Unit, poor: int, near: int, people: Mapping[str, int], rng: np.random.Generator
) -> None:
    for first, count, whole in ((1, poor, people["2"]), (6, near, people["3"])):
        minority = int(count * rng.uniform(0, 0.8))
        for division, of, scale in ((_HO, count, 1.0), (_KHAU, whole, whole / count if count else 0.0)):
            parts = [of, int(minority * scale), int(of * rng.uniform(0, 0.1)), int(of * rng.uniform(0, 0.05))]
            for index, value in enumerate(parts):
                _put(found, "8", unit, division, str(first + index), value)
        kind = "1" if first == 1 else "2"
        shares = rng.multinomial(minority, rng.dirichlet(np.ones(len(PEOPLES))))
        for key, value in {"0": count, "1": count - minority, "2": minority}.items():
            _put(found, "9", unit, _ALL, f"{kind}.{key}", value)
        for index, share in enumerate(shares, start=1):
            _put(found, "9", unit, _ALL, f"{kind}.2.{index}", int(share))
    for index in range(1, 9):
        _put(found, "10", unit, _ALL, str(index), int((poor + near) * rng.uniform(0, 0.5)))


def _put(found: dict[str, Numbers], form: str, unit: Unit, division: Division, key: str, value: float) -> None:
    if form in found:
        found[form][(unit.code, division, key)] = float(value)


def _whole(numbers: Numbers, leaves: Iterable[Unit]) -> None:
    """The row that adds up all units; rates of it come from its formulas or from what they are shares of."""
    sums: dict[Key, float] = {}
    for (unit, division, key), value in numbers.items():
        if any(unit == leaf.code for leaf in leaves):
            sums[(WHOLE, division, key)] = sums.get((WHOLE, division, key), 0.0) + value
    numbers.update(sums)


def _formulas(form: Form, numbers: Numbers) -> None:
    for unit, division in dict.fromkeys((unit, division) for unit, division, _ in numbers):
        for column in form.columns:
            if column.formula:
                value = column.formula.value(lambda key, u=unit, d=division: numbers.get((u, d, key)))  # type: ignore[misc]
                numbers[(unit, division, column.key)] = value if value is not None else 0.0
