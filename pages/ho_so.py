"""Hồ sơ: everything known of one district, group or the province on one page."""

from __future__ import annotations

from lib.ui.page import show

show("ho_so")
