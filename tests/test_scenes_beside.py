"""Scenes of money, of improvement and of regions: in the meeting where there is anything of them, saying what their pages say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from lib.base.paths import GEO_DIR
from lib.campaign.campaign import Campaign
from lib.drawing import charts
from lib.drawing.deck import deck
from lib.drawing.stage_chart import HEIGHT, LETTERS, stage_chart
from lib.editions.edition import Place, load_edition
from lib.views import links
from lib.views.charts import Kind
from lib.views.meeting import about, scene_set
from lib.views.meeting.registry import default_codes, known_codes, scene
from lib.views.meeting.scene import ChartBlock, RankingBlock, Scene, TextBlock
from lib.views.pages import page_of
from lib.views.sentences import difficult, emulation, resources
from lib.views.sentences.comparison import by_level
from lib.views.view import Asked, Text
from tests import second_plan
from tests.test_stories import plain

BESIDE = ["nguon_luc", "thi_dua", "thoat_kho_khan"]
NUMBER = re.compile(r"\d[\d.,]*")


def asked(campaign: Campaign, year: int = 2024, group: str = "40") -> about.Asked:
    return about.asked(campaign, group, (), year)


def made(campaign: Campaign, code: str, year: int = 2024, group: str = "40") -> Scene:
    return scene(campaign, code, asked(campaign, year, group))


def page(campaign: Campaign, code: str, year: int = 2024, group: str = "40"):
    return page_of(code).view(campaign, Asked(links.selection(campaign, group, (), year)))


def numbers(*texts: str) -> set[str]:
    return {found for text in texts for found in NUMBER.findall(plain(text))}


class TestPlace:
    """Where the scenes stand."""

    def test_they_follow_the_balance(self, live_campaign):
        codes = default_codes(live_campaign, asked(live_campaign))
        assert codes[codes.index("bai_hoc") + 1 :][:3] == BESIDE
        assert codes[:2] == ["mo_dau", "chi_tieu"]
        assert codes[-2:] == ["viec_tiep", "nguon"]

    def test_nothing_is_compared_at_the_baseline(self, live_campaign):
        codes = default_codes(live_campaign, asked(live_campaign, live_campaign.yardstick.baseline_year))
        assert [code for code in codes if code in BESIDE] == ["nguon_luc", "thoat_kho_khan"]
        start = made(live_campaign, "thi_dua", live_campaign.yardstick.baseline_year)
        assert "chưa có gì để so" in start.headline
        assert not any(isinstance(block, RankingBlock) for block in start.blocks)

    def test_another_plan_without_these_figures_has_none_of_them(self, tmp_path):
        second_plan.write(tmp_path)
        other = Campaign(load_edition(Place(tmp_path, GEO_DIR)))
        about_it = about.asked(other, other.province, (), other.years[-1])
        shown = [code for code in default_codes(other, about_it) if code in BESIDE]
        assert "nguon_luc" not in shown + known_codes(other)
        assert "thoat_kho_khan" not in shown + known_codes(other)

    @pytest.mark.parametrize(
        ("section", "code"), [("resources", "nguon_luc"), ("emulation", "thi_dua"), ("difficult", "thoat_kho_khan")]
    )
    def test_without_its_section_there_is_no_scene(self, live_campaign, section, code):
        display = live_campaign.display.model_copy(update={section: None})
        other = Campaign(replace(live_campaign.edition, display=display))
        assert code not in known_codes(other)
        assert code not in default_codes(other, asked(other))


class TestTold:
    """What the scenes say is what the pages say."""

    @pytest.mark.parametrize("code", BESIDE)
    def test_the_headline_is_the_pages_title(self, live_campaign, code):
        assert made(live_campaign, code).headline == page(live_campaign, code).title

    def test_sums_are_the_newest_figures(self, live_campaign):
        (block,) = [b for b in made(live_campaign, "nguon_luc").blocks if isinstance(b, TextBlock)]
        tiles = resources.tiles(live_campaign, live_campaign.display.resources)
        *sums, warning = block.lines
        assert len(sums) == len(tiles) == 5
        for line, (value, what, when) in zip(sums, tiles, strict=True):
            assert line == f"{what}: {value}; {when}"
        assert "không cộng" in warning

    def test_every_point_of_the_houses_is_read_aloud(self, live_campaign):
        chart = made(live_campaign, "nguon_luc").blocks[0]
        assert isinstance(chart, ChartBlock)
        drawn = charts.drawn(live_campaign, chart.shown, "light").to_dict()["data"]
        points = [value for trace in drawn for value in trace["y"]]
        written = {live_campaign.numbers.number(value) for value in points}
        assert points
        assert written <= numbers(chart.told.replace(" nhà", ""))

    def test_improvement_is_the_pages(self, live_campaign):
        for group, year in (("40", 2024), ("40", 2025), ("poor_districts", 2024)):
            shown = made(live_campaign, "thi_dua", year, group)
            assert shown.headline == page(live_campaign, "thi_dua", year, group).title
            (ranking,) = [block for block in shown.blocks if isinstance(block, RankingBlock)]
            units = live_campaign.members(group)
            assert {row.unit for row in ranking.rows} <= set(units)
            # In the page's order, never by a fall whose places overlap.
            assert [row.unit for row in ranking.rows] == [
                unit
                for unit in by_level(live_campaign, list(units), year)
                if unit in {row.unit for row in ranking.rows}
            ]
            for row in ranking.rows:
                assert row.value == emulation.fall_of(live_campaign, row.unit, year).value
                assert "hạng" in row.text
            told = " ".join(line for block in shown.blocks if isinstance(block, TextBlock) for line in block.lines)
            texts = [
                block.text for block in page(live_campaign, "thi_dua", year, group).blocks if isinstance(block, Text)
            ]
            assert all(
                text in told for text in texts if text.startswith(("Đủ căn cứ là cải thiện", "Trong", "Mọi nơi"))
            )

    def test_regions_are_the_pages(self, live_campaign):
        shown, listed = made(live_campaign, "thoat_kho_khan"), live_campaign.display.difficult
        chart = shown.blocks[0]
        assert isinstance(chart, ChartBlock)
        for fact in difficult.drawn(live_campaign):
            assert live_campaign.numbers.number(fact.value) in numbers(chart.told)
        unseen = shown.blocks[-1]
        assert isinstance(unseen, TextBlock)
        whole = difficult.unseen(live_campaign, listed)
        assert len(unseen.lines) == len(whole)
        assert all(long.startswith(short.rstrip(".")) for short, long in zip(unseen.lines, whole, strict=True))
        assert set(whole) <= set(shown.notes)

    def test_a_weak_source_is_marked(self, live_campaign):
        shown = made(live_campaign, "thoat_kho_khan")
        assert any(figure.weak for figure in shown.figures)
        assert "(nguồn yếu)" in shown.headline
        assert "□ Nguồn yếu" in shown.sources

    def test_worked_out_sums_are_explained_in_the_notes(self, live_campaign):
        shown, listed = made(live_campaign, "nguon_luc"), live_campaign.display.resources
        assert any("(suy ra)" in value for value, _, _ in resources.tiles(live_campaign, listed))
        assert any("suy ra" in note and "Số nhà" not in note for note in shown.notes)

    def test_a_set_cannot_name_a_figure_with_a_time_of_its_own(self, live_campaign):
        """Of several printed in a year unit, indicator and year name no single one."""
        for code in ("nguon_luc", "thoat_kho_khan"):
            shown = made(live_campaign, code)
            assert scene_set.references(live_campaign, shown) == []
            assert scene_set.figure_texts(live_campaign, [shown]) == scene_set.figure_texts(live_campaign, [])


class TestStage:
    """Charts of pages on the stage."""

    def test_no_letters_are_smaller_than_the_stages_own(self, live_campaign):
        for shown in (made(live_campaign, code) for code in ("nguon_luc", "thoat_kho_khan")):
            (chart,) = [block for block in shown.blocks if isinstance(block, ChartBlock)]
            drawn = stage_chart(charts.drawn(live_campaign, chart.shown, "dark"), chart.title)
            assert min(float(size) for size in re.findall(r"font-size:([\d.]+)px", drawn)) >= LETTERS
            assert f"height:{HEIGHT}px" in drawn

    def test_the_deck_has_them_in_both_themes(self, live_campaign):
        selected = asked(live_campaign)
        data = deck(live_campaign, [scene(live_campaign, code, selected) for code in BESIDE], selected)
        for code in ("nguon_luc", "thoat_kho_khan"):
            block = data["scenes"][code]["blocks"][0]
            assert block["kind"] == "chart"
            assert block["light"] != block["dark"]
            assert data["scenes"][code]["refs"] == []

    def test_the_first_years_number_is_clear_of_the_axis_word(self, live_campaign):
        listed = live_campaign.display.resources
        shown = Kind("in_time", ("40", listed.path.needed, listed.path.done))
        axis = charts.drawn(live_campaign, shown, "light").to_dict()["layout"]["xaxis"]
        assert axis["range"][0] < axis["tickvals"][0]
