"""Scenes: what headlines claim, that every number in them is the ledger's, that another plan has them too."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace

import pandas as pd
import pytest

from lib.base.findings import DataError
from lib.campaign import measures
from lib.campaign.campaign import POOR, RATE, Campaign
from lib.campaign.figures import COLUMNS, FigureTable
from lib.editions.edition import Place, load_edition
from lib.ledger.figure import ESTIMATED, MISSING, PUBLISHED
from lib.views.meeting import about, scene_set
from lib.views.meeting.about import Asked
from lib.views.meeting.registry import default_codes, known_codes, scene
from lib.views.meeting.scene import RankingBlock, TableBlock, TrajectoryBlock
from lib.views.sentences import headlines
from tests import second_plan

#: Year and code of a scene -> its headline, read and found right against the pages.
TOLD = {
    2021: {
        "chi_tieu": "Cuối năm 2021 là năm xuất phát: chưa có gì để so. Tiến độ tính từ cuối năm 2022",
        "ban_do": "Năm xuất phát 2021: Tỷ lệ hộ nghèo từ 20 % trở lên ở ≈ 5 huyện",
        "giam_mot_nua": "Năm xuất phát 2021: giảm 50 % vào cuối năm 2025",
        "tut_lai": "Năm xuất phát 2021: chưa có gì để so, chưa nơi nào được đánh giá",
        "nhom-poor_districts": "Huyện nghèo: năm xuất phát 2021",
        "nhom-em_households": "Hộ DTTS: năm xuất phát 2021",
        "huyen-418": "Tương Dương: ≈ 37,1 % hộ nghèo lúc xuất phát, cuối năm 2021",
        "so_sanh": "Cuối năm 2021: Kỳ Sơn nghèo hơn Tương Dương, ≈ 58,0 % so với ≈ 37,1 % hộ nghèo",
        "viec_tiep": "Từ cuối năm 2021, giảm 50 %: mỗi năm phải giảm 8.334 hộ",
        "nguon": "Tỷ lệ hộ nghèo của tỉnh và 21 huyện, đến cuối năm 2021: 2 số công bố, 20 số ước tính",
    },
    2022: {
        "chi_tieu": "Cuối năm 2022: 0 trong 4 chỉ tiêu đánh giá được đúng hoặc vượt tiến độ; chưa đủ căn cứ: Miền núi, Số hộ nghèo, Huyện nghèo, Toàn tỉnh; chưa đủ số liệu: Hộ DTTS",
        "ban_do": "Tỷ lệ hộ nghèo từ 20 % trở lên: ≈ 5 huyện cuối năm 2021, ≈ 5 cuối năm 2022",
        "giam_mot_nua": "Cuối năm 2022: số hộ nghèo giảm ≈ 15,9 % so với đầu kỳ, chưa đủ căn cứ kết luận về tiến độ giảm 50 % số hộ nghèo (theo ước tính, đúng tiến độ: chưa rõ, xác suất khoảng 55 %)",
        "tut_lai": "Cuối năm 2022, không nơi nào chắc chắn chậm so với tiến độ giảm 50 % số hộ nghèo",
        "nhom-poor_districts": "Huyện nghèo, cuối năm 2022: chưa đủ căn cứ kết luận về tiến độ giảm 4 điểm %/năm, chưa đủ căn cứ kết luận về tiến độ giảm 50 % số hộ nghèo (theo ước tính)",
        "nhom-em_areas": "Vùng DTTS, cuối năm 2022: chưa đủ căn cứ kết luận về tiến độ giảm 50 % số hộ nghèo (theo ước tính, đúng tiến độ: chưa rõ, xác suất khoảng 50 %)",
        "nhom-em_households": "Hộ DTTS: chưa đủ căn cứ để đánh giá cuối năm 2022",
        "huyen-418": "Tương Dương, cuối năm 2022: chưa đủ căn cứ kết luận về tiến độ giảm 50 % số hộ nghèo (theo ước tính, đúng tiến độ: chưa rõ, xác suất khoảng 40 %)",
        "huyen-426": "Yên Thành, cuối năm 2022: chưa đủ căn cứ kết luận về tiến độ giảm 50 % số hộ nghèo (theo ước tính, đúng tiến độ: có thể nhưng chưa chắc, xác suất khoảng 78 %)",
        "viec_tiep": "Cuối năm 2022: còn ≈ 22.714 hộ nữa mới đến mức giảm 50 %; kết quả rà soát cuối năm 2025 (Biểu 1) quyết định",
    },
    2023: {
        "chi_tieu": "Cuối năm 2023: 2 trong 4 chỉ tiêu đánh giá được đúng hoặc vượt tiến độ theo số công bố; chưa đủ căn cứ: Miền núi (có thể nhưng chưa chắc, khoảng 60 %), Huyện nghèo (có thể nhưng chưa chắc, khoảng 75 %); chưa đủ số liệu: Hộ DTTS",
        "giam_mot_nua": "Cuối năm 2023: số hộ nghèo giảm 32,0 % so với đầu kỳ, đúng hoặc vượt tiến độ giảm 50 % số hộ nghèo (theo số công bố)",
        "tut_lai": "Cuối năm 2023, chậm so với tiến độ giảm 50 % số hộ nghèo: Quỳ Châu (theo ước tính, xác suất từ 80 %)",
        "nhom-poor_districts": "Huyện nghèo, cuối năm 2023: chưa đủ căn cứ kết luận về tiến độ giảm 4 điểm %/năm, chưa đủ căn cứ kết luận về tiến độ giảm 50 % số hộ nghèo (theo ước tính)",
        "nhom-mountain": "Miền núi, cuối năm 2023: chưa đủ căn cứ kết luận về tiến độ giảm 2 điểm %/năm, chưa đủ căn cứ kết luận về tiến độ giảm 50 % số hộ nghèo (theo ước tính)",
        "huyen-417": "Kỳ Sơn, cuối năm 2023: chưa đủ căn cứ kết luận về tiến độ giảm 50 % số hộ nghèo (theo ước tính, đúng tiến độ: rất khó, xác suất khoảng 18 %)",
    },
    2024: {
        "mo_dau": 'Phong trào "Vì người nghèo - Không để ai bị bỏ lại phía sau" giai đoạn 2022-2025',
        "chi_tieu": "Cuối năm 2024: 4 trong 5 chỉ tiêu đúng hoặc vượt tiến độ theo số công bố, 1 theo ước tính (Huyện nghèo, rất có thể: xác suất khoảng 85 %)",
        "ban_do": "Tỷ lệ hộ nghèo từ 20 % trở lên: ≈ 5 huyện cuối năm 2021, ≈ 4 cuối năm 2024",
        "giam_mot_nua": "Cuối năm 2024: số hộ nghèo giảm 45,0 % so với đầu kỳ, đúng hoặc vượt tiến độ giảm 50 % số hộ nghèo (theo số công bố)",
        "tut_lai": "Cuối năm 2024, chậm so với tiến độ giảm 50 % số hộ nghèo: Kỳ Sơn, huyện nghèo tính chung (theo ước tính, xác suất từ 80 %)",
        "nhom-poor_districts": "Huyện nghèo, cuối năm 2024: đúng hoặc vượt tiến độ giảm 4 điểm %/năm, nhưng chậm so với tiến độ giảm 50 % số hộ nghèo (theo ước tính)",
        "nhom-em_areas": "Vùng DTTS, cuối năm 2024: chưa đủ căn cứ kết luận về tiến độ giảm 50 % số hộ nghèo (theo ước tính, đúng tiến độ: có thể nhưng chưa chắc, xác suất khoảng 65 %)",
        "nhom-em_households": "Hộ DTTS, cuối năm 2024: đúng hoặc vượt tiến độ giảm 3 điểm %/năm (theo số công bố)",
        "huyen-418": "Tương Dương, cuối năm 2024: chưa đủ căn cứ kết luận về tiến độ giảm 50 % số hộ nghèo (theo ước tính, đúng tiến độ: khó nhưng chưa chắc, xác suất khoảng 35 %)",
        "so_sanh": "Cuối năm 2024: chưa đủ căn cứ kết luận nơi nào giảm nhanh hơn, Tương Dương ≈ 32,8 %, Kỳ Sơn ≈ 27,9 % số hộ nghèo lúc đầu",
        "neu_thi": "Tính thử: toàn tỉnh cuối năm 2025 còn ≈ 30.600 hộ, so với mức giảm 50 % là 33.336 hộ (xác suất đạt: khoảng 55 %)",
        "viec_tiep": "Cuối năm 2024: còn 3.367 hộ nữa mới đến mức giảm 50 %; kết quả rà soát cuối năm 2025 (Biểu 1) quyết định",
    },
    2025: {
        "chi_tieu": "Cuối năm 2025: 4 trong 5 chỉ tiêu đạt theo số tỉnh dự kiến, 1 theo ước tính (Huyện nghèo, rất có thể: xác suất trên 90 %); chưa thấy công bố kết quả rà soát (tính đến 27/11/2026)",
        "ban_do": "Tỷ lệ hộ nghèo từ 20 % trở lên: ≈ 5 huyện cuối năm 2021, ≈ 3 cuối năm 2025",
        "giam_mot_nua": "Cuối năm 2025: số hộ nghèo giảm 58,2 % (dự kiến) so với đầu kỳ, dự kiến giảm được 50 % số hộ nghèo",
        "tut_lai": "Cuối năm 2025, ước tính không giảm được 50 % số hộ nghèo: Kỳ Sơn, huyện nghèo tính chung (xác suất từ 80 %)",
        "nhom-poor_districts": "Huyện nghèo, cuối năm 2025: ước tính đạt mức thấp 4 điểm %/năm, nhưng ước tính không giảm được 50 % số hộ nghèo",
        "nhom-em_households": "Hộ DTTS, cuối năm 2025: dự kiến đạt mức thấp 3 điểm %/năm",
        "huyen-417": "Kỳ Sơn, cuối năm 2025: ước tính không giảm được 50 % số hộ nghèo (rất có thể: xác suất khoảng 90 %)",
        "huyen-418": "Tương Dương, cuối năm 2025: chưa đủ căn cứ kết luận có giảm được 50 % số hộ nghèo hay không (theo ước tính, đạt: khó nhưng chưa chắc, xác suất khoảng 39 %)",
        "huyen-412": "Vinh: chưa đủ căn cứ để đánh giá cuối năm 2025",
        "viec_tiep": "Cuối năm 2025: 1 huyện ước tính không đạt mức giảm 50 %, 9 chưa đủ căn cứ kết luận; kết quả rà soát (Biểu 1) quyết định",
    },
}  # fmt: skip


def asked(campaign: Campaign, year: int, districts: tuple[str, ...] = ("417", "418")) -> Asked:
    return Asked(campaign.province, districts, year, tuple(campaign.districts), "Toàn tỉnh")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("year", "code"), [(year, code) for year, told in TOLD.items() for code in told])
def test_a_headline_says_what_the_figures_say(campaign, year, code):
    assert plain(scene(campaign, code, asked(campaign, year)).headline) == TOLD[year][code]


def with_figures(campaign: Campaign, figures: dict[tuple[str, str, int], tuple[float, str] | None]) -> Campaign:
    """The campaign with other figures: value and status, or None for none at all."""
    other = Campaign(campaign.edition)
    frame = other.figures.frame
    for (unit, indicator, year), figure in figures.items():
        frame = frame[~((frame["unit"] == unit) & (frame["indicator"] == indicator) & (frame["year"] == year))]
        if figure:
            value, status = figure
            row = [unit, indicator, year, value, value, value, status, "plan-834", "", "", False, False, False]
            frame = pd.concat([frame, pd.DataFrame([row], columns=COLUMNS)])
    other.figures = FigureTable(frame)
    return other


@pytest.mark.parametrize(
    ("figures", "year", "code", "said"),
    [
        ({("40", POOR, 2025): (30_000, PUBLISHED)}, 2025, "giam_mot_nua", "Cuối năm 2025: số hộ nghèo giảm 55,0 % so với đầu kỳ, giảm được 50 % số hộ nghèo (theo số công bố)"),
        ({("40", POOR, 2025): (34_000, PUBLISHED)}, 2025, "giam_mot_nua", "Cuối năm 2025: số hộ nghèo giảm 49,0 % so với đầu kỳ, không giảm được 50 % số hộ nghèo (theo số công bố)"),
        ({("40", POOR, 2025): None}, 2025, "giam_mot_nua", "Cuối năm 2025: chưa đủ căn cứ để so với mức giảm 50 %"),
        ({("40", POOR, 2024): (60_000, PUBLISHED)}, 2024, "giam_mot_nua", "Cuối năm 2024: số hộ nghèo giảm 10,0 % so với đầu kỳ, chậm so với tiến độ giảm 50 % số hộ nghèo (theo số công bố)"),
        ({("40", POOR, 2024): (70_000, PUBLISHED)}, 2024, "giam_mot_nua", "Cuối năm 2024: số hộ nghèo tăng 5,0 % so với đầu kỳ, chậm so với tiến độ giảm 50 % số hộ nghèo (theo số công bố)"),
        ({("40", POOR, 2024): (33_000, PUBLISHED)}, 2024, "viec_tiep", "Cuối năm 2024: toàn tỉnh đủ mức giảm 50 %; còn 10 huyện chưa đủ"),
        ({("40", POOR, 2024): None}, 2024, "viec_tiep", "Cuối năm 2024: chưa đủ căn cứ để tính việc còn lại"),
        ({("40", POOR, 2025): (30_000, PUBLISHED)}, 2025, "viec_tiep", "Cuối năm 2025: 1 huyện không đạt hoặc ước tính không đạt mức giảm 50 %, 9 huyện chưa đủ căn cứ kết luận"),
        ({("em_households", RATE, 2024): (35.0, PUBLISHED)}, 2024, "nhom-em_households", "Hộ DTTS, cuối năm 2024: chậm so với tiến độ giảm 3 điểm %/năm (theo số công bố)"),
        ({("em_households", RATE, 2025): (28.0, PUBLISHED)}, 2025, "nhom-em_households", "Hộ DTTS, cuối năm 2025: không đạt mức thấp 3 điểm %/năm (theo số công bố)"),
        ({("em_households", RATE, 2025): (20.0, PUBLISHED)}, 2025, "nhom-em_households", "Hộ DTTS, cuối năm 2025: đạt mức thấp 3 điểm %/năm (theo số công bố)"),
        ({("417", POOR, 2021): (9_900, PUBLISHED), ("417", POOR, 2025): (4_000, PUBLISHED)}, 2025, "huyen-417", "Kỳ Sơn, cuối năm 2025: giảm được 50 % số hộ nghèo (theo số công bố)"),
        ({("417", POOR, 2021): (9_900, PUBLISHED), ("417", POOR, 2025): (6_000, PUBLISHED)}, 2025, "huyen-417", "Kỳ Sơn, cuối năm 2025: không giảm được 50 % số hộ nghèo (theo số công bố)"),
        ({("417", POOR, 2024): None}, 2024, "huyen-417", "Kỳ Sơn: chưa đủ căn cứ để đánh giá cuối năm 2024"),
        ({("417", RATE, 2024): None}, 2024, "ban_do", "Tỷ lệ hộ nghèo: chưa đủ căn cứ để so cả tỉnh cuối năm 2024"),
        ({(unit, POOR, 2024): None for unit in ("40", "poor_districts")}, 2024, "nhom-poor_districts",
         "Huyện nghèo, cuối năm 2024: đúng hoặc vượt tiến độ giảm 4 điểm %/năm (theo ước tính, rất có thể: xác suất khoảng 85 %)"),
    ],
)  # fmt: skip
def test_a_headline_follows_other_figures(campaign, figures, year, code, said):
    assert plain(scene(with_figures(campaign, figures), code, asked(campaign, year)).headline) == said


def test_points_are_never_percent(campaign):
    """A fall of a rate is said in points: no percent sign without its word after a rate's fall or pace."""
    for year in campaign.years:
        for code in known_codes(campaign):
            made = scene(campaign, code, asked(campaign, year))
            for text in (made.headline, *made.lead, *made.notes):
                assert not re.search(r"\d %/năm", plain(text)), text
                assert not re.search(r"tỷ lệ (?:giảm|tăng) (?:≈ )?[\d,]+ %", plain(text)), text


def test_every_number_on_a_map_or_line_is_marked(campaign):
    """What rests on an estimate is written with its sign, wherever it is written."""
    seen = 0
    for year in campaign.years:
        for code in known_codes(campaign):
            for block in scene(campaign, code, asked(campaign, year)).blocks:
                points = block.points if isinstance(block, TrajectoryBlock) else ()
                for text, status in [(p.text, p.figure.status) for p in points]:
                    assert text.startswith("≈") == (status == ESTIMATED)
                    assert status != MISSING
                    seen += 1
                for row in block.rows if isinstance(block, RankingBlock) else ():
                    assert row.text.startswith("≈") == (row.status == ESTIMATED), row
                    assert row.low <= row.high
                    seen += 1
    assert seen > 900


def test_each_scene_carries_its_evidence(campaign):
    about = replace(asked(campaign, 2024), paces=(("417", 8.0),))
    codes = default_codes(campaign, about)
    assert codes[-4:] == ["so_sanh", "neu_thi", "viec_tiep", "nguon"]
    for code in codes:
        made = scene(campaign, code, about)
        assert made.code == code
        assert made.headline
        assert made.title
        assert all(getattr(made, field.name) is not None for field in fields(made))
        # The opening has no figures; what is open has those of its targets, and of this edition every target is concluded.
        if code == "chua_ro":
            assert not made.figures
        elif code != "mo_dau":
            assert made.figures
            assert made.statuses
            assert any("Tình trạng số liệu" in note for note in made.notes)
        estimated = any(figure.status == ESTIMATED for figure in made.figures)
        assert estimated == any("ước tính" in status for status in made.statuses)


def test_places_beside_and_paces_make_their_scenes(campaign):
    selected = about.asked(campaign, "40", ("417",), 2025, ("40",), (("417", 8.0),))
    assert default_codes(campaign, selected)[-5:] == ["huyen-417", "so_sanh", "neu_thi", "viec_tiep", "nguon"]
    beside = scene(campaign, "so_sanh", selected)
    assert (
        plain(beside.headline)
        == "Cuối năm 2025: Nghệ An giảm nhanh hơn Kỳ Sơn, 58,2 % (dự kiến) so với ≈ 36,6 % số hộ nghèo lúc đầu"
    )
    assert {figure.unit for figure in beside.figures} == {"40", "417"}
    tried = scene(campaign, "neu_thi", selected)
    # By hand: 30.600 where everybody keeps its share; in Kỳ Sơn 8,0 instead of 4,57 points leave 612 fewer.
    assert (
        plain(tried.headline)
        == "Tính thử: toàn tỉnh cuối năm 2025 còn ≈ 29.988 hộ, so với mức giảm 50 % là 33.336 hộ (xác suất đạt: khoảng 65 %)"
    )
    table = next(block for block in tried.blocks if isinstance(block, TableBlock))
    assert [[plain(cell) for cell in row] for row in table.rows] == [
        ["Kỳ Sơn", "8,0 điểm %", "≈ 5.790 hộ (80 %: 4.260–7.330)", "khoảng 15 %"]
    ]
    assert "không phải dự báo" in tried.lead[0]


def test_a_set_keeps_places_beside_and_paces(campaign, tmp_path):
    path = tmp_path / "bai.json"
    saved = {"version": 1, "edition": "x", "group": "40", "districts": ["417"], "year": 2024, "scenes": [{"code": "neu_thi"}],
             "beside": ["40"], "paces": ["417:8.0"]}  # fmt: skip
    path.write_text(json.dumps(saved), encoding="utf-8")
    (made,) = scene_set.scenes_of(campaign, scene_set.read_set(path), file="bai.json")
    assert "29.988" in made.headline
    path.write_text(json.dumps(saved | {"paces": ["417:80"], "beside": ["xx"]}), encoding="utf-8")
    with pytest.raises(DataError, match="xx, 417:80"):
        scene_set.scenes_of(campaign, scene_set.read_set(path), file="bai.json")


def test_what_is_left_adds_up(campaign):
    made = scene(campaign, "viec_tiep", asked(campaign, 2024))
    table = next(block for block in made.blocks if isinstance(block, TableBlock))
    rest = [int("".join(filter(str.isdigit, row[2]))) for row in table.rows]
    total = int("".join(filter(str.isdigit, plain(made.lead[1]).split("≈ ")[1].split(" hộ")[0])))
    assert abs(sum(rest) - total) <= len(rest)
    # By hand: Kỳ Sơn 7.140 households, half of 9.901 is at most 4.950.
    assert plain(table.rows[0][0]) == "Kỳ Sơn"
    assert plain(table.rows[0][2]) == "≈ 2.190 hộ"


def test_the_meeting_follows_the_selection(campaign):
    codes = default_codes(campaign, asked(campaign, 2024, ("418",)))
    assert {"so_sanh", "neu_thi"}.isdisjoint(codes)
    assert codes[0] == "mo_dau"
    assert codes[-1] == "nguon"
    assert "huyen-418" in codes
    assert "huyen-417" not in codes
    assert set(codes) <= set(known_codes(campaign))
    made = scene(campaign, "huyen-418", asked(campaign, 2024, ("418",)))
    # The chart that its headline speaks of stands first, and largest.
    assert isinstance(made.blocks[0], TrajectoryBlock)
    assert (made.blocks[0].unit, made.blocks[0].indicator) == ("418", campaign.yardstick.indicator)
    with pytest.raises(KeyError):
        scene(campaign, "huyen-999", asked(campaign, 2024))


def test_a_second_plan_has_scenes(tmp_path):
    """Other years, no halving, no estimates, other units: every scene is made."""
    from lib.base.paths import GEO_DIR

    second_plan.write(tmp_path)
    other = Campaign(load_edition(Place(tmp_path, GEO_DIR)))
    for year in other.years:
        about = Asked(other.province, tuple(other.districts[:2]), year, tuple(other.districts), "Toàn tỉnh")
        for code in default_codes(other, about):
            made = scene(other, code, about)
            assert "một nửa" not in made.headline
            assert made.headline


def test_the_mark_on_the_map_is_one_that_a_quarter_of_the_units_reach(campaign):
    measure = measures.rate_measure(campaign.display)
    mark = headlines.marked_class(campaign, measure)
    assert mark == 20
    assert len(headlines.above(campaign, measure, 2021, mark)) == 5
    assert {campaign.names[f.unit] for f in headlines.above(campaign, measure, 2025, mark)} == {"Kỳ Sơn", "Quế Phong", "Quỳ Châu"}  # fmt: skip
