"""No text over another, nothing wider than the screen: every page, every year, from a small phone to a wall."""

from __future__ import annotations

import re

import pytest

from tests.conftest import settle

pytestmark = pytest.mark.browser
PAGES = ["", "ban_do", "quy_dao", "vung_cham", "du_lieu"]
YEARS = ["2021", "2022", "2023", "2024", "2025"]
WIDTHS = [320, 640, 1024, 2560, 3840]
SIZES = [(1440, 900), (1920, 1080), (390, 844)]
SIX = "&".join(f"huyen={name}" for name in ("Kỳ Sơn", "Tương Dương", "Quế Phong", "Quỳ Châu", "Con Cuông", "Vinh"))

#: Words of Streamlit's own interface; the figures' sources are the only English a page may show, inside folded parts.
ENGLISH = re.compile(
    r"\b(?:Page|Loading|Search|Download|Settings|Select|Choose|results?|Show|Hide|View|Running|Stop|Fullscreen|Rerun)\b"
)

#: Boxes of visible text: one a line of HTML text, one an SVG text; halved line heights, since a line's box is taller
#: than its letters. Two boxes that share more than two pixels in both directions cover each other.
OVERLAPS = """() => {
  const boxes = [];
  const roots = [document];
  for (let i = 0; i < roots.length; i += 1)
    for (const e of roots[i].querySelectorAll('*')) if (e.shadowRoot) roots.push(e.shadowRoot);
  const shown = (e) => e.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true});
  const main = document.querySelector('[data-testid=stMainBlockContainer]');
  const inside = (node) => { for (let n = node; n; n = n.parentNode ?? n.host) if (n === main) return true; return false; };
  const add = (rect, text, node) => {
    if (rect.width < 3 || rect.height < 3) return;
    const trim = rect.height * 0.25;
    boxes.push({x0: rect.left, x1: rect.right, y0: rect.top + trim, y1: rect.bottom - trim, text, node});
  };
  for (const root of roots) {
    const walk = document.createTreeWalker(root === document ? document.body : root, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || !parent || !inside(node) || !shown(parent)) continue;
      if (parent.closest('.sr, .card[hidden], style, script, details:not([open]) > :not(summary), [aria-hidden=true].card')) continue;
      if (getComputedStyle(parent).clipPath !== 'none') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) add(rect, node.data.trim().slice(0, 40), parent.closest('text') ?? parent);
    }
  }
  const found = [];
  boxes.sort((a, b) => a.x0 - b.x0);
  for (let i = 0; i < boxes.length; i += 1)
    for (let j = i + 1; j < boxes.length && boxes[j].x0 < boxes[i].x1 - 2; j += 1) {
      const [a, b] = [boxes[i], boxes[j]];
      if (a.node === b.node) continue;
      if (Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0) > 2) found.push(`${a.text} | ${b.text}`);
    }
  return found;
}"""

#: What sticks out of the screen, and text cut off by its own box.
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  const main = document.querySelector('[data-testid=stMain]');
  const found = [];
  if (document.documentElement.scrollWidth > wide + 1) found.push('document');
  if (main.scrollWidth > main.clientWidth + 1) found.push('main');
  for (const e of document.querySelectorAll('.verdict, .lags, .story, .notice, .card, .card *, .queue, .chips li, h1, h2, h3')) {
    const rect = e.getBoundingClientRect();
    if (rect.width && (rect.right > wide + 1 || rect.left < -1)) found.push(`${e.className}: ${e.textContent.slice(0, 40)}`);
  }
  for (const e of document.querySelectorAll('.card b, .card span, .card h3')) {
    const card = e.closest('.card').getBoundingClientRect();
    if (e.getBoundingClientRect().right > card.right + 1) found.push(`out of its card: ${e.textContent}`);
  }
  return found;
}"""


def resized(page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(450)  # maps and charts redraw a moment after the window has changed


def plots_drawn(page) -> None:
    page.wait_for_function(
        "[...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.main-svg text'))"
    )


@pytest.mark.parametrize("path", PAGES)
def test_no_text_covers_another_and_nothing_overflows(open_page, path):
    faults = []
    page = None
    for scheme, years in (("light", YEARS), ("dark", YEARS[-1:])):
        page = open_page(f"{path}?nam={years[0]}", 1440, 900, scheme)
        for year in years:
            if year != years[0]:
                page.goto(f"{page.url.split('?')[0]}?nam={year}")
                settle(page)
            plots_drawn(page)
            faults += [f"{year}: {word}" for word in ENGLISH.findall(page.inner_text("body"))]
            for width, height in SIZES:
                resized(page, width, height)
                faults += [f"{scheme} {year} {width}: {pair}" for pair in page.evaluate(OVERLAPS)]
                faults += [f"{scheme} {year} {width}: {part}" for part in page.evaluate(OVERFLOW)]
            for width in WIDTHS:
                resized(page, width, 900)
                faults += [f"{scheme} {year} {width}: {part}" for part in page.evaluate(OVERFLOW)]
    assert not faults, "\n".join(faults[:40])


@pytest.mark.parametrize(
    "query", [SIX, f"{SIX}&chi_so=Tỷ lệ hộ nghèo", "nhom=Đồng bằng, ven biển", "nhom=Huyện nghèo&nam=2025"]
)
@pytest.mark.parametrize("path", ["quy_dao", "vung_cham"])
def test_charts_of_many_districts_keep_their_labels_apart(open_page, path, query):
    page = open_page(f"{path}?{query}")
    plots_drawn(page)
    faults = []
    for width, height in SIZES:
        resized(page, width, height)
        faults += [f"{width}: {pair}" for pair in page.evaluate(OVERLAPS)]
    assert not faults, "\n".join(faults[:30])
