"""The workbook's sheets of the plan's text, money and things, difficult areas, improvement: the ledger's figures and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.base.paths import GEO_DIR
from lib.campaign.campaign import RATE, Campaign
from lib.campaign.comparison import NOW, POINTS, ranks
from lib.campaign.emulation import Finding, cases
from lib.campaign.facts import facts_of, figure_of
from lib.editions.edition import Place, load_edition
from lib.exports.office import clean
from lib.exports.workbook import workbook
from lib.ledger.figure import ESTIMATED
from lib.views.documents.balance import written
from lib.views.sentences import balance as balanced
from lib.views.sentences import captions, emulation, facts
from tests import second_plan
from tests.test_workbook import HOSTILE, head_of, opened, rows_of

NAMES = ("balance", "resources", "difficult", "emulation")


@pytest.fixture(scope="module")
def book(campaign):
    return opened(workbook(campaign))


def sheet_of(campaign, book, name):
    return book[campaign.wording.say(f"beside.sheets.{name}.sheet")]


def table(campaign, book, name) -> list[dict]:
    """The rows of a sheet: cells by the head of their column."""
    sheet = sheet_of(campaign, book, name)
    heads = [cell.value for cell in sheet[head_of(sheet)]]
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=head_of(sheet) + 1)]


def words(campaign, name):
    return campaign.wording.section(f"beside.sheets.{name}")


def listed(campaign, name):
    return getattr(campaign.display, name).indicators


def row_of(campaign, one) -> tuple:
    """A fact as its row says it."""
    return (
        clean(campaign.indicator_names[one.indicator]),
        clean(campaign.names[one.unit]),
        facts.bound(campaign, one),
        one.value,
        campaign.display.units_of_measure[one.unit_of_measure],
        clean(facts.period(campaign, one)),
        clean(captions.source_name(campaign, one.source)),
        one.source,
    )


@pytest.mark.parametrize("name", ["resources", "difficult"])
@pytest.mark.parametrize("live", [False, True])
def test_every_figure_of_the_theme_is_a_row_and_no_row_is_another(name, live, campaign, book, request):
    if live:
        campaign = request.getfixturevalue("live_campaign")
        book = opened(workbook(campaign))
    heads = words(campaign, "facts")
    order = ("what", "where", "bound", "value", "unit", "period", "source", "code")
    rows = table(campaign, book, name)
    found = [tuple(row[heads[key]].value or ("" if key == "bound" else row[heads[key]].value) for key in order) for row in rows]  # fmt: skip
    wanted = [row_of(campaign, one) for one in facts_of(campaign.ledger, listed(campaign, name))]
    # Every printed figure once and nothing besides: no row adds others up.
    assert sorted(found, key=str) == sorted(wanted, key=str)


@pytest.mark.parametrize("name", ["resources", "difficult"])
def test_values_are_numbers_with_their_status_beside_them(name, live_campaign):
    campaign = live_campaign
    heads, book = words(campaign, "facts"), opened(workbook(campaign))
    statuses = {}
    for one in facts_of(campaign.ledger, listed(campaign, name)):
        statuses.setdefault(row_of(campaign, one), []).append(one)
    for row in table(campaign, book, name):
        value, status, note = (row[heads[key]] for key in ("value", "status", "note"))
        assert type(value.value) in (int, float)
        said = tuple((row[heads[key]].value or "") if key != "value" else value.value
                     for key in ("what", "where", "bound", "value", "unit", "period", "source", "code"))  # fmt: skip
        ones = statuses[said]
        marked = [(campaign.marks.words(one.status), figure_of(campaign.ledger, one)) for one in ones]
        assert status.value in [
            clean(f"{mark.mark} {mark.label}{campaign.marks.caveats(figure)}") for mark, figure in marked
        ]
        assert (value.font.italic is True) in [one.status == "projected" for one in ones]
        assert (value.border.bottom.style == "dashed") in [figure.weak for _, figure in marked]
        if not any(one.preferred for one in ones):
            assert note.value.startswith(campaign.wording.say("resources.beside"))
    bounds = {row[heads["bound"]].value for row in table(campaign, book, name)}
    assert bounds <= {
        None,
        *(text.removesuffix(" {value}") for text in campaign.wording.section("facts.bound").values()),
    }


def test_every_part_of_the_text_is_concluded_as_on_the_page(campaign, book):
    heads, rows = words(campaign, "balance"), table(campaign, book, "balance")
    made = written(campaign)
    entries = balanced.balance.balance(campaign)
    assert len(rows) == len(entries) == len(made.answers) > 0
    for row, entry, answer in zip(rows, entries, made.answers, strict=True):
        told = {
            key: row[heads[key]].value for key in ("place", "name", "quote", "outcome", "basis", "known", "decider")
        }
        assert told["place"] == answer.place
        assert told["name"] == clean(entry.name)
        assert told["quote"] == clean(entry.quote)
        assert f"{told['outcome'].partition(' ')[2]}; {told['basis']}" == clean(answer.verdict)
        assert told["known"] == clean(" ".join(answer.known))
        assert told["decider"] == clean(entry.decided_by)


def test_improvement_is_the_pages_at_the_latest_published_year(campaign, book):
    year, rows = campaign.latest_year, rows_of(sheet_of(campaign, book, "emulation"))
    assert list(rows) == list(campaign.districts)
    level, better = (ranks(campaign, aspect, year) for aspect in (NOW, POINTS))
    for case in cases(campaign, tuple(campaign.districts), year, campaign.display.emulation.near):
        _, name, _, *cells = [cell.value for cell in rows[case.unit]]
        assert name == campaign.names[case.unit]
        blocks = (campaign.figure(case.unit, RATE, year), level), (emulation.fall_of(campaign, case.unit, year), better)
        for place, (figure, rank) in enumerate(blocks):
            value, status, low, high, first, last = cells[6 * place : 6 * place + 6]
            assert value == (pytest.approx(figure.value) if figure.known else None)
            assert campaign.marks.status_word(figure.status) in status
            ends = (pytest.approx(figure.low), pytest.approx(figure.high))
            assert (low, high) == (ends if figure.status == ESTIMATED else (None, None))
            if figure.known:
                assert (first, last) == (rank[case.unit].low, rank[case.unit].high)
        yardstick, judged, chance, common, status, warning = cells[12:]
        assert yardstick == emulation.yardstick_cell(campaign, case)
        assert (judged, common) == tuple(emulation.judged(campaign, a) for a in (case.own, case.common))
        assert bool(chance) == bool(case.finding != Finding.NONE and case.own.chances)
        assert status == campaign.marks.status_word(case.own.status)
        told = emulation.reasons(campaign, case) or [campaign.wording.say("emulation.firm")]
        assert all(clean(reason) in warning for reason in told)


def test_their_sources_are_listed_with_the_sheet_that_rests_on_them(campaign, book):
    rows = rows_of(book[campaign.wording.say("workbook.sources.sheet")])
    for name in ("resources", "difficult"):
        sheet = sheet_of(campaign, book, name).title
        for one in facts_of(campaign.ledger, listed(campaign, name)):
            told = rows[one.source][6].value
            assert f"{sheet}: " in told
            assert clean(campaign.indicator_names[one.indicator]) in told
    for entry in balanced.balance.balance(campaign):
        for source in [fact.source for fact in entry.facts] + [f.source for f in balanced.stated(entry)]:
            assert clean(entry.name) in rows[source][6].value


def test_of_chosen_places_only_their_figures_are_listed(campaign):
    book = opened(workbook(campaign, ["418", "417"]))
    assert list(rows_of(sheet_of(campaign, book, "emulation"))) == ["417", "418"]
    others = {campaign.names[unit] for unit in campaign.districts} - {campaign.names[unit] for unit in ("417", "418")}
    where = words(campaign, "facts")["where"]
    for name in ("resources", "difficult"):
        told = {row[where].value for row in table(campaign, book, name)}
        assert not told & others
        assert campaign.names[campaign.province] in told
    assert campaign.names["417"] in told


def test_hostile_names_and_notes_are_text(campaign):
    ledger = campaign.ledger
    names = ledger.units["unit"].map(HOSTILE)
    units = ledger.units.assign(name_vi=names.where(names.notna(), ledger.units["name_vi"]))
    commitments = ledger.commitments.assign(quote="=1+1", name_vi="@A1", decided_by_vi="+1")
    observations = ledger.observations.assign(note="=cmd|' /C calc'!A0\x00")
    wrong = replace(ledger, units=units, commitments=commitments, observations=observations)
    other = Campaign(replace(campaign.edition, ledger=wrong))
    for values in (True, False):
        book = opened(workbook(other), values=values)
        for name in NAMES:
            for row in sheet_of(other, book, name).iter_rows():
                for cell in row:
                    assert cell.data_type in ("s", "n")
                    assert cell.hyperlink is None


def test_a_plan_without_them_has_no_such_sheets(tmp_path):
    second_plan.write(tmp_path)
    second = Campaign(load_edition(Place(tmp_path, GEO_DIR)))
    names = opened(workbook(second)).sheetnames
    assert not set(names) & {second.wording.say(f"beside.sheets.{name}.sheet") for name in NAMES}
