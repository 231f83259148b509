"""Today's communes and wards (*xã, phường*): what each was made from, what is published of it, what its district is estimated at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.kept import called
from lib.geography.lineage import FORMER_YEARS, lineage
from lib.language.catalogue import Catalogue
from lib.ledger.figure import Figure
from lib.views.documents.known_communes import KnownCommune, dated, known_communes
from lib.views.meeting.scene import TableBlock


@dataclass(frozen=True)
class CommuneStory:
    """One commune: sentences, and the way of its parts through the reorganisations."""

    known: KnownCommune
    lines: tuple[str, ...]
    lineage: TableBlock


def all_communes(campaign: Campaign) -> tuple[KnownCommune, ...]:
    """Every commune once, the highest published rates first, then by former district and name."""
    order = {code: place for place, code in enumerate(campaign.districts)}
    found = {known.commune.unit: known for known in known_communes(campaign, campaign.districts)}

    def place(known: KnownCommune) -> tuple:
        former = known.commune.former[0]
        return (-known.rate.value if known.rate.known else 1.0, order.get(former, len(order)), known.commune.name)

    return tuple(sorted(found.values(), key=place))


def overview(campaign: Campaign) -> list[str]:
    """What is known of the communes together, and what not."""
    say, every = campaign.wording.say, all_communes(campaign)
    named = [known for known in every if known.rate.known]
    difficult = sum(known.difficult for known in every)
    lines = []
    if named:
        lines.append(
            say("communes.highest", count=len(named), all=len(every), name=named[0].commune.name, rate=named[0].rate_text,
                former=_former(campaign.full_names, named[0]))
        )  # fmt: skip
    else:
        lines.append(say("communes.nothing", all=len(every)))
    lines.append(say("communes.difficult", count=difficult, all=len(every)))
    return lines


def seen(campaign: Campaign, district: str = "") -> list[str]:
    """What the map shows of a former district's communes, or of all: a sentence each for the rates of poor and near-poor
    households, the list of region III, the households of the census.
    """
    say = campaign.wording.say
    every = called(campaign, all_communes)
    of = [known for known in every if not district or district in known.commune.former]
    where = say("communes.map.of", name=campaign.full_names[district]) if district else say("communes.map.whole")
    named = {"where": campaign.wording.opening(where), "all": len(of)}

    def rates(what: str, figures: list[Figure]) -> str:
        published = [(figure, known) for figure, known in zip(figures, of, strict=True) if figure.known]
        if not published:
            return say("communes.seen.none", what=what, **named)
        highest, known = max(published, key=lambda pair: pair[0].value)
        # Each has its newest year.
        rate, name = dated(campaign, highest), known.commune.name
        return say("communes.seen.highest", what=what, count=len(published), name=name, rate=rate, **named)

    measures, inside = campaign.wording.section("communes.measures"), campaign.wording.inside
    total = sum(known.commune.households_2019 for known in of)
    return [
        rates(inside(measures["rate"]), [known.rate for known in of]),
        rates(inside(measures["near"]), [known.near for known in of]),
        say("communes.seen.difficult", count=sum(known.difficult for known in of), **named),
        say("communes.seen.households", total=campaign.numbers.households(total), **named),
    ]


def story(campaign: Campaign, unit: str, year: int) -> CommuneStory:
    """The story of one commune; ``year`` is that of its former district's figures. Raises ``KeyError`` for an unknown unit."""
    say, marks = campaign.wording.say, campaign.marks
    units = campaign.ledger.units.set_index("unit")
    former = str(units.loc[unit, "former"]).split(";")
    known = next(entry for entry in known_communes(campaign, former) if entry.commune.unit == unit)
    commune = known.commune
    lines = [say("communes.made_of", name=commune.name, former=_former(campaign.full_names, known),
                 count=len(commune.predecessors), parts=", ".join(commune.predecessors))]  # fmt: skip
    if known.rate.known:
        lines.append(say("communes.rate", rate=known.rate_text, note=known.rate.note))
    else:
        lines.append(say("communes.no_rate", form=campaign.wording.section("profile.forms")["near_poor_rate"]))
    lines += [f"{fact}." for fact in known.facts]
    lines.append(say("communes.listed") if known.difficult else say("communes.not_listed"))
    for code in commune.former:
        rate = campaign.figure(code, RATE, year)
        if rate.known:
            lines.append(
                say(
                    "communes.district",
                    name=campaign.wording.opening(campaign.full_names[code]),
                    year=year,
                    rate=marks.marked(rate, interval=True),
                )
            )
    lines.append(say("communes.census", count=campaign.numbers.households(commune.households_2019)))
    return CommuneStory(known, tuple(lines), _lineage(campaign, unit))


def _lineage(campaign: Campaign, unit: str) -> TableBlock:
    """From the census to today, one row a commune of the census."""
    say, name = campaign.wording.say, campaign.names[unit]
    heads = campaign.wording.section("communes.steps")
    columns = (*(heads[str(year)] for year in FORMER_YEARS), heads["today"], heads["households"])
    rows = tuple(
        (*step.names, name, campaign.numbers.number(step.households)) for step in lineage(campaign.ledger, unit)
    )
    return TableBlock(say("communes.lineage", name=name), columns, rows)


def _former(full_names: Mapping[str, str], known: KnownCommune) -> str:
    return ", ".join(full_names[code] for code in known.commune.former)


def reorganisations(wording: Catalogue) -> tuple[tuple[str, str], ...]:
    """The three reorganisations: when, and what became of what."""
    section = wording.section("communes.reorganisations")
    return tuple((section[f"{step}.when"], section[f"{step}.what"]) for step in ("first", "second", "third"))


def became(campaign: Campaign, unit: str) -> str:
    """What a district has become (*huyện tôi thành gì?*): its communes of today by name."""
    names = [known.commune.name for known in known_communes(campaign, [unit])]
    return campaign.wording.say(
        "communes.became",
        name=campaign.wording.opening(campaign.full_names[unit]),
        count=len(names),
        names=", ".join(sorted(names)),
    )
