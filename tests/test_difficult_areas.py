"""Regions of difficulty: each period stands on its own boundaries, every figure once with its source, what is unknown is said."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from lib.campaign.facts import facts_of
from lib.drawing import charts, commune_blocks
from lib.drawing.chart_svg import chart_svg
from lib.drawing.commune_layer import commune_payload
from lib.views import links
from lib.views.charts import Kind
from lib.views.pages import page_of
from lib.views.sentences import difficult, facts
from lib.views.view import Asked, Chart, CommuneMap, Fold, Ledger, Lines, Nothing, OneCommune, Table
from tests.test_stories import Situation, plain

THEME = "difficult_areas"


def view(campaign):
    return page_of("thoat_kho_khan").view(campaign, Asked(links.selection(campaign, campaign.province, (), 2024)))


def blocks(campaign):
    return view(campaign).blocks


def tables(campaign):
    return [block for block in blocks(campaign) if isinstance(block, Table)]


def lines(campaign):
    return [line for block in blocks(campaign) if isinstance(block, Lines) for line in block.lines]


def with_figures(campaign, *rows):
    """The campaign with these figures alone: (unit, indicator, year, value)."""
    table = campaign.ledger.observations
    pattern = table.iloc[0].to_dict()
    made = [
        pattern | {
            "observation": f"{unit}_{code}_{year}", "unit": unit, "indicator": code, "year": year, "value": float(value), "bound": "exact",
            "unit_of_measure": "communes", "as_of": pd.NaT, "period_start": pd.NA, "status": "published", "basis": "quoted",
            "year_basis": "stated", "preferred": True, "contradiction": "", "note": "",
        }
        for unit, code, year, value in rows
    ]  # fmt: skip
    observations = pd.DataFrame(made, columns=table.columns) if made else table.iloc[:0]
    other = Situation(campaign)
    other.ledger = dataclasses.replace(campaign.ledger, observations=observations)
    return other


class TestEveryFigure:
    """The page has each figure of the theme once."""

    def test_every_indicator_of_the_theme_has_its_kind(self, live_campaign):
        rows = live_campaign.ledger.indicators
        assert set(live_campaign.display.difficult.indicators) == set(rows[rows["theme"] == THEME]["indicator"])

    def test_is_told_once_with_period_source_and_note(self, live_campaign):
        listed = live_campaign.display.difficult
        everything = facts_of(live_campaign.ledger, listed.indicators)
        named = difficult.named(live_campaign, listed)
        counted = [fact for codes in listed.kinds.values() for fact in difficult.of_kind(live_campaign, codes)]
        assert sorted(fact.observation for fact in (*named, *counted)) == sorted(
            fact.observation for fact in everything
        )
        cells = [block.cells for block in tables(live_campaign) if "Nguồn" in block.cells]
        assert sum(map(len, cells)) == len(everything)
        for table in cells:
            for column in ("Thời gian", "Nguồn"):
                assert (table[column].str.strip() != "").all()
        told = [cell for table in cells for cell in table["Ghi chú"]]
        for fact in everything:
            assert any(fact.note in cell for cell in told)

    def test_its_value_is_what_the_source_printed(self, live_campaign):
        printed = {
            plain(facts.value(live_campaign, fact))
            for fact in facts_of(live_campaign.ledger, live_campaign.display.difficult.indicators)
        }
        for block in tables(live_campaign):
            if "Số" in block.cells:
                assert {plain(cell) for cell in block.cells["Số"]} <= printed

    def test_contradictions_stand_once_and_the_other_figures_stay(self, live_campaign):
        listed = live_campaign.display.difficult
        everything = facts_of(live_campaign.ledger, listed.indicators)
        for code in {fact.contradiction for fact in everything if fact.contradiction}:
            title = live_campaign.ledger.contradictions.set_index("contradiction").loc[code, "title_vi"]
            assert sum(title in line for line in lines(live_campaign)) == 1
        beside = pd.concat(block.cells for block in tables(live_campaign) if "Số" in block.cells)["Ghi chú"]
        assert sum("không dùng, giữ để đối chiếu" in note for note in beside) == sum(
            not f.preferred for f in everything
        )


class TestThePicture:
    """Columns on their own boundaries; nothing joins or subtracts their counts."""

    FIGURES = (
        ("40", "kv3_communes_2016_2020", 2017, 94), ("40", "kv2_communes_2016_2020", 2017, 112),
        ("40", "kv1_communes_2016_2020", 2017, 46), ("40", "kv3_communes_2021_2025", 2021, 76),
        ("40", "kv3_communes_2026_2030", 2026, 51),
    )  # fmt: skip

    @pytest.fixture
    def small(self, live_campaign):
        return with_figures(live_campaign, *self.FIGURES)

    def test_each_period_has_its_own_base(self, small):
        assert [one.base for one in difficult.counted(small)] == [480, 460, 130]

    def test_a_column_holds_its_figures_and_no_line_leads_from_one_count_to_another(self, small):
        traces = charts.drawn(small, Kind("periods", ()), "light").to_dict()["data"]
        for trace in traces:
            reached = {round(x) for x in trace["x"]}
            if (
                len(reached) > 1
            ):  # a band between two columns: as high as all their places, never as a count of a region
                assert set(map(abs, trace["y"])) <= {240, 230, 65}
        texts = [plain(trace["text"][0]).strip() for trace in traces if "text" in trace]
        assert texts == ["III: 94", "II: 112", "I: 46", "III: 76", "III: 51"]

    def test_what_is_not_known_is_said_where_it_would_stand(self, small):
        drawing = charts.drawn(small, Kind("periods", ()), "dark")
        notes = " ".join(note["text"].replace("<br>", " ") for note in drawing.to_dict()["layout"]["annotations"])
        assert notes.count("thôn: chưa rõ") == 3
        assert notes.count("I, II: chưa rõ") == 2
        assert notes.count("ngoài vùng") == 1
        assert "480 xã" in notes
        assert "III: 94" in plain(chart_svg(drawing, "x"))

    def test_areas_are_as_high_as_their_figures(self, small):
        traces = charts.drawn(small, Kind("periods", ()), "light").to_dict()["data"]
        heights = [max(t["y"]) - min(t["y"]) for t in traces if t.get("fill") and {round(x) for x in t["x"]} == {0}]
        assert heights == [94, 112, 46]

    def test_no_difference_of_periods_is_on_the_page(self, small):
        cells = [str(cell) for block in tables(small) for cell in block.cells.to_numpy().ravel()]
        words = " ".join([view(small).title, *lines(small), *cells])
        for left in (94 - 76, 76 - 51, 94 - 51, 480 - 460, 460 - 130):
            assert f" {left} " not in words.replace(",", " ").replace(".", " ")

    def test_pictures_say_their_sources(self, live_campaign):
        found = [block for block in blocks(live_campaign) if isinstance(block, Chart)]
        assert [chart.shown for chart in found] == [Kind("periods", ()), Kind("districts", ())]
        for chart in found:
            assert any("Nguồn: " in line for line in chart.notes.lines)
            assert "□ Nguồn yếu (Mã nguồn công khai)" in chart.notes.lines


class TestPlaces:
    """Former districts, poor districts, former communes."""

    def test_a_district_is_counted_on_the_boundaries_of_each_period(self, live_campaign):
        small = with_figures(
            live_campaign, ("417", "kv3_communes_2021_2025", 2021, 19), ("417", "kv3_communes_2026_2030", 2026, 12)
        )
        table = difficult.places_table(small, small.display.difficult)
        assert [plain(cell) for cell in table.iloc[0]] == ["Kỳ Sơn", "chưa thấy số liệu", "19 xã trên 21", "12 xã trên 12", "không có tên xã nào"]  # fmt: skip

    def test_bars_of_two_boundaries_stand_apart(self, live_campaign):
        small = with_figures(
            live_campaign, ("417", "kv3_communes_2021_2025", 2021, 19), ("417", "kv3_communes_2026_2030", 2026, 12),
            ("419", "kv3_communes_2026_2030", 2026, 1),
        )  # fmt: skip
        drawing = charts.drawn(small, Kind("districts", ()), "light").to_dict()
        spans = [(min(t["x"]), max(t["x"])) for t in drawing["data"] if "lines" in t["mode"]]
        ticks = drawing["layout"]["xaxis"]["ticktext"]
        assert list(ticks) == ["2021-2025", "2026-2030"]
        widths = sorted(high - low for low, high in spans)
        assert widths == sorted(
            [19, 21, 12, 12, 1, 7, 23]
        )  # Kỳ Sơn twice, Nghĩa Đàn: its 23 communes of 2020 without a count
        start = max(low for low, _ in spans)
        assert all(high < start or low == start for low, high in spans)
        assert [plain(t["text"][0]).strip() for t in drawing["data"] if "text" in t] == ["19/21", "12/12", "1/7"]
        assert [note["text"] for note in drawing["layout"]["annotations"]] == ["chưa rõ"]

    def test_who_is_named_is_in_the_ledger(self, live_campaign):
        listed = live_campaign.display.difficult
        rows = live_campaign.ledger.observations.query("indicator == 'kv3_communes_2026_2030'")
        communes = live_campaign.ledger.units.query("kind == 'commune'")["unit"]
        wanted = set(rows["unit"]) & set(communes)
        table = difficult.named_table(live_campaign, difficult.named(live_campaign, listed))
        assert set(table["Xã"]) == {live_campaign.names[unit] for unit in wanted}
        assert (table["Huyện cũ"] != "").all()
        assert table["Tình trạng"].str.contains("nguồn yếu").all()

    def test_poor_districts_are_the_decision_s_and_none_is_said_to_have_left(self, live_campaign):
        listed = live_campaign.display.difficult
        table = difficult.poor_table(live_campaign, listed)
        members = live_campaign.ledger.members.query("group == 'poor_districts'")["unit"]
        assert list(table.iloc[:, 0]) == [live_campaign.names[unit] for unit in members]
        assert set(table.iloc[:, 3]) == {"chưa thấy"}

    def test_every_former_commune_is_led_to_today(self, live_campaign):
        (fold,) = [block for block in blocks(live_campaign) if isinstance(block, Fold)]
        ledger, download = fold.blocks
        assert len(download.cells) == len(ledger.cells)
        assert isinstance(ledger, Ledger)
        base = live_campaign.ledger.households
        assert list(ledger.cells.iloc[:, 0]) == list(base["name_2019"])
        assert list(ledger.cells.iloc[:, 3]) == [live_campaign.names[code] for code in base["code_2025"]]


class TestTheMap:
    """Today's communes, opened at region III."""

    def test_it_opens_at_region_iii_and_tells_a_chosen_commune(self, live_campaign):
        (shown,) = [block for block in blocks(live_campaign) if isinstance(block, CommuneMap)]
        assert (shown.chosen, shown.measure) == ("", "kv3")
        selection = links.selection(live_campaign, live_campaign.province, (), 2024)
        unit = next(fact.unit for fact in difficult.named(live_campaign, live_campaign.display.difficult))
        told = page_of("thoat_kho_khan").view(live_campaign, Asked(selection, commune=unit)).blocks
        assert [block.story.known.commune.unit for block in told if isinstance(block, OneCommune)] == [unit]
        assert [block.chosen for block in told if isinstance(block, CommuneMap)] == [unit]

    def test_first_view_and_paper_draw_that_measure(self, live_campaign):
        layer = commune_payload(live_campaign)
        named = difficult.named(live_campaign, live_campaign.display.difficult)
        colour = live_campaign.display.communes.difficult.light[0]
        assert commune_blocks.first_map(layer, "kv3").count(f'fill="{colour}"') == len(named)
        paper = commune_blocks.paper_map(layer, "", "", "kv3")
        assert paper.count("<circle") == len(named)
        for fact in named:
            assert f"<li>{live_campaign.names[fact.unit]}: thuộc khu vực III</li>" in paper
        assert "không có trong danh sách" in paper
        # Without one, the published rates.
        assert commune_blocks.first_map(layer) == commune_blocks.first_map(layer, "rate")


class TestWhatIsUnknown:
    """Told as long as nobody has published it."""

    def test_each_with_what_would_tell(self, live_campaign):
        listed = live_campaign.display.difficult
        told = difficult.unseen(live_campaign, listed)
        assert told
        assert all("Điều sẽ cho biết: " in line for line in told)
        assert set(told) <= set(lines(live_campaign))

    def test_a_figure_of_the_province_ends_it(self, live_campaign):
        listed = live_campaign.display.difficult
        before = difficult.unseen(with_figures(live_campaign), listed)
        elsewhere = with_figures(live_campaign, ("VN", "difficult_villages_2026_2030", 2026, 12368))
        here = with_figures(live_campaign, ("40", "difficult_villages_2026_2030", 2026, 300))
        assert difficult.unseen(elsewhere, listed) == before
        assert [line for line in before if line not in difficult.unseen(here, listed)] == [
            line for line in before if line.startswith("Số thôn đặc biệt khó khăn")
        ]

    def test_the_title_tells_the_newest_count_and_what_was_not_found(self, live_campaign):
        small = with_figures(live_campaign, ("40", "kv3_communes_2021_2025", 2021, 76))
        told = plain(difficult.title(small, small.display.difficult))
        assert told.startswith("Khu vực III giai đoạn 2021-2025: 76 xã trong 460")
        assert "chưa thấy quyết định" in told
        # With an indicator of poor districts that left, and a figure of it, that is no longer said.
        listed = small.display.difficult.model_copy(update={"left": "kv3_communes_2021_2025"})
        assert "chưa thấy" not in difficult.title(small, listed)

    def test_a_ledger_without_regions_says_so_calmly(self, live_campaign):
        (block,) = blocks(with_figures(live_campaign))
        assert isinstance(block, Nothing)
        nothing = with_figures(live_campaign, ("VN", "kv3_communes_2026_2030", 2026, 824))
        assert view(nothing).title == "Thoát khó khăn"
        assert not [block for block in blocks(nothing) if isinstance(block, Chart)]
