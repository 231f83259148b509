"""Tải về: slides, documents, workbooks and tables of what is selected, each by a button."""

from __future__ import annotations

from lib.ui.page import show

show("tai_ve")
