"""The real edition's words and colours for tests that build small things of their own."""

from __future__ import annotations

import dataclasses
from functools import cache

from lib.base.paths import DATA_DIR, GEO_DIR
from lib.campaign.campaign import Campaign
from lib.drawing.campaign_map import map_words
from lib.drawing.map_payload import MapOptions
from lib.editions.edition import Place, load_edition


@cache
def real_campaign() -> Campaign:
    """The campaign of the real edition, loaded once a process."""
    return Campaign(load_edition(Place(DATA_DIR, GEO_DIR)))


def map_options(**changes: object) -> MapOptions:
    """The map's options as the pages give them, with changes."""
    campaign = real_campaign()
    options = MapOptions(map_words(campaign), campaign.display.map.model_dump(), 80)
    return dataclasses.replace(options, **changes)
