"""Nguồn lực: what was needed, what came from whom, what was done."""

from __future__ import annotations

from lib.ui.page import show

show("nguon_luc")
