"""Vùng chậm: who lags, by how much, on which yardstick, with what probability."""

from __future__ import annotations

from lib.ui.page import show

show("vung_cham")
