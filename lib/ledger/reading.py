"""Reading the ledger's files: encodings, columns, types; then the cross-table checks."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pandera.errors

from lib.base.findings import DataError, Finding
from lib.base.paths import DATA_DIR
from lib.ledger import checks
from lib.ledger.schemas import SCHEMAS

_SAVE_AS = "Mở tệp bằng Excel hoặc LibreOffice và lưu lại dạng “CSV UTF-8”, ngăn cột bằng dấu phẩy."
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
# UTF-8 read as windows-1252 and saved again: "Tá»‰nh Nghá»‡ An".
_DOUBLE = re.compile("á[º»]|Ä[‘\u0090]|Æ[°¡]")
# Letters that TCVN3 and VNI cannot give: a cell with one of them is Vietnamese, foreign names in it are quotations.
_UNICODE_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
# Foreign names have such letters too ("Müller và Björk"), but not in most of their words.
_LEGACY_HITS_A_CELL, _LEGACY_HITS_A_WORD = 2, 0.5
_FLAGS = ("preferred", "url_is_shortened")
_INTEGERS = ("households_2019", "population_2019", "decimals", "baseline_year", "end_year")
_FIELDS = {"group_members.csv": "members"}


@dataclass(frozen=True)
class Ledger:
    """All tables of the ledger, validated; each table's index is the spreadsheet row.

    Text columns are never null (empty text instead); years are numbers, dates datetimes, flags booleans.
    """

    units: pd.DataFrame
    groups: pd.DataFrame
    members: pd.DataFrame
    households: pd.DataFrame
    indicators: pd.DataFrame
    sources: pd.DataFrame
    contradictions: pd.DataFrame
    plans: pd.DataFrame
    targets: pd.DataFrame
    assignments: pd.DataFrame
    observations: pd.DataFrame


def load_ledger(directory: Path = DATA_DIR) -> Ledger:
    """Read and validate every table in ``directory``.

    Raises :class:`lib.base.findings.DataError` with every finding (file, spreadsheet row, column, remedy). The rules
    between tables run only when each table by itself is sound: they would report nonsense otherwise.
    """
    findings: list[Finding] = []
    tables: dict[str, pd.DataFrame] = {}
    for name in SCHEMAS:
        try:
            table = _validated(name, read_table(Path(directory) / name))
            tables[_FIELDS.get(name, name.removesuffix(".csv"))] = _typed(table)
        except DataError as error:
            findings.extend(error.findings)
    if not findings:
        ledger = Ledger(**tables)
        findings = checks.cross_checks(ledger)
    if findings:
        raise DataError(findings)
    return ledger


def read_table(path: Path) -> pd.DataFrame:
    """A CSV file as trimmed text columns (index = spreadsheet row; blank rows left out).

    Raises :class:`lib.base.findings.DataError` for a missing or empty file, another encoding than UTF-8, another
    separator than the comma and rows with too many or too few cells.
    """
    name = path.name
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        finding = Finding(name, "không tìm thấy tệp.", remedy="Đặt lại tệp vào thư mục data/.")
        raise DataError([finding]) from None
    except OSError as error:
        message = f"không mở được tệp ({error.strerror})."
        remedy = "Kiểm tra quyền đọc, và rằng đây là một tệp chứ không phải thư mục."
        raise DataError([Finding(name, message, remedy=remedy)]) from None
    if not content.strip(b"\xef\xbb\xbf \r\n\t\x00"):
        raise DataError([Finding(name, "tệp rỗng.", remedy="Lấy lại tệp từ bản lưu.")])
    reader = csv.reader(io.StringIO(decode(name, content), newline=""))
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
    if not numbered:
        findings.append(Finding(name, "bảng không có dòng nào.", row=1, remedy="Lấy lại tệp từ bản lưu."))
    if findings:
        raise DataError(findings)
    cells = [[cell.strip() for cell in row] for _, row in numbered]
    return pd.DataFrame(cells, columns=header, index=[number for number, _ in numbered], dtype=object)


def decode(name: str, content: bytes) -> str:
    """The text of a UTF-8 file (a byte-order mark is fine), letters composed (Unicode NFC).

    Raises :class:`lib.base.findings.DataError` naming the first row that is not UTF-8 or looks like TCVN3/VNI.
    """
    if content[:4] == b"PK\x03\x04":
        raise DataError([Finding(name, "đây là tệp Excel đổi tên, không phải CSV.", row=1, remedy=_SAVE_AS)])
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content:
        raise DataError([Finding(name, "tệp mã hoá UTF-16, không phải UTF-8.", row=1, remedy=_SAVE_AS)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        message = "tệp không phải UTF-8 (có thể là windows-1258, TCVN3 hoặc VNI)."
        raise DataError([Finding(name, message, row=row, remedy=_SAVE_AS)]) from None
    for row, line in enumerate(text.splitlines(), start=1):
        if message := _mojibake(unicodedata.normalize("NFC", line)):
            raise DataError([Finding(name, message, row=row, remedy=_SAVE_AS)])
    return unicodedata.normalize("NFC", text)


def _mojibake(line: str) -> str | None:
    """What is wrong with the letters of a line, if anything."""
    if line.isascii():
        return None
    if _DOUBLE.search(line):
        return "chữ Việt bị vỡ (UTF-8 mở như windows-1252 rồi lưu lại)."
    for cell in line.split(","):
        if _UNICODE_VIETNAMESE.search(cell):
            continue
        hits = len(_LEGACY.findall(cell))
        if hits >= _LEGACY_HITS_A_CELL and hits > _LEGACY_HITS_A_WORD * len(cell.split()):
            return "chữ Việt theo bảng mã cũ (TCVN3 hoặc VNI)."
    return None


def _validated(name: str, table: pd.DataFrame) -> pd.DataFrame:
    schema = SCHEMAS[name]
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
        kind = str(rule.dtype)
        if kind == "float64":
            numbers = pd.to_numeric(table[column].replace("", None), errors="coerce")
            converted[column] = numbers.astype(float).replace([float("inf"), float("-inf")], float("nan"))
        elif kind.startswith("datetime64"):
            parsed = pd.to_datetime(table[column].replace("", None), format="%Y-%m-%d", errors="coerce")
            converted[column] = parsed.astype("datetime64[ns]")
        else:
            continue
        for row in table.index[converted[column].isna() & (table[column] != "")]:
            word, remedy = _TYPES["number" if kind == "float64" else "date"]
            message = f"“{table.at[row, column]}” không phải {word}."
            findings.append(Finding(name, message, row=int(row), column=column, remedy=remedy))
    if findings:
        raise DataError(findings)
    try:
        schema.validate(converted, lazy=True)
    except pandera.errors.SchemaErrors as error:
        raise DataError(_findings(name, error.failure_cases, table)) from None
    return converted


_TYPES = {
    "number": ("số", "Viết số bằng dấu chấm thập phân, không có dấu cách hay dấu phân nghìn, ví dụ 7.80."),
    "date": ("ngày", "Viết ngày theo dạng năm-tháng-ngày, ví dụ 2024-12-31."),
}


def _findings(name: str, cases: pd.DataFrame, table: pd.DataFrame) -> list[Finding]:
    found = []
    for case in cases.itertuples():
        column = case.column if isinstance(case.column, str) and case.column in table else None
        row = int(case.index) if pd.notna(case.index) else None
        check = str(case.check)
        if check == "multiple_fields_uniqueness":
            # One case a key column and row: say it once a row, with the whole key.
            key = ", ".join(table.loc[row, _key_columns(name)])
            column, message = _key_columns(name)[-1], f"“{key}” bị lặp."
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


def _key_columns(name: str) -> list[str]:
    return list(SCHEMAS[name].unique or [])


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    typed = table.copy()
    for column in _FLAGS:
        if column in typed:
            typed[column] = typed[column] == "true"
    for column in _INTEGERS:
        if column in typed:
            typed[column] = typed[column].astype(int)
    typed.index.name = "row"
    return typed
