"""What the browser is sent has the shape that ``types.d.ts`` says: the one place where it is written down."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from lib.campaign.campaign import Campaign
from lib.drawing.bundle import ASSETS
from lib.drawing.campaign_map import map_payload, shown_measures
from lib.drawing.commune_layer import commune_payload
from lib.drawing.deck import deck
from lib.ui.chart_tools import tools_payload
from lib.ui.files import files_payload
from lib.views import links
from lib.views.downloads import offers
from lib.views.meeting import about
from lib.views.meeting.registry import known_codes, scene
from lib.views.view import Files
from lib.web import search
from tests.test_js import program


def _sent(campaign: Campaign) -> dict[str, Any]:
    """By the name of its type, everything that Python writes for a script."""
    (label, files), *_ = offers(
        campaign, links.selection(campaign, campaign.province, (), campaign.latest_year)
    ).items()
    asked = about.asked(campaign, campaign.province, (), campaign.latest_year)
    return {
        "SentMap": map_payload(campaign, shown_measures(campaign.display, compact=False), compact=False),
        "CommuneLayer": commune_payload(campaign),
        "Deck": deck(campaign, [scene(campaign, code, asked) for code in known_codes(campaign)][:3], asked),
        "FilesData": files_payload(campaign.wording, Files(label, files)),
        "SearchIndex": search.entries(campaign),
        "ChartPayload": tools_payload(campaign.wording, "trajectory", "Quỹ đạo", "2025", ["Nguồn", ""]),
    }


def _checked(folder: Path, texts: dict[str, str]) -> str:
    """What the checker of types says of some values, each the text of a literal by the name of its type."""
    checker = program("tsc", shutil.which("tsc"))
    lines = [f"const sent_{name}: {name} = {text};" for name, text in texts.items()]
    (folder / "sent.ts").write_text("\n".join(lines), encoding="utf-8")
    types = [str(path) for path in ASSETS.glob("*/types.d.ts")]
    options = ["--noEmit", "--strict", "--target", "ES2022"]
    done = subprocess.run(
        [checker, *options, *types, "sent.ts"], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def sent(live_campaign: Campaign) -> dict[str, Any]:
    return _sent(live_campaign)


def test_what_is_sent_has_its_type(sent: dict[str, Any], tmp_path: Path):
    assert _checked(tmp_path, {name: json.dumps(value) for name, value in sent.items()}) == ""


def test_a_field_that_is_missing_or_more_is_told(sent: dict[str, Any], tmp_path: Path):
    whole = sent["ChartPayload"]
    more = {**whole, "colour": "red"}
    fewer = {name: value for name, value in whole.items() if name != "file"}
    for value, told in (
        (more, "'\"colour\"' does not exist"),
        (fewer, "Property 'file' is missing"),
        ({**whole, "key": 1}, "Type 'number'"),
    ):
        assert told in _checked(tmp_path, {"ChartPayload": json.dumps(value)})
