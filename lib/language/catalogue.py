"""The wording of the screen (``data/wording.yaml``, ``data/texts.yaml``): sentences are data, code names them by key.

What keys there are, and which {names} each is filled with, stands in ``wording_keys.json`` beside this module, so that
a file that lacks one is refused before a page breaks on it. ``python -m lib.language.catalogue`` writes it anew from the
product's own files.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from babel import localedata
from pydantic import RootModel

from lib.base.documents import MARKUP, read_document
from lib.base.findings import DataError, Finding, few
from lib.base.paths import DATA_DIR
from lib.language.numbers import NBSP, Numbers

FILES = ("wording.yaml", "texts.yaml")
KEYS = Path(__file__).with_name("wording_keys.json")
_LONGEST = 6000
_PERCENT = re.compile(r"(?<=\d) (?=%)")
#: A text longer than this is prose and ends like a sentence: one cut off in the middle does not.
_PROSE = 250
_CODE, _LOCALE = re.compile(r"[a-z]{2,3}"), re.compile(r"[a-z]{2,3}(_[A-Z][A-Za-z]*)+")
#: Sections whose texts are not said here but filled in elsewhere.
_SENT_WHOLE = ("language.", "map.", "presenter.", "communes.", "scenes.saved.")
#: The forms of a word beside a count that languages know, as Unicode names them; the last one every language has.
_OTHER = "other"
_FORMS = ("zero", "one", "two", "few", "many", _OTHER)
_ENDS = (".", "!", "?", ":", "…", ")", "}")


class _Entries(RootModel[dict[str, Any]]):
    pass


class Catalogue:
    """Wording by dotted key: ``map.play``."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    @property
    def language(self) -> str:
        """The language's code, as HTML names it: ``vi``."""
        return self.texts["language.code"]

    @cached_property
    def numbers(self) -> Numbers:
        """How the language writes numbers."""
        words = self.section("language")
        return Numbers(words["locale"], words["missing"], words["points"], words["households"], words["day"])

    def inside(self, name: str) -> str:
        """A name as it stands inside a sentence: ``Huyện Kỳ Sơn`` -> ``huyện Kỳ Sơn``, where the language writes so."""
        return name[:1].lower() + name[1:] if self._small_inside else name

    def opening(self, text: str) -> str:
        """A text at the beginning of a sentence or a label: :meth:`inside` the other way round."""
        return text[:1].upper() + text[1:] if self._small_inside else text

    @staticmethod
    def heading(sentence: str) -> str:
        """A sentence as a heading: without its full stop."""
        return sentence.removesuffix(".")

    @property
    def _small_inside(self) -> bool:
        return self.texts["language.small_inside"] == "yes"

    def say(self, key: str, **values: object) -> str:
        """The entry with its {names} filled in. Raises ``KeyError`` for a key or a name that does not exist.

        A language whose words change with a count has an entry a form instead of one (``key.one``, ``key.other``): {count} says
        which is taken.
        """
        text = self.texts.get(key) or self._form(key, values.get("count"))
        # A number and its sign stay on one line, whoever wrote them.
        return _PERCENT.sub(NBSP, text.format(**values) if values else text)

    def _form(self, key: str, count: object) -> str:
        form = self.numbers.plural(count) if isinstance(count, (int, float)) else _OTHER
        return self.texts.get(f"{key}.{form}") or self.texts[f"{key}.{_OTHER}"]

    def section(self, prefix: str) -> dict[str, str]:
        """The entries under ``prefix``, by the rest of their keys, not filled in."""
        start = f"{prefix}."
        return {key.removeprefix(start): text for key, text in self.texts.items() if key.startswith(start)}


def read_catalogue(directory: Path) -> Catalogue:
    """Read both files. Raises :class:`lib.base.findings.DataError` for a missing, unknown or unusable entry."""
    findings: list[Finding] = []
    texts: dict[str, str] = {}
    for name in FILES:
        try:
            entries = dict(_flat(read_document(directory / name, _Entries).root))
        except DataError as error:
            findings += error.findings
            continue
        findings += _wrong_entries(name, entries, wanted_keys()[name])
        texts |= {key: text for key, text in entries.items() if isinstance(text, str)}
    findings += _wrong_language(texts)
    if findings:
        raise DataError(few(findings))
    return Catalogue(texts)


def _wrong_entries(name: str, entries: Mapping[str, object], wanted: Mapping[str, list[str]]) -> list[Finding]:
    """What a file has wrong, too much, or lacks. An entry is given by its own key or by its forms, never by both."""
    remedy = "Lấy lại mục này từ bản gốc của tệp."
    findings, given = [], dict[str, set[str]]()
    for key, text in entries.items():
        entry = _entry_of(key, wanted)
        given.setdefault(entry, set()).add(key.removeprefix(entry).removeprefix("."))
        if entry not in wanted:
            findings.append(Finding(name, f"không có mục nào tên “{key}”.", remedy="Xoá hoặc sửa tên mục."))
        elif message := _wrong(text, wanted[entry]):
            findings.append(Finding(name, f"mục “{key}”: {message}.", remedy=remedy))
    for entry, names in wanted.items():
        forms = given.get(entry, set())
        if not forms:
            findings.append(Finding(name, f"thiếu mục “{entry}”.", remedy=remedy))
        elif forms == {""}:
            continue
        elif not _may_have_forms(entry, names):
            message = f"mục “{entry}” không chia theo số lượng được."
            findings.append(Finding(name, message, remedy=f"Viết một câu cho “{entry}”."))
        elif "" in forms:
            message = f"mục “{entry}” vừa có một câu vừa chia theo số lượng."
            findings.append(Finding(name, message, remedy="Giữ một cách."))
        elif _OTHER not in forms:
            message = f"mục “{entry}” thiếu dạng “{_OTHER}”."
            findings.append(Finding(name, message, remedy=f"Thêm “{_OTHER}:”, dạng dùng cho mọi số còn lại."))
    return findings


def _wrong_language(texts: dict[str, str]) -> list[Finding]:
    """What of the section ``language`` no page could be written with."""
    wrong = {
        "code": "phải là mã ngôn ngữ như vi, en" if not _CODE.fullmatch(texts.get("language.code", "vi")) else "",
        "locale": "phải là tên vùng mà Babel biết, như vi_VN"
        if not _known_locale(texts.get("language.locale", "vi_VN"))
        else "",
        "day": "phải gồm đúng ba chữ d, m, y" if sorted(texts.get("language.day", "dmy")) != ["d", "m", "y"] else "",
        "small_inside": "chỉ nhận yes hoặc no" if texts.get("language.small_inside", "no") not in ("yes", "no") else "",
    }
    return [
        Finding(FILES[0], f"mục “language.{key}”: {message}.", remedy="Lấy lại mục này từ bản gốc của tệp.")
        for key, message in wrong.items()
        if message
    ]


def _known_locale(name: str) -> bool:
    return bool(_LOCALE.fullmatch(name)) and localedata.exists(name)


def _may_have_forms(entry: str, names: Iterable[str]) -> bool:
    """What is filled with a count by :meth:`Catalogue.say`; whole sections go to the browser as they are."""
    return "count" in names and not entry.startswith(_SENT_WHOLE)


def _entry_of(key: str, wanted: Mapping[str, object]) -> str:
    """The entry that ``key`` is a form of, where it is one."""
    entry, _, form = key.rpartition(".")
    return entry if form in _FORMS and entry in wanted else key


@cache
def wanted_keys() -> dict[str, dict[str, list[str]]]:
    """File -> key -> names it is filled with."""
    return json.loads(KEYS.read_text(encoding="utf-8"))


def keys_text(directory: Path) -> str:
    """What :data:`KEYS` holds if every entry of both files is wanted, and with the names it has there."""
    keys = {}
    for name in FILES:
        entries = dict(_flat(read_document(directory / name, _Entries).root))
        keys[name] = {key: names_in(text) for key, text in sorted(entries.items())}
    return json.dumps(keys, ensure_ascii=False, indent=1) + "\n"


def names_in(text: str) -> list[str]:
    """The {names} in a template, sorted. Raises ``ValueError`` for a broken one."""
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})


def _wrong(text: object, names: list[str]) -> str:
    if not isinstance(text, str):
        return "phải là chữ"
    if not text.strip():
        return "không được để trống"
    if len(text) > _PROSE and not text.rstrip().endswith(_ENDS):
        return "đoạn văn bị cụt: phải kết thúc bằng dấu câu"
    if len(text) > _LONGEST:
        return f"dài quá {_LONGEST} ký tự"
    if MARKUP.search(text):
        return "không được có thẻ HTML"
    try:
        found = names_in(text)
        plain = all(not spec and not conversion for _, _, spec, conversion in string.Formatter().parse(text))
    except ValueError:
        return "dấu { } không khớp nhau"
    if found != names:
        wanted = ", ".join(f"{{{name}}}" for name in names) or "không tên nào"
        return f"phải dùng đúng các tên {wanted}"
    if not plain:
        return "trong dấu { } chỉ ghi tên, không ghi cách định dạng"
    return ""


def _flat(entries: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in entries.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


if __name__ == "__main__":
    KEYS.write_text(keys_text(DATA_DIR), encoding="utf-8")
