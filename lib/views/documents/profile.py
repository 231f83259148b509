"""A place's profile (*hồ sơ*): everything known of one district, group or the province, as data.

Page, first view and printed sheet draw the same profile. What is neither published nor estimated is named with the form of
the yearly review that would bring it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from lib.campaign.campaign import POOR, RATE, Campaign
from lib.campaign.figures import MODEL_SOURCE, published_table
from lib.ledger.figure import ESTIMATED, PROJECTED, PUBLISHED, Figure
from lib.ledger.report import CORE, contradictions
from lib.plan.assess import Assessment, Code
from lib.plan.judgement import Kind
from lib.plan.targets import Target
from lib.views.documents.known_communes import HOUSEHOLDS, KnownCommune, communes_told, known_communes
from lib.views.documents.peers import Peers, members_of, peers_of
from lib.views.meeting import parts
from lib.views.meeting.scene import TableBlock
from lib.views.sentences import captions, headlines, on_target, shares

#: What the yearly review's forms tell and no ledger holds yet, as wording.yaml names it under ``profile.forms``.
UNPUBLISHED = ("movement", "services", "causes")


@dataclass(frozen=True)
class Cited:
    """Where a shown figure comes from."""

    figure: str
    source: str
    quote: str
    address: str


@dataclass(frozen=True)
class Profile:
    """One place, with everything known of it at ``year``. Every text is written and every number in it marked."""

    unit: str
    name: str
    kinds: tuple[str, ...]
    year: int
    lines: tuple[str, ...]
    numbers: TableBlock
    lacking: tuple[str, ...]
    assessments: tuple[Assessment, ...]
    target: Target
    peers: tuple[Peers, ...]
    assigned: tuple[str, ...]
    communes: tuple[KnownCommune, ...]
    communes_told: str
    former: tuple[str, ...]
    disputes: tuple[str, ...]
    cited: tuple[Cited, ...]
    figures: tuple[Figure, ...]


def subjects(campaign: Campaign) -> dict[str, str]:
    """Everything that has a profile, code -> name: the province, its groups, its districts by name."""
    groups = {group: campaign.names[group] for group in campaign.every_group}
    names = {unit: campaign.names[unit] for unit in campaign.districts}
    return {campaign.province: campaign.scope_name(campaign.province)} | groups | names


def profile(campaign: Campaign, unit: str, year: int) -> Profile:
    """The profile of a district, group or the province. Raises ``KeyError`` for a code that has none."""
    if unit not in subjects(campaign):
        raise KeyError(unit)
    district = unit in campaign.districts
    full = campaign.ledger.units.set_index("unit")["full_name_vi"]
    own = next((t for t in campaign.targets if t.unit == unit), None)
    target = campaign.yardstick if campaign.figure(unit, campaign.yardstick.indicator, year).known or not own else own
    rows, lacking, figures = _numbers(campaign, unit)
    communes = known_communes(campaign, [unit] if district else ())
    return Profile(
        unit=unit,
        name=str(full.get(unit, campaign.scope_name(unit))),
        kinds=tuple(campaign.names[g] for g in campaign.groups if district and unit in campaign.members(g)),
        year=year,
        lines=tuple(line for line in _story(campaign, unit, year) if line),
        numbers=rows,
        lacking=lacking,
        assessments=_assessments(campaign, unit, year),
        target=target,
        peers=tuple(peers_of(campaign, unit, year)) if district else tuple(members_of(campaign, unit, year)),
        assigned=_assigned(campaign, unit),
        communes=communes,
        communes_told=communes_told(campaign, unit, communes) if district else "",
        former=_former(campaign, unit),
        disputes=_disputes(campaign, unit),
        cited=_cited(campaign, figures),
        figures=figures,
    )


def _assessments(campaign: Campaign, unit: str, year: int) -> tuple[Assessment, ...]:
    """The targets of a unit: the province's own, a group's own, of a district its group's; and the common yardstick."""
    own = [t for t in campaign.targets if t.unit == unit]
    points = campaign.points_target_of(unit) if unit in campaign.districts else None
    found = [campaign.assess(t, unit, year) for t in [*own, *([points] if points else [])]]
    common = campaign.assess(campaign.yardstick, unit, year)
    known = {a.target.target for a in found}
    if campaign.yardstick.target not in known and (common.latest.known or not found):
        found.insert(0, common)
    return tuple(a for a in found if a.applies or len(found) == 1)


def _story(campaign: Campaign, unit: str, year: int) -> list[str]:
    """Five lines: level and status, verdict, progress, the points target, the place among the others."""
    say, marks = campaign.wording.say, campaign.marks
    district = unit in campaign.districts
    rate, count = campaign.figure(unit, RATE, year), campaign.figure(unit, POOR, year)
    known = [figure for figure in (rate, count) if figure.known]
    name = campaign.scope_name(unit)
    if not known:
        level = say("profile.unknown", name=name, year=year)
    else:
        values = [marks.standing(figure, interval=True) for figure in known]
        words = say("profile.value", rate=values[0]) if rate.known else say("profile.count", count=values[0])
        if len(known) == 2:
            words = say("profile.values", rate=values[0], count=values[1])
        statuses = {figure.status for figure in known}
        kind = statuses.pop() if len(statuses) == 1 else "mixed"
        level = say(f"profile.level.{kind}", name=name, values=words, year=year)
    standing = campaign.standing(unit, year)
    judged = campaign.judgement(standing.judgement).kind != Kind.NONE
    told = judged and standing.latest.known and standing.judgement != Code.BASELINE
    lines = [level]
    if district:
        lines.append(f"{headlines.district(campaign, unit, year)}.")
    elif unit != campaign.province:
        lines.append(f"{headlines.group(campaign, unit, year)}.")
    elif not told:
        lines.append(f"{headlines.yardstick(campaign, standing)}.")
    if told:
        lines.append(f"{campaign.wording.opening(on_target.progress(campaign, standing))}.")
    lines += [on_target.points_line(campaign, a) for a in _assessments(campaign, unit, year) if a.target.by_points]
    if district:
        place = " ".join(parts.place_lines(campaign, unit, year))
        lines.append(place)
    elif unit in campaign.groups:
        lines.append(shares.burden(campaign, unit, year))
    elif unit == campaign.province:
        lines.append(_country(campaign, year))
    return lines


def _country(campaign: Campaign, year: int) -> str:
    """The country's published rate beside the province's; empty where one of the two is missing."""
    units = campaign.ledger.units
    own = campaign.figure(campaign.province, RATE, year)
    for country in units.loc[units["kind"] == "country", "unit"]:
        whole = published_table(campaign.ledger, {str(country)}).get(str(country), RATE, year)
        if whole.known and own.known:
            gap = campaign.marks.sign_of(own.status) + campaign.numbers.points(own.value - whole.value, 2, signed=True)
            return campaign.wording.say("profile.country", year=year, name=campaign.names[str(country)],
                                        rate=campaign.marks.marked(whole), gap=gap)  # fmt: skip
    return ""


def _numbers(campaign: Campaign, unit: str) -> tuple[TableBlock, tuple[str, ...], tuple[Figure, ...]]:
    """The plan's indicators by year; what is known in no year goes to the second part, with the form that would bring it."""
    say, marks = campaign.wording.say, campaign.marks
    rows, lacking, figures = [], [], []
    for indicator in (RATE, POOR, *(code for code in CORE if code not in (RATE, POOR)), HOUSEHOLDS):
        if indicator not in campaign.indicator_names:
            continue
        series = campaign.figures.series(unit, indicator, campaign.years)
        cells = [marks.standing(figure) for figure in series]
        if indicator == HOUSEHOLDS:
            cells = _households(campaign, unit, series)
        if all(cell == campaign.numbers.missing for cell in cells):
            lacking.append(indicator)
            continue
        figures += [figure for figure in series if figure.known]
        rows.append((campaign.indicator_names[indicator], *cells))
    share = [_share_of(campaign, unit, year) for year in campaign.years]
    if any(share):
        rows.append((say("profile.numbers.share"), *(text or campaign.numbers.missing for text in share)))
    columns = (say("profile.numbers.indicator"), *(str(year) for year in campaign.years))
    forms = campaign.wording.section("profile.forms")
    told = [say("profile.lacking", what=campaign.indicator_names[code], form=forms[code])
            for code in lacking if code in forms]  # fmt: skip
    told += [say("profile.lacking", what=forms[f"{code}.what"], form=forms[f"{code}.form"])
             for code in UNPUBLISHED]  # fmt: skip
    return (
        TableBlock(say("profile.numbers.title", name=campaign.names[unit]), columns, tuple(rows)),
        tuple(told),
        tuple(figures),
    )


def _households(campaign: Campaign, unit: str, series: Sequence[Figure]) -> list[str]:
    """Households as published, else the base the estimates rest on, marked as estimated."""
    cells = []
    for figure in series:
        base = None if figure.known else campaign.household_base(unit, figure.year)
        estimate = (
            "" if base is None else campaign.marks.sign_of(ESTIMATED) + campaign.numbers.households(float(round(base)))
        )
        cells.append(estimate or campaign.marks.standing(figure))
    return cells


def _share_of(campaign: Campaign, unit: str, year: int) -> str:
    if unit == campaign.province or not (unit in campaign.districts or unit in campaign.groups):
        return ""
    known = all(campaign.figure(of, POOR, year).known for of in (unit, campaign.province))
    if known and campaign.conflict(year):
        return campaign.wording.say("profile.numbers.clash")
    return shares.share_of(campaign, unit, year)


def _assigned(campaign: Campaign, unit: str) -> tuple[str, ...]:
    """Reductions the province has assigned the unit, by year; or that none is known."""
    say, rows = campaign.wording.say, campaign.ledger.assignments
    found = rows[rows["unit"] == unit].sort_values("year")
    if found.empty:
        return (say("profile.assigned.none"),) if unit in campaign.districts else ()
    return tuple(
        say("profile.assigned.points", year=int(r.year), span=campaign.numbers.points_span(r.low, r.high), note=r.note,
            source=captions.source_name(campaign, r.source))
        for r in found.itertuples()
    )  # fmt: skip


def _former(campaign: Campaign, unit: str) -> tuple[str, ...]:
    """Rates on former standards, each with its standard; never beside today's in one line."""
    say, lines = campaign.wording.say, []
    for standard in campaign.former_standards:
        rates = campaign.former_rates([unit], standard).sort_values("year").drop_duplicates("year", keep="last")
        if len(rates):
            values = "; ".join(f"{campaign.numbers.percent(r.value)} ({int(r.year)})" for r in rates.itertuples())
            lines.append(say("profile.former", standard=campaign.standard_title(standard), values=values))
    return tuple(lines)


def _disputes(campaign: Campaign, unit: str) -> tuple[str, ...]:
    """Contradictions between sources about this place, and statements about its poverty that are not used as figures."""
    say, rows = campaign.wording.say, campaign.ledger.observations
    found = contradictions(campaign.ledger)
    told = [
        say("profile.disputes.between", title=r.title_vi, explained=r.explanation_vi, reason=r.preferred_reason_vi)
        for r in found[found["unit"] == unit].drop_duplicates("contradiction").itertuples()
    ]
    other = rows[(rows["unit"] == unit) & rows["indicator"].isin(CORE) & (rows["standard"] == campaign.plan.standard)]
    other = other[~other["preferred"] | (other["bound"] != "exact")]
    bounds = campaign.wording.section("exports.bounds")
    for r in other[other["contradiction"] == ""].itertuples():
        used = campaign.figure(unit, r.indicator, int(r.year))
        if r.bound == "exact" and used.known and used.value == r.value:
            continue  # says the same
        word = campaign.display.units_of_measure[r.unit_of_measure]
        value = campaign.numbers.value_text(r.value, word, 0 if r.value % 1 == 0 else 2)
        told.append(
            say("profile.disputes.not_used", value=value if r.bound == "exact" else f"{bounds[r.bound]} {value}", year=int(r.year), quote=r.quote,
                what=campaign.indicator_names[r.indicator], source=captions.source_name(campaign, r.source))
        )  # fmt: skip
    return tuple(told)


def _cited(campaign: Campaign, figures: Iterable[Figure]) -> tuple[Cited, ...]:
    """The source of every published or projected figure shown, with its words; estimates rest on the model."""
    say, found = campaign.wording.say, []
    for figure in figures:
        if figure.status not in (PUBLISHED, PROJECTED) or figure.source == MODEL_SOURCE:
            continue
        text = say("profile.cited", what=campaign.indicator_names[figure.indicator], value=campaign.marks.standing(figure),
                   year=figure.year)  # fmt: skip
        found.append(
            Cited(
                text,
                captions.source_name(campaign, figure.source),
                figure.quote,
                address_of(campaign.sources, figure.source),
            )
        )
    return tuple(found)


def address_of(sources: pd.DataFrame, source: str) -> str:
    """Where a source is found on the web; empty where the ledger has no whole address."""
    row = sources.loc[source]
    url = str(row["url"])
    whole = not row["url_is_shortened"] and url.startswith(("https://", "http://")) and "…" not in url
    return url if whole else ""
