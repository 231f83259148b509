"""A page is composed once: what its view says is what its live page, its first view and its printed page say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from lib.views import choices, links
from lib.views import view as parts
from lib.views.page_list import PAGES
from lib.views.pages import choices_of, page_of
from lib.views.view import asked_of
from lib.web import first_view, sheets
from tests.test_pages import pages_as_asgi_runs_them, run, words

CODES = [page.code for page in PAGES]
QUERIES = [
    {},
    {"nam": ["2025"]},
    {"nam": ["2021"], "nhom": ["poor_districts"]},
    {"huyen": ["417", "412"]},
]


@pytest.fixture(autouse=True)
def run_by_the_entry_script(monkeypatch):
    pages_as_asgi_runs_them(monkeypatch)


def viewed(campaign, code: str, query: dict[str, list[str]]) -> parts.View:
    link = links.read_link(query, campaign)
    return page_of(code).view(campaign, asked_of(campaign, link, choices_of(code)))


def every(blocks) -> Iterator[parts.Block]:
    """Blocks and those inside them."""
    for block in blocks:
        yield block
        if isinstance(block, parts.Fold):
            yield from every(block.blocks)
        if isinstance(block, parts.Columns):
            yield from every(block for column in block.columns for block in column)


def said(view: parts.View) -> list[str]:
    """Everything that a view says in sentences and cells."""
    texts = [view.title]
    for block in every(view.blocks):
        match block:
            case (
                parts.Text(text) | parts.Notice(text) | parts.Caption(text) | parts.Heading(text) | parts.Nothing(text)
            ):
                texts.append(text)
            case parts.Lines(lines):
                texts += lines
            case parts.Table(_, cells):
                texts += [str(cell) for row in cells.itertuples(index=False) for cell in row]
            case parts.Fold(label):
                texts.append(label)
    return [text for text in texts if text.strip()]


def read(document: str) -> str:
    """What a reader sees of HTML, without marks of Markdown, every space alike."""
    text = re.sub(r"<(style|script|template)\b.*?</\1>", "", document, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    return squeezed(text)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\\]+", "", text)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: "&".join(query) or "plain")
@pytest.mark.parametrize("code", CODES)
def test_live_first_and_printed_page_say_what_the_view_says(campaign, code, query):
    texts = said(viewed(campaign, code, query))
    assert texts
    page = next(page for page in PAGES if page.code == code)
    address = links.address("", query).removeprefix("?")
    first = read(first_view.first_view(page, address))
    paper = read(sheets._sheet(campaign, {**query, "trang": [code]}).body.decode())
    live = run(code, **query)
    shown = squeezed(words(live) + "".join(e.value for e in live.info) + "".join(e.label for e in live.expander))
    shown = read(shown)
    for text in texts:
        for name, medium in (("first view", first), ("paper", paper), ("live page", shown)):
            assert squeezed(text) in medium, (name, text)


def test_a_text_that_no_medium_has_would_be_noticed(campaign):
    texts = said(parts.View("Tên", (parts.Fold("Nhãn", (parts.Columns(((parts.Text("Câu"),),), (1,)),)),)))
    assert texts == ["Tên", "Nhãn", "Câu"]


def test_every_page_has_a_view_and_every_view_a_page():
    import pkgutil

    from lib.views import pages

    assert {module.name for module in pkgutil.iter_modules(pages.__path__)} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_choice_of_a_page_can_be_made_and_is_shown(campaign, code):
    from lib.ui.choices import CONTROLS

    offered = choices_of(code)
    assert set(offered) <= set(CONTROLS)
    placed = {b.code for b in every(viewed(campaign, code, {}).blocks) if isinstance(b, parts.Choice)}
    assert placed <= set(offered)
    # What has no place of its own is chosen on a map.
    assert set(offered) - placed <= {links.COMMUNE, links.MEASURE}


def test_indicators_are_offered_by_theme_and_named_with_it(live_campaign):
    offered = choices.indicators_offered(live_campaign)
    themes = [live_campaign.indicator_themes[code] for code in offered[2:]]
    order = [theme for theme in live_campaign.display.themes if theme in themes]
    assert [theme for at, theme in enumerate(themes) if at == 0 or themes[at - 1] != theme] == order
    for code in offered[2:]:
        assert choices.with_theme(live_campaign, code).startswith(
            live_campaign.display.themes[live_campaign.indicator_themes[code]]
        )
