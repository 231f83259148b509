"""Single faults over every input file are refused with file, place and remedy: a sample of ``python -m tests.faults``."""

from __future__ import annotations

from collections import Counter

import pytest

from lib.base.paths import DATA_DIR, GEO_DIR
from tests.faults import faults, trial

#: About sixty, spread over all files and kinds; a prime keeps the stride from meeting the same kind each time.
STRIDE = 31
SAMPLE = faults()[::STRIDE]


def test_there_are_faults_of_every_file_and_none_twice():
    ids = [fault.id for fault in faults()]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 400
    tried = Counter(fault.files[0] for fault in faults())
    files = {path.name for directory in (DATA_DIR, GEO_DIR) for path in directory.glob("*.*")} - {"README.md"}
    assert files <= set(tried)
    assert tried["observations.csv"] >= 80


@pytest.mark.parametrize("fault", SAMPLE, ids=lambda fault: fault.id)
def test_a_single_fault_is_refused(fault, tmp_path):
    assert not trial(fault, tmp_path / "inputs")
