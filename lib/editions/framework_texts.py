"""What ``data/framework_texts.yaml`` must look like; :mod:`lib.web.framework.texts` reads it when the server starts.

There a broken file leaves Streamlit's own texts English: the gate says so before a server starts with it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from lib.base.documents import MARKUP, Strict, read_document

FILE = "framework_texts.yaml"
_INSERTION = re.compile(r"\$\{[^}]*\}")
#: What ends a literal of a script, or begins code in it.
_BREAKS_OUT = re.compile(r"[`\"'\\\n]|\$\{")

Word = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"\S")]
Code = Annotated[str, Field(min_length=1, max_length=5000)]


class Page(Strict):
    """The index page's words."""

    lang: str = Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")
    title: Word
    noscript: Word


class Texts(Strict):
    """Texts (English: Vietnamese) of the script files called ``files``."""

    seen: Word
    files: str = Field(pattern=r"^[\w*.?-]+\.js$")
    words: dict[Word, Word] = Field(min_length=1)

    @model_validator(mode="after")
    def _harmless(self) -> Texts:
        for english, word in self.words.items():
            foreign = set(_INSERTION.findall(word)) - set(_INSERTION.findall(english))
            if foreign or _BREAKS_OUT.search(_INSERTION.sub("", word)) or MARKUP.search(word):
                raise ValueError(f"“{english}”: bản dịch không được có nháy, gạch chéo ngược, thẻ hay mã lạ")
        return self


class Patch(Strict):
    """A piece of code of the script files called ``files``, and what it becomes."""

    name: Word
    files: str = Field(pattern=r"^[\w*.?-]+\.js$")
    before: Code = Field(alias="from")
    after: Code = Field(alias="to")


class FrameworkTexts(Strict):
    """The whole file."""

    page: Page
    texts: tuple[Texts, ...] = Field(min_length=1, strict=False)
    patches: tuple[Patch, ...] = Field(strict=False)

    @model_validator(mode="after")
    def _plain_page(self) -> FrameworkTexts:
        if MARKUP.search(self.page.title) or MARKUP.search(self.page.noscript):
            raise ValueError("page: không được có thẻ HTML")
        return self


def read_texts(path: Path) -> FrameworkTexts:
    """The file at ``path``. Raises :class:`lib.base.findings.DataError` with every finding."""
    return read_document(path, FrameworkTexts, markup=True, code=("patches",))
