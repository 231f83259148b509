"""The recipes of docs/recipes.md, followed to the letter."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from lib.__main__ import main
from lib.base.paths import DATA_DIR, GEO_DIR, ROOT
from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.drawing import charts
from lib.drawing.campaign_map import map_payload
from lib.editions.edition import Place, load_edition
from lib.editions.store import Store
from lib.views import page_list
from lib.views.shell import PageEntry
from lib.web import first_view

BLOCKS = re.findall(r"```(\w+) (\S+)\n(.*?)```", (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8"), re.DOTALL)


def blocks(file: str) -> str:
    """What the recipes write into a file."""
    found = "".join(text for _, name, text in BLOCKS if name == file)
    assert found, file
    return found


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A copy of the data tables with every recipe's rows, estimated again."""
    directory = tmp_path_factory.mktemp("recipes")
    for path in DATA_DIR.glob("*.*"):
        shutil.copy(path, directory)
    for name in ("sources.csv", "indicators.csv", "observations.csv", "targets.csv"):
        with (directory / name).open("a", encoding="utf-8") as file:
            file.write(blocks(f"data/{name}"))
    display = directory / "display.yaml"
    text = display.read_text(encoding="utf-8")
    display.write_text(
        text.replace("\nmeasures:\n", "\nmeasures:\n" + blocks("data/display.yaml"), 1), encoding="utf-8"
    )
    assert main(["--data", str(directory), "check"]) == 1  # not estimated again yet: refused
    assert main(["--data", str(directory), "estimate"]) == 0
    return directory


@pytest.fixture(scope="module")
def grown(data) -> Campaign:
    return Campaign(load_edition(Place(data, GEO_DIR)))


def test_the_source_and_the_indicator_are_there_with_unit_and_decimals(grown):
    figure = grown.figure("417", "clean_water_rate", 2024)
    assert grown.marks.marked(figure).replace("\N{NO-BREAK SPACE}", " ") == "38,1 %"
    assert grown.sources.loc[figure.source, "title"] == "Báo cáo thử về nước sạch"
    drawn = charts.trajectory(grown, ["40"], "clean_water_rate", "light", None)
    assert drawn.to_dict()["layout"]["yaxis"]["ticksuffix"] == " %"


def test_the_measure_is_on_the_map(grown):
    payload = map_payload(grown, tuple(grown.display.measures), compact=False)
    measure = next(m for m in payload["measures"] if m["id"] == "nuoc_sach")
    assert measure["values"]["417"][3][:2] == [38.1, "c"]
    assert measure["values"]["415"][3] == [None, "m"]


def test_the_target_is_judged(grown):
    target = next(t for t in grown.targets if t.target == "em_areas_points")
    assessment = grown.assess(target)
    assert grown.judgement(assessment.judgement).kind in ("good", "open", "bad")
    assert len(grown.targets) == 6


def test_the_page_is_drawn_and_has_its_first_view(grown, data, tmp_path, monkeypatch):
    shutil.copy(ROOT / "app.py", tmp_path)
    shutil.copytree(ROOT / "pages", tmp_path / "pages")
    (tmp_path / "pages" / "nuoc_sach.py").write_text(blocks("pages/nuoc_sach.py"), encoding="utf-8")
    entry = PageEntry(**yaml.safe_load(blocks("lib/ui/shell.yaml"))[0])
    monkeypatch.setattr(page_list, "PAGES", (*page_list.PAGES, entry))
    monkeypatch.setattr(first_view, "PAGES", page_list.PAGES)
    monkeypatch.setattr(served, "PUBLIC", Store(lambda: Place(data, GEO_DIR), lambda edition: grown))
    made = PagesManager.__init__

    def without_pages_directory(self, *args, **kwargs):
        PagesManager.uses_pages_directory = False
        made(self, *args, **kwargs)

    monkeypatch.setattr(PagesManager, "__init__", without_pages_directory)
    app = AppTest.from_file(str(tmp_path / "app.py"), default_timeout=60).run()
    app.switch_page("pages/nuoc_sach.py").run()
    assert not app.exception
    assert not app.error
    assert app.metric[0].value.replace("\N{NO-BREAK SPACE}", " ") == "64,2 %"
    assert "Nước sạch" in first_view.first_view(entry, "")
