"""What every page of a Word report is made of: paragraphs, tables that pages do not cut, rules, references, page numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt

from lib.exports.office import clean

#: Points in the cells of a table, and of page numbers.
SMALL, NUMBER = 12, 14
#: A table of at most so many rows stays on one page.
_WHOLE = 10
#: Between a cell's text and its lines, in twentieths of a point: a number and its unit fit side by side.
_EDGE = 57
#: The longest text of a cell.
_MOST = 600


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, the numbers of the sources it refers to, whether it stands in the middle."""

    text: str
    refers: tuple[int, ...] = ()
    middle: bool = False
    bold: bool = False


def paragraph(document: Any, text: str, *, keep: bool = False) -> None:
    """A paragraph of the body; ``keep``: on the page of what follows."""
    made = document.add_paragraph(clean(text))
    made.paragraph_format.widow_control = True
    made.paragraph_format.keep_with_next = keep or None


def item(document: Any, text: str, *, keep: bool = False) -> None:
    """An entry of a list, with a dash; ``keep``: on the page of what follows."""
    paragraph(document, f"- {clean(text)}", keep=keep)


def heading(document: Any, text: str, level: int) -> None:
    """A heading on the page of what it heads."""
    made = document.add_paragraph(clean(text, 300), style=f"Heading {level}")
    made.paragraph_format.keep_with_next = True


def line(place: Any, text: str, size: float, *, bold: bool = False, italic: bool = False, before: float = 0,
         align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER, first: bool = False) -> None:  # fmt: skip
    """A line of the head or foot of a report (``size``, ``before``: points); ``first``: the one a cell begins with."""
    made = place.paragraphs[0] if first else place.add_paragraph()
    _close(made, align)
    made.paragraph_format.space_before = Pt(before)
    made.paragraph_format.keep_with_next = True
    run = made.add_run(clean(text, 300))
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic


def rule(place: Any, share: float) -> None:
    """A rule in the middle, as long as this share of the width of ``place`` (the document or a cell)."""
    wide = getattr(place, "width", None) or text_width(place)
    made = place.add_paragraph()
    _close(made, WD_ALIGN_PARAGRAPH.CENTER)
    form = made.paragraph_format
    form.left_indent = form.right_indent = Length(int(wide * (1 - share) / 2))
    form.space_before, form.space_after, form.line_spacing = Pt(4), Pt(6), Pt(3)
    form.keep_with_next = True
    made._p.get_or_add_pPr().insert_element_before(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        ),
        "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE",
        "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
        "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap",
        "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
    )  # fmt: skip


def text_width(document: Any) -> int:
    """Between the margins of a document's last section, in EMU."""
    section = document.sections[-1]
    return section.page_width - section.left_margin - section.right_margin


def side_by_side(document: Any, shares: Sequence[float]) -> list[Any]:
    """Two cells without lines, on one page."""
    made = document.add_table(rows=1, cols=len(shares))
    _fix(document, made, shares)
    _whole_row(made.rows[0])
    return list(made.rows[0].cells)


def table(document: Any, columns: Sequence[str], rows: Sequence[Sequence[Cell]], shares: Sequence[float]) -> None:
    """A table with lines whose head stands on every page and whose rows are not cut; a short one stays whole."""
    made = document.add_table(rows=1 + len(rows), cols=len(columns))
    made.style = "Table Grid"
    _fix(document, made, shares)
    head, *others = made.rows
    head._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for place, text in zip(head.cells, columns, strict=True):
        _fill(place, Cell(text, middle=True, bold=True), keep=True)
    for number, (row, cells) in enumerate(zip(others, rows, strict=True), start=1):
        keep = number < len(rows) and (len(rows) <= _WHOLE or number == 1)
        for place, cell in zip(row.cells, cells, strict=True):
            _fill(place, cell, keep=keep)
    for row in made.rows:
        _whole_row(row)
    gap = document.add_paragraph()
    _close(gap, WD_ALIGN_PARAGRAPH.LEFT)
    gap.paragraph_format.line_spacing = Pt(6)


def _fill(place: Any, cell: Cell, *, keep: bool) -> None:
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    made = place.paragraphs[0]
    _close(made, WD_ALIGN_PARAGRAPH.CENTER if cell.middle else WD_ALIGN_PARAGRAPH.LEFT)
    made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(2)
    made.paragraph_format.keep_with_next = keep or None
    run = made.add_run(clean(cell.text, _MOST))
    run.font.size, run.font.bold = Pt(SMALL), cell.bold or None
    for number in cell.refers:
        made._p.append(
            parse_xml(
                f'<w:hyperlink {nsdecls("w")} w:anchor="source_{number}" w:history="1"><w:r><w:rPr><w:sz w:val="{SMALL * 2}"/>'
                f'<w:vertAlign w:val="superscript"/></w:rPr><w:t>[{number}]</w:t></w:r></w:hyperlink>'
            )
        )


def picture(document: Any, content: bytes, caption: str, told: str) -> None:
    """A PNG as wide as the text, on one page with the caption under it; ``told``: its words for who does not see it."""
    made = document.add_paragraph()
    _close(made, WD_ALIGN_PARAGRAPH.CENTER)
    made.paragraph_format.space_before, made.paragraph_format.keep_with_next = Pt(6), True
    drawn = made.add_run().add_picture(io.BytesIO(content), width=Length(text_width(document)))
    properties = drawn._inline.docPr
    properties.set("name", clean(caption, 120))
    properties.set("descr", clean(told, 1000))
    line(document, clean(caption, 300), NUMBER, italic=True)


def source(document: Any, number: int, text: str, address: str) -> None:
    """A numbered source, to which references lead; its address, if it has one."""
    made = document.add_paragraph(f"[{number}] {clean(text)}{' ' if address else ''}{clean(address)}")
    made.paragraph_format.space_before = Pt(6)
    made.paragraph_format.keep_with_next = True
    made.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    first = made.runs[0]._r
    first.addprevious(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="source_{number}"/>'))
    first.addnext(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))


def number_pages(document: Any) -> None:
    """Page numbers in the middle of the head from the second page on; a template's own head stays as it is."""
    for section in document.sections:
        section.different_first_page_header_footer = True
    # Later sections have the head of the first.
    header = document.sections[0].header
    shown = ".//w:t|.//w:fldSimple|.//w:instrText|.//w:drawing|.//w:pict"
    if header.is_linked_to_previous or not header._element.xpath(shown):
        made = header.paragraphs[0]
        _close(made, WD_ALIGN_PARAGRAPH.CENTER)
        size = f'<w:rPr><w:sz w:val="{NUMBER * 2}"/></w:rPr>'
        made._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r>{size}<w:t>2</w:t></w:r></w:fldSimple>')
        )


def restart_pages(section: Any) -> None:
    """Number the pages of a section from 1."""
    numbers = section._sectPr.find(qn("w:pgNumType"))
    if numbers is None:
        numbers = parse_xml(f"<w:pgNumType {nsdecls('w')}/>")
        section._sectPr.insert_element_before(
            numbers, "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter",
            "w:docGrid", "w:printerSettings", "w:sectPrChange",
        )  # fmt: skip
    numbers.set(qn("w:start"), "1")


def _close(made: Any, align: WD_ALIGN_PARAGRAPH) -> None:
    """Without the indent and the gaps of running text."""
    form = made.paragraph_format
    form.alignment = align
    form.first_line_indent = form.left_indent = Mm(0)
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = 1


def _fix(document: Any, made: Any, shares: Sequence[float]) -> None:
    """Columns in these shares of the width between the margins, whatever stands in them."""
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    wide = text_width(document)
    made._tbl.tblPr.insert_element_before(
        parse_xml(
            f'<w:tblCellMar {nsdecls("w")}><w:left w:w="{_EDGE}" w:type="dxa"/><w:right w:w="{_EDGE}" w:type="dxa"/></w:tblCellMar>'
        ),
        "w:tblLook", "w:tblCaption", "w:tblDescription", "w:tblPrChange",
    )  # fmt: skip
    widths = [Length(int(wide * share / sum(shares))) for share in shares]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _whole_row(row: Any) -> None:
    # Before what makes a row a head, as the schema wants it.
    row._tr.get_or_add_trPr().insert(0, parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
