"""What a form says in the ledger's terms: printed figures, sums to former districts and groups, shares across two districts."""

from __future__ import annotations

import pytest

from lib.intake.figures import NewFigure, figures_of
from lib.intake.form import Division, Form, read_forms
from lib.intake.places import boundaries_of, today_communes
from lib.intake.submission import WHOLE, Number, Submission
from lib.ledger import Ledger

CON_CUONG, VINH, CUA_LO, NGHI_LOC, VINH_LOC = "422", "412", "413", "429", "16708"
#: Households of the census of 1/4/2019: Hưng Lộc (Vinh), and Nghi Phong, Nghi Xuân, Phúc Thọ, Nghi Thái (Nghi Lộc).
OF_VINH, OF_NGHI_LOC = 5641, 2274 + 2386 + 2148 + 2305


@pytest.fixture(scope="module")
def first() -> Form:
    return next(form for form in read_forms().forms if form.form == "1")


def submission(
    form: Form,
    ledger: Ledger,
    year: int,
    rows: dict[str, dict[str, float]],
    *,
    which: int = -1,
    preliminary: bool = False,
) -> Submission:
    """A submission with rows unit -> column -> number, each unit's in a row of its own from row 10."""
    boundaries = boundaries_of(ledger, year)[which]
    every = {unit.code: unit for unit in (*boundaries.districts, *boundaries.communes)}
    numbers = {
        (unit, Division.ALL, key): Number(value, 10 + place, int(key) + 2)
        for place, (unit, row) in enumerate(rows.items())
        for key, value in row.items()
    }
    units = tuple(every[unit] for unit in rows if unit in every)
    missing = tuple(unit for unit in boundaries.reported if unit not in units)
    return Submission(
        "bieu.xlsx", "0" * 64, "Biểu 1", form, year, preliminary, boundaries.name, units, missing, numbers, {}
    )


def by(figures: tuple[NewFigure, ...], unit: str) -> dict[str, NewFigure]:
    return {figure.indicator: figure for figure in figures if figure.unit == unit}


def test_a_district_row_is_what_is_printed_with_its_cell(first, campaign):
    rows = {CON_CUONG: {"1": 1000, "2": 4000, "3": 123, "4": 12.3, "5": 50}}
    found = by(figures_of(submission(first, campaign.ledger, 2023, rows), campaign.ledger), CON_CUONG)
    poor, rate, near = (found[name] for name in ("poor_households", "poor_rate", "near_poor_rate"))
    assert (poor.value, poor.quote, poor.derived, poor.status) == (
        123,
        "Biểu 1 năm 2023, ô E10: 123",
        False,
        "published",
    )
    assert (rate.value, rate.quote, rate.derived) == (12.3, "Biểu 1 năm 2023, ô F10: 12,3", False)
    # The near-poor rate is not printed: 50 of 1.000.
    assert (near.value, near.derived) == (5.0, True)
    assert "cột 5 / cột 1" in near.note
    assert found["households"].standard == "none"
    assert poor.standard == "2022-2025"


def test_a_preliminary_result_is_no_result(first, campaign):
    rows = {CON_CUONG: {"1": 1000, "3": 123}}
    found = figures_of(submission(first, campaign.ledger, 2023, rows, preliminary=True), campaign.ledger)
    assert {figure.status for figure in found} == {"projected"}
    assert all("sơ bộ" in figure.note for figure in found)


def test_communes_add_up_to_their_former_district(first, campaign):
    communes = [unit for unit, former in today_communes(campaign.ledger).items() if former == (CON_CUONG,)]
    rows = {unit: {"1": 100.0 + place, "3": 10.0 + place} for place, unit in enumerate(communes)}
    count, steps = len(communes), sum(range(len(communes)))
    found = by(figures_of(submission(first, campaign.ledger, 2025, rows), campaign.ledger), CON_CUONG)
    assert found["households"].value == 100 * count + steps
    assert found["poor_households"].value == 10 * count + steps
    # A rate of the whole is the sum of the poor over the sum of the households, not the mean of the rates.
    assert found["poor_rate"].value == round((10 * count + steps) / (100 * count + steps) * 100, 2)
    assert all((f.derived, f.bound, f.boundary_date) == (True, "exact", "2025-06-30") for f in found.values())
    assert f"cộng {count} xã, phường" in found["poor_households"].note


def test_a_district_without_one_of_its_communes_has_no_figure(first, campaign):
    communes = [unit for unit, former in today_communes(campaign.ledger).items() if former == (CON_CUONG,)]
    rows = {unit: {"1": 100.0, "3": 10.0} for unit in communes[1:]}
    found = figures_of(submission(first, campaign.ledger, 2025, rows), campaign.ledger)
    assert {figure.unit for figure in found} == set(communes[1:])


def test_a_commune_across_two_districts_is_shared_out_by_its_parts_of_the_census(first, campaign):
    former = today_communes(campaign.ledger)
    assert former[VINH_LOC] == (VINH, NGHI_LOC)
    rows = {unit: {"1": 1000.0, "3": 0.0} for unit in former}
    rows[VINH_LOC]["3"] = 100.0
    found = figures_of(submission(first, campaign.ledger, 2025, rows), campaign.ledger)
    vinh, nghi_loc, cua_lo = (by(found, unit)["poor_households"] for unit in (VINH, NGHI_LOC, CUA_LO))
    assert vinh.value == round(100 * OF_VINH / (OF_VINH + OF_NGHI_LOC)) == 38
    assert nghi_loc.value == round(100 * OF_NGHI_LOC / (OF_VINH + OF_NGHI_LOC)) == 62
    # Nobody counted these: no result, whatever else is one.
    assert (vinh.bound, nghi_loc.bound, cua_lo.bound) == ("about", "about", "exact")
    assert "chia theo số hộ của tổng điều tra" in vinh.note
    assert (vinh.boundary_date, cua_lo.boundary_date) == ("2024-11-30", "2024-11-30")
    # The lowland holds both halves; the province is the sum of all where no total is printed.
    province = by(found, "40")["poor_households"]
    assert (province.value, province.derived) == (100, True)


def test_a_printed_total_is_the_provinces_and_a_partial_one_is_not_made_up(first, campaign):
    ledger = campaign.ledger
    whole = {unit: {"1": 10.0, "3": 1.0} for unit in ledger.units_of("districts_2021")}
    printed = whole | {WHOLE: {"1": 210.0, "3": 21.0}}
    province = by(figures_of(submission(first, ledger, 2023, printed), ledger), "40")["poor_households"]
    assert (province.value, province.derived) == (21, False)
    del whole[CON_CUONG]
    assert by(figures_of(submission(first, ledger, 2023, whole), ledger), "40") == {}
    # Its group is short of a unit too.
    assert by(figures_of(submission(first, ledger, 2023, whole), ledger), "mountain") == {}


def test_what_the_national_programme_halves_is_worked_out_for_the_province(first, campaign):
    ledger = campaign.ledger
    rows = {unit: {"1": 10.0, "3": 1.0, "5": 2.0} for unit in ledger.units_of("districts_2021")}
    found = figures_of(submission(first, ledger, 2023, rows), ledger)
    (both,) = [figure for figure in found if figure.indicator == "poor_or_near_poor_households"]
    assert (both.unit, both.value, both.derived, both.standard) == ("40", 63, True, "2022-2025")
    assert "cột 3 + cột 5" in both.note
    # The printed total decides, not what is added up here.
    printed = rows | {WHOLE: {"1": 210.0, "3": 21.0, "5": 40.0}}
    found = figures_of(submission(first, ledger, 2023, printed), ledger)
    assert [f.value for f in found if f.indicator == "poor_or_near_poor_households"] == [61]


def test_a_group_of_the_plan_is_the_sum_of_its_units(first, campaign):
    ledger = campaign.ledger
    rows = {unit: {"1": 10.0, "3": 1.0} for unit in ledger.members_of("mountain")}
    found = by(figures_of(submission(first, ledger, 2023, rows), ledger), "mountain")
    assert (found["poor_households"].value, found["poor_rate"].value) == (len(rows), 10.0)


def test_a_review_of_december_2024_is_of_units_of_that_day(first, campaign):
    ledger = campaign.ledger
    by_21 = {unit: {"1": 10.0, "3": 1.0} for unit in ledger.units_of("districts_2021")}
    assert (
        by(figures_of(submission(first, ledger, 2024, by_21, which=0), ledger), VINH)["poor_households"].boundary_date
        == "2024-11-30"
    )
    by_20 = {unit: {"1": 10.0, "3": 1.0} for unit in ledger.units_of("districts_2024")}
    found = figures_of(submission(first, ledger, 2024, by_20, which=1), ledger)
    assert by(found, "412-2024")["poor_households"].boundary_date == ""
    assert by(found, VINH) == {}


def test_forms_without_figures_of_the_ledger_give_none(campaign):
    tenth = next(form for form in read_forms().forms if form.form == "10")
    assert figures_of(submission(tenth, campaign.ledger, 2023, {CON_CUONG: {"1": 3.0}}), campaign.ledger) == ()
