"""What a page is given for the browser: style sheets from ``assets``, scripts from ``assets/built``.

The sources of scripts are ES modules. esbuild makes one file of each entry with all it imports; the files are kept with
the sources, so that whoever serves the pages needs neither esbuild nor Node. ``python -m lib.drawing.bundle`` writes them
anew after a change.
"""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
BUILT = ASSETS / "built"
#: The esbuild that wrote the files beside it: another one may write the same scripts differently.
VERSION = "esbuild.txt"
#: The scripts that pages ask for.
ENTRIES = (
    "charts/index.js",
    "communes/index.js",
    "files/index.js",
    "first_view/index.js",
    "first_view/start.js",
    "map/index.js",
    "paper/index.js",
    "present/index.js",
    "presenter/index.js",
    "search/index.js",
)
_OPTIONS = (
    "--bundle",
    "--format=esm",
    "--target=es2022",
    "--charset=utf8",
    # Names stay: without a source map they are what tells where an error came from.
    "--minify-whitespace",
    "--minify-syntax",
    # Streamlit takes a text of one line for the path of a file.
    "--banner:js=/* Written by python -m lib.drawing.bundle. */",
    "--outbase=.",
    "--log-level=warning",
)
_COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/\n", re.MULTILINE | re.DOTALL)
_SPACE = re.compile(r"^[ \t]+|^\n", re.MULTILINE)


@cache
def asset(name: str) -> str:
    """A style sheet without comments and indentation: Streamlit sends it over the socket as is."""
    return _SPACE.sub("", _COMMENT.sub("", (ASSETS / name).read_text(encoding="utf-8")))


def script(entry: str) -> str:
    """The module ``entry`` with all it imports, as one module."""
    return (BUILT / entry).read_text(encoding="utf-8")


def build(directory: Path) -> None:
    """Write the scripts of all entries into ``directory``, and the version of the esbuild on this machine."""
    subprocess.run(["esbuild", *ENTRIES, *_OPTIONS, f"--outdir={directory}"], cwd=ASSETS, check=True, timeout=60)
    (directory / VERSION).write_text(f"{version()}\n", encoding="utf-8")


def version() -> str:
    """The version of the esbuild on this machine."""
    done = subprocess.run(["esbuild", "--version"], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


if __name__ == "__main__":
    build(BUILT)
