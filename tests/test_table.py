"""Figures as text tables: both layouts say the same, both conventions read back to the same numbers."""

from __future__ import annotations

import io
from collections import Counter

import pandas as pd
import pytest

from lib.base.findings import DataError
from lib.exports.table import table
from lib.language.numbers import NBSP
from lib.ledger.figure import Figure
from lib.views import records
from tests.test_commands import main


def _read(content: bytes, convention: str) -> pd.DataFrame:
    separator, decimal = records.CONVENTIONS[convention]
    return pd.read_csv(io.BytesIO(content), sep=separator, decimal=decimal, dtype={"ma_don_vi": str})


@pytest.fixture(scope="module")
def long(campaign) -> pd.DataFrame:
    return records.figures_table(campaign, ["40", *campaign.districts], list(campaign.years))


@pytest.mark.parametrize("convention", list(records.CONVENTIONS))
def test_numbers_read_back_in_both_conventions(campaign, convention):
    units = ["417", "418"]
    read = _read(table(campaign, units, "dai", convention), convention)
    own = records.figures_table(campaign, records.listed(campaign, units), list(campaign.years))
    assert read["gia_tri"].dtype == float
    assert read["gia_tri"].tolist() == own["gia_tri"].tolist()
    assert read["tinh_trang"].tolist() == own["tinh_trang"].tolist()


@pytest.mark.parametrize("convention", list(records.CONVENTIONS))
def test_the_wide_layout_says_what_the_long_one_does(campaign, long, convention):
    wide = _read(table(campaign, None, "rong", convention), convention).set_index(["ma_don_vi", "chi_tieu"])
    said = []
    for row in long.itertuples():
        cell = wide.loc[(row.ma_don_vi, row.chi_tieu)]
        assert cell[f"gia_tri_{row.cuoi_nam}"] == row.gia_tri
        assert cell[f"tinh_trang_{row.cuoi_nam}"] == row.tinh_trang
        caveats = cell[f"luu_y_{row.cuoi_nam}"]
        said.append("" if pd.isna(caveats) else caveats)
    # What the workbook says of a figure besides its status: grade, worked out, weak source, inferred year.
    frame = campaign.figures.frame
    frame = frame[frame["unit"].isin(set(long["ma_don_vi"])) & frame["year"].isin(campaign.years)]
    figures = [Figure(**one) for one in frame.to_dict("records")]
    assert said == list(long["luu_y"])
    assert Counter(said) == Counter(campaign.marks.caveats(figure).strip() for figure in figures)
    assert {"", "(C)", "(suy ra)", "(nguồn yếu)"} <= {text.replace(NBSP, " ") for text in said}


def test_a_place_there_is_not_is_named(campaign, tmp_path, capsys):
    with pytest.raises(DataError, match="999"):
        table(campaign, ["999"])
    out = tmp_path / "a.csv"
    assert main(["export", "--format", "csv", "--year", "2024", "--out", str(out)]) == 2
    assert "--year" in capsys.readouterr().err
    assert main(["export", "--format", "csv", "--layout", "rong", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfma_don_vi;")
