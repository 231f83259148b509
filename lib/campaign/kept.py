"""What is costly to make and the same for everybody: made once an edition, and gone with it.

Charts and tables depend on the edition and on what is selected, on nothing else of a session.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar
from weakref import WeakKeyDictionary

from lib.campaign.campaign import Campaign

Made = TypeVar("Made")
#: Most results kept of one edition; the one not asked for longest goes first.
_MOST = 4000
_KEPT: WeakKeyDictionary[Campaign, OrderedDict[Hashable, object]] = WeakKeyDictionary()


def kept(campaign: Campaign, key: Hashable, make: Callable[[], Made]) -> Made:
    """What ``make`` gives, made the first time. ``key`` says everything it depends on besides the edition.

    The result is shared between sessions: it must not be changed.
    """
    results = _KEPT.setdefault(campaign, OrderedDict())
    try:
        made = results.pop(key)
    except KeyError:
        made = make()
    results[key] = made
    while len(results) > _MOST:
        results.popitem(last=False)
    return made  # type: ignore[return-value]


def called(campaign: Campaign, function: Callable[..., Made], *arguments: object) -> Made:
    """``function(campaign, *arguments)``, kept; lists among the arguments count by their content."""
    key = (function.__module__, function.__qualname__, *(_hashable(argument) for argument in arguments))
    return kept(campaign, key, lambda: function(campaign, *arguments))


def _hashable(argument: object) -> Hashable:
    if isinstance(argument, list):
        return tuple(argument)
    return argument
