"""One script out of small modules: what ``st.components.v2.component`` is given, put together when it is imported.

A component is sent as one string. The sources stay ES modules with real imports, which editors, type checker and
tests understand; here they are written one after another, each after the modules it imports.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"

_IMPORT = re.compile(r'^import \{([^{}]*)\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
_DECLARED = re.compile(r"^(?:default )?(?:async )?(?:function\*?|class|const|let|var) ([\w$]+)", re.MULTILINE)
#: What is left of imports and exports of any other form.
_UNKNOWN = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
#: Comments of whole lines, and types within a line.
_COMMENT = re.compile(
    r"^[ \t]*/\*(?:(?!\*/).)*\*/\n|/\*\* @(?:(?!\*/).)*\*/ ?|^[ \t]*//[^\n]*\n", re.MULTILINE | re.DOTALL
)
_SPACE = re.compile(r"^[ \t]+|^\n", re.MULTILINE)
_DEFAULT = "export default "


def asset(name: str) -> str:
    """A source file without comments and indentation: Streamlit sends it over the socket as is."""
    return _light(_read(name))


def script(entry: str) -> str:
    """The module ``entry`` with all it imports, as one module. Only ``entry`` may have a default export.

    Raises ``ValueError`` for a missing module, a cycle, a name that two modules declare, and any form of import or
    export but ``import { a, b } from "./file.js"`` and ``export`` before a declaration.
    """
    parts: dict[str, str] = {}
    _collect(entry, (), parts)
    owners: dict[str, str] = {}
    for name, part in parts.items():
        for declared in _DECLARED.findall(part.replace(_DEFAULT, "default ")):
            if owners.setdefault(declared, name) != name:
                raise ValueError(f"{declared} is declared by both {owners[declared]} and {name}")
    return "".join(_light(part) for part in parts.values())


def _collect(name: str, path: tuple[str, ...], parts: dict[str, str]) -> None:
    """Depth first: every module once, after those it imports; ``path`` is the way from the entry to here."""
    if name in path:
        raise ValueError(f"modules import each other: {' -> '.join((*path[path.index(name) :], name))}")
    if name in parts:
        return
    source = _read(name, *path[-1:])
    for _, target in _IMPORT.findall(source):
        _collect(posixpath.normpath(posixpath.join(posixpath.dirname(name), target)), (*path, name), parts)
    part = _EXPORT.sub("", _IMPORT.sub(lambda found: found[0] if " as " in found[1] else "", source))
    unknown = _UNKNOWN.search(part if path else part.replace(_DEFAULT, "", 1))
    if unknown:
        raise ValueError(f"{name}: this form of import or export cannot be put together: {unknown[0]}")
    parts[name] = part


def _read(name: str, importer: str = "") -> str:
    """The text of a source file."""
    path = ASSETS / name
    if not path.is_file():
        raise ValueError(f"{importer} imports {name}: no such file" if importer else f"{name}: no such file")
    return path.read_text(encoding="utf-8")


def _light(source: str) -> str:
    return _SPACE.sub("", _COMMENT.sub("", source))
