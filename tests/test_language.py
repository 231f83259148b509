"""Language is a parameter: in a made-up one (:mod:`tests.other_language`) no page, scene or file shows a text of its own."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser

import pytest
from pptx import Presentation

from lib.base.findings import DataError
from lib.base.paths import DATA_DIR
from lib.campaign.campaign import Campaign
from lib.drawing.deck import deck
from lib.drawing.printed import printed
from lib.drawing.sheet import sheet
from lib.exports.slides import slides
from lib.language.catalogue import Catalogue, read_catalogue
from lib.language.numbers import VIETNAMESE
from lib.views import links, records
from lib.views.documents.profile import profile
from lib.views.meeting import about
from lib.views.meeting.registry import known_codes, scene
from lib.views.page_list import PAGES
from lib.views.pages import choices_of, view_of
from lib.views.shell import SHELL
from lib.views.view import asked_of
from lib.web import first_view, search
from tests import examples
from tests.other_language import FIRST, LAST, marked, spoken, unmarked

QUERIES = [{}, {"huyen": ["417", "412"]}, {"nam": ["2021"]}, {"nam": ["2025"], "nhom": ["poor_districts"]}]
#: What is there before any edition speaks in the shell's language.
_SHELL = {word for page in SHELL.pages for word in re.findall(r"\w+", page.title)}
#: Attributes that are read out or shown.
_READ = ("aria-label", "title", "alt", "placeholder")
#: Of what the presenter is sent: what is drawn, and the keys that places are looked up by, whatever they are called.
_DRAWN = ("d", "outline", "palette", "places")
_CODES = re.compile(r"^[a-z0-9_#.,%:=&?/+-]*$", re.IGNORECASE)


@pytest.fixture(scope="module")
def other() -> Campaign:
    return spoken(examples.own_campaign())


class _Texts(HTMLParser):
    """Everything a document shows or has read out, without its scripts and styles."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        self.found += [value for name, value in attrs if name in _READ and value]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def outside(document: str) -> set[str]:
    """Words of an HTML document that no catalogue holds; a sentence may be spread over several elements."""
    return set(unmarked(" ".join(_Texts(document).found))) - _SHELL


def asked(campaign: Campaign, code: str, query: dict):
    return asked_of(campaign, links.read_link(query, campaign), choices_of(code))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_pages_on_paper_and_at_first_paint(page, query, other):
    view = view_of(other, page.code, asked(other, page.code, query))
    assert not outside(printed(other, view, asked(other, page.code, query), date(2026, 11, 28)))
    assert not outside(first_view._made(other, page, asked(other, page.code, query), ""))


def test_profiles(other):
    for unit in ("417", "412", "40", "mountain", "em_households"):
        assert not outside(sheet(other, profile(other, unit, 2024))), unit


def _strings(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name not in _DRAWN:
                yield from _strings(value)
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from _strings(value)
    elif isinstance(part, str) and part.startswith("<div"):
        # A chart that is sent drawn: a text may be spread over several lines.
        yield " ".join(_Texts(part).found)
    elif isinstance(part, str) and not _CODES.match(part):
        yield part


def test_scenes_the_meeting_and_its_slides(other):
    for year in (2024, 2025):
        request = about.asked(other, "40", ("417", "418"), year)
        scenes = [scene(other, code, request) for code in known_codes(other)]
        sent = [text for text in _strings(deck(other, scenes, request)) if unmarked(text)]
        assert not sent
        shown = [
            text for slide in Presentation(io.BytesIO(slides(other, scenes[:20]))).slides for text in _slide(slide)
        ]
        assert not [text for text in shown if unmarked(text)]


def _slide(slide) -> Iterator[str]:
    yield from (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    if slide.has_notes_slide:
        yield slide.notes_slide.notes_text_frame.text
    for shape in slide.shapes:
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if shape.has_chart:
            yield from re.findall(r"<a:t>([^<]*)", shape.chart.part.blob.decode())


def test_the_search(other):
    assert not [entry for entry in search.entries(other) for text in entry[1:3] if set(unmarked(text)) - _SHELL]


def test_downloads(other):
    for table in (records.figures_table(other, ["40", "417"], [2024]), records.ledger_table(other)):
        assert not [column for column in table.columns if unmarked(str(column))]


def test_numbers_are_the_languages_own(other):
    """None with a Vietnamese comma: in the other language a comma stands between thousands."""
    view = view_of(other, "so_sanh", asked(other, "so_sanh", {"huyen": ["417", "412"]}))
    text = " ".join(
        _Texts(printed(other, view, asked(other, "so_sanh", {"huyen": ["417", "412"]}), date(2026, 11, 28))).found
    )
    assert re.search(r"\d\.\d", text)
    assert not re.findall(r"\d,\d{1,2}(?!\d)", text)
    request = about.asked(other, "40", (), 2024)
    payload = deck(other, [scene(other, "ban_do", request)], request)["map"]
    assert (payload["words"]["decimal"], payload["words"]["group"]) == (".", ",")


def test_the_marks_find_what_is_written_in_code_cut_or_begun_anew():
    """Or the tests above would find nothing anywhere."""
    assert unmarked(f"{marked('Có')} hộ nghèo")
    assert unmarked(marked("Có hộ nghèo").removesuffix(LAST))
    assert unmarked(marked("Có hộ nghèo").lower())
    assert unmarked(marked("Có hộ nghèo").capitalize() + marked("Xã").lower())
    assert not unmarked(marked(f"Có {marked('huyện')}"))
    assert FIRST.lower() != FIRST


def test_words_change_with_a_count_where_the_language_has_forms_for_it():
    words = {"language.code": "en", "language.locale": "en_US", "language.day": "mdy", "language.missing": "none",
             "language.points": "points", "language.households": "households", "language.small_inside": "no"}  # fmt: skip
    told = Catalogue(words | {"found.one": "{count} district", "found.other": "{count} districts"})
    assert [told.say("found", count=count) for count in (0, 1, 2, 21)] == [
        "0 districts", "1 district", "2 districts", "21 districts"]  # fmt: skip
    with pytest.raises(KeyError):
        told.say("lost", count=1)


def test_a_catalogue_may_have_an_entry_a_form(tmp_path):
    directory = tmp_path
    for name in ("wording.yaml", "texts.yaml"):
        shutil.copy(DATA_DIR / name, directory)
    text = (directory / "wording.yaml").read_text(encoding="utf-8")
    entry = next(line for line in text.splitlines() if re.fullmatch(r'  \w+: "[^"{}]*\{count\}[^"{}]*"', line))
    name, said = entry.strip().split(": ", 1)
    forms = f"  {name}:\n    one: {said}\n    other: {said}"
    (directory / "wording.yaml").write_text(text.replace(entry, forms), encoding="utf-8")
    assert read_catalogue(directory)
    (directory / "wording.yaml").write_text(text.replace(entry, f"  {name}:\n    one: {said}"), encoding="utf-8")
    with pytest.raises(DataError, match=name):
        read_catalogue(directory)


def test_the_commands_write_as_the_pages_do(live_campaign):
    assert live_campaign.numbers == VIETNAMESE


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [('locale: "vi_VN"', 'locale: "xx_YY"'), ('locale: "vi_VN"', 'locale: "../../etc"'), ('locale: "vi_VN"', 'locale: "vi-VN"'),
     ('day: "dmy"', 'day: "abc"'), ('day: "dmy"', 'day: "dm"'), ('code: "vi"', 'code: "tieng viet"'),
     ('small_inside: "yes"', 'small_inside: "maybe"'), ('missing: "chưa thấy số liệu"', 'missing: {other: "chưa thấy số liệu"}'),
     ('locale: "vi_VN"', 'locale: {other: "vi_VN"}')],
)  # fmt: skip
def test_a_language_that_nothing_could_be_written_with_is_refused(tmp_path, entry, wrong):
    for name in ("wording.yaml", "texts.yaml"):
        shutil.copy(DATA_DIR / name, tmp_path)
    text = (tmp_path / "wording.yaml").read_text(encoding="utf-8")
    assert text.count(entry) == 1
    (tmp_path / "wording.yaml").write_text(text.replace(entry, wrong), encoding="utf-8")
    with pytest.raises(DataError, match=f"wording.yaml.*language.{entry.split(':')[0]}"):
        read_catalogue(tmp_path)


def test_what_is_sent_whole_has_no_forms(tmp_path):
    for name in ("wording.yaml", "texts.yaml"):
        shutil.copy(DATA_DIR / name, tmp_path)
    text = (tmp_path / "wording.yaml").read_text(encoding="utf-8")
    (tmp_path / "wording.yaml").write_text(
        text.replace('  play: "Chạy"\n', '  play: {other: "Chạy"}\n'), encoding="utf-8"
    )
    with pytest.raises(DataError, match="map.play"):
        read_catalogue(tmp_path)
