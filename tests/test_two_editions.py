"""Two editions in one process: each session sees its own figures; none outlives its edition."""

from __future__ import annotations

import gc
import shutil
import weakref
from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from benchmarks.reloads import reloads
from lib.base.paths import DATA_DIR, GEO_DIR, ROOT
from lib.campaign import served
from lib.drawing.campaign_map import map_payload
from lib.editions.edition import Place
from lib.editions.store import Store
from lib.views.page_list import PAGES
from lib.web import first_view
from tests import second_plan
from tests.edition import seal_again

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def preview(tmp_path_factory) -> Path:
    """The real tables with one published rate changed, sealed as if it had been estimated again."""
    from lib.estimates import parameters, store

    directory = tmp_path_factory.mktemp("preview")
    for path in DATA_DIR.glob("*.*"):
        shutil.copy(path, directory)
    path = directory / "observations.csv"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("422_poor_rate_2024,"))
    assert ",13.88," in row
    path.write_text(text.replace(row, row.replace("13.88", "13.98").replace("13,88", "13,98")), encoding="utf-8")
    seal_again(directory, store.SEALED, [parameters.FILE], store.OUTPUTS)
    return directory


@pytest.fixture
def both(preview, monkeypatch):
    monkeypatch.setenv("NGHEAN_PREVIEW_DATA", str(preview))
    for name in ("PUBLIC", "PREVIEW"):
        kept = getattr(served, name)
        monkeypatch.setattr(served, name, Store(kept._place, served.build))
    made = PagesManager.__init__

    def without_pages_directory(self, *args, **kwargs):
        PagesManager.uses_pages_directory = False
        made(self, *args, **kwargs)

    monkeypatch.setattr(PagesManager, "__init__", without_pages_directory)


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    return app.switch_page("pages/vung_cham.py").run()


def words(app: AppTest) -> str:
    text = "\n".join(element.proto.body for element in app.get("html"))
    text += "\n".join(table.value.to_string() for table in app.get("table"))
    return text.replace(NBSP, " ")


def maps_of(app: AppTest) -> str:
    return "".join(part.proto.json for part in app.get("bidi_component"))


def test_two_sessions_see_the_figures_of_their_own_editions(both):
    public, ahead = opened(), opened(ban="xem_truoc")
    for _ in range(2):  # and keep them while they take turns
        assert "13,88 %" in words(public)
        assert "13,98 %" not in words(public)
        assert "13,98 %" in words(ahead)
        assert "13,88 %" not in words(ahead)
        assert any("chưa được công bố" in note.value for note in ahead.info)
        assert not public.info
        assert ahead.query_params.get("ban") in (["xem_truoc"], "xem_truoc")
        maps = [maps_of(app.switch_page("pages/ban_do.py").run()) for app in (public, ahead)]
        assert "13.88" in maps[0]
        assert "13.98" not in maps[0]
        assert "13.98" in maps[1]
        for app in (public, ahead):
            app.switch_page("pages/vung_cham.py").run()


def test_the_first_view_follows_the_edition_asked_for(both):
    assert "13,88" in first_view.first_view(PAGES[0], "")
    assert "13,98" in first_view.first_view(PAGES[0], "ban=xem_truoc")


def test_without_a_preview_its_link_shows_the_public_edition(monkeypatch):
    monkeypatch.delenv("NGHEAN_PREVIEW_DATA", raising=False)
    assert served.store_of("xem_truoc") is served.PUBLIC
    # And the reader who came for the preview is told so.
    for asked in ({}, {"ban": "xem_truoc"}):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for key, value in asked.items():
            app.query_params[key] = value
        assert any("ban = xem" in told.value for told in app.run().warning) is bool(asked)


def test_a_map_never_shows_a_figure_its_edition_does_not_hold(campaign):
    """Editions one after another, as reloads make them (benchmarks/reloads.py makes a thousand)."""
    for turn, (wanted, shown) in enumerate(reloads(campaign.edition, 25)):
        assert shown == wanted, turn


def test_an_outdated_edition_is_let_go(tmp_path):
    second_plan.write(tmp_path)
    store = Store(lambda: Place(tmp_path, GEO_DIR), served.build)
    first = weakref.ref(store.current())
    map_payload(store.current(), (next(iter(store.current().display.measures)),), compact=True)
    path = tmp_path / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Báo cáo thử", "Báo cáo khác"), encoding="utf-8")
    store._looked = 0
    assert store.current() is not first()
    gc.unfreeze()
    gc.collect()
    assert first() is None
