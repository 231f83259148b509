"""The whole store as one file: a zip with a list of JSON lines a table, and the kept bytes by their digests.

``store.json`` says which release of the tables it is and what every list must hold: a backup that was cut or changed is
refused, whatever of it can still be read.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from lib.base.files import refuse_unwritable, why
from lib.base.findings import DataError, data_error
from lib.store import blobs
from lib.store.refusals import NotEmptyError
from lib.store.schema import HEAD
from lib.store.tables import BLOBS, METADATA

_CONTENTS = "store.json"
_FORMAT = "nghean-store-1"
#: Rows that are put in at once.
_ROWS = 1000
# The reader of zips raises any of these for files that are none, or were cut or changed; so do JSON and missing entries.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, IndexError, TypeError, ValueError, AttributeError, NotImplementedError,
    RuntimeError, OverflowError, MemoryError, SQLAlchemyError,
)  # fmt: skip


def write(connection: Connection, path: Path) -> None:
    """The store as the transaction sees it, put in the place of ``path`` in one step.

    Raises :class:`lib.base.findings.DataError` for a place that cannot be written.
    """
    refuse_unwritable(path)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.new")
    try:
        with temporary.open("xb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                _fill(connection, archive)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        message = f"không ghi được bản sao lưu ({why(error)})."
        raise data_error(path, message, remedy="Dọn chỗ hoặc chọn thư mục khác rồi làm lại.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def read(connection: Connection, path: Path) -> None:
    """Fill an empty store from a backup, under the writers' lock.

    Raises :class:`lib.store.refusals.NotEmptyError`, or :class:`lib.base.findings.DataError` for a file that cannot be
    read, is no backup, was cut or changed, or is of another release of the tables.
    """
    if any(connection.execute(select(table).limit(1)).first() for table in METADATA.sorted_tables):
        raise NotEmptyError
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            _load(connection, archive, path)
    except (DataError, OperationalError):
        # Told already, or the database's own trouble: told by who holds the transaction.
        raise
    except OSError as error:
        message = f"không đọc được bản sao lưu ({why(error)})."
        raise data_error(path, message, remedy="Kiểm tra đường dẫn và quyền đọc.") from error
    except _BROKEN as error:
        raise _broken(path) from error


def _fill(connection: Connection, archive: zipfile.ZipFile) -> None:
    tables = {}
    for table in METADATA.sorted_tables:
        digest, rows = hashlib.sha256(), 0
        with archive.open(_entry(f"{table.name}.jsonl"), "w") as entry:
            columns = [column for column in table.columns if column.name != "content"]
            for row in connection.execute(select(*columns).order_by(*table.primary_key.columns)).mappings():
                line = json.dumps(dict(row), ensure_ascii=False, allow_nan=False).encode() + b"\n"
                entry.write(line)
                digest.update(line)
                rows += 1
        tables[table.name] = {"rows": rows, "digest": digest.hexdigest()}
    for name in connection.scalars(select(BLOBS.c.digest).order_by(BLOBS.c.digest)).all():
        archive.writestr(_entry(f"blobs/{name}"), blobs.content(connection, name))
    archive.writestr(_entry(_CONTENTS), json.dumps({"format": _FORMAT, "revision": HEAD, "tables": tables}, indent=1))


def _load(connection: Connection, archive: zipfile.ZipFile, path: Path) -> None:
    contents = json.loads(archive.read(_CONTENTS))
    if contents["format"] != _FORMAT or contents["revision"] != HEAD:
        message = "bản sao lưu do bản phần mềm khác làm ra."
        raise data_error(path, message, remedy="Khôi phục bằng đúng bản phần mềm đã sao lưu, rồi cập nhật.")
    expected = {_CONTENTS}
    for table in METADATA.sorted_tables:
        name = f"{table.name}.jsonl"
        expected.add(name)
        lines = archive.read(name)
        known = contents["tables"][table.name]
        rows = [json.loads(line) for line in lines.splitlines()]
        if blobs.digest_of(lines) != known["digest"] or len(rows) != known["rows"]:
            raise _broken(path)
        if table is BLOBS:
            expected |= {f"blobs/{row['digest']}" for row in rows}
            _load_blobs(connection, archive, rows, path)
        else:
            _load_rows(connection, table, rows, path)
    if sorted(archive.namelist()) != sorted(expected):
        raise _broken(path)


def _load_blobs(connection: Connection, archive: zipfile.ZipFile, rows: list[dict], path: Path) -> None:
    for row in rows:
        content = archive.read(f"blobs/{row['digest']}")
        if blobs.digest_of(content) != row["digest"] or len(content) != row["size"]:
            raise _broken(path)
        connection.execute(insert(BLOBS).values(digest=row["digest"], size=row["size"], content=content))


def _load_rows(connection: Connection, table: Table, rows: list[dict], path: Path) -> None:
    if any(row.keys() != set(table.columns.keys()) for row in rows):
        raise _broken(path)
    for part in _parts(rows):
        connection.execute(insert(table), part)


def _parts(rows: list[dict]) -> Iterator[list[dict]]:
    for start in range(0, len(rows), _ROWS):
        yield rows[start : start + _ROWS]


def _entry(name: str) -> zipfile.ZipInfo:
    """A file of the zip; without the moment, the same store always gives the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _broken(path: Path) -> DataError:
    message = "đây không phải bản sao lưu của kho, hoặc tệp đã bị hỏng hay sửa."
    return data_error(path, message, remedy="Lấy lại tệp từ nơi cất giữ, hoặc dùng bản sao lưu trước đó.")
