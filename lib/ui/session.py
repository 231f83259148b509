"""What every page starts from: the loaded campaign and the one filter in the sidebar, kept in the URL."""

from __future__ import annotations

import gc
from dataclasses import dataclass

import streamlit as st

from lib.base.findings import DataError
from lib.base.paths import DATA_DIR
from lib.campaign.campaign import Campaign, load_campaign
from lib.campaign.figures import PROVINCE

GROUP, DISTRICTS, YEAR = "nhom", "huyen", "nam"
#: The map's own year in links made before map and page shared one.
OLD_MAP_YEAR = "bd_nam"
MOST_DISTRICTS = 6


@dataclass(frozen=True)
class Selection:
    """The viewer's filter: ``group`` (a group id or the province), ``districts`` chosen by name, ``year``.

    ``scope`` are the districts of the group; ``whole`` tells that nothing is filtered.
    """

    group: str
    scope: tuple[str, ...]
    districts: tuple[str, ...]
    year: int

    @property
    def shown(self) -> tuple[str, ...]:
        """Districts a table or chart lists: the chosen ones, or the whole scope when none is chosen."""
        return self.districts or self.scope

    @property
    def whole(self) -> bool:
        """Whether the whole province is looked at."""
        return self.group == PROVINCE and not self.districts


def campaign() -> Campaign:
    """The campaign, loaded once for all sessions and again when a data file changes."""
    stamp = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in DATA_DIR.glob("*.*")))
    return _load(stamp)


@st.cache_resource(max_entries=1, show_spinner="Đang nạp sổ số liệu …")
def _load(stamp: tuple) -> Campaign:
    loaded = load_campaign()
    # Streamlit collects garbage after every rerun and walks all objects of pandas, Plotly and the ledger each time;
    # frozen, they are left alone. Nothing frozen here is ever meant to be freed but an outdated campaign.
    gc.collect()
    gc.freeze()
    return loaded


def campaign_or_stop() -> Campaign:
    """The campaign; where the data are wrong, every finding in Vietnamese and no page at all."""
    try:
        return campaign()
    except DataError as error:
        st.error(
            "Sổ số liệu có lỗi nên chưa hiển thị được gì. Không có số nào bị thay đổi.",
            icon=":material/error:",
        )
        for finding in error.findings[:50]:
            st.markdown(f"- {_plain(str(finding))}")
        st.stop()


def _plain(text: str) -> str:
    # Cell contents come from files: no Markdown or HTML of theirs is rendered.
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>()#+-.!|$~:" else c for c in text)


def sidebar(data: Campaign) -> Selection:
    """Draw the filter and read it. Links with values that do not exist are answered, not obeyed."""
    groups = [PROVINCE, *data.groups]
    labels = {group: "Toàn tỉnh (21 huyện)" if group == PROVINCE else data.names[group] for group in groups}
    names = {unit: data.names[unit] for unit in data.districts}
    years = list(data.years)
    _warn_about_link({GROUP: set(labels.values()), DISTRICTS: set(names.values()), YEAR: {str(y) for y in years}})
    _take_old_map_year(years)
    with st.sidebar:
        group = st.selectbox("Phạm vi", groups, format_func=labels.__getitem__, key=GROUP, bind="query-params")
        scope = tuple(data.members(group))
        # Streamlit's own limit of choices answers in English and drops a link with too many.
        districts = st.multiselect(
            "Huyện đang chọn", list(names), format_func=names.__getitem__, key=DISTRICTS, bind="query-params",
            placeholder="Gõ tên hoặc bấm bản đồ", select_all=False,
        )  # fmt: skip
        if len(districts) > MOST_DISTRICTS:
            kept = ", ".join(names[unit] for unit in districts[:MOST_DISTRICTS])
            st.warning(f"Mỗi lần xem nhiều nhất {MOST_DISTRICTS} huyện; đang dùng: {kept}.")
        # Always with its default: only another year than that is written into the link.
        default = years.index(data.latest_year)
        year = st.selectbox("Năm (cuối năm)", years, index=default, key=YEAR, bind="query-params")
    return Selection(group, scope, tuple(districts[:MOST_DISTRICTS]), int(year))


def select_on_map(unit: str, add: bool) -> None:
    """Callback of a map click: choose the district on every page; a second click lets it go."""
    chosen = list(st.session_state.get(DISTRICTS, []))
    if add:
        chosen = [u for u in chosen if u != unit] if unit in chosen else [*chosen, unit][-MOST_DISTRICTS:]
    else:
        chosen = [] if chosen == [unit] else [unit]
    st.session_state[DISTRICTS] = chosen


def theme() -> str:
    """``light`` or ``dark``, as the viewer's browser shows it."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _take_old_map_year(years: list[int]) -> None:
    """A link from before map and page shared one year opens at the year its map had."""
    wanted = st.query_params.get(OLD_MAP_YEAR)
    if wanted is None:
        return
    if wanted in {str(year) for year in years}:
        st.session_state[YEAR] = int(wanted)
    else:
        _warn(f"{OLD_MAP_YEAR} = {wanted[:40]}")
    del st.query_params[OLD_MAP_YEAR]


def _warn_about_link(allowed: dict[str, set[str]]) -> None:
    # Streamlit drops unknown values of bound widgets before the first run ends; only the first run sees them.
    wrong = [
        f"{key} = {value[:40]}"
        for key, options in allowed.items()
        for value in st.query_params.get_all(key)
        if value and value not in options
    ]
    if wrong:
        _warn("; ".join(wrong))


def _warn(values: str) -> None:
    st.warning(
        f"Đường dẫn có giá trị không dùng được ({_plain(values)}); đang dùng lựa chọn mặc định.",
        icon=":material/link_off:",
    )
