"""What *Tìm nhanh* finds: places of all times, pages, indicators, targets; one small file, kept by the browser.

``/tim_nhanh`` gives it; the edition's name in the address makes it another file when the data change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from lib.campaign.campaign import POOR, Campaign
from lib.campaign.kept import called
from lib.geography.lineage import communes_of, former_names
from lib.language.names import folded, name_key
from lib.views import choices, links
from lib.views.page_list import PAGES
from lib.web.answers import Params, answered

_WORD = re.compile(r"[a-z0-9]+")

#: Key without accents and kind, what is shown, what it is, where it leads.
Entry = tuple[str, str, str, str]


def entries(campaign: Campaign) -> list[Entry]:
    """Everything that is found, what leaders ask for most often first."""
    parts_in_order = (_units, _pages, _communes, _figures, _former)
    found = (entry for part in parts_in_order for entry in part(campaign))
    return [(" ".join(_WORD.findall(folded(name))), name, what, address) for name, what, address in found]


def _units(campaign: Campaign) -> Iterator[tuple[str, str, str]]:
    say, unit = campaign.wording.say, campaign.unit_words["unit_vi"]
    full = campaign.ledger.units.set_index("unit")["full_name_vi"]
    for code in campaign.districts:
        name = str(full[code])
        yield name, say("search.unit", unit=unit), links.profile_address(campaign, code)
    for group in campaign.every_group:
        yield campaign.names[group], say("search.group"), links.profile_address(campaign, group)
    name = str(full[campaign.province])
    yield name, say("search.province"), links.profile_address(campaign, campaign.province)


def _pages(campaign: Campaign) -> Iterator[tuple[str, str, str]]:
    for page in PAGES:
        yield page.title, campaign.wording.say("search.page"), f"./{page.path}"


def _communes(campaign: Campaign) -> Iterator[tuple[str, str, str]]:
    say = campaign.wording.say
    for commune in communes_of(campaign.ledger, campaign.districts):
        former = ", ".join(campaign.full_names[code] for code in commune.former)
        what = say("search.commune", name=former)
        yield commune.name, what, links.address("./xa_phuong", {links.COMMUNE: commune.unit})


def _former(campaign: Campaign) -> Iterator[tuple[str, str, str]]:
    """Names of former days that are not today's name of the same place."""
    say = campaign.wording.say
    names = {commune.unit: commune.name for commune in communes_of(campaign.ledger, campaign.districts)}
    for former in former_names(campaign.ledger):
        today = names.get(former.successor)
        if today is None or name_key(former.name) == name_key(today):
            continue
        what = say("search.former", name=campaign.full_names[former.district], today=today)
        address = links.address("./xa_phuong", {links.COMMUNE: former.successor})
        yield former.name, what, address


def _figures(campaign: Campaign) -> Iterator[tuple[str, str, str]]:
    say = campaign.wording.say
    for indicator in choices.indicators_offered(campaign):
        name = campaign.indicator_names[indicator]
        address = links.address("./quy_dao", {links.INDICATOR: None if indicator == POOR else indicator})
        yield name, say("search.indicator"), address
    for code, rule in campaign.display.measures.items():
        yield rule.label, say("search.measure"), links.address("./ban_do", {links.MEASURE: code})
    for target in campaign.targets:
        yield target.name_vi, say("search.target"), links.profile_address(campaign, target.unit)


async def answer(request: Request) -> Response:
    """The index."""
    return await answered(request, _index)


def _index(campaign: Campaign, params: Params) -> Response:
    body = called(campaign, _packed)
    # An address with another edition's name is not kept: it would stay for good.
    kept = params.get("v") == [campaign.edition.name]
    headers = {"Cache-Control": "public, max-age=31536000" if kept else "no-store"}
    return Response(body, media_type="application/json", headers=headers)


def _packed(campaign: Campaign) -> bytes:
    return json.dumps(entries(campaign), ensure_ascii=False, separators=(",", ":")).encode()
