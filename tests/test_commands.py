"""No command answers with a traceback or in English, whatever is wrong with its call, its folder or its disk."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from lib.__main__ import main
from lib.base import files
from lib.base.findings import DataError
from lib.base.paths import DATA_DIR
from lib.campaign import estimation
from lib.editions.installation import setting_findings
from lib.estimates import calibration, parameters, record, store, validation
from lib.web.headers import frame_ancestors
from tests.faults import ENGLISH, VIETNAMESE, copy_inputs

COMMANDS = (
    ["check"], ["estimate"], ["validate"], ["calibrate", "--truths", "1"], ["scorecard"],
    ["export", "--format", "html", "--out", "x.html"],
)  # fmt: skip


def told(capsys: pytest.CaptureFixture[str], code: int, arguments: list[str]) -> str:
    """What a command that must be refused says."""
    try:
        answered = main(arguments)
    except SystemExit as end:
        answered = end.code
    text = capsys.readouterr().err
    assert answered == code, text
    assert VIETNAMESE.search(text)
    assert not ENGLISH.search(text), text
    assert "Traceback" not in text
    return text


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("kind", ["missing", "other", "file"])
def test_a_wrong_folder_is_one_finding_that_names_it(command, kind, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "du-lieu"
    if kind == "other":
        folder.mkdir()
        (folder / "ghi-chu.txt").write_text("x")
    elif kind == "file":
        folder.write_text("x")
    text = told(capsys, 1, ["--data", str(folder), *command])
    assert text.count("Tệp ") == 1
    assert str(folder) in text


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["chek"], ["check", "--xyz"], ["calibrate", "--truths", "0"], ["calibrate", "--truths", "-3"],
        ["calibrate", "--truths", "1.5"], ["calibrate", "--truths", "x"], ["calibrate", "--truths"], ["scorecard", "--year", "x"],
        ["scorecard", "--format", "xml"], ["export", "--format", "pdf", "--out", "x"], ["export"], ["export", "--format", "html"],
        ["export", "--format", "html", "--year", "nay", "--out", "x"],
        ["export", "--format", "png", "--part", "ban_do", "--out", "x", "--zoom", "40"],
        ["export", "--format", "png", "--part", "ban_do", "--out", "x", "--width", "500000"],
        ["export", "--format", "svg", "--part", "ban_do", "--out", "x", "--width", "5"],
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_vietnamese(arguments, capsys):
    assert "Cách gọi" in told(capsys, 2, arguments)


def test_calibration_of_nothing_writes_nothing(tmp_path, capsys):
    place = copy_inputs(tmp_path / "inputs")
    before = (place.data / calibration.TABLE).read_bytes()
    told(capsys, 2, ["--data", str(place.data), "calibrate", "--truths", "0"])
    assert (place.data / calibration.TABLE).read_bytes() == before


@pytest.mark.parametrize(
    "error", [ArithmeticError, ValueError("could not fit"), KeyError(2023), ZeroDivisionError, IndexError]
)
@pytest.mark.parametrize(("command", "module", "name"), [
    ("estimate", estimation, "run"), ("validate", validation, "leave_one_out"), ("calibrate", calibration, "calibrate"),
])  # fmt: skip
def test_what_the_model_cannot_work_out_is_a_finding(error, command, module, name, monkeypatch, capsys):
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(module, name, fails)
    assert "observations.csv" in told(capsys, 1, [command])


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EDQUOT, 9999])
def test_a_disk_that_does_not_take_it_is_a_finding(number, tmp_path, monkeypatch, capsys):
    place = copy_inputs(tmp_path / "inputs")
    before = {path.name: path.read_bytes() for path in place.data.iterdir()}
    monkeypatch.setattr(calibration, "calibrate", lambda *_, **__: __import__("pandas").DataFrame({"a": [1]}))

    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "replace", full)
    text = told(capsys, 1, ["--data", str(place.data), "calibrate"])
    assert calibration.TABLE in text
    assert {path.name: path.read_bytes() for path in place.data.iterdir()} == before


@pytest.mark.parametrize("at", range(7))
def test_a_disk_that_fills_midway_leaves_every_estimate_as_it_was(at, tmp_path, monkeypatch):
    """Table, draws, validation, chances, orders, record and seal: whichever no longer fits."""
    place = copy_inputs(tmp_path / "inputs")
    settings = parameters.read_parameters(place.data / parameters.FILE)
    before = {path.name: path.read_bytes() for path in place.data.iterdir()}
    kept = store.read(place.data, settings)
    beside = {
        name: (place.data / name).read_bytes() + b"\n" for name in (validation.TABLE, store.CHANCES, store.ORDERS)
    }
    written, write = [], Path.write_bytes

    def fills(path: Path, content: bytes) -> int:
        written.append(path.name)
        if len(written) > at:
            write(path, content[:10])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", fills)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        store.write(kept, {**beside, record.TABLE: b"x"}, place.data, settings["kept"])
    assert {path.name: path.read_bytes() for path in place.data.iterdir()} == before
    assert store.seal_findings(place.data) == []


@pytest.mark.parametrize(
    "kind", ["empty", "directory", "link", "dangling", "device", "no_folder", "parent", "long", "pipe"]
)
@pytest.mark.parametrize("form", ["html", "pptx"])
def test_export_writes_ordinary_files_only(kind, form, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    other = tmp_path / "khac.html"
    other.write_text("giữ", encoding="utf-8")
    (tmp_path / "lien-ket").symlink_to(other)
    (tmp_path / "dut").symlink_to(tmp_path / "khong-co")
    os.mkfifo(tmp_path / "ong")
    out = {"empty": "", "directory": str(tmp_path), "link": "lien-ket", "dangling": "dut", "device": "/dev/null",
           "no_folder": f"a/b.{form}", "parent": "..", "long": "x" * 300, "pipe": "ong"}[kind]  # fmt: skip
    told(capsys, 1, ["export", "--format", form, "--out", out])
    assert other.read_text(encoding="utf-8") == "giữ"
    assert (tmp_path / "lien-ket").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dut", "khac.html", "lien-ket", "ong"]


def test_a_file_is_not_named_as_another_form(tmp_path, capsys):
    for form, name in (("xlsx", "x.csv"), ("docx", "x.xlsx"), ("csv", "x.txt")):
        assert f".{form}" in told(capsys, 2, ["export", "--format", form, "--out", str(tmp_path / name)])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", sorted(files._ANSWERS))
def test_the_operating_system_speaks_vietnamese(number):
    assert VIETNAMESE.search(files.why(OSError(number, os.strerror(number))))


# Settings


@pytest.mark.parametrize(
    "said", ["portal", "https://a.vn; script-src *", "'none' https://a.vn", "https://a.vn/trang", "*"]
)
def test_a_wrong_word_about_frames_takes_no_page_down(said, monkeypatch, capsys):
    monkeypatch.setenv("NGHEAN_FRAME_ANCESTORS", said)
    assert frame_ancestors() is None
    (finding,) = setting_findings()
    assert "frame_ancestors" in finding.message
    assert "frame_ancestors" in told(capsys, 1, ["check"])


def test_frames_that_can_be_said_are_no_finding(monkeypatch):
    monkeypatch.setenv("NGHEAN_FRAME_ANCESTORS", "'self' https://portal.example:8443 https://*.gov.vn")
    assert setting_findings() == []
    assert frame_ancestors() == "'self' https://portal.example:8443 https://*.gov.vn"


def test_a_missing_template_is_told_with_its_path(monkeypatch, capsys):
    monkeypatch.setenv("NGHEAN_SLIDES_TEMPLATE", "khong-co.pptx")
    assert "khong-co.pptx" in told(capsys, 1, ["check"])


def test_unreadable_folders_are_findings(tmp_path):
    with pytest.raises(DataError):
        files.refuse_unwritable(Path("a\0b"))
    files.refuse_unwritable(tmp_path / "moi.html")
    files.refuse_unwritable(DATA_DIR / "plans.csv")
