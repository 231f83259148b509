"""The floors of the house: imports run downward only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from lib.base.paths import ROOT

#: Bottom up. A package imports from its own floor and those below; `exports`, `ui` and `web` are siblings.
FLOORS = (
    ("base",),
    ("language",),
    ("store",),
    ("ledger",),
    ("geography",),
    ("estimates",),
    ("editions",),
    ("plan",),
    ("campaign",),
    ("intake",),
    ("views",),
    ("drawing",),
    ("exports", "ui", "web"),
    ("commands",),
)
LEVEL = {name: level for level, floor in enumerate(FLOORS) for name in floor}
#: Who may know a library of the screen.
KNOWS = {
    "streamlit": {"ui", "web"},
    "plotly": {"drawing", "ui"},
    "pydeck": {"ui"},
    "starlette": {"web"},
    "pptx": {"exports"},
    "xlsxwriter": {"exports", "intake"},
    "docx": {"exports"},
}
MODULES = sorted((ROOT / "lib").rglob("*.py"))


def imported(path: Path) -> list[str]:
    """Dotted names of everything a file imports, at its top or inside functions."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def upward(package: str, names: list[str]) -> list[str]:
    """The names that a module of ``package`` must not import."""
    wrong = []
    for name in names:
        parts = name.split(".")
        if parts[0] == "lib":
            other = parts[1]
            above = LEVEL[other] > LEVEL[package]
            beside = LEVEL[other] == LEVEL[package] and other != package
            wrong += [name] if above or beside else []
        elif parts[0] in KNOWS and package not in KNOWS[parts[0]]:
            wrong.append(name)
    return wrong


def test_every_package_stands_on_a_floor():
    packages = {path.name for path in (ROOT / "lib").iterdir() if (path / "__init__.py").exists()}
    assert packages == set(LEVEL)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_downward(path):
    package = path.relative_to(ROOT / "lib").parts[0]
    if package not in LEVEL:  # lib/__main__.py puts commands together from every floor
        return
    assert not upward(package, imported(path))


def test_an_upward_import_would_be_noticed():
    assert upward("plan", ["lib.campaign.campaign.Campaign"]) == ["lib.campaign.campaign.Campaign"]
    assert upward("exports", ["lib.ui.session"]) == ["lib.ui.session"]
    assert upward("views", ["streamlit", "plotly.graph_objects"]) == ["streamlit", "plotly.graph_objects"]
    assert not upward("plan", ["lib.ledger.figure.Figure", "numpy"])


def test_modules_fit_a_head():
    """One over 400 lines says in its first line why it is so long."""
    long = {
        path: text for path in (ROOT / "lib").rglob("*.py") if len((text := path.read_text("utf-8")).splitlines()) > 400
    }
    assert not [path for path, text in long.items() if "long because" not in text.splitlines()[0]]
