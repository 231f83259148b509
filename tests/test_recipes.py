"""The recipes of docs/recipes.md, followed to the letter."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import plotly.graph_objects as go
import pytest
import yaml
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from lib.__main__ import main
from lib.base.paths import DATA_DIR, GEO_DIR, ROOT
from lib.campaign import served
from lib.campaign.balance import balance
from lib.campaign.campaign import Campaign
from lib.drawing import charts, kinds
from lib.drawing.campaign_map import map_payload
from lib.drawing.deck import deck
from lib.drawing.view_html import Medium, view_html
from lib.editions.edition import Place, load_edition
from lib.editions.store import Store
from lib.estimates import parameters, seal, store
from lib.exports.slides import slides
from lib.views import links, page_list, pages
from lib.views.charts import Kind
from lib.views.meeting import about, registry, scenes
from lib.views.meeting.scene import ChartBlock
from lib.views.sentences.captions import Notes
from lib.views.shell import PageEntry
from lib.views.view import Asked, Chart, View
from lib.web import first_view, sheets

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
    for name in ("sources.csv", "indicators.csv", "observations.csv", "targets.csv", "commitments.csv"):
        with (directory / name).open("a", encoding="utf-8") as file:
            file.write(blocks(f"data/{name}"))
    display = directory / "display.yaml"
    text = display.read_text(encoding="utf-8")
    display.write_text(
        text.replace("\nmeasures:\n", "\nmeasures:\n" + blocks("data/display.yaml"), 1), encoding="utf-8"
    )
    assert main(["--data", str(directory), "check"]) == 1  # not estimated again yet: refused
    # What the recipes add is no evidence of poverty: estimating again makes what is there, and seals it.
    outputs = {name: (directory / name).read_bytes() for name in store.OUTPUTS}
    (directory / seal.FILE).write_bytes(seal.sealed(directory, store.SEALED, [parameters.FILE], outputs))
    assert main(["--data", str(directory), "check"]) == 0
    return directory


@pytest.fixture(scope="module")
def grown(data) -> Campaign:
    return Campaign(load_edition(Place(data, GEO_DIR)))


def test_the_source_and_the_indicator_are_there_with_unit_and_decimals(grown):
    figure = grown.figure("417", "clean_water_rate", 2024)
    assert grown.marks.marked(figure).replace("\N{NO-BREAK SPACE}", " ") == "38,1 %"
    assert grown.sources.loc[figure.source, "title"] == "Báo cáo thử về nước sạch"
    drawn = charts.trajectory(grown, ["40"], "clean_water_rate", "light", None)
    assert drawn.to_dict()["layout"]["yaxis"]["ticktext"][-1].endswith(" %")


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
    assert [target] == [
        a.target for entry in balance(grown) for a in entry.assessments if entry.commitment == "em_areas"
    ]


@pytest.fixture
def page(grown, data, tmp_path, monkeypatch) -> PageEntry:
    """The product with the recipe's page: its one file, its one line."""
    file = tmp_path / "nuoc_sach.py"
    file.write_text(blocks("lib/views/pages/nuoc_sach.py"), encoding="utf-8")
    monkeypatch.setattr(pages, "__path__", [*pages.__path__, str(tmp_path)])
    entry = PageEntry(**yaml.safe_load(blocks("lib/ui/shell.yaml"))[0])
    for module in (page_list, first_view, sheets):
        monkeypatch.setattr(module, "PAGES", (*page_list.PAGES, entry) if module is page_list else page_list.PAGES)
    monkeypatch.setattr(served, "PUBLIC", Store(lambda: Place(data, GEO_DIR), lambda edition: grown))
    yield entry
    pages.page_of.cache_clear()
    sys.modules.pop("lib.views.pages.nuoc_sach", None)


def test_the_page_is_drawn_live(page, monkeypatch):
    made = PagesManager.__init__

    def without_pages_directory(self, *args, **kwargs):
        PagesManager.uses_pages_directory = False
        made(self, *args, **kwargs)

    monkeypatch.setattr(PagesManager, "__init__", without_pages_directory)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    # A page without a script has no file to switch to: it is known by its address.
    app._page_hash = calc_hash(page.code)
    app.run()
    assert not app.exception
    assert not app.error
    assert app.title[0].value == "Nước sạch"
    assert any("64,2" in part.proto.body for part in app.get("html"))
    assert len(app.get("plotly_chart")) == 1


def test_the_page_has_its_first_view_and_its_paper(page):
    first = first_view.first_view(page, "")
    paper = sheets._sheet(served.PUBLIC.current(), {"trang": [page.code]}).body.decode()
    for drawn, themes in ((first, 2), (paper, 1)):
        assert "<h1>Nước sạch</h1>" in drawn
        assert "64,2\N{NO-BREAK SPACE}%" in drawn
        assert drawn.count('class="fv-chart"') == themes


@pytest.fixture
def in_meeting(grown, tmp_path, monkeypatch) -> str:
    """A meeting with the recipe's scene: its one file, its one line."""
    (tmp_path / "nuoc_sach.py").write_text(blocks("lib/views/meeting/scenes/nuoc_sach.py"), encoding="utf-8")
    monkeypatch.setattr(scenes, "__path__", [*scenes.__path__, str(tmp_path)])
    (code,) = yaml.safe_load(blocks("lib/ui/shell.yaml#scenes"))
    monkeypatch.setattr(registry, "ORDER", (*registry.ORDER, code))
    yield code
    registry.module_of.cache_clear()
    sys.modules.pop(f"lib.views.meeting.scenes.{code}", None)


def test_the_scene_is_in_the_meeting_and_on_its_slide(grown, in_meeting):
    selected = about.asked(grown, grown.province, (), 2024)
    codes = registry.default_codes(grown, selected)
    assert codes[-1] == in_meeting
    made = [registry.scene(grown, code, selected) for code in codes]
    told = deck(grown, made, selected)["scenes"][in_meeting]
    assert "64,2" in told["blocks"][0]["lines"][0]
    presentation = Presentation(BytesIO(slides(grown, made[-1:])))
    text = " ".join(shape.text_frame.text for shape in presentation.slides[0].shapes if shape.has_text_frame)
    assert "Nước sạch đến mọi nhà" in text
    assert "64,2" in text


@pytest.fixture
def kind(grown, tmp_path, monkeypatch) -> Chart:
    """The recipe's chart: its one file, its one line."""
    (tmp_path / "columns.py").write_text(blocks("lib/drawing/kinds/columns.py"), encoding="utf-8")
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(tmp_path)])
    names = {"Chart": Chart, "Kind": Kind, "campaign": grown, "period": "2021-2025", "notes": Notes(())}
    yield eval(blocks("lib/views/pages/nuoc_sach.py#chart"), names)
    sys.modules.pop("lib.drawing.kinds.columns", None)


def test_the_chart_is_drawn_live_at_first_and_on_paper(grown, kind):
    drawn = charts.drawn(grown, kind.shown, "light")
    go.Figure(drawn.to_dict())  # what Plotly takes
    assert [t for trace in drawn.to_dict()["data"] for t in trace.get("text", ())][-1].startswith("64,2")
    asked = Asked(links.selection(grown, grown.province, (), 2024))
    for theme, images in (("auto", 2), ("light", 1)):
        made = view_html(grown, View("", (kind,)), asked, Medium(theme, lambda shown: ""))
        assert made.count('class="fv-chart"') == images
        assert made.count("64,2") == images


def test_the_chart_is_in_a_scene_and_on_its_slide(grown, kind):
    selected = about.asked(grown, grown.province, (), 2024)
    block = ChartBlock("Hộ dùng nước sạch", kind.shown)
    made = replace(registry.scene(grown, "chi_tieu", selected), blocks=(block,))
    (sent,) = deck(grown, [made], selected)["scenes"]["chi_tieu"]["blocks"]
    assert sent["light"].count("64,2") == sent["dark"].count("64,2") == 1
    (slide,) = Presentation(BytesIO(slides(grown, [made]))).slides
    drawn = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    assert sum("64,2" in shape.text_frame.text for shape in drawn.shapes if shape.has_text_frame) == 1
