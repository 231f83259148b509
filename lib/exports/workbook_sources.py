"""The workbook's sheet of sources: each with its address, its day, how far it is trusted and what rests on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lib.campaign.campaign import Campaign
from lib.exports.workbook_sheet import Column, Sheet
from lib.views import records


def list_sources(campaign: Campaign, sheet: Sheet, rests: Mapping[str, Sequence[str]]) -> None:
    """Fill a sheet with some sources (their codes), each with the texts of what rests on it."""
    say = campaign.wording.say
    trust = campaign.wording.section("exports.trust")
    live, notes = records.live_addresses(campaign.sources), records.address_notes(campaign)
    for row, code in enumerate(sorted(rests), start=sheet.first):
        source = campaign.sources.loc[code]
        day = campaign.numbers.day(source["published"]) if source["published"] else say("exports.undated")
        texts = (
            code,
            source["title"],
            source["publisher"],
            live[code] or notes[code],
            day,
            trust[source["trust"]],
            "; ".join(rests[code]),
        )
        for column, text in enumerate(texts):
            sheet.text(row, column, text, weak=source["trust"] == "weak")
    widths = {"code": 22, "title_of": 52, "publisher": 22, "address": 48, "day": 12, "trust": 10, "used": 40}
    columns = [Column(say(f"workbook.sources.{name}"), width) for name, width in widths.items()]
    sheet.table(columns, len(rests), fixed=1)
