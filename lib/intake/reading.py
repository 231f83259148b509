"""A workbook into its forms: which sheet is which, every number with its cell, everything wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from lib.intake import checks
from lib.intake.form import Form, Forms, plain
from lib.intake.header import (
    Head,
    HeaderError,
    Title,
    head_of,
    is_figure,
    is_list_of_persons,
    title_of,
    wrong_form,
)
from lib.intake.places import Boundaries, boundaries_of, placed
from lib.intake.remarks import At, Level, Remark
from lib.intake.rows import Row, rows_of
from lib.intake.sheet import Sheet, Workbook, address
from lib.intake.submission import Submission
from lib.intake.words import Words
from lib.ledger import Ledger


@dataclass(frozen=True)
class Asked:
    """What a person says of the workbooks: ``form`` empty where each sheet's title may say it; ``answers``: doubtful names, as
    written -> code of the unit. ``today``: no review of a later year can be there.
    """

    year: int
    form: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    today: date = field(default_factory=date.today)


@dataclass(frozen=True)
class Reader:
    """Reads workbooks against the forms, the words that lead through them, and the units of the ledger."""

    forms: Forms
    words: Words
    ledger: Ledger
    _boundaries: dict[int, tuple[Boundaries, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def read(self, workbooks: Iterable[Workbook], asked: Asked) -> tuple[tuple[Submission, ...], tuple[Remark, ...]]:
        """Every form of every workbook; and what is to be said of sheets that are none, and of whole workbooks."""
        found: list[Submission] = []
        remarks: list[Remark] = list(self._year(asked))
        if remarks:
            return (), tuple(remarks)
        for workbook in workbooks:
            submissions, said = self._workbook(workbook, asked)
            found += submissions
            remarks += said
        return tuple(found), tuple(remarks)

    def _year(self, asked: Asked) -> Iterable[Remark]:
        at = At("", "")
        if asked.year > asked.today.year:
            yield at.remark(Level.ERROR, "year", f"Năm {asked.year} còn ở tương lai.", "Ghi đúng năm của đợt rà soát.")
        elif not self.forms.of_year(asked.year):
            years = sorted({year for form in self.forms.forms for year in (form.first_year, form.last_year)})
            message = f"Chưa có biểu mẫu của năm {asked.year} (đang có: {years[0]} đến {years[-1]})."
            yield at.remark(Level.ERROR, "year", message, "Thêm tệp biểu mẫu của năm đó vào data/forms.")
        elif asked.form and asked.form not in {form.form for form in self.forms.of_year(asked.year)}:
            yield at.remark(
                Level.ERROR, "form", f"Không có biểu {asked.form} cho năm {asked.year}.", "Ghi đúng số biểu."
            )

    def _workbook(self, workbook: Workbook, asked: Asked) -> tuple[list[Submission], list[Remark]]:
        filled = [sheet for sheet in workbook.sheets if sheet.cells]
        persons = [
            n
            for n, sheet in enumerate(workbook.sheets, start=1)
            if sheet in filled and is_list_of_persons(sheet, self.words)
        ]
        if persons:
            # Not one word of it is repeated here or kept anywhere, not even the sheet's name.
            message = (f"trang tính thứ {persons[0]} có danh sách người hay hộ mang tên riêng; chương trình không nhận và không giữ gì "
                       "của tệp này.")  # fmt: skip
            remedy = "Chỉ nộp biểu tổng hợp (biểu 1 đến 10), bỏ trang danh sách."
            return [], [At(workbook.name, "").remark(Level.ERROR, "persons", message, remedy)]
        remarks = [At(workbook.name, "").remark(Level.NOTICE, "opened", told) for told in workbook.told]
        titles = {sheet.name: title_of(sheet, self.forms, self.words, asked.year) for sheet in filled}
        known = [sheet for sheet in filled if titles[sheet.name].form]
        shown = {titles[sheet.name].form for sheet in known if not sheet.hidden}
        taken: list[Submission] = []
        for sheet in filled:
            at, title = At(workbook.name, sheet.name), titles[sheet.name]
            if title.form is None:
                # A cover, a note; where no sheet is a form, the workbook is not for us.
                level = Level.NOTICE if known else Level.ERROR
                remedy = "" if known else "Kiểm tra tiêu đề, hoặc dùng biểu trống của chương trình."
                remarks.append(at.remark(level, "form", wrong_form(title, self.forms, asked.year), remedy))
            elif sheet.hidden and title.form in shown:
                remarks.append(
                    at.remark(Level.NOTICE, "hidden", "trang tính ẩn, cùng biểu với một trang đang hiện: không đọc.")
                )
            elif said := self._not_asked(title, asked, at):
                remarks.append(said)
            else:
                taken.append(self._sheet(workbook, sheet, title, title.form, asked))
        taken = [_alone(one, taken[:index]) for index, one in enumerate(taken)]
        if taken and self._is_made_up(workbook):
            taken = [replace(one, made_up=True) for one in taken]
        if not filled:
            remarks.append(
                At(workbook.name, "").remark(Level.ERROR, "empty", "không có ô nào có dữ liệu.", "Kiểm tra lại tệp.")
            )
        return taken, remarks

    def _is_made_up(self, workbook: Workbook) -> bool:
        """Whether a workbook says so anywhere: on a cover, a hidden sheet, in a name."""
        texts = [workbook.name, *(sheet.name for sheet in workbook.sheets)]
        texts += [
            cell.value for sheet in workbook.sheets for cell in sheet.cells.values() if isinstance(cell.value, str)
        ]
        return any(self.words.said(text, "made_up") for text in dict.fromkeys(texts))

    def _of_year(self, year: int) -> tuple[Boundaries, ...]:
        """The boundaries of a review, worked out once: their names are looked up for every row."""
        if year not in self._boundaries:
            self._boundaries[year] = boundaries_of(self.ledger, year)
        return self._boundaries[year]

    def _not_asked(self, title: Title, asked: Asked, at: At) -> Remark | None:
        """A title that says another year or form than the person: one of them is wrong."""
        if title.year and title.year != asked.year:
            message = f"tiêu đề ghi năm {title.year}, người nộp ghi năm {asked.year}."
            return at.remark(Level.ERROR, "year", message, "Sửa bên sai rồi nộp lại.")
        if asked.form and title.form and title.form.form != asked.form:
            message = f"tiêu đề là của biểu {title.form.form}, người nộp ghi biểu {asked.form}."
            return at.remark(Level.ERROR, "form", message, "Sửa bên sai rồi nộp lại.")
        return None

    def _sheet(self, workbook: Workbook, sheet: Sheet, title: Title, form: Form, asked: Asked) -> Submission:
        at = At(workbook.name, sheet.name)
        empty = Submission(
            workbook.name,
            workbook.digest,
            sheet.name,
            form,
            asked.year,
            title.preliminary,
            "",
            (),
            (),
            {},
            {},
        )
        try:
            head = head_of(sheet, form, self.words, at, title.last_row)
        except HeaderError as error:
            return replace(empty, remarks=(error.remark,))
        rows, remarks = rows_of(sheet, head, form, self.words, at)
        remarks += [*_hidden(sheet, head, at), *_unread(sheet, head, at)]
        if title.number and title.number != form.form:
            # Some offices number forms in their own way: the words decide, a person looks.
            message = f"ghi là biểu số {title.number}, tiêu đề là của biểu {form.form}: đọc theo tiêu đề."
            remarks.append(at.remark(Level.WARNING, "form", message, "Sửa số biểu hoặc tiêu đề nếu sai."))
        if not _filled(sheet, head, rows):
            remarks.append(at.remark(Level.ERROR, "empty", "bảng chưa có số nào khác 0.", "Điền số rồi nộp lại."))
            return replace(empty, remarks=tuple(remarks))
        answers = {plain(name): code for name, code in asked.answers.items()}
        places = placed(rows, self._of_year(asked.year), answers, at, head.unit)
        remarks += [*places.remarks, *checks.duplicates(places, at, head.unit)]
        numbers, said = checks.read_numbers(sheet, form, head, places, at)
        units = tuple(dict.fromkeys(one.unit for one in places.placed if one.unit))
        submission = replace(empty, vintage=places.boundaries.name, units=units, missing=places.missing, numbers=numbers,
                             peoples=head.peoples)  # fmt: skip
        remarks += [*said, *checks.within(submission, at), *checks.sums(submission, at)]
        if places.missing:
            names = ", ".join(unit.name for unit in places.missing[:8])
            rest = f" và {len(places.missing) - 8} đơn vị khác" if len(places.missing) > 8 else ""
            message = f"thiếu {len(places.missing)} đơn vị: {names}{rest}."
            remarks.append(at.remark(Level.WARNING, "missing", message, "Nộp đủ, hoặc xác nhận là nộp từng phần."))
        return replace(submission, remarks=tuple(remarks))


def _filled(sheet: Sheet, head: Head, rows: Iterable[Row]) -> bool:
    """Whether anything was filled in: the formulas of an empty form say 0, or nothing yet."""
    cells = (sheet.cells.get((row.row, column)) for row in rows for column in head.columns.values())
    return any(cell and not cell.uncounted and (cell.error or cell.value not in (None, "", 0)) for cell in cells)


def _alone(submission: Submission, before: list[Submission]) -> Submission:
    """A form of the same units stands in another sheet already: nobody knows which of them is meant."""
    same = (
        one
        for one in before
        if one.form is submission.form
        and one.preliminary == submission.preliminary
        and not {unit.code for unit in one.units}.isdisjoint(unit.code for unit in submission.units)
    )
    if not (first := next(same, None)):
        return submission
    message = f"biểu {submission.form.form} đã có ở trang tính {first.sheet}."
    remark = At(submission.file, submission.sheet).remark(
        Level.ERROR, "twice", message, "Giữ một trang, xoá trang kia."
    )
    return replace(submission, remarks=(*submission.remarks, remark))


def _unread(sheet: Sheet, head: Head, at: At) -> list[Remark]:
    """Columns of figures that are none of the form's: nothing of a table is left out without a word."""
    known = {*head.columns.values(), head.unit, head.number, head.division}
    found: dict[int, int] = {}
    for row, cells in sheet.rows.items():
        if row >= head.first:
            for column, cell in cells:
                if column not in known and column > min(head.columns.values()) and is_figure(cell):
                    found[column] = found.get(column, 0) + 1
    letters = ", ".join(address(1, column).rstrip("1") for column, count in sorted(found.items()) if count > 1)
    if not letters:
        return []
    message = f"cột {letters} có số nhưng không thuộc biểu: không đọc."
    return [at.remark(Level.WARNING, "unread", message, "Xoá cột thừa, hoặc sửa tiêu đề.", row=head.first)]


def _hidden(sheet: Sheet, head: Head, at: At) -> list[Remark]:
    """Hidden rows and columns of the table are read; a person is told where they are."""
    remarks = []
    if rows := sorted(row for row in sheet.hidden_rows if row >= head.first and row in sheet.rows):
        remarks.append(at.remark(Level.NOTICE, "hidden", f"đã đọc cả {len(rows)} dòng ẩn, từ dòng {rows[0]}."))
    if columns := sorted(sheet.hidden_columns & set(head.columns.values())):
        letters = ", ".join(address(1, column).rstrip("1") for column in columns[:8])
        remarks.append(at.remark(Level.NOTICE, "hidden", f"đã đọc cả cột ẩn: {letters}."))
    return remarks
