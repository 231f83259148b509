"""Hướng dẫn: ten tasks with a picture each, how the marks are read, the meeting's keys, the files."""

from __future__ import annotations

import pandas as pd

from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.language.catalogue import Catalogue
from lib.views import tables
from lib.views.downloads import offers
from lib.views.page_list import PAGES, page_title
from lib.views.view import Asked, Block, Caption, Columns, Heading, Legend, Lines, Picture, Table, Text, Told, View

#: Between what a key is and what it does; between lines.
_KEY, _LINE = " | ", "|"


def view(campaign: Campaign, asked: Asked) -> View:
    """The guide; names of buttons and pages are theirs, never typed twice."""
    say, section = campaign.wording.say, campaign.wording.section
    blocks: list[Block] = [Text(say("guide.intro"))]
    for code, title, steps in tasks(campaign.wording):
        blocks += [
            Heading(title),
            Columns(((Told(steps),), (Picture(code, say("guide.picture", task=title)),)), (9, 11)),
        ]
    blocks += [Heading(say("guide.pages.heading")), Told("\n".join(answers(campaign.wording)))]
    keys = pd.DataFrame(
        [entry.split(_KEY, 1) for entry in section("presenter.keys").values()],
        columns=[say("guide.keys.key"), say("guide.keys.does")],
    )
    marks = tuple(line.strip() for line in say("guide.marks.lines").split(_LINE))
    files = [offer for group in offers(campaign, asked.selection).values() for offer in group]
    blocks += [
        Heading(say("guide.marks.heading")), Legend(), Lines(marks),
        Heading(say("guide.marks.judgements"), 3), Table(say("guide.marks.judgements"), called(campaign, tables.judgements)),
        Heading(say("guide.keys.heading")), Table(say("guide.keys.heading"), keys),
        Heading(say("guide.files")), Lines(tuple(f"{offer.name}: {offer.about}" if offer.about else offer.name for offer in files)),
        Caption(campaign.standard_name),
    ]  # fmt: skip
    return View(page_title(campaign.wording, "huong_dan"), tuple(blocks), dated=False)


def tasks(wording: Catalogue) -> list[tuple[str, str, str]]:
    """Each task: its code, which its picture has too, its title and its steps in Markdown."""
    written, names = wording.section("guide.tasks"), names_of(wording)
    codes = dict.fromkeys(key.partition(".")[0] for key in written)
    return [(code, written[f"{code}.title"], written[f"{code}.steps"].format(**names)) for code in codes]


def answers(wording: Catalogue) -> list[str]:
    """What each page answers, as items of a list in Markdown; a page nobody has written this of is left out."""
    told = wording.section("guide.pages.answers")
    return [
        f"- {wording.say('guide.pages.line', page=page.title, answers=told[page.code])}"
        for page in PAGES
        if page.code in told
    ]


def names_of(wording: Catalogue) -> dict[str, str]:
    """What pages, boxes and buttons are called, by the names that the tasks give them."""
    say = wording.say
    buttons = {
        "search": say("search.words.open"), "play": say("map.play"), "compare": say("map.compare"), "table": say("map.table"),
        "copy": say("map.copy"), "scope": say("filter.scope"), "year": say("filter.year"), "sheet": say("profile.sheet"),
        "start": say("presenter.start"),
    }  # fmt: skip
    return {page.code: page.title for page in PAGES} | buttons
