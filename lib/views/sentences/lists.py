"""Names and small numbers inside a sentence."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.language.catalogue import Catalogue

_NAMED = 4  # more names than this are counted instead
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(campaign: Campaign, number: int) -> str:
    """A small number as the first word of a sentence: ``Năm``."""
    if number >= len(_NUMBERS):
        return campaign.numbers.number(number)
    return campaign.wording.say(f"stories.numbers.{_NUMBERS[number]}")


def listed(wording: Catalogue, names: list[str]) -> str:
    """Names in a sentence; more than a few are counted."""
    if len(names) <= _NAMED:
        return ", ".join(names)
    named = ", ".join(names[: _NAMED - 1])
    return wording.say("stories.listed", names=named, count=len(names) - _NAMED + 1)
