"""Errors that a data officer can act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One thing wrong with an input, in Vietnamese, with the place where it stands.

    ``file`` is empty where no file is to blame, like words of a command: ``message`` then begins a sentence. ``row`` is the
    line number as a spreadsheet or text editor shows it (header = 1). ``cell`` names one of a workbook (``C12``).
    """

    file: str
    message: str
    row: int | None = None
    column: str | None = None
    sheet: str | None = None
    remedy: str = ""
    cell: str | None = None

    def __str__(self) -> str:
        place = [f"Tệp {self.file}"] if self.file else []
        if self.sheet:
            place.append(f"trang tính {self.sheet}")
        if self.cell:
            place.append(f"ô {self.cell}")
        if self.row is not None:
            place.append(f"dòng {self.row}")
        if self.column:
            place.append(f"cột {self.column}")
        text = f"{', '.join(place)}: {self.message}" if place else self.message
        return f"{text} {self.remedy}".strip()


class DataError(ValueError):
    """Input that must not be used. Carries every finding, not just the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        if not self.findings:
            raise ValueError("a DataError needs at least one finding")
        super().__init__("\n".join(str(finding) for finding in self.findings))


#: Findings of one file told one by one: nobody reads more, and a page has to show them.
_MOST_TOLD = 50


def few(findings: Iterable[Finding]) -> list[Finding]:
    """The first findings of each file; the rest is counted in one more."""
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        told.setdefault(finding.file, []).append(finding)
    kept = []
    for file, found in told.items():
        kept += found[:_MOST_TOLD]
        if len(found) > _MOST_TOLD:
            message = f"còn {len(found) - _MOST_TOLD} lỗi khác trong tệp này."
            kept.append(
                Finding(file, message, remedy="Sửa các lỗi đã nêu rồi kiểm tra lại, hoặc lấy lại tệp từ bản lưu.")
            )
    return kept


def data_error(file: str | Path, message: str, **place: object) -> DataError:
    """A :class:`DataError` with a single finding about ``file`` (only its name is shown)."""
    return DataError([Finding(file=Path(file).name, message=message, **place)])  # type: ignore[arg-type]
