"""Where the meeting of a selection is: its document and its file (served by :mod:`lib.web.meeting`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lib.campaign.campaign import Campaign
from lib.views import links
from lib.views.links import Selection

#: As a file.
FILE = "tai"
#: What a page says in its link that scenes are made of.
OWN = (links.BESIDE, links.PACE)


def addresses(
    campaign: Campaign, selection: Selection, own: Mapping[str, Sequence[str]], *, preview: bool = False
) -> tuple[str, str]:
    """Where the meeting of a selection is, and its file; ``own``: what a page adds to the link that scenes are made of."""
    values = links.parameters(campaign, selection, preview=preview) | {key: own.get(key, ()) for key in OWN}
    return links.address(f"./{links.MEETING}", values), links.address(f"./{links.MEETING}", values | {FILE: "1"})
