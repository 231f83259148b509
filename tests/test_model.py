"""The model on whatever the province may publish next: nothing lawful stops it, what cannot be true is named with its rows."""

from __future__ import annotations

import dataclasses
import sys
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from lib.__main__ import main
from lib.base.paths import GEO_DIR
from lib.editions.edition import Place, load_edition
from lib.estimates import calibration, parameters, report, sanity, store
from lib.estimates.counted import Floor
from lib.estimates.evidence import Pinned, gather
from lib.estimates.model import simulate
from lib.estimates.observations import observations
from lib.estimates.parameters import alternatives, read_parameters
from lib.estimates.posterior import IrreconcilableError, posterior
from lib.estimates.processes import processes
from lib.estimates.unknowns import Spreads, Unknowns
from lib.ledger import load_ledger
from tests import one_more
from tests.edition import seal_again
from tests.examples import own_tables


@pytest.fixture(scope="module")
def ledger():
    return load_ledger(own_tables())


@pytest.fixture(scope="module")
def settings():
    return read_parameters(own_tables() / "estimation.yaml")


@pytest.fixture(scope="module")
def evidence(ledger, settings):
    # One pair of spreads: the question here is not how sure the model is.
    one = settings | {"prior": settings["prior"] | {"spreads": settings["prior"]["spreads"] | {"points": 1}}}
    return gather(ledger, one)


@pytest.fixture(scope="module")
def middle(evidence):
    return simulate(evidence, 400)


def with_pin(evidence, unit, year, poor, rate):
    return dataclasses.replace(evidence, pinned=(*evidence.pinned, Pinned(unit, year, poor, rate, True)))


def test_slopes_are_those_of_the_functions(evidence):
    """Every observation's slope, against small steps in every kind of unknown."""
    unknowns = Unknowns(evidence, Spreads(0.5, 0.8))
    rng = np.random.default_rng(3)
    x = 0.3 * rng.standard_normal(unknowns.size)
    found = observations(unknowns)

    def values(at):
        state = unknowns.state(at)
        slopes = unknowns.slopes(state)
        return [o.predict(at, state, slopes) for o in found]

    slopes = np.array([slope for _, slope in values(x)])
    for place in unknowns.at.values():
        for k in rng.choice(np.arange(place.start, place.stop), min(4, place.stop - place.start), replace=False):
            step = np.zeros(unknowns.size)
            step[k] = 1e-5
            moved = [np.array([v for v, _ in values(x + sign * step)]) for sign in (1, -1)]
            assert (moved[0] - moved[1]) / 2e-5 == pytest.approx(slopes[:, k], abs=1e-5)


def test_any_districts_own_figure_goes_through(ledger, evidence, middle):
    """A fifth less or a quarter more, in turn, than the model's own middle, for each of the districts without a published
    figure of 2024.
    """
    y = evidence.years.index(2024)
    known = {pin.unit for pin in evidence.pinned if pin.year == 2024}
    for d, unit in enumerate(evidence.units):
        least = max((f.poor for f in evidence.floors if (f.unit, f.year) == (unit, 2024)), default=1)
        if unit in known:
            continue
        poor = max(least, round(middle.central[d, y] * (0.8, 1.25)[d % 2]))
        after = with_pin(evidence, unit, 2024, poor, poor / middle.base[d, y] * 100)
        draws = simulate(after, 60)
        assert (draws.poor[:, d, y] == poor).all()
        assert (draws.poor[:, :, y].sum(axis=1) == evidence.province_poor[y]).all()
        # Whatever the model makes of it is a doubt about a unit, never a refusal.
        sanity.doubts(ledger, store.summarise(after, draws), after)


@pytest.mark.parametrize("rate", [2.5, 3.05, 3.5, 4.0])
def test_any_review_of_the_last_year_goes_through(evidence, rate):
    poor = evidence.province_poor.copy()
    poor[-1] = round(rate / 100 * evidence.households[:, -1].sum())
    reviewed = dataclasses.replace(
        evidence, province_poor=poor, province_basis=(*evidence.province_basis[:-1], "published")
    )
    draws = simulate(reviewed, 100)
    assert (draws.poor[:, :, -1].sum(axis=1) == poor[-1]).all()


@pytest.mark.parametrize(("unit", "poor"), [("419", 1500), ("420", 2400), ("419", 3500)])
def test_a_communes_figure_is_a_floor_that_every_draw_holds(evidence, middle, unit, poor):
    d, y = evidence.units.index(unit), evidence.years.index(2024)
    assert (middle.poor[:, d, y] < poor).mean() > 0.2
    held = simulate(dataclasses.replace(evidence, floors=(*evidence.floors, Floor(unit, 2024, poor))), 400)
    assert (held.poor[:, d, y] >= poor).all()
    # Truncated, not piled up: the draws lie above the floor, not on it.
    assert (held.poor[:, d, y] == poor).mean() < 0.3
    assert np.ptp(held.poor[:, d, y]) > 50


@pytest.mark.parametrize(
    ("printed", "low", "high"), [(55_000, 55_000, 56_500), (54_900, 54_900, 55_150), (50_000, 50_000, 65_000)]
)
def test_a_total_printed_as_more_than_a_round_number_lies_little_above_it(evidence, printed, low, high):
    """The total of 2022 alone: between its neighbours (about 55.000 by the same share a year), and in the words of a print."""
    floors = tuple(f for f in evidence.floors if f.unit != evidence.province)
    told = dataclasses.replace(evidence, floors=(*floors, Floor(evidence.province, 2022, printed)))
    totals = simulate(told, 600).poor[:, :, evidence.years.index(2022)].sum(axis=1)
    assert totals.min() >= printed
    assert low <= np.quantile(totals, 0.05) and np.quantile(totals, 0.9) <= high


def test_of_several_bounds_of_one_year_the_highest_holds(ledger, settings, tmp_path):
    rows = ledger.observations
    bound = rows[(rows["unit"] == "40") & (rows["bound"] == "over") & (rows["year"] == 2022)]
    more = [bound.assign(value=value, observation=f"moi{value}") for value in (55_000, 54_000, 30)]
    table = pd.concat([rows, *more])
    table.index = range(2, len(table) + 2)
    found = [f for f in gather(dataclasses.replace(ledger, observations=table), settings).floors if f.unit == "40"]
    assert [(f.year, f.poor) for f in found] == [(2022, 55_000)]


def test_a_bound_beyond_the_totals_beside_it_is_named(evidence):
    impossible = Floor(evidence.province, 2022, 90_000, (8,))
    with pytest.raises(IrreconcilableError) as refused:
        simulate(dataclasses.replace(evidence, floors=(impossible,)), 200)
    assert refused.value.rows == (8,) and refused.value.what == (evidence.province, "poor_households", 2022)


@pytest.mark.parametrize("status", ["projected", "published"])
def test_a_published_rate_outranks_the_projections_of_its_year(ledger, settings, status):
    """The province's rate of 2025 beside the projected one that is still preferred for its status."""
    rows = ledger.observations
    own = rows[(rows["unit"] == "40") & (rows["indicator"] == "poor_rate") & (rows["year"] == 2025) & rows["preferred"]]
    assert list(own["status"]) == ["projected"]
    table = pd.concat([rows, own.assign(value=3.5, status=status)]) if status == "published" else rows
    evidence = gather(dataclasses.replace(ledger, observations=table), settings)
    assert evidence.province_basis[-1] == status
    rate = evidence.province_poor[-1] / evidence.households[:, -1].sum() * 100
    assert rate == pytest.approx(3.5 if status == "published" else float(own["value"].iloc[0]), abs=0.01)


@pytest.mark.parametrize(("unit", "rate"), [("412", 0.0), ("413", 0.0), ("430", 0.02)])
def test_nobody_poor_in_a_district_goes_through(evidence, unit, rate):
    pin = with_pin(evidence, unit, 2024, 0, rate)
    draws = simulate(pin, 200)
    assert (draws.poor[:, evidence.units.index(unit), 3] == 0).all()


def test_a_number_that_is_not_round_is_a_bound_and_no_more(evidence):
    unknowns = Unknowns(evidence, Spreads(0.6, 1.0))
    counts = {}
    for printed in (55_000, 55_123):
        floors = (Floor(evidence.province, 2022, printed),)
        counts[printed] = len(
            observations(Unknowns(dataclasses.replace(unknowns.evidence, floors=floors), unknowns.spreads))
        )
    assert counts[55_000] == counts[55_123] + 1


def test_parts_that_exceed_the_whole_are_named_with_their_rows(ledger, evidence):
    wrong = dataclasses.replace(evidence, floors=(*evidence.floors, Floor("418", 2024, 6000, (77,))))
    with pytest.raises(IrreconcilableError) as raised:
        simulate(wrong, 50)
    (first, *rest) = report.findings(ledger, raised.value)
    assert "Huyện Tương Dương cuối năm 2024" in first.message
    assert 77 in {first.row, *(finding.row for finding in rest)}
    assert "giữ nguyên" in first.message


def test_the_command_names_what_cannot_be_true_and_leaves_the_estimates(tmp_path, capsys):
    for path in own_tables().glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    one_more.add(tmp_path, "mountain", 2023, rate=25.0)
    before = (tmp_path / store.TABLE).read_bytes()
    assert main(["--data", str(tmp_path), "estimate"]) == 1
    text = capsys.readouterr().err
    assert "observations.csv, dòng" in text
    assert "Miền núi cuối năm 2023" in text
    assert "Traceback" not in text
    assert (tmp_path / store.TABLE).read_bytes() == before


def test_spreads_are_learnt(ledger, settings, evidence):
    """Many districts that are as their populations imply teach that districts differ little, and the others are surer."""
    whole = gather(ledger, settings)
    draws = simulate(whole, 400)
    y = whole.years.index(2024)
    pins = tuple(
        Pinned(unit, year, round(draws.central[d, at]), draws.central[d, at] / draws.base[d, at] * 100, True)
        for d, unit in enumerate(whole.units) if unit in ("415", "417", "419", "423", "424", "428")
        for at, year in enumerate(whole.years) if year in (2021, 2024)
    )  # fmt: skip
    taught = dataclasses.replace(whole, pinned=(*whole.pinned, *pins))

    def mean(gaussians):
        return sum(g.weight * g.unknowns.spreads.change for g in gaussians)

    assert mean(posterior(taught)) < mean(posterior(whole))
    other = whole.units.index("420")
    after = simulate(taught, 400)
    assert after.rates[:, other, y].std() < draws.rates[:, other, y].std()


def test_every_declared_alternative_differs_from_the_model(ledger, settings):
    ways = alternatives(settings)
    assert 8 <= len(ways) <= 15
    for way in ways.values():
        assert way != settings | {"alternatives": []}
        assert way["seed"] == settings["seed"]


def test_growth_of_the_mountain_area_is_never_known_exactly(evidence, middle):
    mountain = middle.households[:, evidence.mountain].sum(axis=1)
    growth = mountain[:, 3] / mountain[:, 0]
    assert 0.005 < growth.std() < 0.04
    assert (middle.households.sum(axis=1) == evidence.households.sum(axis=0)).all()


def test_an_edition_with_the_last_years_pair_is_loaded(tmp_path):
    """The whole way: the ledger takes it, it is estimated, the gate lets it through."""
    for path in own_tables().glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    one_more.last_pair(tmp_path)
    # One way to estimate: the others are no other way through the gate.
    path = tmp_path / parameters.FILE
    path.write_text(path.read_text(encoding="utf-8").split("\nalternatives:")[0] + "\n", encoding="utf-8")
    seal_again(tmp_path, (), [parameters.FILE], [calibration.TABLE], calibration.SEAL)
    assert main(["--data", str(tmp_path), "estimate"]) == 0
    edition = load_edition(Place(tmp_path, GEO_DIR))
    assert edition.evidence.province_basis[-1] == "published"


def test_processes_run_nothing_of_the_script_that_asks(tmp_path, monkeypatch):
    script = tmp_path / "asks.py"
    script.write_text("raise SystemExit('run again')\n", encoding="utf-8")
    asking = ModuleType("__main__")
    asking.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", asking)
    with processes() as pool:
        assert pool.submit(abs, -3).result(timeout=60) == 3
    assert sys.modules["__main__"] is asking
