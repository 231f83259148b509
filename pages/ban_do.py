"""Bản đồ: the plan's units on the map, all measures, all years, two years side by side, and in 3-D."""

from __future__ import annotations

from lib.ui.page import show

show("ban_do")
