"""A meeting as data for the browser: its scenes, every other scene that can be asked for, the map, the wording.

Everything is written here; the scripts of ``assets/presenter`` place it and add no figure and no word of their own. The
same data is served to the presenter in the browser and written into the file that is carried away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from lib.campaign.campaign import Campaign
from lib.drawing import charts
from lib.drawing.campaign_map import map_payload
from lib.drawing.chart import line
from lib.drawing.chart.scale import line_scale, rank_scale
from lib.drawing.map_payload import STATUS_CODES
from lib.drawing.stage_chart import stage_chart
from lib.language.catalogue import Catalogue
from lib.language.display import THEMES
from lib.language.names import unaccented
from lib.views import downloads, links
from lib.views.meeting import scene_set
from lib.views.meeting.about import Asked
from lib.views.meeting.registry import default_codes, known_codes, scene
from lib.views.meeting.scene import (
    Block,
    CardsBlock,
    ChartBlock,
    MapBlock,
    RankingBlock,
    Scene,
    TableBlock,
    TextBlock,
    Tone,
    TrajectoryBlock,
)
from lib.views.meeting.scenes import huyen, nhom
from lib.views.sentences.what_if import written_pace


def deck(campaign: Campaign, scenes: Sequence[Scene], asked: Asked) -> dict[str, Any]:
    """What the presenter needs, JSON-ready.

    ``order``: the codes of ``scenes``. ``scenes``: these and all others by code. ``places``: what can be asked for, as
    [key without accents, name, what it is, code of its scene]. ``figures``: by reference, how a figure is written and what
    it is, so that a headline written anew can name it. ``arranged``: whether the order is that of a saved set.
    """
    shown = {made.code: made for made in scenes}
    every = {code: shown.get(code) or scene(campaign, code, asked) for code in known_codes(campaign)} | shown
    measures = tuple(dict.fromkeys(b.measure for s in every.values() for b in s.blocks if isinstance(b, MapBlock)))
    charts = campaign.display.charts
    return {
        "edition": campaign.edition.name[:12],
        "language": campaign.wording.language,
        "selected": campaign.wording.say("printed.selected", scope=asked.scope, year=asked.year),
        "group": asked.group,
        "districts": list(asked.districts),
        "year": asked.year,
        "beside": list(asked.beside),
        "paces": [written_pace(*pace) for pace in asked.paces],
        "years": list(campaign.years),
        "order": [made.code for made in scenes],
        "arranged": [made.code for made in scenes] != default_codes(campaign, asked),
        "scenes": {code: _scene(campaign, made) for code, made in every.items()},
        "places": places(campaign),
        "figures": scene_set.figure_texts(campaign, every.values()),
        "files": _files(campaign.wording),
        "map": map_payload(campaign, measures, compact=True) if measures else None,
        "palette": {"light": charts.light.model_dump(), "dark": charts.dark.model_dump()},
        "words": {
            **campaign.wording.section("presenter"),
            **campaign.wording.section("scenes.saved"),
        },
    }


def _files(wording: Catalogue) -> dict[str, Any]:
    """Files that the server makes of the set as it was arranged."""
    begun = {"arranged_slides": downloads.SLIDES, "arranged_meeting": downloads.MEETING_FILE}
    words = wording.section("presenter")
    begin = [(words[name], links.address(f"./{links.FILES}", {downloads.KIND: kind})) for name, kind in begun.items()]
    return {"begin": begin, "job": downloads.JOB_ADDRESS, "words": wording.section("files.words")}


def places(campaign: Campaign) -> list[list[str]]:
    """Districts, groups and the communes of today, each with the scene that answers for it; districts come first."""
    say, districts = campaign.wording.say, set(campaign.districts)
    unit = campaign.unit_words["unit_vi"]
    found = [[_key(campaign.names[u]), campaign.names[u], unit, f"{huyen.PREFIX}{u}"] for u in campaign.districts]
    found += [[_key(campaign.names[g]), campaign.names[g], "", f"{nhom.PREFIX}{g}"] for g in campaign.every_group]
    units = campaign.ledger.units
    for row in units[units["kind"] == "commune"].itertuples():
        former = [code for code in str(row.former).split(";") if code in districts]
        # A commune made of parts of two districts is offered once for each.
        for code in former:
            name = str(row.name_vi)
            bare = name.removeprefix(say("presenter.commune")).removeprefix(say("presenter.ward")).strip()
            what = say("presenter.in_former", unit=unit, name=campaign.names[code])
            found.append([_key(bare), name, what, f"{huyen.PREFIX}{code}"])
    return found


def _key(name: str) -> str:
    return " ".join(unaccented(name).split())


def _scene(campaign: Campaign, made: Scene) -> dict[str, Any]:
    return {
        "title": made.title,
        "headline": made.headline,
        "lead": list(made.lead),
        "blocks": [_block(campaign, block) for block in made.blocks],
        "statuses": list(made.statuses),
        "sources": made.sources,
        "notes": list(made.notes),
        "refs": scene_set.references(campaign, made),
    }


def _block(campaign: Campaign, block: Block) -> dict[str, Any]:
    if isinstance(block, MapBlock):
        return {"kind": "map", "measure": block.measure, "first": block.first_year, "year": block.year,
                "focus": list(block.focus)}  # fmt: skip
    if isinstance(block, TrajectoryBlock):
        made, modest = line_scale(block, campaign.numbers), {year: low for year, low, _ in block.path}
        points = [
            {"below": line.label_below(p.figure, modest), "year": p.year, "value": p.figure.value, "low": p.figure.low, "high": p.figure.high,
             "status": STATUS_CODES[p.figure.status], "text": p.text, **asdict(line.sign_of(p.figure))}
            for p in block.points
        ]  # fmt: skip
        figures = {p.year: p.figure for p in block.points}
        series = line.filled(figures, range(min(figures, default=0), max(figures, default=-1) + 1))
        lines = [[s.first.year, s.last.year, STATUS_CODES[s.status]] for s in line.stretches(series)]
        return {"kind": "line", "unit": block.unit, "indicator": block.indicator, "name": block.name, "title": block.title,
                "points": points, "lines": lines, "path": [list(step) for step in block.path], "label": block.path_label,
                "top": made.high, "ticks": [list(tick) for tick in made.ticks]}  # fmt: skip
    if isinstance(block, ChartBlock):
        drawn = {theme: stage_chart(charts.drawn(campaign, block.shown, theme), block.title) for theme in THEMES}
        return {"kind": "chart", "title": block.title, **drawn}
    if isinstance(block, RankingBlock):
        rows = [
            {"unit": r.unit, "name": r.name, "value": r.value, "low": r.low, "high": r.high,
             "status": STATUS_CODES[r.status], "text": r.text, "tone": _tone(r.tone)}
            for r in block.rows
        ]  # fmt: skip
        ends = rank_scale(block, campaign.numbers)
        return {"kind": "rank", "title": block.title, "rows": rows, "line": block.line, "label": block.line_label,
                "low": ends.low, "high": ends.high}  # fmt: skip
    if isinstance(block, CardsBlock):
        cards = [
            {"heading": c.heading, "goal": c.goal, "value": c.value, "words": c.words, "notes": list(c.notes), "tone": _tone(c.tone), "why": list(c.why)}
            for c in block.cards
        ]  # fmt: skip
        return {"kind": "cards", "cards": cards}
    if isinstance(block, TableBlock):
        return {
            "kind": "table",
            "title": block.title,
            "columns": list(block.columns),
            "rows": [list(r) for r in block.rows],
            "prose": block.prose,
        }
    assert isinstance(block, TextBlock)
    return {"kind": "text", "heading": block.heading, "lines": list(block.lines)}


def _tone(tone: Tone) -> dict[str, str]:
    return {"kind": tone.kind, "symbol": tone.symbol, "word": tone.word, "light": tone.light, "dark": tone.dark}
