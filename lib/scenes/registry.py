"""The scenes of a meeting, made from a selection: one a question that leaders ask.

:data:`FIXED` names those every meeting has; each group looked at on its own and each district can be a scene too. A scene is
made on its own by its code, so that any of them can be had on the spot.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lib.campaign import comparison as comparing
from lib.campaign import what_if as calculation
from lib.campaign.campaign import POOR, RATE, Campaign
from lib.campaign.comparison import NOW, SHARE
from lib.campaign.comparison import ranks as ranked
from lib.campaign.measures import measure_figure
from lib.language import formats
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure
from lib.plan.assess import Assessment
from lib.plan.standing import Standing
from lib.plan.targets import Target
from lib.scenes import captions, comparison, ending, headlines, stories, verdicts, what_if
from lib.scenes.explanations import explained
from lib.scenes.scene import (
    Block,
    Card,
    CardsBlock,
    MapBlock,
    Point,
    RankingBlock,
    Row,
    Scene,
    TableBlock,
    TextBlock,
    Tone,
    TrajectoryBlock,
)

#: Scenes before and after those of groups and districts.
FIXED = ("mo_dau", "chi_tieu", "ban_do", "giam_mot_nua", "tut_lai")
CLOSING = ("viec_tiep", "nguon")
GROUP, DISTRICT = "nhom-", "huyen-"
#: Places side by side, paces tried: part of a meeting where they are asked for.
COMPARED, TRIED = "so_sanh", "neu_thi"
#: Rows of a table that the back row can still read.
_MOST_ROWS = 8
_REASONS = 3


@dataclass(frozen=True)
class Asked:
    """What the scenes are about: the filter of the pages. ``shown``: the group's units; ``districts`` have scenes of their own.

    ``beside``: groups put beside the districts; ``paces``: code and points a year of what is tried (:mod:`lib.scenes.what_if`).
    """

    group: str
    districts: tuple[str, ...]
    year: int
    shown: tuple[str, ...]
    scope: str
    beside: tuple[str, ...] = ()
    paces: tuple[tuple[str, float], ...] = ()


def asked(campaign: Campaign, group: str, districts: Iterable[str], year: int, beside: Iterable[str] = (),
          paces: Iterable[tuple[str, float]] = ()) -> Asked:  # fmt: skip
    """What scenes are about: a group (or the province), the units with a scene of their own, a year."""
    return Asked(group, tuple(districts), year, tuple(campaign.members(group)), campaign.scope_name(group), tuple(beside),
                 tuple(paces))  # fmt: skip


def not_in_plan(
    campaign: Campaign, group: str, districts: Iterable[str], year: int | None, beside: Iterable[str]
) -> list[str]:
    """What scenes cannot be about: a year, group or units that the plan does not have."""
    wrong = [] if year is None or year in campaign.years else [str(year)]
    wrong += [] if group in (campaign.province, *campaign.groups) else [group]
    wrong += [unit for unit in districts if unit not in campaign.districts]
    return wrong + [other for other in beside if other not in comparison.offered_beside(campaign)]


def default_codes(campaign: Campaign, asked: Asked) -> list[str]:
    """The codes of a meeting's scenes in their order: the fixed ones, the groups looked at, the districts asked for, those
    side by side, the paces tried.
    """
    groups = [f"{GROUP}{group}" for group in campaign.focus]
    questions = [COMPARED] if 2 <= len(asked.districts) + len(asked.beside) <= comparison.MOST else []
    questions += [TRIED] if asked.paces and calculation.possible(campaign) else []
    return [*FIXED, *groups, *(f"{DISTRICT}{unit}" for unit in asked.districts), *questions, *CLOSING]


def known_codes(campaign: Campaign) -> list[str]:
    """Every code that :func:`scene` makes a scene of."""
    questions = [COMPARED, TRIED] if calculation.possible(campaign) else [COMPARED]
    return [*FIXED, *(f"{GROUP}{group}" for group in campaign.every_group), *(f"{DISTRICT}{u}" for u in campaign.districts), *questions,
            *CLOSING]  # fmt: skip


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """The scene of a code. Raises ``KeyError`` for a code that is none of :func:`known_codes`."""
    if code.startswith(GROUP) and code.removeprefix(GROUP) in campaign.every_group:
        return _group(campaign, code, asked)
    if code.startswith(DISTRICT) and code.removeprefix(DISTRICT) in campaign.districts:
        return _district(campaign, code, asked)
    return _SCENES[code](campaign, code, asked)


def rate_measure(campaign: Campaign) -> str:
    """The map measure of the poor rate: what the campaign is about."""
    return next(code for code, rule in campaign.display.measures.items() if rule.indicator == RATE)


def _made(campaign: Campaign, code: str, asked: Asked, headline: str, lead: Iterable[str], blocks: Iterable[Block],
          figures: Iterable[Figure], *, title: str = "") -> Scene:  # fmt: skip
    """A scene with what follows from its figures: statuses, sources, notes."""
    say, marks = campaign.wording.say, campaign.marks
    shown = tuple(dict.fromkeys(figures))
    present = {figure.status for figure in shown}
    statuses = tuple(
        f"{marks.words(status).mark} {marks.words(status).label}"
        for status in (PUBLISHED, PROJECTED, ESTIMATED, MISSING) if status in present
    )  # fmt: skip
    if legend := captions.quality_legend(campaign, shown):
        statuses = (*statuses, legend)
    weak = captions.weak_note(campaign, shown)
    sources = [captions.source_line(campaign, [f.source for f in shown if f.known]),
               captions.experimental_line(campaign, shown)]  # fmt: skip
    told = [line for line in lead if line.strip()]
    notes = [
        *told,
        *(_reading(campaign, block) for block in blocks),
        *([say("scenes.notes.statuses", statuses="; ".join(statuses))] if statuses else []),
        *sources, weak,
        say("scenes.notes.standard", standard=campaign.standard_name),
    ]  # fmt: skip
    return Scene(
        code=code, title=title or say(f"scenes.titles.{code}"), headline=headline, lead=tuple(told), blocks=tuple(blocks),
        figures=shown, statuses=statuses,
        sources=" ".join(filter(None, [captions.issuer_line(campaign, [f.source for f in shown if f.known]), weak])),
        notes=tuple(note for note in notes if note),
    )  # fmt: skip


def _reading(campaign: Campaign, block: Block) -> str:
    """What a block shows, read aloud: every value with its mark; empty for what is text already."""
    if isinstance(block, TrajectoryBlock):
        values = "; ".join(f"{point.year}: {point.text}" for point in block.points)
        return f"{block.name}, {block.title}: {values}."
    if isinstance(block, RankingBlock):
        return f"{block.title}: {'; '.join(f'{row.name} {row.text}' for row in block.rows)}."
    return ""


def _opening(campaign: Campaign, code: str, asked: Asked) -> Scene:
    say, plan = campaign.wording.say, campaign.plan
    lead = [
        say("scenes.opening.lead", year=asked.year, scope=asked.scope),
        say("scenes.opening.plan", decision=plan.decision, first=campaign.years[0] + 1, last=plan.end_year,
            baseline=plan.baseline_year),
    ]  # fmt: skip
    return _made(campaign, code, asked, plan.name_vi, lead, [], [])


def _targets(campaign: Campaign, code: str, asked: Asked) -> Scene:
    assessments = [campaign.assess(target, year=asked.year) for target in campaign.targets]
    cards = CardsBlock(tuple(_card(campaign, a) for a in assessments))
    figures = [figure for a in assessments for figure in (a.baseline, a.latest)]
    # An earlier year is told for itself: there the scene has no room for the plan's end.
    newest = asked.year in (campaign.latest_year, campaign.plan.end_year)
    lead = [
        ending.brief(campaign, asked.year) if newest else "", verdicts.carried(campaign, asked.year) if newest else "",
        stories.projection_notice(campaign, asked.year, after_ending=True),
    ]  # fmt: skip
    return _made(campaign, code, asked, headlines.targets(campaign, asked.year), lead, [cards], figures)


def _card(campaign: Campaign, a: Assessment) -> Card:
    value, words = campaign.marks.marked_parts(a.latest)
    if a.latest.status == ESTIMATED:
        words = f" {campaign.marks.interval_of(a.latest)}{words}"
    return Card(
        heading=a.target.short_vi,
        goal=stories.target_goal(campaign, a.target), value=value, words=words.strip(),
        note=stories.change_and_rest(campaign, a, brief=True), tone=tone_of(campaign, a), why=explained(campaign, a),
    )  # fmt: skip


def tone_of(campaign: Campaign, a: Assessment) -> Tone:
    """How a judgement looks."""
    entry = campaign.judgement(a.judgement)
    return Tone(entry.kind, entry.symbol, verdicts.label(campaign, a), entry.colour_light, entry.colour_dark)


def _map(campaign: Campaign, code: str, asked: Asked) -> Scene:
    say, measure = campaign.wording.say, rate_measure(campaign)
    rule, first = campaign.display.measures[measure], campaign.years[0]
    mark = headlines.marked_class(campaign, measure)
    now = [measure_figure(campaign, measure, unit, asked.year) for unit in campaign.districts]
    known = sorted((figure for figure in now if figure.known), key=lambda figure: -figure.value)
    lead = []
    if known:
        values = comparing.known(campaign, NOW, campaign.districts, asked.year)
        highest, lowest = (comparison.one_of(campaign, values, highest=side) for side in (True, False))
        lead.append(say("scenes.map.ends", highest=highest, lowest=lowest))
    unsure = headlines.straddling(campaign, measure, asked.year, mark)
    if unsure:
        level = formats.value_text(mark, rule.unit, 0)
        lead.append(say("scenes.map.straddling", count=len(unsure), unit=campaign.unit_words["unit_vi"], level=level))
    figures = [measure_figure(campaign, measure, unit, at) for at in (first, asked.year) for unit in campaign.districts]
    headline = headlines.change_on_map(campaign, measure, asked.year)
    focus = () if len(asked.shown) == len(campaign.districts) else asked.shown
    return _made(campaign, code, asked, headline, lead, [MapBlock(measure, first, asked.year, focus)], figures)


def _yardstick(campaign: Campaign, code: str, asked: Asked) -> Scene:
    a = campaign.assess(campaign.yardstick, campaign.province, asked.year)
    block, figures = trajectory(campaign, campaign.province, campaign.yardstick)
    lead = [
        *ending.lines(campaign),
        stories.campaign_sentence(campaign, asked.year),
        "" if ending.over(campaign) else stories.beside_sentence(campaign, a),
        stories.national_sentence(campaign, asked.year),
    ]
    return _made(campaign, code, asked, headlines.yardstick(campaign, a), lead, [block], figures)


def trajectory(campaign: Campaign, unit: str, target: Target) -> tuple[TrajectoryBlock, list[Figure]]:
    """A unit's line on a target, and the figures on it."""
    series = campaign.figures.series(unit, target.indicator, campaign.years)
    known = [figure for figure in series if figure.known]
    baseline = campaign.figure(unit, target.indicator, target.baseline_year)
    path: tuple[tuple[int, float, float], ...] = ()
    if baseline.known and (not target.by_points or target.low * target.span < baseline.value):
        years = range(target.baseline_year, target.end_year + 1)
        path = tuple((year, *target.path(baseline.value, year)) for year in years)
    block = TrajectoryBlock(
        unit=unit, name=campaign.names[unit], indicator=target.indicator, title=campaign.indicator_names[target.indicator],
        unit_word=campaign.display.units_of_measure[campaign.marks.unit_of(target.indicator)],
        points=tuple(Point(figure.year, figure, campaign.marks.standing(figure)) for figure in known),
        path=path, path_label=target.path_vi if path else "",
    )  # fmt: skip
    return block, known


def _lagging(campaign: Campaign, code: str, asked: Asked) -> Scene:
    say = campaign.wording.say
    headline, rest = headlines.lagging(campaign, asked.year, list(asked.shown))
    standings = campaign.queue(asked.year, list(asked.shown))
    blocks: list[Block] = []
    ranking = falls(campaign, standings, asked.year)
    if ranking.rows:
        blocks.append(ranking)
    needing = [s for s in standings if campaign.judgement(s.assessment.judgement).kind == "bad"]
    needing = needing or [s for s in standings if campaign.judgement(s.assessment.judgement).kind == "open"]
    reasons = tuple(
        f"{campaign.names[s.assessment.unit]}: {stories.lag_sentence(campaign, s)}" for s in needing[:_REASONS]
    )
    if reasons:
        blocks.append(TextBlock(say("scenes.lagging.reasons"), reasons))
    figures = [figure for s in standings for figure in (s.assessment.baseline, s.assessment.latest)]
    lead = [rest, stories.projection_notice(campaign, asked.year)]
    return _made(campaign, code, asked, headline, lead, blocks, figures)


def falls(campaign: Campaign, standings: list[Standing], year: int) -> RankingBlock:
    """How far each unit has come since the baseline, against what the common yardstick asks for."""
    say, yardstick = campaign.wording.say, campaign.yardstick
    need = yardstick.required_fall(year)
    rows = []
    for s in standings:
        a = s.assessment
        if math.isnan(a.ratio) or campaign.judgement(a.judgement).kind == "none":
            continue
        value = a.fall if yardstick.by_points else a.relative_fall
        low, high = (end * need for end in (s.ratio_low, s.ratio_high)) if a.chances else (value, value)
        write = formats.points if yardstick.by_points else formats.percent
        text = campaign.marks.sign_of(a.status) + write(value, 1)
        rows.append(Row(a.unit, campaign.names[a.unit], value, low, high, a.status, text, tone_of(campaign, a)))
    noun = campaign.noun_of(yardstick)
    title = say("scenes.lagging.falls", Noun=noun[:1].upper() + noun[1:], first=yardstick.baseline_year)
    write = formats.points if yardstick.by_points else formats.percent
    label = say("scenes.lagging.required", required=write(need, 1))
    word = campaign.display.units_of_measure["points" if yardstick.by_points else "percent"]
    return RankingBlock(title, word, tuple(rows), need, label)


def _group(campaign: Campaign, code: str, asked: Asked) -> Scene:
    say, group = campaign.wording.say, code.removeprefix(GROUP)
    own = next((t for t in campaign.targets if t.unit == group), None)
    area = group in campaign.groups
    block, figures = trajectory(campaign, group, own or campaign.yardstick)
    a = campaign.assess(own, year=asked.year) if own else campaign.standing(group, asked.year).assessment
    lead = [
        stories.target_sentence(campaign, a),
        stories.burden(campaign, group, asked.year) if area else "",
    ]
    blocks: list[Block] = [block] if block.points else []
    if area:
        units = campaign.members(group)
        rows = rates(campaign, units, asked.year)
        title = say("scenes.group.members", indicator=campaign.indicator_names[RATE], unit=campaign.unit_words["unit_vi"],
                    year=asked.year)  # fmt: skip
        word = campaign.display.units_of_measure[campaign.marks.unit_of(RATE)]
        if rows:
            blocks.append(RankingBlock(title, word, rows))
        figures = figures + [campaign.figure(unit, RATE, asked.year) for unit in units]
    return _made(campaign, code, asked, headlines.group(campaign, group, asked.year), lead, blocks, figures,
                 title=campaign.names[group])  # fmt: skip


def rates(campaign: Campaign, units: Iterable[str], year: int) -> tuple[Row, ...]:
    """Poor rates, highest first, each in the tone of the unit's standing."""
    found = [figure for unit in units if (figure := campaign.figure(unit, RATE, year)).known]
    return tuple(
        Row(f.unit, campaign.names[f.unit], f.value, f.low, f.high, f.status, campaign.marks.standing(f),
            tone_of(campaign, campaign.standing(f.unit, year).assessment))
        for f in sorted(found, key=lambda figure: -figure.value)
    )  # fmt: skip


def _district(campaign: Campaign, code: str, asked: Asked) -> Scene:
    say, unit, year = campaign.wording.say, code.removeprefix(DISTRICT), asked.year
    name, standing = campaign.names[unit], campaign.standing(unit, year)
    block, figures = trajectory(campaign, unit, campaign.yardstick)
    now = [campaign.figure(unit, indicator, year) for indicator in (RATE, POOR)]
    lead = [stories.lag_sentence(campaign, standing)]
    if {figure.status for figure in now} == {ESTIMATED}:
        lead.insert(0, say("scenes.district.estimated", name=name, year=year))
    lines = place_lines(campaign, unit, year)
    target = campaign.points_target_of(unit)
    if target:
        points = campaign.assess(target, unit, year)
        line = stories.points_line(campaign, points)
        if line:
            lines.append(line)
            figures = [*figures, points.baseline, points.latest]
    measure = rate_measure(campaign)
    blocks: list[Block] = [MapBlock(measure, campaign.years[0], year, (unit,))]
    if block.points:
        blocks.append(block)
    if lines:
        blocks.append(TextBlock(say("scenes.district.beside"), tuple(lines)))
    return _made(campaign, code, asked, headlines.district(campaign, unit, year), lead, blocks, [*figures, *now],
                 title=name)  # fmt: skip


def place_lines(campaign: Campaign, unit: str, year: int) -> list[str]:
    """Where a unit is among the others, as far as the draws bear a rank, and what share of the province's poor it holds."""
    say, lines = campaign.wording.say, []
    ranks = ranked(campaign, NOW, year)
    rank = ranks.get(unit)
    if rank and rank.told and len(ranks) == len(campaign.districts):
        way = "known" if rank.low == rank.high else "between"
        words = {"place": rank.place, "low": rank.low, "high": rank.high} if way == "between" else {"place": rank.place}
        lines.append(say(f"scenes.district.place.{way}", count=rank.of, unit=campaign.unit_words["unit_vi"], **words))
    share = stories.share_of(campaign, unit, year)
    if share:
        lines.append(say("scenes.district.share", share=share))
    return lines


def _ahead(campaign: Campaign, code: str, asked: Asked) -> Scene:
    say, year, yardstick = campaign.wording.say, asked.year, campaign.yardstick
    standings = [campaign.standing(unit, year).assessment for unit in campaign.districts]
    judged = [a for a in standings if campaign.judgement(a.judgement).kind != "none"]
    lacking = [a for a in judged if a.still_to_fall[0] > 0]
    lacking.sort(key=lambda a: -a.still_to_fall[0])
    blocks: list[Block] = []
    lead = []
    if lacking:
        blocks.append(_what_is_left(campaign, lacking, year))
        total = campaign.marks.sign_of(ESTIMATED if any(a.status == ESTIMATED for a in lacking) else PUBLISHED)
        total += stories.amount(lacking[0], sum(a.still_to_fall[0] for a in lacking))
        if not yardstick.by_points:
            lead.append(say("scenes.ahead.sum", unit=campaign.unit_words["unit_vi"], total=total))
    if ending.over(campaign):
        lead.insert(0, ending.decided_by(campaign))
    lead.append(stories.projection_notice(campaign, year))
    province = campaign.assess(yardstick, campaign.province, year)
    figures = [figure for a in (*lacking, province) for figure in (a.baseline, a.latest)]
    kinds = [campaign.judgement(a.judgement).kind for a in judged]
    count, undecided = (kinds.count("bad"), kinds.count("open")) if province.final else (len(lacking), 0)
    return _made(campaign, code, asked, headlines.ahead(campaign, year, count, undecided), lead, blocks, figures)


def _side_by_side(campaign: Campaign, code: str, asked: Asked) -> Scene:
    say, year = campaign.wording.say, asked.year
    units, _ = comparison.side_by_side(campaign, asked.districts, asked.beside, asked.shown)
    rows = rates(campaign, units, year)
    word = campaign.display.units_of_measure[campaign.marks.unit_of(RATE)]
    blocks: list[Block] = [RankingBlock(say("comparison.columns.rate_now", year=year), word, rows)] if rows else []
    ranks = ranked(campaign, SHARE, year)
    lines = [
        f"{campaign.names[unit]}: {comparison.rank_text(campaign, ranks[unit])}" for unit in units if unit in ranks
    ]
    if 0 < len(lines) <= comparison.MOST:
        blocks.append(TextBlock(say("comparison.columns.better"), tuple(lines)))
    indicators = dict.fromkeys([RATE, campaign.yardstick.indicator])
    years = dict.fromkeys([campaign.yardstick.baseline_year, year])
    figures = [campaign.figure(unit, indicator, at) for indicator in indicators for at in years for unit in units]
    lead = [*comparison.sentences(campaign, units, year)[:2], stories.projection_notice(campaign, year)]
    return _made(campaign, code, asked, headlines.compared(campaign, units, year), lead, blocks, figures)


def _tried(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """A calculation; the figures it starts from are the scene's."""
    say, first, end = campaign.wording.say, campaign.latest_year, campaign.yardstick.end_year
    paces = what_if.tried(campaign, asked.districts, asked.shown, dict(asked.paces))
    found, kept = (calculation.together(campaign, tried.items()) for tried in (paces, {}))
    table = what_if.table(campaign, calculation.each(campaign, paces.items()))
    # What the back row can read: the pace, what remains, how likely it is enough.
    shown = [
        say("what_if.columns.place"),
        say("what_if.columns.pace"),
        say("what_if.columns.count", year=end),
        say("what_if.columns.chance"),
    ]
    blocks: list[Block] = []
    if len(table):
        cells = tuple(table[shown].head(_MOST_ROWS).itertuples(index=False, name=None))
        blocks.append(TableBlock(say("what_if.table"), tuple(shown), cells))
    lead = [what_if.note(campaign), what_if.province(campaign, found, kept)]
    years = (campaign.yardstick.baseline_year, first)
    figures = [campaign.figure(unit, POOR, at) for unit in (*paces, campaign.province) for at in years]
    return _made(campaign, code, asked, what_if.headline(campaign, found), lead, blocks, figures)


def _what_is_left(campaign: Campaign, lacking: list[Assessment], year: int) -> TableBlock:
    """Each unit that is not there yet: its figure, what it still has to fall, a year, what it was assigned."""
    say, left = campaign.wording.say, campaign.yardstick.end_year - year
    assigned = campaign.ledger.assignments.query("unit_of_measure == 'points'").sort_values("year")
    next_year = int(assigned["year"].iloc[-1]) if len(assigned) else 0
    given = {row.unit: formats.points_span(row.low, row.high) for row in assigned.itertuples() if row.year == next_year}
    over = ending.over(campaign)
    columns = [campaign.unit_words["unit_vi"].capitalize(), say("scenes.ahead.columns.now", year=year),
               say("scenes.ahead.columns.was_left" if over else "scenes.ahead.columns.rest")]  # fmt: skip
    columns += [say("scenes.ahead.columns.each")] if left > 1 else []
    columns += [say("scenes.ahead.columns.assigned", year=next_year)] if given and year < next_year else []
    rows = []
    for a in lacking[:_MOST_ROWS]:
        sign = campaign.marks.sign_of(a.status)
        row = [campaign.names[a.unit], campaign.marks.standing(a.latest), sign + stories.amount(a, a.still_to_fall[0])]
        row += [sign + stories.amount(a, a.needed_pace[0])] if left > 1 else []
        row += [given.get(a.unit, "–")] if given and year < next_year else []
        rows.append(tuple(row))
    rest = lacking[_MOST_ROWS:]
    if rest:
        sign = campaign.marks.sign_of(ESTIMATED if any(a.status == ESTIMATED for a in rest) else PUBLISHED)
        name = say("scenes.ahead.more", count=len(rest), unit=campaign.unit_words["unit_vi"])
        total = sign + stories.amount(rest[0], sum(a.still_to_fall[0] for a in rest))
        rows.append((name, "", total, *[""] * (len(columns) - 3)))
    title = say("scenes.ahead.table_over" if over else "scenes.ahead.table", goal=campaign.yardstick.goal_vi, year=year)
    return TableBlock(title, tuple(columns), tuple(rows))


def _sources(campaign: Campaign, code: str, asked: Asked) -> Scene:
    say, marks = campaign.wording.say, campaign.marks
    units = (campaign.province, *campaign.districts)
    figures = [campaign.figure(u, RATE, year) for u in units for year in campaign.years if year <= asked.year]
    counts = {status: sum(f.status == status for f in figures) for status in (PUBLISHED, PROJECTED, ESTIMATED)}
    named = dict.fromkeys(f.source for f in figures if f.source in campaign.sources.index)
    documents = [captions.source_name(campaign, source) for source in named]
    statuses = tuple(
        f"{marks.words(s).mark} {marks.words(s).long}" for s in (PUBLISHED, PROJECTED, ESTIMATED) if counts[s]
    )
    method = [
        say("scenes.sources.judged", unit=campaign.unit_words["unit_vi"], path=campaign.yardstick.path_vi),
        say("scenes.sources.standard", standard=campaign.standard_name),
        say("scenes.sources.edition", name=campaign.edition.name[:12]),
    ]
    if counts[ESTIMATED]:
        method.insert(0, say("scenes.sources.estimates", level=marks.level))
    blocks = [
        TextBlock(say("scenes.sources.marks"), statuses),
        TextBlock(say("scenes.sources.documents"), tuple(dict.fromkeys(documents))),
        TextBlock(say("scenes.sources.method"), tuple(method)),
    ]
    told = ", ".join(say(f"scenes.sources.counts.{status}", count=count) for status, count in counts.items() if count)
    headline = say("scenes.sources.headline", year=asked.year, counts=told)
    return _made(campaign, code, asked, headline, [], blocks, figures)


_SCENES: dict[str, Callable[[Campaign, str, Asked], Scene]] = {
    "mo_dau": _opening,
    "chi_tieu": _targets,
    "ban_do": _map,
    "giam_mot_nua": _yardstick,
    "tut_lai": _lagging,
    COMPARED: _side_by_side,
    TRIED: _tried,
    "viec_tiep": _ahead,
    "nguon": _sources,
}
