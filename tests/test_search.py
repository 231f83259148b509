"""Tìm nhanh: every name of every time is found, with and without accents and prefixes, and leads to its place."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
import urllib.request

import pytest

from lib.base.paths import ROOT
from lib.language.names import unaccented
from lib.views.page_list import PAGES
from lib.web import search
from lib.web.documents import DOCUMENTS
from tests.test_js import node
from tests.visits import PHONE, axe_findings, settle


@pytest.fixture(scope="module")
def entries(campaign):
    return search.entries(campaign)


def asked(expression: str, given: object) -> list:
    """What an expression of the browser's search gives for each of ``given``, which it calls ``one``; ``places``: the index."""
    folder = (ROOT / "lib/drawing/assets").as_uri()
    script = (
        f"import {{ found, plainText, bareName }} from '{folder}/shared/search.js';"
        f"import {{ answers }} from '{folder}/search/comparison.js';"
        "import { readFileSync } from 'node:fs';"
        "const { places, given } = JSON.parse(readFileSync(0, 'utf8'));"
        f"console.log(JSON.stringify(given.map((one) => {expression})));"
    )
    done = subprocess.run(
        [node(), "--input-type=module", "-e", script],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


def answers(entries, typed: list[str]) -> list[list[str]]:
    """What the browser's search finds for each text: addresses of the first nine."""
    return asked("found(places, one, 9).map((place) => place[3])", {"places": entries, "given": typed})


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


@pytest.fixture(scope="module")
def live_entries(live_campaign):
    return search.entries(live_campaign)


def swapped(name: str) -> list[str]:
    """A name without accents, once for every two neighbours that change places in a word of five letters or more."""
    words = re.findall("[a-z0-9]+", unaccented(name))
    texts = []
    for at, word in enumerate(words):
        for i in range(len(word) - 1 if len(word) >= 5 else 0):
            wrong = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
            texts += [" ".join([*words[:at], wrong, *words[at + 1 :]])] if wrong != word else []
    return texts


def test_every_name_with_two_letters_swapped_is_found(live_entries):
    wanted = [(text, list(entry[1:4:2])) for entry in live_entries for text in swapped(entry[1])]
    assert len(wanted) > 1500
    expression = "found(places, one, 9).map((place) => [place[1], place[3]])"
    got = asked(expression, {"places": live_entries, "given": [text for text, _ in wanted]})
    lost = [(text, place) for (text, place), found in zip(wanted, got, strict=True) if place not in found]
    assert lost == []


def test_a_name_is_found_before_what_is_meant_only_with_an_error_and_is_no_comparison(live_entries):
    names = [entry[1] for entry in live_entries]
    comparing = {"to": "./so_sanh", "most": 6, "joins": "và, với", "compared": "{names}", "what": ""}
    expression = f"answers(places, one, {json.dumps(comparing)}, 9)[0]"
    got = asked(expression, {"places": live_entries, "given": [unaccented(name) for name in names]})
    keys = {entry[1]: entry[0] for entry in live_entries}
    assert [(name, found) for name, found in zip(names, got, strict=True) if found[0] != keys[name]] == []


def test_every_code_finds_its_unit(live_campaign, live_entries):
    base = live_campaign.ledger.households
    wanted = [(code, f"./ho_so?huyen={code}") for code in live_campaign.districts]
    wanted += [(code, f"./xa_phuong?xa={code}") for code in base["code_2025"].unique()]
    for year in (2019, 2020, 2024):
        pairs = base[[f"code_{year}", "code_2025"]].drop_duplicates().itertuples(index=False)
        wanted += [(code, f"./xa_phuong?xa={successor}") for code, successor in pairs]
    got = answers(live_entries, [str(code) for code, _ in wanted])
    assert [pair for pair, found in zip(wanted, got, strict=True) if pair[1] not in found] == []


def test_the_browser_writes_every_key_as_python_does(live_campaign, live_entries):
    names = [entry[1] for entry in live_entries]
    base = live_campaign.ledger.households
    names += sorted({name for year in (2019, 2020, 2024, 2025) for name in base[f"name_{year}"]})
    typed = [
        form
        for name in names
        for form in (name, *(unicodedata.normalize(kind, name.upper()) for kind in ("NFD", "NFKD")))
    ]
    typed += [name.replace("Đ", "Ð").replace("ư", "ƣ").replace("ĩ", "ƿ") for name in names]
    typed += ["".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in unaccented(name)) for name in names]
    pythons = [search.key_of(text) for text in typed]
    assert asked("bareName(one)", {"places": [], "given": typed}) == pythons
    assert {entry[0] for entry in live_entries} <= set(pythons)


def test_a_look_alike_finds_the_place(entries):
    assert [found[0] for found in answers(entries, ["Ðô Lương", "ĐÔ LƯƠNG", "Đô Lƣơng"])] == ["./ho_so?huyen=427"] * 3


def test_things_to_do_are_found_and_hide_no_place(entries):
    wanted = {
        "in": "In trang này", "in trang": "In trang này", "trinh chieu": "Trình chiếu", "tải slide": "Tải PowerPoint", "pptx": "Tải PowerPoint",
        "tải excel": "Tải Excel", "xlsx": "Tải Excel", "bảng tính": "Tải Excel", "tai word": "Tải Word", "docx": "Tải Word", "báo cáo": "Tải Word",
        "tải ảnh": "Tải ảnh", "anh": "Tải ảnh", "PNG": "Tải ảnh", "csv": "Tải CSV",
    }  # fmt: skip
    expression = "found(places, one, 9).map((place) => place[1])"
    got = dict(zip(wanted, asked(expression, {"places": entries, "given": list(wanted)}), strict=True))
    assert {text: name for text, name in wanted.items() if name not in got[text]} == {}
    # A place that begins so comes first.
    assert got["anh"][0] == "Huyện Anh Sơn"
    addresses = {
        entry[1]: entry[3].partition("?")[0] for entry in entries if len(entry) == 5 and entry[4].get("action")
    }
    assert {addresses[name] for name in wanted.values()} == {"./mot_trang", "./trinh_chieu", "./tai_ve"}
    pages = {f"./{page.path}" for page in PAGES} | {f"./{path}" for path in DOCUMENTS}
    assert set(addresses.values()) <= pages
    last = [entry[1] for entry in entries].index("In trang này")
    assert all(len(entry) == 5 and entry[4].get("action") for entry in entries[last:])


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
    assert "Không thấy. Có thể gõ: tên hoặc mã huyện" in page.get_by_role("dialog").get_by_role("status").inner_text()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    page.get_by_role("button", name="Tìm nhanh").click()
    box.fill("Kỳ Sơn")
    page.get_by_role("option", name="Huyện Kỳ Sơn").click()
    page.wait_for_url("**/ho_so?huyen=417")
    settle(page)
    assert page.get_by_role("heading", name="Hồ sơ: Huyện Kỳ Sơn").is_visible()


@pytest.mark.browser
def test_two_names_lead_to_their_comparison(open_page):
    page = open_page("quy_dao?nam=2023&nhom=poor_districts")
    page.keyboard.press("Control+k")
    page.keyboard.type("ks td")
    page.get_by_role("option", name="So sánh Kỳ Sơn – Tương Dương").wait_for()
    assert axe_findings(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/so_sanh?*")
    settle(page)
    assert page.url.endswith("/so_sanh?huyen=417&huyen=418&nam=2023")
    assert page.get_by_role("heading", name="So sánh Kỳ Sơn, Tương Dương").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "typed", "expected"),
    [
        ("ho_so?huyen=417&nam=2023", "in", "/mot_trang?trang=ho_so&huyen=417&nam=2023"),
        ("", "in trang này", "/mot_trang?trang=tong_quan"),
        ("so_sanh?huyen=417&huyen=418&nam=2023", "trinh chieu", "/trinh_chieu?huyen=417&huyen=418&nam=2023"),
        ("vung_cham?nhom=poor_districts", "tai excel", "/tai_ve?nhom=poor_districts"),
    ],
)
def test_a_thing_to_do_takes_along_what_the_address_says(open_page, path, typed, expected):
    page = open_page(path)
    page.keyboard.press("Control+k")
    page.keyboard.type(typed)
    page.get_by_role("option").first.wait_for()
    with page.expect_navigation(wait_until="commit") as left:
        page.keyboard.press("Enter")
    assert left.value.status == 200
    assert page.url.split("#")[0].endswith(expected)


@pytest.mark.browser
def test_the_key_that_ends_a_letter_opens_nothing(open_page):
    page = open_page("")
    page.keyboard.press("Control+k")
    page.keyboard.type("ky son")
    page.get_by_role("option", name="Huyện Kỳ Sơn").wait_for()
    box = page.get_by_role("combobox", name="Tìm huyện, xã cũ hay mới, trang, chỉ tiêu")
    opened: list[str] = []
    page.on("request", lambda request: request.is_navigation_request() and opened.append(request.url))
    for key, told in (
        ("ArrowDown", {"isComposing": True}),
        ("Enter", {"isComposing": True}),
        ("Enter", {"keyCode": 229}),
    ):
        box.dispatch_event("keydown", {"key": key, **told})
    assert page.get_by_role("option").first.get_attribute("aria-selected") == "true"
    # A page asked for before this file would have been told before it.
    assert page.evaluate("fetch('./tim_nhanh').then((answer) => answer.status)") == 200
    assert opened == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/ho_so?huyen=417")
