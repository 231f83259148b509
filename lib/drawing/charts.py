"""The charts that views show, drawn: published points solid (of a weak source hollow squares), projected ones diamonds, estimates
dashed with their interval.

A chart of a new kind is a module of ``lib/drawing/kinds`` with ``draw(campaign, theme, *arguments)``, asked for by its name
(:class:`lib.views.charts.Kind`).
"""

from __future__ import annotations

from importlib import import_module

from lib.campaign.campaign import Campaign
from lib.drawing.chart.former import former_standard
from lib.drawing.chart.multiples import small_multiples
from lib.drawing.chart.rows import dumbbells, falls
from lib.drawing.chart.trajectory import indexed, trajectory
from lib.drawing.figure import Drawing
from lib.views.charts import Dumbbells, Falls, Former, Indexed, Kind, Multiples, Shown, Trajectory

_KINDS = "lib.drawing.kinds"


def drawn(campaign: Campaign, shown: Shown, theme: str) -> Drawing:
    """The chart that a view shows, in the colours of a theme, ``light`` or ``dark``."""
    match shown:
        case Trajectory(units, indicator, target, small):
            return trajectory(campaign, units, indicator, theme, target, small=small)
        case Indexed(units):
            return indexed(campaign, units, theme)
        case Multiples(units, indicator, year):
            return small_multiples(campaign, units, indicator, year, theme)
        case Former(units, standard):
            return former_standard(campaign, units, standard, theme)
        case Dumbbells(units, indicator, year):
            return dumbbells(campaign, units, indicator, year, theme)
        case Falls(units, year):
            return falls(campaign, units, year, theme)
        case Kind(name, arguments):
            made: Drawing = import_module(f"{_KINDS}.{name}").draw(campaign, theme, *arguments)
            return made
