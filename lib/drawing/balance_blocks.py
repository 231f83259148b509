"""The balance of a plan as HTML: how many parts of its text are of each kind, then part by part."""

from __future__ import annotations

import html

from lib.campaign.campaign import Campaign
from lib.drawing.blocks import tone
from lib.views.documents.balance import Answer, Balance


def tally(campaign: Campaign, made: Balance, theme: str) -> str:
    """One tile a kind: its sign, its number, its words, a square for each part, which leads to it."""
    tiles = []
    for kind, count, word, code in made.tally:
        judgement = campaign.judgement(code)
        squares = "".join(
            f'<a href="#{_anchor(a)}" target="_self" aria-label="{html.escape(a.name)}" title="{html.escape(a.name)}"></a>'
            for a in made.of(kind)
        )
        tiles.append(
            f'<li class="{kind}" style="--tone:{tone(judgement, theme)}"><b><i aria-hidden="true">{html.escape(judgement.symbol)}</i> {count}</b>'
            f"<span>{html.escape(word)}</span><div>{squares}</div></li>"
        )
    return f"<ul class=tally>{''.join(tiles)}</ul>"


def answers(campaign: Campaign, made: Balance, theme: str) -> str:
    """Every part of the text: its words, the conclusion, what is known, what would decide it."""
    return f"<ol class=balance>{''.join(_answer(campaign, answer, theme) for answer in made.answers)}</ol>"


def _anchor(answer: Answer) -> str:
    return f"balance-{answer.code}"


def _answer(campaign: Campaign, answer: Answer, theme: str) -> str:
    judgement = campaign.judgement(answer.tone)
    known = "".join(f"<li>{html.escape(line)}</li>" for line in answer.known)
    return (
        f'<li id="{_anchor(answer)}" style="--tone:{tone(judgement, theme)}">'
        f"<h3>{html.escape(answer.name)}</h3>"
        f'<p class="said"><b><i aria-hidden="true">{html.escape(judgement.symbol)}</i> {html.escape(answer.verdict)}</b></p>'
        f"<blockquote>“{html.escape(answer.quote)}” <small>({html.escape(answer.place)})</small></blockquote>"
        f"<ul class=lines>{known}</ul>"
        f'<p class="decides">{html.escape(answer.decided_by)}</p></li>'
    )
