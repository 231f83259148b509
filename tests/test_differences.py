"""One figure, one value: a difference is worked out from what is written, and written alike on the map, in tables and files."""

from __future__ import annotations

import json
import subprocess
from bisect import bisect_right
from decimal import Decimal
from pathlib import Path

import pytest

from lib.base.paths import ROOT
from lib.campaign.campaign import POOR, RATE
from lib.campaign.comparison import POINTS, SHARE, compared
from lib.drawing.campaign_map import map_payload
from lib.language.numbers import NBSP, rounded
from lib.ledger.figure import ESTIMATED
from lib.views.sentences import comparison
from tests.test_js import node

SCRIPT = """
import { readFileSync } from "node:fs";

import { firstState } from "%(root)s/lib/drawing/assets/map/state.js";
import { cellAt, cellClass, differenceCell, differenceMeasure, measureOf } from "%(root)s/lib/drawing/assets/map/figures.js";
import { valueText } from "%(root)s/lib/drawing/assets/map/words.js";
const data = JSON.parse(readFileSync(process.argv[2], "utf8"));
const units = data.geometry.units.map((unit) => ({ ...unit, rings: [] }));
const found = [];
for (const { id } of data.measures) {
  const app = { data, units, measures: new Map(data.measures.map((one) => [one.id, one])), scope: null,
    state: { ...firstState(data.view), measure: id, compare: null } };
  const measure = measureOf(app);
  for (const { u } of units) for (const first of data.years) {
    const own = cellAt(app, u, first);
    found.push([id, u, first, null, valueText(app, measure, own), own.value === null ? null : cellClass(measure, own)]);
    for (const second of data.years) if (first < second) {
      const cell = differenceCell(app, measure, u, [first, second]);
      found.push([id, u, first, second, valueText(app, differenceMeasure(app, measure), cell), null]);
    }
  }
}
console.log(JSON.stringify(found));
"""


@pytest.fixture(scope="module")
def on_map(campaign, tmp_path_factory) -> dict[tuple, tuple[str, int | None]]:
    """Measure, unit, year, later year (or none) -> what the browser's map writes, and the class of its colour."""
    directory = tmp_path_factory.mktemp("map")
    payload = map_payload(campaign, tuple(campaign.display.measures), compact=False)
    (directory / "payload.json").write_text(json.dumps(payload), encoding="utf-8")
    script = directory / "differences.mjs"
    script.write_text(SCRIPT % {"root": Path(ROOT).as_posix()}, encoding="utf-8")
    done = subprocess.run(
        [node(), str(script), str(directory / "payload.json")], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return {tuple(key): (text, colour) for *key, text, colour in json.loads(done.stdout)}


def number(text: str) -> Decimal | None:
    """The first number of a written value."""
    plain = text.replace(NBSP, " ").lstrip("≈◇□ ").split(" ")[0].replace("−", "-").replace(".", "").replace(",", ".")
    try:
        return Decimal(plain)
    except ArithmeticError:
        return None


def test_every_difference_on_the_map_is_that_of_its_own_columns(campaign, on_map):
    checked = 0
    for (measure, unit, first, second), (text, _) in on_map.items():
        if second is None:
            continue
        earlier, later = (number(on_map[measure, unit, year, None][0]) for year in (first, second))
        shown = number(text)
        assert (shown is None) == (earlier is None or later is None), (measure, unit, first, second)
        if shown is None or earlier is None or later is None:
            continue
        # No finer than it is written; a half goes away from zero.
        decimals = max(0, -shown.as_tuple().exponent)
        assert shown == rounded(float(later - earlier), decimals), (measure, unit, first, second, text)
        checked += 1
    assert checked > 500


def test_the_fall_in_points_is_the_same_on_the_map_and_side_by_side(campaign, on_map):
    measure = next(code for code, rule in campaign.display.measures.items() if rule.indicator == RATE)
    change = next(code for code, rule in campaign.display.measures.items() if rule.change_of == RATE)
    first = campaign.yardstick.baseline_year
    for year in campaign.years[1:]:
        for unit in campaign.districts:
            fall = compared(campaign, POINTS, unit, year).figure
            if not fall.known:
                continue
            told = number(comparison.written(campaign.marks, fall))
            assert -told == number(on_map[measure, unit, first, year][0]), (unit, year)
            assert -told == number(on_map[change, unit, year, None][0]), (unit, year)


def test_columns_of_the_comparison_do_not_deny_one_another(campaign):
    say, first = campaign.wording.say, campaign.yardstick.baseline_year
    for year in campaign.years[1:]:
        table = comparison.table(campaign, list(campaign.districts), year)
        for row in table.to_dict("records"):
            start, now = (
                number(row[say(f"comparison.columns.{name}", year=at)])
                for name, at in (("rate", first), ("rate_now", year))
            )
            fall = number(row[say("comparison.columns.points")])
            if fall is not None:
                decimals = max(0, -fall.as_tuple().exponent)
                assert fall == rounded(float(start - now), decimals), (row, year)


def test_shares_are_worked_out_from_written_counts(campaign):
    first = campaign.yardstick.baseline_year
    for year in campaign.years[1:]:
        for unit in (*campaign.areas, campaign.province):
            share = compared(campaign, SHARE, unit, year).figure
            if share.known:
                start, now = (number(campaign.marks.standing(campaign.figure(unit, POOR, at))) for at in (first, year))
                assert abs(float(share.value) - float((1 - now / start) * 100)) < 1e-9, (unit, year)


def test_colours_on_every_map_come_from_written_values(campaign, on_map):
    """The class in the browser is that of the number beside it, as it is of the figure that every other map draws."""
    from lib.exports import slide_map  # noqa: F401 - its classes are those of the figures

    code = next(code for code, rule in campaign.display.measures.items() if rule.indicator == RATE)
    rule = campaign.display.measures[code]
    for year in campaign.years:
        for unit in campaign.districts:
            text, colour = on_map[code, unit, year, None]
            figure = campaign.figure(unit, RATE, year)
            if figure.known:
                assert number(text) == rounded(figure.value, 2).normalize() or figure.status != ESTIMATED
                assert colour == bisect_right(rule.breaks, float(number(text))), (unit, year)
                assert colour == bisect_right(rule.breaks, figure.value), (unit, year)
