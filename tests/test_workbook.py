"""The Excel workbook: every figure the campaign's with its status and interval, formulas with their values, nothing runs."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from lib.__main__ import main
from lib.base.findings import DataError
from lib.campaign.campaign import POOR, RATE, Campaign
from lib.exports.workbook import workbook
from lib.language.numbers import NBSP
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, PUBLISHED
from lib.plan.judgement import Kind
from lib.views.sentences import verdicts
from tests import examples
from tests.other_language import spoken, unmarked

HOSTILE = {
    "417": "=1+1",
    "418": "<b>",
    "419": "+1",
    "420": "-1",
    "421": "@A1",
    "422": "dài " * 9000,
    "423": "https://a.vn",
}
#: Sheets of the plan's text, money and things, difficult areas, improvement.
BESIDE = 4
FIGURES = (RATE, POOR, "near_poor_rate", "near_poor_households")


def opened(content: bytes, *, values: bool = True):
    return load_workbook(io.BytesIO(content), data_only=values)


@pytest.fixture(scope="module")
def content(campaign) -> bytes:
    return workbook(campaign)


@pytest.fixture(scope="module")
def book(content):
    return opened(content)


@pytest.fixture(scope="module")
def formulas(content):
    return opened(content, values=False)


def head_of(sheet) -> int:
    """The row of a table's head, from 1."""
    return int(sheet.auto_filter.ref.split(":")[0][1:])


def rows_of(sheet) -> dict[str, tuple]:
    """The cells of each row by its first cell."""
    return {row[0].value: row for row in sheet.iter_rows(min_row=head_of(sheet) + 1) if row[0].value}


def falls(campaign, book):
    return book[campaign.wording.say("workbook.falls.sheet")]


@pytest.mark.parametrize("indicator", FIGURES)
def test_every_figure_is_the_campaigns_with_its_status_and_interval(indicator, campaign, book):
    seen = set()
    rows = rows_of(book[campaign.indicator_names[indicator]])
    assert list(rows) == [campaign.province, *campaign.every_group, *campaign.districts]
    for unit, cells in rows.items():
        assert cells[1].value == campaign.names[unit]
        for place, year in enumerate(campaign.years):
            value, status, low, high = cells[3 + 4 * place : 7 + 4 * place]
            figure, words = campaign.figure(unit, indicator, year), campaign.marks.words
            assert status.value.startswith(f"{words(figure.status).mark} {words(figure.status).label}")
            assert status.value.endswith(campaign.marks.caveats(figure))
            if figure.known:
                assert type(value.value) in (int, float)
                assert value.value == figure.value
            else:
                assert value.value is None
            wanted = (figure.low, figure.high) if figure.status == ESTIMATED else (None, None)
            assert (low.value, high.value) == wanted
            assert (value.font.italic is True) == (figure.status == PROJECTED)
            assert (value.fill.patternType == "lightUp") == (figure.status == ESTIMATED)
            assert (value.border.bottom.style == "dashed") == figure.weak
            assert ("≈" in value.number_format) == (figure.status == ESTIMATED)
            if figure.known:
                assert value.number_format.partition(".")[2].count("0") == campaign.marks.digits(figure)
            seen.add(figure.status)
    assert seen == ({PUBLISHED, PROJECTED, ESTIMATED, MISSING} if indicator in (RATE, POOR) else {PUBLISHED, MISSING})


def test_falls_are_formulas_that_have_the_value_of_their_cells(campaign, book, formulas):
    say, rows, written = campaign.wording.say, rows_of(falls(campaign, book)), rows_of(falls(campaign, formulas))
    seen = 0
    for unit, cells in rows.items():
        for place, year in enumerate((2024, 2025)):
            points, _, share, status, judgement, chance = cells[3 + 6 * place : 9 + 6 * place]
            formula = written[unit][points.column - 1].value
            a = campaign.standing(unit, year)
            judged = campaign.judgement(a.judgement).kind != Kind.NONE
            assert judgement.value == f"{campaign.judgement(a.judgement).symbol} {verdicts.label(campaign, a)}"
            assert campaign.marks.status_word(a.status) in status.value
            assert chance.value == (campaign.marks.chance(a.chances.on_path) if judged and a.chances else None)
            assert share.value == (pytest.approx(a.relative_fall) if judged else None)
            if points.value is not None:
                first, last = (_pointed(book, part) for part in formula.removeprefix("=").split("-"))
                assert (first, last) == tuple(campaign.figure(unit, RATE, y).value for y in (2021, year))
                assert points.value == pytest.approx(first - last)
                seen += 1
            if judged:
                ends = written[unit][share.column - 1].value.removeprefix("=(").split(")")[0].split("-")
                assert [_pointed(book, end) for end in ends] == [a.baseline.value, a.latest.value]
    assert seen > 20
    assert say("workbook.falls.sheet") in book.sheetnames


def _pointed(book, address: str):
    sheet, cell = address.rsplit("!", 1)
    return book[sheet.strip("'")][cell].value


def test_what_clashing_projections_leave_over_bears_no_fall(campaign, book):
    unit = next(unit for unit in campaign.districts if campaign.standing(unit, 2025).judgement == "withheld")
    cells = rows_of(falls(campaign, book))[unit]
    assert cells[9].value is None
    assert cells[11].value is None


def test_the_chart_shows_the_province_and_the_groups_or_the_places_chosen(campaign, content):
    name = campaign.wording.say("workbook.chart.sheet")
    for made, wanted in (
        (content, [campaign.province, *campaign.every_group]),
        (workbook(campaign, ["418", "417"]), ["417", "418"]),
    ):
        sheet = opened(made)[name]
        (chart,) = opened(made, values=False)[name]._charts
        # Once every figure, once the hollow signs of what is not published.
        assert len(chart.series) == 2 * len(wanted)
        rows = {row[0].value: [cell.value for cell in row[1:6]] for row in reversed(list(sheet.iter_rows(max_col=6)))}
        for unit in wanted:
            figures = [campaign.figure(unit, RATE, year) for year in campaign.years]
            assert rows[campaign.names[unit]] == [figure.value if figure.known else None for figure in figures]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        # Where nothing is said of blanks, they are gaps.
        assert b"dispBlanksAs" not in package.read("xl/charts/chart1.xml")


def test_chosen_places_stand_under_the_groups_and_unknown_ones_are_refused(campaign):
    rows = rows_of(opened(workbook(campaign, ["418", "417"]))[campaign.indicator_names[RATE]])
    assert list(rows) == [campaign.province, *campaign.every_group, "417", "418"]
    with pytest.raises(DataError, match="999"):
        workbook(campaign, ["999"])


def test_every_source_of_a_figure_is_listed_with_what_rests_on_it(campaign, book):
    rows = rows_of(book[campaign.wording.say("workbook.sources.sheet")])
    frame = campaign.figures.frame
    places = [campaign.province, *campaign.every_group, *campaign.districts]
    used = frame[frame["indicator"].isin(FIGURES) & frame["unit"].isin(places) & frame["year"].isin(campaign.years)]
    known = used[used["status"] != ESTIMATED]
    # Sheets beside the figures have sources of their own.
    assert set(known["source"]) <= set(rows)
    for row in known.itertuples():
        assert campaign.names[row.unit] in rows[row.source][6].value
        assert str(row.year) in rows[row.source][6].value
        assert rows[row.source][1].value == campaign.sources.loc[row.source, "title"]
        assert rows[row.source][3].hyperlink is None


def test_the_cover_tells_edition_day_standard_and_marks(campaign, book):
    sheet = book.worksheets[0]
    told = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    told = told.replace(NBSP, " ")
    day = verdicts.until(campaign.plan)
    for text in (campaign.edition.name[:12], day, campaign.standard_name, *book.sheetnames[1:]):
        assert text in told
    for status in (PUBLISHED, PROJECTED, ESTIMATED, MISSING):
        assert campaign.marks.words(status).long.replace(NBSP, " ") in told


def test_sheets_are_filtered_stay_and_print_whole(book, campaign):
    tables = [sheet for sheet in book.worksheets if sheet.auto_filter.ref]
    years = [campaign.indicator_names[code] for code in FIGURES] + [campaign.wording.say("workbook.falls.sheet")]
    assert len(tables) == len(FIGURES) + 3 + BESIDE
    for sheet in tables:
        head = head_of(sheet)
        assert int("".join(filter(str.isdigit, sheet.freeze_panes))) == head + 1
        assert sheet.print_title_rows.replace("$", "") == f"{head}:{head}"
        heads = [cell.value for cell in sheet[head]]
        assert all(heads)
        assert len(set(heads)) == len(heads)
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        breaks = [entry.id for entry in sheet.col_breaks.brk]
        if not breaks:
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth or 1, int(sheet.page_setup.fitToHeight)) == (1, 0)
        else:
            # Too wide to be read on one sheet of paper: whole years, names on each.
            assert sheet.print_title_cols.replace("$", "") == "A:C"
            assert 60 <= int(sheet.page_setup.scale) <= 100
            heads = [cell.value for cell in sheet[head_of(sheet)]]
            for first in breaks if sheet.title in years else ():
                before, after = (max(re.findall("20[0-9]{2}", heads[at])) for at in (first - 1, first))
                assert before < after
        assert campaign.edition.name[:12] in sheet.oddFooter.left.text
        assert "&P" in sheet.oddFooter.right.text


def test_wide_tables_go_on_on_another_sheet_of_paper(book):
    assert [sheet.title for sheet in book.worksheets if sheet.col_breaks.brk]


def test_the_same_edition_gives_the_same_bytes(campaign, content):
    assert workbook(campaign) == content
    created, day = opened(content).properties.created, campaign.plan.searched_until
    assert (created.year, created.month, created.day) == (day.year, day.month, day.day)


@pytest.fixture(scope="module")
def hostile(campaign) -> Campaign:
    """The campaign with names that a spreadsheet might run or choke on."""
    ledger = campaign.ledger
    names = ledger.units["unit"].map(HOSTILE)
    units = ledger.units.assign(name_vi=names.where(names.notna(), ledger.units["name_vi"]))
    indicators = ledger.indicators.assign(short_vi=ledger.indicators["short_vi"].where(
        ledger.indicators["indicator"] != RATE, "'[a]:*?/\\" + "dài " * 20))  # fmt: skip
    indicators["short_vi"] = indicators["short_vi"].where(indicators["indicator"] != "near_poor_rate", "Số hộ nghèo")
    return Campaign(replace(campaign.edition, ledger=replace(ledger, units=units, indicators=indicators)))


def test_hostile_names_are_text(hostile):
    made = workbook(hostile)
    for values in (True, False):
        book = opened(made, values=values)
        assert len(book.sheetnames) == len(set(book.sheetnames)) == len(FIGURES) + 5 + BESIDE
        assert max(map(len, book.sheetnames)) <= 31
        for sheet in book.worksheets[1 : len(FIGURES) + 2]:
            for unit, cells in rows_of(sheet).items():
                if unit in HOSTILE:
                    assert cells[1].data_type == "s"
                    assert cells[1].hyperlink is None
                    assert cells[1].value.rstrip("…")[:10].strip() == HOSTILE[unit][:10].strip()
                    assert len(cells[1].value) <= 32_767


def test_whoever_works_the_formulas_out_anew_gets_them_from_cells_that_exist(hostile):
    book = opened(workbook(hostile), values=False)
    sheet = book[hostile.wording.say("workbook.falls.sheet")]
    found = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert found
    assert all(_pointed(book, formula.removeprefix("=").removeprefix("(").split("-")[0]) for formula in found[:20])


def test_nothing_in_the_workbook_speaks_a_language_of_its_own():
    other = spoken(examples.own_campaign())
    book = opened(workbook(other))
    sources = other.wording.say("workbook.sources.sheet")
    facts = [other.wording.say(f"beside.sheets.{name}.sheet") for name in ("resources", "difficult")]
    for sheet in book.worksheets:
        assert not unmarked(sheet.title)
        # Codes of places and of sources, addresses: names that no language has.
        codes = (
            {1, 4}
            if sheet.title == sources
            else {10}
            if sheet.title in facts
            else {1}
            if sheet.auto_filter.ref and sheet.freeze_panes[0] == "D"
            else set()
        )
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and not (cell.column in codes and cell.row > head_of(sheet)):
                    assert not unmarked(cell.value.replace(other.edition.name[:12], "")), (
                        sheet.title,
                        cell.coordinate,
                        cell.value,
                    )


def test_the_command_writes_the_file(tmp_path, capsys):
    out = tmp_path / "so-lieu.xlsx"
    assert main(["export", "--format", "xlsx", "--out", str(out)]) == 0
    assert f"Đã ghi {out}" in capsys.readouterr().out
    assert out.read_bytes() == workbook(examples.own_campaign())
    assert main(["export", "--format", "xlsx", "--units", "417", "--out", str(out)]) == 0
    assert main(["export", "--format", "xlsx", "--units", "all", "--out", str(out)]) == 0
    assert main(["export", "--format", "xlsx", "--units", "999", "--out", str(out)]) == 1
    assert main(["export", "--format", "xlsx", "--year", "2024", "--out", str(out)]) == 2
    assert "--year" in capsys.readouterr().err
