"""What the store takes, refuses, keeps and gives back, on every database."""

from __future__ import annotations

import dataclasses
import io
import json
import math
import os
import re
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lib.base.findings import DataError
from lib.base.paths import ROOT
from lib.store import engine, folders
from lib.store.blobs import digest_of
from lib.store.records import Kind, Value, Waiver
from lib.store.refusals import CorrectionError, DuplicateError, MissingError, NotEmptyError, StaleError, UndeclaredError
from lib.store.store import Store, open_store
from lib.store.tables import METADATA
from tests.test_store_children import FILES
from tests.test_store_databases import KINDS, both, figures, fresh, publication, refused, store, submission, url

__all__ = ["both", "store", "url"]

UNKNOWN = "0" * 64


def filled(store: Store) -> None:
    """A store with a correction, three publications and everything that belongs to one."""
    store.receive(submission(), b"first", figures("Anh Sơn", "Con Cuông"))
    store.receive(submission(corrects=1, reason="gõ nhầm", asked_by="Sở"), b"second", figures("Anh Sơn", value=2))
    waivers = (Waiver("tổng", "Anh Sơn 2024", "số làm tròn", "Minh"), Waiver("a", "", "b", "c"))
    changes = ({"unit": "Anh Sơn", "from": None, "to": 1.5}, {"a\0": ["\ud800", True]})
    store.publish(publication("e1", submissions=(2, 1), changes=changes, waivers=waivers), FILES, None)
    store.publish(publication("e2", actor="Hoa"), {**FILES, "observations.csv": b"unit,value\nx,1\n"}, 1)
    store.roll_back(1, "Minh", "số sai", 2)


def at_once(count: int, work: Callable[[int], object]) -> list[object]:
    """What as many threads make of the same work, begun together; what they raise instead."""
    results: list[object] = [None] * count
    start = threading.Barrier(count)

    def one(number: int) -> None:
        start.wait()
        try:
            results[number] = work(number)
        except Exception as error:
            results[number] = error

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_bytes_are_kept_once_under_their_digest(store):
    digest = store.keep(b"\0\xff")
    assert store.keep(b"\0\xff") == digest == "06eb7d6a69ee19e5fbdf749018d3d2abfa04bcbd1365db312eb86dc7169389b8"
    assert store.content(digest) == b"\0\xff"
    assert store.content(store.keep(b"")) == b""
    with pytest.raises(MissingError) as caught:
        store.content(UNKNOWN)
    assert UNKNOWN in refused(caught.value)


def test_a_workbook_is_received_with_its_figures(store):
    before = datetime.now(UTC)
    received = store.receive(submission(preliminary=True), b"content", figures("b", "a"))
    assert before <= received.received_at <= datetime.now(UTC)
    assert (received.id, received.preliminary, received.boundaries) == (1, True, "2025")
    assert store.submission(1) == received
    assert store.submissions() == (received,)
    assert store.values(1) == tuple(figures("b", "a")[::-1])
    assert store.content(received.digest) == b"content"
    for unknown in (store.submission, store.values, store.chain):
        with pytest.raises(MissingError) as caught:
            unknown(7)
        assert "7" in refused(caught.value)


def test_the_same_file_twice_is_told_with_its_first_time(store):
    first = store.receive(submission(), b"content", figures("a"))
    for again in (
        submission(actor="Hoa"),
        submission(corrects=1, reason="x", asked_by="y"),
        submission(preliminary=True),
    ):
        with pytest.raises(DuplicateError) as caught:
            store.receive(again, b"content", figures("a"))
        assert caught.value.earlier == first
        assert re.search(r"số 1, nhận lúc \d\d:\d\d ngày \d\d/\d\d/\d{4}, do “Lan”", refused(caught.value))
    for other in (submission(year=2023), submission(form="B2")):
        store.receive(other, b"content", figures("a"))
    store.receive(submission(), b"content", figures("b"))
    assert [one.id for one in store.submissions()] == [4, 3, 2, 1]


def test_another_file_for_the_same_units_must_say_what_it_corrects(store):
    first = store.receive(submission(), b"1", figures("a", "b", "c", "d", "e"))
    with pytest.raises(UndeclaredError) as caught:
        store.receive(submission(file_name="moi.xlsx"), b"2", figures("e", "d", "c", "b", "x"))
    said = refused(caught.value)
    assert caught.value.earlier == first
    assert "moi.xlsx" in said
    assert "b, c, d và 1 đơn vị khác" in said
    assert "bản nộp số 1" in said
    with pytest.raises(MissingError):
        store.content(digest_of(b"2"))


def test_a_correction_says_why_and_corrects_the_newest(store):
    store.receive(submission(), b"1", figures("a", "b"))
    for said in ({}, {"reason": "gõ nhầm"}, {"asked_by": "Sở"}, {"reason": " ", "asked_by": "\t"}):
        with pytest.raises(CorrectionError) as caught:
            store.receive(submission(corrects=1, **said), b"2", figures("a"))
        refused(caught.value)
    words = {"reason": "gõ nhầm", "asked_by": "Sở"}
    second = store.receive(submission(corrects=1, **words), b"2", figures("a"))
    assert (second.corrects, second.reason, second.asked_by) == (1, "gõ nhầm", "Sở")
    for wrong in (1, 9):
        with pytest.raises(CorrectionError) as caught:
            store.receive(submission(corrects=wrong, **words), b"3", figures("a"))
        assert "đính chính bản nộp số 2" in refused(caught.value)
    # The other unit's newest is still the first one.
    store.receive(submission(corrects=1, **words), b"3", figures("b"))
    store.receive(submission(corrects=2, **words), b"4", figures("a"))
    assert [one.id for one in store.chain(4)] == [1, 2, 4]
    assert [one.id for one in store.chain(3)] == [1, 3]
    assert store.chain(4)[0].received_at == store.submission(1).received_at


def test_a_correction_of_nothing_is_told(store):
    store.receive(submission(), b"1", figures("a"))
    for other in ({"year": 2023}, {"form": "B2"}, {"preliminary": True}):
        with pytest.raises(CorrectionError) as caught:
            store.receive(submission(corrects=1, reason="x", asked_by="y", **other), b"2", figures("a"))
        assert "chưa có" in refused(caught.value)
    with pytest.raises(CorrectionError):
        store.receive(submission(corrects=1, reason="x", asked_by="y"), b"2", figures("b"))


def test_what_stood_before_a_wrong_correction_can_come_back(store):
    words = {"reason": "x", "asked_by": "y"}
    store.receive(submission(), b"1", figures("a"))
    store.receive(submission(corrects=1, **words), b"2", figures("a"))
    with pytest.raises(DuplicateError):
        store.receive(submission(), b"1", figures("a"))
    store.receive(submission(corrects=2, **words), b"1", figures("a"))
    assert [one.id for one in store.chain(3)] == [1, 2, 3]


def test_an_official_figure_after_a_preliminary_one_is_no_correction(store):
    store.receive(submission(preliminary=True), b"1", figures("a"))
    official = store.receive(submission(), b"2", figures("a"))
    assert official.corrects is None
    with pytest.raises(UndeclaredError) as caught:
        store.receive(submission(preliminary=True), b"3", figures("a"))
    assert caught.value.earlier.id == 1


UNUSABLE_FIGURES = [
    ([], "không có số liệu"),
    ([Value("a", "poor", math.nan, cell="C1", sheet="Biểu")], "trang tính Biểu, ô C1"),
    ([Value("a", "poor", math.inf)], "số"),
    ([Value("a", "poor", 1, cell="C1"), Value("a", "poor", 1, cell="C2")], "C1"),
    ([Value("", "poor", 1)], "đơn vị"),
    ([Value("a\0", "poor", 1)], "đơn vị"),
]  # fmt: skip


def test_figures_that_cannot_be_kept_are_told(store):
    for values, told in UNUSABLE_FIGURES:
        with pytest.raises(DataError) as caught:
            store.receive(submission(), b"1", values)
        assert told in refused(caught.value)
        assert store.submissions() == ()


UNUSABLE_WORDS = [{"actor": ""}, {"form": " "}, {"file_name": ""}, {"actor": "\ud800"}, {"standard": "\0"}]


def test_a_submission_without_its_words_is_told(store):
    for empty in UNUSABLE_WORDS:
        with pytest.raises(DataError) as caught:
            store.receive(submission(**empty), b"1", figures("a"))
        refused(caught.value)


def test_the_same_file_handed_in_by_many_at_once_is_received_once(url):
    results = at_once(4, lambda _: open_store(url).receive(submission(), b"1", figures("a")))
    assert sorted(type(result).__name__ for result in results) == ["DuplicateError"] * 3 + ["Submission"]


def test_editions_are_published_and_put_in_place_again(store):
    assert store.current() is None
    filled(store)
    third, second, first = store.history()
    assert store.current() == third
    assert [one.id for one in store.history()] == [3, 2, 1]
    assert (first.kind, first.before, first.restores, first.submissions) == (Kind.PUBLISH, None, None, (1, 2))
    assert first.changes == ({"unit": "Anh Sơn", "from": None, "to": 1.5}, {"a\0": ["\ud800", True]})
    assert [waiver.rule for waiver in first.waivers] == ["tổng", "a"]
    assert (second.before, second.actor, second.edition, second.submissions) == (1, "Hoa", "e2", ())
    assert (third.kind, third.before, third.restores, third.edition) == (Kind.ROLLBACK, 2, 1, "e1")
    assert (third.actor, third.reason, third.base) == ("Minh", "số sai", first.base)
    assert first.published_at <= second.published_at <= third.published_at
    assert store.files("e1").keys() == FILES.keys()
    assert {name: store.content(digest) for name, digest in store.files("e1").items()} == FILES
    # An edition from before may be published again.
    assert store.publish(publication("e2"), {**FILES, "observations.csv": b"unit,value\nx,1\n"}, 3).id == 4
    assert store.roll_back(3, "Minh", "lại sai", 4).edition == "e1"


def test_who_publishes_on_old_knowledge_is_told_what_came(store):
    filled(store)
    for act in (
        lambda: store.publish(publication("e3"), FILES, 1),
        lambda: store.roll_back(2, "Lan", "x", 1),
    ):
        with pytest.raises(StaleError) as caught:
            act()
        said = refused(caught.value)
        assert [one.id for one in caught.value.meanwhile] == [2, 3]
        assert re.search(r"số 2 của “Hoa” lúc \d\d:\d\d ngày [\d/]{10}, lý do “số liệu cuối năm”; .*“số sai”", said)
    with pytest.raises(StaleError):
        store.publish(publication("e3"), FILES, None)
    with pytest.raises(MissingError):
        store.publish(publication("e3"), FILES, 9)
    assert len(store.history()) == 3
    with pytest.raises(MissingError):
        store.files("e3")


def test_of_many_who_publish_at_once_one_wins(url):
    store = open_store(url)
    store.publish(publication("e0"), FILES, None)

    def work(number: int) -> object:
        if number == 3:
            return open_store(url).publish(publication("e3", actor="Người 3"), FILES, 1)
        return store.publish(publication(f"e{number}", actor=f"Người {number}"), FILES, 1)

    results = at_once(4, work)
    won = [result for result in results if not isinstance(result, Exception)]
    assert won == [store.current()]
    for result in results:
        if result is not won[0]:
            assert isinstance(result, StaleError)
            assert f"“{won[0].actor}”" in str(result)


def test_what_cannot_be_put_in_place_again_is_told(store):
    filled(store)
    for to in (0, 9, 3, 1):
        with pytest.raises(DataError) as caught:
            store.roll_back(to, "Minh", "x", 3)
        assert str(to) in refused(caught.value)
    for actor, reason in (("", "x"), ("Minh", " ")):
        with pytest.raises(DataError) as caught:
            store.roll_back(2, actor, reason, 3)
        refused(caught.value)
    assert len(store.history()) == 3


UNUSABLE_PUBLICATIONS = [
    ({"actor": ""}, FILES), ({"reason": ""}, FILES), ({"edition": ".e"}, FILES), ({"edition": "a/b"}, FILES), ({"edition": ""}, FILES),
    ({"submissions": (5,)}, FILES), ({"waivers": (Waiver("a", "b", "", "c"),)}, FILES), ({}, {}), ({}, {"../a": b""}), ({}, {"/a": b""}),
    ({}, {"a//b": b""}), ({}, {"a": b"", "a/b": b""}), ({}, {"a": b"", "A": b""}), ({}, {"a\\b": b""}), ({}, {"": b""}), ({}, {".": b""}),
]  # fmt: skip


def test_a_publication_that_cannot_be_kept_is_told(store):
    for changed, files in UNUSABLE_PUBLICATIONS:
        with pytest.raises(DataError) as caught:
            store.publish(publication(**changed), files, None)
        refused(caught.value)
        assert store.current() is None


def test_an_edition_has_one_content(store):
    store.publish(publication("e1"), FILES, None)
    for other in ({"observations.csv": b""}, {**FILES, "more.csv": b""}):
        with pytest.raises(DataError) as caught:
            store.publish(publication("e1"), other, 1)
        assert "e1" in refused(caught.value)
    assert store.files("e1").keys() == FILES.keys()


@pytest.mark.parametrize("statement", ["update {table} set {column} = {column}", "delete from {table}"])
def test_no_row_is_changed_or_taken_away(statement, store, url):
    filled(store)
    database = engine.database(url)
    for table in METADATA.sorted_tables:
        column = f'"{table.columns.keys()[0]}"'
        with pytest.raises(DBAPIError, match="only added"), database._engine.begin() as connection:
            connection.execute(text(statement.format(table=table.name, column=column)))


def test_no_statement_changes_or_takes_away():
    for path in (ROOT / "lib" / "store").rglob("*.py"):
        code = "\n".join(line for line in path.read_text("utf-8").splitlines() if "trigger" not in line)
        found = re.findall(
            r"(?<!digest\.)\b(?:update|delete)\s*\(|\b(?:update \w+ set|delete from|drop|truncate table)\b",
            code,
            re.IGNORECASE,
        )
        assert not found, path


def test_an_edition_is_a_folder(store, tmp_path):
    filled(store)
    folder = store.materialise("e1", tmp_path / "editions")
    assert folder == tmp_path / "editions" / "e1"
    assert contents(folder) == FILES
    before = {path: path.stat().st_mtime_ns for path in (folder, *folder.rglob("*"))}
    assert store.materialise("e1", tmp_path / "editions") == folder
    assert {path: path.stat().st_mtime_ns for path in (folder, *folder.rglob("*"))} == before
    store.materialise("e2", tmp_path / "editions")
    assert sorted(path.name for path in folder.parent.iterdir()) == ["e1", "e2"]
    with pytest.raises(MissingError):
        store.materialise("e3", tmp_path / "editions")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("spoil", [
    lambda folder: (folder / "observations.csv").unlink(),
    lambda folder: (folder / "observations.csv").write_bytes(b"half"),
    lambda folder: (folder / "more.csv").write_bytes(b""),
    lambda folder: [path.unlink() for path in folder.rglob("*") if path.is_file()],
    lambda folder: folder.rename(folder.with_name("away")) and folder.write_bytes(b"a file"),
])  # fmt: skip
def test_a_folder_that_is_not_whole_is_made_again(spoil, store, tmp_path):
    store.publish(publication(), FILES, None)
    spoil(store.materialise("e1", tmp_path / "editions"))
    assert contents(store.materialise("e1", tmp_path / "editions")) == FILES


def test_a_folder_made_by_many_at_once_is_whole(store, tmp_path):
    store.publish(publication(), FILES, None)
    results = at_once(6, lambda _: contents(store.materialise("e1", tmp_path / "editions")))
    assert results == [FILES] * 6
    assert [path.name for path in (tmp_path / "editions").iterdir()] == ["e1"]


def test_what_killed_processes_left_goes_after_an_hour(store, tmp_path):
    store.publish(publication(), FILES, None)
    old, new, other = (tmp_path / name for name in (".e0.x.new", ".e1.x.old", ".git"))
    for path in (old, new, other):
        path.mkdir()
        (path / "half.csv").write_bytes(b"half")
    for path in (old, other):
        os.utime(path, (0, 0))
    store.materialise("e1", tmp_path)
    assert (old.exists(), new.exists(), other.exists()) == (False, True, True)


def test_a_disk_that_does_not_take_a_folder_is_told(store, tmp_path, monkeypatch):
    store.publish(publication(), FILES, None)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folders.os, "fsync", full)
    with pytest.raises(DataError) as caught:
        store.materialise("e1", tmp_path / "editions")
    assert "đầy" in refused(caught.value)
    assert list((tmp_path / "editions").iterdir()) == []


@pytest.mark.parametrize("other", KINDS)
def test_a_backup_is_the_whole_store_on_any_database(other, store, tmp_path):
    filled(store)
    store.keep(b"nobody's")
    path, again = tmp_path / "kho.zip", tmp_path / "again.zip"
    store.backup(path)
    restored = open_store(fresh(other, tmp_path))
    restored.restore(path)
    assert restored.history() == store.history()
    assert restored.submissions() == store.submissions()
    assert [restored.values(number) for number in (1, 2)] == [store.values(number) for number in (1, 2)]
    assert contents(restored.materialise("e2", tmp_path / "x")) == contents(store.materialise("e2", tmp_path / "y"))
    restored.backup(again)
    assert path.read_bytes() == again.read_bytes()
    # Numbers go on from there.
    assert restored.roll_back(2, "Minh", "x", 3).id == 4
    with pytest.raises(NotEmptyError) as caught:
        restored.restore(path)
    refused(caught.value)
    restored.close()


def test_a_backup_takes_the_place_of_an_older_one_and_of_nothing_else(store, tmp_path):
    path = tmp_path / "kho.zip"
    path.write_bytes(b"old")
    store.backup(path)
    assert zipfile.is_zipfile(path)
    for wrong in (tmp_path, tmp_path / "none" / "kho.zip"):
        with pytest.raises(DataError) as caught:
            store.backup(wrong)
        refused(caught.value)
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".new"] == []


def test_a_backup_that_is_none_is_told(store, tmp_path):
    path = tmp_path / "kho.zip"
    with pytest.raises(DataError) as caught:
        store.restore(path)
    refused(caught.value)
    for content in (b"", b"PK", rewritten(store, tmp_path, lambda files: files.clear())):
        path.write_bytes(content)
        with pytest.raises(DataError) as caught:
            store.restore(path)
        assert "kho.zip" in refused(caught.value)
    store.keep(b"still works")


def rewritten(store: Store, folder: Path, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """A backup with other files in it."""
    store.backup(folder / "whole.zip")
    with zipfile.ZipFile(folder / "whole.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def honest(files: dict[str, bytes], name: str, content: bytes) -> None:
    """Change a list, and what the backup says of it."""
    says = json.loads(files["store.json"])
    says["tables"][name] = {"rows": content.count(b"\n"), "digest": digest_of(content)}
    files |= {"store.json": json.dumps(says).encode(), f"{name}.jsonl": content}


@pytest.mark.parametrize("change", [
    lambda files: files.pop("waivers.jsonl"),
    lambda files: files.pop(next(name for name in files if name.startswith("blobs/"))),
    lambda files: files.update({"more": b""}),
    lambda files: files.update({next(name for name in files if name.startswith("blobs/")): b"other"}),
    lambda files: files.update({"publications.jsonl": files["publications.jsonl"].replace(b"Minh", b"Meo ")}),
    lambda files: files.update({"store.json": files["store.json"].replace(b"0001", b"0000")}),
    lambda files: files.update({"store.json": b"[]"}),
    lambda files: files.update({"store.json": b"{"}),
    lambda files: honest(files, "waivers", b"1\n"),
    lambda files: honest(files, "waivers", b"{}\n"),
    lambda files: honest(files, "waivers", files["waivers.jsonl"] * 2),
    lambda files: honest(files, "submission_values", files["submission_values.jsonl"].replace(b'"submission": 2', b'"submission": 9')),
    lambda files: honest(files, "submissions", files["submissions.jsonl"].replace(b'"year": 2024', b'"year": null')),
])  # fmt: skip
def test_a_backup_that_was_changed_is_refused_whole(change, both, tmp_path):
    source = open_store(fresh("sqlite", tmp_path))
    filled(source)
    path = tmp_path / "kho.zip"
    path.write_bytes(rewritten(source, tmp_path, change))
    into = open_store(fresh(both, tmp_path))
    with pytest.raises(DataError) as caught:
        into.restore(path)
    assert "kho.zip" in refused(caught.value)
    source.backup(path)
    into.restore(path)
    assert into.history() == source.history()
    into.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A folder to work in, and a whole backup."""
    folder = tmp_path_factory.mktemp("backup")
    source = open_store(fresh("sqlite", folder))
    filled(source)
    source.backup(folder / "whole.zip")
    return folder, (folder / "whole.zip").read_bytes()


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_backup_with_a_wrong_byte_is_refused_or_the_same(data, whole):
    folder, content = whole
    place = data.draw(st.integers(0, len(content) - 1))
    spoilt = data.draw(
        st.sampled_from(
            [
                content[:place],
                content[:place] + bytes([content[place] ^ data.draw(st.integers(1, 255))]) + content[place + 1 :],
            ]
        )
    )
    (folder / "spoilt.zip").write_bytes(spoilt)
    into = open_store(fresh("sqlite", folder))
    try:
        into.restore(folder / "spoilt.zip")
    except DataError as error:
        refused(error)
        assert into.history() == ()
    else:
        into.backup(folder / "again.zip")
        assert (folder / "again.zip").read_bytes() == content


kept_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
words = kept_texts.filter(str.strip)
some_values = st.lists(
    st.builds(Value, words, words, st.floats(allow_nan=False, allow_infinity=False), kept_texts, kept_texts, kept_texts),
    min_size=1, max_size=5, unique_by=lambda value: (value.unit, value.division, value.column),
)  # fmt: skip


@given(actor=words, name=words, content=st.binary(max_size=50), values=some_values)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_received_is_given_back(store, actor, name, content, values):
    year = 3000 + len(store.submissions())
    received = store.receive(submission(actor=actor, file_name=name, year=year), content, values)
    assert store.submission(received.id) == received
    assert (received.actor, received.file_name, store.content(received.digest)) == (actor, name, content)
    assert store.values(received.id) == tuple(
        sorted(values, key=lambda value: (value.unit, value.division, value.column))
    )


def test_records_stay_as_they_are(store):
    filled(store)
    for record in (store.current(), store.submission(1), store.values(1)[0]):
        with pytest.raises(dataclasses.FrozenInstanceError):
            record.actor = "x"
