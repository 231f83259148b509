"""The way in of one installation: workbooks read and received, looked at as a candidate edition, published, rolled back."""

from __future__ import annotations

import re
import shutil
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from openpyxl.utils import coordinate_to_tuple

from lib.base.clock import day_of, today
from lib.base.findings import DataError, Finding
from lib.campaign.campaign import Campaign
from lib.campaign.changes import Changes, compare
from lib.editions.edition import UNPUBLISHED, Edition, load_edition
from lib.editions.edition import Place as EditionPlace
from lib.editions.published import editions_folder, published_folder
from lib.intake import candidate
from lib.intake.between import between
from lib.intake.figures import figures_of, form_name
from lib.intake.form import Division, Form, Forms
from lib.intake.opening import opened
from lib.intake.overlay import Cited, handed_of
from lib.intake.places import boundaries_of
from lib.intake.reading import Asked, Reader
from lib.intake.remarks import At, Level, Remark
from lib.intake.sheet import address
from lib.intake.submission import WHOLE, Number, Submission
from lib.intake.words import Words
from lib.ledger import load_ledger
from lib.store.records import Doubt, NewSubmission, Value
from lib.store.records import Submission as Received
from lib.store.store import Store

#: What a source's title cannot hold: markup, and signs nobody sees.
_UNWRITTEN = re.compile(r"[<>\x00-\x1f\x7f]+")
Progress = Callable[[int, int], None]
#: Sources of figures that are only looked at.
_LOOKED_AT = "xem-truoc-"
#: Seconds after which nobody is still at work on a folder.
_LEFT = 3600


@dataclass(frozen=True)
class Handing:
    """Files that were read: their forms, each with the bytes it came in, and everything said of them."""

    submissions: tuple[tuple[Submission, bytes], ...]
    remarks: tuple[Remark, ...]

    @property
    def refused(self) -> bool:
        """Whether anything in it is wrong: then nothing of it is received."""
        return any(remark.level is Level.ERROR for remark in self.remarks)


@dataclass(frozen=True)
class Declared:
    """Who hands in; of corrections what they correct (number of a submission -> its form), why, and who asked for them."""

    actor: str
    corrects: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""
    asked_by: str = ""


@dataclass(frozen=True)
class Candidate:
    """An edition that is not published: its folder, the edition, and what it says otherwise than the one in use."""

    folder: Path
    edition: Edition
    changes: Changes


@dataclass(frozen=True)
class Desk:
    """Everything the way in needs: the tables that people keep, the boundaries, the store, the forms and their words."""

    base: Path
    geo: Path
    store: Store
    forms: Forms
    words: Words

    @property
    def data(self) -> Path:
        """The tables in use: of the newest publication, else those that people keep."""
        return published_folder(self.base) or self.base

    @cached_property
    def campaign(self) -> Campaign:
        """The campaign in use when it was first asked for."""
        return Campaign(load_edition(EditionPlace(self.data, self.geo)))

    def read(self, files: Iterable[tuple[str, bytes]], asked: Asked) -> Handing:
        """Read files (name, content), each by itself and all together. Nothing is kept."""
        reader = Reader(self.forms, self.words, self.campaign.ledger)
        found: list[tuple[Submission, bytes]] = []
        remarks: list[Remark] = []
        for name, content in files:
            try:
                workbooks = opened(name, content)
            except DataError as error:
                remarks += [Remark(Level.ERROR, "file", finding) for finding in error.findings]
                continue
            submissions, said = reader.read(workbooks, asked)
            found += [(submission, content) for submission in submissions]
            remarks += said
        for submission, _ in found:
            remarks += submission.remarks
            remarks += self._against_known(submission)
        remarks += between((submission for submission, _ in found), self.forms.between, self._known)
        remarks += _twice(found)
        handing = Handing(tuple(found), tuple(dict.fromkeys(remarks)))
        return handing if handing.refused else replace(handing, remarks=(*handing.remarks, *self._gate(handing)))

    def _gate(self, handing: Handing) -> Iterator[Remark]:
        """What the rules of the ledger say of the figures among all others, told at the cell they come from."""
        cited = [*self._cited(()), *self._looked_at(handing, "kiểm tra")]
        with self._folder(cited) as folder:
            try:
                load_ledger(folder)
            except DataError as error:
                rows = candidate.rows_of(folder)
                # A rule may name the other of two rows it is about: the unit says whose workbook it is.
                of_unit = {unit.code: one for one, _ in handing.submissions for unit in one.units}
                files = {f"{_LOOKED_AT}{n}": one for n, (one, _) in enumerate(handing.submissions, start=1)}
                for finding in error.findings:
                    row = rows.get(finding.row or 0, {}) if finding.file == candidate.OBSERVATIONS else {}
                    one = files.get(row.get("source", "")) or of_unit.get(row.get("unit", ""))
                    if one is None:
                        yield Remark(Level.ERROR, "gate", finding)
                        continue
                    unit, what = (
                        self.campaign.names.get(row["unit"], row["unit"]),
                        self.campaign.indicator_names[row["indicator"]],
                    )
                    message = f"{what}, {unit}, cuối năm {row['year']}: {finding.message}"
                    told = Finding(one.file, message, sheet=one.sheet, remedy=finding.remedy)
                    yield Remark(Level.ERROR, "gate", told)

    def receive(self, handing: Handing, declared: Declared) -> tuple[Received, ...]:
        """Keep everything that was read, all or nothing. Raises :class:`lib.base.findings.DataError`."""
        if handing.refused:
            raise DataError(remark.finding for remark in handing.remarks if remark.level is Level.ERROR)
        if not handing.submissions:
            raise DataError([Finding("", "Không có biểu nào để nhận.", remedy="Chọn tệp biểu đã điền số liệu.")])
        if made_up := [submission for submission, _ in handing.submissions if submission.made_up]:
            message = f"tệp ghi “{self.words.made_up[0]}”: chỉ xem thử được, không bao giờ nhận hay công bố."
            remedy = "Xem thử bằng: python -m lib preview; khi nộp, dùng biểu có số liệu thật."
            raise DataError(Finding(submission.file, message, remedy=remedy) for submission in made_up)
        self._refuse_unnamed(handing, declared)
        return self.store.receive_all(
            (_new(submission, declared, handing.remarks), content, tuple(self._values(submission)))
            for submission, content in handing.submissions
        )

    def _refuse_unnamed(self, handing: Handing, declared: Declared) -> None:
        """A correction that would take the place of submissions it does not name: raise :class:`lib.base.findings.DataError`."""
        found = []
        for submission, _ in handing.submissions:
            named = corrected(submission, declared)
            if named is None:
                continue
            units = {unit.code for unit in submission.units}
            newest: dict[str, int] = {}
            for one in reversed(self.store.submissions()):
                if (one.form, one.year, one.preliminary) == (
                    submission.form.form,
                    submission.year,
                    submission.preliminary,
                ):
                    newest |= {value.unit: one.id for value in self.store.values(one.id) if value.unit in units}
            if others := sorted(set(newest.values()) - {named}):
                told = ", ".join(f"số {number}" for number in others)
                message = f"bản này thay cả số liệu của bản nộp {told}, mà chỉ khai đính chính bản nộp số {named}."
                found.append(
                    Finding(submission.file, message, remedy="Tách tệp: mỗi bản đính chính thay đúng một bản nộp.")
                )
        if found:
            raise DataError(found)

    def _values(self, submission: Submission) -> Iterator[Value]:
        for (unit, division, column), number in submission.numbers.items():
            # The total of some units is nobody's figure: it has done its work when it was checked.
            if unit == WHOLE and submission.missing:
                continue
            cell = address(number.row, number.column)
            code = self.campaign.province if unit == WHOLE else unit
            yield Value(code, column, number.value, division.value, cell, submission.sheet)

    def _against_known(self, submission: Submission) -> Iterator[Remark]:
        """Figures that are published otherwise already: both will stand, and a person says which workbook is right."""
        if submission.refused or submission.preliminary:
            return
        campaign, at = self.campaign, At(submission.file, submission.sheet)
        rows = campaign.ledger.observations.query("status == 'published' and year == year")
        decimals = campaign.ledger.indicators.set_index("indicator")["decimals"]
        known: dict[tuple, list] = {}
        for row in rows[rows["as_of"].isna()].itertuples():
            if row.preferred or row.bound in ("over", "under"):
                known.setdefault((row.unit, row.indicator, row.year, row.standard), []).append(row)
        for figure in figures_of(submission, campaign.ledger):
            for row in known.get((figure.unit, figure.indicator, figure.year, figure.standard), ()):
                if not candidate.contradicts(row.bound, row.value, figure):
                    continue
                unit = campaign.display.units_of_measure[figure.unit_of_measure]
                digits = int(decimals[figure.indicator])
                own, other = (campaign.numbers.value_text(n, unit, digits) for n in (figure.value, row.value))
                bound = campaign.wording.section("facts.bound")[row.bound].format(value=other)
                message = (f"{figure.quote}: {campaign.indicator_names[figure.indicator]}, {campaign.names[figure.unit]}, cuối năm {figure.year}: biểu cho "
                           f"{own}, đã công bố {bound}; cả hai sẽ được giữ và nêu là mâu thuẫn.")  # fmt: skip
                yield at.remark(Level.WARNING, "known", message, "Đối chiếu hai nguồn.")

    def _known(self, form: str, year: int, unit: str, division: Division, column: str) -> float | None:
        """A number of an earlier review that was published."""
        return self._published.get((form, year, unit, division, column))

    @cached_property
    def _published(self) -> Mapping[tuple[str, int, str, Division, str], float]:
        numbers = {}
        for received in self.accepted:
            for value in self.store.values(received.id):
                numbers[(received.form, received.year, value.unit, Division(value.division), value.column)] = (
                    value.value
                )
        return numbers

    @property
    def accepted(self) -> list[Received]:
        """Submissions that the edition in use holds, the oldest first."""
        history = {publication.id: publication for publication in self.store.history()}
        current = self.store.current()
        found: set[int] = set()
        while current:
            if current.restores is not None:
                current = history[current.restores]
                continue
            if current.edition == current.base:
                # The tables that people keep were put in place again: what came before is not in them.
                break
            found |= set(current.submissions)
            current = history.get(current.before) if current.before else None
        return sorted((one for one in self.store.submissions() if one.id in found), key=lambda one: one.id)

    def submission(self, number: int) -> Submission:
        """What was received, as it was read. Raises :class:`lib.base.findings.DataError` for an unknown number."""
        received, values = self.store.submission(number), self.store.values(number)
        form = self._form(received)
        ledger = self.campaign.ledger
        boundaries = next(b for b in boundaries_of(ledger, received.year) if b.name == received.boundaries)
        every = {unit.code: unit for unit in (*boundaries.districts, *boundaries.communes)}
        units = tuple(every[code] for code in dict.fromkeys(value.unit for value in values) if code in every)
        missing = tuple(unit for unit in boundaries.reported if unit not in units)
        numbers = {}
        for value in values:
            row, column = coordinate_to_tuple(value.cell)
            unit = WHOLE if value.unit == ledger.province else value.unit
            numbers[(unit, Division(value.division), value.column)] = Number(value.value, row, column)
        peoples = {value.column: "" for value in values if value.column not in form.by_key}
        sheet = values[0].sheet if values else ""
        return Submission(received.file_name, received.digest, sheet, form, received.year, received.preliminary,
                          received.boundaries, units, missing, numbers, peoples)  # fmt: skip

    def _form(self, received: Received) -> Form:
        found = [f for f in self.forms.forms if (f.form, f.version) == (received.form, received.form_version)]
        if not found:
            message = f"không còn tệp biểu mẫu {received.form} bản {received.form_version}."
            raise DataError([Finding(received.file_name, message, remedy="Đặt lại tệp biểu mẫu vào data/forms.")])
        return found[0]

    @contextmanager
    def candidate(self, numbers: Iterable[int], progress: Progress | None = None) -> Iterator[Candidate]:
        """The tables that people keep with everything accepted and some submissions more over them, estimated anew, for as long as it is
        looked at.

        Raises :class:`lib.base.findings.DataError` where the gate or the model refuses it.
        """
        with self._composed(self._cited(numbers), "", progress) as made:
            yield made

    @contextmanager
    def looked_at(self, handing: Handing, progress: Progress | None = None) -> Iterator[Candidate]:
        """The edition with what was just read over the one in use, to be looked at; nothing of it is received.

        It says everywhere that it is not published, and where its figures are made up, that they are.
        """
        made_up = any(submission.made_up for submission, _ in handing.submissions)
        words = self.words.made_up[0] if made_up else "BẢN XEM TRƯỚC, CHƯA CÔNG BỐ"
        cited = [*self._cited(()), *self._looked_at(handing, words)]
        with self._composed(cited, f"{words}.", progress) as made:
            yield made

    def _looked_at(self, handing: Handing, words: str) -> Iterator[Cited]:
        for place, (submission, _) in enumerate(handing.submissions, start=1):
            title = f"{form_name(submission.form, submission.year)} ({words}, tệp {_clean(submission.file)})"
            yield Cited(submission, f"{_LOOKED_AT}{place}", title, words, today())

    def _cited(self, numbers: Iterable[int]) -> list[Cited]:
        """Everything that the edition in use holds, and some submissions more, by their numbers: the oldest first."""
        every = {one.id for one in self.accepted} | set(numbers)
        return [self._one_cited(number) for number in sorted(every)]

    def _one_cited(self, number: int) -> Cited:
        received, submission = self.store.submission(number), self.submission(number)
        title = f"{form_name(submission.form, submission.year)} (bản nộp số {number}, tệp {_clean(received.file_name)})"
        source = f"bieu-{received.form}-{received.year}-{number}"
        return Cited(submission, source, title, _clean(received.actor), day_of(received.received_at))

    @contextmanager
    def _composed(self, cited: list[Cited], words: str, progress: Progress | None) -> Iterator[Candidate]:
        with self._folder(cited) as folder:
            if words:
                (folder / UNPUBLISHED).write_text(f"{words}\n", encoding="utf-8")
            candidate.estimate(folder, today(), progress)
            edition = candidate.checked(folder, self.geo)
            yield Candidate(folder, edition, compare(self.campaign, Campaign(edition)))

    @contextmanager
    def _folder(self, cited: list[Cited]) -> Iterator[Path]:
        """The tables that people keep with figures over them, for as long as they are needed."""
        work = editions_folder(self.base).parent / "work"
        for left in work.glob("*"):
            # What a killed process has left; nobody works an hour at one.
            if time.time() - left.stat().st_mtime > _LEFT:
                shutil.rmtree(left, ignore_errors=True)
        folder, ledger = work / uuid.uuid4().hex, self.campaign.ledger
        years = {one.submission.year for one in cited}
        boundaries = [b for year in sorted(years) for b in boundaries_of(ledger, year)]
        try:
            names = self.campaign.names | self.campaign.indicator_names
            candidate.compose(self.base, folder, handed_of(cited, ledger, boundaries), names)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _clean(text: str) -> str:
    """A name as a table can hold it."""
    return _UNWRITTEN.sub(" ", text).strip()[:120]


def corrected(submission: Submission, declared: Declared) -> int | None:
    """The number of the submission that one is declared to correct: of the same form."""
    return next((number for number, form in declared.corrects.items() if form == submission.form.form), None)


def _twice(found: Iterable[tuple[Submission, bytes]]) -> Iterator[Remark]:
    """A unit that two workbooks of one call report: nobody knows which is meant."""
    seen: dict[tuple, Submission] = {}
    for submission, _ in found:
        for unit in submission.units:
            key = (submission.form.form, submission.year, submission.preliminary, unit.code)
            first = seen.setdefault(key, submission)
            if first is not submission:
                message = f"{unit.name} đã có ở tệp {first.file}, trang tính {first.sheet}, nêu trong cùng lệnh này; chưa nhận gì."
                yield At(submission.file, submission.sheet).remark(
                    Level.ERROR, "twice", message, "Chỉ nêu một trong hai."
                )
                break


def _new(submission: Submission, declared: Declared, remarks: Iterable[Remark]) -> NewSubmission:
    own = [
        r
        for r in remarks
        if r.level is Level.WARNING and (r.finding.file, r.finding.sheet) == (submission.file, submission.sheet)
    ]
    doubts = tuple(Doubt(r.rule, r.finding.cell or "", str(r.finding)) for r in own)
    return NewSubmission(
        actor=declared.actor,
        form=submission.form.form,
        form_version=submission.form.version,
        year=submission.year,
        standard=submission.form.standard,
        preliminary=submission.preliminary,
        boundaries=submission.vintage,
        file_name=submission.file,
        corrects=corrected(submission, declared),
        reason=declared.reason,
        asked_by=declared.asked_by,
        doubts=doubts,
    )
