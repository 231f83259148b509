"""Tables for download: every row carries its status, interval and source, so that none can lose them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from lib.campaign.campaign import Campaign
from lib.campaign.figures import MODEL_SOURCE
from lib.language.catalogue import Catalogue
from lib.ledger.figure import ESTIMATED, Figure

COLUMNS = [
    "unit", "name", "indicator", "year", "value", "low", "high", "unit_of_measure", "standard", "status", "caveats", "quality", "source",
    "issuer", "publisher", "published", "url", "address", "quote", "note",
]  # fmt: skip


def listed(campaign: Campaign, places: Iterable[str]) -> list[str]:
    """Units whose figures go with those of some places: the province and the groups of households, to compare with."""
    populations = campaign.ledger.groups.query("kind == 'population'")["group"]
    return list(dict.fromkeys([campaign.province, *populations, *places]))


def figures_table(campaign: Campaign, units: list[str], years: list[int]) -> pd.DataFrame:
    """The campaign's figures of some units and years, one row a figure, Vietnamese column names.

    Estimates carry their 80 % interval, their grade and the status word ``ước tính``, others none; missing figures have no row. A cut
    or missing address is named, never given as one.
    """
    frame = campaign.figures.frame
    frame = frame[frame["unit"].isin(units) & frame["year"].isin(years)].copy()
    sources = campaign.sources
    indicators = campaign.ledger.indicators.set_index("indicator")
    figures = [Figure(**row) for row in frame.to_dict("records")]
    frame["quality"] = [campaign.marks.quality_of(figure) for figure in figures]
    frame["caveats"] = [campaign.marks.caveats(figure).strip() for figure in figures]
    frame["name"] = frame["unit"].map(campaign.names)
    frame["unit_of_measure"] = (
        frame["indicator"].map(indicators["unit_of_measure"]).map(campaign.display.units_of_measure)
    )
    frame["standard"] = (
        frame["indicator"]
        .map(indicators["theme"])
        .map(lambda theme: campaign.plan.standard if theme == "poverty" else "")
    )
    frame["indicator"] = frame["indicator"].map(indicators["name_vi"])
    estimated = frame["source"] == MODEL_SOURCE
    for column in ("publisher", "published"):
        frame[column] = frame["source"].map(sources[column]).fillna("")
    frame["issuer"] = frame["source"].map(sources["issuer_vi"]).fillna("")
    frame["url"] = frame["source"].map(live_addresses(campaign.sources)).fillna("")
    frame["address"] = frame["source"].map(address_notes(campaign)).fillna("")
    # Only an estimate has an interval; a published figure beside its own value twice would only look like one.
    frame[["low", "high"]] = frame[["low", "high"]].where(frame["status"] == ESTIMATED)
    frame["source"] = frame["source"].map(sources["title"]).mask(estimated, campaign.wording.say("exports.model"))
    frame["status"] = frame["status"].map(campaign.marks.status_word)
    for flag, word in (("weak", campaign.display.weak_source), ("inferred", campaign.display.inferred_year)):
        told = frame["note"].where(frame["note"] == "", frame["note"] + "; ") + word.strip(" ()")
        frame["note"] = frame["note"].mask(frame[flag].astype(bool), told)
    return frame[COLUMNS].rename(columns={name: campaign.wording.say(f"exports.figures.{name}") for name in COLUMNS})


def ledger_table(campaign: Campaign, units: list[str] | None = None) -> pd.DataFrame:
    """Every observation of the ledger with its source spelled out, all standards, Vietnamese column names."""
    say, section = campaign.wording.say, campaign.wording.section
    rows = campaign.ledger.observations
    if units is not None:
        rows = rows[rows["unit"].isin(units)]
    sources = campaign.sources
    indicators = campaign.ledger.indicators.set_index("indicator")
    return pd.DataFrame({
        say("exports.ledger.unit"): rows["unit"].map(campaign.names),
        say("exports.ledger.indicator"): rows["indicator"].map(indicators["name_vi"]),
        say("exports.ledger.year"): rows["year"].astype("Int64"),
        say("exports.ledger.value"): rows["value"],
        say("exports.ledger.unit_of_measure"): rows["unit_of_measure"].map(campaign.display.units_of_measure),
        say("exports.ledger.bound"): rows["bound"].map(section("exports.bounds")),
        say("exports.ledger.standard"): rows["standard"].replace({"none": "", "before-2016": say("exports.before_2016")}),
        say("exports.ledger.status"): rows["status"].map(campaign.marks.status_word),
        say("exports.ledger.used"): rows["preferred"].map({True: "✓", False: say("exports.compared")}),
        say("exports.ledger.source"): rows["source"].map(sources["title"]),
        say("exports.ledger.issuer"): rows["source"].map(sources["issuer_vi"]),
        say("exports.ledger.publisher"): rows["source"].map(sources["publisher"]),
        say("exports.ledger.published"): rows["source"].map(sources["published"]).replace("", say("exports.undated")),
        say("exports.ledger.trust"): rows["source"].map(sources["trust"].map(section("exports.trust"))),
        say("exports.ledger.address"): rows["source"].map(address_notes(campaign)),
        say("exports.ledger.link"): rows["source"].map(live_addresses(campaign.sources)),
        say("exports.ledger.quote"): rows["quote"],
        say("exports.ledger.note"): rows["note"],
    }).reset_index(drop=True)  # fmt: skip


def live_addresses(sources: pd.DataFrame) -> pd.Series:
    """Source -> its address where it is whole and on the web, else empty: a cut address is never a link."""
    whole = (
        ~sources["url_is_shortened"] & sources["url"].str.match(r"https?://\S+$") & ~sources["url"].str.contains("…")
    )
    return sources["url"].where(whole, "")


def address_notes(campaign: Campaign) -> pd.Series:
    """Source -> what is known of its address: ``đầy đủ``, ``bị rút gọn: …`` or ``không có``."""
    say, urls = campaign.wording.say, campaign.sources["url"]
    notes = urls.map(lambda url: say("exports.address.cut", url=url) if url else say("exports.address.missing"))
    return notes.mask(live_addresses(campaign.sources) != "", say("exports.address.whole"))


def wide_table(wording: Catalogue, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`figures_table` with one row a unit and indicator: value, status, caveats and interval of each year
    beside one another.
    """
    named = {name: wording.say(f"exports.figures.{name}") for name in COLUMNS}
    key = [named[name] for name in ("unit", "name", "indicator", "unit_of_measure", "standard")]
    parts = [named[name] for name in ("value", "status", "caveats", "low", "high")]
    wide = rows.set_index([*key, named["year"]])[parts].unstack(named["year"])
    years = sorted({year for _, year in wide.columns})
    wide = wide[[(part, year) for year in years for part in parts]]
    wide.columns = pd.Index([f"{part}_{year}" for part, year in wide.columns])
    return wide.dropna(axis="columns", how="all").reset_index()


#: By how numbers are written: separator of cells, decimal sign. What Excel opens rightly in Vietnam, and elsewhere.
CONVENTIONS = {"vi": (";", ","), "en": (",", ".")}


def csv_bytes(table: pd.DataFrame, convention: str = "vi") -> bytes:
    """CSV in one of :data:`CONVENTIONS`, UTF-8 with BOM; cells that would run as formulas are quoted."""
    safe = table.copy()
    for column in safe.select_dtypes(include=["object", "string"]):
        text = safe[column].astype("string")
        safe[column] = text.where(~text.str.match(r"^[=+\-@\t\r]", na=False), "'" + text)
    separator, decimal = CONVENTIONS[convention]
    written = safe.to_csv(index=False, sep=separator, decimal=decimal, float_format="%.12g", lineterminator="\n")
    return written.encode("utf-8-sig")
