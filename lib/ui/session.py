"""What every page starts from: the edition's campaign and the one filter in the sidebar, kept in the link in codes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.base.findings import DataError, Finding
from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.editions.store import Store
from lib.language.catalogue import Catalogue
from lib.language.markdown import plain
from lib.views import links
from lib.views.links import DISTRICTS, GROUP, MOST_DISTRICTS, YEAR, Link, Selection
from lib.views.page_list import FORMER
from lib.views.shell import SHELL

#: Findings shown on a page; the command ``check`` tells all.
_TOLD = 20


def store() -> Store[Campaign]:
    """The store of the edition this session looks at."""
    return served.store_of(st.query_params.get(links.EDITION))


def previewing() -> bool:
    """Whether this session looks at the edition not yet published."""
    return store() is served.PREVIEW


def campaign_or_stop() -> Campaign:
    """The campaign; where no edition was ever good, every finding in Vietnamese and no page at all."""
    try:
        return store().current()
    except DataError as error:
        st.error(SHELL.faults.nothing, icon=":material/error:")
        _list(error.findings)
        st.stop()
        raise  # never reached: Streamlit has left the script


def edition_notice(wording: Catalogue) -> None:
    """Above every page: that the files of today cannot be used and the edition before is shown; that this is a preview."""
    say = wording.say
    if previewing():
        st.info(say("edition.preview"), icon=":material/visibility:")
    findings = store().findings
    if findings:
        with st.container(key="edition-fault"):
            st.warning(say("edition.kept"), icon=":material/warning:")
            with st.expander(say("edition.faults", count=len(findings))):
                _list(findings)


def _list(findings: Sequence[Finding]) -> None:
    for finding in findings[:_TOLD]:
        st.markdown(f"- {plain(str(finding))}")
    if len(findings) > _TOLD:
        st.markdown(f"- {SHELL.faults.more.format(count=len(findings) - _TOLD)}")


def link() -> Link:
    """What the address says; read once a run, after :func:`campaign_or_stop`."""
    params = {key: st.query_params.get_all(key) for key in st.query_params}
    return links.read_link(params, campaign_or_stop())


def follows_link(key: str) -> bool:
    """Whether the choice kept under ``key`` is to be read from the link: it never was, or the reader went back or
    forward to what the link says.
    """
    context = get_script_run_ctx()
    return key not in st.session_state or bool(context and context.is_history_navigation)


def take_from_link(key: str, asked: object) -> None:
    """Let the choice kept under ``key`` begin with what the link asks for (:func:`follows_link`)."""
    if follows_link(key):
        st.session_state[key] = asked


def sidebar(data: Campaign, asked: Link) -> Selection:
    """Draw the filter and read it. The first run of a session starts from the link ``asked``, as does a step back."""
    state = st.session_state
    if follows_link(GROUP):
        state[GROUP] = asked.group or data.province
        state[DISTRICTS] = list(asked.districts)
        state[YEAR] = asked.year or data.latest_year
        if asked.refused:
            values = "; ".join(asked.refused)
            st.warning(plain(data.wording.say("filter.refused", values=values)), icon=":material/link_off:")
        name = st.query_params.get(links.FORMER_PAGE, "")
        if name in FORMER:
            st.info(
                plain(data.wording.say("filter.page_moved", name=name, title=FORMER[name].title)),
                icon=":material/redo:",
            )
        for place in asked.moved:
            shown = ", ".join(data.names[unit] for unit in place.units)
            st.info(plain(data.wording.say("filter.moved", name=place.name, shown=shown)), icon=":material/merge:")
    # A browser that sends some of the filter's values is asked for none of the others.
    state.setdefault(DISTRICTS, [])
    state.setdefault(YEAR, data.latest_year)
    groups = [data.province, *data.groups]
    # A new edition may lack what was chosen in the one before.
    if state[GROUP] not in groups:
        state[GROUP] = data.province
    # What is written here is sent to the browser and takes the place of a choice made there meanwhile: only where it must.
    if not set(state[DISTRICTS]) <= set(data.districts):
        state[DISTRICTS] = [unit for unit in state[DISTRICTS] if unit in data.districts]
    if state[YEAR] not in data.years:
        state[YEAR] = data.latest_year
    unit, say = data.unit_words["unit_vi"], data.wording.say
    with st.sidebar:
        group = st.selectbox(say("filter.scope"), groups, format_func=data.scope_name, key=GROUP)
        # Streamlit's own limit of choices answers in English and drops a link with too many.
        districts = st.multiselect(
            plain(say("filter.units", Unit=data.wording.opening(unit))), list(data.districts), format_func=data.names.__getitem__,
            key=DISTRICTS, placeholder=say("filter.units_empty"), select_all=False,
        )  # fmt: skip
        if len(districts) > MOST_DISTRICTS:
            kept = ", ".join(data.names[code] for code in districts[:MOST_DISTRICTS])
            st.warning(plain(say("filter.too_many", most=MOST_DISTRICTS, unit=unit, kept=kept)))
        year = st.selectbox(say("filter.year"), list(data.years), key=YEAR)
    return links.selection(data, group, tuple(districts[:MOST_DISTRICTS]), int(year))


def write_link(data: Campaign, selection: Selection, **own: str | Sequence[str] | None) -> None:
    """Put the selection, and a page's ``own`` parameters, into the address; the browser's own parameters stay."""
    params = st.query_params
    kept = {key: params.get_all(key) for key in params if key.startswith(links.BROWSER_PREFIX)}
    kept.pop(links.FORMER_YEAR, None)
    wanted = kept | links.query_of({**links.parameters(data, selection, preview=previewing()), **own})
    if wanted != {key: params.get_all(key) for key in params}:
        params.from_dict(wanted)


def select_on_map(unit: str, add: bool) -> None:
    """Callback of a map click: choose the unit on every page; a second click lets it go."""
    chosen = list(st.session_state.get(DISTRICTS, []))
    if add:
        chosen = [u for u in chosen if u != unit] if unit in chosen else [*chosen, unit][-MOST_DISTRICTS:]
    else:
        chosen = [] if chosen == [unit] else [unit]
    st.session_state[DISTRICTS] = chosen


def theme() -> str:
    """``light`` or ``dark``, as the viewer's browser shows it."""
    return "dark" if st.context.theme.type == "dark" else "light"
