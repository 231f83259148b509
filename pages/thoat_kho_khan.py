"""Thoát khó khăn: regions of difficulty by period, poor districts, what former communes became."""

from __future__ import annotations

from lib.ui.page import show

show("thoat_kho_khan")
