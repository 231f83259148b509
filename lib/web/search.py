"""What *Tìm nhanh* finds: places of all times, pages, indicators, targets, things to do; one small file, kept by the browser.

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
from lib.views.documents.profile import UNPUBLISHED
from lib.views.page_list import PAGES
from lib.web.answers import Params, answered

_WORD = re.compile(r"[a-z0-9]+")

#: Key without accents, what is shown, what it is, where it leads, and where there is more what (`assets/shared/types.d.ts`).
Entry = tuple[str, str, str, str] | tuple[str, str, str, str, dict[str, object]]
#: What can be carried away, and the page that has it.
_DOWNLOADS, _DOWNLOAD_PAGE = ("slides", "workbook", "report", "table", "picture"), "tai_ve"


def entries(campaign: Campaign) -> list[Entry]:
    """Everything that is found, what leaders ask for most often first."""
    parts_in_order = (_units, _pages, _communes, _figures, _unpublished, _former, _actions)
    return [entry for part in parts_in_order for entry in part(campaign)]


def _entry(name: str, what: str, address: str, **more: object) -> Entry:
    return (key_of(name), name, what, address, more) if more else (key_of(name), name, what, address)


def key_of(name: str) -> str:
    """A name as it is looked for; the browser writes what is typed the same way (`assets/shared/search.js`)."""
    return " ".join(_WORD.findall(folded(name)))


def _units(campaign: Campaign) -> Iterator[Entry]:
    say, unit = campaign.wording.say, campaign.unit_words["unit_vi"]
    full = campaign.ledger.units.set_index("unit")["full_name_vi"]
    for code in campaign.districts:
        what, address = say("search.unit", unit=unit), links.profile_address(campaign, code)
        beside = (links.DISTRICTS, code, campaign.names[code])
        yield _entry(str(full[code]), what, address, also=[code], beside=beside)
    for group in campaign.every_group:
        name, address = campaign.names[group], links.profile_address(campaign, group)
        yield _entry(name, say("search.group"), address, beside=(links.BESIDE, group, name))
    code = campaign.province
    beside = (links.BESIDE, code, campaign.names[code])
    yield _entry(
        str(full[code]), say("search.province"), links.profile_address(campaign, code), also=[code], beside=beside
    )


def _pages(campaign: Campaign) -> Iterator[Entry]:
    for page in PAGES:
        yield _entry(page.title, campaign.wording.say("search.page"), f"./{page.path}")


def _communes(campaign: Campaign) -> Iterator[Entry]:
    say = campaign.wording.say
    same = {(former.successor, name_key(former.name)): former.codes for former in former_names(campaign.ledger)}
    for commune in communes_of(campaign.ledger, campaign.districts):
        former = ", ".join(campaign.full_names[code] for code in commune.former)
        what, address = say("search.commune", name=former), links.address("./xa_phuong", {links.COMMUNE: commune.unit})
        codes = dict.fromkeys((commune.unit, *same.get((commune.unit, name_key(commune.name)), ())))
        yield _entry(commune.name, what, address, also=list(codes))


def _former(campaign: Campaign) -> Iterator[Entry]:
    """Names of former days that are not today's name of the same place."""
    say = campaign.wording.say
    names = {commune.unit: commune.name for commune in communes_of(campaign.ledger, campaign.districts)}
    for former in former_names(campaign.ledger):
        today = names.get(former.successor)
        if today is None or name_key(former.name) == name_key(today):
            continue
        what = say("search.former", name=campaign.full_names[former.district], today=today)
        address = links.address("./xa_phuong", {links.COMMUNE: former.successor})
        yield _entry(former.name, what, address, also=list(former.codes))


def _figures(campaign: Campaign) -> Iterator[Entry]:
    say = campaign.wording.say
    for indicator in choices.indicators_offered(campaign):
        name = campaign.indicator_names[indicator]
        address = links.address("./quy_dao", {links.INDICATOR: None if indicator == POOR else indicator})
        yield _entry(name, say("search.indicator"), address)
    for code, rule in campaign.display.measures.items():
        yield _entry(rule.label, say("search.measure"), links.address("./ban_do", {links.MEASURE: code}))
    for target in campaign.targets:
        yield _entry(target.name_vi, say("search.target"), links.profile_address(campaign, target.unit))


def _unpublished(campaign: Campaign) -> Iterator[Entry]:
    """What leaders ask for and nobody has published: the form that would bring it, and the profile that says so."""
    say, forms = campaign.wording.say, campaign.wording.section("profile.forms")
    for code in UNPUBLISHED:
        words = [key_of(word) for word in say(f"search.unpublished.{code}").split(",")]
        what = say("search.unpublished.what", form=campaign.wording.inside(forms[f"{code}.form"]))
        address = links.profile_address(campaign, campaign.province)
        yield _entry(forms[f"{code}.what"], what, address, also=words, asked=True)


def _actions(campaign: Campaign) -> Iterator[Entry]:
    """What can be done with the page that is looked at; its code and parameters are the browser's to fill in."""
    say = campaign.wording.say
    done = [
        ("print", say("search.actions.print.what"), f"./{links.SHEET}?{links.PAGE}={{page}}"),
        ("meeting", say("search.actions.meeting.what"), f"./{links.MEETING}"),
    ]
    title = next(page.title for page in PAGES if page.code == _DOWNLOAD_PAGE)
    done += [(code, say("search.download", page=title), f"./{_DOWNLOAD_PAGE}") for code in _DOWNLOADS]
    for code, what, address in done:
        words = say(f"search.actions.{code}.words").split(",")
        yield _entry(
            say(f"search.actions.{code}.name"), what, address, also=[key_of(word) for word in words], action=True
        )


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
