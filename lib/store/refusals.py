"""What the store does not take: typed, told in Vietnamese, with what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from lib.base.clock import VIETNAM
from lib.base.findings import DataError, Finding

if TYPE_CHECKING:
    from lib.store.records import Publication, Submission

#: Signs that no database keeps as text.
_UNKEPT = re.compile("[\0\ud800-\udfff]")


class DuplicateError(DataError):
    """The same bytes were received before; ``earlier`` is that submission."""

    def __init__(self, earlier: Submission) -> None:
        self.earlier = earlier
        message = f"tệp này đã nhận rồi: {told(earlier)}."
        remedy = "Không cần nộp lại. Nếu số liệu đã sửa, hãy chọn đúng tệp vừa sửa."
        super().__init__([Finding(earlier.file_name, message, remedy=remedy)])


class UndeclaredError(DataError):
    """Another file for the same units that does not say what it corrects; ``earlier`` is the newest one that covers them."""

    def __init__(self, file_name: str, earlier: Submission, units: Iterable[str]) -> None:
        self.earlier = earlier
        message = f"đã có bản nộp khác của cùng đơn vị, biểu và năm ({_listed(units)}): {told(earlier)}."
        remedy = (
            f"Nếu đây là bản đính chính, hãy khai là đính chính bản nộp số {earlier.id}, ghi lý do và người yêu cầu."
        )
        super().__init__([Finding(file_name, message, remedy=remedy)])


class CorrectionError(DataError):
    """A declared correction that corrects nothing, or says too little."""


class StaleError(DataError):
    """Somebody else has published in the meantime; ``meanwhile``: what came, oldest first."""

    def __init__(self, meanwhile: Sequence[Publication]) -> None:
        self.meanwhile = tuple(meanwhile)
        came = "; ".join(f"{told_publication(publication)}, lý do “{publication.reason}”" for publication in meanwhile)
        message = f"Trong lúc chuẩn bị đã có công bố khác: {came}."
        remedy = "Xem lại trên bản đang dùng rồi công bố lại."
        super().__init__([Finding("", message, remedy=remedy)])


class MissingError(DataError):
    """A number or a name that the store does not know."""

    def __init__(self, message: str) -> None:
        super().__init__([Finding("", message, remedy="Xem danh sách rồi chọn lại.")])


class NotEmptyError(DataError):
    """A backup is only put into an empty store."""

    def __init__(self) -> None:
        message = "Kho đã có dữ liệu; bản sao lưu chỉ khôi phục vào kho còn trống."
        remedy = "Chỉ một kho mới ở [store] url (hay NGHEAN_STORE_URL) rồi khôi phục vào đó."
        super().__init__([Finding("", message, remedy=remedy)])


def told(submission: Submission) -> str:
    """A submission in a sentence: its number, when it came, by whom."""
    return f"bản nộp số {submission.id}, nhận {moment(submission.received_at)}, do “{submission.actor}” nộp"


def told_publication(publication: Publication) -> str:
    """A publication in a sentence: its number, by whom, when."""
    return f"lần công bố số {publication.id} của “{publication.actor}” {moment(publication.published_at)}"


def moment(at: datetime) -> str:
    """A moment as people read it: ``lúc 14:05 ngày 03/02/2026``."""
    return at.astimezone(VIETNAM).strftime("lúc %H:%M ngày %d/%m/%Y")


def refuse_texts(record: object, required: dict[str, str]) -> None:
    """Raise :class:`lib.base.findings.DataError` for required texts that are empty (``required``: name -> what it is in
    Vietnamese) and texts with signs that no database keeps.
    """
    found = []
    for name, text in vars(record).items():
        if isinstance(text, str) and _UNKEPT.search(text):
            found.append(Finding("", f"Mục “{required.get(name, name)}” có ký tự hỏng.", remedy="Gõ lại mục này."))
        if name in required and not str(text).strip():
            found.append(Finding("", f"Chưa ghi {required[name]}.", remedy="Ghi rồi thử lại."))
    if found:
        raise DataError(found)


def _listed(units: Iterable[str]) -> str:
    """A few names, and how many more."""
    names = sorted(units)
    return ", ".join(names[:3]) + (f" và {len(names) - 3} đơn vị khác" if len(names) > 3 else "")
