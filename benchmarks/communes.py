"""The map of communes beside the map of districts: when each is first seen, in a fresh browser, in one run.

python -m benchmarks.communes [--visits N]
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics

from playwright.sync_api import Browser, sync_playwright

from lib.base.paths import DATA_DIR, GEO_DIR
from lib.campaign.campaign import Campaign
from lib.drawing.commune_layer import commune_payload
from lib.editions.edition import Place, load_edition
from tests.conftest import served
from tests.visits import FLAGS, chromium

#: Page and what its first map is drawn as, by the server and then by the browser.
MAPS = {
    "districts": ("ban_do", "svg.fv-map path.unit, .dm .pane svg path"),
    "communes": ("xa_phuong", "svg.fv-communes path"),
}
#: Set in the frame after the map's shapes came: then they are painted.
PAINTED = """(shapes) => {
  const shadows = () => [...document.querySelectorAll('*')].map((e) => e.shadowRoot).filter(Boolean);
  const look = () => [document, ...shadows()].some((root) => root.querySelector(shapes))
    ? requestAnimationFrame(() => { globalThis.painted = performance.now(); })
    : requestAnimationFrame(look);
  requestAnimationFrame(look);
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=15)
    visits = parser.parse_args().visits
    times: dict[str, list[float]] = {name: [] for name in MAPS}
    server = served()
    url = next(server)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for turn in range(visits + 1):
            for name, (path, shapes) in MAPS.items():
                took = first_paint(browser, f"{url}/{path}", shapes)
                if turn:  # the first one of each warms the server
                    times[name].append(took)
        browser.close()
    server.close()
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, value in medians.items():
        print(f"{name}: first map painted after {value:.0f} ms (median of {visits})")
    print(f"communes / districts: {medians['communes'] / medians['districts']:.2f}")
    layer = commune_payload(Campaign(load_edition(Place(DATA_DIR, GEO_DIR))))
    print(
        f"payload of communes: {len(gzip.compress(json.dumps(layer, ensure_ascii=False).encode())) / 1000:.1f} kB compressed"
    )


def first_paint(browser: Browser, url: str, shapes: str) -> float:
    """Milliseconds from the navigation to the frame after the map's shapes are there, with an empty cache."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.add_init_script(f"({PAINTED})({json.dumps(shapes)})")
    page.goto(url, wait_until="commit")
    while (took := page.evaluate("globalThis.painted ?? null")) is None:
        page.wait_for_timeout(5)
    context.close()
    return float(took)


if __name__ == "__main__":
    main()
