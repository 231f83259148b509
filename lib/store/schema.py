"""The store's tables in a database: made on first use, brought up to this release, or refused."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from lib.base.findings import DataError, Finding
from lib.store.engine import Database

#: The newest migration. Known without reading them: a store is opened far more often than it is changed.
HEAD = "0001"
MIGRATIONS = Path(__file__).parent / "migrations"


def prepare(database: Database) -> None:
    """Bring a database to this release in one transaction; whoever comes second finds it done.

    Raises :class:`lib.base.findings.DataError` for one that a newer release has changed.
    """
    with database.reading() as connection:
        done = _revision(connection) == HEAD
    if not done:
        with database.writing() as connection:
            if (known := _revision(connection)) != HEAD:
                _upgrade(connection, known)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(select(column("version_num")).select_from(table("alembic_version")))


def _upgrade(connection: Connection, known: str | None) -> None:
    # Takes longer to import than everything else here together, and is needed once in a store's life.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    if known and known not in {script.revision for script in ScriptDirectory(MIGRATIONS).walk_revisions()}:
        message = "Kho này do bản phần mềm mới hơn làm ra, bản này không đọc được."
        remedy = "Cập nhật phần mềm, hoặc chỉ một kho khác ở [store] url."
        raise DataError([Finding("", message, remedy=remedy)])
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
