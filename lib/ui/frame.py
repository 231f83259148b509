"""Page frame: language, small style rules Streamlit has no option for, the notice at the foot."""

from __future__ import annotations

import streamlit as st

from lib.display import display

_STYLE = """
<style>
[data-testid="stMainBlockContainer"] {padding: 2.6rem clamp(1rem, 2.5vw, 3rem) 2rem; max-width: 1800px;}
[data-testid="stMainBlockContainer"] h1 {font-size: clamp(1.5rem, 2.1vw, 2.3rem); padding: .2rem 0 .3rem;}
[data-testid="stMainBlockContainer"] h2, [data-testid="stMainBlockContainer"] h3 {font-size: 1.3rem;}
[data-testid="stSidebar"] {min-width: 15rem; max-width: 17rem;}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {color: inherit !important; opacity: 1 !important;}
.story {font-size: clamp(1.05rem, 1.35vw, 1.6rem); line-height: 1.4; margin: 0 0 .4rem;}
.cards {display: grid; gap: .8rem; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr));}
.card {border: 1px solid var(--st-border-color, #c5d0d8); border-left: .5rem solid var(--tone); border-radius: .4rem;
  padding: .5rem .7rem; height: 100%;}
.card h3 {font-size: 1.05rem !important; font-weight: 700; padding: 0; margin: 0;}
.card .goal {font-size: .9rem;}
.card .now {font-size: clamp(1.4rem, 1.9vw, 2.3rem); font-weight: 700; line-height: 1.15; white-space: nowrap;}
.card .word {font-size: 1.05rem; font-weight: 700; color: var(--tone);}
.card p {margin: .1rem 0; font-size: .88rem; line-height: 1.3;}
.card img {display: block; width: 100%; height: 3rem; margin: .25rem 0;}
.queue {border-left: .4rem solid var(--tone); padding: .1rem 0 .1rem .8rem; margin: 0 0 .9rem;}
.queue b.name {font-size: 1.25rem;}
.mark {display: inline-block; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .6rem; margin: 0 .4rem .2rem 0;
  font-size: .9rem;}
.mark.estimated {border-style: dashed;} .mark.projected {border-style: dotted;}
@media (max-width: 640px) {[data-testid="stTable"] th, [data-testid="stTable"] td {white-space: normal !important;
  overflow-wrap: anywhere; padding: .2rem; font-size: .75rem;} [data-testid="stTable"] table {table-layout: fixed; width: 100%;}}
@media print {[data-testid="stSidebar"], [data-testid="stHeader"] {display: none;}}
</style>
"""


def dress() -> None:
    """Set the document language and the style; called once a run, before the page."""
    st.html(_STYLE)
    # Streamlit's index.html says English; screen readers need to know the text is Vietnamese.
    st.html("<script>document.documentElement.lang='vi'</script>", unsafe_allow_javascript=True)


def status_legend() -> None:
    """How each status is marked, once at the top of a page's figures."""
    words = display()["status"]
    parts = []
    for status in ("published", "projected", "estimated", "missing"):
        sign = {"published": "● ", "projected": "◇ ", "estimated": "≈ ○ ", "missing": "– "}[status]
        parts.append(f'<span class="mark {status}">{sign}{words[status]["long"]}</span>')
    st.html(f'<div aria-label="Cách đánh dấu số liệu">{"".join(parts)}</div>')


def footer() -> None:
    """The notices every page carries."""
    st.caption(
        "Chuẩn nghèo đa chiều 2022-2025 (Nghị định 07/2021/NĐ-CP). Số có dấu ≈ là ước tính của mô hình, không phải kết "
        "quả rà soát. Bản đồ phục vụ thống kê, không phải đường địa giới hành chính pháp lý. Nguồn của từng số: trang "
        "Dữ liệu và phương pháp."
    )
