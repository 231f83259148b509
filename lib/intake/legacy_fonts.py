"""Letters of fonts from before Unicode: TCVN3 (``.VnTime`` …) and VNI (``VNI-Times`` …), as Unicode.

Such a text is stored as signs of Latin-1 that only its font draws as Vietnamese: "hé nghÌo" for "hộ nghèo" in TCVN3, "hoä
ngheøo" in VNI. Which signs they are is told by the cell's font alone.
"""

from __future__ import annotations

import re
import unicodedata

TCVN3, TCVN3_CAPITALS, VNI = "TCVN3", "TCVN3 chữ hoa", "VNI"

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng

# A vowel and its five toned forms, in the order of _TONES, as codes of TCVN 5712:1993 (third character set).
_TCVN3_VOWELS = {
    "a": (0x61, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9),
    "ă": (0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
    "â": (0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB),
    "e": (0x65, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
    "ê": (0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6),
    "i": (0x69, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
    "o": (0x6F, 0xDF, 0xE1, 0xE2, 0xE3, 0xE4),
    "ô": (0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
    "ơ": (0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE),
    "u": (0x75, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
    "ư": (0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9),
    "y": (0x79, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
}
# Capitals without a tone; those with one are drawn by fonts of capitals from the codes of the small letters.
_TCVN3_OTHERS = dict(zip("đĂÂÊÔƠƯĐ", map(chr, (0xAE, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7)), strict=True))

# VNI: a letter and a sign after it. Signs of tones alone, of tones over a circumflex and over a breve.
_VNI_PLAIN = dict(zip(_TONES, "øûõùï", strict=True))
_VNI_CIRCUMFLEX = {"": "â", **dict(zip(_TONES, "àåãáä", strict=True))}
_VNI_BREVE = {"": "ê", **dict(zip(_TONES, "èúüéë", strict=True))}
#: Letters with a code of their own; horned vowels take the plain tones after it.
_VNI_SINGLE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def _composed(letter: str, tone: str) -> str:
    return unicodedata.normalize("NFC", letter + tone)


def _tcvn3() -> dict[str, str]:
    table = {code: letter for letter, code in _TCVN3_OTHERS.items()}
    for vowel, codes in _TCVN3_VOWELS.items():
        table |= {chr(code): _composed(vowel, tone) for code, tone in zip(codes, ("", *_TONES), strict=True)}
    return {code: letter for code, letter in table.items() if not code.isascii()}


def _vni() -> dict[str, str]:
    small = {code: letter for letter, code in _VNI_SINGLE.items()}
    for vowel in "aeouy":
        small |= {
            vowel + sign: _composed(vowel, tone) for tone, sign in _VNI_PLAIN.items() if vowel + tone != "y\u0323"
        }
    for vowel in "aeo":
        small |= {vowel + sign: _composed(vowel, "\u0302" + tone) for tone, sign in _VNI_CIRCUMFLEX.items()}
    small |= {"a" + sign: _composed("a", "\u0306" + tone) for tone, sign in _VNI_BREVE.items()}
    for horned in "ơư":
        small |= {_VNI_SINGLE[horned] + sign: _composed(horned, tone) for tone, sign in _VNI_PLAIN.items()}
    table = dict(small)
    for code, letter in small.items():
        # The sign is higher over a capital; hands that forget that are met.
        table |= {code.upper(): letter.upper(), code[0].upper() + code[1:]: letter.upper()}
    return table


_FROM_TCVN3, _FROM_VNI = _tcvn3(), _vni()
_VNI_CODES = re.compile("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)))
#: Pairs of vowels that Vietnamese never writes; "oà" and "oá" it does.
_ONLY_VNI = re.compile("[aey][øùûõïâàåãáäèúüéë]|o[øùûõïâåä]|u[øùûõï]", re.IGNORECASE)
_VIETNAMESE = frozenset("".join((*_FROM_TCVN3.values(), *_FROM_VNI.values())).lower()) | frozenset(
    "".join((*_FROM_TCVN3.values(), *_FROM_VNI.values())).upper()
)
#: Signs of each coding that are no letters of Vietnamese in Unicode.
_OLD_SIGNS = {
    TCVN3: frozenset(_FROM_TCVN3) - _VIETNAMESE,
    TCVN3_CAPITALS: frozenset(_FROM_TCVN3) - _VIETNAMESE,
    VNI: frozenset("".join(_FROM_VNI)) - _VIETNAMESE,
}
#: Signs that stand in texts of any kind and are no letters.
_NEUTRAL = frozenset("–—‘’“”…•\u00a0\u2009\u202f\u200b\u200c\u200d\u2060\ufeff")


def coding(font: str) -> str | None:
    """The coding of a font by its name: :data:`TCVN3`, :data:`TCVN3_CAPITALS`, :data:`VNI`; None of a font of Unicode."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return TCVN3_CAPITALS if name.endswith("h") else TCVN3
    return VNI if name.startswith(("vni-", "vni ")) else None


def converted(text: str, code: str) -> tuple[str, str]:
    """A text of the coding ``code`` in Unicode, and the signs (each once) that the coding does not know: they stay."""
    if code == VNI:
        rest = _VNI_CODES.sub("", text)
        read = _VNI_CODES.sub(lambda found: _FROM_VNI[found[0]], text)
    else:
        rest = "".join(sign for sign in text if sign not in _FROM_TCVN3)
        read = "".join(_FROM_TCVN3.get(sign, sign) for sign in text)
        if code == TCVN3_CAPITALS:
            read = read.upper()
    return read, "".join(dict.fromkeys(sign for sign in rest if not sign.isascii() and sign not in _NEUTRAL))


def sort_of(text: str, code: str) -> str:
    """What a text in a font of ``code`` is by its signs: ``plain`` (ASCII alone), ``old``, ``unicode``,
    ``either``, or ``mixed``.

    People paste Unicode into cells that keep an old font: letters beyond Latin-1 tell it. Signs that Vietnamese does not
    have in Unicode tell the old coding. "Xã" is a word in both ("Xó" in TCVN3).
    """
    signs = [s for s in unicodedata.normalize("NFC", text) if not s.isascii() and s not in _NEUTRAL]
    if not signs:
        return "plain"
    if any(ord(s) > 0xFF and s in _VIETNAMESE for s in signs):
        # Systems set to Vietnamese kept some signs of the old codings as letters of Unicode ("ă" for "ã").
        return "mixed" if not _OLD_SIGNS[code].isdisjoint(signs) else "unicode"
    if code == VNI and _ONLY_VNI.search(text):
        return "old"
    return "either" if all(s in _VIETNAMESE for s in signs) else "old"
