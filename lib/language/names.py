"""Recognising the names of districts and communes however they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

#: Grave, acute, tilde, hook above, dot below: the tones. Other marks (â, ă, ơ, ...) make another letter.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_KINDS = (
    "thành phố",
    "thị xã",
    "thị trấn",
    "tỉnh",
    "huyện",
    "phường",
    "xã",
    "tp",
    "t p",
    "tx",
    "t x",
    "tt",
    "t t",
    "h",
    "p",
    "x",
)
_SEPARATORS = re.compile(r"[\s.,_\-\u200b\ufeff]+")
#: A lone i and y after these consonants are two spellings of one sound: Quì, Quỳ; Kì, Kỳ; Mĩ, Mỹ.
_I_AS_Y = re.compile(r"^(h|k|l|m|s|t|qu)i(?=[" + _TONES + r"]*$)")
#: Letters that look like a Vietnamese one: Eth and African D are typed for Đ, the other two stand in old files for ư and ĩ.
#: The browser reads them alike (`assets/shared/search.js`).
_LOOK_ALIKES = str.maketrans({"\u00f0": "đ", "\u0256": "đ", "\u01a3": "ư", "\u01bf": "ĩ"})


def spelled(text: str) -> str:
    """One spelling of a name, accents kept: lower case, without the kind of unit, tone after its syllable.

    Composed and decomposed Unicode, ``Ðô Lương`` with an Eth, ``Thái Hoà`` and ``Thái Hòa``, ``H. Quì Hợp`` and ``Huyện Quỳ Hợp`` give the
    same text.
    """
    syllables = _syllables(text)
    for kind in _KIND_SYLLABLES:
        if len(syllables) > len(kind) and syllables[: len(kind)] == kind:
            syllables = syllables[len(kind) :]
            break
    return " ".join(syllables)


def name_key(name: str) -> tuple[str, str]:
    """Kind and name of a unit as written in full; two spellings of one name give the same."""
    return name.split()[0].lower(), spelled(name)


def folded(text: str) -> str:
    """As :func:`spelled` but without any accent: ``Huyện Quỳ Hợp`` -> ``quy hop``."""
    return unaccented(spelled(text))


def match_unit_name(text: str, names: Mapping[str, str]) -> str | None:
    """Code of the unit that ``text`` names, given name -> code; None when none or several fit.

    A name that fits with its accents wins over names that fit only without them.
    """
    for key in (spelled, folded):
        found = {code for name, code in names.items() if key(name) == key(text)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _syllables(text: str) -> list[str]:
    return [_syllable(part) for part in _SEPARATORS.split(_decomposed(text)) if part]


def _decomposed(text: str) -> str:
    """Small letters, each followed by its marks; full-width and other forms of a letter as the letter itself."""
    # Some letters are told from their small ones only when they are decomposed.
    whole = unicodedata.normalize("NFKD", text).lower().translate(_LOOK_ALIKES)
    return unicodedata.normalize("NFD", whole)


def _syllable(text: str) -> str:
    text = _I_AS_Y.sub(r"\1y", text)
    tones = "".join(c for c in text if c in _TONES)
    return "".join(c for c in text if c not in _TONES) + tones


def unaccented(text: str) -> str:
    """Lower-case text with plain letters only: ``Quỹ đạo`` -> ``quy dao``."""
    return "".join(c for c in _decomposed(text).replace("đ", "d") if not unicodedata.category(c).startswith("M"))


def plain_name(text: str) -> str:
    """A name for files: lower-case ASCII letters and digits, anything else a single hyphen: ``Kỳ Sơn`` -> ``ky-son``."""
    return re.sub(r"[^a-z0-9]+", "-", unaccented(text)).strip("-")


_KIND_SYLLABLES = [
    syllables for kind in _KINDS for syllables in (_syllables(kind), [unaccented(part) for part in _syllables(kind)])
]
