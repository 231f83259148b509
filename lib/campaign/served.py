"""The editions that are served: the one for everybody, and the one that is looked at before it takes its place."""

from __future__ import annotations

import gc

from lib.base.findings import DataError
from lib.campaign.campaign import Campaign
from lib.editions.edition import Edition, Place
from lib.editions.store import Store, installed_place, preview_place

#: The value of a link's ``ban`` that asks for the edition not yet published.
PREVIEW_ASKED = "xem_truoc"


def build(edition: Edition) -> Campaign:
    """The campaign of an edition, for as long as it is served."""
    campaign = Campaign(edition)
    # Streamlit collects garbage after every rerun and walks all objects of pandas, Plotly and the ledger each time;
    # frozen, they are left alone. What an outdated edition held is let go first.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return campaign


#: The edition for everybody, and the one that is looked at before it takes its place.
PUBLIC: Store[Campaign] = Store(installed_place, build)
PREVIEW: Store[Campaign] = Store(lambda: preview_place() or installed_place(), build)


def store_of(asked: str | None) -> Store[Campaign]:
    """The store that a link's ``ban`` asks for: ``xem_truoc`` means the edition not yet published, if there is one."""
    try:
        return PREVIEW if asked == PREVIEW_ASKED and preview_place() is not None else PUBLIC
    except DataError:  # broken settings are told by the store
        return PUBLIC


def place_of(asked: str | None) -> Place:
    """Where the files of that store's edition are."""
    return (preview_place() if store_of(asked) is PREVIEW else None) or installed_place()
