"""Letters: every kind of breakage is refused, what people and systems write is taken, in every file."""

from __future__ import annotations

import subprocess
import unicodedata

import pytest

from lib.base import letters
from lib.base.findings import DataError
from lib.base.paths import DATA_DIR, GEO_DIR, ROOT
from lib.editions import shell
from lib.editions.edition import content_name, load_edition
from lib.ledger import load_ledger
from lib.views.meeting.scene_set import read_set
from tests.faults import LAST_DAY, LETTERS, copy_inputs, dates, harmless, quick, taken
from tests.test_ledger_bad_input import rewrite

#: Words with every letter of Vietnamese between two others or at an end.
WORDS = (
    "Tỉnh Nghệ An giảm nghèo đa chiều ở các huyện Kỳ Sơn, Tương Dương, Quế Phong; Con Cuông và Đô Lương.",
    "Kế hoạch 834/KH-UBND ngày 31/12/2021 của Ủy ban nhân dân tỉnh về giảm nghèo bền vững",
    "đồng bào dân tộc thiểu số",
    "ĐƯỜNG GIẢM MỘT NỬA",
    "Thị xã Thái Hoà",
)


@pytest.mark.parametrize("kind", LETTERS)
@pytest.mark.parametrize("text", WORDS)
def test_broken_letters_are_told(kind, text):
    broken = unicodedata.normalize("NFC", LETTERS[kind](text))
    assert broken != text
    told = letters.broken(broken)
    assert told is not None, broken
    assert all(told)


@pytest.mark.parametrize(
    "text",
    [
        *WORDS,
        "Đã giảm nghèo chưa? Ai còn nghèo?", "“Vì sao chậm?” – câu hỏi của Chủ tịch", "Bao nhiêu hộ (2025?)", "?", "✓?", "×?",
        "https://nghean.gov.vn/bai?id=3&x=a", "nghean.gov.vn/tin?so=4", "gì?!", "THỊ XÃ”, “ĐÊ”, «cá», XÃ – PHƯỜNG", "XÃ… và",
        "Theo Müller và Björk", "La pauvreté à Nghệ An : combien ?", "25 m² ± 3, © 2024, «nghèo»", "→ 24,92 % · ≈ 3,1",
        "Có hay không?\nKhông.", "Đắk Lắk", "KÊ”",
    ],
)  # fmt: skip
def test_what_people_write_is_taken(text):
    assert letters.broken(text) is None
    assert letters.decode("x.yaml", text.encode(), "…") == text


def test_our_own_files_hold_none():
    for directory in (DATA_DIR, GEO_DIR, shell.FILE.parent, ROOT):
        for path in directory.glob("*.*"):
            if path.suffix in (".csv", ".yaml", ".toml", ".json", ".geojson"):
                for line in letters.decode(path.name, path.read_bytes(), "…").split("\n"):
                    assert letters.broken(line) is None, (path.name, line[:80])


# Line ends, marks, dates: what is no fault


@pytest.mark.parametrize(("name", "change"), [entry[:2] for entry in harmless() if "/" not in entry[0]])
def test_all_files_saved_by_another_system_are_the_same(name, change, tmp_path):
    with quick():
        assert taken(change, tmp_path / "inputs") == []


@pytest.mark.parametrize("kind", ["both", "old_line_ends"])
def test_figures_and_the_editions_name_stay(kind, tmp_path, live_edition):
    place = copy_inputs(tmp_path / "inputs")
    change = next(change for name, change, _ in harmless() if name == kind)
    change(place.data, place.geo)
    loaded = load_edition(place)
    assert loaded.name == live_edition.name
    assert loaded.ledger.observations.equals(live_edition.ledger.observations)
    assert loaded.estimates.table.equals(live_edition.estimates.table)
    assert loaded.layer.equals(live_edition.layer)


def test_a_changed_figure_is_another_edition(tmp_path):
    place = copy_inputs(tmp_path / "inputs")
    before = content_name(place)
    path = place.data / "observations.csv"
    path.write_bytes(path.read_bytes().replace(b"7.8", b"7.9", 1))
    assert content_name(place) != before


@pytest.mark.parametrize(("name", "column"), list(dates()))
def test_the_end_of_time_is_a_date_in_every_column(name, column, tmp_path):
    """Taken, or refused by a rule between dates: never a traceback."""
    place = copy_inputs(tmp_path / "inputs")
    rewrite(place.data / name, lambda rows: [row.update({column: LAST_DAY}) for row in rows])
    try:
        load_ledger(place.data)
    except DataError as error:
        assert column != "valid_to"
        assert all("không phải ngày" not in finding.message for finding in error.findings)


def test_git_keeps_line_ends_and_binaries():
    tracked = subprocess.run(["git", "ls-files", "--eol"], cwd=ROOT, capture_output=True, text=True, check=False)
    for line in tracked.stdout.splitlines():
        stored, _, rest = line.split(maxsplit=2)
        attributes, path = rest.split("\t")
        assert stored in ("i/lf", "i/none", "i/-text"), path
        if path.endswith((".npy", ".png", ".ttf", ".webp")):
            assert "-text" in attributes, path
        else:
            assert "eol=lf" in attributes, path


# Documents keep what they have found


SET = """{
 "version": 1, "edition": "x", "group": "40",
 "districts": [], "year": 2024,
 "scenes": [
  {"code": "a", "headline": "%s"}
 ]
}
"""


@pytest.mark.parametrize("kind", LETTERS)
def test_a_saved_set_keeps_line_and_reason(kind, tmp_path):
    path = tmp_path / "bo.json"
    path.write_text(SET % LETTERS[kind]("Huyện Kỳ Sơn giảm nghèo"), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_set(path)
    assert any(finding.row == 5 and finding.remedy for finding in raised.value.findings)
    assert all("không hợp lệ" not in finding.message for finding in raised.value.findings)


@pytest.mark.parametrize("escape", ["\\u202e", "\\u200b", "\\ud800", "\\u0007", "\\ufeff"])
def test_signs_written_as_escapes_are_told_too(escape, tmp_path):
    path = tmp_path / "bo.json"
    path.write_text(SET % f"Kỳ {escape}Sơn", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_set(path)
    (finding,) = raised.value.findings
    assert finding.row == 5


@pytest.mark.parametrize("text", ["", "null\n", "{version: 1, version: 1}", "x: <b>a</b>"])
def test_a_documents_own_findings_are_not_swallowed(text, tmp_path):
    path = tmp_path / "bo.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_set(path)
    assert "giá trị YAML không hợp lệ" not in str(raised.value)


def test_a_value_that_does_not_exist_is_told_with_its_line(tmp_path):
    path = tmp_path / "bo.json"
    path.write_text("version: 1\nedition: 2024-02-30\n", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_set(path)
    assert [finding.row for finding in raised.value.findings] == [2]
