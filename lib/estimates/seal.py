"""The seal of the estimates: what they were made from, and what was made (``data/estimates_seal.json``).

Estimates that do not belong to the ledger beside them are refused, row by row: a changed figure is looked at and
estimated anew before anybody sees it. Files made by the machine and changed by hand are refused too.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from lib.base import letters
from lib.base.findings import DataError, Finding, data_error
from lib.base.tables import read_table

FILE = "estimates_seal.json"
#: Changed rows told one by one; the rest is counted.
_TOLD = 20
_DIGITS = 10
#: What a spreadsheet program makes of the flags.
_FLAGS = {"TRUE": "true", "FALSE": "false", "True": "true", "False": "false"}
#: A number with decimals that say nothing, which it loses or gains there: 7.80, 2021.0.
_PADDED = re.compile(r"(-?\d+)(?:\.0*|(\.\d*?[1-9])0+)")


def sealed(directory: Path, tables: Iterable[str], documents: Iterable[str], outputs: Mapping[str, bytes]) -> bytes:
    """The content of a seal of ``outputs`` (name -> content) as made from ``tables`` and ``documents`` in ``directory``."""
    content = {
        "tables": {name: _rows(directory / name) for name in tables},
        "documents": {name: _digest(directory / name) for name in documents},
        "outputs": {name: _digest_of(name, content) for name, content in outputs.items()},
    }
    return (json.dumps(content, indent=1) + "\n").encode()


def broken(
    directory: Path,
    tables: Iterable[str],
    documents: Iterable[str],
    outputs: Iterable[str],
    file: str = FILE,
    *,
    again: str = "python -m lib estimate",
) -> list[Finding]:
    """What has changed since the seal was written, each with file, row and remedy; empty when nothing has.

    Files that cannot be read are left to those who read them. ``again`` is the command that makes the outputs anew.
    """
    tables, documents, outputs = tuple(tables), tuple(documents), tuple(outputs)
    changed = f"Nếu thay đổi này đúng, chạy: {again}; nếu không, lấy lại tệp từ bản lưu."
    remake = f"Đây là tệp máy tính ra, không sửa tay. Lấy lại từ bản lưu, hoặc chạy: {again}."
    try:
        sealed = json.loads(letters.decode(file, (directory / file).read_bytes(), remake))
        parts = [sealed["tables"], sealed["documents"], sealed["outputs"]]
        wanted = (set(tables), set(documents), set(outputs))
        known = all(isinstance(part, dict) and set(part) == names for part, names in zip(parts, wanted, strict=True))
        known = known and all(isinstance(digest, str) for part in parts for digest in part.values())
    except DataError as error:
        return list(error.findings)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        known = False
    if not known:
        return list(data_error(file, "không đọc được dấu niêm của các ước tính.", remedy=remake).findings)
    found: list[Finding] = []
    for name in tables:
        found += _changed_rows(directory / name, str(sealed["tables"].get(name, "")), changed)
    for name in documents:
        if _digest(directory / name) not in ("", sealed["documents"].get(name)):
            found.append(Finding(name, "tệp đã đổi từ lần tính trước.", remedy=changed))
    for name in outputs:
        if _digest(directory / name) not in ("", sealed["outputs"].get(name)):
            found.append(Finding(name, "tệp không còn như lúc máy ghi ra.", remedy=remake))
    return found


def new_rows(directory: Path, name: str, file: str = FILE) -> set[int]:
    """Spreadsheet rows of a sealed table that are new or changed since; none where the seal cannot be read."""
    try:
        sealed = json.loads(letters.decode(file, (directory / file).read_bytes(), ""))["tables"][name]
        left, table = Counter(str(sealed).split()), read_table(directory / name, may_be_empty=True)
    except (DataError, OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()
    found = set()
    for row, digest in zip(["1", *table.index], _rows(directory / name).split(), strict=True):
        if left[digest]:
            left[digest] -= 1
        else:
            found.add(int(row))
    return found


def _changed_rows(path: Path, sealed: str, remedy: str) -> list[Finding]:
    try:
        table = read_table(path, may_be_empty=True)
    except DataError:
        return []
    left = Counter(sealed.split())
    found = []
    for row, digest in zip(["1", *table.index], _rows(path).split(), strict=True):
        if left[digest]:
            left[digest] -= 1
        else:
            message = "dòng này mới hoặc đã đổi từ lần ước tính trước."
            found.append(Finding(path.name, message, row=int(row), remedy=remedy))
    if len(found) > _TOLD:
        rest = len(found) - _TOLD
        found = [*found[:_TOLD], Finding(path.name, f"còn {rest} dòng khác mới hoặc đã đổi.", remedy=remedy)]
    missing = sum(left.values())
    if missing > len(found):
        message = f"{missing} dòng của lần ước tính trước không còn hoặc đã đổi."
        found.append(Finding(path.name, message, remedy=remedy))
    return found


def _rows(path: Path) -> str:
    """A short digest of the header and of each row's cells (:func:`_line`)."""
    table = read_table(path, may_be_empty=True)
    return " ".join(_line(line)[:_DIGITS] for line in [list(table.columns), *table.to_numpy().tolist()])


def _line(cells: Iterable[object]) -> str:
    """The digest of a row: another quoting or line end, TRUE for true, 7.8 for 7.80 is no change."""
    return hashlib.sha256("\x1f".join(_plain(str(cell).strip()) for cell in cells).encode()).hexdigest()


def _plain(cell: str) -> str:
    padded = _PADDED.fullmatch(cell)
    return padded[1] + (padded[2] or "") if padded else _FLAGS.get(cell, cell)


def _digest(path: Path) -> str:
    try:
        return _digest_of(path.name, path.read_bytes())
    except OSError:
        return ""


def _digest_of(name: str, content: bytes) -> str:
    """The digest of a file's content: a table's is that of its rows as :func:`_line` sees them."""
    if not name.endswith(".csv"):
        return letters.digest_of(name, content)
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return letters.digest_of(name, content)
    return hashlib.sha256("\n".join(_line(cells) for cells in lines if any(map(str.strip, cells))).encode()).hexdigest()
