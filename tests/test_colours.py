"""Colours for every eye and every room: judgements, lines and classes of maps stay apart for dichromats and on a washed-out
screen, texts stay readable there; a judgement is never said by its colour alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, pairwise

import pytest

from lib.base.paths import ROOT
from lib.drawing import blocks, charts
from lib.drawing.deck import deck
from lib.language.display import THEMES, contrast
from lib.views.charts import Falls
from lib.views.meeting import about
from lib.views.meeting.registry import default_codes, scene
from tests.colour_vision import EYES, ciede2000, distance, lightness, over, seen, washed

pytestmark = pytest.mark.live
#: CIEDE2000 between two judgements, and between two lines of one chart; tritanopia is rarer than one in ten thousand.
APART = {"normal": 12, "protanopia": 12, "deuteranopia": 12, "tritanopia": 9}
LINES_APART = {"normal": 12, "protanopia": 11, "deuteranopia": 11, "tritanopia": 9}
#: ... between neighbouring classes: up to eight have to share the way from white to black.
CLASSES_APART = {"normal": 8, "protanopia": 8, "deuteranopia": 8, "tritanopia": 6}
WASHED_APART, WASHED_CONTRAST = 5, 3
#: Charts draw this many lines at most in colours of their own.
LINES = 6


@dataclass(frozen=True)
class Scale:
    """Classes of a map in one theme, low to high; ``sequential``: darker from class to class."""

    name: str
    theme: str
    shades: tuple[str, ...]
    sequential: bool


@pytest.fixture(scope="module")
def scales(live_campaign) -> list[Scale]:
    shown = live_campaign.display
    found = [Scale(name, theme, getattr(measure.colors, theme), not measure.signed)
             for name, measure in shown.measures.items() for theme in THEMES]  # fmt: skip
    found += [Scale(f"communes.{name}", theme, getattr(getattr(shown.communes, name).colors, theme), True)
              for name in ("rate", "near", "households") for theme in THEMES]  # fmt: skip
    return found


def close(colours, eyes, least) -> list[str]:
    """Pairs that such eyes see closer than ``least``."""
    return [
        f"{eyes}: {one}, {other}: {apart:.1f}"
        for one, other in colours
        if (apart := distance(seen(one, eyes), seen(other, eyes))) < least
    ]


def test_distances_are_those_of_the_paper():
    """Pairs 1, 7, 17 and 34 of Sharma, Wu and Dalal's table."""
    for one, other, apart in (
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425), ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492), ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ):  # fmt: skip
        assert ciede2000(one, other) == pytest.approx(apart, abs=1e-4)


def test_simulations_are_what_they_are_said_to_be():
    for eyes in EYES:
        assert {seen(grey, eyes) for grey in ("#FFFFFF", "#000000")} == {"#FFFFFF", "#000000"}
    # What the palette before failed on: violet and blue, red and green of one lightness.
    assert (
        distance("#5A4A8A", "#0B5D8A") > 15 > 1 > distance(*(seen(c, "deuteranopia") for c in ("#5A4A8A", "#0B5D8A")))
    )
    assert contrast(washed("#000000"), washed("#FFFFFF")) == pytest.approx(7, abs=0.05)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", THEMES)
def test_judgements_of_two_colours_look_like_two_to_every_eye(live_campaign, theme, eyes):
    colours = {entry.colour(theme) for entry in live_campaign.judgements.values()}
    assert len(colours) >= 5
    assert not close(combinations(sorted(colours), 2), eyes, APART[eyes])


@pytest.mark.parametrize("theme", THEMES)
def test_judgements_of_two_kinds_have_two_colours(live_campaign, theme):
    kinds = {(entry.colour(theme), entry.kind) for entry in live_campaign.judgements.values()}
    assert len({colour for colour, _ in kinds}) == len(kinds)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", THEMES)
def test_lines_of_a_chart_look_different_to_every_eye(live_campaign, theme, eyes):
    """From one another, and from the line of what is asked for, which goes through them."""
    palette = getattr(live_campaign.display.charts, theme)
    assert not close(combinations([palette.target, *palette.series[:LINES]], 2), eyes, LINES_APART[eyes])


@pytest.mark.parametrize("eyes", EYES)
def test_neighbouring_classes_of_a_map_look_different_to_every_eye(scales, eyes):
    assert not [
        (s.name, s.theme, found) for s in scales if (found := close(pairwise(s.shades), eyes, CLASSES_APART[eyes]))
    ]


@pytest.mark.parametrize("eyes", EYES)
def test_more_is_darker_to_every_eye(scales, eyes):
    sequential = [s for s in scales if s.sequential]
    assert len(sequential) >= 12
    for scale in sequential:
        light = [lightness(seen(shade, eyes)) for shade in scale.shades]
        assert light == sorted(light, reverse=True), scale


@pytest.mark.parametrize("theme", THEMES)
def test_texts_are_readable_on_a_washed_out_screen(live_campaign, scales, theme):
    """Words of judgements, names at the ends of lines, main and muted text on the ground; names and values on the classes."""
    shown = live_campaign.display
    palette, inks = getattr(shown.charts, theme), getattr(shown.map, theme)
    ground = washed(palette.surface)
    written = {palette.ink, palette.muted, palette.target, *palette.series[:LINES]}
    written |= {entry.colour(theme) for entry in live_campaign.judgements.values()}
    weak = [colour for colour in sorted(written) if contrast(washed(colour), ground) < WASHED_CONTRAST]
    assert not weak
    for shade in [*(shade for s in scales if s.theme == theme for shade in s.shades), inks.missing]:
        assert (
            max(contrast(washed(ink), washed(shade)) for ink in (inks.ink_dark, inks.ink_light)) >= WASHED_CONTRAST
        ), shade


def test_neighbouring_classes_stay_apart_on_a_washed_out_screen(scales):
    for scale in scales:
        for one, other in pairwise(scale.shades):
            assert distance(washed(one), washed(other)) >= WASHED_APART, (scale.name, one, other)


def test_names_at_the_ends_of_lines_are_readable(live_campaign):
    for theme in THEMES:
        palette = getattr(live_campaign.display.charts, theme)
        assert min(contrast(colour, palette.surface) for colour in palette.series[:LINES]) >= 4.5


def test_an_interval_and_what_is_not_published_stand_out_of_their_ground(live_campaign):
    """Ribbons and corridors let the ground through: they may be pale, not gone."""
    for theme in THEMES:
        palette = getattr(live_campaign.display.charts, theme)
        for ribbon in (palette.area, palette.corridor):
            *parts, alpha = (float(part) for part in re.findall(r"[\d.]+", ribbon))
            colour = "#" + "".join(f"{int(part):02X}" for part in parts)
            assert distance(over(colour, alpha, palette.surface), palette.surface) >= WASHED_APART


#: Every module that writes a judgement's colour. What each writes carries the sign: tested below, or where it says.
COLOURED = {
    "lib/drawing/blocks.py", "lib/drawing/chart/rows.py", "lib/drawing/kinds/ranking.py", "lib/drawing/deck.py", "lib/drawing/assets/presenter/blocks.js",
    "lib/views/meeting/parts.py",
    "lib/exports/slide_charts.py", "lib/exports/slide_parts.py",  # tests/test_slides.py
    "lib/exports/pictures/cards.py",  # tests/test_pictures.py
    "lib/exports/workbook.py", "lib/exports/workbook_beside.py",  # tests/test_workbook.py, tests/test_workbook_beside.py
}  # fmt: skip
_COLOUR = re.compile(r"judgement\([^\n]*\)\.colour\(|entry\.colour\(|tone\.(?:light|dark)\b|\.colour_(?:light|dark)\b")


def test_every_place_that_colours_by_judgement_is_known():
    files = [path for kind in ("*.py", "*.js") for path in (ROOT / "lib").rglob(kind) if "built" not in path.parts]
    found = {str(path.relative_to(ROOT)) for path in files if _COLOUR.search(path.read_text(encoding="utf-8"))}
    assert found - {"lib/plan/judgement.py"} == COLOURED


def signs_of(campaign, colour: str, theme: str) -> set[str]:
    """The signs of the judgements of a colour."""
    return {entry.symbol for entry in campaign.judgements.values() if entry.colour(theme) == colour}


@pytest.mark.parametrize("theme", THEMES)
def test_what_a_page_colours_by_judgement_carries_its_sign(live_campaign, theme):
    year = live_campaign.latest_year
    standings = [live_campaign.standing(unit, year) for unit in live_campaign.districts]
    targets = [live_campaign.assess(target, year=year) for target in live_campaign.targets]
    drawn = blocks.target_cards(live_campaign, targets, theme) + blocks.queue(live_campaign, standings, theme)
    drawn += blocks.name_chips(live_campaign, standings, theme)
    coloured = re.split(r'style="--tone:(#[0-9A-F]{6})"', drawn)[1:]
    assert len(coloured) == 2 * (len(targets) + 2 * len(standings))
    for colour, content in zip(coloured[::2], coloured[1::2], strict=True):
        assert any(sign in content for sign in signs_of(live_campaign, colour, theme)), content


@pytest.mark.parametrize("theme", THEMES)
def test_what_a_chart_colours_by_judgement_carries_its_sign(live_campaign, theme):
    drawn = charts.drawn(
        live_campaign, Falls(tuple(live_campaign.districts), live_campaign.latest_year), theme
    ).to_dict()
    tones = {entry.colour(theme) for entry in live_campaign.judgements.values()}
    written = [note for note in drawn["layout"]["annotations"] if note["font"]["color"] in tones]
    assert len(written) == len(live_campaign.districts)
    words = {entry.label_vi for entry in live_campaign.judgements.values()}
    for note in written:
        signs = signs_of(live_campaign, note["font"]["color"], theme)
        assert note["text"].split()[0] in signs or note["text"] in words, note["text"]


def test_what_a_scene_colours_by_judgement_has_sign_and_word(live_campaign):
    asked = about.asked(live_campaign, live_campaign.province, ("417",), live_campaign.latest_year)
    made = deck(
        live_campaign, [scene(live_campaign, code, asked) for code in default_codes(live_campaign, asked)], asked
    )
    tones = [part["tone"] for scene in made["scenes"].values() for block in scene["blocks"]
             for part in [*block.get("rows", ()), *block.get("cards", ())] if isinstance(part, dict)]  # fmt: skip
    assert len(tones) > 20
    assert all(tone["symbol"] and tone["word"] for tone in tones)
