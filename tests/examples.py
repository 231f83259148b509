"""The editions tests read, loaded once a process, and small things made with their words and colours."""

from __future__ import annotations

import atexit
import dataclasses
import os
import tempfile
from functools import cache
from pathlib import Path

from lib.base.paths import DATA_DIR, GEO_DIR
from lib.campaign.campaign import Campaign
from lib.drawing.campaign_map import map_words
from lib.drawing.map_payload import MapOptions
from lib.editions.edition import Place, load_edition
from tests import edition

#: The tables of which only that is tested which holds of any data: the product's own, or a copy with more figures.
LIVE = Path(os.environ.get("NGHEAN_LIVE") or DATA_DIR)


@cache
def own_tables() -> Path:
    """The directory of the edition made for tests (:mod:`tests.edition`)."""
    directory = tempfile.TemporaryDirectory()
    atexit.register(directory.cleanup)
    return edition.write(Path(directory.name))


@cache
def own_campaign() -> Campaign:
    """The campaign of the edition made for tests, loaded once a process."""
    return Campaign(load_edition(Place(own_tables(), GEO_DIR)))


def map_options(**changes: object) -> MapOptions:
    """The map's options as the pages give them, with changes."""
    campaign = own_campaign()
    options = MapOptions(map_words(campaign), campaign.display.map.model_dump(), 80)
    return dataclasses.replace(options, **changes)
