"""Texts of the data where Markdown is read: shown letter by letter, whatever signs they hold."""

from __future__ import annotations

import re

#: Signs that mean something anywhere; those that do so before a word, in an address or at a line's beginning.
_SIGNS = re.compile(
    r"[\\`*_{}\[\]<>#$|~@]|:(?=[\w+/-])|&(?=[#\w])|(?<=www)\.|(?<=\d)[.)](?=\s|$)|^[-+=](?=[-+=\s]|$)", re.MULTILINE
)


def plain(text: str) -> str:
    """``text`` written so that no Markdown, LaTeX, HTML, sign name, colour or link in it is rendered."""
    return _SIGNS.sub(r"\\\g<0>", text)
