"""Quỹ đạo: counts and rates against the halving path and the points-a-year corridors."""

from __future__ import annotations

import streamlit as st

from lib.campaign.figures import PROVINCE
from lib.drawing import charts
from lib.plan.targets import POINTS_PER_YEAR
from lib.scenes import captions, stories
from lib.ui import frame, parts
from lib.ui.session import campaign_or_stop, theme

data = campaign_or_stop()
selection = st.session_state["selection"]
PERIOD = f"cuối năm {data.years[0]}-{data.years[-1]}"
NAMES = {"poor_households": "Số hộ nghèo", "poor_rate": "Tỷ lệ hộ nghèo"}


def notes_of(units: list[str], of: str) -> captions.Notes:
    """Notes of a chart of these units' series."""
    return captions.chart_notes(data, [f for unit in units for f in data.figures.series(unit, of, data.years)])


st.title(f"Quỹ đạo đến cuối năm {data.halving.end_year}")
frame.status_legend()
# The last year is on every chart of this page, whichever year is chosen.
parts.notice(stories.projection_notice(data, data.years[-1]))
st.caption(f"Biểu đồ luôn hiện mọi năm ({PERIOD}); câu chữ và thứ tự theo cuối năm {selection.year}.")
indicator = st.segmented_control(
    "Chỉ số", list(NAMES), default="poor_households", key="chi_so", bind="query-params", format_func=NAMES.__getitem__
)
indicator = indicator or "poor_households"
unit = selection.group
units = list(selection.districts) or [unit]
target = data.halving
if indicator == "poor_rate":
    single = units[0]
    target = next((t for t in data.targets if t.unit == single and t.form == POINTS_PER_YEAR), None)
    target = target or (data.points_target_of(single) if single in data.districts else None)
if target and len(units) == 1:
    st.markdown(
        f"**{data.names[units[0]]}**: {stories.target_sentence(data, data.assess(target, units[0], selection.year))}"
    )
names = ", ".join(data.names[u] for u in units)
parts.show_chart(
    charts.trajectory(data, units, indicator, theme(), target), "trajectory", f"{NAMES[indicator]}: {names}", PERIOD,
    notes_of(units, indicator),
)  # fmt: skip
parts.show_table(parts.figure_rows(data, units, indicator), "Bảng số liệu của biểu đồ")

if selection.whole:
    st.header("Các nhóm có chỉ tiêu riêng")
    for column, points in zip(st.columns(3), [t for t in data.targets if t.unit != PROVINCE], strict=True):
        with column:
            st.markdown(
                f"**{points.short_vi}**: {stories.target_sentence(data, data.assess(points, year=selection.year))}"
            )
            parts.show_chart(
                charts.trajectory(data, [points.unit], "poor_rate", theme(), points, small=True), f"group-{points.unit}",
                f"Tỷ lệ hộ nghèo: {points.short_vi}", PERIOD, notes_of([points.unit], "poor_rate"),
            )  # fmt: skip

st.header("Từng huyện, theo thứ tự cần chú ý")
st.caption("Mỗi ô một thang riêng. Nét đứt dài: đường giảm một nửa; dải mờ: khoảng 80 % của ước tính.")
order = [s.assessment.unit for s in data.queue(selection.year, list(selection.shown))]
parts.show_chart(
    charts.small_multiples(data, order, indicator, theme()), "multiples", f"{NAMES[indicator]} từng huyện", PERIOD,
    notes_of(order, indicator),
)  # fmt: skip
parts.show_table(parts.figure_rows(data, order, indicator), "Bảng số liệu từng huyện")

st.header("Chuẩn nghèo cũ 2016-2020, tách riêng")
st.caption(
    "Không nối với số liệu trên: cuối năm 2021 cùng những hộ ấy là 2,74 % theo chuẩn cũ và 7,80 % theo chuẩn mới. Mọi năm."
)
compared = [PROVINCE, *selection.shown]
old = charts.old_standard(data, compared, theme())
if old is None:
    st.info("Không có số liệu chuẩn cũ cho phạm vi đang chọn.")
else:
    parts.show_chart(
        old,
        "old",
        "Tỷ lệ hộ nghèo theo chuẩn 2016-2020",
        "cuối năm 2015-2021",
        captions.old_standard_notes(data, compared),
    )
