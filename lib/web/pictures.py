"""The pictures of the guide (``docs/guide``): ``/hinh?ten=`` and a picture's name."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from lib.drawing.guide_pictures import PICTURES
from lib.views import links
from lib.views.shell import SHELL
from lib.web.answers import params_of, refused


async def answer(request: Request) -> Response:
    """A picture, kept by the browser for a day."""
    if request.method not in ("GET", "HEAD"):
        return refused(("GET", "HEAD"))
    params = params_of(request)
    if params is None:
        return PlainTextResponse(SHELL.faults.address, status_code=400)
    known = {path.stem: path for path in PICTURES.glob("*.webp")}
    found = known.get(params.get(links.PICTURE_NAME, [""])[-1])
    if found is None:
        return PlainTextResponse(SHELL.faults.file_unknown, status_code=404)
    return FileResponse(found, media_type="image/webp", headers={"Cache-Control": "public, max-age=86400"})
