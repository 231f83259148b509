"""The scenes of a meeting, made from a selection: one a question that leaders ask (``scenes`` of ``lib/ui/shell.yaml``, in order).

A scene's module has ``scene(campaign, code, asked)``. One module may make several scenes, or make its own only where it is
asked for: it then says which codes there are (``known``) and which of them a meeting has (``in_meeting``). A scene is made on
its own by its code, so that any of them can be had on the spot.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType

from lib.campaign.campaign import Campaign
from lib.views.meeting.about import Asked
from lib.views.meeting.scene import Scene
from lib.views.shell import SHELL

#: Names of the modules of scenes in their order.
ORDER = tuple(SHELL.scenes)


@cache
def module_of(name: str) -> ModuleType:
    """The module of a scene. Raises ``ModuleNotFoundError`` for a name without one."""
    return import_module(f"lib.views.meeting.scenes.{name}")


def default_codes(campaign: Campaign, asked: Asked) -> list[str]:
    """The codes of a meeting's scenes in their order."""
    return [code for name in ORDER for code in _in_meeting(name, campaign, asked)]


def known_codes(campaign: Campaign) -> list[str]:
    """Every code that :func:`scene` makes a scene of."""
    return [code for name in ORDER for code in _known(name, campaign)]


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """The scene of a code. Raises ``KeyError`` for a code that is none of :func:`known_codes`."""
    name = next((name for name in ORDER if code in _known(name, campaign)), None)
    if name is None:
        raise KeyError(code)
    return module_of(name).scene(campaign, code, asked)


def _known(name: str, campaign: Campaign) -> list[str]:
    known = getattr(module_of(name), "known", None)
    return known(campaign) if known else [name]


def _in_meeting(name: str, campaign: Campaign, asked: Asked) -> list[str]:
    wanted = getattr(module_of(name), "in_meeting", None)
    return wanted(campaign, asked) if wanted else [name]
