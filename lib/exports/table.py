"""Figures as a table in a text file, written as the reader's program expects."""

from __future__ import annotations

from collections.abc import Sequence

from lib.campaign.campaign import Campaign
from lib.exports.refusals import refuse_unknown
from lib.views import records

#: A row a unit, indicator and year; or the years beside one another.
LONG, WIDE = "dai", "rong"


def table(campaign: Campaign, units: Sequence[str] | None, layout: str = LONG, convention: str = "vi") -> bytes:
    """The figures of some units (None: all) and of the groups they are compared with, all years, as CSV.

    ``layout``: :data:`LONG` or :data:`WIDE`; ``convention``: see :data:`lib.views.records.CONVENTIONS`. Raises
    :class:`lib.base.findings.DataError` for a unit that the plan does not have.
    """
    areas = (campaign.province, *campaign.every_group)
    known = (*areas, *campaign.districts)
    refuse_unknown(campaign.wording, (units or (), known))
    chosen = known if units is None else records.listed(campaign, units)
    rows = records.figures_table(campaign, list(chosen), list(campaign.years))
    return records.csv_bytes(rows if layout == LONG else records.wide_table(campaign.wording, rows), convention)
