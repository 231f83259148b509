"""YAML documents read by a schema: what is wrong is told with file, line, place and remedy.

Schemas are pydantic models; their messages are told in Vietnamese. A key written twice, an unknown key and a number
that is none are refused like everything else: nothing in a file may be ignored silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from lib.base.files import why
from lib.base.findings import DataError, Finding, data_error, few
from lib.base.letters import MARKUP, broken, decode, unseen

#: Larger than any of ours by far; a junk file is refused before it is parsed.
_MOST_BYTES = 400_000
_RESTORE = "Lấy lại tệp từ bản lưu, hoặc sửa theo mẫu trong data/README.md."


class Strict(BaseModel):
    """Base of every schema: unknown keys are refused, nothing is converted silently, numbers are finite."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


#: libyaml where the library was built with it (its wheels are), ten times as fast.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Our deepest file has half as many levels.
_DEEPEST = 20


def _compose(text: str) -> tuple[yaml.Node | None, Any]:
    """The nodes of a document and the loader that makes values of them.

    Refuses references (a few nested ones fill the memory, and none of our files needs one) and depth without end.
    """
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST or isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="reference or depth", problem_mark=event.start_mark)
    loader = _Loader(text)
    return loader.get_single_node(), loader


Document = TypeVar("Document", bound=BaseModel)


def read_document(path: Path, schema: type[Document], *, markup: bool = False, code: tuple[str, ...] = ()) -> Document:
    """Read a YAML file into ``schema``; ``markup``: its texts may hold tags; ``code``: entries that are no words.

    Raises :class:`lib.base.findings.DataError` with every finding when the file is missing, no UTF-8, no YAML, or
    does not fit the schema.
    """
    return _read(path.name, _text(path), schema, markup, code)


# After a save only the file that changed is read anew. What is kept is frozen.
@lru_cache(maxsize=32)
def _read(name: str, text: str, schema: type[Document], markup: bool, code: tuple[str, ...]) -> Document:
    try:
        root, loader = _compose(text)
        if root is None:
            raise data_error(name, "tệp rỗng.", remedy=_RESTORE)
        found = [*_doubled(name, root), *_unusable(name, root, markup, code)]
        if found:
            raise DataError(few(found))
        content = loader.construct_document(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else None
        raise data_error(name, "không đọc được: sai cú pháp YAML ở gần dòng này.", row=row, remedy=_RESTORE) from error
    except DataError:
        raise
    except ValueError as error:
        message = "không đọc được: có giá trị YAML không hợp lệ."
        raise data_error(name, message, row=_unreadable(text), remedy=_RESTORE) from error
    try:
        return schema.model_validate(content)
    except ValidationError as error:
        raise DataError(few(_findings(name, error, root))) from error


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise data_error(path, "không tìm thấy tệp.", remedy=_RESTORE) from None
    except OSError as error:
        raise data_error(path, f"không mở được tệp ({why(error)}).", remedy="Kiểm tra quyền đọc tệp.") from None
    if len(content) > _MOST_BYTES:
        raise data_error(path, f"tệp quá lớn ({len(content) // 1000} kB).", remedy=_RESTORE)
    return decode(path.name, content, "Lưu lại tệp bằng UTF-8.")


def _unreadable(text: str) -> int | None:
    """The line of the first value that YAML takes for a date or a number that does not exist (30 February)."""
    root, loader = _compose(text)
    for node in _scalars(root):
        try:
            loader.construct_object(node)
        except ValueError:
            return int(node.start_mark.line) + 1
    return None


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for part in pair:
                yield from _scalars(part)
    elif node is not None:
        for part in node.value:
            yield from _scalars(part)


def _unusable(file: str, root: yaml.Node, markup: bool, code: tuple[str, ...]) -> Iterator[Finding]:
    """Texts (and keys) with markup, broken letters or signs that cannot be seen."""
    entries = root.value if isinstance(root, yaml.MappingNode) else [(root, None)]
    for entry in entries:
        plain = str(entry[0].value) not in code
        for node in (scalar for part in entry for scalar in _scalars(part)):
            row = node.start_mark.line + 1
            if plain and not markup and MARKUP.search(node.value):
                yield Finding(file, "chữ ở đây có thẻ HTML.", row=row, remedy="Chỉ ghi chữ, không ghi thẻ.")
            # Of code only what cannot be seen is told: it has question marks of its own.
            if told := broken(node.value) if plain else unseen(node.value):
                message, remedy = told if isinstance(told, tuple) else (told, "Xoá mục này và gõ lại.")
                yield Finding(file, message, row=row, remedy=remedy)


def _doubled(file: str, node: yaml.Node, where: str = "") -> list[Finding]:
    found = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            place = f"{where} → {name}" if where else name
            if name in seen:
                row = key.start_mark.line + 1
                found.append(Finding(file, f"mục “{place}” có hai lần.", row=row, remedy="Xoá một trong hai."))
            seen.add(name)
            found += _doubled(file, value, place)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            found += _doubled(file, value, where)
    return found


#: pydantic's kinds of error -> Vietnamese; ``{name}`` from the error's own context.
_MESSAGES = {
    "missing": "thiếu mục này",
    "extra_forbidden": "không có mục nào tên như vậy",
    "greater_than_equal": "phải từ {ge} trở lên",
    "greater_than": "phải lớn hơn {gt}",
    "less_than_equal": "phải nhiều nhất là {le}",
    "less_than": "phải nhỏ hơn {lt}",
    "union_tag_invalid": "phải là một trong: {expected_tags}",
    "union_tag_not_found": "thiếu mục {discriminator}",
    "literal_error": "phải là một trong: {expected}",
    "string_too_short": "không được để trống",
    "string_too_long": "dài quá {max_length} ký tự",
    "string_pattern_mismatch": "không đúng dạng",
    "too_short": "phải có ít nhất {min_length} phần tử",
    "too_long": "có nhiều nhất {max_length} phần tử",
    "finite_number": "phải là một số hữu hạn",
    "value_error": "{error}",
}
_MOST_ERRORS = 200
_KINDS = {
    "string_type": "chữ",
    "int_type": "số nguyên",
    "float_type": "số",
    "bool_type": "true hoặc false",
    "dict_type": "một nhóm mục",
    "model_type": "một nhóm mục",
    "list_type": "một danh sách",
    "tuple_type": "một danh sách",
    "int_from_float": "số nguyên",
}


def _findings(file: str, error: ValidationError, root: yaml.Node) -> list[Finding]:
    found = []
    # Where each stands is looked for in the whole file: a file of another kind has thousands.
    for case in error.errors()[:_MOST_ERRORS]:
        place = " → ".join(str(part) for part in case["loc"]) or "cả tệp"
        found.append(
            Finding(
                file,
                f"mục “{place}”: {_message(case)}.",
                row=_line(root, case["loc"]),
                remedy="Sửa mục này theo mẫu trong data/README.md.",
            )
        )
    return found


def _message(case: Any) -> str:
    kind = case["type"]
    if kind in _KINDS:
        return f"phải là {_KINDS[kind]}"
    context = {name: str(value).replace(" or ", ", ") for name, value in case.get("ctx", {}).items()}
    return _MESSAGES.get(kind, "giá trị không hợp lệ").format(**context)


def _line(node: yaml.Node | None, place: tuple[int | str, ...]) -> int | None:
    """The line on which the deepest existing part of ``place`` stands."""
    row = None
    for part in place:
        if isinstance(node, yaml.MappingNode):
            entry = next(((k, v) for k, v in node.value if str(k.value) == str(part)), None)
            if entry is None:
                break
            row, node = entry[0].start_mark.line + 1, entry[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            row = node.start_mark.line + 1
        else:
            break
    return row
