"""A meeting measured: stepping through its scenes beside reveal.js with the same texts and pictures, and ten exports at once.

    python -m benchmarks.meeting [--rounds 5] [--loads 8]

reveal.js comes from npm into ``.venv-benchmarks``; without npm only our own times are told. A step's time goes from the key
until the browser has painted the next scene. The pages are opened with and without ten files of slides being made.
"""

from __future__ import annotations

import argparse
import contextlib
import html
import json
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from lib.base.paths import DATA_DIR, GEO_DIR
from lib.campaign import measures
from lib.campaign.campaign import Campaign
from lib.drawing.campaign_map import map_payload
from lib.drawing.deck import deck
from lib.drawing.map_svg import map_svg
from lib.drawing.presentation import presentation
from lib.editions.edition import Place, load_edition
from lib.views.meeting import about, registry
from lib.views.meeting.scene import Scene
from tests.conftest import served
from tests.visits import FLAGS, Visits, chromium

HERE = Path(__file__).resolve().parent
REVEAL = HERE.parent / ".venv-benchmarks" / "reveal"
#: From the key to the second painting after it, when the new scene is on the screen.
_STEP = """(key) => new Promise((done) => {
  const start = performance.now();
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', {key, code: key, keyCode: key === 'ArrowRight' ? 39 : 37, bubbles: true}));
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""

#: Three letters and Enter, until the district's scene is painted.
_ASK = """(letters) => new Promise((done) => {
  const start = performance.now();
  const press = (target, key) => target.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
  press(document.querySelector('.stage'), letters[0]);
  const field = document.querySelector('.ask input');
  for (let n = 2; n <= letters.length; n += 1) {
    field.value = letters.slice(0, n);
    field.dispatchEvent(new Event('input'));
  }
  press(field, 'Enter');
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="walks through the scenes, there and back")
    parser.add_argument("--loads", type=int, default=8, help="openings of a page with and without exports")
    options = parser.parse_args()
    campaign = Campaign(load_edition(Place(DATA_DIR, GEO_DIR)))
    asked = about.asked(campaign, campaign.province, ("417", "418"), campaign.latest_year)
    codes = registry.default_codes(campaign, asked)
    scenes = [registry.scene(campaign, code, asked) for code in codes]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as directory:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        ours = Path(directory) / "ours.html"
        ours.write_text(presentation(deck(campaign, scenes, asked), "scenes"), encoding="utf-8")
        decks = {"ours": ours} | ({"reveal.js": _reveal(campaign, scenes, directory)} if _fetched() else {})
        times: dict[str, list[float]] = {name: [] for name in decks}
        for _ in range(options.rounds):
            for name, path in decks.items():
                times[name] += list(_steps(browser, path, len(scenes)))
        for name, steps in times.items():
            told = f"median {statistics.median(steps):.0f} ms, p95 {_p95(steps):.0f} ms, worst {max(steps):.0f} ms"
            print(f"{name}: {len(steps)} steps through {len(scenes)} scenes: {told}")
        asked_for = list(_questions(browser, ours, options.rounds))
        print(
            f"ours: a district asked for, {len(asked_for)} times: p95 {_p95(asked_for):.0f} ms, worst {max(asked_for):.0f} ms"
        )
        _under_load(browser, options.loads, campaign)
        browser.close()


def _p95(values: list[float]) -> float:
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


def _steps(browser: Browser, path: Path, count: int) -> Iterator[float]:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    requests: list[str] = []
    page.goto(f"file://{path}")
    page.wait_for_timeout(1500)
    page.on("request", lambda request: requests.append(request.url))
    for key in ["ArrowRight"] * (count - 1) + ["ArrowLeft"] * (count - 1):
        yield page.evaluate(_STEP, key)
        # As long as a speaker looks at least; what glides has arrived.
        page.wait_for_timeout(600)
    assert not requests, requests
    page.close()


def _questions(browser: Browser, path: Path, rounds: int) -> Iterator[float]:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"file://{path}#chi_tieu")
    page.wait_for_timeout(1500)
    for letters in ("kys", "qph", "qch", "hun", "vin", "qhp") * rounds:
        yield page.evaluate(_ASK, letters)
        page.wait_for_timeout(600)
    page.close()


def _fetched() -> bool:
    if (REVEAL / "dist" / "reveal.js").exists():
        return True
    if not shutil.which("npm"):
        return False
    REVEAL.mkdir(parents=True, exist_ok=True)
    packed = subprocess.run(["npm", "pack", "reveal.js@6", "--silent"], cwd=REVEAL, capture_output=True, text=True, timeout=120, check=False)  # fmt: skip
    if packed.returncode:
        return False
    archive = REVEAL / packed.stdout.strip().splitlines()[-1]
    subprocess.run(["tar", "xzf", archive, "--strip-components=1"], cwd=REVEAL, check=True)
    return (REVEAL / "dist" / "reveal.js").exists()


def _reveal(campaign: Campaign, scenes: list[Scene], directory: str) -> Path:
    """The same number of slides with the same texts; where a scene has a map, the map as a plain picture."""
    measure = measures.rate_measure(campaign.display)
    picture, _ = map_svg(
        map_payload(campaign, (measure,), compact=True), measure, campaign.latest_year, campaign.numbers
    )
    slides = []
    for scene in scenes:
        kinds = {type(block).__name__ for block in scene.blocks}
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in scene.lead)
        notes = html.escape(json.dumps(scene.notes, ensure_ascii=False))
        slides.append(f"<section><h2>{html.escape(scene.headline)}</h2>{picture if 'MapBlock' in kinds else ''}{lines}"
                      f'<aside class="notes">{notes}</aside></section>')  # fmt: skip
    dist = (REVEAL / "dist").as_uri()
    path = Path(directory) / "reveal.html"
    path.write_text(
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><link rel="stylesheet" href="{dist}/reveal.css"></head><body>'
        f'<div class="reveal"><div class="slides">{"".join(slides)}</div></div><script src="{dist}/reveal.js"></script>'
        "<script>Reveal.initialize({ transition: 'none', hash: false });</script></body></html>",
        encoding="utf-8",
    )
    return path


def _under_load(browser: Browser, loads: int, campaign: Campaign) -> None:
    server = served()
    url = next(server)
    with contextlib.closing(server):
        visits = Visits(browser)
        visits.open(f"{url}/ban_do").close()
        alone = [_opened(visits, url) for _ in range(loads)]
        jobs = [_posted(f"{url}/tep?loai=pptx&huyen={unit}") for unit in campaign.districts[:10]]
        beside = [_opened(visits, url) for _ in range(loads)]
        states = [_asked(f"{url}/tep?viec={job}") for job in jobs]
        print(
            f"a page opens in {statistics.median(alone):.2f} s alone, in {statistics.median(beside):.2f} s beside ten exports: "
            f"{statistics.median(beside) / statistics.median(alone):.2f} x (worst {max(beside):.2f} s); jobs then: {states}"
        )
        visits.close()


def _opened(visits: Visits, url: str) -> float:
    start = time.perf_counter()
    page: Page = visits.open(f"{url}/ban_do")
    page.close()
    return time.perf_counter() - start


def _posted(address: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(address, method="POST"), timeout=30) as answer:
        return json.loads(answer.read())["job"]


def _asked(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return json.loads(answer.read())["state"]


if __name__ == "__main__":
    main()
