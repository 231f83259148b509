"""Does the map ever show a figure that its edition does not hold? A thousand editions, one after another, in one process.

    python -m benchmarks.reloads [--editions 1000]

Each edition differs from the one before in one published rate; outdated ones are let go as in the running server, so that
their memory, and with it their identity, is used again.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import resource
from collections.abc import Iterator

from lib.base.paths import DATA_DIR, GEO_DIR
from lib.campaign.campaign import RATE, Campaign
from lib.drawing.campaign_map import map_payload
from lib.editions.edition import Edition, Place, load_edition

UNIT, YEAR = "422", 2024


def reloads(edition: Edition, count: int) -> Iterator[tuple[float, float]]:
    """For each of ``count`` editions the rate it holds and the rate its map shows."""
    code = next(code for code, measure in edition.display.measures.items() if measure.indicator == RATE)
    rows = edition.ledger.observations
    row = rows.index[(rows["unit"] == UNIT) & (rows["indicator"] == RATE) & (rows["year"] == YEAR) & rows["preferred"]][
        0
    ]
    for turn in range(count):
        value = round(5 + turn % 900 * 0.01, 2)
        changed = rows.copy()
        changed.loc[row, "value"] = value
        ledger = dataclasses.replace(edition.ledger, observations=changed)
        campaign = Campaign(dataclasses.replace(edition, name=f"{turn:012x}", ledger=ledger))
        payload = map_payload(campaign, (code,), compact=True)
        shown = payload["measures"][0]["values"][UNIT][campaign.years.index(YEAR)][0]
        del campaign
        yield value, shown


def main() -> None:
    """Count the maps that show something else; print memory before and after."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=1000)
    options = parser.parse_args()
    edition = load_edition(Place(DATA_DIR, GEO_DIR))
    wrong = 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for wanted, shown in reloads(edition, options.editions):
        wrong += wanted != shown
        gc.collect()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{options.editions} editions: {wrong} maps show another figure; memory {before // 1000} -> {after // 1000} MB"
    )


if __name__ == "__main__":
    main()
