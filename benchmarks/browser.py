"""What a viewer sees and when, timed inside the page itself: first map, first card, a changed group, a changed year."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from playwright.sync_api import Browser, Page
from reference_data import KNOWN, Reference
from systems import System

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")
#: What the dashboard rounds its estimates to.
TOLERANCE = 0.051
PATIENCE_S = 60
QUIET_S = 1.0


def chromium() -> str | None:
    """The machine's own Chromium, or the one CHROMIUM names."""
    # A whole one first: it is what readers have.
    names = ("chromium", "google-chrome", "chromium-headless-shell")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


_UNTIL = """async (patience) => {
  const end = performance.now() + patience;
  while (!(bench.WHAT)) {
    if (performance.now() > end) throw new Error("never came");
    await new Promise(requestAnimationFrame);
  }
  return bench.WHAT;
}"""


class Visit:
    """One viewer with an empty cache; refuses every request to another host."""

    def __init__(self, browser: Browser, system: System, port: int) -> None:
        self.system, self.faults = system, []
        self.context = browser.new_context(viewport={"width": 1366, "height": 768})
        settings = json.dumps({key: getattr(system, key) for key in ("shapes", "card", "value", "year")})
        dims = f"(shapes, all) => {system.dims or 'null'}"
        self.context.add_init_script(f"({PROBE.strip().removesuffix(';')})({settings}, {dims});")
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self._check(request.url))
        self.page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def _check(self, url: str) -> None:
        parts = urlparse(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.faults.append(url)

    def _wait(self, what: str) -> Any:
        """The probe's answer as soon as there is one."""
        try:
            # Asked frame by frame in the page: Playwright's wait_for_function is forbidden by our page's policy.
            return self.page.evaluate(_UNTIL.replace("WHAT", what), PATIENCE_S * 1000)
        except Exception as error:
            seen = self.page.evaluate("bench.seen()")
            raise RuntimeError(f"{self.system.name}: {what} never came; the page shows {seen}") from error
        finally:
            if self.faults:
                raise RuntimeError(f"{self.system.name} loads from elsewhere: {self.faults[:3]}")

    def first_map(self) -> float:
        """Seconds from navigation to the first frame with a map."""
        return self._wait("first") / 1000

    def first_card(self) -> float:
        """Seconds from navigation to the first card under a pointer that keeps moving over the map."""
        end = time.monotonic() + PATIENCE_S
        step = 0
        while time.monotonic() < end and not self.page.evaluate("bench.card"):
            box = self.page.evaluate("bench.box()")
            if box:
                step += 1
                # Left of the middle lies a large district wherever the map stands.
                self.page.mouse.move(
                    box["x"] + 0.35 * box["width"] + step % 5, box["y"] + 0.5 * box["height"] + step % 3
                )
            self.page.wait_for_timeout(30)
        seconds = self._wait("card") / 1000
        self.page.mouse.move(2, 2)
        return seconds

    def settle(self) -> None:
        """Wait until the map has not changed for a second."""
        before, since = None, time.monotonic()
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < min(since + QUIET_S, end):
            now = self.page.evaluate("bench.mark()")
            if now != before:
                before, since = now, time.monotonic()
            self.page.wait_for_timeout(50)

    def change_group(self, reference: Reference, group: str) -> float:
        """Seconds from the choice of a group until the map dims exactly the districts outside."""
        outside = len(reference.units) - len(reference.groups[group])
        self.page.evaluate("(dimmed) => bench.watch({ dimmed })", outside)
        return self._choose("group", group)

    def change_year(self, reference: Reference, year: int) -> float:
        """Seconds from the choice of a year until the map is another and the known district shows that year's rate."""
        rate = reference.rates[year][KNOWN]
        self.page.evaluate("(asked) => bench.watch(asked)", {"year": str(year), "rate": rate, "tolerance": TOLERANCE})
        return self._choose("year", str(year))

    def _choose(self, which: str, option: str) -> float:
        self.system.choose(self.page, which, option)
        self._wait("change")
        seconds = self.page.evaluate("bench.change - bench.input") / 1000
        self.settle()
        if not self.page.evaluate("bench.holds()"):
            raise RuntimeError(
                f"{self.system.name}: {option} was shown but did not stay: {self.page.evaluate('bench.seen()')}"
            )
        return seconds
