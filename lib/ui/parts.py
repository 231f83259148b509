"""Parts several pages draw: judgement cards, sparklines, lists of lagging districts, figure tables."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from lib.campaign.campaign import RATE, Campaign
from lib.drawing.sparkline import sparkline
from lib.language import formats
from lib.ledger.figure import ESTIMATED
from lib.plan.assess import Assessment
from lib.plan.standing import Standing
from lib.plan.targets import POINTS_PER_YEAR, Target
from lib.scenes.captions import Notes
from lib.scenes.stories import chance_sentence, change_and_rest, lag_sentence, target_goal
from lib.ui.chart_tools import chart_tools
from lib.ui.links import INDICATOR
from lib.ui.session import theme

#: Kinds of judgement in the order in which lists of districts show them.
KINDS = ("bad", "open", "good", "none")


def tone(data: Campaign, judgement: str) -> str:
    """Colour of a judgement in the viewer's theme; always beside its word and symbol."""
    return data.judgement(judgement).colour(theme())


def paragraph(text: str, style: str) -> None:
    """A sentence in one of the page's styles (``verdict``, ``story``); an empty place where there is nothing to say.

    The place is kept: elements that came and went with the year would move the map below and start it anew.
    """
    if text.strip():
        st.html(f'<p class="{style}">{html.escape(text)}</p>')
    else:
        st.empty()


def notice(text: str) -> None:
    """A warning about the figures of the page; an empty place (see :func:`paragraph`) where there is none."""
    if text:
        st.html(f'<div class="notice" role="note">{html.escape(text)}</div>')
    else:
        st.empty()


def attention(data: Campaign, standings: list[Standing], most: int = 3) -> list[Standing]:
    """The first few that are behind or undecided; one district asked for alone is always told."""
    if len(standings) == 1:
        return standings
    needing = [s for s in standings if data.judgement(s.assessment.judgement).kind in ("bad", "open")]
    return needing[:most]


def name_chips(data: Campaign, standings: list[Standing]) -> None:
    """Many districts of one judgement in a line: name, value, sign."""
    chips = "".join(
        f'<li style="--tone:{tone(data, s.assessment.judgement)}"><b>{html.escape(data.names[s.assessment.unit])}</b> '
        f"{html.escape(data.marks.marked(data.figure(s.assessment.unit, RATE, s.assessment.latest.year)))} "
        f"{data.judgement(s.assessment.judgement).symbol}</li>"
        for s in standings
    )
    st.html(f'<ul class="chips">{chips}</ul>')


def target_cards(data: Campaign, assessments: list[Assessment], *, stacked: bool = False) -> None:
    """Targets as cards: value, target, pace, judgement word, sparkline, what is left; ``stacked`` one below another."""
    # Stacked beside the map they stand right under the page's title, elsewhere under a heading of their own.
    cards = "".join(_target_card(data, a, "h2" if stacked else "h3") for a in assessments)
    st.html(f'<div class="cards{" stacked" if stacked else ""}">{cards}</div>')


def _target_card(data: Campaign, assessment: Assessment, level: str) -> str:
    entry = data.judgement(assessment.judgement)
    target, latest = assessment.target, assessment.latest
    series = data.figures.series(assessment.unit, target.indicator, data.years)
    value, words = data.marks.marked_parts(latest)
    own = assessment.unit == target.unit
    heading = target.short_vi if own else f"{data.names[assessment.unit]}: {target.path_vi.removeprefix('đường ')}"
    if latest.status == ESTIMATED:
        words = f" {data.marks.interval_of(latest)}{words}"
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in _card_notes(data, assessment))
    return (
        f'<div class="card" style="--tone:{tone(data, assessment.judgement)}"><div class="grid">'
        f'<div class="what"><{level}>{html.escape(heading)}</{level}><span>{html.escape(target_goal(target))}</span></div>'
        f'<div class="now"><b class="{"" if latest.known else "none"}">{value}</b><span>{html.escape(words.strip())}</span></div>'
        f"{sparkline(data.marks, series, tone(data, assessment.judgement), label=target.name_vi)}"
        f'<div class="word"><b>{entry.symbol} {html.escape(entry.label_vi)}</b><span>{html.escape(entry.verb_vi)}</span></div>'
        f"</div>{notes}</div>"
    )


def _card_notes(data: Campaign, assessment: Assessment) -> list[str]:
    notes = [
        change_and_rest(data, assessment, brief=True),
        chance_sentence(data, assessment),
        _second_yardstick(data, assessment),
    ]
    return [note for note in notes if note]


def _second_yardstick(data: Campaign, assessment: Assessment) -> str:
    """For a group judged in points: where it is on the common yardstick, if that says something else."""
    if assessment.unit not in data.groups or assessment.target.form != POINTS_PER_YEAR:
        return ""
    if data.yardstick.by_points:
        return ""  # the same kind of yardstick
    common = data.standing(assessment.unit, assessment.latest.year).assessment
    first, second = (data.judgement(a.judgement) for a in (assessment, common))
    if second.kind == first.kind or second.kind == "none":
        return ""
    fall = f"{data.marks.sign_of(common.status)}{formats.percent(common.relative_fall, 1)}"
    return f"{second.symbol} Giảm một nửa số hộ của chính nhóm: {second.label_vi} (đã giảm {fall})"


def queue(data: Campaign, standings: list[Standing]) -> None:
    """Units on the common yardstick: name, judgement word, sentence with its reasons; numbered if several lag."""
    numbered = len(standings) > 1 and data.judgement(standings[0].assessment.judgement).kind == "bad"
    entries = "".join(
        _queue_entry(data, standing, f"{position}. " if numbered else "")
        for position, standing in enumerate(standings, start=1)
    )
    st.html(f'<div class="queues">{entries}</div>')


def _queue_entry(data: Campaign, standing: Standing, number: str) -> str:
    a = standing.assessment
    entry = data.judgement(a.judgement)
    return (
        f'<div class="queue" style="--tone:{tone(data, a.judgement)}"><b class="name">{number}'
        f'{html.escape(data.names[a.unit])}</b> <b style="color:var(--tone)">{entry.symbol} {html.escape(entry.label_vi)}</b>'
        f"<br>{html.escape(lag_sentence(data, standing))}</div>"
    )


def indicators_offered(data: Campaign, first: list[str]) -> list[str]:
    """Indicators that can be charted: ``first``, then every other one with a figure in the plan's years."""
    frame = data.figures.frame
    known = set(frame.loc[frame["year"].isin(data.years), "indicator"])
    return first + [code for code in data.ledger.indicators["indicator"] if code in known and code not in first]


def choose_indicator(data: Campaign, offered: list[str], asked: str | None) -> str:
    """The plan's two indicators as buttons, every other one in a list; the chosen one."""
    first = offered[:2]
    state = st.session_state
    if INDICATOR not in state or state[INDICATOR] not in offered:
        state[INDICATOR] = asked if asked in offered else offered[0]
    buttons, others = st.columns([2, 1], vertical_alignment="bottom")
    with buttons:
        pressed = state[INDICATOR] if state[INDICATOR] in first else None
        state["chi_so_chinh"] = pressed
        st.segmented_control(
            "Chỉ số", first, key="chi_so_chinh", format_func=data.indicator_names.__getitem__,
            on_change=lambda: state.update({INDICATOR: state["chi_so_chinh"] or state[INDICATOR]}),
        )  # fmt: skip
    with others:
        state["chi_so_khac"] = state[INDICATOR] if state[INDICATOR] not in first else None
        st.selectbox(
            "Chỉ tiêu khác", offered[2:], key="chi_so_khac", format_func=data.indicator_names.__getitem__,
            placeholder="Chọn trong sổ số liệu",
            on_change=lambda: state.update({INDICATOR: state["chi_so_khac"] or first[0]}),
        )  # fmt: skip
    return state[INDICATOR]


def target_for(data: Campaign, unit: str, indicator: str) -> Target | None:
    """The target whose path belongs on a unit's chart of an indicator: its own, its group's, or the yardstick."""
    own = next((t for t in data.targets if t.unit == unit and t.indicator == indicator), None)
    if own or indicator == data.yardstick.indicator:
        return own or data.yardstick
    group = data.points_target_of(unit) if unit in data.districts else None
    return group if group and group.indicator == indicator else None


def show_table(table: pd.DataFrame, label: str) -> None:
    """A plain HTML table inside an expander: reachable by keyboard and screen reader, printable."""
    with st.expander(label):
        st.table(table.set_index(table.columns[0]))


def show_chart(data: Campaign, figure: object, key: str, title: str, subtitle: str, notes: Notes) -> None:
    """A Plotly chart with the settings all charts share, under its buttons; ``notes`` go into its pictures.

    What is weak about its sources is said on the page too.
    """
    with st.container(gap=None):
        chart_tools(data, key, title=title, subtitle=subtitle, notes=notes.lines)
        st.plotly_chart(figure, key=key, theme=None, width="stretch", alt=f"{title}, {subtitle}; số liệu ở bảng dưới",
                        config={"displaylogo": False, "displayModeBar": False, "responsive": True})  # fmt: skip
    if notes.weak:
        st.caption(notes.weak)
