"""The way in of one installation: workbooks read and received, looked at as a candidate edition, published, rolled back."""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from openpyxl.utils import coordinate_to_tuple

from lib.base.findings import DataError, Finding
from lib.campaign.campaign import Campaign
from lib.campaign.changes import Changes, compare
from lib.editions import news
from lib.editions.edition import UNPUBLISHED, Edition, content_name, load_edition
from lib.editions.edition import Place as EditionPlace
from lib.editions.published import editions_folder
from lib.intake import candidate
from lib.intake.between import between
from lib.intake.candidate import Handed
from lib.intake.figures import figures_of, form_name
from lib.intake.form import Division, Form, Forms
from lib.intake.opening import opened
from lib.intake.places import boundaries_of
from lib.intake.reading import Asked, Reader
from lib.intake.remarks import At, Level, Remark
from lib.intake.sheet import address
from lib.intake.submission import WHOLE, Number, Submission
from lib.intake.words import Words
from lib.store.records import Doubt, NewPublication, NewSubmission, Publication, Value, Waiver
from lib.store.records import Submission as Received
from lib.store.store import Store

#: What a source's title cannot hold: markup, and signs nobody sees.
_UNWRITTEN = re.compile(r"[<>\x00-\x1f\x7f]+")
Progress = Callable[[int, int], None]


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
    """Who hands in; of a correction what it corrects, why, and who asked for it."""

    actor: str
    corrects: int | None = None
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
        current = self.store.current()
        return self.store.materialise(current.edition, editions_folder(self.base)) if current else self.base

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
        return Handing(tuple(found), tuple(dict.fromkeys(remarks)))

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
        return self.store.receive_all(
            (_new(submission, declared, handing.remarks), content, tuple(self._values(submission)))
            for submission, content in handing.submissions
        )

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
        known: dict[tuple, list] = {}
        for row in rows[rows["as_of"].isna()].itertuples():
            if row.preferred or row.bound in ("over", "under"):
                known.setdefault((row.unit, row.indicator, row.year, row.standard), []).append(row)
        for figure in figures_of(submission, campaign.ledger):
            for row in known.get((figure.unit, figure.indicator, figure.year, figure.standard), ()):
                if not candidate.contradicts(row.bound, row.value, figure):
                    continue
                unit = campaign.display.units_of_measure[figure.unit_of_measure]
                own, other = (campaign.numbers.value_text(n, unit) for n in (figure.value, row.value))
                bound = campaign.wording.section("facts.bound")[row.bound].format(value=other)
                message = (f"{campaign.indicator_names[figure.indicator]}, {campaign.names[figure.unit]}, cuối năm {figure.year}: biểu cho "
                           f"{own}, đã công bố {bound}; cả hai sẽ được giữ và nêu là mâu thuẫn.")  # fmt: skip
                yield at.remark(Level.WARNING, "known", message, "Đối chiếu hai nguồn.")

    def _known(self, form: str, year: int, unit: str, division: Division, column: str) -> float | None:
        """A number of an earlier review that was published."""
        return self._published.get((form, year, unit, division, column))

    @cached_property
    def _published(self) -> Mapping[tuple[str, int, str, Division, str], float]:
        numbers = {}
        for received in self._accepted():
            for value in self.store.values(received.id):
                numbers[(received.form, received.year, value.unit, Division(value.division), value.column)] = (
                    value.value
                )
        return numbers

    def _accepted(self) -> list[Received]:
        """Submissions that the edition in use holds, the oldest first."""
        history = {publication.id: publication for publication in self.store.history()}
        current = self.store.current()
        found: set[int] = set()
        while current:
            if current.restores is not None:
                current = history[current.restores]
                continue
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
        """The edition with some submissions over the one in use, estimated anew, for as long as it is looked at.

        Raises :class:`lib.base.findings.DataError` where the gate or the model refuses it.
        """
        with self._composed([self._handed(number) for number in numbers], "", progress) as made:
            yield made

    @contextmanager
    def looked_at(self, handing: Handing, progress: Progress | None = None) -> Iterator[Candidate]:
        """The edition with what was just read over the one in use, to be looked at; nothing of it is received.

        It says everywhere that it is not published, and where its figures are made up, that they are.
        """
        made_up = any(submission.made_up for submission, _ in handing.submissions)
        words = self.words.made_up[0] if made_up else "BẢN XEM TRƯỚC, CHƯA CÔNG BỐ"
        handed = []
        for place, (submission, _) in enumerate(handing.submissions, start=1):
            name = _UNWRITTEN.sub(" ", submission.file).strip()[:120]
            title = f"{form_name(submission.form, submission.year)} ({words}, tệp {name})"
            figures = figures_of(submission, self.campaign.ledger)
            handed.append(Handed(f"xem-truoc-{place}", title, words, date.today(), figures))
        with self._composed(handed, f"{words}.", progress) as made:
            yield made

    @contextmanager
    def _composed(self, handed: list[Handed], words: str, progress: Progress | None) -> Iterator[Candidate]:
        folder = editions_folder(self.base).parent / "work" / uuid.uuid4().hex
        try:
            candidate.compose(self.data, folder, handed)
            if words:
                (folder / UNPUBLISHED).write_text(f"{words}\n", encoding="utf-8")
            candidate.estimate(folder, date.today(), progress)
            edition = candidate.checked(folder, self.geo)
            yield Candidate(folder, edition, compare(self.campaign, Campaign(edition)))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _handed(self, number: int) -> Handed:
        received, submission = self.store.submission(number), self.submission(number)
        name, actor = (_UNWRITTEN.sub(" ", text).strip()[:120] for text in (received.file_name, received.actor))
        title = f"{form_name(submission.form, submission.year)} (bản nộp số {number}, tệp {name})"
        return Handed(f"bieu-{received.form}-{received.year}-{number}", title, actor, received.received_at.date(),
                      figures_of(submission, self.campaign.ledger))  # fmt: skip

    def publish(
        self,
        numbers: Iterable[int],
        actor: str,
        reason: str,
        ticked: Mapping[str, str],
        progress: Progress | None = None,
    ) -> Publication:
        """Put an edition with some submissions in place of the one in use, in one step.

        ``ticked``: rule of a doubt -> why it may stand; every doubt of the submissions must be among them. Raises
        :class:`lib.base.findings.DataError`, :class:`lib.store.refusals.StaleError` where another publication came meanwhile.
        """
        numbers = tuple(dict.fromkeys(numbers))
        current = self.store.current()
        waivers = tuple(self._waivers(numbers, actor, ticked))
        with self.candidate(numbers, progress) as made:
            # An edition tells its own history: the file is part of it, and of its name.
            (made.folder / news.FILE).write_bytes(self._news(made, numbers, actor, reason, waivers))
            name = content_name(EditionPlace(made.folder, self.geo))
            new = NewPublication(
                actor=actor,
                reason=reason,
                edition=name,
                base=content_name(EditionPlace(self.base, self.geo)),
                submissions=numbers,
                changes=made.changes.as_json(),
                waivers=waivers,
            )
            files = {path.name: path.read_bytes() for path in sorted(made.folder.iterdir()) if path.is_file()}
            return self.store.publish(new, files, current.id if current else None)

    def _news(
        self, made: Candidate, numbers: Iterable[int], actor: str, reason: str, waivers: Iterable[Waiver]
    ) -> bytes:
        handed = [
            news.Handed(number=one.id, form=one.form, year=one.year, file=one.file_name, digest=one.digest, actor=one.actor,
                        received=f"{one.received_at:%Y-%m-%d}", corrects=one.corrects, reason=one.reason, asked_by=one.asked_by)
            for one in map(self.store.submission, numbers)
        ]  # fmt: skip
        passed = tuple(news.Passed(rule=w.rule, place=w.place, reason=w.reason, actor=w.actor) for w in waivers)
        newest = news.Published.model_validate({
            "day": f"{date.today():%Y-%m-%d}", "actor": actor, "reason": reason, "handed": tuple(handed), "passed": passed,
            "changes": made.changes.as_json(),
        })  # fmt: skip
        return news.written(newest, news.read(self.data))

    def _waivers(self, numbers: Iterable[int], actor: str, ticked: Mapping[str, str]) -> Iterator[Waiver]:
        """A waiver for each doubt. Raises :class:`lib.base.findings.DataError` naming every rule without a reason."""
        open_doubts = []
        for number in numbers:
            for doubt in self.store.submission(number).doubts:
                why = ticked.get(doubt.rule, "").strip()
                if why:
                    yield Waiver(doubt.rule, doubt.place, why, actor)
                else:
                    open_doubts.append(Finding("", f"Bản nộp số {number}: {doubt.message} (quy tắc {doubt.rule}).",
                                               remedy=f"Xem lại, rồi nêu lý do: --tick '{doubt.rule}=lý do'."))  # fmt: skip
        if open_doubts:
            raise DataError(open_doubts)

    def roll_back(self, to: int, actor: str, reason: str) -> Publication:
        """Put the edition of an earlier publication in place again. Nothing is deleted."""
        current = self.store.current()
        return self.store.roll_back(to, actor, reason, current.id if current else None)


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
        corrects=declared.corrects,
        reason=declared.reason,
        asked_by=declared.asked_by,
        doubts=doubts,
    )
