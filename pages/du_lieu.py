"""Dữ liệu và phương pháp: every figure with its source; how estimates and judgements are made."""

from __future__ import annotations

import streamlit as st

from lib.campaign.figures import PROVINCE
from lib.campaign.marks import sign_of, status_word
from lib.estimates import calibration, validation
from lib.exports import tables
from lib.language import formats
from lib.ledger.figure import ESTIMATED
from lib.ledger.report import completeness, contradictions
from lib.scenes import method
from lib.ui import frame, parts
from lib.ui.session import campaign_or_stop

data = campaign_or_stop()
selection = st.session_state["selection"]

st.title("Dữ liệu và phương pháp")
frame.status_legend()
groups = [group for group in ("em_households", selection.group) if group in data.names]
units = list(dict.fromkeys([PROVINCE, *groups, *selection.shown]))
st.header("Tải số liệu đang lọc")
st.caption("Theo phạm vi và huyện đang chọn, cùng số của tỉnh và hộ dân tộc thiểu số để đối chiếu; mọi năm 2021-2025.")
table = tables.figures_table(data, units, list(data.years))
st.download_button(
    f"Tải CSV ({formats.number(len(table))} dòng, có tình trạng và nguồn)", tables.csv_bytes(table),
    file_name="ngheo-da-chieu-nghe-an.csv", mime="text/csv", on_click="ignore",
)  # fmt: skip

st.header("Từng con số và nguồn")
ledger = tables.ledger_table(data, None if selection.whole else units)
st.caption(f"{formats.number(len(ledger))} số liệu trong sổ, kể cả chuẩn cũ và các số mâu thuẫn được giữ lại, mọi năm.")
st.dataframe(
    ledger, hide_index=True, height=460, alt="Toàn bộ số liệu trong sổ với nguồn và nguyên văn",
    column_config={
        "Giá trị": st.column_config.TextColumn(alignment="right"),
        "Cuối năm": st.column_config.NumberColumn(format="%d"),
        "Liên kết": st.column_config.LinkColumn(display_text="mở"),
    },
)  # fmt: skip

whole = "" if selection.whole else " Phần này không đổi theo phạm vi, huyện hay năm đang chọn."
st.header("Độ đầy đủ")
st.caption("Số đã công bố hoặc tỉnh dự kiến cho từng đơn vị; ô trống là chưa có, mô hình ước tính thay." + whole)
full = completeness(data.ledger, data.years)
rate = full.loc["poor_rate"].map(lambda s: "" if s == "missing" else status_word(s))
rate.index = [data.names[unit] for unit in rate.index]
with st.expander("Tỷ lệ hộ nghèo: đơn vị và năm"):
    st.table(rate.rename(columns=str))

st.header("Mâu thuẫn giữa các nguồn, được giữ lại")
st.caption(f"{len(data.ledger.contradictions)} mâu thuẫn, tất cả các nơi và các năm." + whole)
found = contradictions(data.ledger)
for row in data.ledger.contradictions.itertuples():
    with st.expander(row.title_vi):
        st.markdown(f"{row.explanation_vi}. **Chọn:** {row.preferred_reason_vi}.")
        for case in found[found["contradiction"] == row.contradiction].itertuples():
            sign = "✓ đang dùng" if case.preferred else "để đối chiếu"
            st.markdown(f"- {formats.number(case.value, 2).removesuffix(',00')} · {sign}: “{case.quote}”")

st.header("Ước tính từng huyện được làm thế nào")
st.markdown(method.estimation(data))
st.markdown("**Tự kiểm tra: bỏ từng số công bố rồi dự đoán lại**")
checked = validation.read()
st.table(
    checked.assign(
        unit=checked["unit"].map(data.names) + " " + checked["year"].astype(str),
        left_out=checked["left_out"].map({"figure": "một số", "district": "cả huyện"}),
        predicted=checked["predicted"].map(lambda v: sign_of(ESTIMATED) + formats.percent(v, 1)),
        low=[formats.span(a, b) for a, b in zip(checked["low"], checked["high"], strict=True)],
        actual=checked["actual"].map(formats.percent),
        error_points=checked["error_points"].map(lambda v: formats.number(v, 2, signed=True)),
        covered=checked["covered"].map({True: "có", False: "KHÔNG"}),
    )
    .drop(columns=["high", "year"])
    .rename(columns={"left_out": "Bỏ ra", "unit": "Huyện, cuối năm", "predicted": "Dự đoán",
                     "low": "Khoảng 80 %", "actual": "Số công bố", "error_points": "Sai (điểm %)", "covered": "Nằm trong khoảng"})
    .set_index("Huyện, cuối năm")
)  # fmt: skip
st.markdown(method.validation_verdict(checked))
st.markdown("**Khoảng 80 % có đúng là 80 % không: mô phỏng**")
simulated = calibration.read()
st.markdown(method.calibration_verdict(simulated))
st.table(parts.calibration_table(data, simulated))

st.header("Năm chỉ tiêu, bằng lời của kế hoạch")
st.table(parts.target_quotes(data))

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
st.markdown(method.changes())
