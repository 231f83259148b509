"""Tổng kết: what became of the plan's own words, sentence by sentence."""

from __future__ import annotations

from lib.ui.page import show

show("tong_ket")
