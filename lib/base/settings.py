"""Settings of an installation: ``settings.toml`` at the root, overruled by environment variables."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

from lib.base.files import why
from lib.base.findings import DataError, Finding, data_error
from lib.base.letters import broken, decode
from lib.base.paths import ROOT

#: (section, key) -> environment variable that overrules it. All settings are texts.
VARIABLES = {
    ("data", "directory"): "NGHEAN_DATA",
    ("preview", "data"): "NGHEAN_PREVIEW_DATA",
    ("boundaries", "districts"): "NGHEAN_BOUNDARIES_DISTRICTS",
    ("server", "frame_ancestors"): "NGHEAN_FRAME_ANCESTORS",
    ("slides", "template"): "NGHEAN_SLIDES_TEMPLATE",
    ("store", "url"): "NGHEAN_STORE_URL",
}
FILE = "settings.toml"
_ANCESTOR = re.compile(r"'self'|'none'|https?://(?:\*\.)?[A-Za-z0-9.-]+(?::(?:\d{1,5}|\*))?")


def setting(section: str, key: str, path: Path = ROOT / FILE) -> str | None:
    """The value of a setting, or None when it is not set (or empty).

    Raises ``KeyError`` for a setting that does not exist and :class:`lib.base.findings.DataError` for a broken file or a
    setting in it that nobody reads (a misspelt key must not be ignored silently).
    """
    variable = VARIABLES[(section, key)]
    if os.environ.get(variable):
        return os.environ[variable]
    return _read(path).get((section, key)) or None


def _read(path: Path) -> dict[tuple[str, str], str]:
    if not path.exists():
        return {}
    try:
        content = tomllib.loads(decode(path.name, path.read_bytes(), "Lưu lại tệp bằng UTF-8."))
    except OSError as error:
        message = f"không đọc được tệp cài đặt ({why(error)})."
        raise data_error(path, message, remedy="Kiểm tra quyền đọc, và rằng đây là một tệp.") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise data_error(path, "không đọc được tệp cài đặt.", row=int(line[1]) if line else None,
                         remedy="Sửa lại theo cú pháp TOML, lưu bằng UTF-8; đường dẫn Windows viết trong nháy đơn '...'.") from error  # fmt: skip
    values = {}
    findings = []
    for section, entries in content.items():
        for key, value in entries.items() if isinstance(entries, dict) else [("", entries)]:
            label = f"[{section}] {key}" if key else section
            if (section, key) not in VARIABLES:
                known = ", ".join(f"[{s}] {k}" for s, k in VARIABLES)
                findings.append(Finding(path.name, f"không có cài đặt “{label}”.", remedy=f"Các cài đặt: {known}."))
            elif not isinstance(value, str):
                findings.append(Finding(path.name, f"cài đặt “{label}” phải là chữ trong dấu nháy.",
                                        remedy="Đặt giá trị trong dấu nháy."))  # fmt: skip
            elif told := broken(value):
                findings.append(Finding(path.name, f"cài đặt “{label}”: {told[0]}", remedy=told[1]))
            else:
                values[(section, key)] = value.strip()
    if findings:
        raise DataError(findings)
    return values


def unusable_ancestors(sources: str) -> list[str]:
    """What may not be said of frames: words that are no address, ``'self'`` or ``'none'``; ``'none'`` beside others."""
    words = sources.split()
    wrong = [word for word in words if not _ANCESTOR.fullmatch(word)]
    return wrong or (words if "'none'" in words and len(words) > 1 else [])
