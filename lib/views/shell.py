"""Words and pages that are there before any edition of the data is (``shell.yaml``)."""

from __future__ import annotations

from pydantic import Field

from lib.base.documents import read_document
from lib.editions import shell


class PageEntry(shell.Page):
    """A page of the running product."""

    @property
    def path(self) -> str:
        """Its address after the root's slash; empty for the first page."""
        return "" if self == SHELL.pages[0] else self.code

    @property
    def file(self) -> str:
        """Its script."""
        return f"pages/{self.code}.py"


class Shell(shell.Shell):
    """The whole file."""

    pages: tuple[PageEntry, ...] = Field(min_length=1, strict=False)


SHELL = read_document(shell.FILE, Shell)
