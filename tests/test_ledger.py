"""The ledger: schema, provenance, pinned figures, and what it says about bad input."""

from __future__ import annotations

import csv
import shutil

import pandas as pd
import pytest

from lib.__main__ import main
from lib.base.findings import DataError
from lib.base.paths import DATA_DIR, ROOT
from lib.ledger import load_ledger

COLLECTED = ROOT.parent / "shared" / "data"
REFERENCES = {"1": COLLECTED / "published_figures.csv", "3": COLLECTED / "published_figures_3.csv"}


@pytest.fixture(scope="module")
def ledger():
    return load_ledger(DATA_DIR)


def test_census_is_whole(ledger):
    assert len(ledger.households) == 480
    assert ledger.households["households_2019"].sum() == 848977
    assert ledger.households["population_2019"].sum() == 3327791


@pytest.mark.parametrize(
    ("unit", "indicator", "year", "value", "status"),
    [
        ("40", "poor_households", 2021, 66673, "published"), ("40", "poor_rate", 2021, 7.80, "published"),
        ("40", "poor_households", 2023, 45333, "published"), ("40", "poor_rate", 2023, 5.19, "published"),
        ("40", "poor_households", 2024, 36703, "published"), ("40", "poor_rate", 2024, 4.16, "published"),
        ("40", "near_poor_households", 2024, 47838, "published"), ("40", "poor_rate", 2025, 3.13, "projected"),
        ("mountain", "poor_rate", 2021, 17.24, "published"), ("mountain", "poor_rate", 2025, 8.66, "projected"),
        ("em_households", "poor_households", 2021, 48532, "published"),
        ("em_households", "poor_rate", 2021, 38.58, "published"),
        ("em_households", "poor_rate", 2024, 24.92, "published"), ("418", "poor_households", 2024, 4604, "published"),
    ],
)  # fmt: skip
def test_preferred_figures(ledger, unit, indicator, year, value, status):
    rows = ledger.observations.query(
        "unit == @unit and indicator == @indicator and year == @year and preferred and standard == '2022-2025'"
    )
    assert (rows["value"].iloc[0], rows["status"].iloc[0]) == (value, status)


def test_both_figures_of_a_contradiction_stay(ledger):
    rows = ledger.observations.query("contradiction == 'mountain-2021'")
    assert sorted(zip(rows["value"], rows["preferred"], strict=True)) == [(17.21, False), (17.24, True)]


def test_every_figure_has_a_source_and_wording(ledger):
    titles = ledger.sources.set_index("source")["title"]
    assert ledger.observations["source"].map(titles).notna().all()
    assert (ledger.observations["quote"] != "").all()
    derived = ledger.observations[ledger.observations["basis"] == "derived"]
    assert (derived["note"] != "").all()


@pytest.mark.parametrize("name", REFERENCES)
def test_every_collected_figure_is_in_a_table(name):
    if not REFERENCES[name].exists():
        pytest.skip("the reference collection is not beside the repository")
    with REFERENCES[name].open(encoding="utf-8-sig", newline="") as file:
        collected = list(csv.DictReader(file))

    def rows_by_number(file):
        table = pd.read_csv(DATA_DIR / file, dtype=str)
        return table[table["collection"] == name].set_index("input_row")

    provenance, left_out = rows_by_number("provenance.csv"), rows_by_number("left_out.csv")
    observations = pd.read_csv(DATA_DIR / "observations.csv", dtype=str).set_index("observation")
    numbers = [*provenance.index.astype(int), *left_out.index.astype(int)]
    assert sorted(numbers) == list(range(1, len(collected) + 1))
    for number, row in enumerate(collected, start=1):
        if str(number) in left_out.index:
            assert left_out.loc[str(number), "reason"]
            continue
        place = provenance.loc[str(number)]
        if place["table"] == "observations":
            assert float(observations.loc[place["key"], "value"]) == float(row["value"]), number


def test_check_command_is_clean_and_lists_contradictions(capsys):
    assert main(["check"]) == 0
    out = capsys.readouterr().out
    assert "Miền núi" in out
    assert "17,24 % hay 17,21 %" in out


def edit(name, row, column, value):
    """Change one cell; ``row`` is the spreadsheet row."""

    def change(directory):
        table = pd.read_csv(directory / name, dtype=str, keep_default_na=False)
        table.loc[row - 2, column] = value
        table.to_csv(directory / name, index=False)

    return change


def replace_bytes(name, content):
    return lambda directory: (directory / name).write_bytes(content)


def repeat_row(name, row, **changes):
    def change(directory):
        table = pd.read_csv(directory / name, dtype=str, keep_default_na=False)
        copy = table.loc[row - 2].copy()
        for column, value in changes.items():
            copy[column] = value
        table.loc[len(table)] = copy
        table.to_csv(directory / name, index=False)

    return change


def drop_column(name, column):
    def change(directory):
        pd.read_csv(directory / name, dtype=str, keep_default_na=False).drop(columns=column).to_csv(
            directory / name, index=False
        )

    return change


OBS = "observations.csv"
CASES = {
    "missing file": (lambda d: (d / "units.csv").unlink(), "units.csv", None, None, "không tìm thấy"),
    "empty file": (replace_bytes("units.csv", b""), "units.csv", None, None, "rỗng"),
    "utf-16": (replace_bytes("units.csv", "unit\n".encode("utf-16")), "units.csv", None, None, "UTF-16"),
    "windows-1258": (replace_bytes("sources.csv", b"source,title\nx,T\xfcnh\xe0 \xf0\n"), "sources.csv", 2, None, "UTF-8"),
    "tcvn3": (replace_bytes("sources.csv", "source,title\nx,Tæng ®iÒu tra d©n sè µ ¸ ®\n".encode()), "sources.csv", 2, None, "TCVN3"),
    "missing column": (drop_column(OBS, "status"), OBS, 1, "status", "thiếu cột"),
    "not a number": (edit(OBS, 5, "value", "5,19"), OBS, 5, "value", "không phải số"),
    "not a date": (edit("units.csv", 4, "valid_to", "30/6/2025"), "units.csv", 4, "valid_to", "không phải ngày"),
    "negative": (edit(OBS, 2, "value", "-3"), OBS, 2, "value", "không được nhỏ hơn"),
    "rate over 100": (edit(OBS, 3, "value", "780"), OBS, 3, "value", "lớn hơn 100"),
    "half a household": (edit(OBS, 2, "value", "66.673"), OBS, 2, "value", "số nguyên"),
    "unknown unit": (edit(OBS, 3, "unit", "499"), OBS, 3, "unit", "không có đơn vị"),
    "unknown source": (edit(OBS, 3, "source", "nghean24h-vn-9"), OBS, 3, "source", "không có nguồn"),
    "unknown indicator": (edit(OBS, 3, "indicator", "poor_rat"), OBS, 3, "indicator", "không có chỉ tiêu"),
    "unknown status": (edit(OBS, 3, "status", "guess"), OBS, 3, "status", "phải là một trong"),
    "no source wording": (edit(OBS, 3, "quote", ""), OBS, 3, "quote", "để trống"),
    "duplicate": (repeat_row(OBS, 3, observation="again"), OBS, None, "observation", "hai lần"),
    "two preferred": (repeat_row(OBS, 3, observation="again", value="7.9"), OBS, None, "preferred", "preferred"),
    "key twice": (repeat_row("units.csv", 3), "units.csv", None, "unit", "bị lặp"),
    "old standard in a new year": (edit(OBS, 11, "standard", "2016-2020"), OBS, 11, "standard", "chuẩn nghèo"),
    "poverty without standard": (edit(OBS, 3, "standard", "none"), OBS, 3, "standard", "phải ghi chuẩn"),
    "target upside down": (edit("targets.csv", 2, "high", "0.5"), "targets.csv", 2, "high", "đầu trên"),
    "unknown member": (edit("group_members.csv", 2, "unit", "777"), "group_members.csv", 2, "unit", "không có đơn vị"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_named_with_file_row_and_column(case, tmp_path, capsys):
    change, file, row, column, words = CASES[case]
    for path in DATA_DIR.glob("*.*"):
        shutil.copy(path, tmp_path)
    change(tmp_path)
    with pytest.raises(DataError) as raised:
        load_ledger(tmp_path)
    matching = [f for f in raised.value.findings if f.file == file and words in f.message]
    assert matching, str(raised.value)
    if row is not None:
        assert row in {f.row for f in matching}
    if column is not None:
        assert column in {f.column for f in matching}
    assert main(["--data", str(tmp_path), "check"]) == 1
    assert file in capsys.readouterr().err


def observation_row(ledger, unit, indicator, year):
    rows = ledger.observations.query("unit == @unit and indicator == @indicator and year == @year and preferred")
    return int(rows.index[0])


def test_a_rate_that_contradicts_its_count(ledger, tmp_path):
    for path in DATA_DIR.glob("*.*"):
        shutil.copy(path, tmp_path)
    row = observation_row(ledger, "418", "poor_rate", 2024)
    edit(OBS, row, "value", "29.94")(tmp_path)
    with pytest.raises(DataError, match="trái với") as raised:
        load_ledger(tmp_path)
    assert raised.value.findings[0].row == row


def test_more_poor_households_than_households(ledger, tmp_path):
    for path in DATA_DIR.glob("*.*"):
        shutil.copy(path, tmp_path)
    row = observation_row(ledger, "418", "poor_households", 2024)
    edit(OBS, row, "value", "46040")(tmp_path)
    with pytest.raises(DataError, match="lớn hơn tổng số hộ") as raised:
        load_ledger(tmp_path)
    assert raised.value.findings[0].row == row


def test_a_figure_after_its_unit_ended(ledger, tmp_path):
    for path in DATA_DIR.glob("*.*"):
        shutil.copy(path, tmp_path)
    row = observation_row(ledger, "418", "em_households", 2024)
    edit(OBS, row, "year", "2026")(tmp_path)
    edit(OBS, row, "note", "")(tmp_path)
    with pytest.raises(DataError, match="thời gian tồn tại"):
        load_ledger(tmp_path)
