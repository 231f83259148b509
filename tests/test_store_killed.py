"""The store after a process was killed (SIGKILL) at any of its moments: everything before is there, and nothing is half."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.base.paths import ROOT
from lib.store.refusals import StaleError
from lib.store.store import Store, open_store
from tests.test_store import contents
from tests.test_store_children import FILES, begin, edition_files, publish
from tests.test_store_databases import both, empty, fresh, publication, url

__all__ = ["both", "url"]

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def nursery() -> Iterator[Callable[..., int]]:
    """Does a work in a process of its own that is killed at one of its moments; how it ended."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.test_store_children"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def end_of(*task: object) -> int:
            process.stdin.write(json.dumps(task, default=str) + "\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield end_of


@pytest.fixture
def at_each_moment(nursery: Callable[..., int]) -> Callable[..., None]:
    """Kill a work at each of its moments (or at each ``step``-th) until it ends unharmed; ``check`` after each."""

    def run(work: str, address: str, folder: Path, check: Callable[[], object], step: int = 1, least: int = 20) -> None:
        moment, times = 1, 0
        while (end := nursery(work, moment, address, folder)) == -signal.SIGKILL:
            assert moment < 1000, "work grows with its repetitions"
            check()
            moment, times = moment + step, times + 1
        assert end == 0
        check()
        assert times >= least

    return run


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
    assert made == edition_files(current.edition)
    return current.id


@pytest.fixture
def begun(url: str) -> str:
    """Address of a store with a submission and two publications."""

    opened(url, lambda store: begin(store, Path()))
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


@pytest.mark.parametrize("work", ["publish", "roll_back"])
def test_killed_while_it_publishes_or_rolls_back(work, begun, at_each_moment, tmp_path):
    growing = Growing(begun, tmp_path / "editions")
    at_each_moment(work, begun, tmp_path, growing.check, step=3)
    # Some were killed before it was published, some after.
    assert growing.seen == {0, 1}


def test_killed_while_it_receives(begun, at_each_moment, tmp_path):
    def look(store: Store) -> None:
        received = store.submissions()
        assert [one.id for one in received] == list(range(len(received), 0, -1))
        assert [one.id for one in store.chain(received[0].id)] == list(range(1, len(received) + 1))
        for one in received[:-1]:
            assert len(store.values(one.id)) == 3
            assert store.content(one.digest) == b"%d" % one.corrects

    at_each_moment("receive", begun, tmp_path, lambda: opened(begun, look), step=2, least=15)


def test_killed_while_it_makes_a_folder(begun, at_each_moment, tmp_path):
    folder = tmp_path / "editions"

    def check() -> None:
        assert not (folder / "e2").exists() or contents(folder / "e2") == edition_files("e2")

    at_each_moment("materialise", begun, folder, check, step=2)
    assert (folder / "e2").is_dir()
    left = [path for path in folder.iterdir() if path.name != "e2"]
    assert left
    for path in left:
        os.utime(path, (0, 0))
    opened(begun, lambda store: store.materialise("e2", folder))
    assert [path.name for path in folder.iterdir()] == ["e2"]


def test_killed_while_it_mends_a_folder(begun, at_each_moment, tmp_path):
    folder = tmp_path / "editions" / "e2"
    spoilt = {"observations.csv": b"spoilt"}

    def spoil() -> None:
        assert (contents(folder) if folder.exists() else None) in (None, spoilt, edition_files("e2"))
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "observations.csv").write_bytes(b"spoilt")

    spoil()
    at_each_moment("materialise", begun, folder.parent, spoil, step=3)
    opened(begun, lambda store: store.materialise("e2", folder.parent))
    assert contents(folder) == edition_files("e2")


def test_killed_while_it_backs_up(begun, at_each_moment, tmp_path):
    path = tmp_path / "kho.zip"
    opened(begun, lambda store: store.backup(path))
    old = path.read_bytes()
    opened(begun, lambda store: (publish(store, tmp_path), store.backup(tmp_path / "now.zip")))
    new = (tmp_path / "now.zip").read_bytes()
    assert old != new

    def check() -> None:
        assert path.read_bytes() in (old, new)

    at_each_moment("backup", begun, tmp_path, check, step=2)
    assert path.read_bytes() == new


def test_killed_while_it_restores(begun, both, at_each_moment, tmp_path):
    opened(begun, lambda store: store.backup(tmp_path / "kho.zip"))
    into = fresh(both, tmp_path)

    def look(store: Store) -> None:
        if store.current():
            assert whole(store, tmp_path / "editions") == 2
        else:
            assert store.submissions() == ()

    at_each_moment("restore", into, tmp_path, lambda: opened(into, look), step=3)
    assert opened(into, lambda store: store.history()) == opened(begun, lambda store: store.history())


def test_killed_at_first_use(both, at_each_moment, tmp_path):
    address = empty(both, tmp_path)
    at_each_moment("use", address, tmp_path, lambda: None, step=3)
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

    number = os.fork()
    if number == 0:
        hold()
    held.open(1)
    os.kill(number, signal.SIGKILL)
    opened(begun, lambda store: publish(store, tmp_path))
    os.waitpid(number, 0)
    assert opened(begun, lambda store: whole(store, tmp_path / "editions")) == 3
