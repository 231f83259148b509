"""Reading the ledger's files: encodings, columns, types; then the cross-table checks."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pandera.errors

from lib.errors import DataError, Finding
from lib.ledger import checks
from lib.ledger.schemas import SCHEMAS
from lib.paths import DATA_DIR

_SAVE_AS = "Mở tệp bằng Excel hoặc LibreOffice và lưu lại dạng “CSV UTF-8”."
# Letters that appear when TCVN3 or VNI bytes are read as Latin text; Vietnamese UTF-8 text has none of them.
_LEGACY = ("µ", "¸", "¶", "·", "¹", "Ê", "Ö", "Ü", "ñ", "Þ", "§", "®", "¬")


@dataclass(frozen=True)
class Ledger:
    """All tables of the ledger, validated. Text columns are never null; years are numbers, dates datetimes."""

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

    Raises :class:`lib.errors.DataError` with every finding (file, spreadsheet row, column, remedy).
    """
    findings: list[Finding] = []
    tables: dict[str, pd.DataFrame] = {}
    for name in SCHEMAS:
        try:
            tables[name] = _validated(name, read_table(directory / name))
        except DataError as error:
            findings.extend(error.findings)
    if findings:
        raise DataError(findings)
    ledger = Ledger(
        **{_FIELDS.get(name, name.removesuffix(".csv")): _typed(name, table) for name, table in tables.items()}
    )
    findings = checks.cross_checks(ledger)
    if findings:
        raise DataError(findings)
    return ledger


_FIELDS = {"group_members.csv": "members"}


def read_table(path: Path) -> pd.DataFrame:
    """A CSV file as text columns (index = spreadsheet row). Refuses other encodings by name."""
    name = path.name
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DataError([Finding(name, "không tìm thấy tệp.", remedy="Đặt lại tệp vào thư mục data/.")]) from None
    if not content.strip():
        raise DataError([Finding(name, "tệp rỗng.", remedy="Lấy lại tệp từ bản lưu.")])
    text = _decoded(name, content)
    try:
        table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, skip_blank_lines=False)
    except pd.errors.ParserError as error:
        raise DataError([Finding(name, f"bảng không đọc được ({error}).", remedy=_SAVE_AS)]) from None
    table.index = range(2, len(table) + 2)
    return table.apply(lambda column: column.str.strip())


def _decoded(name: str, content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DataError([Finding(name, "tệp mã hoá UTF-16, không phải UTF-8.", remedy=_SAVE_AS)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        message = "tệp không phải UTF-8 (có thể là windows-1258, TCVN3 hoặc VNI)."
        raise DataError([Finding(name, message, row=row, remedy=_SAVE_AS)]) from None
    for row, line in enumerate(text.splitlines(), start=1):
        if sum(line.count(letter) for letter in _LEGACY) >= 3:
            message = "chữ Việt theo bảng mã cũ (TCVN3 hoặc VNI)."
            raise DataError([Finding(name, message, row=row, remedy=_SAVE_AS)])
    return text


def _validated(name: str, table: pd.DataFrame) -> pd.DataFrame:
    schema = SCHEMAS[name]
    findings = [Finding(name, f"thiếu cột “{c}”.", row=1, column=c) for c in schema.columns if c not in table]
    findings += [Finding(name, f"thừa cột “{c}”.", row=1, column=str(c)) for c in table if c not in schema.columns]
    if findings:
        raise DataError(findings)
    converted = table.copy()
    for column, rule in schema.columns.items():
        kind = str(rule.dtype)
        if kind == "float64":
            converted[column] = pd.to_numeric(table[column].replace("", None), errors="coerce").astype(float)
        elif kind.startswith("datetime64"):
            parsed = pd.to_datetime(table[column].replace("", None), format="%Y-%m-%d", errors="coerce")
            converted[column] = parsed.astype("datetime64[ns]")
        else:
            continue
        wrong = converted[column].isna() & (table[column] != "")
        findings += [
            Finding(name, f"“{table.at[row, column]}” không phải {'số' if kind == 'float64' else 'ngày'}.",
                    row=int(row), column=column, remedy=_remedy(kind))
            for row in table.index[wrong]
        ]  # fmt: skip
    if findings:
        raise DataError(findings)
    try:
        schema.validate(converted, lazy=True)
    except pandera.errors.SchemaErrors as error:
        raise DataError(_findings(name, error.failure_cases, table)) from None
    return converted


def _remedy(kind: str) -> str:
    if kind == "float64":
        return "Viết số bằng dấu chấm thập phân, không có dấu cách, ví dụ 7.80."
    return "Viết ngày theo dạng năm-tháng-ngày, ví dụ 2024-12-31."


def _findings(name: str, cases: pd.DataFrame, table: pd.DataFrame) -> list[Finding]:
    found = []
    for case in cases.itertuples():
        column = case.column if isinstance(case.column, str) and case.column in table else None
        row = int(case.index) if pd.notna(case.index) else None
        check = str(case.check)
        if check == "not_nullable":
            message = "không được để trống."
        elif "unique" in check:
            value = table.at[row, column] if row and column else case.failure_case
            message = f"“{value}” bị lặp."
        else:
            message = f"“{case.failure_case}” {check}."
        found.append(Finding(name, message, row=row, column=column, remedy="Sửa ô này rồi chạy lại."))
    unique = {(f.row, f.column, f.message): f for f in found}
    return sorted(unique.values(), key=lambda f: (f.row or 0, f.column or ""))


def _typed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    typed = table.copy()
    for column in ("preferred", "url_is_shortened"):
        if column in typed:
            typed[column] = typed[column] == "true"
    for column in ("households_2019", "population_2019", "decimals", "baseline_year", "end_year"):
        if column in typed:
            typed[column] = typed[column].astype(int)
    typed.index.name = "row"
    return typed
