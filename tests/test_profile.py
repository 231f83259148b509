"""Profiles of places: every number the ledger's or the model's, every peer for a reason, nothing invented."""

from __future__ import annotations

import re

import pytest

from lib.campaign.campaign import POOR, RATE
from lib.campaign.measures import chance_above
from lib.campaign.structure import most_alike
from lib.geography.lineage import communes_of
from lib.language.numbers import NBSP
from lib.ledger.figure import ESTIMATED
from lib.views.documents import profile as profiles
from lib.views.documents.peers import neighbours

SUBJECTS = ["40", "poor_districts", "em_areas", "em_households", "mountain", "lowland", *map(str, range(412, 433))]


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_everybody_has_a_profile(campaign):
    assert set(profiles.subjects(campaign)) == set(SUBJECTS)


@pytest.mark.parametrize("unit", SUBJECTS)
@pytest.mark.parametrize("year", [2021, 2024, 2025])
def test_a_profile_says_what_the_figures_say(campaign, unit, year):
    made = profiles.profile(campaign, unit, year)
    rate, count = campaign.figure(unit, RATE, year), campaign.figure(unit, POOR, year)
    for figure in (rate, count):
        assert campaign.marks.standing(figure) in made.lines[0] or not figure.known
        row = next((row for row in made.numbers.rows if row[0] == campaign.indicator_names[figure.indicator]), None)
        assert row is None or row[1 + campaign.years.index(year)] == campaign.marks.standing(figure)
    only_estimates = {rate.status, count.status} == {ESTIMATED}
    assert ("mọi số này là ước tính" in made.lines[0]) == only_estimates
    assert 2 <= len(made.lines) <= 6
    assert all(line.endswith(".") for line in made.lines)
    assert not any("None" in line or "nan" in line.lower() for line in made.lines)
    for cited in made.cited:
        assert cited.source
        assert cited.quote


def test_five_lines_of_ky_son(campaign):
    lines = [plain(line) for line in profiles.profile(campaign, "417", 2024).lines]
    assert lines == [
        "Kỳ Sơn: ≈ 40,5 % (80 %: 32,4–48,8) hộ nghèo, tức ≈ 7.140 hộ (80 %: 5.620–8.680), cuối năm 2024; mọi số này là "
        "ước tính của mô hình, chưa phải kết quả rà soát.",
        "Kỳ Sơn, cuối năm 2024: chậm so với tiến độ giảm 50 % số hộ nghèo (theo ước tính, rất có thể: xác suất khoảng 90 %).",
        "Số hộ nghèo giảm ≈ 27,9 % (cần giảm 37,5 %); nhiều hơn mức cần đạt khoảng 950 hộ; chậm tiến độ: rất có thể, "
        "xác suất khoảng 90 %.",
        "Kỳ Sơn theo mức của huyện nghèo (giảm 4–5 điểm %/năm): giảm ≈ 5,83 điểm %/năm; đủ mức thấp của cả giai đoạn.",
        "Tỷ lệ hộ nghèo cao thứ 1 trong 21 huyện (khoảng hạng ước tính cho phép: 1–2). ≈ 19 % số hộ nghèo toàn tỉnh.",
    ]


def test_where_a_published_figure_comes_from_and_what_speaks_against_it(campaign):
    made = profiles.profile(campaign, "416", 2021)
    assert [re.search(r"[\d,]+ %", plain(c.figure))[0] for c in made.cited] == ["42,04 %", "32,37 %"]
    assert "Báo Nghệ An" in made.cited[0].source
    assert "42,04%" in made.cited[0].quote
    assert made.disputes == ()
    assert "20,17 % (2020)" in plain(made.former[0])
    assert "Không so được" in made.former[0]
    assert any("gần một nửa" in text for text in profiles.profile(campaign, "417", 2024).disputes)


def test_neighbours_by_border(campaign):
    layer = campaign.edition.layer
    assert neighbours(layer, "417") == ["418"]
    assert set(neighbours(layer, "416")) == {"415", "418", "419", "420", "422"}
    for unit in campaign.districts:
        for other in neighbours(layer, unit):
            assert unit in neighbours(layer, other)


def test_a_difference_counts_only_where_the_draws_decide_it(campaign):
    for peers in profiles.profile(campaign, "416", 2024).peers:
        values = [peer.row.value for peer in peers.rows]
        assert values == sorted(values, reverse=True)
        for peer in peers.rows:
            if peer.relation == "own":
                assert peer.row.unit == "416"
                continue
            chance = chance_above(campaign, RATE, peer.row.unit, "416", 2024)
            assert (peer.relation == "undecided") == (0.2 < chance < 0.8)
            assert (peer.row.name in peers.verdict) or "nơi khác" in peers.verdict
    # Both published: known without error.
    assert chance_above(campaign, RATE, "418", "422", 2024) == 1.0
    assert chance_above(campaign, RATE, "422", "418", 2024) == 0.0
    assert chance_above(campaign, "near_poor_rate", "417", "418", 2024) is None


def test_most_alike_by_hand():
    known = {
        "a": {"em_share": 90.0, "kv3_share": 90.0, "households": 100.0},
        "b": {"em_share": 80.0, "kv3_share": 90.0, "households": 100.0},
        "c": {"kv3_share": 0.0, "households": 100.0},
        "d": {"em_share": 90.0},
    }
    # b differs in one feature of three; c, of two in common, wholly in one; d has one in common, too little.
    assert most_alike(known, "a", 4) == ["b", "c"]
    assert most_alike(known, "d", 4) == []


def test_the_peers_of_ky_son_are_the_highlands(campaign):
    made = {
        peers.code: [peer.row.unit for peer in peers.rows] for peers in profiles.profile(campaign, "417", 2024).peers
    }
    assert set(made["group"]) == {"415", "416", "417", "418"}
    assert set(made["border"]) == {"417", "418"}
    assert set(made["alike"]) == {"415", "416", "417", "418", "422"}


def test_communes_of_all_districts(campaign):
    ledger = campaign.ledger
    every = [commune for unit in campaign.districts for commune in communes_of(ledger, [unit])]
    assert len({commune.unit for commune in every}) == 130
    # Phường Vinh Lộc alone was made of two districts.
    assert sorted(c.name for c in every if len(c.former) > 1) == ["Phường Vinh Lộc", "Phường Vinh Lộc"]
    assert sum(c.households_2019 for c in {c.unit: c for c in every}.values()) == 848_977


def test_communes_known_of_ky_son(campaign):
    made = profiles.profile(campaign, "417", 2024)
    rates = [(c.commune.name, c.rate.value) for c in made.communes if c.rate.known]
    assert rates == [("Xã Bắc Lý", 64.56), ("Xã Mường Típ", 61.0), ("Xã Mỹ Lý", 45.12), ("Xã Nậm Cắn", 44.01)]
    assert sum(c.difficult for c in made.communes) == len(made.communes) == 12
    told = plain(made.communes_told)
    assert "12 xã, phường" in told
    assert "19 trong 21 xã cũ thuộc khu vực III" in told
    for known in made.communes:
        rows = ledger_rows(campaign, known.commune.unit)
        assert known.rate.known == (rows["indicator"] == "poor_rate").any()


def ledger_rows(campaign, unit):
    rows = campaign.ledger.observations
    return rows[(rows["unit"] == unit) & rows["preferred"]]


def test_an_unknown_code_has_no_profile(campaign):
    with pytest.raises(KeyError):
        profiles.profile(campaign, "999", 2024)


def test_a_standard_that_comes_after_the_plans_is_no_former_one(campaign):
    standards = campaign.ledger.standards.set_index("standard")["first_year"]
    assert (standards > standards[campaign.plan.standard]).any()
    assert list(standards[campaign.former_standards]) == sorted(standards[campaign.former_standards], reverse=True)
    assert all(standards[s] < standards[campaign.plan.standard] for s in campaign.former_standards)
