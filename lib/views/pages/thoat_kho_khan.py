"""Thoát khó khăn: regions of difficulty by period, each on its own boundaries; what is named, what became of it, what is not known."""

from __future__ import annotations

from lib.campaign.campaign import Campaign
from lib.campaign.facts import facts_of, figure_of
from lib.campaign.kept import called
from lib.language.display_pages import DifficultAreas
from lib.views.charts import Kind
from lib.views.documents import communes
from lib.views.links import COMMUNE
from lib.views.page_list import page_title
from lib.views.sentences import captions, difficult, resources, verdicts
from lib.views.view import (
    Asked,
    Block,
    Caption,
    Chart,
    CommuneMap,
    Download,
    Fold,
    Heading,
    Ledger,
    Legend,
    Lines,
    Nothing,
    OneCommune,
    Table,
    View,
)

CHOICES = (COMMUNE,)
#: The measure of the map of communes that says who is in region III.
_MEASURE = "kv3"


def view(campaign: Campaign, asked: Asked) -> View:
    """The periods as a picture, the map and names of region III, poor districts, former communes, what is unknown, all figures."""
    every = called(campaign, communes.all_communes)
    chosen = asked.commune if any(known.commune.unit == asked.commune for known in every) else ""
    # The year is that of a chosen commune's figures; nothing else here has one.
    year = asked.selection.year if chosen else campaign.latest_year
    return called(campaign, _view, chosen or "", next(iter(asked.selection.districts), ""), year)


def _view(campaign: Campaign, chosen: str, district: str, year: int) -> View:
    say, listed = campaign.wording.say, campaign.display.difficult
    if listed is None or not facts_of(campaign.ledger, listed.indicators):
        return View(
            page_title(campaign.wording, "thoat_kho_khan"),
            (Nothing(say("difficult.none")),),
            dated=False,
            unfiltered=True,
        )
    figures = [figure_of(campaign.ledger, fact) for fact in difficult.drawn(campaign)]
    return View(difficult.title(campaign, listed), (
        *_picture(campaign, listed),
        Heading(say("difficult.steps.heading"), 3),
        Lines(tuple(difficult.steps(campaign))),
        *_map(campaign, listed, chosen, district, year),
        *_places(campaign, listed),
        *_poor(campaign, listed),
        *_former(campaign, listed),
        *_unseen(campaign, listed),
        Legend(),
        *_kinds(campaign, listed),
    ), dated=False, figures=tuple(figures), unfiltered=True)  # fmt: skip


def _picture(campaign: Campaign, listed: DifficultAreas) -> list[Block]:
    """The periods beside one another, where anything of them is known."""
    say = campaign.wording.say
    drawn = difficult.drawn(campaign)
    if not drawn:
        return []
    notes = captions.chart_notes(campaign, [figure_of(campaign.ledger, fact) for fact in drawn], dated=False)
    period = say("difficult.chart.period", first=listed.periods[0].label, last=listed.periods[-1].label)
    return [
        Heading(say("difficult.chart.heading")),
        Chart(Kind("periods", ()), "periods", say("difficult.chart.title"), period, notes),
        Caption(say("difficult.never_joined")),
    ]


def _map(campaign: Campaign, listed: DifficultAreas, chosen: str, district: str, year: int) -> list[Block]:
    """Who is named in the newest list on today's communes; one of them told where it is chosen."""
    say, last = campaign.wording.say, listed.periods[-1]
    count = sum(fact.indicator == last.third for fact in difficult.named(campaign, listed))
    if not count:
        return []
    place = communes.story(campaign, chosen, year) if chosen else None
    former = place.known.commune.former[0] if place else district
    return [
        Heading(say("difficult.map.heading")),
        Caption(say("difficult.map.note", count=count, period=last.label)),
        *([OneCommune(place)] if place else []),
        CommuneMap(chosen, former, _MEASURE),
    ]


def _places(campaign: Campaign, listed: DifficultAreas) -> list[Block]:
    """By former district, and every commune that is named."""
    say = campaign.wording.say
    before, last = (listed.periods[0], *listed.periods)[-2:]
    rows = difficult.by_district(campaign, listed)
    if not rows:
        return []
    periods = list(zip(*rows.values(), strict=True))
    figures = [figure_of(campaign.ledger, one.third) for found in periods for one in found if one.third]
    unprinted = [found[0].period.label for found in periods if not any(one.third for one in found)]
    notes = captions.chart_notes(campaign, figures, dated=False)
    period = say("difficult.chart.period", first=listed.periods[0].label, last=last.label)
    blocks: list[Block] = [
        Heading(say("difficult.places.heading")),
        Chart(Kind("districts", ()), "districts", say("difficult.chart.districts"), period, notes),
        Caption(say("difficult.places.note", before=before.label, period=last.label)),
        *([Caption(say("difficult.places.unprinted", periods=", ".join(unprinted)))] if unprinted else []),
        Table(say("difficult.places.table"), difficult.places_table(campaign, listed), folded=True),
    ]
    if found := difficult.named(campaign, listed):
        label = say("difficult.named.table", count=len(found), period=last.label)
        blocks.append(Table(label, difficult.named_table(campaign, found), folded=True))
    return blocks


def _poor(campaign: Campaign, listed: DifficultAreas) -> list[Block]:
    """The poor districts and what they are today."""
    say, table = campaign.wording.say, difficult.poor_table(campaign, listed)
    group = campaign.ledger.groups.set_index("group").loc[listed.group]
    return [
        Heading(str(group["name_vi"])),
        Caption(say("difficult.poor.note", decision=group["decision"], note=campaign.wording.inside(group["note"]))),
        Table(say("difficult.poor.table", count=len(table)), table),
        Lines(tuple(communes.became(campaign, unit) for unit in campaign.ledger.members_of(listed.group))),
    ]


def _former(campaign: Campaign, listed: DifficultAreas) -> list[Block]:
    """What each place of the census has become, to be searched and taken along."""
    say, table = campaign.wording.say, difficult.former_table(campaign, listed)
    count = campaign.numbers.number(len(table))
    return [
        Heading(say("difficult.former.heading")),
        Fold(say("difficult.former.fold", count=count), (
            Ledger(table, say("difficult.former.alt"), say("difficult.former.printed", count=count)),
            Download(say("difficult.former.button", count=count), say("difficult.former.file"), (), table),
        )),
    ]  # fmt: skip


def _unseen(campaign: Campaign, listed: DifficultAreas) -> list[Block]:
    say, told = campaign.wording.say, difficult.unseen(campaign, listed)
    if not told:
        return []
    searched = say("difficult.unseen.searched", until=verdicts.until(campaign.plan))
    return [Heading(say("difficult.unseen.heading")), Caption(searched), Lines(tuple(told))]


def _kinds(campaign: Campaign, listed: DifficultAreas) -> list[Block]:
    """A table of every figure of each kind, and the contradictions among them."""
    say, blocks = campaign.wording.say, list[Block]()
    headings = campaign.wording.section("difficult.kinds")
    for kind, codes in listed.kinds.items():
        found = difficult.of_kind(campaign, codes)
        if not found:
            continue
        label = say("difficult.all", what=headings[kind], count=len(found))
        blocks += [Heading(headings[kind]), Table(label, resources.table(campaign, found), folded=True)]
    disputed = resources.disputed(campaign, list(facts_of(campaign.ledger, listed.indicators)))
    return [*blocks, Heading(say("difficult.disputed")), Lines(tuple(disputed))] if disputed else blocks
