"""Parts several pages draw: judgement cards, sparklines, lists of lagging districts, figure tables."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from lib.campaign.campaign import Campaign
from lib.campaign.marks import chance, interval_of, marked, marked_parts, sign_of, status_word
from lib.language import formats
from lib.ledger.figure import ESTIMATED, MISSING, PROJECTED, Figure
from lib.plan.assess import Assessment
from lib.plan.standing import Standing
from lib.plan.targets import POINTS_PER_YEAR
from lib.scenes.captions import Notes
from lib.scenes.stories import chance_sentence, change_and_rest, lag_sentence, target_goal
from lib.ui.chart_tools import chart_tools
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
        f"{html.escape(marked(data.figure(s.assessment.unit, 'poor_rate', s.assessment.latest.year)))} "
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
    value, words = marked_parts(latest)
    own = assessment.unit == target.unit
    heading = target.short_vi if own else f"{data.names[assessment.unit]}: giảm một nửa"
    if latest.status == ESTIMATED:
        words = f" {interval_of(latest)}{words}"
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in _card_notes(data, assessment))
    return (
        f'<div class="card" style="--tone:{tone(data, assessment.judgement)}"><div class="grid">'
        f'<div class="what"><{level}>{html.escape(heading)}</{level}><span>{html.escape(target_goal(target))}</span></div>'
        f'<div class="now"><b class="{"" if latest.known else "none"}">{value}</b><span>{html.escape(words.strip())}</span></div>'
        f"{sparkline(series, tone(data, assessment.judgement), label=target.name_vi)}"
        f'<div class="word"><b>{entry.symbol} {html.escape(entry.label_vi)}</b><span>{html.escape(entry.verb_vi)}</span></div>'
        f"</div>{notes}</div>"
    )


def _card_notes(data: Campaign, assessment: Assessment) -> list[str]:
    notes = [
        change_and_rest(data, assessment, brief=True),
        chance_sentence(assessment),
        _second_yardstick(data, assessment),
    ]
    return [note for note in notes if note]


def _second_yardstick(data: Campaign, assessment: Assessment) -> str:
    """For a group judged in points: where its halving stands, if that says something else."""
    if assessment.unit not in data.groups or assessment.target.form != POINTS_PER_YEAR:
        return ""
    halving = data.standing(assessment.unit, assessment.latest.year).assessment
    first, second = (data.judgement(a.judgement) for a in (assessment, halving))
    if second.kind == first.kind or second.kind == "none":
        return ""
    fall = f"{sign_of(halving.status)}{formats.percent(halving.relative_fall, 1)}"
    return f"{second.symbol} Giảm một nửa số hộ của chính nhóm: {second.label_vi} (đã giảm {fall})"


def sparkline(series: list[Figure], colour: str, label: str) -> str:
    """A small SVG line: solid dots published, hollow estimated, diamonds projected, dashed between estimates."""
    known = [f for f in series if f.status != MISSING]
    if len(known) < 2:
        return ""
    years = [f.year for f in series]
    top = max(f.high for f in known) * 1.08 or 1
    x = {f.year: 8 + 184 * (f.year - years[0]) / (years[-1] - years[0]) for f in known}
    y = {f.year: 44 - 38 * f.value / top for f in known}
    parts = []
    if any(f.low != f.high for f in known):
        band = [(x[f.year], 44 - 38 * f.high / top) for f in known]
        band += [(x[f.year], 44 - 38 * f.low / top) for f in reversed(known)]
        shape = " ".join(f"{a:.1f},{b:.1f}" for a, b in band)
        parts.append(f'<polygon points="{shape}" fill="{colour}" opacity=".18"/>')
    for before, after in zip(known, known[1:], strict=False):
        dash = ' stroke-dasharray="5 4"' if {before.status, after.status} & {ESTIMATED, PROJECTED} else ""
        parts.append(f'<line x1="{x[before.year]:.1f}" y1="{y[before.year]:.1f}" x2="{x[after.year]:.1f}" '
                     f'y2="{y[after.year]:.1f}" stroke="{colour}" stroke-width="2.5"{dash}/>')  # fmt: skip
    for f in known:
        if f.status == PROJECTED:
            parts.append(f'<rect x="-4" y="-4" width="8" height="8" fill="none" stroke="{colour}" stroke-width="2" '
                         f'transform="translate({x[f.year]:.1f} {y[f.year]:.1f}) rotate(45)"/>')  # fmt: skip
        else:
            fill = "none" if f.status == ESTIMATED else colour
            parts.append(f'<circle cx="{x[f.year]:.1f}" cy="{y[f.year]:.1f}" r="4" fill="{fill}" stroke="{colour}" '
                         f'stroke-width="2"/>')  # fmt: skip
    text = "; ".join(f"{f.year}: {marked(f)}" for f in known)
    # st.html strips <svg>; an image with alternative text survives and is announced.
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50" preserveAspectRatio="xMinYMid meet">{"".join(parts)}</svg>'
    return f'<img alt="{html.escape(label)}: {html.escape(text)}" src="{_data_uri(svg)}">'


def _data_uri(svg: str) -> str:
    from urllib.parse import quote

    return f"data:image/svg+xml,{quote(svg)}"


def queue(data: Campaign, standings: list[Standing]) -> None:
    """Districts on the halving yardstick: name, judgement word, sentence with its reasons; numbered if several lag."""
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


def standing_table(data: Campaign, standings: list[Standing]) -> pd.DataFrame:
    """Lag table, one row a district, all values as marked text (an estimate keeps its sign in every copy)."""
    rows = []
    for s in standings:
        a = s.assessment
        mark = sign_of(a.status)
        entry = data.judgement(a.judgement)
        judged = entry.kind != "none"
        target = data.points_target_of(a.unit)
        rows.append({
            "Huyện": data.names[a.unit],
            "Tỷ lệ hộ nghèo": marked(data.figure(a.unit, "poor_rate", a.latest.year), interval=True),
            "Số hộ nghèo": marked(a.latest, interval=True),
            "Đã giảm": f"{mark}{formats.percent(a.relative_fall, 1)}" if judged else "–",
            "So với đường giảm một nửa": f"{mark}{formats.households(round(a.gap_to_path), signed=True)}" if judged else "–",
            "Đánh giá": f"{entry.symbol} {entry.label_vi}",
            "Xác suất ở sau đường": chance(s.behind) if judged and s.behind is not None else "–",
            "Thước đo điểm %/năm (tham chiếu)": _reference(data, a, target) if judged else "–",
            "Tình trạng": status_word(a.status),
        })  # fmt: skip
    return pd.DataFrame(rows)


def _reference(data: Campaign, a: Assessment, target: object) -> str:
    if target is None:
        return "không áp dụng (đồng bằng, ven biển)"
    points = data.assess(target, a.unit, a.latest.year)
    if not points.applies:
        return "không hợp: mức phải giảm lớn hơn tỷ lệ xuất phát"
    mark = sign_of(points.status)
    wanted = formats.span(target.low, target.high or target.low, 0)
    return f"{mark}{formats.points(-points.pace, 1, signed=True)}/năm; nhóm cần giảm {wanted}"


def figure_rows(data: Campaign, units: list[str], indicator: str) -> pd.DataFrame:
    """A table of marked texts: one row a unit, one column a year (the alternative to a chart)."""
    return pd.DataFrame(
        [
            {
                "Đơn vị": data.names[u],
                **{str(y): marked(data.figure(u, indicator, y), interval=True) for y in data.years},
            }
            for u in units
        ]
    )


def target_quotes(data: Campaign) -> pd.DataFrame:
    """The plan's targets and the national programme's in the words of their texts, one row a target."""
    rows = data.ledger.targets.set_index("target")
    return pd.DataFrame(
        [
            {
                "Chỉ tiêu": target.name_vi,
                "Nguyên văn": f"“{rows.loc[target.target, 'quote']}”",
                "Văn bản": data.sources.loc[rows.loc[target.target, "source"], "title"],
                "Ghi chú": rows.loc[target.target, "note"],
            }
            for target in (*data.targets, *data.national_targets)
        ]
    ).set_index("Chỉ tiêu")


_TRUTHS = {
    "narrow": "hẹp hơn mô hình", "wider": "rộng hơn mô hình", "projection_wrong": "rộng hơn, dự báo của tỉnh sai",
}  # fmt: skip


def calibration_table(data: Campaign, table: pd.DataFrame) -> pd.DataFrame:
    """Coverage of the 80 % intervals of districts' rates, one row a family of truths and group, one column a year."""
    rates = table[(table["what"] == "rate") & (table["group"] != "all")]
    wide = rates.pivot(index=["truth", "group"], columns="year", values="observed")
    wide = wide.map(lambda share: formats.percent(share * 100, 0)).rename(columns={0: "cả kỳ"})
    names = {**data.names, "other_mountain": "Miền núi còn lại"}
    wide.index = [f"{_TRUTHS[truth]}: {names[group]}" for truth, group in wide.index]
    return wide.rename(columns=str).rename_axis("Tỉnh giả định")


def show_table(table: pd.DataFrame, label: str) -> None:
    """A plain HTML table inside an expander: reachable by keyboard and screen reader, printable."""
    with st.expander(label):
        st.table(table.set_index(table.columns[0]))


def show_chart(figure: object, key: str, title: str, subtitle: str, notes: Notes) -> None:
    """A Plotly chart with the settings all charts share, under its buttons; ``notes`` go into its pictures.

    What is weak about its sources is said on the page too.
    """
    with st.container(gap=None):
        chart_tools(key, title=title, subtitle=subtitle, notes=notes.lines)
        st.plotly_chart(figure, key=key, theme=None, width="stretch", alt=f"{title}, {subtitle}; số liệu ở bảng dưới",
                        config={"displaylogo": False, "displayModeBar": False, "responsive": True})  # fmt: skip
    if notes.weak:
        st.caption(notes.weak)
