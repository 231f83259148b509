"""Shared fixtures: the loaded campaign, a running app, a guarded browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest

from lib.base.paths import DATA_DIR, GEO_DIR
from lib.campaign.campaign import Campaign
from lib.editions.edition import Edition, Place, load_edition

ROOT = Path(__file__).resolve().parent.parent
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The real edition."""
    return load_edition(Place(DATA_DIR, GEO_DIR))


@pytest.fixture(scope="session")
def campaign(edition: Edition) -> Campaign:
    """The real campaign."""
    return Campaign(edition)


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    """The real app on a free port of this machine."""
    yield from served()


@pytest.fixture
def cold_url() -> Iterator[str]:
    """The app on a server nobody has visited yet."""
    yield from served()


def served(script: Path | str = "asgi.py") -> Iterator[str]:
    """A Streamlit script, by default the real app, on a free port; its address until the generator is closed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
               "--server.address", "127.0.0.1", "--server.headless", "true"]  # fmt: skip
    # A script elsewhere imports the product's packages too.
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(120):
        if server.poll() is not None:
            pytest.fail(f"the app ended at once:\n{server.stdout.read()}")
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1)
            break
        except OSError:
            time.sleep(0.5)
    else:
        server.kill()
        pytest.fail("the app did not answer within a minute")
    yield url
    server.terminate()
    server.wait(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's Chromium (or the one CHROMIUM names). Missing: a failure in CI, a skip elsewhere."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        message = "no Chromium on this machine"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: object, app_url: str) -> Iterator[Callable]:
    """Open a page of the app; at the end of the test no console error, page error or foreign request may be left."""
    faults: list[str] = []
    pages = []

    def _open(path: str = "", width: int = 1440, height: int = 900, scheme: str = "light") -> object:
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        pages.append(page)
        page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
        page.on("request", lambda r: faults.append(f"foreign request: {r.url}") if _foreign(r.url) else None)
        page.sent = []
        page.on("websocket", lambda ws: ws.on("framesent", lambda data: page.sent.append(data)))
        page.goto(f"{app_url}/{path}")
        settle(page)
        return page

    yield _open
    for page in pages:
        page.close()
    assert not faults, "\n".join(faults)


def settle(page: object) -> None:
    """Wait until the script has run to its end: the footer is its last element, then nothing runs any more."""
    page.get_by_text("Bản đồ phục vụ thống kê").first.wait_for(state="attached", timeout=60_000)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_timeout(1200)
    assert "Trang này gặp lỗi" not in page.inner_text("body"), f"{page.url} failed while it was drawn"


def _foreign(url: str) -> bool:
    parts = urlparse(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost")
