"""Any page on paper: its view as a document of its own, everything that unfolds lies open."""

from __future__ import annotations

import html
from datetime import date

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.campaign.measures import rate_measure
from lib.drawing.blocks import status_legend
from lib.drawing.bundle import asset
from lib.drawing.sheet import paper
from lib.drawing.view_html import Medium, colour_rules, plain_map, view_html
from lib.views import links
from lib.views.sentences import captions
from lib.views.view import Asked, Legend, View


def printed(campaign: Campaign, view: View, asked: Asked, today: date) -> str:
    """The document: what is selected, the view, how statuses are marked, sources, the notices of every page, the edition's
    name and the day it is printed.
    """
    say = campaign.wording.say
    medium = Medium("light", lambda shown: plain_map(campaign, asked, compact=shown.compact, classes=True), paper=True)
    feet = [
        _sources(campaign, view, asked),
        captions.notices(campaign),
        say("printed.made", name=campaign.edition.name, day=campaign.numbers.day(today.isoformat())),
    ]
    rules = f":root{{{colour_rules(campaign, asked.measure or rate_measure(campaign.display), 'light')}}}"
    style = rules + "".join(map(asset, ("page.css", "view_html.css", "chart_svg.css", "printed.css")))
    legend = "" if Legend() in view.blocks else status_legend(campaign)
    content = (
        f"<main><h1>{html.escape(view.title)}</h1>"
        f'<p class="fv-caption">{html.escape(_selected(campaign, view, asked))}</p>'
        f"{view_html(campaign, view, asked, medium)}</main>"
        f"<footer>{legend}{''.join(f'<p>{html.escape(line)}</p>' for line in feet)}</footer>"
    )
    return paper(campaign.wording, view.title, style, content)


def _sources(campaign: Campaign, view: View, asked: Asked) -> str:
    """Who published what the page is about: its own figures, else the poor rates and counts of the year, of the province, its
    groups and what is selected.
    """
    if view.figures:
        return captions.source_line(campaign, [figure.source for figure in view.figures if figure.known])
    units = (campaign.province, *campaign.every_group, *asked.selection.shown)
    figures = (campaign.figure(unit, indicator, asked.selection.year) for unit in units for indicator in (RATE, POOR))
    return captions.source_line(campaign, [figure.source for figure in figures if figure.known])


def _selected(campaign: Campaign, view: View, asked: Asked) -> str:
    """The filter in words: on paper nobody can see the sidebar. Its year only where the page is about it."""
    selection = asked.selection
    if view.unfiltered and links.filtered(campaign, selection):
        return campaign.wording.say("page.unfiltered")
    scope = links.scope_words(campaign, selection)
    return campaign.wording.say("printed.selected", scope=scope, year=selection.year) if view.dated else scope
