"""Single faults over every input file, for the gate to refuse: ``python -m tests.faults`` tries all of them.

A fault is what happens to files in real life: half a download, a table saved by a spreadsheet in another form, a slip of
the pen in one cell, a row lost, two codes exchanged, a file of another kind under the same name. All of them are made from
the real files, the same ones every time.

``deep`` faults of the ledger must be refused by the rules between its tables alone, without the seal that refuses any
changed row: the seal says "something changed", and a data officer who estimates again would seal the mistake. For the
estimates and the boundaries ``deep`` means the same: refused by their own rules, with fresh digests beside them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import multiprocessing
import re
import shutil
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

import numpy as np

from lib.base.findings import DataError, Finding
from lib.base.paths import DATA_DIR, GEO_DIR, ROOT
from lib.base.settings import FILE as SETTINGS
from lib.base.settings import setting
from lib.editions import edition, framework_texts, installation, shell
from lib.editions.edition import Place
from lib.estimates import parameters, store
from lib.geography import boundaries
from lib.language import catalogue, display
from lib.ledger import load_ledger, reading
from lib.ledger.schemas import SCHEMAS

Change = Callable[[Path, Path], None]
Rows = list[list[str]]

LEDGER = tuple(SCHEMAS)
DOCUMENTS = ("display.yaml", "estimation.yaml", "framework_texts.yaml", "texts.yaml", "wording.yaml")
SEALS = ("calibration_seal.json", "estimates_seal.json")
LAYERS = ("communes_2025.geojson", "context.geojson", "districts_2021.geojson", "districts_2024.geojson")
SHELL = shell.FILE.name
GEO = (*LAYERS, "checksums.csv", "official_areas.csv")
DRAWS = store.DRAWS
TABLES = tuple(sorted(path.name for path in DATA_DIR.glob("*.csv"))) + ("checksums.csv", "official_areas.csv")
#: May have a header alone: nothing was left out at present.
MAY_BE_EMPTY = ("left_out.csv", "estimate_record.csv", "award_conditions.csv", "award_scores.csv")

VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
#: Words of libraries' own messages; quoted content of the files ("…") may be in any language.
ENGLISH = re.compile(
    r"\b(invalid|error|errno|expected|missing|unknown|must|not found|cannot|could|should|failed|line \d|exception"
    r"|traceback|none of|duplicate|unexpected)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile("“[^”]*”")


@dataclass(frozen=True)
class Fault:
    """A fault: the files a finding may name (the broken one first), what happened, and how to make it in copies."""

    id: str
    files: tuple[str, ...]
    description: str
    apply: Change
    deep: bool = False

    @property
    def kind(self) -> str:
        """What happened, without where: the second part of the id."""
        return self.id.split("/")[1]


@cache
def faults() -> tuple[Fault, ...]:
    """All faults, in the same order every time. Their ids are unique."""
    return (
        *_file_faults(),
        *_table_faults(),
        *_row_faults(),
        *_observation_faults(),
        *_estimate_faults(),
        *_judgement_faults(),
        *_document_faults(),
        *_seal_faults(),
        *_layer_faults(),
        *_settings_faults(),
        *_shell_faults(),
        *_letter_faults(),
    )


# Trying


def copy_inputs(root: Path) -> Place:
    """Copies of all inputs below ``root``: a fault may write into them."""
    place = Place(root / "data", root / "geo")
    for source, target in ((DATA_DIR, place.data), (GEO_DIR, place.geo)):
        target.mkdir(parents=True)
        for path in source.glob("*.*"):
            shutil.copyfile(path, target / path.name)
    shutil.copyfile(ROOT / SETTINGS, root / SETTINGS)
    shutil.copyfile(shell.FILE, root / SHELL)
    return place


def trial(fault: Fault, root: Path) -> list[str]:
    """What the gate does wrong about a fault; nothing when it refuses it as it should. ``root``: an empty directory."""
    place = copy_inputs(root)
    fault.apply(place.data, place.geo)
    wrong = _refusal(fault, lambda: _load(fault, place), "gate")
    if fault.deep:
        wrong += _refusal(fault, lambda: _load_deep(fault, place), "rules alone")
    return wrong


@contextmanager
def quick() -> Iterator[None]:
    """While this lasts, parts whose files are the original ones are read once a process: a fault breaks few of them."""
    with ExitStack() as stack:
        for module, name, files in (
            (edition, "load_ledger", LEDGER),
            (reading, "load_table", ()),
            (edition, "load_table", ()),
            (parameters, "read_parameters", ()),
            (display, "read_display", ()),
            (framework_texts, "read_texts", ()),
            (catalogue, "read_catalogue", catalogue.FILES),
            (boundaries, "load_layer", ()),
            (boundaries, "load_context", (boundaries.CONTEXT,)),
        ):
            stack.enter_context(patch.object(module, name, _remembered(getattr(module, name), files)))
        yield


def _remembered(read: Callable[..., object], files: tuple[str, ...]) -> Callable[..., object]:
    """``read`` (of a file, or of ``files`` in a directory), looked up where all it reads is as it always is."""
    kept: dict[str, object] = {}

    def call(path: Path, *arguments: object, **options: object) -> object:
        paths = [path / name for name in files] or [path]
        if not all(part.is_file() and part.read_bytes() == _original(part.name) for part in paths):
            return read(path, *arguments, **options)
        if path.name not in kept:
            kept[path.name] = read(path, *arguments, **options)
        return kept[path.name]

    return call


def _load(fault: Fault, place: Place) -> None:
    if fault.files[0] == SETTINGS:
        path = place.data.parent / SETTINGS
        setting("data", "directory", path)
        with patch.object(installation, "setting", lambda section, key: setting(section, key, path)):
            _refused(installation.setting_findings())
    elif fault.files[0] == SHELL:
        _refused(shell.shell_findings(place.data.parent / SHELL))
    else:
        edition.load_edition(place)


def _refused(findings: list[Finding]) -> None:
    if findings:
        raise DataError(findings)


def _load_deep(fault: Fault, place: Place) -> None:
    if fault.files[0] in (store.TABLE, DRAWS):
        store.read(place.data, parameters.read_parameters(place.data / parameters.FILE))
    elif fault.files[0] == parameters.FILE:
        parameters.read_parameters(place.data / parameters.FILE)
    else:
        load_ledger(place.data)


def _refusal(fault: Fault, load: Callable[[], None], where: str) -> list[str]:
    try:
        load()
    except DataError as error:
        return [f"{where}: {problem}" for finding in error.findings for problem in _problems(fault, finding)]
    except Exception as error:  # anything else reaches the officer as a traceback
        return [f"{where}: {type(error).__name__}: {error}"]
    return [f"{where}: ACCEPTED"]


def _problems(fault: Fault, finding: Finding) -> Iterator[str]:
    if finding.file not in fault.files:
        yield f"names {finding.file}: {finding}"
    if not finding.remedy.strip():
        yield f"no remedy: {finding}"
    if not VIETNAMESE.search(_QUOTED.sub("", finding.message)):
        yield f"not Vietnamese: {finding}"
    if ENGLISH.search(_QUOTED.sub("", f"{finding.message} {finding.remedy}")):
        yield f"English: {finding}"


def sample() -> tuple[Fault, ...]:
    """Some of the faults, the same every time: every file, every family of kinds, and every so many of all."""
    seen: set[str] = set()
    chosen = {fault.id: fault for fault in faults()[::_STRIDE]}
    for fault in sorted(faults(), key=lambda fault: _digest(fault.id)):
        new = {fault.files[0], fault.kind.split("_")[0]} - seen
        if new:
            seen |= {fault.files[0], fault.kind.split("_")[0]}
            chosen[fault.id] = fault
    return tuple(chosen.values())


#: A prime: a stride that does not meet the same kind each time.
_STRIDE = 61


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


# Whole files


def _path(data: Path, geo: Path, name: str) -> Path:
    return data.parent / name if name in (SETTINGS, SHELL) else (geo if name in GEO else data) / name


@cache
def _original(name: str) -> bytes:
    return (shell.FILE if name == SHELL else _path(DATA_DIR, GEO_DIR, name)).read_bytes()


def _bytes(name: str, change: Callable[[bytes], bytes]) -> Change:
    def apply(data: Path, geo: Path) -> None:
        path = _path(data, geo, name)
        path.write_bytes(change(path.read_bytes()))

    return apply


def _removed(name: str) -> Change:
    return lambda data, geo: _path(data, geo, name).unlink()


def _directory(name: str) -> Change:
    def apply(data: Path, geo: Path) -> None:
        path = _path(data, geo, name)
        path.unlink()
        path.mkdir()

    return apply


def _windows_1258(content: bytes) -> bytes:
    text = unicodedata.normalize("NFD", content.decode())
    return (text if not text.isascii() else f"{text}\nNghệ An\n").encode("cp1258", errors="ignore")


def _utf_16(content: bytes) -> bytes:
    return content.decode().encode("utf-16")


def _without_last_line(content: bytes) -> bytes:
    return b"".join(content.splitlines(keepends=True)[:-1])


def _in_the_middle(content: bytes) -> bytes:
    # Within a line: half a download never ends at its end.
    middle = len(content) // 2
    while middle > 1 and content[middle - 1 : middle + 1].count(b"\n"):
        middle -= 1
    return content[:middle]


def _junk_rows(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    row = lines[min(1, len(lines) - 1)].rstrip(b"\r\n")
    return lines[0] + b"".join(b"%d%s\n" % (number, row) for number in range(200_000))


_ANY = {
    "empty": lambda content: b"",
    "blanks": lambda content: b" \n\n \n",
    "half": _in_the_middle,
    "excel": lambda content: b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + content[:2000],
    "web_page": lambda content: b"<!DOCTYPE html><html><body>404 Not Found</body></html>\n",
    "zeros": lambda content: b"\x00" * len(content),
}
_TEXT = {"windows_1258": _windows_1258, "utf_16": _utf_16}


def _file_faults() -> Iterator[Fault]:
    for name in (*TABLES, *DOCUMENTS, SHELL, *SEALS, *LAYERS, DRAWS):
        concerned = _concerned(name)
        yield Fault(f"{name}/missing", concerned, "file missing", _removed(name))
        yield Fault(f"{name}/directory", concerned, "a directory in its place", _directory(name))
        changes = dict(_ANY)
        if name != DRAWS:
            changes |= _TEXT
        if name in TABLES:
            changes |= {
                "semicolons": lambda content: content.replace(b",", b";"),
                "tabs": lambda content: content.replace(b",", b"\t"),
                "junk": _junk_rows,
                "nul": lambda content: content.replace(b"\n", b"\n\x00", 1),
                "quote_open": lambda content: content.replace(b"\n", b'\n"', 1),
            }
            if name not in MAY_BE_EMPTY:
                changes |= {"last_row": _without_last_line, "header_alone": lambda c: c.splitlines(keepends=True)[0]}
        elif name in (*DOCUMENTS, SHELL):
            # A prose text without its last paragraph is a text like any other: nobody can tell.
            changes |= {} if name == "texts.yaml" else {"last_line": _without_last_line}
            changes |= {
                "cut_end": lambda content: content.rstrip()[:-20] + b"\n",
                "tab": lambda content: re.sub(rb"\n  ", b"\n\t", content, count=3),
                "junk": lambda content: content + b"".join(b"x%d: 1\n" % n for n in range(20_000)),
                "huge": lambda content: content + b"# junk\n" * 200_000,
                "nul": lambda content: content.replace(b"\n", b"\n\x00", 1),
                "python_tag": lambda content: content + b"\nx: !!python/object/apply:os.system ['true']\n",
                "doubled_key": _doubled_first_key,
                "unknown_key": lambda content: content + b"\nkhong_co: 1\n",
                "list": lambda content: b"- a\n- b\n",
                "scalar": lambda content: b"just words\n",
                "anchors": lambda content: content + b"\nx: &a [*a]\n",
            }
        else:
            changes["cut_end"] = lambda content: content[:-20]
        for kind, change in changes.items():
            lost = kind in ("half", "last_row", "header_alone", "junk")
            yield Fault(f"{name}/{kind}", _concerned_by_rows(name) if lost else concerned, f"{kind} file",
                        _bytes(name, change))  # fmt: skip
    for name in TABLES:
        header = _rows(name)[0]
        concerned = _concerned(name)
        for column in dict.fromkeys((header[0], header[-1])):
            yield Fault(f"{name}/column_missing/{column}", concerned, "column missing", _column(name, column, None))
            yield Fault(f"{name}/column_renamed/{column}", concerned, "column renamed",
                        _column(name, column, f"{column}x"))  # fmt: skip
            yield Fault(f"{name}/column_doubled/{column}", concerned, "column twice", _column(name, column, column))


def _doubled_first_key(content: bytes) -> bytes:
    key = re.search(rb"(?m)^(\w+):", content)
    return content + b"\n" + key.group(1) + b": 1\n"


def _concerned_by_rows(name: str) -> tuple[str, ...]:
    """Rows lost or renamed are told where they are missed."""
    if name in LEDGER:
        layers = LAYERS if name == "units.csv" else ()
        return (name, *(table for table in LEDGER if table != name), "provenance.csv", *layers)
    return _concerned(name)


def _required(name: str, column: str) -> bool:
    """Whether a ledger's column may not be blank by itself, whatever a seal says."""
    rule = SCHEMAS[name].columns[column] if name in SCHEMAS else store.SCHEMA.columns.get(column)
    if rule is None or str(rule.dtype).startswith("datetime"):
        return False
    told = [str(check.error) for check in rule.checks]
    return (str(rule.dtype) == "float64" and not rule.nullable) or any(
        text.startswith(("không được để trống", "phải là một trong")) for text in told
    )


def _concerned(name: str) -> tuple[str, ...]:
    if name == "checksums.csv":
        return (name, *LAYERS)
    if name in (DRAWS, store.TABLE):
        return (name, store.TABLE if name == DRAWS else DRAWS)
    return (name,)


# Tables


def _rows(name: str) -> Rows:
    return list(csv.reader(io.StringIO(_original(name).decode("utf-8-sig"), newline="")))


def _written(rows: Rows) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


def _edited(name: str, change: Callable[[Rows], None]) -> Change:
    """Let ``change`` edit the rows (header first) of a table."""

    def edit(content: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        change(rows)
        return _written(rows)

    return _bytes(name, edit)


def _column(name: str, column: str, new: str | None) -> Change:
    """Drop a column, rename it, or (``new`` is its own name) double it."""

    def change(rows: Rows) -> None:
        place = rows[0].index(column)
        for row in rows:
            if new is None:
                del row[place]
            elif new == column:
                row.insert(place, row[place])
        if new not in (None, column):
            rows[0][place] = new

    return _edited(name, change)


def _cell(name: str, row: int, column: str, value: str) -> Change:
    def change(rows: Rows) -> None:
        rows[row][rows[0].index(column)] = value

    return _edited(name, change)


def _swapped(text: str) -> str:
    """Two digits exchanged: 42.04 -> 24.04."""
    digits = [place for place, sign in enumerate(text) if sign.isdigit()]
    for first, second in zip(digits, digits[1:], strict=False):
        if text[first] != text[second]:
            signs = list(text)
            signs[first], signs[second] = signs[second], signs[first]
            return "".join(signs)
    return ""


def _number(text: str) -> str:
    return f"{float(text):.10f}".rstrip("0").rstrip(".")


#: Kind -> (cell, refused without a seal); an empty result means the kind does not apply to this number.
_NUMBERS: dict[str, tuple[Callable[[str], str], bool]] = {
    "number_text": (lambda v: "không rõ", True),
    "number_letter": (lambda v: f"{v[:-1]}O", True),
    "number_unit": (lambda v: f"{v} %", True),
    "negative": (lambda v: f"-{v}" if float(v) else "-1", True),
    "infinite": (lambda v: "inf", True),
    "not_a_number": (lambda v: "nan", True),
    "enormous": (lambda v: "1e300", False),
    "decimal_comma": (lambda v: v.replace(".", ",") if "." in v else f"{v},0", True),
    "thousands": (lambda v: f"{int(float(v)):,}" if float(v) >= 1000 else "", True),
    "times_ten": (lambda v: _number(str(float(v) * 10)) if float(v) else "", False),
    "fraction": (lambda v: _number(str(float(v) / 100)) if float(v) else "", False),
    "zero": (lambda v: "0" if float(v) else "", False),
    "digits_swapped": (_swapped, False),
}
_DATES = {"date_local": "31/12/2024", "date_impossible": "2024-02-30", "date_text": "cuối năm 2024"}
_TEXTS = {
    "markup": "<img src=x onerror=alert(1)>",
    "long_name": "Nghệ An " * 400,
    "nul_cell": "Nghệ\x00An",
    "control_sign": "Nghệ\x07An",
    "mojibake": "HuyÖn Kú S¬n",
    "doubled_utf8": "Huyá»‡n Ká»³ SÆ¡n",
    "letters_lost": "Huy?n K? S?n",
    "letters_replaced": "Huy\ufffdn K\ufffd S\ufffdn",
    "right_to_left": "Huyện \u202eKỳ Sơn",
    "no_width": "Huyện Kỳ\u200b Sơn",
    "soft_hyphen": "Huyện Kỳ Sơ\u00adn",
    "mark_inside": "Huyện \ufeffKỳ Sơn",
}
#: Columns that hold codes of another table (or a fixed list), which an invented code cannot be in.
_CODES = {
    "unit", "indicator", "source", "standard", "status", "bound", "basis", "unit_of_measure", "contradiction", "plan",
    "vintage", "group", "district", "district_2024", "code_2025", "households_column", "kind", "direction", "trust",
    "role", "form", "parent", "former", "vintages", "table", "key", "judgement", "rule", "left_out", "preferred",
    "yardstick", "focus", "url_is_shortened", "covered", "file",
}  # fmt: skip
#: Names of rows that others refer to: a wrong one is told where it is missed.
_KEYS = {
    "units.csv": "unit", "groups.csv": "group", "sources.csv": "source", "indicators.csv": "indicator",
    "standards.csv": "standard", "vintages.csv": "vintage", "plans.csv": "plan", "contradictions.csv": "contradiction",
}  # fmt: skip


def _kind_of(column: str, cells: list[str]) -> str:
    filled = [cell for cell in cells if cell]
    if column in _CODES or column.startswith(("code_", "sha")):
        return "code"
    if all(re.fullmatch(r"\d{4}-\d\d-\d\d", cell) for cell in filled) and filled:
        return "date"
    if filled and all(re.fullmatch(r"-?\d+(\.\d+)?", cell) for cell in filled) and column not in ("key", "published"):
        return "number"
    return "text"


def _table_faults() -> Iterator[Fault]:
    """Cell by cell: every column of every table, each kind on a row of its own choice."""
    for name in TABLES:
        header, *rows = _rows(name)
        for place, column in enumerate(header):
            cells = [row[place] for row in rows]
            filled = [number for number, cell in enumerate(cells, start=1) if cell]
            if not filled:
                continue
            kind = _kind_of(column, cells)
            for fault, value, deep in _cell_values(name, column, kind, cells, filled):
                # Every kind meets every column type many times over: a part of the pairs is enough.
                if name != "observations.csv" and fault != "blank" and _digest(fault + column + name) % _PART:
                    continue
                row = _chosen(filled, f"{name}{column}{fault}")
                new = value(cells[row - 1])
                if new in ("", cells[row - 1]) and fault != "blank":
                    continue
                yield Fault(
                    f"{name}/{fault}/{column}/{row + 1}",
                    _concerned_by_cell(name, column),
                    f"row {row + 1}, {column}: {cells[row - 1][:30]!r} becomes {new[:30]!r}",
                    _cell(name, row, column, new),
                    deep and name in (*LEDGER, store.TABLE),
                )


def _cell_values(
    name: str, column: str, kind: str, cells: list[str], filled: list[int]
) -> Iterator[tuple[str, Callable[[str], str], bool]]:
    always = len(filled) == len(cells)
    if always:
        yield "blank", lambda v: "", _required(name, column)
    if kind == "number":
        for fault, (value, deep) in _NUMBERS.items():
            yield fault, value, deep
    elif kind == "date":
        for fault, new in _DATES.items():
            yield fault, lambda v, new=new: new, True
    elif kind == "code":
        yield "code_invented", lambda v: f"{v}-khong-co", column != "code_2019" and not column.startswith("code_20")
        yield "code_of_another", lambda v: next((c for c in cells if c and c != v), ""), False
        yield "markup", lambda v: _TEXTS["markup"], True
        yield "no_width", lambda v: f"{v[:1]}\u200b{v[1:]}", True
    else:
        for fault, new in _TEXTS.items():
            if fault != "long_name" or re.search("name|title|short|label|_vi$", column):
                yield fault, lambda v, new=new: new, True


#: Of the pairs of column and kind, one in this many is tried (observations: all).
_PART = 3


def _chosen(rows: list[int], salt: str) -> int:
    return rows[_digest(salt) % len(rows)]


def _concerned_by_cell(name: str, column: str) -> tuple[str, ...]:
    keyed = _KEYS.get(name) == column or (name, column) == ("units.csv", "vintages")
    return _concerned_by_rows(name) if keyed else _concerned(name)


def _row_faults() -> Iterator[Fault]:
    for name in TABLES:
        header, *rows = _rows(name)
        concerned = _concerned_by_rows(name)
        if not rows:
            continue
        for number in sorted({1, len(rows) // 2 + 1, len(rows)}):
            yield Fault(f"{name}/row_deleted/{number + 1}", concerned, f"row {number + 1} deleted",
                        _edited(name, lambda table, n=number: table.pop(n)))  # fmt: skip
            yield Fault(f"{name}/row_doubled/{number + 1}", concerned, f"row {number + 1} twice",
                        _edited(name, lambda table, n=number: table.insert(n, list(table[n]))),
                        deep=name in LEDGER)  # fmt: skip
        other = [number for number, row in enumerate(rows, start=1) if row[0] != rows[0][0]]
        if other:
            last = other[-1]
            yield Fault(f"{name}/rows_exchanged/2-{last + 1}", concerned, "first cells of two rows exchanged",
                        _edited(name, lambda table, n=last: _exchange(table, 1, n, 0)))  # fmt: skip
        yield Fault(f"{name}/row_short", concerned, "a cell too few", _edited(name, lambda table: table[1].pop()))
        yield Fault(f"{name}/row_long", concerned, "a cell too many", _edited(name, lambda table: table[1].append("1")))


def _exchange(table: Rows, first: int, second: int, place: int) -> None:
    table[first][place], table[second][place] = table[second][place], table[first][place]


# The ledger's figures


def _observation_faults() -> Iterator[Fault]:
    """Many rows of the figures themselves, each fault refused by the rules between data alone."""
    name = "observations.csv"
    header, *rows = _rows(name)
    place = {column: number for number, column in enumerate(header)}
    printed = [n for n, row in enumerate(rows, start=1) if row[place["basis"]] == "quoted"]
    for kind in ("times_ten", "fraction", "digits_swapped", "zero"):
        change = _NUMBERS[kind][0]
        step = 31
        for row in printed[_digest(kind) % step :: step]:
            old, quote = rows[row - 1][place["value"]], rows[row - 1][place["quote"]]
            new = change(old)
            # A number that the same quotation prints elsewhere is not told by its wording.
            if not new or re.search(rf"(?<![\d.,]){re.escape(new)}(?![\d])", quote.replace(",", ".")) or old == "1":
                continue
            yield Fault(f"{name}/{kind}/value-{row + 1}", (name, "households.csv"), f"row {row + 1}: value {old} becomes {new}",
                        _cell(name, row, "value", new), deep=True)  # fmt: skip
    for column, values in {
        "unit": ("417", "418", "mountain"),
        "indicator": ("near_poor_rate", "households"),
        "year": ("2020", "2034", "2023.5", "1890", "2099"),
        "unit_of_measure": ("points", "km2"),
        "standard": ("before-2016", "none"),
        "status": ("missing", "final"),
        "basis": ("derived",),
        "as_of": ("2031-01-01",),
        "boundary_date": ("2031-01-01",),
        "period_start": ("2034",),
    }.items():
        for value in values:
            row = next(
                n
                for n in printed[_digest(column + value) % 90 :]
                if rows[n - 1][place["indicator"]] in ("poor_rate", "poor_households")
                and rows[n - 1][place[column]] != value
                and rows[n - 1][place["unit"]] in ("40", "416", "418", "mountain")
                and not (column == "basis" and rows[n - 1][place["note"]])
            )
            yield Fault(f"{name}/wrong_{column}/{value}/{row + 1}", (name,), f"row {row + 1}: {column} {value}",
                        _cell(name, row, column, value), deep=True)  # fmt: skip
    for first in (5, 40, 77, 150, 250):
        for column in ("unit", "indicator", "value"):
            second = next(n for n in printed if n > first and rows[n - 1][place[column]] != rows[first - 1][place[column]]
                          and rows[n - 1][place["quote"]] != rows[first - 1][place["quote"]])  # fmt: skip
            yield Fault(f"{name}/exchanged_{column}/{first + 1}-{second + 1}", (name,),
                        f"rows {first + 1} and {second + 1}: {column} exchanged",
                        _edited(name, lambda t, a=first, b=second, c=column: _exchange(t, a, b, t[0].index(c))),
                        deep=True)  # fmt: skip

    def province_2024(table: Rows) -> None:
        table[1:] = [row for row in table[1:] if (row[place["unit"]], row[place["year"]]) != ("40", "2024")]

    yield Fault(f"{name}/province_2024", (name, "provenance.csv", "contradictions.csv"), "the province's 2024 rows deleted",
                _edited(name, province_2024))  # fmt: skip
    for name, row, low, high in (("targets.csv", 1, "1.5", "1"), ("targets.csv", 2, "3", "2"),
                                 ("assignments.csv", 1, "1.5", "1.0"), ("assignments.csv", 3, "0.3", "0.1")):  # fmt: skip

        def reverse(table: Rows, row: int = row, low: str = low, high: str = high) -> None:
            table[row][table[0].index("low")], table[row][table[0].index("high")] = low, high

        yield Fault(f"{name}/low_high/{row + 1}", (name,), "low and high exchanged", _edited(name, reverse), deep=True)
    for address in ("javascript:alert(1)", "https://vi du.vn/bai viet", "data:text/html,x", "JAVASCRIPT:alert(1)"):
        yield Fault(f"sources.csv/address/{address[:8]}", ("sources.csv",), f"address {address}",
                    _cell("sources.csv", 10, "url", address), deep=True)  # fmt: skip


# Estimates


def _estimate_faults() -> Iterator[Fault]:
    name = store.TABLE
    header, *rows = _rows(name)
    for kind, column, value in (
        ("count_negative", "poor_households", "-5"),
        ("rate_150", "poor_rate", "150"),
        ("low_above", "poor_households_low", "9999"),
        ("rate_low_above", "poor_rate_low", "99"),
        ("high_below", "poor_households_high", "1"),
        ("rate_contradicts", "poor_rate", "1.91"),
        ("more_than_all", "poor_households", "95098"),
        ("basis_unknown", "basis", "guess"),
        ("year_outside", "year", "2031"),
        ("households_half", "households", "47000"),
    ):
        yield Fault(f"{name}/{kind}", (name, DRAWS), f"{column} {value}", _cell(name, 1, column, value), deep=True)

    def districts(table: Rows) -> None:
        codes = {"412": "430", "430": "412"}
        for row in table[1:]:
            row[0] = codes.get(row[0], row[0])

    yield Fault(
        f"{name}/districts_exchanged", (name, DRAWS), "two districts exchanged", _edited(name, districts), deep=True
    )

    def drop_year(table: Rows) -> None:
        table[1:] = [row for row in table[1:] if row[1] != "2025"]

    yield Fault(f"{name}/year_dropped", (name, DRAWS), "a year lost", _edited(name, drop_year), deep=True)

    def drop_district(table: Rows) -> None:
        table[1:] = [row for row in table[1:] if row[0] != "420"]

    yield Fault(f"{name}/district_dropped", (name, DRAWS), "a district lost", _edited(name, drop_district), deep=True)

    def saved(change: Callable[[np.ndarray], np.ndarray], pickled: bool = False) -> Change:
        def apply(data: Path, geo: Path) -> None:
            draws = change(np.load(data / DRAWS))
            np.save(data / DRAWS, draws.astype(object) if pickled else draws)

        return apply

    def ten(draws: np.ndarray) -> np.ndarray:
        draws = draws.copy()
        draws[0] = np.minimum(draws[0] * 10, draws[1])
        return draws

    for kind, change, pickled in (
        ("draws_negative", lambda d: d * np.array([-1, 1]).reshape(2, 1, 1, 1), False),
        ("draws_ten", ten, False),
        ("draws_all_ten", lambda d: d * 10, False),
        ("draws_one", lambda d: d[:, :1], False),
        ("draws_reversed", lambda d: d[:, :, ::-1], False),
        ("draws_years_reversed", lambda d: d[..., ::-1], False),
        ("draws_years_lost", lambda d: d[..., :3], False),
        ("draws_poor_alone", lambda d: d[0], False),
        ("draws_flat", lambda d: d.reshape(-1), False),
        ("draws_pickled", lambda d: d, True),
        ("draws_exchanged", lambda d: d[::-1], False),
        ("draws_nan", lambda d: np.where(d == d[0, 0, 0, 0], np.nan, d.astype(float)), False),
        ("draws_text", lambda d: d.astype(str), False),
        ("draws_zero", lambda d: d * 0, False),
        ("draws_float", lambda d: d + 0.5, False),
        ("draws_complex", lambda d: d.astype(complex), False),
    ):
        yield Fault(f"{DRAWS}/{kind}", (DRAWS,), kind, saved(change, pickled), deep=True)
    yield Fault(f"{DRAWS}/draws_one_changed", (DRAWS,), "one draw changed",
                saved(lambda d: np.where(np.arange(d.size).reshape(d.shape) == 7, d + 1, d)))  # fmt: skip
    for name, column, values in (
        ("estimate_validation.csv", "predicted", ("3889", "0.39")),
        ("estimate_validation.csv", "covered", ("false", "yes")),
        ("estimate_calibration.csv", "observed", ("3", "30%")),
        ("estimate_calibration.csv", "cases", ("0", "1.5")),
    ):
        for value in values:
            yield Fault(f"{name}/wrong_{column}/{value}", (name,), f"{column} {value}", _cell(name, 1, column, value))


# Words, colours, parameters


def _judgement_faults() -> Iterator[Fault]:
    name = "judgements.csv"
    rows = [row[0] for row in _rows(name)]
    for judgement, column, value in (
        ("just_behind", "min_ratio", "0.5"),
        ("slow", "min_ratio", "0.99"),
        ("ahead", "min_ratio", "0.9"),
        ("on_track", "min_ratio", "0.9"),
        ("on_track", "min_ratio", "95"),
        ("reached", "min_ratio", "1"),
        ("slow", "label_vi", ""),
        ("slow", "label_vi", "chậm nhiều"),
        ("slow", "label_vi", "<b>chậm</b>"),
        ("slow", "label_en", ""),
        ("slow", "kind", "good"),
        ("ahead", "kind", "bad"),
        ("ahead", "kind", "best"),
        ("slow", "rank", "30"),
        ("slow", "rank", "9"),
        ("ahead", "rank", "0"),
        ("slow", "rank", "2.5"),
        ("slow", "symbol", ""),
        ("slow", "symbol", "<b>"),
        ("slow", "symbol", "▼;}"),
        ("slow", "symbol", "▼▼▼▼▼"),
        ("slow", "colour_light", "red"),
        ("slow", "colour_light", "#A65A0"),
        ("slow", "colour_light", "#A65A00;background:url(//x)"),
        ("slow", "colour_light", "</style><script>"),
        ("slow", "colour_light", "#FFFFFF"),
        ("slow", "colour_dark", "#10181E"),
        ("slow", "colour_dark", "expression(alert(1))"),
        ("slow", "verb_vi", "<script>alert(1)</script>"),
        ("slow", "verb_vi", ""),
        ("slow", "explanation_vi", ""),
        ("slow", "judgement", "slower"),
        ("slow", "judgement", "very_slow"),
    ):
        yield Fault(f"{name}/wrong_{column}/{judgement}-{value or 'blank'}", (name,), f"{judgement}: {column} {value!r}",
                    _cell(name, rows.index(judgement), column, value))  # fmt: skip
    for place, judgement in enumerate(rows[1:], start=1):
        yield Fault(f"{name}/judgement_lost/{judgement}", (name,), f"{judgement} deleted",
                    _edited(name, lambda table, n=place: table.pop(n)))  # fmt: skip


def _text(name: str, old: str, new: str) -> Change:
    def change(content: bytes) -> bytes:
        text = content.decode()
        assert old in text, f"{name} holds no {old!r}: this fault needs a new place"
        return text.replace(old, new, 1).encode()

    return _bytes(name, change)


_EDITS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "display.yaml": (
        ("breaks_fall", "breaks: [1, 2, 5, 10, 20, 40]", "breaks: [1, 5, 2, 10, 20, 40]"),
        ("resource_unknown", "tiles: [movement_funds", "tiles: [movement_fund"),
        ("difficult_unknown", "left: [kv3_communes_left,", "left: [kv3_communes_leave,"),
        ("difficult_group", "group: poor_districts\n", "group: poor_district\n"),
        ("difficult_twice", "left: [kv3_communes_left,", "left: [kv3_communes_2021_2025,"),
        ("difficult_lost", "    regions: [kv3_communes_2016_2020, ", "    regions: ["),
        ("resource_units", "indicators: [houses_cost]}", "indicators: [houses_needed]}"),
        (
            "resource_bars",
            "indicators: [credit_lending, policy_credit]}",
            "indicators: [credit_lending, policy_credits]}",
        ),
        (
            "resource_twice",
            "pledged: [tet_aid_target_households, houses_pledged",
            "pledged: [houses_needed, houses_pledged",
        ),
        ("breaks_repeat", "breaks: [1, 2, 5, 10, 20, 40]", "breaks: [1, 2, 2, 10, 20, 40]"),
        ("breaks_text", "breaks: [1, 2, 5", "breaks: [1, hai, 5"),
        ("breaks_comma", "breaks: [1, 2, 5", 'breaks: ["1,5", 2, 5'),
        ("breaks_infinite", "breaks: [1, 2, 5, 10, 20, 40]", "breaks: [1, 2, 5, 10, 20, .inf]"),
        ("breaks_none", "breaks: [1, 2, 5, 10, 20, 40]", "breaks: []"),
        ("breaks_too_few", "breaks: [1, 2, 5, 10, 20, 40]", "breaks: [1, 2, 5]"),
        ("colours_too_few", '"#963611", "#5C1A0A"]', '"#963611"]'),
        ("colour_word", '"#FEF7DD"', '"red"'),
        ("colour_short", '"#FEF7DD"', '"#FFF"'),
        ("colour_css", '"#FEF7DD"', '"#FEF7DD;x:y"'),
        ("colour_unreadable", 'ink_dark: "#000000", ink_light: "#ffffff"', 'ink_dark: "#888888", ink_light: "#888888"'),
        ("no_contrast_chart", 'ink: "#16222B"', 'ink: "#FAFAFA"'),
        ("no_contrast_series", '"#0B4F6C"', '"#FFFFFF"'),
        ("css_area", "rgba(11,93,138,0.16)", "url(javascript:alert(1))"),
        ("css_paper", "rgba(0,0,0,0)", "expression(1)"),
        ("mark_missing", 'prefix: "≈\\u00A0"', 'prefix: ""'),
        ("mark_blank", 'prefix: "≈\\u00A0"', 'prefix: "  "'),
        ("mark_shared", 'mark: "≈ ○"', 'mark: "●"'),
        ("mark_on_published", 'long: "Số liệu công bố", prefix: ""', 'long: "Số liệu công bố", prefix: "≈ "'),
        ("label_shared", 'label: "ước tính"', 'label: "công bố"'),
        ("projected_bare", 'suffix: " (dự kiến)"', 'suffix: ""'),
        ("status_missing", '  missing: {mark: "–"', '  mising: {mark: "–"'),
        ("word_blank", "label: Tỷ lệ hộ nghèo", 'label: ""'),
        ("word_number", "label: Tỷ lệ hộ nghèo", "label: 12"),
        ("word_markup", "label: Tỷ lệ hộ nghèo", 'label: "<b>Tỷ lệ</b>"'),
        ("word_long", "label: Tỷ lệ hộ nghèo", f'label: "{"dài " * 100}"'),
        ("unit_lost", 'percent: "%", ', ""),
        ("unit_unknown", 'percent: "%"', 'percent: "%", percentage: "%"'),
        ("indicator_unknown", "indicator: poor_rate", "indicator: poor_rates"),
        ("indicator_and_change", "indicator: poor_rate", "indicator: poor_rate\n    change_of: poor_rate"),
        ("path_unknown", "path: yardstick", "path: straight"),
        ("decimals_many", "decimals: 1", "decimals: 12"),
        ("decimals_negative", "decimals: 1", "decimals: -1"),
        ("decimals_text", "decimals: 1", "decimals: một"),
        ("signed_text", "signed: true", 'signed: "có"'),
        ("chance_sure", "most: 0.9", "most: 1.0"),
        ("chance_percent", "most: 0.9", "most: 90"),
        ("step_negative", "step: 0.05", "step: -0.05"),
        ("template_bare", 'over: "trên {p}"', 'over: "trên"'),
        ("template_unknown", 'over: "trên {p}"', 'over: "trên {p} {q}"'),
        ("template_unbalanced", 'over: "trên {p}"', 'over: "trên {p} {"'),
        ("template_format", 'over: "trên {p}"', 'over: "trên {p.__class__}"'),
        ("key_missing", 'weak_source: " (nguồn yếu)"\n', ""),
        ("grade_order", "grade: B, below: 0.333", "grade: B, below: 0.1"),
        ("grade_unmarked", 'mark: "\\u00A0(C)"', 'mark: ""'),
        ("grade_step", "step: 100", "step: 7"),
        ("key_misspelt", "weak_source:", "weak_sources:"),
        ("doubled_inside", "decimals: 1\n", "decimals: 1\n    decimals: 2\n"),
    ),
    "estimation.yaml": (
        ("interval_large", "interval: 0.8", "interval: 1.7"),
        ("interval_percent", "interval: 0.8", "interval: 80"),
        ("interval_zero", "interval: 0.8", "interval: 0"),
        ("certain_half", "certain: 0.8", "certain: 0.5"),
        ("sd_negative", "level_sd: 0.6", "level_sd: -0.6"),
        ("sd_zero", "level_sd: 0.6", "level_sd: 0"),
        ("sd_enormous", "level_sd: 0.6", "level_sd: 1e300"),
        ("sd_infinite", "level_sd: 0.6", "level_sd: .inf"),
        ("sd_nan", "level_sd: 0.6", "level_sd: .nan"),
        ("sd_text", "level_sd: 0.6", "level_sd: lớn"),
        ("sd_comma", "level_sd: 0.6", "level_sd: 0,6"),
        ("mean_enormous", "mean: -0.25", "mean: -250"),
        ("selection_enormous", "selection: 0.3", "selection: 30000"),
        ("shift_infinite", "shift: -0.1", "shift: -.inf"),
        ("draws_few", "draws: 10000", "draws: 1"),
        ("draws_many", "draws: 10000", "draws: 5000000"),
        ("draws_half", "draws: 10000", "draws: 500.5"),
        ("kept_none", "kept: 1000", "kept: 0"),
        ("alternative_of_nothing", "evidence.worded.reading: other", "evidence.words.reading: other"),
        ("seed_negative", "seed: 8342025", "seed: -1"),
        ("method_unknown", "method: two_populations", "method: guess"),
        ("method_missing", "method: two_populations", "methods: two_populations"),
        ("share_large", "lowland_share: 0.01", "lowland_share: 1.01"),
        ("years_reversed", "from_year: 2018, to_year: 2020", "from_year: 2020, to_year: 2018"),
        ("year_far", "recent_from: 2019", "recent_from: 20190"),
        ("year_text", "year: 2024, selection", "year: nay, selection"),
        ("key_missing", "  level_sd: 0.6", "  # level_sd: 0.6"),
        ("key_unknown", "level_sd: 0.6", "level_sd: 0.6\n  level_sd2: 0.6"),
        ("doubled_inside", "  level_sd: 0.6", "  level_sd: 0.6\n  level_sd: 0.7"),
    ),
    "wording.yaml": (
        ("template_bare", 'at_year: "cuối năm {year}"', 'at_year: "cuối năm"'),
        ("template_unknown", 'at_year: "cuối năm {year}"', 'at_year: "cuối năm {year} {thang}"'),
        ("template_misspelt", 'at_year: "cuối năm {year}"', 'at_year: "cuối năm {yaer}"'),
        ("template_unbalanced", 'at_year: "cuối năm {year}"', 'at_year: "cuối năm {year"'),
        ("template_attribute", 'at_year: "cuối năm {year}"', 'at_year: "cuối năm {year.real}"'),
        ("template_positional", 'at_year: "cuối năm {year}"', 'at_year: "cuối năm {}"'),
        ("template_conversion", 'at_year: "cuối năm {year}"', 'at_year: "cuối năm {year!x}"'),
        ("template_width", 'at_year: "cuối năm {year}"', 'at_year: "cuối năm {year:>9999999999}"'),
        ("word_markup", 'previous: "Năm trước"', 'previous: "<img src=x onerror=alert(1)>"'),
        ("word_script", 'previous: "Năm trước"', 'previous: "</script>"'),
        ("word_number", 'previous: "Năm trước"', "previous: 12"),
        ("word_list", 'previous: "Năm trước"', "previous: [a]"),
        ("word_blank", 'previous: "Năm trước"', 'previous: ""'),
        ("word_null", 'previous: "Năm trước"', "previous:"),
        ("word_long", 'previous: "Năm trước"', f'previous: "{"dài " * 2000}"'),
        ("key_missing", '  previous: "Năm trước"\n', ""),
        ("key_misspelt", "previous:", "previus:"),
        ("key_unknown", '  previous: "Năm trước"', '  previous: "Năm trước"\n  earlier: "Năm trước"'),
        ("doubled_inside", '  previous: "Năm trước"', '  previous: "Năm trước"\n  previous: "Năm"'),
    ),
    "framework_texts.yaml": (
        ("word_breaks_out", "No results: Không tìm thấy", 'No results: "Không ` + alert(1) + `tìm thấy"'),
        ("word_quote", "No results: Không tìm thấy", "No results: \"Không 'tìm' thấy\""),
        ("word_insertion", "No results: Không tìm thấy", 'No results: "${alert(1)}"'),
        ("word_number", "No results: Không tìm thấy", "No results: 12"),
        ("word_blank", "No results: Không tìm thấy", 'No results: ""'),
        ("word_null", "No results: Không tìm thấy", "No results:"),
        ("word_markup", "No results: Không tìm thấy", "No results: <b>Không</b>"),
        ("key_missing", "    files: Multiselect.*.js\n", ""),
        ("key_misspelt", "    files: Multiselect.*.js", "    file: Multiselect.*.js"),
        ("page_missing", "  title: Không để ai bị bỏ lại phía sau\n", ""),
        ("page_number", "  title: Không để ai bị bỏ lại phía sau", "  title: 12"),
        ("page_markup", "  lang: vi", '  lang: "vi\\"><script>"'),
        ("patch_lost", '    to: "bO=`Lỗi`"\n', ""),
        ("patch_empty", '    from: "bO=`Error`"', '    from: ""'),
        ("patches_misspelt", "\npatches:", "\npatch:"),
        (
            "doubled_inside",
            "      No results: Không tìm thấy\n",
            "      No results: Không tìm thấy\n      No results: Hết\n",
        ),
    ),
}


def _document_faults() -> Iterator[Fault]:
    for name, edits in _EDITS.items():
        for kind, old, new in edits:
            yield Fault(f"{name}/{kind}", (name,), f"{old[:40]!r} becomes {new[:40]!r}", _text(name, old, new),
                        deep=name == parameters.FILE)  # fmt: skip
    name = "texts.yaml"
    key, rest = re.search(r"(?m)^(\w+):(.*)$", _original(name).decode()).groups()
    for kind, new in (("key_missing", f"# {key}:{rest}"), ("key_misspelt", f"{key}x:{rest}")):
        yield Fault(f"{name}/{kind}", (name,), f"{key} {kind}", _text(name, f"{key}:{rest}", new))
    name = "wording.yaml"  # the long texts are blocks; here an entry stands on a line of its own
    for kind, new in (("word_number", "12"), ("word_list", "[a]"), ("word_markup", '"<script>alert(1)</script>"')):
        yield Fault(f"{name}/first_{kind}", (name,), f"first entry {new}",
                    _bytes(name, lambda content, n=new: _first_entry(content, n)))  # fmt: skip


def _first_entry(content: bytes, new: str) -> bytes:
    """The first entry that is a text of its own becomes ``new``."""
    lines = content.decode().splitlines()
    for number, line in enumerate(lines):
        if match := re.match(r"^(\s*[\w-]+):\s+[^\s>|{\[#].*$", line):
            lines[number] = f"{match.group(1)}: {new}"
            return "\n".join([*lines, ""]).encode()
    raise AssertionError("no entry on a line of its own")


# Seals, layers, settings


def _json(name: str, change: Callable[[dict], None], fresh: bool = False) -> Change:
    """Edit a JSON file; ``fresh``: with a checksum of what it became."""

    def apply(data: Path, geo: Path) -> None:
        path = _path(data, geo, name)
        content = json.loads(path.read_bytes())
        change(content)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        if fresh:
            _fresh_checksum(geo, name)

    return apply


def _fresh_checksum(geo: Path, name: str) -> None:
    path = geo / "checksums.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    digest = hashlib.sha256((geo / name).read_bytes()).hexdigest()
    lines = [f"{name},{digest}" if line.startswith(f"{name},") else line for line in lines]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def _seal_faults() -> Iterator[Fault]:
    sealed = (*LEDGER, parameters.FILE, *store.OUTPUTS, "estimate_calibration.csv", "provenance.csv", "left_out.csv")
    for name in SEALS:
        for part in ("tables", "documents", "outputs"):
            yield Fault(f"{name}/part_missing/{part}", (name, *sealed), f"{part} missing",
                        _json(name, lambda c, p=part: c.pop(p)))  # fmt: skip
            yield Fault(f"{name}/part_list/{part}", (name, *sealed), f"{part} a list",
                        _json(name, lambda c, p=part: c.update({p: [1]})))  # fmt: skip
            yield Fault(f"{name}/entry_unknown/{part}", (name, *sealed), f"{part}: an unknown entry",
                        _json(name, lambda c, p=part: c[p].update({"x.csv": "0"})))  # fmt: skip
        for part in ("documents", "outputs"):
            yield Fault(f"{name}/entry_lost/{part}", (name, *sealed), f"{part}: an entry lost",
                        _json(name, lambda c, p=part: c[p].popitem()))  # fmt: skip
            yield Fault(f"{name}/digest_number/{part}", (name, *sealed), f"{part}: numbers for digests",
                        _json(name, lambda c, p=part: c[p].update(dict.fromkeys(c[p], 1))))  # fmt: skip
            yield Fault(f"{name}/digest_changed/{part}", (name, *sealed), f"{part}: a digest changed",
                        _json(name, lambda c, p=part: c[p].update(dict.fromkeys(c[p], "0" * 64))))  # fmt: skip
        yield Fault(f"{name}/not_json", (name,), "not JSON", _bytes(name, lambda c: c.replace(b":", b"=")))
        yield Fault(f"{name}/json_list", (name,), "a list", _bytes(name, lambda c: b"[]"))
        yield Fault(f"{name}/json_null", (name,), "null", _bytes(name, lambda c: b"null"))
        yield Fault(f"{name}/json_deep", (name,), "nested without end", _bytes(name, lambda c: b"[" * 100_000))
    name = "estimates_seal.json"
    for table in ("observations.csv", "households.csv", "units.csv"):
        for kind, change in (
            ("row_lost", lambda text: text.rsplit(" ", 1)[0]),
            ("row_added", lambda text: f"{text} 0123456789"),
            ("row_changed", lambda text: f"{text[:-1]}{'0' if text[-1] != '0' else '1'}"),
        ):
            yield Fault(f"{name}/{kind}/{table}", (name, *sealed), f"{table}: {kind}",
                        _json(name, lambda c, t=table, f=change: c["tables"].update({t: f(c["tables"][t])})))  # fmt: skip


def _layer_faults() -> Iterator[Fault]:
    def of_units(change: Callable[[list[dict]], None]) -> Callable[[dict], None]:
        return lambda content: change(content["features"])

    def exchange(key: str) -> Callable[[list[dict]], None]:
        def change(features: list[dict]) -> None:
            first, last = features[0]["properties"], features[-1]["properties"]
            first[key], last[key] = last[key], first[key]

        return change

    def exchange_shapes(features: list[dict]) -> None:
        first, last = features[0], features[-1]
        first["geometry"], last["geometry"] = last["geometry"], first["geometry"]

    def moved(change: Callable[[float, float], list[float]], only: int | None = None) -> Callable[[list[dict]], None]:
        def walk(part: list) -> list:
            return change(*part[:2]) if isinstance(part[0], (int, float)) else [walk(inner) for inner in part]

        def apply(features: list[dict]) -> None:
            for feature in features[:only]:
                feature["geometry"]["coordinates"] = walk(feature["geometry"]["coordinates"])

        return apply

    def shrunk(features: list[dict]) -> None:
        x, y = features[0]["properties"].get("label", (105, 19))
        moved(lambda a, b: [x + (a - x) / 2, y + (b - y) / 2], 1)(features)

    def empty(features: list[dict]) -> None:
        features[0]["geometry"] = {"type": "Polygon", "coordinates": []}

    def point(features: list[dict]) -> None:
        features[0]["geometry"] = {"type": "Point", "coordinates": [105, 19]}

    def bow_tie(features: list[dict]) -> None:
        x, y = features[0]["properties"].get("label", (105, 19))
        ring = [[x - 0.1, y - 0.1], [x + 0.1, y + 0.1], [x + 0.1, y - 0.1], [x - 0.1, y + 0.1], [x - 0.1, y - 0.1]]
        features[0]["geometry"] = {"type": "Polygon", "coordinates": [ring]}

    def prop(key: str, value: object) -> Callable[[list[dict]], None]:
        return lambda features: features[0]["properties"].update({key: value})

    anywhere = {
        "unit_lost": lambda features: features.pop(),
        "unit_doubled": lambda features: features.append(features[0]),
        "latitude_longitude": moved(lambda a, b: [b, a]),
        "metres": moved(lambda a, b: [a * 100_000, b * 100_000]),
        "geometry_null": lambda features: features[0].update(geometry=None),
        "geometry_empty": empty,
        "geometry_point": point,
        "geometry_crossed": bow_tie,
        "property_lost": lambda features: [feature["properties"].pop("name") for feature in features],
        "name_markup": prop("name", "<img src=x onerror=alert(1)>"),
        "name_number": prop("name", 12),
        "no_units": lambda features: features.clear(),
    }
    of_our_units = {
        "codes_exchanged": exchange("unit"),
        "names_exchanged": exchange("name"),
        "labels_exchanged": exchange("label"),
        "shapes_exchanged": exchange_shapes,
        "area_shrunk": shrunk,
        "moved": moved(lambda a, b: [a + 0.3, b], 1),
        "code_unknown": prop("unit", "999"),
        "code_number": prop("unit", 412),
        "name_other": prop("name", "Hà Nội"),
        "label_text": prop("label", "giữa"),
        "label_short": prop("label", [105.0]),
        "label_null": prop("label", None),
        "label_outside": prop("label", [0, 0]),
    }
    of_the_context = {
        "kind_unknown": prop("kind", "sea"),
        "kind_lost": lambda f: [x["properties"].pop("kind") for x in f],
    }
    for name in LAYERS:
        changes = anywhere | (of_the_context if name == "context.geojson" else of_our_units)
        concerned = (name, "checksums.csv", "official_areas.csv")
        for kind, change in changes.items():
            yield Fault(f"{name}/{kind}", concerned, kind, _json(name, of_units(change)))
            # Neighbours are there for orientation: what is lost or misnamed among them only the checksum tells.
            if name != "context.geojson" or kind not in ("unit_lost", "name_number"):
                yield Fault(f"{name}/{kind}/fresh", concerned, f"{kind}, with a fresh checksum",
                            _json(name, of_units(change), fresh=True))  # fmt: skip
        yield Fault(
            f"{name}/one_digit", concerned, "one digit changed", _bytes(name, lambda c: c.replace(b"105.", b"104.", 1))
        )
        yield Fault(
            f"{name}/not_features", concerned, "no features", _json(name, lambda c: c.pop("features"), fresh=True)
        )
    name = "checksums.csv"
    digest = _rows(name)[1][1]
    for kind, value in (("digest_changed", "0" * 64), ("digest_short", digest[:-1]), ("digest_text", "x")):
        yield Fault(f"{name}/{kind}", (name, *LAYERS), kind, _cell(name, 1, "sha256", value))
    yield Fault(f"{name}/file_unknown", (name,), "a file nobody reads",
                _edited(name, lambda table: table.append(["roads.geojson", digest])))  # fmt: skip
    name = "official_areas.csv"
    for value in ("-5", "0", "10499", "1.05", "inf", "104,99"):
        yield Fault(
            f"{name}/wrong_km2/{value}", (name, "districts_2021.geojson"), f"km2 {value}", _cell(name, 1, "km2", value)
        )


def _settings_faults() -> Iterator[Fault]:
    base = _bytes
    for kind, change in {
        "empty_quote": lambda c: c + b'\n[data]\ndirectory = "x\n',
        "section_unknown": lambda c: c + b'\n[dta]\ndirectory = "x"\n',
        "key_unknown": lambda c: b'[data]\ndirectry = "x"\n',
        "wrong_type": lambda c: b"[data]\ndirectory = 12\n",
        "wrong_list": lambda c: b'[data]\ndirectory = ["x"]\n',
        "bare_key": lambda c: b'directory = "x"\n',
        "doubled_key": lambda c: b'[data]\ndirectory = "x"\ndirectory = "y"\n',
        "backslashes": lambda c: b'[data]\ndirectory = "C:\\Users\\x"\n',
        "nul": lambda c: c + b"\x00",
        **{kind: _ANY[kind] for kind in ("excel", "web_page", "zeros")},
        **_TEXT,
    }.items():
        yield Fault(f"{SETTINGS}/{kind}", (SETTINGS,), kind, base(SETTINGS, change))
    yield Fault(f"{SETTINGS}/directory", (SETTINGS,), "a directory in its place", _directory(SETTINGS))


def _shell_faults() -> Iterator[Fault]:
    for kind, old, new in (
        ("page_unknown", "code: ban_do", "code: ban_doo"),
        ("page_doubled", "code: ban_do", "code: quy_dao"),
        ("page_lost", '  - {code: ban_do, title: "Bản đồ", icon: ":material/map:"}\n', ""),
        ("title_blank", 'title: "Bản đồ"', 'title: " "'),
        ("title_number", 'title: "Bản đồ"', "title: 12"),
        ("title_markup", 'title: "Bản đồ"', 'title: "<b>Bản đồ</b>"'),
        ("icon_word", ":material/map:", "map"),
        ("former_taken", "code: ban_do,", "code: ban_do, former: [quy_dao],"),
        ("product_blank", "product: ", 'product: ""\n# '),
        ("count_lost", "{count}", "nhiều"),
        ("count_misspelt", "{count}", "{cuont}"),
        ("fault_lost", "  nothing: ", "  # nothing: "),
    ):
        yield Fault(f"{SHELL}/{kind}", (SHELL,), f"{old[:40]!r} becomes {new[:40]!r}", _text(SHELL, old, new))
    for kind, section, value in (
        ("frames_word", "server", "portal"),
        ("frames_semicolon", "server", "https://a.vn; script-src *"),
        ("frames_commas", "server", "https://a.vn, https://b.vn"),
        ("frames_none_and", "server", "'none' https://a.vn"),
        ("frames_path", "server", "https://a.vn/trang"),
        ("preview_missing", "preview", "khong_co"),
        ("template_missing", "slides", "khong_co.pptx"),
        ("template_other", "slides", "README.md"),
    ):
        key = {"server": "frame_ancestors", "preview": "data", "slides": "template"}[section]
        before, after = f"[{section}]", f'\n{key} = "{value}"'
        yield Fault(f"{SETTINGS}/{kind}", (SETTINGS,), f"{key} {value!r}", _setting(before, key, after))


def _setting(section: str, key: str, line: str) -> Change:
    """Say something else in a section of the settings."""

    def change(content: bytes) -> bytes:
        before, after = content.decode().split(section)
        return (before + section + re.sub(rf'\n{key} = ""', line, after, count=1)).encode()

    return _bytes(SETTINGS, change)


# Broken letters, in every file


def read_as(page: str) -> Callable[[str], str]:
    """UTF-8 read in a code page; a byte that it has no sign for stays as a control sign."""

    def change(text: str) -> str:
        return "".join(
            bytes([byte]).decode(page, "replace").replace("\ufffd", chr(byte)) if byte > 127 else chr(byte)
            for byte in text.encode()
        )

    return change


def lost_in(page: str, mark: str = "?") -> Callable[[str], str]:
    """Letters that a code page does not have, written as ``mark``."""
    return lambda text: "".join(
        sign if sign.encode(page, "ignore") or sign.isspace() or not sign.isalpha() else mark for sign in text
    )


def _signed(sign: str) -> Callable[[str], str]:
    """``sign`` within the word in the middle of a text."""

    def change(text: str) -> str:
        words = [found.start() for found in re.finditer(r"(?<=[^\W\d_])(?=[^\W\d_])", text)]
        middle = words[len(words) // 2] if words else len(text) // 2
        return f"{text[:middle]}{sign}{text[middle:]}"

    return change


#: Kind -> what happens to a text; a kind that leaves a text as it is does not apply to it.
LETTERS: dict[str, Callable[[str], str]] = {
    **{f"doubled_{page.replace('-', '_')}": read_as(page) for page in ("cp1252", "cp1258", "cp1250", "cp437", "cp850", "mac_roman", "latin-1")},
    "lost_cp1252": lost_in("cp1252"),
    "lost_ascii": lost_in("ascii"),
    "lost_replaced": lost_in("ascii", "\ufffd"),
    "sign_right_to_left": _signed("\u202e"),
    "sign_isolate": _signed("\u2066"),
    "sign_mark": _signed("\u200f"),
    "sign_no_width": _signed("\u200b"),
    "sign_joiner": _signed("\u200d"),
    "sign_word_joiner": _signed("\u2060"),
    "sign_soft_hyphen": _signed("\u00ad"),
    "sign_byte_order": _signed("\ufeff"),
    "sign_line": _signed("\u2028"),
    "sign_control": _signed("\u0085"),
}  # fmt: skip
#: Of the lines of a document, so many have each kind of their own.
_LINES = 3


def _letter_faults() -> Iterator[Fault]:
    for name in (*TABLES, *DOCUMENTS, SHELL, SETTINGS, *SEALS, *LAYERS):
        text = _original(name).decode()
        concerned = (*_concerned(name), "checksums.csv", "official_areas.csv") if name in LAYERS else _concerned(name)
        if name in TABLES:
            concerned = (*concerned, *_concerned_by_rows(name))
        for kind, change in LETTERS.items():
            if change(text) != text:
                yield Fault(f"{name}/letters_{kind}", concerned, f"whole file: {kind}",
                            _bytes(name, lambda c, f=change: f(c.decode()).encode()))  # fmt: skip
        if name in (*DOCUMENTS, SHELL):
            yield from _line_faults(name, text)


def _line_faults(name: str, text: str) -> Iterator[Fault]:
    """One line of a document: what a repair by hand has left, or an entry pasted from elsewhere."""
    lines = text.split("\n")
    worded = [n for n, line in enumerate(lines) if len(VIETNAMESE.findall(line)) >= 4 and "#" not in line]
    for kind, change in LETTERS.items():
        for part in range(min(_LINES, len(worded))):
            number = worded[_digest(f"{name}{kind}{part}") % len(worded)]
            if change(lines[number]) == lines[number]:
                continue

            def broken(content: bytes, number: int = number, change: Callable[[str], str] = change) -> bytes:
                parts = content.decode().split("\n")
                parts[number] = change(parts[number])
                return "\n".join(parts).encode()

            yield Fault(
                f"{name}/line_{kind}/{number + 1}/{part}", (name,), f"line {number + 1}: {kind}", _bytes(name, broken)
            )


# What is no fault


BOM = b"\xef\xbb\xbf"


def _flags_of_a_spreadsheet(content: bytes) -> bytes:
    return re.sub(rb"(?<=,)(true|false)(?=[,\r\n])", lambda found: found[0].upper(), content)


def _numbers_of_a_spreadsheet(content: bytes) -> bytes:
    """7.8 for 7.80, 5 for 5.0; in the lines with an even number of bytes the other way round."""

    def line(text: bytes) -> bytes:
        if len(text) % 2:
            return re.sub(rb"(?<=,)(-?\d+)(?:\.0+|(\.\d*[1-9])0+)(?=,|$)", rb"\1\2", text)
        return re.sub(rb"(?<=,)(-?\d+\.\d+)(?=,|$)", rb"\g<1>0", text)

    return b"\n".join(map(line, content.split(b"\n")))


#: What systems and programs do to a text without changing what it says.
HARMLESS: dict[str, Callable[[bytes], bytes]] = {
    "windows_line_ends": lambda content: content.replace(b"\n", b"\r\n"),
    "byte_order_mark": lambda content: BOM + content,
    "both": lambda content: BOM + content.replace(b"\n", b"\r\n"),
    "old_line_ends": lambda content: content.replace(b"\n", b"\r"),
    "parted_letters": lambda content: unicodedata.normalize("NFD", content.decode()).encode(),
}


def harmless() -> Iterator[tuple[str, Change, tuple[str, ...]]]:
    """What must be taken: name, change, files it is made to. Of the machine's own files and layers only line ends and marks."""
    everything = (*TABLES, *DOCUMENTS, SHELL, SETTINGS, *SEALS, *LAYERS)
    for kind, change in HARMLESS.items():
        # Letters taken apart are another text to digests; a reader of layers takes no old line ends.
        files = [name for name in everything if kind != "parted_letters" or name in (*LEDGER, "judgements.csv", SHELL, SETTINGS)
                 if kind != "old_line_ends" or name not in LAYERS]  # fmt: skip
        yield kind, _together(files, change), tuple(files)
        for name in files:
            yield f"{kind}/{name}", _bytes(name, change), (name,)
    for kind, change in (("flags", _flags_of_a_spreadsheet), ("numbers", _numbers_of_a_spreadsheet)):
        files = [name for name in TABLES if name not in GEO and change(_original(name)) != _original(name)]
        yield kind, _together(files, change), tuple(files)
        for name in files:
            yield f"{kind}/{name}", _bytes(name, change), (name,)


def _together(files: list[str], change: Callable[[bytes], bytes]) -> Change:
    def apply(data: Path, geo: Path) -> None:
        for name in files:
            _bytes(name, change)(data, geo)

    return apply


def taken(change: Change, root: Path) -> list[str]:
    """What is wrong where nothing is: a refusal, or another edition's name where digests are of the text."""
    place = copy_inputs(root)
    change(place.data, place.geo)
    try:
        setting("data", "directory", root / SETTINGS)
        _refused(shell.shell_findings(root / SHELL))
        edition.load_edition(place)
    except DataError as error:
        return [str(error)]
    return []


#: Every column of dates of every table: the end of time as registers write it.
LAST_DAY = "9999-12-31"


def dates() -> Iterator[tuple[str, str]]:
    """Tables of the ledger and their columns of dates."""
    for name, schema in SCHEMAS.items():
        for column, rule in schema.columns.items():
            if str(rule.dtype).startswith("datetime"):
                yield name, column


# The whole run


def _try(number: int) -> tuple[int, list[str]]:
    fault = faults()[number]
    with tempfile.TemporaryDirectory() as root:
        return number, trial(fault, Path(root) / "inputs")


_PROCESS = ExitStack()


def _quicken() -> None:
    """For a whole process of the run: what is entered lasts as long as the stack."""
    _PROCESS.enter_context(quick())


def main(arguments: list[str]) -> int:
    """Try all faults (or those whose id holds the argument) in two processes; 1 when the gate does wrong about any."""
    wanted = [n for n, fault in enumerate(faults()) if all(part in fault.id for part in arguments)]
    tried: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    wrong: list[tuple[Fault, list[str]]] = []
    with multiprocessing.get_context("spawn").Pool(2, _quicken) as pool:
        for number, problems in pool.imap_unordered(_try, wanted, chunksize=8):
            fault = faults()[number]
            tried[fault.files[0]] += 1
            refused[fault.files[0]] += not any("ACCEPTED" in problem for problem in problems)
            if problems:
                wrong.append((fault, problems))
    for name, change, _ in harmless() if not arguments else ():
        with tempfile.TemporaryDirectory() as root:
            if problems := taken(change, Path(root) / "inputs"):
                print(f"REFUSED though harmless: {name}\n    {problems[0][:400]}")
    for fault, problems in sorted(wrong, key=lambda entry: entry[0].id):
        print(f"{fault.id} ({fault.description})")
        for problem in problems[:3]:
            print(f"    {problem}"[:400])
    print(f"\n{'file':<28}{'tried':>7}{'refused':>9}")
    for name in sorted(tried):
        print(f"{name:<28}{tried[name]:>7}{refused[name]:>9}")
    print(f"{'all':<28}{sum(tried.values()):>7}{sum(refused.values()):>9}; {len(wrong)} told wrongly or accepted")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
