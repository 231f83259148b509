"""What an export is asked for and the plan does not have: refused in one way, each with what there is of its kind."""

from __future__ import annotations

from collections.abc import Iterable

from lib.base.findings import DataError, Finding
from lib.language.catalogue import Catalogue


def refuse_unknown(wording: Catalogue, *asked: tuple[Iterable[object], Iterable[object]]) -> None:
    """Each pair: values asked for, and those there are. Raises :class:`lib.base.findings.DataError` that names, kind by kind,
    what is not there and what is.
    """
    say, found = wording.say, []
    for values, known in asked:
        there = dict.fromkeys(map(str, known))
        if wrong := [str(value) for value in values if str(value) not in there]:
            message = wording.opening(say("scenes.saved.unknown", values=", ".join(wrong)))
            found.append(Finding("", message, remedy=say("slides.known", known=", ".join(there))))
    if found:
        raise DataError(found)
