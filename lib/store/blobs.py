"""Bytes under the name of their content: kept once, never changed."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, insert, select

from lib.base.findings import DataError, Finding
from lib.store.refusals import MissingError
from lib.store.tables import BLOBS


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def keep(connection: Connection, content: bytes) -> str:
    """Keep bytes, under the writers' lock; their digest."""
    digest = digest_of(content)
    if connection.scalar(select(BLOBS.c.size).where(BLOBS.c.digest == digest)) is None:
        connection.execute(insert(BLOBS).values(digest=digest, content=content, size=len(content)))
    return digest


def content(connection: Connection, digest: str) -> bytes:
    """The bytes of a digest.

    Raises :class:`lib.store.refusals.MissingError` for an unknown one, :class:`lib.base.findings.DataError` where the
    database gives back other bytes than it was given.
    """
    kept = connection.scalar(select(BLOBS.c.content).where(BLOBS.c.digest == digest))
    if kept is None:
        raise MissingError(f"Kho không có tệp mang mã “{digest}”.")
    if digest_of(bytes(kept)) != digest:
        message = f"Tệp mang mã “{digest}” trong kho đã bị hỏng."
        raise DataError([Finding("", message, remedy="Khôi phục bản sao lưu gần nhất vào một kho mới.")])
    return bytes(kept)
