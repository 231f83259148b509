"""The store after a process was killed (SIGKILL) at any of its moments: everything before is there, and nothing is half."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

from lib.store.refusals import StaleError
from lib.store.store import Store, open_store
from tests.test_store import FILES, contents
from tests.test_store_databases import both, empty, figures, fresh, publication, submission, url

__all__ = ["both", "url"]

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]
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


def child(work: Callable[[], object], at: int = 0) -> int:
    """Begin ``work`` in a process of its own, to be killed at its moment ``at`` (0: never); its number."""
    number = os.fork()
    if number == 0:
        try:
            Moments(at).watch()
            work()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    return number


def killed(work: Callable[[], object], at: int) -> bool:
    """Whether a process was killed at moment ``at`` of ``work``, or had ended before."""
    _, status = os.waitpid(child(work, at), 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def at_each_moment(work: Callable[[], object], check: Callable[[], object], step: int = 1, least: int = 20) -> None:
    """Kill ``work`` at each of its moments (or at each ``step``-th) until it ends unharmed; ``check`` after each."""
    moment, times = 1, 0
    while killed(work, moment):
        assert moment < 1000, "work grows with its repetitions"
        check()
        moment, times = moment + step, times + 1
    check()
    assert times >= least


def opened(address: str, work: Callable[[Store], object]) -> object:
    """What ``work`` makes of a store that is opened for it."""
    store = open_store(address)
    try:
        return work(store)
    finally:
        store.close()


def whole(store: Store, folder: Path) -> int:
    """Check that the history has no gap and that the current edition is all there; the current publication's number."""
    history, current = store.history(), store.current()
    assert current == history[0]
    assert [one.id for one in history] == list(range(len(history), 0, -1))
    assert [one.before for one in history] == [*range(len(history) - 1, 0, -1), None]
    made = contents(store.materialise(current.edition, folder))
    assert made == FILES | {"observations.csv": current.edition.encode()}
    return current.id


def publish(store: Store) -> None:
    """The next edition, named by its number."""
    current = store.current()
    after = current.id if current else None
    edition = f"e{(after or 0) + 1}"
    new = publication(edition, changes=({"unit": "a"},), submissions=(1,))
    store.publish(new, FILES | {"observations.csv": edition.encode()}, after)


@pytest.fixture
def begun(url: str) -> str:
    """Address of a store with a submission and two publications."""

    def begin(store: Store) -> None:
        store.receive(submission(), b"first", figures("a"))
        publish(store)
        publish(store)

    opened(url, begin)
    return url


class Growing:
    """After a kill the current publication is the one before or the next."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address, self.folder, self.known = address, folder, 2
        self.seen: set[int] = set()

    def check(self) -> None:
        """Open the store anew and look at everything."""
        current = opened(self.address, lambda store: whole(store, self.folder))
        assert current in (self.known, self.known + 1)
        self.seen.add(current - self.known)
        self.known = current


def test_killed_while_it_publishes(begun, tmp_path):
    growing = Growing(begun, tmp_path / "editions")
    at_each_moment(lambda: opened(begun, publish), growing.check, step=3)
    # Some were killed before it was published, some after.
    assert growing.seen == {0, 1}


def test_killed_while_it_rolls_back(begun, tmp_path):
    def roll_back(store: Store) -> None:
        current = store.current()
        store.roll_back(1 if current.edition == "e2" else 2, "Minh", "số sai", current.id)

    growing = Growing(begun, tmp_path / "editions")
    at_each_moment(lambda: opened(begun, roll_back), growing.check, step=2)
    assert growing.seen == {0, 1}


def test_killed_while_it_receives(begun):
    def receive(store: Store) -> None:
        newest = store.submissions()[0]
        new = submission(corrects=newest.id, reason="gõ nhầm", asked_by="Sở")
        store.receive(new, b"%d" % newest.id, figures("a", "b", "c"))

    def check() -> None:
        def look(store: Store) -> None:
            received = store.submissions()
            assert [one.id for one in received] == list(range(len(received), 0, -1))
            assert [one.id for one in store.chain(received[0].id)] == list(range(1, len(received) + 1))
            for one in received[:-1]:
                assert len(store.values(one.id)) == 3
                assert store.content(one.digest) == b"%d" % one.corrects

        opened(begun, look)

    at_each_moment(lambda: opened(begun, receive), check, step=2, least=15)


def test_killed_while_it_makes_a_folder(begun, tmp_path):
    folder = tmp_path / "editions"

    def check() -> None:
        there = folder / "e2"
        assert not there.exists() or contents(there) == FILES | {"observations.csv": b"e2"}

    at_each_moment(lambda: opened(begun, lambda store: store.materialise("e2", folder)), check)
    assert (folder / "e2").is_dir()
    left = [path for path in folder.iterdir() if path.name != "e2"]
    assert left
    for path in left:
        os.utime(path, (0, 0))
    opened(begun, lambda store: store.materialise("e2", folder))
    assert [path.name for path in folder.iterdir()] == ["e2"]


def test_killed_while_it_mends_a_folder(begun, tmp_path):
    folder = opened(begun, lambda store: store.materialise("e2", tmp_path / "editions"))
    spoilt = {"observations.csv": b"spoilt"}

    def check() -> None:
        there = contents(folder) if folder.exists() else None
        assert there in (None, spoilt, FILES | {"observations.csv": b"e2"})

    def mend() -> None:
        for path in folder.rglob("*.*"):
            path.unlink()
        folder.mkdir(exist_ok=True)
        (folder / "observations.csv").write_bytes(b"spoilt")
        store = open_store(begun)
        moments.watch()
        store.materialise("e2", folder.parent)

    moments = Moments(0)
    for at in range(1, 1000, 4):
        moments.left = at
        number = os.fork()
        if number == 0:
            mend()
            os._exit(0)
        _, status = os.waitpid(number, 0)
        check()
        if not os.WIFSIGNALED(status):
            break
    assert at > 20
    assert contents(folder) == FILES | {"observations.csv": b"e2"}


def test_killed_while_it_backs_up(begun, tmp_path):
    path = tmp_path / "kho.zip"
    opened(begun, lambda store: store.backup(path))
    content = path.read_bytes()
    opened(begun, publish)

    def check() -> None:
        assert path.read_bytes() == content or opened(begun, is_backup)

    def is_backup(store: Store) -> bool:
        store.backup(tmp_path / "now.zip")
        return path.read_bytes() == (tmp_path / "now.zip").read_bytes()

    at_each_moment(lambda: opened(begun, lambda store: store.backup(path)), check, step=2)
    assert path.read_bytes() != content


def test_killed_while_it_restores(begun, both, tmp_path):
    opened(begun, lambda store: store.backup(tmp_path / "kho.zip"))
    into = fresh(both, tmp_path)

    def check() -> None:
        def look(store: Store) -> None:
            if store.current():
                assert whole(store, tmp_path / "editions") == 2
            else:
                assert store.submissions() == ()

        opened(into, look)

    def restore(store: Store) -> None:
        if store.current() is None:
            store.restore(tmp_path / "kho.zip")

    at_each_moment(lambda: opened(into, restore), check, step=3)
    assert opened(into, lambda store: store.history()) == opened(begun, lambda store: store.history())


def test_killed_at_first_use(both, tmp_path):
    # Read beforehand, as children are made from this process.
    opened(fresh(both, tmp_path), lambda store: store.keep(b""))
    address = empty(both, tmp_path)
    at_each_moment(lambda: open_store(address), lambda: None, step=3)
    assert opened(address, lambda store: store.current()) is None


def test_of_two_processes_that_publish_at_once_one_wins(begun, tmp_path):
    """Each tells by its end whether it has won, or was told of the other by name."""

    def attempt(name: str, other: str) -> int:
        store = open_store(begun)
        ready.acquire(name)
        try:
            store.publish(publication(f"by-{name}", actor=name), FILES, 2)
        except StaleError as error:
            return 3 if f"“{other}”" in str(error) else 4
        return 0

    ready = Gate()
    children = []
    for name, other in (("Lan", "Hoa"), ("Hoa", "Lan")):
        number = os.fork()
        if number == 0:
            code = 5
            try:
                code = attempt(name, other)
            finally:
                os._exit(code)
        children.append(number)
    ready.open(len(children))
    ends = sorted(os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) for number in children)
    assert ends == [0, 3]
    assert opened(begun, lambda store: [one.id for one in store.history()]) == [3, 2, 1]


class Gate:
    """Opens for processes when all of them stand before it."""

    def __init__(self) -> None:
        self._arrived, self._free = os.pipe(), os.pipe()

    def acquire(self, name: str) -> None:
        """Say that one is there, and wait."""
        os.write(self._arrived[1], name[:1].encode())
        os.read(self._free[0], 1)

    def open(self, count: int) -> None:
        """Wait for all, then let all go."""
        for _ in range(count):
            os.read(self._arrived[0], 1)
        os.write(self._free[1], b"." * count)


def test_who_waits_for_a_killed_writer_goes_on(begun, tmp_path):
    """The lock of a process that is killed while it holds it is free."""
    held = Gate()

    def hold() -> None:
        store = open_store(begun)
        with store._database.writing():
            held.acquire("x")
            signal.pause()

    number = child(hold)
    held.open(1)
    os.kill(number, signal.SIGKILL)
    opened(begun, publish)
    os.waitpid(number, 0)
    assert opened(begun, lambda store: whole(store, tmp_path / "editions")) == 3
