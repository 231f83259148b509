"""Any page on paper: its view as a document of its own, everything that unfolds lies open."""

from __future__ import annotations

import html

from lib.campaign.campaign import Campaign
from lib.campaign.measures import rate_measure
from lib.drawing.bundle import asset
from lib.drawing.sheet import paper
from lib.drawing.view_html import Medium, colour_rules, plain_map, view_html
from lib.views import links
from lib.views.view import Asked, View


def printed(campaign: Campaign, view: View, asked: Asked) -> str:
    """The document: what is selected, the view, the notices of every page, the edition's name."""
    say = campaign.wording.say
    medium = Medium("light", lambda shown: plain_map(campaign, asked, compact=shown.compact), open_folds=True)
    feet = [
        say("page.footer", standard=campaign.standard_name),
        say("profile.edition", name=campaign.edition.name),
    ]
    rules = f":root{{{colour_rules(campaign, asked.measure or rate_measure(campaign), 'light')}}}"
    style = rules + "".join(map(asset, ("page.css", "view_html.css", "chart_svg.css", "printed.css")))
    content = (
        f"<main><h1>{html.escape(view.title)}</h1>"
        f'<p class="fv-caption">{html.escape(_selected(campaign, asked))}</p>'
        f"{view_html(campaign, view, asked, medium)}</main>"
        f"<footer>{''.join(f'<p>{html.escape(line)}</p>' for line in feet)}</footer>"
    )
    return paper(campaign, view.title, style, content)


def _selected(campaign: Campaign, asked: Asked) -> str:
    """The filter in words: on paper nobody can see the sidebar."""
    selection = asked.selection
    return campaign.wording.say("printed.selected", scope=links.scope_words(campaign, selection), year=selection.year)
