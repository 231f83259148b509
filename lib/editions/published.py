"""The edition that was published over a folder of tables: kept in a store, written out beside them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from lib.base.settings import setting
from lib.editions.edition import UNPUBLISHED, Place, content_name
from lib.store.records import Publication
from lib.store.store import Store, open_store

#: In a folder of tables: our own store's file, and the editions written out from whatever store.
_FOLDER, _FILE, _EDITIONS = "store", "nghean.sqlite3", "editions"


def store_url(data: Path) -> str:
    """Where the store of a folder of tables is: of the setting ``[store] url``, else a file of its own in it."""
    return setting("store", "url") or f"sqlite:///{(data / _FOLDER / _FILE).resolve()}"


def editions_folder(data: Path) -> Path:
    """Where published editions are written out."""
    return data / _FOLDER / _EDITIONS


def store_of(data: Path) -> Store:
    """The store of a folder of tables, made on first use. Raises :class:`lib.base.findings.DataError`."""
    return _opened(store_url(data))


#: Editions this process has seen written out whole, by store and name.
_WRITTEN: set[tuple[str, str]] = set()


def over(data: Path, geo: Path) -> tuple[Publication, bool] | None:
    """The publication that lies over ``data``, and whether these tables have changed since; None where there is none."""
    if published_folder(data) is None:
        return None
    current = store_of(data).current()
    return (current, content_name(Place(data, geo)) not in (current.base, current.edition)) if current else None


@lru_cache(maxsize=8)
def _opened(url: str) -> Store:
    return open_store(url)


def published_folder(data: Path) -> Path | None:
    """The folder of the edition that is published over ``data``; None where nothing ever was.

    Raises :class:`lib.base.findings.DataError` where the store cannot be read: whoever has an edition keeps it.
    """
    # What is only looked at is itself, whatever was published.
    if (data / UNPUBLISHED).exists():
        return None
    # Looking makes no store: most installations never publish.
    if setting("store", "url") is None and not (data / _FOLDER / _FILE).exists():
        return None
    store = store_of(data)
    current = store.current()
    # The tables themselves were put in place again: they are followed as before the first publication.
    if current is None or current.edition == current.base:
        return None
    # Written out once: looking at every file again is for whoever starts anew.
    folder = editions_folder(data) / current.edition
    key = (store_url(data), current.edition)
    if key not in _WRITTEN or not folder.is_dir():
        folder = store.materialise(current.edition, editions_folder(data))
        _WRITTEN.add(key)
    return folder
