"""The meeting in the browser: a document of its own beside the pages, made from the link's selection.

``/trinh_chieu`` takes the pages' parameters; the scene shown stands behind ``#``. ``tai=1`` gives the same document as a file.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.drawing.deck import deck
from lib.drawing.presentation import presentation
from lib.views import links
from lib.views.links import Selection
from lib.views.meeting import about, registry
from lib.views.meeting.addresses import FILE, addresses
from lib.views.shell import SHELL
from lib.web.answers import Params, answered


async def answer(request: Request) -> Response:
    """The meeting's document."""
    return await answered(request, _meeting)


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


def plain_link(campaign: Campaign, selection: Selection, own: Mapping[str, Sequence[str]]) -> str:
    """The way into the meeting as plain HTML, for the first view."""
    address, _ = addresses(campaign, selection, own)
    start = html.escape(campaign.wording.say("presenter.start"))
    return f'<p class="fv-present"><a href="{html.escape(address)}">{start}</a></p>'
