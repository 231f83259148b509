"""Command line: ``python -m lib check | estimate | validate | calibrate | scorecard | close | export``, and the way in of
official forms: ``forms | sample | import | preview | submissions | changes | publish | history | rollback | backup | restore``.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lib.base.arguments import Parser, count, pixels, times
from lib.base.files import refuse_unwritable, why
from lib.base.findings import DataError, Finding, data_error
from lib.commands import office, telling

if TYPE_CHECKING:
    from lib.campaign.campaign import Campaign
    from lib.editions.edition import Place
    from lib.ledger import Ledger


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0 fine, 1 wrong data, 2 wrong call)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Vietnamese on a console of another code page, and names of files that are no text.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = Parser(prog="python -m lib", description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help="directory of the data tables")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="validate every table; completeness and contradictions")
    commands.add_parser("estimate", help="estimate again and seal the result: estimates, draws, validation")
    commands.add_parser("validate", help="leave each published district figure out and predict it")
    calibrate = commands.add_parser("calibrate", help="simulate truths; do intervals and probabilities hold?")
    calibrate.add_argument("--truths", type=count, default=150, help="simulated truths of each family")
    stability = commands.add_parser("stability", help="do other seeds make the same claims, by every declared way?")
    stability.add_argument("--seeds", type=count, default=12, help="seeds tried")
    card = commands.add_parser("scorecard", help="the plan's targets and every district, judged")
    card.add_argument("--year", type=int)
    card.add_argument("--format", choices=["table", "json"], default="table")
    commands.add_parser("close", help="keep the plan's balance as it stands today; later figures are told beside it")
    meeting = commands.add_parser(
        "export",
        help="a meeting as one HTML file or as PowerPoint slides; a place's report for Word; the figures for Excel; "
        "a part of a page as a picture or one slide",
    )
    meeting.add_argument("--format", choices=["html", "pptx", "docx", "xlsx", "csv", "svg", "png"], required=True)
    meeting.add_argument("--part", help="svg, png, pptx: one part of a page alone (ban_do, huyen, the, quy_dao ...)")
    meeting.add_argument("--measure", help="part ban_do: the map's measure")
    meeting.add_argument("--width", type=pixels, help="svg, png: how wide the drawing is; 960 without it")
    meeting.add_argument("--zoom", type=times, help="png: pixels for each of the drawing; 2 without it")
    meeting.add_argument("--units", default="", help="codes of districts with a scene of their own, by commas, or all")
    meeting.add_argument("--group", help="code of the group that the scenes are about; the whole province without it")
    meeting.add_argument("--beside", default="", help="codes of groups put beside those districts, by commas")
    meeting.add_argument(
        "--paces", default="", help="paces that are tried, by commas: 417:5.5 is a district and points a year"
    )
    meeting.add_argument("--year", type=int)
    meeting.add_argument("--scenes", type=Path, help="a saved set of scenes")
    meeting.add_argument(
        "--unit", help="docx and parts: code of the district or group it is about; the province without it"
    )
    meeting.add_argument("--template", type=Path, help="docx: an office's own .docx whose styles are used")
    meeting.add_argument("--layout", choices=["dai", "rong"], help="csv: a row a figure (dai), or a row a unit (rong)")
    meeting.add_argument("--convention", choices=["vi", "en"], help="csv: 1,5; or 1.5, cells separated accordingly")
    meeting.add_argument("--out", type=Path, required=True)
    office.add(commands)
    options = parser.parse_args(arguments)
    try:
        code = _COMMANDS[options.command](options)
        sys.stdout.flush()
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever reads has seen enough (head): no fault of the data. What is left in the buffer goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        name = str(error.filename or options.data or "")
        remedy = "Kiểm tra quyền đọc, ghi và chỗ trống của ổ đĩa rồi chạy lại."
        print(Finding(name, f"không đọc hay ghi được ({why(error)}).", remedy=remedy), file=sys.stderr)
        return 1
    return code


def _check(options: argparse.Namespace) -> int:
    from lib.base.paths import GEO_DIR
    from lib.editions.check import check_report
    from lib.editions.installation import setting_findings
    from lib.editions.published import over
    from lib.editions.shell import shell_findings

    text, code = check_report(_base(options), [*setting_findings(), *shell_findings()])
    print(text, file=sys.stderr if code else sys.stdout)
    if not code and (lies := over(_base(options).data, GEO_DIR)):
        publication, changed = lies
        day = publication.published_at.strftime("%d/%m/%Y")
        print(
            f"Đang dùng bản của lần công bố số {publication.id} ({day}), nằm trên các bảng này (python -m lib history)."
        )
        if changed:
            print("Các bảng này đã đổi sau lần công bố ấy: màn hình vẫn dùng bản đã công bố cho đến lần công bố sau.")
    return code


@contextmanager
def _modelling(ledger: Ledger) -> Iterator[None]:
    """What the model cannot work out is told as a finding: its own words are for those who wrote it."""
    from lib.estimates.posterior import IrreconcilableError
    from lib.estimates.report import findings

    try:
        yield
    except DataError:
        raise
    except IrreconcilableError as error:
        raise DataError(findings(ledger, error)) from error
    except (ArithmeticError, LookupError, ValueError) as error:
        message = "mô hình không tính được từ các số liệu này; chưa ghi tệp nào."
        remedy = (
            "Kiểm tra các dòng mới thêm hay mới sửa: số của tỉnh phải có đủ các năm của kế hoạch, số mới không được xa "
            "hẳn các năm bên cạnh; rồi chạy lại."
        )
        raise data_error("observations.csv", message, remedy=remedy) from error


def _estimate(options: argparse.Namespace) -> int:
    from lib.campaign import estimation
    from lib.estimates import store
    from lib.language.catalogue import read_catalogue

    directory, ledger, parameters = _inputs(options)
    with _modelling(ledger):
        done = estimation.run(ledger, parameters, read_catalogue(directory), telling.progress)
    done.write(directory, parameters, ledger, date.today())
    print(f"Đã ghi {', '.join(store.OUTPUTS)} ({len(done.estimates.table)} dòng ước tính).")
    return 0


def _validate(options: argparse.Namespace) -> int:
    from lib.estimates import validation

    _, ledger, parameters = _inputs(options)
    with _modelling(ledger):
        text = validation.text(validation.leave_one_out(ledger, parameters))
    print(text)
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    from lib.estimates import calibration

    directory, ledger, parameters = _inputs(options)
    with _modelling(ledger):
        table = calibration.calibrate(ledger, parameters, options.truths, progress=telling.progress)
    calibration.write(table, directory)
    print(calibration.text(table))
    return 0


def _stability(options: argparse.Namespace) -> int:
    from lib.campaign import estimation
    from lib.language.catalogue import read_catalogue

    directory, ledger, parameters = _inputs(options)
    with _modelling(ledger):
        held, flips = estimation.stability(
            ledger, parameters, read_catalogue(directory), options.seeds, telling.progress
        )
    print(f"{held} nhận định giống nhau với cả {options.seeds} hạt giống và mọi cách tính; {len(flips)} nhận định đổi.")
    for flip in flips:
        print(f"- {flip.target}, {flip.unit}, {flip.year}: {flip.made}/{flip.of}")
    return 1 if flips else 0


def _place(options: argparse.Namespace) -> Place:
    from lib.editions.store import installed_place

    return installed_place(options.data)


def _base(options: argparse.Namespace) -> Place:
    """The tables that people keep: what is written into them is not the edition that was published over them."""
    from lib.editions.store import base_folder, installed_place

    return installed_place(options.data or base_folder())


def _inputs(options: argparse.Namespace) -> tuple[Path, Ledger, dict]:
    """Directory, ledger and parameters of an estimation; refused where the plan has none."""
    from lib.editions.edition import estimated
    from lib.estimates import parameters
    from lib.ledger import load_ledger

    place = _base(options)
    place.refuse_missing()
    directory = place.data
    settings = parameters.read_parameters(directory / parameters.FILE)
    if not estimated(settings):
        raise data_error(parameters.FILE, "kế hoạch này không có ước tính (method: none).")
    return directory, load_ledger(directory), settings


def _scorecard(options: argparse.Namespace) -> int:
    from lib.campaign.campaign import Campaign
    from lib.editions.edition import load_edition
    from lib.exports.scorecard import scorecard, scorecard_text

    campaign = Campaign(load_edition(_place(options)))
    year = options.year or campaign.latest_year
    if not campaign.yardstick.baseline_year < year <= campaign.years[-1]:
        print(f"Năm phải từ {campaign.yardstick.baseline_year + 1} đến {campaign.years[-1]}.", file=sys.stderr)
        return 2
    if options.format == "json":
        print(json.dumps(scorecard(campaign, year), ensure_ascii=False, indent=2))
    else:
        print(scorecard_text(campaign, year))
    return 0


def _close(options: argparse.Namespace) -> int:
    from lib.base.files import replace
    from lib.campaign.campaign import Campaign
    from lib.editions import closings
    from lib.editions.edition import load_edition
    from lib.language.numbers import VIETNAMESE
    from lib.views.documents.balance import to_close

    place = _base(options)
    campaign = Campaign(load_edition(place))
    if not campaign.plan.over:
        raise data_error("plans.csv", f"kế hoạch {campaign.plan.plan} chưa kết thúc nên chưa có gì để chốt.")
    rows = to_close(campaign)
    if not rows:
        raise data_error("commitments.csv", "kế hoạch chưa được chia thành từng nội dung nên không có gì để chốt.")
    name, today = campaign.edition.name, date.today()
    table = closings.extended(campaign.edition.closings, today, campaign.plan.plan, name, rows)
    replace(place.data / closings.TABLE, closings.as_csv(table))
    day = VIETNAMESE.day(today.isoformat())
    print(f"Đã chốt {len(rows)} nội dung vào {closings.TABLE} (ngày {day}, bản dữ liệu {name}).")
    return 0


def _export(options: argparse.Namespace) -> int:
    from lib.campaign.campaign import Campaign
    from lib.editions.edition import load_edition
    from lib.exports import meeting
    from lib.views.meeting import scene_set

    if given := _unused(options):
        print(f"Dạng {options.format} không dùng {', '.join(given)}.", file=sys.stderr)
        return 2
    if options.format in _PICTURES and not options.part:
        print(f"Dạng {options.format} cần --part: tên một phần của các trang, ví dụ --part ban_do.", file=sys.stderr)
        return 2
    # A file of another form under this name would not open.
    if options.out.suffix and options.out.suffix.lower() != f".{options.format}":
        print(
            f"Tên tệp {options.out.name} không hợp với dạng {options.format}: đặt đuôi .{options.format}.",
            file=sys.stderr,
        )
        return 2
    refuse_unwritable(options.out)
    campaign = Campaign(load_edition(_place(options)))
    if options.part:
        return _export_part(options, campaign)
    if options.format == "docx":
        from lib.exports.brief import brief

        year = options.year or campaign.latest_year
        content = brief(campaign, options.unit or campaign.province, year, template=options.template)
        _write(options.out, content)
        print(f"Đã ghi {options.out} (báo cáo cuối năm {year}, {len(content) // 1000} kB).")
        return 0
    if options.format == "xlsx":
        from lib.exports.workbook import workbook

        places = _parts(options.units)
        content = workbook(campaign, None if places == ["all"] else places)
        return _made(options.out, content)
    if options.format == "csv":
        from lib.exports.table import table

        places = _parts(options.units)
        content = table(campaign, None if places in ([], ["all"]) else places,
                        options.layout or "dai", options.convention or "vi")  # fmt: skip
        return _made(options.out, content)
    saved = scene_set.read_set(options.scenes) if options.scenes else None
    if saved:
        scenes, asked = meeting.of_set(campaign, saved, file=options.scenes.name)
    else:
        units, beside, paces = (_parts(text) for text in (options.units, options.beside, options.paces))
        scenes, asked = meeting.chosen(campaign, units, options.year, options.group, beside, paces)
    # A line a slide, for people and for scripts.
    content = meeting.export(
        campaign, scenes, asked, options.format,
        progress=telling.progress,
    )  # fmt: skip
    _write(options.out, content)
    for line in scene_set.changes(campaign, saved) if saved else ():
        print(line)
    print(f"Đã ghi {options.out} ({len(scenes)} cảnh, {len(content) // 1000} kB).")
    return 0


def _unused(options: argparse.Namespace) -> list[str]:
    """Options given that the format does not use."""
    of_scenes, of_document, of_table = (
        ("units", "group", "beside", "paces", "scenes"),
        ("unit", "template"),
        ("layout", "convention"),
    )
    of_parts = ("part", "measure", "width", "zoom")
    no_year = (*of_scenes[1:], "year", *of_document)
    no_part = ("paces", "scenes", "template", *of_table)
    unused: dict[str, tuple[str, ...]] = {
        "docx": (*of_scenes, *of_table, *of_parts), "xlsx": (*no_year, *of_table, *of_parts), "csv": (*no_year, *of_parts),
        "svg": (*no_part, "zoom"), "png": no_part,
    }  # fmt: skip
    if options.format == "pptx" and options.part:
        needless: tuple[str, ...] = (*no_part, "width", "zoom")
    else:
        needless = unused.get(options.format, (*of_document, *of_table, *of_parts))
    return [f"--{name}" for name in needless if getattr(options, name)]


def _export_part(options: argparse.Namespace, campaign: Campaign) -> int:
    from lib.exports.pictures.parts import UnknownPartError, asked_for
    from lib.exports.pictures.picture import ZOOM, picture
    from lib.exports.pictures.sheet import WIDTH

    units, group = _parts(options.units), options.group
    if options.unit in campaign.groups:
        group = options.unit
    elif options.unit:
        units = [options.unit]
    asked = asked_for(campaign, units, options.year, group, _parts(options.beside), options.measure)
    width, zoom = options.width or WIDTH, options.zoom or ZOOM
    try:
        content = picture(campaign, asked, options.part, options.format, width=width, zoom=zoom)
    except UnknownPartError as error:
        print(error.args[0], file=sys.stderr)
        return 2
    return _made(options.out, content)


def _made(path: Path, content: bytes) -> int:
    """Write a file and say so; the exit code."""
    _write(path, content)
    print(f"Đã ghi {path} ({len(content) // 1000} kB).")
    return 0


def _parts(text: str) -> list[str]:
    """What an option lists, by commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def _write(path: Path, content: bytes) -> None:
    """Put a made file in its place. Raises :class:`lib.base.findings.DataError` where the disk does not take it."""
    from lib.base import files

    try:
        files.replace(path, content)
    except OSError as error:
        message = f"không ghi được tệp ({why(error)})."
        raise data_error(path, message, remedy="Chọn thư mục có thật và được phép ghi.") from error


#: Formats of a part of a page alone.
_PICTURES = ("svg", "png")
_COMMANDS = {
    "check": _check,
    "estimate": _estimate,
    "validate": _validate,
    "calibrate": _calibrate,
    "stability": _stability,
    "scorecard": _scorecard,
    "close": _close,
    "export": _export,
    **office.COMMANDS,
}

if __name__ == "__main__":
    sys.exit(main())
