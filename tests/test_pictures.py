"""Parts of pages as pictures and single slides: they stand for themselves, say what the ledger says, and nothing lies over anything."""

from __future__ import annotations

import io
import itertools
import re
from xml.etree import ElementTree

import pytest
from PIL import Image
from pptx import Presentation

from lib.__main__ import main
from lib.base.findings import DataError
from lib.campaign.campaign import RATE, Campaign
from lib.campaign.measures import measure_figure, rate_measure
from lib.drawing.font import FILES, text_width, wrapped
from lib.drawing.unit_map import BADGE, unit_map
from lib.exports.pictures.parts import UnknownPartError, asked_for, every_part
from lib.exports.pictures.picture import parts, picture, png
from lib.exports.pictures.sheet import WIDTH, sheet
from lib.exports.slide_map import written
from lib.ledger.figure import ESTIMATED, PROJECTED
from lib.views.documents.known_communes import known_communes
from tests.examples import own_campaign

SVG = "{http://www.w3.org/2000/svg}"
UNIT = "417"


def asked(**changes):
    return asked_for(own_campaign(), **{"units": [UNIT], **changes})


CODES = [code for code, _ in parts(own_campaign(), asked())]


def drawn(code, **changes) -> ElementTree.Element:
    return ElementTree.fromstring(picture(own_campaign(), asked(**changes), code, "svg"))


def texts(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def said(root: ElementTree.Element) -> str:
    return " ".join(texts(root))


@pytest.mark.parametrize("code", ["ban_do", "huyen", "the", "quy_dao", "vung_cham", "so_sanh", "ho_so"])
def test_the_names_of_parts_stay(code):
    assert code in CODES


def test_a_unit_map_is_there_for_a_unit_alone(campaign):
    assert "huyen" not in dict(parts(campaign, asked_for(campaign, [])))


@pytest.mark.parametrize("code", CODES)
def test_a_picture_stands_for_itself(code, campaign):
    root, part = drawn(code), every_part(campaign, asked())[code]
    text = said(root)
    assert root.get("width") == str(WIDTH)
    assert " ".join(wrapped(part.title, 26, WIDTH - 56, True)) in text
    assert re.search(r"20\d\d", part.about)
    assert all(word in text for word in part.about.split(" "))
    assert campaign.edition.name[:12] in text
    for note in part.notes:
        assert all(word in text for word in note.split())
    published = any(figure.source in campaign.sources.index for figure in part.figures if figure.known)
    assert not published or "Nguồn:" in text
    # Nothing that needs a page around it, or another machine.
    raw = picture(campaign, asked(), code, "svg").decode()
    assert not re.search(r"class=|var\(|rgba\(|%\"|https?://(?!www\.w3\.org/2000/svg)", raw)


@pytest.mark.parametrize("code", CODES)
def test_what_is_not_published_is_named_so(code, campaign):
    part = every_part(campaign, asked())[code]
    text = said(drawn(code))
    statuses = {figure.status for figure in part.figures} | ({ESTIMATED} if "≈" in text else set())
    for status in statuses & {ESTIMATED, PROJECTED}:
        assert all(word in text for word in campaign.marks.words(status).long.split()), status


def test_the_map_of_the_province_writes_the_ledgers_figures(campaign):
    measure = rate_measure(campaign.display)
    shown = texts(drawn("ban_do"))
    for unit in campaign.districts:
        figure = measure_figure(campaign, measure, unit, asked().selection.year)
        place = next(i for i, text in enumerate(shown) if re.fullmatch(rf"\d+\. {campaign.names[unit]}", text))
        assert shown[place + 1] == written(campaign, measure, figure)
    counts = [int(text.rsplit(": ", 1)[1]) for text in shown if re.match(r"[<≥]|−?\d+–", text) and ": " in text]
    assert sum(counts) == len(campaign.districts)


@pytest.mark.parametrize("measure", own_campaign().display.measures)
def test_every_measure_has_a_map(measure, campaign):
    root = drawn("ban_do", measure=measure, year=2023)
    assert campaign.display.measures[measure].label in said(root)
    assert "2023" in said(root)


def test_the_unit_map_writes_the_published_rates_and_leaves_the_rest_blank(campaign):
    text = said(drawn("huyen"))
    figure = campaign.figure(UNIT, RATE, campaign.latest_year)
    assert campaign.marks.marked(figure, interval=True) in text
    found = known_communes(campaign, [UNIT])
    assert any(known.rate.known for known in found)
    assert any(not known.rate.known for known in found)
    for known in found:
        name = known.commune.name.split(" ", 1)[1]
        assert all(word in text for word in name.split())
        if known.rate.known:
            assert all(word in text for word in f"{name}: {known.rate_text}".split(" "))
    made = unit_map(campaign, UNIT, campaign.latest_year)
    assert [place.shade is None for place in made.communes] == [not known.rate.known for known in found]
    assert campaign.wording.say("pictures.blank") in text


def boxes(made):
    found = [(label.lines, label.box) for label in (*made.labels, *made.around)]
    return found + [((place.name,), (x - BADGE, y - BADGE, 2 * BADGE, 2 * BADGE)) for place, x, y in made.badges]


@pytest.mark.parametrize("unit", own_campaign().districts)
def test_no_two_texts_of_a_unit_map_touch(unit, campaign):
    made = unit_map(campaign, unit, campaign.latest_year)
    for label in (*made.labels, *made.around):
        assert label.box[2] >= max(text_width(line, label.size, i < label.bold) for i, line in enumerate(label.lines))
        assert label.box[3] >= label.size * 1.1 * len(label.lines)
    for (one, (x, y, w, h)), (other, (x2, y2, w2, h2)) in itertools.combinations(boxes(made), 2):
        apart = x + w <= x2 + 0.01 or x2 + w2 <= x + 0.01 or y + h <= y2 + 0.01 or y2 + h2 <= y + 0.01
        assert apart, (one, other)
    # Every commune is on the map, by its name or by its number in the list.
    seen = {label.code for label in made.labels} | {place.known.commune.unit for place, _, _ in made.badges}
    assert seen == {place.known.commune.unit for place in made.communes}


@pytest.mark.parametrize(
    ("code", "form"),
    [*((code, "svg") for code in ("huyen", "ban_do", "the", "quy_dao")), ("huyen", "png"), ("huyen", "pptx")],
)
def test_hostile_names_stay_text(form, code, live_edition):
    # A campaign of its own: what is drawn of one is kept.
    campaign, hostile = Campaign(live_edition), "A<b>&\"'x\x00\u202e"
    campaign.names.update({"16819": f"Xã {hostile}", "418": hostile})
    content = picture(campaign, asked(units=["417", "418"]), code, form)
    if form == "svg":
        root = ElementTree.fromstring(content)
        assert not list(root.iter(f"{SVG}b"))
        if code in ("huyen", "ban_do"):
            assert "A<b>&\"'x" in said(root)


def test_a_png_has_the_pixels_asked_for_and_is_no_blank(campaign):
    for code, zoom in (("huyen", 2), ("quy_dao", 1), ("the", 3)):
        height = int(drawn(code).get("height"))
        image = Image.open(io.BytesIO(picture(campaign, asked(), code, "png", zoom=zoom)))
        assert image.size == (WIDTH * zoom, height * zoom)
        assert len(image.convert("RGB").getcolors(1_000_000)) > 20


def test_the_letters_of_a_png_are_our_own(campaign):
    """Every sign of Vietnamese and of the marks has a drawing of its own: none is the box of what a font lacks."""

    def ink(text):
        image = Image.open(io.BytesIO(png(sheet(campaign, 200, text, "", lambda _: None, []), 1))).convert("L")
        return image.crop((0, 0, 200, 60)).tobytes()

    lacking, blank = ink("\u4e2d"), ink("\u00a0")
    signs = "ạảãấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĐƠƯ≈○◇●□▲▼▽◐✓✖−–≥"
    drawings = [ink(sign) for sign in signs]
    assert lacking not in drawings
    assert blank not in drawings
    assert len(set(drawings)) == len(signs)
    assert sum(path.stat().st_size for path in FILES) < 400_000


@pytest.mark.parametrize("code", CODES)
def test_a_slide_is_native_and_says_the_same(code, campaign):
    made = Presentation(io.BytesIO(picture(campaign, asked(), code, "pptx")))
    assert len(made.slides) == 1
    slide = made.slides[0]
    part = every_part(campaign, asked())[code]
    assert slide.shapes.title.text_frame.text == part.title
    assert part.about in slide.notes_slide.notes_text_frame.text
    assert not [shape for shape in slide.shapes if shape.shape_type is not None and "PICTURE" in str(shape.shape_type)]
    assert [
        s
        for s in slide.shapes
        if s.has_chart or s.has_table or "GROUP" in str(s.shape_type) or "AUTO" in str(s.shape_type)
    ]


def test_the_slide_of_a_unit_has_a_shape_for_each_commune(campaign):
    made = Presentation(io.BytesIO(picture(campaign, asked(), "huyen", "pptx")))
    group = next(shape for shape in made.slides[0].shapes if "GROUP" in str(shape.shape_type))
    names = {shape.name for shape in group.shapes}
    assert {known.commune.name for known in known_communes(campaign, [UNIT])} <= names
    text = " ".join(shape.text_frame.text for shape in made.slides[0].shapes if shape.has_text_frame)
    assert campaign.marks.marked(campaign.figure(UNIT, RATE, campaign.latest_year), interval=True) in text


def test_a_wrong_part_is_answered_with_those_there_are(campaign, tables, tmp_path, capsys):
    with pytest.raises(UnknownPartError, match="vung_cham"):
        picture(campaign, asked(), "khong_co", "svg")
    call = ["--data", str(tables), "export", "--out", str(tmp_path / "x"), "--format"]
    assert main([*call, "svg", "--part", "khong_co"]) == 2
    assert "quy_dao" in capsys.readouterr().err
    assert main([*call, "png", "--part", "huyen"]) == 2
    assert "--unit" in capsys.readouterr().err
    assert main([*call, "png"]) == 2
    assert "--part" in capsys.readouterr().err
    assert main([*call, "docx", "--part", "huyen"]) == 2
    assert main([*call, "svg", "--part", "huyen", "--zoom", "2"]) == 2
    assert not (tmp_path / "x").exists()
    with pytest.raises(DataError):
        asked(units=["999"])


@pytest.mark.parametrize(("form", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pptx", b"PK")])
def test_the_command_writes_the_file(form, start, tables, tmp_path):
    out = tmp_path / f"x.{form}"
    assert (
        main(["--data", str(tables), "export", "--format", form, "--part", "huyen", "--unit", UNIT, "--out", str(out)])
        == 0
    )
    assert out.read_bytes().startswith(start)


def test_a_place_without_boundaries_has_no_map(campaign):
    assert unit_map(campaign, "000", campaign.latest_year) is None


@pytest.mark.parametrize("width", [WIDTH, 640])
def test_the_maps_list_has_room_for_names_and_values(live_campaign, width):
    """A value with long marks takes a line of its own; Word's picture is the narrow one."""
    year = live_campaign.latest_year
    root = ElementTree.fromstring(
        picture(live_campaign, asked_for(live_campaign, [], year, None), "ban_do", "svg", width=width)
    )
    lines = [e for e in root.iter(f"{SVG}text") if e.get("font-size") and float(e.get("x")) > width * 0.6]
    spans = []
    for one in lines:
        x, size = float(one.get("x")), float(one.get("font-size"))
        wide = text_width(one.text or "", size, one.get("font-weight") is not None)
        spans.append((float(one.get("y")), x - wide if one.get("text-anchor") == "end" else x, wide, one.text))
    values = [span for span in spans if "%" in span[3]]
    assert len(values) >= len(live_campaign.districts)
    for y, left, wide, text in spans:
        for y2, left2, wide2, other in spans:
            if y == y2 and text != other:
                assert left + wide <= left2 or left2 + wide2 <= left, (text, other)
