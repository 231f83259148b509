"""What is still to be done, unit by unit."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.ledger.figure import ESTIMATED, PUBLISHED
from lib.plan.assess import Assessment
from lib.plan.judgement import Kind
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made
from lib.views.meeting.scene import Block, Scene, TableBlock
from lib.views.sentences import ending, headlines, on_target, projections

#: Rows of a table that the back row can still read.
_MOST_ROWS = 8


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """What is left to fall, a year, what was assigned."""
    say, year, yardstick = campaign.wording.say, asked.year, campaign.yardstick
    standings = [campaign.standing(unit, year) for unit in campaign.districts]
    judged = [a for a in standings if campaign.judgement(a.judgement).kind != Kind.NONE]
    lacking = [a for a in judged if a.still_to_fall[0] > 0]
    lacking.sort(key=lambda a: -a.still_to_fall[0])
    blocks: list[Block] = []
    lead = []
    if lacking:
        blocks.append(_what_is_left(campaign, lacking, year))
        total = campaign.marks.sign_of(ESTIMATED if any(a.status == ESTIMATED for a in lacking) else PUBLISHED)
        total += on_target.amount(campaign.numbers, lacking[0], sum(a.still_to_fall[0] for a in lacking))
        if not yardstick.by_points:
            lead.append(say("scenes.ahead.sum", unit=campaign.unit_words["unit_vi"], total=total))
    if campaign.plan.over:
        lead.insert(0, ending.decided_by(campaign))
    lead.append(projections.projection_notice(campaign, year))
    province = campaign.assess(yardstick, campaign.province, year)
    figures = [figure for a in (*lacking, province) for figure in (a.baseline, a.latest)]
    kinds = [campaign.judgement(a.judgement).kind for a in judged]
    count, undecided = (kinds.count(Kind.BAD), kinds.count(Kind.OPEN)) if province.final else (len(lacking), 0)
    return made(campaign, code, asked, headlines.ahead(campaign, year, count, undecided), lead, blocks, figures)


def _what_is_left(campaign: Campaign, lacking: list[Assessment], year: int) -> TableBlock:
    """Each unit that is not there yet: its figure, what it still has to fall, a year, what it was assigned."""
    say, left = campaign.wording.say, campaign.yardstick.end_year - year
    assigned = campaign.ledger.assignments.query("unit_of_measure == 'points'").sort_values("year")
    next_year = int(assigned["year"].iloc[-1]) if len(assigned) else 0
    given = {
        row.unit: campaign.numbers.points_span(row.low, row.high)
        for row in assigned.itertuples()
        if row.year == next_year
    }
    over = campaign.plan.over
    columns = [campaign.wording.opening(campaign.unit_words["unit_vi"]), say("scenes.ahead.columns.now", year=year),
               say("scenes.ahead.columns.was_left" if over else "scenes.ahead.columns.rest")]  # fmt: skip
    columns += [say("scenes.ahead.columns.each")] if left > 1 else []
    columns += [say("scenes.ahead.columns.assigned", year=next_year)] if given and year < next_year else []
    rows = []
    for a in lacking[:_MOST_ROWS]:
        sign = campaign.marks.sign_of(a.status)
        row = [
            campaign.names[a.unit],
            campaign.marks.standing(a.latest),
            sign + on_target.amount(campaign.numbers, a, a.still_to_fall[0]),
        ]
        row += [sign + on_target.amount(campaign.numbers, a, a.needed_pace[0])] if left > 1 else []
        row += [given.get(a.unit, "–")] if given and year < next_year else []
        rows.append(tuple(row))
    rest = lacking[_MOST_ROWS:]
    if rest:
        sign = campaign.marks.sign_of(ESTIMATED if any(a.status == ESTIMATED for a in rest) else PUBLISHED)
        name = say("scenes.ahead.more", count=len(rest), unit=campaign.unit_words["unit_vi"])
        total = sign + on_target.amount(campaign.numbers, rest[0], sum(a.still_to_fall[0] for a in rest))
        rows.append((name, "", total, *[""] * (len(columns) - 3)))
    title = say("scenes.ahead.table_over" if over else "scenes.ahead.table", goal=campaign.yardstick.goal_vi, year=year)
    return TableBlock(title, tuple(columns), tuple(rows))
