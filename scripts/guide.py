"""The guide (hướng dẫn) as a text, and its pictures, from a running dashboard.

    python -m scripts.guide [--url http://localhost:8501]

writes docs/huong_dan.md; with ``--url`` it takes the pictures of docs/guide anew, too.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from lib.base.paths import ROOT
from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.drawing.guide_pictures import PICTURES, SIZE
from lib.views.page_list import PAGES, page_title
from lib.views.pages.huong_dan import answers, tasks
from tests.visits import FLAGS, chromium

TEXT = ROOT / "docs" / "huong_dan.md"
#: Where each task's picture is taken, where that is not the page of its code; what is typed there.
PLACES = {"tim_nhanh": "", "loc": "?nhom=poor_districts", "ho_so": "ho_so?huyen=417", "so_sanh": "so_sanh?huyen=417&huyen=418",
          "trinh_chieu": "trinh_chieu#ban_do"}  # fmt: skip
TYPED = {"tim_nhanh": ("Control+k", "ky son, tuong duong")}
_QUALITY = 55


def guide_text(campaign: Campaign) -> str:
    """The guide in Markdown: what of it does not change with the figures."""
    say, section = campaign.wording.say, campaign.wording.section
    lines = [f"# {page_title(campaign.wording, 'huong_dan')}", "", say("guide.intro"), ""]
    for code, title, steps in tasks(campaign.wording):
        lines += [f"## {title}", "", steps, "", f"![{say('guide.picture', task=title)}](guide/{code}.webp)", ""]
    lines += [f"## {say('guide.pages.heading')}", "", *answers(campaign.wording), ""]
    lines += [f"## {say('guide.marks.heading')}", ""]
    lines += [f"- {line.strip()}" for line in say("guide.marks.lines").split("|")]
    lines += ["", f"## {say('guide.keys.heading')}", ""]
    lines += [f"- {entry.replace(' | ', ': ', 1)}" for entry in section("presenter.keys").values()]
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ") + "\n"


def take(page: Page, url: str, code: str) -> Path:
    """The picture of a task."""
    pages = {entry.code: entry.path for entry in PAGES}
    page.goto(f"{url}/{PLACES.get(code, pages.get(code, ''))}")
    page.wait_for_timeout(6000)
    if code in TYPED:
        keys, words = TYPED[code]
        page.keyboard.press(keys)
        page.keyboard.type(words, delay=30)
        page.wait_for_timeout(1000)
    path = PICTURES / f"{code}.webp"
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").resize(SIZE).save(path, quality=_QUALITY, method=6)
    return path


def main() -> None:
    """Write the text, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="of a running dashboard: its pictures are taken")
    options = parser.parse_args()
    campaign = served.PUBLIC.current()
    TEXT.write_text(guide_text(campaign), encoding="utf-8")
    if not options.url:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        for code, _, _ in tasks(campaign.wording):
            take(page, options.url, code)
        browser.close()


if __name__ == "__main__":
    main()
