"""A profile as HTML: the same pieces on the page, in its first view and on the printed sheet."""

from __future__ import annotations

import html
import re
from bisect import bisect_right

import pandas as pd

from lib.campaign.campaign import Campaign
from lib.drawing.map_geometry import svg_geometry
from lib.drawing.sparkline import data_uri
from lib.language.catalogue import Catalogue
from lib.language.display import THEMES, readable_ink
from lib.ledger.figure import ESTIMATED, PROJECTED
from lib.views.documents.known_communes import KnownCommune
from lib.views.documents.peers import Peer, Peers
from lib.views.documents.profile import Cited, Profile
from lib.views.meeting.scene import TableBlock

#: Width of the drawing of a district's communes, in units of the drawing.
_WIDE = 460
_BADGE = 13
#: An interval or a span of ranks.
_BRACKETS = re.compile(r"\([^()]*\d[–-][^()]*\)")


def story(made: Profile) -> str:
    """The lines of a profile: the first with its figures and their status, then what follows from them."""
    first, *others = made.lines
    kinds = "".join(f"<li>{html.escape(kind)}</li>" for kind in made.kinds)
    listed = "".join(f"<li>{html.escape(line)}</li>" for line in others)
    return (
        f'<p class="verdict">{html.escape(first)}</p>'
        f"{f'<ul class=kinds>{kinds}</ul>' if kinds else ''}<ul class=lines>{listed}</ul>"
    )


def table(block: TableBlock) -> str:
    """A table of written cells that scrolls by itself where the screen is narrower."""
    head = "".join(f'<th scope="col">{html.escape(column)}</th>' for column in block.columns)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(row[0])}</th>'
        + "".join(f"<td>{_cell(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in block.rows
    )
    label = html.escape(block.title)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def written_table(cells: pd.DataFrame, label: str) -> str:
    """A table of written cells as HTML, to be seen at once; its first column, or its named index, names the rows."""
    if cells.index.name is not None:
        cells = cells.reset_index()
    rows = tuple(tuple(map(str, row)) for row in cells.itertuples(index=False, name=None))
    return table(TableBlock(label, tuple(map(str, cells.columns)), rows))


def _cell(text: str) -> str:
    """A cell whose interval, in brackets, stays on one line."""
    return _BRACKETS.sub(r'<span class="whole">\g<0></span>', html.escape(text))


def peers(wording: Catalogue, made: Profile) -> str:
    """Every set of peers as bars from zero with their intervals, in words what a difference means."""
    if not made.peers:
        return ""
    heading = html.escape(wording.say("profile.peers.heading", year=made.year))
    most = max(peer.row.high for group in made.peers for peer in group.rows)
    groups = "".join(_peers(group, most) for group in made.peers)
    return f'<h2>{heading}</h2><div class="peers">{groups}</div>'


def _peers(group: Peers, most: float) -> str:
    verdict = f"<p>{html.escape(group.verdict)}</p>" if group.verdict else ""
    return (
        f"<section><h3>{html.escape(group.heading)}</h3><p>{html.escape(group.rule)}</p>"
        f"{bars(group, len(group.rows), most)}{verdict}</section>"
    )


def bars(group: Peers, count: int, most: float | None = None) -> str:
    """The first ``count`` of a set of peers as bars from zero to ``most``; the own one is always among them."""
    rows = list(group.rows[:count])
    rows[-1:] = [peer for peer in group.rows[count:] if peer.relation == "own"] or rows[-1:]
    most = most or max((peer.row.high for peer in rows), default=0.0)
    return f'<table class="bars"><tbody>{"".join(_peer(peer, most or 1.0) for peer in rows)}</tbody></table>'


def _peer(peer: Peer, most: float) -> str:
    row = peer.row
    kind = "estimated" if row.status == ESTIMATED else "projected" if row.status == PROJECTED else "published"
    span = ""
    if row.low < row.high:
        left, width = row.low / most * 100, (row.high - row.low) / most * 100
        span = f'<i class="span" style="left:{left:.1f}%;width:{width:.1f}%"></i>'
    bar = f'<i class="bar {kind}" style="width:{row.value / most * 100:.1f}%"></i>{span}'
    own = ' class="own"' if peer.relation == "own" else ""
    return (
        f'<tr{own}><th scope="row">{html.escape(row.name)}</th><td class="track"><div>{bar}</div></td>'
        f"<td>{html.escape(row.text)}</td><td>{html.escape(peer.note)}</td></tr>"
    )


def communes(campaign: Campaign, made: Profile, theme: str) -> str:
    """The communes a district became: a small map with numbers, the list beside it; ``theme`` ``auto`` draws for both."""
    if not made.communes:
        return ""
    say = campaign.wording.say
    columns = ("unit", "published", "difficult", "base", "made_of", "others")
    rows = tuple(
        (f"{number}. {known.commune.name}", known.rate_text or campaign.numbers.missing, say("profile.communes.listed") if known.difficult else "–",
         campaign.numbers.number(known.commune.households_2019), ", ".join(known.commune.predecessors),
         "; ".join(known.facts) or "–")
        for number, known in enumerate(made.communes, start=1)
    )  # fmt: skip
    words = campaign.wording.section("profile.communes")
    listed = table(TableBlock(words["heading"], tuple(words[column] for column in columns), rows))
    return (
        f"<h2>{html.escape(words['heading'])}</h2><p>{html.escape(made.communes_told)}</p>"
        f'<div class="communes"><figure>{_map_image(campaign, made, theme)}'
        f"<figcaption>{html.escape(words['legend'])}</figcaption></figure>{listed}</div>"
    )


def _map_image(campaign: Campaign, made: Profile, theme: str) -> str:
    """The map as an image: Streamlit takes SVG out of HTML."""
    light, dark = (commune_map(campaign, made.communes, of) for of in THEMES)
    if not light:
        return ""
    label = html.escape(campaign.wording.say("profile.communes.map", name=campaign.names[made.unit]))
    picture = f'<img alt="{label}" src="{data_uri(dark if theme == "dark" else light)}">'
    if theme != "auto":
        return picture
    return f'<picture><source media="(prefers-color-scheme: dark)" srcset="{data_uri(dark)}">{picture}</picture>'


def commune_map(campaign: Campaign, known: tuple[KnownCommune, ...], theme: str) -> str:
    """Some communes as SVG: published rates in the map's colours, what is unknown left blank, numbers as in the list.

    Empty where no boundary layer holds them.
    """
    codes = {entry.commune.unit for entry in known}
    layer = next((layer for layer in campaign.edition.layers.values() if codes <= set(layer["unit"])), None)
    if layer is None:
        return ""
    rule = campaign.display.communes.rate
    shades, colours = getattr(rule.colors, theme), getattr(campaign.display.map, theme)
    ink = getattr(campaign.display.charts, theme).ink
    drawing = svg_geometry(layer[layer["unit"].isin(codes)], campaign.edition.context, _WIDE)
    shapes = {unit["u"]: unit for unit in drawing["units"]}
    paths, badges = [], []
    for number, entry in enumerate(known, start=1):
        shape, fill, dots = shapes[entry.commune.unit], "none", ink
        if entry.rate.known:
            fill = shades[bisect_right(rule.breaks, entry.rate.value)]
            dots = readable_ink(fill, (colours.ink_dark, colours.ink_light))
        paths.append(f'<path d="{shape["d"]}" fill="{fill}" stroke="{ink}" stroke-width="1.2"/>')
        if entry.difficult:
            pattern = f"kv3-{number}"
            paths.append(
                f'<pattern id="{pattern}" width="12" height="12" patternUnits="userSpaceOnUse">'
                f'<circle cx="3" cy="3" r="1.5" fill="{dots}"/></pattern><path d="{shape["d"]}" fill="url(#{pattern})"/>'
            )
        badges.append(
            f'<circle cx="{shape["lx"]}" cy="{shape["ly"]}" r="{_BADGE}" fill="#fff" stroke="#16222B"/>'
            f'<text x="{shape["lx"]}" y="{shape["ly"] + 5}" fill="#16222B">{number}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing["w"]} {drawing["h"]}" font-size="15" '
        f'font-family="sans-serif" font-weight="700" text-anchor="middle">{"".join(paths)}{"".join(badges)}</svg>'
    )


def sections(wording: Catalogue, made: Profile) -> str:
    """The rest of a profile: what was assigned, sources, contradictions, the former standard, what is lacking."""
    say = wording.say
    parts = [
        _list(say("profile.assigned.heading"), made.assigned),
        _cited(say("profile.sources_heading"), made.cited, say("profile.model")),
        _list(say("profile.disputes.heading"), made.disputes or (say("profile.disputes.none"),)),
        _list(say("profile.former_heading"), made.former),
        _list(say("profile.lacking_heading"), made.lacking),
    ]
    return f'<div class="sections">{"".join(parts)}</div>'


def _list(heading: str, lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f"<section><h2>{html.escape(heading)}</h2><ul>{items}</ul></section>"


def _cited(heading: str, cited: tuple[Cited, ...], model: str) -> str:
    items = []
    for entry in cited:
        source = html.escape(entry.source)
        if entry.address:
            source = f'<a href="{html.escape(entry.address)}" target="_blank" rel="noopener noreferrer">{source}</a>'
        items.append(f"<li><b>{html.escape(entry.figure)}</b>: {source}. <q>{html.escape(entry.quote)}</q></li>")
    items.append(f"<li>{html.escape(model)}</li>")
    return f"<section><h2>{html.escape(heading)}</h2><ul>{''.join(items)}</ul></section>"
