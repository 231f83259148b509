"""What slides and documents share: clean text, an authority's own file as ground, the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

from lxml import etree

_TYPES = "[Content_Types].xml"
#: A template larger than this when unpacked is none that an office uses.
_MOST_BYTES = 200_000_000
_MOST_LETTERS = 1200
#: What XML cannot hold, what a line cannot, and marks that turn the reading direction of what follows.
_SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


#: What the libraries raise over a file that is broken, or is none of the kind.
UNREADABLE = (
    ValueError, OSError, zipfile.BadZipFile, etree.XMLSyntaxError, AttributeError, TypeError, NotImplementedError, RuntimeError,
)  # fmt: skip


def writable(text: str) -> str:
    """A text without what XML cannot hold and without marks that turn directions."""
    return _UNWRITABLE.sub("", text)


def clean(text: str, most: int = _MOST_LETTERS) -> str:
    """Plain text in one line: nothing that XML cannot hold or that turns directions; cut after ``most`` letters."""
    plain = writable(_SPACES.sub(" ", text)).strip(" ")
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def as_ordinary(path: Path, template: bytes, ordinary: bytes) -> bytes:
    """The bytes of an office file; one of content type ``template`` as the ``ordinary`` file it is a template of.

    Raises ``ValueError`` for macros and for what is far too large, ``OSError``, ``KeyError`` or ``zipfile.BadZipFile`` for
    what is no office file.
    """
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(entry.file_size for entry in package.infolist()) > _MOST_BYTES:
            raise ValueError("too large")
        types = package.read(_TYPES)
        if b"macroEnabled" in types:
            raise ValueError("has macros")
        if template not in types:
            return content
        changed = io.BytesIO()
        with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in package.infolist():
                data = types.replace(template, ordinary) if entry.filename == _TYPES else package.read(entry)
                target.writestr(entry.filename, data)
    return changed.getvalue()


def dated(content: bytes, day: date) -> bytes:
    """An office file with every part written at the beginning of ``day``: no clock is left in its bytes."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as package,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in package.namelist():
            entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Told by the system otherwise.
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            written.writestr(entry, package.read(name))
    return target.getvalue()
