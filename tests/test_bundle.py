"""Modules put together into the one script a component is given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lib.drawing import bundle

ENTRIES = (
    "present/index.js",
    "presenter/index.js",
    "map/index.js",
    "charts/index.js",
    "communes/index.js",
    "search/index.js",
    "first_view/index.js",
)


@pytest.fixture
def assets(tmp_path, monkeypatch):
    """Writes modules into a folder of their own and puts the first one together."""
    monkeypatch.setattr(bundle, "ASSETS", tmp_path)

    def put_together(**sources: str) -> str:
        for name, source in sources.items():
            path = tmp_path / f"{name.replace('_', '/')}.js"
            path.parent.mkdir(exist_ok=True)
            path.write_text(source, encoding="utf-8")
        return bundle.script(f"{next(iter(sources)).replace('_', '/')}.js")

    return put_together


def test_a_module_stands_once_after_those_it_imports(assets):
    made = assets(
        main='import { b } from "./b.js";\nimport { c } from "./parts/c.js";\n\nexport default function go() {\n  b(c);\n}\n',
        b='import { c } from "./parts/c.js";\nexport function b(x) {\n  return x + c;\n}\n',
        parts_c="export const c = 1;\n",
    )
    assert made == (
        "const c = 1;\nfunction b(x) {\nreturn x + c;\n}\nexport default function go() {\nb(c);\n}\n"
    )  # fmt: skip


def test_imports_over_several_lines_and_asynchronous_functions(assets):
    made = assets(
        main='import {\n  b, c,\n} from "./b.js";\nexport default b;\n',
        b="export async function b() {}\nexport class c {}\nexport let d = 1;\n",
    )
    assert made == "async function b() {}\nclass c {}\nlet d = 1;\nexport default b;\n"


def test_comments_and_types_are_left_out_and_nothing_between_two_of_them(assets):
    made = assets(
        main="/** Head. */\n\n/**\n * @type {X}\n */\nexport const a = 1;\n// A line.\n"
        "if (a) {\n  /** @type {any} */ (b).c = /** @type {Y} */ (d);\n}\n/* End. */\n"
    )
    assert made == "const a = 1;\nif (a) {\n(b).c = (d);\n}\n"


def test_a_cycle_is_told_with_its_way(assets):
    with pytest.raises(ValueError, match=re.escape("import each other: b.js -> c.js -> b.js")):
        assets(
            main='import { b } from "./b.js";\n',
            b='import { c } from "./c.js";\nexport const b = 1;\n',
            c='import { b } from "./b.js";\nexport const c = 1;\n',
        )


def test_a_missing_module_is_told_with_who_asks_for_it(assets):
    with pytest.raises(ValueError, match=re.escape("main.js imports b.js: no such file")):
        assets(main='import { b } from "./b.js";\n')
    with pytest.raises(ValueError, match=re.escape("nothing.css: no such file")):
        bundle.asset("nothing.css")


@pytest.mark.parametrize("second", ["const same = 2;\n", "function same() {}\n", "export async function same() {}\n"])
def test_a_name_that_two_modules_declare_is_refused(assets, second):
    with pytest.raises(ValueError, match="same is declared by both b.js and main.js"):
        assets(main='import { b } from "./b.js";\n' + second, b="export const b = 1;\nlet same = b;\n")


def test_a_name_within_a_function_is_its_own_affair(assets):
    assert "inner = 2" in assets(
        main='import { b } from "./b.js";\nfunction go() {\n  const inner = 2;\n}\n',
        b="export function b() {\n  const inner = 1;\n}\n",
    )


@pytest.mark.parametrize(
    "line",
    [
        'import { a as b } from "./b.js";',
        'import * as b from "./b.js";',
        'import b from "./b.js";',
        'import "./b.js";',
        'import { a } from "elsewhere";',
        "export { a };",
        'export * from "./b.js";',
    ],
)
def test_forms_that_are_not_put_together_are_refused(assets, line):
    with pytest.raises(ValueError, match="cannot be put together"):
        assets(main=f"{line}\n", b="export const a = 1;\n")


def test_only_the_first_module_has_a_default(assets):
    with pytest.raises(ValueError, match="b.js: this form"):
        assets(main='import { b } from "./b.js";\nexport default b;\n', b="export const b = 1;\nexport default b;\n")


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_scripts_of_the_page_are_one_module_each(entry):
    made = bundle.script(entry)
    # A component's script has one export; the first view's and the meeting's are a page's own and have none.
    exported = re.findall(r"^(?:import|export)\b.*", made, re.MULTILINE)
    assert len(exported) == (0 if entry.startswith(("first_view", "presenter/")) else 1)
    assert all(line.startswith("export default function") for line in exported)
    assert "/**" not in made


def test_every_module_is_part_of_a_script(monkeypatch):
    read: set[str] = set()
    original = bundle._read

    def reading(name: str, importer: str = "") -> str:
        read.add(name)
        return original(name, importer)

    monkeypatch.setattr(bundle, "_read", reading)
    for entry in ENTRIES:
        bundle.script(entry)
    # The one that stands in the page itself is a plain script.
    read.add("first_view/start.js")
    assert read == {path.relative_to(bundle.ASSETS).as_posix() for path in Path(bundle.ASSETS).rglob("*.js")}
