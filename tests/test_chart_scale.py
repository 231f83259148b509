"""Scales are worked out once: nothing is drawn outside of one, in any medium, and the ticks are the same in all."""

from __future__ import annotations

import io
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.oxml.ns import qn

from lib.drawing import charts
from lib.drawing.chart.scale import FEW, MANY, line_scale, rank_scale, scale
from lib.drawing.deck import deck
from lib.exports.slides import slides
from lib.language.numbers import VIETNAMESE
from lib.ledger.figure import ESTIMATED
from lib.views import view as parts
from lib.views.meeting import about
from lib.views.meeting.registry import known_codes, scene
from lib.views.meeting.scene import RankingBlock, TrajectoryBlock
from lib.views.page_list import PAGES
from tests.test_views import QUERIES, every, viewed

NUMBERS = st.lists(st.floats(-1e6, 1e6), max_size=30)


@given(NUMBERS, st.sampled_from((FEW, MANY)))
def test_a_scale_holds_zero_and_everything(values, steps):
    made = scale(values, VIETNAMESE, steps=steps)
    assert made.holds(0)
    assert all(made.holds(value) for value in values)
    assert all(made.holds(tick) for tick, _ in made.ticks)
    assert len(made.ticks) <= steps + 1
    places = [tick for tick, _ in made.ticks]
    assert places == sorted(set(places))


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([66_673, 27_902], ["0", "20.000", "40.000", "60.000"]),
        ([38.58, 23.01], ["0", "10", "20", "30", "40"]),
        ([0.4], ["0,0", "0,1", "0,2", "0,3", "0,4"]),
        ([-40, 60], ["−40", "−20", "0", "20", "40", "60"]),
        ([], ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]),
        ([math.nan, math.inf], ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]),
    ],
)
def test_ticks_are_round(values, ticks):
    assert [text for _, text in scale(values, VIETNAMESE).ticks] == ticks


def outside(drawing) -> list:
    """What a page's chart draws beyond its axes."""
    content = drawing.to_dict()
    found = []
    for trace in content["data"]:
        for axis, values in (("x", trace["x"]), ("y", trace["y"])):
            name = trace.get(f"{axis}axis", axis)
            settings = content["layout"][f"{axis}axis{name[1:]}"]
            if any(isinstance(value, str) for value in values):
                continue
            low, high = settings.get("range", (-math.inf, math.inf))
            found += [v for v in values if v is not None and not math.isnan(v) and not low <= v <= high]
            assert axis == "x" or "range" in settings
    return found


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: "&".join(query) or "plain")
def test_nothing_on_a_page_is_drawn_outside_its_scale(campaign, query):
    drawn = 0
    for page in PAGES:
        for block in every(viewed(campaign, page.code, query).blocks):
            if isinstance(block, parts.Chart):
                assert outside(charts.drawn(campaign, block.shown, "light")) == [], (page.code, block.key)
                drawn += 1
    assert drawn > 3


@pytest.fixture(scope="module")
def scenes(campaign):
    selected = about.asked(campaign, campaign.province, ("417", "412"), 2024, ("mountain",), (("417", 8.0),))
    return [scene(campaign, code, selected) for code in known_codes(campaign)], selected


def test_nothing_in_the_meeting_is_drawn_outside_its_scale(campaign, scenes):
    made, selected = scenes
    told = deck(campaign, made, selected)
    for one in made:
        for block, sent in zip(one.blocks, told["scenes"][one.code]["blocks"], strict=True):
            if isinstance(block, TrajectoryBlock):
                ends = [end for p in sent["points"] for end in (p["value"], p["high"])] + [
                    v for _, *both in sent["path"] for v in both
                ]
                assert all(0 <= end <= sent["top"] for end in ends), one.code
                assert [text for _, text in sent["ticks"]] == [
                    text for _, text in line_scale(block, campaign.numbers).ticks
                ]
            if isinstance(block, RankingBlock):
                ends = [end for row in sent["rows"] for end in (row["value"], row["low"], row["high"])]
                ends += [sent["line"]] if sent["line"] is not None else []
                assert all(sent["low"] <= end <= sent["high"] for end in ends), one.code


def test_slides_have_the_same_scale_and_the_intervals_of_estimates(campaign, scenes):
    made, _ = scenes
    shown = [one for one in made if any(isinstance(block, TrajectoryBlock | RankingBlock) for block in one.blocks)]
    file = Presentation(io.BytesIO(slides(campaign, shown)))
    for one, slide in zip(shown, file.slides, strict=True):
        native = [shape.chart for shape in slide.shapes if shape.has_chart]
        blocks = [block for block in one.blocks if isinstance(block, TrajectoryBlock | RankingBlock)]
        assert len(native) == len(blocks)
        for block in blocks:
            rows = block.points if isinstance(block, TrajectoryBlock) else block.rows
            figures = [row.figure if isinstance(block, TrajectoryBlock) else row for row in rows]
            estimated = any(f.status == ESTIMATED and f.low < f.high for f in figures)
            wanted = (
                line_scale(block, campaign.numbers)
                if isinstance(block, TrajectoryBlock)
                else rank_scale(block, campaign.numbers)
            )
            chart = next(c for c in native if c.value_axis.maximum_scale >= wanted.high * (1 - 1e-6))
            native.remove(chart)
            assert chart.value_axis.minimum_scale <= wanted.low + 1e-9
            series = list(chart.plots[0].series)[-1]
            assert (series._element.find(qn("c:errBars")) is not None) == estimated, one.code
            if isinstance(block, TrajectoryBlock):
                assert math.isclose(chart.value_axis.major_unit, wanted.step)
