"""Right workbooks in many layouts give exactly the figures that were written."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.intake import blank
from lib.intake.between import between
from lib.intake.form import Form, Forms, read_forms
from lib.intake.opening import opened
from lib.intake.places import Boundaries, Unit, boundaries_of
from lib.intake.reading import Asked, Reader
from lib.intake.remarks import Level
from lib.intake.sample import PEOPLES
from lib.intake.sheet import Cell, Sheet, Workbook
from lib.intake.submission import Submission
from lib.intake.words import read_words
from lib.ledger import load_ledger
from tests import examples
from tests.intake_workbooks import Made, Numbers, Style, Written, figures, made, of, saved

FORMS = tuple("12345678910"[:9]) + ("10",)
TODAY = date(2026, 12, 20)


@cache
def reader() -> Reader:
    return Reader(read_forms(), read_words(), load_ledger(examples.own_tables()))


@cache
def boundaries(year: int, which: int = 0) -> Boundaries:
    return boundaries_of(reader().ledger, year)[which]


@cache
def numbers(year: int, which: int = 0, communes: bool = False, seed: int = 1) -> dict[str, Numbers]:
    return figures(forms(year), boundaries(year, which), seed, communes=communes)


def forms(year: int) -> tuple[Form, ...]:
    return reader().forms.of_year(year)


def form(number: str, year: int) -> Form:
    return next(one for one in forms(year) if one.form == number)


def read(workbook: Workbook, year: int, **asked: object) -> tuple[Submission, ...]:
    submissions, remarks = reader().read([workbook], Asked(year, today=TODAY, **asked))  # type: ignore[arg-type]
    assert not [str(one) for one in remarks if one.level is Level.ERROR]
    return submissions


def taken(content: bytes, year: int) -> tuple[Submission, ...]:
    return read(opened("thu.xlsx", content)[0], year)


def same(submission: Submission, one: Made, *, warnings: tuple[str, ...] = ()) -> None:
    """Every number as it was written, every number where it was written, nothing else."""
    told = [r for r in submission.remarks if r.level is not Level.NOTICE and r.rule not in (*warnings, *_OF_SAMPLE)]
    assert not told, [str(r) for r in told][:5]
    assert submission.numbers.keys() == one.numbers.keys()
    for key, number in submission.numbers.items():
        assert number.value == pytest.approx(one.numbers[key], abs=1e-9), key
        assert (number.row, number.column) == one.places[key]


#: What made-up figures are told about although nothing is wrong.
_OF_SAMPLE = ("f4.three", "f6.fewer", "f8.overlap_5", "f8.overlap_10", "f2.left", "f3.left")


def _official(unit: Unit) -> str:
    return unit.name


def _shortened(unit: Unit) -> str:
    for long, short in {
        "Thành phố ": "TP. ",
        "Thị xã ": "TX.",
        "Huyện ": "H. ",
        "Thị trấn ": "TT ",
        "Phường ": "P.",
        "Xã ": "X. ",
    }.items():
        if unit.name.startswith(long):
            return unit.name.replace(long, short, 1)
    return unit.name


def _untidy(unit: Unit) -> str:
    """Decomposed, capitals, double blanks, an Eth for Đ."""
    return unicodedata.normalize("NFD", f" {unit.name.upper().replace('Đ', 'Ð')}  ".replace(" ", "  "))


def _other_tone(unit: Unit) -> str:
    return unit.name.replace("Hòa", "Hoà").replace("Quỳ ", "Quì ")


def _bare(unit: Unit) -> str:
    return (
        unit.name.split(" ", 2)[2]
        if unit.name.startswith(("Thành phố", "Thị xã", "Thị trấn"))
        else unit.name.split(" ", 1)[1]
    )


def _dotted(value: float) -> Written:
    return f"{int(value):,}".replace(",", "."), "@"


def _spaced(value: float) -> Written:
    return f"{int(value):,}".replace(",", "\u00a0") + " ", "@"


def _dashed(value: float) -> Written:
    return ("-", "General") if value == 0 else (int(value), "General")


def _comma(value: float) -> Written:
    return f"{value:.9f}".replace(".", ","), "@"


def _percent(value: float) -> Written:
    return value / 100, "0.00%"


def _as_number(key: str) -> object:
    return key if key.count(".") > 1 else float(key)


LETTERHEAD = (
    "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
)
SENT = "(Kèm theo Báo cáo số 12/BC-UBND ngày 20 tháng 1 năm 2026 về kết quả rà soát hộ nghèo, hộ cận nghèo)"

LAYOUTS: dict[str, Style] = {
    "names": Style(),
    "letterhead, total first": Style(above=(*LETTERHEAD, "Biểu số {form}", SENT), total="first"),
    "groups": Style(header="groups", second="merged", count=_dashed),
    "groups by words": Style(header="groups", numbers=False, second="blank", total="first"),
    "names by words": Style(numbers=False, above=LETTERHEAD, second="merged"),
    "other order by words": Style(numbers=False, shuffled=True, total_left=True),
    "other order, numbered": Style(shuffled=True, second="blank"),
    "blocks": Style(order="blocks", count=_dotted, rate=_comma),
    "blocks by words": Style(order="blocks", numbers=False, header="groups", count=_spaced, rate=_comma, total="first"),
    "areas, gap": Style(areas=True, gap=True, name=_shortened, rate=_percent),
    "untidy names": Style(name=_untidy, total_name="TỔNG SỐ:", total_left=True, rate=_percent, number=lambda d, p: ""),
    "without running numbers": Style(stt=False, name=_other_tone, total="none", below=()),
    "lines below the title": Style(under=(SENT, "Đơn vị tính: hộ, nhân khẩu, %"), label=_as_number, second="blank"),
    "lines below the title, by words": Style(under=(SENT, "ĐVT: hộ, %"), numbers=False, header="groups", low=True),
    "numbers in brackets": Style(
        label=lambda key: f"({key})", header="groups", low=True, total="first", name=_shortened
    ),
    "numbered names": Style(stt=False, name=lambda unit: f"1. {unit.name}", total_name="Toàn tỉnh"),
}


def _styled(style: Style, of_form: Form) -> Style:
    return replace(style, above=tuple(line.format(form=of_form.form) for line in style.above))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("number", FORMS)
def test_districts_in_every_layout(layout: str, number: str) -> None:
    """Year and set of districts vary with the form: 21 of 2022, 21 or 20 of 2024."""
    year, which = ((2022, 0), (2024, 0), (2024, 1))[int(number) % 3]
    one = made(
        form(number, year),
        year,
        boundaries(year, which),
        numbers(year, which)[number],
        _styled(LAYOUTS[layout], form(number, year)),
    )
    (submission,) = taken(saved(one), year)
    same(submission, one)
    assert submission.vintage == boundaries(year, which).name
    assert not submission.missing
    if number == "9":
        assert list(submission.peoples.values()) == [*PEOPLES, *PEOPLES]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("number", ("1", "3", "9"))
def test_communes_of_today(layout: str, number: str) -> None:
    one = made(
        form(number, 2025), 2025, boundaries(2025), numbers(2025)[number], _styled(LAYOUTS[layout], form(number, 2025))
    )
    (submission,) = read(of(one), 2025)
    same(submission, one)
    assert len(submission.units) == 130


@pytest.mark.parametrize("number", ("1", "2", "8", "9"))
@pytest.mark.parametrize(
    "style",
    [
        Style(),
        Style(total="first", name=_shortened, number=lambda d, p: f"{p}" if p else "I", order="turns"),
        Style(order="parts", name=_untidy, second="merged"),
        Style(order="blocks", number=lambda d, p: "", header="groups", numbers=False),
    ],
    ids=["1, 1.1", "I, 1", "a block a district", "blank"],
)
def test_districts_with_their_communes(number: str, style: Style) -> None:
    """Eight and more names of communes recur: the row of the district decides."""
    one = made(form(number, 2024), 2024, boundaries(2024), numbers(2024, 0, True)[number], style)
    (submission,) = read(of(one), 2024)
    same(submission, one)
    assert len(submission.units) == 481


def test_districts_alone_may_go_without_their_kinds() -> None:
    """Kỳ Sơn below Tân Kỳ is the district, although Tân Kỳ has a commune of that name."""
    for year, which in ((2022, 0), (2024, 1)):
        one = made(form("1", year), year, boundaries(year, which), numbers(year, which)["1"], Style(name=_bare))
        rows = {**one.names}
        (submission,) = read(of(one), year)
        same(submission, one)
        assert rows
    order = sorted(boundaries(2022).districts, key=lambda unit: unit.name, reverse=True)
    turned = replace(boundaries(2022), districts=tuple(order))
    one = made(form("1", 2022), 2022, turned, numbers(2022)["1"], Style(name=_bare))
    same(read(of(one), 2022)[0], one)


SAID = {
    "1": {"1": "Tổng số hộ trên địa bàn\n(hộ)", "2": "Tổng số\nkhẩu", "3": "Số hộ nghèo", "4": "Tỉ lệ hộ nghèo (%)", "5": "Số hộ cận nghèo",
          "6": "Tỷ lệ hộ cận nghèo", "7": "Số hộ có mức sống trung bình", "9": "Số khẩu nghèo", "10": "Tỷ lệ khẩu nghèo"},
    "2": {"1": "Số hộ nghèo\nđầu năm", "2": "Số hộ thoát nghèo trở thành hộ cận nghèo", "3": "Vượt\nchuẩn cận nghèo", "5": "Hộ cận nghèo thành hộ nghèo",
          "6": "Số hộ tái nghèo", "7": "Số hộ nghèo phát sinh mới", "9": "Số hộ nghèo cuối năm"},
    "3": {"1": "Số hộ cận nghèo\nđầu năm", "2": "Thành hộ nghèo", "5": "Hộ nghèo thành hộ cận nghèo", "6": "Tái cận nghèo", "9": "Số hộ cận nghèo\ncuối năm"},
    "4": {"6": "BHYT", "7": "Trình độ giáo dục người lớn", "9": "Chất lượng\nnhà", "13": "Dịch vụ viễn thông", "14": "Tiếp cận thông tin"},
    "6": {"6": "BHYT", "10": "Diện tích\nnhà ở", "12": "Nhà tiêu HVS"},
    "10": {"1": "Thiếu đất sản xuất", "2": "Thiếu vốn", "3": "Thiếu lao động", "7": "Ốm đau, tai nạn", "8": "Khác"},
}  # fmt: skip


@pytest.mark.parametrize("number", SAID)
@pytest.mark.parametrize("numbered", [True, False])
def test_reworded_headers(number: str, numbered: bool) -> None:
    style = Style(said=SAID[number], numbers=numbered)
    one = made(form(number, 2022), 2022, boundaries(2022), numbers(2022)[number], style)
    same(taken(saved(one), 2022)[0], one)


@pytest.mark.parametrize("seed", range(3))
def test_all_forms_in_one_workbook_behind_a_hidden_sheet(seed: int) -> None:
    year = 2022 + seed
    figures_ = numbers(year, 0, False, seed)
    sheets = [made(one, year, boundaries(year), figures_[one.form]) for one in forms(year)]
    hidden = Sheet("Nháp", {(1, 1): Cell("Ghi nhớ"), (2, 1): Cell(5)}, hidden=True)
    workbook = opened("thu.xlsx", saved(hidden, *sheets))[0]
    submissions = read(workbook, year)
    assert [one.form.form for one in submissions] == list(FORMS)
    for submission, one in zip(submissions, sheets, strict=True):
        same(submission, one)
    assert not [str(r) for r in between(submissions, reader().forms.between) if r.level is Level.ERROR]


@pytest.mark.parametrize("number", ("1",))
def test_fractions_are_told_and_taken(number: str) -> None:
    style = Style(rate=lambda value: (value / 100, "General"))
    one = made(form(number, 2022), 2022, boundaries(2022), numbers(2022)[number], style)
    (submission,) = taken(saved(one), 2022)
    same(submission, one)
    assert sum("phân số" in str(r) for r in submission.remarks) == 6


@pytest.mark.parametrize("rounded", [lambda v: (round(v, 2), "0.00"), lambda v: (f"{v:.2f}".replace(".", ","), "@"), lambda v: (f"{v:.1f}", "@"),
                                     lambda v: (round(v / 100, 4), "0.00%"), lambda v: (round(v, 1), "0.0"), lambda v: (v, "0.0")])  # fmt: skip
def test_rates_as_printed(rounded: object) -> None:
    one = made(form("1", 2023), 2023, boundaries(2023), numbers(2023)["1"], Style(rate=rounded))  # type: ignore[arg-type]
    (submission,) = taken(saved(one), 2023)
    assert not submission.refused, [str(r) for r in submission.remarks][:3]
    for key, number in submission.numbers.items():
        assert number.value == pytest.approx(one.numbers[key], abs=0.0501)


@pytest.mark.parametrize("number", FORMS)
@pytest.mark.parametrize(
    "layout", [blank.Layout(peoples=PEOPLES), blank.Layout("UBND TỈNH", PEOPLES, True)], ids=["last", "first"]
)
def test_our_own_forms_are_read_back(number: str, layout: blank.Layout) -> None:
    year = 2022
    given_ = numbers(year)[number]
    content = blank.workbook(
        form(number, year), year, boundaries(year), reader().words, lambda *key: given_.get(key), layout
    )
    (submission,) = taken(content, year)
    assert not submission.refused, [str(r) for r in submission.remarks][:4]
    assert {key: one.value for key, one in submission.numbers.items()} == pytest.approx(given_, abs=1e-9)


@pytest.mark.parametrize("number", FORMS)
@pytest.mark.parametrize("year", [2022, 2025])
def test_an_empty_form_has_no_rows(number: str, year: int) -> None:
    content = blank.workbook(
        form(number, year), year, boundaries(year), reader().words, layout=blank.Layout(peoples=PEOPLES)
    )
    (submission,) = taken(content, year)
    assert not submission.numbers
    assert [(r.level, r.rule) for r in submission.remarks] == [(Level.ERROR, "empty")], [
        str(r) for r in submission.remarks
    ][:4]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(FORMS), st.booleans())
def test_any_figures_are_read_back_and_the_same_each_time(seed: int, number: str, first: bool) -> None:
    part = Boundaries(boundaries(2022).name, boundaries(2022).districts[:6], ())
    given_ = figures(forms(2022), part, seed)[number]
    layout = blank.Layout(peoples=PEOPLES, total_first=first)
    content = blank.workbook(form(number, 2022), 2022, part, reader().words, lambda *key: given_.get(key), layout)
    (submission,), (again,) = taken(content, 2022), taken(content, 2022)
    assert submission == again
    assert {key: one.value for key, one in submission.numbers.items()} == pytest.approx(given_, abs=1e-9)


def test_forms_are_of_the_data() -> None:
    assert isinstance(reader().forms, Forms)
    assert {one.form for one in reader().forms.forms} == set(FORMS)
