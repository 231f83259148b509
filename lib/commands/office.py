"""Commands of the way in: ``import``, ``preview``, ``forms``, ``sample``, ``submissions``, ``changes``, ``publish``, ``history``, ``rollback``, ``to-csv``, ``backup``, ``restore``.

Exit codes for scripts: 0 done, 1 refused (what is wrong is told on the error stream), 2 a wrong call.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lib.base.arguments import count
from lib.base.files import replace, why
from lib.base.findings import DataError, Finding
from lib.base.paths import ROOT
from lib.commands import telling, workbooks
from lib.commands.desk import desk_of

if TYPE_CHECKING:
    from lib.intake.desk import Desk, Handing

#: Letters of a name or a reason.
_LONGEST = 300


def add(commands: Any) -> None:
    """Say what each command takes."""
    take = commands.add_parser(
        "import", help="read official forms (.xlsx, .xls, .zip): check every cell, keep what is right"
    )
    take.add_argument("files", nargs="+", type=Path)
    take.add_argument("--year", type=int, required=True, help="the review at the end of this year")
    take.add_argument("--form", default="", help="number of the form; without it the titles say it")
    take.add_argument(
        "--marked", type=Path, metavar="FOLDER", help="give the workbooks back with faulty cells coloured"
    )
    take.add_argument("--dry-run", action="store_true", help="only look; nothing is kept")
    take.add_argument("--unit", action="append", default=[], metavar="NAME=CODE", help="answer to a doubtful name")
    take.add_argument(
        "--corrects",
        type=count,
        action="append",
        default=[],
        help="number of a submission that is taken the place of; one a form",
    )
    take.add_argument("--asked-by", default="", help="of a correction: who asked for it")
    _signed(take)
    peek = commands.add_parser(
        "preview", help="the whole dashboard on new figures, on this machine only; nothing is kept"
    )
    peek.add_argument("files", nargs="+", type=Path)
    peek.add_argument("--year", type=int, required=True)
    peek.add_argument("--form", default="")
    peek.add_argument("--unit", action="append", default=[], metavar="NAME=CODE")
    peek.add_argument("--port", type=_port, default=8502)
    commands.add_parser("submissions", help="what was received, the newest first")
    look = commands.add_parser("changes", help="what submissions would change: figures, judgements, places")
    look.add_argument("numbers", nargs="+", type=count)
    out = commands.add_parser(
        "publish", help="publish submissions: estimate anew, put the new edition in place in one step"
    )
    out.add_argument("numbers", nargs="+", type=count)
    out.add_argument("--tick", action="append", default=[], metavar="RULE=WHY", help="why a doubt may stand")
    _signed(out, always=True)
    commands.add_parser("history", help="who published what, when and why")
    back = commands.add_parser("rollback", help="put the edition of an earlier publication in place again")
    back.add_argument("to", type=int, help="number of a publication; 0: the tables that people keep")
    _signed(back, always=True)
    blank = commands.add_parser("forms", help="empty forms with the units filled in")
    blank.add_argument("--year", type=int, required=True)
    blank.add_argument("--out", type=Path, required=True, help="a folder")
    made_up = commands.add_parser(
        "sample", help="made-up workbooks to try the way in with; they can never be published"
    )
    made_up.add_argument("--year", type=int, required=True)
    made_up.add_argument("--out", type=Path, required=True, help="a folder")
    made_up.add_argument("--seed", type=count, default=1)
    commands.add_parser("to-csv", help="write what is published into the tables that people keep")
    for name, words in (("backup", "the whole store as one file"), ("restore", "a backup into an empty store")):
        commands.add_parser(name, help=words).add_argument("file", type=Path)


def _signed(parser: argparse.ArgumentParser, *, always: bool = False) -> None:
    """Who does it and why: of what everybody sees, ``always``."""
    parser.add_argument("--actor", required=always, type=_said, help="who does it, as everybody will read it")
    parser.add_argument("--reason", required=always, type=_said, help="why")


def _port(text: str) -> int:
    """A port of this machine. Raises ``ArgumentTypeError``."""
    if not text.isdigit() or not 1024 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("phải là số từ 1024 đến 65535")
    return int(text)


def _said(text: str) -> str:
    """A text of one line that says something. Raises ``ArgumentTypeError``."""
    line = " ".join(text.split())
    if not line or len(line) > _LONGEST:
        raise argparse.ArgumentTypeError(f"phải có từ 1 đến {_LONGEST} ký tự")
    return line


def _pairs(given: Iterable[str], what: str) -> dict[str, str]:
    pairs = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise DataError([Finding("", f"“{text}” không đúng dạng {what}.", remedy=f"Viết {what}, trong dấu nháy.")])
        pairs[name.strip()] = value.strip()
    return pairs


def _import(options: argparse.Namespace) -> int:
    from lib.intake.desk import Declared

    office = desk_of(options)
    handing = _read(office, options)
    if options.marked:
        _give_back(options, handing)
    if handing.refused:
        print("Chưa nhận gì.", file=sys.stderr)
        return 1
    if options.dry_run:
        print("Chỉ xem, chưa nhận gì.")
        return 0
    if not options.actor:
        print("Thiếu --actor: ai nộp (tên cơ quan, đơn vị).", file=sys.stderr)
        return 2
    corrects = {number: office.store.submission(number).form for number in options.corrects}
    declared = Declared(options.actor, corrects, options.reason or "", options.asked_by)
    for received in office.receive(handing, declared):
        print(f"Đã nhận, bản nộp số {received.id} ({received.file_name}).")
    return 0


def _read(office: Desk, options: argparse.Namespace) -> Handing:
    """Read the files given and tell everything that is to be said of them."""
    from lib.intake.reading import Asked
    from lib.intake.remarks import Level

    files = [(path.name, _content(path)) for path in options.files]
    handing = office.read(files, Asked(options.year, options.form, _pairs(options.unit, "TÊN=MÃ")))
    for level, heading in (
        (Level.ERROR, "Lỗi, không nhận"),
        (Level.WARNING, "Cần người xem"),
        (Level.NOTICE, "Đã làm"),
    ):
        telling.remarks_in_lines(
            heading, [remark for remark in handing.remarks if remark.level is level], wrong=level is Level.ERROR
        )
    for submission, _ in handing.submissions:
        print(f"{submission.file}: biểu {submission.form.form} năm {submission.year}, {len(submission.units)} đơn vị, "
              f"{len(submission.numbers)} số.")  # fmt: skip
    return handing


def _give_back(options: argparse.Namespace, handing: Handing) -> None:
    """Write each workbook that anything is said of into a folder, its cells coloured and commented."""
    from lib.intake.marked import marked

    said = {remark.finding.file for remark in handing.remarks}
    for path in options.files:
        if path.name in said:
            out = options.marked / f"{path.stem}-kiem-tra{path.suffix}"
            try:
                options.marked.mkdir(parents=True, exist_ok=True)
                replace(out, marked(path.name, _content(path), handing.remarks))
            except OSError as error:
                message = f"không ghi được ({why(error)})."
                raise DataError([Finding(str(out), message, remedy="Chọn thư mục được phép ghi.")]) from error
            except DataError as error:
                print(error, file=sys.stderr)
            else:
                print(f"Đã đánh dấu vào {out}.")


def _preview(options: argparse.Namespace) -> int:
    """Serve the candidate by a server of its own that listens on this machine only, until it is stopped."""
    from lib.campaign.campaign import Campaign

    office = desk_of(options)
    handing = _read(office, options)
    if handing.refused:
        return 1
    with office.looked_at(handing, telling.progress) as made:
        telling.tell_changes(made.changes, Campaign(made.edition), print)
        print(
            f"Xem trước ở http://localhost:{options.port} (chỉ máy này; Ctrl+C để thôi, không gì được giữ lại).",
            flush=True,
        )
        server = [sys.executable, str(ROOT / "dev.py"), "run", "--port", str(options.port), "--address", "127.0.0.1",
                  "--data", str(made.folder)]  # fmt: skip
        with contextlib.suppress(KeyboardInterrupt):
            return subprocess.run(server, cwd=ROOT, check=False).returncode
    return 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"không đọc được ({why(error)})."
        raise DataError([Finding(path.name, message, remedy="Kiểm tra đường dẫn và quyền đọc.")]) from error


def _submissions(options: argparse.Namespace) -> int:
    office = desk_of(options)
    published = {number for publication in office.store.history() for number in publication.submissions}
    for one in office.store.submissions():
        state = "đã công bố" if one.id in published else "chưa công bố"
        said = f", đính chính số {one.corrects}: {one.reason} (theo yêu cầu của {one.asked_by})" if one.corrects else ""
        print(
            f"{one.id}. {telling.when(one.received_at)} {one.actor}: biểu {one.form} năm {one.year}, {one.file_name}, {state}{said}"
        )
        for doubt in one.doubts:
            print(f"     cần xem [{doubt.rule}]: {doubt.message}")
    return 0


def _changes(options: argparse.Namespace) -> int:
    office = desk_of(options)
    with office.candidate(options.numbers, telling.progress) as made:
        from lib.campaign.campaign import Campaign

        telling.tell_changes(made.changes, Campaign(made.edition), print)
    return 0


def _publish(options: argparse.Namespace) -> int:
    from lib.intake.publishing import publish

    office = desk_of(options)
    ticked = _pairs(options.tick, "QUY_TẮC=LÝ DO")
    print("Đang ước tính lại (khoảng nửa phút) …", file=sys.stderr, flush=True)
    publication = publish(office, options.numbers, options.actor, options.reason, ticked, telling.progress)
    kinds = Counter(str(change["kind"]) for change in publication.changes)
    print(f"Đã công bố, lần {publication.id} (bản {publication.edition}): {telling.changed(kinds)}.")
    return 0


def _history(options: argparse.Namespace) -> int:
    history = desk_of(options).store.history()
    for place, one in enumerate(history):
        now = " (đang dùng)" if place == 0 else ""
        print(
            f"{one.id}. {telling.when(one.published_at)} {telling.line(one.actor)}: {telling.what(one)}; lý do: {telling.line(one.reason)}{now}"
        )
        for (rule, reason, actor), places in telling.passed(one).items():
            print(
                f"     cho qua {len(places)} điều theo quy tắc {rule}: {telling.line(reason)} ({telling.line(actor)})"
            )
            for said in places[: telling.SAME]:
                print(f"       {telling.line(said)}")
    if not history:
        print("Chưa công bố lần nào: đang dùng các bảng gốc.")
    return 0


def _rollback(options: argparse.Namespace) -> int:
    from lib.intake.publishing import roll_back

    publication = roll_back(desk_of(options), options.to, options.actor, options.reason)
    print(f"Đã quay lại {f'bản của lần {options.to}' if options.to else 'các bảng gốc'} (lần {publication.id}).")
    return 0


def _to_csv(options: argparse.Namespace) -> int:
    """Put the published tables in place of those that people keep, unless these have changed since."""
    from lib.base.files import replace_all
    from lib.editions.published import over

    office = desk_of(options)
    lies = over(office.base, office.geo)
    if lies is None:
        raise DataError([Finding("", "Chưa công bố lần nào nên không có gì để ghi.", remedy="Công bố trước.")])
    publication, changed = lies
    if changed:
        message = f"Các bảng gốc đã đổi sau lần công bố số {publication.id}: ghi đè sẽ mất thay đổi ấy."
        raise DataError([Finding("", message, remedy="Giữ thay đổi ở nơi khác, lấy lại bảng trước đó, rồi làm lại.")])
    contents = {name: office.store.content(digest) for name, digest in office.store.files(publication.edition).items()}
    replace_all({office.base / name: content for name, content in contents.items()})
    print(f"Đã ghi bản của lần công bố số {publication.id} vào {office.base} ({len(contents)} tệp).")
    return 0


def _backup(options: argparse.Namespace) -> int:
    desk_of(options).store.backup(options.file)
    print(f"Đã sao lưu kho vào {options.file}.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    desk_of(options).store.restore(options.file)
    print(f"Đã khôi phục kho từ {options.file}.")
    return 0


COMMANDS = {
    "import": _import,
    "preview": _preview,
    "submissions": _submissions,
    "changes": _changes,
    "publish": _publish,
    "history": _history,
    "rollback": _rollback,
    "forms": workbooks.forms,
    "sample": workbooks.made_up,
    "to-csv": _to_csv,
    "backup": _backup,
    "restore": _restore,
}
