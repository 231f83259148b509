"""Parts several pages draw: judgement cards, sparklines, lists of lagging districts, figure tables."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from lib import formats
from lib.campaign import Campaign, Standing
from lib.display import certainty, marked, status_word
from lib.figures import ESTIMATED, MISSING, PROJECTED, Figure
from lib.plan import POINTS_PER_YEAR, Assessment
from lib.stories import lag_sentence, target_goal, target_sentence
from lib.ui.session import theme


def tone(data: Campaign, judgement: str) -> str:
    """Colour of a judgement in the viewer's theme; always beside its word and symbol."""
    entry = data.judgement(judgement)
    return entry.colour_dark if theme() == "dark" else entry.colour_light


def target_cards(data: Campaign, assessments: list[Assessment]) -> None:
    """Targets as cards of one height: value, target, pace, judgement word, sparkline, gap."""
    st.html(f'<div class="cards">{"".join(_target_card(data, a) for a in assessments)}</div>')


def _target_card(data: Campaign, assessment: Assessment) -> str:
    entry = data.judgement(assessment.judgement)
    target = assessment.target
    series = data.figures.series(assessment.unit, target.indicator, data.years)
    value = marked(assessment.latest)
    heading = target.short_vi if assessment.unit == target.unit else f"{data.names[assessment.unit]}: giảm một nửa"
    interval = ""
    if assessment.latest.status == ESTIMATED:
        decimals = 1 if target.form == POINTS_PER_YEAR else 0
        interval = f"<p>khoảng 80 %: {formats.span(assessment.latest.low, assessment.latest.high, decimals)}</p>"
    chance = data.probability_of_pace(target, assessment.latest.year) if assessment.unit == target.unit else None
    likely = f"<p>xác suất đạt mức thấp: {formats.probability(chance)}</p>" if chance is not None else ""
    return (
        f'<div class="card" style="--tone:{tone(data, assessment.judgement)}">'
        f'<h3>{html.escape(heading)}</h3><div class="goal">{html.escape(target_goal(target))}</div>'
        f'<div class="now">{value}</div>{interval}'
        f'<div class="word">{entry.symbol} {entry.label_vi} · {entry.verb_vi}</div>'
        f"{sparkline(series, tone(data, assessment.judgement), label=target.name_vi)}"
        f"<p>{html.escape(target_sentence(data, assessment))}</p>{likely}</div>"
    )


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


def queue_entry(data: Campaign, standing: Standing, position: int) -> None:
    """One lagging district: name, judgement word, sentence with its reasons."""
    a = standing.assessment
    entry = data.judgement(a.judgement)
    st.html(
        f'<div class="queue" style="--tone:{tone(data, a.judgement)}"><b class="name">{position}. '
        f'{html.escape(data.names[a.unit])}</b> <b style="color:var(--tone)">{entry.symbol} {entry.label_vi}</b>'
        f"<br>{html.escape(lag_sentence(data, standing))}</div>"
    )


def standing_table(data: Campaign, standings: list[Standing]) -> pd.DataFrame:
    """Lag table, one row a district, all values as marked text (an estimate keeps its sign in every copy)."""
    rows = []
    for s in standings:
        a = s.assessment
        mark = "≈ " if a.status == ESTIMATED else ""
        target = data.points_target_of(a.unit)
        rows.append({
            "Huyện": data.names[a.unit],
            "Tỷ lệ hộ nghèo": marked(data.figure(a.unit, "poor_rate", a.latest.year), interval=True),
            "Số hộ nghèo": marked(a.latest, interval=True),
            "Đã giảm": f"{mark}{formats.percent(a.relative_fall, 1)}",
            "So với đường giảm một nửa": f"{mark}{formats.households(round(a.gap_to_path), signed=True)}",
            "Đánh giá": f"{data.judgement(a.judgement).symbol} {data.judgement(a.judgement).label_vi}",
            "Xác suất sau đường": formats.probability(s.behind) if s.behind is not None else "số công bố",
            "Độ chắc": certainty(s.behind) or "số công bố",
            "Thước đo điểm %/năm (tham chiếu)": _reference(data, a, target),
            "Tình trạng": status_word(a.status),
        })  # fmt: skip
    return pd.DataFrame(rows)


def _reference(data: Campaign, a: Assessment, target: object) -> str:
    if target is None:
        return "không áp dụng (đồng bằng, ven biển)"
    points = data.assess(target, a.unit, a.latest.year)
    if not points.applies:
        return "không hợp: mức phải giảm lớn hơn tỷ lệ xuất phát"
    mark = "≈ " if points.status == ESTIMATED else ""
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


def show_table(table: pd.DataFrame, label: str) -> None:
    """A plain HTML table inside an expander: reachable by keyboard and screen reader, printable."""
    with st.expander(label):
        st.table(table.set_index(table.columns[0]))


def show_chart(figure: object, key: str, alt: str) -> None:
    """A Plotly chart with the settings all charts share."""
    st.plotly_chart(figure, key=key, theme=None, width="stretch", alt=alt,
                    config={"displaylogo": False, "displayModeBar": False, "responsive": True})  # fmt: skip
