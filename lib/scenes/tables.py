"""Tables of marked texts: what a chart or a list shows, for reading and copying."""

from __future__ import annotations

import pandas as pd

from lib.campaign.campaign import RATE, Campaign
from lib.language import formats
from lib.ledger.figure import ESTIMATED
from lib.plan.assess import Assessment
from lib.plan.standing import Standing
from lib.plan.targets import Target


def standing_table(campaign: Campaign, standings: list[Standing]) -> pd.DataFrame:
    """Lag table, one row a district, all values as marked text (an estimate keeps its sign in every copy)."""
    unit, path = campaign.unit_words["unit_vi"].capitalize(), campaign.yardstick.path_vi
    by_points = campaign.yardstick.by_points
    rows = []
    for s in standings:
        a = s.assessment
        mark = campaign.marks.sign_of(a.status)
        entry = campaign.judgement(a.judgement)
        judged = entry.kind != "none"
        target = campaign.points_target_of(a.unit)
        rows.append({
            unit: campaign.names[a.unit],
            "Tỷ lệ hộ nghèo": campaign.marks.marked(campaign.figure(a.unit, RATE, a.latest.year), interval=True),
            "Số hộ nghèo": campaign.marks.marked(a.latest, interval=True),
            "Đã giảm": f"{mark}{_fall(a, by_points)}" if judged else "–",
            f"So với {path}": f"{mark}{_gap(a, by_points)}" if judged else "–",
            "Đánh giá": f"{entry.symbol} {entry.label_vi}",
            "Xác suất ở sau đường": campaign.marks.chance(s.behind) if judged and s.behind is not None else "–",
            "Thước đo điểm %/năm (tham chiếu)": _reference(campaign, a, target) if judged else "–",
            "Tình trạng": campaign.marks.status_word(a.status),
        })  # fmt: skip
    return pd.DataFrame(rows)


def _fall(a: Assessment, by_points: bool) -> str:
    return formats.points(a.fall, 1) if by_points else formats.percent(a.relative_fall, 1)


def _gap(a: Assessment, by_points: bool) -> str:
    if by_points:
        return formats.points(a.gap_to_path, signed=True)
    return formats.households(round(a.gap_to_path), signed=True)


def _reference(campaign: Campaign, a: Assessment, target: Target | None) -> str:
    if target is None:
        return "không áp dụng (ngoài các nhóm có chỉ tiêu)"
    points = campaign.assess(target, a.unit, a.latest.year)
    if not points.applies:
        return "không hợp: mức phải giảm lớn hơn tỷ lệ xuất phát"
    mark = campaign.marks.sign_of(points.status)
    wanted = formats.span(target.low, target.high or target.low, 0)
    return f"{mark}{formats.points(-points.pace, 1, signed=True)}/năm; nhóm cần giảm {wanted}"


def figure_rows(campaign: Campaign, units: list[str], indicator: str) -> pd.DataFrame:
    """A table of marked texts: one row a unit, one column a year (the alternative to a chart)."""
    return pd.DataFrame(
        [
            {
                "Đơn vị": campaign.names[u],
                **{
                    str(y): campaign.marks.marked(campaign.figure(u, indicator, y), interval=True)
                    for y in campaign.years
                },
            }
            for u in units
        ]
    )


def target_quotes(campaign: Campaign) -> pd.DataFrame:
    """The plan's targets and the national programme's in the words of their texts, one row a target."""
    rows = campaign.ledger.targets.set_index("target")
    return pd.DataFrame(
        [
            {
                "Chỉ tiêu": target.name_vi,
                "Nguyên văn": f"“{rows.loc[target.target, 'quote']}”",
                "Văn bản": campaign.sources.loc[rows.loc[target.target, "source"], "title"],
                "Ghi chú": rows.loc[target.target, "note"],
            }
            for target in (*campaign.targets, *campaign.targets_beside)
        ]
    ).set_index("Chỉ tiêu")


_TRUTHS = {
    "narrow": "hẹp hơn mô hình", "wider": "rộng hơn mô hình", "projection_wrong": "rộng hơn, dự báo của tỉnh sai",
}  # fmt: skip


def validation_table(campaign: Campaign) -> pd.DataFrame:
    """Every published figure left out and predicted, one row a figure, as marked text."""
    checked = campaign.edition.validation
    level, estimated = campaign.marks.level, campaign.marks.sign_of(ESTIMATED)
    return pd.DataFrame(
        {
            f"{campaign.unit_words['unit_vi'].capitalize()}, cuối năm": checked["unit"].map(campaign.names)
            + " "
            + checked["year"].astype(str),
            "Bỏ ra": checked["left_out"].map({"figure": "một số", "district": f"cả {campaign.unit_words['unit_vi']}"}),
            "Dự đoán": checked["predicted"].map(lambda v: estimated + formats.percent(v, 1)),
            f"Khoảng {level}": [formats.span(a, b) for a, b in zip(checked["low"], checked["high"], strict=True)],
            "Số công bố": checked["actual"].map(formats.percent),
            "Sai (điểm %)": checked["error_points"].map(lambda v: formats.number(v, 2, signed=True)),
            "Nằm trong khoảng": checked["covered"].map({True: "có", False: "KHÔNG"}),
        }
    ).pipe(lambda table: table.set_index(table.columns[0]))


def calibration_table(campaign: Campaign) -> pd.DataFrame:
    """Coverage of the 80 % intervals of districts' rates, one row a family of truths and group, one column a year."""
    table = campaign.edition.calibration
    rates = table[(table["what"] == "rate") & (table["group"] != "all")]
    wide = rates.pivot(index=["truth", "group"], columns="year", values="observed")
    wide = wide.map(lambda share: formats.percent(share * 100, 0)).rename(columns={0: "cả kỳ"})
    names = {**campaign.names, "other_mountain": "Miền núi còn lại"}
    wide.index = [f"{_TRUTHS[truth]}: {names[group]}" for truth, group in wide.index]
    return wide.rename(columns=str).rename_axis("Tỉnh giả định")
