"""The PowerPoint file: a slide a scene, all of it native, every figure the ledger's with its mark; templates; bad names."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from babel.numbers import format_decimal
from pptx import Presentation
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn

from lib.base.findings import DataError
from lib.campaign.campaign import RATE
from lib.exports.office import clean
from lib.exports.slide_parts import cell
from lib.exports.slide_template import TO_BE_FILLED
from lib.exports.slides import Cancelled, slides
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED
from lib.views.meeting.about import Asked
from lib.views.meeting.registry import default_codes, known_codes, scene
from lib.views.meeting.scene import (
    Card,
    CardsBlock,
    MapBlock,
    RankingBlock,
    Row,
    Scene,
    TableBlock,
    TextBlock,
    Tone,
    TrajectoryBlock,
)

HOSTILE = "=1+1 <b>x</b>\x00\x0b\n\u202eabc\u202c e\u0301" + "dài " * 400
TONE = Tone("bad", "▼", "chậm", "#A65A00", "#F2B45C")


def asked(campaign, year=2024):
    return Asked(campaign.province, ("417", "418"), year, tuple(campaign.districts), "Toàn tỉnh", paces=(("417", 8.0),))


@pytest.fixture(scope="module")
def scenes(campaign):
    return [scene(campaign, code, asked(campaign)) for code in default_codes(campaign, asked(campaign))]


@pytest.fixture(scope="module")
def steps():
    return []


@pytest.fixture(scope="module")
def content(campaign, scenes, steps):
    return slides(campaign, scenes, progress=lambda done, total: steps.append((done, total)))


@pytest.fixture(scope="module")
def deck(content):
    return Presentation(io.BytesIO(content))


def descr(shape) -> str:
    return shape._element._nvXxPr.cNvPr.get("descr", "")


def every(shapes):
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from every(shape.shapes)


def charts(slide):
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def units_of(slide):
    """The map's shapes of units, by name."""
    return {s.name.split(": ")[1]: s for s in every(slide.shapes) if s.shape_type == MSO_SHAPE_TYPE.FREEFORM}


def test_a_slide_a_scene_with_its_headline(deck, scenes, content, steps):
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [clean(s.headline) for s in scenes]
    assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=0.001)
    assert len(content) < 2_000_000
    assert steps == [(done, len(scenes)) for done in range(1, len(scenes) + 1)]


def test_every_slide_has_the_notes_of_its_scene(deck, scenes):
    for slide, made in zip(deck.slides, scenes, strict=True):
        assert made.notes
        assert slide.notes_slide.notes_text_frame.text.split("\n")[:-1] == [clean(note) for note in made.notes]


def test_every_sentence_source_and_status_is_on_the_slide(deck, scenes):
    for slide, made in zip(deck.slides, scenes, strict=True):
        said = "\n".join(s.text_frame.text for s in every(slide.shapes) if s.has_text_frame)
        for line in (*made.lead, *made.statuses, made.sources):
            assert clean(line) in said
        for block in made.blocks:
            if isinstance(block, CardsBlock):
                for card in block.cards:
                    assert all(clean(text) in said for text in (card.heading, card.goal, card.value, *card.notes[:1]))
                    told = slide.notes_slide.notes_text_frame.text
                    assert all(clean(text) in told for text in card.notes)
                    assert f"{card.tone.symbol} {card.tone.word}" in said
            if isinstance(block, TextBlock):
                assert all(clean(line) in said for line in block.lines)


def test_the_map_is_one_shape_a_unit_with_the_ledgers_figures(campaign, deck, scenes):
    place = next(i for i, made in enumerate(scenes) if made.code == "ban_do")
    slide = deck.slides[place]
    groups = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP]
    group = next(g for g in groups if any(s.shape_type == MSO_SHAPE_TYPE.FREEFORM for s in g.shapes))
    assert len(group.shapes) == 21
    assert all(s.shape_type == MSO_SHAPE_TYPE.FREEFORM for s in group.shapes)
    assert descr(group)
    units = units_of(slide)
    assert set(units) == {campaign.names[unit] for unit in campaign.districts}
    seen = set()
    for unit in campaign.districts:
        shape, figure = units[campaign.names[unit]], campaign.figure(unit, RATE, 2024)
        alt = descr(shape)
        assert clean(campaign.marks.standing(figure, interval=True)) in alt
        assert "2024" in alt
        assert campaign.marks.status_word(figure.status) in alt
        estimated = figure.status == ESTIMATED
        assert shape.fill.type == (MSO_FILL.PATTERNED if estimated else MSO_FILL.SOLID)
        colour = shape.fill.back_color.rgb if estimated else shape.fill.fore_color.rgb
        rule = campaign.display.measures["ty_le_ngheo"]
        shown = float(format_decimal(figure.value, "0.0" if estimated else "0.00", locale="en"))
        expected = rule.colors.light[sum(shown >= limit for limit in rule.breaks)]
        assert f"#{colour}" == expected
        seen.add(figure.status)
    assert seen == {PUBLISHED, ESTIMATED}


def test_the_unit_a_map_is_about_has_a_thick_outline(campaign):
    made = one(MapBlock("ty_le_ngheo", 2021, 2024, ("418",)))
    slide = Presentation(io.BytesIO(slides(campaign, [made]))).slides[0]
    widths = {name: shape.line.width for name, shape in units_of(slide).items()}
    assert [name for name, width in widths.items() if width == max(widths.values())] == [campaign.names["418"]]


def test_charts_hold_the_ledgers_figures_and_mark_every_estimate(campaign, deck, scenes):
    seen = 0
    for slide, made in zip(deck.slides, scenes, strict=True):
        drawn = iter(charts(slide))
        for block in made.blocks:
            if isinstance(block, TrajectoryBlock):
                chart = next(drawn)
                *paths, line = chart.plots[0].series
                years = list(chart.plots[0].categories)
                found = {int(y): v for y, v in zip(years, line.values, strict=True) if v is not None}
                assert found == {
                    p.year: campaign.figure(block.unit, block.indicator, p.year).value for p in block.points
                }
                assert not block.path or list(paths[0].values) == pytest.approx([low for _, low, _ in block.path])
                for p in block.points:
                    point = line.points[years.index(str(p.year))]
                    text = point.data_label.text_frame.text
                    assert text == clean(p.text)
                    assert text.startswith("≈") == (p.figure.status == ESTIMATED)
                    hollow = str(point.marker.format.fill.fore_color.rgb) == "FFFFFF"
                    assert hollow == (p.figure.status != PUBLISHED or p.figure.weak)
                    usual = "DIAMOND" if p.figure.status == PROJECTED else "CIRCLE"
                    assert point.marker.style.name == ("SQUARE" if p.figure.weak else usual)
                    led = p.year - 1 in found  # else no line leads to it
                    assert not led or p.figure.status == PUBLISHED or point.format.line.dash_style is not None
                    seen += p.figure.status == ESTIMATED
            if isinstance(block, RankingBlock):
                chart = next(drawn)
                series = chart.plots[0].series[0]
                assert list(series.values) == [row.value for row in block.rows]
                assert list(chart.plots[0].categories) == [row.name for row in block.rows]
                for i, row in enumerate(block.rows):
                    text = series.points[i].data_label.text_frame.text
                    assert text == clean(f"{row.tone.symbol} {row.text}")
                    assert ("≈" in text) == (row.status == ESTIMATED)
                    patterned = series.points[i].format.fill.type == MSO_FILL.PATTERNED
                    assert patterned == (row.status == ESTIMATED)
                    seen += patterned
                if block.line is not None:
                    assert f"┆ {block.line_label}" in "\n".join(
                        s.text_frame.text for s in slide.shapes if s.has_text_frame
                    )
        assert next(drawn, None) is None
    assert seen > 40


def test_the_line_to_reach_lies_where_its_value_does(deck, scenes):
    place = next(i for i, made in enumerate(scenes) if made.code == "tut_lai")
    block = next(b for b in scenes[place].blocks if isinstance(b, RankingBlock))
    slide = deck.slides[place]
    frame = next(s for s in slide.shapes if s.has_chart)
    line = next(s for s in slide.shapes if descr(s) == clean(block.line_label))
    layout = next(frame.chart._chartSpace.iter(qn("c:plotArea"))).find(qn("c:layout"))
    inner = {n.tag.split("}")[1]: n.get("val") for n in layout.iter() if n.tag in (qn("c:x"), qn("c:w"))}
    axis = frame.chart.value_axis
    share = (block.line - axis.minimum_scale) / (axis.maximum_scale - axis.minimum_scale)
    expected = frame.left + frame.width * (float(inner["x"]) + float(inner["w"]) * share)
    assert line.begin_x == line.end_x == pytest.approx(expected, abs=frame.width * 0.001)


def test_tables_are_native_and_whole(deck, scenes):
    for slide, made in zip(deck.slides, scenes, strict=True):
        tables = [shape.table for shape in slide.shapes if shape.has_table]
        blocks = [block for block in made.blocks if isinstance(block, TableBlock)]
        for table, block in zip(tables, blocks, strict=True):
            texts = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
            assert texts == [[clean(text) for text in row] for row in (block.columns, *block.rows)]


def test_everything_drawn_is_described_and_named(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == MSO_SHAPE_TYPE.GROUP:
                assert len(descr(shape)) > 10
                assert not re.match(r"(Chart|Table|Group) \d", shape.name)


def test_nothing_is_smaller_than_twelve_points(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if re.match(r"ppt/(slides/slide|charts/chart)\d+\.xml", name):
                sizes = [int(size) for size in re.findall(rb'\bsz="(\d+)"', package.read(name))]
                assert min(sizes) >= 1200, name


def test_nothing_lies_outside_its_slide(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize("year", [2021, 2025])
def test_every_scene_of_other_years_has_a_slide(campaign, year):
    codes = [code for code in known_codes(campaign) if not code.startswith("huyen-") or code == "huyen-413"]
    scenes = [scene(campaign, code, asked(campaign, year)) for code in codes]
    deck = Presentation(io.BytesIO(slides(campaign, scenes)))
    assert len(deck.slides) == len(codes)


@pytest.mark.parametrize("measure", ["so_ho_ngheo", "thay_doi", "giam_mot_nua", "ty_le_can_ngheo"])
def test_every_measure_has_a_map(campaign, measure):
    made = one(MapBlock(measure, 2021, 2024))
    slide = Presentation(io.BytesIO(slides(campaign, [made]))).slides[0]
    for shape in units_of(slide).values():
        missing = campaign.marks.status_word(MISSING) in descr(shape)
        assert not missing or shape.fill.type == MSO_FILL.PATTERNED


def one(*blocks, headline="Tiêu đề", lead=()) -> Scene:
    return Scene("x", "x", headline, lead, blocks, (), ("● công bố",), "Nguồn", ("Lời",))


@pytest.fixture(scope="module")
def hostile(campaign, scenes):
    """A deck in which every name and sentence is hostile."""
    source = next(b for made in scenes for b in made.blocks if isinstance(b, TrajectoryBlock))
    row = Row("417", HOSTILE, 5.0, 4.0, 6.0, ESTIMATED, "≈ 5 %", TONE)
    blocks = [
        replace(source, name=HOSTILE, title=HOSTILE, path_label="http://x.example/" + HOSTILE),
        RankingBlock(HOSTILE, HOSTILE, (row, replace(row, name="+1"), replace(row, name="@a", status=PUBLISHED)), 3.0, HOSTILE),
        CardsBlock((Card(HOSTILE, HOSTILE, "5 %", HOSTILE, HOSTILE, TONE),) * 3),
        TableBlock(HOSTILE, (HOSTILE, "b"), ((HOSTILE, HOSTILE), ("", "x"))),
        TextBlock(HOSTILE, (HOSTILE,)),
    ]  # fmt: skip
    return slides(campaign, [one(block, headline=HOSTILE, lead=(HOSTILE,)) for block in blocks])


def test_hostile_names_come_out_as_plain_text(hostile):
    deck = Presentation(io.BytesIO(hostile))
    assert len(deck.slides) == 5
    for slide in deck.slides:
        title = slide.shapes.title.text_frame.text
        assert title.startswith("=1+1 <b>x</b> abc e\u0301")
        assert len(title) <= 300
        for shape in every(slide.shapes):
            text = shape.name + descr(shape) + (shape.text_frame.text if shape.has_text_frame else "")
            assert not re.search("[\x00-\x08\x0b\x0c\u202a-\u202e\u2066-\u2069]", text)


def test_no_name_is_a_formula_or_a_link_in_a_charts_workbook(hostile):
    books = 0
    with zipfile.ZipFile(io.BytesIO(hostile)) as package:
        for name in package.namelist():
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(package.read(name))) as book:
                    sheet = book.read("xl/worksheets/sheet1.xml")
                    assert b"<f>" not in sheet
                    assert b"<f " not in sheet
                    assert b"hyperlink" not in sheet
                    assert "=1+1" in book.read("xl/sharedStrings.xml").decode()
                    books += 1
    assert books == 2


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@a", "{=1}", "http://x.example", "mailto:a", "internal:Sheet1!A1"]
)
def test_active_names_are_held(text):
    assert cell(text) == f" {text}"


def test_plain_names_stay_as_they_are():
    assert cell("Kỳ Sơn") == "Kỳ Sơn"
    assert clean("a\tb\nc\ufffe\ud800") == "a b c"


def template(tmp_path, name="mau.pptx", change=None):
    """An authority's file: 4:3, one slide of its own, its own master's title."""
    made = Presentation()
    made.slides.add_slide(made.slide_layouts[0]).shapes.title.text = "Trang cũ"
    if change:
        change(made)
    path = tmp_path / name
    made.save(path)
    return path


def test_a_templates_layouts_and_size_are_used_and_its_slides_are_not(campaign, scenes, tmp_path):
    path = template(tmp_path)
    content = slides(campaign, scenes[:4], template=path)
    deck = Presentation(io.BytesIO(content))
    assert (deck.slide_width, deck.slide_height) == (9144000, 6858000)
    assert [slide.slide_layout.name for slide in deck.slides] == ["Title Slide", *["Title Only"] * 3]
    assert "Trang cũ" not in [slide.shapes.title.text_frame.text for slide in deck.slides]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert len([n for n in package.namelist() if re.match(r"ppt/slides/slide\d+\.xml", n)]) == 4
    for slide in deck.slides:
        left = {shape.placeholder_format.type for shape in slide.placeholders}
        assert left <= {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE}
        assert all(shape.left + shape.width <= deck.slide_width for shape in slide.shapes)


def test_a_potx_is_a_template_too(campaign, scenes, tmp_path):
    source, path = template(tmp_path), tmp_path / "mau.potx"
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(path, "w") as target:
        for name in package.namelist():
            data = package.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"presentationml.presentation.main", b"presentationml.template.main")
            target.writestr(name, data)
    content = slides(campaign, scenes[:1], template=path)
    assert len(Presentation(io.BytesIO(content)).slides) == 1


def without_titles(made):
    for layout in made.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
                shape._element.getparent().remove(shape._element)


def test_a_template_without_a_title_is_refused(campaign, scenes, tmp_path):
    with pytest.raises(DataError, match=r"Tệp mau\.pptx: .*ô tiêu đề.*Bản cái"):
        slides(campaign, scenes[:1], template=template(tmp_path, change=without_titles))


@pytest.mark.parametrize("content", [b"", b"no package", b"PK\x03\x04broken", None])
def test_a_file_that_is_no_presentation_is_refused(campaign, scenes, tmp_path, content):
    path = tmp_path / "hỏng.pptx"
    if content is None:
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("[Content_Types].xml", "<Types/>")
    else:
        path.write_bytes(content)
    with pytest.raises(DataError, match=r"Tệp hỏng\.pptx: không đọc được.*lưu lại"):
        slides(campaign, scenes[:1], template=path)


def test_a_cut_or_macro_template_is_refused(campaign, scenes, tmp_path):
    whole = template(tmp_path).read_bytes()
    path = tmp_path / "cut.pptx"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match=r"cut\.pptx"):
        slides(campaign, scenes[:1], template=path)
    with zipfile.ZipFile(io.BytesIO(whole)) as package, zipfile.ZipFile(path, "w") as target:
        for name in package.namelist():
            data = package.read(name).replace(
                b"vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
                b"vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
            )
            target.writestr(name, data)
    with pytest.raises(DataError, match="macro"):
        slides(campaign, scenes[:1], template=path)


def without_notes(made):
    for shape in list(made.notes_master.placeholders):
        shape._element.getparent().remove(shape._element)


def test_notes_are_kept_where_a_template_has_no_place_for_them(campaign, scenes, tmp_path):
    content = slides(campaign, scenes[:2], template=template(tmp_path, change=without_notes))
    for slide, made in zip(Presentation(io.BytesIO(content)).slides, scenes, strict=False):
        assert slide.notes_slide.notes_text_frame.text.split("\n")[:-1] == [clean(note) for note in made.notes]


def test_a_missing_template_is_refused(campaign, scenes, tmp_path):
    with pytest.raises(DataError, match=r"Tệp nowhere\.potx: không có tệp"):
        slides(campaign, scenes[:1], template=tmp_path / "nowhere.potx")


def test_slides_can_be_cancelled(campaign, scenes):
    done = []
    with pytest.raises(Cancelled):
        slides(campaign, scenes, progress=lambda n, total: done.append(n), cancelled=lambda: len(done) == 2)
    assert done == [1, 2]


def test_no_scene_gives_an_empty_presentation(campaign):
    assert len(Presentation(io.BytesIO(slides(campaign, []))).slides) == 0


def test_the_name_of_the_edition_stands_in_the_notes_only(campaign, deck):
    name, say = campaign.edition.name[:12], campaign.wording.say
    for slide in deck.slides:
        feet = [shape for shape in slide.shapes if shape.name in (say("slides.footer"), say("slides.number"))]
        assert len(feet) >= 2
        assert all(name not in shape.text_frame.text for shape in feet if shape.has_text_frame)
        assert slide.notes_slide.notes_text_frame.text.endswith(say("slides.edition", name=name))


def test_many_names_are_all_written_and_labels_stand_beyond_intervals(deck, scenes):
    """An axis leaves out names without room; a label over an interval's line cannot be read."""
    place = next(i for i, made in enumerate(scenes) if made.code == "tut_lai")
    block = next(b for b in scenes[place].blocks if isinstance(b, RankingBlock))
    slide = deck.slides[place]
    frame = next(s for s in slide.shapes if s.has_chart)
    names = [clean(row.name) for row in block.rows]
    told = next(s for s in slide.shapes if s.has_text_frame and s.text_frame.text.split("\n") == names)
    pitch = told.text_frame.paragraphs[0].line_spacing
    assert abs(pitch * len(names) - told.height) < pitch
    axis, layout = frame.chart.value_axis, next(frame.chart._chartSpace.iter(qn("c:plotArea"))).find(qn("c:layout"))
    wide = float(next(layout.iter(qn("c:w"))).get("val"))
    each = wide / (axis.maximum_scale - axis.minimum_scale)
    series = frame.chart.plots[0].series[0]
    for i, row in enumerate(block.rows):
        label = series.points[i].data_label
        moved = label._dLbl.find(qn("c:layout"))
        if row.status != ESTIMATED or label.position == XL_LABEL_POSITION.INSIDE_END:
            assert moved is None
        else:
            assert float(next(moved.iter(qn("c:x"))).get("val")) == pytest.approx(
                (row.high - row.value) * each, abs=1e-4
            )


def test_the_opening_has_places_for_authority_emblem_and_day(campaign, scenes):
    opening = Presentation(io.BytesIO(slides(campaign, scenes[:2]))).slides[0]
    empty = [shape for shape in opening.placeholders if shape.placeholder_format.idx in TO_BE_FILLED]
    assert len(empty) == len(TO_BE_FILLED)
    # Nothing is invented in them: what they ask for stands on the layout, for whoever edits.
    assert {shape.text_frame.text for shape in empty if shape.has_text_frame} == {""}
    prompts = {shape.placeholder_format.idx: shape.text_frame.text for shape in opening.slide_layout.placeholders}
    words = campaign.wording.section("slides.opening")
    assert {prompts[index] for index in TO_BE_FILLED} == set(words.values())


def test_tables_are_in_the_dashboards_colours(campaign, scenes):
    content = slides(campaign, scenes[:1])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        theme = package.read(next(n for n in package.namelist() if "theme/theme1" in n)).decode()
    for number, colour in enumerate(campaign.display.charts.light.series[:6], start=1):
        assert f'<a:accent{number}><a:srgbClr val="{colour.lstrip("#")}"/>' in theme
