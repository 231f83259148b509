"""Publications: submissions put over the tables that people keep, in one step, and taken back the same way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lib.base.clock import day_of, today
from lib.base.findings import DataError, Finding
from lib.editions import news
from lib.editions.edition import Place as EditionPlace
from lib.editions.edition import content_name
from lib.intake.desk import Candidate, Desk, Progress
from lib.store.records import NewPublication, Publication, Waiver


def publish(
    desk: Desk,
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
    current = desk.store.current()
    _refuse_old(desk, numbers)
    waivers = tuple(_waivers(desk, numbers, actor, ticked))
    with desk.candidate(numbers, progress) as made:
        # An edition tells its own history: the file is part of it, and of its name.
        (made.folder / news.FILE).write_bytes(_news(desk, made, numbers, actor, reason, waivers))
        name = content_name(EditionPlace(made.folder, desk.geo))
        new = NewPublication(
            actor=actor,
            reason=reason,
            edition=name,
            base=content_name(EditionPlace(desk.base, desk.geo)),
            submissions=numbers,
            changes=made.changes.as_json(),
            waivers=waivers,
        )
        files = {path.name: path.read_bytes() for path in sorted(made.folder.iterdir()) if path.is_file()}
        return desk.store.publish(new, files, current.id if current else None)


def _news(
    desk: Desk, made: Candidate, numbers: Iterable[int], actor: str, reason: str, waivers: Iterable[Waiver]
) -> bytes:
    handed = [
        news.Handed(number=one.id, form=one.form, year=one.year, file=one.file_name, digest=one.digest, actor=one.actor,
                    received=f"{day_of(one.received_at):%Y-%m-%d}", corrects=one.corrects, reason=one.reason, asked_by=one.asked_by)
        for one in map(desk.store.submission, numbers)
    ]  # fmt: skip
    passed = tuple(news.Passed(rule=w.rule, place=w.place, reason=w.reason, actor=w.actor) for w in waivers)
    newest = news.Published.model_validate({
        "day": f"{today():%Y-%m-%d}", "actor": actor, "reason": reason, "handed": tuple(handed), "passed": passed,
        "changes": made.changes.as_json(),
    })  # fmt: skip
    return news.written(newest, news.read(desk.data))


def _refuse_old(desk: Desk, numbers: tuple[int, ...]) -> None:
    """Raise :class:`lib.base.findings.DataError` for what the edition in use holds, or holds a correction of."""
    accepted = {one.id for one in desk.accepted}
    newer = {old.id: new for new in accepted | set(numbers) for old in desk.store.chain(new)[:-1]}
    found = []
    for number in numbers:
        if number in accepted:
            found.append(
                Finding("", f"Bản nộp số {number} đã nằm trong bản đang dùng.", remedy="Không cần công bố lại.")
            )
        elif newer.get(number) in accepted:
            message = f"Bản nộp số {number} đã được bản nộp số {newer[number]} (đang dùng) đính chính."
            found.append(Finding("", message, remedy="Muốn dùng lại số cũ: nộp một bản đính chính mới."))
    if not numbers:
        found.append(Finding("", "Chưa chọn bản nộp nào.", remedy="Xem: python -m lib submissions."))
    if found:
        raise DataError(found)


def _waivers(desk: Desk, numbers: Iterable[int], actor: str, ticked: Mapping[str, str]) -> Iterator[Waiver]:
    """A waiver for each doubt. Raises :class:`lib.base.findings.DataError` naming every rule without a reason."""
    open_doubts = []
    doubted = {doubt.rule for number in numbers for doubt in desk.store.submission(number).doubts}
    for rule in ticked.keys() - doubted:
        message = f"Không có điều nào cần xem theo quy tắc “{rule}”."
        open_doubts.append(Finding("", message, remedy=f"Các quy tắc: {', '.join(sorted(doubted)) or 'không có'}."))
    for number in numbers:
        for doubt in desk.store.submission(number).doubts:
            why = ticked.get(doubt.rule, "").strip()
            if why:
                yield Waiver(doubt.rule, doubt.message, why, actor)
            else:
                open_doubts.append(Finding("", f"Bản nộp số {number}: {doubt.message} (quy tắc {doubt.rule}).",
                                           remedy=f"Xem lại, rồi nêu lý do: --tick '{doubt.rule}=lý do'."))  # fmt: skip
    if open_doubts:
        raise DataError(open_doubts)


def roll_back(desk: Desk, to: int, actor: str, reason: str) -> Publication:
    """Put the edition of an earlier publication in place again, or (0) the tables that people keep. Nothing is deleted."""
    current = desk.store.current()
    after = current.id if current else None
    if to:
        return desk.store.roll_back(to, actor, reason, after)
    name = content_name(EditionPlace(desk.base, desk.geo))
    if current is None or current.edition == name:
        raise DataError([Finding("", "Đang dùng các bảng gốc.", remedy="Không cần quay lại.")])
    files = {path.name: path.read_bytes() for path in sorted(desk.base.glob("*.*")) if path.is_file()}
    new = NewPublication(actor=actor, reason=reason, edition=name, base=name)
    return desk.store.publish(new, files, after)
