"""What processes do until they are killed (:mod:`tests.test_store_killed`). Imports little: it is forked hundreds of times.

Run as a program it reads a line of JSON a task, does it in a child, and answers with how the child ended.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from alembic import command
from sqlalchemy import Engine, event
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.engine.default import DefaultDialect

from lib.store.records import NewPublication, NewSubmission, Value
from lib.store.store import Store, open_store

#: Read once, not by every child.
READ = (command, psycopg.dialect.import_dbapi(), pysqlite.dialect.import_dbapi())

FILES = {"observations.csv": b"unit,value\n", "geo/communes.geojson": b"{}" * 5000, "empty.csv": b""}
#: Every how many instructions of SQLite's machine there is a moment inside a statement.
_INSTRUCTIONS = 100
#: What Python does to files.
_FILE_EVENTS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "sqlite3.connect"}


class Moments:
    """Counts what a process does, and kills it at the moment ``at``. Only in a child: nothing of it can be undone."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self, *_: object, **__: object) -> None:
        """One moment."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Begin to count: statements before and after they run, parts of them, ends of transactions, files."""
        for name in ("before_cursor_execute", "after_cursor_execute", "begin", "commit", "rollback"):
            event.listen(Engine, name, self.step)
        event.listen(Engine, "connect", self._connected)
        for holder, name in ((DefaultDialect, "do_commit"), (os, "fsync")):
            setattr(holder, name, self._around(getattr(holder, name)))
        sys.addaudithook(lambda name, _: self.step() if name in _FILE_EVENTS else None)

    def _around(self, work: Callable) -> Callable:
        def watched(*arguments: object) -> object:
            self.step()
            result = work(*arguments)
            self.step()
            return result

        return watched

    def _connected(self, connection: object, _: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_progress_handler(lambda: self.step(), _INSTRUCTIONS)


def begin(store: Store, _: Path) -> None:
    """A submission and two publications."""
    _receive(store, b"first")
    publish(store, _)
    publish(store, _)


def publish(store: Store, _: Path) -> None:
    """The next edition, named by its number."""
    current = store.current()
    after = current.id if current else None
    edition = f"e{(after or 0) + 1}"
    new = NewPublication(
        actor="Minh", reason="cuối năm", edition=edition, base="b", changes=({"unit": "a"},), submissions=(1,)
    )
    store.publish(new, edition_files(edition), after)


def edition_files(edition: str) -> dict[str, bytes]:
    """The files of an edition that :func:`publish` has made."""
    return FILES | {"observations.csv": edition.encode()}


def roll_back(store: Store, _: Path) -> None:
    """To one of the first two editions, in turn."""
    current = store.current()
    assert current
    store.roll_back(1 if current.edition == "e2" else 2, "Minh", "số sai", current.id)


def receive(store: Store, _: Path) -> None:
    """A correction of the newest submission; its bytes are the number of what it corrects."""
    newest = store.submissions()[0].id
    _receive(store, b"%d" % newest, newest)


def _receive(store: Store, content: bytes, corrects: int | None = None) -> None:
    new = NewSubmission(actor="Lan", form="B1", form_version="1", year=2024, standard="", preliminary=False, boundaries="2025",
                        file_name="b1.xlsx", corrects=corrects, reason="gõ nhầm", asked_by="Sở")  # fmt: skip
    store.receive(new, content, [Value(unit, "poor", 1.5) for unit in "abc"])


def materialise(store: Store, folder: Path) -> None:
    """The second edition as a folder."""
    store.materialise("e2", folder)


def backup(store: Store, folder: Path) -> None:
    """Everything as one file."""
    store.backup(folder / "kho.zip")


def restore(store: Store, folder: Path) -> None:
    """Everything from one file, unless it is there."""
    if store.current() is None:
        store.restore(folder / "kho.zip")


def use(_store: Store, _: Path) -> None:
    """Nothing more than opening it."""


WORKS = {work.__name__: work for work in (publish, roll_back, receive, materialise, backup, restore, use)}


def _child(work: str, at: int, address: str, folder: str) -> None:
    try:
        Moments(at).watch()
        WORKS[work](open_store(address), Path(folder))
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def _serve() -> None:
    # Children share the memory of what has been read.
    gc.freeze()
    for line in sys.stdin:
        number = os.fork()
        if number == 0:
            _child(*json.loads(line))
        _, status = os.waitpid(number, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    _serve()
