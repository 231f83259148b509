"""Every figure can be traced: wording, source, and the collections the ledger was made from."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lib.base.paths import DATA_DIR, ROOT
from lib.ledger import load_ledger
from lib.ledger.schemas import SCHEMAS

COLLECTED = ROOT.parent / "shared" / "data"
#: What `collection` in provenance.csv and left_out.csv means.
COLLECTIONS = {"1": COLLECTED / "published_figures.csv", "3": COLLECTED / "published_figures_3.csv"}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def ledger():
    return load_ledger(DATA_DIR)


@pytest.fixture(scope="module")
def provenance():
    return rows_of(DATA_DIR / "provenance.csv")


def test_every_table_is_plain_utf8_with_unix_lines():
    names = [*SCHEMAS, "provenance.csv", "left_out.csv"]
    for name in names:
        content = (DATA_DIR / name).read_bytes()
        assert b"\r" not in content, name
        assert not content.startswith(b"\xef\xbb\xbf"), name
        content.decode("utf-8")


def test_the_data_dictionary_names_every_column_of_the_observations():
    text = (DATA_DIR / "README.md").read_text(encoding="utf-8")
    for name in SCHEMAS:
        assert f"`{name}`" in text, name
    for column in SCHEMAS["observations.csv"].columns:
        assert f"`{column}`" in text, column


def test_no_quote_points_elsewhere(ledger):
    """A reader sees the wording itself, not "the same as above"."""
    for table in (ledger.observations, ledger.targets, ledger.assignments):
        assert not table["quote"].str.contains("như trên", regex=False).any()


def test_a_paraphrase_says_so(ledger):
    rows = ledger.observations
    paraphrased = rows["quote"].str.startswith("(diễn giải")
    assert (rows.loc[paraphrased, "basis"] != "quoted").all()
    assert (rows.loc[rows["basis"] == "paraphrased", "quote"].str.startswith("(diễn giải")).all()


def test_every_source_can_be_looked_up(ledger):
    sources = ledger.sources
    assert (sources["title"].str.len() >= 15).all(), sources.loc[sources["title"].str.len() < 15, "source"].tolist()
    whole = sources[~sources["url_is_shortened"] & (sources["url"] != "")]
    assert whole["url"].str.match(r"https?://\S+$").all()
    assert not sources.loc[sources["url_is_shortened"], "url"].str.match(r"https?://[^…]+$").any()


def test_targets_are_never_results(ledger):
    text = ledger.observations["quote"] + ledger.observations["note"]
    assert not text.str.contains("CHỈ TIÊU|MỤC TIÊU").any()


def test_projections_are_marked(ledger):
    """What the province expected (ước, dự kiến, sẽ còn) never stands as a result."""
    rows = ledger.observations.query("standard != 'none'")
    expected = rows["quote"].str.contains(r"\b(?:[Ưư]ớc|prévu|sẽ còn)\b")
    ours = expected & rows["unit"].isin(["40", "mountain", "em_households"])
    # The count of 2021 is worked out from a sentence about 2025; it is a result of 2021.
    ours &= rows["observation"] != "em_households_poor_households_2021"
    wrong = rows[ours & (rows["status"] == "published") & (rows["year"] >= 2025)]
    assert wrong["observation"].tolist() == []


def test_words_about_ky_son_are_no_review_figure(ledger):
    (row,) = ledger.observations.query("unit == '417' and year == 2023 and indicator == 'poor_rate'").itertuples()
    assert (row.bound, row.preferred, row.year_basis, row.year_other) == ("nearly", False, "inferred", 2024)
    assert "không phải số liệu rà soát" in row.note


def test_the_51_communes_of_2026_agree_with_the_counts(ledger):
    rows = ledger.observations.query("indicator == 'kv3_communes_2026_2030' and preferred")
    units = ledger.units.set_index("unit")
    communes = rows[rows["unit"].map(units["kind"]) == "commune"]
    assert len(communes) == rows.loc[rows["unit"] == "40", "value"].item() == 51
    counted = communes["unit"].map(units["former"]).value_counts()
    districts = rows[rows["unit"].map(units["kind"]) == "district"].set_index("unit")["value"]
    assert counted.to_dict() == districts.to_dict()


def test_provenance_points_at_rows_that_exist(ledger, provenance):
    keys = {
        "observations": set(ledger.observations["observation"]),
        "assignments": set(ledger.assignments["unit"]),
        "targets": set(ledger.targets["target"]),
    }
    assert provenance
    for line in provenance:
        assert line["key"] in keys[line["table"]], line


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_collection_is_represented_row_by_row(ledger, provenance, name):
    if not COLLECTIONS[name].exists():
        pytest.skip("the collection of published figures is not beside the repository")
    collected = rows_of(COLLECTIONS[name])
    place = {int(line["input_row"]): line for line in provenance if line["collection"] == name}
    left_out = {int(row["input_row"]): row for row in rows_of(DATA_DIR / "left_out.csv") if row["collection"] == name}
    assert not set(place) & set(left_out)
    assert set(place) | set(left_out) == set(range(1, len(collected) + 1))
    for number, line in left_out.items():
        row = collected[number - 1]
        assert [line[c] for c in ("area", "indicator", "value")] == [row[c] for c in ("area", "indicator", "value")], (
            number
        )
    observations = ledger.observations.set_index("observation")
    tables = {
        "assignments": ledger.assignments.set_index("unit"),
        "targets": ledger.targets.set_index("target"),
    }
    for number, line in place.items():
        row = collected[number - 1]
        value = float(row["value"])
        if line["table"] == "observations":
            figure = observations.loc[line["key"]]
            assert figure["value"] == value, number
            assert ("CHỈ TIÊU" not in row["indicator"]) and ("MỤC TIÊU" not in row["indicator"]), number
            standard = {"n/a": "none", "trước 2016": "before-2016"}.get(row["standard"], row["standard"])
            if figure["standard"] != "none":
                assert figure["standard"] == standard, number
            if "ước" in row["unit"]:
                assert figure["status"] == "projected", number
            if any(word in row["unit"] for word in ("hơn", "trên", "khoảng", "gần")):
                assert figure["bound"] != "exact", number
        else:
            ends = tables[line["table"]].loc[line["key"]]
            side = "high" if "cận trên" in row["indicator"] else "low"
            # Halving is printed as 50 %, and stored as the share of the baseline that may remain.
            assert ends[side] == (value / 100 if row["unit"] == "%" else value), number


def test_the_targets_quote_the_plans_own_words(ledger):
    text = COLLECTED / "plan_834_section_I.txt"
    if not text.exists():
        pytest.skip("the plan's text is not beside the repository")
    plan = " ".join(text.read_text(encoding="utf-8").split())
    quotes = ledger.targets.loc[ledger.targets["plan"] == "834", "quote"]
    assert len(quotes) == 5
    for quote in quotes:
        assert quote in plan, quote
