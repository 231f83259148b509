"""XML of a workbook's parts, read as a stream: no tree is built, a document type or an entity is refused."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from lib.intake.opening_bounds import DEEPEST, LONGEST_TAG, TAKE_AGAIN, broken, refusal
from lib.intake.opening_zip import Package

Attributes = dict[str, str]
_CHUNK = 1 << 16
# A cell with a style at most; the one after it must say where it stands itself.
_BLANK = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")?/>(?=<c r="|</row>)')
# A row left without cells that is not hidden (nor of no height), likewise.
_BLANK_ROW = re.compile(
    rb'<row r="[0-9]{1,7}"(?: (?:(?:spans|s|customFormat|customHeight|x14ac:dyDescent)="[0-9.:]*"|ht="[1-9][0-9.]*"))*'
    rb'(?:/>|></row>)(?=<row r="|</sheetData>)'
)


def walk(
    package: Package,
    part: str,
    attach: Callable[[expat.XMLParserType], None],
    sift: Callable[[bytes], bytes] = lambda chunk: chunk,
) -> None:
    """Read a part once; ``attach`` sets the handlers; ``sift`` takes out of each chunk what need not be parsed.

    Raises :class:`lib.base.findings.DataError` for what is no XML, is cut short, or declares a document type: entities
    that stand for others, or for files of this machine, are nowhere else declared.
    """

    def forbidden(*_: object) -> NoReturn:
        message = "tệp khai báo DTD hay thực thể XML (ENTITY), Excel không bao giờ ghi như vậy: không đọc."
        raise refusal(package.name, message, TAKE_AGAIN)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = forbidden
    parser.EntityDeclHandler = forbidden
    parser.ExternalEntityRefHandler = forbidden
    attach(parser)
    fed = 0
    try:
        with package.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                chunk = sift(chunk)
                parser.Parse(chunk, False)
                fed += len(chunk)
                # A tag is kept until it is whole.
                if fed - parser.CurrentByteIndex > LONGEST_TAG:
                    raise broken(package.name, part)
        parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError):
        raise broken(package.name, part) from None


def without_blanks(chunk: bytes) -> bytes:
    """A chunk of a sheet without most of its blank cells and rows: a sheet styled to its end has millions of them."""
    return chunk if b"CDATA" in chunk else _BLANK_ROW.sub(b"", _BLANK.sub(b"", chunk))


def elements(package: Package, part: str, seen: Callable[[tuple[str, ...], Attributes], None]) -> None:
    """Tell each element of a small part by its path of local names, with its attributes' local names."""
    path: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        path.append(local(tag))
        if len(path) > DEEPEST:
            raise broken(package.name, part)
        seen(tuple(path[-3:]), {local(key): value for key, value in attributes.items()})

    def end(_: str) -> None:
        path.pop()

    def attach(parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = start
        parser.EndElementHandler = end

    walk(package, part, attach)


def local(name: str) -> str:
    """A name without the prefix of its namespace."""
    return name.rpartition(":")[2]
