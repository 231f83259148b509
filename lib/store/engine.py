"""The database of the store: its address, its transactions, and what it answers in our words."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, ProgrammingError

from lib.base.files import why
from lib.base.findings import DataError, Finding
from lib.base.paths import ROOT
from lib.base.settings import setting

_LOG = logging.getLogger(__name__)
DEFAULT = "sqlite:///store/nghean.sqlite3"
#: Seconds a writer waits for another one, and anybody for a server's first answer.
_PATIENCE, _ANSWER = 30, 10
#: PostgreSQL's number of the lock that every writer of the store takes: "nghean" in ASCII.
_LOCK = int.from_bytes(b"nghean")
_SETTING = "[store] url trong settings.toml hay biến môi trường NGHEAN_STORE_URL"
#: What a database says of itself, by SQLite's error names and PostgreSQL's states: in our words, and what to do.
_SPACE = ("ổ đĩa đã đầy.", "Dọn chỗ trên ổ đĩa của kho rồi làm lại; những gì đã nhận trước đó vẫn còn.")
_BUSY = ("kho đang bận ghi việc khác.", "Đợi một lát rồi làm lại.")
_READ_ONLY = ("kho chỉ cho đọc.", "Cho chương trình quyền ghi vào kho.")
_BROKEN = ("tệp của kho bị hỏng hoặc không phải kho.", "Cất tệp này đi, rồi khôi phục bản sao lưu vào một kho mới.")
_ANSWERS = {
    "SQLITE_FULL": _SPACE,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_PERM": _READ_ONLY,
    "SQLITE_NOTADB": _BROKEN,
    "SQLITE_CORRUPT": _BROKEN,
    "SQLITE_CANTOPEN": ("không mở được tệp của kho.", "Kiểm tra thư mục có thật và chương trình được đọc, ghi ở đó."),
    "SQLITE_IOERR": ("ổ đĩa đọc hay ghi lỗi.", "Kiểm tra ổ đĩa, rồi làm lại."),
    "53100": _SPACE,
    "55P03": _BUSY,
    "25006": _READ_ONLY,
    "42501": (
        "người dùng của kho không có quyền.",
        "Cho người dùng này quyền tạo bảng, đọc và ghi trong cơ sở dữ liệu.",
    ),
    "3D000": ("không có cơ sở dữ liệu này.", f"Tạo cơ sở dữ liệu, hoặc sửa {_SETTING}."),
}


class Database:
    """One database, for any number of threads; opened lazily, so that making one raises nothing."""

    def __init__(self, url: URL) -> None:
        self.sqlite = url.get_backend_name() == "sqlite"
        #: The file's name; empty for a server.
        self.file = Path(url.database or "").name if self.sqlite else ""
        # Put together from what may be seen: a password may stand in more than one place of an address.
        self._server = f"{url.host or 'localhost'}:{url.port or 5432}/{url.database or ''}"
        self._engine = _sqlite(url) if self.sqlite else _postgresql(url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the whole store, whatever is written beside it."""
        with self._told(), self._engine.connect() as connection:
            if not self.sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that nobody else writes beside: taken whole at its end, or not at all."""
        with self._told(), self._engine.connect() as connection:
            connection.execution_options(begin="BEGIN IMMEDIATE")
            with connection.begin():
                if not self.sqlite:
                    # For this transaction only, and not by the connection's options: a pooler before the server refuses those.
                    connection.execute(text(f"set local lock_timeout = '{_PATIENCE * 1000:.0f}ms'"))
                    # Whatever is read after this line was committed by whoever held the lock before.
                    connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except DBAPIError as error:
            state = _state(error)
            if isinstance(error, ProgrammingError) and state and state not in _ANSWERS:
                # A statement of ours is wrong, not the installation.
                raise
            _LOG.info("store: %s", error.orig)
            raise DataError([self._finding(error)]) from None

    def _finding(self, error: DBAPIError) -> Finding:
        fallback = ("không làm việc được với kho.", f"Kiểm tra {_SETTING}.") if self.sqlite else (
            "không kết nối được với máy chủ của kho, hoặc kết nối bị ngắt.",
            f"Kiểm tra máy chủ PostgreSQL đang chạy, và địa chỉ, tên, mật khẩu ở {_SETTING}.",
        )  # fmt: skip
        message, remedy = _ANSWERS.get(_state(error), fallback)
        return Finding(self.file, message if self.sqlite else f"Kho ở “{self._server}”: {message}", remedy=remedy)


def database(url: str | None) -> Database:
    """The database at ``url``, else of the setting, else our own file; a file's folder is made.

    Raises :class:`lib.base.findings.DataError` for an address that cannot be used; no password is told.
    """
    given = url or setting("store", "url") or DEFAULT
    try:
        parsed = make_url(given)
    except (ArgumentError, ValueError):
        raise _unusable("Không hiểu địa chỉ của kho.") from None
    backend = parsed.drivername.split("+")[0]
    if backend not in ("sqlite", "postgresql"):
        raise _unusable("Kho chỉ dùng được SQLite hay PostgreSQL.")
    try:
        if backend == "postgresql":
            return Database(parsed.set(drivername="postgresql+psycopg"))
        # Relative paths count from the folder of settings.toml; an absolute path stays itself.
        path = ROOT / (parsed.database or "")
        if parsed.database in (None, "", ":memory:") or parsed.query:
            raise _unusable("Kho phải là một tệp.")
        path.parent.mkdir(parents=True, exist_ok=True)
        return Database(URL.create("sqlite", database=str(path)))
    except ModuleNotFoundError:
        message, remedy = "thiếu thư viện psycopg để dùng PostgreSQL.", "Cài bằng: pip install \"psycopg[binary]\"."  # fmt: skip
        raise DataError([Finding("", message, remedy=remedy)]) from None
    except OSError as error:
        message = f"không tạo được thư mục của kho ({why(error)})."
        raise DataError([Finding(path.name, message, remedy=f"Sửa {_SETTING}.")]) from None


def _sqlite(url: URL) -> Engine:
    # A connection costs less than keeping one from another thread or process.
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        # The driver begins no transaction of its own: it would begin too late, and end before a table is made.
        connection.isolation_level = None
        for pragma in ("foreign_keys = on", "synchronous = full"):
            connection.execute(f"pragma {pragma}").close()
        _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer go on beside each other. Kept in the file: only at first use is there anything to be done."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("pragma journal_mode = wal").close()
            return
        except sqlite3.OperationalError as error:
            # Here alone SQLite does not wait for others by itself.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)


def _postgresql(url: URL) -> Engine:
    own = {"connect_timeout": _ANSWER, "client_encoding": "utf8"}
    return create_engine(
        url,
        # A server that was started again is no error.
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        connect_args={name: value for name, value in own.items() if name not in url.query},
    )


def _state(error: DBAPIError) -> str:
    """SQLite's name of an error (without what it adds to it), PostgreSQL's state; empty where there is none."""
    if isinstance(error.orig, sqlite3.Error):
        return "_".join(str(getattr(error.orig, "sqlite_errorname", "")).split("_")[:2])
    return str(getattr(error.orig, "sqlstate", None) or "")


def _unusable(message: str) -> DataError:
    remedy = f"Sửa {_SETTING}: sqlite:///đường/dẫn.sqlite3 hay postgresql://tên:mật-khẩu@máy/cơ-sở-dữ-liệu."
    return DataError([Finding("", message, remedy=remedy)])
