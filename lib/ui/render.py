"""A view on the live page. Where a view has nothing to say its place is kept: elements that came and went with the year
would move the map below and start it anew.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import streamlit as st

from lib.campaign.campaign import Campaign
from lib.campaign.kept import called, kept
from lib.drawing import charts
from lib.drawing.guide_pictures import picture_html
from lib.drawing.view_html import still_html
from lib.language.markdown import plain
from lib.ui import files, maps, view_3d
from lib.ui.chart_tools import chart_tools
from lib.ui.choices import CONTROLS
from lib.ui.communes import commune_map
from lib.ui.session import theme
from lib.views import links, records
from lib.views import view as parts
from lib.views.links import COMMUNE
from lib.views.view import Asked, Block, Still, View


def render(campaign: Campaign, view: View, asked: Asked) -> None:
    """Draw a page."""
    st.title(plain(view.title))
    if view.unfiltered and links.filtered(campaign, asked.selection):
        st.caption(plain(campaign.wording.say("page.unfiltered")))
    _Renderer(campaign, asked).all(view.blocks)


class _Renderer:
    def __init__(self, campaign: Campaign, asked: Asked) -> None:
        self.campaign, self.asked, self.theme = campaign, asked, theme()

    def all(self, shown: Iterable[Block]) -> None:
        for block in shown:
            self.one(block)

    def one(self, block: Block) -> None:
        campaign = self.campaign
        match block:
            case parts.Caption(text):
                st.caption(plain(text))
            case parts.Heading(text, level):
                (st.header if level == 2 else st.subheader)(plain(text))
            case parts.Nothing(text):
                st.info(plain(text))
            case parts.Told(text):
                st.markdown(text)
            case parts.Map(compact):
                self._map(compact=compact)
            case parts.Spatial():
                view_3d.show(campaign, self.asked.selection)
            case parts.CommuneMap(chosen, district, measure):
                commune_map(campaign, chosen=chosen, district=district, measure=measure,
                            on_select=lambda unit: st.session_state.update({COMMUNE: unit}))  # fmt: skip
            case parts.Chart():
                self._chart(block)
            case parts.Table(label) if block.folded:
                with st.expander(plain(label)):
                    self._still(block)
            case parts.Ledger():
                self._ledger(block)
            case parts.Download():
                self._download(block)
            case parts.Picture():
                st.html(picture_html(block))
            case parts.Files():
                files.show(campaign.wording, block)
            case parts.Choice(code):
                CONTROLS[code].draw(campaign, self.asked.selection)
            case parts.Way():
                _way(block)
            case parts.SheetWay(subject):
                self._sheet_way(subject)
            case parts.Fold(label, folded):
                still = [part for part in folded if isinstance(part, Still)]
                with st.expander(plain(label)):
                    if len(still) == len(folded):
                        self._still(*still)
                    else:
                        self.all(folded)
            case parts.Columns(columns, widths):
                for place, column in zip(st.columns(list(widths), gap="large"), columns, strict=True):
                    with place:
                        self.all(column)
            case _:
                self._still(block)

    def _still(self, *still: Still) -> None:
        """One element for all of them; where they have nothing to say their place is kept."""
        drawn = "".join(still_html(self.campaign, block, self.theme, self.asked.preview) for block in still)
        if drawn:
            st.html(drawn)
        else:
            st.empty()

    def _map(self, *, compact: bool) -> None:
        key = "map-overview" if compact else "map-main"
        maps.show_map(self.campaign, self.asked.selection, key=key, compact=compact)

    def _chart(self, chart: parts.Chart) -> None:
        """A Plotly chart under its buttons; the notes go into its pictures, what is weak or cut is said on the page too."""
        with st.container(gap=None):
            chart_tools(
                self.campaign.wording, chart.key, title=chart.title, subtitle=chart.period, notes=chart.notes.lines
            )
            st.plotly_chart(
                called(self.campaign, charts.drawn, chart.shown, self.theme), key=chart.key, theme=None, width="stretch",
                alt=self.campaign.wording.say("page.chart_alt", title=chart.title, subtitle=chart.period),
                config={"displaylogo": False, "displayModeBar": False, "responsive": True},
            )  # fmt: skip
        if chart.notes.told:
            st.caption(plain(chart.notes.told))

    def _ledger(self, ledger: parts.Ledger) -> None:
        say = self.campaign.wording.say
        st.dataframe(
            called(self.campaign, _arrow, ledger), hide_index=True, height=460, alt=ledger.label,
            column_config={
                # Numbers, so that they sort as such; written in the page's language (framework_texts.yaml).
                say("exports.ledger.value"): st.column_config.NumberColumn(format="localized"),
                say("exports.ledger.year"): st.column_config.NumberColumn(format="%d"),
                say("exports.ledger.link"): st.column_config.LinkColumn(display_text=say("data_page.open")),
            },
        )  # fmt: skip

    def _download(self, download: parts.Download) -> None:
        made = kept(self.campaign, ("csv", download.file, *download.key), lambda: records.csv_bytes(download.cells))
        st.download_button(download.label, made, file_name=f"{download.file}.csv", mime="text/csv", on_click="ignore")

    def _sheet_way(self, subject: str) -> None:
        """The link to the printed page, in a tab of its own."""
        campaign = self.campaign
        population = links.population_of(campaign.areas, subject)
        values = links.parameters(campaign, self.asked.selection, preview=self.asked.preview)
        address = links.address(f"./{links.SHEET}", values | {links.SUBJECT: population})
        st.link_button(campaign.wording.say("profile.sheet"), address, icon=":material/print:")


def _arrow(campaign: Campaign, ledger: parts.Ledger) -> pa.Table:  # noqa: ARG001
    """The table as it is sent: half of what Streamlit does for a table is turning it into this."""
    return pa.Table.from_pandas(ledger.cells, preserve_index=False)


def _way(way: parts.Way) -> None:
    if way.page is None:
        st.empty()
        return
    st.page_link(st.session_state["pages"][way.page], label=plain(way.label), icon=way.icon or None)
