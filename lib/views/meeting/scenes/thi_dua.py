"""Who improved, with the places that each may have, and on what evidence a name is given."""

from __future__ import annotations

from lib.campaign import comparison as ranked
from lib.campaign.campaign import RATE, Campaign
from lib.campaign.comparison import POINTS
from lib.campaign.emulation import Case, Finding, cases
from lib.campaign.kept import called
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made, tone_of
from lib.views.meeting.scene import Block, RankingBlock, Row, Scene, TextBlock
from lib.views.sentences import emulation, projections
from lib.views.sentences.comparison import by_level, written

#: Rows that the stage has room for.
_MOST_ROWS = 21


def known(campaign: Campaign) -> list[str]:
    """One scene, where the display file says how improvement is told."""
    return ["thi_dua"] if campaign.display.emulation else []


def in_meeting(campaign: Campaign, asked: Asked) -> list[str]:
    """After the baseline, where anything in scope is judged."""
    if not known(campaign) or asked.year <= campaign.yardstick.baseline_year:
        return []
    return ["thi_dua"] if any(case.finding != Finding.NONE for case in _cases(campaign, asked)) else []


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """The units as the page has them, the poorest first, in sign and colour of what is judged of them; beside it who is named."""
    say, year, first = campaign.wording.say, asked.year, campaign.yardstick.baseline_year
    found = _cases(campaign, asked)
    rows = _rows(campaign, found, year)
    blocks: list[Block] = []
    lead = [projections.projection_notice(campaign, year)]
    if rows:
        title = say("scenes.emulation.falls", first=first, year=year)
        shown = rows[:_MOST_ROWS]
        blocks.append(RankingBlock(title, campaign.display.units_of_measure["points"], tuple(shown)))
        if len(rows) > len(shown):
            lead.append(
                say("scenes.emulation.cut", shown=len(shown), all=len(rows), unit=campaign.unit_words["unit_vi"])
            )
    told = (emulation.named(campaign, found), emulation.basis(campaign, found), _signs(campaign, rows))
    lines = tuple(line for line in told if line)
    if lines:
        blocks.append(TextBlock(say("scenes.emulation.evidence"), lines))
    figures = [campaign.figure(case.unit, RATE, at) for case in found for at in dict.fromkeys((first, year))]
    read = [
        projections.clash_sentence(campaign, year),
        emulation.rule(campaign),
        say("scenes.emulation.places", level=campaign.marks.level),
    ]
    headline = emulation.title(campaign, found, year)
    return made(campaign, code, asked, headline, lead, blocks, figures, read=read if rows else [])


def _signs(campaign: Campaign, rows: list[Row]) -> str:
    """What the signs and lines of the rows say; empty without rows."""
    tones = dict.fromkeys(f"{row.tone.symbol} {row.tone.word}" for row in rows)
    level = campaign.marks.level
    return campaign.wording.say("scenes.emulation.signs", signs=", ".join(tones), level=level) if rows else ""


def _cases(campaign: Campaign, asked: Asked) -> list[Case]:
    listed = campaign.display.emulation
    if listed is None:
        return []
    units = tuple(called(campaign, by_level, list(asked.shown), asked.year))
    return called(campaign, cases, units, asked.year, listed.near)


def _rows(campaign: Campaign, found: list[Case], year: int) -> list[Row]:
    """Each judged unit's fall, written with the places it may have."""
    ranks = ranked.ranks(campaign, POINTS, year)
    rows = []
    for case in found:
        fall = emulation.fall_of(campaign, case.unit, year)
        if not fall.known:
            continue
        text = emulation.placed(campaign, written(campaign.marks, fall), ranks.get(case.unit)).replace("<br>", ", ")
        tone = tone_of(campaign, case.own)
        rows.append(Row(case.unit, campaign.names[case.unit], fall.value, fall.low, fall.high, fall.status, text, tone))
    return rows
