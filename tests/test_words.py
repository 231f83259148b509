"""Numbers, marks and sentences in Vietnamese."""

from __future__ import annotations

import csv
import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.drawing.campaign_map import map_payload
from lib.language.numbers import NBSP, VIETNAMESE
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure
from lib.views import records as tables
from lib.views.sentences import method

NBSP = NBSP


def figure(value, status, low=None, high=None, indicator="poor_rate"):
    return Figure("417", indicator, 2024, value, low or value, high or value, status)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (VIETNAMESE.number(1234567), "1.234.567"), (VIETNAMESE.number(-1234.5, 1), "−1.234,5"),
        (VIETNAMESE.number(0.0, 1, signed=True), "0,0"), (VIETNAMESE.number(2.5, 1, signed=True), "+2,5"),
        (VIETNAMESE.number(-0.004, 2), "0,00"), (VIETNAMESE.percent(7.8), f"7,80{NBSP}%"),
        (VIETNAMESE.points(-1.21, signed=True), f"−1,21{NBSP}điểm{NBSP}%"),
        (VIETNAMESE.households(36703), f"36.703{NBSP}hộ"), (VIETNAMESE.number(math.nan), "chưa thấy số liệu"),
        (VIETNAMESE.span(31, 45.04), "31,0–45,0"), (VIETNAMESE.span(2, 2), "2,0"),
            ],
)  # fmt: skip
def test_numbers(text, expected):
    assert text == expected


@pytest.mark.parametrize(
    ("probability", "expected"), [(0.999, "trên 90 %"), (0, "dưới 10 %"), (0.876, "khoảng 90 %"), (0.5, "khoảng 50 %")]
)
def test_chances_are_said_no_surer_than_they_are(campaign, probability, expected):
    assert campaign.marks.chance(probability).replace(NBSP, " ") == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (figure(4.16, PUBLISHED), "4,16 %"), (figure(3.13, PROJECTED), "3,13 % (dự kiến)"),
        (figure(37.46, ESTIMATED, 29.7, 45.0), "≈ 37,5 %"), (figure(math.nan, MISSING), "chưa thấy số liệu"),
        (figure(6606, ESTIMATED, 5600, 7600, "poor_households"), "≈ 6.606 hộ"),
        (figure(6606, ESTIMATED, 4400, 8800, "poor_households"), "≈ 6.610 hộ"),
        (figure(6606, ESTIMATED, 2000, 11000, "poor_households"), "≈ 6.600 hộ"),
        (figure(962, ESTIMATED, 300, 1600, "poor_households"), "≈ 960 hộ"),
        (figure(96, ESTIMATED, 30, 160, "poor_households"), "≈ 96 hộ"),
        (figure(962, PUBLISHED, indicator="poor_households"), "962 hộ"),
    ],
)  # fmt: skip
def test_marks(campaign, one, expected):
    assert campaign.marks.marked(one).replace(NBSP, " ") == expected


@pytest.mark.parametrize(
    ("one", "grade", "expected"),
    [
        (figure(40.0, ESTIMATED, 31.6, 48.4), "A", "≈ 40,0 % (80 %: 31,6–48,4)"),
        (figure(40.0, ESTIMATED, 31.4, 48.6), "B", "≈ 40,0 % (80 %: 31,4–48,6)"),
        (figure(2.14, ESTIMATED, 1.24, 3.04), "B", "≈ 2,1 % (80 %: 1,2–3,0)"),
        (figure(2.14, ESTIMATED, 1.20, 3.08), "C", "≈ 2,1 % (C) (80 %: 1,2–3,1)"),
        (figure(27.11, ESTIMATED, 14.27, 39.81), "C", "≈ 27 % (C) (80 %: 14–40)"),
        (figure(9.99, ESTIMATED, 2.0, 20.0), "C", "≈ 10 % (C) (80 %: 2–20)"),
        (figure(962, ESTIMATED, 300, 1600, "poor_households"), "C", "≈ 960 hộ (C) (80 %: 300–1.600)"),
        (figure(4.16, PUBLISHED), None, "4,16 %"), (figure(3.13, PROJECTED), None, "3,13 % (dự kiến)"),
        (figure(math.nan, MISSING), None, "chưa thấy số liệu"),
        (figure(-2.0, ESTIMATED, -6.0, 3.0, "thay_doi"), None, None),
    ],
)  # fmt: skip
def test_an_estimate_has_a_grade_by_the_width_of_its_interval(campaign, one, grade, expected):
    assert campaign.marks.quality(one) == grade
    if expected:
        assert campaign.marks.standing(one, interval=True).replace(NBSP, " ") == expected


def test_a_weak_source_and_a_derived_projection_are_named(campaign):
    weak = dataclasses.replace(figure(5.19, PUBLISHED), weak=True)
    assert campaign.marks.marked(weak).replace(NBSP, " ") == "5,19 % (nguồn yếu)"
    derived = dataclasses.replace(figure(27902, PROJECTED, indicator="poor_households"), derived=True)
    assert campaign.marks.marked(derived).replace(NBSP, " ") == "27.902 hộ (dự kiến, suy ra)"


def test_the_weak_source_of_2023_is_named_wherever_its_figure_is_used(campaign):
    for indicator in ("poor_households", "poor_rate"):
        assert "nguồn yếu" in campaign.marks.marked(campaign.figure("40", indicator, 2023))
    table = tables.figures_table(campaign, ["40"], [2023])
    assert table[table["chi_tieu"].isin(["Số hộ nghèo", "Tỷ lệ hộ nghèo"])]["ghi_chu"].str.contains("nguồn yếu").all()


def test_interval_follows_an_estimate(campaign):
    assert f"(80{NBSP}%: 29,7–45,0)" in campaign.marks.marked(figure(37.45, ESTIMATED, 29.7, 45.0), interval=True)
    assert "80" not in campaign.marks.marked(figure(4.16, PUBLISHED), interval=True)


@given(st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 3))
def test_numbers_read_back(value, decimals):
    text = VIETNAMESE.number(value, decimals)
    back = float(text.replace(".", "").replace(",", ".").replace("−", "-"))
    assert back == pytest.approx(value, abs=0.51 * 10**-decimals)


def test_method_texts_are_filled(campaign):
    for text in (method.estimation(campaign), method.judgement_rules(campaign), method.changes(campaign.wording),
                 method.validation_verdict(campaign)):  # fmt: skip
        assert "{" not in text
    assert "41.671" in method.judgement_rules(campaign)


def test_downloads_carry_status_interval_and_source(campaign):
    table = tables.figures_table(campaign, ["40", "417", "418"], [2021, 2024])
    estimated = table[table["tinh_trang"] == "ước tính"]
    assert len(estimated)
    assert (estimated["nguon"] == "Mô hình ước tính của bảng điều hành").all()
    assert (estimated["khoang_80_thap"] < estimated["khoang_80_cao"]).any()
    published = table[table["tinh_trang"] == "công bố"]
    assert (published["nguon"] != "").all()
    assert published["nguyen_van"].ne("").all()
    assert published[["khoang_80_thap", "khoang_80_cao"]].isna().all().all()
    assert set(published["noi_dang"]) - {""}
    content = tables.csv_bytes(table).decode("utf-8-sig")
    assert content.splitlines()[0].startswith("ma_don_vi;don_vi;chi_tieu;cuoi_nam;gia_tri")


def test_no_dead_link_is_given(campaign):
    table = tables.ledger_table(campaign)
    live = table[table["Liên kết"] != ""]
    assert (live["Địa chỉ"] == "đầy đủ").all()
    assert live["Liên kết"].str.startswith("http").all()
    assert not live["Liên kết"].str.contains("…").any()
    cut = table[table["Liên kết"] == ""]
    assert cut["Địa chỉ"].str.match("bị rút gọn: |không có").all()
    assert (cut["Nơi đăng"] != "").all()
    assert set(table["Độ tin cậy"]) == {"cao", "khá", "yếu"}


def test_the_ledgers_numbers_are_numbers_on_the_screen_and_in_both_conventions(campaign):
    table = tables.ledger_table(campaign)
    assert table["Giá trị"].dtype == float
    whole = table.index[table["Giá trị"] == 66673][0]
    parted = table.index[table["Giá trị"] == 7.8][0]
    for convention, separator, written in (("vi", ";", "7,8"), ("en", ",", "7.8")):
        read = list(
            csv.reader(tables.csv_bytes(table, convention).decode("utf-8-sig").splitlines(), delimiter=separator)
        )
        place = read[0].index("Giá trị")
        assert (read[whole + 1][place], read[parted + 1][place]) == ("66673", written)


def test_downloads_never_start_a_formula(campaign):
    table = tables.ledger_table(campaign)
    table.loc[0, "Nguyên văn"] = "=HYPERLINK(1)"
    assert "'=HYPERLINK" in tables.csv_bytes(table).decode("utf-8-sig")


def test_what_is_hardly_known_is_marked_in_every_medium(campaign):
    """Table, chart, profile, map, ranking, points of a line, download: every figure of grade C and no other."""
    from lib.drawing import charts
    from lib.drawing.campaign_map import map_payload
    from lib.drawing.map_svg import value_text
    from lib.views import tables as scene_tables
    from lib.views.documents import profile
    from lib.views.meeting import parts

    def marked(text: str) -> bool:
        return "(C)" in text

    units = list(campaign.districts)
    table = scene_tables.figure_rows(campaign, units, "poor_rate")
    payload = map_payload(campaign, ("ty_le_ngheo",), compact=True)
    packed = payload["measures"][0]["values"]
    download = tables.figures_table(campaign, units, list(campaign.years)).set_index(
        ["ma_don_vi", "chi_tieu", "cuoi_nam"]
    )
    hovers = charts.small_multiples(campaign, units, "poor_rate", 2024, "light").to_dict()["data"]
    hovered = [text for trace in hovers for text in trace.get("hovertext", ())]
    seen = set()
    for place, unit in enumerate(units):
        numbers = profile.profile(campaign, unit, 2024).numbers.rows
        points = parts.trajectory(campaign, unit, campaign.yardstick)[0].points
        rates = dict(zip(campaign.years, next(row for row in numbers if row[0] == "Tỷ lệ hộ nghèo")[1:], strict=True))
        for year in campaign.years:
            one = campaign.figure(unit, "poor_rate", year)
            grade = campaign.marks.quality(one)
            assert (grade is None) == (one.status != ESTIMATED)
            rough = grade == "C"
            seen.add(grade)
            assert marked(table[str(year)][place]) == marked(rates[year]) == rough
            cell = packed[unit][campaign.years.index(year)]
            assert (len(cell) > 6 and "(C)" in (cell[6] or "")) == rough
            assert marked(value_text(payload, payload["measures"][0], cell, campaign.numbers)) == rough
            assert download.loc[(unit, "Tỷ lệ hộ nghèo", year), "chat_luong"] == campaign.marks.quality_of(one)
            assert any(f"{campaign.names[unit]}" in t and str(year) in t and marked(t) for t in hovered) == rough
        for year in campaign.years[1:]:
            ends = [campaign.figure(unit, "poor_rate", at) for at in (campaign.years[0], year)]
            label = charts.dumbbells(campaign, [unit], "poor_rate", year, "light").to_dict()["layout"]["annotations"][0]
            assert label["text"].count("(C)") == [campaign.marks.quality(end) for end in ends].count("C")
        for point in points:
            assert marked(point.text) == (campaign.marks.quality(point.figure) == "C")
    assert seen == {None, "A", "B", "C"}


def test_estimates_are_called_statistics_under_development(campaign):
    from lib.drawing import blocks
    from lib.views.meeting import registry
    from lib.views.meeting.about import Asked
    from lib.views.sentences import captions

    called = "thống kê đang phát triển"
    assert called in blocks.status_legend(campaign)
    assert "(C) chỉ để tham khảo" in blocks.status_legend(campaign)
    assert called in method.quality(campaign).lower()
    assert "0,166" in method.quality(campaign) and "0,333" in method.quality(campaign)  # noqa: PT018
    asked = Asked("40", ("417",), 2024, tuple(campaign.districts), "")
    for code in registry.default_codes(campaign, asked):
        made = registry.scene(campaign, code, asked)
        assert (called in " ".join(made.notes)) == any(f.status == ESTIMATED for f in made.figures), code
        assert ("(C)" in " ".join(made.statuses)) == any(campaign.marks.quality(f) == "C" for f in made.figures), code
    notes = captions.chart_notes(campaign, campaign.figures.series("412", "poor_rate", campaign.years))
    assert called in notes.lines[0]
    assert "(C) chỉ để tham khảo" in notes.lines[0]


def test_an_inferred_year_is_said_where_the_figure_stands(campaign):
    """Tuong Duong's figures of 2024: their source names no year."""
    from lib.drawing import charts
    from lib.drawing.campaign_map import map_payload
    from lib.views import tables as scene_tables
    from lib.views.documents import profile
    from lib.views.documents.known_communes import known_communes

    said, rows = "năm suy ra", campaign.ledger.observations
    known = campaign.figures.frame
    known = known[known["inferred"].astype(bool) & known["indicator"].isin(["poor_rate", "poor_households"])]
    assert set(known["unit"]) == {"418"}
    for indicator, year in zip(known["indicator"], known["year"], strict=True):
        column = campaign.years.index(year)
        table = scene_tables.figure_rows(campaign, ["417", "418"], indicator)[str(year)]
        assert [said in cell for cell in table] == [False, True]
        name = campaign.indicator_names[indicator]
        row = next(r for r in profile.profile(campaign, "418", year).numbers.rows if r[0] == name)
        assert said in row[1 + column]
        measure = {"poor_rate": "ty_le_ngheo", "poor_households": "so_ho_ngheo"}[indicator]
        packed = map_payload(campaign, (measure,), compact=True)["measures"][0]["values"]["418"][column]
        assert said in packed[9]
        traces = charts.trajectory(campaign, ["418"], indicator, "light", None).to_dict()["data"]
        hovers = [text for trace in traces for text in trace.get("hovertext", ())]
        assert [text for text in hovers if said in text] == [text for text in hovers if f"{year}" in text]
        download = tables.figures_table(campaign, ["418"], [year]).set_index("chi_tieu")
        assert said in download.loc[name, "ghi_chu"]
    for known_commune in known_communes(campaign, campaign.districts):
        of = rows[(rows["unit"] == known_commune.commune.unit) & (rows["indicator"] == "poor_rate") & rows["preferred"]]
        inferred = (of[of["year"] == known_commune.rate.year]["year_basis"] == "inferred").any()
        assert (said in known_commune.rate_text) == inferred
        assert known_commune.rate_text.count("(") <= 1


def test_who_reported_stands_before_the_website(campaign):
    from lib.views.sentences import captions

    sources = campaign.sources
    for source, row in sources.iterrows():
        name = captions.source_name(campaign, source)
        assert row["publisher"] in name
        assert name.startswith(row["issuer_vi"] or row["publisher"])
        assert ("(qua " in name) == bool(row["issuer_vi"])
        assert not row["note"].startswith("Cơ quan công bố")
    rate = campaign.figure("40", "poor_rate", 2024)
    told = "UBND tỉnh báo cáo Đoàn giám sát HĐND tỉnh, 10/2025 (qua nghean24h.vn, 23/10/2025)"
    assert told in captions.chart_notes(campaign, [rate]).lines[1]
    row = tables.figures_table(campaign, ["40"], [2024]).set_index("chi_tieu").loc["Tỷ lệ hộ nghèo"]
    assert row["co_quan_cong_bo"] == "UBND tỉnh báo cáo Đoàn giám sát HĐND tỉnh, 10/2025"


def test_an_estimated_count_has_one_value_in_every_medium(campaign):
    """In running text, standing by itself, on the map and in the table that files are made from."""
    measure = next(code for code, rule in campaign.display.measures.items() if rule.indicator == "poor_households")
    payload = map_payload(campaign, (measure,), compact=False)["measures"][0]["values"]
    frame = campaign.figures.frame.set_index(["unit", "indicator", "year"])["value"]
    rounded = 0
    for unit in (*campaign.districts, *campaign.groups):
        for y, year in enumerate(campaign.years):
            found = campaign.figure(unit, "poor_households", year)
            if found.status != ESTIMATED:
                continue
            first = int("".join(filter(str.isdigit, campaign.marks.marked(found))))
            standing = campaign.marks.standing(found).split("(")[0]
            assert int("".join(filter(str.isdigit, standing))) == first == found.value
            assert frame[unit, "poor_households", year] == first
            if unit in payload:
                assert payload[unit][y][0] == first
            rounded += campaign.marks.quality(found) != "A"
    assert rounded > 20
