"""Improvement in sentences: who improved surely, on which yardstick and what evidence; who cannot be told; who is told nothing of.

Nobody is named but by the rule of :mod:`lib.campaign.emulation`; a place among others is a span, never one place where several
are possible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from lib.campaign import comparison as ranked
from lib.campaign.balance import balance
from lib.campaign.campaign import RATE, Campaign
from lib.campaign.comparison import NOW, POINTS, Rank
from lib.campaign.emulation import Among, Case, Finding, Thin, among
from lib.campaign.facts import facts_of
from lib.language.display_pages import Emulation
from lib.ledger.figure import ESTIMATED, MISSING, PUBLISHED, Figure
from lib.plan.assess import Assessment
from lib.plan.judgement import Kind
from lib.views.sentences import facts, on_target, verdicts
from lib.views.sentences.comparison import written

#: The order in which findings are counted and listed.
ORDER = (Finding.SURE, Finding.SPLIT, Finding.OPEN, Finding.BEHIND, Finding.NONE)


def title(campaign: Campaign, found: Sequence[Case], year: int) -> str:
    """How many improved surely and how many cannot be told; of one unit alone what is found of it."""
    say = campaign.wording.say
    if year == campaign.yardstick.baseline_year:
        return say("emulation.title.start", year=year)
    if all(case.finding == Finding.NONE for case in found):
        return say("emulation.title.none", year=year)
    if len(found) == 1:
        kind = "sure_estimated" if found[0].finding == Finding.SURE and _estimated(found) else found[0].finding
        return say(f"emulation.one.{kind}", name=campaign.names[found[0].unit], year=year)
    counts, thin = Counter(case.finding for case in found), len(_estimated(found))
    told = [say(f"emulation.counted.{finding}", count=counts[finding]) for finding in ORDER if counts[finding]]
    if thin == counts[Finding.SURE] and thin:
        told[0] = say("emulation.sure_estimated", count=thin)
    elif thin:
        told[0] = say("emulation.sure_thin", count=counts[Finding.SURE], thin=thin)
    unit = campaign.unit_words["unit_vi"]
    return say("emulation.title.whole", year=year, of=len(found), unit=unit, told=", ".join(told))


def basis(campaign: Campaign, found: Sequence[Case]) -> str:
    """How many of those that improved surely have no published figure of their own, how many have them at both ends; empty where
    nothing is judged.
    """
    say, sure, thin = campaign.wording.say, _sure(found), len(_alone(found))
    if not sure:
        judged = any(case.finding != Finding.NONE for case in found)
        return say("emulation.basis.nobody") if judged else ""
    if not thin:
        first = say("emulation.basis.none")
    elif thin == len(sure):
        first = say("emulation.basis.every", count=thin)
    else:
        first = say("emulation.basis.some", count=len(sure), thin=thin)
    return f"{first} {_ends(campaign, sure)}"


def _ends(campaign: Campaign, sure: Sequence[Case]) -> str:
    """How many of those that improved surely have published figures at both ends."""
    firm = sum(case.own.status == PUBLISHED for case in sure)
    if not firm:
        return campaign.wording.say("emulation.ends.none")
    if firm == len(sure):
        return campaign.wording.say("emulation.ends.every")
    return campaign.wording.say("emulation.ends.some", firm=firm, count=len(sure))


def named(campaign: Campaign, found: Sequence[Case]) -> str:
    """Who improved surely, all of them by name, those without a published figure of their own apart; empty where nobody did."""
    alone = _alone(found)
    parts = {"own": [case for case in _sure(found) if case not in alone], "estimated": alone}
    return " ".join(
        campaign.wording.say(f"emulation.named.{part}", names=", ".join(campaign.names[case.unit] for case in some))
        for part, some in parts.items()
        if some
    )


def _sure(found: Sequence[Case]) -> list[Case]:
    return [case for case in found if case.finding == Finding.SURE]


def _estimated(found: Sequence[Case]) -> list[Case]:
    """Those whose improvement rests on an estimate at either end."""
    return [case for case in _sure(found) if case.own.status == ESTIMATED]


def _alone(found: Sequence[Case]) -> list[Case]:
    """Those that improved surely by estimates alone."""
    return [case for case in _sure(found) if Thin.NO_OWN in case.thin]


def rule(campaign: Campaign) -> str:
    """What improving surely means, and which yardstick fits whom."""
    target = campaign.yardstick
    path = target.path_vi if target.by_points else f"{target.path_vi} {campaign.noun_of(target)}"
    return campaign.wording.say("emulation.rule", certain=_certain(campaign), path=path)


def evidence(campaign: Campaign, case: Case, year: int) -> str:
    """A unit's line: on which yardstick it stands where, how likely by every way, the figures, and why the evidence is thin."""
    say, marks, own = campaign.wording.say, campaign.marks, case.own
    name = campaign.names[case.unit]
    if case.finding == Finding.NONE:
        told = on_target.reason(campaign.wording, own) if own.reason else verdicts.label(campaign, own)
        return say("emulation.told_none", name=name, reason=told)
    stands = verdicts.stands(campaign, own)
    if not verdicts.says_itself(campaign.judgements, own):
        basis_words = verdicts.rests_on(own.status, campaign.wording)
        stands = say("emulation.evidence.rests", stands=stands, basis=basis_words)
    words = {"name": name, "yardstick": yardstick(campaign, case), "told": stands}
    if own.chances:
        chance = verdicts.on_path_chance(marks, own)
        first = say("emulation.evidence.estimated", **words, event=_event(campaign, own), chance=chance)
    else:
        first = say("emulation.evidence.known", **words)
    return " ".join(filter(None, [
        first, _numbers(campaign, case.unit, year), _common(campaign, case) if case.apart else "", warning(campaign, case),
    ]))  # fmt: skip


def yardstick(campaign: Campaign, case: Case) -> str:
    """Which yardstick fits a unit: the common one, or its group's."""
    if not case.apart:
        return campaign.wording.say("emulation.yardstick.common")
    return campaign.wording.say("emulation.yardstick.group", group=_group(campaign, case))


def yardstick_cell(campaign: Campaign, case: Case) -> str:
    """:func:`yardstick` as a cell under its heading."""
    if not case.apart:
        return campaign.wording.say("emulation.yardstick_cell.common")
    return campaign.wording.say("emulation.yardstick_cell.group", group=_group(campaign, case))


def _group(campaign: Campaign, case: Case) -> str:
    return campaign.wording.inside(campaign.names[case.own.target.unit])


def reasons(campaign: Campaign, case: Case) -> list[str]:
    """Why a unit's evidence is thin, the gravest first."""
    words = {Thin.NEAR: {"certain": _certain(campaign)}}
    return [campaign.wording.say(f"emulation.thin.{reason}", **words.get(reason, {})) for reason in case.thin]


def warning(campaign: Campaign, case: Case) -> str:
    """The warning beside a name; empty where the evidence is not thin."""
    told = reasons(campaign, case)
    return campaign.wording.say("emulation.evidence.thin", reasons="; ".join(told)) if told else ""


def fall_of(campaign: Campaign, unit: str, year: int) -> Figure:
    """The fall of a unit's rate since the baseline, in points; missing where the unit is not judged."""
    found = ranked.compared(campaign, POINTS, unit, year).figure
    if campaign.judgement(campaign.standing(unit, year).judgement).kind != Kind.NONE:
        return found
    nan = float("nan")
    return Figure(unit, POINTS, year, nan, nan, nan, MISSING)


def placed(campaign: Campaign, value: str, rank: Rank | None) -> str:
    """A value with the places it may have, from-to, in two lines; without a rank the value alone."""
    if rank is None:
        return value
    key = "place" if rank.low == rank.high else "places"
    words = {"low": rank.low} | ({"high": rank.high} if key == "places" else {})
    return f"{value}<br>{campaign.wording.say(f'emulation.chart.{key}', **words)}"


def places(campaign: Campaign, rank: Rank | None) -> str:
    """The places a unit may have, as a cell."""
    if rank is None:
        return campaign.wording.say("emulation.peers.nobody")
    if rank.low == rank.high:
        return campaign.wording.say("emulation.rank", low=rank.low)
    return campaign.wording.say("emulation.rank_span", low=rank.low, high=rank.high)


def table(campaign: Campaign, found: Sequence[Case], year: int) -> pd.DataFrame:
    """One row a unit: level, fall, their places, the yardstick that fits with its judgement and probability, warnings."""
    words, marks, first = (
        campaign.wording.section("emulation.columns"),
        campaign.marks,
        campaign.yardstick.baseline_year,
    )
    level, better = (ranked.ranks(campaign, aspect, year) for aspect in (NOW, POINTS))
    say = campaign.wording.say
    nothing = say("emulation.peers.nobody")
    rows = []
    for case in found:
        fall = fall_of(campaign, case.unit, year)
        rows.append({
            words["place"]: campaign.names[case.unit],
            say("emulation.columns.level", year=year): marks.standing(campaign.figure(case.unit, RATE, year), interval=True),
            words["level_rank"]: places(campaign, level.get(case.unit)),
            say("emulation.columns.fall", first=first): written(marks, fall, interval=True) if fall.known else nothing,
            words["fall_rank"]: places(campaign, better.get(case.unit) if fall.known else None),
            words["yardstick"]: yardstick_cell(campaign, case),
            words["judgement"]: judged(campaign, case.own),
            words["chance"]: verdicts.on_path_chance(marks, case.own) if case.finding != Finding.NONE else nothing,
            words["common"]: judged(campaign, case.common),
            words["status"]: marks.status_word(case.own.status),
            words["warning"]: "; ".join(reasons(campaign, case)) or say("emulation.firm"),
        })  # fmt: skip
    return pd.DataFrame(rows)


def draft(campaign: Campaign, found: Sequence[Case], year: int, listed: Emulation) -> pd.DataFrame:
    """The units that may be proposed, with their evidence and peers, and three columns that an officer fills in. Estimates alone,
    of places that share one, propose nobody.
    """
    words, alone = campaign.wording.section("emulation.columns"), _alone(found)
    sure = [case for case in _sure(found) if case not in alone]
    cells = table(campaign, sure, year)
    if cells.empty:
        return cells
    beside = peers_table(campaign, [among(campaign, case.unit, year, listed) for case in sure])
    whole = pd.concat([cells, beside.drop(columns=words["place"])], axis=1)
    return whole.assign(**{words[column]: "" for column in ("proposed", "award", "reason")})


def some_of(campaign: Campaign, cells: pd.DataFrame, *left_out: str) -> pd.DataFrame:
    """A table without some columns (their keys): a page has less room than a file."""
    words = campaign.wording.section("emulation.columns")
    return cells.drop(columns=[words[column] for column in left_out])


def peers_table(campaign: Campaign, found: Sequence[Among]) -> pd.DataFrame:
    """One row a unit: its peers, whom it surely fell faster or slower than, who cannot be told."""
    words = campaign.wording.section("emulation.columns")

    def names(units: Sequence[str]) -> str:
        return ", ".join(campaign.names[unit] for unit in units) or campaign.wording.say("emulation.peers.nobody")

    rows = [
        {
            words["place"]: campaign.names[one.unit],
            words["peers"]: names(one.peers) if one.peers else campaign.wording.say("emulation.peers.none"),
            words["faster"]: names(one.faster),
            words["slower"]: names(one.slower),
            words["undecided"]: names(one.open),
        }
        for one in found
    ]
    return pd.DataFrame(rows)


def peers_told(campaign: Campaign, found: Sequence[Among]) -> str:
    """How many comparisons of peers are decided; empty where there are none."""
    every = {frozenset((one.unit, peer)) for one in found for peer in one.peers}
    decided = {frozenset((one.unit, peer)) for one in found for peer in (*one.faster, *one.slower)}
    if not every:
        return ""
    if not decided:
        return campaign.wording.say("emulation.peers.nothing", all=len(every))
    return campaign.wording.say("emulation.peers.decided", decided=len(decided), all=len(every))


def known(campaign: Campaign, listed: Emulation) -> list[str]:
    """Exemplars and models as printed, each with period and source; then of each part of the plan what would tell more."""
    say = campaign.wording.say
    told = [facts.told(campaign, fact) for fact in facts_of(campaign.ledger, listed.facts) if fact.preferred]
    for entry in balance(campaign):
        if entry.commitment in listed.commitments:
            words = {"name": entry.name, "what": campaign.wording.inside(entry.decided_by)}
            if entry.facts:
                told.append(say("emulation.facts.known", **words))
            else:
                told.append(say("emulation.facts.unknown", **words, until=verdicts.until(campaign.plan)))
    return told


def conditions(campaign: Campaign) -> pd.DataFrame:
    """The conditions of a proposal as a checklist: what, what decides it, what there is of it here, by which text."""
    words = campaign.wording.section("emulation.conditions.columns")
    rows = [
        {
            words["text"]: row.text_vi,
            words["award"]: row.award_vi,
            words["decided_by"]: row.decided_by_vi,
            words["held"]: campaign.wording.say(f"emulation.conditions.marks.{row.held}", what=row.held_vi),
            words["source"]: row.source_vi,
        }
        for row in campaign.edition.conditions.itertuples()
    ]
    return pd.DataFrame(rows)


def conditions_told(campaign: Campaign) -> str:
    """Of how many conditions there is evidence here; empty where none is listed."""
    held = Counter(campaign.edition.conditions["held"])
    every, some = sum(held.values()), held["yes"] + held["partly"]
    if not every:
        return ""
    if not held["yes"]:
        return campaign.wording.say("emulation.conditions.counted", held=some, all=every)
    return campaign.wording.say("emulation.conditions.counted_whole", held=some, all=every, whole=held["yes"])


def scores(campaign: Campaign, units: Sequence[str]) -> pd.DataFrame:
    """The official scores that were entered for some units, each with its decision and date."""
    words, rows = campaign.wording.section("emulation.scores.columns"), campaign.edition.scores
    write = campaign.numbers.plain
    told = [
        {
            words["place"]: campaign.names[row.unit],
            words["year"]: str(row.year),
            words["score"]: campaign.wording.say(
                "emulation.scores.value", score=write(row.score), most=write(row.most)
            ),
            words["decision"]: row.decision,
            words["decided"]: campaign.numbers.day(f"{row.decided:%Y-%m-%d}"),
            words["note"]: row.note,
        }
        for row in rows[rows["unit"].isin(list(units))].itertuples()
    ]
    return pd.DataFrame(told)


def _certain(campaign: Campaign) -> str:
    return campaign.numbers.percent(campaign.cutoffs.certain * 100, 0)


def _event(campaign: Campaign, a: Assessment) -> str:
    return campaign.wording.say("emulation.events.end" if a.final else "emulation.events.on_the_way")


def judged(campaign: Campaign, a: Assessment) -> str:
    """A judgement with its sign, as a cell."""
    return f"{campaign.judgement(a.judgement).symbol} {verdicts.label(campaign, a)}"


def _numbers(campaign: Campaign, unit: str, year: int) -> str:
    fall, first = fall_of(campaign, unit, year), campaign.yardstick.baseline_year
    if not fall.known:
        return ""
    start, now = (campaign.marks.standing(campaign.figure(unit, RATE, at), interval=True) for at in (first, year))
    told = written(campaign.marks, fall, interval=True)
    return campaign.wording.say("emulation.evidence.numbers", start=start, first=first, now=now, year=year, fall=told)


def _common(campaign: Campaign, case: Case) -> str:
    a, say = case.common, campaign.wording.say
    label = verdicts.label(campaign, a)
    if not a.chances:
        return say("emulation.evidence.common", label=label)
    chance = verdicts.on_path_chance(campaign.marks, a)
    return say("emulation.evidence.common_chance", label=label, event=_event(campaign, a), chance=chance)
