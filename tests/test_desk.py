"""The way in, whole: read, received, looked at, published, seen, rolled back; nothing half taken, nothing of a preview kept."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest

from lib.__main__ import main
from lib.base.findings import DataError
from lib.base.paths import GEO_DIR
from lib.campaign.campaign import Campaign
from lib.editions import framework_texts
from lib.editions.edition import Place, load_edition
from lib.editions.published import published_folder, store_of
from lib.editions.store import Store
from lib.estimates import parameters, store
from lib.exports.brief import brief
from lib.exports.workbook import workbook as excel
from lib.geography import boundaries
from lib.intake import blank, candidate, sample
from lib.intake.desk import Declared, Desk
from lib.intake.form import read_forms
from lib.intake.guesses import households_of, poor_rate_of
from lib.intake.opening import opened
from lib.intake.places import boundaries_of, today_communes
from lib.intake.publishing import publish, roll_back
from lib.intake.reading import Asked, Reader
from lib.intake.remarks import Level
from lib.intake.sheet import Sheet
from lib.intake.words import read_words
from lib.language import catalogue, display
from lib.ledger.figure import ESTIMATED, PUBLISHED
from lib.store.refusals import DuplicateError, MissingError, StaleError, UndeclaredError
from lib.views.meeting import about
from lib.views.meeting.registry import default_codes
from lib.views.meeting.registry import scene as scene_of
from lib.views.pages import view_of
from lib.views.sentences import news
from lib.views.view import Asked as Looked
from tests import examples
from tests.edition import seal_again

FORMS, WORDS = read_forms(), read_words()
WHO = Declared("Sở Nông nghiệp và Môi trường")
CON_CUONG = "422"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return Path(shutil.copytree(examples.own_tables(), tmp_path / "data"))


@contextmanager
def unchanged_parts_once() -> Iterator[None]:
    """While this lasts, boundaries and wording are read once a process, by their folder and name."""
    kept: dict[tuple, object] = {}

    def once(read: Callable) -> Callable:
        def call(*arguments: object) -> object:
            key = (read.__name__, *(path.name if isinstance(path, Path) else path for path in arguments))
            if key not in kept:
                kept[key] = read(*arguments)
            return kept[key]

        return call

    with ExitStack() as stack:
        for module, name in ((boundaries, "load_layer"), (boundaries, "load_context"), (catalogue, "read_catalogue"),
                             (display, "read_display"), (framework_texts, "read_texts")):  # fmt: skip
            stack.enter_context(patch.object(module, name, once(getattr(module, name))))
        yield


@pytest.fixture
def desk(base: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk on the tests' own tables; "estimating" only seals what was estimated before."""

    def sealed(data: Path, today: object, progress: object = None) -> None:  # noqa: ARG001
        seal_again(data, store.SEALED, [parameters.FILE], store.OUTPUTS)

    monkeypatch.setattr(candidate, "estimate", sealed)
    opened = Desk(base, GEO_DIR, store_of(base), FORMS, WORDS)
    # The tables are those of the other tests, read once; so are the parts of each edition that no workbook changes.
    vars(opened)["campaign"] = examples.own_campaign()
    with unchanged_parts_once():
        yield opened
    opened.store.close()


def form_one(
    desk: Desk, year: int, rows: Mapping[str, Mapping[str, float]], heading: str = "", which: int = 0
) -> bytes:
    """Form 1 with some units filled in."""
    form, boundaries = FORMS.of_year(year)[0], boundaries_of(desk.campaign.ledger, year)[which]
    some = replace(
        boundaries,
        districts=tuple(unit for unit in boundaries.districts if unit.code in rows),
        communes=tuple(unit for unit in boundaries.communes if not boundaries.districts and unit.code in rows),
    )
    keys = [column.key for column in form.columns]

    def given(unit: str, division: object, key: str) -> float | None:  # noqa: ARG001
        inside = rows.values() if unit == "" else [rows[unit]]
        column = form.by_key[key]
        if column.counted:
            return sum(row.get(key, 0.0) for row in inside)
        counts = {other: sum(row.get(other, 0.0) for row in inside) for other in keys}
        return column.formula.value(counts.get) if column.formula else None

    return blank.workbook(form, year, some, WORDS, given, blank.Layout(heading=heading))


def con_cuong(poor: float) -> Mapping[str, Mapping[str, float]]:
    return {CON_CUONG: {"1": 18_000.0, "2": 72_000.0, "3": poor, "5": 3_000.0, "9": 4 * poor, "11": 12_000.0}}


def handed(desk: Desk, poor: float, name: str = "con-cuong.xlsx", declared: Declared = WHO) -> int:
    handing = desk.read([(name, form_one(desk, 2023, con_cuong(poor)))], Asked(2023))
    assert not handing.refused, [str(remark) for remark in handing.remarks]
    return desk.receive(handing, declared)[0].id


def published(desk: Desk, number: int, reason: str = "Rà soát 2023") -> int:
    doubts = {doubt.rule: "nộp từng huyện" for doubt in desk.store.submission(number).doubts}
    return publish(desk, [number], "Chi cục trưởng", reason, doubts).id


def of_today(base: Path) -> Campaign:
    """What a page shows now."""
    return Campaign(load_edition(Place(published_folder(base) or base, GEO_DIR)))


def test_a_workbook_comes_in_is_published_seen_and_rolled_back(desk, base):
    before = of_today(base)
    assert before.figure(CON_CUONG, "poor_households", 2023).status == ESTIMATED
    number = handed(desk, 2_500)
    assert published_folder(base) is None
    first = published(desk, number)
    after = of_today(base)
    figure = after.figure(CON_CUONG, "poor_households", 2023)
    assert (figure.value, figure.status, figure.quote) == (2_500, PUBLISHED, "Biểu 1 năm 2023, ô E7: 2.500")
    assert "con-cuong.xlsx" in after.sources.loc[figure.source, "title"]
    assert after.sources.loc[figure.source, "issuer_vi"] == WHO.actor
    again = Desk(base, GEO_DIR, desk.store, FORMS, WORDS)
    second = published(
        again, handed(again, 2_400, "dinh-chinh.xlsx", Declared("Sở", {number: "1"}, "cộng nhầm", "UBND huyện"))
    )
    revised = of_today(base)
    assert revised.figure(CON_CUONG, "poor_households", 2023).value == 2_400
    # The first figure stays in the ledger, and that two answers were given.
    rows = revised.ledger.observations.query("unit == @CON_CUONG and indicator == 'poor_households' and year == 2023")
    assert set(rows["value"]) == {2_500, 2_400}
    assert rows["contradiction"].nunique() == 1
    assert rows["contradiction"].iloc[0] in set(revised.ledger.contradictions["contradiction"])
    roll_back(again, first, "Chi cục trưởng", "đính chính sai")
    assert of_today(base).edition.name == after.edition.name
    history = desk.store.history()
    assert [(one.id, one.restores) for one in history] == [(3, first), (second, None), (first, None)]
    assert [tuple(one.submissions) for one in history] == [(), (number + 1,), (number,)]


def test_what_the_base_says_is_never_changed(desk, base):
    kept = {path.name: path.read_bytes() for path in base.glob("*.*")}
    published(desk, handed(desk, 2_500))
    assert {path.name: path.read_bytes() for path in base.glob("*.*")} == kept


def test_the_screen_follows_within_its_next_look(desk, base, monkeypatch):
    monkeypatch.setattr("lib.editions.store._PATIENCE", 0.0)
    screen = Store(lambda: Place(published_folder(base) or base, GEO_DIR), Campaign)
    assert screen.current().figure(CON_CUONG, "poor_households", 2023).status == ESTIMATED
    published(desk, handed(desk, 2_500))
    assert screen.current().figure(CON_CUONG, "poor_households", 2023).value == 2_500
    assert screen.findings == ()


def test_the_history_says_what_changed(desk):
    number = handed(desk, 2_500)
    published(desk, number)
    (publication,) = desk.store.history()
    changes = [json.loads(json.dumps(change)) for change in publication.changes]
    (own,) = [
        c
        for c in changes
        if c["kind"] == "figure" and (c["unit"], c["indicator"], c["year"]) == (CON_CUONG, "poor_households", 2023)
    ]
    assert own["way"] == "status"
    assert own["before"]["status"] == "estimated"
    assert own["after"] == {"value": 2_500, "low": 2_500, "high": 2_500, "status": "published"}


def test_the_edition_tells_what_is_new_on_its_page_and_in_the_meeting(desk, base):
    first = handed(desk, 2_500)
    published(desk, first, "Rà soát 2023")
    campaign = of_today(base)
    (last,) = campaign.edition.publications
    assert (last.reason, last.handed[0].file, last.handed[0].number) == ("Rà soát 2023", "con-cuong.xlsx", first)
    assert {one.rule for one in last.passed} >= {"missing"}
    told = news.lines(campaign, last)
    assert told[0].startswith(f"{sum(c.kind == 'figure' for c in last.changes)} số khác trước")
    before = desk.campaign.figure(CON_CUONG, "poor_households", 2023)
    held = "trong khoảng" if before.low <= 2_500 <= before.high else "ngoài khoảng"
    counted = news.counted_table(campaign, last)
    (row,) = counted[(counted.iloc[:, 0] == "Con Cuông") & (counted.iloc[:, 1] == "Số hộ nghèo")].itertuples(
        index=False
    )
    assert (row[4], row[5]) == ("2.500\u00a0hộ", held)
    view = view_of(campaign, "du_lieu", Looked(examples_selection(campaign)))
    assert any(getattr(block, "text", "") == "Có gì mới" for block in view.blocks)
    asked = about.asked(campaign, campaign.province, (), 2023)
    assert "co_gi_moi" in default_codes(campaign, asked)
    scene = scene_of(campaign, "co_gi_moi", asked)
    assert "Rà soát 2023" in scene.lead[0]
    # A second one keeps the first in its list, without what that changed.
    again = Desk(base, GEO_DIR, desk.store, FORMS, WORDS)
    published(
        again, handed(again, 2_400, "sua.xlsx", Declared("Sở", {first: "1"}, "cộng nhầm", "UBND huyện")), "Đính chính"
    )
    newest, older = of_today(base).edition.publications
    assert (newest.reason, older.reason, older.changes) == ("Đính chính", "Rà soát 2023", ())
    table = news.publications_table(of_today(base))
    assert "đính chính bản nộp số 1 theo yêu cầu của UBND huyện: cộng nhầm" in table.iloc[0, 3]
    assert desk.campaign.edition.publications == ()
    assert not any(
        getattr(b, "text", "") == "Có gì mới"
        for b in view_of(desk.campaign, "du_lieu", Looked(examples_selection(desk.campaign))).blocks
    )


def test_every_doubt_must_be_ticked_by_its_rule_with_a_reason(desk):
    number = handed(desk, 2_500)
    rules = {doubt.rule for doubt in desk.store.submission(number).doubts}
    assert "missing" in rules
    with pytest.raises(DataError, match="--tick 'missing=lý do'"):
        publish(desk, [number], "Ai", "Vì sao", {})
    with pytest.raises(DataError, match="missing"):
        publish(desk, [number], "Ai", "Vì sao", dict.fromkeys(rules, " "))
    assert desk.store.history() == ()
    publication = publish(desk, [number], "Ai", "Vì sao", dict.fromkeys(rules, "nộp từng huyện"))
    assert {(waiver.rule, waiver.reason, waiver.actor) for waiver in publication.waivers} == {
        (rule, "nộp từng huyện", "Ai") for rule in rules
    }


def test_a_file_twice_and_an_undeclared_second_one_are_refused(desk):
    content = form_one(desk, 2023, con_cuong(2_500))
    desk.receive(desk.read([("a.xlsx", content)], Asked(2023)), WHO)
    with pytest.raises(DuplicateError):
        desk.receive(desk.read([("b.xlsx", content)], Asked(2023)), WHO)
    with pytest.raises(UndeclaredError, match="bản nộp số 1"):
        handed(desk, 2_400)
    assert len(desk.store.submissions()) == 1


def test_of_several_files_none_is_received_where_one_is_wrong(desk):
    good = form_one(desk, 2023, con_cuong(2_500))
    wrong = form_one(desk, 2023, {"418": {"1": 10.0, "2": 40.0, "3": 20.0, "9": 80.0}})
    handing = desk.read([("dung.xlsx", good), ("sai.xlsx", wrong)], Asked(2023))
    assert handing.refused
    with pytest.raises(DataError, match="sai.xlsx"):
        desk.receive(handing, WHO)
    first = desk.receive(desk.read([("dung.xlsx", good)], Asked(2023)), WHO)[0].id
    other = form_one(desk, 2023, {"418": {"1": 100.0, "2": 400.0, "3": 20.0, "9": 80.0}})
    both = desk.read([("khac.xlsx", other), ("dung.xlsx", good)], Asked(2023))
    with pytest.raises(DuplicateError):
        desk.receive(both, WHO)
    assert [one.id for one in desk.store.submissions()] == [first]


def test_the_second_of_two_publishers_is_told_what_came_meanwhile(desk, base):
    number = handed(desk, 2_500)
    other = Desk(base, GEO_DIR, desk.store, FORMS, WORDS)
    doubts = {doubt.rule: "x" for doubt in desk.store.submission(number).doubts}

    def meanwhile(done: int, of: int) -> None:  # noqa: ARG001
        published(other, number, "nhanh hơn")

    def estimate(data: Path, today: object, progress: object = None) -> None:  # noqa: ARG001
        seal_again(data, store.SEALED, [parameters.FILE], store.OUTPUTS)
        if progress:
            progress(1, 1)  # type: ignore[operator]

    candidate.estimate = estimate
    with pytest.raises(StaleError, match="nhanh hơn"):
        publish(desk, [number], "Chậm", "chậm hơn", doubts, meanwhile)
    assert [one.reason for one in desk.store.history()] == ["nhanh hơn"]


def test_made_up_figures_are_looked_at_and_never_received(desk, base):
    content = form_one(desk, 2023, con_cuong(2_500), heading=WORDS.made_up[0])
    handing = desk.read([("mau.xlsx", content)], Asked(2023))
    assert not handing.refused
    with pytest.raises(DataError, match="không bao giờ nhận hay công bố"):
        desk.receive(handing, WHO)
    with desk.looked_at(handing) as made:
        campaign = Campaign(made.edition)
        assert campaign.figure(CON_CUONG, "poor_households", 2023).value == 2_500
        for code in ("tong_quan", "du_lieu", "nguon_luc"):
            view = view_of(campaign, code, Looked(examples_selection(campaign)))
            assert view.blocks[0].text == f"{WORDS.made_up[0]}."  # type: ignore[union-attr]
        book = openpyxl.load_workbook(io.BytesIO(excel(campaign, None)))
        assert any(WORDS.made_up[0] in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
        assert brief(campaign, campaign.province, 2023)
        folder = made.folder
        assert folder.is_dir()
    assert not folder.exists()
    assert desk.store.submissions() == ()
    assert published_folder(base) is None


def examples_selection(campaign: Campaign) -> object:
    from lib.views.links import selection

    return selection(campaign, campaign.province, (), 2023)


def test_what_the_ledger_refuses_is_told_when_it_is_read_with_file_and_unit(desk, base):
    """A rate that jumps from one year to the next: no form alone can see that."""
    rows = {CON_CUONG: {"1": 18_000.0, "2": 72_000.0, "3": 17_000.0, "5": 0.0, "9": 70_000.0, "11": 0.0}}
    handing = desk.read([("lon.xlsx", form_one(desk, 2023, rows))], Asked(2023))
    (refusal,) = [remark for remark in handing.remarks if remark.level is Level.ERROR]
    assert (refusal.rule, refusal.finding.file, refusal.finding.sheet) == ("gate", "lon.xlsx", "Biểu 1")
    assert "Con Cuông" in refusal.finding.message
    assert "tỷ lệ nhảy từ" in refusal.finding.message
    with pytest.raises(DataError, match="lon.xlsx"):
        desk.receive(handing, WHO)
    assert desk.store.submissions() == ()
    assert list((base / "store").glob("work/*")) == []


def test_a_correction_of_one_unit_carries_every_sum_along(desk, base):
    """All districts of 2023 with a printed total, then one of them anew: the total is added up again."""
    mountain_units = set(desk.campaign.members("mountain"))
    counts = {unit: 1_800.0 if unit in mountain_units else 200.0 for unit in desk.campaign.districts} | {"416": 7_400.0}
    rows = {unit: {"1": 20_000.0, "2": 80_000.0, "3": poor, "9": 4 * poor} for unit, poor in counts.items()}
    first = desk.receive(desk.read([("ca-tinh.xlsx", form_one(desk, 2022, rows))], Asked(2022)), WHO)[0].id
    published(desk, first)
    whole = sum(counts.values())
    assert of_today(base).figure("40", "poor_households", 2022).value == whole
    again = Desk(base, GEO_DIR, desk.store, FORMS, WORDS)
    changed = {CON_CUONG: {"1": 20_000.0, "2": 80_000.0, "3": 1_700.0, "9": 6_800.0}}
    handing = again.read([("con-cuong.xlsx", form_one(again, 2022, changed))], Asked(2022))
    second = again.receive(handing, Declared("Sở", {first: "1"}, "cộng nhầm", "UBND huyện"))[0].id
    published(again, second)
    campaign = of_today(base)
    less = counts[CON_CUONG] - 1_700
    assert campaign.figure(CON_CUONG, "poor_households", 2022).value == 1_700
    assert campaign.figure("40", "poor_households", 2022).value == whole - less
    mountain = sum(counts[unit] for unit in campaign.members("mountain")) - less
    assert campaign.figure("mountain", "poor_households", 2022).value == mountain
    with pytest.raises(DataError, match="đã nằm trong bản đang dùng"):
        published(again, first)


def test_what_was_corrected_cannot_be_published_after_its_correction(desk):
    first = handed(desk, 2_500)
    second = handed(desk, 2_400, "sua.xlsx", Declared("Sở", {first: "1"}, "cộng nhầm", "UBND huyện"))
    published(desk, second)
    with pytest.raises(DataError, match=f"đã được bản nộp số {second}"):
        published(desk, first)


def test_a_correction_that_replaces_what_it_does_not_name_is_refused(desk):
    rows = {unit: {"1": 20_000.0, "2": 80_000.0, "3": 100.0, "9": 400.0} for unit in (CON_CUONG, "418")}
    one = desk.receive(desk.read([("a.xlsx", form_one(desk, 2022, {CON_CUONG: rows[CON_CUONG]}))], Asked(2022)), WHO)[
        0
    ].id
    two = desk.receive(desk.read([("b.xlsx", form_one(desk, 2022, {"418": rows["418"]}))], Asked(2022)), WHO)[0].id
    both = desk.read([("ca-hai.xlsx", form_one(desk, 2022, rows))], Asked(2022))
    with pytest.raises(DataError, match=f"bản nộp số {one}"):
        desk.receive(both, Declared("Sở", {two: "1"}, "sửa", "UBND"))


def test_one_unit_in_two_files_of_a_call_is_refused(desk):
    content = form_one(desk, 2023, con_cuong(2_500))
    handing = desk.read([("a.xlsx", content), ("b.xlsx", form_one(desk, 2023, con_cuong(2_400)))], Asked(2023))
    assert any(remark.rule == "twice" and "a.xlsx" in remark.finding.message for remark in handing.remarks)
    assert handing.refused


def test_a_change_of_the_tables_comes_with_the_next_publication(desk, base):
    published(desk, handed(desk, 2_500))
    path = base / "sources.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + "moi-them,Nguồn mới,,Báo,,false,,press,fair,\n", encoding="utf-8"
    )
    assert "moi-them" not in of_today(base).sources.index
    again = Desk(base, GEO_DIR, desk.store, FORMS, WORDS)
    published(
        again,
        again.receive(
            again.read(
                [("td.xlsx", form_one(again, 2022, {"418": {"1": 20_000.0, "2": 80_000.0, "3": 100.0, "9": 400.0}}))],
                Asked(2022),
            ),
            WHO,
        )[0].id,
    )
    campaign = of_today(base)
    assert "moi-them" in campaign.sources.index
    assert campaign.figure(CON_CUONG, "poor_households", 2023).value == 2_500


def test_the_first_publication_can_be_taken_back(desk, base):
    before = of_today(base).edition.name
    published(desk, handed(desk, 2_500))
    roll_back(desk, 0, "Chi cục trưởng", "công bố nhầm")
    assert of_today(base).edition.name == before
    again = Desk(base, GEO_DIR, desk.store, FORMS, WORDS)
    assert again.accepted == []
    with pytest.raises(DataError, match="Đang dùng các bảng gốc"):
        roll_back(again, 0, "Ai", "Vì sao")
    published(again, 1)
    assert of_today(base).figure(CON_CUONG, "poor_households", 2023).value == 2_500


@pytest.mark.parametrize("where", ["cover", "hidden", "name"])
def test_made_up_figures_are_known_wherever_they_say_so(desk, where):
    book = openpyxl.load_workbook(io.BytesIO(form_one(desk, 2023, con_cuong(2_500))))
    if where != "name":
        sheet = book.create_sheet("Bìa")
        sheet["C40"] = WORDS.made_up[0]
        sheet.sheet_state = "hidden" if where == "hidden" else "visible"
    else:
        book.create_sheet("Dữ liệu mẫu")["A1"] = "x"
    content = io.BytesIO()
    book.save(content)
    workbooks = [
        replace(one, sheets=tuple(_counted(sheet) for sheet in one.sheets))
        for one in opened("a.xlsx", content.getvalue())
    ]
    (submission,), _ = Reader(FORMS, WORDS, desk.campaign.ledger).read(workbooks, Asked(2023))
    assert submission.made_up


def _counted(sheet: Sheet) -> Sheet:
    """openpyxl keeps no results of formulas: what is looked at here needs none."""
    return replace(sheet, cells={at: replace(cell, uncounted=False) for at, cell in sheet.cells.items()})


def test_an_unknown_number_is_told(desk):
    with pytest.raises(MissingError):
        publish(desk, [7], "Ai", "Vì sao", {})
    with pytest.raises(DataError, match="Chưa chọn"):
        publish(desk, [], "Ai", "Vì sao", {})


def test_a_hostile_name_of_a_file_is_clean_in_the_edition(desk, base):
    published(desk, handed(desk, 2_500, "=1+1<script>alert(1)</script>\n'\"&.xlsx"))
    title = of_today(base).sources["title"].iloc[-1]
    assert not set("<>\n") & set(title)
    assert title.startswith("Biểu 1 năm 2023")


def test_the_review_of_2025_by_130_communes_closes_the_plan(base):
    """Estimated for real; every sum again by a calculation of its own from the workbook's cells."""
    desk = Desk(base, GEO_DIR, store_of(base), FORMS, WORDS)
    campaign, ledger = desk.campaign, desk.campaign.ledger
    boundaries = boundaries_of(ledger, 2025)[0]
    numbers = sample.sample(FORMS.of_year(2025), boundaries, lambda unit: poor_rate_of(campaign, unit, 2025),
                            lambda unit: households_of(campaign, unit), seed=1)["1"]  # fmt: skip
    content = blank.workbook(FORMS.of_year(2025)[0], 2025, boundaries, WORDS, lambda u, d, k: numbers.get((u, d, k)))
    number = desk.receive(desk.read([("bieu-1.xlsx", content)], Asked(2025)), WHO)[0].id
    # Communes that the press has counted otherwise: a person lets both stand.
    publish(desk, [number], "Chi cục trưởng", "Rà soát 2025", {"known": "số của đợt rà soát mới hơn số báo in"})
    after = of_today(base)
    cells = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
    names = {unit.name: unit.code for unit in boundaries.communes}
    rows = {names[row[1]]: (row[2], row[4]) for row in cells.iter_rows(min_row=7, values_only=True) if row[1] in names}
    assert len(rows) == 130
    former = today_communes(ledger)
    sums: dict[str, list[float]] = {}
    for unit, (households, poor) in rows.items():
        for district in former[unit]:
            total = sums.setdefault(district, [0.0, 0.0])
            total[0], total[1] = total[0] + households, total[1] + poor
    across = {district for districts in former.values() if len(districts) > 1 for district in districts}
    for district, (households, poor) in sums.items():
        figure, rate = (after.figure(district, indicator, 2025) for indicator in ("poor_households", "poor_rate"))
        if district in across:
            assert figure.status == ESTIMATED
        else:
            assert (figure.status, figure.value) == (PUBLISHED, poor)
            assert rate.value == pytest.approx(poor / households * 100, abs=0.005)
    whole = sum(poor for _, poor in rows.values())
    assert after.figure(after.province, "poor_households", 2025).value == whole
    # The two that share a commune hold what the others leave.
    left = sum(after.exact(district, "poor_households", 2025) for district in across)
    assert left == pytest.approx(whole - sum(sums[d][1] for d in sums if d not in across), abs=1)
    halving = next(target for target in after.targets if target.target == "halving")
    start = after.figure(after.province, "poor_households", 2021).value
    reached = after.assess(halving, after.province, 2025).judgement
    assert reached == ("reached" if whole <= start / 2 else "not_reached")
    assert after.latest_year == 2025


def test_the_commands_do_all_of_it(tmp_path, base, capsys, monkeypatch):
    """Forms written, filled by a sample, read, refused where made up; the history and the backup."""
    monkeypatch.setattr(candidate, "estimate", lambda data, today, progress=None: seal_again(  # noqa: ARG005
        data, store.SEALED, [parameters.FILE], store.OUTPUTS))  # fmt: skip

    def told(code: int, *arguments: str) -> str:
        assert main(["--data", str(base), *arguments]) == code
        said = capsys.readouterr()
        return said.out + said.err

    assert "10 biểu" in told(0, "forms", "--year", "2023", "--out", str(tmp_path / "trong"))
    assert "có thể là biểu đã điền" in told(1, "forms", "--year", "2023", "--out", str(tmp_path / "trong"))
    assert "bảng chưa có số nào khác 0" in told(
        1, "import", str(tmp_path / "trong" / "bieu-01-2023.xlsx"), "--year", "2023"
    )
    told(0, "sample", "--year", "2023", "--out", str(tmp_path / "mau"))
    files = [str(path) for path in sorted((tmp_path / "mau").glob("*.xlsx"))]
    assert len(files) == 10
    assert "chưa nhận gì" in told(0, "import", *files, "--year", "2023", "--dry-run")
    assert "không bao giờ nhận" in told(1, "import", files[0], "--year", "2023", "--actor", "Sở")
    assert "người nộp ghi năm 2022" in told(1, "import", files[1], "--year", "2022")
    own = tmp_path / "con-cuong.xlsx"
    own.write_bytes(form_one(Desk(base, GEO_DIR, store_of(base), FORMS, WORDS), 2023, con_cuong(2_500)))
    assert "Đã nhận, bản nộp số 1" in told(0, "import", str(own), "--year", "2023", "--actor", "Sở")
    assert "chưa công bố" in told(0, "submissions")
    assert "số khác đi" in told(0, "changes", "1")
    assert "quy tắc missing" in told(1, "publish", "1", "--reason", "Rà soát", "--actor", "Ai")
    ticks = ["--tick", "missing=nộp từng huyện"]
    assert "Đã công bố, lần 1" in told(0, "publish", "1", "--reason", "Rà soát", "--actor", "Lãnh đạo", *ticks)
    assert "Lãnh đạo: công bố bản nộp 1" in told(0, "history")
    assert "đã công bố" in told(0, "submissions")
    assert "không đúng dạng" in told(1, "publish", "1", "--reason", "x", "--actor", "Ai", "--tick", "missing")
    assert "lần công bố số 1" in told(0, "check")
    assert "Đã ghi bản của lần công bố số 1" in told(0, "to-csv")
    assert "2500" in (base / "observations.csv").read_text(encoding="utf-8")
    (base / "sources.csv").write_text(
        (base / "sources.csv").read_text(encoding="utf-8") + "x,X,,X,,false,,press,fair,\n", encoding="utf-8"
    )
    assert "sẽ mất thay đổi ấy" in told(1, "to-csv")
    assert "Đã sao lưu" in told(0, "backup", str(tmp_path / "kho.zip"))
    assert "đang được dùng" in told(1, "rollback", "1", "--reason", "x", "--actor", "Ai")
    assert (
        main(
            [
                "--data",
                str(Path(shutil.copytree(examples.own_tables(), tmp_path / "khac"))),
                "restore",
                str(tmp_path / "kho.zip"),
            ]
        )
        == 0
    )
    assert published_folder(tmp_path / "khac") is not None
