"""Recognising the names of districts and communes however they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_PREFIX = re.compile(r"^(thanh pho|thi xa|thi tran|huyen|phuong|xa|tp|tx|tt|h|p|x)[.\s]+")


def folded(text: str) -> str:
    """Lower case without accents, prefixes, tone marks or doubled spaces: ``Huyện Quỳ Hợp`` -> ``quy hop``.

    Composed and decomposed Unicode, ``Thái Hoà`` and ``Thái Hòa``, ``Quỳ`` and ``Quì`` fold to the same text.
    """
    plain = unicodedata.normalize("NFD", text.strip().lower().replace("đ", "d"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = " ".join(plain.replace("\N{NO-BREAK SPACE}", " ").split())
    plain = _PREFIX.sub("", plain)
    return re.sub(r"\bqui\b", "quy", plain)


def match_unit_name(text: str, names: Mapping[str, str]) -> str | None:
    """Code of the unit that ``text`` names, given name -> code; None when none or several fit."""
    wanted = folded(text)
    found = {code for name, code in names.items() if folded(name) == wanted}
    return found.pop() if len(found) == 1 else None
