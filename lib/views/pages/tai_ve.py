"""Tải về: everything that can be carried away of what is selected, in one place."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.views import links
from lib.views.downloads import offers
from lib.views.page_list import page_title
from lib.views.view import Asked, Block, Caption, Files, Heading, View


def view(campaign: Campaign, asked: Asked) -> View:
    """What is selected, and the files of it under their headings."""
    selection = asked.selection
    scope = links.scope_words(campaign, selection)
    blocks: list[Block] = [Caption(campaign.wording.say("printed.selected", scope=scope, year=selection.year))]
    for heading, files in offers(campaign, selection, preview=asked.preview).items():
        blocks += [Heading(heading), Files(heading, files)]
    return View(page_title(campaign.wording, "tai_ve"), tuple(blocks))
