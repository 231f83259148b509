"""What the ledger says about a wrong table, beyond a single wrong cell: rules between rows and file formats."""

from __future__ import annotations

import csv
import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from lib.base.findings import DataError, Finding
from lib.base.paths import DATA_DIR
from lib.base.tables import read_table
from lib.campaign.figures import published_table
from lib.ledger import load_ledger
from lib.ledger.report import completeness

OBSERVATIONS = "observations.csv"
VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the tables to break."""
    for path in DATA_DIR.glob("*.*"):
        shutil.copy(path, tmp_path)
    return tmp_path


def rewrite(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    """Let ``change`` edit the rows (dicts of text) of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), list(reader.fieldnames or [])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def change(directory: Path, observation: str, **cells: str) -> int:
    """Change cells of one observation; returns its spreadsheet row."""
    place = []

    def edit(rows: list[dict[str, str]]) -> None:
        for number, row in enumerate(rows, start=2):
            if row["observation"] == observation:
                row.update(cells)
                place.append(number)

    rewrite(directory / OBSERVATIONS, edit)
    assert len(place) == 1, f"{observation} is not in the ledger"
    return place[0]


def append(directory: Path, like: str, **cells: str) -> int:
    """Add a copy of an observation with other cells; returns the new spreadsheet row."""
    place = []

    def edit(rows: list[dict[str, str]]) -> None:
        rows.append({**next(row for row in rows if row["observation"] == like), **cells})
        place.append(len(rows) + 1)

    rewrite(directory / OBSERVATIONS, edit)
    return place[0]


def findings(directory: Path) -> tuple[Finding, ...]:
    with pytest.raises(DataError) as raised:
        load_ledger(directory)
    for finding in raised.value.findings:
        assert VIETNAMESE.search(finding.message), finding
        assert finding.remedy, finding
    return raised.value.findings


def found(directory: Path, words: str, file: str = OBSERVATIONS) -> list[tuple[int | None, str | None]]:
    """Rows and columns of the findings in ``file`` that say ``words``."""
    return [(f.row, f.column) for f in findings(directory) if f.file == file and words in f.message]


# Dates


def test_a_note_does_not_excuse_a_day_outside_the_unit(data):
    row = change(data, "418_em_households_2024", year="2026", note="Có chú thích")
    assert found(data, "thời gian tồn tại") == [(row, "year")]


def test_a_review_printed_for_a_later_commune_needs_its_boundary_date(data):
    row = change(data, "16885_poor_rate_2024", boundary_date="")
    assert found(data, "thời gian tồn tại") == [(row, "year")]


def test_a_boundary_date_must_itself_lie_inside_the_unit(data):
    row = change(data, "16885_poor_rate_2024", boundary_date="2025-06-30")
    assert found(data, "thời gian tồn tại") == [(row, "boundary_date")]


def test_a_group_has_dates_too(data):
    row = change(data, "mountain_poor_rate_2025", boundary_date="")
    assert found(data, "thời gian tồn tại") == [(row, "year")]


def test_as_of_belongs_to_the_year(data):
    row = change(data, "418_houses_built_2025", as_of="2024-03-12")
    assert (row, "as_of") in found(data, "không thuộc năm")


@pytest.mark.parametrize(
    ("quote", "bound", "right"),
    [
        ("tỷ lệ hộ nghèo còn hơn 4,16%", "exact", "over"),
        ("tỷ lệ hộ nghèo còn gần 4,16%", "about", "nearly"),
        ("the poverty rate is nearly 4.16%", "exact", "nearly"),
        ("tỷ lệ hộ nghèo còn dưới 4,16%", "over", "under"),
        ("khoảng 4,16%, tức hơn 4,16%", "exact", "about hay over"),
    ],
)
def test_a_value_is_bounded_as_its_quotation_bounds_it(data, quote, bound, right):
    row = change(data, "40_poor_rate_2024", quote=quote, bound=bound)
    assert found(data, f"từ đứng trước 4.16 có nghĩa {right}, cột này ghi {bound}") == [(row, "bound")]


@pytest.mark.parametrize(
    ("quote", "bound"),
    [
        ("tỷ lệ hộ nghèo còn 4,16%", "about"),
        ("tỷ lệ hộ nghèo còn gần 4,16%", "nearly"),
        ("từ 4,16% xuống; nay còn hơn 4,16%", "exact"),
        ("bớt hơn 1.000 hộ, còn 4,16%", "exact"),
        ("hộ nghèo gần 4,160 triệu, tức 4,16%", "exact"),
    ],
)
def test_a_number_printed_bare_is_bounded_as_the_recorder_thinks(data, quote, bound):
    change(data, "40_poor_rate_2024", quote=quote, bound=bound)
    load_ledger(data)


def test_a_period_begins_before_it_ends(data):
    row = change(data, "40_poor_rate_drop_2024", period_start="2024")
    assert found(data, "kỳ bắt đầu") == [(row, "period_start")]


# Contradictions are declared, never silent


def test_two_different_figures_for_one_question(data):
    row = append(data, "40_poor_rate_2024", observation="40_poor_rate_2024_9", value="4.2", source="dantri-com-vn-1",
                 preferred="false")  # fmt: skip
    assert found(data, "hai số khác nhau") == [(row, "value")]


def test_two_different_figures_may_share_a_contradiction(data):
    change(data, "40_poor_rate_2024", contradiction="census-households")
    append(
        data,
        "40_poor_rate_2024",
        observation="40_poor_rate_2024_9",
        value="4.2",
        quote="tỷ lệ hộ nghèo còn 4,2%",
        source="dantri-com-vn-1",
        preferred="false",
    )
    load_ledger(data)


def test_a_contradiction_without_a_figure(data):
    rewrite(data / "contradictions.csv", lambda rows: rows.append({**rows[0], "contradiction": "nobody"}))
    assert found(data, "không có số liệu nào", "contradictions.csv")[0][1] == "contradiction"


# Rates against counts


def test_a_rate_against_the_near_poor_pair_where_no_total_is_published(data):
    row = change(data, "40_poor_rate_2021", value="8.8")
    assert (row, "value") in found(data, "ngụ ý")


def test_a_rate_against_the_total_in_the_same_article(data):
    row = change(data, "16858_poor_rate_2024", value="71")
    assert (row, "value") in found(data, "trái với")


def test_poor_and_near_poor_together_exceed_all_households(data):
    row = change(data, "418_near_poor_households_2024", value="14000")
    assert (row, "value") in found(data, "hộ nghèo và cận nghèo")


def test_a_declared_contradiction_is_not_an_error():
    """Châu Bình's own counts and total disagree in print; the ledger says so and loads."""
    ledger = load_ledger(DATA_DIR)
    rows = ledger.observations.query("unit == '16804' and contradiction == 'chau-binh'")
    values = rows.set_index("indicator")["value"]
    assert abs(values["poor_households"] / values["households"] * 100 - values["poor_rate"]) > 0.5


# Standards, measures, explanations


def test_a_measure_other_than_the_indicators(data):
    row = change(data, "40_poor_rate_2024", unit_of_measure="points")
    assert found(data, "khác với chỉ tiêu") == [(row, "unit_of_measure")]


def test_a_standard_on_a_figure_that_has_none(data):
    row = change(data, "40_population_2019", standard="2016-2020")
    assert found(data, "không theo chuẩn nghèo") == [(row, "standard")]


def test_a_figure_without_year_says_why(data):
    row = change(data, "415_population_na", note="")
    assert found(data, "không có năm") == [(row, "year")]


def test_a_derived_figure_shows_its_arithmetic(data):
    row = change(data, "em_households_poor_households_2021", note="")
    assert found(data, "phép tính") == [(row, "basis")]


def test_an_unknown_former_district(data):
    def edit(rows):
        next(row for row in rows if row["unit"] == "16708")["former"] = "412;499"

    rewrite(data / "units.csv", edit)
    assert found(data, "không có huyện “499”", "units.csv")[0][1] == "former"


# File formats


def test_every_finding_is_reported_at_once(data):
    (data / "plans.csv").unlink()
    rewrite(data / "sources.csv", lambda rows: rows[0].update(trust="?"))
    change(data, "40_poor_rate_2024", value="x")
    assert {f.file for f in findings(data)} == {"plans.csv", "sources.csv", OBSERVATIONS}


def test_semicolons_between_columns(data):
    text = (data / "plans.csv").read_text(encoding="utf-8").replace(",", ";")
    (data / "plans.csv").write_text(text, encoding="utf-8")
    assert found(data, "dấu phẩy", "plans.csv") == [(1, None)]


def test_an_unquoted_decimal_comma_makes_a_row_too_long(data):
    lines = (data / "targets.csv").read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace("points_per_year,2,3,", "points_per_year,2,0,3,")
    (data / "targets.csv").write_text("\n".join(lines), encoding="utf-8")
    assert found(data, "ô, tiêu đề có", "targets.csv") == [(3, None)]


def test_a_column_twice(data):
    text = (data / "group_members.csv").read_text(encoding="utf-8").replace("group,unit", "group,group", 1)
    (data / "group_members.csv").write_text(text, encoding="utf-8")
    assert found(data, "có hai lần", "group_members.csv") == [(1, "group")]


def test_a_header_without_rows(data):
    (data / "plans.csv").write_text("plan,name_vi,decision,baseline_year,end_year,source\n", encoding="utf-8")
    assert found(data, "không có dòng nào", "plans.csv") == [(1, None)]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_another_encoding_is_refused_with_the_way_out(data, encoding):
    text = unicodedata.normalize("NFD", (data / "plans.csv").read_text(encoding="utf-8"))
    (data / "plans.csv").write_bytes(text.encode(encoding, errors="ignore"))
    wrong = [f for f in findings(data) if f.file == "plans.csv"]
    assert len(wrong) == 1
    assert "UTF-8" in wrong[0].message
    assert "CSV UTF-8" in wrong[0].remedy


def test_a_byte_order_mark_and_decomposed_letters_are_read_as_they_mean(data):
    path = data / "groups.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(unicodedata.normalize("NFD", text).encode("utf-8-sig"))
    assert read_table(path).equals(read_table(DATA_DIR / "groups.csv"))


def test_rows_are_numbered_as_a_spreadsheet_shows_them(data):
    text = (data / "plans.csv").read_text(encoding="utf-8")
    (data / "plans.csv").write_text(text.replace("\n", "\n\n", 1), encoding="utf-8")
    assert list(read_table(data / "plans.csv").index) == [3, 4]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("HuyÖn Kú S¬n", "TCVN3"),
        ("Tæng ®iÒu tra d©n sè", "TCVN3"),
        ("Toång ñieàu tra daân soá", "VNI"),
        ("Tá»‰nh Nghá»‡ An", "windows-1252"),
    ],
)
def test_one_cell_of_mojibake_among_good_rows(data, cell, words):
    rewrite(data / "units.csv", lambda rows: rows[6].update(note=cell))
    assert found(data, words, "units.csv") == [(8, None)]


@pytest.mark.parametrize(
    ("table", "cells", "words", "column"),
    [
        ("units.csv", {"valid_from": "2025-01-01", "valid_to": "2024-01-01"}, "ngày kết thúc trước", "valid_to"),
        ("groups.csv", {"valid_from": "2025-01-01", "valid_to": "2024-01-01"}, "ngày kết thúc trước", "valid_to"),
        ("vintages.csv", {"valid_from": "2025-01-01", "valid_to": "2024-01-01"}, "ngày kết thúc trước", "valid_to"),
        ("plans.csv", {"searched_until": ""}, "trống", "searched_until"),
        ("sources.csv", {"published": "2019-02-31"}, "không có trong lịch", "published"),
        ("sources.csv", {"published": "2031-13"}, "không có trong lịch", "published"),
        ("units.csv", {"unit": "40", "parent": "40"}, "cấp trên của chính nó", "parent"),
        ("vintages.csv", {"households_column": "code_2025"}, "không chia hộ cho", "households_column"),
    ],
)  # fmt: skip
def test_cells_that_cannot_be_are_refused(data, table, cells, words, column):
    rewrite(data / table, lambda rows: rows[0].update(cells))
    assert (2, column) in found(data, words, table)


@pytest.mark.parametrize(
    "cell",
    ["Báo A · Mục B · Trang C · 2024", "THỐNG KÊ, BÊN KÊ KHAI", "Theo Müller và Björk", "25 m² ± 3, © 2024, «nghèo»"],
)
def test_ordinary_signs_and_foreign_names_are_not_mojibake(data, cell):
    rewrite(data / "sources.csv", lambda rows: rows[3].update(note=cell))
    assert (load_ledger(data).sources["note"] == cell).sum() == 1


def test_a_workbook_renamed_to_csv(data):
    (data / "plans.csv").write_bytes(b"PK\x03\x04\x14\x00\x06\x00")
    assert found(data, "Excel", "plans.csv") == [(1, None)]


def test_utf_16_without_its_mark(data):
    text = (data / "group_members.csv").read_text(encoding="utf-8")
    (data / "group_members.csv").write_bytes(text.encode("utf-16-le"))
    assert found(data, "UTF-16", "group_members.csv") == [(1, None)]


def test_a_directory_in_the_place_of_a_file(data):
    (data / "plans.csv").unlink()
    (data / "plans.csv").mkdir()
    assert found(data, "không mở được", "plans.csv") == [(None, None)]


def test_a_quotation_mark_that_never_closes(data):
    path = data / "plans.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + '"' + "x" * csv.field_size_limit() + "x", encoding="utf-8")
    assert found(data, "ngoặc kép", "plans.csv") == [(text.count("\n") + 1, None)]


def test_flags_as_a_spreadsheet_program_writes_them(data):
    for table in ("observations.csv", "targets.csv", "sources.csv"):

        def shout(rows: list[dict[str, str]]) -> None:
            for row in rows:
                row.update({column: cell.upper() for column, cell in row.items() if cell in ("true", "false")})

        rewrite(data / table, shout)
    loaded, plain = load_ledger(data), load_ledger(DATA_DIR)
    assert loaded.observations.equals(plain.observations)
    assert loaded.targets.equals(plain.targets)


# Keys, plans, groups


def test_one_number_of_one_source_as_result_and_as_projection(data):
    row = append(data, "40_poor_rate_2024", observation="40_poor_rate_2024_9", status="projected", preferred="false")
    assert found(data, "hai lần") == [(row, "observation")]


def test_a_name_where_a_code_belongs(data):
    row = change(data, "40_poor_rate_2024", unit="Kỳ Sơn")
    (finding,) = [f for f in findings(data) if f.row == row]
    assert finding.column == "unit"
    assert "“417”" in finding.remedy


def test_a_rate_printed_without_decimals_may_be_rounded(data):
    """61 % of 1,140 households is 690 to 701."""
    change(data, "16858_poor_households_2024", value="700", quote="700 hộ nghèo")
    load_ledger(data)
    change(data, "16858_poor_households_2024", value="706")
    assert [column for _, column in found(data, "trái với")] == ["value"]


def test_a_member_twice_is_named_with_its_whole_key(data):
    rewrite(data / "group_members.csv", lambda rows: rows.append(dict(rows[0])))
    last = sum(1 for _ in (data / "group_members.csv").open(encoding="utf-8"))
    assert found(data, "“mountain, 417” bị lặp", "group_members.csv") == [(2, "unit"), (last, "unit")]


def test_a_target_after_the_end_of_its_plan(data):
    rewrite(data / "targets.csv", lambda rows: rows[0].update(end_year="2029"))
    assert found(data, "ngoài kế hoạch", "targets.csv") == [(2, "end_year")]


def test_a_target_in_a_measure_that_is_not_its_forms(data):
    rewrite(data / "targets.csv", lambda rows: rows[0].update(unit_of_measure="people"))
    assert found(data, "dạng chỉ tiêu", "targets.csv") == [(2, "unit_of_measure")]


def test_an_area_without_districts(data):
    def empty(rows):
        rows[:] = [row for row in rows if row["group"] != "lowland"]

    rewrite(data / "group_members.csv", empty)
    assert [column for _, column in found(data, "không có huyện nào", "groups.csv")] == ["group"]


# The report


def test_a_result_replaces_the_projection_in_the_completeness_report(data):
    append(
        data,
        "40_poor_rate_2025",
        observation="40_poor_rate_2025_9",
        status="published",
        value="3.1",
        quote="tỷ lệ hộ nghèo còn 3,1%",
        source="vneconomy-vn-2026-01-3-1",
    )
    assert completeness(load_ledger(DATA_DIR)).loc[("poor_rate", "40"), 2025] == "projected"
    assert completeness(load_ledger(data)).loc[("poor_rate", "40"), 2025] == "published"


def test_the_report_can_show_an_estimated_figure(data):
    change(data, "40_poor_rate_2024", status="estimated")
    assert completeness(load_ledger(data)).loc[("poor_rate", "40"), 2024] == "estimated"


@pytest.mark.parametrize(("value", "refused"), [("54000", True), ("55400", False)])
def test_an_exact_total_beside_a_printed_bound_declares_its_contradiction(data, value, refused):
    def edit(rows):
        bound = next(r for r in rows if r["unit"] == "40" and r["bound"] == "over" and r["year"] == "2022")
        rows.append(bound | {"observation": "40_poor_households_2022_9", "value": value, "bound": "exact", "year_basis": "stated", "quote": f"{int(value):,} hộ".replace(",", "."),
                             "contradiction": "", "note": "", "preferred": "true"})  # fmt: skip

    rewrite(data / OBSERVATIONS, edit)
    if refused:
        assert found(data, "trái với “hơn 55000”", OBSERVATIONS)[0][1] == "value"
    else:
        load_ledger(data)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"status": "published"}, "nguồn in 2025-10-23, trước khi đợt rà soát cuối năm 2025 có kết quả"),
        ({"status": "published", "source": "tienphong-vn-1"}, "nguyên văn nói là ước hoặc dự kiến"),
    ],
)
def test_what_was_expected_does_not_become_what_was_found(data, cells, words):
    row = change(data, "40_poor_rate_2025", **cells)
    assert (row, "status") in found(data, words)


def test_what_is_known_of_another_day_is_no_figure_of_the_years_end(data):
    """A rate of October 2025, however published, closes no plan."""
    change(data, "40_poor_rate_2025", status="published", as_of="2025-10-20")
    assert published_table(load_ledger(data), ["40"]).get("40", "poor_rate", 2025).status == "missing"
