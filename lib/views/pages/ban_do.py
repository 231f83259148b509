"""Bản đồ: the plan's units on the map, all measures, all years, two years side by side, and in 3-D."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.views.links import MEASURE, SPATIAL
from lib.views.parts import profile_way
from lib.views.sentences import projections
from lib.views.view import Asked, Caption, Choice, Legend, Map, Notice, Spatial, View

CHOICES = (SPATIAL, MEASURE)


def view(campaign: Campaign, asked: Asked) -> View:
    """The map, and in three dimensions where that is asked for."""
    say = campaign.wording.say
    return View(say("map_page.title", units=campaign.unit_words["name_vi"]), (
        Legend(),
        Notice(projections.projection_notice(campaign, asked.selection.year)),
        profile_way(campaign, asked.selection),
        Map(),
        Caption(campaign.unit_words["note_vi"]),
        Choice(SPATIAL, say("map_page.spatial"), ""),
        *([Spatial()] if asked.spatial else []),
    ))  # fmt: skip
