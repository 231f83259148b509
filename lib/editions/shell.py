"""What ``lib/ui/shell.yaml`` must look like; :mod:`lib.views.shell` reads it when the server starts.

There a broken file leaves nothing to show: the gate says so before a server starts with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from lib.base.documents import Strict, read_document
from lib.base.findings import DataError, Finding
from lib.base.paths import ROOT

FILE = ROOT / "lib" / "ui" / "shell.yaml"
Word = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]


class Page(Strict):
    """A page: its code (file name and address), Vietnamese title and icon; ``former``: addresses it had before."""

    code: str = Field(pattern=r"^[a-z_]+$")
    title: Word
    icon: str = Field(pattern=r"^:material/\w+:$")
    former: tuple[Annotated[str, Field(pattern=r"^\w+$")], ...] = Field(default=(), strict=False)


class Faults(Strict):
    """What is said when a page, or every page, cannot be shown; ``file_...``: why a file could not be made."""

    page: Word
    nothing: Word
    address: Word
    method: Word
    foreign: Word
    unknown: Word
    file_data: Word
    file_busy: Word
    file_slow: Word
    file_given: Word
    file_gone: Word
    file_unknown: Word
    file_large: Word
    more: Annotated[str, Field(pattern=r"^[^{}]*\{count\}[^{}]*$")]


class Shell(Strict):
    """The whole file. The first page is shown at the root; ``scenes``: a meeting's, in their order."""

    product: Word
    pages: tuple[Page, ...] = Field(min_length=1, strict=False)
    scenes: tuple[Annotated[str, Field(pattern=r"^[a-z_]+$")], ...] = Field(min_length=1, strict=False)
    faults: Faults

    @model_validator(mode="after")
    def _the_pages_there_are(self) -> Shell:
        """Every page and scene has its module and every module its place; an address leads to one page."""
        for what, codes, directory in (
            ("trang", [page.code for page in self.pages], "pages"), ("cảnh", list(self.scenes), "meeting/scenes"),
        ):  # fmt: skip
            modules = {path.stem for path in (ROOT / "lib" / "views" / directory).glob("[a-z]*.py")}
            if strange := sorted(set(codes) - modules):
                raise ValueError(f"không có {what} “{', '.join(strange)}”")
            if lost := sorted(modules - set(codes)):
                raise ValueError(f"thiếu {what} “{', '.join(lost)}”")
            if len(set(codes)) < len(codes):
                raise ValueError(f"có {what} hai lần")
        addresses = [address for page in self.pages for address in (page.code, *page.former)]
        if twice := sorted({address for address in addresses if addresses.count(address) > 1}):
            raise ValueError(f"địa chỉ “{', '.join(twice)}” có hai lần")
        return self


def shell_findings(path: Path = FILE) -> list[Finding]:
    """What is wrong with the file at ``path``."""
    try:
        read_document(path, Shell)
    except DataError as error:
        return list(error.findings)
    return []
