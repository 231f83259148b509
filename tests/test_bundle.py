"""The scripts that pages are given: built from the sources as they are, fit to stand within a document."""

from __future__ import annotations

import posixpath
import re
import shutil
from pathlib import Path

import pytest

from lib.base.paths import ROOT
from lib.drawing import bundle
from tests.test_js import program

_IMPORT = re.compile(r'^import [^;]*? from "(\.[^"]+)";', re.MULTILINE)


def _files(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()
    }


def test_the_built_scripts_are_those_of_the_sources(tmp_path):
    program("esbuild", shutil.which("esbuild"))
    recorded = (bundle.BUILT / bundle.VERSION).read_text(encoding="utf-8").strip()
    if (found := bundle.version()) != recorded:
        program(f"esbuild {recorded} (python -m lib.drawing.bundle builds anew with {found}: commit that)", None)
    bundle.build(tmp_path)
    made, kept = _files(tmp_path), _files(bundle.BUILT)
    assert made.keys() == kept.keys()
    changed = [name for name in made if made[name] != kept[name]]
    assert not changed, "python -m lib.drawing.bundle writes them anew"


@pytest.mark.parametrize("entry", bundle.ENTRIES)
def test_a_script_can_stand_in_a_document_and_knows_no_machine(entry):
    made = bundle.script(entry)
    assert not re.search(r"</script|<!--", made, re.IGNORECASE)
    assert not re.search(r"sourceMappingURL|file://|node_modules|lib/drawing/assets", made)
    assert str(ROOT) not in made
    # Streamlit would take it for the path of a file.
    assert "\n" in made.strip()


@pytest.mark.parametrize("entry", bundle.ENTRIES)
def test_the_scripts_of_the_page_are_one_module_each(entry):
    made = bundle.script(entry)
    assert not re.search(r"""\bimport\s*(?:\(|\{|\*|["'])""", made)
    # A component's script has one export; the first view's and the meeting's are a page's own and have none.
    exports = re.findall(r"\bexport\b[^;]*;", made)
    own = entry.startswith(("first_view/", "presenter/"))
    assert [re.sub(r"\w+ as", "as", export) for export in exports] == ([] if own else ["export{as default};"])


def test_every_module_is_part_of_a_script():
    read: set[str] = set()
    waiting = list(bundle.ENTRIES)
    while waiting:
        name = waiting.pop()
        if name not in read:
            read.add(name)
            targets = _IMPORT.findall((bundle.ASSETS / name).read_text(encoding="utf-8"))
            waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) for target in targets]
    sources = (path for path in bundle.ASSETS.rglob("*.js") if bundle.BUILT not in path.parents)
    assert read == {path.relative_to(bundle.ASSETS).as_posix() for path in sources}
