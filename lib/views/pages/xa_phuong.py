"""Xã, phường: today's communes and wards on the map, what is published of each, and what became of the former ones."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.views.documents import communes
from lib.views.links import COMMUNE
from lib.views.view import Asked, CommuneMap, OneCommune, Text, Timeline, View

CHOICES = (COMMUNE,)


def view(campaign: Campaign, asked: Asked) -> View:
    """What is published of the communes; one of them told where it is asked for."""
    every = called(campaign, communes.all_communes)
    chosen = asked.commune if any(known.commune.unit == asked.commune for known in every) else None
    place = called(campaign, communes.story, chosen, asked.selection.year) if chosen else None
    former = place.known.commune.former if place else asked.selection.districts
    return View(campaign.wording.say("communes.title", count=len(every)), (
        *(Text(sentence) for sentence in called(campaign, communes.overview)),
        *([OneCommune(place)] if place else []),
        CommuneMap(chosen or "", next(iter(former), "")),
        Timeline(tuple(place.known.commune.former if place else asked.selection.shown)),
    ), dated=False, figures=tuple(figure for known in every for figure in (known.rate, known.near) if figure.known))  # fmt: skip
