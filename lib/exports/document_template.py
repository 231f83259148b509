"""The document that a brief is written into: one of our own by Decree 30/2020, or an authority's template."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from lib.base.findings import DataError, data_error
from lib.exports.office import UNREADABLE, as_ordinary
from lib.language.catalogue import Catalogue

_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
#: What the decree asks for (annex I): the font, points of the body, millimetres of the paper and its margins.
FONT, BODY = "Times New Roman", 14
PAPER = (210, 297)
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
_HEADER = 10
#: Styles that a brief is written in.
STYLES = {
    "Normal": WD_STYLE_TYPE.PARAGRAPH,
    "Heading 1": WD_STYLE_TYPE.PARAGRAPH,
    "Heading 2": WD_STYLE_TYPE.PARAGRAPH,
    "Table Grid": WD_STYLE_TYPE.TABLE,
}
_NOTES = ("/footnotes", "/endnotes")
#: Relationships of a document that hold what its body shows; the others are its look.
_SHOWN = (
    "/image",
    "/hyperlink",
    "/chart",
    "/oleObject",
    "/package",
    "/aFChunk",
    "/subDocument",
    "/diagramData",
    "/diagramLayout",
    "/diagramColors",
    "/diagramQuickStyle",
    "/diagramDrawing",
    "/header",
    "/footer",
    "/comments",
    "/commentsExtended",
    "/commentsIds",
    "/commentsExtensible",
    "/people",
)


def blank(language: str) -> Any:
    """An empty document on the decree's paper, in its font; ``language`` as Word names it: ``vi-VN``."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in PAPER)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(_HEADER)
    for name in ("Normal", "Header", "Heading 1", "Heading 2"):
        _plain(made.styles[name])
    normal = made.styles["Normal"].paragraph_format
    normal.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    normal.first_line_indent = Mm(10)
    normal.space_before, normal.space_after, normal.line_spacing = Pt(0), Pt(6), 1.1
    for name in ("Heading 1", "Heading 2"):
        style = made.styles[name]
        style.font.bold = True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(8), Pt(6)
    made.styles["Heading 1"].font.all_caps = True
    for speech in made.styles.element.iter(qn("w:lang")):
        speech.set(qn("w:val"), language)
    _settle(made)
    return made


def _plain(style: Any) -> None:
    """The decree's font in black, upright, whatever the theme says."""
    style.font.name, style.font.size = FONT, Pt(BODY)
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _settle(made: Any) -> None:
    """As today's Word writes it, and without the picture of another document that the library's own template has."""
    for setting in made.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for key, relation in list(made.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del made.part.package.rels[key]


def from_template(wording: Catalogue, path: Path) -> Any:
    """An authority's ``.docx`` or ``.dotx`` without its text. Raises :class:`DataError` for one of no use, in Vietnamese."""
    say = wording.say
    if not path.is_file():
        raise data_error(path, say("brief.template.missing"), remedy=say("brief.template.again"))
    try:
        made = docx.Document(io.BytesIO(as_ordinary(path, _TEMPLATE, _DOCUMENT)))
        found = {(style.name, style.type) for style in made.styles}
        _empty(made)
    except (LookupError, *UNREADABLE) as fault:
        raise _broken(wording, path) from fault
    lacking = [name for name, kind in STYLES.items() if (name, kind) not in found]
    if lacking:
        message = say("brief.template.styles", names=", ".join(f"“{name}”" for name in lacking))
        raise data_error(path, message, remedy=say("brief.template.add_styles"))
    return made


def _broken(wording: Catalogue, path: Path) -> DataError:
    say = wording.say
    return data_error(path, say("brief.template.broken"), remedy=say("brief.template.again"))


def _empty(made: Any) -> None:
    """Remove the text and what only it showed: pictures, notes, remarks. The last section's paper, heads and feet stay."""
    body = made.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    # A template without a section of its own gets the library's paper.
    if body.sectPr is None:
        raise LookupError("section")
    used = set(body.xpath(".//@r:id"))
    for key, relation in list(made.part.rels.items()):
        if relation.reltype.endswith(_SHOWN) and key not in used:
            del made.part.rels[key]
        elif relation.reltype.endswith(_NOTES) and not relation.is_external:
            part = relation.target_part
            notes = etree.fromstring(part.blob)
            for note in list(notes):
                if note.get(qn("w:type")) is None:
                    notes.remove(note)
            part._blob = etree.tostring(notes, xml_declaration=True, encoding="UTF-8", standalone=True)
