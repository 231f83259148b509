"""A second plan (other years, standard, units, groups; no halving, no estimates) by data alone."""

from __future__ import annotations

import re

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from lib.base.paths import GEO_DIR, ROOT
from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.editions.check import check_report
from lib.editions.edition import Place, load_edition
from lib.editions.store import Store
from lib.exports.scorecard import scorecard, scorecard_text
from lib.views.page_list import PAGES
from lib.views.sentences import lagging, verdicts, whole_province
from lib.web import first_view
from tests import second_plan


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Place:
    directory = tmp_path_factory.mktemp("second")
    second_plan.write(directory)
    return Place(directory, GEO_DIR)


@pytest.fixture(scope="module")
def second(place) -> Campaign:
    return Campaign(load_edition(place))


def test_it_loads_and_passes_the_gate(place, second):
    text, code = check_report(place)
    assert code == 0, text
    assert second.years == (2025, 2026, 2027, 2028, 2029, 2030)
    assert second.latest_year == 2027
    assert len(second.districts) == 130
    assert len(second.groups) == 4


@pytest.mark.parametrize(
    ("target", "year", "pace", "judgement"),
    [
        ("province", 2026, 0.60, "slow"),  # 5,00 -> 4,40: 0,6 a year of 0,8: ratio 0,75
        ("province", 2027, 0.50, "slow"),  # 5,00 -> 4,00: 0,5 of 0,8: 0,625
        ("highland", 2027, 1.70, "on_track"),  # 15,0 -> 11,6: 1,7 of 1,5, not above 2,0
        ("hard", 2027, 3.50, "ahead"),  # 32,0 -> 25,0: 3,5 of 3,0, no upper end: ratio 1,17
        ("em", 2027, 1.30, "slow"),  # 28,0 -> 25,4: 1,3 of 2,0: 0,65
        ("em", 2026, 1.50, "slow"),  # 1,5 of 2,0: 0,75
    ],
)
def test_its_targets_are_judged_by_hand_computed_figures(second, target, year, pace, judgement):
    one = next(t for t in second.targets if t.target == target)
    assessment = second.assess(one, year=year)
    assert round(assessment.pace, 2) == pace
    assert assessment.judgement == judgement


def test_units_are_measured_by_the_common_yardstick(second):
    assert second.yardstick.target == "province"
    standings = second.queue(2027)
    judged = [s for s in standings if second.judgement(s.judgement).kind != "none"]
    # 44 communes publish; those starting at or under 4 % would have to fall by more than they have (0,8 × 5 points).
    starts = [2 + place * 0.9 for place in range(44)]
    assert len(judged) == sum(start > 4 for start in starts)
    assert second.standing(second.districts[1], 2027).judgement == "insufficient"


def test_sentences_speak_of_its_own_targets(second):
    for year in second.years:
        for text in (
            verdicts.verdict(second, year), lagging.who_lags(second, year, list(second.districts)),
            whole_province.campaign_sentence(second, year), *lagging.list_headings(second, year == 2030).values(),
            *(lagging.lag_sentence(second, s) for s in second.queue(year)[:20]),
        ):  # fmt: skip
            assert "một nửa" not in text
            assert "huyện" not in text
            assert "nan" not in text.lower()
    assert "tiến độ giảm 0,8 điểm %/năm" in lagging.who_lags(second, 2027, list(second.districts))
    text = whole_province.campaign_sentence(second, 2027).replace("\N{NO-BREAK SPACE}", " ")
    assert "36.000 hộ, tức 4,00 %, giảm 1,00 điểm % so với cuối năm 2025" in text
    assert "đến năm đó cần giảm 1,60 điểm %" in text
    assert "còn phải giảm thêm 3,00 điểm %" in text  # 4,00 - (5,00 - 4 points)


def test_the_scorecard_is_its_own(second):
    card = scorecard(second, 2027)
    assert [row["judgement"] for row in card["targets"]] == ["slow", "on_track", "ahead", "slow"]
    assert len(card["districts"]) == 130
    assert "834" not in scorecard_text(second, 2027)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
@pytest.mark.parametrize(
    "query", [{}, {"nhom": "hard", "nam": "2026"}, {"huyen": "16681", "nam": "2028"}, {"nam": "2030"}]
)
def test_every_page_draws_it(place, second, monkeypatch, page, query):
    made = PagesManager.__init__

    def without_pages_directory(self, *args, **kwargs):
        PagesManager.uses_pages_directory = False
        made(self, *args, **kwargs)

    monkeypatch.setattr(PagesManager, "__init__", without_pages_directory)
    monkeypatch.setattr(served, "PUBLIC", Store(lambda: place, lambda edition: second))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    if page.path:
        app.switch_page(page.file)
    app.run()
    assert not app.exception, app.exception
    assert not app.error, [e.value for e in app.error]
    assert not app.warning, [w.value for w in app.warning]
    text = "\n".join(str(e.value) for kind in ("title", "header", "caption", "markdown") for e in app.get(kind))
    text += "\n".join(element.proto.body for element in app.get("html"))
    if page.code != "du_lieu":  # the method page's long texts are the first plan's own
        assert "một nửa" not in text
        assert not re.search(r"(?<!\d)834(?!\d)", text)
    assert "2026-2030" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_its_first_view_is_made(place, second, monkeypatch, page):
    monkeypatch.setattr(served, "PUBLIC", Store(lambda: place, lambda edition: second))
    assert "một nửa" not in first_view.first_view(page, "nam=2027")
