"""Errors that a data officer can act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One thing wrong with an input, in Vietnamese, with the place where it stands.

    ``row`` is the line number as a spreadsheet or text editor shows it (header = 1).
    """

    file: str
    message: str
    row: int | None = None
    column: str | None = None
    sheet: str | None = None
    remedy: str = ""

    def __str__(self) -> str:
        place = [f"Tệp {self.file}"]
        if self.sheet:
            place.append(f"trang tính {self.sheet}")
        if self.row is not None:
            place.append(f"dòng {self.row}")
        if self.column:
            place.append(f"cột {self.column}")
        text = f"{', '.join(place)}: {self.message}"
        return f"{text} {self.remedy}".strip()


class DataError(ValueError):
    """Input that must not be used. Carries every finding, not just the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        if not self.findings:
            raise ValueError("a DataError needs at least one finding")
        super().__init__("\n".join(str(finding) for finding in self.findings))


def data_error(file: str | Path, message: str, **place: object) -> DataError:
    """A :class:`DataError` with a single finding about ``file`` (only its name is shown)."""
    return DataError([Finding(file=Path(file).name, message=message, **place)])  # type: ignore[arg-type]
