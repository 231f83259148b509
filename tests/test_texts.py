"""Texts of the ledger are shown letter by letter: no Markdown, LaTeX, sign name or link of theirs is rendered anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest
from google.protobuf.message import Message

from lib.campaign import served
from lib.campaign.campaign import Campaign
from lib.language.markdown import plain
from tests.test_pages import PAGES, run, run_by_the_entry_script

__all__ = ["run_by_the_entry_script"]

HOSTILE = "*x* $a$ `c` [l](u) <b> :red[x] ~~d~~ www.a.vn ![i](j) :smile:"
#: A sign that means something, not preceded by a backslash: what :func:`plain` has written is taken out first.
_RENDERED = re.compile(r"\*x\*|\$a\$|`c`|\[l\]|\[x\]|\[i\]|<b>|:red|:smile:|~~d|www\.a")
#: Fields of Streamlit's messages that are no Markdown: addresses, keys, what is written into lists and grids.
_NO_MARKDOWN = {
    "select_box.options", "selectbox.options", "selectbox.raw_value", "multiselect.options", "slider.options", "selectbox.set_value",
    "multiselect.raw_values", "multiselect.default", "page_link.page", "link_button.url", "download_button.url",
}  # fmt: skip


@pytest.fixture(scope="module")
def hostile(campaign: Campaign) -> Campaign:
    """The real campaign with such signs in every name, title, quotation, note and explanation."""

    def spoiled(table: pd.DataFrame) -> pd.DataFrame:
        table = table.copy()
        for column in table:
            if re.search(r"_vi$|^(name|title|publisher|quote|note|decision)", str(column)):
                table[column] = table[column].map(lambda text: f"{text} {HOSTILE}" if isinstance(text, str) else text)
        return table

    ledger = campaign.edition.ledger
    tables = {
        name: spoiled(getattr(ledger, name))
        for name in ("standards", "vintages", "units", "groups", "indicators", "sources", "contradictions", "plans",
                     "targets", "commitments", "assignments", "observations", "households")
    }  # fmt: skip
    judgements, conditions = spoiled(campaign.edition.judgements), spoiled(campaign.edition.conditions)
    return Campaign(
        replace(
            campaign.edition,
            name="0123456789ab",
            ledger=replace(ledger, **tables),
            judgements=judgements,
            conditions=conditions,
        )
    )


def texts_of(message: Message, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a message with its place."""
    for field, value in message.ListFields():
        where = f"{place}.{field.name}"
        for part in value if not isinstance(value, (str, bytes, Message, int, float, bool)) else [value]:
            if isinstance(part, Message):
                yield from texts_of(part, where)
            elif isinstance(part, str):
                yield where, part


def rendered(app) -> list[tuple[str, str]]:
    """Texts that Streamlit would read as Markdown, with signs in them that it would render."""
    found = []
    for element in app.main.children.values(), app.sidebar.children.values():
        for child in element:
            found += _rendered(child)
    return found


def _rendered(node) -> Iterator[tuple[str, str]]:
    for child in getattr(node, "children", {}).values():
        yield from _rendered(child)
    kind, proto = node.type, getattr(node, "proto", None)
    if kind in ("html", "arrow_data_frame", "plotly_chart", "bidi_component", "unknown"):
        return
    texts = list(texts_of(proto, kind)) if isinstance(proto, Message) else []
    for where, text in texts:
        if where not in _NO_MARKDOWN and _RENDERED.search(re.sub(r"\\.", "", text)):
            yield where, text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("districts", ["", "417", "417,418"])
def test_no_page_renders_what_a_text_of_the_ledger_says(page, districts, hostile, monkeypatch):
    monkeypatch.setattr(served, "PUBLIC", type("Kept", (), {"current": lambda self: hostile, "findings": ()})())
    app = run(page, **({"huyen": districts.split(",")} if districts else {}))
    assert not app.error, [error.value for error in app.error]
    assert not rendered(app)


def test_the_walk_finds_what_is_rendered(hostile, monkeypatch):
    """Or it would find nothing anywhere."""
    monkeypatch.setattr(
        "lib.campaign.served.PUBLIC", type("Kept", (), {"current": lambda self: hostile, "findings": ()})()
    )
    for module in (
        "lib.ui.render.plain",
        "lib.ui.choices.plain",
        "lib.ui.session.plain",
    ):
        monkeypatch.setattr(module, lambda text: text)
    found = {where.split(".")[0] for page in ("du_lieu", "quy_dao", "neu_thi", "ban_do")
             for where, _ in rendered(run(page, huyen=["417", "418"]))}  # fmt: skip
    wanted = {"title", "header", "caption", "expander", "multiselect", "select_slider",
              "button_group", "page_link"}  # fmt: skip
    assert wanted <= found


@pytest.mark.parametrize(
    "text", ["36.703 hộ nghèo (4,16 %), năm 2024: giảm 1,2–3,4", "Xã, phường?", "Nghệ An · 2021-2025"]
)
def test_ordinary_sentences_stay_as_they_are(text):
    assert plain(text) == text


def test_beginnings_of_lines_are_no_lists_and_no_headings():
    assert plain("1. a") == "1\\. a"
    assert plain("- a\n# b\n===") == "\\- a\n\\# b\n\\==="
