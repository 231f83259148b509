"""The presentation that slides are put into: a plain one of our own, or an authority's template."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pptx
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches

from lib.base.findings import DataError, data_error
from lib.exports.office import UNREADABLE, as_ordinary
from lib.language.catalogue import Catalogue
from lib.language.display import ChartColours

_TEMPLATE = b"presentationml.template.main+xml"
_PRESENTATION = b"presentationml.presentation.main+xml"
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


#: Places of the opening slide that an office fills in: its name, its emblem, place and day. Empty ones are seen by whoever
#: edits, never by whoever watches.
_BODY, _EMBLEM, _DAY = 9001, 9002, 9003
TO_BE_FILLED = (_BODY, _EMBLEM, _DAY)


def blank(colours: ChartColours, wording: Catalogue) -> Any:
    """An empty 16:9 presentation: left-aligned titles, a font that office computers have, the dashboard's colours as the
    theme's, and an opening with places for authority, emblem and day.
    """
    made = pptx.Presentation()
    before = made.slide_width
    made.slide_width, made.slide_height = Inches(40 / 3), Inches(7.5)
    master = made.slide_masters[0]
    for holder in (master, *master.slide_layouts):
        for shape in holder.shapes:
            if shape._element.find(f".//{qn('a:xfrm')}") is not None:
                shape.left = Emu(int(shape.left * made.slide_width / before))
                shape.width = Emu(int(shape.width * made.slide_width / before))
    title = next(shape for shape in list(master.placeholders) if shape.placeholder_format.type in _TITLES)
    title.left, title.top, title.width, title.height = Inches(0.4), Inches(0.2), Inches(12.5), Inches(1.12)
    level = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    level.find(qn("a:defRPr")).set("b", "1")
    opening = opening_layout(made)
    for shape in opening.placeholders if opening is not None else ():
        # Title and line under it begin where every headline begins, in the same ink.
        if shape.placeholder_format.type in (PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE):
            shape.left, shape.width = title.left, title.width
        for place in shape._element.iter(qn("a:lvl1pPr")):
            place.set("algn", "l")
            for colour in place.findall(f"{qn('a:defRPr')}/{qn('a:solidFill')}"):
                colour.getparent().remove(colour)
    if opening is not None:
        _to_be_filled(opening, title.left, made.slide_width, wording)
    _band(master, made.slide_width)
    for part in (rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme")):
        theme = part.blob.replace(b'<a:latin typeface="Calibri"', b'<a:latin typeface="Arial"')
        for number, colour in enumerate(colours.series[:6], start=1):
            accent = rb"(<a:accent%d>)<a:srgbClr val=\"[0-9A-F]{6}\"/>" % number
            theme = re.sub(accent, rb'\g<1><a:srgbClr val="%s"/>' % colour.lstrip("#").encode(), theme)
        part._blob = theme
    return made


def _to_be_filled(opening: Any, left: int, across: int, wording: Catalogue) -> None:
    """Places with prompts on the opening's layout; a slide made from it has them empty."""
    wide, high, size = int(Inches(8)), int(Inches(0.5)), int(Inches(1.1))
    places = (
        (_BODY, "body", "authority", (left, int(Inches(0.45)), wide, high)),
        (_DAY, "body", "day", (left, int(Inches(6.1)), wide, high)),
        (_EMBLEM, "obj", "emblem", (across - left - size, int(Inches(0.35)), size, size)),
    )
    for index, kind, name, (x, y, width, height) in places:
        prompt = escape(wording.say(f"slides.opening.{name}"))
        bold = ' b="1" cap="all"' if index == _BODY else ""
        opening.shapes._spTree.append(
            parse_xml(
                f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{index}" name="{prompt}"/><p:cNvSpPr/>'
                f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}" hasCustomPrompt="1"/></p:nvPr></p:nvSpPr>'
                f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm></p:spPr>'
                f'<p:txBody><a:bodyPr anchor="ctr"/><a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/>'
                f'<a:defRPr sz="1600"{bold}/></a:lvl1pPr></a:lstStyle><a:p><a:r><a:rPr lang="vi-VN"/><a:t>{prompt}</a:t></a:r></a:p>'
                "</p:txBody></p:sp>"
            )
        )


def _band(master: Any, across: int) -> None:
    """A band in the theme's first colour at the upper edge of every slide, behind all else."""
    master.shapes._spTree.insert(
        2,
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="9004" name="band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{int(Inches(0.12))}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
            "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        ),
    )


def from_template(wording: Catalogue, path: Path) -> Any:
    """An authority's ``.pptx`` or ``.potx`` without its slides. Raises :class:`DataError` for one of no use, in Vietnamese."""
    say = wording.say
    if not path.is_file():
        raise data_error(path, say("slides.template.missing"), remedy=say("slides.template.again"))
    try:
        made = pptx.Presentation(io.BytesIO(as_ordinary(path, _TEMPLATE, _PRESENTATION)))
        _empty(made)
        title_layout(made)
    except LookupError as none:
        if none.args[:1] == ("layout",):
            raise data_error(path, say("slides.template.layout"), remedy=say("slides.template.add_layout")) from none
        raise _broken(wording, path) from none
    except UNREADABLE as fault:
        raise _broken(wording, path) from fault
    return made


def _broken(wording: Catalogue, path: Path) -> DataError:
    say = wording.say
    return data_error(path, say("slides.template.broken"), remedy=say("slides.template.again"))


def _empty(made: Any) -> None:
    """Remove the slides, and what names them: sections and custom shows."""
    slides = made.slides._sldIdLst
    for entry in list(slides):
        made.part.drop_rel(entry.rId)
        slides.remove(entry)
    element = made.part._element
    for shows in element.findall(qn("p:custShowLst")):
        element.remove(shows)
    for extension in element.findall(f"{qn('p:extLst')}/{qn('p:ext')}"):
        if any(etree.QName(child).localname == "sectionLst" for child in extension):
            extension.getparent().remove(extension)


def title_layout(made: Any) -> Any:
    """The first master's layout with a title and the least beside it. Raises ``LookupError("layout")`` without one."""
    return min(_layouts(made), key=lambda entry: (entry[0], entry[1]))[2]


def opening_layout(made: Any) -> Any | None:
    """The layout with a title in the middle and a place for a line under it, if there is one."""
    for _, _, layout in _layouts(made):
        kinds = {shape.placeholder_format.type for shape in layout.placeholders}
        if {PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE} <= kinds:
            return layout
    return None


def _layouts(made: Any) -> list[tuple[bool, int, Any]]:
    """Layouts with a title: whether it is in the middle, how many other places, the layout."""
    found = []
    for layout in made.slide_masters[0].slide_layouts if len(made.slide_masters) else []:
        kinds = [shape.placeholder_format.type for shape in layout.placeholders]
        if any(kind in _TITLES for kind in kinds):
            others = sum(kind not in (*_TITLES, *_FURNITURE) for kind in kinds)
            found.append((PP_PLACEHOLDER.CENTER_TITLE in kinds, others, layout))
    if not found:
        raise LookupError("layout")
    return found
