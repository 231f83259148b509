"""What scenes are made of: their frame, cards, lines, rankings."""

from __future__ import annotations

import math
from collections.abc import Iterable

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.comparison import NOW
from lib.campaign.comparison import ranks as ranked
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED, Figure
from lib.plan.assess import Assessment
from lib.plan.judgement import Kind
from lib.plan.targets import Target
from lib.views.meeting.about import Asked
from lib.views.meeting.scene import (
    Block,
    Card,
    CardsBlock,
    ChartBlock,
    Point,
    RankingBlock,
    Row,
    Scene,
    Tone,
    TrajectoryBlock,
)
from lib.views.sentences import captions, on_target, shares, verdicts
from lib.views.sentences.explanations import explained


def made(campaign: Campaign, code: str, asked: Asked, headline: str, lead: Iterable[str], blocks: Iterable[Block],
          figures: Iterable[Figure], *, title: str = "", read: Iterable[str] = (),
         dated: bool = True) -> Scene:  # fmt: skip
    """A scene with what follows from its figures: statuses, sources, notes.

    ``read``: what only the notes have room for; ``dated``: the figures are of ends of years, on the plan's standard.
    """
    say, marks = campaign.wording.say, campaign.marks
    shown = tuple(dict.fromkeys(figures))
    present = {figure.status for figure in shown}
    statuses = tuple(
        f"{marks.words(status).mark} {marks.words(status).label}"
        for status in (PUBLISHED, PROJECTED, ESTIMATED, MISSING) if status in present
    )  # fmt: skip
    if legend := campaign.marks.quality_legend(shown):
        statuses = (*statuses, legend)
    weak = captions.weak_note(campaign, shown, dated=dated)
    sources = [captions.source_line(campaign, [f.source for f in shown if f.known]),
               captions.experimental_line(campaign.wording, shown)]  # fmt: skip
    told = [line for line in lead if line.strip()]
    notes = [
        *told,
        *read,
        *(_reading(campaign, block) for block in blocks),
        *([say("scenes.notes.statuses", statuses="; ".join(statuses))] if statuses else []),
        *sources, weak,
        *([say("scenes.notes.standard", standard=campaign.standard_name)] if dated else []),
    ]  # fmt: skip
    return Scene(
        code=code, title=title or say(f"scenes.titles.{code}"), headline=headline, lead=tuple(told), blocks=tuple(blocks),
        figures=shown, statuses=statuses,
        sources=" ".join(filter(None, [captions.issuer_line(campaign, [f.source for f in shown if f.known]), weak])),
        notes=tuple(note for note in notes if note), dated=dated,
    )  # fmt: skip


def _reading(campaign: Campaign, block: Block) -> str:
    """What a block shows, read aloud: every value with its mark; empty for what is text already."""
    if isinstance(block, TrajectoryBlock):
        values = "; ".join(f"{point.year}: {point.text}" for point in block.points)
        return f"{block.name}, {block.title}: {values}."
    if isinstance(block, CardsBlock):
        return " ".join(
            f"{c.heading}: {'; '.join((f'{c.value} {c.words}'.strip(), c.tone.word, *c.notes))}." for c in block.cards
        )
    if isinstance(block, ChartBlock):
        return f"{block.title}: {block.told}" if block.told else ""
    if isinstance(block, RankingBlock):
        return f"{block.title}: {'; '.join(f'{row.name} {row.text}' for row in block.rows)}."
    return ""


def card(campaign: Campaign, a: Assessment) -> Card:
    """A target as a card of a scene."""
    value, words = campaign.marks.marked_parts(a.latest)
    if a.latest.status == ESTIMATED:
        words = f" {campaign.marks.interval_of(a.latest)}{words}"
    return Card(
        heading=on_target.card_heading(campaign, a),
        goal=on_target.target_goal(campaign, a.target), value=value, words=words.strip(),
        notes=on_target.card_notes(campaign, a), tone=tone_of(campaign, a), why=explained(campaign, a),
    )  # fmt: skip


def tone_of(campaign: Campaign, a: Assessment) -> Tone:
    """How a judgement looks."""
    entry = campaign.judgement(a.judgement)
    return Tone(entry.kind, entry.symbol, verdicts.label(campaign, a), entry.colour_light, entry.colour_dark)


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


def falls(campaign: Campaign, standings: list[Assessment], year: int) -> RankingBlock:
    """How far each unit has come since the baseline, against what the common yardstick asks for."""
    say, yardstick = campaign.wording.say, campaign.yardstick
    need = yardstick.required_fall(year)
    rows = []
    for a in standings:
        if math.isnan(a.ratio) or campaign.judgement(a.judgement).kind == Kind.NONE:
            continue
        value = a.own_fall
        low, high = (end * need for end in a.ratio_interval) if a.chances else (value, value)
        write = campaign.numbers.points if yardstick.by_points else campaign.numbers.percent
        text = campaign.marks.sign_of(a.status) + write(value, 1)
        rows.append(Row(a.unit, campaign.names[a.unit], value, low, high, a.status, text, tone_of(campaign, a)))
    noun = campaign.noun_of(yardstick)
    title = say("scenes.lagging.falls", Noun=campaign.wording.opening(noun), first=yardstick.baseline_year)
    write = campaign.numbers.points if yardstick.by_points else campaign.numbers.percent
    label = say("scenes.lagging.required", required=write(need, 1))
    word = campaign.display.units_of_measure["points" if yardstick.by_points else "percent"]
    return RankingBlock(title, word, tuple(rows), need, label)


def rates(campaign: Campaign, units: Iterable[str], year: int) -> tuple[Row, ...]:
    """Poor rates, highest first, each in the tone of the unit's standing."""
    found = [figure for unit in units if (figure := campaign.figure(unit, RATE, year)).known]
    return tuple(
        Row(f.unit, campaign.names[f.unit], f.value, f.low, f.high, f.status, campaign.marks.standing(f),
            tone_of(campaign, campaign.standing(f.unit, year)))
        for f in sorted(found, key=lambda figure: -figure.value)
    )  # fmt: skip


def place_lines(campaign: Campaign, unit: str, year: int) -> list[str]:
    """Where a unit is among the others, as far as the draws bear a rank, and what share of the province's poor it holds."""
    say, lines = campaign.wording.say, []
    ranks = ranked(campaign, NOW, year)
    rank = ranks.get(unit)
    if rank and rank.told and len(ranks) == len(campaign.districts):
        alone = {1: "highest", rank.of: "lowest"}.get(rank.place, "known")
        way = alone if rank.low == rank.high else "between"
        places = {"known": {"place": rank.place}, "between": {"place": rank.place, "low": rank.low, "high": rank.high}}
        lines.append(
            say(
                f"scenes.district.place.{way}",
                count=rank.of,
                unit=campaign.unit_words["unit_vi"],
                **places.get(way, {}),
            )
        )
    share = shares.share_of(campaign, unit, year)
    if share:
        lines.append(say("scenes.district.share", share=share))
    return lines
