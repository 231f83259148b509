"""Editions that were published, and those put in place again: a history that only grows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import PurePosixPath

from sqlalchemy import Connection, Table, insert, select

from lib.base.findings import DataError, Finding
from lib.store import blobs
from lib.store.records import Kind, NewPublication, Publication, Waiver
from lib.store.refusals import MissingError, StaleError, refuse_texts
from lib.store.tables import ACCEPTED, CHANGES, EDITION_FILES, PUBLICATIONS, SUBMISSIONS, WAIVERS

_REQUIRED = {"actor": "người công bố", "reason": "lý do", "edition": "tên bản dữ liệu"}
_REQUIRED_OF_WAIVER = {"rule": "quy tắc được bỏ qua", "reason": "lý do bỏ qua", "actor": "người cho bỏ qua"}
#: What may name a folder or a file on every system, and be told from a temporary one.
_NAME = re.compile(r"[0-9A-Za-z_][0-9A-Za-z_.-]{0,127}")


def publish(connection: Connection, new: NewPublication, files: Mapping[str, bytes], after: int | None) -> Publication:
    """Put an edition in place, under the writers' lock. ``files``: relative POSIX path -> content.

    Raises :class:`lib.store.refusals.StaleError` when ``after`` is not the current publication,
    :class:`lib.store.refusals.MissingError` for unknown submissions, :class:`lib.base.findings.DataError` for names that
    cannot be files and for an edition that was kept with other files.
    """
    refuse_texts(new, _REQUIRED)
    for waiver in new.waivers:
        refuse_texts(waiver, _REQUIRED_OF_WAIVER)
    _refuse_names(new.edition, files)
    current = _current_after(connection, after)
    for number in new.submissions:
        if connection.scalar(select(SUBMISSIONS.c.id).where(SUBMISSIONS.c.id == number)) is None:
            raise MissingError(f"Không có bản nộp số {number}.")
    _keep_files(connection, new.edition, files)
    return _append(connection, new, Kind.PUBLISH, current, None)


def roll_back(connection: Connection, to: int, actor: str, reason: str, after: int | None) -> Publication:
    """Put the edition of publication ``to`` in place again, under the writers' lock.

    Raises :class:`lib.store.refusals.StaleError` when ``after`` is not the current publication,
    :class:`lib.store.refusals.MissingError` for an unknown ``to``, :class:`lib.base.findings.DataError` where its edition
    is the current one.
    """
    current = _current_after(connection, after)
    restored = _one(connection, to)
    if current is not None and restored.edition == current.edition:
        message = f"Bản dữ liệu của lần công bố số {to} đang được dùng rồi."
        raise DataError([Finding("", message, remedy="Chọn một lần công bố khác.")])
    new = NewPublication(actor=actor, reason=reason, edition=restored.edition, base=restored.base)
    refuse_texts(new, _REQUIRED)
    return _append(connection, new, Kind.ROLLBACK, current, to)


def history(connection: Connection, since: int = 0) -> tuple[Publication, ...]:
    """Publications with numbers above ``since``, newest first."""
    rows = connection.execute(
        select(PUBLICATIONS).where(PUBLICATIONS.c.id > since).order_by(PUBLICATIONS.c.id.desc())
    ).all()
    accepted = _of_publications(connection, ACCEPTED, since)
    changes = _of_publications(connection, CHANGES, since)
    waivers = _of_publications(connection, WAIVERS, since)
    return tuple(
        Publication(
            id=row.id,
            published_at=datetime.fromisoformat(row.published_at),
            actor=row.actor,
            reason=row.reason,
            kind=Kind(row.kind),
            before=row.before,
            edition=row.edition,
            restores=row.restores,
            base=row.base,
            submissions=tuple(one["submission"] for one in accepted.get(row.id, ())),
            changes=tuple(json.loads(one["change"]) for one in changes.get(row.id, ())),
            waivers=tuple(
                Waiver(one["rule"], one["place"], one["reason"], one["actor"]) for one in waivers.get(row.id, ())
            ),
        )
        for row in rows
    )


def current(connection: Connection) -> Publication | None:
    """The newest publication; None before the first."""
    newest = connection.scalar(select(PUBLICATIONS.c.id).order_by(PUBLICATIONS.c.id.desc()).limit(1))
    return None if newest is None else history(connection, since=newest - 1)[0]


def files(connection: Connection, edition: str) -> dict[str, str]:
    """Name -> digest of an edition's files. Raises :class:`lib.store.refusals.MissingError` for an unknown edition."""
    found = _files(connection, edition)
    if not found:
        raise MissingError(f"Kho không có bản dữ liệu “{edition}”.")
    return found


def _files(connection: Connection, edition: str) -> dict[str, str]:
    rows = connection.execute(select(EDITION_FILES).where(EDITION_FILES.c.edition == edition))
    return dict(sorted((row.name, row.digest) for row in rows))


def _one(connection: Connection, number: int) -> Publication:
    if number < 1 or not (found := [one for one in history(connection, since=number - 1) if one.id == number]):
        raise MissingError(f"Không có lần công bố số {number}.")
    return found[0]


def _of_publications(connection: Connection, table: Table, since: int) -> dict[int, list[dict]]:
    """Rows of a table that belongs to publications, by publication, in the order of its key."""
    rows = connection.execute(select(table).where(table.c.publication > since).order_by(*table.primary_key.columns))
    found: dict[int, list[dict]] = {}
    for row in rows.mappings():
        found.setdefault(row["publication"], []).append(dict(row))
    return found


def _current_after(connection: Connection, after: int | None) -> Publication | None:
    """The current publication, which the publisher must have seen."""
    newest = current(connection)
    if after is not None:
        _one(connection, after)
    if meanwhile := history(connection, since=after or 0):
        raise StaleError(meanwhile[::-1])
    return newest


def _append(
    connection: Connection, new: NewPublication, kind: Kind, before: Publication | None, restores: int | None
) -> Publication:
    number = before.id + 1 if before else 1
    row = {name: getattr(new, name) for name in ("actor", "reason", "edition", "base")}
    row |= {"id": number, "published_at": datetime.now(UTC).isoformat(), "kind": kind.value, "restores": restores}
    connection.execute(insert(PUBLICATIONS).values(row | {"before": before.id if before else None}))
    parts: list[tuple[Table, list[dict]]] = [
        (ACCEPTED, [{"submission": accepted} for accepted in sorted(set(new.submissions))]),
        (CHANGES, [{"number": place, "change": _json(change)} for place, change in enumerate(new.changes)]),
        (WAIVERS, [{"number": place} | asdict(waiver) for place, waiver in enumerate(new.waivers)]),
    ]
    for table, rows in parts:
        if rows:
            connection.execute(insert(table), [part | {"publication": number} for part in rows])
    appended = current(connection)
    assert appended is not None
    return appended


def _json(change: Mapping[str, object]) -> str:
    # Whatever is not ASCII is written as a code: so are signs that no database keeps as text.
    return json.dumps(change, allow_nan=False, sort_keys=True)


def _keep_files(connection: Connection, edition: str, files: Mapping[str, bytes]) -> None:
    digests = {name: blobs.keep(connection, content) for name, content in files.items()}
    known = _files(connection, edition)
    if known and known != digests:
        message = f"Bản dữ liệu “{edition}” đã có trong kho với nội dung khác."
        raise DataError([Finding("", message, remedy="Báo người phụ trách phần mềm: tên phải theo nội dung.")])
    if not known:
        connection.execute(
            insert(EDITION_FILES),
            [{"edition": edition, "name": name, "digest": digest} for name, digest in digests.items()],
        )


def _refuse_names(edition: str, files: Mapping[str, bytes]) -> None:
    parts = {name: name.split("/") for name in files}
    wrong = [name for name, path in parts.items() if not all(_NAME.fullmatch(part) for part in path)]
    folders = {str(parent) for name in files for parent in PurePosixPath(name).parents}
    # On many systems two names that differ in capitals are one file.
    lower = [name.lower() for name in files]
    wrong += [name for name in files if name in folders or lower.count(name.lower()) > 1]
    if not _NAME.fullmatch(edition):
        wrong.append(edition)
    if wrong or not files:
        told = ", ".join(f"“{name}”" for name in sorted(set(wrong))[:3])
        message = (
            f"Không đặt tên tệp hay bản dữ liệu như vậy được: {told}." if wrong else "Bản dữ liệu không có tệp nào."
        )
        raise DataError([Finding("", message, remedy="Báo người phụ trách phần mềm.")])
