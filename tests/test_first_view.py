"""The server's first view says what the live page says, gives way to it, and harms nothing."""

from __future__ import annotations

import asyncio
import html
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from lib.base.findings import data_error
from lib.campaign import served
from lib.campaign.measures import measure_figure
from lib.views.page_list import PAGES
from lib.views.pages import vung_cham
from lib.views.sentences import ending, lagging, verdicts, whole_province
from lib.web import first_view
from tests.conftest import settle
from tests.visits import put_away, until

INDEX = (
    '<html><head><script type="module" crossorigin src="./static/js/index.x.js"></script>'
    '<link rel="stylesheet" crossorigin href="./static/css/index.css"></head><body class="x"><div id="root"></div></body></html>'
)
NBSP = "\N{NO-BREAK SPACE}"


def text_of(page: str) -> str:
    """What a reader without scripts sees of a page."""
    body = re.sub(r"<(style|script|template)\b.*?</\1>", "", page, flags=re.DOTALL)
    return re.sub(r" +", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)).replace(NBSP, " "))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
@pytest.mark.parametrize("query", ["", "nam=2025", "nhom=poor_districts&nam=2022", "huyen=417&huyen=Vinh", "nam=2021"])
def test_every_page_has_its_first_view(campaign, page, query):
    made = first_view.with_first_view(INDEX, f"/{page.path}", query)
    assert re.search("<h1>([^<]+)</h1>", made)
    assert made.index('id="first-view"') < made.index('id="root"') < made.index("index.css")
    assert "{" not in text_of(made)


def test_the_overview_says_the_live_sentences_and_figures(campaign):
    for year in campaign.years:
        made = first_view.with_first_view(INDEX, "/", f"nam={year}")
        text = text_of(made)
        title = campaign.wording.heading(verdicts.verdict(campaign, year, with_ending=True))
        assert f"<h1>{html.escape(title)}</h1>" in made
        for sentence in (ending.brief(campaign, year), lagging.who_lags(campaign, year, list(campaign.districts)),
                         whole_province.campaign_sentence(campaign, year)):  # fmt: skip
            assert sentence.replace(NBSP, " ") in text
        for unit in campaign.districts:
            figure = measure_figure(campaign, "ty_le_ngheo", unit, year)
            mark = {"estimated": "≈ ", "projected": "◇ "}.get(figure.status, "")
            decimals = 1 if figure.status == "estimated" else 2
            value = f"{figure.value:.{decimals}f}".replace(".", ",")
            if figure.status != "estimated":  # an estimate may round the other way at a half
                assert f"{mark}{value} %" in text, (unit, year)
            assert campaign.names[unit] in text


def test_trajectories_are_drawn_of_what_the_link_asks_for(campaign):
    made = first_view.with_first_view(INDEX, "/quy_dao", "huyen=417&chi_so=poor_rate&nam=2023")
    text = text_of(made)
    for year in campaign.years:
        figure = campaign.figure("417", "poor_rate", year)
        assert campaign.marks.marked_parts(figure)[0].replace(NBSP, " ") in text
        assert campaign.marks.standing(figure, interval=True).replace(NBSP, " ") in text  # in the table
    label = html.escape(f"{campaign.indicator_names['poor_rate']}: {campaign.names['417']}")
    assert made.count(f'class="fv-chart" role="img" aria-label="{label}"') == 2  # one a theme
    assert campaign.indicator_names["poor_rate"] in text
    assert "no_such" not in first_view.with_first_view(INDEX, "/quy_dao", "chi_so=no_such")


def test_lagging_lists_every_unit_with_its_sentence_or_value(campaign):
    text = text_of(first_view.with_first_view(INDEX, "/vung_cham", "nam=2024"))
    for standing in campaign.queue(2024, list(campaign.districts)):
        assert campaign.names[standing.unit] in text
        if campaign.judgement(standing.judgement).kind in ("bad", "open"):
            assert lagging.lag_sentence(campaign, standing).replace(NBSP, " ") in text


def test_the_map_opens_with_the_links_measure(campaign):
    for code, measure in campaign.display.measures.items():
        made = text_of(first_view.with_first_view(INDEX, "/ban_do", f"bd_chiso={code}&nam=2024"))
        assert f"{measure.label} ({measure.unit})" in made
    nonsense = first_view.with_first_view(INDEX, "/ban_do", "bd_chiso=<b>")
    assert nonsense == first_view.with_first_view(INDEX, "/ban_do", "")


def test_the_pages_charting_is_fetched_with_the_page():
    index = INDEX.replace("./static/", "./static/v-0123456789ab/")
    paths = (
        ("/quy_dao", "", 1),
        ("/vung_cham", "", 1),
        ("/so_sanh", "huyen=417&huyen=412", 1),
        ("/", "", 0),
        ("/ban_do", "", 0),
    )
    for path, query, count in paths:
        made = first_view.with_first_view(index, path, query)
        assert ('class="fv-chart"' in made) == bool(count), path
        found = re.findall(r'<link rel="modulepreload"[^>]*href="([^"]*)"', made)
        assert len(found) == count
        assert all(re.fullmatch(r"\./static/v-0123456789ab/js/PlotlyChart\.[\w-]+\.js", address) for address in found)


def test_former_links_and_nonsense_are_read_as_the_live_page_reads_them(campaign):
    former = first_view.with_first_view(INDEX, "/vung_cham", "nhom=Huy%E1%BB%87n%20ngh%C3%A8o&bd_nam=2023")
    today = first_view.with_first_view(INDEX, "/vung_cham", "nhom=poor_districts&nam=2023")
    assert former == today
    nonsense = first_view.with_first_view(INDEX, "/vung_cham", "nhom=<script>alert(1)</script>&nam=abc&huyen=%00")
    assert nonsense == first_view.with_first_view(INDEX, "/vung_cham", "")


def test_unknown_addresses_and_a_server_without_a_good_edition_get_the_plain_page(monkeypatch):
    assert first_view.with_first_view(INDEX, "/abc", "") == INDEX

    class Broken:
        def current(self):
            raise data_error("observations.csv", "hỏng")

    monkeypatch.setattr(served, "PUBLIC", Broken())
    assert first_view.with_first_view(INDEX, "/", "") == INDEX


def test_streamlit_waits_for_the_first_view_and_nothing_of_it_is_lost():
    made = first_view.with_first_view(INDEX, "/", "")
    head, later = made.split('<template id="first-view-later">')
    assert "index.x.js" not in head
    assert "index.css" not in head
    for tag in re.findall(r"<(?:script|link)[^>]*>", INDEX):
        assert tag in later.split("</template>")[0]
    assert later.count("<script") == 2  # Streamlit's own, and the one that starts it
    # Other inline scripts of the page stay where they are: they must have run before Streamlit does.
    own = INDEX.replace("<head>", "<head><script>own</script>")
    assert "<script>own</script>" in first_view.with_first_view(own, "/", "").split("<body")[0]


@pytest.fixture
def page(visits, app_url):
    """A page that has opened nothing yet, in the window whose scripts were compiled before."""
    page = visits.blank(app_url)
    yield page
    put_away(page)


@pytest.mark.browser
def test_streamlit_starts_when_the_first_views_script_is_lost(page, app_url):
    page.route("**/first-view-*.js", lambda route: route.abort())
    page.goto(f"{app_url}/du_lieu")
    page.wait_for_selector("#root [data-testid='stHeading']", state="attached", timeout=30_000)


def test_a_first_view_that_fails_leaves_the_page(monkeypatch, caplog):
    def broken(*_):
        raise ZeroDivisionError

    async def app(scope, receive, send):
        start = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]}
        await send(start)
        await send({"type": "http.response.body", "body": INDEX.encode()})

    sent = []

    async def send(message):
        sent.append(message)

    monkeypatch.setattr(vung_cham, "view", broken)
    scope = {"type": "http", "method": "GET", "path": "/vung_cham", "query_string": b"nam=2022&huyen=415"}
    # In a thread of its own: a browser test on the same worker may have left an event loop running.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, first_view.FirstView(app)(scope, None, send)).result(timeout=60)
    assert sent[1]["body"].decode() == INDEX
    assert "no first view of /vung_cham" in caplog.text


def test_data_cannot_end_its_element(campaign):
    made = first_view.first_view(PAGES[0], "")
    data = made.split('id="first-view-map">')[1].split("</script>")[0]
    assert "<" not in data


@pytest.mark.browser
@pytest.mark.parametrize("path", ["?nam=2023", "ban_do?nam=2025&huyen=417"])
def test_the_map_stands_there_before_the_live_page_and_gives_way_to_the_same_figures(page, app_url, path):
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    # The live page is held back until the first view has been looked at.
    held = []
    page.route("**/static/**/js/index.*.js", lambda route: held.append(route))
    page.goto(f"{app_url}/{path}", wait_until="commit")
    page.wait_for_selector("#first-view .fv-map-host")
    page.locator("#first-view [data-unit='417'][role=button]").wait_for(state="attached")
    early = labels(page, "#first-view")
    page.locator("#first-view [data-unit='417'][role=button]").dispatch_event("pointerover", {"pointerType": "mouse"})
    assert "Kỳ Sơn" in page.locator("#first-view .card").last.inner_text()
    for route in held:
        route.continue_()
    page.wait_for_selector("#first-view", state="detached", timeout=60_000)
    settle(page)
    late = labels(page, "#root")
    assert early
    assert early == late
    assert not errors


@pytest.mark.browser
@pytest.mark.parametrize(
    ("click", "then"),
    [("path[data-unit='417'][role=button]", r"\?.*huyen=417"), ("button:text-is('2022')", r"\?.*nam=2022")],
)
def test_what_is_clicked_before_the_page_is_live_is_done(page, app_url, click, then):
    held = []
    page.route("**/static/**/js/index.*.js", lambda route: held.append(route))
    page.goto(f"{app_url}/?nam=2023", wait_until="commit")
    page.locator(f"#first-view .fv-map-host {click}").first.click()
    until(page, "document.querySelector('script[src*=index]') !== null")
    for route in held:
        route.continue_()
    page.unroute("**/static/**/js/index.*.js")
    page.wait_for_url(re.compile(then), timeout=60_000)
    page.wait_for_selector("#first-view", state="detached", timeout=60_000)
    settle(page)


@pytest.mark.browser
def test_a_drawn_chart_stays_until_the_live_one_is_there(page, app_url):
    held = []
    page.route("**/PlotlyChart.*.js", lambda route: held.append(route))
    page.goto(f"{app_url}/quy_dao?nam=2023")
    page.wait_for_selector('#root [data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_selector("#root [data-testid='stHeading']")
    page.wait_for_timeout(500)
    assert page.locator("#first-view .fv-chart").first.is_visible()
    assert held
    for route in held:
        route.continue_()
    page.wait_for_selector("#first-view", state="detached", timeout=60_000)
    assert page.locator("#root [data-testid=stPlotlyChart] .main-svg").first.is_visible()


def labels(page, root: str) -> dict[str, str]:
    """Unit -> what a map inside ``root`` says of it."""
    found = page.locator(f"{root} [data-unit][role=button]").evaluate_all(
        "all => all.map(e => [e.dataset.unit, e.getAttribute('aria-label') || e.textContent])"
    )
    return dict(found)


@pytest.mark.browser
def test_without_scripts_the_page_is_readable(browser, app_url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{app_url}/?nam=2024")
    assert "36.703" in page.inner_text("#first-view").replace(NBSP, " ")
    assert page.locator("#first-view svg.fv-map path.unit").count() == 21
    page.get_by_role("link", name="Vùng chậm").click()
    assert "Kỳ Sơn" in page.inner_text("#first-view main")
    context.close()
