"""What the documents beside the pages answer: made of the edition a link asks for, else what is wrong, in Vietnamese.

Whatever takes longer than a moment is made by one worker beside the server's loop: a new meeting, sheet or index never keeps
another viewer waiting.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lib.base.findings import DataError
from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.views import links
from lib.views.shell import SHELL

_LOG = logging.getLogger(__name__)
Params = dict[str, list[str]]
Made = TypeVar("Made")
#: One, so that the loop has to wait for no more than one other thread of ours.
_WORKER = ThreadPoolExecutor(1, thread_name_prefix="documents")


async def beside(make: Callable[..., Made], *arguments: object) -> Made:
    """What ``make`` gives, made by the worker."""
    return await asyncio.get_running_loop().run_in_executor(_WORKER, partial(make, *arguments))


def params_of(request: Request) -> Params | None:
    """The parameters of an address; None where it has more than any link of ours."""
    return links.parsed(request.scope["query_string"].decode("latin-1"))


async def answered(request: Request, make: Callable[[Campaign, Params], Response]) -> Response:
    """The answer that ``make`` gives to a request for a document."""
    if request.method not in ("GET", "HEAD"):
        return refused(("GET", "HEAD"))
    params = params_of(request)
    if params is None:
        return PlainTextResponse(SHELL.faults.address, status_code=400)
    return await beside(_answer, params, make)


def refused(allowed: Iterable[str]) -> Response:
    """The answer to a method that an address does not know."""
    return PlainTextResponse(SHELL.faults.method, status_code=405, headers={"Allow": ", ".join(allowed)})


def _answer(params: Params, make: Callable[[Campaign, Params], Response]) -> Response:
    try:
        campaign = served.store_of(links.edition_of(params)).current()
    except DataError:
        return PlainTextResponse(SHELL.faults.nothing, status_code=503)
    try:
        return make(campaign, params)
    except Exception:
        _LOG.exception("no answer to %s", params)
        return PlainTextResponse(SHELL.faults.page, status_code=500)
