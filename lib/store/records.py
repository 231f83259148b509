"""What the store takes and gives. Moments are aware and in UTC; digests are SHA-256 in hexadecimal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a publication did: put a new edition in place, or one from before again."""

    PUBLISH = "publish"
    ROLLBACK = "rollback"


@dataclass(frozen=True)
class Value:
    """One figure of a workbook: of ``unit``, in ``column`` of the form, and where it stood (``cell`` of ``sheet``).

    ``division``: what is counted where a column stands for both: ``ho`` (households), ``khau`` (people), else empty.
    """

    unit: str
    column: str
    value: float
    division: str = ""
    cell: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Doubt:
    """Something in a workbook that a person has to look at before it is published: the rule, the place, what is said."""

    rule: str
    place: str
    message: str


@dataclass(frozen=True, kw_only=True)
class NewSubmission:
    """A workbook that is handed in by ``actor``: which form in which version, for the end of which year.

    ``corrects``: the number of the submission that this one takes the place of; then ``reason`` says why and ``asked_by``
    at whose word. ``doubts``: what the reader asks a person to look at.
    """

    actor: str
    form: str
    form_version: str
    year: int
    standard: str
    preliminary: bool
    boundaries: str
    file_name: str
    corrects: int | None = None
    reason: str = ""
    asked_by: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Submission(NewSubmission):
    """A workbook that was received; its bytes are kept under ``digest``."""

    id: int
    received_at: datetime
    digest: str


@dataclass(frozen=True)
class Waiver:
    """A finding that ``actor`` let pass: the rule, the place it stood, the reason given."""

    rule: str
    place: str
    reason: str
    actor: str


@dataclass(frozen=True, kw_only=True)
class NewPublication:
    """An edition to be published by ``actor``: named by its content, made from base tables of digest ``base``.

    ``submissions``: numbers of those accepted with it; ``changes``: what is different, as plain JSON objects.
    """

    actor: str
    reason: str
    edition: str
    base: str
    submissions: tuple[int, ...] = ()
    changes: tuple[Mapping[str, object], ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Publication(NewPublication):
    """An edition that was put in place. ``before``: the publication that was current until then.

    ``restores``: the publication whose edition a roll back put in place again; it accepts no submission of its own.
    """

    id: int
    published_at: datetime
    kind: Kind
    before: int | None
    restores: int | None
