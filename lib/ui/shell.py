"""Words and pages that are there before any edition of the data is (``shell.yaml``)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from lib.base.documents import Strict, read_document
from lib.base.paths import ROOT

FILE = Path(__file__).with_name("shell.yaml")
Word = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]


class PageEntry(Strict):
    """A page: its code (file name and address), Vietnamese title and icon; ``former``: addresses it had before.

    The first one is shown at the root.
    """

    code: str = Field(pattern=r"^[a-z_]+$")
    title: Word
    icon: str = Field(pattern=r"^:material/\w+:$")
    former: tuple[Annotated[str, Field(pattern=r"^\w+$")], ...] = Field(default=(), strict=False)

    @property
    def path(self) -> str:
        """Its address after the root's slash; empty for the first page."""
        return "" if self == SHELL.pages[0] else self.code

    @property
    def file(self) -> str:
        """Its script."""
        return f"pages/{self.code}.py"


class Faults(Strict):
    """What is said when a page, or every page, cannot be shown."""

    page: Word
    nothing: Word
    address: Word
    more: Annotated[str, Field(pattern=r"^[^{}]*\{count\}[^{}]*$")]


class Shell(Strict):
    """The whole file."""

    product: Word
    pages: list[PageEntry] = Field(min_length=1)
    faults: Faults

    @model_validator(mode="after")
    def _the_pages_there_are(self) -> Shell:
        """Every page has its script and every script its page; an address leads to one page."""
        codes, scripts = [page.code for page in self.pages], {path.stem for path in (ROOT / "pages").glob("*.py")}
        if strange := sorted(set(codes) - scripts):
            raise ValueError(f"không có trang “{', '.join(strange)}”")
        if lost := sorted(scripts - set(codes)):
            raise ValueError(f"thiếu trang “{', '.join(lost)}”")
        addresses = [address for page in self.pages for address in (page.code, *page.former)]
        if twice := sorted({address for address in addresses if addresses.count(address) > 1}):
            raise ValueError(f"địa chỉ “{', '.join(twice)}” có hai lần")
        return self


def read_shell(path: Path = FILE) -> Shell:
    """The file at ``path``. Raises :class:`lib.base.findings.DataError` with every finding."""
    return read_document(path, Shell)


SHELL = read_shell()
