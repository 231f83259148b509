"""Rates on a former standard, and why they stand apart."""

from __future__ import annotations

from lib.campaign.campaign import RATE, Campaign


def former_period(campaign: Campaign, standard: str) -> str:
    """The years a former standard was used for reviews."""
    row = campaign.ledger.standards.set_index("standard").loc[standard]
    return campaign.wording.say("stories.former.period", first=row["first_year"], last=row["last_year"])


def former_standard(campaign: Campaign, standard: str) -> str:
    """Why rates on a former standard stand apart: the same households of one year on both, where both are published."""
    rows = campaign.ledger.observations
    rows = rows[(rows["indicator"] == RATE) & (rows["unit"] == campaign.province) & rows["preferred"]]
    by_year = {s: g.set_index("year")["value"] for s, g in rows[rows["bound"] == "exact"].groupby("standard")}
    old, new = by_year.get(standard), by_year.get(campaign.plan.standard)
    both = [] if old is None or new is None else sorted(set(old.index) & set(new.index))
    if old is None or new is None or not both:
        return campaign.wording.say("stories.former.apart")
    year = int(both[-1])
    old_rate, new_rate = campaign.numbers.percent(old[year]), campaign.numbers.percent(new[year])
    return campaign.wording.say("stories.former.apart_on_both", year=year, old_rate=old_rate, new_rate=new_rate)
