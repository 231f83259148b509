"""Tìm nhanh: every name of every time is found, with and without accents and prefixes, and leads to its place."""

from __future__ import annotations

import json
import subprocess
import unicodedata
import urllib.request

import pytest

from lib.base.paths import ROOT
from lib.language.names import unaccented
from lib.views.page_list import PAGES
from lib.web import search
from tests.test_js import node
from tests.visits import PHONE, axe_findings, settle


@pytest.fixture(scope="module")
def entries(campaign):
    return search.entries(campaign)


def answers(entries, typed: list[str]) -> list[list[str]]:
    """What the browser's search finds for each text: addresses of the first nine."""
    script = (
        f"import {{ found }} from {json.dumps((ROOT / 'lib/drawing/assets/shared/search.js').as_uri())};"
        "import { readFileSync } from 'node:fs';"
        "const { places, typed } = JSON.parse(readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(typed.map((text) => found(places, text, 9).map((place) => place[3]))));"
    )
    given = json.dumps({"places": entries, "typed": typed})
    done = subprocess.run(
        [node(), "--input-type=module", "-e", script],
        input=given,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


def written(name: str) -> list[str]:
    """A name as people type it."""
    kind, _, bare = name.partition(" ") if name.split()[0] in ("Xã", "Phường", "Huyện") else (None, None, name)
    for two in ("Thị trấn ", "Thị xã ", "Thành phố "):
        if name.startswith(two):
            kind, bare = two.strip(), name.removeprefix(two)
    short = {"Xã": "X. ", "Phường": "P.", "Huyện": "H. ", "Thị trấn": "TT ", "Thị xã": "TX ", "Thành phố": "TP. "}
    forms = [name, bare, unaccented(name), unaccented(bare), unicodedata.normalize("NFD", bare), bare.upper()]
    return [*forms, short[kind] + bare] if kind else forms


def test_every_name_of_every_time_is_found(campaign, entries):
    wanted: list[tuple[str, str]] = []
    units = campaign.ledger.units
    for row in units[units["kind"] == "district"].itertuples():
        name = row.full_name_vi.partition(" (")[0]
        wanted += [(text, f"./ho_so?huyen={row.code}") for text in written(name)]
    for row in units[units["kind"] == "commune"].itertuples():
        wanted += [(text, f"./xa_phuong?xa={row.unit}") for text in written(row.name_vi)]
    base = campaign.ledger.households
    for year in (2019, 2020, 2024):
        for name, successor in base[[f"name_{year}", "code_2025"]].drop_duplicates().itertuples(index=False):
            wanted += [(text, f"./xa_phuong?xa={successor}") for text in written(name)]
    assert len(base) == 480
    assert (base["code_2020"].nunique(), base["code_2024"].nunique()) == (460, 412)
    # Most names stood in several years.
    wanted = list(dict.fromkeys(wanted))
    got = answers(entries, [text for text, _ in wanted])
    lost = [(text, place) for (text, place), found in zip(wanted, got, strict=True) if place not in found]
    assert lost == []


def test_a_name_itself_comes_before_names_that_begin_with_it(entries):
    first = [
        found[0] for found in answers(entries, ["vinh", "kỳ sơn", "Quì Hợp", "huyện nghèo", "bản đồ", "Hưng Lộc", "ks"])
    ]
    assert first == [
        "./ho_so?huyen=412", "./ho_so?huyen=417", "./ho_so?huyen=420", "./ho_so?nhom=poor_districts", "./ban_do",
        "./xa_phuong?xa=16708", "./ho_so?huyen=417",
    ]  # fmt: skip
    assert answers(entries, ["  ", "zzz", "<script>"]) == [[], [], []]


def test_pages_indicators_and_targets_are_found(campaign, entries):
    wanted = [(page.title, f"./{page.path}") for page in PAGES]
    wanted += [
        ("tỷ lệ hộ cận nghèo", "./quy_dao?chi_so=near_poor_rate"),
        ("thay đổi từ cuối năm 2021", "./ban_do?bd_chiso=thay_doi"),
    ]
    wanted += [(target.name_vi, None) for target in campaign.targets]
    got = answers(entries, [text for text, _ in wanted])
    for (text, place), found in zip(wanted, got, strict=True):
        assert found, text
        assert place is None or place in found, text


def test_the_index_is_kept_for_good_by_its_edition_only(app_url, campaign):
    for query, kept in ((f"?v={campaign.edition.name}", True), ("?v=another", False), ("", False)):
        with urllib.request.urlopen(f"{app_url}/tim_nhanh{query}", timeout=20) as answer:
            assert ("max-age=31536000" in answer.headers["cache-control"]) == kept
            assert len(json.loads(answer.read())) == len(search.entries(campaign))


@pytest.mark.browser
def test_a_few_letters_and_enter_lead_there_and_back(open_page):
    page = open_page("quy_dao?nam=2023")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Tìm huyện, xã cũ hay mới, trang, chỉ tiêu")
    box.wait_for()
    page.keyboard.type("tam thai")
    page.get_by_role("option", name="Xã Tam Thái").wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert axe_findings(page) == []
    assert page.get_by_role("dialog").get_by_role("status").inner_text().endswith("kết quả")
    page.keyboard.press("Enter")
    page.wait_for_url("**/xa_phuong?*")
    settle(page)
    assert "nam=2023" in page.url
    assert "Gồm 2 xã, phường, thị trấn cũ (12/2024): Xã Tam Thái, Xã Tam Hợp." in page.inner_text("body")
    page.go_back()
    page.wait_for_url("**/quy_dao?nam=2023")
    settle(page)


@pytest.mark.browser
def test_the_dialog_by_keyboard_and_finger(open_page):
    page = open_page("", *PHONE, "dark")
    page.get_by_role("button", name="Tìm nhanh").click()
    box = page.get_by_role("combobox", name="Tìm huyện, xã cũ hay mới, trang, chỉ tiêu")
    box.fill("vinh")
    page.get_by_role("option").nth(1).wait_for()
    page.keyboard.press("ArrowDown")
    assert [o.get_attribute("aria-selected") for o in page.get_by_role("option").all()[:3]] == [
        "false",
        "true",
        "false",
    ]
    assert box.get_attribute("aria-activedescendant") == "found-1"
    assert axe_findings(page) == []
    box.fill("khong co dau")
    assert "Không thấy" in page.get_by_role("dialog").inner_text()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    page.get_by_role("button", name="Tìm nhanh").click()
    box.fill("Kỳ Sơn")
    page.get_by_role("option", name="Huyện Kỳ Sơn").click()
    page.wait_for_url("**/ho_so?huyen=417")
    settle(page)
    assert page.get_by_role("heading", name="Hồ sơ: Huyện Kỳ Sơn").is_visible()
