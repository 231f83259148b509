"""What is printed: any page, or a profile on one sheet, as a document of its own beside the pages.

``/mot_trang`` with the pages' parameters is the profile; with ``trang`` and a page's code that page.
"""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.drawing.printed import printed
from lib.drawing.sheet import sheet
from lib.views import links
from lib.views.documents.profile import profile
from lib.views.page_list import PAGES
from lib.views.pages import choices_of, view_of
from lib.views.view import Asked, asked_of
from lib.web.answers import Params, answered
from lib.web.first_view import unknown


async def answer(request: Request) -> Response:
    """The document."""
    return await answered(request, _sheet)


def _sheet(campaign: Campaign, params: Params) -> Response:
    link = links.read_link(params, campaign)
    selection = links.selection_of(campaign, link)
    asked_page = links.mended(params).get(links.PAGE, [""])[-1].lower()
    page = next((page for page in PAGES if page.code == asked_page), None)
    if page is None and asked_page:
        return HTMLResponse(unknown(), 404)
    if page is None:
        made = called(campaign, profile, links.subject_of(selection, link.subject), selection.year)
        return HTMLResponse(called(campaign, sheet, made))
    asked = asked_of(campaign, link, choices_of(page.code))
    return HTMLResponse(called(campaign, _printed, page.code, asked, date.today()))


def _printed(campaign: Campaign, code: str, asked: Asked, today: date) -> str:
    return printed(campaign, view_of(campaign, code, asked), asked, today)
