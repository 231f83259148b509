"""Parts several pages draw: judgement cards, sparklines, lists of lagging districts, figure tables."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pandas as pd
import streamlit as st

from lib.campaign.campaign import Campaign
from lib.drawing import blocks
from lib.language import formats
from lib.language.markdown import plain, plain_table
from lib.ledger.report import contradictions
from lib.plan.assess import Assessment
from lib.plan.standing import Standing
from lib.scenes.captions import Notes
from lib.scenes.comparison import offered_beside
from lib.scenes.profile import subjects
from lib.scenes.what_if import ALL_UNITS, MOST_PACE, groups_at_one_pace, start_pace, tried, written_pace
from lib.ui.chart_tools import chart_tools
from lib.ui.session import previewing, take_from_link, theme
from lib.views import links
from lib.views.links import (
    BESIDE,
    COMMUNE,
    DISTRICTS,
    GROUP,
    INDICATOR,
    PACE,
    SUBJECT,
    Selection,
    population_of,
    profile_address,
    subject_of,
)

#: The paces that can be tried, in points a year.
_PACES = [tenth / 10 for tenth in range(round(MOST_PACE * 10) + 1)]


def paragraph(text: str, style: str) -> None:
    """A sentence in one of the page's styles (``verdict``, ``story``); an empty place where there is nothing to say.

    The place is kept: elements that came and went with the year would move the map below and start it anew.
    """
    if text.strip():
        st.html(blocks.paragraph(text, style))
    else:
        st.empty()


def notice(text: str) -> None:
    """A warning about the figures of the page; an empty place (see :func:`paragraph`) where there is none."""
    if text:
        st.html(blocks.notice(text))
    else:
        st.empty()


def name_chips(data: Campaign, standings: list[Standing]) -> None:
    """Many units of one judgement in a line: name, value, sign."""
    st.html(blocks.name_chips(data, standings, theme(), _profile_of(data)))


def target_cards(data: Campaign, assessments: list[Assessment], *, stacked: bool = False) -> None:
    """Targets as cards; ``stacked`` one below another."""
    st.html(blocks.target_cards(data, assessments, theme(), stacked=stacked))


def queue(data: Campaign, standings: list[Standing]) -> None:
    """Units on the common yardstick with sentences; numbered if several lag."""
    st.html(blocks.queue(data, standings, theme(), _profile_of(data)))


def _profile_of(data: Campaign) -> Callable[[str], str]:
    """The address of a unit's profile in the year looked at."""
    year, preview = st.session_state["selection"].year, previewing()
    return lambda unit: profile_address(data, unit, year, preview=preview)


def choose_indicator(data: Campaign, offered: list[str], asked: str | None) -> str:
    """The plan's two indicators as buttons, every other one in a list; the chosen one."""
    first = offered[:2]
    state = st.session_state
    first_shown = asked if asked in offered else offered[0]
    take_from_link(INDICATOR, first_shown)
    if state[INDICATOR] not in offered:
        state[INDICATOR] = first_shown
    buttons, others = st.columns([2, 1], vertical_alignment="bottom")
    with buttons:
        pressed = state[INDICATOR] if state[INDICATOR] in first else None
        state["chi_so_chinh"] = pressed
        st.segmented_control(
            data.wording.say("page.pick"), first, key="chi_so_chinh", format_func=lambda code: plain(data.indicator_names[code]),
            on_change=lambda: state.update({INDICATOR: state["chi_so_chinh"] or state[INDICATOR]}),
        )  # fmt: skip
    with others:
        state["chi_so_khac"] = state[INDICATOR] if state[INDICATOR] not in first else None
        st.selectbox(
            data.wording.say("page.pick_other"), offered[2:], key="chi_so_khac", format_func=data.indicator_names.__getitem__,
            placeholder=data.wording.say("page.pick_empty"),
            on_change=lambda: state.update({INDICATOR: state["chi_so_khac"] or first[0]}),
        )  # fmt: skip
    return state[INDICATOR]


def choose_subject(data: Campaign, selection: Selection, asked: str | None) -> str:
    """Whose profile is read, as a list with every place: choosing one sets the filter of all pages."""
    state, offered = st.session_state, subjects(data)
    take_from_link(SUBJECT, asked)
    if not selection.whole or state[SUBJECT] not in offered:
        state[SUBJECT] = None
    state["own_link"][SUBJECT] = state[SUBJECT]
    subject = state["ho_so_cua"] = subject_of(selection, state[SUBJECT])
    st.selectbox(
        data.wording.say("profile.pick"), list(offered), key="ho_so_cua", format_func=offered.__getitem__,
        on_change=lambda: _read_profile(data, state["ho_so_cua"]),
    )  # fmt: skip
    return subject


def _read_profile(data: Campaign, subject: str) -> None:
    st.session_state[GROUP] = subject if subject in data.groups else data.province
    st.session_state[DISTRICTS] = [subject] if subject in data.districts else []
    st.session_state[SUBJECT] = population_of(data, subject)


def choose_beside(data: Campaign, asked: tuple[str, ...]) -> list[str]:
    """Groups, or the whole province, put beside the districts chosen."""
    state = st.session_state
    offered = offered_beside(data)
    take_from_link(BESIDE, list(asked))
    if not set(state[BESIDE]) <= set(offered):
        state[BESIDE] = [group for group in state[BESIDE] if group in offered]
    chosen = st.pills(
        data.wording.say("comparison.beside"),
        offered,
        selection_mode="multi",
        key=BESIDE,
        format_func=lambda group: plain(data.names[group]),
    )
    state["own_link"][BESIDE] = list(chosen)
    return list(chosen)


def choose_paces(data: Campaign, units: list[str], asked: dict[str, float]) -> dict[str, float]:
    """Who falls at another pace: each of ``units`` at its own, all of them or a whole group at one; the paces chosen stand in
    the link.
    """
    state, say = st.session_state, data.wording.say
    groups = {group: data.members(group) for group in groups_at_one_pace(data)}
    who, names = f"{PACE}_ai", {"": say("what_if.each"), ALL_UNITS: say("what_if.same", count=len(units))}
    names |= {
        group: say("what_if.group", name=data.names[group], count=len(members)) for group, members in groups.items()
    }
    take_from_link(who, next((code for code in (*groups, ALL_UNITS) if code in asked), ""))
    together = st.pills(say("what_if.whose"), list(names), key=who, format_func=lambda code: plain(names[code])) or ""

    def slider(label: str, code: str, start: float) -> float:
        key = f"{PACE}_{code}"
        take_from_link(key, min(_PACES, key=lambda pace: abs(pace - asked.get(code, start))))
        return float(st.select_slider(plain(label), _PACES, key=key, format_func=lambda pace: formats.number(pace, 1)))

    if together:
        members = groups.get(together, units)
        start = sum(start_pace(data, unit) for unit in members) / len(members)
        pace = slider(say("what_if.all"), together, start)
        state["own_link"][PACE] = [written_pace(together, pace)]
        return dict.fromkeys(members, pace)
    first, chosen = {unit: start_pace(data, unit) for unit in units}, {}
    columns = st.columns(min(3, len(units)))
    for place, unit in enumerate(units):
        with columns[place % len(columns)]:
            pace = slider(say("what_if.pace", name=data.names[unit]), unit, first[unit])
            if pace != first[unit]:
                chosen[unit] = pace
    state["own_link"][PACE] = [written_pace(unit, pace) for unit, pace in chosen.items()]
    return tried(data, units, units, chosen)


def chosen_commune(known: Collection[str], asked: str | None) -> str | None:
    """The commune that is looked at: the link's first, then the one chosen on the map; None if it is none of ``known``."""
    take_from_link(COMMUNE, asked)
    chosen = st.session_state[COMMUNE]
    return chosen if chosen in known else None


def profile_link(data: Campaign, selection: Selection) -> None:
    """The way from a map or list to the profile of the one place that is filtered by; an empty place without one."""
    if selection.whole:
        st.empty()
        return
    name = data.scope_name(subject_of(selection, None))
    st.page_link(
        "pages/ho_so.py", label=plain(data.wording.say("profile.open", name=name)), icon=":material/location_on:"
    )


def contradictions_told(data: Campaign) -> list[tuple[str, str]]:
    """Of every contradiction between sources its title and, as Markdown, what was chosen, why, and what each one says."""
    say, found, told = data.wording.say, contradictions(data.ledger), []
    for row in data.ledger.contradictions.itertuples():
        lines = [f"{plain(row.explanation_vi)}. **{say('data_page.chosen')}** {plain(row.preferred_reason_vi)}.", ""]
        for case in found[found["contradiction"] == row.contradiction].itertuples():
            use = say("data_page.used" if case.preferred else "data_page.compared")
            value = formats.number(case.value, 2).removesuffix(",00")
            lines.append(f"- {say('data_page.case', value=value, use=use, quote=plain(case.quote))}")
        told.append((plain(row.title_vi), "\n".join(lines)))
    return told


def show_table(table: pd.DataFrame, label: str) -> None:
    """A plain HTML table inside an expander: reachable by keyboard and screen reader, printable."""
    with st.expander(plain(label)):
        st.table(plain_table(table.set_index(table.columns[0])))


def show_chart(data: Campaign, figure: object, key: str, title: str, subtitle: str, notes: Notes) -> None:
    """A Plotly chart with the settings all charts share, under its buttons; ``notes`` go into its pictures.

    What is weak about its sources is said on the page too.
    """
    with st.container(gap=None):
        chart_tools(data, key, title=title, subtitle=subtitle, notes=notes.lines)
        st.plotly_chart(figure, key=key, theme=None, width="stretch",
                        alt=data.wording.say("page.chart_alt", title=title, subtitle=subtitle),
                        config={"displaylogo": False, "displayModeBar": False, "responsive": True})  # fmt: skip
    if told := " ".join(filter(None, [notes.weak, notes.cut])):
        st.caption(plain(told))


def sheet_link(data: Campaign, selection: Selection, subject: str) -> None:
    """The link to the printed page, in a tab of its own."""
    population = links.population_of(data, subject)
    values = links.parameters(data, selection, preview=previewing()) | {links.SUBJECT: population}
    st.link_button(
        data.wording.say("profile.sheet"), links.address(f"./{links.SHEET}", values), icon=":material/print:"
    )
