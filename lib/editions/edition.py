"""An edition: one validated set of inputs, named by its content, loaded whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import pandas as pd

from lib.base import letters
from lib.base.findings import DataError, Finding, data_error, few
from lib.base.tables import load_table
from lib.editions import awards, closings, framework_texts, news, schemas
from lib.editions.display_check import display_findings
from lib.estimates import calibration, parameters, record, sanity, store, validation
from lib.estimates.evidence import Evidence, gather
from lib.estimates.store import Estimates
from lib.geography import boundaries
from lib.language import catalogue, display
from lib.language.catalogue import Catalogue
from lib.language.display import Display
from lib.ledger import Ledger, load_ledger
from lib.ledger.schemas import SCHEMAS

JUDGEMENTS, PROVENANCE, LEFT_OUT = "judgements.csv", "provenance.csv", "left_out.csv"
#: Ranks sort lists from good to bad: a bad judgement never stands above a good one.
_RANKS = {"good": (7, 9), "open": (5, 6), "bad": (1, 4), "none": (0, 0)}
#: Where provenance.csv finds its keys: table -> column of the ledger's table of that name.
_KEYS = {"observations": ["observation"], "assignments": ["unit", "year"], "targets": ["target"]}

#: One line in a folder of tables that are only looked at: it is shown wherever the edition is.
UNPUBLISHED = "unpublished.txt"

#: The layer whose official areas are known.
_MEASURED = "districts_2021"

Loaded = TypeVar("Loaded")


@dataclass(frozen=True)
class Edition:
    """Everything the pages are made from. Never changed after loading; two of them can live side by side.

    ``name`` is a digest of all input files. ``layers``: boundary layers by vintage; ``context``: outline and neighbours.
    ``record``: past estimates beside what came out; ``closings``: balances as they were closed; ``doubts``: estimates nobody would believe, whose units are :attr:`withheld`.
    ``orders``: who fell faster than whom; ``conditions`` of a reward, official ``scores`` (:mod:`lib.editions.awards`).
    ``left_out``: collected figures that are in no table, with the reason. ``unpublished``: of an edition that is only looked
    at, the words that say so wherever it is shown (:data:`UNPUBLISHED`); empty of one that may be published.
    ``publications``: what was published until it, the newest first (:mod:`lib.editions.news`).
    """

    name: str
    ledger: Ledger
    parameters: dict
    estimates: Estimates
    validation: pd.DataFrame
    calibration: pd.DataFrame
    chances: pd.DataFrame
    judgements: pd.DataFrame
    display: Display
    wording: Catalogue
    layers: Mapping[str, gpd.GeoDataFrame]
    context: gpd.GeoDataFrame
    record: pd.DataFrame
    closings: pd.DataFrame
    orders: pd.DataFrame
    conditions: pd.DataFrame
    scores: pd.DataFrame
    left_out: pd.DataFrame
    doubts: tuple[sanity.Doubt, ...] = ()
    unpublished: str = ""
    publications: tuple[news.Published, ...] = ()

    @property
    def layer(self) -> gpd.GeoDataFrame:
        """The boundaries of the plan's units."""
        return self.layers[self.ledger.plan.vintage]

    @property
    def withheld(self) -> frozenset[str]:
        """Units and groups whose estimates are held back for now."""
        return frozenset(doubt.unit for doubt in self.doubts)

    @cached_property
    def evidence(self) -> Evidence | None:
        """What the estimates were made from; None where nothing is estimated."""
        return gather(self.ledger, self.parameters) if estimated(self.parameters) else None


@dataclass(frozen=True)
class Place:
    """Where an edition's files are: data tables, our boundary layers, an authority's own layer of the plan's units."""

    data: Path
    geo: Path
    own_layer: Path | None = None

    def refuse_missing(self) -> None:
        """Raise :class:`lib.base.findings.DataError` where a folder is not there, or is one of something else."""
        for folder, names in ((self.data, SCHEMAS), (self.geo, (boundaries.CHECKSUMS, boundaries.CONTEXT))):
            remedy = "Sửa đường dẫn ở --data, ở settings.toml hoặc ở biến môi trường NGHEAN_DATA."
            if not folder.is_dir():
                raise DataError([Finding(str(folder), "không có thư mục dữ liệu này.", remedy=remedy)])
            if not any((folder / name).exists() for name in names):
                message = f"thư mục này không có bảng nào của dữ liệu ({', '.join(list(names)[:3])}, …)."
                raise DataError([Finding(str(folder), message, remedy=remedy)])

    def files(self) -> list[Path]:
        """Every file an edition can depend on."""
        found = [*self.data.glob("*.*"), *self.geo.glob("*.*"), *filter(None, [self.own_layer])]
        return sorted(path for path in found if not path.name.startswith("."))


def load_edition(place: Place) -> Edition:
    """Read and validate everything.

    Raises :class:`lib.base.findings.DataError` with every finding of every file. Rules between files are looked at only
    where the files themselves are sound.
    """
    place.refuse_missing()
    name = content_name(place)
    data, findings = place.data, list[Finding]()

    def part(load: Callable[[], Loaded]) -> Loaded | None:
        try:
            return load()
        except DataError as error:
            findings.extend(error.findings)
            return None

    ledger = part(lambda: load_ledger(data))
    settings = part(lambda: parameters.read_parameters(data / parameters.FILE))
    shown = part(lambda: display.read_display(data / display.FILE))
    wording = part(lambda: catalogue.read_catalogue(data))
    judgements = part(lambda: load_table(data / JUDGEMENTS, schemas.JUDGEMENT_TABLE))
    provenance = part(lambda: load_table(data / PROVENANCE, schemas.PROVENANCE_TABLE, may_be_empty=True))
    left_out = part(lambda: load_table(data / LEFT_OUT, schemas.LEFT_OUT_TABLE, may_be_empty=True))
    kept = part(lambda: record.read(data))
    closed = part(lambda: closings.read(data))
    conditions = part(lambda: awards.read_conditions(data))
    scores = part(lambda: awards.read_scores(data))
    published = part(lambda: news.read(data))
    part(lambda: framework_texts.read_texts(data / framework_texts.FILE))
    context = part(lambda: boundaries.load_context(place.geo))
    if ledger and judgements is not None and shown and settings and provenance is not None:
        findings += _judgement_findings(judgements)
        findings += _colour_findings(judgements, shown)
        findings += display_findings(shown, ledger)
        findings += _provenance_findings(provenance, ledger)
        if estimated(settings):
            findings += _area_findings(settings, ledger)
    if ledger and scores is not None:
        findings += awards.score_findings(scores, ledger.members_of(ledger.province), ledger.plan.years, date.today())
    if ledger and closed is not None:
        findings += closings.findings(closed, ledger.plans["plan"])
    layers = _layers(place, ledger, context, findings) if ledger else {}
    if findings:
        raise DataError(few(findings))
    # Whatever is not there has left a finding.
    assert ledger and settings and shown and wording and judgements is not None and context is not None
    assert (
        left_out is not None
        and kept is not None
        and closed is not None
        and conditions is not None
        and scores is not None
    )
    estimates, checked, simulated, chances, orders = _estimates(data, ledger, settings)
    edition = Edition(
        name,
        ledger,
        settings,
        estimates,
        checked,
        simulated,
        chances,
        judgements,
        shown,
        wording,
        layers,
        context,
        kept,
        closed,
        orders,
        conditions,
        scores,
        left_out,
    )
    edition = replace(edition, publications=published or ())
    if (note := data / UNPUBLISHED).is_file():
        edition = replace(edition, unpublished=" ".join(note.read_text(encoding="utf-8").split())[:200])
    if edition.evidence:
        edition = replace(edition, doubts=tuple(sanity.doubts(ledger, estimates, edition.evidence)))
    if content_name(place) != name:
        raise data_error(data, "các tệp đang được ghi dở.", remedy="Đợi ghi xong; trang sẽ tự nạp lại.")
    return edition


def content_name(place: Place) -> str:
    """A digest of all input files (texts with plain line ends), 12 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in place.files():
        try:
            content = letters.digest(path)
        except OSError:  # unreadable: told by whoever reads the file
            content = hashlib.sha256(b"?").hexdigest()
        digest.update(path.name.encode() + b"\0" + bytes.fromhex(content))
    return digest.hexdigest()[:12]


def estimated(settings: dict) -> bool:
    """Whether the plan's missing figures are estimated at all."""
    return settings["method"] != "none"


def _estimates(
    data: Path, ledger: Ledger, settings: dict
) -> tuple[Estimates, pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    if not estimated(settings):
        empty = pd.DataFrame()
        return store.none(ledger.plan.years, settings), empty, empty, empty, empty
    broken = store.seal_findings(data)
    if broken:
        raise DataError(broken)
    estimates = store.read(data, settings)
    units, years = ledger.units_of(ledger.plan.vintage), ledger.plan.years
    if estimates.units != units or estimates.years != years:
        raise data_error(
            store.TABLE, "số huyện hay số năm không khớp với kế hoạch.", remedy="Chạy: python -m lib estimate."
        )
    checked = load_table(data / validation.TABLE, schemas.VALIDATION_TABLE)
    simulated = load_table(data / calibration.TABLE, schemas.CALIBRATION_TABLE)
    broken = calibration.seal_findings(data)
    if broken:
        raise DataError(broken)
    told = (
        load_table(data / name, schema)
        for name, schema in ((store.CHANCES, schemas.CHANCES_TABLE), (store.ORDERS, schemas.ORDERS_TABLE))
    )
    return estimates, checked, simulated, *told


def _layers(
    place: Place, ledger: Ledger, context: gpd.GeoDataFrame | None, findings: list[Finding]
) -> dict[str, gpd.GeoDataFrame]:
    names = dict(zip(ledger.units["unit"], ledger.units["name_vi"], strict=True))
    vintages = list(ledger.vintages["vintage"])
    findings += boundaries.checksum_findings(place.geo, [*(f"{v}.geojson" for v in vintages), boundaries.CONTEXT])
    layers = {}
    for vintage in vintages:
        path, own = place.geo / f"{vintage}.geojson", place.own_layer if vintage == ledger.plan.vintage else None
        try:
            layers[vintage] = boundaries.load_layer(path, own)
        except DataError as error:
            findings += error.findings
            continue
        units = {unit: names[unit] for unit in ledger.units_of(vintage)}
        wrong = boundaries.unit_findings(path.name, layers[vintage], units)
        findings += wrong
        # An authority's own layer is measured against ours when it is read.
        if own is None and not wrong:
            if vintage == _MEASURED:
                findings += boundaries.area_findings(place.geo, layers[vintage], path.name)
            if context is not None:
                findings += boundaries.coverage_findings(path.name, layers[vintage], context)
    return layers


def _judgement_findings(table: pd.DataFrame) -> list[Finding]:
    """Every judgement has its row; ratios fall from one judgement to the next worse one."""
    remedy = "Lấy lại dòng này từ bản gốc của tệp."
    found = [
        Finding(JUDGEMENTS, f"thiếu dòng “{name}”.", remedy=remedy)
        for name in schemas.JUDGEMENTS
        if name not in set(table["judgement"])
    ]
    for row in table.itertuples():
        if schemas.JUDGEMENTS[row.judgement] == pd.isna(row.min_ratio):
            message = "cần một ngưỡng." if pd.isna(row.min_ratio) else "không dùng ngưỡng ở dòng này."
            found.append(Finding(JUDGEMENTS, message, row=row.Index, column="min_ratio", remedy=remedy))
    ratios = table.set_index("judgement")["min_ratio"].dropna()
    order = [name for name, needed in schemas.JUDGEMENTS.items() if needed and name in ratios.index]
    for better, worse in zip(order, order[1:], strict=False):
        if ratios[better] <= ratios[worse]:
            row = int(table.index[table["judgement"] == worse][0])
            message = f"ngưỡng {ratios[worse]:g} phải nhỏ hơn ngưỡng của “{better}” ({ratios[better]:g})."
            found.append(Finding(JUDGEMENTS, message, row=row, column="min_ratio", remedy="Sửa ngưỡng."))
    if "on_track" in ratios and ratios["on_track"] != 1:
        row = int(table.index[table["judgement"] == "on_track"][0])
        message = "ngưỡng của “on_track” phải là 1: ở sau đường thì không được gọi là đúng tiến độ."
        found.append(Finding(JUDGEMENTS, message, row=row, column="min_ratio", remedy="Ghi lại 1."))
    for name, kind in (("ahead", "good"), ("on_track", "good"), ("reached", "good"), ("expected_reached", "good"),
                       ("undecided", "open"), ("just_behind", "bad"), ("slow", "bad"), ("very_slow", "bad"),
                       ("reversed", "bad"), ("not_reached", "bad"), ("expected_not_reached", "bad"), ("withheld", "none"),
                       ("insufficient", "none"), ("no_baseline", "none"), ("baseline", "none")):  # fmt: skip
        for row in table.index[(table["judgement"] == name) & (table["kind"] != kind)]:
            message = f"loại của “{name}” phải là {kind}."
            found.append(Finding(JUDGEMENTS, message, row=int(row), column="kind", remedy=f"Ghi lại {kind}."))
    for row in table.itertuples():
        for column in ("verb_vi", "verb_en"):
            if not getattr(row, column) and row.judgement != "baseline":
                message = "không được để trống."
                found.append(Finding(JUDGEMENTS, message, row=row.Index, column=column, remedy=remedy))
        first, last = _RANKS[row.kind]
        if not first <= row.rank <= last:
            message = f"thứ hạng {row.rank} không hợp với loại {row.kind} ({first} đến {last})."
            found.append(Finding(JUDGEMENTS, message, row=row.Index, column="rank", remedy="Sửa rank."))
    for column in ("label_vi", "symbol"):
        shown = table[table["kind"].isin(["good", "bad", "open"])]
        for row in shown.index[shown.duplicated([column, "kind"]) & (column == "label_vi")]:
            message = f"“{table.at[row, column]}” đã là chữ của một đánh giá khác."
            found.append(Finding(JUDGEMENTS, message, row=int(row), column=column, remedy="Chọn chữ khác."))
    for row in table.index[table["kind"].isin(_RANKS)]:
        symbol, kind = table.at[row, "symbol"], table.at[row, "kind"]
        if ((table["symbol"] == symbol) & (table["kind"] != kind) & (table.index < row)).any():
            message = f"ký hiệu “{symbol}” đã là của một đánh giá loại khác."
            found.append(Finding(JUDGEMENTS, message, int(row), "symbol", remedy="Chọn ký hiệu khác."))
    return found


def _colour_findings(table: pd.DataFrame, shown: Display) -> list[Finding]:
    """A judgement's words are written in its colour on the charts' ground: they must be readable there."""
    return [
        Finding(JUDGEMENTS, f"chữ màu {colour} không đọc được trên nền {ground}.", int(row), f"colour_{theme}",
                remedy="Chọn màu tương phản hơn.")
        for theme in display.THEMES
        for ground in [getattr(shown.charts, theme).surface]
        for row, colour in table[f"colour_{theme}"].items()
        if display.contrast(colour, ground) < display.MIN_CONTRAST
    ]  # fmt: skip


def _area_findings(settings: dict, ledger: Ledger) -> list[Finding]:
    groups = set(ledger.groups["group"])
    return [
        Finding(parameters.FILE, f"areas → {name}: không có nhóm “{group}”.", remedy="Ghi mã có ở groups.csv.")
        for name, group in settings["areas"].items()
        if group not in groups
    ]


def _provenance_findings(table: pd.DataFrame, ledger: Ledger) -> list[Finding]:
    keys: dict[str, set[str]] = {}
    for name, columns in _KEYS.items():
        rows = getattr(ledger, name)[columns].astype(str)
        keys[name] = set(rows.agg("|".join, axis=1)) | set(rows[columns[0]])
    found = []
    for row in table.itertuples():
        if row.table not in keys:
            message = f"không có bảng “{row.table}”."
            found.append(
                Finding(PROVENANCE, message, row=row.Index, column="table", remedy=f"Một trong: {', '.join(keys)}.")
            )
        elif row.key not in keys[row.table]:
            message = f"bảng {row.table} không có dòng “{row.key}”."
            found.append(
                Finding(PROVENANCE, message, row=row.Index, column="key", remedy="Sửa mã, hoặc lấy lại dòng bị xoá.")
            )
    return found
