"""The meeting in the browser: a document of its own beside the pages, made from the link's selection.

``/trinh_chieu`` takes the pages' parameters; the scene shown stands behind ``#``. ``tai=1`` gives the same document as a file.
A POST with ``tai=pptx`` begins a file of slides (:mod:`lib.web.slide_jobs`), with ``tat_ca=1`` one with every unit; ``viec`` names it from then on: asked for with
GET it tells how far it is, with ``lay=1`` it is the file, deleted with DELETE it is given up.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response

from lib.base.findings import DataError
from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.drawing.deck import deck
from lib.drawing.presentation import presentation
from lib.views import links
from lib.views.links import Selection
from lib.views.meeting import about, registry
from lib.views.meeting.addresses import ALL, FETCH, FILE, JOB, SLIDES, addresses
from lib.views.sentences.what_if import written_pace
from lib.views.shell import SHELL
from lib.web.answers import Params, answered, beside, params_of, refused
from lib.web.slide_jobs import Job, Jobs, TooManyJobs

_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_JOBS = Jobs()


async def answer(request: Request) -> Response:
    """The meeting's document, or what a request has to do with a file of slides."""
    params = params_of(request)
    if params is None:
        return PlainTextResponse(SHELL.faults.address, status_code=400)
    foreign = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    if foreign and request.method not in ("GET", "HEAD"):
        return PlainTextResponse(SHELL.faults.foreign, status_code=403)
    if params.get(JOB):
        return (
            _told(request.method, params) if request.method in ("GET", "HEAD", "DELETE") else refused(("GET", "DELETE"))
        )
    if params.get(FILE) == [SLIDES]:
        # A file of slides is begun by its button; asked for like a page it would be made by whoever follows a link.
        return await _begun(params) if request.method == "POST" else refused(("POST",))
    return await answered(request, _meeting)


async def _begun(params: Params) -> Response:
    """Begin a file of slides; the same one asked for twice is one job."""
    try:
        edition, arguments = await beside(_wanted, params)
    except DataError:
        return JSONResponse({"state": "failed", "reason": SHELL.faults.slides_data}, status_code=503)
    try:
        job = _JOBS.start((edition, *arguments), arguments)
    except TooManyJobs:
        return JSONResponse({"state": "failed", "reason": SHELL.faults.slides_busy}, status_code=503)
    return JSONResponse(_state(job), status_code=202)


def _wanted(params: Params) -> tuple[str, list[str]]:
    """The edition's name, and the command that makes the slides asked for. Raises :class:`DataError` without a good edition."""
    edition = links.edition_of(params)
    campaign = served.store_of(edition).current()
    place = served.place_of(edition)
    link = links.read_link(params, campaign)
    selection = links.selection_of(campaign, link)
    arguments = ["--data", str(place.data.resolve()), "export", "--format", SLIDES, "--group", selection.group,
                 "--year", str(selection.year)]  # fmt: skip
    if params.get(ALL):
        arguments += ["--units", "all"]
    elif selection.districts:
        arguments += ["--units", ",".join(selection.districts)]
    arguments += ["--beside", ",".join(link.beside)] if link.beside else []
    arguments += ["--paces", ",".join(written_pace(*pace) for pace in link.paces)] if link.paces else []
    return campaign.edition.name, arguments


def _told(method: str, params: Params) -> Response:
    """How far a job is, its file, or its end."""
    job = _JOBS.get(params[JOB][-1])
    if job is None:
        return JSONResponse({"state": "failed", "reason": SHELL.faults.slides_gone}, status_code=404)
    if method == "DELETE":
        _JOBS.cancel(job)
    elif params.get(FETCH) and job.state == "ready":
        return FileResponse(job.file, media_type=_SLIDES, filename=f"{links.MEETING.replace('_', '-')}.pptx")
    return JSONResponse(_state(job))


def _state(job: Job) -> dict[str, str | int]:
    told: dict[str, str | int] = {"job": job.job, "state": job.state, "done": job.done, "of": job.of}
    return told | ({"reason": job.reason} if job.state == "failed" and job.reason else {})


def _meeting(campaign: Campaign, params: Params) -> Response:
    link = links.read_link(params, campaign)
    selection = links.selection_of(campaign, link)
    as_file = bool(params.get(FILE))
    preview = served.store_of(links.edition_of(params)) is served.PREVIEW
    page = called(campaign, document, selection, as_file, preview, link.beside, link.paces)
    name = f"{campaign.wording.say('presenter.file_name')}-{selection.year}.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'} if as_file else {}
    return HTMLResponse(page, headers=headers)


def document(campaign: Campaign, selection: Selection, as_file: bool, preview: bool = False, beside: tuple[str, ...] = (),
             paces: tuple[tuple[str, float], ...] = ()) -> str:  # fmt: skip
    """The meeting of a selection as one document; a file leads nowhere when it is left."""
    asked = about.asked(campaign, selection.group, selection.districts, selection.year, beside, paces)
    scenes = [registry.scene(campaign, code, asked) for code in registry.default_codes(campaign, asked)]
    title = f"{campaign.wording.say('presenter.start')}: {SHELL.product}"
    home = "" if as_file else links.address("./", links.parameters(campaign, selection, preview=preview))
    return presentation(deck(campaign, scenes, asked), title, home=home)


def plain_links(campaign: Campaign, selection: Selection, own: Mapping[str, Sequence[str]]) -> str:
    """The same two as plain HTML, for the first view."""
    say = campaign.wording.say
    address, file = (html.escape(place) for place in addresses(campaign, selection, own))
    start, carry = (html.escape(say(f"presenter.{name}")) for name in ("start", "file"))
    return f'<p class="fv-present"><a href="{address}">{start}</a><a href="{file}" download>{carry}</a></p>'
