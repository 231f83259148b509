"""Formulas of official forms: what a column equals, what a rule asks; ``[3] + [5] <= [1]`` over the cells of a row."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

#: What a cell's name gives: its number, or None where there is none.
Lookup = Callable[[str], float | None]
#: Numbers of files are read with a few digits; sums of them are equal within this.
CLOSE = 1e-6

_CELL = re.compile(r"\[([\w.:+-]+)\]")
_ARITHMETIC: Mapping[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_RELATIONS: Mapping[type, Callable[[float], bool]] = {
    ast.Eq: lambda difference: abs(difference) <= CLOSE,
    ast.LtE: lambda difference: difference <= CLOSE,
    ast.GtE: lambda difference: difference >= -CLOSE,
    ast.Gt: lambda difference: difference > CLOSE,
}


class FormulaError(ValueError):
    """A formula that cannot be read."""


@dataclass(frozen=True)
class Expression:
    """A formula that was read; ``cells``: the names it uses, in their order. Made by :func:`parsed`."""

    text: str
    cells: tuple[str, ...]
    _tree: ast.expr

    def value(self, lookup: Lookup) -> float | None:
        """Its number; None where a cell it uses has none, or where it divides by 0."""
        return self._number(self._tree, lookup)

    def holds(self, lookup: Lookup) -> bool | None:
        """Whether the relation holds; None where a cell it needs has no number."""
        return self._truth(self._tree, lookup)

    def sides(self, lookup: Lookup) -> tuple[float | None, float | None]:
        """The two sides of a single relation."""
        if not isinstance(self._tree, ast.Compare):
            return None, None
        return self._number(self._tree.left, lookup), self._number(self._tree.comparators[0], lookup)

    def _truth(self, node: ast.expr, lookup: Lookup) -> bool | None:
        if isinstance(node, ast.BoolOp):
            told = [self._truth(part, lookup) for part in node.values]
            if True in told:
                return True
            return None if None in told else False
        assert isinstance(node, ast.Compare)
        left, right = self._number(node.left, lookup), self._number(node.comparators[0], lookup)
        return None if left is None or right is None else _RELATIONS[type(node.ops[0])](left - right)

    def _number(self, node: ast.expr, lookup: Lookup) -> float | None:
        if isinstance(node, ast.Constant):
            return float(node.value)  # type: ignore[arg-type]
        if isinstance(node, ast.Call):
            return lookup(f"{_named(node.args[0], self.cells)}*")
        if isinstance(node, ast.Name):
            return lookup(_named(node, self.cells))
        assert isinstance(node, ast.BinOp)
        left, right = self._number(node.left, lookup), self._number(node.right, lookup)
        if left is None or right is None or (isinstance(node.op, ast.Div) and right == 0):
            return None
        return _ARITHMETIC[type(node.op)](left, right)


@lru_cache(maxsize=1024)
def parsed(text: str, *, relation: bool) -> Expression:
    """Read a formula; ``relation``: it says that something holds, else it is a number.

    Cells stand in brackets; ``+ - * /`` and numbers, ``== <= >= >`` between two numbers, ``or`` between relations, and
    ``sum([1.2.])``, the sum of all cells whose name begins so. Raises :class:`FormulaError`.
    """
    cells: list[str] = []

    def name(match: re.Match[str]) -> str:
        cells.append(match[1])
        return f"_{len(cells) - 1}"

    try:
        tree: ast.expr = ast.parse(_CELL.sub(name, text), mode="eval").body
    except SyntaxError as error:
        raise FormulaError(f"không đọc được công thức “{text}”") from error
    if not (_is_truth(tree) if relation else _is_number(tree)):
        raise FormulaError(f"không hiểu công thức “{text}”")
    return Expression(text, tuple(cells), tree)


def _named(node: Any, cells: tuple[str, ...]) -> str:
    return cells[int(node.id[1:])]


def _is_truth(node: ast.AST) -> bool:
    if isinstance(node, ast.BoolOp):
        return isinstance(node.op, ast.Or) and all(map(_is_truth, node.values))
    return (
        isinstance(node, ast.Compare)
        and len(node.ops) == 1
        and type(node.ops[0]) in _RELATIONS
        and _is_number(node.left)
        and _is_number(node.comparators[0])
    )


def _is_number(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return type(node.op) in _ARITHMETIC and _is_number(node.left) and _is_number(node.right)
    if isinstance(node, ast.Call):
        return (
            isinstance(node.func, ast.Name) and node.func.id == "sum" and len(node.args) == 1 and _is_cell(node.args[0])
        )
    return _is_cell(node) or (isinstance(node, ast.Constant) and type(node.value) in (int, float))


def _is_cell(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and bool(re.fullmatch(r"_\d+", node.id))
