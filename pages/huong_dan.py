"""Hướng dẫn: how the dashboard is used, in ten tasks."""

from __future__ import annotations

from lib.ui.page import show

show("huong_dan")
