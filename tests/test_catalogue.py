"""Wording is data: every key that code names exists with its names, none is left over, and no sentence hides in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from lib.base.paths import DATA_DIR, ROOT
from lib.language.catalogue import KEYS, keys_text, wanted_keys

#: Directories and files whose code says nothing itself.
WORDLESS = ("lib/views", "lib/drawing", "lib/exports", "lib/campaign", "lib/plan", "lib/ui", "pages", "app.py")
VIETNAMESE = re.compile("[À-ỹĐđ]")
SPEAKING = sorted([*(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"])


@dataclass(frozen=True)
class Use:
    """A place that says an entry, or takes a section: ``pattern`` of its keys, ``names`` or None where unknown here."""

    pattern: str
    names: frozenset[str] | None


def uses(code: str) -> Iterator[Use]:
    """Every ``say`` and ``section`` of a file. Raises ``ValueError`` for a key that is no literal: it cannot be checked."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called == "say":
            given = [keyword.arg for keyword in node.keywords]
            # Which entries of a family are meant without a name is decided where they are listed.
            unknown = None in given or (isinstance(node.args[0], ast.JoinedStr) and not given)
            names = None if unknown else frozenset(given)
            yield from (Use(pattern, names) for pattern in patterns(node.args[0]))
        elif called == "section":
            yield from (Use(rf"{pattern}\..+", None) for pattern in patterns(node.args[0]))


def patterns(key: ast.expr) -> list[str]:
    """Regular expressions of the keys an expression can give: a literal, one with one part filled in, one of two."""
    if isinstance(key, ast.IfExp):
        return patterns(key.body) + patterns(key.orelse)
    parts = key.values if isinstance(key, ast.JoinedStr) else [key]
    if not isinstance(parts[0], ast.Constant):
        raise ValueError(f"line {key.lineno}: not a literal key")
    return ["".join(re.escape(part.value) if isinstance(part, ast.Constant) else r"[^.]+" for part in parts)]


def all_uses() -> list[tuple[str, Use]]:
    return [(str(path.relative_to(ROOT)), use) for path in SPEAKING for use in uses(path.read_text(encoding="utf-8"))]


def all_keys() -> dict[str, list[str]]:
    return {key: names for keys in wanted_keys().values() for key, names in keys.items()}


def test_the_list_of_keys_is_fresh():
    assert KEYS.read_text(encoding="utf-8") == keys_text(DATA_DIR), "run: python -m lib.language.catalogue"


def test_every_key_in_code_exists_with_exactly_the_names_it_is_given():
    faults = []
    for path, use in all_uses():
        found = {key: names for key, names in all_keys().items() if re.fullmatch(use.pattern, key)}
        if not found:
            faults.append(f"{path}: no entry {use.pattern}")
        if use.names is not None:
            faults += [f"{path}: {key} {names}" for key, names in found.items() if set(names) != use.names]
    assert not faults, "\n".join(faults)


def test_no_entry_is_left_over():
    said = [re.compile(use.pattern) for _, use in all_uses()]
    assert [key for key in all_keys() if not any(pattern.fullmatch(key) for pattern in said)] == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('w.say("a.b", x=1)', [Use(r"a\.b", frozenset({"x"}))]),
        ('say(f"a.{b}.c", **more)', [Use(r"a\.[^.]+\.c", None)]),
        ('say(f"a.{b}", x=1)', [Use(r"a\.[^.]+", frozenset({"x"}))]),
        ('w.say("a" if b else "c")', [Use("a", frozenset()), Use("c", frozenset())]),
        ('w.section("a")', [Use(r"a\..+", None)]),
    ],
)
def test_uses_are_found(code, expected):
    assert list(uses(code)) == expected


def test_a_key_that_cannot_be_checked_is_refused():
    with pytest.raises(ValueError, match="line 1"):
        list(uses("w.say(key)"))


def own_words(code: str) -> list[str]:
    """String literals with Vietnamese letters, docstrings excepted, each with its line."""
    tree = ast.parse(code)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
        if VIETNAMESE.search(node.value)
    ]


@pytest.mark.parametrize("place", WORDLESS)
def test_no_sentence_hides_in_code(place):
    path = ROOT / place
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    assert files
    assert [f"{file.name}:{text}" for file in files for text in own_words(file.read_text(encoding="utf-8"))] == []


def test_words_in_code_would_be_noticed():
    code = 'def f(x):\n    """Đường."""  # đường\n    return f"{x} hộ" + "ho"\n'
    assert own_words(code) == ["3:  hộ"]
