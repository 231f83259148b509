"""The district map's payload and its two assets, without a page of the app."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from lib.campaign.campaign import Campaign
from lib.drawing import campaign_map as maps
from lib.drawing.bundle import ASSETS, asset, script
from lib.drawing.map_payload import (
    STATUS_CODES,
    MapClasses,
    MapGroup,
    MapMeasure,
    MapValue,
    MapView,
    _rounded,
    build_payload,
)
from lib.language.display import MIN_CONTRAST, contrast
from lib.language.numbers import VIETNAMESE
from lib.ui import district_map as dm
from lib.ui.district_map import MapSelection
from tests.examples import map_options

YEARS = (2021, 2022, 2023, 2024, 2025)
STYLES = {path.name: path.read_text(encoding="utf-8") for path in ASSETS.glob("*.css")}
JS = script("map/index.js")
CSS = STYLES["district_map.css"]
CLASSES = MapClasses([5.0, 10.0], ["#fff3d6", "#f07f3c", "#8c2d04"], ["#3b2a14", "#9a5312", "#f3a24b"])


def geometry(count: int = 2) -> dict:
    triangles = [f"M{i * 9},0L{i * 9 + 8},0L{i * 9},8Z" for i in range(count)]
    units = [
        {"u": str(412 + i), "name": f"Huyện {i}", "d": d, "lx": i * 9 + 2, "ly": 2} for i, d in enumerate(triangles)
    ]
    return {"w": 1000, "h": 800, "units": units, "outline": "M0,0L900,0L0,800Z", "neighbours": []}


def estimate(value: float = 38.24) -> MapValue:
    return MapValue(value, "estimated", value * 0.8, value * 1.2)


def measure(values: dict | None = None, **changes: object) -> MapMeasure:
    fields = {"id": "rate", "label": "Tỷ lệ hộ nghèo", "unit": "%", "classes": CLASSES}
    return MapMeasure(**{**fields, "values": values or {"412": [estimate()] * 5}, **changes})


def payload(*measures: MapMeasure, view: MapView | None = None, **changes: object) -> dict:
    arguments = {"geometry": geometry(), "years": YEARS, "measures": measures or (measure(),)}
    arguments |= {"view": view or MapView(2024, "rate"), "options": map_options()}
    return build_payload(**{**arguments, **changes})


def test_each_status_is_packed_with_its_code_and_nothing_superfluous() -> None:
    figures = [
        MapValue(4.16, "published", source="Quyết định 1"),
        MapValue(3.13, "projected"),
        MapValue(38.24, "estimated", 31.04, 45.06),
        MapValue(None, "missing"),
        MapValue(7.8, "published", source="Quyết định 1"),
    ]
    packed = payload(measure({"412": figures}, decimals_published=2))
    assert packed["measures"][0]["values"] == {
        "412": [
            [4.16, "c", None, None, 0],
            [3.13, "d"],
            [38.2, "e", 31.0, 45.1],
            [None, "m"],
            [7.8, "c", None, None, 0],
        ]
    }
    assert packed["sources"] == ["Quyết định 1"]


@pytest.mark.parametrize(
    "arguments",
    [
        (1.0, "guessed"),
        (None, "published"),
        (float("nan"), "projected"),
        (5.0, "estimated"),
        (5.0, "estimated", 4.0, None),
        (5.0, "estimated", 4.0, float("nan")),
    ],
)
def test_a_figure_without_its_mark_value_or_interval_is_refused(arguments: tuple) -> None:
    with pytest.raises(ValueError, match=r"status|interval"):
        MapValue(*arguments)


def test_a_missing_figure_never_carries_a_number() -> None:
    packed = payload(measure({"412": [MapValue(7.0, "missing")] * 5}))
    assert packed["measures"][0]["values"]["412"] == [[None, "m"]] * 5


@pytest.mark.parametrize("status", ["published", "projected"])
def test_only_an_estimate_has_an_interval(status: str) -> None:
    packed = payload(measure({"412": [MapValue(4.16, status, 4.16, 4.16)] * 5}, decimals_published=2))
    assert packed["measures"][0]["values"]["412"][0] == [4.16, STATUS_CODES[status]]


def test_the_map_of_the_campaign_tells_published_from_estimated(campaign: Campaign) -> None:
    rate, count = (maps._measure(campaign, name) for name in ("ty_le_ngheo", "so_ho_ngheo"))
    assert (rate.decimals, rate.decimals_published, count.decimals_published) == (1, 2, 0)
    for figures in rate.values.values():
        assert all((figure.low is None) == (figure.status != "estimated") for figure in figures)


@given(
    st.floats(min_value=-1e6, max_value=1e6).map(lambda value: round(value, 6)),
    st.integers(min_value=0, max_value=3),
)
def test_rounding_agrees_with_the_numbers_written_by_python(value: float, decimals: int) -> None:
    rounded = _rounded(value, decimals)
    assert VIETNAMESE.number(rounded, decimals) == VIETNAMESE.number(value, decimals)
    assert Decimal(repr(rounded)).normalize().as_tuple().exponent >= -decimals


def test_halves_round_up_in_decimal() -> None:
    assert [_rounded(value, 1) for value in (0.25, 0.35, 2.45, -0.05)] == [0.3, 0.4, 2.5, -0.1]
    assert _rounded(1234.5, 0) == 1235


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"view": MapView(2020, "rate")}, "2020"),
        ({"view": MapView(2024, "count")}, "count"),
        ({"view": MapView(2024, "rate", selected=["999"])}, "999"),
        ({"view": MapView(2024, "rate", scope=["412", "888"])}, "888"),
        ({"groups": [MapGroup("poor", "Huyện nghèo", ["777"])]}, "777"),
        ({"measures": [measure({"412": [estimate()] * 4})]}, "4 figures for 5 years"),
        ({"measures": [measure({"666": [estimate()] * 5})]}, "666"),
    ],
)
def test_what_the_boundaries_and_years_do_not_hold_is_refused(changes: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        payload(**changes)


@pytest.mark.parametrize("breaks", [[], [5, 5], [10, 5]])
def test_class_breaks_must_rise(breaks: list) -> None:
    colours = ["#ffffff"] * (len(breaks) + 1)
    with pytest.raises(ValueError, match="breaks"):
        MapClasses(breaks, colours, colours)


def test_one_colour_and_label_for_every_class() -> None:
    with pytest.raises(ValueError, match="colors_dark"):
        MapClasses([5], ["#ffffff", "#000000"], ["#ffffff"])
    with pytest.raises(ValueError, match="labels"):
        MapClasses([5], ["#ffffff", "#000000"], ["#ffffff", "#000000"], labels=["thấp"])


def test_contrast_is_the_wcag_ratio() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_a_class_colour_on_which_no_ink_is_readable_is_refused() -> None:
    palette = map_options().palette
    dim = {**palette, "light": {**palette["light"], "ink_dark": "#555555", "ink_light": "#dddddd"}}
    with pytest.raises(ValueError, match=r"readable on #f07f3c \(light\)"):
        payload(options=map_options(palette=dim))


def test_inks_are_readable_on_every_grey() -> None:
    palette = map_options().palette
    inks = palette["light"]["ink_dark"], palette["light"]["ink_light"]
    for level in range(256):
        grey = f"#{level:02x}{level:02x}{level:02x}"
        assert max(contrast(ink, grey) for ink in inks) >= MIN_CONTRAST


def test_a_full_province_stays_light() -> None:
    codes = [str(412 + i) for i in range(21)]
    figure = MapValue(12345.6, "estimated", 10000.4, 15000.4, "Ước tính của dự án")
    measures = [measure({code: [figure] * 5 for code in codes}, id=f"m{i}", decimals=0) for i in range(5)]
    packed = payload(*measures, geometry=geometry(21), view=MapView(2024, "m0"))
    without_geometry = {name: part for name, part in packed.items() if name != "geometry"}
    assert len(json.dumps(without_geometry)) <= 25_000


def test_statuses_read_as_everywhere_else() -> None:
    status = payload()["words"]["status"]
    assert {code: entry["mark"] for code, entry in status.items()} == {"c": "", "d": "◇", "e": "≈", "m": "–"}
    assert [status[code]["word"] for code in "cdem"] == ["công bố", "tỉnh dự kiến", "ước tính", "chưa thấy số liệu"]


def test_a_compact_map_leaves_the_address_alone_unless_told() -> None:
    assert payload()["url"] is True
    assert payload(options=map_options(compact=True))["url"] is False
    assert payload(options=map_options(compact=True, url=True))["url"] is True


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "412",
        {},
        {"unit": "999", "year": 2024, "measure": "rate"},
        {"unit": "412", "year": 1999, "measure": "rate"},
        {"unit": "412", "year": 2024, "measure": "x"},
    ],
)
def test_a_selection_the_payload_does_not_know_is_ignored(raw: object) -> None:
    assert dm._read_selection(raw, payload()) is None


def test_a_selection_is_read() -> None:
    raw = {"unit": "412", "year": 2023, "measure": "rate", "add": True}
    assert dm._read_selection(raw, payload()) == MapSelection("412", 2023, "rate", True)


@pytest.mark.parametrize("raw", [None, 2024, {}, {"year": 1999, "turn": 1}, {"year": "2024", "turn": 1}])
def test_a_year_the_payload_does_not_know_is_ignored(raw: object) -> None:
    assert dm._read_year(raw, payload()) is None


def test_a_year_is_read_with_its_turn() -> None:
    assert dm._read_year({"year": 2023, "turn": 4}, payload()) == (2023, 4)
    assert dm._read_year({"year": 2023}, payload()) == (2023, 0)


def _page() -> None:
    import streamlit as st

    from lib.drawing.map_payload import MapClasses, MapMeasure, MapValue, MapView, build_payload
    from lib.ui.district_map import district_map
    from tests.examples import map_options

    classes = MapClasses([5.0], ["#ffffff", "#000000"], ["#ffffff", "#000000"])
    figures = {"412": [MapValue(7.8, "published")]}
    shape = {"w": 9, "h": 9, "outline": "M0,0L9,0L0,9Z", "neighbours": []}
    shape["units"] = [{"u": "412", "name": "Vinh", "d": "M0,0L9,0L0,9Z", "lx": 2, "ly": 2}]
    chosen = ["412"] if st.checkbox("chọn") else []
    district_map(
        build_payload(
            shape,
            [2024],
            [MapMeasure("rate", "Tỷ lệ", "%", classes, figures)],
            MapView(2024, "rate", chosen),
            map_options(),
        ),
        key="map",
    )


def _mounted(app: AppTest) -> dict[str, str]:
    return {part.proto.component_name: part.proto.json for part in app.get("bidi_component")}


def test_a_changed_view_leaves_the_heavy_part_as_it_was() -> None:
    app = AppTest.from_function(_page).run()
    assert not app.exception
    before = _mounted(app)
    app.checkbox[0].check().run()
    after = _mounted(app)
    assert before["district_map"] == after["district_map"]
    assert json.loads(before["district_map_view"])["selected"] == []
    assert json.loads(after["district_map_view"])["selected"] == ["412"]


def test_a_key_that_streamlit_cannot_carry_is_refused() -> None:
    with pytest.raises(ValueError, match="underscores"):
        dm.district_map(payload(), key="a__b")


def test_every_word_the_browser_asks_for_is_in_the_payload() -> None:
    asked = set(re.findall(r"\bwords\.(\w+)", JS))
    assert {"status", "interval", "figure", "play"} <= asked
    assert asked <= set(map_options().words)


def test_every_palette_colour_the_assets_ask_for_is_in_the_payload() -> None:
    asked = {name.replace("-", "_") for name in re.findall(r"--dm-([\w-]+)", CSS)} - {"size"}
    asked |= set(re.findall(r"\bcolours\.(\w+)", JS))
    for theme in map_options().palette.values():
        assert asked <= set(theme)


def test_the_browser_code_holds_no_wording_no_colour_and_no_markup() -> None:
    assert not re.search(r"[À-ỹĐđ]", JS)
    assert not re.search(r"#[0-9a-fA-F]{6}\b", JS.replace('"#ffffff"', ""))
    assert not re.search(r"innerHTML|insertAdjacentHTML|outerHTML|document\.write", JS)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|\bfetch\(|XMLHttpRequest|@import|url\((?!#)", JS + CSS)


def test_the_sent_style_differs_from_the_file_only_in_comments_and_white_space() -> None:
    for name, source in STYLES.items():
        sent = asset(name)
        bare = [re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL) for text in (sent, source)]
        assert "".join(bare[0].split()) == "".join(bare[1].split())
        assert len(sent) <= len(source)


def test_an_undecided_district_is_coloured_as_zero_and_says_so(campaign):
    """On the map of the distance to halving, blue and orange are claims: they need the same certainty as the words."""
    from lib.campaign.measures import measure_figure
    from lib.drawing.campaign_map import _value

    values = {
        unit: _value(campaign, measure_figure(campaign, "giam_mot_nua", unit, 2024), undecided=True)
        for unit in campaign.districts
    }
    judged = {unit: campaign.standing(unit, 2024).judgement for unit in campaign.districts}
    assert {unit for unit, value in values.items() if value.undecided} == {
        unit for unit, judgement in judged.items() if judgement == "undecided"
    }
    assert not values["417"].undecided
    rate = _value(campaign, measure_figure(campaign, "ty_le_ngheo", "418", 2024), undecided=False)
    assert not rate.undecided


def test_a_district_that_is_not_judged_has_no_distance_to_the_path(campaign):
    from lib.campaign.measures import measure_figure
    from lib.ledger.figure import MISSING

    assert measure_figure(campaign, "giam_mot_nua", "412", 2025).status == MISSING
    assert measure_figure(campaign, "giam_mot_nua", "417", 2025).status != MISSING
    assert measure_figure(campaign, "ty_le_ngheo", "412", 2025).status != MISSING
