"""Signs are drawn by the font of signs wherever a screen shows them; where the system brings its own colours (forced
colours) hatches, bars, intervals, borders and what is chosen stay visible and told apart.
"""

from __future__ import annotations

import html

import pytest

from lib.drawing.font import SIGNS, sign_face
from tests.visits import DESK, Watch, lead_to, settle, until

pytestmark = pytest.mark.browser
MEETING = "trinh_chieu?huyen=417"
#: Signs that every font of letters has, none of them small.
TYPED = set("×–•?")


@pytest.fixture(scope="module")
def forced(visits, app_url):
    """One page in a black and in a white theme of the system's, by its colour scheme."""
    pages = {}
    for scheme in ("light", "dark"):
        pages[scheme] = visits.blank(app_url, DESK, scheme)
        Watch().over(pages[scheme])
        pages[scheme].emulate_media(forced_colors="active", color_scheme=scheme)
    yield pages
    for page in pages.values():
        page.close()


def fonts_of(page, selector: str) -> set[str]:
    """The fonts that the letters of the first such element are drawn with, as the browser tells."""
    session = page.context.new_cdp_session(page)
    for name in ("DOM.enable", "CSS.enable"):
        session.send(name)
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    assert node, selector
    return {font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]}


def styles(page, root: str, selector: str, *names: str, pseudo: str | None = None) -> list[list[str]]:
    """Computed styles of all such elements below the first shadow root that has ``root``, or the document."""
    found = page.evaluate(
        """([root, selector, names, pseudo]) => {
          const roots = [document, ...[...document.querySelectorAll('*')].map((e) => e.shadowRoot).filter(Boolean)];
          const own = roots.find((r) => r.querySelector(root));
          return [...own.querySelectorAll(selector)].map((e) => names.map((n) => getComputedStyle(e, pseudo)[n]));
        }""",
        [root, selector, names, pseudo],
    )
    assert found, selector
    return found


def canvas(page) -> dict[str, str]:
    """The system's colours by name."""
    return page.evaluate("""() => Object.fromEntries(['Canvas', 'CanvasText', 'Highlight'].map((name) => {
      const probe = document.body.appendChild(Object.assign(document.createElement('i'), {style: `color: ${name}`}));
      const colour = getComputedStyle(probe).color;
      probe.remove();
      return [name, colour];
    }))""")


@pytest.mark.live
def test_every_sign_of_judgements_marks_and_groups_is_drawn(live_campaign, visits, app_url):
    shown = live_campaign.display.status
    said = [entry.symbol for entry in live_campaign.judgements.values()]
    said += [getattr(shown, status).mark for status in type(shown).model_fields]
    said += [mark for mark in live_campaign.ledger.groups["map_mark"].dropna() if len(mark) == 1]
    signs = sorted({sign for text in said for sign in text if not sign.isspace()} - TYPED - {"≈"})
    assert len(signs) >= 8
    page = visits.blank(app_url)
    cells = "".join(f"<b id=s{place}>{html.escape(sign)}</b>" for place, sign in enumerate(signs))
    page.set_content(f"<style>{sign_face()} b {{font-family: Signs, sans-serif}}</style><p>{cells}</p>")
    until(page, "document.fonts.status === 'loaded'")
    assert {sign: fonts_of(page, f"#s{place}") for place, sign in enumerate(signs)} == {
        sign: {"Signs"} for sign in signs
    }
    page.close()
    assert SIGNS.stat().st_size < 4000


@pytest.mark.parametrize(
    ("path", "selector"), [("", ".card .why"), ("vung_cham", ".queue .why"), ("vung_cham", ".chips li"),
                           ("vung_cham", ".stPlotlyChart .annotation-text"), ("", ".mark.estimated")]
)  # fmt: skip
def test_pages_draw_signs_with_our_font_beside_letters_of_the_readers(visit, path, selector):
    page = visit(path)
    fonts = fonts_of(page, f"[data-testid=stMain] {selector}")
    assert "Signs" in fonts and len(fonts) >= 2
    # Copied and read out they are the signs they were.
    assert any(sign in page.locator(f"[data-testid=stMain] {selector}").first.text_content() for sign in "▲▼▽◐✓✖×○?–")


@pytest.mark.parametrize("path", [f"{MEETING}#chi_tieu", "mot_trang?huyen=417"])
def test_the_stage_and_paper_draw_them_too(visits, app_url, path):
    page = visits.blank(app_url)
    page.goto(f"{app_url}/{path}")
    selector = ".judged summary" if path.startswith(MEETING) else ".card .why"
    until(page, f"!!document.querySelector('{selector}') && document.fonts.status === 'loaded'")
    assert "Signs" in fonts_of(page, selector)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
class TestForcedColours:
    """Themes of the system's own, white and black."""

    def open(self, forced, app_url, scheme, path):
        page = forced[scheme]
        # The app is loaded once a theme and led on.
        if page.get_by_test_id("stApp").count():
            lead_to(page, f"{app_url}/{path}")
        else:
            page.goto(f"{app_url}/{path}")
            settle(page)
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        return page, canvas(page)

    def test_bars_hatches_intervals_and_edges_of_cards(self, forced, app_url, scheme):
        page, own = self.open(forced, app_url, scheme, "ho_so?huyen=417")
        for (image,) in styles(page, ".peers", ".bar.estimated", "backgroundImage"):
            assert own["CanvasText"] in image and own["Canvas"] in image
        for colour, edge in styles(
            page, ".peers", ".bar:not(.estimated, .projected)", "backgroundColor", "borderTopColor"
        ):
            assert colour == edge == own["CanvasText"]
        for colour, outline in styles(page, ".peers", ".span", "backgroundColor", "outlineStyle"):
            assert colour == own["Highlight"] and outline == "solid"
        for colour, width in styles(page, ".card", ".card", "borderLeftColor", "borderLeftWidth"):
            assert colour == own["CanvasText"] and float(width.removesuffix("px")) > 4

    def test_the_maps_classes_hatch_outlines_and_choice(self, forced, app_url, scheme):
        page, own = self.open(forced, app_url, scheme, "ban_do?huyen=417")
        fills = {fill for (fill,) in styles(page, ".dm", ".classes .swatch rect", "fill")}
        assert len(fills) >= 5
        assert {fill for (fill,) in styles(page, ".dm", ".fills path", "fill")} <= fills | {own["Canvas"]}
        for stroke, opacity in styles(page, ".dm", "pattern path", "stroke", "strokeOpacity"):
            assert stroke not in fills and float(opacity) >= 0.4
        assert styles(page, ".dm", ".borders path", "stroke")[0] == [own["CanvasText"]]
        assert styles(page, ".dm", ".groups path", "stroke")[0] == [own["CanvasText"]]
        chosen = styles(page, ".dm", ".selections path.on", "stroke", "visibility")
        assert chosen == [[own["Highlight"], "visible"]]
        pressed = styles(page, ".dm", "button[aria-pressed=true]", "backgroundColor")
        assert {colour for (colour,) in pressed} == {own["Highlight"]}
        assert [own["Highlight"]] not in styles(page, ".dm", "button[aria-pressed=false]", "backgroundColor")

    def test_the_map_of_communes(self, forced, app_url, scheme):
        page, own = self.open(forced, app_url, scheme, "xa_phuong?xa=16936")
        page.wait_for_selector(".cm[data-ready] .names text", state="attached")
        swatches = styles(page, ".cm", ".swatch", "backgroundColor", "borderTopColor")
        assert len({colour for colour, _ in swatches}) == len(swatches)
        assert {edge for _, edge in swatches} == {own["CanvasText"]}
        assert {colour for (colour,) in styles(page, ".cm", ".chosen", "stroke")} == {own["Highlight"]}
        assert {colour for (colour,) in styles(page, ".cm", ".district", "stroke")} == {own["CanvasText"]}
        # Names are in the ink their class was given, on it; without a class in the system's.
        fills = {colour for colour, _ in swatches}
        for ink, ground in styles(page, ".cm", ".names text:not(.blank)", "fill", "stroke"):
            assert ground in fills and ink != ground
        blank = styles(page, ".cm", ".names text.blank", "fill", "stroke")
        assert all(pair == [own["CanvasText"], own["Canvas"]] for pair in blank)

    def test_the_meetings_bars_lines_and_cards(self, forced, app_url, scheme):
        page = forced[scheme]
        page.goto(f"{app_url}/{MEETING}#tut_lai")
        page.wait_for_selector(".rank .bar.e")
        own = canvas(page)
        for image, edge in styles(page, ".rank", ".bar.e", "backgroundImage", "borderTopColor"):
            assert own["CanvasText"] in image and own["Canvas"] in image and edge == own["CanvasText"]
        for colour, opacity in styles(page, ".rank", ".span", "backgroundColor", "opacity"):
            assert colour == own["Highlight"] and opacity == "1"
        for (colour,) in styles(page, ".rank", ".track .line", "borderLeftColor"):
            assert colour == own["Highlight"]
