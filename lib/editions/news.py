"""What was published over the tables that people keep, the newest first (``publications.json`` of a published edition).

Written with each publication, so that an edition tells its own history wherever it is put in place again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from lib.base.documents import Strict
from lib.base.findings import data_error

FILE = "publications.json"


class Handed(Strict):
    """A workbook of a publication: its number, form and year, its bytes' digest, who handed it in; of a correction what it
    corrects, why and at whose word.
    """

    number: int
    form: str
    year: int
    file: str
    digest: str
    actor: str
    received: str
    corrects: int | None
    reason: str
    asked_by: str


class Passed(Strict):
    """A doubt that was let stand: by which rule, where, why, by whom."""

    rule: str
    place: str
    reason: str
    actor: str


class Value(Strict):
    """A figure's value, its interval and how it is known."""

    value: float
    low: float
    high: float
    status: str


class FigureChanged(Strict):
    """A figure before and after."""

    kind: Literal["figure"]
    unit: str
    indicator: str
    year: int
    way: str
    before: Value | None
    after: Value | None


class JudgementChanged(Strict):
    """A judgement before and after, by code."""

    kind: Literal["judgement"]
    target: str
    unit: str
    year: int
    before: str
    after: str
    before_status: str
    after_status: str


class PlaceChanged(Strict):
    """A place in the order of need before and after."""

    kind: Literal["place"]
    unit: str
    year: int
    before: int
    after: int


class Published(Strict):
    """A publication: the day (``YYYY-MM-DD``), who, why, what came in, what was let pass; ``changes`` only of the newest."""

    day: str
    actor: str
    reason: str
    handed: tuple[Handed, ...] = Field(strict=False)
    passed: tuple[Passed, ...] = Field(strict=False)
    changes: tuple[FigureChanged | JudgementChanged | PlaceChanged, ...] = Field(strict=False)


class News(Strict):
    """Every publication, the newest first."""

    publications: tuple[Published, ...] = Field(strict=False)


def read(directory: Path) -> tuple[Published, ...]:
    """The publications of an edition; none where nothing was published. Raises :class:`lib.base.findings.DataError`."""
    path = directory / FILE
    if not path.is_file():
        return ()
    try:
        return News.model_validate_json(path.read_bytes()).publications
    except (OSError, ValidationError) as error:
        remedy = "Đây là tệp máy ghi khi công bố, không sửa tay: xoá tệp này khỏi thư mục dữ liệu."
        raise data_error(FILE, "không đọc được lịch sử công bố.", remedy=remedy) from error


def written(newest: Published, earlier: tuple[Published, ...]) -> bytes:
    """The file with one publication more; of those before what they changed is left to their own editions."""
    short = (one.model_copy(update={"changes": ()}) for one in earlier)
    return News(publications=(newest, *short)).model_dump_json(indent=1).encode()
