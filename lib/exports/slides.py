"""A meeting as a PowerPoint file: one slide a scene, everything on it native, so that it can be edited there.

Shapes, charts and tables carry the written figures with their marks; each slide's notes hold what the scene's notes say.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from lib.campaign.campaign import Campaign
from lib.exports.office import clean
from lib.exports.slide_charts import draw_ranking, draw_trajectory
from lib.exports.slide_drawing import draw_chart
from lib.exports.slide_map import draw_map
from lib.exports.slide_parts import (
    BODY,
    GAP,
    SMALL,
    Box,
    Said,
    draw_cards,
    draw_table,
    draw_text,
    flat,
    largest,
    rgb,
    text_box,
    text_height,
    text_width,
)
from lib.exports.slide_template import TO_BE_FILLED, blank, from_template, opening_layout, title_layout
from lib.language.catalogue import Catalogue
from lib.views.meeting.scene import (
    Block,
    CardsBlock,
    ChartBlock,
    MapBlock,
    RankingBlock,
    Scene,
    TableBlock,
    TextBlock,
    TrajectoryBlock,
)

_HEADLINE = (30, 28, 26, 24, 22, 20, 18)
_MOST_HEADLINE = 300
_DRAW: dict[type, Callable[[Campaign, Any, Any, Box], None]] = {
    MapBlock: draw_map,
    TrajectoryBlock: draw_trajectory,
    ChartBlock: draw_chart,
    RankingBlock: draw_ranking,
    CardsBlock: draw_cards,
    TableBlock: draw_table,
    TextBlock: draw_text,
}


class Cancelled(Exception):  # noqa: N818 - the name says what happened, and it is no error
    """The slides are no longer wanted."""


def slides(
    campaign: Campaign,
    scenes: Sequence[Scene],
    *,
    template: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """The scenes as a ``.pptx``, in the look of ``template`` (``.pptx`` or ``.potx``) if there is one.

    ``progress`` is told how many slides of how many are made. Raises :class:`Cancelled` as soon as ``cancelled`` says so,
    :class:`lib.base.findings.DataError` for a template of no use.
    """
    made = _empty(campaign, template)
    for place, scene in enumerate(scenes, start=1):
        if cancelled and cancelled():
            raise Cancelled
        _slide(campaign, made, scene)
        if progress:
            progress(place, len(scenes))
    return _content(made, scenes[0].headline if scenes else "")


def one_slide(
    campaign: Campaign, scene: Scene, draw: Callable[[Any, Box], None], *, template: Path | None = None
) -> bytes:
    """A ``.pptx`` of a single slide: the frame of a scene, and in it what ``draw`` puts into the box it is given."""
    made = _empty(campaign, template)
    slide, body = _frame(campaign, made, scene, title_layout(made), opening=False, alone=False)
    draw(slide, body)
    return _content(made, scene.headline)


def _empty(campaign: Campaign, template: Path | None) -> Any:
    """The presentation slides are put into."""
    if template is not None:
        return from_template(campaign.wording, template)
    return blank(campaign.display.charts.light, campaign.wording)


def _content(made: Any, title: str) -> bytes:
    properties = made.core_properties
    properties.title = clean(title, 200)
    properties.subject, properties.keywords, properties.comments = "", "", ""
    properties.author = properties.last_modified_by = ""
    properties.language = "vi-VN"
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _slide(campaign: Campaign, made: Any, scene: Scene) -> None:
    layout = opening_layout(made) if not scene.blocks else None
    slide, body = _frame(campaign, made, scene, layout or title_layout(made), opening=layout is not None,
                         alone=not scene.blocks)  # fmt: skip
    for block, box in _places(scene.blocks, body):
        _DRAW[type(block)](campaign, slide, block, box)


def _frame(campaign: Campaign, made: Any, scene: Scene, layout: Any, *, opening: bool, alone: bool) -> tuple[Any, Box]:
    """A slide with everything but its evidence, and the place left for that; ``alone``: there is none, its sentences are all."""
    slide = made.slides.add_slide(layout)
    margin = int(made.slide_width * 0.0375)
    page = Box(margin, margin // 2, made.slide_width - 2 * margin, made.slide_height - margin)
    lead = [clean(line) for line in scene.lead]
    _headline(slide, clean(scene.headline, _MOST_HEADLINE), page, opening)
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE and opening and lead:
            size = largest(lead, Box(0, 0, shape.width, shape.height), (24, 22, 20, 18, 16, BODY))
            _fill(shape, lead, size)
            lead = []
        elif (
            shape.placeholder_format.type not in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
            and shape.placeholder_format.idx not in TO_BE_FILLED
        ):
            shape._element.getparent().remove(shape._element)
    bottom = _footer(campaign, slide, scene, page)
    title = slide.shapes.title
    top = title.top + title.height + GAP
    body = Box(page.left, top, page.width, max(bottom - GAP - top, int(Pt(60))))
    if lead:
        body = _lead(campaign.wording, slide, lead, body, alone=alone)
    edition = campaign.wording.say("slides.edition", name=campaign.edition.name[:12])
    _notes(slide, [*scene.notes, edition])
    return slide, body


def _headline(slide: Any, text: str, page: Box, opening: bool) -> None:
    """The title in its place; a place that leaves no room for the evidence is moved to the top."""
    title = slide.shapes.title
    roomy = title.top + title.height <= page.height * 0.35 and title.width >= page.width * 0.5
    if not opening and not roomy:
        title.left, title.top = Emu(page.left), Emu(page.top)
        title.width, title.height = Emu(page.width), Emu(int(page.height * 0.16))
    box = Box(0, 0, title.width - int(Pt(15)), title.height - int(Pt(8)))
    _fill(title, [text], largest([text], box, _HEADLINE, bold=True, spacing=0))


def _fill(shape: Any, lines: Sequence[str], size: float) -> None:
    """Write into a placeholder: the template's font and colour, our size."""
    frame = shape.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.text = "\n".join(lines)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)
            run._r.get_or_add_rPr().set("lang", "vi-VN")


def _lead(wording: Catalogue, slide: Any, lead: Sequence[str], body: Box, *, alone: bool) -> Box:
    """The sentences under the headline; the place left for the evidence."""
    most = body.height if alone else int(body.height * 0.3)
    sizes = (28, 24, 20, 18, 16, BODY) if alone else (18, 17, 16, 15, BODY)
    size = largest(lead, Box(0, 0, body.width, most), sizes)
    said = [Said(line, size) for line in lead]
    top, rest = body.rows(min(text_height(said, body.width), body.height // 2 if not alone else body.height))
    text_box(slide.shapes, top, said, wording.say("slides.lead"))
    return rest


def _places(blocks: Sequence[Block], body: Box) -> list[tuple[Block, Box]]:
    """Where each block goes: evidence side by side, texts in the last column or under the last evidence."""
    texts = [block for block in blocks if isinstance(block, TextBlock)]
    drawn = [block for block in blocks if not isinstance(block, TextBlock)]
    if not drawn or not texts:
        return list(zip(blocks, body.columns([1] * max(len(blocks), 1)), strict=False))
    if len(drawn) == 1:
        left, right = body.columns([1.7, 1])
        return [(drawn[0], left), *zip(texts, _stack(right, texts), strict=True)]
    *others, last = body.columns([1] * len(drawn))
    wanted = sum(text_height([Said(line, 16) for line in (t.heading, *t.lines)], last.width) for t in texts)
    wanted = min(wanted, int(last.height * 0.4))
    upper, lower = last.rows(last.height - wanted - GAP)
    return [*zip(drawn, [*others, upper], strict=True), *zip(texts, _stack(lower, texts), strict=True)]


def _stack(box: Box, texts: Sequence[TextBlock]) -> list[Box]:
    """Places one below another, as high as their texts are long."""
    lengths = [sum(map(len, (block.heading, *block.lines))) + 40 for block in texts]
    free, top, boxes = box.height - GAP * (len(texts) - 1), box.top, []
    for length in lengths:
        height = int(free * length / sum(lengths))
        boxes.append(Box(box.left, top, box.width, height))
        top += height + GAP
    return boxes


def _footer(campaign: Campaign, slide: Any, scene: Scene, page: Box) -> int:
    """Statuses and sources at the left, the number of the slide at the right; gives its upper edge."""
    say = campaign.wording.say
    muted = campaign.display.charts.light.muted
    wide = int(text_width("000", SMALL) * 1.15)
    left, right = page.columns([page.width - wide, wide])
    line = " · ".join(filter(None, ["; ".join(scene.statuses), scene.sources]))
    said = [Said(clean(line, 700), SMALL)] if line else []
    height = max(text_height(said, left.width, 0), int(Pt(SMALL * 1.3)))
    top = page.bottom - height
    rule = slide.shapes.add_connector(
        1, Emu(page.left), Emu(top - GAP // 2), Emu(page.left + page.width), Emu(top - GAP // 2)
    )
    flat(rule)
    rule.line.color.rgb = rgb(muted)
    rule.line.width = Pt(0.75)
    rule.name = say("slides.footer")
    if said:
        text_box(slide.shapes, Box(left.left, top, left.width, height), said, say("slides.footer"))
    place = Box(right.left, top, right.width, height)
    shape = text_box(slide.shapes, place, [Said("", SMALL)], say("slides.number"),
                     align=PP_ALIGN.RIGHT, anchor=MSO_ANCHOR.TOP)  # fmt: skip
    shape.text_frame.paragraphs[0]._p.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="vi-VN" sz="{SMALL * 100}"/><a:t>‹#›</a:t></a:fld>'
        )
    )
    return top - GAP // 2


def _notes(slide: Any, notes: Sequence[str]) -> None:
    """What is said and where it comes from, for whoever speaks."""
    text = "\n".join(clean(line, 8000) for line in notes)
    page = slide.notes_slide
    frame = page.notes_text_frame
    if frame is not None:
        frame.text = text
        return
    # A template whose notes have no place for text gets one.
    page.shapes._spTree.append(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Notes"/><p:cNvSpPr/><p:nvPr><p:ph type="body" idx="1"/>'
            "</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p/></p:txBody></p:sp>"
        )
    )
    page.notes_text_frame.text = text
