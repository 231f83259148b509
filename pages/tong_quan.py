"""Tổng quan: are we reaching the plan, and who is behind? Answered in five seconds."""

from __future__ import annotations

from lib.ui.page import show

show("tong_quan")
