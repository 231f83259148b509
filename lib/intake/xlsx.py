"""Workbooks of today (.xlsx, .xlsm): parts of a zip, each read once as a stream; only cells that hold something are kept."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from lib.base.findings import DataError, Finding, few
from lib.intake.opening_bounds import MOST_ENTRIES, MOST_SHEETS, SAVE_AGAIN, Bounds, broken, refusal
from lib.intake.opening_cells import CellReader, shared_texts
from lib.intake.opening_styles import Styles, styles_of
from lib.intake.opening_texts import Runs, Texts, cleaned
from lib.intake.opening_xml import Attributes, elements
from lib.intake.opening_zip import Package
from lib.intake.sheet import Sheet


def read_xlsx(name: str, package: Package, bounds: Bounds) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """The sheets of a workbook in their order, and what a person should know of it.

    Raises :class:`lib.base.findings.DataError`, also with the library's own errors on strange bytes left to the caller.
    """
    main = workbook_part(package)
    related = _related(package, main)
    parts = {target.lower(): kind for kind, target in related.values()}
    findings: list[Finding] = []
    listed: list[tuple[str, str, bool]] = []
    told: list[str] = []
    from_1904 = False
    recounted = False

    def seen(path: tuple[str, ...], attributes: Attributes) -> None:
        nonlocal from_1904, recounted
        if path[-2:] == ("workbook", "workbookPr"):
            from_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif path[-2:] == ("workbook", "calcPr"):
            recounted = attributes.get("fullCalcOnLoad", "0") in ("1", "true")
        elif path[-2:] == ("sheets", "sheet"):
            hidden = attributes.get("state", "visible") != "visible"
            listed.append((cleaned(attributes.get("name", "")), attributes.get("id", ""), hidden))
            if len(listed) > MOST_SHEETS:
                raise refusal(name, f"sổ có hơn {MOST_SHEETS} trang tính.", "Chỉ giữ các trang tính của biểu mẫu.")

    elements(package, main, seen)
    styles = _styles(package, parts)
    texts = Texts(name, bounds)
    strings: list[Runs] = []
    for target, kind in parts.items():
        if kind == "sharedStrings" and target in package:
            strings = shared_texts(package, target)
    sheets = []
    zeros = 0
    for title, identity, hidden in listed:
        kind, target = related.get(identity, ("", ""))
        if kind != "worksheet":
            # Charts and sheets of old macros hold no cells of a form.
            continue
        if target not in package:
            findings.append(Finding(name, "tệp thiếu trang tính này.", sheet=title, remedy=SAVE_AGAIN))
            continue
        reader = CellReader(package, target, title, strings, styles, texts, from_1904, bounds)
        sheets.append(reader.sheet(hidden))
        findings += reader.findings
        zeros += reader.counted_zeros
    if not sheets and not findings:
        raise refusal(name, "sổ không có trang tính nào.", SAVE_AGAIN)
    if findings:
        raise DataError(few(findings))
    told += texts.settle()
    if recounted and zeros:
        told.append(
            f"{zeros} công thức có kết quả lưu sẵn là 0 trong sổ do một chương trình khác Excel ghi: có thể chưa được tính; "
            "nếu ngờ, mở bằng Excel, lưu lại rồi nộp."
        )
    told += _links(package, parts)
    if any(part.lower().endswith("vbaproject.bin") or "/macrosheets/" in part.lower() for part in package.names):
        told.append("Sổ có macro: macro không được chạy, chỉ đọc các ô.")
    return tuple(sheets), tuple(told)


def workbook_part(package: Package) -> str:
    """The part that lists the sheets, by the package's relations."""
    if "_rels/.rels" in package:
        for kind, target in _related(package, "").values():
            if kind == "officeDocument" and target in package:
                return target
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise broken(package.name, "workbook.xml")


def _related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part is related to inside the package: id → (kind, part); of links to other files the target as written."""
    folder, file = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    found: dict[str, tuple[str, str]] = {}

    def seen(path: tuple[str, ...], attributes: Attributes) -> None:
        if path[-1] == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "")
            if attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
            found[attributes.get("Id", "")] = (kind, target)
            if len(found) > MOST_ENTRIES:
                raise broken(package.name, relations)

    if relations in package:
        elements(package, relations, seen)
    return found


def _styles(package: Package, parts: dict[str, str]) -> Styles:
    for target, kind in parts.items():
        if kind == "styles" and target in package:
            return styles_of(package, target)
    return Styles()


def _links(package: Package, parts: dict[str, str]) -> list[str]:
    files: dict[str, None] = {}
    for target, kind in parts.items():
        if kind == "externalLink" and target in package:
            for _, linked in _related(package, target).values():
                files[cleaned(unquote(linked).replace("\\", "/").rpartition("/")[2])[:100]] = None
    if not files:
        return []
    named = ", ".join(list(files)[:10]) + (" …" if len(files) > 10 else "")
    return [f"Sổ có liên kết tới tệp khác ({named}): dùng giá trị đã lưu trong sổ, không mở các tệp ấy."]
