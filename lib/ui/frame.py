"""Page frame: language, small style rules Streamlit has no option for, the notice at the foot."""

from __future__ import annotations

import html

import streamlit as st

from lib.campaign.campaign import Campaign

#: Wide enough for the longest page name and district, so that the map gets the rest.
SIDEBAR_PX = 290

_STYLE = """
<style>
[data-testid="stMainBlockContainer"] {padding: 1rem clamp(1rem, 2.5vw, 3rem) 2rem; max-width: 2400px;}
[data-testid="stMainBlockContainer"] h1 {font-size: clamp(1.35rem, 1.9vw, 2.3rem); padding: 0 0 .2rem;}
[data-testid="stMainBlockContainer"] h2, [data-testid="stMainBlockContainer"] h3 {font-size: 1.3rem;}
[data-testid="stApp"]:has([data-testid="stExpandSidebarButton"]) [data-testid="stMainBlockContainer"] {padding-top: 2.8rem;}
[data-testid="stHeader"] {background: transparent; pointer-events: none;}
[data-testid="stHeader"] button, [data-testid="stHeader"] a {pointer-events: auto;}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {color: inherit !important; opacity: 1 !important;}
[data-testid="stMainBlockContainer"] button[role="radio"][aria-checked="true"] {box-shadow: inset 0 0 0 2px currentColor;}
[data-testid="stMainBlockContainer"] button[role="radio"][aria-checked="true"] p {font-weight: 800;}
.verdict {font-size: clamp(1.15rem, 1.45vw, 2rem); font-weight: 700; line-height: 1.25; margin: 0 0 .25rem; text-wrap: pretty;}
.lags {font-size: clamp(1.05rem, 1.25vw, 1.8rem); font-weight: 600; line-height: 1.3; margin: 0 0 .3rem; text-wrap: pretty;}
.story {font-size: clamp(1rem, 1.2vw, 1.5rem); line-height: 1.4; margin: 0 0 .35rem;}
.notice {border-left: .4rem solid #A65A00; padding: .2rem 0 .2rem .8rem; margin: .2rem 0 .5rem; line-height: 1.4;}
.cards {display: grid; gap: .7rem; font-size: clamp(.95rem, .95vw, 1.8rem); grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr));}
.cards.stacked {grid-template-columns: minmax(0, 1fr); gap: .45rem;}
.card {container-type: inline-size; border: 1px solid var(--st-border-color, #c5d0d8); border-left: .5rem solid var(--tone); border-radius: .4rem;
  padding: .3rem .7rem .35rem; min-width: 0; overflow-wrap: anywhere;}
.card .grid {display: grid; grid-template-columns: minmax(0, 13fr) minmax(max-content, 8fr) minmax(0, 6fr) minmax(0, 12fr); gap: 0 .6rem;
  align-items: center;}
.card h2, .card h3 {font-size: 1.05em !important; font-weight: 700; padding: 0 !important; margin: 0; line-height: 1.2;}
.card span {display: block; font-size: .84em; line-height: 1.2;}
.card .now b {font-size: 1.5em; line-height: 1.15; white-space: nowrap;}
.card .now b.none {font-size: 1em; white-space: normal;}
.card .word b {color: var(--tone); line-height: 1.2; display: block;}
.card p {margin: .1rem 0 0; font-size: .86em; line-height: 1.25;}
.card img {width: 100%; height: 2.1em;}
@container (max-width: 23rem) {.card .grid {grid-template-columns: minmax(0, 1fr) minmax(max-content, 1fr);}}
.chips {display: flex; flex-wrap: wrap; gap: .4rem; margin: 0 0 .6rem !important; padding: 0 !important; list-style: none;}
.chips li {border: 1px solid var(--st-border-color, #c5d0d8); border-left: .4rem solid var(--tone); border-radius: .3rem;
  padding: .1rem .6rem; margin: 0 !important;}
.queues {display: grid; gap: .7rem 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(28rem, 100%), 1fr));}
.queue {border-left: .4rem solid var(--tone); padding: 0 0 0 .8rem; line-height: 1.4; overflow-wrap: anywhere;}
.queue b.name {font-size: 1.25rem;}
.mark {display: inline-block; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .6rem; margin: 0 .4rem .2rem 0;
  font-size: .9rem;}
.mark.estimated {border-style: dashed;} .mark.projected {border-style: dotted;}
@media (max-width: 640px) {[data-testid="stTable"] > div {overflow: clip !important;}
  [data-testid="stTable"] table {table-layout: fixed; width: 100%;}
  [data-testid="stTable"] th, [data-testid="stTable"] td {padding: .2rem;}
  [data-testid="stTable"] th, [data-testid="stTable"] td, [data-testid="stTable"] td *, [data-testid="stTable"] th * {
  white-space: normal !important; overflow-wrap: anywhere; font-size: .72rem;}}
@media print {[data-testid="stSidebar"], [data-testid="stHeader"] {display: none;}}
</style>
"""


def dress() -> None:
    """Set the document language and the style; called once a run, before the page."""
    st.html(_STYLE)
    # Served without asgi.py, Streamlit's index.html says English; screen readers need to know the text is Vietnamese.
    st.html("<script>document.documentElement.lang='vi'</script>", unsafe_allow_javascript=True)


def status_legend(data: Campaign) -> None:
    """How each status is marked, once at the top of a page's figures."""
    parts = []
    for status in ("published", "projected", "estimated", "missing"):
        words = data.marks.words(status)
        parts.append(f'<span class="mark {status}">{html.escape(f"{words.mark} {words.long}")}</span>')
    st.html(f'<div aria-label="Cách đánh dấu số liệu">{"".join(parts)}</div>')


def footer(data: Campaign) -> None:
    """The notices every page carries."""
    st.caption(
        f"{data.standard_name}. Số có dấu ≈ là ước tính của mô hình, không phải kết "
        "quả rà soát. Bản đồ phục vụ thống kê, không phải đường địa giới hành chính pháp lý. Nguồn của từng số: trang "
        "Dữ liệu và phương pháp."
    )
