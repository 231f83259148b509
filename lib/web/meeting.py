"""The meeting in the browser: a document of its own beside the pages, made from the link's selection.

``/trinh_chieu`` takes the pages' parameters; the scene shown stands behind ``#``. ``tai=1`` gives the same document as a file.
A POST with ``tai=pptx`` begins a file of slides (:mod:`lib.web.slide_jobs`), with ``tat_ca=1`` one with every unit; ``viec`` names it from then on: asked for with
GET it tells how far it is, with ``lay=1`` it is the file, deleted with DELETE it is given up.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from starlette.datastructures import Headers
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.base.findings import DataError
from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.drawing.deck import deck
from lib.drawing.presentation import presentation
from lib.views import links
from lib.views.links import Selection
from lib.views.meeting import about, registry
from lib.views.meeting.addresses import ALL, FETCH, FILE, JOB, addresses
from lib.views.sentences.what_if import written_pace
from lib.views.shell import SHELL
from lib.web.answers import Params, answered
from lib.web.slide_jobs import Job, Jobs, TooManyJobs

_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_JOBS = Jobs()


class Presenter:
    """ASGI middleware that answers for the meeting's document."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for :data:`lib.views.links.MEETING`; pass everything else on."""
        if scope["type"] != "http" or links.last_part(scope["path"]) != links.MEETING:
            await self.app(scope, receive, send)
            return
        params = links.parsed(scope["query_string"].decode("latin-1"))
        if params is None:
            await PlainTextResponse(SHELL.faults.address, status_code=400)(scope, receive, send)
            return
        foreign = Headers(scope=scope).get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
        if foreign and scope["method"] not in ("GET", "HEAD"):
            answer: Response = PlainTextResponse("Forbidden", status_code=403)
        elif params.get(JOB):
            answer = _told(scope["method"], params)
        elif scope["method"] == "POST" and params.get(FILE) == ["pptx"]:
            answer = _begun(params)
        elif scope["method"] in ("GET", "HEAD"):
            answer = answered(params, _meeting)
        else:
            answer = PlainTextResponse("Method Not Allowed", status_code=405)
        await answer(scope, receive, send)


def _begun(params: Params) -> Response:
    """Begin a file of slides; the same one asked for twice is one job."""
    edition = links.edition_of(params)
    try:
        campaign = served.store_of(edition).current()
        place = served.place_of(edition)
    except DataError:
        return JSONResponse({"state": "failed", "reason": SHELL.faults.slides_data}, status_code=503)
    link = links.read_link(params, campaign)
    selection = links.selection_of(campaign, link)
    arguments = ["--data", str(place.data.resolve()), "export", "--format", "pptx", "--group", selection.group,
                 "--year", str(selection.year)]  # fmt: skip
    if params.get(ALL):
        arguments += ["--units", "all"]
    elif selection.districts:
        arguments += ["--units", ",".join(selection.districts)]
    arguments += ["--beside", ",".join(link.beside)] if link.beside else []
    arguments += ["--paces", ",".join(written_pace(*pace) for pace in link.paces)] if link.paces else []
    try:
        job = _JOBS.start((campaign.edition.name, *arguments), arguments)
    except TooManyJobs:
        return JSONResponse({"state": "failed", "reason": SHELL.faults.slides_busy}, status_code=503)
    return JSONResponse(_state(job), status_code=202)


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
