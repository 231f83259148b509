"""Single faults over every input file are refused with file, place and remedy: a sample of ``python -m tests.faults``."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from lib.base.paths import DATA_DIR, GEO_DIR, ROOT
from lib.editions.edition import load_edition
from tests.faults import copy_inputs, faults, quick, sample, trial

#: What the figures on the screen are made from.
IMPORTANT = (
    "observations.csv", "households.csv", "units.csv", "targets.csv", "indicators.csv", "estimates.csv", "judgements.csv",
    "display.yaml", "estimation.yaml", "wording.yaml", "districts_2021.geojson",
)  # fmt: skip


@pytest.fixture(autouse=True)
def settings_are_read(monkeypatch):
    """The tests' own tables do not stand in the settings' way."""
    monkeypatch.delenv("NGHEAN_DATA")


@pytest.fixture(scope="module", autouse=True)
def originals_are_read_once() -> Iterator[None]:
    with quick():
        yield


def test_there_are_faults_of_every_file_and_none_twice():
    ids = [fault.id for fault in faults()]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 400
    tried = Counter(fault.files[0] for fault in faults())
    files = {path.name for directory in (DATA_DIR, GEO_DIR) for path in directory.glob("*.*")} - {"README.md"}
    assert files <= set(tried)
    assert tried["observations.csv"] >= 80
    assert all(tried[name] >= 40 for name in IMPORTANT), tried
    assert files <= {fault.files[0] for fault in sample()}


def test_sound_inputs_are_not_refused(tmp_path):
    """Or every fault would be refused, and nothing shown."""
    load_edition(copy_inputs(tmp_path / "inputs"))


@pytest.mark.parametrize("fault", sample(), ids=lambda fault: fault.id)
def test_a_single_fault_is_refused(fault, tmp_path):
    assert not trial(fault, tmp_path / "inputs")


def test_a_reader_who_has_seen_enough_gets_no_traceback():
    command = f"{sys.executable} -m lib check | head -1"
    run = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.stdout.count("\n") == 1
    assert not run.stderr
