"""The Word report of a place: the profile's figures and sentences, the decree's paper, an office's template, the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from lib.__main__ import main
from lib.base.findings import DataError
from lib.exports import brief as module
from lib.exports.brief import brief
from lib.exports.document_template import STYLES
from lib.exports.office import clean
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED
from lib.views.documents.profile import profile, subjects
from lib.views.meeting.parts import card
from lib.views.sentences import captions, verdicts
from tests.other_language import spoken, unmarked

SUBJECTS = ("40", "poor_districts", "417")
HOSTILE = "=1+1 <b>x</b>\x00\x0b\n\u202eabc\u202c e\u0301" + "dài " * 400
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\u202a-\u202e\u2066-\u2069]")
MM = 36000


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def texts(document) -> list[str]:
    """Every paragraph of the body and of its tables, references left out."""
    found = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        found += ["".join(run.text for run in p.runs) for row in table.rows for c in row.cells for p in c.paragraphs]
    return found


def cells(table) -> list[list[str]]:
    """What stands in a table, without the references to sources."""
    return [["".join(run.text for p in cell.paragraphs for run in p.runs) for cell in row.cells] for row in table.rows]


def figures_of(document, made):
    return next(table for table in document.tables if cells(table)[0] == list(made.numbers.columns))


@pytest.fixture(scope="module")
def documents(campaign):
    return {unit: opened(brief(campaign, unit, 2024)) for unit in SUBJECTS}


def test_every_place_has_one_with_its_figures(campaign, monkeypatch):
    # Pictures have a test of their own.
    monkeypatch.setattr(module, "_pictures", lambda report: None)
    for unit in subjects(campaign):
        for year in (2021, 2024, 2025) if unit in SUBJECTS else (2024,):
            made = profile(campaign, unit, year)
            document = opened(brief(campaign, unit, year))
            assert cells(figures_of(document, made)) == [
                [clean(cell) for cell in row] for row in (made.numbers.columns, *made.numbers.rows)
            ], (unit, year)


@pytest.mark.parametrize("unit", SUBJECTS)
def test_every_sentence_of_the_profile_is_there(campaign, documents, unit):
    made, told = profile(campaign, unit, 2024), "\n".join(texts(documents[unit]))
    assert (verdicts.verdict(campaign, 2024) in told) == (unit == campaign.province)
    for line in (*made.lines, *made.disputes, *made.lacking, *made.assigned, *made.former, made.communes_told):
        assert clean(line) in told
    for assessment in made.assessments:
        target = card(campaign, assessment)
        for text in (
            target.heading,
            target.goal,
            target.value,
            target.words,
            *target.notes,
            target.tone.word,
            *target.why,
        ):
            assert clean(text) in told
    for group in made.peers:
        assert group.heading in told
        assert group.verdict in told
        for peer in group.rows:
            assert [peer.row.name, clean(peer.row.text)] in [
                row[:2] for table in documents[unit].tables for row in cells(table)
            ]
    for known in made.communes:
        assert any(row[0] == known.commune.name and (not known.rate_text or row[1] == known.rate_text)
                   for table in documents[unit].tables for row in cells(table))  # fmt: skip


def test_judgements_come_before_figures_and_sources_last(campaign, documents):
    for unit, document in documents.items():
        order = [paragraph.text for paragraph in document.paragraphs]
        made = profile(campaign, unit, 2024)
        first = order.index(clean(made.lines[0]))
        figures = next(place for place, text in enumerate(order) if text.endswith(made.numbers.title))
        annex = order.index(campaign.wording.say("brief.annex.title"))
        end = next(place for place, text in enumerate(order) if text.endswith("./."))
        assert first < figures < end < annex


@pytest.mark.parametrize("unit", ["417", "40", "poor_districts", "em_households"])
def test_the_path_and_the_map_are_pictures_with_words(campaign, documents, unit):
    """Each as wide as the text, on the page of its caption, its figures told to who does not see it."""
    document = documents[unit] if unit in documents else opened(brief(campaign, unit, 2024))
    drawn = document.inline_shapes
    assert len(drawn) == (1 if unit == "em_households" else 2)
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for number, shape in enumerate(drawn, start=1):
        assert abs(shape.width - room) < 10
        assert shape.height < 0.7 * section.page_height
        told = shape._inline.docPr.get("descr")
        assert campaign.names[unit] in told or unit == "40"
        assert "2024" in told
        assert any(text.startswith(f"Hình {number}. ") for text in texts(document))
    path = campaign.figures.series(unit, campaign.yardstick.indicator, campaign.years)
    told = drawn[0]._inline.docPr.get("descr")
    assert all(clean(campaign.marks.standing(figure)) in told for figure in path if figure.known)
    holders = [p for p in document.paragraphs if p._p.findall(".//" + qn("w:drawing"))]
    assert all(holder.paragraph_format.keep_with_next for holder in holders)


def test_marks_are_explained(campaign, documents):
    for document in documents.values():
        # A number and its sign stay on one line there.
        told = "\n".join(texts(document)).replace("\N{NO-BREAK SPACE}", " ")
        for status in (PUBLISHED, PROJECTED, ESTIMATED, MISSING):
            assert campaign.marks.words(status).long in told
        assert campaign.marks.quality_marks().replace("\N{NO-BREAK SPACE}", " ") in told
        assert campaign.display.weak_source.strip() in told


@pytest.mark.parametrize("unit", SUBJECTS)
def test_sources_are_named_and_every_reference_leads_to_one(campaign, documents, unit):
    made, document = profile(campaign, unit, 2024), documents[unit]
    told = "\n".join(texts(document))
    for cited in made.cited:
        assert all(clean(text) in told for text in (cited.source, cited.quote, cited.address, cited.figure))
    anchors = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert set(anchors) == set(marks)
    assert len(marks) == len(set(marks))


def test_a_published_figure_refers_to_its_own_source_and_an_estimate_to_none(campaign, documents):
    made, document = profile(campaign, "40", 2024), documents["40"]
    codes = {name: code for code, name in campaign.indicator_names.items()}
    seen = set()
    for row in figures_of(document, made).rows[1:]:
        for year, cell in zip(campaign.years, row.cells[1:], strict=True):
            links = [link.text for p in cell.paragraphs for link in p.hyperlinks]
            figure = campaign.figure("40", codes[row.cells[0].text], year)
            if figure.status in (PUBLISHED, PROJECTED):
                (link,) = links
                name = captions.source_name(campaign, figure.source)
                assert any(text.startswith(f"{link} {name}") for text in texts(document))
                seen.add(link)
            else:
                assert not links
    assert seen


def test_paper_margins_and_letters_are_the_decrees(campaign, documents):
    for document in documents.values():
        for section in document.sections:
            assert (section.page_width / MM, section.page_height / MM) == pytest.approx((210, 297), abs=0.1)
            assert 20 <= round(section.top_margin / MM, 1) <= 25
            assert 20 <= round(section.bottom_margin / MM, 1) <= 25
            assert 30 <= round(section.left_margin / MM, 1) <= 35
            assert 15 <= round(section.right_margin / MM, 1) <= 20
        for name in ("Normal", "Heading 1", "Heading 2"):
            style = document.styles[name]
            assert set(style.element.rPr.rFonts.attrib.values()) == {"Times New Roman"}
            assert 13 <= style.font.size.pt <= 14
        normal = document.styles["Normal"].paragraph_format
        assert normal.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
        assert normal.space_after.pt >= 6
        assert 1 <= normal.line_spacing <= 1.5
        assert document.styles["Heading 1"].font.all_caps
        sizes = {run.font.size.pt for p in document.paragraphs for run in p.runs if run.font.size}
        assert sizes == {14}


def test_the_head_is_the_decrees_and_its_blanks_are_blank(campaign, documents):
    say = campaign.wording.say
    for document in documents.values():
        left, right = document.tables[0].rows[0].cells
        runs = {p.text: p.runs[0].font for cell in (left, right) for p in cell.paragraphs if p.text}
        assert (runs[say("brief.head.country")].size.pt, runs[say("brief.head.country")].bold) == (12, True)
        assert (runs[say("brief.head.motto")].size.pt, runs[say("brief.head.motto")].bold) == (13, True)
        assert runs[say("brief.head.day")].italic
        assert not runs[say("brief.head.above")].bold
        assert runs[say("brief.head.authority")].bold
        foot = document.tables[-1].rows[0].cells
        blanks = [left.text, right.paragraphs[-1].text, *(cell.text for cell in foot)]
        assert not re.search(r"\d", "".join(blanks))


def test_pages_are_numbered_at_the_head_from_the_second_on(documents):
    for document in documents.values():
        first, annex = document.sections
        assert first.different_first_page_header_footer
        (paragraph,) = first.header.paragraphs
        assert paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert [field.get(qn("w:instr")) for field in paragraph._p.iter(qn("w:fldSimple"))] == ["PAGE"]
        assert {size.get(qn("w:val")) for size in paragraph._p.iter(qn("w:sz"))} == {"28"}
        assert not "".join(p.text for p in first.first_page_header.paragraphs)
        assert annex.different_first_page_header_footer
        assert annex.header.is_linked_to_previous
        assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_heads_of_tables_repeat_and_rows_are_not_cut(documents):
    for document in documents.values():
        lined = [table for table in document.tables if table.style.name == "Table Grid"]
        assert len(lined) >= 3
        for table in document.tables:
            assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        for table in lined:
            heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
            assert heads == [True] + [False] * (len(table.rows) - 1)
            section = document.sections[0]
            wide = section.page_width - section.left_margin - section.right_margin
            assert sum(column.width for column in table.columns) <= wide + 1000


def test_the_same_edition_gives_the_same_bytes_without_a_clock(campaign):
    content = brief(campaign, "417", 2024)
    assert brief(campaign, "417", 2024) == content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        day = campaign.plan.searched_until
        assert {entry.date_time[:3] for entry in package.infolist()} == {(day.year, day.month, day.day)}
        assert not [name for name in package.namelist() if "thumbnail" in name]
    properties = opened(content).core_properties
    assert properties.created == properties.modified
    assert not properties.author
    assert properties.language == "vi-VN"


def test_hostile_names_come_out_as_plain_text(campaign, monkeypatch):
    made = profile(campaign, "417", 2024)
    peers = tuple(
        replace(group, heading=HOSTILE, verdict=HOSTILE,
                rows=tuple(replace(p, note=HOSTILE, row=replace(p.row, name=HOSTILE)) for p in group.rows))
        for group in made.peers
    )  # fmt: skip
    wrong = replace(
        made, name=HOSTILE, kinds=(HOSTILE,), lines=(HOSTILE,), disputes=(HOSTILE,), lacking=(HOSTILE,), assigned=(HOSTILE,),
        former=(HOSTILE,), communes_told=HOSTILE, peers=peers, cited=tuple(replace(c, quote=HOSTILE, figure=HOSTILE) for c in made.cited),
        numbers=replace(made.numbers, title=HOSTILE, rows=tuple((HOSTILE, *row[1:]) for row in made.numbers.rows)),
    )  # fmt: skip
    monkeypatch.setattr(module, "profile", lambda *_: wrong)
    document = opened(brief(campaign, "417", 2024))
    told = texts(document)
    assert any("=1+1 <b>x</b> abc e\u0301" in text for text in told)
    assert not [text for text in (*told, document.core_properties.title) if UNSEEN.search(text) or len(text) > 1300]


def test_an_unknown_place_or_year_is_refused(campaign):
    """Each with what there is of its kind, and of no other."""
    for unit, year, named, known, other in (("999", 2024, "999", "417", "2024"), ("417", 1999, "1999", "2024", "417")):
        with pytest.raises(DataError, match=rf"^Không có trong kế hoạch này: {named}\..*{known}") as refused:
            brief(campaign, unit, year)
        assert other not in str(refused.value)


def template(folder: Path, change=None, name: str = "mau.docx") -> Path:
    """An office's document: paper, font and a head of its own, text and a picture's place in it."""
    made = docx.Document()
    made.sections[0].left_margin = 33 * MM
    made.styles["Normal"].font.name = "Arial"
    made.sections[0].header.paragraphs[0].text = "Văn phòng"
    made.add_heading("Báo cáo cũ", 1)
    made.add_paragraph("Nội dung cũ")
    made.add_table(1, 1, style="Table Grid")
    if change:
        change(made)
    made.save(folder / name)
    return folder / name


def test_a_templates_styles_paper_and_head_are_kept_and_its_text_is_not(campaign, tmp_path):
    path = template(
        tmp_path, lambda made: made.part.relate_to("https://x.example/cu", f"{OFFICE}/hyperlink", is_external=True)
    )
    content = brief(campaign, "417", 2024, template=path)
    document = opened(content)
    assert "cũ" not in "\n".join(p.text for p in document.paragraphs[:3])
    assert "Nội dung cũ" not in texts(document)
    assert document.styles["Normal"].font.name == "Arial"
    assert document.sections[0].header.paragraphs[0].text == "Văn phòng"
    assert all(round(section.left_margin / MM) == 33 for section in document.sections)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"x.example/cu" not in package.read("word/_rels/document.xml.rels")
    assert set(STYLES) <= {style.name for style in document.styles}
    assert brief(campaign, "417", 2024, template=path) == content


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_notes_and_remarks_of_a_template_are_gone(campaign, tmp_path):
    def noted(made):
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        text = (f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
                '<w:footnote w:id="1"><w:p><w:r><w:t>Điều mật</w:t></w:r></w:p></w:footnote></w:footnotes>')  # fmt: skip
        made.part.relate_to(
            Part(PackURI("/word/footnotes.xml"), kind, text.encode(), made.part.package), f"{OFFICE}/footnotes"
        )

    content = brief(campaign, "417", 2024, template=template(tmp_path, noted))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        notes = package.read("word/footnotes.xml").decode()
    assert "separator" in notes
    assert "mật" not in notes


def test_a_dotx_is_a_template_too(campaign, tmp_path):
    source, path = template(tmp_path), tmp_path / "mau.dotx"
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(path, "w") as target:
        for name in package.namelist():
            data = package.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"wordprocessingml.document.main", b"wordprocessingml.template.main")
            target.writestr(name, data)
    assert opened(brief(campaign, "417", 2024, template=path)).styles["Normal"].font.name == "Arial"


def without(*names: str):
    def change(made):
        for name in names:
            made.styles[name].delete()

    return change


def test_a_template_without_the_styles_is_refused_by_their_names(campaign, tmp_path):
    path = template(tmp_path, without("Heading 2", "Table Grid"))
    with pytest.raises(DataError, match=r"Tệp mau\.docx: .*“Heading 2”, “Table Grid”.*Trong Word") as refused:
        brief(campaign, "417", 2024, template=path)
    assert "Heading 1" not in str(refused.value)


def test_what_is_no_document_is_refused(campaign, tmp_path):
    whole = template(tmp_path).read_bytes()
    (tmp_path / "cut.docx").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.docx").write_text("Văn bản")
    with zipfile.ZipFile(io.BytesIO(whole)) as package, zipfile.ZipFile(tmp_path / "macro.docx", "w") as target:
        for name in package.namelist():
            data = package.read(name).replace(
                b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"vnd.ms-word.document.macroEnabled.main+xml",
            )
            target.writestr(name, data)
    with zipfile.ZipFile(tmp_path / "empty.docx", "w") as target:
        target.writestr("[Content_Types].xml", "<Types/>")
    for name in ("cut", "text", "macro", "empty"):
        with pytest.raises(DataError, match=rf"Tệp {name}\.docx: không đọc được.*macro.*lưu lại"):
            brief(campaign, "417", 2024, template=tmp_path / f"{name}.docx")
    with pytest.raises(DataError, match=r"Tệp nowhere\.docx: không có tệp"):
        brief(campaign, "417", 2024, template=tmp_path / "nowhere.docx")


def test_a_heads_own_number_is_kept(campaign, tmp_path):
    def numbered(made):
        paragraph = made.sections[0].header.paragraphs[0]
        paragraph.text = ""
        paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE \\* roman"/>'))

    document = opened(brief(campaign, "417", 2024, template=template(tmp_path, numbered)))
    fields = [field.get(qn("w:instr")) for field in document.sections[0].header._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE \\* roman"]


def test_the_command_writes_it(campaign, tmp_path, capsys):
    out = tmp_path / "bao-cao.docx"
    call = ["export", "--format", "docx", "--out", str(out), "--unit", "417", "--year", "2024"]
    assert main(call) == 0
    assert "Đã ghi" in capsys.readouterr().out
    assert out.read_bytes() == brief(campaign, "417", 2024)
    assert main([*call, "--template", str(template(tmp_path))]) == 0
    assert opened(out.read_bytes()).styles["Normal"].font.name == "Arial"
    assert main(["export", "--format", "docx", "--out", str(out)]) == 0
    assert out.read_bytes() == brief(campaign, campaign.province, campaign.latest_year)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--format", "docx", "--unit", "999"], 1, "999"),
        (["--format", "docx", "--template", "nowhere.docx"], 1, "nowhere.docx"),
        (["--format", "docx", "--units", "417"], 2, "--units"),
        (["--format", "html", "--unit", "417", "--template", "x.docx"], 2, "--unit, --template"),
    ],
)
def test_the_command_refuses_in_words(tmp_path, capsys, arguments, code, told):
    assert main(["export", "--out", str(tmp_path / "x.docx"), *arguments]) == code
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_in_another_language_nothing_is_said_in_code(campaign, monkeypatch):
    other, drawn = spoken(campaign), module._pictures
    # What stands about pictures is the same in every year.
    monkeypatch.setattr(module, "_pictures", lambda report: drawn(report) if report.made.year == 2024 else None)
    for unit in ("417", "412", "40", "mountain", "em_households"):
        for year in (2021, 2024, 2025):
            document = opened(brief(other, unit, year))
            told = [re.sub(r"https?://\S+", "", text) for text in texts(document)]
            assert not [text for text in told if unmarked(text)], (unit, year)
