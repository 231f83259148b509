"""What each page shows: one module a page, named by the page's code, with ``view(campaign, asked)`` and, where its reader
chooses something on it, ``CHOICES`` (:mod:`lib.ui.choices` has how each is made).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.views.view import Asked, Nothing, View


class Page(Protocol):
    """A page's module."""

    def view(self, campaign: Campaign, asked: Asked) -> View:
        """What the page shows."""
        ...


@cache
def page_of(code: str) -> Page:
    """The module of a page. Raises ``ModuleNotFoundError`` for a code without one."""
    return cast("Page", import_module(f"{__name__}.{code}"))


def view_of(campaign: Campaign, code: str, asked: Asked) -> View:
    """What a page shows, made once an edition for whoever draws it; first, where the edition is only looked at, that it is."""
    view = called(campaign, page_of(code).view, asked)
    note = campaign.edition.unpublished
    return replace(view, blocks=(Nothing(note), *view.blocks)) if note else view


def choices_of(code: str) -> tuple[str, ...]:
    """What is chosen on a page itself, as parameters of its link."""
    return getattr(page_of(code), "CHOICES", ())
