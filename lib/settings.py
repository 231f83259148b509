"""Settings of an installation: ``settings.toml`` at the root, overruled by environment variables."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from lib.errors import data_error
from lib.paths import ROOT

#: (section, key) -> environment variable that overrules it.
VARIABLES = {("boundaries", "districts"): "NGHEAN_BOUNDARIES_DISTRICTS"}


def setting(section: str, key: str, path: Path = ROOT / "settings.toml") -> str | None:
    """The value of a setting, or None when it is not set.

    Raises ``KeyError`` for a setting that does not exist and :class:`lib.errors.DataError` for a broken file.
    """
    variable = VARIABLES[(section, key)]
    if os.environ.get(variable):
        return os.environ[variable]
    if not path.exists():
        return None
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise data_error(path, f"không đọc được tệp cài đặt ({error}).") from error
    return content.get(section, {}).get(key) or None
