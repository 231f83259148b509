"""Blocks that several pages have."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.views.links import Selection, subject_of
from lib.views.view import Way


def profile_way(campaign: Campaign, selection: Selection) -> Way:
    """The way from a map or list to the profile of the one place that is filtered by."""
    if selection.whole:
        return Way(None)
    name = campaign.scope_name(subject_of(selection, None))
    return Way("ho_so", campaign.wording.say("profile.open", name=name), ":material/location_on:")


def whole_period(campaign: Campaign) -> str:
    """The plan's years, as pictures of charts name them."""
    return campaign.wording.say("trajectories.period", first=campaign.years[0], last=campaign.years[-1])
