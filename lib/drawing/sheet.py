"""A profile on one printed page, A4: a document of its own, everything in it."""

from __future__ import annotations

import html

from lib.campaign.campaign import Campaign
from lib.drawing import blocks, charts, profile_blocks
from lib.drawing.bundle import asset
from lib.drawing.chart_svg import chart_svg
from lib.drawing.font import sign_face
from lib.language.catalogue import Catalogue
from lib.views.documents.profile import Profile
from lib.views.sentences import captions

#: What the button does; the pages' policy allows it by its hash.
PRINT_SCRIPT = "document.querySelector('button').addEventListener('click', () => print());"
#: Peers beside one another, communes named and contradictions told that the page has room for.
_PEER_ROWS, _COMMUNES, _DISPUTES = 7, 14, 3


def sheet(campaign: Campaign, made: Profile) -> str:
    """The document: story, numbers, targets, line of the years, peers, communes, sources; the edition's name at its foot."""
    say = campaign.wording.say
    title = say("profile.title", name=made.name)
    label = say("profile.trajectory", indicator=campaign.indicator_names[made.target.indicator])
    drawing = charts.trajectory(campaign, [made.unit], made.target.indicator, "light", made.target)
    drawing.update_layout(height=250)
    cards = blocks.target_cards(campaign, list(made.assessments), "light", stacked=True)
    content = (
        f"<main><h1>{html.escape(title)}</h1>{profile_blocks.story(made)}{profile_blocks.table(made.numbers)}{cards}"
        f'<div class="two"><section><h2>{html.escape(label)}</h2>{chart_svg(drawing, label)}</section>'
        f"{_peers(campaign.wording, made)}</div>{_communes(campaign.wording, made)}{_notes(campaign, made)}</main>"
    )
    style = asset("page.css") + asset("chart_svg.css") + asset("sheet.css")
    return paper(campaign.wording, f"{title}, {made.year}", style, content)


def paper(wording: Catalogue, title: str, style: str, content: str) -> str:
    """A document to be printed: its button prints it; ``content`` is HTML."""
    return (
        f'<!DOCTYPE html><html lang="{html.escape(wording.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{sign_face()}{style}</style></head><body>"
        f"<button>{html.escape(wording.say('profile.print'))}</button>{content}"
        f"<script>{PRINT_SCRIPT}</script></body></html>"
    )


def _peers(wording: Catalogue, made: Profile) -> str:
    """One set of peers: the most alike, for what is not a district its own units, the poorest first."""
    if not made.peers:
        return "<section></section>"
    group = made.peers[-1]
    heading = wording.say("profile.peers.short", what=group.heading, year=made.year)
    return f"<section><h2>{html.escape(heading)}</h2>{profile_blocks.bars(group, _PEER_ROWS)}</section>"


def _communes(wording: Catalogue, made: Profile) -> str:
    if not made.communes:
        return ""
    named = [
        f"{known.commune.name}{f' {known.rate_text}' if known.rate_text else ''}" for known in made.communes[:_COMMUNES]
    ]
    more = len(made.communes) - len(named)
    listed = "; ".join(named) + (wording.say("profile.communes.more", count=more) if more > 0 else "")
    return (
        f"<section><h2>{html.escape(wording.say('profile.communes.heading'))}</h2>"
        f"<p>{html.escape(made.communes_told)}</p><p>{html.escape(listed)}.</p></section>"
    )


def _notes(campaign: Campaign, made: Profile) -> str:
    """What was assigned, sources, and the notices of every page."""
    say = campaign.wording.say
    sources = [f"{cited.figure}: {cited.source}." for cited in made.cited]
    lines = [*made.assigned, *sources, *made.disputes[:_DISPUTES], *made.former, say("profile.model"),
             captions.notices(campaign), say("profile.edition", name=campaign.edition.name)]  # fmt: skip
    return f"<footer>{''.join(f'<p>{html.escape(line)}</p>' for line in lines)}</footer>"
