"""Words and pages that are there before any edition of the data is (``shell.yaml``)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from lib.base.documents import Strict, read_document


class PageEntry(Strict):
    """A page: its code (file name and address), Vietnamese title and icon; ``former``: addresses it had before.

    The first one is shown at the root.
    """

    code: str = Field(pattern=r"^[a-z_]+$")
    title: str = Field(min_length=1)
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

    page: str
    nothing: str
    more: str


class Shell(Strict):
    """The whole file."""

    product: str
    pages: list[PageEntry] = Field(min_length=1)
    faults: Faults


SHELL = read_document(Path(__file__).with_name("shell.yaml"), Shell)
