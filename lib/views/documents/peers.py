"""Whom a place is compared with in its profile, and which differences mean something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import geopandas as gpd
import shapely

from lib.campaign.campaign import RATE, Campaign
from lib.campaign.measures import chance_above
from lib.campaign.structure import most_alike
from lib.views.meeting import parts
from lib.views.meeting.scene import Row
from lib.views.sentences import lists

#: Peers looked at because they are alike.
_ALIKE = 4


@dataclass(frozen=True)
class Peer:
    """A unit beside the profile's own. ``relation`` of its rate: ``above``, ``below``, ``undecided``; ``own``; of a group's units ``member``."""

    row: Row
    relation: str
    note: str


@dataclass(frozen=True)
class Peers:
    """Units to be compared with, highest rate first; ``rule`` says why these, ``verdict`` which differences mean something."""

    code: str
    heading: str
    rule: str
    verdict: str
    rows: tuple[Peer, ...]


def peers_of(campaign: Campaign, unit: str, year: int) -> Iterable[Peers]:
    """A district among its peers: its narrowest group, its neighbours by border, those most alike in structure."""
    say = campaign.wording.say
    if not campaign.figure(unit, RATE, year).known:
        return
    groups = sorted((g for g in campaign.groups if unit in campaign.members(g)), key=lambda g: len(campaign.members(g)))
    if groups:
        name = campaign.names[groups[0]]
        yield _compared(
            campaign, unit, campaign.members(groups[0]), year, "group", name, say("profile.peers.group", group=name)
        )
    near = neighbours(campaign.edition.layer, unit)
    if near:
        yield _compared(
            campaign, unit, near, year, "border", say("profile.peers.border"), say("profile.peers.border_rule")
        )
    like = most_alike(campaign.structures, unit, _ALIKE)
    if like:
        names = campaign.wording.section("profile.features")
        features = ", ".join(names[feature] for feature in names if feature in campaign.structures[unit])
        rule = say("profile.peers.alike_rule", features=features)
        yield _compared(campaign, unit, like, year, "alike", say("profile.peers.alike"), rule)


def members_of(campaign: Campaign, group: str, year: int) -> Iterable[Peers]:
    """A group's own units, beside one another."""
    if group not in (*campaign.groups, campaign.province):
        return
    rows = tuple(Peer(row, "member", "") for row in parts.rates(campaign, campaign.members(group), year))
    if rows:
        unit = campaign.unit_words["unit_vi"]
        heading = campaign.wording.say("profile.peers.members", unit=unit)
        yield Peers("members", heading, campaign.wording.say("profile.peers.members_rule"), "", rows)


def _compared(
    campaign: Campaign, unit: str, units: Iterable[str], year: int, code: str, heading: str, rule: str
) -> Peers:
    say, certain = campaign.wording.say, campaign.estimates.certain
    rows, by_relation = [], {"above": [], "below": [], "undecided": []}  # type: ignore[var-annotated]
    for row in parts.rates(campaign, dict.fromkeys([unit, *units]), year):
        if row.unit == unit:
            rows.append(Peer(row, "own", ""))
            continue
        chance = chance_above(campaign, RATE, row.unit, unit, year)
        assert chance is not None  # rates() holds known figures only
        relation = "above" if chance >= certain else "below" if chance <= 1 - certain else "undecided"
        by_relation[relation].append(row.name)
        rows.append(Peer(row, relation, say(f"profile.peers.{relation}")))
    verdict = " ".join(
        say(f"profile.peers.told.{relation}", names=lists.listed(campaign.wording, names), name=campaign.names[unit])
        for relation, names in by_relation.items() if names
    )  # fmt: skip
    return Peers(code, heading, rule, verdict, tuple(rows))


def neighbours(layer: gpd.GeoDataFrame, unit: str) -> list[str]:
    """Districts that share a stretch of border with one, by the boundary layer."""
    shapes = layer.set_index("unit")["geometry"]
    own = shapes[unit]
    shared = shapely.length(shapely.intersection(shapes.values, own))
    return [str(other) for other, length in zip(shapes.index, shared, strict=True) if other != unit and length > 0]
