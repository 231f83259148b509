"""What is chosen on a page itself: read before its view is made, drawn where the view has its place.

A choice begins with what the link says, as does a step back; what is chosen is put into the link.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lib.campaign import what_if as calculation
from lib.campaign.campaign import Campaign
from lib.campaign.kept import called
from lib.language.markdown import plain
from lib.language.numbers import Numbers
from lib.ui.session import take_from_link
from lib.views import choices, links
from lib.views.documents.profile import subjects
from lib.views.links import (
    BESIDE,
    COMMUNE,
    DISTRICTS,
    GROUP,
    INDICATOR,
    PACE,
    SPATIAL,
    SUBJECT,
    Link,
    Selection,
    population_of,
    subject_of,
)  # fmt: skip
from lib.views.sentences import what_if
from lib.views.sentences.comparison import offered_beside
from lib.views.view import CHOSEN

_MAIN, _OTHER, _WHOSE, _READ = "chi_so_chinh", "chi_so_khac", f"{PACE}_ai", "ho_so_cua"
#: The paces that can be tried, in points a year.
_PACES = [tenth / 10 for tenth in range(round(what_if.MOST_PACE * 10) + 1)]


@dataclass(frozen=True)
class Control:
    """A choice: ``read`` gives what is chosen and puts it into the page's link, ``draw`` shows it at its place in the page."""

    read: Callable[[Campaign, Selection, Link], object]
    draw: Callable[[Campaign, Selection], None]


def read(campaign: Campaign, selection: Selection, asked: Link, offered: tuple[str, ...]) -> dict[str, object]:
    """What is chosen of ``offered``, as parts of :class:`lib.views.view.Asked`."""
    return {CHOSEN[choice]: CONTROLS[choice].read(campaign, selection, asked) for choice in offered}


def _own_link(parameter: str, value: object) -> None:
    st.session_state["own_link"][parameter] = value


def _read_indicator(campaign: Campaign, selection: Selection, asked: Link) -> str:  # noqa: ARG001 - as all of them
    offered, state = called(campaign, choices.indicators_offered), st.session_state
    first_shown = choices.indicator_of(campaign, asked.indicator)
    take_from_link(INDICATOR, first_shown)
    if state[INDICATOR] not in offered:
        state[INDICATOR] = first_shown
    _own_link(INDICATOR, None if state[INDICATOR] == offered[0] else state[INDICATOR])
    return state[INDICATOR]


def _draw_indicator(campaign: Campaign, selection: Selection) -> None:  # noqa: ARG001
    """The plan's two indicators as buttons, every other one in a list."""
    offered, state, say = called(campaign, choices.indicators_offered), st.session_state, campaign.wording.say
    first = offered[:2]
    buttons, others = st.columns([2, 1], vertical_alignment="bottom")
    with buttons:
        state[_MAIN] = state[INDICATOR] if state[INDICATOR] in first else None
        st.segmented_control(
            say("page.pick"), first, key=_MAIN, format_func=lambda code: plain(campaign.indicator_names[code]),
            on_change=lambda: state.update({INDICATOR: state[_MAIN] or state[INDICATOR]}),
        )  # fmt: skip
    with others:
        state[_OTHER] = state[INDICATOR] if state[INDICATOR] not in first else None
        st.selectbox(
            say("page.pick_other"), offered[2:], key=_OTHER, format_func=lambda code: choices.with_theme(campaign, code),
            placeholder=say("page.pick_empty"), on_change=lambda: state.update({INDICATOR: state[_OTHER] or first[0]}),
        )  # fmt: skip


def _read_subject(campaign: Campaign, selection: Selection, asked: Link) -> str | None:
    state = st.session_state
    take_from_link(SUBJECT, asked.subject)
    if not selection.whole or state[SUBJECT] not in subjects(campaign):
        state[SUBJECT] = None
    _own_link(SUBJECT, state[SUBJECT])
    return state[SUBJECT]


def _draw_subject(campaign: Campaign, selection: Selection) -> None:
    """Whose profile is read, as a list with every place: choosing one sets the filter of all pages."""
    state, offered = st.session_state, subjects(campaign)
    state[_READ] = subject_of(selection, state[SUBJECT])
    st.selectbox(
        campaign.wording.say("profile.pick"), list(offered), key=_READ, format_func=offered.__getitem__,
        on_change=lambda: _read_profile(campaign, state[_READ]),
    )  # fmt: skip


def _read_profile(campaign: Campaign, subject: str) -> None:
    st.session_state[GROUP] = subject if subject in campaign.groups else campaign.province
    st.session_state[DISTRICTS] = [subject] if subject in campaign.districts else []
    st.session_state[SUBJECT] = population_of(campaign.areas, subject)


def _read_beside(campaign: Campaign, selection: Selection, asked: Link) -> tuple[str, ...]:  # noqa: ARG001
    state, offered = st.session_state, offered_beside(campaign)
    take_from_link(BESIDE, list(asked.beside))
    if not set(state[BESIDE]) <= set(offered):
        state[BESIDE] = [group for group in state[BESIDE] if group in offered]
    _own_link(BESIDE, list(state[BESIDE]))
    return tuple(state[BESIDE])


def _draw_beside(campaign: Campaign, selection: Selection) -> None:  # noqa: ARG001
    """Groups, or the whole province, put beside the districts chosen."""
    st.pills(
        campaign.wording.say("comparison.beside"), offered_beside(campaign), selection_mode="multi", key=BESIDE,
        format_func=lambda group: plain(campaign.names[group]),
    )  # fmt: skip


def _read_paces(campaign: Campaign, selection: Selection, asked: Link) -> tuple[tuple[str, float], ...]:
    """Who falls at another pace: all places or a whole group at one, or each at its own."""
    units = _places(campaign, selection)
    if not units:
        return ()
    state, told = st.session_state, dict(asked.paces)
    groups = what_if.groups_at_one_pace(campaign)
    take_from_link(_WHOSE, next((code for code in (*groups, what_if.ALL_UNITS) if code in told), ""))
    together = state[_WHOSE] or ""
    members = campaign.members(together) if together in groups else units
    starts = {unit: what_if.start_pace(campaign, unit) for unit in members}
    if together:
        starts = {together: sum(starts.values()) / len(members)}
    chosen = []
    for code, start in starts.items():
        take_from_link(_key(code), min(_PACES, key=lambda pace: abs(pace - told.get(code, start))))  # noqa: B023
        if together or state[_key(code)] != start:
            chosen.append((code, float(state[_key(code)])))
    _own_link(PACE, [what_if.written_pace(*pace) for pace in chosen])
    return tuple(chosen)


def _places(campaign: Campaign, selection: Selection) -> list[str]:
    if not calculation.possible(campaign):
        return []
    return what_if.places(campaign, selection.districts, selection.scope)


def _key(code: str) -> str:
    return f"{PACE}_{code}"


def _draw_paces(campaign: Campaign, selection: Selection) -> None:
    say, units = campaign.wording.say, _places(campaign, selection)
    names = {"": say("what_if.each"), what_if.ALL_UNITS: say("what_if.same", count=len(units))}
    for group in what_if.groups_at_one_pace(campaign):
        names[group] = say("what_if.group", name=campaign.names[group], count=len(campaign.members(group)))
    st.pills(say("what_if.whose"), list(names), key=_WHOSE, format_func=lambda code: plain(names[code]))
    if together := st.session_state[_WHOSE]:
        _slider(campaign.numbers, say("what_if.all"), together)
        return
    columns = st.columns(min(3, len(units)))
    for place, unit in enumerate(units):
        with columns[place % len(columns)]:
            _slider(campaign.numbers, say("what_if.pace", name=campaign.names[unit]), unit)


def _slider(numbers: Numbers, label: str, code: str) -> None:
    st.select_slider(plain(label), _PACES, key=_key(code), format_func=lambda pace: numbers.number(pace, 1))


def _read_commune(campaign: Campaign, selection: Selection, asked: Link) -> str | None:  # noqa: ARG001
    """The commune that is looked at: the link's first, then the one chosen on the map."""
    take_from_link(COMMUNE, asked.commune)
    _own_link(COMMUNE, st.session_state[COMMUNE])
    return st.session_state[COMMUNE]


def _read_spatial(campaign: Campaign, selection: Selection, asked: Link) -> bool:  # noqa: ARG001
    take_from_link(SPATIAL, asked.spatial)
    _own_link(SPATIAL, "1" if st.session_state[SPATIAL] else None)
    return st.session_state[SPATIAL]


def _draw_spatial(campaign: Campaign, selection: Selection) -> None:  # noqa: ARG001
    st.toggle(campaign.wording.say("map_page.spatial"), key=SPATIAL)


def _read_measure(campaign: Campaign, selection: Selection, asked: Link) -> str | None:  # noqa: ARG001
    """The map's measure belongs to the browser, which writes it into the link."""
    return asked.measure


def _nowhere(campaign: Campaign, selection: Selection) -> None:
    """What is chosen on a map needs no place of its own."""


#: A choice's name in links -> how it is read and drawn.
CONTROLS = {
    links.INDICATOR: Control(_read_indicator, _draw_indicator),
    links.SUBJECT: Control(_read_subject, _draw_subject),
    links.BESIDE: Control(_read_beside, _draw_beside),
    links.PACE: Control(_read_paces, _draw_paces),
    links.COMMUNE: Control(_read_commune, _nowhere),
    links.SPATIAL: Control(_read_spatial, _draw_spatial),
    links.MEASURE: Control(_read_measure, _nowhere),
}
