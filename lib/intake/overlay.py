"""What several submissions say together: of every unit the newest, and sums of what then stands.

A workbook may hold one district, a correction one commune: totals, former districts and groups are added up from the newest
numbers of all units, never carried along from the workbook they were printed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lib.intake.candidate import Handed
from lib.intake.figures import unit_figures, whole_figures
from lib.intake.places import Boundaries, Unit
from lib.intake.submission import WHOLE, Key, Number, Submission
from lib.ledger import Ledger


@dataclass(frozen=True)
class Cited:
    """A submission with the source that its figures are quoted from."""

    submission: Submission
    source: str
    title: str
    issuer: str
    received: date


def handed_of(cited: Sequence[Cited], ledger: Ledger, boundaries: Iterable[Boundaries]) -> list[Handed]:
    """The figures of submissions, the oldest first; sums are quoted from the newest of those they are made of.

    A unit's older figures come first: they stay beside the newest as what was said before.
    """
    reported = {one.name: one.reported for one in boundaries}
    groups: dict[tuple, list[Cited]] = {}
    for one in cited:
        s = one.submission
        groups.setdefault((s.form.form, s.form.version, s.year, s.preliminary, s.vintage), []).append(one)
    newest = {id(group[-1]): merged([c.submission for c in group], reported) for group in groups.values()}
    found = []
    for one in cited:
        figures = unit_figures(one.submission, ledger)
        if id(one) in newest:
            figures += whole_figures(newest[id(one)], ledger)
        found.append(Handed(one.source, one.title, one.issuer, one.received, figures))
    return found


def merged(submissions: Sequence[Submission], reported: dict[str, tuple[Unit, ...]]) -> Submission:
    """One submission of all units: each with the numbers of the newest that has it (``submissions``: the oldest first).

    A printed total stands only where the newest of them is whole: after that no unit was changed.
    """
    if len(submissions) == 1:
        return submissions[0]
    numbers, units = dict[Key, Number](), dict[str, Unit]()
    for one in submissions:
        own = {unit for unit, _, _ in one.numbers if unit != WHOLE}
        numbers = {key: number for key, number in numbers.items() if key[0] not in own | {WHOLE}}
        numbers |= {key: number for key, number in one.numbers.items() if key[0] != WHOLE or not one.missing}
        units |= {unit.code: unit for unit in one.units}
    last = submissions[-1]
    missing = tuple(unit for unit in reported[last.vintage] if unit.code not in units)
    peoples = {key: name for one in submissions for key, name in one.peoples.items()}
    return replace(last, numbers=numbers, units=tuple(units.values()), missing=missing, peoples=peoples)
