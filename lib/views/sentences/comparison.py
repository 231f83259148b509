"""Two to six places side by side: sentences, the table of levels, changes and ranks, and what is known of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from lib.campaign import comparison
from lib.campaign.campaign import RATE, Campaign
from lib.campaign.comparison import NOW, POINTS, SHARE, Compared, Rank
from lib.campaign.marks import Marks
from lib.campaign.structure import EM_SHARE, EM_SHARES, KV3_SHARE, SIZE, most_alike
from lib.language.catalogue import Catalogue
from lib.ledger.figure import ESTIMATED, Figure
from lib.views.sentences import verdicts

#: Most places side by side.
MOST = 6
#: Pairs named in a sentence; more are counted.
_PAIRS = 4
NEAR_POOR = "near_poor_rate"


def partner(structures: Mapping[str, Mapping[str, float]], unit: str) -> str | None:
    """Whom a district asked for alone is put beside: the one most like it in structure."""
    return next(iter(most_alike(structures, unit, 1)), None)


def offered_beside(campaign: Campaign) -> list[str]:
    """What can be put beside the units chosen: the province, then every group."""
    return [campaign.province, *campaign.every_group]


def side_by_side(
    campaign: Campaign, districts: Sequence[str], beside: Sequence[str], scope: Sequence[str]
) -> tuple[list[str], str | None]:
    """What stands side by side: the units chosen, then groups, at most six; with none the scope's own.

    A unit alone gets the one most like it beside it, which is the second answer.
    """
    units = [*districts, *beside][:MOST]
    if len(units) == 1 and units[0] in campaign.districts:
        other = partner(campaign.structures, units[0])
        return ([*units, other], other) if other else (units, None)
    return (units, None) if units else (list(scope), None)


def all_ranked(units: Sequence[str], alone: str | None) -> bool:
    """Whether so many stand side by side that they are ranked, not told one by one."""
    return alone is None and len(units) > MOST


def title(campaign: Campaign, units: Sequence[str], alone: str | None = None) -> str:
    """What is compared, as a heading: some places by name, else all of them; ``alone``: who was put beside one place."""
    if all_ranked(units, alone):
        return campaign.wording.say("comparison.title_all", unit=campaign.unit_words["unit_vi"])
    return campaign.wording.say("comparison.title_some", names=", ".join(campaign.names[unit] for unit in units))


def sentences(campaign: Campaign, units: Sequence[str], year: int) -> list[str]:
    """What can be said of the order of some places, one sentence an aspect; what the draws do not decide is said to be open."""
    told = []
    for aspect in comparison.ASPECTS:
        if aspect == comparison.START and year == campaign.yardstick.baseline_year:
            continue  # the same as now
        known = [entry for unit in units if (entry := comparison.compared(campaign, aspect, unit, year)).figure.known]
        if len(known) >= 2:
            told.append(_told(campaign, aspect, known, year))
    return told


def _told(campaign: Campaign, aspect: str, known: list[Compared], year: int) -> str:
    say, first = campaign.wording.say, campaign.yardstick.baseline_year
    ordered = sorted(known, key=lambda entry: -entry.figure.value)
    high, low = ordered[0], ordered[-1]
    chance = comparison.chance_more(high, low)
    decided = chance >= campaign.estimates.certain
    sure = ""
    if ESTIMATED in (high.figure.status, low.figure.status):
        told = campaign.marks.chance(chance)
        sure = say("comparison.chance.open", high=campaign.names[high.figure.unit], chance=told)
        if decided:
            sure = say("comparison.chance.decided", chance=told)
    words = {
        "high": campaign.names[high.figure.unit], "low": campaign.names[low.figure.unit], "sure": sure,
        "high_value": written(campaign.marks, high.figure), "low_value": written(campaign.marks, low.figure),
        "first": first, "year": year,
    }  # fmt: skip
    text = say(f"comparison.told.{aspect}.{'decided' if decided else 'open'}", **words)
    pairs = comparison.undecided_pairs(ordered, campaign.estimates.certain) if len(ordered) > 2 else []
    if not pairs:
        return text
    named = [say("comparison.pair", one=campaign.names[a], two=campaign.names[b]) for a, b in pairs]
    if len(named) > _PAIRS:
        return f"{text} {say('comparison.many_pairs', count=len(named), pairs='; '.join(named[:_PAIRS]))}"
    return f"{text} {say('comparison.pairs', pairs='; '.join(named))}"


def written(marks: Marks, figure: Figure, *, interval: bool = False) -> str:
    """A compared value as text: rates and shares in percent, falls of the rate in points."""
    unit = "points" if figure.indicator == POINTS else "percent"
    decimals = 2 if figure.status != ESTIMATED and figure.indicator != SHARE else 1
    return marks.marked(figure, decimals, unit_of_measure=unit, interval=interval)


def table(campaign: Campaign, units: Sequence[str], year: int) -> pd.DataFrame:
    """One row a place: levels, change in points, count, its fall, ranks with their intervals, judgement; all written."""
    say, marks, first = campaign.wording.say, campaign.marks, campaign.yardstick.baseline_year
    level, better = (comparison.ranks(campaign, aspect, year) for aspect in (NOW, SHARE))
    by_points = campaign.yardstick.by_points
    blank = say("tables.start") if year == first else campaign.numbers.missing

    def start(unit: str) -> dict[str, str]:
        if year == first:
            return {}
        return {say("comparison.columns.rate", year=first): marks.standing(campaign.figure(unit, RATE, first))}

    rows = []
    for unit in units:
        a = campaign.standing(unit, year)
        entry = campaign.judgement(a.judgement)
        fall, share = (comparison.compared(campaign, aspect, unit, year).figure for aspect in (POINTS, SHARE))
        rows.append({
            say("comparison.columns.place"): campaign.names[unit],
            **start(unit),
            say("comparison.columns.rate_now", year=year): marks.standing(campaign.figure(unit, RATE, year), interval=True),
            say("comparison.columns.points"): written(marks, fall, interval=True) if fall.known else blank,
            say("comparison.columns.count", year=year): marks.standing(campaign.figure(unit, campaign.yardstick.indicator, year)),
            say("comparison.columns.share"): written(marks, share, interval=True) if share.known else blank,
            say("comparison.columns.level"): rank_text(campaign.wording, level.get(unit)),
            say("comparison.columns.better"): rank_text(campaign.wording, better.get(unit)),
            say("comparison.columns.judgement"): f"{entry.symbol} {verdicts.label(campaign, a)}",
        })  # fmt: skip
    found = pd.DataFrame(rows)
    # Where counts are judged in points the share says nothing of its own.
    return found.drop(columns=say("comparison.columns.share")) if by_points else found


def by_level(campaign: Campaign, units: Sequence[str], year: int) -> list[str]:
    """Units with the highest rate first, those without one last."""
    level = comparison.ranks(campaign, NOW, year)
    return sorted(units, key=lambda unit: level[unit].place if unit in level else len(level) + 1)


def rank_text(wording: Catalogue, rank: Rank | None) -> str:
    """A rank among its units with the ranks the draws allow; where they allow more than half of the places, no rank."""
    say = wording.say
    if rank is None:
        return "–"
    if not rank.told:
        return say("comparison.rank_open", low=rank.low, high=rank.high)
    if rank.low == rank.high:
        return say("comparison.rank", place=rank.place, of=rank.of)
    return say("comparison.rank_between", place=rank.place, of=rank.of, low=rank.low, high=rank.high)


def extremes(campaign: Campaign, units: Sequence[str], year: int) -> str:
    """Who improved most and least on the yardstick: one place where the draws bear it, else one of a few; empty where nothing
    can be said.
    """
    known = comparison.known(campaign, SHARE, units, year)
    if len(known) < 3:
        return ""
    most, least = (one_of(campaign, known, highest=highest) for highest in (True, False))
    return campaign.wording.say(
        "comparison.extremes", most=most, least=least, first=campaign.yardstick.baseline_year, year=year
    )


def one_of(campaign: Campaign, known: Sequence[Compared], *, highest: bool) -> str:
    """Who has the highest (or lowest) value, with the values: no more certain than the draws."""
    say, names = campaign.wording.say, campaign.names
    values = {entry.figure.unit: entry.figure for entry in known}
    chosen = comparison.extreme(known, campaign.estimates.certain, highest=highest)
    told = [say("comparison.named", name=names[unit], value=written(campaign.marks, values[unit])) for unit in chosen]
    if not told:
        return say("comparison.open")
    if len(told) == 1:
        return told[0]
    return say("comparison.one_of", names=", ".join(told[:-1]), last=told[-1])


def known_of_each(campaign: Campaign, units: Sequence[str], year: int) -> pd.DataFrame:
    """What is known that could matter (*vì sao khác nhau?*), without a claim that it does: one row a feature."""
    say, marks, first = campaign.wording.say, campaign.marks, campaign.yardstick.baseline_year
    names = campaign.wording.section("profile.features")

    def kv3(unit: str) -> str:
        value = campaign.structures.get(unit, {}).get(KV3_SHARE)
        return campaign.numbers.missing if value is None else campaign.numbers.percent(value, 0)

    def households(unit: str) -> str:
        base = campaign.household_base(unit, year)
        return (
            campaign.numbers.missing
            if base is None
            else marks.sign_of(ESTIMATED) + campaign.numbers.households(float(round(base)))
        )

    rows = {
        say("comparison.features.start", year=first): [
            marks.standing(campaign.figure(unit, RATE, first)) for unit in units
        ],
        campaign.wording.opening(names[EM_SHARE]): [_em_share(campaign, unit) for unit in units],
        say("comparison.features.kv3"): [kv3(unit) for unit in units],
        campaign.wording.opening(names[SIZE]): [households(unit) for unit in units],
    }
    if NEAR_POOR in campaign.indicator_names:
        rows[campaign.indicator_names[NEAR_POOR]] = [
            marks.standing(campaign.figure(unit, NEAR_POOR, year)) for unit in units
        ]
    table = pd.DataFrame(rows, index=[campaign.names[unit] for unit in units]).T
    return table.rename_axis(say("comparison.features.name")).reset_index()


def _em_share(campaign: Campaign, unit: str) -> str:
    """The newest published share of ethnic-minority households or people, as its source words it, with its year."""
    rows = campaign.ledger.observations
    rows = rows[(rows["unit"] == unit) & rows["preferred"] & rows["year"].notna()]
    for indicator in EM_SHARES:
        known = rows[rows["indicator"] == indicator].sort_values("year")
        if len(known):
            row = known.iloc[-1]
            bound = "" if row["bound"] == "exact" else f"{campaign.wording.section('exports.bounds')[row['bound']]} "
            return f"{bound}{campaign.numbers.percent(row['value'])} ({int(row['year'])})"
    return campaign.numbers.missing
