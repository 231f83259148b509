"""The clock and the calendar that people in Việt Nam read: one time the whole year since 1975."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))


def today() -> date:
    """The day it is there."""
    return datetime.now(VIETNAM).date()


def day_of(moment: datetime) -> date:
    """The day that an aware moment was there."""
    return moment.astimezone(VIETNAM).date()
