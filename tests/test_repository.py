"""Rules of the repository itself."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys

import pytest
from packaging.requirements import Requirement

from lib.base.paths import ROOT
from lib.views.page_list import PAGES

PYTHON = sorted((ROOT / "lib").rglob("*.py"))


def tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return listing.stdout.split("\n")[:-1] if listing.returncode == 0 else []


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: str(p.relative_to(ROOT)))
def test_domain_code_knows_no_streamlit(path):
    """Only the screen, and of what is served beside it the modules that bend Streamlit."""
    parts = path.relative_to(ROOT / "lib").parts
    if parts[0] == "ui" or parts[:2] == ("web", "framework"):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not any(name.split(".")[0] == "streamlit" or name.startswith("lib.ui") for name in names), path


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: str(p.relative_to(ROOT)))
def test_public_functions_are_documented_and_typed(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        overload = (
            any(isinstance(d, ast.Name) and d.id == "overload" for d in node.decorator_list)
            if isinstance(node, ast.FunctionDef)
            else False
        )
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not overload:
            assert ast.get_docstring(node), f"{path.name}: {node.name}"
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert node.returns is not None, f"{path.name}: {node.name}"


def test_files_are_small_and_name_no_machine():
    files = tracked()
    if not files:
        pytest.skip("not a git checkout")
    forbidden = ["/" + "work/", "/" + "root/", "/" + "opt/v", "." + "library"]
    for name in files:
        path = ROOT / name
        if not path.exists():
            continue
        content = path.read_bytes()
        assert len(content) <= 1_000_000, name
        if b"\0" not in content:
            text = content.decode("utf-8")
            assert not [word for word in forbidden if word in text], name


def test_readme_names_both_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 dev.py run" in text
    assert "python3 dev.py test" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_readme_names_every_page_in_its_table(page):
    rows = [line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    assert any(page.title in row for row in rows)
    assert (ROOT / "lib" / "views" / "pages" / f"{page.code}.py").is_file()


def test_whatever_is_imported_is_declared():
    """A library that another one happens to bring along may be gone with its next release."""
    declared = {
        re.split(r"[<>=~!\[ ]", line)[0].lower()
        for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    sold_as = importlib.metadata.packages_distributions()
    files = [*PYTHON, *(ROOT / "pages").glob("*.py"), ROOT / "app.py", ROOT / "asgi.py"]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in {name.split(".")[0] for name in names} - {"lib", "pages", ""} - sys.stdlib_module_names:
                assert {package.lower().replace("_", "-") for package in sold_as.get(name, [name])} & declared, (
                    path.name,
                    name,
                )


def test_the_lock_holds_every_requirement_with_hashes_and_no_address():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(
        r"^([\w.-]+)==(\S+)(?: ;.*?)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE
    )
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE))
    assert "://" not in text
    locked = {name.lower().replace("_", "-"): version for name, version, _ in pinned}
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        wanted = Requirement(line.split("#")[0].strip()) if line and not line.startswith("#") else None
        if wanted:
            assert locked[wanted.name.lower()] in wanted.specifier, wanted.name


def test_notices_name_every_boundary_layer_and_the_page_shows_them(campaign):
    notices = (ROOT / "NOTICES.md").read_text(encoding="utf-8")
    assert all(f"geo/{path.name}" in notices for path in (ROOT / "geo").glob("*.geojson"))
    shown = campaign.wording.say("changes")
    for author in ("Thang Le Quoc", "Marc Choisy"):
        assert author in notices
        assert author in shown
