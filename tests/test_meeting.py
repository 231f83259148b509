"""A meeting carried away and saved: the command, sets of scenes with references, what has changed since."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from lib.__main__ import main
from lib.base.findings import DataError
from lib.drawing.deck import deck
from lib.exports import meeting
from lib.ledger.figure import PUBLISHED
from lib.views.meeting import scene_set
from lib.views.meeting.about import Asked
from lib.views.meeting.registry import default_codes, scene
from lib.views.meeting.scene import TextBlock
from tests.conftest import ROOT
from tests.test_scenes import with_figures

#: Saved sets, and what both readers must make of them.
SETS = json.loads((ROOT / "tests/data/scene_sets.json").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def saved() -> dict:
    """A set as the browser saves it."""
    return {
        "version": 1, "edition": "0", "group": "40", "districts": ["417"], "year": 2024,
        "scenes": [
            {"code": "huyen-417", "shown": True, "headline": "Kỳ Sơn còn {417:poor_rate:2024} hộ nghèo", "notes": "Nhắc: {40:poor_rate:2024}\nHai",
             "seen": {"417:poor_rate:2024": "≈ 41,0 %", "40:poor_rate:2024": "4,16\N{NO-BREAK SPACE}%"}},
            {"code": "chi_tieu", "shown": False, "headline": None, "notes": None, "seen": {}},
            {"code": "nguon"},
        ],
    }  # fmt: skip


def written(tmp_path, content) -> object:
    path = tmp_path / "bai.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_set_shows_todays_figures_in_its_own_words(campaign, saved, tmp_path):
    read = scene_set.read_set(written(tmp_path, saved))
    scenes = scene_set.scenes_of(campaign, read, file="bai.json")
    assert [made.code for made in scenes] == ["huyen-417", "nguon"]
    assert plain(scenes[0].headline) == "Kỳ Sơn còn ≈ 40,5 % hộ nghèo"
    assert [plain(note) for note in scenes[0].notes[:2]] == ["Nhắc: 4,16 %", "Hai"]
    other = with_figures(campaign, {("417", "poor_rate", 2024): (39.5, PUBLISHED)})
    assert plain(scene_set.scenes_of(other, read, file="bai.json")[0].headline) == "Kỳ Sơn còn 39,50 % hộ nghèo"


def test_it_says_what_has_changed_since(campaign, saved, tmp_path):
    read = scene_set.read_set(written(tmp_path, saved))
    assert [plain(line) for line in scene_set.changes(campaign, read)] == [
        "Kỳ Sơn, Tỷ lệ hộ nghèo, cuối năm 2024: ≈ 41,0 % → ≈ 40,5 %"
    ]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"year": 1999}, "1999"),
        ({"group": "nowhere"}, "nowhere"),
        ({"districts": ["999"]}, "999"),
        ({"scenes": [{"code": "huyen-999"}]}, "huyen-999"),
        ({"scenes": [{"code": "nguon", "headline": "{999:poor_rate:2024}"}]}, "{999:poor_rate:2024}"),
        ({"scenes": [{"code": "nguon", "colour": "red"}]}, "colour"),
        ({"version": 2}, "version"),
        ({"scenes": []}, "scenes"),
    ],
)  # fmt: skip
def test_a_set_of_another_plan_is_refused_with_what_is_wrong(campaign, saved, tmp_path, change, named):
    path = written(tmp_path, saved | change)
    with pytest.raises(DataError, match="bai.json") as raised:
        scene_set.scenes_of(campaign, scene_set.read_set(path), file=path.name)
    assert named in str(raised.value)
    assert all(finding.remedy for finding in raised.value.findings)


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", '{"version": 1}'])
def test_a_file_that_is_no_set_is_refused(tmp_path, content):
    with pytest.raises(DataError, match="bai.json"):
        scene_set.read_set(written(tmp_path, content))


def test_the_browser_and_the_command_read_the_same_set(campaign, tmp_path):
    """The browser's set, with an edited headline as reference, gives the command the same scenes."""
    asked = Asked("40", ("417",), 2024, tuple(campaign.districts), "")
    made = deck(campaign, [scene(campaign, code, asked) for code in default_codes(campaign, asked)], asked)
    program = tmp_path / "set.mjs"
    program.write_text(
        f"""import {{ savedSet, readSet }} from {json.dumps((ROOT / "lib/drawing/assets/presenter/saved.js").as_uri())};
const deck = {json.dumps(made, ensure_ascii=False)};
const entries = [{{ code: "huyen-417", shown: true, headline: "Còn ≈ 40,5 % nghèo, tức ≈ 7.140 hộ; không phải 140,5 %", notes: null }},
  {{ code: "nguon", shown: false, headline: null, notes: null }}];
const saved = savedSet(deck, entries);
const back = readSet(deck, JSON.parse(JSON.stringify(saved)));
const older = JSON.parse(JSON.stringify(saved));
older.scenes[0].seen["417:poor_rate:2024"] = "≈ 41,0 %";
console.log(JSON.stringify({{ saved, back, told: readSet(deck, older).told, bad: [readSet(deck, {{}}), readSet(deck, null)] }}));""",
        encoding="utf-8",
    )
    run = subprocess.run(["node", str(program)], capture_output=True, text=True, timeout=60, check=True)
    got = json.loads(run.stdout)
    assert got["saved"]["scenes"][0]["headline"] == (
        "Còn {417:poor_rate:2024} nghèo, tức {417:poor_households:2024}; không phải 140,5 %"
    )
    assert plain(got["back"]["entries"][0]["headline"]) == "Còn ≈ 40,5 % nghèo, tức ≈ 7.140 hộ; không phải 140,5 %"
    assert got["back"]["told"] == []
    assert [plain(line) for line in got["told"]] == ["Kỳ Sơn, Tỷ lệ hộ nghèo, cuối năm 2024: ≈ 41,0 % → ≈ 40,5 %"]
    assert got["bad"] == [None, None]
    read = scene_set.read_set(written(tmp_path, got["saved"]))
    assert [s.code for s in scene_set.scenes_of(campaign, read, file="bai.json")] == ["huyen-417"]
    assert scene_set.changes(campaign, read) == []


def test_the_golden_sets_name_todays_words_and_figures(campaign):
    """What the browser's own test is given is what the server sends."""
    say, known = campaign.wording, scene_set.figure_texts(campaign, [])
    sent = say.section("presenter") | say.section("scenes.saved")
    assert {name: sent[name] for name in SETS["words"]} == SETS["words"]
    assert {name: [plain(text) for text in known[name]] for name in SETS["figures"]} == SETS["figures"]


@pytest.mark.parametrize("case", [case for case in SETS["cases"] if "year" not in case], ids=lambda case: case["name"])
def test_the_command_reads_a_set_by_the_browsers_rule(campaign, tmp_path, case):
    read = scene_set.read_set(written(tmp_path, case["set"]))
    if "refused" in case:
        with pytest.raises(DataError, match=re.escape(case["refused"])):
            scene_set.scenes_of(campaign, read, file="bai.json")
        return
    scenes = scene_set.scenes_of(campaign, read, file="bai.json")
    expected = [entry for entry in case["entries"] if entry["shown"]]
    assert [made.code for made in scenes] == [entry["code"] for entry in expected]
    for made, entry in zip(scenes, expected, strict=True):
        if entry["headline"] is not None:
            assert plain(made.headline) == entry["headline"]
        notes = [line for line in (entry["notes"] or "").split("\n") if line]
        assert [plain(line) for line in made.notes[: len(notes)]] == notes
        if "lines" in entry:
            shown = [line for block in made.blocks if isinstance(block, TextBlock) for line in block.lines]
            assert [plain(line) for line in shown] == [line for line in entry["lines"] if line]
            assert len(made.notes) == len(notes)
    assert [plain(line) for line in scene_set.changes(campaign, read)] == case["told"]


def test_a_scene_of_ones_own_is_in_both_files(campaign, tmp_path, saved):
    from pptx import Presentation

    own = {"code": "rieng-1", "headline": "Đề nghị", "lines": ["Còn {40:poor_households:2024}", "Cho ý kiến"]}
    path = written(tmp_path, saved | {"scenes": [own, *saved["scenes"]]})
    page, slides = tmp_path / "a.html", tmp_path / "a.pptx"
    for out in (page, slides):
        assert main(["export", "--format", out.suffix[1:], "--scenes", str(path), "--out", str(out)]) == 0
    made = json.loads(re.search(r'id="deck">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)[1])
    assert made["order"][0] == "rieng-1"
    assert made["arranged"]
    assert plain(made["scenes"]["rieng-1"]["blocks"][0]["lines"][0]) == "Còn 36.703 hộ"
    first = Presentation(str(slides)).slides[0]
    texts = plain("\n".join(shape.text_frame.text for shape in first.shapes if shape.has_text_frame))
    assert all(text in texts for text in ("Đề nghị", "Còn 36.703 hộ", "Cho ý kiến", "người trình bày soạn"))


def test_the_command_writes_both_files_and_tells_how_far_it_is(tmp_path, capsys, saved):
    page, slides = tmp_path / "a.html", tmp_path / "a.pptx"
    assert main(["export", "--format", "html", "--units", "418", "--year", "2025", "--out", str(page)]) == 0
    assert "#" not in capsys.readouterr().out
    assert '"year":2025' in page.read_text(encoding="utf-8")
    path = written(tmp_path, saved)
    assert main(["export", "--format", "pptx", "--scenes", str(path), "--out", str(slides)]) == 0
    said = capsys.readouterr()
    assert said.err.splitlines() == ["1/2", "2/2"]
    assert "≈ 41,0 % → ≈ 40,5 %" in plain(said.out)
    assert slides.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "wrong", [["--units", "999"], ["--year", "1999"], ["--group", "nowhere"], ["--scenes", "none.json"]]
)
def test_the_command_refuses_what_there_is_not(tmp_path, capsys, wrong):
    out = tmp_path / "a.html"
    assert main(["export", "--format", "html", "--out", str(out), *wrong]) == 1
    assert wrong[1] in capsys.readouterr().err
    assert not out.exists()


def test_all_districts_have_scenes_of_their_own(campaign):
    scenes, asked = meeting.chosen(campaign, ["all"], None)
    assert sum(made.code.startswith("huyen-") for made in scenes) == 21
    assert asked.year == campaign.latest_year
