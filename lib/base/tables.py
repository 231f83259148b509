"""Tables read from CSV by a schema: encodings, columns, types, rules of single cells.

Schemas are pandera's; :func:`text`, :func:`number`, :func:`flag`, :func:`year`, :func:`date` and :func:`table` write them. What is
wrong is told in Vietnamese with file, spreadsheet row, column and remedy.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from lib.base.files import why
from lib.base.findings import DataError, Finding, few
from lib.base.letters import MARKUP, broken, decode

FLAGS = ["true", "false"]
#: Larger than any of our tables by far; a junk file is refused before it is parsed.
_MOST_BYTES = 5_000_000
#: A cell longer than this is no figure, name or quotation of ours.
_LONGEST_CELL = 3000
#: More rows than any of our tables by far: a table of another kind, or one pasted over and over.
_MOST_ROWS = 20_000
_SAVE_AS = "Mở tệp bằng Excel hoặc LibreOffice và lưu lại dạng “CSV UTF-8”, ngăn cột bằng dấu phẩy."


def text(
    *,
    required: bool = False,
    one_of: list[str] | None = None,
    unique: bool = False,
    longest: int | None = None,
    pattern: str | None = None,
    pattern_vi: str = "không đúng dạng",
) -> pa.Column:
    """A column of text; ``longest``: most characters a cell may have; ``pattern``: what the whole cell must match."""
    checks = []
    if required:
        checks.append(pa.Check(lambda s: s.str.strip() != "", error="không được để trống"))
    if one_of:
        checks.append(pa.Check.isin(one_of, error=f"phải là một trong: {', '.join(one_of)}"))
    if longest:
        checks.append(pa.Check(lambda s: s.str.len() <= longest, error=f"dài quá {longest} ký tự"))
    if pattern:
        checks.append(pa.Check(lambda s: s.str.fullmatch(pattern), error=pattern_vi))
    return pa.Column(str, checks, unique=unique, coerce=False)


def flag() -> pa.Column:
    """A column of true and false."""
    return pa.Column(
        str, [pa.Check.isin(FLAGS, error=f"phải là một trong: {', '.join(FLAGS)}")], metadata={"kind": "flag"}
    )


def number(
    *, low: float | None = None, high: float | None = None, nullable: bool = False, whole: bool = False
) -> pa.Column:
    """A column of numbers; ``whole`` ones that may not be missing become integers."""
    checks = []
    if low is not None:
        checks.append(pa.Check(lambda s: s.isna() | (s >= low), error=f"không được nhỏ hơn {low:g}"))
    if high is not None:
        checks.append(pa.Check(lambda s: s.isna() | (s <= high), error=f"không được lớn hơn {high:g}"))
    if whole:
        checks.append(pa.Check(lambda s: s.isna() | (s % 1 == 0), error="phải là số nguyên"))
    kind = "integer" if whole and not nullable else "number"
    return pa.Column(float, checks, nullable=nullable, metadata={"kind": kind})


def year(*, nullable: bool = False) -> pa.Column:
    """A column of years."""
    inside = pa.Check(lambda s: s.isna() | (s.between(1990, 2035) & (s % 1 == 0)), error="phải là năm từ 1990 đến 2035")
    return pa.Column(float, inside, nullable=nullable, metadata={"kind": "number" if nullable else "integer"})


def date(*, required: bool = False) -> pa.Column:
    """A column of dates; ``required``: empty is refused."""
    return pa.Column("datetime64[us]", nullable=not required)


def table(columns: dict[str, pa.Column], unique: list[str] | None = None) -> pa.DataFrameSchema:
    """A table of exactly these columns; ``unique``: columns that make a row's key."""
    return pa.DataFrameSchema(columns, strict=True, unique=unique)


def load_table(path: Path, schema: pa.DataFrameSchema, *, may_be_empty: bool = False) -> pd.DataFrame:
    """Read and validate one file; flags become booleans, whole numbers integers; the index is the spreadsheet row.

    Raises :class:`lib.base.findings.DataError` with every finding.
    """
    return _loaded(path.name, _content(path), _Rules(schema), may_be_empty).copy()


def read_table(path: Path, *, may_be_empty: bool = False) -> pd.DataFrame:
    """A CSV file as trimmed text columns (index = spreadsheet row; blank rows left out).

    Raises :class:`lib.base.findings.DataError` for a missing or empty file, another encoding than UTF-8, another
    separator than the comma and rows with too many or too few cells.
    """
    return _rows(path.name, _content(path), may_be_empty).copy()


@dataclass(frozen=True)
class _Rules:
    """A schema as part of a key: schemas are made once and count by what they are, not by what they say."""

    schema: pa.DataFrameSchema

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rules) and self.schema is other.schema

    def __hash__(self) -> int:
        return id(self.schema)


# After a save only the file that changed is read and checked anew: what was made of the same content is kept.
@lru_cache(maxsize=64)
def _loaded(name: str, content: bytes, rules: _Rules, may_be_empty: bool) -> pd.DataFrame:
    return _typed(_validated(name, _rows(name, content, may_be_empty), rules.schema), rules.schema)


def _content(path: Path) -> bytes:
    name = path.name
    try:
        return path.read_bytes()
    except FileNotFoundError:
        finding = Finding(name, "không tìm thấy tệp.", remedy="Đặt lại tệp vào thư mục data/.")
        raise DataError([finding]) from None
    except OSError as error:
        message = f"không mở được tệp ({why(error)})."
        remedy = "Kiểm tra quyền đọc, và rằng đây là một tệp chứ không phải thư mục."
        raise DataError([Finding(name, message, remedy=remedy)]) from None


@lru_cache(maxsize=64)
def _rows(name: str, content: bytes, may_be_empty: bool) -> pd.DataFrame:
    if len(content) > _MOST_BYTES:
        message = f"tệp quá lớn ({len(content) // 1_000_000} MB)."
        raise DataError([Finding(name, message, remedy="Lấy lại tệp từ bản lưu.")])
    if not content.strip(b"\xef\xbb\xbf \r\n\t\x00"):
        raise DataError([Finding(name, "tệp rỗng.", remedy="Lấy lại tệp từ bản lưu.")])
    reader = csv.reader(io.StringIO(decode(name, content, _SAVE_AS, cells=True), newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error:
        message = "bảng không đọc được từ dòng này (có thể thiếu một dấu ngoặc kép)."
        raise DataError([Finding(name, message, row=reader.line_num, remedy=_SAVE_AS)]) from None
    header = [cell.strip() for cell in rows[0]]
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        message = "các cột không ngăn bằng dấu phẩy."
        raise DataError([Finding(name, message, row=1, remedy=_SAVE_AS)])
    findings = [
        Finding(name, f"cột “{c}” có hai lần.", row=1, column=c, remedy="Xoá cột thừa hoặc sửa tên cột.")
        for c in set(header)
        if header.count(c) > 1
    ]
    numbered = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(map(str.strip, row))]
    for number, row in numbered:
        if len(row) != len(header):
            message = f"có {len(row)} ô, tiêu đề có {len(header)} cột."
            remedy = "Đặt chữ hay số có dấu phẩy trong ngoặc kép; số thập phân dùng dấu chấm, ví dụ 7.80."
            findings.append(Finding(name, message, row=number, remedy=remedy))
    if not numbered and not may_be_empty:
        findings.append(Finding(name, "bảng không có dòng nào.", row=1, remedy="Lấy lại tệp từ bản lưu."))
    if len(numbered) > _MOST_ROWS:
        message = f"bảng có {len(numbered)} dòng, nhiều hơn hẳn mọi bảng ở đây."
        findings.append(Finding(name, message, remedy="Lấy lại tệp từ bản lưu."))
    if findings:
        raise DataError(few(findings))
    for number, row in numbered:
        for column, cell in zip(header, row, strict=False):
            if told := _unusable(cell):
                findings.append(Finding(name, told[0], number, column, remedy=told[1]))
    if findings:
        raise DataError(few(findings))
    cells = [[cell.strip() for cell in row] for _, row in numbered]
    return pd.DataFrame(cells, columns=header, index=[number for number, _ in numbered], dtype=object)


def _unusable(cell: str) -> tuple[str, str] | None:
    """What no cell may hold (message, remedy)."""
    if len(cell) > _LONGEST_CELL:
        return f"ô dài {len(cell)} ký tự.", f"Nhiều nhất {_LONGEST_CELL} ký tự."
    if MARKUP.search(cell):
        return "ô có thẻ HTML.", "Chỉ ghi chữ, không ghi thẻ."
    return broken(cell)


def _validated(name: str, table: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame:
    findings = [
        Finding(name, f"thiếu cột “{c}”.", row=1, column=c, remedy="Xem data/README.md về các cột của bảng.")
        for c in schema.columns
        if c not in table
    ]
    findings += [
        Finding(name, f"thừa cột “{c}”.", row=1, column=str(c), remedy="Xoá cột này hoặc sửa tên cột.")
        for c in table
        if c not in schema.columns
    ]
    if findings:
        raise DataError(findings)
    converted = table.astype("str")
    for column, rule in schema.columns.items():
        if (rule.metadata or {}).get("kind") == "flag":
            # Spreadsheet programs write TRUE and FALSE.
            converted[column] = converted[column].str.lower()
    for column, rule in schema.columns.items():
        kind = str(rule.dtype)
        if kind == "float64":
            numbers = pd.to_numeric(table[column].replace("", None), errors="coerce")
            converted[column] = numbers.astype(float).replace([float("inf"), float("-inf")], float("nan"))
        elif kind.startswith("datetime64"):
            parsed = pd.to_datetime(table[column].replace("", None), format="%Y-%m-%d", errors="coerce")
            converted[column] = parsed.astype("datetime64[us]")
        else:
            continue
        for row in table.index[converted[column].isna() & (table[column] != "")]:
            word, remedy = _TYPES["number" if kind == "float64" else "date"]
            message = f"“{table.at[row, column]}” không phải {word}."
            findings.append(Finding(name, message, row=int(row), column=column, remedy=remedy))
    if findings:
        raise DataError(few(findings))
    try:
        schema.validate(converted, lazy=True)
    except pandera.errors.SchemaErrors as error:
        raise DataError(few(_findings(name, error.failure_cases, table, schema))) from None
    return converted


#: Wrong cells looked at; a few of them are told.
_MOST_CASES = 1000
_TYPES = {
    "number": ("số", "Viết số bằng dấu chấm thập phân, không có dấu cách hay dấu phân nghìn, ví dụ 7.80."),
    "date": ("ngày", "Viết ngày theo dạng năm-tháng-ngày, ví dụ 2024-12-31."),
}


def _findings(name: str, cases: pd.DataFrame, table: pd.DataFrame, schema: pa.DataFrameSchema) -> list[Finding]:
    found = []
    for case in cases.head(_MOST_CASES).itertuples():
        column = case.column if isinstance(case.column, str) and case.column in table else None
        row = int(case.index) if pd.notna(case.index) else None
        check = str(case.check)
        if check == "multiple_fields_uniqueness":
            # One case a key column and row: say it once a row, with the whole key.
            key_columns = list(schema.unique or [])
            key = ", ".join(table.loc[row, key_columns])
            column, message = key_columns[-1], f"“{key}” bị lặp."
        elif check == "not_nullable":
            message = "không được để trống."
        elif "unique" in check:
            value = table.at[row, column] if row and column else case.failure_case
            message = f"“{value}” bị lặp."
        elif str(case.failure_case).strip() == "":
            message = f"{check}."
        else:
            message = f"“{case.failure_case}” {check}."
        found.append(Finding(name, message, row=row, column=column, remedy="Sửa ô này rồi chạy lại."))
    once = {(f.row, f.column, f.message): f for f in found}
    return sorted(once.values(), key=lambda f: (f.row or 0, f.column or ""))


def _typed(table: pd.DataFrame, schema: pa.DataFrameSchema) -> pd.DataFrame:
    typed = table.copy()
    for column, rule in schema.columns.items():
        kind = (rule.metadata or {}).get("kind")
        if kind == "flag":
            typed[column] = typed[column] == "true"
        elif kind == "integer":
            typed[column] = typed[column].astype(int)
    typed.index.name = "row"
    return typed
