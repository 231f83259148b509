"""What must hold of any figures in ``data/``: sums, seals, provenance, every page and scene without a fault.

Nothing here names a figure: the next review, a district's first own figure, a contradiction found later change no line.
``python -m tests.one_more`` runs these tests on a copy with figures that were not published yet.
"""

from __future__ import annotations

from datetime import date

import pytest

from lib.base.paths import GEO_DIR, ROOT
from lib.campaign import estimation, served
from lib.editions.check import check_report
from lib.editions.edition import Place
from lib.editions.store import Store
from lib.estimates import seal, store
from lib.ledger.figure import ESTIMATED, MISSING, PUBLISHED
from lib.views import page_list
from lib.views.meeting import about
from lib.views.meeting.registry import default_codes, known_codes, scene
from tests.examples import LIVE

pytestmark = pytest.mark.live


def test_check_finds_nothing():
    text, code = check_report(Place(LIVE, GEO_DIR))
    assert code == 0, text


def test_estimates_regenerate_byte_for_byte(live_edition, tmp_path):
    names = [*store.OUTPUTS, seal.FILE]
    for path in LIVE.glob("*.*"):
        if path.name not in names:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    ledger, settings = live_edition.ledger, live_edition.parameters
    estimation.run(ledger, settings, live_edition.wording).write(tmp_path, settings, ledger, date(2026, 1, 1))
    for name in names:
        assert (tmp_path / name).read_bytes() == (LIVE / name).read_bytes(), name


def test_districts_add_up_to_every_published_total(live_edition):
    estimates, evidence = live_edition.estimates, live_edition.evidence
    for y, (year, basis) in enumerate(zip(evidence.years, evidence.province_basis, strict=True)):
        rows = estimates.table[estimates.table["year"] == year]
        assert rows["households"].sum() == evidence.households[:, y].sum()
        if basis == PUBLISHED:
            assert rows["poor_households"].sum() == evidence.province_poor[y]
            assert (estimates.poor[:, :, y].sum(axis=1) == evidence.province_poor[y]).all()
    mountain = [unit for unit, inside in zip(evidence.units, evidence.mountain, strict=True) if inside]
    for year, rate in evidence.mountain_rate.items():
        rows = estimates.table[estimates.table["unit"].isin(mountain) & (estimates.table["year"] == year)]
        assert round(rows["poor_households"].sum() / rows["households"].sum() * 100, 2) == rate


def test_every_draw_holds_what_is_published(live_edition):
    estimates, evidence = live_edition.estimates, live_edition.evidence
    at = estimates.table.set_index(["unit", "year"])
    for pin in evidence.pinned:
        row = at.loc[(pin.unit, pin.year)]
        assert row["poor_rate"] == round(pin.rate, 2)
        assert row["basis"] == ("published_count" if pin.count_published else "published_rate")
    for floor in evidence.floors:
        units = list(estimates.units) if floor.unit == evidence.province else [floor.unit]
        assert (estimates.draws_of(units)[:, estimates.years.index(floor.year)] >= floor.poor).all(), floor
    assert (estimates.poor >= 0).all()
    assert (estimates.poor <= estimates.households).all()


def test_a_figures_status_is_that_of_its_ledger_row(live_campaign):
    rows = live_campaign.ledger.observations.set_index("observation")
    for figure in live_campaign.figures.frame.itertuples():
        assert figure.low <= figure.value <= figure.high
        if figure.status not in (ESTIMATED, MISSING) and not figure.derived:
            own = rows[
                (rows["unit"] == figure.unit) & (rows["indicator"] == figure.indicator) & (rows["year"] == figure.year)
            ]
            assert ((own["value"] == figure.value) & (own["status"] == figure.status)).any(), figure


@pytest.fixture
def pages(monkeypatch):
    """The pages on the live edition."""
    from tests.test_pages import pages_as_asgi_runs_them

    pages_as_asgi_runs_them(monkeypatch)
    monkeypatch.setattr(served, "PUBLIC", Store(lambda: Place(LIVE, GEO_DIR), served.build))


@pytest.mark.parametrize("page", [page.code for page in page_list.PAGES])
def test_every_page_runs_in_the_first_the_newest_and_the_last_year(pages, live_campaign, page):
    from tests.test_pages import run

    # The years between are opened in a browser by the tests of the layout.
    for year in {live_campaign.years[0], live_campaign.latest_year, live_campaign.years[-1]}:
        app = run(page, nam=str(year), huyen=live_campaign.districts[3])
        assert len(app.error) == 0, (year, [e.value for e in app.error])


def test_every_scene_of_every_year_is_made(live_campaign):
    for year in live_campaign.years:
        selected = about.asked(live_campaign, live_campaign.province, live_campaign.districts[:2], year)
        for code in {*default_codes(live_campaign, selected), *known_codes(live_campaign)}:
            made = scene(live_campaign, code, selected)
            assert made.headline
            assert "nan" not in f"{made.headline} {' '.join(made.lead)} {' '.join(made.notes)}".lower().split()


def test_the_readmes_numbers_of_the_validation_are_those_of_the_file(live_edition):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "mean absolute error" not in text, "the method page has it, from the file"
