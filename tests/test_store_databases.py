"""The store's databases: SQLite and a PostgreSQL server of the tests' own, first use, addresses that lead nowhere."""

from __future__ import annotations

import atexit
import functools
import glob
import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from lib.base.findings import DataError
from lib.store import engine, schema
from lib.store.records import NewPublication, NewSubmission, Value
from lib.store.store import Store, open_store
from lib.store.tables import METADATA
from tests.faults import ENGLISH, VIETNAMESE

__all__ = ["both", "store", "url"]

_NUMBERS = itertools.count(1)
KINDS = ("sqlite", "postgresql")


@functools.cache
def server() -> str | None:
    """Address of a PostgreSQL server on a port of its own, ended with the tests; None where none is installed."""
    found = shutil.which("initdb") or next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))[-1:]), None)
    if found is None:
        return None
    programs = Path(found).resolve().parent
    place = Path(tempfile.mkdtemp(prefix="store-tests-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    alone: list[str] = []
    if os.geteuid() == 0:
        # The server refuses to run as root, and ends with whoever started it.
        shutil.chown(place, "postgres", "postgres")
        alone = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=QUIT"]
    data = place / "data"
    subprocess.run(
        [*alone, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        check=True, cwd=place, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off",
                "lc_messages": "C", "shared_buffers": "16MB", "max_connections": 40, "autovacuum": "off"}  # fmt: skip
    process = subprocess.Popen(
        [*alone, programs / "postgres", "-D", data, *(f"--{name}={value}" for name, value in settings.items())],
        cwd=place, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    ready, said = threading.Event(), []

    def listen() -> None:
        assert process.stderr
        for line in process.stderr:
            said.append(line)
            if "ready to accept connections" in line:
                ready.set()
        ready.set()

    def end() -> None:
        # At once, whoever is still connected; nothing of it is needed again.
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=30)

    threading.Thread(target=listen, daemon=True).start()
    atexit.register(end)
    ready.wait(60)
    assert process.poll() is None, "".join(said)
    return f"postgresql://postgres@127.0.0.1:{port}"


def administer(statement: str) -> None:
    """One statement on the server, outside of any database of a test."""
    administrator = create_engine(f"{server()}/postgres".replace(":", "+psycopg:", 1), isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(statement))
    administrator.dispose()


def empty(kind: str, folder: Path) -> str:
    """Address of a database that no store has been made in."""
    name = f"s{next(_NUMBERS)}"
    if kind == "sqlite":
        return f"sqlite:///{folder}/{name}.sqlite3"
    need_server()
    administer(f"create database {name}")
    return f"{server()}/{name}"


def need_server() -> None:
    """No server: a failure in CI, else a skip."""
    if server() is None:
        message = "no PostgreSQL on this machine"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)


@functools.cache
def _pattern(kind: str) -> str:
    """A made store that others are copied from."""
    folder = Path(tempfile.mkdtemp(prefix="store-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = empty(kind, folder)
    open_store(made).close()
    return made


def fresh(kind: str, folder: Path) -> str:
    """Address of a store that nothing is in."""
    if kind == "sqlite":
        made = empty(kind, folder)
        shutil.copy(_pattern(kind).removeprefix("sqlite:///"), made.removeprefix("sqlite:///"))
        return made
    need_server()
    pattern, name = _pattern(kind).rsplit("/", 1)[1], f"s{next(_NUMBERS)}"
    administer(f"create database {name} template {pattern}")
    return f"{server()}/{name}"


@pytest.fixture(params=KINDS)
def both(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return request.param


@pytest.fixture
def url(both: str, tmp_path: Path) -> str:
    """The address of an empty store."""
    return fresh(both, tmp_path)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(url)
    yield opened
    opened.close()


def submission(**changed: object) -> NewSubmission:
    """A workbook of one form and year."""
    known = {"actor": "Lan", "form": "B1", "form_version": "2021", "year": 2024, "standard": "multidimensional",
             "preliminary": False, "boundaries": "2025", "file_name": "b1.xlsx"}  # fmt: skip
    return NewSubmission(**known | changed)  # type: ignore[arg-type]


def figures(*units: str, value: float = 1.5) -> list[Value]:
    """One figure a unit."""
    return [Value(unit, "poor", value, "ho", f"C{row}", "Biểu 1") for row, unit in enumerate(units, start=9)]


def publication(edition: str = "e1", **changed: object) -> NewPublication:
    """An edition that Minh publishes."""
    known = {"actor": "Minh", "reason": "số liệu cuối năm", "edition": edition, "base": "b" * 64}
    return NewPublication(**known | changed)  # type: ignore[arg-type]


def refused(error: DataError) -> str:
    """What a refusal says: in Vietnamese, and what to do."""
    for finding in error.findings:
        assert finding.remedy
        assert VIETNAMESE.search(finding.message)
        assert not ENGLISH.search(f"{finding.message} {finding.remedy}"), finding
    return str(error)


def test_first_use_makes_what_the_tables_say(both, tmp_path):
    address = empty(both, tmp_path / "new" / "folder")
    open_store(address).close()
    made = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with made.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        assert connection.scalar(text("select version_num from alembic_version")) == schema.HEAD
    made.dispose()
    assert ScriptDirectory(schema.MIGRATIONS).get_current_head() == schema.HEAD
    again = open_store(address)
    assert again.current() is None
    assert again.submissions() == again.history() == ()


def test_first_use_by_many_at_once(both, tmp_path):
    address = empty(both, tmp_path)
    failed: list[BaseException] = []
    start = threading.Barrier(4)

    def use() -> None:
        try:
            start.wait()
            opened = open_store(address)
            opened.keep(b"x")
            opened.close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_sqlite_waits_keeps_references_and_writes_ahead(tmp_path):
    opened = engine.database(f"sqlite:///{tmp_path}/a.sqlite3")
    with opened.reading() as connection:
        pragmas = {
            name: connection.scalar(text(f"pragma {name}")) for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000}


def test_the_setting_says_where(both, tmp_path, monkeypatch):
    address = fresh(both, tmp_path)
    monkeypatch.setenv("NGHEAN_STORE_URL", address)
    digest = open_store().keep(b"x")
    assert open_store(address).content(digest) == b"x"


def test_without_a_setting_it_is_a_file_of_the_project(tmp_path, monkeypatch):
    monkeypatch.delenv("NGHEAN_STORE_URL", raising=False)
    monkeypatch.setattr(engine, "ROOT", tmp_path)
    open_store()
    assert (tmp_path / "store" / "nghean.sqlite3").is_file()
    open_store("sqlite:///beside/other.sqlite3")
    assert (tmp_path / "beside" / "other.sqlite3").is_file()


@pytest.mark.parametrize("address", [
    "kho", "mysql://ai:bimat@may/kho", "sqlite://", "sqlite:///:memory:", "sqlite:///a.sqlite3?mode=ro", "sqlite:////proc/x/y/kho.sqlite3",
    "postgresql://ai:bimat@127.0.0.1:1/kho", "postgresql://127.0.0.1:1/kho?user=ai&password=bimat", "postgresql://ai:bimat@:x/kho",
    "postgresql://ai:bimat@127.0.0.1:1/kho?sslmode=x", "postgresql://ai:bimat@127.0.0.1:1/kho?la=x",
])  # fmt: skip
def test_an_address_that_leads_nowhere_is_told_without_its_password(address, caplog):
    with pytest.raises(DataError) as caught:
        open_store(address)
    said = refused(caught.value) + caplog.text
    assert "NGHEAN_STORE_URL" in said
    assert "bimat" not in said


def test_a_database_that_is_not_there_is_told(tmp_path):
    address = fresh("postgresql", tmp_path)
    with pytest.raises(DataError) as caught:
        open_store(f"{address}-khong-co")
    assert "khong-co" in refused(caught.value)


def test_who_may_not_make_tables_is_told(tmp_path):
    address = empty("postgresql", tmp_path)
    name = f"khach{next(_NUMBERS)}"
    administer(f"create role {name} login")
    with pytest.raises(DataError) as caught:
        open_store(address.replace("postgres@", f"{name}@"))
    assert "quyền" in refused(caught.value)


def test_without_the_library_of_postgresql_it_is_told(monkeypatch):
    def without(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("psycopg")

    monkeypatch.setattr(engine, "create_engine", without)
    with pytest.raises(DataError, match="psycopg"):
        open_store("postgresql://may/kho")


def test_a_file_that_is_no_store_is_told_and_left_alone(tmp_path):
    path = tmp_path / "bao-cao.xlsx"
    path.write_bytes(b"PK\x03\x04" * 1000)
    with pytest.raises(DataError) as caught:
        open_store(f"sqlite:///{path}")
    assert "bao-cao.xlsx" in refused(caught.value)
    assert path.read_bytes() == b"PK\x03\x04" * 1000


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path):
    with pytest.raises(DataError) as caught:
        open_store(f"sqlite:///{tmp_path}")
    refused(caught.value)


def test_a_store_of_a_newer_release_is_left_alone(store, url):
    made = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with made.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    made.dispose()
    with pytest.raises(DataError) as caught:
        open_store(url)
    assert "mới hơn" in refused(caught.value)


def test_a_writer_that_waits_too_long_is_told(url, monkeypatch):
    monkeypatch.setattr(engine, "_PATIENCE", 0.05)
    opened = open_store(url)
    other = engine.database(url)
    with other.writing():
        with pytest.raises(DataError) as caught:
            opened.keep(b"x")
        # Readers do not wait.
        assert opened.current() is None
    assert "bận" in refused(caught.value)
    assert opened.content(opened.keep(b"x")) == b"x"
