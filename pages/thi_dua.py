"""Thi đua: level and improvement side by side, and who improved surely."""

from __future__ import annotations

from lib.ui.page import show

show("thi_dua")
