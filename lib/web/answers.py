"""What the documents beside the pages answer: made of the edition a link asks for, else what is wrong, in Vietnamese."""

from __future__ import annotations

import logging
from collections.abc import Callable

from starlette.responses import PlainTextResponse, Response

from lib.base.findings import DataError
from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.views import links
from lib.views.shell import SHELL

_LOG = logging.getLogger(__name__)
Params = dict[str, list[str]]


def answered(params: Params | None, make: Callable[[Campaign, Params], Response]) -> Response:
    """The answer that ``make`` gives; ``params`` are those of the address, None where it cannot be read."""
    if params is None:
        return PlainTextResponse(SHELL.faults.address, status_code=400)
    try:
        campaign = served.store_of(links.edition_of(params)).current()
    except DataError:
        return PlainTextResponse(SHELL.faults.nothing, status_code=503)
    try:
        return make(campaign, params)
    except Exception:
        _LOG.exception("no answer to %s", params)
        return PlainTextResponse(SHELL.faults.page, status_code=500)
