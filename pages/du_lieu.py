"""Dữ liệu và phương pháp: every figure with its source; how estimates and judgements are made."""

from __future__ import annotations

import streamlit as st

from lib.campaign.campaign import RATE
from lib.exports import tables
from lib.language import formats
from lib.ledger.report import completeness, contradictions
from lib.scenes import method, stories
from lib.scenes import tables as scene_tables
from lib.ui import frame
from lib.ui.kept import called, kept
from lib.ui.page_list import page_title
from lib.ui.session import campaign_or_stop, plain

data = campaign_or_stop()
selection = st.session_state["selection"]

st.title(page_title(data, "du_lieu"))
frame.status_legend(data)
populations = data.ledger.groups.query("kind == 'population'")["group"]
units = list(dict.fromkeys([data.province, *populations, selection.group, *selection.shown]))
unit_word = data.unit_words["unit_vi"]
populations_named = ", ".join(
    name[0].lower() + name[1:] for name in data.ledger.groups.query("kind == 'population'")["name_vi"]
)
st.header("Tải số liệu đang lọc")
st.caption(
    f"Theo phạm vi và {unit_word} đang chọn, cùng số của tỉnh và {populations_named} để đối chiếu; mọi năm {data.years[0]}-{data.years[-1]}."
)
table = called(data, tables.figures_table, units, list(data.years))
st.download_button(
    f"Tải CSV ({formats.number(len(table))} dòng, có tình trạng và nguồn)", kept(data, ("csv", *units), lambda: tables.csv_bytes(table)),
    file_name="ngheo-da-chieu-nghe-an.csv", mime="text/csv", on_click="ignore",
)  # fmt: skip

st.header("Từng con số và nguồn")
ledger = called(data, tables.ledger_table, None if selection.whole else units)
st.caption(f"{formats.number(len(ledger))} số liệu trong sổ, kể cả chuẩn cũ và các số mâu thuẫn được giữ lại, mọi năm.")
st.dataframe(
    ledger, hide_index=True, height=460, alt="Toàn bộ số liệu trong sổ với nguồn và nguyên văn",
    column_config={
        "Giá trị": st.column_config.TextColumn(alignment="right"),
        "Cuối năm": st.column_config.NumberColumn(format="%d"),
        "Liên kết": st.column_config.LinkColumn(display_text="mở"),
    },
)  # fmt: skip

whole = "" if selection.whole else f" Phần này không đổi theo phạm vi, {unit_word} hay năm đang chọn."
st.header("Độ đầy đủ")
st.caption("Số đã công bố hoặc tỉnh dự kiến cho từng đơn vị; ô trống là chưa có, mô hình ước tính thay." + whole)
full = kept(data, "completeness", lambda: completeness(data.ledger))
rate = full.loc[RATE].map(lambda s: "" if s == "missing" else data.marks.status_word(s))
rate.index = [data.names[unit] for unit in rate.index]
with st.expander("Tỷ lệ hộ nghèo: đơn vị và năm"):
    st.table(rate.rename(columns=str))

st.header("Mâu thuẫn giữa các nguồn, được giữ lại")
st.caption(f"{len(data.ledger.contradictions)} mâu thuẫn, tất cả các nơi và các năm." + whole)
found = kept(data, "contradictions", lambda: contradictions(data.ledger))
for row in data.ledger.contradictions.itertuples():
    with st.expander(plain(row.title_vi)):
        st.markdown(f"{plain(row.explanation_vi)}. **Chọn:** {plain(row.preferred_reason_vi)}.")
        for case in found[found["contradiction"] == row.contradiction].itertuples():
            sign = "✓ đang dùng" if case.preferred else "để đối chiếu"
            st.markdown(f"- {formats.number(case.value, 2).removesuffix(',00')} · {sign}: “{plain(case.quote)}”")

if data.edition.evidence:
    st.header(f"Ước tính từng {unit_word} được làm thế nào")
    st.markdown(method.estimation(data))
    st.markdown("**Tự kiểm tra: bỏ từng số công bố rồi dự đoán lại**")
    st.table(called(data, scene_tables.validation_table))
    st.markdown(method.validation_verdict(data))
    st.markdown(f"**Khoảng {data.marks.level} có đúng là {data.marks.level} không: mô phỏng**")
    st.markdown(method.calibration_verdict(data))
    st.table(called(data, scene_tables.calibration_table))

st.header(f"{stories.counted(data, len(data.targets))} chỉ tiêu, bằng lời của kế hoạch")
st.table(called(data, scene_tables.target_quotes))

st.header("Đánh giá tiến độ")
st.markdown(method.judgement_rules(data))
st.table(
    {
        "Đánh giá": [f"{j.symbol} {j.label_vi}" for j in data.judgements.values()],
        "Việc cần làm": [j.verb_vi for j in data.judgements.values()],
        "Khi nào": [j.explanation_vi for j in data.judgements.values()],
    }
)

st.header("Địa giới và chuẩn nghèo thay đổi giữa kỳ")
st.markdown(method.changes(data))
