"""How the figures are known, and from where."""

from __future__ import annotations

from lib.campaign.campaign import RATE, Campaign
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED
from lib.views.meeting.about import Asked
from lib.views.meeting.parts import made
from lib.views.meeting.scene import Scene, TextBlock
from lib.views.sentences import captions


def scene(campaign: Campaign, code: str, asked: Asked) -> Scene:
    """How many figures are published, projected, estimated; documents; method."""
    say, marks = campaign.wording.say, campaign.marks
    units = (campaign.province, *campaign.districts)
    figures = [campaign.figure(u, RATE, year) for u in units for year in campaign.years if year <= asked.year]
    counts = {status: sum(f.status == status for f in figures) for status in (PUBLISHED, PROJECTED, ESTIMATED)}
    named = dict.fromkeys(f.source for f in figures if f.source in campaign.sources.index)
    documents = [captions.source_name(campaign, source) for source in named]
    statuses = tuple(
        f"{marks.words(s).mark} {marks.words(s).long}" for s in (PUBLISHED, PROJECTED, ESTIMATED) if counts[s]
    )
    method = [
        say("scenes.sources.judged", unit=campaign.unit_words["unit_vi"], path=campaign.yardstick.path_vi),
        say("scenes.sources.standard", standard=campaign.standard_name),
        say("scenes.sources.edition", name=campaign.edition.name[:12]),
    ]
    if counts[ESTIMATED]:
        method.insert(0, say("scenes.sources.estimates", level=marks.level))
    caveats = "; ".join(captions.caveat_lines(campaign, figures))
    blocks = [
        TextBlock(say("scenes.sources.marks"), (*statuses, *([caveats] if caveats else []))),
        TextBlock(say("scenes.sources.documents"), tuple(dict.fromkeys(documents))),
        TextBlock(say("scenes.sources.method"), tuple(method)),
    ]
    told = ", ".join(say(f"scenes.sources.counts.{status}", count=count) for status, count in counts.items() if count)
    words = {"units": len(campaign.districts), "unit": campaign.unit_words["unit_vi"]}
    headline = say("scenes.sources.headline", year=asked.year, counts=told, **words)
    return made(campaign, code, asked, headline, [], blocks, figures)
