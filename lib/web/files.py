"""Files made by jobs (:mod:`lib.web.file_jobs`): slides, documents, workbooks, tables of what a link selects.

A POST to ``/tep`` with ``loai`` (:mod:`lib.views.downloads`) and the pages' parameters begins one; a saved set of scenes sent
along makes the file of that set. ``viec`` names the job from then on: asked for with GET it tells how far it is, with
``lay=1`` it is the file, deleted with DELETE it is given up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response

from lib.base.findings import DataError
from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.language.names import plain_name
from lib.views import downloads, links
from lib.views.downloads import CONVENTION, FETCH, FORM, JOB, KIND, LAYOUT, PART, UNIT_PART
from lib.views.links import Link, Selection
from lib.views.sentences.what_if import written_pace
from lib.views.shell import SHELL
from lib.web.answers import Params, beside, params_of, refused
from lib.web.file_jobs import Job, Jobs, TooManyJobs

_JOBS = Jobs()
#: By a file's ending; what a machine knows of them differs.
_MEDIA = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: A set of scenes is some kilobytes.
MOST_SENT = 500_000
#: What a set of scenes can be made into.
_OF_SCENES = (downloads.SLIDES, downloads.MEETING_FILE)


class _Wrong(Exception):  # noqa: N818 - told to readers
    """What is asked for is no file of ours."""


async def answer(request: Request) -> Response:
    """What a request has to do with a file."""
    params = params_of(request)
    if params is None:
        return PlainTextResponse(SHELL.faults.address, status_code=400)
    foreign = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if foreign and request.method not in ("GET", "HEAD"):
        return PlainTextResponse(SHELL.faults.foreign, status_code=403)
    if params.get(JOB):
        known = request.method in ("GET", "HEAD", "DELETE")
        return _told(request.method, params) if known else refused(("GET", "DELETE"))
    # A file is begun by its button; asked for like a page it would be made by whoever follows a link.
    return await _begun(request, params) if request.method == "POST" else refused(("POST",))


async def _begun(request: Request, params: Params) -> Response:
    """Begin a file; the same one asked for twice is one job."""
    given = b""
    async for part in request.stream():
        given += part
        if len(given) > MOST_SENT:
            return JSONResponse({"state": "failed", "reason": SHELL.faults.file_large}, status_code=413)
    try:
        edition, arguments, name = await beside(_wanted, params, bool(given))
    except DataError:
        return JSONResponse({"state": "failed", "reason": SHELL.faults.file_data}, status_code=503)
    except _Wrong:
        return JSONResponse({"state": "failed", "reason": SHELL.faults.file_unknown}, status_code=400)
    try:
        job = _JOBS.start((edition, *arguments, hashlib.sha256(given).digest()), arguments, name, given)
    except TooManyJobs:
        return JSONResponse({"state": "failed", "reason": SHELL.faults.file_busy}, status_code=503)
    return JSONResponse(_state(job), status_code=202)


def _wanted(params: Params, of_set: bool) -> tuple[str, list[str], str]:
    """The edition's name, the command that makes the file asked for, the file's name.

    Raises :class:`DataError` without a good edition and :class:`_Wrong` for a file that there is not.
    """
    edition = links.edition_of(params)
    campaign = served.store_of(edition).current()
    link = links.read_link(params, campaign)
    kind = links.mended(params).get(KIND, [""])[-1]
    if kind not in _ARGUMENTS or (of_set and kind not in _OF_SCENES):
        raise _Wrong
    begin = ["--data", str(served.place_of(edition).data.resolve()), "export"]
    name = campaign.wording.section("files.names")[kind]
    if of_set:
        return campaign.edition.name, [*begin, "--format", kind, "--scenes"], f"{name}.{kind}"
    selection = links.selection_of(campaign, link)
    arguments, about = _ARGUMENTS[kind](campaign, link, selection, params)
    return campaign.edition.name, [*begin, *arguments], "-".join(filter(None, (name, *about))) + f".{arguments[1]}"


#: The command's arguments, and what the file's name says besides its kind.
_Asked = tuple[list[str], tuple[str, ...]]


def _slides(campaign: Campaign, link: Link, selection: Selection, params: Params) -> _Asked:  # noqa: ARG001
    return _of_scenes("pptx", link, selection, ",".join(selection.districts)), (str(selection.year),)


def _all_slides(campaign: Campaign, link: Link, selection: Selection, params: Params) -> _Asked:  # noqa: ARG001
    return _of_scenes("pptx", link, selection, "all"), (str(selection.year),)


def _meeting(campaign: Campaign, link: Link, selection: Selection, params: Params) -> _Asked:  # noqa: ARG001
    return _of_scenes("html", link, selection, ",".join(selection.districts)), (str(selection.year),)


def _of_scenes(form: str, link: Link, selection: Selection, units: str) -> list[str]:
    arguments = ["--format", form, "--group", selection.group, "--year", str(selection.year)]
    arguments += ["--units", units] if units else []
    arguments += ["--beside", ",".join(link.beside)] if link.beside else []
    return arguments + (["--paces", ",".join(written_pace(*pace) for pace in link.paces)] if link.paces else [])


def _brief(campaign: Campaign, link: Link, selection: Selection, params: Params) -> _Asked:  # noqa: ARG001
    unit = links.subject_of(selection, link.subject)
    about = (plain_name(campaign.names[unit]), str(selection.year))
    return ["--format", "docx", "--unit", unit, "--year", str(selection.year)], about


def _workbook(campaign: Campaign, link: Link, selection: Selection, params: Params) -> _Asked:  # noqa: ARG001
    return ["--format", "xlsx", *_shown(selection)], ()


def _table(campaign: Campaign, link: Link, selection: Selection, params: Params) -> _Asked:  # noqa: ARG001
    chosen = links.mended(params)
    layout, convention = (chosen.get(name, [""])[-1] for name in (LAYOUT, CONVENTION))
    known = (campaign.wording.section("files.layouts"), campaign.wording.section("files.conventions"))
    if layout not in known[0] or convention not in known[1]:
        raise _Wrong
    return ["--format", "csv", "--layout", layout, "--convention", convention, *_shown(selection)], (layout, convention)


def _picture(campaign: Campaign, link: Link, selection: Selection, params: Params) -> _Asked:  # noqa: ARG001
    chosen = links.mended(params)
    part, form = (chosen.get(name, [""])[-1] for name in (PART, FORM))
    section = campaign.wording.section
    if form not in section("files.forms") or part not in (UNIT_PART, *section("files.picture.parts")):
        raise _Wrong
    arguments = ["--format", form, "--part", part, "--year", str(selection.year)]
    if part == UNIT_PART:
        if not selection.districts:
            raise _Wrong
        unit = selection.districts[0]
        return [*arguments, "--unit", unit], (plain_name(campaign.names[unit]), str(selection.year))
    arguments += ["--group", selection.group]
    arguments += ["--units", ",".join(selection.districts)] if selection.districts else []
    return arguments, (part.replace("_", "-"), str(selection.year))


def _shown(selection: Selection) -> list[str]:
    return [] if selection.whole else ["--units", ",".join(selection.shown)]


_ARGUMENTS: dict[str, Callable[[Campaign, Link, Selection, Params], _Asked]] = {
    downloads.SLIDES: _slides,
    downloads.ALL_SLIDES: _all_slides,
    downloads.MEETING_FILE: _meeting,
    downloads.BRIEF: _brief,
    downloads.WORKBOOK: _workbook,
    downloads.TABLE: _table,
    downloads.PICTURE: _picture,
}


def _told(method: str, params: Params) -> Response:
    """How far a job is, its file, or its end."""
    job = _JOBS.get(params[JOB][-1])
    if job is None:
        return JSONResponse({"state": "failed", "reason": SHELL.faults.file_gone}, status_code=404)
    if method == "DELETE":
        _JOBS.cancel(job)
    elif params.get(FETCH) and job.state == "ready":
        return FileResponse(job.file, media_type=_MEDIA[job.name.rpartition(".")[2]], filename=job.name)
    return JSONResponse(_state(job))


def _state(job: Job) -> dict[str, str | int]:
    told: dict[str, str | int] = {"job": job.job, "state": job.state, "done": job.done, "of": job.of}
    return told | ({"reason": job.reason} if job.state == "failed" and job.reason else {})
