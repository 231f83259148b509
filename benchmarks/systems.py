"""The pages that are measured: how each is served, and what its map, card and choices look like in the browser."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ENVIRONMENT = ROOT / ".venv-benchmarks"


@dataclass(frozen=True)
class System:
    """A served page. ``shapes`` are the districts' shapes (``canvas``: painted on one); ``dims`` counts the dimmed ones.

    ``card`` is what hovering shows; ``value`` and ``year`` are the texts with the known district's rate and its year.
    ``choose`` picks an option of the select box for ``group`` or ``year`` by its text.
    """

    name: str
    title: str
    command: Callable[[int], list[str]]
    shapes: str
    card: str
    choose: Callable[[Page, str, str], None]
    value: str = ".known"
    year: str = ".known-year"
    #: JavaScript over ``shapes`` (an array of elements) that tells how many are dimmed; None: cannot be told.
    dims: str | None = None
    websocket: bool = False


def _streamlit(script: str, *options: str) -> Callable[[int], list[str]]:
    return lambda port: [
        sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), "--server.address", "127.0.0.1",
        "--server.headless", "true", *options,
    ]  # fmt: skip


def _choose_streamlit(page: Page, which: str, option: str) -> None:
    box = page.locator("[data-testid=stSelectbox]").nth(0 if which == "group" else 1)
    box.locator("input").click()
    page.get_by_role("option", name=option, exact=True).click()


def _choose_dash(page: Page, which: str, option: str) -> None:
    page.locator(f"#{which}").click()
    page.get_by_role("option", name=option, exact=True).click()


def _choose_panel(page: Page, which: str, option: str) -> None:
    page.locator("select").nth(0 if which == "group" else 1).select_option(label=option)


_PLOTLY = {
    "shapes": ".choroplethlayer path",
    "card": ".hoverlayer .hovertext",
    "dims": "shapes.filter((e) => Number(getComputedStyle(e).opacity) < 0.99).length",
}
#: What the dashboard's own settings change of Streamlit's pace; the reference runs as Streamlit comes.
_AS_SHIPPED = ("--runner.postScriptGC", "true", "--runner.magicEnabled", "true")
SYSTEMS = (
    System(
        "dashboard", "dashboard", _streamlit("asgi.py"),
        # The first view may be sent by the server itself; the map takes its place.
        shapes="[data-first-view] path[data-unit], .dm .fills path", card=".dm .card:not([hidden])",
        value='.dm .label[data-unit="418"] .value', year=".dm text.year", choose=_choose_streamlit,
        dims="all('.dm .dims path').filter((e) => Number(e.getAttribute('opacity')) > 0).length", websocket=True,
    ),
    System(
        "plain", "plain Streamlit", _streamlit("benchmarks/plain_app.py", "--server.enableStaticServing", "true", *_AS_SHIPPED),
        choose=_choose_streamlit, websocket=True, **_PLOTLY,
    ),
    System(
        "dash", "Dash",
        lambda port: [
            str(ENVIRONMENT / "bin/gunicorn"), "--chdir", str(HERE), "--workers", "2", "--bind", f"127.0.0.1:{port}",
            "dash_app:server",
        ],
        value="#known", year="#known-year", choose=_choose_dash, **_PLOTLY,
    ),
    System(
        "panel", "Panel", lambda port: [str(ENVIRONMENT / "bin/python"), str(HERE / "panel_app.py"), str(port)],
        shapes="canvas", card=".bk-Tooltip, .bk-tooltip", choose=_choose_panel,
    ),
)  # fmt: skip


def prepare() -> None:
    """Make the environment of the reference apps, once a change of their requirements."""
    wanted = (HERE / "requirements.txt").read_text(encoding="utf-8")
    stamp = ENVIRONMENT / "stamp"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    venv.create(ENVIRONMENT, with_pip=True)
    pip = [str(ENVIRONMENT / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(HERE / "requirements.txt")], check=True, timeout=900)
    stamp.write_text(wanted, encoding="utf-8")


@contextlib.contextmanager
def served(system: System) -> Iterator[tuple[int, int]]:
    """Serve a page on a free port until the end of the block: port and process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(system.command(port), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(120):
            if server.poll() is not None:
                raise RuntimeError(f"{system.name} ended at once: {' '.join(system.command(port))}")
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                break
            time.sleep(0.5)
        else:
            raise TimeoutError(f"{system.name} did not answer within a minute")
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


def memory_mb(pid: int) -> float:
    """Memory of a server and its workers in MB, shared pages counted once (Linux)."""
    total, waiting = 0, [pid]
    while waiting:
        process = Path(f"/proc/{waiting.pop()}")
        total += int((process / "smaps_rollup").read_text().split("\nPss:")[1].split()[0])
        for task in (process / "task").iterdir():
            waiting += [int(child) for child in (task / "children").read_text().split()]
    return total / 1000
