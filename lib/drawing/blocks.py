"""Blocks of a page as HTML: target cards, entries of the list of those who lag, legend of the statuses.

``theme`` is ``light``, ``dark``, or ``auto`` for a page that is made before the reader's theme is known: colours are
then custom properties (:func:`tone_rules`) and images come in both themes.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from lib.campaign.campaign import RATE, Campaign
from lib.drawing.sparkline import sparkline
from lib.ledger.figure import ESTIMATED
from lib.plan.assess import Assessment
from lib.plan.judgement import Judgement, Kind
from lib.views.links import profile_address
from lib.views.sentences import verdicts
from lib.views.sentences.explanations import explained
from lib.views.sentences.lagging import lag_sentence
from lib.views.sentences.on_target import card_heading, card_notes, target_goal

STATUSES = ("published", "projected", "estimated", "missing")


def tone(judgement: Judgement, theme: str) -> str:
    """Colour of a judgement; always beside its word and symbol."""
    return f"var(--tone-{judgement.judgement})" if theme == "auto" else judgement.colour(theme)


def tone_rules(judgements: Mapping[str, Judgement], theme: str) -> str:
    """The judgements' colours of one theme as custom properties."""
    return "".join(f"--tone-{code}:{entry.colour(theme)};" for code, entry in judgements.items())


def paragraph(text: str, style: str) -> str:
    """A sentence in one of the page's styles."""
    return f'<p class="{style}">{html.escape(text)}</p>'


def notice(text: str) -> str:
    """A warning about the figures of the page."""
    return f'<div class="notice" role="note">{html.escape(text)}</div>'


def status_legend(campaign: Campaign) -> str:
    """How each status is marked, and an estimate that is hardly known."""
    parts = []
    for status in STATUSES:
        words = campaign.marks.words(status)
        parts.append(f'<span class="mark {status}">{html.escape(f"{words.mark} {words.long}")}</span>')
    if grades := campaign.marks.quality_marks():
        parts.append(f'<span class="mark quality">{html.escape(grades)}</span>')
    label = html.escape(campaign.wording.say("blocks.status_legend"))
    return f'<div role="group" aria-label="{label}">{"".join(parts)}</div>'


def target_cards(campaign: Campaign, assessments: Sequence[Assessment], theme: str, stacked: bool = False) -> str:
    """Targets as cards: value, target, pace, judgement word, sparkline, what is left; ``stacked`` one below another."""
    # Stacked beside the map they stand right under the page's title, elsewhere under a heading of their own.
    cards = "".join(_target_card(campaign, a, "h2" if stacked else "h3", theme) for a in assessments)
    return f'<div class="cards{" stacked" if stacked else ""}">{cards}</div>'


def _target_card(campaign: Campaign, assessment: Assessment, level: str, theme: str) -> str:
    target, latest = assessment.target, assessment.latest
    value, words = campaign.marks.marked_parts(latest)
    heading = card_heading(campaign, assessment)
    if latest.status == ESTIMATED:
        words = f" {campaign.marks.interval_of(latest)}{words}"
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in card_notes(campaign, assessment))
    return (
        f'<div class="card" style="--tone:{tone(campaign.judgement(assessment.judgement), theme)}"><div class="grid">'
        f'<div class="what"><{level}>{html.escape(heading)}</{level}>'
        f"<span>{html.escape(target_goal(campaign, target))}</span></div>"
        f'<div class="now"><b class="{"" if latest.known else "none"}">{html.escape(value)}</b>'
        f"<span>{html.escape(words.strip())}</span></div>"
        f"{_spark(campaign, assessment, theme)}"
        f'<div class="word">{_word(campaign, assessment)}{_task(campaign, assessment)}</div></div>{notes}</div>'
    )


def _spark(campaign: Campaign, assessment: Assessment, theme: str) -> str:
    series = campaign.figures.series(assessment.unit, assessment.target.indicator, campaign.years)

    def image(of: str) -> str:
        colour = campaign.judgement(assessment.judgement).colour(of)
        return sparkline(campaign.marks, series, colour, label=assessment.target.name_vi)

    if theme != "auto":
        return image(theme)
    dark = image("dark")
    if not dark:
        return ""
    source = dark.split('src="')[1].split('"')[0]
    return f'<picture><source media="(prefers-color-scheme: dark)" srcset="{source}">{image("light")}</picture>'


def queue(campaign: Campaign, standings: Sequence[Assessment], theme: str, preview: bool = False) -> str:
    """Units on the common yardstick: name, judgement word, sentence with its reasons; numbered if several lag.

    A name leads to the unit's profile of that year; ``preview``: in the edition not yet published.
    """
    numbered = len(standings) > 1 and campaign.judgement(standings[0].judgement).kind == Kind.BAD
    entries = "".join(
        _queue_entry(campaign, standing, f"{position}. " if numbered else "", theme, preview)
        for position, standing in enumerate(standings, start=1)
    )
    return f'<div class="queues">{entries}</div>'


def _named(campaign: Campaign, a: Assessment, preview: bool) -> str:
    """A unit's name, leading to its profile in the same window."""
    address = profile_address(campaign, a.unit, a.latest.year, preview=preview)
    return f'<a href="{html.escape(address)}" target="_self">{html.escape(campaign.names[a.unit])}</a>'


def _queue_entry(campaign: Campaign, a: Assessment, number: str, theme: str, preview: bool) -> str:
    return (
        f'<div class="queue" style="--tone:{tone(campaign.judgement(a.judgement), theme)}"><b class="name">{number}'
        f"{_named(campaign, a, preview)}</b> {_word(campaign, a)}<br>"
        f"{html.escape(lag_sentence(campaign, a))}</div>"
    )


def _task(campaign: Campaign, a: Assessment) -> str:
    """What a judgement asks for; of a plan that is over only what is still to be done after its end."""
    verb = campaign.judgement(a.judgement).verb_vi
    return f"<span>{html.escape(verb)}</span>" if verb and (a.final or not campaign.plan.over) else ""


def _word(campaign: Campaign, a: Assessment) -> str:
    """The word of a judgement with its symbol; a click or key on it opens why it is said."""
    told = "".join(f"<p>{html.escape(line)}</p>" for line in explained(campaign, a))
    word = f"{campaign.judgement(a.judgement).symbol} {verdicts.label(campaign, a)}"
    place = f"why-{a.target.target}-{a.unit}-{a.latest.year}"
    # A popover lies over everything and goes away by Esc or a click anywhere: the browser's own doing.
    return (
        f'<button type="button" class="why" popovertarget="{place}">{html.escape(word)}</button>'
        f'<div id="{place}" class="why-told" popover>{told}</div>'
    )


def name_chips(campaign: Campaign, standings: Sequence[Assessment], theme: str, preview: bool = False) -> str:
    """Many units of one judgement in a line: name (see :func:`queue`), value, sign."""
    chips = "".join(
        f'<li style="--tone:{tone(campaign.judgement(s.judgement), theme)}">'
        f"<b>{_named(campaign, s, preview)}</b> "
        f"{html.escape(campaign.marks.standing(campaign.figure(s.unit, RATE, s.latest.year)))} "
        f"{html.escape(campaign.judgement(s.judgement).symbol)}</li>"
        for s in standings
    )
    return f'<ul class="chips">{chips}</ul>'
