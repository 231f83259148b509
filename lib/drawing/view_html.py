"""A view as plain HTML and SVG: what a page shows before any script has run, and on paper."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.drawing import balance_blocks, blocks, charts, commune_blocks, profile_blocks
from lib.drawing.campaign_map import map_payload, shown_measures
from lib.drawing.chart_svg import chart_svg
from lib.drawing.commune_layer import commune_payload
from lib.drawing.guide_pictures import picture_html
from lib.drawing.map_svg import class_rules, class_texts, map_svg
from lib.language.display import THEMES, readable_ink
from lib.views import view as parts
from lib.views.downloads import Offer
from lib.views.view import Asked, Block, Still, View

#: Texts of the data: HTML in them is shown letter by letter.
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True)
class Medium:
    """Where a view is drawn: ``theme`` (``auto`` where the reader's is not known), how its map is drawn, how many of its
    charts (None: all), whether it is ``paper``: what unfolds on a screen lies open there, a chart names its sources.
    """

    theme: str
    draw_map: Callable[[parts.Map], str]
    most_charts: int | None = None
    paper: bool = False


def still_html(campaign: Campaign, block: Still, theme: str, preview: bool) -> str:
    """A block that nobody does anything with, drawn the same on the live page, in its first view and on paper.

    Empty where the block has nothing to say. A folded table's cells, without the fold.
    """
    if isinstance(block, _QUICK):
        return _still(campaign, block, theme, preview)
    return called(campaign, _still, block, theme, preview)


#: Drawn sooner than looked up.
_QUICK = (parts.Text, parts.Lines, parts.Notice, parts.Legend)


def _still(campaign: Campaign, block: Still, theme: str, preview: bool) -> str:
    match block:
        case parts.Text(text, style, name):
            return _sentence(text, style, name)
        case parts.Lines(lines):
            return f"<ul class=lines>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</ul>"
        case parts.Notice(text):
            return blocks.notice(text) if text else ""
        case parts.Legend():
            return blocks.status_legend(campaign)
        case parts.Cards(assessments, stacked):
            return blocks.target_cards(campaign, assessments, theme, stacked)
        case parts.Queue(standings):
            return blocks.queue(campaign, standings, theme, preview)
        case parts.Chips(standings):
            return blocks.name_chips(campaign, standings, theme, preview)
        case parts.Table(label, cells):
            return profile_blocks.written_table(cells, label)
        case parts.ProfileStory(profile):
            return profile_blocks.story(profile)
        case parts.ProfileNumbers(profile):
            return profile_blocks.table(profile.numbers)
        case parts.ProfileRest(profile):
            peers = profile_blocks.peers(campaign.wording, profile)
            of_both = profile_blocks.communes(campaign, profile, theme)
            return peers + of_both + profile_blocks.sections(campaign.wording, profile)
        case parts.OneCommune(story):
            return commune_blocks.story(story)
        case parts.Timeline(districts):
            return commune_blocks.timeline(campaign, districts)
        case parts.Tally(balance):
            return balance_blocks.tally(campaign, balance, theme)
        case parts.Answers(balance):
            return balance_blocks.answers(campaign, balance, theme)


@dataclass
class _Painter:
    campaign: Campaign
    asked: Asked
    medium: Medium
    charts_drawn: int = field(default=0)

    def all(self, drawn: Iterable[Block]) -> str:
        return "".join(self.one(block) for block in drawn)

    def one(self, block: Block) -> str:
        """A block as HTML; nothing for what only a live page has."""
        campaign = self.campaign
        match block:
            case parts.Caption(text):
                return f'<p class="fv-caption">{html.escape(text)}</p>'
            case parts.Heading(text, level):
                return f"<h{level}>{html.escape(text)}</h{level}>"
            case parts.Nothing(text):
                return blocks.paragraph(text, "story")
            case parts.Told(text):
                return _MARKDOWN.render(text)
            case parts.Map():
                return self.medium.draw_map(block)
            case parts.CommuneMap(chosen, district, measure):
                layer = called(campaign, commune_payload)
                if layer is None:
                    return ""
                if self.medium.paper:
                    return commune_blocks.paper_map(layer, chosen, district, measure)
                return commune_blocks.first_map(layer, measure)
            case parts.Chart():
                return self._chart(block)
            case parts.Choice(_, label, chosen):
                return _choice(label, chosen) if chosen else ""
            case parts.Fold(label, folded):
                return self._fold(label, self.all(folded))
            case parts.Table() if block.folded:
                return self._fold(block.label, self._still(block))
            case parts.Columns(columns, widths):
                return self._columns(columns, widths)
            case parts.Picture():
                return picture_html(block, within=self.medium.paper)
            case parts.Files(_, offers):
                return "".join(_offer(offer) for offer in offers)
            case parts.Ledger(_, label, printed) if self.medium.paper:
                told = printed or campaign.wording.say("printed.left_out", what=label)
                return f'<p class="fv-caption">{html.escape(told)}</p>'
            case parts.Spatial() | parts.Ledger() | parts.Download() | parts.Way() | parts.SheetWay():
                return ""
            case _:
                return self._still(block)

    def _still(self, block: Still) -> str:
        return still_html(self.campaign, block, self.medium.theme, self.asked.preview)

    def _chart(self, chart: parts.Chart) -> str:
        most = self.medium.most_charts
        if most is not None and self.charts_drawn >= most:
            return ""
        self.charts_drawn += 1
        if self.medium.theme != "auto":
            drawn = self._svg(chart, self.medium.theme)
        else:  # in both themes: what the reader's is, is not known here
            drawn = "".join(f'<div class="fv-{theme}">{self._svg(chart, theme)}</div>' for theme in THEMES)
        told = " ".join(chart.notes.lines) if self.medium.paper else chart.notes.told
        return drawn + (f'<p class="fv-caption">{html.escape(told)}</p>' if told else "")

    def _svg(self, chart: parts.Chart, theme: str) -> str:
        return chart_svg(called(self.campaign, charts.drawn, chart.shown, theme), chart.title)

    def _fold(self, label: str, content: str) -> str:
        opened = " open" if self.medium.paper else ""
        return f"<details{opened}><summary>{html.escape(label)}</summary>{content}</details>"

    def _columns(self, columns: Iterable[tuple[Block, ...]], widths: Iterable[int]) -> str:
        shares = " ".join(f"minmax(0, {width}fr)" for width in widths)
        drawn = "".join(f"<div>{self.all(column)}</div>" for column in columns)
        return f'<div class="fv-columns" style="--columns:{shares}">{drawn}</div>'


def view_html(campaign: Campaign, view: View, asked: Asked, medium: Medium) -> str:
    """The blocks of a view as HTML, its title left to whoever frames them."""
    return _Painter(campaign, asked, medium).all(view.blocks)


def plain_map(campaign: Campaign, asked: Asked, *, compact: bool, classes: bool = False) -> str:
    """The map as SVG under its measure's name, colours as custom properties (:func:`colour_rules`); with its ``classes``."""
    measures = shown_measures(campaign.display, compact=compact)
    payload, shown = map_payload(campaign, measures, compact=compact), _measure(measures, asked)
    svg, listed = map_svg(payload, shown, asked.selection.year, campaign.numbers)
    measure = next(m for m in payload["measures"] if m["id"] == shown)
    title = html.escape(f"{measure['label']} ({measure['unit']})")
    if not classes:
        return f'<p class="fv-title">{title}</p>{svg}{listed}'
    shades = (
        f'<li><i style="background:var(--fv-{place})"></i>{html.escape(text)}</li>'
        for place, text in enumerate(class_texts(measure, campaign.numbers))
    )
    legend = f'<ul class="fv-classes">{"".join(shades)}</ul>'
    return f'<figure class="fv-figure"><p class="fv-title">{title}</p>{svg}{legend}{listed}</figure>'


def _measure(measures: tuple[str, ...], asked: Asked) -> str:
    return asked.measure if asked.measure in measures else measures[0]


def colour_rules(campaign: Campaign, measure: str, theme: str) -> str:
    """The colours of judgements and of a map measure's classes in one theme, as custom properties."""
    colours = getattr(campaign.display.map, theme)
    shades = [*getattr(campaign.display.measures[measure].colors, theme), colours.missing]
    inks = {place: readable_ink(shade, (colours.ink_dark, colours.ink_light)) for place, shade in enumerate(shades)}
    payload = map_payload(campaign, (measure,), compact=True)
    return blocks.tone_rules(campaign.judgements, theme) + class_rules(payload, measure, theme, inks)


def _sentence(text: str, style: str, name: str) -> str:
    if not text.strip():
        return ""
    if not name:
        return blocks.paragraph(text, style)
    return f'<p class="{style}"><b>{html.escape(name)}</b>: {html.escape(text)}</p>'


def _offer(offer: Offer) -> str:
    """A file, and what of it is a link; what a job makes is begun on the live page."""
    ways = " ".join(
        f'<a href="{html.escape(way.address)}">{html.escape(way.label)}</a>' for way in offer.ways if not way.job
    )
    return f'<p class="story"><b>{html.escape(offer.name)}</b>: {html.escape(offer.about)} {ways}</p>'


def _choice(label: str, chosen: str) -> str:
    """A choice as the live page shows it, to be made there."""
    return f'<dl class="fields fv-choice"><dt>{html.escape(label)}</dt><dd>{html.escape(chosen)}</dd></dl>'
