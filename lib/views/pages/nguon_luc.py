"""Nguồn lực: what was needed, what came from whom, what was done; every printed figure with its period and source."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.campaign.facts import dated, facts_of, figure_of
from lib.campaign.kept import called
from lib.language.display_pages import Bars, Resources
from lib.views.charts import Kind
from lib.views.page_list import page_title
from lib.views.sentences import captions, resources
from lib.views.view import Asked, Block, Caption, Chart, Heading, Legend, Lines, Nothing, Table, View


def view(campaign: Campaign, asked: Asked) -> View:  # noqa: ARG001 - every figure has a time of its own
    """Money as one drawing, the houses by who cares for them and from need to done, Tết by year, then all figures by what they are."""
    return called(campaign, _view)


def _view(campaign: Campaign) -> View:
    say, listed = campaign.wording.say, campaign.display.resources
    if listed is None or not facts_of(campaign.ledger, listed.indicators):
        return View(
            page_title(campaign.wording, "nguon_luc"), (Nothing(say("resources.none")),), dated=False, unfiltered=True
        )
    return View(resources.title(campaign, listed), (
        *(block for name, bars in listed.drawings.items() for block in _bars(campaign, name, bars)),
        Caption(say("resources.never_added")),
        *_path(campaign, listed),
        Legend(),
        *_kinds(campaign, listed),
    ), dated=False, unfiltered=True)  # fmt: skip


def _bars(campaign: Campaign, name: str, bars: Bars) -> list[Block]:
    """A drawing of amounts, where any of its figures is known; what is needed and what is done may be of other days."""
    shown = [fact for _, group in resources.drawn(campaign, bars) for fact in group]
    if not shown:
        return []
    years = [year for fact in shown if fact.year for year in (fact.first_year or fact.year, fact.year)]
    kinds = {resources.kind_of(campaign, fact.indicator) for fact in shown}
    notes = captions.chart_notes(campaign, [figure_of(campaign.ledger, fact) for fact in shown], dated=False)
    say, first, last = campaign.wording.say, min(years, default=0), max(years, default=0)
    period = (
        say("resources.bars_year", year=last) if first == last else say("resources.bars_period", first=first, last=last)
    )
    chart = Chart(Kind("amounts", (name,)), f"amounts_{name}", bars.title, period, notes)
    apart = [Caption(say("resources.other_days"))] if {"needed", "done"} <= kinds else []
    return [Heading(bars.title), chart, *apart]


def _path(campaign: Campaign, listed: Resources) -> list[Block]:
    """The houses by the day, where there are any."""
    say, path = campaign.wording.say, listed.path
    drawn = [
        figure_of(campaign.ledger, f)
        for f in dated(facts_of(campaign.ledger, (*path.needed, *path.done), campaign.province))
    ]
    if not drawn:
        return []
    first, last = min(f.year for f in drawn), max(f.year for f in drawn)
    notes = captions.chart_notes(campaign, drawn, dated=False)
    shown = Kind("in_time", (campaign.province, path.needed, path.done))
    period = say("resources.path_period", first=first, last=last)
    return [Heading(say("resources.path")), Chart(shown, "houses", say("resources.path_title"), period, notes)]


def _kinds(campaign: Campaign, listed: Resources) -> list[Block]:
    """A table of every figure of each kind, and the contradictions among them."""
    say, blocks = campaign.wording.say, list[Block]()
    headings, notes = campaign.wording.section("resources.headings"), campaign.wording.section("resources.notes")
    for kind, codes in listed.kinds.items():
        found = resources.of_kind(campaign, codes)
        if not found:
            continue
        blocks += [
            Heading(headings[kind]),
            Caption(notes[kind]),
            Table(
                say("resources.all", what=headings[kind], count=len(found)),
                resources.table(campaign, found),
                folded=True,
            ),
        ]
        if disputed := resources.disputed(campaign, found):
            blocks.append(Lines(tuple(disputed)))
    return blocks
