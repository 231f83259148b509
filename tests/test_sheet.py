"""The printed page of a profile: one A4 page for everybody, its figures the ledger's, nothing from elsewhere."""

from __future__ import annotations

import re
import urllib.request

import pytest

from lib.campaign.campaign import POOR, RATE
from lib.drawing.sheet import sheet
from lib.views.documents.profile import profile, subjects
from lib.views.page_list import PAGES
from tests.visits import Watch, axe_findings

#: Numbers of the chart that its legend covers, and entries that leave the chart.
COVERED = """() => {
  const chart = document.querySelector('.fv-chart');
  const legend = chart?.querySelector('.fv-legend');
  if (!legend) return [];
  const [box, below, found] = [chart.getBoundingClientRect(), legend.getBoundingClientRect().bottom, []];
  for (const text of chart.querySelectorAll('svg text')) {
    const { top, height } = text.getBoundingClientRect();
    if (top + height * 0.25 < below) found.push(text.textContent);
  }
  for (const entry of legend.children) if (entry.getBoundingClientRect().right > box.right + 1) found.push(entry.textContent);
  return found;
}"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_profile_fits_one_page(visits, app_url, campaign, year):
    # The paper without its margins: 186 x 277 mm.
    page = visits.blank(app_url, (703, 1047))
    page.emulate_media(media="print")
    for unit in subjects(campaign):
        page.set_content(sheet(campaign, profile(campaign, unit, year)))
        pages = re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True))
        assert len(pages) == 1, (unit, year)
        wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1], (unit, year)
        assert not page.evaluate(COVERED), (unit, year)
        text = page.inner_text("main")
        for indicator in (RATE, POOR):
            figure = campaign.figure(unit, indicator, year)
            assert not figure.known or campaign.marks.standing(figure) in text, (unit, indicator)
    page.close()


def test_the_server_gives_it_and_it_asks_for_nothing(visits, app_url):
    page = visits.blank(app_url)
    watch = Watch()
    watch.over(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{app_url}/mot_trang?huyen=415&nam=2024")
    assert "Huyện Quế Phong" in page.inner_text("h1")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="In trang này").click()
    assert page.evaluate("window.printed")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert axe_findings(page) == []
    assert [url for url in asked if not url.startswith("data:")] == [page.url]
    assert not watch.faults
    page.close()
    request = urllib.request.Request(f"{app_url}/mot_trang", method="POST")
    with pytest.raises(urllib.error.HTTPError, match="405"):
        urllib.request.urlopen(request, timeout=20)


@pytest.mark.parametrize("code", [page.code for page in PAGES])
def test_every_page_can_be_printed(visits, app_url, code):
    page = visits.blank(app_url, (703, 1047))
    watch = Watch()
    watch.over(page)
    page.goto(f"{app_url}/mot_trang?trang={code}&nam=2024&huyen=417&huyen=412")
    assert axe_findings(page) == []
    page.emulate_media(media="print")
    wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide[0] <= wide[1]
    assert not page.evaluate(COVERED)
    # Everything that unfolds lies open, nothing is left of what only a live page can do.
    assert page.locator("details:not([open])").count() == 0
    assert re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True))
    assert not watch.faults
    page.close()
