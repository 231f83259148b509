"""No text over another, nothing wider than the screen, no English, nothing axe minds: every page, every year, from a
small phone to a wall. A page is opened once; years, sizes and colours are changed in that visit.
"""

from __future__ import annotations

import pytest

from tests.visits import DESK, ENGLISH, HALL, OF_COLOURS, PATHS, PHONE, Size, choose_year, go, read, turn

pytestmark = [pytest.mark.browser, pytest.mark.live]
SIZES = [HALL, DESK, PHONE]
#: Only for what sticks out; from wide to narrow, the sidebar goes away in between.
WIDTHS = [(3840, 900), (1024, 900), (320, 900)]
TABLET, ACROSS = (768, 1024), (844, 390)
SIX = "&".join(f"huyen={code}" for code in ("417", "418", "415", "416", "422", "412"))
#: The overview first, since tests below take it alone; then the longest.
ORDER = ["", "quy_dao", *(path for path in PATHS if path not in ("", "quy_dao"))]
#: A profile with figures of every status, communes and peers; a commune with two parts; two districts and the province; paces.
ASKED = {
    "ho_so": "ho_so?huyen=416",
    "xa_phuong": "xa_phuong?xa=16936",
    "neu_thi": "neu_thi",
    "so_sanh": "so_sanh?huyen=417&huyen=418&voi=40",
}
#: What shows every year in each, or has none: a profile, communes, charts of all years, sources and method, files, the guide. Rows and
#: charts of *Thi đua* are those of *Vùng chậm*, which is read in every year.
EVERY_YEAR = {
    *ASKED.values(),
    "quy_dao",
    "tong_ket",
    "nguon_luc",
    "thi_dua",
    "thoat_kho_khan",
    "du_lieu",
    "tai_ve",
    "huong_dan",
}
#: Of these what shows no year at all, or each figure with its own (tests/test_paper.py): another year changes nothing.
UNDATED = {*(ASKED[code] for code in ("xa_phuong", "neu_thi")), "tong_ket", "nguon_luc", "thoat_kho_khan", "huong_dan"}
VISITS = [pytest.param(ASKED.get(path, path), id=path or "tong_quan") for path in ORDER]


def sizes_in_light(*, wide: bool) -> list[Size]:
    """Sizes from wide to narrow, at the end the one where the next year is chosen; ``wide``: also those for what sticks out.

    The other years have texts of the same kinds: they are read where people read them.
    """
    return [*sorted({*SIZES, *(WIDTHS if wide else ())} - {DESK}, reverse=True), DESK]


@pytest.fixture(scope="module")
def years(live_campaign):
    """The year a page opens with, then the others; the last one has what is not known yet."""
    first = live_campaign.latest_year
    return [first, *(year for year in live_campaign.years if year != first)]


@pytest.fixture(scope="module", params=VISITS)
def readings(request, visits, live_url, years):
    """All readings of one visit: every year in light, the first in dark; what axe finds in the year shown first.

    A window that a visit has left dark begins the next one dark: turned back in between, each page would be drawn once more.
    """
    path = request.param
    schemes = ["dark", "light"] if visits.rests(live_url, "dark") else ["light", "dark"]
    page = visits.land(f"{live_url}/{path}", DESK, schemes[0])
    made = [*READ[schemes[0]](page, path, years)]
    # A window whose system turns dark or light.
    turn(page, schemes[1])
    made += READ[schemes[1]](page, path, years)
    faults = list(page.watch.faults)
    visits.rest(page, schemes[1])
    assert not faults, "\n".join(faults)
    return made


def in_light(page, path, years):
    """The years of a page."""
    first, last = years[0], years[-1]
    for year in [first] if path in UNDATED else [first, last] if path in EVERY_YEAR else years:
        choose_year(page, year)
        # The overview has its cards on the first screen in every year; elsewhere the years between have texts of the same kinds.
        # What shows every year in each is read in all sizes once; its last year has the notice of what is not known more.
        every = path == "" or year == first or (year == last and path not in EVERY_YEAR)
        for size in sizes_in_light(wide=year == first) if every else [DESK]:
            # The notice of the last year is the same on every page: axe reads it once.
            asked = size == DESK and (year == first or (year == last and path == ""))
            yield read(page, path, "light", year, size, overlaps=size in SIZES, text=size == DESK, axe=asked)


def in_dark(page, path, years):
    """Colours move nothing: what there is to see is seen at one size, and axe is asked of colours alone. The notice of the
    last year is the same on every page.
    """
    for year in [years[-1], years[0]] if path == "" else [years[0]]:
        choose_year(page, year)
        yield read(page, path, "dark", year, DESK, text=True, axe=True, rules=OF_COLOURS)


READ = {"light": in_light, "dark": in_dark}


def told(readings, part) -> str:
    """What ``part`` finds in the readings, with page, year and size."""
    return "\n".join([line for reading in readings for line in reading.named(part(reading))][:40])


def of_scheme(readings, scheme: str) -> list:
    """The readings in light or in dark."""
    return [reading for reading in readings if reading.scheme == scheme]


def test_no_text_covers_another(readings):
    for scheme, sizes in (("light", set(SIZES)), ("dark", {DESK})):
        assert {reading.size for reading in of_scheme(readings, scheme) if reading.overlaps is not None} == sizes
    faults = told(readings, lambda reading: reading.overlaps)
    assert not faults, faults


def test_nothing_is_wider_than_its_room(readings):
    assert {reading.size for reading in of_scheme(readings, "light")} == {*SIZES, *WIDTHS}
    faults = told(readings, lambda reading: reading.overflow)
    assert not faults, faults


def test_the_page_has_three_sizes_of_letters(readings):
    faults = told(readings, lambda reading: [str(reading.letters)] if len(reading.letters) > 3 else [])
    assert not faults, faults


def test_the_page_speaks_vietnamese(readings):
    assert any(reading.text for reading in readings)
    assert {reading.language for reading in readings} == {"vi"}
    faults = told(readings, lambda reading: ENGLISH.findall(reading.text or ""))
    assert not faults, faults
    faults = told(readings, lambda r: [w for w in ("không tìm thấy trang", "error") if w in (r.text or "").lower()])
    assert not faults, faults


def test_the_page_is_accessible(readings):
    for scheme, least in (("light", 1), ("dark", 1)):
        assert sum(reading.axe is not None for reading in of_scheme(readings, scheme)) >= least
    faults = told(readings, lambda reading: reading.axe)
    assert not faults, faults


@pytest.mark.parametrize("readings", VISITS[:1], indirect=True)
def test_the_first_second_shows_verdict_targets_and_the_whole_map(readings, years):
    looked = [reading for reading in of_scheme(readings, "light") if reading.size in (DESK, HALL)]
    assert {(reading.year, reading.size) for reading in looked} == {(y, s) for y in years for s in (DESK, HALL)}

    def lacking(reading):
        boxes, height = reading.boxes, reading.size[1]
        cards = [bottom for _, bottom in boxes["cards"]]
        yield from [f"{len(cards)} cards"] if len(cards) != 5 else []
        yield from [f"below the fold: {boxes}"] if max(boxes["title"][1], boxes["map"][1], *cards) > height else []
        yield from [f"starts at {boxes['title'][0]}"] if boxes["title"][0] >= 60 else []

    faults = told(looked, lacking)
    assert not faults, faults


@pytest.mark.parametrize("readings", VISITS[:1], indirect=True)
def test_a_phone_shows_verdict_then_map_then_targets(readings):
    for reading in readings:
        if reading.size == PHONE:
            boxes = reading.boxes
            tops = [boxes["title"][0], boxes["map"][0], boxes["cards"][0][0]]
            assert tops == sorted(tops), reading.named([str(tops)])


@pytest.mark.parametrize("path", ["ban_do?bd_bang=1", "ban_do?bd_sosanh=2021"])
def test_the_maps_own_views_are_accessible_and_speak_vietnamese(open_page, path):
    page, faults = open_page(path), []
    for scheme, size in (("light", DESK), ("dark", PHONE)):
        if scheme == "dark":
            turn(page, scheme)
        reading = read(page, path, scheme, 2024, size, overlaps=False, text=True, axe=True)
        assert reading.language == "vi"
        faults += reading.named(reading.axe)
        faults += reading.named(w for w in ("không tìm thấy trang", "error") if w in reading.text.lower())
    turn(page, "light")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("query", [SIX, f"{SIX}&chi_so=poor_rate", "nhom=lowland", "nhom=poor_districts&nam=2025"])
def test_charts_of_many_districts_keep_their_labels_apart(open_page, query):
    page = open_page(f"quy_dao?{query}")
    faults = []
    year = 2025 if "nam=2025" in query else 2024
    # The way to the next page is in the sidebar of a wide window; it is come to in the one that the first was left in.
    for path, sizes in (("quy_dao", (DESK, PHONE, HALL)), ("vung_cham", (HALL, DESK, PHONE))):
        if path != "quy_dao":
            go(page, path)
        for size in sizes:
            reading = read(page, f"{path}?{query}", "light", year, size)
            faults += reading.named(reading.overlaps)
    assert not faults, "\n".join(faults[:30])


@pytest.mark.parametrize("path", ["", "vung_cham", "ho_so?huyen=417", "tai_ve"])
def test_letters_twice_as_large_a_phone_held_across_and_a_tablet(open_page, path):
    page = open_page(path, *TABLET)
    made = [read(page, path, "light", 2024, size) for size in (TABLET, ACROSS)]
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    made.append(read(page, f"{path} 200 %", "light", 2024, HALL))
    page.evaluate("() => document.documentElement.removeAttribute('style')")
    faults = told(made, lambda reading: reading.overlaps) + told(made, lambda reading: reading.overflow)
    assert not faults, faults
