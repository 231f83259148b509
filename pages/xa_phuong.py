"""Xã, phường: today's communes and wards on the map, what is published of each, and what became of the former ones."""

from __future__ import annotations

from lib.ui.page import show

show("xa_phuong")
