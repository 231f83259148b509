"""Broken workbooks are refused at their cell, by rule and level; nothing of them is half taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.intake.between import between
from lib.intake.form import Cell as FormCell
from lib.intake.form import Column, Division, Rule
from lib.intake.opening import opened
from lib.intake.places import Boundaries
from lib.intake.reading import Asked
from lib.intake.remarks import Level, Remark
from lib.intake.sheet import Cell, Sheet, Workbook, address
from lib.intake.submission import WHOLE, Key, Submission
from tests.intake_workbooks import Made, Numbers, Style, figures, made, of, saved
from tests.test_intake_right import FORMS, TODAY, boundaries, form, forms, numbers, reader

YEAR = 2022
ALL, HO, KHAU = Division.ALL, Division.HOUSEHOLDS, Division.PEOPLE


@cache
def part() -> Boundaries:
    """Four of the districts: the others are told as missing, and nothing else."""
    whole = boundaries(YEAR)
    return Boundaries(whole.name, whole.districts[3:7], ())


@cache
def few(seed: int = 5) -> dict[str, Numbers]:
    return figures(forms(YEAR), part(), seed)


def small(number: str, style: Style | None = None) -> Made:
    return made(form(number, YEAR), YEAR, part(), few()[number], style)


@cache
def whole(number: str) -> Made:
    return made(form(number, YEAR), YEAR, boundaries(YEAR), numbers(YEAR)[number])


def read(one: Made | Workbook, year: int = YEAR, **asked: object) -> tuple[tuple[Submission, ...], tuple[Remark, ...]]:
    workbook = one if isinstance(one, Workbook) else of(one)
    return reader().read([workbook], Asked(year, today=TODAY, **asked))  # type: ignore[arg-type]


def submitted(one: Made, year: int = YEAR, **asked: object) -> Submission:
    (submission,), _ = read(one, year, **asked)
    return submission


def has(remarks: tuple[Remark, ...], level: Level, rule: str, sheet: str, cell: str | None, text: str = "") -> None:
    found = [(r.level, r.rule, r.finding.sheet, r.finding.cell) for r in remarks if text in str(r)]
    assert (level, rule, sheet, cell) in found, [str(r) for r in remarks][:8]


def refused_at(one: Made, place: Key | tuple[int, int], rule: str, text: str = "", **asked: object) -> Submission:
    submission = submitted(one, **asked)
    at = one.places[place] if len(place) == 3 else place  # type: ignore[index]
    has(submission.remarks, Level.ERROR, rule, one.sheet.name, address(*at), text)
    assert submission.refused
    return submission


def districts() -> list[str]:
    return [unit.code for unit in part().districts]


def division(number: str, index: int = 0) -> Division:
    kinds = form(number, YEAR).divisions
    return kinds[index % len(kinds)]


def counts(number: str) -> list[Column]:
    return [column for column in form(number, YEAR).columns if column.kind == "count"]


def test_what_is_broken_here_was_right() -> None:
    for number in FORMS:
        for one in (small(number), whole(number)):
            assert not submitted(one).refused, [str(r) for r in submitted(one).remarks][:3]


# Cells of counts and of rates.

NO_COUNTS: dict[str, Cell] = {
    "letters": Cell("x"),
    "count with its unit": Cell("0 hộ"),
    "two decimals": Cell("12,34"),
    "two digits behind a point": Cell("1.23"),
    "nothing before the groups": Cell("0.123"),
    "groups that change": Cell("1.234,567"),
    "a group of two": Cell("1.23.456"),
    "not whole": Cell(12.5),
    "below nothing": Cell(-3),
    "below nothing as a text": Cell("-3"),
    "true": Cell(True),
    "a day": Cell(date(2025, 3, 1), "d-mmm"),
    "#REF!": Cell(None, error="#REF!"),
    "#N/A": Cell(None, error="#N/A"),
    "#DIV/0!": Cell(None, error="#DIV/0!"),
    "#VALUE!": Cell(None, error="#VALUE!"),
    "not counted": Cell(None, uncounted=True),
}
NO_RATES: dict[str, Cell] = {
    "letters": Cell("nghèo"),
    "thousands or thousandths": Cell("1.234"),
    "twelve thousand": Cell("12.345"),
    "two commas": Cell("5,1,9"),
    "above a hundred": Cell(120.5),
    "above a hundred as a text": Cell("519,00"),
    "below nothing": Cell(-0.5),
    "percent of a percent": Cell(5.19, "0.00%"),
    "true": Cell(True),
    "a day": Cell(date(2025, 5, 19), "d.m"),
    "#REF!": Cell(None, error="#REF!"),
    "#DIV/0! over households": Cell(None, error="#DIV/0!"),
    "not counted": Cell(None, uncounted=True),
}


@pytest.mark.parametrize("what", NO_COUNTS)
@pytest.mark.parametrize("turn", range(4))
def test_no_count(what: str, turn: int) -> None:
    """The form, the column, the unit and the total vary with the turn."""
    at = list(NO_COUNTS).index(what) + turn * 3
    number = FORMS[at % len(FORMS)]
    column = counts(number)[at % len(counts(number))]
    key = ([*districts(), WHOLE][at % 5], division(number, at), column.key)
    cell = NO_COUNTS[what]
    one = small(number).put(key, cell.value, cell.shown, error=cell.error, uncounted=cell.uncounted)
    submission = refused_at(one, key, "number")
    assert key not in submission.numbers


@pytest.mark.parametrize("what", NO_RATES)
@pytest.mark.parametrize("number", ("1", "5", "7"))
def test_no_rate(what: str, number: str) -> None:
    rates = [column.key for column in form(number, YEAR).columns if column.kind == "rate"]
    at = list(NO_RATES).index(what) + int(number)
    key = ([*districts(), WHOLE][at % 5], ALL, rates[at % len(rates)])
    cell = NO_RATES[what]
    one = small(number).put(key, cell.value, cell.shown, error=cell.error, uncounted=cell.uncounted)
    assert key not in refused_at(one, key, "number").numbers


@pytest.mark.parametrize("number", ("1", "5", "7"))
def test_a_text_with_a_point_is_no_rate_unless_its_formula_says_so(number: str) -> None:
    key = (districts()[0], ALL, "4")
    right = f"{few()[number][key]:.2f}"
    one = small(number).put(key, right)
    if number == "1":
        assert not submitted(one).refused
        refused_at(small(number).put(key, "99.17"), key, "number")
    else:
        refused_at(one, key, "number")


@pytest.mark.parametrize("number", FORMS)
@pytest.mark.parametrize("turn", range(2))
def test_blank_is_not_nothing(number: str, turn: int) -> None:
    columns = counts(number)
    key = (districts()[turn], division(number, turn), columns[(int(number) + turn) % len(columns)].key)
    one = small(number).without(key)
    submission = submitted(one)
    has(submission.remarks, Level.WARNING, "blank", one.sheet.name, address(*one.places[key]), "không phải là 0")
    assert key not in submission.numbers


@pytest.mark.parametrize("number", ("5", "7"))
def test_a_blank_rate_that_no_formula_gives_is_told(number: str) -> None:
    key = (districts()[0], ALL, "6")
    one = small(number).without(key)
    has(submitted(one).remarks, Level.WARNING, "blank", one.sheet.name, address(*one.places[key]))


def test_rates_over_nothing() -> None:
    """0, blank, a dash and #DIV/0! are right where the base is 0; a rate is not."""
    code = districts()[0]
    zero = small("1")
    for key in list(zero.places):
        if key[0] == code:
            zero = zero.put(key, 0)
    key = (code, ALL, "4")
    errors = [r for r in submitted(zero).remarks if r.level is Level.ERROR and r.rule != "sum"]
    assert not errors, [str(r) for r in errors]
    for one in (zero.put(key, None, error="#DIV/0!"), zero.put(key, "-"), zero.without(key)):
        assert [r.rule for r in submitted(one).remarks if r.level is Level.ERROR and r.rule != "sum"] == []
    refused_at(zero.put(key, 3.5), key, "f1.column_4")
    refused_at(small("1").put(key, "-"), key, "f1.column_4")


@pytest.mark.parametrize("number", ("5", "7"))
def test_fractions_nobody_confirms_are_asked(number: str) -> None:
    one = small(number, Style(rate=lambda value: (value / 100, "General")))
    assert "fraction" in {r.rule for r in submitted(one).remarks if r.level is Level.WARNING}
    assert "fraction" not in {r.rule for r in submitted(small(number)).remarks}


# Rules of a row.

IN_A_ROW = [(one.form, rule) for one in reader().forms.of_year(YEAR) for rule in one.rules]


def _violating(rule: Rule, values: dict[str, float]) -> dict[str, float]:
    """The same row with one number changed so that the rule is broken."""
    for cell in rule.formula.cells:
        for value in (values.get(cell, 0) + 1, 0.0, values.get(cell, 0) * 3 + 7, 10.0**6, -5.0):
            changed = {**values, cell: value}
            if cell in values and rule.formula.holds(lambda name, of=changed: _looked(of, name)) is False:  # type: ignore[misc]
                return {cell: value}
    raise AssertionError(rule.code)


def _looked(values: dict[str, float], name: str) -> float | None:
    if name.endswith("*"):
        return sum(value for key, value in values.items() if key.startswith(name[:-1]))
    return values.get(name)


@pytest.mark.parametrize(("number", "rule"), IN_A_ROW, ids=[rule.code for _, rule in IN_A_ROW])
def test_every_rule_of_a_row(number: str, rule: Rule) -> None:
    for code, kind in ((districts()[1], division(number)), (districts()[3], division(number, 1))):
        one = small(number)
        values = {key: value for (unit, of, key), value in few()[number].items() if (unit, of) == (code, kind)}
        if rule.code in ("f5.none", "f7.none", "f1.nobody"):
            values["1"] = 0.0
            one = one.put((code, kind, "1"), 0)
        for key, value in _violating(rule, values).items():
            one = one.put((code, kind, key), value)
        first = next(cell for cell in rule.formula.cells if (code, kind, cell) in one.places)
        level = Level.ERROR if rule.level == "error" else Level.WARNING
        place = one.places[(code, kind, first)]
        has(submitted(one).remarks, level, rule.code, one.sheet.name, address(*place))


FORMULAS = [(one.form, column.key) for one in reader().forms.of_year(YEAR) for column in one.columns if column.equals]


@pytest.mark.parametrize(("number", "column"), FORMULAS)
def test_every_formula_of_a_row(number: str, column: str) -> None:
    for code in (districts()[2], WHOLE):
        key = (code, division(number, 1), column)
        one = small(number)
        refused_at(one.put(key, one.numbers[key] + 1), key, f"f{number}.column_{column}")


def test_groups_that_overlap_are_asked_not_refused() -> None:
    for columns in (("5", "2"), ("10", "7")):
        other, part_ = columns
        total = "1" if other == "5" else "6"
        code, one, key = districts()[0], small("8"), ()
        values = {k: v for (unit, of, k), v in few()["8"].items() if (unit, of) == (code, HO)}
        one = one.put((code, HO, part_), values[total])
        rest = sum(values[str(int(total) + index)] for index in (2, 3))
        key = (code, HO, other)
        one = one.put(key, -rest)
        remarks = submitted(one).remarks
        if rest:
            has(remarks, Level.WARNING, f"f8.overlap_{other}", one.sheet.name, address(*one.places[key]))
        assert not [str(r) for r in remarks if r.level is Level.ERROR and r.rule != "sum"]


# Rules between forms.


@cache
def all_small() -> dict[str, Submission]:
    return {number: submitted(small(number)) for number in FORMS}


@pytest.mark.parametrize("rule", reader().forms.between, ids=lambda rule: rule.code)
def test_every_rule_between_forms(rule: Rule) -> None:
    first = FormCell.of(rule.formula.cells[0])
    told = all_small()[first.form]
    others = {FormCell.of(name) for name in rule.formula.cells[1:]}
    before = [replace(all_small()[c.form], year=YEAR - 1) for c in others if c.years_before]
    for unit in (districts()[2], WHOLE):
        key = (unit, first.division, first.column)
        number = told.numbers[key]
        changed = replace(told, numbers={**told.numbers, key: replace(number, value=number.value * 20 + 90000)})
        given_ = [one for one in all_small().values() if one.form.form != first.form]
        remarks = tuple(between([changed, *given_, *before], [rule]))
        level = Level.ERROR if rule.level == "error" else Level.WARNING
        has(remarks, level, rule.code, told.sheet, address(number.row, number.column))
        if not before:
            assert not [str(r) for r in between([told, *given_], [rule])]


def test_the_year_before_may_be_known_from_elsewhere() -> None:
    told = all_small()["2"]
    rules = [rule for rule in reader().forms.between if rule.code == "b.2_before"]
    starts = {code: told.numbers[(code, HO, "1")].value for code in districts()}

    def known(_form: str, year: int, unit: str, _division: Division, _column: str) -> float | None:
        return starts[unit] + (unit == districts()[1]) if year == YEAR - 1 else None

    (remark,) = between([told], rules, known)
    number = told.numbers[(districts()[1], HO, "1")]
    assert (remark.level, remark.finding.cell) == (Level.WARNING, address(number.row, number.column))


# Sums, units, names.


@pytest.mark.parametrize("number", FORMS)
def test_a_wrong_total(number: str) -> None:
    for step in (1, -1):
        columns = [column for column in counts(number) if column.formula is None]
        key = (WHOLE, division(number, 1), columns[int(number) % len(columns)].key)
        one = whole(number)
        refused_at(one.put(key, one.numbers[key] + step), key, "sum", "cộng các đơn vị được")


@pytest.mark.parametrize("number", ("1", "2", "10"))
def test_a_wrong_district(number: str) -> None:
    one = made(form(number, 2024), 2024, boundaries(2024), numbers(2024, 0, True)[number])
    key = (boundaries(2024).districts[4].code, division(number), "1")
    one = one.put(key, one.numbers[key] + 2)
    (submission,), _ = read(one, 2024)
    has(submission.remarks, Level.ERROR, "sum", one.sheet.name, address(*one.places[key]))


@pytest.mark.parametrize("number", FORMS)
def test_a_missing_unit_is_asked(number: str) -> None:
    one = whole(number)
    gone = boundaries(YEAR).districts[int(number)]
    for kind in form(number, YEAR).divisions:
        one = one.without_row(one.names[(gone.code, kind)][0])
    submission = submitted(one)
    assert [unit.code for unit in submission.missing] == [gone.code]
    missing = next(r for r in submission.remarks if r.rule == "missing")
    assert (missing.level, missing.finding.sheet) == (Level.WARNING, one.sheet.name)
    assert gone.name in str(missing)
    assert not submission.refused, [str(r) for r in submission.remarks if r.level is Level.ERROR]
    assert {r.level for r in submission.remarks if r.rule == "sum"} <= {Level.WARNING}


def test_a_missing_commune_is_asked() -> None:
    one = made(form("1", 2024), 2024, boundaries(2024), numbers(2024, 0, True)["1"])
    gone = boundaries(2024).communes[7]
    (submission,), _ = read(one.without_row(one.names[(gone.code, ALL)][0]), 2024)
    assert [unit.code for unit in submission.missing] == [gone.code]
    assert not submission.refused, [str(r) for r in submission.remarks if r.level is Level.ERROR]


@pytest.mark.parametrize("number", FORMS)
def test_a_unit_or_a_total_twice(number: str) -> None:
    for name, code in ((part().districts[0].name, districts()[2]), ("Cộng", districts()[3])):
        one, kind = small(number), division(number)
        place = one.names[(code, kind)]
        one = one.put(place, name)
        later = place if name.startswith("Huyện") or code == districts()[2] else one.names[(WHOLE, kind)]
        refused_at(one, later, "twice")


@pytest.mark.parametrize("number", FORMS)
def test_an_unknown_name_is_refused_and_a_doubtful_one_asked(number: str) -> None:
    kind, unit = division(number), part().districts[2]
    one = small(number)
    place = one.names[(unit.code, kind)]
    submission = refused_at(one.put(place, "Huyện Không Có"), place, "unit", "không có đơn vị nào")
    assert (unit.code, kind, "1") not in submission.numbers
    bare = "Huyen Ky Son" if unit.name == "Huyện Kỳ Sơn" else _without_accents(unit.name)
    for of_kind in form(number, YEAR).divisions:
        one = one.put(one.names[(unit.code, of_kind)], bare)
    submission = refused_at(one, place, "unit", unit.code)
    assert not [key for key in submission.numbers if key[0] == unit.code]
    answered = submitted(one, answers={bare: unit.code})
    assert not answered.refused
    assert {key: n.value for key, n in answered.numbers.items()} == pytest.approx(one.numbers)
    refused_at(one, place, "unit", answers={bare: "99999"})


def _without_accents(text: str) -> str:
    from lib.language.names import unaccented

    return unaccented(text).title()


def test_accents_tell_communes_apart() -> None:
    one = made(form("1", 2024), 2024, boundaries(2024), numbers(2024, 0, True)["1"])
    pair = [unit for unit in boundaries(2024).communes if unit.name in ("Xã Nậm Càn", "Xã Nậm Cắn")]
    assert len(pair) == 2
    place = one.names[(pair[0].code, ALL)]
    (submission,), _ = read(one.put(place, "Xã Nậm Can"), 2024)
    for unit in pair:
        has(submission.remarks, Level.ERROR, "unit", one.sheet.name, address(*place), unit.code)


def test_names_of_no_unit_are_not_repeated() -> None:
    one = small("1")
    for index, code in enumerate(districts()):
        one = one.put(one.names[(code, ALL)], f"Nguyễn Văn Bí Mật {index}")
    submission = submitted(one)
    has(submission.remarks, Level.ERROR, "unit", one.sheet.name, address(*one.names[(districts()[0], ALL)]))
    assert "Bí Mật" not in repr(submission)


def test_rows_without_name_or_division() -> None:
    one = small("1")
    row = one.names[(districts()[1], ALL)][0]
    remarks = submitted(one.without((row, 2))).remarks
    assert [(r.level, r.finding.row) for r in remarks if r.rule == "unit"] == [(Level.ERROR, row)]
    for number in ("2", "3", "8"):
        one = small(number)
        place = (one.names[(districts()[1], HO)][0], 3)
        refused_at(one.put(place, "Khác"), place, "division")
        refused_at(one.without(place), place, "division")


# Headers, titles, years, sheets.


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("number", FORMS)
def test_a_missing_column_is_named(number: str, numbered: bool) -> None:
    columns = form(number, YEAR).columns
    gone = columns[int(number) % len(columns)]
    drop = [gone.key, *(f"{gone.open}{index}" for index in range(1, 7) if gone.open)]
    one = small(number, Style(drop=drop, numbers=numbered))
    submission = submitted(one)
    assert not submission.numbers
    (remark,) = submission.remarks
    assert (remark.level, remark.rule, remark.finding.sheet) == (Level.ERROR, "header", one.sheet.name)
    assert f"{gone.key} ({gone.name})" in str(remark)


@pytest.mark.parametrize("number", ("2", "4", "10"))
def test_a_number_and_a_header_that_say_different_columns(number: str) -> None:
    one = small(number)
    head = {cell.value: at for at, cell in one.sheet.cells.items() if isinstance(cell.value, str)}
    first, second = form(number, YEAR).columns[2], form(number, YEAR).columns[3]
    one = one.put(head[first.name], second.name).put(head[second.name], first.name)
    has(
        submitted(one).remarks,
        Level.ERROR,
        "header",
        one.sheet.name,
        address(head[first.name][0] + 1, head[first.name][1]),
    )


@pytest.mark.parametrize("number", ("2", "6", "9"))
def test_a_column_twice_by_words(number: str) -> None:
    one = small(number, Style(numbers=False))
    head = {cell.value: at for at, cell in one.sheet.cells.items() if isinstance(cell.value, str)}
    first, second = form(number, YEAR).columns[0], form(number, YEAR).columns[1]
    one = one.put(head[second.name], first.name)
    submission = submitted(one)
    assert not submission.numbers
    assert [(r.level, r.rule) for r in submission.remarks] == [(Level.ERROR, "header")]


def test_columns_and_rows_left_out_are_told() -> None:
    one = small("4")
    wide = max(column for _, column in one.sheet.cells) + 1
    for code in districts():
        one = one.put((one.names[(code, ALL)][0], wide), 7)
    assert "unread" in {r.rule for r in submitted(one).remarks if r.level is Level.WARNING}
    one = small("4")
    last = one.sheet.last_row + 3
    for column in (3, 4, 5):
        one = one.put((last, column), 12)
    has(submitted(one).remarks, Level.WARNING, "below", one.sheet.name, address(last, 2))


def test_year_and_form_of_title_and_person_agree() -> None:
    for number in FORMS:
        one = small(number)
        for asked, rule in (({"year": 2023}, "year"), ({"form": "2" if number == "1" else "1"}, "form")):
            submissions, remarks = read(one, **{"year": YEAR, **asked})  # type: ignore[arg-type]
            assert submissions == ()
            has(remarks, Level.ERROR, rule, one.sheet.name, None)
    for year, rule in ((2030, "year"), (2019, "year")):
        submissions, remarks = read(small("1"), year)
        assert (submissions, [(r.level, r.rule) for r in remarks]) == ((), [(Level.ERROR, rule)])
    assert read(small("1"), form="12")[1][0].level is Level.ERROR


def test_a_sheet_of_no_form_and_a_form_twice() -> None:
    note = Sheet("Ghi chú", {(1, 1): Cell("Lưu ý"), (2, 1): Cell(3)})
    submissions, remarks = read(of(note))
    assert submissions == ()
    has(remarks, Level.ERROR, "form", "Ghi chú", None)
    assert read(of(Sheet("Trống", {})))[1][0].rule == "empty"
    for number in FORMS:
        one = small(number)
        copy = replace(one.sheet, name="Bản sao")
        (first, second), _ = read(of(one, copy))
        assert not first.refused
        has(second.remarks, Level.ERROR, "twice", "Bản sao", None)


def test_a_form_in_parts_and_a_hidden_copy() -> None:
    for number in FORMS:
        halves = [Boundaries(part().name, part().districts[:2], ()), Boundaries(part().name, part().districts[2:], ())]
        sheets = [
            made(form(number, YEAR), YEAR, half, few()[number], Style(total="none"), name=f"Phần {index}")
            for index, half in enumerate(halves)
        ]
        first, second = read(of(*sheets))[0]
        assert not first.refused
        assert not second.refused
        assert {unit.code for unit in (*first.units, *second.units)} == set(districts())
        hidden = replace(sheets[0].sheet, name="Cũ", hidden=True)
        (only,), remarks = read(of(hidden, small(number)))
        has(remarks, Level.NOTICE, "hidden", "Cũ", None)
        assert only.sheet == small(number).sheet.name
        (only,), _ = read(of(hidden))
        assert not only.refused


@pytest.mark.parametrize("number", FORMS)
def test_a_number_of_a_form_that_is_not_of_its_title_is_asked(number: str) -> None:
    other = "3" if number == "2" else "2"
    for said, level in ((f"Biểu số {other}", Level.WARNING), (f"Mẫu số 0{other}", Level.WARNING)):
        one = small(number, Style(above=(said,)))
        submission = submitted(one)
        has(submission.remarks, level, "form", one.sheet.name, None)
        assert submission.form.form == number


@pytest.mark.parametrize("number", FORMS)
def test_hidden_rows_and_columns_are_read_and_told(number: str) -> None:
    one = small(number)
    row, column = one.places[(districts()[1], division(number), counts(number)[0].key)]
    sheet = replace(one.sheet, hidden_rows=frozenset({row}), hidden_columns=frozenset({column}))
    (submission,), _ = read(of(sheet))
    assert len(submission.numbers) == len(one.numbers)
    assert [r.level for r in submission.remarks if r.rule == "hidden"] == [Level.NOTICE, Level.NOTICE]


PERSONS = {
    "title": {(1, 1): "DANH SÁCH HỘ NGHÈO NĂM 2022", (3, 2): "Tên", (4, 2): "Nguyễn Thị Bí Mật"},
    "columns": {(3, 1): "STT", (3, 2): "Họ và tên chủ hộ", (4, 2): "Nguyễn Thị Bí Mật", (4, 3): 12},
    "head of household": {(3, 1): "STT", (3, 2): "Chủ hộ", (4, 2): "Nguyễn Thị Bí Mật"},
    "birthday": {(3, 1): "TT", (3, 3): "Ngày sinh", (4, 2): "Nguyễn Thị Bí Mật"},
    "identity card": {(3, 1): "TT", (4, 2): "Nguyễn Thị Bí Mật", (4, 3): "040012345678"},
    "identity card as a number": {(4, 2): "Nguyễn Thị Bí Mật", (4, 3): 240012345678},
    "form number": {(1, 1): "Mẫu số 14", (4, 2): "Nguyễn Thị Bí Mật"},
    "far below": {(90, 2): "Họ tên chủ hộ", (91, 2): "Nguyễn Thị Bí Mật"},
}


@pytest.mark.parametrize("what", PERSONS)
@pytest.mark.parametrize("number", ("1", "8"))
def test_lists_of_persons_are_refused_and_not_repeated(what: str, number: str) -> None:
    listed = Sheet("Phụ biểu", {at: Cell(value) for at, value in PERSONS[what].items()})
    below = small(number)
    for (row, column), value in PERSONS[what].items():
        below = below.put((row + 200, column), value)
    for workbook in (of(listed), of(small(number), listed), of(small(number), replace(listed, hidden=True)), of(below)):
        if what in ("form number",) and workbook.sheets[0].name != "Phụ biểu" and len(workbook.sheets) == 1:
            continue
        result = read(workbook)
        assert result[0] == ()
        has(result[1], Level.ERROR, "persons", "", None, f"trang tính thứ {len(workbook.sheets)}")
        assert len(result[1]) == 1
        assert not any(part_ in repr(result) for part_ in ("Bí Mật", "0012345678", "Nguyễn"))


@pytest.mark.parametrize(
    "words", ["Số hộ ra khỏi danh sách hộ nghèo", "Vượt chuẩn cận nghèo, ra khỏi danh sách hộ nghèo"]
)
def test_households_struck_off_a_list_are_counted(words: str) -> None:
    one = small("2", Style(said={"3": words}))
    assert not submitted(one).refused


# Files: what a program of spreadsheets writes, opened and read.


@pytest.mark.parametrize("number", FORMS)
def test_files_with_errors_and_uncounted_formulas(number: str) -> None:
    first, second = ((districts()[index], division(number), counts(number)[0].key) for index in (0, 1))
    one = small(number).put(first, "=1+1").put(second, "#REF!")
    (workbook,) = opened("sai.xlsx", saved(one))
    (submission,), _ = read(workbook)
    has(submission.remarks, Level.ERROR, "number", one.sheet.name, address(*one.places[first]), "lưu lại")
    has(submission.remarks, Level.ERROR, "number", one.sheet.name, address(*one.places[second]), "#REF!")


# Any change.

WATCHED: list[Callable[[float, int], float]] = [
    lambda v, n: v + n,
    lambda v, n: max(v - n, 0) if v else v + n,
    lambda v, n: v * 10 + n,
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FORMS), st.integers(0, 10**6), st.integers(1, 99), st.sampled_from(WATCHED))
def test_no_changed_count_passes_in_silence(
    number: str, pick: int, by: int, how: Callable[[float, int], float]
) -> None:
    one = small(number)
    keys = [key for key in one.places if (column := form(number, YEAR).by_key.get(key[2])) is None or column.counted]
    key = keys[pick % len(keys)]
    one = one.put(key, how(one.numbers[key], by))
    told = {(r.rule, r.finding.cell) for r in submitted(one).remarks if r.level is not Level.NOTICE}
    before = {(r.rule, r.finding.cell) for r in submitted(small(number)).remarks if r.level is not Level.NOTICE}
    assert told - before


def test_a_dash_is_nothing_only_where_nothing_is_counted() -> None:
    """A rate that rounds to 0 is still no dash."""
    one, code = small("1"), districts()[0]
    for key, value in (("1", 50_000), ("2", 200_000), ("3", 10), ("4", "-")):
        one = one.put((code, ALL, key), value)
    refused_at(one, (code, ALL, "4"), "f1.column_4")


@pytest.mark.parametrize("number", ("4", "8", "10"))
def test_a_blank_may_be_what_a_total_has_more(number: str) -> None:
    key = (boundaries(YEAR).districts[3].code, division(number), "3")
    one = whole(number).without(key)
    total = (WHOLE, key[1], "3")
    level = Level.WARNING if one.numbers[key] else Level.ERROR
    has(submitted(one).remarks, level, "sum", one.sheet.name, address(*one.places[total]))
    more = one.put(total, one.numbers[total] - one.numbers[key] - 1)
    refused_at(more, total, "sum")


def test_a_district_and_a_commune_of_one_name_without_their_kinds() -> None:
    """The commune Kỳ Sơn of Tân Kỳ has its row; the next Kỳ Sơn is the district."""
    places = boundaries(2024)
    tan_ky = next(unit for unit in places.districts if unit.name == "Huyện Tân Kỳ")
    ky_son = next(unit for unit in places.districts if unit.name == "Huyện Kỳ Sơn")
    turned = replace(places, districts=(tan_ky, ky_son))
    kept = {tan_ky.code, ky_son.code}
    codes = kept | {unit.code for unit in places.communes if unit.district in kept}
    given_ = {key: value for key, value in numbers(2024, 0, True)["1"].items() if key[0] in codes}
    bare = {"Huyện Kỳ Sơn": "Kỳ Sơn", "Xã Kỳ Sơn": "Kỳ Sơn"}
    style = Style(name=lambda unit: bare.get(unit.name, unit.name), total="none")
    one = made(form("1", 2024), 2024, turned, given_, style)
    (submission,), _ = read(one, 2024)
    assert not submission.refused, [str(r) for r in submission.remarks][:3]
    assert {key: n.value for key, n in submission.numbers.items()} == pytest.approx(one.numbers)
