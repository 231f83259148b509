"""Every page through Streamlit's AppTest, with good, odd and nonsensical links."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from lib.base.paths import GEO_DIR, ROOT
from lib.ledger.figure import ESTIMATED
from lib.views import page_list
from tests.examples import own_tables

PAGES = [page.code for page in page_list.PAGES]


def pages_as_asgi_runs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """As asgi.py has it: no page file is run by itself. AppTest forgets that before each run."""
    made = PagesManager.__init__

    def without_pages_directory(self, *args, **kwargs):
        PagesManager.uses_pages_directory = False
        made(self, *args, **kwargs)

    monkeypatch.setattr(PagesManager, "__init__", without_pages_directory)


@pytest.fixture(autouse=True)
def run_by_the_entry_script(monkeypatch):
    pages_as_asgi_runs_them(monkeypatch)


def run(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    if page != "tong_quan":
        app.switch_page(f"pages/{page}.py")
    app.run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    parts = [
        e.value
        for kind in ("title", "header", "subheader", "markdown", "caption", "warning", "error")
        for e in app.get(kind)
    ]
    parts += [element.proto.body for element in app.get("html")]
    parts += [element.value.to_string() for element in app.get("table")]
    return "\n".join(str(part) for part in parts)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("group", ["", "Huyện nghèo", "Đồng bằng, ven biển"])
@pytest.mark.parametrize("year", ["", "2022", "2025"])
def test_pages_run_for_groups_and_years(page, group, year):
    app = run(page, **{k: v for k, v in (("nhom", group), ("nam", year)) if v})
    assert len(app.error) == 0, [e.value for e in app.error]


@pytest.mark.parametrize("page", PAGES)
def test_pages_run_with_districts_chosen(page):
    app = run(page, huyen="Kỳ Sơn")
    assert app.session_state["selection"].districts == ("417",)
    assert len(app.error) == 0


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_the_filter_does_not_change_says_so_and_only_then(page):
    said = "không theo phạm vi hay năm đang chọn"
    assert said not in words(run(page))
    plain, filtered = run(page, nam="2023"), words(run(page, huyen="417"))
    assert (said in words(plain)) is (said in filtered) is (page in {"tong_ket", "nguon_luc", "thoat_kho_khan"})


def test_overview_says_the_pinned_numbers():
    text = words(run("tong_quan")).replace("\N{NO-BREAK SPACE}", " ")
    for number in ("36.703 hộ", "4,16 %", "45,0 %", "37,5 %", "3.367 hộ", "1,21 điểm %/năm", "24,92 %"):
        assert number in text, number


def test_nonsense_links_are_answered_in_vietnamese():
    app = run("tong_quan", nam="abc<script>", nhom="Hà Nội", huyen="Atlantis")
    text = "\n".join(w.value for w in app.warning)
    assert "không dùng được" in text
    assert "<script>" not in text.replace("\\<", "")
    assert app.session_state["selection"].year == 2024


def test_every_estimate_on_the_pages_is_marked(campaign):
    """Walk the texts of all pages: a district value that is an estimate never stands without its sign."""
    year = campaign.latest_year
    path = "37,5 %"  # what halving asks for at the end of 2024
    for page in PAGES:
        text = words(run(page)).replace("\N{NO-BREAK SPACE}", " ")
        for unit in (*campaign.districts, "poor_districts", "em_areas", "lowland"):
            for indicator, pattern in (("poor_rate", "{:.1f} %"), ("poor_households", "{} hộ")):
                figure = campaign.figure(unit, indicator, year)
                if figure.status != ESTIMATED or figure.value < 10:
                    continue
                value = (
                    pattern.format(figure.value).replace(".", ",")
                    if indicator == "poor_rate"
                    else pattern.format(f"{int(figure.value):,}".replace(",", "."))
                )
                if value == path:  # the plan's own path happens to read the same
                    continue
                for found in re.finditer(rf"(?<![\d.,]){re.escape(value)}", text):
                    assert text[: found.start()].rstrip(" +−").endswith(("≈", "khoảng")), (page, unit, value)


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """The app on a copy of the data tables; the copy's directory."""
    from lib.campaign import served
    from lib.editions.edition import Place
    from lib.editions.store import Store

    for path in own_tables().glob("*.*"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr("lib.editions.store._PATIENCE", 0)
    monkeypatch.setattr(served, "PUBLIC", Store(lambda: Place(tmp_path, GEO_DIR), served.build))
    return tmp_path


def spoil(directory: Path) -> bytes:
    """Give one published rate a minus sign; the file as it was."""
    path = directory / "observations.csv"
    before = path.read_bytes()
    path.write_bytes(before.replace(b",7.8,exact", b",-7.8,exact", 1))
    assert path.read_bytes() != before
    return before


def test_wrong_data_at_the_start_give_one_clear_message(watched):
    spoil(watched)
    app = run("tong_quan")
    assert "Dữ liệu có lỗi" in app.error[0].value
    told = [m.value.replace("\\", "") for m in app.markdown]
    assert any("observations.csv, dòng 3, cột value" in text for text in told), told


def test_a_bad_save_leaves_the_last_good_edition_and_mending_is_picked_up(watched):
    app = run("tong_quan")
    good = words(app)
    assert not app.warning
    before = spoil(watched)
    app.run()
    assert "bản đúng gần nhất" in app.warning[0].value
    assert any("observations.csv, dòng 3, cột value" in m.value.replace("\\", "") for m in app.markdown)
    assert "36.703" in words(app)
    (watched / "observations.csv").write_bytes(before)
    app.run()
    assert not app.warning
    assert words(app) == good


def test_a_figure_changed_without_estimating_again_is_named(watched):
    app = run("tong_quan")
    path = watched / "observations.csv"
    text = path.read_text(encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith("416_poor_rate_2021"))
    path.write_text(text.replace(",42.04,exact", ",28.9,exact"), encoding="utf-8")
    app.run()
    told = "\n".join(m.value.replace("\\", "") for m in app.markdown)
    assert f"observations.csv, dòng {line}" in told, told
    assert "3.630" in words(app.switch_page("pages/vung_cham.py").run())


def test_the_tables_are_untouched_by_running_pages():
    before = {path.name: path.read_bytes() for path in own_tables().glob("*.csv")}
    run("du_lieu")
    assert before == {path.name: path.read_bytes() for path in own_tables().glob("*.csv")}


def test_a_commune_that_an_edition_does_not_hold_is_not_told():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["xa"] = "99999"
    app.run()
    app.switch_page("pages/xa_phuong.py").run()
    assert not app.exception
    assert len(app.error) == 0
    assert "130 xã, phường" in words(app)


@pytest.mark.parametrize("page", ["vung_cham", "so_sanh"])
def test_a_rerun_puts_nothing_over_what_is_chosen_meanwhile(page):
    """A value that the server writes again at every run would take the place of a choice it has not heard of yet."""
    app = run(page, voi="40")
    app.sidebar.multiselect[0].select("417").run()
    app.run()
    widgets = [*app.sidebar.multiselect, *app.sidebar.selectbox, *app.main.button_group]
    assert len(widgets) == (4 if page == "so_sanh" else 3)
    assert app.session_state["huyen"] == ["417"]
    assert not [widget.label for widget in widgets if widget.proto.set_value]
