"""What the figures of a plan teach for the next one: sentences by rule, of the newest reviewed year and of the plan's end."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.views.sentences import ending, shares, whole_province


def lines(campaign: Campaign) -> tuple[str, ...]:
    """Where yardsticks disagree, where most of the poor live, what the national goal and a printed bound say; what is empty
    is left out.
    """
    year = campaign.latest_year
    poorest = campaign.poorest_group
    told = [
        *whole_province.two_yardsticks(campaign, year),
        shares.half(campaign, year),
        shares.burden(campaign, poorest, year) if poorest else "",
        whole_province.national_sentence(campaign, year),
        *ending.asked(campaign),
    ]
    return tuple(line for line in told if line)
