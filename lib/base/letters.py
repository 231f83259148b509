"""Letters of text files: UTF-8 with or without a mark, any line ends; broken letters of every kind are told.

Every reader of files goes through here: tables, YAML documents, settings and saved sets refuse the same things.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from lib.base.findings import DataError, Finding, data_error, few

#: Texts are escaped where they are shown; a tag in one means a wrong file.
MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!]")
#: Files that are text whatever a system made of their line ends; all others are taken byte by byte.
_TEXT_FILES = {".csv", ".yaml", ".toml", ".json", ".geojson", ".md"}
# Control signs, those of no width or of another writing direction, halves of a sign, signs of private fonts.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
#: Code pages in which UTF-8 is opened by mistake: Windows', the command line's, the Macintosh's.
_PAGES = ("cp1252", "cp1258", "cp1250", "cp437", "cp850", "mac_roman", "latin-1")
_LETTERS = "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
#: Other signs of our files.
_SIGNS = "“”‘’–—…²³½±°«»→≥≤·"


def _doubled() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """UTF-8 read in another code page and saved again: "Tá»‰nh Nghá»‡ An", "tĂ¡m", "ß╗ç"; and the signs of which every such
    place has at least one, looked for first.
    """
    seen = set()
    for sign in _LETTERS + _LETTERS.upper() + _SIGNS:
        for page in _PAGES:
            # What a code page has no sign for is kept as a control sign.
            shown = "".join(
                bytes([byte]).decode(page, "replace").replace("\ufffd", chr(byte)) for byte in sign.encode()
            )
            seen.add(unicodedata.normalize("NFC", shown))
    # Also what is written where a word ends in a capital: "THỊ XÃ”", "XÃ" and a space that does not break.
    plain = {text for text in seen if len(text) < 2 or (text[0] in "ÃĂÂ" and text[1] in "“”‘’–—…\u00a0»")}
    parts = [re.escape(text) for text in sorted(seen - plain, key=len, reverse=True)]
    hints = {sign for text in seen for sign in text if not sign.isascii() and sign not in _LETTERS}
    plainest = [re.escape(text) for text in seen - plain if hints.isdisjoint(text)]
    # A byte may be lost on the way.
    found = re.compile("|".join([*parts, r"á[º»](?=[^\W\d_])", r"[ÃĂ][\u00a0“”–—…](?=[a-z])", "[a-zà-ỹ][ÃĂ]", "ï»¿"]))
    return found, re.compile("|".join([f"[{re.escape(''.join(sorted(hints)))}]", *sorted(plainest)]))


_DOUBLED, _HINT = _doubled()
# What TCVN3 or VNI bytes become when read as Latin text ("®iÒu", "S¬n", "daân").
_LEGACY = re.compile(
    "|".join(
        (
            "[äåæçëîïðñöøûüþÿÄÅÆÇËÎÏÐÑÖØÛÜÞßµ¸¶]",  # letters Vietnamese does not have
            "[a-zA-Z][¨©ª«¬®·¹»¼½¾§](?=[a-z])",  # a sign inside a word; between spaces it is an ordinary sign
            r'(?<![^\s,"])[®§](?=[a-zA-Z])',  # the same at a word's beginning
            "[aAeEoO]â|[eE][àáã]|a[àáãõ]",  # pairs of vowels Vietnamese never writes
        )
    )
)
# Letters that TCVN3 and VNI cannot give: a cell with one of them is Vietnamese, foreign names in it are quotations.
_UNICODE_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
# Foreign names have such letters too ("Müller und Björk"), but not in most of their words.
_LEGACY_HITS_A_CELL, _LEGACY_HITS_A_WORD = 2, 0.5
# A code page without a letter writes "?" for it: "t?nh", "Ngh? An", "?ông", "??". A real question mark ends a whole word.
_LOST = re.compile(
    r"[^\W\d_]\?+[^\W\d_]"  # inside a word
    r"|(?<!\w)(?:[bcdđghklmnpqrstvx]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)\?"  # after a beginning that is no word
    r"|(?<![\w?!.…\"'”’»)\]])\?+[^\W\d_]"  # at a word's beginning
    r"|(?<!\S)\?{2,}(?!\S)",  # a whole word
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s,\"]+://[^\s,\"]+|\S*\?\w+=\S*")

_RETYPE = "Gõ lại chỗ này bằng Unicode, hoặc lấy lại tệp từ bản lưu."


def decode(name: str, content: bytes, remedy: str, *, cells: bool = False) -> str:
    """The text of a UTF-8 file: without a byte-order mark, lines ended by ``\\n``, letters composed (Unicode NFC).

    Raises :class:`lib.base.findings.DataError` that names the rows that are not UTF-8 or whose letters are broken;
    ``remedy``: how such a file is saved again; ``cells``: signs that cannot be seen are looked for in each cell later.
    """
    if content[:4] == b"PK\x03\x04":
        raise data_error(name, "đây là tệp Excel hay Word đổi tên, không phải tệp chữ.", row=1, remedy=remedy)
    zeros = content.count(0)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or len(content) / 4 < zeros < len(content):
        raise data_error(name, "tệp mã hoá UTF-16, không phải UTF-8.", row=1, remedy=remedy)
    if zeros:
        row = content[: content.index(0)].count(b"\n") + 1
        message = "tệp có byte rỗng (NUL): bị hỏng khi chép hay lưu."
        raise data_error(name, message, row=row, remedy="Lấy lại tệp từ bản lưu.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        message = "tệp không phải UTF-8 (có thể là windows-1258, TCVN3 hoặc VNI)."
        raise data_error(name, message, row=row, remedy=remedy) from None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.isascii() or not cells:
        found = [
            Finding(name, told, row=row, remedy=f"{_RETYPE} {remedy}")
            for row, line in enumerate(text.split("\n"), start=1)
            if (told := _misread(line) or (None if cells else unseen(line)))
        ]
        if found:
            raise DataError(few(found))
    return text


def broken(text: str) -> tuple[str, str] | None:
    """What is wrong with the letters of a cell or an entry, and what to do; None if nothing is."""
    # Most cells are codes, numbers and dates.
    if text.isascii() and text.isprintable() and "?" not in text:
        return None
    if told := unseen(text) or _misread(text):
        return told, _RETYPE
    if "?" in text and (lost := _LOST.search(_ADDRESS.sub(" ", text))):
        return f"chữ Việt bị mất, còn lại dấu hỏi (“{_around(text, lost[0])}”).", _RETYPE
    return None


def unseen(text: str) -> str | None:
    """The first sign in ``text`` that cannot be seen, told with its code; None if there is none."""
    found = _UNSEEN.search(text)
    if not found:
        return None
    return f"có ký tự điều khiển không nhìn thấy được (U+{ord(found[0]):04X})."


def digest(path: Path) -> str:
    """SHA-256 of a file; a text's without byte-order mark and with plain line ends: a copy on another system is the same.

    Raises ``OSError`` for a file that cannot be read.
    """
    return digest_of(path.name, path.read_bytes())


def digest_of(name: str, content: bytes) -> str:
    """:func:`digest` of what a file called ``name`` holds, or will hold."""
    if Path(name).suffix.lower() in _TEXT_FILES:
        content = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return hashlib.sha256(content).hexdigest()


def _misread(line: str) -> str | None:
    """What is wrong with the letters of a line that was read in another code page, if anything."""
    if line.isascii():
        return None
    if "\ufffd" in line:
        return "chữ bị mất (có ký hiệu thay chữ hỏng, U+FFFD)."
    if _HINT.search(line) and (found := _DOUBLED.search(line)):
        return f"chữ Việt bị vỡ (“{_around(line, found[0])}”: UTF-8 mở như windows-1252 hay bảng mã khác rồi lưu lại)."
    for cell in line.split(","):
        if _UNICODE_VIETNAMESE.search(cell):
            continue
        hits = len(_LEGACY.findall(cell))
        if hits >= _LEGACY_HITS_A_CELL and hits > _LEGACY_HITS_A_WORD * len(cell.split()):
            return "chữ Việt theo bảng mã cũ (TCVN3 hoặc VNI)."
    return None


def _around(text: str, found: str) -> str:
    """A few letters on both sides of what was found."""
    place = text.find(found)
    shown = text[max(0, place - 10) : place + len(found) + 10]
    return "".join(sign if sign.isprintable() else "□" for sign in shown).strip()
