"""Dữ liệu và phương pháp: every figure with its source; how estimates and judgements are made."""

from __future__ import annotations

from lib.ui.page import show

show("du_lieu")
