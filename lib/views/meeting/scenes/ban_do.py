"""The map of the poor rate, from the first year to the one looked at."""

from __future__ import annotations

from lib.campaign import comparison as comparing
from lib.campaign.campaign import Campaign
from lib.campaign.comparison import NOW
from lib.campaign.measures import measure_figure, rate_measure
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made
from lib.views.meeting.scene import MapBlock, Scene
from lib.views.sentences import comparison, headlines


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """The poor rate then and now, with the units that lie on the edge of the marked class."""
    say, measure = campaign.wording.say, rate_measure(campaign.display)
    rule, first = campaign.display.measures[measure], campaign.years[0]
    mark = headlines.marked_class(campaign, measure)
    now = [measure_figure(campaign, measure, unit, asked.year) for unit in campaign.districts]
    known = sorted((figure for figure in now if figure.known), key=lambda figure: -figure.value)
    lead = []
    if known:
        values = comparing.known(campaign, NOW, campaign.districts, asked.year)
        highest, lowest = (comparison.one_of(campaign, values, highest=side) for side in (True, False))
        lead.append(say("scenes.map.ends", highest=highest, lowest=lowest))
    unsure = headlines.straddling(campaign, measure, asked.year, mark)
    if unsure:
        level = campaign.numbers.value_text(mark, rule.unit, 0)
        lead.append(say("scenes.map.straddling", count=len(unsure), unit=campaign.unit_words["unit_vi"], level=level))
    figures = [measure_figure(campaign, measure, unit, at) for at in (first, asked.year) for unit in campaign.districts]
    headline = headlines.change_on_map(campaign, measure, asked.year)
    focus = () if len(asked.shown) == len(campaign.districts) else asked.shown
    return made(campaign, code, asked, headline, lead, [MapBlock(measure, first, asked.year, focus)], figures)
