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


def not_in_plan(
    campaign: Campaign, group: str, districts: Iterable[str], year: int | None, beside: Iterable[str]
) -> list[str]:
    """What scenes cannot be about: a year, group or units that the plan does not have."""
    wrong = [] if year is None or year in campaign.years else [str(year)]
    wrong += [] if group in (campaign.province, *campaign.groups) else [group]
    wrong += [unit for unit in districts if unit not in campaign.districts]
    return wrong + [other for other in beside if other not in comparison.offered_beside(campaign)]
