"""Workbooks that were handed in: received once, corrected only in the open."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection, Row, func, insert, select

from lib.base.findings import DataError, Finding
from lib.store import blobs
from lib.store.records import Doubt, NewSubmission, Submission, Value
from lib.store.refusals import CorrectionError, DuplicateError, MissingError, UndeclaredError, refuse_texts, told
from lib.store.tables import SUBMISSIONS, VALUES

_REQUIRED = {"actor": "người nộp", "form": "mã biểu", "file_name": "tên tệp"}
_REQUIRED_OF_CORRECTION = {"reason": "lý do đính chính", "asked_by": "người yêu cầu đính chính"}


def receive(connection: Connection, new: NewSubmission, content: bytes, values: tuple[Value, ...]) -> Submission:
    """Keep a workbook and its figures, under the writers' lock.

    Raises :class:`lib.store.refusals.DuplicateError`, :class:`lib.store.refusals.UndeclaredError`,
    :class:`lib.store.refusals.CorrectionError`, or :class:`lib.base.findings.DataError` for figures that cannot be kept.
    """
    refuse_texts(new, _REQUIRED)
    _refuse_values(new.file_name, values)
    _refuse_repeated(connection, new, blobs.digest_of(content), {value.unit for value in values})
    number = (connection.scalar(select(func.max(SUBMISSIONS.c.id))) or 0) + 1
    given = {name: getattr(new, name) for name in new.__dataclass_fields__}
    received = Submission(**given, id=number, received_at=datetime.now(UTC), digest=blobs.keep(connection, content))
    row = asdict(received) | {
        "received_at": received.received_at.isoformat(),
        "doubts": json.dumps([asdict(doubt) for doubt in received.doubts], ensure_ascii=False),
    }
    connection.execute(insert(SUBMISSIONS).values(row))
    connection.execute(insert(VALUES), [asdict(value) | {"submission": number} for value in values])
    return received


def submissions(connection: Connection) -> tuple[Submission, ...]:
    """Everything that was received, newest first."""
    return tuple(_submission(row) for row in connection.execute(select(SUBMISSIONS).order_by(SUBMISSIONS.c.id.desc())))


def submission(connection: Connection, number: int) -> Submission:
    """One submission. Raises :class:`lib.store.refusals.MissingError` for an unknown number."""
    row = connection.execute(select(SUBMISSIONS).where(SUBMISSIONS.c.id == number)).one_or_none()
    if row is None:
        raise MissingError(f"Không có bản nộp số {number}.")
    return _submission(row)


def chain(connection: Connection, number: int) -> tuple[Submission, ...]:
    """A submission and what it corrects, the first one first: its date is the one by which the unit has reported."""
    links = [submission(connection, number)]
    while (earlier := links[-1].corrects) is not None:
        links.append(submission(connection, earlier))
    return tuple(reversed(links))


def values(connection: Connection, number: int) -> tuple[Value, ...]:
    """The figures of a submission, by unit, division and column."""
    submission(connection, number)
    rows = connection.execute(select(VALUES).where(VALUES.c.submission == number))
    # Not by the database: each sorts letters in its own way.
    found = (Value(r.unit, r.column, r.value, r.division, r.cell, r.sheet) for r in rows)
    return tuple(sorted(found, key=lambda value: (value.unit, value.division, value.column)))


def _submission(row: Row) -> Submission:
    kept = dict(row._mapping)
    doubts = tuple(Doubt(**doubt) for doubt in json.loads(kept["doubts"]))
    return Submission(**kept | {"received_at": datetime.fromisoformat(kept["received_at"]), "doubts": doubts})


def _refuse_values(file_name: str, values: tuple[Value, ...]) -> None:
    if not values:
        message = "không có số liệu nào trong tệp."
        raise DataError([Finding(file_name, message, remedy="Chọn tệp biểu đã điền số liệu.")])
    found = []
    seen: dict[tuple[str, str, str], Value] = {}
    for value in values:
        refuse_texts(value, {"unit": "đơn vị", "column": "mã cột"})
        place = partial(Finding, file_name, sheet=value.sheet or None, cell=value.cell or None)
        first = seen.setdefault((value.unit, value.division, value.column), value)
        if first is not value:
            message = f"số liệu này đã có ở ô “{first.cell}” (đơn vị “{value.unit}”, cột “{value.column}”)."
            found.append(place(message, remedy="Giữ một trong hai ô."))
        if not math.isfinite(value.value):
            found.append(place("đây không phải số dùng được.", remedy="Ghi lại số liệu."))
    if found:
        raise DataError(found)


def _refuse_repeated(connection: Connection, new: NewSubmission, digest: str, units: set[str]) -> None:
    """What was received for any of the units before decides: nothing, the same file, or something to be corrected."""
    same = (SUBMISSIONS.c.form == new.form) & (SUBMISSIONS.c.year == new.year)
    pairs = connection.execute(select(VALUES.c.submission, VALUES.c.unit).join(SUBMISSIONS).where(same).distinct())
    covered: dict[int, set[str]] = {}
    for number, unit in pairs:
        if unit in units:
            covered.setdefault(number, set()).add(unit)
    rows = connection.execute(select(SUBMISSIONS).where(same).order_by(SUBMISSIONS.c.id.desc()))
    earlier = [_submission(row) for row in rows if row.id in covered]
    declared = next((one for one in earlier if one.id == new.corrects), None)
    # A correction may bring back what stood before a wrong correction, but not what stands already.
    again = next((one for one in earlier if one.digest == digest), None)
    if again and (declared is None or declared.digest == digest):
        raise DuplicateError(again)
    # An official figure after a preliminary one is no correction: both stand, each for itself.
    newest = next((one for one in earlier if one.preliminary == new.preliminary), None)
    if new.corrects is None:
        if newest:
            raise UndeclaredError(new.file_name, newest, covered[newest.id])
        return
    _refuse_correction(new, newest)


def _refuse_correction(new: NewSubmission, newest: Submission | None) -> None:
    """Raise :class:`lib.store.refusals.CorrectionError` unless ``new`` corrects ``newest`` and says why."""
    if newest is None:
        message = f"khai là đính chính bản nộp số {new.corrects}, nhưng chưa có bản nộp nào như vậy của các đơn vị này."
        remedy = (
            "Nộp như bản đầu tiên, không khai đính chính; hoặc kiểm tra lại đơn vị, biểu, năm, sơ bộ hay chính thức."
        )
        raise CorrectionError([Finding(new.file_name, message, remedy=remedy)])
    if newest.id != new.corrects:
        message = (
            f"khai là đính chính bản nộp số {new.corrects}, nhưng bản mới nhất của các đơn vị này là {told(newest)}."
        )
        remedy = f"Xem bản mới nhất, rồi khai là đính chính bản nộp số {newest.id}."
        raise CorrectionError([Finding(new.file_name, message, remedy=remedy)])
    try:
        refuse_texts(new, _REQUIRED_OF_CORRECTION)
    except DataError as error:
        raise CorrectionError(error.findings) from None
