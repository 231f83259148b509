"""Streamlit's own texts: changed on their way to the browser, nothing else touched, never a reason to fail."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import re
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import TimeoutError as BrowserTimeout
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from streamlit.file_util import get_static_dir
from streamlit.web.server.starlette.starlette_gzip_middleware import SelectiveGZipMiddleware
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_handler

from lib.base.findings import DataError
from lib.base.paths import DATA_DIR
from lib.views.page_list import PAGES
from lib.web.framework.texts import FrameworkTexts, build
from tests.conftest import served
from tests.visits import settle, until

STATIC = Path(get_static_dir())
TEXTS_FILE = DATA_DIR / "framework_texts.yaml"
TEXTS = {
    "page": {"lang": "vi", "title": "Nghèo & đói", "noscript": "Cần JavaScript."},
    "texts": [{"seen": "a list", "files": "Multiselect.*.js", "words": {"No results": "Không tìm thấy"}}],
    "patches": [],
}


def write(path: Path, content: object) -> Path:
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Answer:
    """What a client received, its body unpacked."""

    status: int
    headers: Headers
    length: int
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


class Served:
    """Streamlit's own static handler behind the middlewares of the app, called without a network."""

    def __init__(self, texts: Path = TEXTS_FILE, base: str = "") -> None:
        self.app = Starlette(
            routes=[
                Route("/_stcore/health", lambda request: PlainTextResponse("ok")),
                Mount(base or "/", create_streamlit_static_handler(str(STATIC), base)),
            ],
            middleware=[
                Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),
                Middleware(FrameworkTexts, texts=texts),
                # Streamlit's own middleware has compressed the page of a deep link already.
                Middleware(SelectiveGZipMiddleware, minimum_size=500, compresslevel=4),
            ],
        )

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        path, _, query = path.partition("?")
        sent = {"accept-encoding": "gzip", **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": path,
            "raw_path": path.encode(), "root_path": "", "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
            "server": ("localhost", 80), "client": ("localhost", 1234),
        }  # fmt: skip
        messages = []

        async def receive() -> None:
            # The client stays until it has been answered.
            await asyncio.Event().wait()

        async def send(message: dict) -> None:
            messages.append(message)

        # In a thread of its own: a browser test on the same worker may have left an event loop running.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(asyncio.run, self.app(scope, receive, send)).result(timeout=60)
        start, *parts = messages
        body = b"".join(part.get("body", b"") for part in parts)
        received = Headers(raw=start["headers"])
        content = gzip.decompress(body) if received.get("content-encoding") == "gzip" else body
        return Answer(start["status"], received, len(body), content)


def script(name: str) -> str:
    return next((STATIC / "static" / "js").glob(name)).name


def versioned(page: str) -> str:
    return re.search(r"\./static/(v-[0-9a-f]{12})/", page).group(1)


def test_every_entry_occurs_in_the_installed_streamlit():
    assert build().missing == ()


def test_the_page_is_vietnamese_before_any_script():
    page = Served().get("/vung_cham?nam=2023")
    words = yaml.safe_load(TEXTS_FILE.read_text(encoding="utf-8"))["page"]
    assert '<html lang="vi">' in page.text
    assert f"<title>{words['title']}</title>" in page.text
    assert f"<noscript><p>{words['noscript'].strip()}</p></noscript>" in page.text
    assert "BACKEND_BASE_URL" in page.text
    assert page.headers["cache-control"] == "no-cache"
    assert page.headers["content-encoding"] == "gzip"
    assert "etag" not in page.headers


def test_a_browser_that_kept_the_original_page_gets_the_changed_one(tmp_path):
    broken = Served(tmp_path / "missing.yaml")
    original = broken.get("/")
    etag = original.headers["etag"]
    assert broken.get("/", if_none_match=etag).status == 304
    page = Served().get("/", if_none_match=etag)
    assert page.status == 200
    assert '<html lang="vi">' in page.text
    assert Served().get("/", range="bytes=0-9").status == 200


@pytest.mark.parametrize("base", ["", "/bang"])
def test_scripts_are_changed_under_their_versions_address(base):
    served = Served(base=base)
    version = versioned(served.get(f"{base}/").text)
    name = script("Multiselect.*.js")
    changed = served.get(f"{base}/static/{version}/js/{name}", accept_encoding="identity")
    assert "`Không tìm thấy`" in changed.text
    assert "No results" not in changed.text
    assert int(changed.headers["content-length"]) == changed.length
    assert changed.headers["content-type"].startswith("text/javascript")
    assert "immutable" in changed.headers["cache-control"]
    assert served.get(f"{base}/static/{version}/js/{name}").headers["content-encoding"] == "gzip"
    old = served.get(f"{base}/static/v-000000000000/js/{name}")
    assert old.content == changed.content
    assert old.headers["cache-control"] == "no-cache"


def test_other_files_and_addresses_are_passed_on():
    served = Served()
    version = versioned(served.get("/").text)
    for path in (STATIC / "static").glob("*/protobuf.*.js"):
        assert served.get(f"/static/{version}/js/{path.name}").content == path.read_bytes()
    name = script("Multiselect.*.js")
    assert served.get(f"/static/js/{name}").content == (STATIC / "static" / "js" / name).read_bytes()
    assert served.get("/favicon.png").content == (STATIC / "favicon.png").read_bytes()
    assert served.get("/_stcore/health").text == "ok"
    assert served.get("/", method="HEAD").status == 200


def test_the_address_changes_with_the_texts(tmp_path):
    first = build(texts=write(tmp_path / "a.yaml", TEXTS))
    words = {"No results": "Không có"}
    second = build(texts=write(tmp_path / "b.yaml", {**TEXTS, "texts": [{**TEXTS["texts"][0], "words": words}]}))
    assert first.version != second.version
    assert first.version == build(texts=tmp_path / "a.yaml").version
    assert "<title>Nghèo &amp; đói</title>" in first.page.decode()


@pytest.mark.parametrize(
    "content",
    [
        "page: [",
        "[]",
        "",
        "page: {lang: vi}\ntexts: []\npatches: []",
        yaml.safe_dump({**TEXTS, "texts": [{"files": "*.js"}]}),
        yaml.safe_dump({**TEXTS, "texts": [{"files": "*.js", "words": {"No results": None}}]}),
        yaml.safe_dump({**TEXTS, "patches": [{"name": "half", "files": "*.js", "from": "a"}]}),
    ],
)
def test_unusable_texts_leave_streamlit_as_it_is(tmp_path, caplog, content):
    path = tmp_path / "texts.yaml"
    path.write_text(content, encoding="utf-8")
    assert Served(path).get("/").content == (STATIC / "index.html").read_bytes()
    assert "stay English" in caplog.text


@pytest.mark.parametrize("text", ["`", "${alert(1)}", '"', "it's", "\\", "a\nb", "${", "${e"])
def test_a_text_brings_no_code(tmp_path, text):
    group = {**TEXTS["texts"][0], "words": {"Remove ${e}": text}}
    with pytest.raises(DataError):
        build(texts=write(tmp_path / "texts.yaml", {**TEXTS, "texts": [group]}))


def test_an_entry_that_is_not_found_is_logged_and_leaves_the_others(tmp_path, caplog):
    group = {**TEXTS["texts"][0], "words": {"No results": "Không tìm thấy", "Never said": "Không bao giờ"}}
    served = Served(write(tmp_path / "texts.yaml", {**TEXTS, "texts": [group]}))
    assert '<html lang="vi">' in served.get("/").text
    assert "Never said" in caplog.text


@pytest.fixture(scope="module")
def cold_visit(browser):
    """A deep link as the very first request to a server: what was answered, the page's text and title, its raw HTML."""
    server = served()
    url = next(server)
    page = browser.new_page()
    answers = []
    page.on("response", lambda response: answers.append((response.status, response.url)))
    page.goto(f"{url}/vung_cham?nam=2023&huyen=417")
    settle(page)
    text, title = page.inner_text("body"), page.title()
    page.close()
    with urllib.request.urlopen(f"{url}/vung_cham", timeout=60) as answer:
        raw = answer.read().decode()
    server.close()
    return answers, text, title, raw


@pytest.mark.browser
def test_a_deep_link_works_as_the_first_request_after_a_start(cold_visit):
    _, text, _, _ = cold_visit
    assert "Kỳ Sơn, cuối năm 2023: " in text
    assert "Tổng quan" in text
    assert "Không tìm thấy trang" not in text


@pytest.mark.browser
def test_a_deep_link_is_answered_without_any_404(cold_visit):
    answers, _, title, raw = cold_visit
    assert '<html lang="vi">' in raw
    assert not [answer for answer in answers if answer[0] >= 400]
    assert not [url for _, url in answers if "/static/js/" in url], "a script without its version is loaded twice"
    assert title.startswith("Vùng chậm") or "bỏ lại phía sau" in title


@pytest.mark.browser
def test_every_changed_script_is_valid(visit):
    page = visit()
    frontend = build()
    for name in frontend.scripts:
        # Linking a module parses all of it; a syntax error rejects the import.
        page.evaluate("url => import(url).then(() => true)", f"/static/v-{frontend.version}/{name}")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "found"),
    [("con cuong", "Con Cuông"), ("ky son", "Kỳ Sơn"), ("DO LUONG", "Đô Lương"), ("đô lương", "Đô Lương")],
)
def test_districts_are_found_without_accents(visit, typed, found):
    page = visit()
    page.get_by_role("combobox", name="Huyện đang chọn").press_sequentially(typed)
    page.wait_for_selector("[role=option]")
    assert page.locator("[role=option]").first.inner_text().strip() == found
    page.keyboard.press("Enter")
    until(page, "location.search.includes('huyen')")
    settle(page)
    assert found in page.inner_text("[data-testid=stMultiSelect]")
    page.get_by_role("combobox", name="Huyện đang chọn").press("Backspace")
    until(page, "!location.search.includes('huyen')")
    settle(page)
    shut_lists(page)


def shut_lists(page):
    """Close whatever list is open: it hides the other boxes. A key that meets a run of the page may be lost."""
    options = page.locator("[role=option]")
    for _ in range(5):
        if not options.count():
            return
        page.keyboard.press("Escape")
        with contextlib.suppress(BrowserTimeout):
            options.first.wait_for(state="detached", timeout=2000)
    assert not options.count()


@pytest.mark.browser
def test_a_group_is_found_without_accents(visit):
    page = visit()
    shut_lists(page)
    box = page.get_by_role("combobox", name="Phạm vi")
    box.fill("toan tinh")
    page.wait_for_selector("[role=option]")
    assert page.locator("[role=option]").first.inner_text().startswith("Toàn tỉnh")
    shut_lists(page)


@pytest.mark.browser
def test_a_search_without_hits_says_so_in_vietnamese(visit):
    page = visit()
    shut_lists(page)
    box = page.get_by_role("combobox", name="Huyện đang chọn")
    box.press_sequentially("xyzxyz")
    page.get_by_text("Không tìm thấy", exact=True).wait_for()
    box.fill("")
    page.keyboard.press("Escape")


@pytest.mark.browser
def test_an_unknown_address_speaks_vietnamese(visits, app_url):
    page = visits.blank(app_url)
    page.goto(f"{app_url}/khong_co")
    said = page.inner_text("body")
    ways = page.get_by_role("link").all_inner_texts()
    page.get_by_role("link", name="Quỹ đạo").click()
    assert page.url == f"{app_url}/quy_dao"
    page.close()
    assert "Không có trang này" in said
    assert ways == [entry.title for entry in PAGES]


@pytest.mark.browser
def test_the_first_stop_of_tab_is_a_vietnamese_skip_link(open_page):
    page = open_page(fresh=True)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Chuyển đến nội dung chính"


@pytest.mark.browser
def test_the_tables_toolbar_is_vietnamese(open_page):
    page = open_page("du_lieu")
    table = page.locator("[data-testid=stDataFrame]").first
    table.scroll_into_view_if_needed()
    table.hover()
    toolbar = page.locator("[data-testid=stElementToolbar]").first
    labels = toolbar.locator("button").evaluate_all("all => all.map(b => b.getAttribute('aria-label'))")
    said = " | ".join(labels)
    for word in ("Tìm", "Toàn màn hình"):
        assert word in said
    assert not re.search(r"Download|Search|Fullscreen|column", said)
