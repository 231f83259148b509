"""What the server sends: a policy under which the pages work and nothing foreign does; nothing asked of other machines."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import re
import socket
import sys
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

import pytest
from starlette.datastructures import Headers
from streamlit.file_util import get_static_dir

from lib.drawing.presentation import presenter_script
from lib.drawing.sheet import PRINT_SCRIPT
from lib.web.first_view import STARTER, with_first_view
from lib.web.framework.texts import build
from lib.web.headers import FOREVER, PAGE_SCRIPTS, WHOLLY_HASHED, SafeHeaders, caching, inline_scripts
from tests.conftest import ROOT, running, settle, wait_for_answer
from tests.visits import go

FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
}
MEDIA = "/media/" + "ab" * 28 + ".csv"
VIOLATIONS = """window.violations = []; addEventListener('securitypolicyviolation', event =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"""


def policy_of(headers: Headers | Message) -> dict[str, list[str]]:
    rules = (rule.split() for rule in headers["content-security-policy"].split(";"))
    return {name: sources for name, *sources in rules}


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


# The middleware by itself.


def answer(path: str = "/", said: dict | None = None, status: int = 200, host: str = "tinh.example:8501", **options):
    """Status and headers that a client of a small app behind the middleware receives."""
    sent = []

    async def app(scope, receive, send):
        if status == 500:
            raise RuntimeError("broken")
        headers = [(name.encode(), value.encode()) for name, value in (said or {}).items()]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", host.encode())]}
    run(SafeHeaders(app, **options)(scope, None, send))
    return sent[0]["status"], Headers(raw=sent[0]["headers"])


def run(coroutine):
    """Run a coroutine that never waits: a browser test on the same worker may have an event loop running."""
    with pytest.raises((StopIteration, RuntimeError)):
        coroutine.send(None)


@pytest.mark.parametrize("status", [200, 404, 500])
def test_every_answer_carries_the_headers(status):
    received, headers = answer(status=status)
    assert received == status
    assert {name: headers[name] for name in FIXED} == FIXED
    for feature in ("camera", "microphone", "geolocation"):
        assert f"{feature}=()" in headers["permissions-policy"]
    assert "fullscreen=(self)" in headers["permissions-policy"]


def test_the_policy_allows_no_foreign_host_and_no_text_as_script():
    rules = policy_of(answer()[1])
    assert rules["connect-src"] == ["'self'", "ws://tinh.example:8501", "wss://tinh.example:8501"]
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == ["'self'"]
    assert rules["object-src"] == rules["form-action"] == ["'none'"]
    # The meeting fills the window from a frame of the same server.
    assert rules["frame-src"] == ["'self'"]
    assert "'unsafe-inline'" not in rules["script-src"]
    named = {source for name, sources in rules.items() if name != "connect-src" for source in sources}
    named = {source for source in named if not source.startswith("'sha256-")}
    assert not [source for source in named if re.search(r"\*|//|\w\.\w", source)]


@pytest.mark.parametrize("host", ["", "a b", "x; script-src *", "x, default-src *", "tinh.example/path"])
def test_a_host_that_is_none_is_not_repeated(host):
    assert policy_of(answer(host=host)[1])["connect-src"] == ["'self'"]


def test_the_scripts_within_the_page_are_allowed_by_their_hash():
    allowed = policy_of(answer()[1])["script-src"]
    changed = build().page.decode()
    original = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    for page in (changed, original, with_first_view(changed, "/", "")):
        scripts = inline_scripts(page)
        assert scripts
        assert not [script for script in scripts if hash_of(script) not in allowed]


def test_addresses_and_data_are_no_inline_scripts():
    page = '<script async src="a.js"></script><script type="application/json" id="b">{}</script><script>c</script>'
    assert inline_scripts(page) == ["c"]


def test_the_scripts_that_pages_bring_are_those_the_policy_knows():
    sources = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "lib").rglob("*.py")]
    # Of whole documents, whose scripts are read by others.
    own = ("headers.py", "texts.py", "first_view.py", "presentation.py", "sheet.py", "printed.py")
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources if path.name not in own)
    used = inline_scripts(text)
    assert {*used, STARTER, presenter_script(), PRINT_SCRIPT} == set(PAGE_SCRIPTS)
    assert text.count("unsafe_allow_javascript=True") == len(used)


@pytest.mark.parametrize(
    ("ancestors", "rule", "older"),
    [
        (None, ["'self'"], "SAMEORIGIN"),
        ("", ["'self'"], "SAMEORIGIN"),
        ("'none'", ["'none'"], "DENY"),
        ("'self' https://nghean.example:8443", ["'self'", "https://nghean.example:8443"], None),
    ],
)
def test_who_may_frame_the_pages_is_a_setting(ancestors, rule, older):
    headers = answer(ancestors=ancestors)[1]
    assert policy_of(headers)["frame-ancestors"] == rule
    assert headers.get("x-frame-options") == older


@pytest.mark.parametrize("ancestors", ["*", "self", "https://a.example; script-src *", "'none' 'self'", "a.example,b"])
def test_a_setting_that_says_something_else_is_refused(ancestors):
    with pytest.raises(ValueError, match="frames"):
        answer(ancestors=ancestors)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/_stcore/metrics", 404),
        ("/_stcore/metrics/", 404),
        ("/bang/_stcore/metrics", 404),
        ("/_stcore/upload_file/a/b", 404),
        ("/_stcore/agent/interact", 404),
        ("/_stcore/script-health-check", 404),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
        ("/_stcore/stream", 200),
        ("/du_lieu", 200),
    ],
)
def test_only_the_endpoints_a_browser_needs_are_open(path, status):
    assert answer(path)[0] == status


@pytest.mark.parametrize(
    ("path", "status", "said", "kept"),
    [
        ("/static/js/index.DormvYxC.js", 200, "public, immutable, max-age=31536000", FOREVER),
        ("/static/v-0123456789ab/js/DataFrame.-f9-1zS0.js", 200, "public, immutable, max-age=31536000", FOREVER),
        ("/static/v-0123456789ab/js/DataFrame.-f9-1zS0.js", 200, "no-cache", "no-cache"),
        ("/favicon.png", 200, "public, immutable, max-age=31536000", "no-cache"),
        ("/", 200, "no-cache", "no-cache"),
        ("/?nam=2022", 307, "no-store", "no-store"),
        (MEDIA, 200, None, FOREVER),
        (MEDIA, 206, None, "no-cache"),
        (MEDIA, 404, None, "no-cache"),
        ("/_stcore/health", 200, None, "no-cache"),
    ],
)
def test_only_what_its_address_names_is_kept_for_good(path, status, said, kept):
    headers = {"content-length": "1000"} | ({"cache-control": said} if said else {})
    assert caching(path, status, Headers(headers)) == kept


def test_large_media_files_are_asked_for_again():
    assert caching(MEDIA, 200, Headers({"content-length": str(WHOLLY_HASHED + 1)})) == "no-cache"
    assert caching(MEDIA, 200, Headers({})) == "no-cache"


def test_every_file_of_streamlit_has_a_hash_in_its_name():
    static = Path(get_static_dir())
    for path in (static / "static").rglob("*.*"):
        address = f"/{path.relative_to(static).as_posix()}"
        assert caching(address, 200, Headers({"cache-control": "immutable"})) == FOREVER, address


def test_a_socket_is_passed_on_as_it_is():
    passed = []

    async def app(scope, receive, send):
        passed.append(scope["type"])

    run(SafeHeaders(app)({"type": "websocket", "path": "/_stcore/stream"}, None, None))
    assert passed == ["websocket"]


# The running server.


def fetch(url: str, method: str = "GET", **headers: str) -> tuple[int, Message]:
    request = urllib.request.Request(url, method=method, headers=headers, data=b"x" if method == "PUT" else None)
    try:
        with urllib.request.urlopen(request, timeout=30) as received:
            return received.status, received.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def test_the_server_sends_them(app_url):
    frontend = build()
    script = f"/static/v-{frontend.version}/{min(frontend.scripts)}"
    for path, status, kept in (
        ("/", 200, "no-cache"),
        ("/vung_cham?nam=2023", 200, "no-cache"),
        (script, 200, FOREVER),
        ("/static/js/" + next((Path(get_static_dir()) / "static" / "js").glob("protobuf.*.js")).name, 200, FOREVER),
        ("/favicon.png", 200, "no-cache"),
        ("/_stcore/health", 200, "no-cache"),
        ("/_stcore/host-config", 200, "no-cache"),
        (MEDIA, 404, "no-cache"),
        ("/_stcore/metrics", 404, "no-cache"),
    ):
        received, headers = fetch(app_url + path)
        assert (received, headers["cache-control"]) == (status, kept), path
        assert {name: headers[name] for name in FIXED} == FIXED, path
        assert policy_of(headers)["connect-src"][1] == app_url.replace("http", "ws"), path
        assert not re.search(r"\d", headers.get("server", "")), path
    assert fetch(f"{app_url}/_stcore/upload_file/a/b", method="PUT")[0] == 404


def test_no_foreign_page_steers_the_app(app_url):
    with urllib.request.urlopen(f"{app_url}/_stcore/host-config", timeout=60) as received:
        assert json.load(received)["allowedOrigins"] == []
    assert "access-control-allow-origin" not in fetch(f"{app_url}/_stcore/host-config", Origin="https://x.example")[1]


def test_started_alone_it_listens_here_only_and_calls_nobody(tmp_path):
    """Python reports every name looked up, every connection made and every address bound, whoever does it."""
    log = tmp_path / "network.log"
    starter = tmp_path / "start.py"
    starter.write_text(
        "import sys\n"
        f"log = open({str(log)!r}, 'a', buffering=1)\n"
        "watched = {'socket.bind', 'socket.connect', 'socket.sendto', 'socket.getaddrinfo', 'socket.gethostbyname'}\n"
        "def note(event, args):\n"
        "    if event in watched:\n"
        "        print(event, args[1] if event in ('socket.bind', 'socket.connect') else args, file=log)\n"
        "sys.addaudithook(note)\n"
        "from streamlit.web.cli import main\n"
        "main()\n",
        encoding="utf-8",
    )
    port = free_port()
    command = [sys.executable, str(starter), "run", "asgi.py", "--server.port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    with running(command, environment) as (server, said):
        wait_for_answer(f"http://127.0.0.1:{port}", server, said)
        own, foreign = (handshake(port, origin) for origin in (f"http://127.0.0.1:{port}", "https://x.example"))
    assert " 101 " in own
    assert " 403 " in foreign
    noted = log.read_text(encoding="utf-8").splitlines()
    assert [line for line in noted if line.startswith("socket.bind")] == [f"socket.bind ('localhost', {port})"]
    assert not [line for line in noted if not line.startswith("socket.bind")]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def handshake(port: int, origin: str) -> str:
    """The first line of the answer to a page of ``origin`` that asks for Streamlit's socket."""
    lines = [
        "GET /_stcore/stream HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Origin: {origin}", "Upgrade: websocket",
        "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", "",
    ]  # fmt: skip
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall("\r\n".join(lines).encode())
        return connection.recv(4096).decode("latin-1").splitlines()[0]


# A real browser.


@pytest.fixture
def watched(visits, app_url):
    """A browser page that notes every violation of the policy and every error in its console."""
    page = visits.blank(app_url)
    page.errors = []
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.add_init_script(VIOLATIONS)
    yield page
    page.close()


@pytest.mark.browser
def test_every_page_works_under_the_policy(watched, app_url):
    watched.goto(f"{app_url}/ban_do?ba_chieu=true")
    settle(watched)
    for path in ("ban_do", "", "quy_dao", "vung_cham", "du_lieu"):
        assert "'unsafe-eval'" not in fetch(f"{app_url}/{path}")[1]["content-security-policy"]
        if path != "ban_do":
            go(watched, path)
        # Parts below the fold draw themselves when they come into view.
        for part in watched.locator(
            "[data-testid=stPlotlyChart], [data-testid=stDataFrame], [data-testid=stDeckGlJsonChart]"
        ).all():
            part.scroll_into_view_if_needed()
        if path == "ban_do":
            watched.wait_for_selector("[data-testid=stDeckGlJsonChart] canvas")
    watched.wait_for_timeout(1000)
    assert watched.evaluate("violations") == []
    assert watched.errors == []


@pytest.mark.browser
def test_foreign_and_injected_content_is_blocked(watched, app_url):
    foreign = []
    watched.on("response", lambda response: foreign.append(response.url) if "x.example" in response.url else None)
    watched.goto(f"{app_url}/vung_cham")
    settle(watched)
    watched.evaluate("""() => {
      const add = (name, values) => document.body.append(Object.assign(document.createElement(name), values));
      add('img', {src: 'https://x.example/a.png'});
      add('script', {src: 'https://x.example/a.js'});
      add('script', {textContent: 'window.injected = true'});
      add('iframe', {src: 'https://x.example/'});
      const holder = document.createElement('div');
      holder.innerHTML = '<img src="data:," onerror="window.injected = true">';
      document.body.append(holder);
      fetch('https://x.example/b').catch(() => null);
      // Later: what the driver runs by itself may make code of texts.
      setTimeout(() => Function('window.injected = true')());
    }""")
    watched.wait_for_timeout(1000)
    blocked = {line.split()[0] for line in watched.evaluate("violations")}
    assert blocked >= {"img-src", "script-src-elem", "script-src-attr", "frame-src", "connect-src", "script-src"}
    assert watched.evaluate("window.injected") is None
    assert not foreign


@pytest.mark.browser
def test_tables_have_no_download_of_their_own(watched, app_url):
    """It would know nothing of cells that a spreadsheet runs; the page has its own (``lib.views.records.csv_bytes``)."""
    watched.goto(f"{app_url}/du_lieu")
    table = watched.locator("[data-testid=stDataFrame]")
    table.locator("canvas").first.wait_for()
    table.hover()
    toolbar = watched.locator("[data-testid=stElementToolbar]").first
    toolbar.locator("button").first.wait_for(state="attached")
    names = toolbar.locator("button").evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    assert any("Tìm" in name for name in names)
    assert not [name for name in names if "CSV" in name]
    with watched.expect_download() as download:
        watched.get_by_role("button", name="Tải sổ số liệu").click()
    rows = list(
        csv.DictReader(
            io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"), newline=""), delimiter=";"
        )
    )
    assert len(rows) > 100
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+@" and cell]
