"""Links: codes and the names of former days are read, codes are written, what cannot be used is said."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from lib.geography.lineage import Gone
from lib.views.links import MOST_DISTRICTS, Link, address, query_of, read_link


def test_an_empty_link_asks_for_nothing(campaign):
    assert read_link({}, campaign) == Link()
    assert read_link({"nhom": [""], "huyen": [""], "nam": [""], "chi_so": []}, campaign) == Link()


def test_codes_are_read(campaign):
    params = {
        "nhom": ["poor_districts"],
        "huyen": ["417", "418"],
        "nam": ["2025"],
        "chi_so": ["poor_rate"],
        "ba_chieu": ["1"],
    }
    assert read_link(params, campaign) == Link("poor_districts", ("417", "418"), 2025, "poor_rate", True)


@pytest.mark.parametrize("name", ["Kỳ Sơn", "ky son", "KỲ  SƠN", " Ky Son ", "417"])
def test_a_district_is_known_by_code_and_by_name_with_or_without_accents(campaign, name):
    assert read_link({"huyen": [name]}, campaign) == Link(districts=("417",))


@pytest.mark.parametrize("group", ["poor_districts", "mountain", "lowland"])
def test_a_group_is_known_by_its_name(campaign, group):
    name = campaign.names[group]
    assert read_link({"nhom": [name]}, campaign) == Link(group=group)
    assert read_link({"nhom": [name.upper()]}, campaign) == Link(group=group)


@pytest.mark.parametrize("name", ["Toàn tỉnh (21 huyện)", "toan tinh (21 huyen)"])
def test_the_whole_province_of_former_links_is_known(campaign, name):
    assert read_link({"nhom": [name]}, campaign) == Link(group=campaign.province)


@pytest.mark.parametrize("name", ["Tỷ lệ hộ nghèo", "ty le ho ngheo", "poor_rate"])
def test_an_indicator_is_known_by_its_name(campaign, name):
    assert read_link({"chi_so": [name]}, campaign) == Link(indicator="poor_rate")


@pytest.mark.parametrize(
    ("key", "value"),
    [("nhom", "Hà Nội"), ("huyen", "Atlantis"), ("nam", "1999"), ("nam", "hai nghìn"), ("chi_so", "x"),
     ("ba_chieu", "có lẽ"), ("bd_nam", "2030")],
)  # fmt: skip
def test_what_is_not_known_is_said_and_not_used(campaign, key, value):
    link = read_link({key: [value]}, campaign)
    assert len(link.refused) == 1
    assert value in link.refused[0]
    assert link == Link(refused=link.refused)


def test_a_long_value_is_said_in_short(campaign):
    (said,) = read_link({"huyen": ["x" * 500]}, campaign).refused
    assert len(said) < 60


def test_an_unknown_district_leaves_the_known_ones(campaign):
    link = read_link({"huyen": ["417", "Atlantis", "Tương Dương"]}, campaign)
    assert link.districts == ("417", "418")
    assert len(link.refused) == 1


def test_a_repeated_year_is_refused(campaign):
    link = read_link({"nam": ["2021", "2022"]}, campaign)
    assert link.year is None
    assert len(link.refused) == 1


def test_a_district_named_twice_counts_once(campaign):
    assert read_link({"huyen": ["417", "Kỳ Sơn", "ky son"]}, campaign) == Link(districts=("417",))


@pytest.mark.parametrize("typed", ["417,418", "417, 418", "417;418;", "Kỳ Sơn, tuong duong", " 417 ,, 418"])
def test_several_districts_in_one_value_are_several(campaign, typed):
    assert read_link({"huyen": [typed]}, campaign) == Link(districts=("417", "418"))
    link = read_link({"huyen": [f"{typed},999"]}, campaign)
    assert link.districts == ("417", "418")
    assert len(link.refused) == 1
    assert "999" in link.refused[0]


def test_more_than_six_districts_are_cut_and_said(campaign):
    asked = list(campaign.districts)[: MOST_DISTRICTS + 2]
    link = read_link({"huyen": asked}, campaign)
    assert MOST_DISTRICTS == 6
    assert link.districts == tuple(asked[:6])
    assert all(unit in link.refused[0] for unit in asked[6:])


def test_the_maps_year_of_former_links_wins(campaign):
    assert read_link({"bd_nam": ["2022"]}, campaign) == Link(year=2022)
    assert read_link({"bd_nam": ["2022"], "nam": ["2023"]}, campaign) == Link(year=2022)


@pytest.mark.parametrize(("value", "on"), [("1", True), ("true", True), ("0", False), ("false", False), ("", False)])
def test_the_3d_view_is_switched_by_the_link(campaign, value, on):
    assert read_link({"ba_chieu": [value]}, campaign) == Link(spatial=on)


def test_a_query_holds_only_what_is_said():
    assert query_of({"nhom": None, "huyen": ("417", "418"), "nam": "2025", "x": [], "chi_so": ""}) == {
        "huyen": ["417", "418"], "nam": ["2025"],
    }  # fmt: skip


def test_an_address_is_read_as_it_was_written(campaign):
    assert address("vung_cham", {"nhom": None, "huyen": ()}) == "vung_cham"
    written = address("/quy_dao", {"nhom": "poor_districts", "huyen": ["417", "418"], "nam": "2025"})
    assert written == "/quy_dao?nhom=poor_districts&huyen=417&huyen=418&nam=2025"
    assert read_link(parse_qs(urlsplit(written).query), campaign) == Link("poor_districts", ("417", "418"), 2025)


@pytest.mark.parametrize(
    ("code", "name", "units"),
    [
        ("412-2024", "Thành phố Vinh (từ 12/2024)", ("412", "413")),
        ("429-2024", "Huyện Nghi Lộc (từ 12/2024)", ("429",)),
    ],
)
def test_a_district_of_december_2024_leads_to_those_it_was_made_from(campaign, code, name, units):
    link = read_link({"huyen": [code]}, campaign)
    assert link == Link(districts=units, moved=(Gone(name, units),))


def test_every_former_commune_leads_to_what_it_became(campaign):
    table = campaign.ledger.households
    today = set(table["code_2025"])
    codes = [{*table[f"code_{year}"]} - today for year in (2019, 2020, 2024)]
    assert sum(map(len, codes)) > 600
    for code in set().union(*codes):
        link = read_link({"xa": [code]}, campaign)
        rows = table[(table[["code_2019", "code_2020", "code_2024"]] == code).any(axis=1)]
        assert link.commune in set(rows["code_2025"])
        (place,) = link.moved
        assert place.name in set(rows[["name_2019", "name_2020", "name_2024"]].to_numpy().ravel())


def test_a_code_that_todays_commune_carries_means_that_commune(campaign):
    assert read_link({"xa": ["16885"]}, campaign) == Link(commune="16885")


WHOLE = {"nhom": ["poor_districts"], "huyen": ["417", "418"], "nam": ["2023"], "chi_so": ["poor_rate"], "ba_chieu": ["1"],
         "xa": ["16936"], "voi": ["40"], "bd_chiso": ["so_ho_ngheo"]}  # fmt: skip


@pytest.mark.parametrize("taken_along", [".", ",", ")", "].", " ", "”", "!?", ">"])
def test_signs_taken_along_from_a_chat_change_no_link(campaign, taken_along):
    for key, values in WHOLE.items():
        spoiled = {**WHOLE, key: [*values[:-1], values[-1] + taken_along]}
        assert read_link(spoiled, campaign) == read_link(WHOLE, campaign), key


def test_ampersands_written_for_html_and_capitals_change_no_link(campaign):
    assert read_link({f"amp;{key}": values for key, values in WHOLE.items()}, campaign) == read_link(WHOLE, campaign)
    assert read_link({key.upper(): values for key, values in WHOLE.items()}, campaign) == read_link(WHOLE, campaign)
