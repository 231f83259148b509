"""Today's communes: the map's figures the ledger's, nothing invented, no name over another at any zoom."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lib.drawing.commune_layer import commune_payload
from lib.geography.lineage import former_names, lineage
from lib.language.numbers import NBSP, VIETNAMESE
from lib.views.documents import communes
from tests.visits import DESK, HALL, PHONE, axe_findings, settle, until

#: Boxes of the names on the map, as they are drawn, and the picture's own.
NAMES = """() => {
  const root = [...document.querySelectorAll('*')].find((e) => e.shadowRoot?.querySelector('.cm'))?.shadowRoot ?? document;
  const box = (e) => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  return {all: [...root.querySelectorAll('.names text')].map((e) => [e.textContent, box(e)]), svg: box(root.querySelector('.cm svg'))};
}"""


HEADING = (
    "[...document.querySelectorAll('*')].find((e) => e.shadowRoot?.querySelector('.cm'))"
    ".shadowRoot.querySelector('.heading').textContent"
)


@pytest.fixture(scope="module")
def layer(campaign):
    return commune_payload(campaign)


def test_the_map_holds_what_is_published_and_nothing_else(campaign, layer):
    assert len(layer["units"]) == 130
    assert len(layer["districts"]) == 21
    rows = campaign.ledger.observations.query("preferred and indicator == 'poor_rate'").set_index("unit")["value"]
    inferred = set(
        campaign.ledger.observations.query("preferred and indicator == 'poor_rate' and year_basis == 'inferred'")[
            "unit"
        ]
    )
    years = {known.commune.unit: known.rate.year for known in communes.all_communes(campaign)}
    near_poor = set(campaign.ledger.observations.query("preferred and indicator == 'near_poor_rate'")["unit"])
    difficult = campaign.ledger.observations.query("preferred and indicator == 'kv3_communes_2026_2030'")["unit"]
    for unit in layer["units"]:
        (rate, near, listed, _), (text, _, _, count) = unit["c"], unit["t"]
        assert (near is not None) == (unit["u"] in near_poor)
        assert (rate is not None) == (unit["u"] in rows.index)
        said = (
            f" (cuối năm {years[unit['u']]}{', năm suy ra' if unit['u'] in inferred else ''})"
            if rate is not None
            else ""
        )
        assert text == (VIETNAMESE.percent(rows[unit["u"]]) + said if rate is not None else "chưa thấy số")
        assert (listed == 0) == (unit["u"] in set(difficult))
        base = campaign.ledger.households
        assert count == VIETNAMESE.households(base.loc[base["code_2025"] == unit["u"], "households_2019"].sum())
    assert sum(unit["c"][0] is not None for unit in layer["units"]) == 7
    assert sum(unit["c"][2] == 0 for unit in layer["units"]) == 51


def test_the_map_is_light(layer):
    assert len(gzip.compress(json.dumps(layer, ensure_ascii=False).encode())) < 60_000


def test_the_reorganisations_say_the_numbers_of_the_ledger(campaign):
    base = campaign.ledger.households
    told = " ".join(what for _, what in communes.reorganisations(campaign.wording))
    counts = [base[f"code_{year}"].nunique() for year in (2019, 2020, 2024, 2025)]
    assert counts == [480, 460, 412, 130]
    for count in counts:
        assert str(count) in told
    assert f"{base['district'].nunique()} huyện còn {base['district_2024'].nunique()}" in told
    assert "129 nằm trọn trong một huyện cũ" in told


def test_what_became_of_cua_lo_and_hung_loc(campaign):
    assert communes.became(campaign, "413") == "Thị xã Cửa Lò cũ nay là 1 xã, phường: Phường Cửa Lò."
    found = [name for name in former_names(campaign.ledger) if name.name.endswith("Hưng Lộc")]
    assert {(name.name, name.years) for name in found} == {("Xã Hưng Lộc", (2019, 2020)), ("Phường Hưng Lộc", (2024,))}
    assert {name.successor for name in found} == {"16708"}
    lines = communes.story(campaign, "16708", 2024).lines
    assert "thành phố Vinh, huyện Nghi Lộc" in lines[0]
    assert sum("Đó là số của cả" in line for line in lines) == 2


def test_the_way_of_a_commune(campaign):
    steps = lineage(campaign.ledger, "16876")
    assert ("Thị trấn Hòa Bình", "Thị trấn Thạch Giám", "Thị trấn Thạch Giám") in [step.names for step in steps]
    story = communes.story(campaign, "16936", 2024)
    assert [row[0] for row in story.lineage.rows] == ["Xã Tam Thái", "Xã Tam Hợp"]
    assert sum(int(row[-1].replace(".", "")) for row in story.lineage.rows) == story.known.commune.households_2019


@pytest.mark.parametrize("unit", ["16885", "16936", "16681"])
def test_a_story_never_lends_a_commune_its_districts_figure(campaign, unit):
    story = communes.story(campaign, unit, 2024)
    for line in story.lines:
        if "cũ, cuối năm" in line:
            assert "không phải của xã" in line
    assert any("Chưa thấy công bố tỷ lệ hộ nghèo" in line for line in story.lines) == (not story.known.rate.known)


def test_every_commune_has_a_story(campaign):
    for known in communes.all_communes(campaign):
        story = communes.story(campaign, known.commune.unit, 2025)
        assert known.commune.name in story.lines[0]
        assert not any("nan" in line.split() for line in story.lines)


def test_the_heading_says_what_is_seen_there(campaign, layer):
    rows = campaign.ledger.observations.query("preferred and indicator == 'poor_rate'").set_index("unit")["value"]
    for district in (None, *layer["districts"]):
        units = [unit for unit in layer["units"] if not district or district["u"] in unit["f"]]
        rate, near, listed, households = district["h"] if district else layer["seen"]
        published = {unit["n"]: rows[unit["u"]] for unit in units if unit["u"] in rows.index}
        if published:
            highest = max(published, key=published.__getitem__)
            assert f"của {len(published)} trong {len(units)} xã, phường" in rate
            assert f"{highest}: {VIETNAMESE.percent(published[highest])} (cuối năm " in rate
        else:
            assert f"chưa thấy công bố tỷ lệ hộ nghèo của nơi nào trong {len(units)} xã, phường" in rate
        assert f": {sum(unit['c'][2] == 0 for unit in units)} trong {len(units)} xã, phường thuộc khu vực III" in listed
        assert {text.split(": ")[0] for text in (rate, near, listed, households)} == {
            campaign.wording.opening(f"{district['n']} cũ") if district else "Cả tỉnh"
        }


@pytest.mark.browser
def test_the_map_is_a_picture_and_fills_the_screen_with_what_is_looked_at(visits, app_url, layer):
    page = visits.open(f"{app_url}/xa_phuong?bd_xa_huyen=417", DESK)
    (district,) = [unit for unit in layer["districts"] if unit["u"] == "417"]
    assert page.locator(".cm .heading").inner_text().replace(NBSP, " ") == district["h"][0].replace(NBSP, " ")
    for name, ending in (("SVG", "svg"), ("PNG", "png")):
        with page.expect_download() as download:
            page.locator(".cm").get_by_role("button", name=f"Tải ảnh {name}").click()
        assert download.value.suggested_filename == f"xa-phuong_rate_417.{ending}"
        content = Path(download.value.path()).read_bytes()
        if ending == "png":
            assert content.startswith(b"\x89PNG")
            continue
        texts = [element.text for element in ElementTree.fromstring(content).iter() if element.text]
        told = " ".join(texts).replace(NBSP, " ")
        for word in (district["h"][0].replace(NBSP, " "), "địa giới từ 1/7/2025", *layer["measures"][0]["classes"]):
            assert word.replace(NBSP, " ") in told
    page.locator(".cm select").select_option("")
    until(page, f"({HEADING}) === {json.dumps(layer['seen'][0])}")
    page.locator(".cm").get_by_role("button", name="Toàn màn hình").click()
    page.locator(".cm").get_by_role("button", name="Thu nhỏ").wait_for()
    drawn = page.locator(".cm svg").first.bounding_box()
    assert drawn["height"] > 0.62 * DESK[1]
    assert drawn["y"] + drawn["height"] <= DESK[1]
    assert axe_findings(page) == []
    page.keyboard.press("Escape")
    assert not page.watch.faults
    page.close()


@pytest.mark.browser
def test_no_name_covers_another_at_any_zoom(visits, app_url, layer):
    page = visits.open(f"{app_url}/xa_phuong?xa=16936", HALL)
    # Without the movement from one part to the other.
    page.emulate_media(reduced_motion="reduce")
    for size in (HALL, DESK, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        settle(page)
        for district in ["", *(unit["u"] for unit in layer["districts"])]:
            page.locator(".cm select").select_option(district)
            until(page, f"({NAMES})().all.length > 0")
            drawn = page.evaluate(NAMES)
            boxes = drawn["all"]
            for i, (name, a) in enumerate(boxes):
                assert a[0] >= drawn["svg"][0] - 2, (size, district, name)
                assert a[2] <= drawn["svg"][2] + 2, (size, district, name)
                for other, b in boxes[i + 1 :]:
                    apart = a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 4 or b[3] <= a[1] + 4
                    assert apart, (size, district, name, other)
    assert not page.watch.faults
    page.close()


@pytest.mark.browser
def test_a_click_tells_the_commune_and_its_link_opens_it_again(open_page):
    page = open_page("xa_phuong?bd_xa_chiso=kv3")
    assert page.get_by_role("button", name="Khu vực III 2026-2030").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Tỷ lệ hộ nghèo", exact=True).click()
    first = page.locator(".cm .list button").first
    assert first.inner_text().split("\n") == ["Xã Hữu Khuông", "74,73\N{NO-BREAK SPACE}% (cuối năm 2024, năm suy ra)"]
    first.click()
    page.get_by_role("heading", name="Xã Hữu Khuông", exact=True).wait_for()
    settle(page)
    assert "xa=16885" in page.url
    assert "bd_xa_chiso" not in page.url
    # Each of two maps would put its own address back for ever.
    page.evaluate(
        "globalThis.changes = 0; navigation.addEventListener('currententrychange', () => { globalThis.changes += 1; })"
    )
    other = page.locator(".cm .list button b").nth(2).inner_text()
    for name in (other, "Xã Hữu Khuông"):
        page.locator(".cm .list button", has_text=name).click()
        page.get_by_role("heading", name=name, exact=True).wait_for()
        settle(page)
    assert page.evaluate("globalThis.changes") < 20
    page.reload()
    settle(page)
    assert page.get_by_role("heading", name="Xã Hữu Khuông", exact=True).is_visible()
    assert page.locator(".cm select").input_value() == "418"


@pytest.mark.browser
def test_the_map_follows_another_district_of_the_filter_and_writes_none_into_the_link(open_page):
    page = open_page("xa_phuong?huyen=417")
    settle(page)
    chosen = "document.querySelector('[data-testid=stMainBlockContainer]') && [...document.querySelectorAll('*')].find((e) => e.shadowRoot?.querySelector('.cm')).shadowRoot.querySelector('select').value"
    assert page.evaluate(chosen) == "417"
    page.evaluate("""() => {
      globalThis.communesView = { chosen: "", district: "416" };
      dispatchEvent(new CustomEvent("communes-view"));
    }""")
    until(page, f"({chosen}) === '416'")
    assert "bd_xa_huyen" not in page.url


@pytest.mark.browser
def test_back_from_a_commune_beyond_the_zoom_finds_the_zoom_again(open_page, layer):
    inside, beyond = (next(unit for unit in layer["units"] if code in unit["f"]) for code in ("418", "412"))
    page = open_page(f"xa_phuong?xa={inside['u']}&bd_xa_huyen=417")
    settle(page)
    page.locator(f".cm path[data-unit='{beyond['u']}']").dispatch_event("click")
    page.get_by_role("heading", name=beyond["n"], exact=True).wait_for()
    settle(page)
    assert page.locator(".cm select").input_value() == "412"
    page.go_back()
    page.get_by_role("heading", name=inside["n"], exact=True).wait_for()
    settle(page)
    assert page.locator(".cm select").input_value() == "417"
