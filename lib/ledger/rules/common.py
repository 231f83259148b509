"""What several rules share."""

from __future__ import annotations

OBSERVATIONS = "observations.csv"
