"""Opens what a unit hands in: a workbook (.xlsx, .xlsm, .xls) or a zip of several, known by its bytes and not by its name.

Everything else is refused in words that say what it is and what to do; nothing is unpacked or parsed before its size is
bounded, and no library's error gets out.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Callable
from typing import TypeVar

import xlrd

from lib.base.findings import DataError, Finding, few
from lib.intake.opening_bounds import MOST_BYTES, MOST_MEMBERS, SAVE_AGAIN, TAKE_AGAIN, Bounds, broken, refusal
from lib.intake.opening_zip import Package
from lib.intake.sheet import Sheet, Workbook
from lib.intake.xls import read_xls
from lib.intake.xlsx import read_xlsx

_T = TypeVar("_T")

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Workbooks from before compound files: the record that begins one, of the fifth version and older.
_BIFF = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x08\x06\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
_PASSWORD = "sổ được đặt mật khẩu mở (mã hoá): không đọc được."
_PASSWORD_REMEDY = (
    "Mở bằng Excel, vào Tệp (File) – Thông tin (Info) – Bảo vệ sổ (Protect Workbook), xoá mật khẩu rồi lưu lại."
)
_FORMS = "Nộp sổ Excel (.xlsx) của biểu mẫu."
#: Files that systems and programs leave beside a person's own.
_LEFT_BEHIND = {"thumbs.db", "desktop.ini"}

# First bytes, what they are the beginning of, and what to do.
_OTHERS = (
    (b"%PDF", "đây là tệp PDF, không phải sổ Excel.", _FORMS),
    (b"Rar!", "đây là tệp nén RAR.", "Nén lại thành .zip, rồi nộp."),
    (b"7z\xbc\xaf", "đây là tệp nén 7z.", "Nén lại thành .zip, rồi nộp."),
    (b"\x1f\x8b", "đây là tệp nén gzip.", "Nén lại thành .zip, rồi nộp."),
    (b"\x89PNG", "đây là ảnh, không phải sổ Excel.", _FORMS),
    (b"\xff\xd8\xff", "đây là ảnh, không phải sổ Excel.", _FORMS),
    (b"GIF8", "đây là ảnh, không phải sổ Excel.", _FORMS),
    (b"{\\rtf", "đây là văn bản RTF (Word), không phải sổ Excel.", _FORMS),
)
_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|meta|body|table|style|div)\b", re.IGNORECASE)
_MHT = re.compile(r"^(?:MIME-Version|Content-Type|From|Subject)\s*:", re.IGNORECASE | re.MULTILINE)
#: A part of a compound file by its name, as it stands in the directory.
_STREAMS = {
    text: text.encode("utf-16-le") for text in ("EncryptedPackage", "Workbook", "Book", "WordDocument", "PowerPoint")
}


def opened(name: str, content: bytes) -> tuple[Workbook, ...]:
    """The workbooks of one handed-in file: one, or those of a zip in the order of their names.

    ``name``: as a person knows the file; a workbook inside a zip is called ``bo.zip/huyen.xlsx``. Raises
    :class:`lib.base.findings.DataError` with every finding.
    """
    bounds = Bounds()
    _bounded(name, content)
    if content.startswith(_ZIP):
        package = _guarded(name, lambda: Package(name, content, bounds))
        if not _is_document(package):
            return _members(package, bounds)
    return (_workbook(name, content, bounds),)


def _guarded(name: str, read: Callable[[], _T]) -> _T:
    """What ``read`` gives; any error of a library on strange bytes is a finding."""
    try:
        return read()
    except DataError:
        raise
    except Exception:  # whatever a library raises, the file is what is wrong
        raise broken(name) from None


def _bounded(name: str, content: bytes) -> None:
    if len(content) > MOST_BYTES:
        message = f"tệp quá lớn ({len(content) // 1_000_000} MB, nhiều nhất {MOST_BYTES // 1_000_000} MB)."
        raise refusal(name, message, "Xoá ảnh, trang tính và định dạng thừa, lưu lại thành .xlsx rồi nộp.")
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \r\n\t\x00"):
        raise refusal(name, "tệp rỗng.", TAKE_AGAIN)


def _is_document(package: Package) -> bool:
    """Whether a zip is one document of an office program, not a bundle of files."""
    return any(part in package for part in ("[Content_Types].xml", "mimetype", "xl/workbook.xml", "xl/workbook.bin"))


def _members(package: Package, bounds: Bounds) -> tuple[Workbook, ...]:
    names = sorted(part for part in package.names if not _left_behind(part))
    if not names:
        raise refusal(package.name, "tệp nén không có sổ nào.", "Nén các sổ .xlsx cần nộp, rồi nộp lại.")
    if len(names) > MOST_MEMBERS:
        raise refusal(package.name, f"tệp nén có hơn {MOST_MEMBERS} sổ.", "Nộp làm nhiều lần.")
    found: list[Workbook] = []
    findings: list[Finding] = []
    for part in names:
        name = f"{package.name}/{part}"
        try:
            if package.size(part) > MOST_BYTES:
                message = (
                    f"tệp quá lớn ({package.size(part) // 1_000_000} MB, nhiều nhất {MOST_BYTES // 1_000_000} MB)."
                )
                raise refusal(name, message, "Xoá ảnh, trang tính và định dạng thừa, lưu lại thành .xlsx rồi nén lại.")
            content = _guarded(name, lambda part=part: package.read(part))  # type: ignore[misc]
            _bounded(name, content)
            found.append(_workbook(name, content, bounds))
        except DataError as error:
            findings += error.findings
            if bounds.cells < 0 or bounds.unpacked < 0:
                break
    if findings:
        raise DataError(few(findings))
    return tuple(found)


def _left_behind(part: str) -> bool:
    steps = part.split("/")
    return (
        any(step.startswith((".", "~$")) or step == "__MACOSX" for step in steps) or steps[-1].lower() in _LEFT_BEHIND
    )


def _workbook(name: str, content: bytes, bounds: Bounds) -> Workbook:
    sheets, told = _guarded(name, lambda: _read(name, content, bounds))
    return Workbook(name, hashlib.sha256(content).hexdigest(), sheets, told)


def _read(name: str, content: bytes, bounds: Bounds) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    if content.startswith(_ZIP):
        package = Package(name, content, bounds)
        _refuse_documents(package)
        return read_xlsx(name, package, bounds)
    if content.startswith(_OLE):
        _refuse_compound(name, content)
    elif not content.startswith(_BIFF):
        raise _stranger(name, content)
    try:
        return read_xls(name, content, bounds)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise refusal(name, _PASSWORD, _PASSWORD_REMEDY) from None
        raise


def _refuse_documents(package: Package) -> None:
    """Refuse what is packed as a zip and no workbook that is read here."""
    name = package.name
    if "xl/workbook.bin" in package:
        raise refusal(name, "sổ ở dạng nhị phân .xlsb, không đọc được ở đây.", SAVE_AGAIN)
    if "mimetype" in package:
        kind = package.read("mimetype")[:100]
        if b"opendocument.spreadsheet" in kind:
            raise refusal(name, "sổ ở dạng OpenDocument (.ods), không đọc được ở đây.", SAVE_AGAIN)
        if b"opendocument" in kind:
            raise refusal(name, "đây là văn bản OpenDocument, không phải sổ Excel.", _FORMS)
    if not _is_document(package):
        message = "đây là tệp nén nằm trong tệp nén."
        raise refusal(name, message, "Nén các sổ trong một tệp .zip duy nhất, không nén lồng nhau.")
    tops = {part.partition("/")[0].lower() for part in package.names}
    for top, what in (("word", "văn bản Word"), ("ppt", "trình chiếu PowerPoint"), ("visio", "bản vẽ Visio")):
        if top in tops and "xl" not in tops:
            raise refusal(name, f"đây là {what}, không phải sổ Excel.", _FORMS)


def _refuse_compound(name: str, content: bytes) -> None:
    """Refuse what is packed as a compound file and no workbook that is read here."""
    has = {text for text, mark in _STREAMS.items() if mark + b"\x00\x00" in content}
    if "EncryptedPackage" in has:
        raise refusal(name, _PASSWORD, _PASSWORD_REMEDY)
    if "Root Entry".encode("utf-16-le") not in content:
        raise broken(name)
    if not has & {"Workbook", "Book"}:
        what = {"WordDocument": "văn bản Word"} if "WordDocument" in has else {}
        shown = next(iter(what.values()), "tệp của chương trình khác (Word, PowerPoint, Outlook …)")
        raise refusal(name, f"đây là {shown}, không phải sổ Excel.", _FORMS)


def _stranger(name: str, content: bytes) -> DataError:
    """The refusal of what is neither kind of workbook: in words that say what it is, where that can be told."""
    for beginning, message, remedy in _OTHERS:
        if content.startswith(beginning):
            return refusal(name, message, remedy)
    extension = posixpath.splitext(name)[1].lower()
    under = f"tệp mang đuôi {extension} nhưng " if extension in (".xls", ".xlsx", ".xlsm", ".xlsb") else ""
    head = _letters(content[:8192])
    if head is None:
        return refusal(name, "không phải sổ Excel, cũng không phải tệp .zip của các sổ.", SAVE_AGAIN)
    if "urn:schemas-microsoft-com:office:spreadsheet" in head or 'progid="Excel.Sheet"' in head:
        return refusal(name, f"{under}bên trong là bảng tính XML 2003.", SAVE_AGAIN)
    if _MHT.match(head):
        return refusal(name, f"{under}bên trong là trang web một tệp (MHT).", SAVE_AGAIN)
    if _HTML.search(head):
        return refusal(name, f"{under}bên trong là trang web (HTML).", SAVE_AGAIN)
    if head.startswith("<"):
        return refusal(name, f"{under}bên trong là XML, không phải sổ Excel.", SAVE_AGAIN)
    if "\t" in head:
        return refusal(name, f"{under}bên trong là chữ ngăn cột bằng phím Tab.", SAVE_AGAIN)
    if "," in head or ";" in head:
        return refusal(name, f"{under}bên trong là chữ ngăn cột bằng dấu phẩy (CSV).", SAVE_AGAIN)
    return refusal(name, f"{under}bên trong là chữ thường, không phải bảng tính.", SAVE_AGAIN)


def _letters(head: bytes) -> str | None:
    """The beginning of a file as text; None where it is none."""
    coding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = head.decode(coding, "replace")
    if text.count("\ufffd") > 2:
        text = head.decode("latin-1")
    seen = sum(1 for letter in text if unicodedata.category(letter) == "Cc" and letter not in "\r\n\t")
    return None if seen > 2 or "\x00" in text else text.lstrip("\ufeff \r\n\t")
