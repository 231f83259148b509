"""Pictures of every page of a running dashboard.

    python scripts/screenshots.py --url http://localhost:8501 --out pictures [--readme]

``--readme`` writes docs/screenshots/<page>.png (1440×900, light) instead of every size and theme.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from lib.views.page_list import PAGES  # noqa: E402
from tests.visits import FLAGS, chromium  # noqa: E402

PATHS = {page.code: page.path for page in PAGES}
SIZES = ((1440, 900), (1920, 1080), (390, 844))


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://localhost:8501")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--pages", nargs="*", default=list(PATHS))
    parser.add_argument("--full", action="store_true", help="the whole page, not the first screen")
    parser.add_argument("--themes", nargs="*", default=["light", "dark"])
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for theme in ["light"] if options.readme else options.themes:
            for width, height in SIZES[:1] if options.readme else SIZES:
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
                for name in options.pages:
                    page.goto(f"{options.url}/{PATHS[name]}")
                    settle(page)
                    file = f"{name}.png" if options.readme else f"{name}-{width}-{theme}.png"
                    shot(page, options.out / file, options.full)
                page.close()
        browser.close()


def settle(page: Page) -> None:
    """Wait until the script has run and charts have drawn."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_timeout(2500)


def shot(page: Page, path: Path, full: bool) -> None:
    """One picture; Streamlit scrolls inside its main area, so a full picture needs a taller window."""
    size = page.viewport_size
    if full:
        height = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight + 80")
        page.set_viewport_size({"width": size["width"], "height": min(int(height), 9000)})
        page.wait_for_timeout(800)
    page.screenshot(path=path)
    page.set_viewport_size(size)


if __name__ == "__main__":
    main()
