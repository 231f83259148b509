"""The buttons above a Plotly chart in a real browser, on a small app of their own: pictures, full screen, address."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from lib.ui.chart_tools import chart_tools, file_name
from tests.conftest import served
from tests.visits import Shared, settle, until

SVG = "{http://www.w3.org/2000/svg}"
TRAJECTORY, MULTIPLES, BARE = "Quỹ đạo của toàn tỉnh", "Từng huyện", "Không có biểu đồ"
SUBTITLE = "số hộ nghèo, cuối năm 2021 đến cuối năm 2025"
NOTES = [
    "Nguồn: Kế hoạch 834/KH-UBND; " + "quyết định công bố kết quả rà soát hộ nghèo, hộ cận nghèo hằng năm; " * 4,
    "● công bố  ◇ tỉnh dự kiến  ≈ ○ ước tính",
    "https://nghean.example.vn/" + "rat-dai-" * 40,
]
SCRIPT = f"""
import plotly.graph_objects as go
import streamlit as st
from plotly.subplots import make_subplots
from lib.drawing import charts
from lib.ui.chart_tools import chart_tools
from tests.examples import own_campaign

dark = st.context.theme.type == "dark"
ink, paper = ("#F0F4F6", "#10181E") if dark else ("#16222B", "#FFFFFF")
layout = {{"font": {{"color": ink, "size": 15, "family": "Segoe UI, Noto Sans, sans-serif"}}, "paper_bgcolor": paper,
           "plot_bgcolor": paper, "margin": {{"l": 8, "r": 8, "t": 40, "b": 8}},
           "legend": {{"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}}}}
config = {{"displaylogo": False, "displayModeBar": False, "responsive": True}}
notes = {NOTES!r}

def show(key, figure):
    st.plotly_chart(figure, key=key, theme=None, width="stretch", alt="Biểu đồ " + key, config=config)

st.html("<main></main>")
years = [2021, 2022, 2023, 2024, 2025]
line = go.Figure()
line.add_scatter(x=years + years[::-1], y=[70, 62, 52, 40, 36, 30, 36, 46, 55, 70], fill="toself", mode="lines",
                 line={{"width": 0}}, fillcolor="rgba(11,79,108,0.16)", showlegend=False, hoverinfo="skip")
line.add_scatter(x=years, y=[70, 59, 49, 37, 33], mode="lines+markers+text", name="Toàn tỉnh", cliponaxis=False,
                 text=["70.001 hộ", "≈ 59.100 hộ", "≈ 49.200 hộ", "36.703 hộ", "→ 33.336 hộ, rất dài ở mép phải"],
                 textposition="top center", line={{"dash": "dash"}},
                 marker={{"size": 12, "symbol": ["circle", "circle", "circle", "circle", "diamond"]}})
line.add_scatter(x=years, y=[70, 61, 52, 43, 35], mode="lines", name="Tiến độ giảm 50 %", line={{"dash": "longdash"}})
line.update_layout(**layout, height=420)
line.update_xaxes(automargin=True, dtick=1)
line.update_yaxes(automargin=True)
with st.container(gap=None):
    chart_tools(own_campaign().wording, "quy dao.1", title="{TRAJECTORY}", subtitle="{SUBTITLE}", notes=notes)
    show("quy dao.1", line)

names = ["Kỳ Sơn", "Tương Dương", "Quế Phong", "Con Cuông"]
many = make_subplots(rows=2, cols=2, subplot_titles=names)
for i, name in enumerate(names):
    many.add_bar(x=years, y=[9 - i, 8, 7, 6, 5 + i], name=name, row=i // 2 + 1, col=i % 2 + 1,
                 marker={{"pattern": {{"shape": "/"}}}})
many.update_layout(**{{**layout, "showlegend": False}}, height=1500)
with st.container(gap=None):
    chart_tools(own_campaign().wording, "multiples", title="{MULTIPLES}", subtitle="", notes=[])
    show("multiples", many)
chart_tools(own_campaign().wording, "bare", title="{BARE}", subtitle="", notes=[])
st.write("hết trang")
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small app on a free port; the theme is the real app's."""
    script = tmp_path_factory.mktemp("charts") / "app.py"
    script.write_text(SCRIPT, encoding="utf-8")
    yield from served(script)


def drawn(page) -> None:
    """Wait until the small app has drawn both charts as wide as their room and they stand still."""
    page.get_by_text("hết trang").wait_for(timeout=60_000)
    page.wait_for_selector(".st-key-multiples .main-svg .ytick")
    until(page, "document.querySelectorAll('[data-testid^=stBidiComponent]').length === 3")
    settle(page, foot="hết trang")


@pytest.fixture(scope="module")
def charts(visits, url) -> Iterator[Shared]:
    """The small app's pages, shared by this file's tests."""
    pages = Shared(visits, url, drawn)
    yield pages
    pages.close()


@pytest.fixture
def open_charts(charts) -> Iterator[Callable]:
    """The small app at a size, to be left as it was; no console error, page error or foreign request may be left."""
    yield lambda width=1280, height=900, scheme="light": charts("", (width, height), scheme)
    charts.check()


def downloaded(page, tool: str, title: str = TRAJECTORY) -> Path:
    """The file a button gives, under its own name."""
    word = {"svg": "Tải ảnh SVG", "png": "Tải ảnh PNG"}[tool]
    with page.expect_download() as download:
        page.get_by_role("button", name=f"{word}: {title}").click()
    target = Path(download.value.path()).with_name(download.value.suggested_filename)
    download.value.save_as(target)
    return target


def plain(text: str) -> str:
    """Text with single ordinary spaces."""
    return " ".join(text.split())


def texts(root: ET.Element) -> list[str]:
    return [plain("".join(part.itertext())) for part in root.iter(f"{SVG}text")]


def shown_labels(page, key: str) -> list[str]:
    return page.locator(f".st-key-{key} .main-svg text").evaluate_all(
        "all => all.filter(one => one.getClientRects().length).map(one => one.textContent.trim()).filter(Boolean)"
    )


@pytest.mark.parametrize(
    ("title", "key", "name"),
    [
        ("Quỹ đạo", "trajectory", "quy-dao-trajectory"),
        ("Tỷ lệ (%): Đường còn phải đi!", "group-poor_districts", "ty-le-duong-con-phai-di-group-poor-districts"),
        ("một hai ba bốn " * 20, "old", "mot-hai-ba-bon-mot-hai-ba-bon-mot-hai-ba-bon-mot-hai-ba-bon-old"),
    ],
)
def test_files_are_named_after_title_and_key(title, key, name):
    assert file_name(title, key) == name


def test_a_key_streamlit_refuses_is_refused():
    with pytest.raises(ValueError, match="underscores"):
        chart_tools(None, "a__b", title="", subtitle="", notes=[])


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_svg_picture_holds_what_the_screen_shows(open_charts, width, scheme):
    page = open_charts(width, scheme=scheme)
    path = downloaded(page, "svg")
    assert path.name == "quy-dao-cua-toan-tinh-quy-dao-1.svg"
    root = ET.parse(path).getroot()
    written = texts(root)
    together = " ".join(written)
    assert TRAJECTORY in together
    assert SUBTITLE in together
    for note in NOTES[:2]:
        assert plain(note) in together
    assert NOTES[2] in "".join(written)
    shown = shown_labels(page, "quy-dao-1")
    assert {"Toàn tỉnh", "Tiến độ giảm 50 %", "36.703 hộ", "2025"} <= set(shown)
    for label in shown:
        assert plain(label) in written
    assert root.find(f"{SVG}rect").get("fill") == {"light": "#ffffff", "dark": "#10181e"}[scheme]
    assert not [part for part in root.iter() if part.get("class") or part.get("style")]
    source = path.read_text(encoding="utf-8")
    assert re.sub(r"https://nghean\.example\.vn", "", source).count("http") == source.count(
        "http://www.w3.org/2000/svg"
    )
    ids = {part.get("id") for part in root.iter() if part.get("id")}
    assert set(re.findall(r"url\(#([^)]+)\)", source)) <= ids


@pytest.mark.browser
def test_nothing_of_the_picture_is_cut(open_charts):
    page = open_charts(390)
    source = downloaded(page, "svg").read_text(encoding="utf-8")
    cut = page.evaluate(
        "source => { const host = document.createElement('div'); host.innerHTML = source; document.body.append(host);"
        "const frame = host.firstChild.getBoundingClientRect();"
        "const cut = [...host.querySelectorAll('text')].filter(text => { const r = text.getBoundingClientRect();"
        "return r.left < frame.left || r.right > frame.right || r.top < frame.top || r.bottom > frame.bottom; });"
        "host.remove(); return cut.map(text => text.textContent); }",
        source,
    )
    assert not cut


@pytest.mark.browser
def test_subplots_keep_every_title_axis_and_pattern(open_charts):
    page = open_charts()
    root = ET.parse(downloaded(page, "svg", MULTIPLES)).getroot()
    written = texts(root)
    shown = shown_labels(page, "multiples")
    assert len(shown) > 30
    assert sorted(written[1:]) == sorted(map(plain, shown))
    patterned = [part for part in root.iter(f"{SVG}path") if (part.get("fill") or "").startswith("url(#")]
    assert len(patterned) == 20


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "paper"), [("light", (255, 255, 255)), ("dark", (16, 24, 30))])
def test_the_png_picture_is_twice_the_svg_and_looks_like_the_screen(open_charts, scheme, paper):
    page = open_charts(scheme=scheme)
    drawing = ET.parse(downloaded(page, "svg")).getroot()
    path = downloaded(page, "png")
    assert path.name == "quy-dao-cua-toan-tinh-quy-dao-1.png"
    image = Image.open(io.BytesIO(path.read_bytes()))
    assert image.format == "PNG"
    assert image.size == tuple(2 * int(drawing.get(side)) for side in ("width", "height"))
    colours = image.convert("RGB").getcolors(maxcolors=1 << 24)
    assert max(colours)[1] == paper
    assert len(colours) > 100
    # Both lines in Plotly's own colours.
    assert {(239, 85, 59), (0, 204, 150)} <= {colour for _, colour in colours}


@pytest.mark.browser
@pytest.mark.parametrize(("size", "key", "title", "whole"), [
    ((1280, 900), "quy-dao-1", TRAJECTORY, True), ((390, 844), "quy-dao-1", TRAJECTORY, True),
    ((1280, 900), "multiples", MULTIPLES, False), ((1280, 1400), "multiples", MULTIPLES, True),
])  # fmt: skip
def test_full_screen_and_back(open_charts, size, key, title, whole):
    page = open_charts(*size)
    plot = page.locator(f".st-key-{key} .svg-container")
    button = page.get_by_role("button", name=f"Toàn màn hình: {title}")
    button.scroll_into_view_if_needed()
    before = plot.bounding_box()
    for leave in ("button", "escape"):
        button.click()
        until(page, "document.fullscreenElement !== null")
        shrink = page.get_by_role("button", name=f"Thu nhỏ: {title}")
        shrink.wait_for()
        drawn(page)
        grown = plot.bounding_box()
        assert (grown["y"] + grown["height"] <= size[1]) == whole
        assert grown["height"] > 0.7 * before["height"]
        if key == "quy-dao-1":
            assert grown["height"] > before["height"]
        assert grown["width"] > before["width"] or size[0] == 390
        assert grown["width"] <= size[0]
        bar, heading = page.locator(".ct.full .head"), page.locator(".ct.full .heading")
        assert title in heading.inner_text()
        assert grown["y"] >= bar.bounding_box()["y"] + bar.bounding_box()["height"] - 1
        if leave == "button":
            shrink.click()
        else:
            # What Escape does; a browser without a window does not hear the key.
            page.evaluate("document.exitFullscreen()")
        button.wait_for()
        drawn(page)
        assert plot.bounding_box() == before
        assert not page.locator(f".st-key-{key}").get_attribute("style")
        assert not page.locator(f".st-key-{key} [data-testid=stPlotlyChart]").get_attribute("style")


@pytest.mark.browser
def test_the_address_is_copied_and_said(open_charts):
    page = open_charts()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=f"Chép đường dẫn: {MULTIPLES}").click()
    page.get_by_role("button", name=f"Đã chép: {MULTIPLES}").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.get_by_role("button", name=f"Chép đường dẫn: {MULTIPLES}").wait_for(timeout=4000)


@pytest.mark.browser
def test_without_a_clipboard_the_address_stands_selected(visits, url):
    page = visits.open(url, (390, 900), wait=drawn)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name=f"Chép đường dẫn: {TRAJECTORY}").click()
    field = page.get_by_label("Nhấn Ctrl+C để chép")
    assert field.input_value() == page.url
    assert field.evaluate("field => field.selectionEnd - field.selectionStart") == len(page.url)
    assert not page.watch.faults
    page.close()


@pytest.mark.browser
def test_without_a_chart_the_buttons_do_nothing(open_charts):
    page = open_charts()
    for word in ("Toàn màn hình", "Tải ảnh SVG", "Tải ảnh PNG"):
        page.get_by_role("button", name=f"{word}: {BARE}").click()
    page.wait_for_timeout(300)
    assert page.evaluate("document.fullscreenElement") is None


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_buttons_can_be_reached_and_read(open_charts, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = open_charts(width, scheme=scheme)
    boxes = [button.bounding_box() for button in page.locator(".ct button").all()]
    assert len(boxes) == 12
    assert all(min(box["width"], box["height"]) >= 24 and box["x"] + box["width"] <= width for box in boxes)
    page.locator(".ct button").first.focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    focused = "e => { let a = document.activeElement; while (a.shadowRoot) a = a.shadowRoot.activeElement; return a.ariaLabel; }"
    assert page.evaluate(focused) == f"Tải ảnh PNG: {TRAJECTORY}"
    page.get_by_role("button", name=f"Toàn màn hình: {TRAJECTORY}").click()
    page.get_by_role("button", name=f"Thu nhỏ: {TRAJECTORY}").wait_for()
    for full in (True, False):
        found = Axe().run(page).response["violations"]
        in_tools = [
            v["id"]
            for v in found
            if any("ct" in str(n["target"]) for n in v["nodes"]) and v["impact"] in ("serious", "critical")
        ]
        assert not in_tools, full
        if full:
            page.get_by_role("button", name=f"Thu nhỏ: {TRAJECTORY}").click()
            page.get_by_role("button", name=f"Toàn màn hình: {TRAJECTORY}").wait_for()
