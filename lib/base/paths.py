"""Where the product's own files are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DATA_DIR = ROOT / "data"
GEO_DIR = ROOT / "geo"
#: The official forms are law, the same for every set of data.
FORMS_DIR = ROOT / "data" / "forms"
