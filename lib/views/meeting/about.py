"""What the scenes of a meeting are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lib.campaign.campaign import Campaign
from lib.views.sentences import comparison


@dataclass(frozen=True)
class Asked:
    """What the scenes are about: the filter of the pages. ``shown``: the group's units; ``districts`` have scenes of their own.

    ``beside``: groups put beside the districts; ``paces``: code and points a year of what is tried (:mod:`lib.views.sentences.what_if`).
    """

    group: str
    districts: tuple[str, ...]
    year: int
    shown: tuple[str, ...]
    scope: str
    beside: tuple[str, ...] = ()
    paces: tuple[tuple[str, float], ...] = ()


def asked(campaign: Campaign, group: str, districts: Iterable[str], year: int, beside: Iterable[str] = (),
          paces: Iterable[tuple[str, float]] = ()) -> Asked:  # fmt: skip
    """What scenes are about: a group (or the province), the units with a scene of their own, a year."""
    return Asked(group, tuple(districts), year, tuple(campaign.members(group)), campaign.scope_name(group), tuple(beside),
                 tuple(paces))  # fmt: skip


def kinds(
    campaign: Campaign, group: str, districts: Iterable[str], year: int | None, beside: Iterable[str]
) -> list[tuple[list[str], list[str]]]:
    """What scenes are to be about, kind by kind: what is asked for, and what the plan has of it."""
    return [
        ([] if year is None else [str(year)], [str(at) for at in campaign.years]),
        ([group], [campaign.province, *campaign.groups]),
        (list(districts), list(campaign.districts)),
        (list(beside), list(comparison.offered_beside(campaign))),
    ]


def not_in_plan(
    campaign: Campaign, group: str, districts: Iterable[str], year: int | None, beside: Iterable[str]
) -> list[str]:
    """What scenes cannot be about: a year, group or units that the plan does not have."""
    asked_for = kinds(campaign, group, districts, year, beside)
    return [value for values, known in asked_for for value in values if value not in known]
