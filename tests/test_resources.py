"""Money and things: every collected figure is told with its time and source, none is added to another."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.facts import Span, dated, facts_of, figure_of, newest
from lib.drawing import charts
from lib.language.display_pages import Bars
from lib.views import links
from lib.views.charts import Kind
from lib.views.pages import page_of
from lib.views.sentences import facts, resources
from lib.views.view import Asked, Chart, Nothing, Table
from tests.test_balance import fact
from tests.test_stories import Situation, plain

THEMES = ("housing", "tet", "resources", "programme")


def blocks(campaign):
    return page_of("nguon_luc").view(campaign, Asked(links.selection(campaign, campaign.province, (), 2024))).blocks


def test_every_indicator_of_money_and_things_has_its_kind(live_campaign):
    themes = live_campaign.ledger.indicators.set_index("indicator")["theme"]
    wanted = set(themes[themes.isin(THEMES)].index)
    assert set(live_campaign.display.resources.indicators) == wanted


def test_every_collected_figure_is_on_the_page_with_its_time_and_source(live_campaign):
    rows = live_campaign.ledger.observations
    themes = live_campaign.ledger.indicators.set_index("indicator")["theme"]
    wanted = rows[rows["indicator"].map(themes).isin(THEMES)]
    tables = [block.cells for block in blocks(live_campaign) if isinstance(block, Table)]
    assert sum(map(len, tables)) == len(wanted)
    told = pd.concat(tables)
    for column in ("Chỉ tiêu", "Nơi", "Số", "Thời gian", "Nguồn"):
        assert (told[column].str.strip() != "").all(), column
    written = {(row[0], plain(row[2]), row[3]) for row in told.itertuples(index=False)}
    for one in facts_of(live_campaign.ledger, live_campaign.display.resources.indicators):
        said = plain(facts.value(live_campaign, one)), facts.period(live_campaign, one)
        assert (live_campaign.indicator_names[one.indicator], *said) in written


def test_no_number_of_the_page_is_a_sum_of_ours(live_campaign):
    """Every number that stands as a figure is one that a source printed."""
    page = blocks(live_campaign)
    printed = {
        plain(facts.value(live_campaign, f))
        for f in facts_of(live_campaign.ledger, live_campaign.display.resources.indicators)
    }
    for block in page:
        if isinstance(block, Table):
            assert {plain(value) for value in block.cells["Số"]} <= printed


def test_tiles_say_of_which_kind_and_time_they_are(live_campaign):
    listed = live_campaign.display.resources
    tiles = resources.tiles(live_campaign, listed)
    assert len(tiles) == len(listed.tiles)
    for (value, what, about), code in zip(tiles, listed.tiles, strict=True):
        one = newest(facts_of(live_campaign.ledger, [code], "40"), code)
        assert value == facts.value(live_campaign, one)
        assert what == live_campaign.indicator_names[code]
        assert about.endswith(facts.period(live_campaign, one))


def test_contradictions_stay_visible(live_campaign):
    found = facts_of(live_campaign.ledger, ["houses_built_merit"])
    assert {3714.0, 3174.0} <= {one.value for one in found}
    told = resources.table(live_campaign, list(found))
    beside = told[told["Ghi chú"].str.contains("không dùng, giữ để đối chiếu", regex=False)]
    assert [plain(value) for value in beside["Số"]] == ["3.714 nhà"]
    assert any("3.714" in line for line in resources.disputed(live_campaign, list(found)))


def test_the_title_answers_or_says_the_subject(live_campaign, campaign):
    listed = live_campaign.display.resources
    told = plain(resources.title(live_campaign, listed))
    done = newest(facts_of(live_campaign.ledger, ["houses_built"], "40"), "houses_built")
    assert plain(facts.value(live_campaign, done)) in told
    assert facts.period(live_campaign, done) in told
    nothing = Situation(campaign)
    nothing.ledger = type(campaign.ledger)(
        **{**vars_of(campaign.ledger), "observations": campaign.ledger.observations.iloc[:0]}
    )
    assert resources.title(nothing, listed) == "Nguồn lực"
    assert any(isinstance(block, Nothing) for block in blocks(nothing))


def vars_of(ledger):
    return {name: getattr(ledger, name) for name in ledger.__dataclass_fields__}


class TestTheLineOfTime:
    """A point has its day; what has none is no point."""

    @pytest.mark.parametrize(
        ("more", "is_point"),
        [
            ({"day": "2025-06-12", "year": 2025}, True),
            ({"since": 2022, "year": 2024}, True),
            ({"since": 2023, "year": 2024}, False),
            ({"year": 2024}, False),
            ({"year": None}, False),
            ({"day": "2025-06-12", "year": 2025, "preferred": False}, False),
        ],
    )
    def test_what_can_be_a_point(self, more, is_point):
        assert bool(dated([fact(**more)])) is is_point

    def test_hand_computed(self):
        assert fact(year=2024).moment == 2025.0
        assert fact(year=2025, day="2025-01-01").moment == pytest.approx(2025, abs=0.003)
        assert fact(year=2025, day="2025-07-02").moment == pytest.approx(2025.5, abs=0.003)
        with pytest.raises(ValueError, match="nothing is known"):
            _ = fact(year=None).moment

    @given(st.dates(), st.dates())
    def test_later_days_are_later(self, one, other):
        first, second = (fact(year=day.year, day=day.isoformat()) for day in (one, other))
        assert (first.moment < second.moment) is (one < other)
        assert first.span == Span.DAY

    def test_the_chart_has_every_dated_figure(self, live_campaign):
        path = live_campaign.display.resources.path
        (chart,) = [
            block for block in blocks(live_campaign) if isinstance(block, Chart) and block.shown.name == "in_time"
        ]
        assert chart.shown == Kind("in_time", ("40", path.needed, path.done))
        drawn = charts.drawn(live_campaign, chart.shown, "light").to_dict()["data"]
        for codes, trace in zip((path.needed, path.done), drawn, strict=True):
            wanted = sorted(dated(facts_of(live_campaign.ledger, codes, "40")), key=lambda one: one.moment)
            assert list(trace["y"]) == [one.value for one in wanted]
            assert list(trace["x"]) == sorted(trace["x"])

    def test_a_weak_source_looks_weak(self, live_campaign):
        sources = live_campaign.ledger.sources
        weak = sources.loc[sources["trust"] == "weak", "source"].iloc[0]
        assert figure_of(live_campaign.ledger, fact(source=weak)).weak
        assert not figure_of(live_campaign.ledger, fact(source="none")).weak


def test_no_period_is_told_without_its_end(live_campaign):
    for one in facts_of(live_campaign.ledger, live_campaign.display.resources.indicators):
        assert re.search(r"\d{4}|nguồn không ghi năm", facts.period(live_campaign, one))


class TestTheBars:
    """One bar a printed figure, from zero, in one unit of measure a drawing; what is only asked for is a frame."""

    def drawings(self, campaign):
        return {
            name: charts.drawn(campaign, Kind("amounts", (name,)), "light").to_dict()
            for name in campaign.display.resources.drawings
        }

    def test_each_bar_is_a_printed_figure_from_zero(self, live_campaign):
        made = self.drawings(live_campaign)
        assert set(made) == {"money", "credit", "houses", "tet"}
        for name, drawing in made.items():
            wanted = [
                one
                for _, group in resources.drawn(live_campaign, live_campaign.display.resources.drawings[name])
                for one in group
            ]
            assert wanted
            bars = [trace for trace in drawing["data"] if trace["mode"] == "lines"]
            assert [(trace["x"][0], max(trace["x"])) for trace in bars] == [(0, one.value) for one in wanted]
            for trace, one in zip(bars, wanted, strict=True):
                asked = resources.kind_of(live_campaign, one.indicator) in resources.ONLY_ASKED
                assert (trace["line"]["dash"] == "dash") is asked
                assert (trace["fillcolor"] == "rgba(0,0,0,0)") is asked

    def test_each_bar_has_its_words_its_time_and_its_number(self, live_campaign):
        for name, drawing in self.drawings(live_campaign).items():
            texts = [note["text"] for note in drawing["layout"]["annotations"]]
            for _, group in resources.drawn(live_campaign, live_campaign.display.resources.drawings[name]):
                for one in group:
                    assert facts.value(live_campaign, one) in texts
                    what, when = live_campaign.indicator_names[one.indicator], facts.period(live_campaign, one)
                    # Of one thing over time its time alone.
                    assert f"{what} ({when})" in texts or live_campaign.wording.opening(when) in texts

    def test_a_drawing_has_one_unit_of_measure(self, live_campaign):
        units = live_campaign.ledger.indicators.set_index("indicator")["unit_of_measure"]
        for bars in live_campaign.display.resources.drawings.values():
            assert len({units[code] for code in bars.indicators}) == 1

    def test_the_newest_figure_or_every_one_of_the_province(self, live_campaign):
        for bars in live_campaign.display.resources.drawings.values():
            for group in bars.groups:
                found = [one for one in facts_of(live_campaign.ledger, group.indicators, "40") if one.preferred]
                told = resources.drawn(live_campaign, Bars(title="–", groups=(group,)))[0][1]
                assert told == (found if group.every else [newest(found, code) for code in group.indicators])

    def test_without_figures_nothing_is_drawn(self, campaign, live_campaign):
        nothing = Situation(campaign)
        nothing.ledger = type(campaign.ledger)(
            **{**vars_of(campaign.ledger), "observations": campaign.ledger.observations.iloc[:0]}
        )
        assert resources.drawn(nothing, live_campaign.display.resources.drawings["money"]) == []
        with pytest.raises(KeyError):
            resources.kind_of(live_campaign, "poor_rate")
