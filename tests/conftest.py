"""Shared fixtures: the loaded campaign, a running app, a guarded browser."""

from __future__ import annotations

import gc
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from lib.base.paths import GEO_DIR
from lib.campaign.campaign import Campaign
from lib.editions.edition import Edition, Place, load_edition
from tests import examples
from tests.visits import FLAGS, Shared, StalledError, Visits, chromium, limit_calls, put_away, settle

__all__ = ["settle"]

ROOT = Path(__file__).resolve().parent.parent
# Tables, drawings and browser messages are made in their thousands, and hardly any of them is part of a circle: searched
# through as often as usual, they take a tenth of the time of the tests.
gc.set_threshold(200_000, 50, 100)


@pytest.fixture(scope="session")
def tables() -> Path:
    """The directory of the edition made for tests (:mod:`tests.edition`)."""
    return examples.own_tables()


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    """The campaign of the edition made for tests."""
    return examples.own_campaign()


@pytest.fixture(scope="session")
def live_edition() -> Edition:
    """The edition of ``data/``, or of the directory NGHEAN_LIVE names."""
    return load_edition(Place(examples.LIVE, GEO_DIR))


@pytest.fixture(scope="session")
def live_campaign(live_edition: Edition) -> Campaign:
    """The campaign of :func:`live_edition`."""
    return Campaign(live_edition)


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    """The app on a free port of this machine, with the edition made for tests."""
    yield from served()


@pytest.fixture(scope="session")
def live_url() -> Iterator[str]:
    """The app with the edition of ``data/``."""
    yield from served(data=examples.LIVE)


def served(script: Path | str = "asgi.py", data: Path | None = None) -> Iterator[str]:
    """A Streamlit script, by default the app, on a free port; its address until the generator is closed.

    ``data``: another directory of tables than the edition made for tests.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
               "--server.address", "127.0.0.1", "--server.headless", "true"]  # fmt: skip
    # A script elsewhere imports the product's packages too.
    environment = {**os.environ, "PYTHONPATH": str(ROOT)} | ({"NGHEAN_DATA": str(data)} if data else {})
    with running(command, environment) as (server, said):
        url = f"http://127.0.0.1:{port}"
        wait_for_answer(url, server, said)
        yield url


def wait_for_answer(url: str, server: subprocess.Popen, said: Callable[[], str]) -> None:
    """Wait until a server is healthy; one that ends or stays silent for a minute fails the test with what it said."""
    for _ in range(120):
        if server.poll() is not None:
            pytest.fail(f"the app ended at once:\n{said()}")
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1)
            return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"the app did not answer within a minute:\n{said()}")


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen, Callable[[], str]]]:
    """A process and what it has said; ended with the block."""
    # Into a file: a pipe that nobody reads stops a server that has much to say.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:

        def said() -> str:
            output.seek(0)
            return output.read()

        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield process, said
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's Chromium without a window, or with one, or the one CHROMIUM names. Missing: a failure in CI, else a skip."""
    path = chromium()
    if path is None:
        message = "no Chromium on this machine"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    from playwright.sync_api import sync_playwright

    limit_calls()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def visits(browser: object) -> Iterator[Visits]:
    """One browser's pages, with one context a colour scheme."""
    opened = Visits(browser)
    yield opened
    opened.close()


@pytest.fixture
def open_page(request: pytest.FixtureRequest, visits: Visits, app_url: str) -> Iterator[Callable]:
    """A page of the app, in a window that another test has left where there is one, or loaded anew (``fresh``); at the end
    of the test no console error, page error or foreign request may be left.
    """
    pages = []

    def _open(
        path: str = "", width: int = 1440, height: int = 900, scheme: str = "light", *, fresh: bool = False
    ) -> object:
        opened = visits.open if fresh else visits.land
        pages.append((opened(f"{app_url}/{path}", (width, height), scheme), scheme, fresh))
        return pages[-1][0]

    yield _open
    faults = [fault for page, _, _ in pages for fault in page.watch.faults]
    for page, scheme, fresh in pages:
        if fresh or faults or request.node.stash.get(FAILED, False):
            put_away(page)
        else:
            visits.rest(page, scheme)
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="module")
def shared(visits: Visits, app_url: str) -> Iterator[Shared]:
    """The pages a file's tests share."""
    pages = Shared(visits, app_url)
    yield pages
    pages.close()


@pytest.fixture
def visit(shared: Shared) -> Iterator[Shared]:
    """A page that other tests of the file read too, to be left as it was; no fault may have occurred on it."""
    yield shared
    shared.check()


#: Seconds a file takes, as measured on two cores: the longest begin first, so that both workers end together.
LONGEST = {"test_layout": 151, "test_desk": 75, "test_store_killed": 20, "test_intake_right": 18, "test_tasks": 93, "test_history": 54, "test_file_jobs": 50, "test_presenter": 48, "test_map_tools": 46,
           "test_search": 45, "test_estimates": 44, "test_model": 44, "test_live": 42, "test_browser": 40, "test_second_plan": 38,
           "test_pages": 38, "test_arrangement": 35, "test_brief": 35, "test_chart_tools": 33, "test_first_view": 30, "test_sheet": 28,
           "test_faults": 25, "test_ledger_bad_input": 23, "test_ledger": 23, "test_pictures": 23, "test_language": 22, "test_headers": 21,
           "test_framework_texts": 21, "test_paper": 21, "test_chart_signs": 20, "test_letters": 19, "test_signs": 19,
           "test_commands": 18, "test_meeting_paper": 17, "test_sent_types": 12, "test_glossary": 12, "test_communes": 12, "test_questions": 15, "test_resources": 12}  # fmt: skip


def pytest_configure() -> None:
    """What names no other tables reads the edition made for tests: pages, commands, servers."""
    os.environ["NGHEAN_DATA"] = str(examples.own_tables())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first."""
    items.sort(key=lambda item: -LONGEST.get(item.path.stem, 0))


#: Whether a test failed, so that nobody goes on with what it left.
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Note a test that failed before what it opened is put away."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """A test whose browser stopped answering is tried once more in a new one, and says so; a page that stalls it does so
    again and fails.
    """
    if item.get_closest_marker("browser") is None:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    stalled = next((r.longreprtext for r in reports if r.failed and StalledError.__name__ in r.longreprtext), None)
    if stalled:
        warnings.warn(f"{item.nodeid}: tried again in a new browser after\n{stalled}", stacklevel=1)
        item.session._setupstate.teardown_exact(None)
        item._initrequest()
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Whole files on one worker, so that each file's server and pages are opened once; of the layout, whole visits."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            visit = re.search(r"test_layout\.py::.*\[(\w+)\]$", nodeid)
            return f"layout {visit[1]}" if visit else nodeid.split("::")[0]

    # In the order of collection, not by the number of tests.
    config.option.loadscopereorder = False
    return Together(config, log)
