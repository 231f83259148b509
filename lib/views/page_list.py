"""The pages, once (``shell.yaml``): navigation, tests, pictures and the README's table follow this list."""

from __future__ import annotations

from lib.language.catalogue import Catalogue
from lib.views.shell import SHELL

PAGES = tuple(SHELL.pages)
#: Former address -> page; the first page is found under its code too, as all others are.
FORMER = {name: page for page in PAGES for name in page.former} | {PAGES[0].code: PAGES[0]}


def page_title(wording: Catalogue, code: str) -> str:
    """The heading of a page that has no answer to put there: its wording's title, or the one it has in the navigation."""
    titles = wording.section("pages")
    if f"{code}.title" not in titles:
        return next(page.title for page in PAGES if page.code == code)
    return wording.say(f"pages.{code}.title")
